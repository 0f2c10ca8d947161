//! Operations by method and path, then by what they take and give: under another path, or with another method.

use std::fmt::Write;

use apigen_model::{Location, Operation, Resource};

use super::{Matching, with_renames};
use crate::pair::Pair;
use crate::site::anonymous;
use rustc_hash::FxHashMap;

/// An operation and the resource that has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationOf<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) operation: &'a Operation,
}

/// The operations of two definitions by the resource that they are shown with: the old one when there is one.
pub(crate) struct ByResource<'a> {
    old: Shelf<'a>,
    new: Shelf<'a>,
}

/// The resources of one side and what each of them shows.
struct Shelf<'a> {
    resources: &'a [Resource],
    operations: Vec<Vec<Pair<OperationOf<'a>>>>,
}

impl<'a> ByResource<'a> {
    pub(crate) fn new(all: Vec<Pair<OperationOf<'a>>>, old: &'a [Resource], new: &'a [Resource]) -> Self {
        let mut it = Self { old: Shelf::new(old), new: Shelf::new(new) };
        for pair in all {
            let shelf = if pair.added().is_some() { &mut it.new } else { &mut it.old };
            shelf.put(pair);
        }
        it
    }

    /// What a resource shows, in the order of the operations.
    pub(crate) fn of(&self, resource: Pair<&Resource>) -> Vec<Pair<OperationOf<'a>>> {
        let old = resource.before().map(|it| self.old.of(it)).unwrap_or_default();
        let new = resource.after().map(|it| self.new.of(it)).unwrap_or_default();
        [old, new].concat()
    }
}

impl<'a> Shelf<'a> {
    fn new(resources: &'a [Resource]) -> Self {
        Self { resources, operations: vec![Vec::new(); resources.len()] }
    }

    fn put(&mut self, pair: Pair<OperationOf<'a>>) {
        if let Some(at) = self.resources.element_offset(pair.either().resource) {
            self.operations[at].push(pair);
        }
    }

    fn of(&self, resource: &Resource) -> &[Pair<OperationOf<'a>>] {
        self.resources.element_offset(resource).map(|at| &self.operations[at][..]).unwrap_or_default()
    }
}

/// The operations of two definitions, in the order of the old side.
pub(crate) fn operations<'a>(
    matching: &Matching<'_>,
    old: &'a [Resource],
    new: &'a [Resource],
) -> Vec<Pair<OperationOf<'a>>> {
    let pairs = by_route(&all(old), &all(new));
    let moved = |it: OperationOf<'a>, old: bool| Some(format!("{}|{}", it.operation.method, shape(matching, it, old)));
    // Where several look alike, the last word of the path may tell them apart.
    let last = |it: OperationOf<'a>| it.operation.path.rsplit('/').next().unwrap_or_default().to_owned();
    let told = |it: OperationOf<'a>, old: bool| Some(format!("{}|{}", last(it), moved(it, old)?));
    let pairs = with_renames(pairs, |it| told(it, true), |it| told(it, false));
    let pairs = with_renames(pairs, |it| moved(it, true), |it| moved(it, false));
    let turned = |it: OperationOf<'a>, old: bool| {
        Some(format!("{}|{}", anonymous(&it.operation.path), shape(matching, it, old)))
    };
    with_renames(pairs, |it| turned(it, true), |it| turned(it, false))
}

fn all(resources: &[Resource]) -> Vec<OperationOf<'_>> {
    let of = |resource| move |operation| OperationOf { resource, operation };
    resources.iter().flat_map(|resource| resource.operations.iter().map(of(resource))).collect()
}

fn by_route<'a>(old: &[OperationOf<'a>], new: &[OperationOf<'a>]) -> Vec<Pair<OperationOf<'a>>> {
    let route = |it: &OperationOf<'a>| (it.operation.method.clone(), anonymous(&it.operation.path));
    let mut free: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (at, it) in new.iter().enumerate().rev() {
        free.entry(route(it)).or_default().push(at);
    }
    let mut taken = vec![false; new.len()];
    let mut pairs = Vec::with_capacity(old.len());
    for it in old {
        let partner = free.get_mut(&route(it)).and_then(Vec::pop);
        pairs.push(partner.map_or(Pair::Removed(*it), |at| {
            taken[at] = true;
            Pair::Kept(*it, new[at])
        }));
    }
    pairs.extend(new.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(it, _)| Pair::Added(*it)));
    pairs
}

/// What an operation takes and gives, apart from method and path.
fn shape(matching: &Matching<'_>, it: OperationOf<'_>, old: bool) -> String {
    let label = |ty| if old { matching.old_label(ty) } else { matching.new_label(ty) };
    let operation = it.operation;
    let mut shape = format!("{}|", label(&it.resource.ty));
    shape.push_str(operation.meta.description.as_deref().unwrap_or_default());
    // Invariant: writing to a string cannot fail.
    let _ = write!(shape, "|{}", operation.body.as_ref().map(|it| label(&it.ty)).unwrap_or_default());
    for it in operation.parameters.iter().filter(|it| it.location != Location::Path) {
        let _ = write!(shape, "|{}:{}", it.field.name, label(&it.field.ty));
    }
    for it in &operation.responses {
        let _ = write!(shape, "|{}:{}", it.code, label(&it.ty));
    }
    shape
}
