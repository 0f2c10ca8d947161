//! ## What it does
//! Reports a parameter in the query string or a header whose type does not fit there: a model, a union, a map, `json`,
//! `object`, `unit`, or a list of anything but enums and the other primitives.
//!
//! ## Why is this bad?
//! A query string holds names and texts.
//! There is no one way to write anything deeper into it, so each client would find its own.
//!
//! ## Origin
//! apibuilder V26.
//! Peers: Fern `no-complex-query-params`, Zalando 154, Redocly `array-parameter-serialization`.
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
    id: "parameter-type-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "there is no one way to write such a value into a URL",
    options: &[],
    source: include_str!("parameter_type_invalid.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    if !matches!(it.parameter.location, Location::Query | Location::Header) || url::fit(ctx, &field.ty) != Fit::Never {
        return;
    }
    let (origin, place) = (field.meta.origin, it.parameter.location.as_str());
    let message = format!("{place} parameter `{}` cannot be of type `{}`", field.name, ctx.label(&field.ty));
    out.at(ctx.member(origin, "type"), origin, message).help(url::ALLOWED_OR_LIST);
}
