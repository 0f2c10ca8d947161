//! ## What it does
//! Reports a field that has a default and says `required: false`.
//! The unsafe fix removes `required`, so that readers always find a value.
//!
//! ## Why is this bad?
//! A value that is filled in when it is absent is never absent: readers check for a case that does not exist.
//!
//! ## Origin
//! oasdiff `validate`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Safety, Severity};
use apigen_syntax::edit::remove_member;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "field-default-optional",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "a value that is filled in is never absent",
    options: &[],
    source: include_str!("field_default_optional.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    if it.field.required || it.field.default.is_none() {
        return;
    }
    let origin = it.field.meta.origin;
    let message = format!("`{}` has a default and may be absent all the same", it.field.name);
    let draft = out.at(ctx.member(origin, "required"), origin, message);
    draft.about(it.field.name.as_str()).help("remove `required`, or the default");
    if let Some(edits) = ctx.repository.node(origin).get("required").and_then(remove_member) {
        draft.fix(Safety::Unsafe, edits);
    }
}
