//! ## What it does
//! Reports two operations of a resource with one name; `listUsers` and `list_users` are one.
//!
//! ## Why is this bad?
//! The name becomes a method of the resource's trait and of its client, and neither can have two of one name.
//!
//! ## Origin
//! apigen.
//! Peers: Redocly `operation-operationId-unique`, Spectral `operation-operationId-unique`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Operation, Resource, Severity, names};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};
use std::borrow::Cow;
use std::collections::hash_map::Entry;

pub(crate) static RULE: Rule = Rule {
    id: "operation-name-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the name becomes a method of the resource",
    options: &[],
    source: include_str!("operation_name_duplicate.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    let mut seen: FxHashMap<Cow<'_, str>, &Operation> = FxHashMap::default();
    for operation in &resource.operations {
        let Some(name) = operation.name() else { continue };
        let plain = names::is_normal(name);
        let normal = if plain { Cow::Borrowed(name.as_str()) } else { Cow::Owned(names::normalise(name)) };
        match seen.entry(normal) {
            Entry::Vacant(entry) => drop(entry.insert(operation)),
            Entry::Occupied(entry) => {
                out.at(
                    ctx.name(operation.meta.origin),
                    operation.meta.origin,
                    format!("there are two operations `{name}`"),
                )
                .help("give one of them another name")
                .related(ctx.name(entry.get().meta.origin), "the first one");
            }
        }
    }
}
