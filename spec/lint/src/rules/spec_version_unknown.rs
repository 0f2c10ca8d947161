//! ## What it does
//! Reports a `spec_version` other than `1`, the only version of the language so far.
//! A file without one is of version 1.
//!
//! ## Why is this bad?
//! A later version may give a key another meaning, and a reader of this one would not notice.
//!
//! ## Origin
//! Buf `SYNTAX_SPECIFIED`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::{Safety, Severity};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "spec-version-unknown",
    severity: Severity::Error,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "its keys may mean something else",
    options: &[],
    source: include_str!("spec_version_unknown.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let Some(version) = ctx.definition.spec_version.as_deref().filter(|it| !matches!(*it, "1" | "")) else { return };
    let origin = ctx.definition.meta.origin;
    let place = ctx.member(origin, "spec_version");
    let draft = out.at(place, origin, format!("there is no version `{version}` of the language"));
    draft.help("write \"1\", or read the file with a newer release");
    if matches!(version, "1.0" | "1.0.0" | "v1") {
        draft.fix(Safety::Safe, vec![Edit::replace(place.span, quote("1"))]);
    }
}
