//! ## What it does
//! Reports a parameter whose location is none of `path`, `query`, `form` and `header`.
//!
//! ## Why is this bad?
//! Servers and clients have to know where the value is.
//!
//! ## Origin
//! apibuilder V25.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Severity, names};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "location-unknown",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "servers and clients look in a place that exists",
    options: &[],
    source: include_str!("location_unknown.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let Location::Unknown(name) = &it.parameter.location else { return };
    let origin = it.parameter.field.meta.origin;
    if name.trim().is_empty() {
        return;
    }
    let draft = out.at(ctx.member(origin, "location"), origin, format!("there is no location `{name}`"));
    draft.about(name.as_str());
    match (name.to_ascii_lowercase().as_str(), names::nearest(&name.to_ascii_lowercase(), LOCATIONS)) {
        ("body", _) => draft.help("declare the body of the operation under `body`"),
        ("cookie", _) => draft.help("cookies travel in the header `Cookie`; use `header`"),
        (_, Some(near)) => draft.help(format!("did you mean `{near}`?")),
        (_, None) => draft.help("use `path`, `query`, `form` or `header`"),
    };
}

const LOCATIONS: [&str; 4] = ["path", "query", "form", "header"];
