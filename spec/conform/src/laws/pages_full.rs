//! ## What it does
//! A page is full while there are more elements.
//!
//! ## Why is this bad?
//! Callers who stop at a page that is not full miss the rest.
//!
//! ## Licence
//! A list with `limit` and `offset`; pages of lists with a cursor may be short.
use apigen_model::Pagination;
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "pages-full",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers who stop at a short page miss the rest",
    licence: Licence::Definition,
    source: include_str!("pages_full.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Some(size) = walk.size.and_then(|it| usize::try_from(it).ok()) else { return };
    if !matches!(crate::plan::pages(walk.call.operation), Some(Pagination::Offset { .. })) {
        return;
    }
    let Some((_, before)) = walk.pages.split_last() else { return };
    let has_more = |at: usize| walk.pages[at + 1..].iter().any(|it| !it.is_empty());
    for (at, page) in before.iter().enumerate().filter(|(at, _)| has_more(*at)) {
        out.judge(page.len() >= size, "limit", &format!("{size} elements, since more follow"), || {
            format!("{} on page {}", page.len(), at + 1)
        });
    }
}
