//! The same operations as a person writes them on axum, with and without the checks that the definition asks for.

use std::sync::LazyLock;

use apigen_http::server::{Router, StatusCode};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use io_acme_user_v0::{User, UserForm};
use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::sample;

static HANDLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[a-z][a-z0-9_]*$").ok());
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[^@\s]+@[^@\s]+$").ok());
static LANGUAGE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[a-z]{2}$").ok());

#[derive(Deserialize)]
struct Page {
    limit: i64,
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

/// Serves a router without end.
pub async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    axum::serve(listener, router).await
}

async fn one(Path(id): Path<String>) -> Json<User> {
    Json(sample::user(id))
}

async fn checked_list(Query(page): Query<Page>) -> Response {
    if (1..=100).contains(&page.limit) {
        return Json(sample::users(page.limit)).into_response();
    }
    refused(&["/limit"])
}

async fn checked_create(Json(form): Json<UserForm>) -> Response {
    let wrong = violations(&form);
    if wrong.is_empty() {
        return (StatusCode::CREATED, Json(sample::created(form))).into_response();
    }
    refused(&wrong)
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
