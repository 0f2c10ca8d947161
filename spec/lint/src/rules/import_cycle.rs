//! ## What it does
//! Reports definitions that import each other, directly or through others; one finding for each cycle, at the import
//! that leads along it.
//!
//! ## Why is this bad?
//! None of them can be understood, published or given a new version without the others: they are one file in pieces.
//!
//! ## Origin
//! Buf `PACKAGE_NO_IMPORT_CYCLE`, Fern `no-circular-imports`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`
use apigen_model::{Definition, Repository, Severity};

use crate::check::Check;
use crate::config::Options;
use crate::graph::cycles;
use crate::imports::{is_of_itself, target};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-cycle",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "none of them can change or be published alone",
    options: &[],
    source: include_str!("import_cycle.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    let edges: Vec<Vec<usize>> = repository.definitions().iter().map(targets).collect();
    if edges.iter().all(Vec::is_empty) {
        return;
    }
    for cycle in cycles(&edges) {
        report(repository, &cycle, out);
    }
}

fn targets(definition: &Definition) -> Vec<usize> {
    let others = definition.imports.iter().filter(|it| !is_of_itself(definition, it));
    others.filter_map(target).map(|it| it.0 as usize).collect()
}

fn report(repository: &Repository, cycle: &[usize], out: &mut Report<'_>) {
    let namespace = |index: usize| repository.definitions()[index].namespace.as_str();
    let [first, .., last] = cycle else { return };
    let next = cycle[1];
    let found = repository.definitions()[*first].imports.iter();
    let Some(import) = found.into_iter().find(|it| target(it).is_some_and(|it| it.0 as usize == next)) else { return };
    let way: Vec<String> = cycle.iter().chain([first]).map(|it| format!("`{}`", namespace(*it))).collect();
    let place = repository.place(import.origin, repository.member_span(import.origin, "uri"));
    out.at(place, import.origin, format!("definitions import each other: {}", way.join(" → ")))
        .about(namespace(*last))
        .help("move what they share to a third definition");
}
