//! Settings of a client.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use tower::{Layer, Service};

use super::body::Body;
use super::connection::{Connection, Shared};
use super::timer::{Timer, TokioTimer};
use super::transport::{self, BoxError, InProcess, Streaming, Transport};

/// Puts a layer on a transport, whose bodies may have at most so many bytes.
type PutOn = Box<dyn FnOnce(Transport, usize) -> Transport + Send + Sync>;

/// Settings of a client.
#[must_use = "a builder does nothing until `build`"]
pub struct Builder<C> {
    base_url: String,
    headers: Vec<(String, String)>,
    timeout: Duration,
    try_timeout: Duration,
    connect_timeout: Duration,
    body_limit: usize,
    service: Option<Streaming>,
    layers: Vec<PutOn>,
    timer: Option<Arc<dyn Timer>>,
    client: PhantomData<fn() -> C>,
}

/// Why a client cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is not an absolute `http` or `https` URL.
    BaseUrl(String),
    /// The base URL begins with `https`, and `apigen-http` was compiled without its feature `tls`.
    TlsMissing,
    /// A name or value that no header can have; the name.
    Header(String),
    /// What carries requests did not start.
    Transport(BoxError),
}

impl<C: From<Connection>> Builder<C> {
    /// Settings for a server at an absolute URL; paths are appended to it.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            headers: Vec::new(),
            timeout: Duration::from_secs(30),
            try_timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            body_limit: 64 << 20,
            service: None,
            layers: Vec::new(),
            timer: None,
            client: PhantomData,
        }
    }

    /// Sends a header with every request; a later value replaces an earlier one.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends `Authorization: Bearer …` with every request.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    /// How long a call may take in all; 30 seconds unless said otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take; 5 seconds unless said otherwise.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one try may take, from sending to the last byte of the answer; 10 seconds unless said otherwise.
    pub fn try_timeout(mut self, timeout: Duration) -> Self {
        self.try_timeout = timeout;
        self
    }

    /// How many bytes the body of an answer may have; 64 MiB unless said otherwise.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sends requests through a service of HTTP requests instead of the network; layers go around it.
    pub fn service<S, B>(mut self, service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.service = Some(transport::streaming(service));
        self
    }

    /// Sends requests to a server in this process, such as an `axum::Router`, which sees them as if from a socket.
    pub fn in_process<S, B>(self, server: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.service(InProcess(server))
    }

    /// Puts a layer around what sends requests; every try of a call passes through it.
    /// A layer goes around those before it, so the last one sees a request first and an answer last.
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<Transport> + Send + Sync + 'static,
        L::Service: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<http::Request<Body>>>::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.push(Box::new(move |inner, limit| transport::layered(&layer, inner, limit)));
        self
    }

    /// Measures time and waits by other means than tokio.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// The client.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = base_url(&self.base_url, self.service.is_some())?;
        let headers = headers(self.headers)?;
        let service = match self.service {
            Some(it) => it,
            None => transport::network(self.connect_timeout).map_err(BuildError::Transport)?,
        };
        let timer = self.timer.unwrap_or_else(|| Arc::new(TokioTimer::default()));
        let innermost = transport::exchange(service, self.body_limit, Arc::clone(&timer));
        let transport = self.layers.into_iter().fold(innermost, |inner, put_on| put_on(inner, self.body_limit));
        let (timeout, try_timeout) = (self.timeout, self.try_timeout);
        Ok(C::from(Connection::new(Shared { transport, base_url, headers, timeout, try_timeout, timer })))
    }
}

fn base_url(text: &str, own_service: bool) -> Result<String, BuildError> {
    let uri = text.parse::<Uri>().ok().filter(|it| it.host().is_some() && it.query().is_none());
    match uri.as_ref().and_then(Uri::scheme_str) {
        Some("http") => {}
        Some("https") if own_service || cfg!(feature = "tls") => {}
        Some("https") => return Err(BuildError::TlsMissing),
        _ => return Err(BuildError::BaseUrl(text.to_owned())),
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn headers(pairs: Vec<(String, String)>) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    for (name, value) in pairs {
        let parsed = (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = parsed else { return Err(BuildError::Header(name)) };
        headers.insert(name, value);
    }
    Ok(headers)
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(url) => write!(f, "`{url}` is not an absolute http or https URL without a query"),
            Self::TlsMissing => f.write_str("https needs the feature `tls`"),
            Self::Header(name) => write!(f, "the name or value of header `{name}` is not allowed"),
            Self::Transport(source) => write!(f, "the HTTP client did not start: {source}"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Transport(source) => Some(&**source),
            _ => None,
        }
    }
}
