//! ## What it does
//! Reports the path of an operation that ends with a slash; the root `/` alone is fine.
//!
//! ## Why is this bad?
//! `/users` and `/users/` are two addresses of which one is not found, and nobody remembers which.
//!
//! ## Origin
//! Flow rule 20 (`PathsDoNotHaveTrailingSlash`).
//! Peers: Zalando 136, Redocly `no-path-trailing-slash`, Spectral `path-keys-no-trailing-slash`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Origin, Resource, Safety, Severity};
use apigen_syntax::{Value, quote};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-trailing-slash",
    severity: Severity::Error,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "two spellings of one address, of which one is not found",
    options: &[],
    source: include_str!("path_trailing_slash.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    for operation in resource.operations.iter().filter(|it| it.path.len() > 1 && it.path.ends_with('/')) {
        let own = ctx.repository.node(operation.meta.origin).get("path").and_then(Value::as_str);
        match own.filter(|it| !it.is_empty()) {
            Some(own) => report(ctx, operation.meta.origin, &own, &operation.path, out),
            None => report(ctx, resource.meta.origin, &resource.path, &operation.path, out),
        }
    }
}

fn report(ctx: &Context<'_>, origin: Origin, written: &str, path: &str, out: &mut Report<'_>) {
    let trimmed = quote(written.trim_end_matches('/'));
    out.at(ctx.member(origin, "path"), origin, format!("the path `{path}` ends with a slash"))
        .about("slash")
        .help("leave out the slash; callers of the old path need to know")
        .fix(Safety::Unsafe, house::set_member(ctx, origin, "path", Some(&trimmed)));
}
