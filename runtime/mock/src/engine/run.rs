//! What an operation does to the world, and what comes of it.

use apigen_http::server::Violation;
use serde_json::Value;

use super::change;
use super::find::{self, Parent};
use super::input::Said;
use super::list;
use super::service::{Operation, Service};
use super::world::World;
use crate::description::Role;

/// What came of an operation.
#[derive(Debug)]
pub(super) enum Outcome {
    /// An object that is new, and the path that leads to it.
    Created(Value, String),
    /// An object as it is now.
    There(Value),
    /// A page of objects, and how many there are in all.
    Several(Vec<Value>, usize),
    /// An object is gone; as it was.
    Gone(Value),
    /// Nothing is kept of it: a sample will do.
    Sample,
    /// The path leads nowhere.
    Missing,
    /// Another object has the values of these fields.
    Taken(Vec<String>),
    /// These values name what does not exist.
    Unknown(Vec<Violation>),
    /// Another object names it, so that it stays.
    InUse,
}

/// Runs an operation.
pub(super) fn run(world: &mut World, service: &Service, operation: &Operation, said: &Said) -> Outcome {
    match operation.facts.role {
        Role::Create(index) => change::create(world, service, operation, index, said),
        Role::Read(index) => read(world, service, operation, index, said),
        Role::List(index) => list::list(world, service, operation, index, said),
        Role::Update(index) => match the_one(world, service, operation, index, said) {
            Some(position) => change::replace(world, service, operation, (index, position), said),
            None => Outcome::Missing,
        },
        Role::Upsert(index) => match the_one(world, service, operation, index, said) {
            Some(position) => change::replace(world, service, operation, (index, position), said),
            None => change::create(world, service, operation, index, said),
        },
        Role::Patch(index) => match the_one(world, service, operation, index, said) {
            Some(position) => change::patch(world, service, operation, (index, position), said),
            None => Outcome::Missing,
        },
        Role::Delete(index) => match the_one(world, service, operation, index, said) {
            Some(position) => change::delete(world, service, operation, index, position),
            None => Outcome::Missing,
        },
        Role::Other => Outcome::Sample,
    }
}

fn read(world: &mut World, service: &Service, operation: &Operation, index: usize, said: &Said) -> Outcome {
    let found = the_one(world, service, operation, index, said);
    found.map_or(Outcome::Missing, |it| Outcome::There(world.stores[index][it].value.clone().into()))
}

/// The object that a request means; an implied one comes to be when it is first asked for.
fn the_one(world: &mut World, service: &Service, operation: &Operation, index: usize, said: &Said) -> Option<usize> {
    if let Some(found) = find::matching(world, service, operation, index, said).first() {
        return Some(*found);
    }
    let store = &service.description.stores[index];
    let parents = find::parents(service, operation, index, said)?;
    if !store.implied || world.removed.contains(&(index, parents.clone())) {
        return None;
    }
    let given = match find::parent(world, service, index, &parents) {
        Parent::Missing => return None,
        Parent::There(it) => it.given.clone(),
        Parent::NotKept => serde_json::Map::new(),
    };
    change::add(world, service, index, change::New { parents, key: None, given, trusted: false });
    Some(world.stores[index].len() - 1)
}
