//! ## What it does
//! Reports, in a stream with a `source` table, an event other than a deletion that does not carry the model of the
//! table.
//!
//! ## Why is this bad?
//! Readers keep copies of the rows; an event without the row leaves a hole in every copy.
//!
//! ## Origin
//! Zalando 198, 201, 202 and 205.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`
use apigen_model::{Severity, Stream, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::streams::events;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "event-without-row",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers keep copies of the rows",
    options: &[],
    source: include_str!("event_without_row.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    let Some(source) = stream.source.as_deref() else { return };
    let Some(table) = ctx.definition.tables.iter().find(|it| it.name == source) else { return };
    let Some(row) = ctx.repository.model_of(&table.model) else { return };
    for event in events(ctx.repository, stream) {
        let Some(model) = event.model.filter(|it| !tells_of_end(&it.name)) else { continue };
        let carries = model
            .fields
            .iter()
            .any(|it| it.ty == table.model || matches!(it.ty, Type::External(_) | Type::Unresolved(_)));
        let origin = event.member.meta.origin;
        if !carries && origin.file == ctx.definition.file {
            out.at(
                ctx.member(origin, "type"),
                origin,
                format!("event `{}` does not carry its `{}`", model.name, row.name),
            )
            .about(model.name.as_str())
            .related(ctx.member(stream.meta.origin, "source"), "the rows that the stream publishes")
            .help(format!("add a field of type `{}`", row.name));
        }
    }
}

fn tells_of_end(name: &str) -> bool {
    ["deleted", "removed", "erased"].iter().any(|it| name.contains(it))
}
