//! ## What it does
//! Reports a `pattern` that is no regular expression.
//! The syntax is the one that all targets share: no look-around and no back-references.
//!
//! ## Why is this bad?
//! Every generated server would refuse to start, or every value would be refused.
//!
//! ## Origin
//! vacuum `json-schema-patterns-valid`, Buf `PROTOVALIDATE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::limits::of;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "pattern-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nothing can be matched against it",
    options: &[],
    source: include_str!("pattern_invalid.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot) {
        let Some(pattern) = limits.pattern else { continue };
        let parsed = ctx.patterns.parsed(pattern);
        let Err(error) = parsed.as_ref() else { continue };
        let Some(node) = limits.node(ctx, "pattern") else { continue };
        let origin = slot.meta.origin;
        out.at(ctx.repository.place(origin, node.span()), origin, format!("`{pattern}` is no regular expression"))
            .about(limits.argument("pattern"))
            .help(reason(error));
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(it) => it.kind().to_string(),
        regex_syntax::Error::Translate(it) => it.kind().to_string(),
        _ => "correct it".to_owned(),
    }
}
