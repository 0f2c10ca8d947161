//! ## What it does
//! Reports a stream whose `source` is no table of the definition.
//!
//! ## Why is this bad?
//! The stream publishes the changes of its source; without one it publishes nothing.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Safety, Severity, Stream, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-source-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the stream publishes the changes of a table",
    options: &[],
    source: include_str!("stream_source_not_found.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    let Some(source) = stream.source.as_deref() else { return };
    let tables = || ctx.definition.tables.iter().map(|it| it.name.as_str());
    if tables().any(|it| it == source) {
        return;
    }
    let place = ctx.member(stream.meta.origin, "source");
    let draft = out.at(place, stream.meta.origin, format!("there is no table `{source}`")).about(source);
    match names::nearest(source, tables()) {
        Some(near) => draft
            .help(format!("did you mean `{near}`?"))
            .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
        None => draft.help("declare it under `tables` of this definition, or remove the source"),
    };
}
