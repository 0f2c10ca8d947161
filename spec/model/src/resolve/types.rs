//! Names of types to their addresses, everywhere a type is used.

use rayon::prelude::*;

use super::{Names, defaults};
use crate::names::split_qualified;
use crate::{
    Definition, DefinitionId, External, Field, Import, ImportTarget, InterfaceRef, Model, Operation, Repository,
    Resource, Type, TypeId, TypeKind,
};

/// Resolves every type of every definition, on all cores.
pub(super) fn resolve(repository: &mut Repository) {
    let mut definitions = std::mem::take(&mut repository.definitions);
    let declared: Vec<bool> = definitions.iter().map(|it| it.namespace_declared).collect();
    let declared = |it: DefinitionId| declared[it.0 as usize];
    definitions.par_iter_mut().for_each(|definition| {
        let imports = std::mem::take(&mut definition.imports);
        let imported = imports.iter().filter_map(|it| match it.target {
            ImportTarget::Definition(id) => Some(id),
            ImportTarget::Missing => None,
        });
        let imported = imported.collect();
        let scope = Scope { repository, id: definition.id, imports: &imports, imported, declared: &declared };
        scope.definition(definition);
        definition.imports = imports;
    });
    repository.definitions = definitions;
}

impl Repository {
    /// What the name of a type, bare or qualified, stands for in a definition; lists and maps are no names.
    pub fn find_type(&self, definition: DefinitionId, name: &str) -> Option<Type> {
        let imports = &self.definition(definition).imports;
        let imported = self.imported(definition).map(|it| it.id).collect();
        let declared = |it: DefinitionId| self.definition(it).namespace_declared;
        Scope { repository: self, id: definition, imports, imported, declared: &declared }.lookup(name)
    }
}

/// What the names in one definition can stand for.
struct Scope<'a> {
    repository: &'a Repository,
    id: DefinitionId,
    imports: &'a [Import],
    /// The definitions that the imports stand for.
    imported: Vec<DefinitionId>,
    /// Whether a definition says its namespace itself.
    declared: &'a (dyn Fn(DefinitionId) -> bool + Sync),
}

impl Scope<'_> {
    fn definition(&self, it: &mut Definition) {
        self.fields(&mut it.headers);
        it.interfaces.iter_mut().for_each(|it| self.fields(&mut it.fields));
        it.models.iter_mut().chain(&mut it.templates.models).for_each(|it| self.model(it));
        for union in &mut it.unions {
            union.types.iter_mut().for_each(|it| self.ty(&mut it.ty));
            self.promises(&mut union.interfaces);
        }
        it.resources.iter_mut().chain(&mut it.templates.resources).for_each(|it| self.resource(it));
        it.streams.iter_mut().for_each(|it| self.ty(&mut it.ty));
        it.tables.iter_mut().for_each(|it| self.ty(&mut it.model));
    }

    fn model(&self, it: &mut Model) {
        self.fields(&mut it.fields);
        self.promises(&mut it.interfaces);
    }

    fn resource(&self, it: &mut Resource) {
        self.ty(&mut it.ty);
        it.operations.iter_mut().for_each(|it| self.operation(it));
    }

    fn operation(&self, it: &mut Operation) {
        it.parameters.iter_mut().for_each(|it| self.field(&mut it.field));
        if let Some(body) = &mut it.body {
            self.ty(&mut body.ty);
        }
        for response in &mut it.responses {
            self.ty(&mut response.ty);
            self.fields(&mut response.headers);
        }
    }

    fn fields(&self, fields: &mut [Field]) {
        for it in fields {
            self.field(it);
        }
    }

    fn field(&self, it: &mut Field) {
        self.ty(&mut it.ty);
        if let Some(default) = &mut it.default {
            defaults::read(default, &it.ty);
        }
        if let Some(reference) = it.details.as_mut().and_then(|it| it.references.as_mut()) {
            self.ty(&mut reference.target);
        }
    }

    fn ty(&self, ty: &mut Type) {
        let base = ty.base_mut();
        let Type::Unresolved(name) = base else { return };
        if let Some(found) = self.lookup(name) {
            *base = found;
        }
    }

    fn lookup(&self, name: &str) -> Option<Type> {
        let names = &self.repository.names[self.id.0 as usize];
        if let Some(id) = names.types.get(name) {
            return Some(Type::Named(*id));
        }
        let (namespace, kind, bare) = split_qualified(name)?;
        self.qualified(namespace, kind, bare).map(Type::Named).or_else(|| self.external(name, namespace, kind, bare))
    }

    /// The type of a qualified name. Of several definitions with the namespace, this one counts before those that are
    /// imported, and these before others.
    fn qualified(&self, namespace: &str, kind: TypeKind, name: &str) -> Option<TypeId> {
        let owners = self.repository.namespaces.get(namespace).map_or(&[][..], Vec::as_slice);
        let near = [self.id].into_iter().chain(self.imported.iter().copied()).filter(|it| owners.contains(it));
        // A file that does not say its namespace may be called by any: the import alone connects the two.
        let nameless = self.imported.iter().copied();
        let nameless = nameless.filter(|it| owners.is_empty() && !(self.declared)(*it));
        let mut known = near.chain(owners.iter().copied()).chain(nameless);
        known.find_map(|it| self.repository.names[it.0 as usize].of_kind(kind, name))
    }

    /// A type that a missing import may well have: one that lists its names must list this one.
    fn external(&self, name: &str, namespace: &str, kind: TypeKind, bare: &str) -> Option<Type> {
        let mut missing = self.imports.iter().filter(|it| it.target == ImportTarget::Missing);
        let has = |it: &Import| match &it.namespace {
            Some(known) => known == namespace && it.names.iter().any(|(of, name)| *of == kind && name == bare),
            None => !self.repository.namespaces.contains_key(namespace),
        };
        missing.any(has).then(|| Type::External(Box::new(External { name: name.into(), kind: Some(kind) })))
    }

    fn promises(&self, promises: &mut [InterfaceRef]) {
        for it in promises {
            let local = self.repository.names[self.id.0 as usize].of_kind(TypeKind::Interface, &it.name);
            let qualified = split_qualified(&it.name).filter(|(_, kind, _)| *kind == TypeKind::Interface);
            it.target = local.or_else(|| qualified.and_then(|(space, kind, name)| self.qualified(space, kind, name)));
            let external = qualified.and_then(|(space, kind, name)| self.external(&it.name, space, kind, name));
            it.external = it.target.is_none() && external.is_some();
        }
    }
}

impl Names {
    /// The type of a name and kind.
    fn of_kind(&self, kind: TypeKind, name: &str) -> Option<TypeId> {
        let table = if kind == TypeKind::Interface { &self.interfaces } else { &self.types };
        table.get(name).copied().filter(|it| it.kind == kind)
    }
}
