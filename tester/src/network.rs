//! A service on the network, never left for another one.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use apigen_conform::{Answer, Events, Exchange, Failure, Halt, Pending, Request};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::in_process::headers;
use crate::pace::Pace;

/// Sends requests to one base address; redirects are answers like any other, and are never followed.
#[derive(Clone)]
pub struct Network {
    client: Client,
    base: String,
    pace: Pace,
    events: Option<Arc<dyn Events>>,
}

/// Why an address cannot be used.
#[derive(Debug)]
pub struct NetworkError(pub(crate) String);

impl Network {
    /// The service below an address such as `http://localhost:8080/v1`.
    pub fn new(base: &str, pace: Pace) -> Result<Self, NetworkError> {
        address(base)?;
        // Set already when somebody else of the process needed it first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(pace.timeout).build();
        let client = client.map_err(|it| NetworkError(format!("cannot make a client: {}", chain(&it))))?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), pace, events: None })
    }

    /// The same, with what it publishes being heard.
    #[must_use]
    pub fn hearing(mut self, events: impl Events + 'static) -> Self {
        self.events = Some(Arc::new(events));
        self
    }

    async fn answer(&self, request: &Request) -> Result<Answer, Failure> {
        let began = Instant::now();
        let mut response = self.sent(request).await?;
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|it| self.failure(&it))? {
            if body.len() + part.len() > self.pace.longest_body {
                return Err(Failure::TooLarge(self.pace.longest_body));
            }
            body.extend_from_slice(&part);
        }
        Ok(Answer::new(status, headers, body, began.elapsed()))
    }

    async fn sent(&self, request: &Request) -> Result<reqwest::Response, Failure> {
        let broken = |it: &dyn fmt::Display| Failure::Broken(it.to_string());
        let url = Url::parse(&format!("{}{}", self.base, request.target)).map_err(|it| broken(&it))?;
        let method = http::Method::from_bytes(request.method.as_bytes()).map_err(|it| broken(&it))?;
        let mut builder = self.client.request(method, url);
        for (name, value) in &request.headers {
            builder = builder.header(name, http::HeaderValue::from_bytes(value.as_bytes()).map_err(|it| broken(&it))?);
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        builder.send().await.map_err(|it| self.failure(&it))
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        match error {
            it if it.is_timeout() => Failure::Timeout(self.pace.timeout),
            it if it.is_connect() => {
                Failure::Unreachable(format!("{}. Check that it runs and that the address is right", chain(it)))
            }
            it => Failure::Broken(chain(it)),
        }
    }
}

impl Exchange for Network {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            self.pace.wait().await;
            self.answer(request).await
        })
    }

    fn halt(&self) -> Option<Halt> {
        self.pace.halt()
    }

    fn events(&self) -> Option<&dyn Events> {
        self.events.as_deref()
    }

    fn now(&self) -> Option<Instant> {
        Some(tokio::time::Instant::now().into_std())
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        Box::pin(self.pace.pause(duration))
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network").field("base", &self.base).field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// The address of a service, checked.
pub(crate) fn address(text: &str) -> Result<Url, NetworkError> {
    let url = Url::parse(text).map_err(|it| NetworkError(format!("`{text}` is no address: {it}")))?;
    let is_plain = url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !is_plain {
        return Err(NetworkError(format!("`{text}` is no address of a service: http or https, a host, a path")));
    }
    Ok(url)
}

/// An error with what caused it.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(it) = cause {
        text.push_str(": ");
        text.push_str(&it.to_string());
        cause = it.source();
    }
    text
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for NetworkError {}
