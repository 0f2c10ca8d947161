//! Shipments: created once a key, read, listed from the newest on, cancelled.

use http::{HeaderName, StatusCode, header};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Depot;
use super::part_list::{LIMIT, OFFSET, check, window};
use super::refuse::{conflict, limited, missing};
use super::serve::Outcome;
use super::world::{Document, World};
use crate::defects::{Access, Input, Query, State, Switch};
use crate::rules::{Accepted, Member, Rule, Shape, Slot, Violation};
use crate::web::{Answer, Asked};

static DESTINATIONS: &[Member] = &[
    Member { tag: "pickup", slots: &[Slot::must("branch", Shape::text(1, 60))] },
    Member {
        tag: "delivery",
        slots: &[
            Slot::must("recipient", Shape::text(1, 100)),
            Slot::must("street", Shape::text(1, 100)),
            Slot::may("floor", Shape::Whole(-5, 150)),
        ],
    },
];

static FORM: &[Slot] = &[
    Slot::must("part_id", Shape::text(0, usize::MAX)),
    Slot::must("quantity", Shape::Whole(1, 1000)),
    Slot::must("value", Shape::Decimal(1_000_000)),
    Slot::must("destination", Shape::Union("type", DESTINATIONS)),
    Slot::may("remark", Shape::text(0, 200)),
];

static CANCELLATION: &[Slot] = &[Slot::must("reason", Shape::OneOf(&["ordered_twice", "too_late"]))];

static PARAMETERS: &[Accepted] = &[
    Accepted { name: "part_id", shape: Shape::text(0, usize::MAX), most: 1 },
    Accepted { name: "created_after", shape: Shape::Moment, most: 1 },
    LIMIT,
    OFFSET,
];

pub(super) fn list(depot: &Depot, asked: &Asked) -> Outcome {
    check(depot, asked, PARAMETERS)?;
    let (world, switch) = (depot.world(), depot.switch());
    let mut found: Vec<_> = world.shipments.iter().rev().filter(|it| passes(it, asked, switch)).collect();
    if !found.is_empty() && switch.strikes(State::ListMisses) {
        found.remove(0);
    }
    let (limit, offset) = window(asked);
    let left = found.len().saturating_sub(offset);
    let short = left > limit && limit > 1 && switch.strikes(Query::PageShort);
    let page = found.into_iter().skip(offset).take(limit - usize::from(short));
    let page: Vec<Value> = page.cloned().map(Value::Object).collect();
    Ok(Answer::json(StatusCode::OK, page))
}

pub(super) fn create(depot: &Depot, asked: &Asked) -> Outcome {
    limited(depot, asked, "Idempotency-Key", 1, 100)?;
    let form = shipment(depot, asked)?;
    let (mut world, switch) = (depot.world(), depot.switch());
    let part = form["part_id"].as_str().unwrap_or_default();
    if world.part(part).is_none() && !switch.strikes(Input::ReferenceUnchecked) {
        return Err(depot.invalid(&[violation("/part_id", Rule::References)]));
    }
    let key = asked.header("idempotency-key");
    if let Some(before) = repeated(&world, switch, key, &form) {
        return before;
    }
    let shipment = new(&mut world, form.clone(), switch);
    if let Some(key) = key {
        world.keys.insert(key.to_owned(), (form.into(), shipment["id"].clone()));
    }
    world.shipments.push(shipment.clone());
    Ok(created(shipment))
}

pub(super) fn get(depot: &Depot, asked: &Asked) -> Outcome {
    let world = depot.world();
    let shipment = &world.shipments[position(&world, asked)?];
    let answer = Answer::json(StatusCode::OK, shipment.clone());
    let recipient = shipment["destination"]["recipient"].as_str();
    match recipient.filter(|it| it.is_ascii() && depot.switch().strikes(Access::PersonalInHeader)) {
        Some(name) => Ok(answer.with(HeaderName::from_static("x-recipient"), name)),
        None => Ok(answer),
    }
}

pub(super) fn cancel(depot: &Depot, asked: &Asked) -> Outcome {
    let index = position(&depot.world(), asked)?;
    let is_json = serde_json::from_slice::<Value>(&asked.body).is_ok();
    if is_json || !depot.switch().strikes(Input::MalformedAccepted) {
        depot.checked(asked, CANCELLATION)?;
    }
    let mut world = depot.world();
    let mut cancelled = world.shipments[index].clone();
    cancelled.insert("status".to_owned(), "cancelled".into());
    if !depot.switch().strikes(State::CancelNotStored) {
        world.shipments[index].clone_from(&cancelled);
    }
    Ok(Answer::json(StatusCode::OK, cancelled))
}

fn passes(shipment: &Document, asked: &Asked, switch: &Switch) -> bool {
    let moment = |it: &str| it.parse::<Timestamp>().ok();
    let of_part = asked.one("part_id").is_none_or(|it| {
        let is = shipment["part_id"] == it;
        if switch.strikes(Query::FilterInverted) { !is } else { is }
    });
    let created = shipment["created_at"].as_str().and_then(moment);
    let after = asked
        .one("created_after")
        .and_then(moment)
        .is_none_or(|it| created > Some(it) || (created == Some(it) && switch.strikes(Query::AfterIncludes)));
    of_part && after
}

/// The body as a shipment, with defects that refuse what the definition allows.
fn shipment(depot: &Depot, asked: &Asked) -> Result<Map<String, Value>, Answer> {
    let switch = depot.switch();
    let checked = depot.checked(asked, FORM);
    if switch.is_on(Input::MaximumOffByOne)
        && let Ok(Value::Object(mut given)) = serde_json::from_slice(&asked.body)
        && given.get("quantity").is_some_and(|it| *it == 1001)
    {
        given.insert("quantity".to_owned(), 1000.into());
        let body = Value::Object(given).to_string().into();
        let within = Asked { path: Vec::new(), query: Vec::new(), headers: asked.headers.clone(), body };
        let mut form = depot.checked(&within, FORM)?;
        switch.strikes(Input::MaximumOffByOne);
        form.insert("quantity".to_owned(), 1001.into());
        return Ok(form);
    }
    let form = checked?;
    let quote = form.get("remark").and_then(Value::as_str).is_some_and(|it| it.contains('\''));
    if quote && switch.strikes(Input::QuoteFails) {
        return Err(Answer::empty(StatusCode::INTERNAL_SERVER_ERROR));
    }
    if form["destination"]["type"] == "pickup" && switch.strikes(Input::MemberForgotten) {
        return Err(depot.invalid(&[violation("/destination/type", Rule::Discriminator)]));
    }
    Ok(form)
}

fn violation(pointer: &str, rule: Rule) -> Violation {
    Violation { location: "body", pointer: pointer.to_owned(), rule }
}

/// What to answer when the key has been seen before.
fn repeated(world: &World, switch: &Switch, key: Option<&str>, form: &Map<String, Value>) -> Option<Outcome> {
    let (body, id) = world.keys.get(key?)?;
    if switch.strikes(State::KeyIgnored) {
        return None;
    }
    if body.as_object() != Some(form) && !switch.strikes(State::KeyUnchecked) {
        return Some(Err(conflict("key_reused", "this key came with another body")));
    }
    let shipment = world.shipments.iter().find(|it| it["id"] == *id)?;
    Some(Ok(created(shipment.clone())))
}

fn new(world: &mut World, mut form: Map<String, Value>, switch: &Switch) -> Document {
    if form.contains_key("remark") && switch.strikes(State::FieldNotStored) {
        form.shift_remove("remark");
    }
    let mut shipment = Map::from_iter([("id".to_owned(), uuid::Uuid::new_v4().to_string().into())]);
    shipment.extend(form);
    shipment.insert("status".to_owned(), "planned".into());
    shipment.insert("created_at".to_owned(), world.clock.now().into());
    shipment
}

fn created(shipment: Document) -> Answer {
    let location = format!("/shipments/{}", shipment["id"].as_str().unwrap_or_default());
    Answer::json(StatusCode::CREATED, shipment).with(header::LOCATION, &location)
}

fn position(world: &World, asked: &Asked) -> Result<usize, Answer> {
    let id = asked.variable("id");
    world.shipments.iter().position(|it| it["id"] == id).ok_or_else(missing)
}
