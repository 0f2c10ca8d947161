//! ## What it does
//! Reports a resource whose path begins with `/api`.
//!
//! ## Why is this bad?
//! Where a service is mounted is the gateway's affair and stands in `base_url`; in the definition it is repeated in
//! every address.
//!
//! ## Origin
//! Zalando 135.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Resource, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-below-api",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "where a service is mounted stands in `base_url`",
    options: &[],
    source: include_str!("path_below_api.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, it: &Resource, out: &mut Report<'_>) {
    if it.path.split('/').nth(1) == Some("api") {
        let origin = it.meta.origin;
        out.at(ctx.member(origin, "path"), origin, format!("`{}` begins with `/api`", it.path))
            .help("leave it out, and mount the service there");
    }
}
