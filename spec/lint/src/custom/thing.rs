//! The things that rules select: every construct of a definition, with what is around it.

use apigen_model::{
    Annotation, Body, Definition, Enum, EnumValue, Field, Import, Interface, Meta, Model, Operation, Origin, Parameter,
    Place, Repository, Resource, Response, Stream, Table, Union, UnionType,
};

use super::property::Property;

macro_rules! kinds {
    ($($kind:ident $word:literal),* $(,)?) => {
        /// What a thing is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// The words of all kinds.
            pub(super) const WORDS: &[&str] = &[$($word),*];

            /// The kind of that word.
            pub(super) fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// Its word.
            pub(super) fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }
    };
}

kinds! {
    Definition "definition", Import "import", Annotation "annotation", Enum "enum", Value "value",
    Interface "interface", Model "model", Field "field", Union "union", Member "member", Resource "resource",
    Operation "operation", Parameter "parameter", Body "body", Response "response", Header "header", Stream "stream",
    Table "table",
}

/// A construct of a definition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'a> {
    pub(super) repository: &'a Repository,
    pub(super) definition: &'a Definition,
    pub(super) node: Node<'a>,
}

/// A construct, and what holds it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    Definition,
    Import(&'a Import),
    Annotation(&'a Annotation),
    Enum(&'a Enum),
    Value(&'a Enum, &'a EnumValue),
    Interface(&'a Interface),
    Model(&'a Model),
    Field(Owner<'a>, &'a Field),
    Union(&'a Union),
    Member(&'a Union, &'a UnionType),
    Resource(&'a Resource),
    Operation(&'a Resource, &'a Operation),
    Parameter(&'a Resource, &'a Operation, &'a Parameter),
    Body(&'a Resource, &'a Operation, &'a Body),
    Response(&'a Resource, &'a Operation, &'a Response),
    Header(Option<(&'a Resource, &'a Operation)>, &'a Field),
    Stream(&'a Stream),
    Table(&'a Table),
}

/// What has fields.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner<'a> {
    Model(&'a Model),
    Interface(&'a Interface),
}

/// Everything in a definition, outermost first.
pub(super) fn things<'a>(repository: &'a Repository, definition: &'a Definition) -> Vec<Thing<'a>> {
    let mut found = vec![Thing { repository, definition, node: Node::Definition }];
    let mut next = 0;
    while let Some(thing) = found.get(next).copied() {
        found.extend(thing.parts().into_iter().map(|node| Thing { node, ..thing }));
        next += 1;
    }
    found
}

impl<'a> Thing<'a> {
    pub(super) fn kind(&self) -> Kind {
        match self.node {
            Node::Definition => Kind::Definition,
            Node::Import(_) => Kind::Import,
            Node::Annotation(_) => Kind::Annotation,
            Node::Enum(_) => Kind::Enum,
            Node::Value(..) => Kind::Value,
            Node::Interface(_) => Kind::Interface,
            Node::Model(_) => Kind::Model,
            Node::Field(..) => Kind::Field,
            Node::Union(_) => Kind::Union,
            Node::Member(..) => Kind::Member,
            Node::Resource(_) => Kind::Resource,
            Node::Operation(..) => Kind::Operation,
            Node::Parameter(..) => Kind::Parameter,
            Node::Body(..) => Kind::Body,
            Node::Response(..) => Kind::Response,
            Node::Header(..) => Kind::Header,
            Node::Stream(_) => Kind::Stream,
            Node::Table(_) => Kind::Table,
        }
    }

    /// What it holds, as far as it is written somewhere.
    fn parts(&self) -> Vec<Node<'a>> {
        let definition = self.definition;
        match self.node {
            Node::Definition => {
                let all = definition.imports.iter().map(Node::Import);
                let all = all.chain(definition.annotations.iter().map(Node::Annotation));
                let all = all.chain(definition.headers.iter().map(|it| Node::Header(None, it)));
                let all = all.chain(definition.enums.iter().map(Node::Enum));
                let all = all.chain(definition.interfaces.iter().map(Node::Interface));
                let all = all.chain(definition.models.iter().map(Node::Model));
                let all = all.chain(definition.unions.iter().map(Node::Union));
                let all = all.chain(definition.resources.iter().map(Node::Resource));
                let all = all.chain(definition.streams.iter().map(Node::Stream));
                all.chain(definition.tables.iter().map(Node::Table)).collect()
            }
            Node::Enum(it) => it.values.iter().map(|value| Node::Value(it, value)).collect(),
            Node::Interface(it) => it.fields.iter().map(|field| Node::Field(Owner::Interface(it), field)).collect(),
            Node::Model(it) => it.fields.iter().map(|field| Node::Field(Owner::Model(it), field)).collect(),
            Node::Union(it) => it.types.iter().map(|member| Node::Member(it, member)).collect(),
            Node::Resource(it) => it.operations.iter().map(|operation| Node::Operation(it, operation)).collect(),
            Node::Operation(resource, it) => {
                let parameters = it.parameters.iter().filter(|it| !it.implicit);
                let all = parameters.map(|part| Node::Parameter(resource, it, part));
                let all = all.chain(it.body.iter().map(|part| Node::Body(resource, it, part)));
                let responses = it.responses.iter().filter(|it| !it.implicit);
                all.chain(responses.map(|part| Node::Response(resource, it, part))).collect()
            }
            Node::Response(resource, operation, it) => {
                it.headers.iter().map(|header| Node::Header(Some((resource, operation)), header)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What it holds of a kind.
    pub(super) fn parts_of(&self, kind: Kind) -> Vec<Self> {
        let parts = self.parts().into_iter().map(|node| Thing { node, ..*self });
        parts.filter(|it| it.kind() == kind).collect()
    }

    /// What holds it, of a kind.
    pub(super) fn holder(&self, kind: Kind) -> Option<Self> {
        let node = match (kind, self.node) {
            (Kind::Definition, _) => Node::Definition,
            (Kind::Enum, Node::Value(it, _)) => Node::Enum(it),
            (Kind::Union, Node::Member(it, _)) => Node::Union(it),
            (Kind::Model, Node::Field(Owner::Model(it), _)) => Node::Model(it),
            (Kind::Interface, Node::Field(Owner::Interface(it), _)) => Node::Interface(it),
            (Kind::Resource, _) => Node::Resource(self.call()?.0),
            (Kind::Operation, _) => {
                let (resource, operation) = self.call()?;
                Node::Operation(resource, operation?)
            }
            _ => return None,
        };
        Some(Thing { node, ..*self })
    }

    /// The resource and the operation around it.
    fn call(&self) -> Option<(&'a Resource, Option<&'a Operation>)> {
        match self.node {
            Node::Operation(resource, _) => Some((resource, None)),
            Node::Parameter(resource, it, _) | Node::Body(resource, it, _) | Node::Response(resource, it, _) => {
                Some((resource, Some(it)))
            }
            Node::Header(around, _) => around.map(|(resource, it)| (resource, Some(it))),
            _ => None,
        }
    }

    /// What is said about it.
    pub(super) fn meta(&self) -> Option<&'a Meta> {
        Some(match self.node {
            Node::Definition => &self.definition.meta,
            Node::Import(_) => return None,
            Node::Annotation(it) => &it.meta,
            Node::Enum(it) => &it.meta,
            Node::Value(_, it) => &it.meta,
            Node::Interface(it) => &it.meta,
            Node::Model(it) => &it.meta,
            Node::Field(_, it) | Node::Header(_, it) => &it.meta,
            Node::Union(it) => &it.meta,
            Node::Member(_, it) => &it.meta,
            Node::Resource(it) => &it.meta,
            Node::Operation(_, it) => &it.meta,
            Node::Parameter(.., it) => &it.field.meta,
            Node::Body(.., it) => &it.meta,
            Node::Response(.., it) => &it.meta,
            Node::Stream(it) => &it.meta,
            Node::Table(it) => &it.meta,
        })
    }

    /// Fields, headers and parameters.
    pub(super) fn slot(&self) -> Option<&'a Field> {
        match self.node {
            Node::Field(_, it) | Node::Header(_, it) => Some(it),
            Node::Parameter(.., it) => Some(&it.field),
            _ => None,
        }
    }

    pub(super) fn origin(&self) -> Origin {
        match self.node {
            Node::Import(it) => it.origin,
            _ => self.meta().map_or(self.definition.meta.origin, |it| it.origin),
        }
    }

    /// Where a property is written; the name when it is not.
    pub(super) fn place(&self, property: Option<Property>) -> Place {
        let (repository, origin) = (self.repository, self.origin());
        let key = property.map(Property::key).filter(|it| repository.node(origin).get(it).is_some());
        let span = key.map_or_else(|| repository.name_span(origin), |it| repository.member_span(origin, it));
        repository.place(origin, span)
    }
}
