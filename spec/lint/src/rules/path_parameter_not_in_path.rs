//! ## What it does
//! Reports a parameter with the location `path` that is no variable of the operation's path.
//!
//! ## Why is this bad?
//! Servers wait for a value that no request can carry.
//!
//! ## Origin
//! apibuilder V27.
//! Peers: Redocly `path-parameters-defined`, Spectral `path-params`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Severity, names};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-parameter-not-in-path",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "no request can carry the value",
    options: &[],
    source: include_str!("path_parameter_not_in_path.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let name = &it.parameter.field.name;
    let known = name.is_empty() || it.operation.path_variables().any(|it| it == name);
    if it.parameter.location != Location::Path || known {
        return;
    }
    let origin = it.parameter.field.meta.origin;
    let message = format!("`{}` has no variable `:{name}`", it.operation.path);
    let draft = out.at(ctx.member(origin, "name"), origin, message);
    match names::nearest(name, it.operation.path_variables()) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("add the variable to the path, or use another location"),
    };
    draft.related(operations::path_place(ctx, it.operation), "the path");
}
