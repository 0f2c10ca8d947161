//! ## What it does
//! Reports a field whose name says that it is a point in time or a day (`..._at`, `..._date`, `timestamp`) and whose
//! type is text or a number.
//!
//! ## Why is this bad?
//! Every reader parses it, and each guesses the format and the time zone.
//!
//! ## Origin
//! Zalando 169, AIP 142, Smithy `ShouldHaveUsedTimestamp`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use apigen_model::{Primitive, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::names::is_past;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "time-as-text",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "every reader guesses format and time zone",
    options: &[],
    source: include_str!("time_as_text.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let name = it.field.name.as_str();
    let is_instant = name == "timestamp" || name.ends_with("_timestamp") || happened(name);
    if !is_instant && !name.ends_with("_date") {
        return;
    }
    let Type::Primitive(own @ (Primitive::String | Primitive::Integer | Primitive::Long | Primitive::Double)) =
        it.field.ty
    else {
        return;
    };
    let wanted = if is_instant { Primitive::DateTime } else { Primitive::Date };
    let origin = it.field.meta.origin;
    out.at(ctx.member(origin, "type"), origin, format!("`{name}` is a time as a `{own}`"))
        .about(name)
        .help(format!("use `{wanted}`"));
}

/// Whether a name says when something happened: `created_at`, but neither `compare_at` nor `hours_since_created_at`.
fn happened(name: &str) -> bool {
    let Some(event) = name.strip_suffix("_at") else { return false };
    let last = event.rsplit('_').next().unwrap_or(event);
    let counts = event.split('_').any(|it| matches!(it, "seconds" | "minutes" | "hours" | "days" | "count"));
    !counts && (is_past(last) || matches!(last, "starts" | "start" | "ends" | "end" | "expires" | "expire"))
}
