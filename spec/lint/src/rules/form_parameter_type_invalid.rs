//! ## What it does
//! Reports a form parameter of a type for which forms have no notation: a model, a union, a map, `json`, `object`,
//! `unit`, or a list of those.
//! Generated clients and servers write such a value as JSON into the field.
//!
//! ## Why is this bad?
//! Browsers and other clients cannot send it without knowing that convention; a body says the same with a standard.
//!
//! ## Origin
//! Never checked by apibuilder.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Severity};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::url::{self, Fit};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "form-parameter-type-invalid",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "forms have no notation for such a value",
    options: &[],
    source: include_str!("form_parameter_type_invalid.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    if it.parameter.location != Location::Form || url::fit(ctx, &field.ty) != Fit::Never {
        return;
    }
    let origin = field.meta.origin;
    let message = format!("form parameter `{}` is of type `{}`", field.name, ctx.label(&field.ty));
    out.at(ctx.member(origin, "type"), origin, message).help("declare a body, or use simple types in the form");
}
