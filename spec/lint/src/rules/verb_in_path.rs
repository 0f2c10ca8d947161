//! ## What it does
//! Reports a segment of a path that begins with a verb which the method says already: `get`, `create`, `update`,
//! `delete` and the like.
//! Actions of their own, such as `/cancellation` or `/search`, are fine.
//!
//! ## Why is this bad?
//! One thing gets several addresses, and caches and clients no longer know what belongs together.
//!
//! ## Options
//! `verbs`: further verbs
//!
//! ## Origin
//! Zalando 141, Redocly `no-http-verbs-in-paths`, vacuum `no-http-verbs-in-path`, AIP 136.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "verb-in-path",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "the method says it already",
    options: &[RuleOption { name: "verbs", kind: OptionKind::Texts, help: "further verbs" }],
    source: include_str!("verb_in_path.rs"),
    check: Check::Operation(check),
};

/// Verbs that methods stand for.
const VERBS: [&str; 12] =
    ["get", "fetch", "retrieve", "create", "insert", "update", "modify", "delete", "remove", "put", "post", "patch"];

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    for segment in it.operation.path.split('/').filter(|it| !it.starts_with(':')) {
        let word = segment.split(['_', '-', '.']).next().unwrap_or(segment);
        if VERBS.contains(&word) || (!word.is_empty() && ctx.options.lists("verbs", word)) {
            let (place, origin) = (path_place(ctx, it.operation), it.operation.meta.origin);
            out.at(place, origin, format!("`{segment}` says what the method says"))
                .about(segment)
                .help("name the thing, and let the method say what happens to it");
        }
    }
}
