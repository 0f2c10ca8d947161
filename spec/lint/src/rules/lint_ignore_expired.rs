//! ## What it does
//! Reports a `lint_ignore` entry whose `expires` has passed; it takes nothing away any more.
//!
//! ## Why is this bad?
//! Somebody promised to mend the place by that day.
//!
//! ## Origin
//! apigen; the ignore files of peers have no dates.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`
use apigen_model::{Meta, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::suppress::is_over;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "lint-ignore-expired",
    severity: Severity::Warning,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "somebody promised to mend the place by that day",
    options: &[],
    source: include_str!("lint_ignore_expired.rs"),
    check: Check::Meta(check),
};

fn check(ctx: &Context<'_>, meta: &Meta, out: &mut Report<'_>) {
    for entry in meta.lint_ignore() {
        let Some(day) = entry.expires.as_deref().filter(|it| is_over(it, ctx.today)) else { continue };
        let message = format!("the exception from `{}` ended on {day}", entry.rule);
        out.at(ctx.member(entry.origin, "expires"), entry.origin, message)
            .about(entry.rule.as_str())
            .help("mend what it excepts and remove it, or agree on another day");
    }
}
