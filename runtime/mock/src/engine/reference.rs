//! Values that name objects of the same world: what a request names must be there, and what is named may be in use.

use apigen_http::pointer;
use apigen_http::server::{Location, Rule, Violation};
use serde_json::Value;

use super::input::Said;
use super::project::member;
use super::run::Outcome;
use super::service::{Operation, Service};
use super::world::{World, at, plain};
use crate::description::{Parameter, Place, Schema, Target};

/// A value that names an object.
struct Reference<'a> {
    location: Location,
    pointer: String,
    target: &'a Target,
    value: String,
}

/// The refusal of a request with values that name what does not exist, where the definition gives a way to say so.
///
/// Objects of other services are not known here, so that whatever names them is believed.
pub(super) fn refused(world: &World, service: &Service, operation: &Operation, said: &Said) -> Option<Outcome> {
    let unknown = unknown(world, service, operation, said);
    (!unknown.is_empty()).then_some(Outcome::Unknown(unknown))
}

fn unknown(world: &World, service: &Service, operation: &Operation, said: &Said) -> Vec<Violation> {
    if !operation.declares(operation.facts.refusal.status) {
        return Vec::new();
    }
    let mut found = Vec::new();
    operation.facts.parameters.iter().for_each(|it| collect_parameter(it, said, &mut found));
    if let (Some(schema), Some(body)) = (&operation.facts.body, &said.body) {
        collect(service, schema, body, "", &mut found);
    }
    found.retain(|it| is_kept(service, it.target) && !is_there(world, service, it));
    let violation = |it: Reference<'_>| Violation {
        location: it.location,
        pointer: it.pointer,
        rule: Rule::References,
        message: "does not exist".to_owned(),
    };
    found.into_iter().map(violation).collect()
}

/// Whether an object that outlives another one names it.
pub(super) fn is_in_use(world: &World, service: &Service, index: usize, position: usize) -> bool {
    let Schema::Named(ty) = &service.description.stores[index].schema else { return false };
    let object = &world.stores[index][position];
    let names = |it: &Reference<'_>| {
        it.target.ty == *ty && at(&object.value, &it.target.field).and_then(plain).as_ref() == Some(&it.value)
    };
    let goes_too = |store: usize, at: usize| (store, at) == (index, position) || is_below(service, store, index);
    service.description.stores.iter().enumerate().any(|(store, facts)| {
        let mut others = world.stores[store].iter().enumerate().filter(|(at, _)| !goes_too(store, *at));
        others.any(|(_, other)| {
            let mut found = Vec::new();
            collect(service, &facts.schema, &Value::Object(other.value.clone()), "", &mut found);
            found.iter().any(names)
        })
    })
}

/// Whether the objects of a store are removed with those of another.
fn is_below(service: &Service, store: usize, above: usize) -> bool {
    let parent = service.description.stores[store].parent;
    parent.is_some_and(|it| it == above || is_below(service, it, above))
}

fn is_kept(service: &Service, target: &Target) -> bool {
    service.description.stores.iter().any(|it| matches!(&it.schema, Schema::Named(ty) if *ty == target.ty))
}

fn is_there(world: &World, service: &Service, reference: &Reference<'_>) -> bool {
    let stores = service.description.stores.iter().zip(&world.stores);
    let kept = stores.filter(|(it, _)| matches!(&it.schema, Schema::Named(ty) if *ty == reference.target.ty));
    let mut objects = kept.flat_map(|(_, objects)| objects);
    objects.any(|it| at(&it.value, &reference.target.field).and_then(plain).as_ref() == Some(&reference.value))
}

/// Adds every value below one that names an object; lists of names are names each.
fn collect<'a>(service: &'a Service, schema: &'a Schema, value: &Value, pointer: &str, found: &mut Vec<Reference<'a>>) {
    match (service.resolve(schema), value) {
        (Schema::Model(fields), Value::Object(object)) => {
            for field in fields {
                let Some(value) = object.get(&field.name) else { continue };
                let pointer = below(pointer, &field.name);
                match &field.references {
                    Some(target) => name((Location::Body, target), value, pointer, found),
                    None => collect(service, &field.schema, value, &pointer, found),
                }
            }
        }
        (Schema::List { items, .. }, Value::Array(elements)) => {
            for (position, it) in elements.iter().enumerate() {
                collect(service, items, it, &format!("{pointer}/{position}"), found);
            }
        }
        (Schema::Map { items, .. }, Value::Object(object)) => {
            for (key, it) in object {
                collect(service, items, it, &below(pointer, key), found);
            }
        }
        (Schema::Union { discriminator: Some(tag), members, .. }, Value::Object(object)) => {
            let known = object.get(tag).and_then(Value::as_str);
            if let Some(it) = member(service, members, tag, known) {
                collect(service, &it.schema, value, pointer, found);
            }
        }
        (Schema::Union { discriminator: None, members, .. }, Value::Object(object)) => {
            for it in members {
                if let Some(value) = object.get(&it.name) {
                    collect(service, &it.schema, value, &below(pointer, &it.name), found);
                }
            }
        }
        _ => {}
    }
}

/// Adds what a parameter names; a path that leads nowhere is another matter.
fn collect_parameter<'a>(parameter: &'a Parameter, said: &Said, found: &mut Vec<Reference<'a>>) {
    let (location, values) = match parameter.place {
        Place::Path => return,
        Place::Query => (Location::Query, said.parameters.get(&parameter.name)),
        Place::Header => (Location::Header, said.parameters.get(&parameter.name)),
        Place::Form => (Location::Form, said.form.get(&parameter.name)),
    };
    if let (Some(target), Some(value)) = (&parameter.references, values) {
        name((location, target), value, below("", &parameter.name), found);
    }
}

fn name<'a>(
    (location, target): (Location, &'a Target),
    value: &Value,
    pointer: String,
    found: &mut Vec<Reference<'a>>,
) {
    match value {
        Value::Array(elements) => {
            for (position, it) in elements.iter().enumerate() {
                name((location, target), it, format!("{pointer}/{position}"), found);
            }
        }
        one => found.extend(plain(one).map(|value| Reference { location, pointer, target, value })),
    }
}

/// A pointer to a member of what a pointer leads to.
fn below(pointer: &str, name: &str) -> String {
    let mut below = pointer.to_owned();
    pointer::push(&mut below, name);
    below
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn names_of_members_are_steps_whatever_they_are() {
        assert_eq!(below("/a", "b/~c"), "/a/b~1~0c");
    }
}
