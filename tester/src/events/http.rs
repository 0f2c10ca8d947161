//! Streams over HTTP: `GET` of lines without an end, one event each.

use std::time::Duration;

use apigen_conform::{Events, Failure, Listener, Pending};
use axum::Router;
use axum::body::Body;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use tower::ServiceExt as _;

use super::lines::Lines;
use crate::network::{NetworkError, chain};

/// The events of a service in the same process.
#[derive(Debug, Clone)]
pub struct Routed {
    router: Router,
    path: String,
}

impl Routed {
    /// What a router serves at a path.
    pub fn new(router: Router, path: impl Into<String>) -> Self {
        Self { router, path: path.into() }
    }

    async fn open(&self) -> Result<Box<dyn Listener>, Failure> {
        let request = http::Request::get(&self.path).header("host", "localhost").body(Body::empty());
        let request = request.map_err(|it| Failure::Broken(it.to_string()))?;
        let answer = match self.router.clone().oneshot(request).await {
            Ok(it) => it,
            Err(never) => match never {},
        };
        listener(answer.status(), answer.into_body())
    }
}

impl Events for Routed {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        Box::pin(self.open())
    }
}

/// The events of a service on the network.
#[derive(Debug, Clone)]
pub struct Remote {
    client: Client,
    url: Url,
    credentials: Option<String>,
    patience: Duration,
}

impl Remote {
    /// The lines at an address such as `http://localhost:8080/_events`, which must begin within a time.
    ///
    /// Credentials go along only when that is where the service itself lives: same scheme, host and port.
    pub fn new(url: &str, service: &str, credentials: Option<&str>, patience: Duration) -> Result<Self, NetworkError> {
        let address = Url::parse(url).map_err(|it| NetworkError(format!("`{url}` is no address: {it}")))?;
        let is_beside = Url::parse(service).is_ok_and(|it| it.origin() == address.origin());
        let credentials = credentials.filter(|_| is_beside).map(ToOwned::to_owned);
        if !matches!(address.scheme(), "http" | "https") || !address.has_host() {
            return Err(NetworkError(format!("`{url}` is no address of events: http or https, a host, a path")));
        }
        // Set already when somebody else of the process needed it first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // The answer has no end, so only its beginning has a time.
        let client = Client::builder().redirect(Policy::none()).no_proxy().connect_timeout(patience).build();
        let client = client.map_err(|it| NetworkError(format!("cannot make a client: {}", chain(&it))))?;
        Ok(Self { client, url: address, credentials, patience })
    }

    async fn open(&self) -> Result<Box<dyn Listener>, Failure> {
        let mut request = self.client.get(self.url.clone()).header("accept", "application/x-ndjson, text/event-stream");
        if let Some(it) = &self.credentials {
            request = request.header("authorization", it);
        }
        match tokio::time::timeout(self.patience, request.send()).await {
            Ok(Ok(answer)) => listener(answer.status(), Body::new(reqwest::Body::from(answer))),
            Ok(Err(it)) if it.is_connect() => Err(Failure::Unreachable(chain(&it))),
            Ok(Err(it)) => Err(Failure::Broken(chain(&it))),
            Err(_) => Err(Failure::Timeout(self.patience)),
        }
    }
}

impl Events for Remote {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        Box::pin(self.open())
    }
}

fn listener(status: http::StatusCode, body: Body) -> Result<Box<dyn Listener>, Failure> {
    if !status.is_success() {
        return Err(Failure::Broken(format!("the events are answered with {status}")));
    }
    Ok(Box::new(Lines::of(body)))
}
