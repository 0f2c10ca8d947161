//! ## What it does
//! Reports a request whose body is a bare list.
//!
//! ## Why is this bad?
//! Nothing can be added beside the elements, such as what should happen when one of them is refused.
//!
//! ## Origin
//! Zalando 152, AIP 231 to 235.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-as-body",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nothing can be added beside the elements",
    options: &[],
    source: include_str!("list_as_body.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some(body) = it.operation.body.as_ref().filter(|it| it.ty.is_list()) else { return };
    let origin = body.meta.origin;
    out.at(ctx.member(origin, "type"), origin, "the body is a bare list").help("put the list into a field of a model");
}
