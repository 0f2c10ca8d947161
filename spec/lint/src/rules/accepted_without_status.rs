//! ## What it does
//! Reports a 202 that has neither content nor a header `Location`.
//!
//! ## Why is this bad?
//! The work goes on after the answer, and the caller has nowhere to ask what became of it.
//!
//! ## Origin
//! Zalando 253, AIP 151.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{Primitive, Response, ResponseCode, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::operations::code_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "accepted-without-status",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the caller cannot ask what became of the work",
    options: &[],
    source: include_str!("accepted_without_status.rs"),
    check: Check::Response(check),
};

fn check(ctx: &Context<'_>, it: &Response, out: &mut Report<'_>) {
    if it.code == ResponseCode::Status(202) && it.ty.is(Primitive::Unit) && !has_location(it) {
        out.at(code_place(ctx, it), it.meta.origin, "a 202 does not say where to ask later")
            .help("answer with something that has a status, or with a `Location`");
    }
}

fn has_location(it: &Response) -> bool {
    it.headers.iter().any(|it| it.name.eq_ignore_ascii_case("location"))
}
