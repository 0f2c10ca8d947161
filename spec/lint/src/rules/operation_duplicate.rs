//! ## What it does
//! Reports two operations of a definition with one method and one path, whatever the variables are called:
//! `GET /users/:id` and `GET /users/:guid`.
//!
//! ## Why is this bad?
//! Only one of them can be routed; the other is never called.
//!
//! ## Origin
//! Never checked by apibuilder.
//! Flow rule 7 (`DuplicateMethodAndPath`), which compares the names of variables too.
//! Peers: Redocly `no-identical-paths`, Smithy `HttpUriConflict`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Method, Operation, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::url::{Shape, shape};
use crate::{Profiles, Rule};
use std::collections::hash_map::Entry;

pub(crate) static RULE: Rule = Rule {
    id: "operation-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "only one of them can be routed",
    options: &[],
    source: include_str!("operation_duplicate.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut seen: FxHashMap<(&Method, Vec<Shape<'_>>), &Operation> = FxHashMap::default();
    for operation in ctx.definition.resources.iter().flat_map(|it| &it.operations) {
        let shape = operation.path.split('/').map(shape).collect();
        match seen.entry((&operation.method, shape)) {
            Entry::Vacant(entry) => drop(entry.insert(operation)),
            Entry::Occupied(entry) => report(ctx, entry.get(), operation, out),
        }
    }
}

fn report(ctx: &Context<'_>, first: &Operation, second: &Operation, out: &mut Report<'_>) {
    if matches!(second.method, Method::Unknown(_)) {
        return;
    }
    let message = if first.path == second.path {
        format!("there are two operations `{}`", second.label())
    } else {
        format!("`{}` is the same route as `{}`", second.label(), first.path)
    };
    out.at(operations::path_place(ctx, second), second.meta.origin, message)
        .help("remove one of them, or give it another path")
        .related(operations::path_place(ctx, first), "the first one");
}
