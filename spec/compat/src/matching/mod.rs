//! Which construct of the old side is which of the new side.

mod definitions;
mod named;
mod operations;
mod shape;
mod types;

use apigen_model::{Definition, DefinitionId, Named, Repository, Type, TypeId};
use rustc_hash::FxHashMap;

use crate::pair::Pair;

pub(crate) use named::{pairs, with_renames};
pub(crate) use operations::{OperationOf, operations};
pub(crate) use shape::slot_shape;

/// Definitions and types, paired.
pub(crate) struct Matching<'a> {
    pub(crate) old: &'a Repository,
    pub(crate) new: &'a Repository,
    /// In the order of the old side; those that only the new side has follow.
    pub(crate) definitions: Vec<Pair<DefinitionId>>,
    forward: FxHashMap<TypeId, TypeId>,
    backward: FxHashMap<TypeId, TypeId>,
}

impl<'a> Matching<'a> {
    pub(crate) fn new(old: &'a Repository, new: &'a Repository) -> Self {
        let definitions = definitions::pairs(old, new);
        let mut it = Self { old, new, definitions, forward: FxHashMap::default(), backward: FxHashMap::default() };
        types::pair_all(&mut it);
        it
    }

    /// What is behind a pair of definitions.
    pub(crate) fn definition(&self, ids: Pair<DefinitionId>) -> Pair<&'a Definition> {
        ids.map_sides(|it| self.old.definition(it), |it| self.new.definition(it))
    }

    /// The new type that an old one became.
    pub(crate) fn became(&self, old: TypeId) -> Option<TypeId> {
        self.forward.get(&old).copied()
    }

    /// The old type that a new one was.
    pub(crate) fn was(&self, new: TypeId) -> Option<TypeId> {
        self.backward.get(&new).copied()
    }

    fn pair(&mut self, old: TypeId, new: TypeId) {
        self.forward.insert(old, new);
        self.backward.insert(new, old);
    }

    /// What a type that only the old side has looks like.
    pub(crate) fn shape_of_old(&self, id: TypeId, named: Named<'_>) -> Option<String> {
        shape::type_shape(named, id, self.old)
    }

    /// What a type that only the new side has looks like.
    pub(crate) fn shape_of_new(&self, id: TypeId, named: Named<'_>) -> Option<String> {
        shape::type_shape(named, id, self.new)
    }

    /// The name of an old type that is exactly one with a name.
    pub(crate) fn old_name(&self, ty: &Type) -> Option<String> {
        exact_name(self.old, ty)
    }

    /// The name of a new type that is exactly one with a name.
    pub(crate) fn new_name(&self, ty: &Type) -> Option<String> {
        exact_name(self.new, ty)
    }

    /// An old type as the new side calls it, so that both sides can be compared as text.
    pub(crate) fn old_label(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => match self.became(*id) {
                Some(new) => self.new.qualified_name(new),
                None => self.old.qualified_name(*id),
            },
            Type::List(inner) => format!("[{}]", self.old_label(inner)),
            Type::Map(inner) => format!("map[{}]", self.old_label(inner)),
            other => plain_label(other),
        }
    }

    /// A new type in the form of [`Matching::old_label`].
    pub(crate) fn new_label(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => self.new.qualified_name(*id),
            Type::List(inner) => format!("[{}]", self.new_label(inner)),
            Type::Map(inner) => format!("map[{}]", self.new_label(inner)),
            other => plain_label(other),
        }
    }
}

fn plain_label(ty: &Type) -> String {
    match ty {
        Type::Primitive(it) => it.name().to_owned(),
        Type::External(it) => it.name.to_string(),
        Type::Unresolved(name) => name.to_string(),
        Type::Named(_) | Type::List(_) | Type::Map(_) => String::new(),
    }
}

fn exact_name(repository: &Repository, ty: &Type) -> Option<String> {
    match ty {
        Type::Named(id) => Some(repository.qualified_name(*id)),
        Type::External(it) => Some(it.name.to_string()),
        Type::Unresolved(name) => Some(name.to_string()),
        Type::Primitive(it) => Some(it.name().to_owned()),
        Type::List(_) | Type::Map(_) => None,
    }
}
