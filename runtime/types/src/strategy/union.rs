//! Values of unions.

use std::collections::HashSet;

use proptest::prelude::any;
use proptest::strategy::{BoxedStrategy, Strategy, Union};

use crate::schema::{Member, Schema};
use crate::{Json, JsonObject};

use super::json::Values;

/// How much more likely each known member is than an unknown one, where a union is open.
const KNOWN_TO_UNKNOWN: u32 = 15;

/// The members of a union that are no unions with the same discriminator, those of such unions among them.
///
/// A discriminator leads to the first member that has it.
pub(super) fn leaves(union: &'static Schema) -> Vec<&'static Member> {
    let mut leaves = Vec::new();
    let (mut tags, mut unions) = (HashSet::new(), HashSet::new());
    collect(union, &mut |member| tags.insert(member.name).then(|| leaves.push(member)), &mut unions);
    leaves
}

fn collect(
    union: &'static Schema,
    take: &mut impl FnMut(&'static Member) -> Option<()>,
    seen: &mut HashSet<*const Schema>,
) {
    let Schema::Union { discriminator, members, .. } = union.resolved() else { return };
    if !seen.insert(std::ptr::from_ref(union)) {
        return;
    }
    for member in *members {
        match member.schema.resolved() {
            Schema::Union { discriminator: inner @ Some(_), .. } if inner == discriminator => {
                collect(member.schema, take, seen);
            }
            _ => drop(take(member)),
        }
    }
}

/// Values of a union: of one of its members, and of none that it knows where it is open.
pub(super) fn strategy(values: &Values, discriminator: Option<&'static str>, open: bool) -> BoxedStrategy<Json> {
    let leaves = leaves(values.schema);
    let reachable = values.affordable(&leaves, |it| it.schema);
    let known = reachable.iter().map(|it| (KNOWN_TO_UNKNOWN, member(values, discriminator, it)));
    let names: HashSet<_> = leaves.iter().map(|it| it.name).collect();
    let all: Vec<_> = known.chain(open.then(|| (1, unknown(discriminator, names)))).collect();
    Union::new_weighted(all).boxed()
}

fn member(values: &Values, discriminator: Option<&'static str>, member: &'static Member) -> BoxedStrategy<Json> {
    let (name, schema) = (member.name, member.schema);
    values.inside(schema).prop_map(move |value| written(discriminator, name, schema, value)).boxed()
}

/// The value of a member the way unions write it: flat with the discriminator, under `value`, or under its key.
fn written(discriminator: Option<&str>, name: &str, schema: &Schema, value: Json) -> Json {
    let schema = schema.resolved();
    let flat = matches!(schema, Schema::Model(_));
    let whole = flat || matches!(schema, Schema::Union { .. } | Schema::Enum { .. });
    let under = |key: &str, value| (key.to_owned(), value);
    match (discriminator, value) {
        (Some(key), Json::Object(fields)) if flat => {
            object([under(key, name.into())].into_iter().chain(fields.into_iter().filter(|(it, _)| it != key)))
        }
        (Some(key), value) => object([under(key, name.into()), under("value", value)]),
        (None, value) if whole => object([under(name, value)]),
        (None, value) => object([under(name, object([under("value", value)]))]),
    }
}

fn unknown(discriminator: Option<&'static str>, names: HashSet<&'static str>) -> BoxedStrategy<Json> {
    let name = any::<u32>().prop_map(|it| format!("unknown_{it:x}"));
    let name = name.prop_filter("it is known", move |it| !names.contains(it.as_str()));
    let write = move |(name, count): (String, u32)| match discriminator {
        Some(key) => object([(key.to_owned(), name.into()), ("count".to_owned(), count.into())]),
        None => object([(name, object([("count".to_owned(), count.into())]))]),
    };
    (name, any::<u32>()).prop_map(write).boxed()
}

fn object(members: impl IntoIterator<Item = (String, Json)>) -> Json {
    Json::Object(members.into_iter().collect::<JsonObject>())
}
