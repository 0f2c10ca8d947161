//! ## What it does
//! Reports a variable of a path that has another name or type than the variable at the same place of an earlier path:
//! `/orders/:id` and `/orders/:number/lines`.
//! A longer name for the same thing, `:order_id` for `:id`, is fine.
//!
//! ## Why is this bad?
//! Two names at one place are two things to the reader and one to the router.
//!
//! ## Origin
//! TypeSpec Azure `no-route-parameter-name-mismatch`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Operation, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::operations::path_place;
use crate::promises::is_same;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-variable-inconsistent",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "two names at one place are one thing to the router",
    options: &[],
    source: include_str!("path_variable_inconsistent.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut known: FxHashMap<String, (&str, &Operation)> = FxHashMap::default();
    let mut last = "";
    for operation in ctx.definition.resources.iter().flat_map(|it| &it.operations) {
        if operation.path == last {
            continue;
        }
        last = operation.path.as_str();
        let mut prefix = String::new();
        for segment in last.split('/') {
            let Some(variable) = segment.strip_prefix(':') else {
                prefix.push('/');
                prefix.push_str(segment);
                continue;
            };
            let name = variable.split('.').next().unwrap_or(variable);
            match known.get(&prefix) {
                Some((first, other)) => judge(ctx, (first, other), (name, operation), out),
                None => {
                    known.insert(prefix.clone(), (name, operation));
                }
            }
            prefix.push_str("/:");
        }
    }
}

fn judge(ctx: &Context<'_>, first: (&str, &Operation), second: (&str, &Operation), out: &mut Report<'_>) {
    let message = if !is_longer(first.0, second.0) && !is_longer(second.0, first.0) {
        format!("`:{}` is called `:{}` in `{}`", second.0, first.0, first.1.path)
    } else if differ(first, second) {
        format!("`:{}` has another type in `{}`", second.0, first.1.path)
    } else {
        return;
    };
    out.at(path_place(ctx, second.1), second.1.meta.origin, message)
        .about(second.0)
        .related(path_place(ctx, first.1), "the earlier path")
        .help("give one thing one name and one type");
}

/// Whether a name is another one, or ends with it after an underscore.
fn is_longer(short: &str, long: &str) -> bool {
    long.strip_suffix(short).is_some_and(|it| it.is_empty() || it.ends_with(['_', '-']))
}

fn differ(first: (&str, &Operation), second: (&str, &Operation)) -> bool {
    let ty = |it: (&str, &Operation)| it.1.parameter(it.0).map(|it| it.field.ty.clone());
    ty(first).zip(ty(second)).is_some_and(|(one, other)| !is_same(&one, &other))
}
