//! Calls a service in process, and keeps what was said.

use std::time::Duration;

use apigen_test_conform::depot::TOKEN;
use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// Longer than any answer takes; the clock of these tests stands still unless everything waits.
const PATIENCE: Duration = Duration::from_secs(5);

/// Somebody who calls a service.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    router: Router,
    token: &'static str,
    pub(crate) said: Vec<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A field of the body as text.
    pub(crate) fn text_of(&self, field: &str) -> String {
        match &self.json()[field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }
}

impl Caller {
    /// Somebody at the depot.
    pub(crate) fn of(router: Router) -> Self {
        Self::with(router, TOKEN)
    }

    /// Somebody with another token.
    pub(crate) fn with(router: Router, token: &'static str) -> Self {
        Self { router, token, said: Vec::new() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, "", &[]).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Reply {
        self.send("DELETE", path, "", &[]).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &body.to_string(), &[]).await
    }

    pub(crate) async fn put(&mut self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, &body.to_string(), &[]).await
    }

    pub(crate) async fn patch(&mut self, path: &str, body: &Value) -> Reply {
        self.send("PATCH", path, &body.to_string(), &[]).await
    }

    /// Sends a request with the right token and JSON, unless `headers` say otherwise; an empty one is left out.
    pub(crate) async fn send(&mut self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let usual = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let usual = usual.iter().filter(|(name, _)| headers.iter().all(|(it, _)| it != name));
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in usual.chain(headers).filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let reply = tokio::time::timeout(PATIENCE, self.exchange(request)).await;
        let reply = reply.unwrap_or_else(|_| Reply::failed("never answered"));
        self.said.push(format!(
            "{method} {path} {body}\n{} {:?}\n{}",
            reply.status,
            sorted(&reply.headers),
            reply.text
        ));
        reply
    }

    async fn exchange(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => return Reply::failed("broke off"),
        };
        Reply { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

impl Reply {
    fn failed(how: &str) -> Self {
        Self { status: StatusCode::GATEWAY_TIMEOUT, headers: HeaderMap::new(), text: how.to_owned() }
    }
}

fn sorted(headers: &HeaderMap) -> Vec<String> {
    let mut sorted: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    sorted.sort();
    sorted
}
