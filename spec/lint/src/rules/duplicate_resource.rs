//! ## What it does
//! Reports a second resource of one type.
//!
//! ## Why is this bad?
//! Both would become one trait, one client and one set of routes.
//!
//! ## Origin
//! apibuilder V23.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Resource, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};
use std::collections::hash_map::Entry;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-resource",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one type is one resource",
    options: &[],
    source: include_str!("duplicate_resource.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut seen: FxHashMap<String, &Resource> = FxHashMap::default();
    for resource in ctx.definition.resources.iter().filter(|it| !it.name.is_empty()) {
        match seen.entry(ctx.label(&resource.ty)) {
            Entry::Vacant(entry) => drop(entry.insert(resource)),
            Entry::Occupied(entry) => report(ctx, entry.get(), resource, out),
        }
    }
}

fn report(ctx: &Context<'_>, first: &Resource, second: &Resource, out: &mut Report<'_>) {
    let (node, origin) = (ctx.repository.node(second.meta.origin), second.meta.origin);
    // The same key twice in one object is a mistake of the file, reported where it is read.
    if node.key().is_some() && first.name == second.name {
        return;
    }
    let place = |it: &Resource| {
        let named = ctx.repository.node(it.meta.origin).key().is_some();
        if named { ctx.name(it.meta.origin) } else { ctx.member(it.meta.origin, "type") }
    };
    out.at(place(second), origin, format!("`{}` is a resource already", ctx.label(&second.ty)))
        .help("move the operations to the first one")
        .related(place(first), "the first one");
}
