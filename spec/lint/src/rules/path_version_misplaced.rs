//! ## What it does
//! Reports a resource whose path begins with a version, such as `/v1/orders`.
//! With the option, reports one that does not.
//!
//! ## Why is this bad?
//! The namespace has the version; a second one in the path begins to differ from it.
//!
//! ## Options
//! `versions`: whether paths begin with a version, `never` when absent
//!
//! ## Origin
//! Zalando 115 and Zally `NoVersionInUriRule` against AIP 185.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Resource, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "path-version-misplaced",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the namespace has the version",
    options: &[RuleOption {
        name: "versions",
        kind: OptionKind::Choice(&["never", "always"]),
        help: "whether paths begin with a version, `never` when absent",
    }],
    source: include_str!("path_version_misplaced.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, it: &Resource, out: &mut Report<'_>) {
    if crate::operations::is_healthcheck(&it.path) {
        return;
    }
    let version = it.path.split('/').nth(1).filter(|it| is_version(it));
    let (message, help) = match (ctx.options.text("versions").unwrap_or("never"), version) {
        ("never", Some(version)) => (format!("`{}` begins with version `{version}`", it.path), "leave it out"),
        ("always", None) => (format!("`{}` does not begin with a version", it.path), "begin with `/v0` or the like"),
        _ => return,
    };
    out.at(ctx.member(it.meta.origin, "path"), it.meta.origin, message).help(help);
}

/// `v` and a number.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}
