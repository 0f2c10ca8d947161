//! ## What it does
//! Reports an import of a definition that promises less than the importing one: a `stable` file that imports a `beta`
//! or `experimental` one, a `beta` file that imports an `experimental` one.
//! Files that do not state a stability are left alone.
//!
//! ## Why is this bad?
//! A promise cannot hold longer than what it rests on: when the import breaks, so does everybody who relied on the
//! importer.
//!
//! ## Origin
//! Buf `STABLE_PACKAGE_NO_IMPORT_UNSTABLE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::{Import, Severity, Stability};

use crate::check::Check;
use crate::context::Context;
use crate::imports::target;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-less-stable",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "the promise breaks when the import does",
    options: &[],
    source: include_str!("import_less_stable.rs"),
    check: Check::Import(check),
};

fn check(ctx: &Context<'_>, import: &Import, out: &mut Report<'_>) {
    let Some(own) = ctx.definition.stability.as_ref().and_then(rank) else { return };
    let Some(other) = target(import).map(|it| ctx.repository.definition(it)) else { return };
    let Some(less) = other.stability.as_ref().and_then(rank).filter(|it| it.0 < own.0) else { return };
    let message = format!("a {} definition imports `{}`, which is {}", own.1, other.namespace, less.1);
    out.at(ctx.member(import.origin, "uri"), import.origin, message)
        .about(other.namespace.as_str())
        .related(ctx.member(other.meta.origin, "stability"), "its stability")
        .help("promise less here, or wait until the import promises more");
}

/// How much a stability promises, and its name.
fn rank(stability: &Stability) -> Option<(u8, &'static str)> {
    match stability {
        Stability::Experimental => Some((0, "experimental")),
        Stability::Beta => Some((1, "beta")),
        Stability::Stable => Some((2, "stable")),
        Stability::Unknown(_) => None,
    }
}
