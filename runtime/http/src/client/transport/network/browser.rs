//! The network of a browser, through reqwest on its `fetch`.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use tower::util::service_fn;

use super::{BoxError, Streaming, TransportError};
use crate::client::body::Body;
use crate::client::browser::apart;

/// The network; connecting is the browser's business.
pub(crate) fn network(_: Duration) -> Result<Streaming, BoxError> {
    let client = reqwest::Client::builder().build()?;
    Ok(Streaming::new(service_fn(move |request: http::Request<Body>| {
        let answer = apart(send(client.clone(), request));
        async move { answer.await.unwrap_or_else(|| Err("the page is gone".into())).map(streaming) }
    })))
}

async fn send(client: reqwest::Client, request: http::Request<Body>) -> Result<http::Response<Bytes>, BoxError> {
    let request = reqwest::Request::try_from(request.map(Body::into_bytes)).map_err(failure)?;
    let mut response = client.execute(request).await.map_err(failure)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut answer = http::Response::new(response.bytes().await.map_err(failure)?);
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}

fn streaming(answer: http::Response<Bytes>) -> http::Response<UnsyncBoxBody<Bytes, BoxError>> {
    answer.map(|it| Full::new(it).map_err(|never| match never {}).boxed_unsync())
}

fn failure(error: reqwest::Error) -> BoxError {
    // The address may hold what should not stand in logs.
    TransportError::Broken(error.without_url().into()).into()
}
