//! ## What it does
//! Reports a GET that returns a type `expandable_X`, or a list of it, and has no parameter `expand`.
//! Health checks are exempt.
//!
//! ## Why is this bad?
//! Without the parameter nobody can ever receive the expanded form.
//!
//! ## Origin
//! Flow rule 14 (`GetByIdIsExpandable`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "expandable-get-without-expand",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "nobody can ask for what may be expanded",
    options: &[],
    source: include_str!("expandable_get_without_expand.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.method != Method::Get || house::is_healthcheck(it.resource) {
        return;
    }
    let Some(response) = house::success(operation) else { return };
    let name = house::bare_name(ctx.repository, &response.ty);
    if name.starts_with("expandable_") && operation.parameter("expand").is_none() {
        let message = format!("`{}` returns `{name}` and has no parameter `expand`", operation.label());
        out.at(house::operation_place(ctx, operation), operation.meta.origin, message)
            .help("add an optional query parameter `expand` of type `[string]`");
    }
}
