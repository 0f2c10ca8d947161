//! Which models are patches: sent to change something, and used for nothing else.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Definition, Method, Named, Operation, Repository, Type, TypeId, TypeKind};

/// The models that are patches (RFC 7396): what is absent from their values stays as it is, and `null` clears it.
///
/// A model is one when it is the body of `PATCH` operations, or the type of a field of other patches, and nothing else.
/// Used for anything else too, absent and `null` have to mean the same everywhere, so it is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patches {
    models: FxHashSet<TypeId>,
}

impl Patches {
    /// Whether a type is a patch.
    pub fn contains(&self, id: TypeId) -> bool {
        self.models.contains(&id)
    }

    /// Follows every operation, stream, table and type of a repository to the models that they use.
    pub fn compute(repository: &Repository) -> Self {
        let mut uses = Uses::default();
        repository.definitions().iter().for_each(|it| uses.definition(it));
        Self { models: uses.patches() }
    }
}

/// How models are used.
#[derive(Default)]
struct Uses {
    /// The bodies of `PATCH` operations.
    bodies: Vec<TypeId>,
    /// What is used in another way.
    others: FxHashSet<TypeId>,
    /// The models of a model's fields.
    parts: FxHashMap<TypeId, Vec<TypeId>>,
}

impl Uses {
    fn definition(&mut self, it: &Definition) {
        it.headers.iter().for_each(|it| self.other(&it.ty));
        it.resources.iter().flat_map(|it| &it.operations).for_each(|it| self.operation(it));
        it.streams.iter().for_each(|it| self.other(&it.ty));
        it.tables.iter().for_each(|it| self.other(&it.model));
        for (id, named) in it.types() {
            match named {
                Named::Model(it) => it.fields.iter().for_each(|it| self.part(id, &it.ty)),
                Named::Union(it) => it.types.iter().for_each(|it| self.other(&it.ty)),
                Named::Interface(it) => it.fields.iter().for_each(|it| self.other(&it.ty)),
                Named::Enum(_) => {}
            }
        }
    }

    fn operation(&mut self, it: &Operation) {
        match it.body.as_ref().map(|it| &it.ty) {
            Some(Type::Named(id)) if it.method == Method::Patch && id.kind == TypeKind::Model => self.bodies.push(*id),
            Some(ty) => self.other(ty),
            None => {}
        }
        it.parameters.iter().for_each(|it| self.other(&it.field.ty));
        for response in &it.responses {
            self.other(&response.ty);
            response.headers.iter().for_each(|it| self.other(&it.ty));
        }
    }

    fn other(&mut self, ty: &Type) {
        self.others.extend(ty.named());
    }

    /// A merge goes into objects; lists and maps are replaced as a whole, so what they hold is no patch.
    fn part(&mut self, owner: TypeId, ty: &Type) {
        match ty {
            Type::Named(id) if id.kind == TypeKind::Model => self.parts.entry(owner).or_default().push(*id),
            _ => self.other(ty),
        }
    }

    /// All that bodies lead to, less what is used otherwise, less what that leads to.
    fn patches(&self) -> FxHashSet<TypeId> {
        let reached = self.reached(self.bodies.iter().copied());
        let owners = self.parts.keys().filter(|it| !reached.contains(it)).flat_map(|it| &self.parts[it]);
        let spoilt = self.reached(self.others.iter().chain(owners).copied());
        reached.difference(&spoilt).copied().collect()
    }

    fn reached(&self, from: impl Iterator<Item = TypeId>) -> FxHashSet<TypeId> {
        let mut pending: Vec<_> = from.collect();
        let mut reached = FxHashSet::default();
        while let Some(id) = pending.pop() {
            if reached.insert(id) {
                pending.extend(self.parts.get(&id).into_iter().flatten());
            }
        }
        reached
    }
}
