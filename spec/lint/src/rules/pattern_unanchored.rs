//! ## What it does
//! Reports a pattern that does not begin with `^` or does not end with `$`, and so matches a part of the text.
//! The unsafe fix makes it match the whole.
//!
//! ## Why is this bad?
//! `[0-9]{4}` accepts `x12345y` here and refuses it in tools that always match the whole.
//!
//! ## Origin
//! Buf `PROTOVALIDATE`, OWASP `string-restricted`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Safety, Severity};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::limits::of;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "pattern-unanchored",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "tools disagree whether a part of the text suffices",
    options: &[],
    source: include_str!("pattern_unanchored.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot) {
        let Some(pattern) = limits.pattern.filter(|it| !it.is_empty() && !is_anchored(it)) else { continue };
        let Some(node) = limits.node(ctx, "pattern") else { continue };
        let origin = slot.meta.origin;
        let whole = if pattern.contains('|') { format!("^(?:{pattern})$") } else { whole(pattern) };
        out.at(ctx.repository.place(origin, node.span()), origin, format!("`{pattern}` matches a part of the text"))
            .about(limits.argument("pattern"))
            .help(format!("write `{whole}`"))
            .fix(Safety::Unsafe, vec![Edit::replace(node.span(), quote(&whole))]);
    }
}

fn is_anchored(pattern: &str) -> bool {
    pattern.starts_with('^') && ends(pattern)
}

/// Whether the last `$` is the end of the text and no dollar sign.
fn ends(pattern: &str) -> bool {
    pattern.strip_suffix('$').is_some_and(|it| !it.ends_with('\\'))
}

fn whole(pattern: &str) -> String {
    let start = if pattern.starts_with('^') { "" } else { "^" };
    let end = if ends(pattern) { "" } else { "$" };
    format!("{start}{pattern}{end}")
}
