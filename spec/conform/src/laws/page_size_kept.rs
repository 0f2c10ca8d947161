//! ## What it does
//! A page has no more elements than were asked for.
//!
//! ## Why is this bad?
//! Callers who size their buffers by what they asked for fail.
//!
//! ## Licence
//! A list with `limit`; its default counts where nothing was asked for.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "page-size-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers get more than they asked for",
    licence: Licence::Definition,
    source: include_str!("page_size_kept.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Some(size) = walk.size.and_then(|it| usize::try_from(it).ok()) else { return };
    for page in walk.pages {
        out.judge(page.len() <= size, "limit", &format!("at most {size} elements"), || {
            format!("{} elements", page.len())
        });
    }
}
