//! What rules can look at. A rule sees one thing at a time; the engine iterates.

use apigen_model::{
    Annotation, Attribute, Enum, Field, Import, Meta, Model, Named, Operation, Origin, Parameter, Problem, Repository,
    Resource, Response, Stream, Table, Type, Union,
};

use crate::context::Context;
use crate::report::Report;
use crate::vocabulary::Topics;

/// A check of one kind of thing.
pub(crate) type CheckOf<T> = fn(&Context<'_>, &T, &mut Report<'_>);

/// The kinds of things, each with the function that looks at one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// What building the model met.
    Problem(fn(&Repository, &Problem, &mut Report<'_>)),
    /// A whole definition; it is [`Context::definition`].
    Definition(fn(&Context<'_>, &mut Report<'_>)),
    /// An import.
    Import(CheckOf<Import>),
    /// An annotation.
    Annotation(CheckOf<Annotation>),
    /// An enum.
    Enum(CheckOf<Enum>),
    /// A model.
    Model(CheckOf<Model>),
    /// A union.
    Union(CheckOf<Union>),
    /// A field of a model or interface.
    Field(for<'a> fn(&Context<'a>, &FieldOf<'a>, &mut Report<'_>)),
    /// A resource.
    Resource(CheckOf<Resource>),
    /// An operation.
    Operation(for<'a> fn(&Context<'a>, &OperationOf<'a>, &mut Report<'_>)),
    /// A parameter, declared ones only.
    Parameter(for<'a> fn(&Context<'a>, &ParameterOf<'a>, &mut Report<'_>)),
    /// A response, declared ones only.
    Response(CheckOf<Response>),
    /// Everything that has a name, a type and constraints: fields, headers, declared parameters.
    Slot(CheckOf<Field>),
    /// Every place that uses a type.
    TypeUse(for<'a> fn(&Context<'a>, &TypeUse<'a>, &mut Report<'_>)),
    /// Every name that the definition declares.
    Name(for<'a> fn(&Context<'a>, &Name<'a>, &mut Report<'_>)),
    /// Every attribute, with what carries it.
    Attribute(for<'a> fn(&Context<'a>, &AttributeOf<'a>, &mut Report<'_>)),
    /// Every construct that can carry descriptions, attributes and suppressions.
    Meta(CheckOf<Meta>),
    /// A stream.
    Stream(CheckOf<Stream>),
    /// A table.
    Table(CheckOf<Table>),
    /// A suppression that took nothing away: runs after everything else.
    Idle(fn(&Repository, &crate::suppress::Entry<'_>, &mut Report<'_>)),
    /// The repository as a whole: runs once, after everything else.
    Repository(fn(&Repository, crate::config::Options<'_>, &mut Report<'_>)),
    /// Several of the above.
    Each(&'static [Check]),
}

/// A field and the type that has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldOf<'a> {
    pub(crate) owner: Named<'a>,
    pub(crate) field: &'a Field,
    /// What the field is probably about, by the words of its name.
    pub(crate) topics: Topics,
}

/// An operation and its resource.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationOf<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) operation: &'a Operation,
}

/// A parameter, its operation and resource.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParameterOf<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) operation: &'a Operation,
    pub(crate) parameter: &'a Parameter,
}

/// A use of a type: where, and as what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TypeUse<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) site: Site,
    /// The construct that uses the type.
    pub(crate) origin: Origin,
    /// The key that holds the type, or empty when the construct's own key does.
    pub(crate) key: &'static str,
    /// The name of the construct, for messages.
    pub(crate) name: &'a str,
    /// What holds the construct.
    pub(crate) holder: Holder,
}

/// What holds a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The definition itself.
    Definition,
    /// A model or interface.
    Type,
    /// A union.
    Union,
    /// An operation.
    Operation,
}

/// What uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    Field,
    UnionType,
    Header,
    Parameter,
    Body,
    Response,
    Resource,
    Stream,
    Table,
    Reference,
}

/// A declared name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'a> {
    pub(crate) kind: NameKind,
    pub(crate) text: &'a str,
    pub(crate) origin: Origin,
    /// The key that holds the name; empty when [`apigen_model::Repository::name_span`] finds it.
    pub(crate) key: &'static str,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    Enum,
    EnumValue,
    /// The wire form of an enum value.
    EnumWire,
    Interface,
    Model,
    Union,
    Field,
    Discriminator,
    DiscriminatorValue,
    Annotation,
    Header,
    Parameter,
    Stream,
    Table,
}

impl NameKind {
    /// What messages call one of them.
    pub(crate) fn with_article(self) -> String {
        let word = self.word();
        let article = if word.starts_with(['a', 'e', 'i']) { "an" } else { "a" };
        format!("{article} {word}")
    }

    /// What messages call it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Enum => "enum",
            Self::EnumValue => "enum value",
            Self::EnumWire => "wire value",
            Self::Interface => "interface",
            Self::Model => "model",
            Self::Union => "union",
            Self::Field => "field",
            Self::Discriminator => "discriminator",
            Self::DiscriminatorValue => "discriminator value",
            Self::Annotation => "annotation",
            Self::Header => "header",
            Self::Parameter => "parameter",
            Self::Stream => "stream",
            Self::Table => "table",
        }
    }
}

/// An attribute and what carries it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttributeOf<'a> {
    pub(crate) carrier: Carrier,
    pub(crate) attribute: &'a Attribute,
}

/// What can carry attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Definition,
    Header,
    Enum,
    EnumValue,
    Interface,
    Model,
    Union,
    UnionType,
    Field,
    Resource,
    Operation,
    Body,
    Parameter,
    Response,
    Annotation,
    Stream,
    Table,
}
