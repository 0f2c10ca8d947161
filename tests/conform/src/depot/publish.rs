//! What the depot tells the world about its parts.

use serde_json::{Value, json};

use super::world::{Document, World};
use crate::defects::{Events, Switch};
use crate::log::Published;

/// Where a change of a part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Created,
    Replaced,
    Patched,
}

/// Publishes a part as it is now; `before` is what it was.
pub(super) fn upserted(world: &mut World, switch: &Switch, cause: Cause, part: &Document, before: &Document) {
    if cause == Cause::Replaced && switch.strikes(Events::Missing) {
        return;
    }
    if cause == Cause::Patched && switch.strikes(Events::OtherEvent) {
        return deleted(world, switch, part);
    }
    let stale = cause != Cause::Created && switch.strikes(Events::Stale);
    let mut shown = if stale { before.clone() } else { part.clone() };
    if switch.strikes(Events::PayloadMistyped) {
        shown.insert("weight".to_owned(), shown["weight"].to_string().into());
    }
    let event = envelope(world, switch, "part_upserted", part, ("part", shown.into()));
    let again = (cause == Cause::Created && switch.strikes(Events::Twice)).then(|| event.clone());
    send(world, switch, Some(cause), part, event);
    if let Some(event) = again {
        send(world, switch, Some(cause), part, event);
    }
}

/// Publishes that a part is gone.
pub(super) fn deleted(world: &mut World, switch: &Switch, part: &Document) {
    if switch.strikes(Events::DeletedMissing) {
        return;
    }
    let kind = if switch.strikes(Events::KindWrong) { "part_scrapped" } else { "part_deleted" };
    let event = envelope(world, switch, kind, part, ("id", part["id"].clone()));
    send(world, switch, None, part, event);
}

fn envelope(world: &mut World, switch: &Switch, kind: &str, part: &Document, what: (&str, Value)) -> Value {
    let number = world.number();
    let reused = switch.strikes(Events::IdReused);
    let id = if reused { format!("evt-{}", part["id"]) } else { format!("evt-{number}") };
    let mut event = json!({ "discriminator": kind, "event_id": id, "timestamp": world.clock.now() });
    event[what.0] = what.1;
    if switch.strikes(Events::FieldMissing)
        && let Some(fields) = event.as_object_mut()
    {
        fields.shift_remove("timestamp");
    }
    event
}

fn send(world: &mut World, switch: &Switch, cause: Option<Cause>, part: &Document, event: Value) {
    let key = if switch.strikes(Events::KeyWrong) { &part["sku"] } else { &part["id"] };
    let key = key.as_str().unwrap_or_default().to_owned();
    if cause == Some(Cause::Patched) && switch.is_on(Events::OrderWrong) {
        if let Some((key, late)) = world.held.replace((key, event)) {
            world.log.publish(&key, late);
        }
        return;
    }
    world.log.publish(&key, event);
    if let Some((_, late)) = world.held.take_if(|(held, _)| *held == key) {
        switch.strikes(Events::OrderWrong);
        world.log.publish(&key, late);
    }
}

/// How the past looks to who reads the stream; only the first reader sees it as it was.
pub(super) fn seen(switch: &Switch, reader: u64, events: &[Published]) -> Vec<Published> {
    let mut seen = events.to_vec();
    if reader > 1 && !seen.is_empty() {
        if switch.strikes(Events::ReplayShort) {
            seen.pop();
        } else if switch.strikes(Events::ReplayDiffers) {
            for it in &mut seen {
                it.payload["timestamp"] = "2026-01-01T00:00:00Z".into();
            }
        }
    }
    seen
}
