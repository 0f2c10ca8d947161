//! Fields that are one: what an interface or template promises, and what those that promise it have under that name.

use std::collections::BTreeSet;

use apigen_model::{Repository, TypeId};

use crate::symbol::field;

/// The types whose field of a name is the same field, so that all of them have to be renamed together.
#[derive(Debug, Clone)]
pub(crate) struct Family(BTreeSet<TypeId>);

impl Family {
    /// The family of a type's field; the type alone when no interface has to do with the field.
    pub(crate) fn of(repository: &Repository, owner: TypeId, name: &str) -> Self {
        let mut found = BTreeSet::from([owner]);
        let mut pending = vec![owner];
        while let Some(id) = pending.pop() {
            let related = promised(repository, id).chain(promising(repository, id));
            let new = related.filter(|it| field(repository, *it, name).is_some()).filter(|it| found.insert(*it));
            pending.extend(new.collect::<Vec<_>>());
        }
        Self(found)
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = TypeId> {
        self.0.iter().copied()
    }
}

/// The interfaces that a type promises to have.
fn promised(repository: &Repository, id: TypeId) -> impl Iterator<Item = TypeId> {
    let promises = repository.named(id).map_or(&[][..], |it| it.interfaces());
    promises.iter().filter_map(|it| it.target)
}

/// The types that promise to have an interface.
fn promising(repository: &Repository, id: TypeId) -> impl Iterator<Item = TypeId> {
    let types = repository.definitions().iter().flat_map(apigen_model::Definition::types);
    types.filter(move |(_, named)| named.interfaces().iter().any(|it| it.target == Some(id))).map(|(id, _)| id)
}
