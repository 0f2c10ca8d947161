//! Making, changing and removing objects.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::find::{self, Parent};
use super::input::{Said, typed};
use super::make::{Maker, Origins};
use super::merge;
use super::project::{project, shape};
use super::reference;
use super::run::Outcome;
use super::service::{Operation, Service};
use super::world::{Object, World, at, plain};
use crate::description::{Field, Identity, Owner, Schema, Store};

/// The code of conflicts with objects that name the one to be removed.
pub(super) const IN_USE: &str = "in_use";

/// An object in the making.
#[derive(Debug, Default)]
pub(super) struct New {
    /// The values of the variables in the store's path.
    pub(super) parents: Vec<String>,
    /// What the path calls it.
    pub(super) key: Option<String>,
    /// What is said about it.
    pub(super) given: Map<String, Value>,
    /// Whether what is said goes for fields that the server decides, too.
    pub(super) trusted: bool,
}

/// Makes the object that a request describes.
pub(super) fn create(
    world: &mut World,
    service: &Service,
    operation: &Operation,
    index: usize,
    said: &Said,
) -> Outcome {
    let Some(parents) = find::parents(service, operation, index, said) else { return Outcome::Sample };
    if matches!(find::parent(world, service, index, &parents), Parent::Missing) {
        return Outcome::Missing;
    }
    if let Some(refused) = reference::refused(world, service, operation, said) {
        return refused;
    }
    let new = New { parents, key: find::key(operation, said), given: said.fields(), trusted: false };
    world.source.tick();
    let object = object(world, service, index, new, Map::new());
    let taken = taken(world, service, index, &object, None);
    if !taken.is_empty() && operation.declares(409) {
        return Outcome::Taken(taken);
    }
    let (value, path) = (object.value.clone(), path(&service.description.stores[index], &object));
    put(world, service, index, object);
    Outcome::Created(value.into(), path)
}

/// Adds an object without asking whether it may be there.
pub(super) fn add(world: &mut World, service: &Service, index: usize, new: New) {
    let object = object(world, service, index, new, Map::new());
    put(world, service, index, object);
}

/// Replaces what a request may say of an object; what it leaves out is gone, or has its default.
pub(super) fn replace(
    world: &mut World,
    service: &Service,
    operation: &Operation,
    (index, position): (usize, usize),
    said: &Said,
) -> Outcome {
    if let Some(refused) = reference::refused(world, service, operation, said) {
        return refused;
    }
    let said_of = declared(service, operation, said);
    let edit = Edit { given: said.fields(), part: None };
    change(world, service, operation, (index, position), edit, |field| !said_of.contains(&field.name))
}

/// Changes what a request names of an object: its fields, or the one field that the path ends with.
pub(super) fn patch(
    world: &mut World,
    service: &Service,
    operation: &Operation,
    (index, position): (usize, usize),
    said: &Said,
) -> Outcome {
    if let Some(refused) = reference::refused(world, service, operation, said) {
        return refused;
    }
    let store = &service.description.stores[index];
    let fields = shape(service, &store.schema, &world.stores[index][position].value, 8).0;
    let last = operation.facts.path.rsplit('/').next().unwrap_or_default();
    let part = fields.iter().find(|it| it.name == last && matches!(service.resolve(&it.schema), Schema::Model(_)));
    let (old, body) = (&world.stores[index][position].value, operation.facts.body.as_ref());
    let edit = if let (Some(it), Some(new), Some(schema)) = (part, &said.body, body) {
        let part = merge::merged(service, schema, old.get(&it.name), new.clone());
        Edit { given: Map::new(), part: Some((it.name.clone(), part)) }
    } else {
        Edit { given: merge::named(service, body, old, said.fields()), part: None }
    };
    let named = edit.given.clone();
    // What an object must have is not cleared.
    let stays = |field: &Field| match named.get(&field.name) {
        Some(value) => value.is_null() && field.required && field.default.is_none(),
        None => true,
    };
    change(world, service, operation, (index, position), edit, stays)
}

/// Removes an object with everything below it, unless it is in use and the definition gives a way to say so.
pub(super) fn delete(
    world: &mut World,
    service: &Service,
    operation: &Operation,
    index: usize,
    position: usize,
) -> Outcome {
    let may_refuse = operation.facts.responses.iter().filter(|it| it.status == Some(409)).any(|it| {
        // A conflict with declared codes is about nothing else.
        it.codes.is_empty() || it.codes.iter().any(|code| code == IN_USE)
    });
    if may_refuse && reference::is_in_use(world, service, index, position) {
        return Outcome::InUse;
    }
    world.source.tick();
    let gone = world.stores[index].remove(position);
    let store = &service.description.stores[index];
    if store.implied {
        world.removed.insert((index, gone.parents.clone()));
    }
    let below = gone.parents.iter().cloned().chain(gone.identity(store));
    remove_below(world, service, index, &below.collect::<Vec<_>>());
    Outcome::Gone(gone.value.into())
}

fn remove_below(world: &mut World, service: &Service, index: usize, path: &[String]) {
    for (below, store) in service.description.stores.iter().enumerate() {
        if store.parent == Some(index) {
            world.stores[below].retain(|it| !it.parents.starts_with(path));
            world.removed.retain(|(of, parents)| *of != below || !parents.starts_with(path));
            remove_below(world, service, below, path);
        }
    }
}

/// What a request says of an object that is there.
struct Edit {
    /// Its fields.
    given: Map<String, Value>,
    /// A field that the path names, which no body may set otherwise.
    part: Option<(String, Value)>,
}

fn change(
    world: &mut World,
    service: &Service,
    operation: &Operation,
    (index, position): (usize, usize),
    Edit { mut given, part }: Edit,
    stays: impl Fn(&Field) -> bool,
) -> Outcome {
    world.source.tick();
    let old = world.stores[index][position].clone();
    let store = &service.description.stores[index];
    // The kind of an object stays what it is unless the request says otherwise.
    let of =
        if shape(service, &store.schema, &given, 8).1.is_some() { merged(&old.value, &given) } else { given.clone() };
    let fields = shape(service, &store.schema, &of, 8).0;
    let tells_apart = distinct(store);
    // What tells objects apart is not made up twice for one of them.
    let is_kept = |it: &&Field| {
        let unsaid = tells_apart.contains(&it.name.as_str()) && !given.contains_key(&it.name);
        (it.owner == Owner::Server || unsaid || stays(it)) && !is_touched(it)
    };
    let kept = fields.iter().filter(is_kept);
    let mut fixed: Map<_, _> =
        kept.filter_map(|it| Some((it.name.clone(), old.value.get(&it.name)?.clone()))).collect();
    let now = world.source.now().to_string();
    fixed.extend(fields.iter().filter(|it| is_touched(it)).map(|it| (it.name.clone(), now.clone().into())));
    fixed.extend(part);
    if let (_, Some((tag, _))) = shape(service, &store.schema, &of, 8) {
        given.entry(tag).or_insert_with(|| of.get(tag).cloned().unwrap_or_default());
    }
    let new = New { parents: old.parents, key: old.key, given, trusted: false };
    let object = object(world, service, index, new, fixed);
    let taken = taken(world, service, index, &object, Some(position));
    if !taken.is_empty() && operation.declares(409) {
        return Outcome::Taken(taken);
    }
    let value = object.value.clone();
    world.stores[index][position] = object;
    Outcome::There(value.into())
}

fn merged(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    old.iter().chain(new).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Whether a field tells when an object was changed last.
fn is_touched(field: &Field) -> bool {
    let name = field.name.as_str();
    let last = ["updated", "modified", "changed", "last_updated", "last_modified"];
    field.owner == Owner::Server
        && matches!(field.schema, Schema::DateTime)
        && last.iter().any(|it| name == *it || name.strip_prefix(it).is_some_and(|rest| rest.starts_with('_')))
}

/// The names of all fields that a request may say something about.
fn declared(service: &Service, operation: &Operation, said: &Said) -> BTreeSet<String> {
    let of_body = operation.facts.body.as_ref().map(|it| shape(service, it, &said.fields(), 8).0);
    let names = of_body.into_iter().flatten().map(|it| it.name.clone());
    names.chain(operation.facts.parameters.iter().map(|it| it.name.clone())).collect()
}

fn object(world: &mut World, service: &Service, index: usize, new: New, mut fixed: Map<String, Value>) -> Object {
    let store = &service.description.stores[index];
    let mut maker = Maker::new(service, &mut world.source);
    let (fields, tag) = shape(service, &store.schema, &new.given, 8);
    let identity = match (&store.identity, &new.key) {
        (Some(Identity::Field(name)), Some(key)) => Some((name, key)),
        _ => None,
    };
    let parents = store.parents.iter().zip(&new.parents).filter_map(|(name, value)| Some((name.as_ref()?, value)));
    for (name, text) in parents.chain(identity) {
        if let Some(field) = fields.iter().find(|it| it.name == *name) {
            fixed.insert(name.clone(), typed(Value::String(text.clone()), service.resolve(&field.schema)));
        }
    }
    if new.trusted {
        for (name, value) in new.given.iter().filter(|(_, value)| !value.is_null()) {
            fixed.entry(name).or_insert_with(|| value.clone());
        }
    }
    let origins = Origins { given: &new.given, fixed: &fixed, distinct: &distinct(store) };
    let mut value = maker.object(fields, origins);
    if let Some((name, tag)) = tag {
        value.insert(name.to_owned(), tag);
    }
    if !new.trusted {
        // What a form leaves out of the parts of an object is made up once and not anew for each answer.
        let whole = project(&mut maker, &Value::Object(value), &store.schema);
        value = if let Value::Object(it) = whole { it } else { Map::new() };
    }
    Object { parents: new.parents, key: new.key, value, given: new.given }
}

/// The fields that tell objects apart: the identity, and what is unique on its own.
fn distinct(store: &Store) -> Vec<&str> {
    let identity = match &store.identity {
        Some(Identity::Field(name)) => Some(name.as_str()),
        _ => None,
    };
    let alone = store.unique.iter().filter(|it| it.len() == 1).map(|it| it[0].as_str());
    identity.into_iter().chain(alone).collect()
}

/// The fields whose values another object has, of which it may not.
fn taken(world: &World, service: &Service, index: usize, object: &Object, own: Option<usize>) -> Vec<String> {
    let store = &service.description.stores[index];
    let others = || world.stores[index].iter().enumerate().filter(|(at, _)| Some(*at) != own).map(|(_, it)| it);
    let values = |it: &Object, names: &[String]| -> Option<Vec<String>> {
        names.iter().map(|name| at(&it.value, name).and_then(plain)).collect()
    };
    let mut taken = Vec::new();
    for names in &store.unique {
        let wanted = values(object, names);
        if wanted.is_some() && others().any(|it| values(it, names) == wanted) {
            taken.extend(names.iter().cloned());
        }
    }
    if taken.is_empty() && is_there(store, others(), object) {
        taken.extend(distinct(store).first().map(|it| (*it).to_owned()).or_else(|| Some(String::new())));
    }
    taken
}

/// Whether the path that leads to an object leads to another one.
fn is_there<'o>(store: &Store, mut others: impl Iterator<Item = &'o Object>, object: &Object) -> bool {
    let identity = object.identity(store);
    let needs_identity = store.identity.is_some();
    others.any(|it| {
        it.parents == object.parents && (!needs_identity || identity.is_some() && it.identity(store) == identity)
    })
}

/// Keeps an object in place of the one with the same path, if there is one.
fn put(world: &mut World, service: &Service, index: usize, object: Object) {
    let store = &service.description.stores[index];
    world.removed.remove(&(index, object.parents.clone()));
    let same = |it: &Object| is_there(store, std::iter::once(it), &object);
    match world.stores[index].iter().position(same) {
        Some(position) => world.stores[index][position] = object,
        None => world.stores[index].push(object),
    }
}

/// The path that leads to an object.
fn path(store: &Store, object: &Object) -> String {
    let mut values = object.parents.iter();
    let segments = store.path.split('/').filter(|it| !it.is_empty()).map(|it| match it.strip_prefix(':') {
        Some(_) => values.next().map_or_else(String::new, |it| encoded(it)),
        None => it.to_owned(),
    });
    let mut segments: Vec<_> = segments.collect();
    segments.extend(object.identity(store).map(|it| encoded(&it)));
    format!("/{}", segments.join("/"))
}

/// A text as it stands in paths and forms.
pub(super) fn encoded(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}
