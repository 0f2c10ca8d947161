//! Suppliers, by the names that callers give them.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::Depot;
use super::part_list::{LIMIT, check, window};
use super::refuse::missing;
use super::serve::Outcome;
use super::world::Supplier;
use crate::defects::{Access, Input, Query, State};
use crate::rules::{self, Accepted, Rule, Shape, Slot, Violation};
use crate::web::{Answer, Asked};

static FORM: &[Slot] = &[
    Slot::must("contact_email", Shape::Text(3, 100, rules::is_email)),
    Slot::must("order_password", Shape::text(8, 60)),
    Slot::may("rating", Shape::Double(5)),
    Slot::or("preferred", Shape::Flag, || false.into()),
];

static PARAMETERS: &[Accepted] = &[Accepted { name: "cursor", shape: Shape::Text(0, 600, is_cursor), most: 1 }, LIMIT];

fn is_cursor(text: &str) -> bool {
    name_of(text).is_some()
}

pub(super) fn list(depot: &Depot, asked: &Asked) -> Outcome {
    let is_odd = asked.one("cursor").is_some_and(|it| name_of(it).is_none());
    if is_odd && depot.switch().strikes(Query::CursorCrashes) {
        return Err(Answer::empty(StatusCode::INTERNAL_SERVER_ERROR));
    }
    check(depot, asked, PARAMETERS)?;
    let (world, switch) = (depot.world(), depot.switch());
    let after = asked.one("cursor").and_then(name_of);
    let follows = |name: &str| after.as_deref().is_none_or(|after| name > after);
    let (limit, _) = window(asked);
    let mut found: Vec<_> = world.suppliers.iter().filter(|(name, _)| follows(name)).collect();
    if after.is_some() && found.len() > 1 && switch.strikes(Query::CursorSkips) {
        found.remove(0);
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let items: Vec<_> = found.iter().map(|(_, it)| Value::Object(it.shown.clone())).collect();
    let mut next = found.last().filter(|_| more).map(|(name, _)| cursor_of(name));
    if next.is_some() && after.is_some() && switch.strikes(Query::CursorEndsEarly) {
        next = None;
    }
    if next.is_none() && after.is_some() && switch.strikes(Query::CursorCircles) {
        next = Some(cursor_of(""));
    }
    let mut page = json!({ "items": items });
    if let Some(next) = next {
        page["next"] = next.into();
    }
    Ok(Answer::json(StatusCode::OK, page))
}

pub(super) fn get(depot: &Depot, asked: &Asked) -> Outcome {
    let world = depot.world();
    let supplier = world.suppliers.get(asked.variable("name")).ok_or_else(missing)?;
    Ok(Answer::json(StatusCode::OK, supplier.shown.clone()))
}

pub(super) fn put(depot: &Depot, asked: &Asked) -> Outcome {
    let (name, switch) = (asked.variable("name"), depot.switch());
    let length = name.chars().count();
    let unread = !name.is_ascii() && switch.strikes(Input::UnicodeRefused);
    if length == 0 || length > 60 || unread {
        let rule = if unread { Rule::Pattern } else { Rule::Maximum };
        return Err(depot.invalid(&[Violation { location: "path", pointer: "/name".to_owned(), rule }]));
    }
    let mut form = depot.checked(asked, FORM).map_err(|refusal| telling(depot, asked, refusal))?;
    let mut world = depot.world();
    let password = form.shift_remove("order_password").unwrap_or_default();
    let mut shown = Map::from_iter([("name".to_owned(), name.into())]);
    shown.extend(form);
    shown.insert("updated_at".to_owned(), world.clock.now().into());
    let known = world.suppliers.contains_key(name);
    let stays_gone = world.forgotten.contains(name) && switch.strikes(State::StaysGone);
    let is_lost = stays_gone || (known && switch.strikes(State::PutNotStored));
    if !is_lost {
        world.suppliers.insert(name.to_owned(), Supplier { shown: shown.clone(), password: password.clone() });
    }
    if switch.strikes(Access::SecretEchoed) {
        shown.insert("order_password".to_owned(), world.suppliers[name].password.clone());
    }
    let is_old = known && !switch.strikes(State::CreatedAgain);
    Ok(Answer::json(if is_old { StatusCode::OK } else { StatusCode::CREATED }, shown))
}

pub(super) fn delete(depot: &Depot, asked: &Asked) -> Outcome {
    let (mut world, name) = (depot.world(), asked.variable("name"));
    let known = world.suppliers.contains_key(name);
    if !(known && depot.switch().strikes(State::DeleteDoesNothing)) {
        world.suppliers.remove(name).ok_or_else(missing)?;
        world.forgotten.insert(name.to_owned());
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// A refusal that says more than it should.
fn telling(depot: &Depot, asked: &Asked, mut refusal: Answer) -> Answer {
    let given: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    if let (Some(email), Some(body)) = (given["contact_email"].as_str(), refusal.body.as_mut())
        && !email.is_empty()
        && depot.switch().strikes(Access::PersonalInError)
    {
        body["messages"] =
            json!([format!("something is wrong with what {email} has sent").chars().take(500).collect::<String>()]);
    }
    refusal
}

/// A cursor is the last name of the page before, in hexadecimal digits.
fn cursor_of(name: &str) -> String {
    let digits = name.bytes().map(|it| format!("{it:02x}"));
    std::iter::once("c".to_owned()).chain(digits).collect()
}

fn name_of(cursor: &str) -> Option<String> {
    let digits = cursor.strip_prefix('c').filter(|it| it.is_ascii() && it.len() % 2 == 0)?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<_>> = (0..digits.len()).step_by(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_lead_back_to_names() {
        for name in ["", "Ada & Söhne", "鈴木"] {
            assert_eq!(name_of(&cursor_of(name)).as_deref(), Some(name));
        }
        assert!(["", "x", "c1", "cxx", "cff"].iter().all(|it| name_of(it).is_none()));
    }
}
