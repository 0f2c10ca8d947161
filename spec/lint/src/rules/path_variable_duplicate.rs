//! ## What it does
//! Reports a path with two variables of one name, such as `/users/:id/orders/:id`.
//!
//! ## Why is this bad?
//! A request holds two values and the operation receives one.
//!
//! ## Origin
//! Never checked by apibuilder.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::Severity;
use rustc_hash::FxHashMap;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-variable-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one of the two values is lost",
    options: &[],
    source: include_str!("path_variable_duplicate.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.path_variables().nth(1).is_none() {
        return;
    }
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for name in operation.path_variables().filter(|it| !it.is_empty()) {
        let count = seen.entry(name).or_default();
        *count += 1;
        if *count == 2 {
            let message = format!("`{}` has two variables `:{name}`", operation.path);
            out.at(operations::path_place(ctx, operation), operation.meta.origin, message)
                .about(name)
                .help(format!("name them after what they stand for, such as `:user_{name}`"));
        }
    }
}
