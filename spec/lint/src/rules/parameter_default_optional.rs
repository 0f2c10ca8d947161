//! ## What it does
//! Reports a parameter outside the path that has a default and says `required: false`.
//! It is read as what is meant: the server finds the default when the caller sends nothing.
//!
//! ## Why is this bad?
//! A parameter with a default is never absent for the server, so `required: false` says that something may be missing
//! that never is.
//!
//! ## Origin
//! apibuilder V28, which refuses such a file today and turns old ones into required ones.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Form, Location, Safety, Severity};
use apigen_syntax::edit::{remove_member, replace_value};
use apigen_syntax::{Edit, Value};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-default-optional",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a parameter with a default is never absent",
    options: &[],
    source: include_str!("parameter_default_optional.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    if field.required || field.default.is_none() || it.parameter.location == Location::Path {
        return;
    }
    let (origin, node) = (field.meta.origin, ctx.repository.node(field.meta.origin));
    let message = format!("parameter `{}` has a default and cannot be absent", field.name);
    let draft = out.at(ctx.member(origin, "required"), origin, message);
    draft.help("remove `required`, or the default");
    if let Some(edits) = node.get("required").and_then(|it| required(ctx, it)) {
        draft.fix(Safety::Safe, edits);
    }
}

/// The expanded form spells out every `required`.
fn required(ctx: &Context<'_>, value: Value<'_>) -> Option<Vec<Edit>> {
    match ctx.definition.form {
        Form::Api => remove_member(value),
        Form::Expanded => Some(vec![replace_value(value, "true")]),
    }
}
