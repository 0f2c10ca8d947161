//! ## What it does
//! Reports a segment that is followed by a variable and is a singular: `/user/:id`.
//! What narrows down a plural before it, as in `/sessions/mobile/:id`, is fine.
//!
//! ## Why is this bad?
//! Callers guess the address of the list from the address of one thing, and the other way round.
//!
//! ## Options
//! `exempt`: segments that may stay as they are
//!
//! ## Origin
//! Zalando 134, Redocly `path-segment-plural`, Zally `PluralizeResourceNamesRule`, AIP 123.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Severity, plural};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::names::{COLLECTIVE, is_plural};
use crate::operations::path_place;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "collection-path-singular",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "callers guess one address from the other",
    options: &[RuleOption { name: "exempt", kind: OptionKind::Texts, help: "segments that may stay as they are" }],
    source: include_str!("collection_path_singular.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let mut before = "";
    let segments = it.operation.path.split('/');
    for (segment, next) in segments.clone().zip(segments.skip(1)) {
        let qualifies = is_plural(before); // `/sessions/mobile/:id` are sessions.
        before = segment;
        if !next.starts_with(':') || qualifies {
            continue;
        }
        let word = segment.rsplit(['_', '-', '.']).next().unwrap_or(segment);
        let is_fine = word.is_empty() || segment.starts_with(':') || is_plural(word) || COLLECTIVE.contains(&word);
        if is_fine || ctx.options.lists("exempt", segment) {
            continue;
        }
        let (place, origin) = (path_place(ctx, it.operation), it.operation.meta.origin);
        out.at(place, origin, format!("`{segment}` stands for many things and is a singular"))
            .about(segment)
            .help(format!("write `{}`", plural(segment)));
    }
}
