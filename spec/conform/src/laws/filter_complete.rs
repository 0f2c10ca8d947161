//! ## What it does
//! A filtered list holds every element that matches.
//!
//! ## Why is this bad?
//! Callers take what is missing for what does not exist.
//!
//! ## Licence
//! `filter` of a query parameter, or one that is called like a field of the elements; objects that this run made
//! must be found by the values that were shown.
use apigen_model::Json;
use apigen_model::Severity;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::Purpose;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "filter-complete",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers take what is missing for what does not exist",
    licence: Licence::Definition,
    source: include_str!("filter_complete.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let (Purpose::Filter { field, op, values }, Some(name)) = (walk.purpose, walk.identity()) else { return };
    if !walk.is_complete {
        return;
    }
    let keys: BTreeSet<_> = walk.elements().filter_map(|it| it.get(name)).map(Json::plain_text).collect();
    for element in walk.others {
        let shown = crate::lists::at(element, field).and_then(|it| crate::lists::matches(op, it, values));
        if let Some(key) = element.get(name).map(Json::plain_text).filter(|_| shown == Some(true)) {
            let expected = format!("`{key}`, whose `{field}` matches {}", crate::lists::list(values));
            out.judge(keys.contains(&key), field, &expected, || format!("not among {} elements", keys.len()));
        }
    }
}
