//! ## What it does
//! Reports a parameter of the path or the query whose name says that it lets its holder in: `password`, `token`,
//! `api_key`, `secret`.
//! Tokens that walk through pages (`page_token`, `next_token`) are fine.
//!
//! ## Why is this bad?
//! Addresses end in logs, histories and referrers, and whoever reads them is let in.
//!
//! ## Origin
//! OWASP `no-credentials-in-url`, Conjure `NO_BEARER_TOKEN_PATH_OR_QUERY_PARAMS`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Location, Severity};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::vocabulary::{Topics, topics};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "credential-in-url",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "addresses end in logs and histories",
    options: &[],
    source: include_str!("credential_in_url.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    if !matches!(it.parameter.location, Location::Path | Location::Query) {
        return;
    }
    let (name, origin) = (it.parameter.field.name.as_str(), it.parameter.field.meta.origin);
    let lets_in = Topics::SECRET.with(Topics::TOKEN);
    let walks = ["page", "next", "cursor", "continuation", "sync"].iter().any(|it| name.contains(it));
    if topics(name).has(lets_in) && !walks {
        out.at(ctx.name(origin), origin, format!("`{name}` is a credential in the {}", it.parameter.location.as_str()))
            .about(name)
            .help("take it in a header or in the body");
    }
}
