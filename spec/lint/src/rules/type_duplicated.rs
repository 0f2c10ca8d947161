//! ## What it does
//! Reports a model that has the same name and the same fields as one of another definition, and an enum that has the
//! same name and the same values.
//!
//! ## Why is this bad?
//! Both are changed, one a week after the other, and converted into each other in between.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use std::collections::hash_map::Entry;

use apigen_model::{Named, Repository, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::promises::is_same;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-duplicated",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "both are changed, one a week after the other",
    options: &[],
    source: include_str!("type_duplicated.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    if repository.definitions().len() < 2 {
        return;
    }
    let mut known: FxHashMap<(bool, &str, usize), Named<'_>> = FxHashMap::default();
    for definition in repository.definitions() {
        let enums = definition.enums.iter().filter(|it| it.values.len() > 1).map(Named::Enum);
        let models = definition.models.iter().filter(|it| it.fields.len() > 1).map(Named::Model);
        for named in enums.chain(models) {
            match known.entry(key(named)) {
                Entry::Vacant(free) => {
                    free.insert(named);
                }
                Entry::Occupied(first) if is_equal(*first.get(), named) => report(repository, named, *first.get(), out),
                Entry::Occupied(_) => {}
            }
        }
    }
}

/// What two types share before they are compared: kind, name and size.
fn key(named: Named<'_>) -> (bool, &str, usize) {
    match named {
        Named::Enum(it) => (true, it.name.as_str(), it.values.len()),
        other => (false, other.name().as_str(), other.fields().len()),
    }
}

fn is_equal(left: Named<'_>, right: Named<'_>) -> bool {
    if let (Named::Enum(left), Named::Enum(right)) = (left, right) {
        return left.values.iter().zip(&right.values).all(|(a, b)| a.wire() == b.wire());
    }
    let mut fields = left.fields().iter().zip(right.fields());
    fields.all(|(a, b)| a.name == b.name && a.required == b.required && is_same(&a.ty, &b.ty))
}

fn report(repository: &Repository, own: Named<'_>, first: Named<'_>, out: &mut Report<'_>) {
    let place = |it: Named<'_>| repository.place(it.meta().origin, repository.name_span(it.meta().origin));
    if own.meta().origin.file == first.meta().origin.file {
        return; // Two types of one name in one file are reported there.
    }
    let kind = if matches!(own, Named::Enum(_)) { "enum" } else { "model" };
    out.at(place(own), own.meta().origin, format!("{kind} `{}` exists in another definition", own.name()))
        .about(own.name().as_str())
        .related(place(first), "the other one")
        .help("keep one of them, and import it");
}
