//! ## What it does
//! Reports a path with an upper-case letter, variables included, and a resource whose plural gives it such a path.
//!
//! ## Why is this bad?
//! Paths differ by case and people do not: an address that is copied by hand, or normalised on the way, is no longer
//! found.
//!
//! ## Origin
//! Flow rule 16 (`LowerCasePaths`).
//! Peers: Zalando 129, Redocly `paths-kebab-case`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Form, Origin, Resource, Safety, Severity};
use apigen_syntax::{Value, quote};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-not-lower-case",
    severity: Severity::Error,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "proxies and caches compare bytes",
    options: &[],
    source: include_str!("path_not_lower_case.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    let upper = resource.operations.iter().filter(|it| has_upper(&it.path));
    for operation in upper {
        let own = ctx.repository.node(operation.meta.origin).get("path");
        let inherited = ctx.definition.form == Form::Api && has_upper(&resource.path);
        if inherited {
            report(ctx, resource.meta.origin, &resource.path, out);
        }
        if let Some(own) = own.and_then(Value::as_str).filter(|it| has_upper(it)) {
            report(ctx, operation.meta.origin, &own, out);
        }
    }
}

fn has_upper(path: &str) -> bool {
    path.chars().any(char::is_uppercase)
}

fn report(ctx: &Context<'_>, origin: Origin, path: &str, out: &mut Report<'_>) {
    let draft = out.at(ctx.member(origin, "path"), origin, format!("the path `{path}` is not lower case"));
    draft.about("case");
    let has_own = ctx.repository.node(origin).get("path").is_some();
    if !has_own {
        draft.help("give the resource a `path` of its own");
    } else if path.split('/').any(|it| it.starts_with(':') && has_upper(it)) {
        draft.help("write it in lower case, and rename the parameters of its variables");
    } else {
        let lower = quote(&path.to_lowercase());
        draft
            .help("write it in lower case; callers of the old path need to know")
            .fix(Safety::Unsafe, house::set_member(ctx, origin, "path", Some(&lower)));
    }
}
