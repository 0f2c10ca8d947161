//! Types by name inside a definition, then by shape, then across definitions.

use apigen_model::{DefinitionId, Named, Repository, TypeId};
use rustc_hash::FxHashMap;

use super::{Matching, with_renames};
use crate::pair::Pair;

/// Pairs every type of every definition that both sides have.
pub(super) fn pair_all(matching: &mut Matching<'_>) {
    for definitions in super::definitions::context(matching.old, matching.new) {
        let pairs = by_name(matching, definitions);
        take(matching, pairs);
    }
    let mut left = Vec::new();
    for definitions in matching.definitions.clone() {
        let pairs = by_name(matching, definitions);
        let pairs = with_renames(pairs, |it| shape(matching.old, it), |it| shape(matching.new, it));
        left.extend(take(matching, pairs));
    }
    // What left one definition may have moved to another; there its name counts as well.
    let moved = with_renames(left, |it| named_shape(matching.old, it), |it| named_shape(matching.new, it));
    take(matching, moved);
}

/// Notes the pairs and returns what has no partner.
fn take(matching: &mut Matching<'_>, pairs: Vec<Pair<TypeId>>) -> Vec<Pair<TypeId>> {
    let mut left = Vec::new();
    for pair in pairs {
        match pair.both() {
            Some((old, new)) => matching.pair(old, new),
            None => left.push(pair),
        }
    }
    left
}

fn by_name(matching: &Matching<'_>, definitions: Pair<DefinitionId>) -> Vec<Pair<TypeId>> {
    let mut added: FxHashMap<&str, Vec<TypeId>> = FxHashMap::default();
    let new: Vec<_> = definitions.after().map(|it| types(matching.new, it)).unwrap_or_default();
    for (id, named) in &new {
        added.entry(named.name()).or_default().push(*id);
    }
    let mut all = Vec::new();
    for (id, named) in definitions.before().map(|it| types(matching.old, it)).unwrap_or_default() {
        // A union may share the name of an interface, so the kind decides first.
        let partner = added.get_mut(named.name().as_str()).and_then(|it| {
            let at = it.iter().position(|new| new.kind == id.kind).or_else(|| (it.len() == 1).then_some(0))?;
            Some(it.remove(at))
        });
        all.push(partner.map_or(Pair::Removed(id), |new| Pair::Kept(id, new)));
    }
    let is_left = |id: &TypeId, named: &Named<'_>| added.get(named.name().as_str()).is_some_and(|it| it.contains(id));
    all.extend(new.iter().filter(|(id, named)| is_left(id, named)).map(|(id, _)| Pair::Added(*id)));
    all
}

fn types(repository: &Repository, id: DefinitionId) -> Vec<(TypeId, Named<'_>)> {
    repository.definition(id).types().collect()
}

fn shape(repository: &Repository, id: TypeId) -> Option<String> {
    super::shape::type_shape(repository.named(id)?, id, repository)
}

fn named_shape(repository: &Repository, id: TypeId) -> Option<String> {
    Some(format!("{}|{}", repository.named(id)?.name(), shape(repository, id)?))
}
