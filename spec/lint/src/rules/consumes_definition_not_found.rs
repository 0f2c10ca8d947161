//! ## What it does
//! Reports a stream under `consumes` whose definition is not in the repository.
//!
//! ## Why is this bad?
//! Nothing can be said about its events: neither code for them nor a warning when they change.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::streams::publisher;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "consumes-definition-not-found",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nothing is known about the events",
    options: &[],
    source: include_str!("consumes_definition_not_found.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    for name in ctx.definition.consumes.iter().filter(|it| publisher(ctx.repository, it).is_none()) {
        let origin = ctx.definition.meta.origin;
        out.at(ctx.element(origin, "consumes", name), origin, format!("no definition here has stream `{name}`"))
            .about(name.as_str())
            .help("name it as `<namespace>.<stream>`, and add its definition to the repository");
    }
}
