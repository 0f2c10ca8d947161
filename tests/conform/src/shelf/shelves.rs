//! Shelves: a list that is wrapped and has no pages, and one of them.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Outcome, Shelf, Shelves, form};
use crate::rules::{Shape, Slot};
use crate::web::{Answer, Asked};

static FORM: &[Slot] =
    &[Slot::must("roomName", Shape::text(1, 40)), Slot::or("boardCount", Shape::Whole(1, 12), || 5.into())];

#[allow(clippy::unnecessary_wraps)] // All operations have one signature.
pub(super) fn list(shelves: &Shelves, _: &Asked) -> Outcome {
    let world = shelves.world();
    let all: Vec<_> = world.shelves.values().map(|it| Value::Object(it.shown.clone())).collect();
    let count = all.len();
    Ok(Answer::json(StatusCode::OK, json!({ "shelves": all, "totalCount": count })))
}

pub(super) fn create(shelves: &Shelves, asked: &Asked) -> Outcome {
    let form = form(asked, FORM)?;
    let mut world = shelves.world();
    world.last += 1;
    let id = format!("shelf {}", world.last);
    let shown = shown(&id, form);
    world.shelves.insert(id, Shelf { shown: shown.clone(), books: BTreeMap::new() });
    Ok(Answer::json(StatusCode::CREATED, shown))
}

pub(super) fn get(shelves: &Shelves, asked: &Asked) -> Outcome {
    let world = shelves.world();
    let shelf = world.shelves.get(asked.variable("id")).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Answer::json(StatusCode::OK, shelf.shown.clone()))
}

pub(super) fn replace(shelves: &Shelves, asked: &Asked) -> Outcome {
    let (mut world, id) = (shelves.world(), asked.variable("id"));
    let shelf = world.shelves.get_mut(id).ok_or(StatusCode::NOT_FOUND)?;
    shelf.shown = shown(id, form(asked, FORM)?);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

pub(super) fn delete(shelves: &Shelves, asked: &Asked) -> Outcome {
    let gone = shelves.world().shelves.remove(asked.variable("id"));
    gone.map(|_| Answer::empty(StatusCode::NO_CONTENT)).ok_or(StatusCode::NOT_FOUND)
}

fn shown(id: &str, form: Map<String, Value>) -> Map<String, Value> {
    std::iter::once(("id".to_owned(), id.into())).chain(form).collect()
}
