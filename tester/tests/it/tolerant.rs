//! A service that takes any query parameter, and refuses what the state of an object does not allow.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use apigen_conform::{Service, Settings};
use apigen_tester::in_process;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde_json::json;

use crate::definitions::alone;

const DEFINITION: &str = r#"{
  "name": "jobs", "namespace": "io.proving.jobs.v0",
  "models": {
    "job": { "fields": [
      { "name": "id", "type": "string", "read_only": true, "server_assigned": true },
      { "name": "title", "type": "string", "minimum": 1, "maximum": 20 },
      { "name": "cancelled", "type": "boolean", "read_only": true }
    ] }
  },
  "resources": { "job": { "path": "/jobs", "operations": [
    { "method": "POST", "body": { "type": "job" }, "responses": { "201": { "type": "job" }, "422": { "type": "unit" } } },
    { "method": "GET", "path": "/:id",
      "responses": { "200": { "type": "job" }, "404": { "type": "unit" }, "422": { "type": "unit" } } },
    { "method": "PUT", "path": "/:id/cancellation",
      "responses": { "200": { "type": "job" }, "404": { "type": "unit" }, "422": { "type": "unit" } } }
  ] } }
}"#;

/// Titles, and what was cancelled.
type Jobs = Arc<Mutex<BTreeMap<String, (String, bool)>>>;

fn job(id: &str, (title, cancelled): &(String, bool)) -> Response {
    Json(json!({ "id": id, "title": title, "cancelled": cancelled })).into_response()
}

async fn create(State(jobs): State<Jobs>, Json(body): Json<serde_json::Value>) -> Response {
    let Some(title) = body["title"].as_str() else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    let mut jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    let id = format!("job-{}", jobs.len());
    jobs.insert(id.clone(), (title.to_owned(), false));
    (StatusCode::CREATED, job(&id, &jobs[&id])).into_response()
}

async fn read(State(jobs): State<Jobs>, Path(id): Path<String>) -> Response {
    let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.get(&id).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |it| job(&id, it))
}

async fn cancel(State(jobs): State<Jobs>, Path(id): Path<String>) -> Response {
    let mut jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    match jobs.get_mut(&id) {
        None => StatusCode::NOT_FOUND.into_response(),
        Some((_, true)) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Some(it) => {
            it.1 = true;
            job(&id, it)
        }
    }
}

#[tokio::test]
async fn refusing_for_a_state_is_no_strictness_about_parameters() {
    let lives = Router::new().route("/jobs", post(create)).route("/jobs/{id}", get(read));
    let router = lives.route("/jobs/{id}/cancellation", put(cancel)).with_state(Jobs::default());
    let repository = alone(DEFINITION);
    let service = Service::of_namespace(&repository, "io.proving.jobs.v0");
    let select = vec!["unknown-parameter-refused".to_owned()];
    let report = in_process(&service, router, &Settings { select, ..Settings::default() }).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert!(!report.customs.is_empty(), "it took parameters that nobody knows: {}", report.headline());
}
