//! ## What it does
//! Reports a stream without a description.
//! What its events are is said by their types.
//!
//! ## Why is this bad?
//! Who may read it, what triggers an event and what order means cannot be read off a list of types.
//!
//! ## Origin
//! Spectral `asyncapi-operation-description`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`
use apigen_model::{Severity, Stream};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-undescribed",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "what triggers an event cannot be read off a list of types",
    options: &[],
    source: include_str!("stream_undescribed.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, it: &Stream, out: &mut Report<'_>) {
    if it.meta.description.as_deref().is_none_or(|it| it.trim().is_empty()) {
        out.at(ctx.name(it.meta.origin), it.meta.origin, format!("nothing says what stream `{}` is for", it.name))
            .help("say what causes an event, and who reads it");
    }
}
