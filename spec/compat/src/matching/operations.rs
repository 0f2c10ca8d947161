//! Operations by method and path, then by what they take and give: under another path, or with another method.

use std::fmt::Write;

use apigen_model::{Location, Operation, Resource};

use super::{Matching, with_renames};
use crate::Side;
use crate::pair::Pair;
use crate::site::anonymous;
use rustc_hash::FxHashMap;

/// An operation and the resource that has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationOf<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) operation: &'a Operation,
}

/// The operations of two definitions, in the order of the old side.
pub(crate) fn operations<'a>(
    matching: &Matching<'_>,
    old: &'a [Resource],
    new: &'a [Resource],
) -> Vec<Pair<OperationOf<'a>>> {
    let pairs = by_route(&all(old), &all(new));
    let moved =
        |it: OperationOf<'a>, side: Side| Some(format!("{}|{}", it.operation.method, shape(matching, it, side)));
    // Where several look alike, the last word of the path may tell them apart.
    let last = |it: OperationOf<'a>| it.operation.path.rsplit('/').next().unwrap_or_default().to_owned();
    let told = |it: OperationOf<'a>, side: Side| Some(format!("{}|{}", last(it), moved(it, side)?));
    let pairs = with_renames(pairs, |it| told(it, Side::Old), |it| told(it, Side::New));
    let pairs = with_renames(pairs, |it| moved(it, Side::Old), |it| moved(it, Side::New));
    let turned = |it: OperationOf<'a>, side: Side| {
        Some(format!("{}|{}", anonymous(&it.operation.path), shape(matching, it, side)))
    };
    with_renames(pairs, |it| turned(it, Side::Old), |it| turned(it, Side::New))
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
fn shape(matching: &Matching<'_>, it: OperationOf<'_>, side: Side) -> String {
    let label = |ty| match side {
        Side::Old => matching.old_label(ty),
        Side::New => matching.new_label(ty),
    };
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
