//! ## What it does
//! Reports a stream under `consumes` that its definition, which is in the repository, does not have.
//! A stream is named by namespace and name, with or without the encoding: `io.acme.user.v0.user_events`.
//!
//! ## Why is this bad?
//! The service waits for events that nobody publishes.
//!
//! ## Origin
//! Spectral `asyncapi-operation-channel`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Severity, names};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::streams::publisher;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "consumes-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody publishes the events",
    options: &[],
    source: include_str!("consumes_not_found.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    for name in &ctx.definition.consumes {
        let Some((definition, stream)) = publisher(ctx.repository, name) else { continue };
        if ctx.repository.stream(name).is_some() {
            continue;
        }
        let origin = ctx.definition.meta.origin;
        let message = format!("`{}` has no stream `{stream}`", definition.namespace);
        let draft = out.at(ctx.element(origin, "consumes", name), origin, message).about(name.as_str());
        match names::nearest(stream, definition.streams.iter().map(|it| it.name.as_str())) {
            Some(near) => draft.help(format!("did you mean `{}.{near}`?", definition.namespace)),
            None => draft.help("declare the stream there, or remove it here"),
        };
    }
}
