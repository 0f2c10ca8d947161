//! ## What it does
//! Reports an operation whose responses from 200 to 299 are not all of one type.
//!
//! ## Why is this bad?
//! A caller that succeeded holds one thing; with several types each call has to be taken apart by its status first.
//!
//! ## Origin
//! apibuilder V30, whose message does not name the operation.
//! Peers: TypeSpec Azure `response-schema-multi-status-code`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Severity, Type};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "success-types-differ",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a caller that succeeded holds one thing",
    options: &[],
    source: include_str!("success_types_differ.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let mut known = it.operation.successes().filter(|it| !matches!(it.ty.base(), Type::Unresolved(_)));
    let Some(first) = known.next() else { return };
    for other in known.filter(|it| it.ty != first.ty) {
        let origin = other.meta.origin;
        let (here, there) = (ctx.label(&other.ty), ctx.label(&first.ty));
        let message = format!("`{}` succeeds with `{here}` and with `{there}`", it.operation.label());
        out.at(ctx.member(origin, "type"), origin, message)
            .help("use one type for all successes; a union if it has to be several")
            .related(ctx.member(first.meta.origin, "type"), format!("the type of {}", first.code));
    }
}
