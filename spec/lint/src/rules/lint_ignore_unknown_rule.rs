//! ## What it does
//! Reports a `lint_ignore` entry for a rule that does not exist.
//!
//! ## Why is this bad?
//! The finding that it was to suppress is still there, or was never one.
//!
//! ## Origin
//! Ours.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`

use apigen_model::{Meta, Severity, names};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, rule, rules};

pub(crate) static RULE: Rule = Rule {
    id: "lint-ignore-unknown-rule",
    severity: Severity::Warning,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "the entry suppresses nothing",
    options: &[],
    source: include_str!("lint_ignore_unknown_rule.rs"),
    check: Check::Meta(check),
};

fn check(ctx: &Context<'_>, meta: &Meta, out: &mut Report<'_>) {
    for entry in meta.lint_ignore().iter().filter(|it| !it.rule.is_empty()) {
        let id = entry.rule.as_str();
        if rule(id).is_some() || ctx.custom.get(id).is_some() {
            continue;
        }
        let draft =
            out.at(ctx.member(entry.origin, "rule"), entry.origin, format!("there is no rule `{id}`")).about(id);
        match names::nearest(id, rules().iter().map(|it| it.id).chain(ctx.custom.iter().map(|it| it.id.as_str()))) {
            Some(near) => draft.help(format!("did you mean `{near}`?")),
            None => draft.help("remove the entry; `apigen rule` lists all rules"),
        };
    }
}
