//! What carries a request to a server and brings the whole answer back, as tower services.
//!
//! Inside out: a transport (the network, or any service of HTTP requests), [`exchange`] around it, then the layers that
//! the user puts on.

mod exchange;
mod in_process;
#[cfg_attr(target_arch = "wasm32", path = "network/browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "network/sockets.rs")]
mod network;

use std::error::Error;
use std::fmt;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use tower::util::{BoxCloneSyncService, ServiceExt, service_fn};
use tower::{Layer, Service};

use super::body::Body;

pub(crate) use exchange::{Progress, TryLimits, exchange};
pub(crate) use in_process::InProcess;
pub(crate) use network::network;

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// What a layer is put on: sends a request and returns the answer, whole.
pub type Transport = BoxCloneSyncService<http::Request<Body>, http::Response<Body>, BoxError>;

/// A transport whose answers still arrive.
pub(crate) type Streaming =
    BoxCloneSyncService<http::Request<Body>, http::Response<UnsyncBoxBody<Bytes, BoxError>>, BoxError>;

/// Why one try brought no answer. This is what layers see as the error of what they are put on.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// No answer in the time that one try may take.
    Timeout,
    /// The body of the answer is longer than allowed.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// No connection, or one that broke.
    Broken(BoxError),
}

/// Any service of HTTP requests as a transport; what it answers may still arrive.
pub(crate) fn streaming<S, B>(service: S) -> Streaming
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let boxed = |response: http::Response<B>| response.map(|it| it.map_err(Into::into).boxed_unsync());
    Streaming::new(service.map_response(boxed).map_err(Into::into))
}

/// A layer around a transport; a body that the layer wraps is read to its end again.
pub(crate) fn layered<L, B>(layer: &L, inner: Transport, body_limit: usize) -> Transport
where
    L: Layer<Transport>,
    L::Service: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
    <L::Service as Service<http::Request<Body>>>::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let outer = streaming(layer.layer(inner));
    Transport::new(service_fn(move |request| {
        let outer = outer.clone();
        async move { whole(outer.oneshot(request).await?, body_limit).await.map_err(boxed) }
    }))
}

/// Reads an answer to its end.
async fn whole(
    response: http::Response<UnsyncBoxBody<Bytes, BoxError>>,
    limit: usize,
) -> Result<http::Response<Body>, TransportError> {
    let (parts, mut body) = response.into_parts();
    let mut bytes = Bytes::new();
    let mut joined = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(TransportError::of)?.into_data() else { continue };
        if bytes.len() + joined.len() + data.len() > limit {
            return Err(TransportError::TooLarge { limit });
        }
        // What comes in one piece is not copied.
        if bytes.is_empty() && joined.is_empty() {
            bytes = data;
            continue;
        }
        joined.extend_from_slice(&std::mem::take(&mut bytes));
        joined.extend_from_slice(&data);
    }
    let bytes = if joined.is_empty() { bytes } else { joined.freeze() };
    Ok(http::Response::from_parts(parts, Body::from(bytes)))
}

fn boxed(error: TransportError) -> BoxError {
    Box::new(error)
}

impl TransportError {
    /// The error itself when it is one already; a connection that broke otherwise.
    fn of(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(it) => *it,
            Err(source) => Self::Broken(source),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout => f.write_str("no answer in time"),
            Self::TooLarge { limit } => write!(f, "the answer is longer than the {limit} bytes that are allowed"),
            Self::Broken(source) => write!(f, "no answer: {source}"),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Timeout | Self::TooLarge { .. } => None,
            Self::Broken(source) => Some(&**source),
        }
    }
}
