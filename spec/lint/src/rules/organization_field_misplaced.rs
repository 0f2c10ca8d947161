//! ## What it does
//! Reports a required field `organization` that is not where readers look for it among the required fields of its
//! model:
//! after `event_id` and `timestamp` (and an `id` that follows them), after `id`, `timestamp` and `type`, after `id`, or
//! first.
//!
//! ## Why is this bad?
//! Whose data it is stands at the head of every model, so that people and tools find it without searching.
//!
//! ## Origin
//! Flow rule 19 (`ModelsWithOrganizationField`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Model, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "organization-field-misplaced",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "whose data it is stands at the head",
    options: &[],
    source: include_str!("organization_field_misplaced.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let is_owner = |it: &&Field| it.required && it.name == "organization";
    let Some(field) = model.fields.iter().find(is_owner) else { return };
    let required = || model.fields.iter().filter(|it| it.required).map(|it| it.name.as_str());
    let mut head = required();
    let before: &[&str] = match [head.next(), head.next(), head.next()].map(Option::unwrap_or_default) {
        ["event_id", "timestamp", "id"] => &["event_id", "timestamp", "id"],
        ["event_id", "timestamp", "organization"] => &["event_id", "timestamp"],
        ["id", "timestamp", "type"] => &["id", "timestamp", "type"],
        ["id", ..] => &["id"],
        _ => &[],
    };
    if required().position(|it| it == "organization") == Some(before.len()) {
        return;
    }
    let origin = field.meta.origin;
    let draft = out.at(ctx.name(origin), origin, "`organization` is not where it belongs");
    match before {
        [] => draft.help("make it the first field"),
        before => draft.help(format!("put it after {}", house::enumerate(before.iter().copied()))),
    };
}
