//! The whole: every definition of a company, its sources, and the names by which things are found.

use std::sync::{Arc, OnceLock};

use apigen_syntax::{Document, Kind, Span, Value};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{
    Definition, DefinitionId, Enum, FileId, Interface, Model, Named, Origin, Patches, Place, Polarity, Problem, Stream,
    Type, TypeId, TypeKind, Union,
};

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path, relative to the repository and with `/` between parts.
    pub path: String,
    /// Its bytes; they need not be UTF-8, let alone JSON.
    pub bytes: Vec<u8>,
    /// Whether it is judged, or only there for others to refer to.
    pub role: Role,
}

/// Whether a file is judged, or only there for others to refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Findings about it are wanted.
    Checked,
    /// It is context for the checked ones.
    Context,
    /// It was met in a folder: judged if it looks like a definition, left alone otherwise.
    Found,
    /// It is no definition, and nothing is said about it.
    Stranger,
}

/// What the repository's configuration says about names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The prefix of namespaces that files do not say themselves, such as `io.acme`.
    pub namespace: Option<String>,
}

/// Finds the definitions that imports name and that were not given; where they lie is the caller's business.
pub trait ImportResolver: Sync {
    /// The file that `uri`, as written in the file at `importer`, stands for.
    fn resolve(&self, importer: &str, uri: &str) -> Option<SourceFile>;
}

/// Resolves nothing: the given files are all there is.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoImports;

impl ImportResolver for NoImports {
    fn resolve(&self, _: &str, _: &str) -> Option<SourceFile> {
        None
    }
}

/// A file and its syntax tree.
#[derive(Debug)]
pub struct Source {
    /// The path as given.
    pub path: String,
    /// Whether it is judged.
    pub role: Role,
    /// The tree.
    pub document: Arc<Document>,
}

/// Every definition of a company, resolved.
#[derive(Debug)]
pub struct Repository {
    pub(crate) sources: Vec<Source>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) namespaces: FxHashMap<SmolStr, Vec<DefinitionId>>,
    pub(crate) names: Vec<crate::resolve::Names>,
    pub(crate) streams: FxHashMap<String, (DefinitionId, usize)>,
    pub(crate) polarity: OnceLock<Polarity>,
    pub(crate) patches: OnceLock<Patches>,
}

impl Repository {
    /// Every file, in the order given; context that imports brought in follows.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// One file.
    pub fn source(&self, file: FileId) -> &Source {
        &self.sources[file.0 as usize]
    }

    /// Every definition, in the order of the files; a file that is no definition has none.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// One definition.
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.0 as usize]
    }

    /// What building and resolving met on the way, in the order of files and positions.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where each type is used.
    pub fn polarity(&self) -> &Polarity {
        self.polarity.get_or_init(|| Polarity::compute(self))
    }

    /// Which models are sent to change something, and used for nothing else.
    pub fn patches(&self) -> &Patches {
        self.patches.get_or_init(|| Patches::compute(self))
    }

    /// The definition with a namespace; the first in file order when several share it.
    pub fn by_namespace(&self, namespace: &str) -> Option<&Definition> {
        self.namespaces.get(namespace)?.first().map(|it| self.definition(*it))
    }

    /// Every namespace with the definitions that have it, in file order of the first.
    pub fn namespaces(&self) -> Vec<(&SmolStr, &[DefinitionId])> {
        let mut all: Vec<_> = self.namespaces.iter().map(|(name, ids)| (name, ids.as_slice())).collect();
        all.sort_by_key(|(_, ids)| ids.first().copied());
        all
    }

    /// The type at an address.
    pub fn named(&self, id: TypeId) -> Option<Named<'_>> {
        self.definitions.get(id.definition.0 as usize)?.named(id.kind, id.index)
    }

    /// The enum at an address.
    pub fn enumeration(&self, id: TypeId) -> Option<&Enum> {
        match self.named(id) {
            Some(Named::Enum(it)) => Some(it),
            _ => None,
        }
    }

    /// The interface at an address.
    pub fn interface(&self, id: TypeId) -> Option<&Interface> {
        match self.named(id) {
            Some(Named::Interface(it)) => Some(it),
            _ => None,
        }
    }

    /// The model at an address.
    pub fn model(&self, id: TypeId) -> Option<&Model> {
        match self.named(id) {
            Some(Named::Model(it)) => Some(it),
            _ => None,
        }
    }

    /// The union at an address.
    pub fn union(&self, id: TypeId) -> Option<&Union> {
        match self.named(id) {
            Some(Named::Union(it)) => Some(it),
            _ => None,
        }
    }

    /// The model that a type is, when it is one of this repository.
    pub fn model_of(&self, ty: &Type) -> Option<&Model> {
        match ty {
            Type::Named(id) => self.model(*id),
            _ => None,
        }
    }

    /// The union that a type is, when it is one of this repository.
    pub fn union_of(&self, ty: &Type) -> Option<&Union> {
        match ty {
            Type::Named(id) => self.union(*id),
            _ => None,
        }
    }

    /// The enum that a type is, when it is one of this repository.
    pub fn enum_of(&self, ty: &Type) -> Option<&Enum> {
        match ty {
            Type::Named(id) => self.enumeration(*id),
            _ => None,
        }
    }

    /// `namespace.models.name`.
    pub fn qualified_name(&self, id: TypeId) -> String {
        let name = self.named(id).map_or("", |it| it.name());
        format!("{}.{}.{name}", self.definition(id.definition).namespace, id.kind.section())
    }

    /// The type that a bare name stands for in a definition: enum, then model, union, interface.
    pub fn local(&self, definition: DefinitionId, name: &str) -> Option<TypeId> {
        self.names.get(definition.0 as usize)?.types.get(name).copied()
    }

    /// A type in the form in which the given definition writes it: bare when local, qualified otherwise.
    pub fn type_label(&self, ty: &Type, from: DefinitionId) -> String {
        match ty {
            Type::Primitive(it) => it.name().to_owned(),
            Type::Named(id) if id.definition == from => self.named(*id).map_or("", |it| it.name()).to_owned(),
            Type::Named(id) => self.qualified_name(*id),
            Type::External(it) => it.name.to_string(),
            Type::List(inner) => format!("[{}]", self.type_label(inner, from)),
            Type::Map(inner) => format!("map[{}]", self.type_label(inner, from)),
            Type::Unresolved(name) => name.to_string(),
        }
    }

    /// The kind of a type that is exactly a named one, here or elsewhere.
    pub fn kind_of(&self, ty: &Type) -> Option<TypeKind> {
        match ty {
            Type::Named(id) => Some(id.kind),
            Type::External(it) => it.kind,
            _ => None,
        }
    }

    /// The stream with a qualified name (`namespace.name` or `namespace.name.encoding`) and its definition.
    pub fn stream(&self, name: &str) -> Option<(&Definition, &Stream)> {
        let (definition, index) = self.streams.get(name)?;
        let definition = self.definition(*definition);
        Some((definition, definition.streams.get(*index)?))
    }

    /// The node a construct was built from.
    pub fn node(&self, origin: Origin) -> Value<'_> {
        self.source(origin.file).document.value(origin.node)
    }

    /// The bytes of a construct's name: its `name` member, its key in an object, or the member that it is called by;
    /// the whole construct when there is none of these.
    pub fn name_span(&self, origin: Origin) -> Span {
        let node = self.node(origin);
        let text = |key: &str| node.get(key).filter(|it| it.kind() == Kind::String);
        let key = node.key().filter(|it| it.kind() == Kind::String);
        let is_inline = key.and_then(Value::as_str).is_some_and(|it| it == "type");
        let inline = || TypeKind::ALL.iter().filter(|_| is_inline).find_map(|it| text(it.word()));
        let called = || ["type", "method", "uri", "rule"].into_iter().find_map(text);
        text("name").or_else(inline).or(key).or_else(called).unwrap_or(node).span()
    }

    /// The bytes of a construct's member; those of its name when there is no such member.
    pub fn member_span(&self, origin: Origin, key: &str) -> Span {
        self.node(origin).get(key).map_or_else(|| self.name_span(origin), Value::span)
    }

    /// A place in the file of a construct.
    pub fn place(&self, origin: Origin, span: Span) -> Place {
        Place { file: origin.file, span }
    }
}
