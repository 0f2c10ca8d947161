//! ## What it does
//! Reports an operation whose requests also match the path of another one with the same method: `GET /users/search` is
//! what `GET /users/:id` matches too.
//! The path with the literal segment wins in generated servers.
//!
//! ## Why is this bad?
//! The identifier `search` can never be asked for, and the reader of a log cannot tell which operation it was.
//!
//! ## Origin
//! Never checked by apibuilder, which sorts literal segments before variables.
//! Peers: Redocly `no-ambiguous-paths`, Smithy `HttpUriConflict`, Fern `no-conflicting-endpoint-paths`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Operation, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::routes::Routes;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "route-ambiguous",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "a request should match one operation",
    options: &[],
    source: include_str!("route_ambiguous.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let operations: Vec<&Operation> = ctx.definition.resources.iter().flat_map(|it| &it.operations).collect();
    let mut routes = Routes::default();
    for operation in &operations {
        routes.insert(operation);
    }
    for operation in operations {
        if let Some(other) = routes.also_matching(operation) {
            let message = format!("`{}` also matches `{}`", operation.label(), other.path);
            out.at(operations::path_place(ctx, operation), operation.meta.origin, message)
                .help("use another path, so that no value of the variable is taken")
                .related(operations::path_place(ctx, other), "the other route");
        }
    }
}
