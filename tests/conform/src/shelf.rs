//! Shelves and books: a sound service in the oldest style, whose errors are a status and nothing else.

mod books;
mod shelves;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::rules::{self, Slot};
use crate::web::{Answer, Asked};

/// The definition of the shelves.
pub const DEFINITION: &str = include_str!("../definitions/shelf.json");

/// The shelves; clones are the same ones.
#[derive(Debug, Clone, Default)]
pub struct Shelves {
    inner: Arc<Mutex<World>>,
}

#[derive(Debug, Default)]
struct World {
    /// By id.
    shelves: BTreeMap<String, Shelf>,
    last: u32,
}

#[derive(Debug)]
struct Shelf {
    shown: Map<String, Value>,
    /// By number.
    books: BTreeMap<String, Map<String, Value>>,
}

/// What an operation does; refusals are a status.
type Outcome = Result<Answer, StatusCode>;

impl Shelves {
    /// The whole service.
    pub fn router(&self) -> Router {
        let health = at(MethodFilter::GET, |_, _| Ok(Answer::json(StatusCode::OK, json!({ "status": "healthy" }))));
        let one = at(MethodFilter::GET, shelves::get).merge(at(MethodFilter::PUT, shelves::replace));
        let book = at(MethodFilter::GET, books::get).merge(at(MethodFilter::PUT, books::put));
        Router::new()
            .route("/_internal_/healthcheck", health)
            .route("/book-shelves", at(MethodFilter::GET, shelves::list).merge(at(MethodFilter::POST, shelves::create)))
            .route("/book-shelves/{id}", one.merge(at(MethodFilter::DELETE, shelves::delete)))
            .route("/book-shelves/{id}/shelved-books", at(MethodFilter::GET, books::list))
            .route("/book-shelves/{id}/shelved-books/{isbn}", book.merge(at(MethodFilter::DELETE, books::delete)))
            .with_state(self.clone())
    }

    /// How many shelves and books there are.
    pub fn kept(&self) -> [usize; 2] {
        let world = self.world();
        [world.shelves.len(), world.shelves.values().map(|it| it.books.len()).sum()]
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn at(method: MethodFilter, run: fn(&Shelves, &Asked) -> Outcome) -> MethodRouter<Shelves> {
    on(method, move |State(shelves): State<Shelves>, request: Request| answer(shelves, run, request))
}

async fn answer(shelves: Shelves, run: fn(&Shelves, &Asked) -> Outcome, request: Request) -> Response {
    let asked = match Asked::read(request).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal.into_response(),
    };
    run(&shelves, &asked).unwrap_or_else(Answer::empty).into_response()
}

/// The body of a request against a table.
fn form(asked: &Asked, slots: &[Slot]) -> Result<Map<String, Value>, StatusCode> {
    if !asked.query.is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    if !asked.is_json() {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let given = serde_json::from_slice(&asked.body).map_err(|_| StatusCode::BAD_REQUEST)?;
    rules::body(given, slots, &|_, _| false).map_err(|_| StatusCode::BAD_REQUEST)
}
