//! The books of a shelf, by the numbers that callers give them; pages are found by following links.

use http::{StatusCode, header};
use serde_json::Value;

use super::{Outcome, Shelves, form};
use crate::rules::{self, Accepted, Shape, Slot};
use crate::web::{Answer, Asked};

const LANGUAGES: &[&str] = &["da", "en", "ja"];

static FORM: &[Slot] = &[
    Slot::must("title", Shape::text(1, 120)),
    Slot::must("language", Shape::OneOf(LANGUAGES)),
    Slot::may("pageCount", Shape::Whole(1, 20_000)),
    Slot::may("printedOn", Shape::Date),
];

static PARAMETERS: &[Accepted] = &[
    Accepted { name: "language", shape: Shape::OneOf(LANGUAGES), most: 1 },
    Accepted { name: "from", shape: Shape::text(0, 13), most: 1 },
    Accepted { name: "perPage", shape: Shape::Whole(1, 50), most: 1 },
];

pub(super) fn list(shelves: &Shelves, asked: &Asked) -> Outcome {
    let (world, id) = (shelves.world(), asked.variable("id"));
    let shelf = world.shelves.get(id).ok_or(StatusCode::NOT_FOUND)?;
    if !rules::parameters(asked, PARAMETERS, &|_, _| false).is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let language = asked.one("language");
    let size = asked.one("perPage").and_then(|it| it.parse().ok()).unwrap_or(10);
    let fits = |isbn: &String| asked.one("from").is_none_or(|from| isbn.as_str() >= from);
    let books = shelf.books.iter().filter(|(isbn, _)| fits(isbn));
    let mut books = books.filter(|(_, it)| language.is_none_or(|wanted| it["language"] == wanted));
    let page: Vec<_> = books.by_ref().take(size).map(|(_, it)| Value::Object(it.clone())).collect();
    let answer = Answer::json(StatusCode::OK, page);
    let Some((next, _)) = books.next() else { return Ok(answer) };
    let filter = language.map(|it| format!("&language={it}")).unwrap_or_default();
    let shelf = id.replace(' ', "%20");
    let link = format!("</book-shelves/{shelf}/shelved-books?from={next}&perPage={size}{filter}>; rel=\"next\"");
    Ok(answer.with(header::LINK, &link))
}

pub(super) fn get(shelves: &Shelves, asked: &Asked) -> Outcome {
    let world = shelves.world();
    let shelf = world.shelves.get(asked.variable("id")).ok_or(StatusCode::NOT_FOUND)?;
    let book = shelf.books.get(asked.variable("isbn")).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Answer::json(StatusCode::OK, book.clone()))
}

pub(super) fn put(shelves: &Shelves, asked: &Asked) -> Outcome {
    let (mut world, isbn) = (shelves.world(), asked.variable("isbn"));
    let shelf = world.shelves.get_mut(asked.variable("id")).ok_or(StatusCode::NOT_FOUND)?;
    if isbn.len() != 13 || !rules::is_digits(isbn) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let form = form(asked, FORM)?;
    let book: serde_json::Map<_, _> = std::iter::once(("isbn".to_owned(), isbn.into())).chain(form).collect();
    let before = shelf.books.insert(isbn.to_owned(), book.clone());
    Ok(Answer::json(if before.is_some() { StatusCode::OK } else { StatusCode::CREATED }, book))
}

pub(super) fn delete(shelves: &Shelves, asked: &Asked) -> Outcome {
    let mut world = shelves.world();
    let shelf = world.shelves.get_mut(asked.variable("id")).ok_or(StatusCode::NOT_FOUND)?;
    let gone = shelf.books.remove(asked.variable("isbn"));
    gone.map(|_| Answer::empty(StatusCode::NO_CONTENT)).ok_or(StatusCode::NOT_FOUND)
}
