//! ## What it does
//! Reports a pattern with something that the regular expressions of Rust know and those of JavaScript or PostgreSQL do
//! not: flags such as `(?i)`, named groups of the form `(?P<`, `\A` and `\z`, `\p{…}` and `\x{…}`, intersections of
//! classes.
//!
//! ## Why is this bad?
//! The pattern is checked by servers, clients, forms and tables, and each has its own engine.
//!
//! ## Origin
//! vacuum `json-schema-patterns-valid`, Buf `PROTOVALIDATE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Severity};
use memchr::memchr3;

use crate::check::Check;
use crate::context::Context;
use crate::limits::of;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "pattern-not-portable",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "servers, clients and tables have different engines",
    options: &[],
    source: include_str!("pattern_not_portable.rs"),
    check: Check::Slot(check),
};

/// What not every engine knows, and what to write instead.
const FOREIGN: [(&str, &str); 12] = [
    ("(?i", "write both cases of each letter"),
    ("(?s", "write `[\\s\\S]` for any character"),
    ("(?m", "match the whole text"),
    ("(?x", "write it without blanks"),
    ("(?u", "leave the flag out"),
    ("(?U", "leave the flag out"),
    ("(?P<", "leave the group without a name"),
    ("\\A", "write `^`"),
    ("\\z", "write `$`"),
    ("\\p{", "list the characters"),
    ("\\x{", "write the character itself"),
    ("&&[", "write the class that remains"),
];

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for limits in of(slot) {
        let Some(pattern) = limits.pattern.filter(|it| may_be_foreign(it)) else { continue };
        let Some((part, help)) = FOREIGN.iter().find(|(it, _)| occurs(pattern, it)) else { continue };
        let Some(node) = limits.node(ctx, "pattern") else { continue };
        let origin = slot.meta.origin;
        out.at(ctx.repository.place(origin, node.span()), origin, format!("not every engine knows `{part}`"))
            .about(limits.argument("pattern"))
            .help(*help);
    }
}

/// Whether a pattern has one of the signs that everything foreign begins with.
fn may_be_foreign(pattern: &str) -> bool {
    memchr3(b'(', b'\\', b'&', pattern.as_bytes()).is_some()
}

/// Whether a part stands in a pattern and is not escaped.
fn occurs(pattern: &str, part: &str) -> bool {
    pattern.match_indices(part).any(|(at, _)| {
        let escapes = pattern.as_bytes()[..at].iter().rev().take_while(|it| **it == b'\\').count();
        escapes % 2 == 0
    })
}
