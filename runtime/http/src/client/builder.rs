//! Settings of a client.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use tower::{Layer, Service};

use super::body::Body;
use super::circuit::CircuitBreaker;
use super::connection::{Connection, Parent, Shared};
use super::credentials::{Credentials, Tokens, hide_secrets, secret};
use super::random::Random;
use super::retry::{Retry, RetryBudget};
use super::timer::{self, Timer};
use super::transport::{self, BoxError, InProcess, Streaming, Transport};

/// Puts a layer on a transport.
type PutOn = Box<dyn FnOnce(Transport, &Around) -> Transport + Send + Sync>;

/// What layers are told of the client around them.
struct Around {
    /// How many bytes a body may have.
    body_limit: usize,
    timer: Arc<dyn Timer>,
}

/// Settings of a client.
#[must_use = "a builder does nothing until `build`"]
pub struct Builder<C> {
    base_url: String,
    headers: Vec<(String, String)>,
    secrets: Vec<(String, String)>,
    tokens: Option<Tokens>,
    retry: Retry,
    budget: RetryBudget,
    parent: Option<Parent>,
    random: Random,
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
            secrets: Vec::new(),
            tokens: None,
            retry: Retry::default(),
            budget: RetryBudget::default(),
            parent: None,
            random: Random::default(),
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

    /// What the client calls itself in `User-Agent`; `apigen` and a version unless said otherwise.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.header("user-agent", name)
    }

    /// Sends `Authorization: Bearer …` with every request.
    pub fn bearer(self, token: &str) -> Self {
        self.api_key("authorization", format!("Bearer {token}"))
    }

    /// Sends `Authorization: Basic …` with every request.
    pub fn basic(self, user: &str, password: &str) -> Self {
        let encoded = BASE64_STANDARD.encode(format!("{user}:{password}"));
        self.api_key("authorization", format!("Basic {encoded}"))
    }

    /// Sends a key in a header of its own with every request.
    pub fn api_key(mut self, header: impl Into<String>, key: impl Into<String>) -> Self {
        self.secrets.push((header.into(), key.into()));
        self
    }

    /// Fetches the token that is sent as `Authorization: Bearer …`: when the first call needs it, and once more for a
    /// call that is answered with 401. All calls share the token and wait for the same fetch. No token is fetched for an
    /// operation that everybody may call, which may be how to get one.
    pub fn tokens<F>(mut self, fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String, BoxError>> + Send + 'static,
    {
        self.tokens = Some(Tokens::new(fetch));
        self
    }

    /// How often and how soon requests are sent again, where the definition allows it.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many retries the client, or all clients that share the budget, may spend.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Asks for the `traceparent` of the current span at each call; without one, calls begin traces.
    pub fn traceparent(mut self, current: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        self.parent = Some(Box::new(current));
        self
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
        self.layers.push(Box::new(move |inner, around| transport::layered(&layer, inner, around.body_limit)));
        self
    }

    /// Puts a circuit breaker around what sends requests, as a [layer](Builder::layer) that measures time as the client.
    pub fn circuit_breaker(mut self, breaker: CircuitBreaker) -> Self {
        self.layers.push(Box::new(move |inner, around| {
            transport::layered(&breaker.timed_by(&around.timer), inner, around.body_limit)
        }));
        self
    }

    /// Measures time and waits by other means than tokio.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// Takes random bits for waits, idempotency keys and ids of traces from somewhere else.
    pub fn random(mut self, source: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        self.random = Random::new(source);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`BuildError`]: what cannot be used of what was given.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = base_url(&self.base_url, self.service.is_some())?;
        let headers = headers(self.headers)?;
        let credentials = Credentials { headers: secrets(self.secrets)?, tokens: self.tokens };
        let service = match self.service {
            Some(it) => it,
            None => transport::network(self.connect_timeout).map_err(BuildError::Transport)?,
        };
        let around = Around { body_limit: self.body_limit, timer: self.timer.unwrap_or_else(timer::standard) };
        let innermost = transport::exchange(service, around.body_limit, Arc::clone(&around.timer));
        let transport = self.layers.into_iter().fold(innermost, |inner, put_on| put_on(inner, &around));
        Ok(C::from(Connection::new(Shared {
            transport,
            base_url,
            headers,
            timeout: self.timeout,
            try_timeout: self.try_timeout,
            retry: self.retry,
            budget: self.budget,
            credentials,
            parent: self.parent,
            timer: around.timer,
            random: self.random,
        })))
    }
}

fn base_url(text: &str, own_service: bool) -> Result<String, BuildError> {
    let uri = text.parse::<Uri>().ok().filter(|it| it.host().is_some() && it.query().is_none());
    match uri.as_ref().and_then(Uri::scheme_str) {
        Some("http") => {}
        Some("https") if own_service || cfg!(any(feature = "tls", target_arch = "wasm32")) => {}
        Some("https") => return Err(BuildError::TlsMissing),
        _ => return Err(BuildError::BaseUrl(text.to_owned())),
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn headers(pairs: Vec<(String, String)>) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("apigen/", env!("CARGO_PKG_VERSION"))));
    for (name, value) in pairs {
        let parsed = (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = parsed else { return Err(BuildError::Header(name)) };
        headers.insert(name, value);
    }
    hide_secrets(&mut headers);
    Ok(headers)
}

fn secrets(pairs: Vec<(String, String)>) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let parsed = (HeaderName::try_from(name.as_str()), secret(&value));
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
