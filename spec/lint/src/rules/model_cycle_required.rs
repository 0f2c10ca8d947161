//! ## What it does
//! Reports models that contain each other through required fields, so that none of them can ever be built.
//! A list or map ends a cycle, because it may be empty; so does an optional field. A union ends it when one of its
//! members does.
//!
//! ## Why is this bad?
//! A value would be infinitely large: no client can send it and no server can answer with it.
//!
//! ## Origin
//! apibuilder has no such check.
//! Peers: Smithy `ShapeRecursion`, Conjure `NO_RECURSIVE_TYPES`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Definition, Field, Named, Origin, Repository, Severity, Type, TypeId};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::graph::cycles;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "model-cycle-required",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a value would be infinitely large",
    options: &[],
    source: include_str!("model_cycle_required.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    let graph = Graph::of(repository);
    let buildable = graph.buildable();
    // What can be built is on no cycle that matters.
    let edges: Vec<Vec<usize>> = (0..graph.needs.len())
        .map(|at| {
            let needs = graph.needs[at].iter().copied();
            needs.filter(|it| !buildable[at] && !buildable[*it]).collect()
        })
        .collect();
    for cycle in cycles(&edges) {
        graph.report(&cycle, out);
    }
}

/// Models, which need all of their required parts, and unions, which need one.
struct Graph<'a> {
    repository: &'a Repository,
    index: FxHashMap<TypeId, usize>,
    nodes: Vec<Named<'a>>,
    needs: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn of(repository: &'a Repository) -> Self {
        let types = repository.definitions().iter().flat_map(Definition::types);
        let all: Vec<(TypeId, Named<'a>)> =
            types.filter(|(_, it)| matches!(it, Named::Model(_) | Named::Union(_))).collect();
        let index: FxHashMap<TypeId, usize> = all.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let needs = all.iter().map(|(_, it)| parts(*it).filter_map(|(ty, _)| node(&index, ty)).collect()).collect();
        Self { repository, index, nodes: all.into_iter().map(|(_, it)| it).collect(), needs }
    }

    /// Which types can be built from nothing; the rest waits for itself.
    fn buildable(&self) -> Vec<bool> {
        let mut waiting: Vec<usize> = self.needs.iter().map(Vec::len).collect();
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (at, needs) in self.needs.iter().enumerate() {
            for needed in needs {
                users[*needed].push(at);
            }
            if matches!(self.nodes[at], Named::Union(it) if needs.len() < it.types.len() || it.types.is_empty()) {
                waiting[at] = 0; // A member is neither model nor union, and can be built.
            }
        }
        let mut buildable: Vec<bool> = waiting.iter().map(|it| *it == 0).collect();
        let mut pending: Vec<usize> = (0..buildable.len()).filter(|it| buildable[*it]).collect();
        while let Some(done) = pending.pop() {
            for user in &users[done] {
                waiting[*user] = waiting[*user].saturating_sub(1);
                let enough = waiting[*user] == 0 || matches!(self.nodes[*user], Named::Union(_));
                if enough && !std::mem::replace(&mut buildable[*user], true) {
                    pending.push(*user);
                }
            }
        }
        buildable
    }

    /// Reports a cycle at the field of its first model that leads on.
    fn report(&self, cycle: &[usize], out: &mut Report<'_>) {
        // Unions alone are a matter of `union-cyclic`.
        let Some(start) = cycle.iter().position(|it| matches!(self.nodes[*it], Named::Model(_))) else { return };
        let turned = || cycle[start..].iter().chain(&cycle[..start]).copied();
        let next = turned().chain(turned()).nth(1);
        let named = self.nodes[cycle[start]];
        let leads_on = parts(named).find(|(ty, _)| node(&self.index, ty) == next);
        let origin = leads_on.map_or(named.meta().origin, |(_, origin)| origin);
        let way: Vec<&str> = turned().chain(turned().take(1)).map(|it| self.nodes[it].name().as_str()).collect();
        let place = self.repository.place(origin, self.repository.member_span(origin, "type"));
        let draft = out
            .at(place, origin, format!("model `{}` always contains itself: {}", named.name(), way.join(" -> ")))
            .about(way.join(" "))
            .help("make a field on the way optional, or a list");
        for at in turned().skip(1) {
            let origin = self.nodes[at].meta().origin;
            draft.related(self.repository.place(origin, self.repository.name_span(origin)), "also on the way");
        }
    }
}

/// The types that a value cannot do without (of a union: one of them), and where they are used.
fn parts<'a>(named: Named<'a>) -> Box<dyn Iterator<Item = (&'a Type, Origin)> + 'a> {
    let required = |it: &&Field| it.required;
    match named {
        Named::Union(it) => Box::new(it.types.iter().map(|it| (&it.ty, it.meta.origin))),
        _ => Box::new(named.fields().iter().filter(required).map(|it| (&it.ty, it.meta.origin))),
    }
}

fn node(index: &FxHashMap<TypeId, usize>, ty: &Type) -> Option<usize> {
    if let Type::Named(id) = ty { index.get(id).copied() } else { None }
}
