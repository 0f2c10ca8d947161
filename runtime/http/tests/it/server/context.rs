//! What a handler wants to know beyond its input, by an extractor with state.

use std::sync::Arc;

use apigen_http::server::{
    Call, FromRequestParts, Halt, Operation, Parts, Response, Router, Routes, StatusCode, Trace, problem,
};
use axum::Json;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse as _;
use serde_json::json;

use super::{Nothing, send};

/// The tokens that the service knows, and whose they are.
#[derive(Clone)]
struct Tokens(Arc<[(&'static str, Caller)]>);

/// Who calls, for which tenant, and in which trace.
#[derive(Clone)]
struct Caller {
    name: &'static str,
    tenant: &'static str,
}

struct Context {
    caller: Caller,
    trace: Trace,
}

impl FromRequestParts<Tokens> for Context {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, tokens: &Tokens) -> Result<Self, Response> {
        let Ok(trace) = Trace::from_request_parts(parts, tokens).await;
        let sent = parts.headers.get("authorization").ok_or_else(|| problem(StatusCode::UNAUTHORIZED))?;
        let token = sent.to_str().ok().and_then(|it| it.strip_prefix("Bearer "));
        let known = tokens.0.iter().find(|(known, _)| Some(*known) == token).map(|(_, caller)| caller.clone());
        let declared = || (StatusCode::UNAUTHORIZED, Json(json!({"code": "unknown_token"}))).into_response();
        Ok(Self { caller: known.ok_or_else(declared)?, trace })
    }
}

async fn who(_: Arc<()>, call: Call<Tokens>) -> Result<Response, Halt> {
    let (Context { caller, trace }, _) = call.read::<Context, Nothing>().await?;
    Ok(format!("{} {} {}", caller.name, caller.tenant, trace.trace_id()).into_response())
}

fn service() -> Router {
    let caller = Caller { name: "ada", tenant: "acme" };
    let routes = Routes::default().on(Operation::new("who", Method::GET, "/who"), &Arc::new(()), who);
    routes.into_router().with_state(Tokens(Arc::new([("t", caller)])))
}

#[tokio::test]
async fn the_context_is_made_of_the_request_and_the_state() {
    let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let headers = [("authorization", "Bearer t"), ("traceparent", traceparent)];
    let answer = send(service(), "GET /who", &headers, "").await;
    assert_eq!(answer.body, "ada acme 4bf92f3577b34da6a3ce929d0e0e4736");
}

#[tokio::test]
async fn a_refusal_is_answered_in_the_words_of_the_service() {
    let none = send(service(), "GET /who?unknown=1", &[], "").await;
    assert_eq!((none.status, none.header("content-type")), (401, Some("application/problem+json")), "before the input");
    let unknown = send(service(), "GET /who", &[("authorization", "Bearer x")], "").await;
    assert_eq!((unknown.status, unknown.body.as_str()), (401, "{\"code\":\"unknown_token\"}"), "as declared");
}

#[tokio::test]
async fn state_survives_nesting_and_layers() {
    let mark = from_fn(async |request: axum::extract::Request, next: Next| {
        let mut response = next.run(request).await;
        response.headers_mut().insert("x-layer", "seen".parse().unwrap());
        response
    });
    let router = Router::new().nest("/api", service()).layer(mark);
    let answer = send(router, "GET /api/who", &[("authorization", "Bearer t")], "").await;
    assert_eq!((answer.status, answer.header("x-layer")), (200, Some("seen")));
}
