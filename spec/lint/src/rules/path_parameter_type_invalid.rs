//! ## What it does
//! Reports a variable of a path whose type does not fit into one segment: a list, a map, a model, a union, `json`,
//! `object` or `unit`.
//! A variable that no parameter declares has the type of the field of that name in the resource's model.
//!
//! ## Why is this bad?
//! A segment of a path is one text.
//!
//! ## Origin
//! apibuilder V27.
//! Peers: Conjure `PATH_PARAM`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Parameter, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::url::{self, Fit};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-parameter-type-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a segment of a path is one text",
    options: &[],
    source: include_str!("path_parameter_type_invalid.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let in_path = it.operation.parameters.iter().filter(|it| it.location == Location::Path);
    for parameter in in_path.filter(|it| matches!(url::fit(ctx, &it.field.ty), Fit::Many | Fit::Never)) {
        report(ctx, it, parameter, out);
    }
}

fn report(ctx: &Context<'_>, it: &OperationOf<'_>, parameter: &Parameter, out: &mut Report<'_>) {
    let (name, ty) = (&parameter.field.name, ctx.label(&parameter.field.ty));
    let origin = parameter.field.meta.origin;
    let place = if parameter.implicit { operations::path_place(ctx, it.operation) } else { ctx.member(origin, "type") };
    let draft = out.at(place, origin, format!("path parameter `{name}` cannot be of type `{ty}`")).about(name.as_str());
    if parameter.implicit {
        draft.help(format!("it has the type of `{}.{name}`; declare it with another", it.resource.name));
    } else {
        draft.help(format!("use {}", url::ALLOWED));
    }
}
