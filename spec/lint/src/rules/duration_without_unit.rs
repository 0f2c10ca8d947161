//! ## What it does
//! Reports a number whose name says that it is a length of time (`timeout`, `duration`, `ttl`) and that has neither a
//! `unit` nor one at the end of its name.
//!
//! ## Why is this bad?
//! Seconds or milliseconds: who guesses wrong is wrong by a factor of a thousand.
//!
//! ## Origin
//! AIP 142 (durations), Zalando 127.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Primitive, Severity};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::vocabulary::Topics;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "duration-without-unit",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "a wrong guess is wrong by a factor of a thousand",
    options: &[],
    source: include_str!("duration_without_unit.rs"),
    check: Check::Field(check),
};

/// Words at the end of a name that are a unit of time, or that make a number of something else.
const UNITS: [&str; 18] = [
    "ms",
    "millis",
    "milliseconds",
    "micros",
    "nanos",
    "s",
    "sec",
    "secs",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "count",
    "percent",
    "id",
];

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    let is_number = field.ty.primitive().is_some_and(Primitive::is_numeric);
    if !it.topics.has(Topics::DURATION) || !is_number {
        return;
    }
    let name = field.name.as_str();
    let last = name.rsplit(['_', '-']).next().unwrap_or(name);
    let has_unit = field.details.as_deref().is_some_and(|it| it.unit.is_some());
    if !has_unit && !UNITS.contains(&last) {
        let origin = field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{name}` has no unit"))
            .about(name)
            .help("write `\"unit\": \"ms\"` or the like");
    }
}
