//! Everything that has a name and can be referred to.

use apigen_model::{DefinitionId, Field, Named, Origin, Place, Repository, TypeId, TypeKind};
use smol_str::SmolStr;

use crate::family::Family;

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    /// A definition, by its namespace.
    Definition(DefinitionId),
    /// An enum, model, union or interface.
    Type(TypeId),
    /// A field of a model or interface.
    Field(TypeId, SmolStr),
    /// A value of an enum.
    Value(TypeId, SmolStr),
    /// A declared annotation.
    Annotation(DefinitionId, SmolStr),
    /// An event stream.
    Stream(DefinitionId, SmolStr),
    /// A table.
    Table(DefinitionId, SmolStr),
    /// A template of resources; one of models is an interface.
    Template(DefinitionId, SmolStr),
}

impl Symbol {
    /// The definition that declares it.
    pub fn definition(&self) -> DefinitionId {
        match self {
            Self::Type(id) | Self::Field(id, _) | Self::Value(id, _) => id.definition,
            Self::Definition(id)
            | Self::Annotation(id, _)
            | Self::Stream(id, _)
            | Self::Table(id, _)
            | Self::Template(id, _) => *id,
        }
    }

    /// Its name, without what it is part of.
    pub fn name(&self, repository: &Repository) -> SmolStr {
        match self {
            Self::Definition(id) => repository.definition(*id).namespace.clone(),
            Self::Type(id) => repository.named(*id).map(|it| it.name().clone()).unwrap_or_default(),
            Self::Field(_, name)
            | Self::Value(_, name)
            | Self::Annotation(_, name)
            | Self::Stream(_, name)
            | Self::Table(_, name)
            | Self::Template(_, name) => name.clone(),
        }
    }

    /// What it is, in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Definition(_) => "definition",
            Self::Type(id) => id.kind.word(),
            Self::Field(..) => "field",
            Self::Value(..) => "enum value",
            Self::Annotation(..) => "annotation",
            Self::Stream(..) => "stream",
            Self::Table(..) => "table",
            Self::Template(..) => "template",
        }
    }

    /// Where it is declared: more than one place for a field that an interface promises.
    pub fn declarations(&self, repository: &Repository) -> Vec<Place> {
        let origins = self.origins(repository);
        let mut places: Vec<Place> =
            origins.iter().map(|it| repository.place(*it, repository.name_span(*it))).collect();
        if let Self::Definition(id) = self {
            let definition = repository.definition(*id);
            let node = repository.node(definition.meta.origin);
            let said = node.get("namespace").or_else(|| node.get("name"));
            places.extend(said.map(|it| Place { file: definition.file, span: it.span() }));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The constructs that declare it.
    fn origins(&self, repository: &Repository) -> Vec<Origin> {
        let definition = repository.definition(self.definition());
        match self {
            Self::Definition(_) => Vec::new(),
            Self::Type(id) => repository.named(*id).map(|it| it.meta().origin).into_iter().collect(),
            Self::Field(owner, name) => {
                let family = Family::of(repository, *owner, name);
                family.members().filter_map(|it| Some(field(repository, it, name)?.meta.origin)).collect()
            }
            Self::Value(owner, name) => {
                let values = repository.enumeration(*owner).map_or(&[][..], |it| &it.values);
                values.iter().filter(|it| it.name == *name).map(|it| it.meta.origin).collect()
            }
            Self::Annotation(_, name) => {
                definition.annotations.iter().filter(|it| it.name == *name).map(|it| it.meta.origin).collect()
            }
            Self::Stream(_, name) => {
                definition.streams.iter().filter(|it| it.name == *name).map(|it| it.meta.origin).collect()
            }
            Self::Table(_, name) => {
                definition.tables.iter().filter(|it| it.name == *name).map(|it| it.meta.origin).collect()
            }
            Self::Template(_, name) => {
                let templates = definition.templates.resources.iter();
                templates.filter(|it| it.name == *name).map(|it| it.meta.origin).collect()
            }
        }
    }
}

/// The field of that name.
pub(crate) fn field<'a>(repository: &'a Repository, owner: TypeId, name: &str) -> Option<&'a Field> {
    repository.named(owner)?.fields().iter().find(|it| it.name == name)
}

/// The type of a kind and name that a definition declares.
pub(crate) fn declared(
    repository: &Repository,
    definition: DefinitionId,
    kind: TypeKind,
    name: &str,
) -> Option<TypeId> {
    if kind == TypeKind::Interface {
        return repository.local_interface(definition, name);
    }
    let nearest = repository.local(definition, name).filter(|it| it.kind == kind);
    let hidden = || {
        let mut types = repository.definition(definition).types();
        types.find(|(id, named): &(TypeId, Named<'_>)| id.kind == kind && named.name() == name).map(|(id, _)| id)
    };
    nearest.or_else(hidden)
}
