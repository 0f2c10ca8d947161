//! The network, through reqwest on sockets.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use tower::util::service_fn;

use super::{BoxError, Streaming, TransportError};
use crate::client::body::Body;

/// The network. Redirects are not followed: a definition declares them as answers.
pub(crate) fn network(connect_timeout: Duration) -> Result<Streaming, BoxError> {
    #[cfg(feature = "tls")]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Only an error when another thread was faster, and then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let builder =
        reqwest::Client::builder().connect_timeout(connect_timeout).redirect(reqwest::redirect::Policy::none());
    let client = builder.build()?;
    Ok(Streaming::new(service_fn(move |request: http::Request<Body>| send(client.clone(), request))))
}

async fn send(
    client: reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<UnsyncBoxBody<Bytes, BoxError>>, BoxError> {
    let request = reqwest::Request::try_from(request.map(Body::into_bytes)).map_err(failure)?;
    let response = client.execute(request).await.map_err(failure)?;
    Ok(http::Response::from(response).map(|it| it.map_err(failure).boxed_unsync()))
}

fn failure(error: reqwest::Error) -> BoxError {
    // The address may hold what should not stand in logs.
    let error = error.without_url();
    let error = if error.is_timeout() { TransportError::Timeout } else { TransportError::Broken(error.into()) };
    error.into()
}
