//! ## What it does
//! Reports a scope that is not of the form `noun:verb` in lower case, and one that is not among those of the option.
//!
//! ## Why is this bad?
//! A misspelt scope is one that nobody has, or that everybody is given to be safe.
//!
//! ## Options
//! `known`: the scopes of the company; a `*` at the end stands for anything
//!
//! ## Origin
//! Zalando 105 and 225, Zally `SecureAllEndpointsWithScopesRule`, Spectral `operation-security-defined`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Auth, Origin, Place, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "scope-malformed",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nobody has a misspelt scope",
    options: &[RuleOption {
        name: "known",
        kind: OptionKind::Texts,
        help: "the scopes of the company; a `*` at the end stands for anything",
    }],
    source: include_str!("scope_malformed.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let auth = it.operation.behaviour.as_ref().and_then(|it| it.auth.as_ref());
    let Some(Auth::Scheme { scopes, .. }) = auth else { return };
    let known = ctx.options.texts("known");
    for scope in scopes.iter().filter(|it| !it.is_empty()) {
        let (message, help) = if !known.is_empty() && !ctx.options.lists("known", scope) {
            (format!("there is no scope `{scope}`"), format!("use one of {}", known.join(", ")))
        } else if known.is_empty() && !is_well_formed(scope) {
            (format!("scope `{scope}` is not a noun and a verb"), "write `orders:read` or the like".to_owned())
        } else {
            continue;
        };
        let origin = it.operation.meta.origin;
        out.at(place(ctx, origin, scope), origin, message).about(scope.as_str()).help(help);
    }
}

/// Where a scope is written.
fn place(ctx: &Context<'_>, origin: Origin, scope: &str) -> Place {
    let scopes = ctx.repository.node(origin).get("auth").and_then(|it| it.get("scopes"));
    let element = scopes.and_then(|it| it.elements().find(|it| it.as_str().is_some_and(|it| it == scope)));
    element.or(scopes).map_or_else(|| ctx.member(origin, "auth"), |it| ctx.repository.place(origin, it.span()))
}

fn is_well_formed(scope: &str) -> bool {
    let is_word = |it: &str| {
        !it.is_empty()
            && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'_' | b'-' | b'.'))
    };
    scope.contains(':') && scope.split(':').all(is_word)
}
