//! ## What it does
//! A filtered list holds only elements that match.
//!
//! ## Why is this bad?
//! Callers act on what they excluded.
//!
//! ## Licence
//! `filter` of a query parameter, or one that is called like a field of the elements.
use apigen_model::Severity;

use crate::Law;
use crate::law::Purpose;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "filter-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers act on what they excluded",
    licence: Licence::Definition,
    source: include_str!("filter_kept.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Purpose::Filter { field, op, values } = walk.purpose else { return };
    for element in walk.elements() {
        let shown = crate::lists::at(element, field);
        if let Some(matches) = shown.and_then(|it| crate::lists::matches(op, it, values)) {
            let expected = format!("`{field}` {op} {}", crate::lists::list(values));
            out.judge(matches, field, &expected, || shown.map(ToString::to_string).unwrap_or_default());
        }
    }
}
