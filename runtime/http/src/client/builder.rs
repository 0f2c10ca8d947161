//! Settings of a client.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::connection::Connection;
use super::transport::{Network, Transport};

/// Settings of a client.
#[must_use = "a builder does nothing until `build`"]
pub struct Builder<C> {
    base_url: String,
    headers: Vec<(String, String)>,
    timeout: Duration,
    connect_timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
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
    Transport(Box<dyn Error + Send + Sync>),
}

impl<C: From<Connection>> Builder<C> {
    /// Settings for a server at an absolute URL; paths are appended to it.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            headers: Vec::new(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            transport: None,
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

    /// Sends requests by other means than the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = base_url(&self.base_url, self.transport.is_some())?;
        let headers = headers(self.headers)?;
        let transport = match self.transport {
            Some(it) => it,
            None => network(self.connect_timeout)?,
        };
        Ok(C::from(Connection { transport, base_url, headers: Arc::new(headers), timeout: self.timeout }))
    }
}

fn base_url(text: &str, own_transport: bool) -> Result<Arc<str>, BuildError> {
    let uri = text.parse::<Uri>().ok().filter(|it| it.host().is_some() && it.query().is_none());
    match uri.as_ref().and_then(Uri::scheme_str) {
        Some("http") => {}
        Some("https") if own_transport || cfg!(feature = "tls") => {}
        Some("https") => return Err(BuildError::TlsMissing),
        _ => return Err(BuildError::BaseUrl(text.to_owned())),
    }
    Ok(text.trim_end_matches('/').into())
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

/// Redirects are not followed: a definition declares them as answers.
fn network(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    #[cfg(feature = "tls")]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Only an error when another thread was faster, and then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("apigen/", env!("CARGO_PKG_VERSION")));
    let client = builder.build().map_err(|it| BuildError::Transport(Box::new(it)))?;
    Ok(Arc::new(Network(client)))
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
