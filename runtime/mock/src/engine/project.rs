//! Values of one type as values of another: what both have is kept, what is missing is made up.

use serde_json::{Map, Value, json};

use super::make::{Maker, Origins, tagged};
use super::service::Service;
use crate::description::{Field, Member, Owner, Schema};

/// The value as one of a type.
pub(super) fn project(maker: &mut Maker<'_>, value: &Value, schema: &Schema) -> Value {
    let service = maker.service;
    match (service.resolve(schema), value) {
        (Schema::Model(fields), Value::Object(object)) => model(maker, object, fields).into(),
        (Schema::Union { discriminator: Some(name), members, .. }, Value::Object(object)) => {
            union(maker, object, name, members)
        }
        (Schema::List { items, .. }, Value::Array(elements)) => {
            elements.iter().map(|it| project(maker, it, items)).collect()
        }
        (Schema::Map { items, .. }, Value::Object(object)) => {
            object.iter().map(|(key, it)| (key.clone(), project(maker, it, items))).collect::<Map<_, _>>().into()
        }
        (Schema::Model(_) | Schema::List { .. } | Schema::Union { .. }, _) => maker.value(schema),
        _ => value.clone(),
    }
}

fn model(maker: &mut Maker<'_>, object: &Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let known = |it: &&Field| it.owner != Owner::Secret;
    let kept = fields.iter().filter(known).filter_map(|it| {
        let value = object.get(&it.name).filter(|value| !value.is_null())?;
        Some((it.name.clone(), project(maker, value, &it.schema)))
    });
    let kept: Map<_, _> = kept.collect();
    let nothing = Map::new();
    maker.object(fields, Origins { given: &nothing, fixed: &kept, distinct: &[] })
}

fn union(maker: &mut Maker<'_>, object: &Map<String, Value>, name: &str, members: &[Member]) -> Value {
    let tag = object.get(name).and_then(Value::as_str);
    let Some(member) = member(maker.service, members, name, tag) else {
        // A tag that nobody knows is kept where the union is open; elsewhere it was refused before.
        return Value::Object(object.clone());
    };
    let value = project(maker, &Value::Object(object.clone()), &member.schema);
    tagged(Some(name), member, value)
}

/// The member that a tag stands for; without a tag, the one that a value without a tag is.
pub(super) fn member<'m>(
    service: &Service,
    members: &'m [Member],
    discriminator: &str,
    tag: Option<&str>,
) -> Option<&'m Member> {
    let Some(tag) = tag else { return members.iter().find(|it| it.default).or(members.first()) };
    let direct = members.iter().find(|it| it.name == tag);
    direct.or_else(|| members.iter().find(|it| stands_for(service, &it.schema, discriminator, tag, 8)))
}

fn stands_for(service: &Service, schema: &Schema, discriminator: &str, tag: &str, depth: usize) -> bool {
    match service.resolve(schema) {
        Schema::Union { discriminator: Some(it), members, .. } if it == discriminator && depth > 0 => {
            members.iter().any(|it| it.name == tag || stands_for(service, &it.schema, discriminator, tag, depth - 1))
        }
        _ => false,
    }
}

/// The fields of the model that an object of a type is: those of a model, or of the member of a union.
pub(super) fn shape<'s>(
    service: &'s Service,
    schema: &'s Schema,
    given: &Map<String, Value>,
    depth: usize,
) -> (&'s [Field], Option<(&'s str, Value)>) {
    match service.resolve(schema) {
        Schema::Model(fields) => (fields, None),
        Schema::Union { discriminator: Some(name), members, .. } if depth > 0 => {
            let tag = given.get(name).and_then(Value::as_str);
            let known = member(service, members, name, tag).or(members.first());
            let Some(found) = known else { return (&[], None) };
            let (fields, inner) = shape(service, &found.schema, given, depth - 1);
            (fields, inner.or_else(|| Some((name.as_str(), json!(found.name)))))
        }
        _ => (&[], None),
    }
}
