//! ## What it does
//! A list shows an object as reading it does.
//!
//! ## Why is this bad?
//! Two callers see two truths.
//!
//! ## Licence
//! A list of the collection whose objects can be read one by one, of the same type.
use apigen_model::Json;
use apigen_model::Severity;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, Walk};
use crate::learn::differences;

pub(crate) static LAW: Law = Law {
    code: "listed-as-read",
    severity: Severity::Error,
    since: "0.1.0",
    why: "two callers see two truths",
    licence: Licence::Definition,
    source: include_str!("listed_as_read.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let (Some(store), Some(name)) = (walk.store(), walk.identity()) else { return };
    let ty = walk.service.store(store).ty;
    for element in walk.elements() {
        let Some(key) = element.get(name).map(Json::plain_text) else { continue };
        let known = walk.world.find(store, walk.parents, &key).and_then(|it| walk.world.objects[it].shown.as_ref());
        let Some(known) = known else { continue };
        let found = differences(walk.service.repository, (known, ty), (element, ty), &BTreeSet::new());
        if found.is_empty() {
            out.held();
        }
        for it in found {
            out.broken(it.pointer, it.expected, it.actual);
        }
    }
}
