//! ## What it does
//! Reports an import of a registry address whose version is `latest` or the like.
//! Imports that resolve inside the repository have no version, whatever they say.
//!
//! ## Why is this bad?
//! The same file means something else tomorrow, without a change that anybody has reviewed.
//!
//! ## Origin
//! Zalando 234, Buf's lock file.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`
use apigen_model::{Import, ImportTarget, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-unpinned",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the file means something else tomorrow",
    options: &[],
    source: include_str!("import_unpinned.rs"),
    check: Check::Import(check),
};

/// Words in the place of a version that stand for whatever is newest.
const MOVING: [&str; 6] = ["latest", "main", "master", "head", "current", "snapshot"];

fn check(ctx: &Context<'_>, import: &Import, out: &mut Report<'_>) {
    if import.target != ImportTarget::Missing {
        return;
    }
    let Some((_, path)) = import.uri.split_once("://") else { return };
    let moving = |it: &&str| MOVING.iter().any(|word| it.eq_ignore_ascii_case(word));
    if let Some(word) = path.split('/').skip(1).find(moving) {
        out.at(ctx.member(import.origin, "uri"), import.origin, format!("`{word}` is not a version"))
            .about(import.uri.as_str())
            .help("name the version that was tried");
    }
}
