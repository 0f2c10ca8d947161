//! ## What it does
//! All pages together hold every element once.
//!
//! ## Why is this bad?
//! Whoever walks through all pages misses some, or handles some twice.
//!
//! ## Licence
//! A list with pages, whose elements have a field that tells them apart. Objects that this run made must be among
//! them.
use apigen_model::Json;
use apigen_model::Severity;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, Purpose, Walk};

pub(crate) static LAW: Law = Law {
    code: "pages-join",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever walks through all pages misses some",
    licence: Licence::Definition,
    source: include_str!("pages_join.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Some(name) = walk.identity() else { return };
    let keys: Vec<_> = walk.elements().filter_map(|it| it.get(name)).map(Json::plain_text).collect();
    let mut seen = BTreeSet::new();
    match keys.iter().find(|it| !seen.insert(it.as_str())) {
        Some(twice) => out.broken("pages", "every element once", format!("`{twice}` twice")),
        None if !keys.is_empty() => out.held(),
        None => {}
    }
    let all = walk.others.iter().filter_map(|it| it.get(name)).map(Json::plain_text);
    for key in all.filter(|_| *walk.purpose == Purpose::Same) {
        out.judge(keys.contains(&key), "pages", &format!("`{key}` on one of the pages"), || {
            format!("{} elements without it", keys.len())
        });
    }
}
