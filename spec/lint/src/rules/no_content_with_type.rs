//! ## What it does
//! Reports a 204 or 304 with a type other than `unit`.
//!
//! ## Why is this bad?
//! These responses have no content: servers cut it off, and clients never see it.
//!
//! ## Origin
//! apibuilder V31.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Primitive, Response, ResponseCode, Safety, Severity, Type};
use apigen_syntax::edit::replace_value;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "no-content-with-type",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a response of this status has no content",
    options: &[],
    source: include_str!("no_content_with_type.rs"),
    check: Check::Response(check),
};

fn check(ctx: &Context<'_>, it: &Response, out: &mut Report<'_>) {
    let (ty, origin) = (&it.ty, it.meta.origin);
    let silent = matches!(it.code, ResponseCode::Status(204 | 304));
    if !silent || ty.is(Primitive::Unit) || matches!(ty.base(), Type::Unresolved(_)) {
        return;
    }
    let message = format!("a {} has no content, so it cannot be of type `{}`", it.code, ctx.label(ty));
    let draft = out.at(ctx.member(origin, "type"), origin, message);
    draft.help("use `unit`, or a status with content such as 200");
    if let Some(value) = ctx.repository.node(origin).get("type") {
        draft.fix(Safety::Unsafe, vec![replace_value(value, "\"unit\"")]);
    }
}
