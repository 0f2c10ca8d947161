//! ## What it does
//! Reports a variable of the path that is declared `required: false`.
//!
//! ## Why is this bad?
//! A path without the variable is another path, so the value is always there.
//!
//! ## Origin
//! apibuilder V27.
//! Peers: Spectral `path-params`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Safety, Severity};
use apigen_syntax::edit::replace_value;

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-parameter-optional",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a path without its variable is another path",
    options: &[],
    source: include_str!("path_parameter_optional.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    if it.parameter.location != Location::Path || field.required {
        return;
    }
    let (origin, node) = (field.meta.origin, ctx.repository.node(field.meta.origin));
    let message = format!("path parameter `{}` cannot be optional", field.name);
    let draft = out.at(ctx.member(origin, "required"), origin, message);
    draft.help("declare a second operation for the path without it");
    if let Some(value) = node.get("required") {
        draft.fix(Safety::Safe, vec![replace_value(value, "true")]);
    }
}
