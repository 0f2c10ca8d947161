//! ## What it does
//! Reports a `stability` other than `experimental`, `beta` and `stable`.
//!
//! ## Why is this bad?
//! Comparing two versions judges changes by it; without it everything counts as if nothing was said.
//!
//! ## Origin
//! Ours.
//! Peers: oasdiff stability levels.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Severity, Stability, names};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stability-unknown",
    severity: Severity::Error,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "comparisons do not know how much change is allowed",
    options: &[],
    source: include_str!("stability_unknown.rs"),
    check: Check::Definition(check),
};

/// The stabilities there are.
const KNOWN: [&str; 3] = ["experimental", "beta", "stable"];

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let origin = ctx.definition.meta.origin;
    let Some(Stability::Unknown(text)) = &ctx.definition.stability else { return };
    let draft =
        out.at(ctx.member(origin, "stability"), origin, format!("`{text}` is not a stability")).about(text.as_str());
    match names::nearest(text, KNOWN) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("use `experimental`, `beta` or `stable`"),
    };
}
