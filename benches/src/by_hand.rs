//! The same operations as a person writes them on axum: bare, with the checks that the definition asks for, and with
//! what operators ask for too.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;
use std::time::Instant;

use apigen_http::server::{Router, StatusCode};
use axum::Json;
use axum::extract::{MatchedPath, Path, Query, Request};
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use io_acme_user_v0::{User, UserForm, UserStatus};
use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tracing::Instrument as _;
use tracing::field::Empty;

use crate::sample;

static HANDLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[a-z][a-z0-9_]*$").ok());
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[^@\s]+@[^@\s]+$").ok());
static LANGUAGE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[a-z]{2}$").ok());

#[derive(Deserialize)]
struct Page {
    limit: i64,
}

/// What a caller may ask for; an unknown parameter is a mistake.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "nothing is looked up here, but a service reads all of it")]
struct Filters {
    handle: Option<String>,
    status: Option<UserStatus>,
    limit: Option<i64>,
    offset: Option<i64>,
    sort: Option<String>,
}

/// Without checks.
pub fn unchecked() -> Router {
    let create = async |Json(form): Json<UserForm>| (StatusCode::CREATED, Json(sample::created(form)));
    let list = async |Query(page): Query<Page>| Json(sample::users(page.limit));
    Router::new().route("/users", get(list)).route("/users", post(create)).route("/users/{id}", get(one))
}

/// With the checks of the definition, all mistakes at once.
pub fn checked() -> Router {
    Router::new()
        .route("/users", get(checked_list))
        .route("/users", post(checked_create))
        .route("/users/{id}", get(one))
}

/// With the checks, and with an id, a span and an event for each request.
pub fn complete() -> Router {
    checked().layer(middleware::from_fn(observed))
}

/// Serves a router without end.
pub async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    axum::serve(listener, router).await
}

async fn one(Path(id): Path<String>) -> Json<User> {
    Json(sample::user(id))
}

async fn checked_list(Query(filters): Query<Filters>) -> Response {
    let (limit, offset) = (filters.limit.unwrap_or(25), filters.offset.unwrap_or(0));
    let wrong = [((1..=100).contains(&limit), "/limit"), (offset >= 0, "/offset")];
    let wrong: Vec<_> = wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, pointer)| pointer).collect();
    if wrong.is_empty() {
        return Json(sample::users(limit)).into_response();
    }
    refused(&wrong)
}

async fn checked_create(Json(form): Json<UserForm>) -> Response {
    let wrong = violations(&form);
    if wrong.is_empty() {
        return (StatusCode::CREATED, Json(sample::created(form))).into_response();
    }
    refused(&wrong)
}

async fn observed(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let known = request.headers().get("x-request-id").cloned();
    let id = known.unwrap_or_else(|| HeaderValue::try_from(random_id()).unwrap_or(HeaderValue::from_static("-")));
    let span = tracing::info_span!(
        "request",
        method = request.method().as_str(),
        route = route.as_ref().map(MatchedPath::as_str),
        request_id = id.to_str().ok(),
        status = Empty,
        duration_ms = Empty,
    );
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    span.record("status", response.status().as_u16());
    span.record("duration_ms", started.elapsed().as_secs_f64() * 1e3);
    span.in_scope(|| tracing::info!("answered"));
    response.headers_mut().insert("x-request-id", id);
    response
}

fn random_id() -> String {
    let half = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", half(), half())
}

fn violations(form: &UserForm) -> Vec<&'static str> {
    let name = form.name.iter().flat_map(|it| [(&it.first, "/name/first"), (&it.last, "/name/last")]);
    let names = name.filter_map(|(part, pointer)| Some((fits(part.as_deref()?, 1, 200, None), pointer)));
    let own = [
        (fits(&form.handle, 3, 30, HANDLE.as_ref()), "/handle"),
        (fits(&form.email, 3, 254, EMAIL.as_ref()), "/email"),
        (fits(&form.language, 2, 2, LANGUAGE.as_ref()), "/language"),
    ];
    own.into_iter().chain(names).filter(|(fits, _)| !fits).map(|(_, pointer)| pointer).collect()
}

fn fits(text: &str, minimum: usize, maximum: usize, pattern: Option<&Regex>) -> bool {
    (minimum..=maximum).contains(&text.chars().count()) && pattern.is_none_or(|it| it.is_match(text))
}

fn refused(pointers: &[&str]) -> Response {
    let violations: Vec<Value> = pointers.iter().map(|it| json!({ "pointer": it })).collect();
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "violations": violations }))).into_response()
}
