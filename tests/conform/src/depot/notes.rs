//! The notes of a part.

use http::{StatusCode, header};
use serde_json::{Map, Value};

use super::Depot;
use super::part_list::{LIMIT, OFFSET, check, window};
use super::publish::{self, Cause};
use super::refuse::missing;
use super::serve::Outcome;
use super::world::{Document, World};
use crate::defects::{Defect, Events, Input, Query, State};
use crate::rules::{Accepted, Shape, Slot};
use crate::web::{Answer, Asked};

static FORM: &[Slot] = &[Slot::must("text", Shape::text(1, 200)), Slot::or("pinned", Shape::Flag, || false.into())];

static PARAMETERS: &[Accepted] = &[LIMIT, OFFSET];

pub(super) fn list(depot: &Depot, asked: &Asked) -> Outcome {
    check(depot, asked, PARAMETERS)?;
    let (world, part) = (depot.world(), asked.variable("part_id"));
    if world.part(part).is_none() && !depot.switch().strikes(Query::ParentUnchecked) {
        return Err(missing());
    }
    let ((limit, offset), switch) = (window(asked), depot.switch());
    let visible = |it: &&Document| !it.contains_key("deleted") || switch.strikes(State::DeleteHides);
    let here = |it: &&Document| it["part_id"] == part || switch.strikes(Query::CollectionsMixed);
    let found: Vec<_> = world.notes.iter().filter(here).filter(visible).collect();
    let skipped = offset > 0 && found.len() > offset && switch.strikes(Query::PageSkips);
    let page = found.into_iter().skip(offset + usize::from(skipped)).take(limit);
    let page: Vec<Value> = page.map(shown).collect();
    Ok(Answer::json(StatusCode::OK, page))
}

pub(super) fn create(depot: &Depot, asked: &Asked) -> Outcome {
    let (part, switch) = (asked.variable("part_id"), depot.switch());
    depot.world().part(part).ok_or_else(missing)?;
    let form = depot.checked(&known_only(depot, asked), FORM)?;
    let mut world = depot.world();
    let index = world.part(part).ok_or_else(missing)?;
    let again = world.freed.pop().filter(|_| switch.strikes(State::NumberAgain));
    let (number, now) = (again.unwrap_or_else(|| world.number()), world.clock.now());
    let mut note = Map::from_iter([("id".to_owned(), number.into()), ("part_id".to_owned(), part.into())]);
    note.extend(form);
    let text = note["text"].as_str().unwrap_or_default();
    if text.trim() != text && !text.trim().is_empty() && switch.strikes(State::TextTrimmed) {
        note["text"] = text.trim().into();
    }
    note.insert("created_at".to_owned(), now.into());
    if !switch.strikes(State::NotStored) {
        world.notes.push(note.clone());
    }
    if switch.strikes(Events::Undeclared) {
        let part = world.parts[index].now.clone();
        publish::upserted(&mut world, switch, Cause::Created, &part, &part);
    }
    let answer = Answer::json(StatusCode::CREATED, note);
    let silent = switch.strikes(State::LocationMissing);
    Ok(if silent { answer } else { answer.with(header::LOCATION, &format!("/parts/{part}/notes/{number}")) })
}

pub(super) fn get(depot: &Depot, asked: &Asked) -> Outcome {
    let world = depot.world();
    let index = position(depot, &world, asked)?;
    Ok(Answer::json(StatusCode::OK, shown(&world.notes[index])))
}

pub(super) fn delete(depot: &Depot, asked: &Asked) -> Outcome {
    let mut world = depot.world();
    let index = position(depot, &world, asked)?;
    if depot.switch().is_on(State::DeleteHides) {
        world.notes[index].insert("deleted".to_owned(), true.into());
    } else {
        let gone = world.notes.remove(index);
        world.freed.extend(gone["id"].as_u64());
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn position(depot: &Depot, world: &World, asked: &Asked) -> Result<usize, Answer> {
    let id: u64 = asked.variable("id").parse().map_err(|_| missing())?;
    let mut notes = world.notes.iter();
    let index = notes.position(|it| it["id"] == id && !it.contains_key("deleted")).ok_or_else(missing)?;
    let elsewhere = world.notes[index]["part_id"] != asked.variable("part_id");
    if elsewhere && !depot.switch().strikes(State::ChildrenSurvive) { Err(missing()) } else { Ok(index) }
}

/// The request without what nobody declared, if that is what the service looks away from.
fn known_only(depot: &Depot, asked: &Asked) -> Asked {
    let mut body = asked.body.clone();
    if depot.switch().defect() == Some(Defect::Input(Input::UnknownFieldAccepted))
        && let Ok(Value::Object(mut given)) = serde_json::from_slice(&asked.body)
    {
        let before = given.len();
        given.retain(|name, _| FORM.iter().any(|it| it.name == name));
        if given.len() < before {
            depot.switch().strikes(Input::UnknownFieldAccepted);
            body = Value::Object(given).to_string().into();
        }
    }
    Asked { path: Vec::new(), query: Vec::new(), headers: asked.headers.clone(), body }
}

fn shown(note: &Document) -> Value {
    let mut note = note.clone();
    note.shift_remove("deleted");
    Value::Object(note)
}
