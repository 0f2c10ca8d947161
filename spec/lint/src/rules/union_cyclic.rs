//! ## What it does
//! Reports unions that contain each other, and a union that contains itself.
//! The message shows the way round. A list or map of the union is no cycle.
//!
//! ## Why is this bad?
//! Readers that ask which member they hold go round for ever, and generated types cannot be declared.
//!
//! ## Origin
//! apibuilder V20.
//! Peers: Smithy `ShapeRecursion`, Conjure `NO_RECURSIVE_TYPES`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Definition, Repository, Severity, Type, TypeId, Union};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::graph::cycles;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-cyclic",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a reader that asks for the member goes round for ever",
    options: &[],
    source: include_str!("union_cyclic.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    let types = repository.definitions().iter().flat_map(Definition::types);
    let unions: Vec<(TypeId, &Union)> = types.filter_map(|(id, _)| Some((id, repository.union(id)?))).collect();
    let index: FxHashMap<TypeId, usize> = unions.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let inside = |ty: &Type| if let Type::Named(id) = ty { index.get(id).copied() } else { None };
    let edges: Vec<Vec<usize>> =
        unions.iter().map(|(_, it)| it.types.iter().filter_map(|it| inside(&it.ty)).collect()).collect();
    for cycle in cycles(&edges) {
        let all: Vec<&Union> = cycle.iter().map(|at| unions[*at].1).collect();
        let next = cycle.get(1).or(cycle.first()).copied();
        report(repository, &all, &|ty| inside(ty) == next, out);
    }
}

/// Reports a cycle at the member of its first union that leads on.
fn report(repository: &Repository, cycle: &[&Union], leads_on: &dyn Fn(&Type) -> bool, out: &mut Report<'_>) {
    let Some(first) = cycle.first() else { return };
    let Some(member) = first.types.iter().find(|it| leads_on(&it.ty)) else { return };
    let way: Vec<&str> = cycle.iter().chain([first]).map(|it| it.name.as_str()).collect();
    let place = |origin, key| repository.place(origin, repository.member_span(origin, key));
    let draft = out
        .at(place(member.meta.origin, "type"), first.meta.origin, format!("unions form a cycle: {}", way.join(" -> ")))
        .about(way.join(" "))
        .help("take one of the members out, or wrap it in a model");
    for union in &cycle[1..] {
        let origin = union.meta.origin;
        draft.related(repository.place(origin, repository.name_span(origin)), format!("union `{}`", union.name));
    }
}
