//! Servers without generated code: routes whose operations are a few lines each.

mod body;
mod context;
mod forms;
mod health;
mod metered;
mod methods;
mod observed;
mod stopping;

use std::sync::Arc;

use apigen_http::server::{Call, Content, Halt, Input, Operation, Receive, Refusal, Response, Router, Routes};
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// An operation that answers 204 whatever its input is.
pub(crate) async fn accept<I: Receive>(_: Arc<()>, call: Call<()>) -> Result<Response, Halt> {
    let ((), _) = call.read::<(), I>().await?;
    Ok(apigen_http::server::Reply::new(http::StatusCode::NO_CONTENT).empty())
}

/// No input.
pub(crate) struct Nothing;

impl Receive for Nothing {
    const AUTH: apigen_http::server::Auth = apigen_http::server::Auth::Undeclared;
    const CONTENT: Content = Content::None;
    const REFUSAL: &'static Refusal = &Refusal::problem(400);

    fn receive(_: &mut Input<'_>) -> Option<Self> {
        Some(Self)
    }
}

/// Routes with one operation that needs no service.
pub(crate) fn route<F, R>(method: Method, path: &'static str, handler: F) -> Routes
where
    F: Fn(Arc<()>, Call<()>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Response, Halt>> + Send + 'static,
{
    Routes::default().on(Operation::new("test", method, path), &Arc::new(()), handler)
}

/// The status, headers as `name: value` and body of an answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|it| it.to_str().unwrap())
    }
}

/// Sends a request with headers and a body to a router.
pub(crate) async fn send(router: Router, line: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let (method, uri) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
}
