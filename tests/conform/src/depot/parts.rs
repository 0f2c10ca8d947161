//! One part: added, read, replaced, changed, removed.

use http::{StatusCode, header};
use serde_json::{Map, Value};

use super::Depot;
use super::part_kept::stored;
use super::part_rules::{FORM, need};
use super::publish::{self, Cause};
use super::refuse::{conflict, limited, missing};
use super::serve::Outcome;
use super::world::{Document, Part, World};
use crate::defects::{Defect, Events, Input, State, Switch};
use crate::rules::{Need, Rule, Violation};
use crate::web::{Answer, Asked};

pub(super) fn create(depot: &Depot, asked: &Asked) -> Outcome {
    let switch = depot.switch();
    let form = checked(depot, asked)?;
    refused_although_fine(depot, &form)?;
    let mut world = depot.world();
    if world.sku(&form["sku"], None).is_some() && !switch.strikes(State::DuplicateAccepted) {
        if switch.strikes(Events::OfFailure) {
            let at = world.parts.len() - 1;
            let part = world.parts[at].now.clone();
            publish::upserted(&mut world, switch, Cause::Created, &part, &part);
        }
        return Err(conflict("already_exists", "another part has this sku"));
    }
    let stored = stored(switch, form);
    let part = new(&mut world, stored);
    let id = part["id"].as_str().unwrap_or_default().to_owned();
    let location = if switch.strikes(State::LocationWrong) { format!("/part/{id}") } else { format!("/parts/{id}") };
    world.parts.push(Part { now: part.clone(), before: part.clone(), first: part.clone() });
    publish::upserted(&mut world, switch, Cause::Created, &part, &part);
    Ok(Answer::json(StatusCode::CREATED, part).with(header::LOCATION, &location))
}

pub(super) fn get(depot: &Depot, asked: &Asked) -> Outcome {
    let world = depot.world();
    let part = &world.parts[world.part(asked.variable("id")).ok_or_else(missing)?];
    let stale = part.before != part.now && depot.switch().strikes(State::StaleRead);
    let mut shown = if stale { part.before.clone() } else { part.now.clone() };
    if shown["version"] == 1 && depot.switch().strikes(State::ReadDiffers) {
        shown.insert("version".to_owned(), 2.into());
    }
    Ok(tagged(shown))
}

pub(super) fn update(depot: &Depot, asked: &Asked) -> Outcome {
    let switch = depot.switch();
    limited(depot, asked, "If-Match", 0, 60)?;
    let index = depot.world().part(asked.variable("id")).ok_or_else(missing)?;
    let form = checked(depot, asked).inspect_err(|_| half_done(depot, index, asked))?;
    refused_although_fine(depot, &form)?;
    let mut world = depot.world();
    let current = world.parts.get(index).ok_or_else(missing)?.now.clone();
    if let Some(wanted) = asked.header("if-match")
        && wanted != etag(&current)
        && wanted != "*"
        && !(is_older(wanted, &current) && switch.strikes(State::OldVersionTaken))
        && !switch.strikes(State::IfMatchIgnored)
    {
        return Err(Answer::empty(StatusCode::PRECONDITION_FAILED));
    }
    taken(&world, switch, &form, index)?;
    let mut form = stored(switch, form);
    if let (None, Some(summary)) = (form.get("summary"), current.get("summary"))
        && switch.strikes(State::PutMerges)
    {
        form.insert("summary".to_owned(), summary.clone());
    }
    let same = form.iter().all(|(name, value)| current.get(name) == Some(value));
    if same && switch.strikes(State::PutRepeats) {
        let stock = form["stock"].as_i64().unwrap_or_default();
        form.insert("stock".to_owned(), stock.saturating_add(1).into());
    }
    Ok(tagged(changed(&mut world, switch, index, form, Cause::Replaced)))
}

pub(super) fn patch(depot: &Depot, asked: &Asked) -> Outcome {
    let switch = depot.switch();
    let index = depot.world().part(asked.variable("id")).ok_or_else(missing)?;
    let given: Value = serde_json::from_slice(&asked.body).map_err(|_| depot.malformed())?;
    let Value::Object(given) = given else { return Err(depot.invalid(&[violation("", Rule::Type)])) };
    let mut form = written(&depot.world(), index)?;
    for (name, value) in given {
        let kept = match (value.is_null(), need(&name)) {
            (false, _) => Some(value),
            (true, Need::Must) => return Err(depot.invalid(&[violation(&name, Rule::Required)])),
            (true, _) if switch.strikes(State::PatchNullIgnored) => continue,
            (true, Need::Or(default)) => Some(default()),
            (true, Need::May) => None,
        };
        form.shift_remove(&name);
        form.extend(kept.map(|it| (name, it)));
    }
    let body = Value::Object(form.clone()).to_string().into();
    let whole = Asked { path: Vec::new(), query: Vec::new(), headers: asked.headers.clone(), body };
    let mut form = match checked(depot, &whole) {
        Err(_) if switch.strikes(Input::PatchUnchecked) => form,
        checked => checked?,
    };
    refused_although_fine(depot, &form)?;
    let mut world = depot.world();
    taken(&world, switch, &form, index)?;
    if form["stock"] != 0 && switch.strikes(State::PatchResets) {
        form.insert("stock".to_owned(), 0.into());
    }
    let form = stored(switch, form);
    Ok(tagged(changed(&mut world, switch, index, form, Cause::Patched)))
}

pub(super) fn delete(depot: &Depot, asked: &Asked) -> Outcome {
    let (mut world, id) = (depot.world(), asked.variable("id"));
    let Some(index) = world.part(id) else {
        let number = id.strip_prefix("prt-").and_then(|it| u64::from_str_radix(it, 16).ok());
        let was_there = number.is_some_and(|it| (1..=world.last).contains(&it));
        let fails = was_there && depot.switch().strikes(State::SecondDeleteFails);
        return Err(if fails { Answer::empty(StatusCode::INTERNAL_SERVER_ERROR) } else { missing() });
    };
    let part = world.parts.remove(index).now;
    world.notes.retain(|it| it["part_id"] != part["id"]);
    publish::deleted(&mut world, depot.switch(), &part);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// The body as a part, with a default that is wrong if that is the defect.
fn checked(depot: &Depot, asked: &Asked) -> Result<Map<String, Value>, Answer> {
    let mut form = depot.checked(asked, FORM)?;
    let said = || String::from_utf8_lossy(&asked.body).contains("\"status\"");
    if depot.switch().is_on(Input::DefaultNotApplied) && !said() {
        depot.switch().strikes(Input::DefaultNotApplied);
        form.insert("status".to_owned(), "active".into());
    }
    Ok(form)
}

/// Defects that refuse what the definition allows.
fn refused_although_fine(depot: &Depot, form: &Map<String, Value>) -> Result<(), Answer> {
    let Some(Defect::Input(on)) = depot.switch().defect() else { return Ok(()) };
    let no = |name: &str, rule| depot.invalid(&[violation(name, rule)]);
    let refusal = match on {
        Input::OptionalDemanded if !form.contains_key("summary") => no("summary", Rule::Required),
        Input::MaximumRefused if form["weight"] == 500_000 => no("weight", Rule::Maximum),
        Input::EmptyListRefused if form["tags"].as_array().is_some_and(Vec::is_empty) => no("tags", Rule::Minimum),
        Input::EnumValueForgotten if form["status"] == "retired" => no("status", Rule::Enum),
        Input::LongOverflows if form["stock"].as_i64() > Some(i32::MAX.into()) => {
            Answer::empty(StatusCode::INTERNAL_SERVER_ERROR)
        }
        _ => return Ok(()),
    };
    depot.switch().strikes(on);
    Err(refusal)
}

fn violation(name: &str, rule: Rule) -> Violation {
    let pointer = if name.is_empty() { String::new() } else { format!("/{name}") };
    Violation { location: "body", pointer, rule }
}

/// A refused change that has changed something all the same.
fn half_done(depot: &Depot, index: usize, asked: &Asked) {
    let given: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let mut world = depot.world();
    let Some(name) = given["name"].as_str().filter(|it| *it != world.parts[index].now["name"]) else { return };
    if depot.switch().strikes(State::FailedWriteChanges) {
        world.parts[index].now.insert("name".to_owned(), name.into());
    }
}

fn taken(world: &World, switch: &Switch, form: &Map<String, Value>, index: usize) -> Result<(), Answer> {
    let taken = world.sku(&form["sku"], Some(index)).is_some() && !switch.strikes(State::DuplicateByChange);
    if taken { Err(conflict("already_exists", "another part has this sku")) } else { Ok(()) }
}

/// What people write of a part, as it is now.
fn written(world: &World, index: usize) -> Result<Map<String, Value>, Answer> {
    let part = &world.parts.get(index).ok_or_else(missing)?.now;
    let fields = FORM.iter().filter_map(|it| Some((it.name.to_owned(), part.get(it.name)?.clone())));
    Ok(fields.collect())
}

fn new(world: &mut World, form: Map<String, Value>) -> Document {
    let (number, now) = (world.number(), world.clock.now());
    // A part that came with an id keeps it: only a careless check lets one through.
    let mut part = Map::from_iter([("id".to_owned(), format!("prt-{number:016x}").into())]);
    part.extend(form);
    part.insert("version".to_owned(), 1.into());
    part.insert("created_at".to_owned(), now.clone().into());
    part.insert("updated_at".to_owned(), now.into());
    part
}

/// Puts a new form in the place of the old one and publishes it.
fn changed(world: &mut World, switch: &Switch, index: usize, form: Map<String, Value>, cause: Cause) -> Document {
    let now = world.clock.now();
    let before = world.parts[index].now.clone();
    let mut part = Map::from_iter([("id".to_owned(), before["id"].clone())]);
    part.extend(form);
    let step = i64::from(!switch.strikes(State::VersionStays));
    part.insert("version".to_owned(), (before["version"].as_i64().unwrap_or_default() + step).into());
    let created = if switch.strikes(State::CreatedChanges) { now.clone().into() } else { before["created_at"].clone() };
    part.insert("created_at".to_owned(), created);
    let updated = if switch.strikes(State::TimeGoesBack) { "2001-01-01T00:00:00.000000Z".to_owned() } else { now };
    part.insert("updated_at".to_owned(), updated.into());
    let kept = &mut world.parts[index];
    kept.before.clone_from(&before);
    kept.now.clone_from(&part);
    publish::upserted(world, switch, cause, &part, &before);
    part
}

/// Whether a tag is that of an earlier version.
fn is_older(tag: &str, part: &Document) -> bool {
    let version = tag.trim_matches('"').parse::<u64>().ok();
    version.is_some_and(|it| Some(it) < part["version"].as_u64())
}

fn etag(part: &Document) -> String {
    format!("\"{}\"", part["version"])
}

fn tagged(part: Document) -> Answer {
    let tag = etag(&part);
    Answer::json(StatusCode::OK, part).with(header::ETAG, &tag)
}
