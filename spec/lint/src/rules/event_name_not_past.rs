//! ## What it does
//! Reports an event of a stream whose name does not end with what has happened: a word in the past tense, such as
//! `order_placed`.
//! A version at the end (`_v2`) does not count.
//!
//! ## Why is this bad?
//! An event is a fact; `order_place` reads like an order to somebody.
//!
//! ## Options
//! `endings`: further last words of events
//!
//! ## Origin
//! Zalando 213.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`
use apigen_model::{Severity, Stream};

use crate::check::Check;
use crate::context::Context;
use crate::names::is_past;
use crate::report::Report;
use crate::streams::events;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "event-name-not-past",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "an event is a fact, not a command",
    options: &[RuleOption { name: "endings", kind: OptionKind::Texts, help: "further last words of events" }],
    source: include_str!("event_name_not_past.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    for event in events(ctx.repository, stream) {
        let Some(model) = event.model.filter(|it| !says_past(ctx, &it.name)) else { continue };
        let origin = event.member.meta.origin;
        if origin.file != ctx.definition.file {
            continue; // A union of another file is judged there.
        }
        out.at(ctx.member(origin, "type"), origin, format!("`{}` does not say what has happened", model.name))
            .about(model.name.as_str())
            .help("let it end with a verb in the past tense");
    }
}

fn says_past(ctx: &Context<'_>, name: &str) -> bool {
    let is_version = |it: &&str| it.strip_prefix('v').is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    let mut words = name.rsplit(['_', '-']).skip_while(is_version).filter(|it| *it != "event");
    let last = words.next().unwrap_or_default();
    is_past(last) || ctx.options.lists("endings", last)
}
