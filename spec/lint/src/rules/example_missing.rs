//! ## What it does
//! Reports a string with a pattern that has neither an example nor a default.
//! Patterns that fit on one look, without repetition beyond one class, are fine.
//!
//! ## Why is this bad?
//! Nobody sees a valid value by looking at a regular expression.
//!
//! ## Origin
//! vacuum `oas3-missing-example`, Optic `requireExample`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::Severity;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "example-missing",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nobody sees a valid value in a regular expression",
    options: &[],
    source: include_str!("example_missing.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let Some(pattern) = it.field.pattern() else { return };
    let is_shown = it.field.example().is_some() || it.field.default.is_some();
    if is_shown || is_plain(pattern) {
        return;
    }
    let origin = it.field.meta.origin;
    out.at(ctx.name(origin), origin, format!("`{}` has a pattern and no example", it.field.name))
        .about(it.field.name.as_str())
        .help("add a value that matches under `example`");
}

/// Whether a pattern is one class of characters and how often it repeats.
fn is_plain(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let Some(rest) = inner.strip_prefix('[') else { return false };
    let Some((_, repeat)) = rest.split_once(']') else { return false };
    !repeat.contains(['[', '(', '\\'])
}
