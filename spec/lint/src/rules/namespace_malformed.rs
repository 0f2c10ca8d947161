//! ## What it does
//! Reports a `namespace` that is not made of lower-case words with dots between them, or whose last word is not a
//! major version such as `v0`.
//!
//! ## Why is this bad?
//! Packages, crates and topics are named after the namespace, and the major version is what lets two incompatible
//! versions live side by side.
//!
//! ## Origin
//! Ours; the form that apibuilder gives to namespaces it makes.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "namespace-malformed",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "packages and topics are named after the namespace",
    options: &[],
    source: include_str!("namespace_malformed.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let (definition, origin) = (ctx.definition, ctx.definition.meta.origin);
    let namespace = definition.namespace.as_str();
    if !definition.namespace_declared {
        return;
    }
    let fault = if !namespace.split('.').all(is_word) {
        "is not made of lower-case words with dots between them"
    } else if definition.major_version().is_none() {
        "does not end with a major version"
    } else {
        return;
    };
    out.at(ctx.member(origin, "namespace"), origin, format!("`{namespace}` {fault}"))
        .about(namespace)
        .help("write it like `io.acme.user.v0`");
}

/// Whether a part of a namespace is a lower-case word.
fn is_word(part: &str) -> bool {
    part.starts_with(|it: char| it.is_ascii_lowercase())
        && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
}
