//! ## What it does
//! Reports a GET of one thing by a variable at the end of the path, when the thing has no field that holds the value:
//! neither one of the variable's name nor one of its last word.
//!
//! ## Why is this bad?
//! Whoever has the thing cannot ask for it again.
//!
//! ## Origin
//! Smithy `ResourceIdentifier`, AIP 122.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::{has_field, path_place};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "resource-without-id",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "whoever has the thing cannot ask for it again",
    options: &[],
    source: include_str!("resource_without_id.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.method != Method::Get {
        return;
    }
    let last = operation.path.rsplit('/').next().unwrap_or_default();
    let Some(name) = last.strip_prefix(':').filter(|it| !it.contains('.')) else { return };
    let Some(success) = operation.successes().next() else { return };
    let short = name.rsplit('_').next().unwrap_or(name);
    let lacks = |name: &str| has_field(ctx, &success.ty, name) == Some(false);
    if lacks(name) && lacks(short) {
        let message = format!("`{}` has no field for `:{name}`", ctx.label(&success.ty));
        out.at(path_place(ctx, operation), operation.meta.origin, message)
            .about(name)
            .help(format!("add a field `{short}`"));
    }
}
