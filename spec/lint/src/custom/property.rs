//! What conditions and messages can ask of things: one table of names, and how each is looked up.

use std::borrow::Cow;

use apigen_model::{Auth, Direction, Meta, ResponseCode, Type, TypeKind};

use super::thing::{Kind, Node, Owner, Thing};

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Number,
    Flag,
    Texts,
    /// Data of tools by name.
    Attributes,
    /// Things of a kind inside.
    Parts(Kind),
    /// The thing of a kind around.
    Holder(Kind),
}

/// A property of a thing.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Absent,
    Text(Cow<'a, str>),
    Number(i64),
    Flag(bool),
    Texts(Vec<Cow<'a, str>>),
    Things(Vec<Thing<'a>>),
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Property(&'static Row);

#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: &'static str,
    shape: Shape,
    /// The kinds that have it; all of them when empty.
    kinds: &'static [Kind],
}

const SLOTS: &[Kind] = &[Kind::Field, Kind::Header, Kind::Parameter];
const TYPES: &[Kind] = &[Kind::Enum, Kind::Model, Kind::Union, Kind::Interface];
const TYPED: &[Kind] =
    &[Kind::Field, Kind::Header, Kind::Parameter, Kind::Body, Kind::Response, Kind::Member, Kind::Stream, Kind::Table];
const OPEN: &[Kind] = &[Kind::Enum, Kind::Union];
const IN_OPERATION: &[Kind] = &[Kind::Parameter, Kind::Body, Kind::Response, Kind::Header];
const IN_RESOURCE: &[Kind] = &[Kind::Operation, Kind::Parameter, Kind::Body, Kind::Response, Kind::Header];

const fn row(name: &'static str, shape: Shape, kinds: &'static [Kind]) -> Row {
    Row { name, shape, kinds }
}

static ROWS: &[Row] = &[
    // Everything.
    row("name", Shape::Text, &[]),
    row("description", Shape::Text, &[]),
    row("deprecated", Shape::Flag, &[]),
    row("attributes", Shape::Texts, &[]),
    row("attribute", Shape::Attributes, &[]),
    row("definition", Shape::Holder(Kind::Definition), &[]),
    // Definitions.
    row("namespace", Shape::Text, &[Kind::Definition]),
    row("owner", Shape::Text, &[Kind::Definition, Kind::Field, Kind::Value, Kind::Member]),
    row("version", Shape::Text, &[Kind::Definition]),
    row("base_url", Shape::Text, &[Kind::Definition]),
    row("organization", Shape::Text, &[Kind::Definition]),
    row("imports", Shape::Parts(Kind::Import), &[Kind::Definition]),
    row("annotation_types", Shape::Parts(Kind::Annotation), &[Kind::Definition]),
    row("enums", Shape::Parts(Kind::Enum), &[Kind::Definition]),
    row("models", Shape::Parts(Kind::Model), &[Kind::Definition]),
    row("unions", Shape::Parts(Kind::Union), &[Kind::Definition]),
    row("resources", Shape::Parts(Kind::Resource), &[Kind::Definition]),
    row("streams", Shape::Parts(Kind::Stream), &[Kind::Definition]),
    row("tables", Shape::Parts(Kind::Table), &[Kind::Definition]),
    row("headers", Shape::Parts(Kind::Header), &[Kind::Definition, Kind::Response]),
    // Types.
    row("plural", Shape::Text, &[Kind::Enum, Kind::Model, Kind::Union, Kind::Interface, Kind::Resource]),
    row("used_in", Shape::Texts, TYPES),
    row("values", Shape::Parts(Kind::Value), &[Kind::Enum]),
    row("fields", Shape::Parts(Kind::Field), &[Kind::Model, Kind::Interface]),
    row("members", Shape::Parts(Kind::Member), &[Kind::Union]),
    row("interfaces", Shape::Texts, &[Kind::Model, Kind::Union]),
    row("discriminator", Shape::Text, &[Kind::Union]),
    row("open", Shape::Flag, OPEN),
    row("value", Shape::Text, &[Kind::Value]),
    row("discriminator_value", Shape::Text, &[Kind::Member]),
    row("enum", Shape::Holder(Kind::Enum), &[Kind::Value]),
    row("union", Shape::Holder(Kind::Union), &[Kind::Member]),
    row("model", Shape::Holder(Kind::Model), &[Kind::Field]),
    row("interface", Shape::Holder(Kind::Interface), &[Kind::Field]),
    // What has a type.
    row("type", Shape::Text, TYPED),
    row("base_type", Shape::Text, TYPED),
    row("type_kind", Shape::Text, TYPED),
    row("required", Shape::Flag, SLOTS),
    row("default", Shape::Text, SLOTS),
    row("example", Shape::Text, SLOTS),
    row("unit", Shape::Text, SLOTS),
    row("minimum", Shape::Number, SLOTS),
    row("maximum", Shape::Number, SLOTS),
    row("pattern", Shape::Text, SLOTS),
    row("references", Shape::Text, SLOTS),
    row("annotations", Shape::Texts, SLOTS),
    row("unique", Shape::Flag, SLOTS),
    row("read_only", Shape::Flag, SLOTS),
    row("write_only", Shape::Flag, SLOTS),
    row("server_assigned", Shape::Flag, SLOTS),
    // HTTP.
    row("path", Shape::Text, &[Kind::Resource, Kind::Operation]),
    row("operations", Shape::Parts(Kind::Operation), &[Kind::Resource]),
    row("method", Shape::Text, &[Kind::Operation]),
    row("auth", Shape::Text, &[Kind::Operation]),
    row("scopes", Shape::Texts, &[Kind::Operation]),
    row("idempotent", Shape::Flag, &[Kind::Operation]),
    row("paginated", Shape::Flag, &[Kind::Operation]),
    row("max_response_time_ms", Shape::Number, &[Kind::Operation]),
    row("errors", Shape::Texts, &[Kind::Operation]),
    row("emits", Shape::Texts, &[Kind::Operation]),
    row("parameters", Shape::Parts(Kind::Parameter), &[Kind::Operation]),
    row("body", Shape::Parts(Kind::Body), &[Kind::Operation]),
    row("responses", Shape::Parts(Kind::Response), &[Kind::Operation]),
    row("location", Shape::Text, &[Kind::Parameter]),
    row("code", Shape::Text, &[Kind::Response]),
    row("operation", Shape::Holder(Kind::Operation), IN_OPERATION),
    row("resource", Shape::Holder(Kind::Resource), IN_RESOURCE),
    // Events and storage.
    row("key", Shape::Text, &[Kind::Stream]),
    row("source", Shape::Text, &[Kind::Stream]),
    row("retention", Shape::Text, &[Kind::Stream]),
    row("compatibility", Shape::Text, &[Kind::Stream]),
    row("primary_key", Shape::Texts, &[Kind::Table]),
    row("journal", Shape::Flag, &[Kind::Table]),
    row("hash_code", Shape::Flag, &[Kind::Table]),
    row("partition", Shape::Text, &[Kind::Table]),
];

impl Property {
    /// The property of that name, which one of some kinds has.
    pub(super) fn parse(name: &str, kinds: &[Kind]) -> Option<Self> {
        ROWS.iter().map(Self).find(|it| it.0.name == name && kinds.iter().any(|kind| it.is_of(*kind)))
    }

    /// The names of the properties that one of some kinds has.
    pub(super) fn names(kinds: &[Kind]) -> Vec<&'static str> {
        ROWS.iter().map(Self).filter(|it| kinds.iter().any(|kind| it.is_of(*kind))).map(|it| it.0.name).collect()
    }

    pub(super) fn is_of(self, kind: Kind) -> bool {
        self.0.kinds.is_empty() || self.0.kinds.contains(&kind)
    }

    pub(super) fn shape(self) -> Shape {
        self.0.shape
    }

    /// The key that holds it.
    pub(super) fn key(self) -> &'static str {
        match self.0.name {
            "attribute" => "attributes",
            "base_type" | "type_kind" => "type",
            "scopes" => "auth",
            "deprecated" => "deprecation",
            "members" => "types",
            "annotation_types" => "annotations",
            name => name,
        }
    }

    /// What a thing has under it.
    pub(super) fn of<'a>(self, thing: &Thing<'a>) -> Value<'a> {
        match self.0.shape {
            Shape::Parts(kind) => Value::Things(thing.parts_of(kind)),
            Shape::Holder(kind) => thing.holder(kind).map_or(Value::Absent, |it| Value::Things(vec![it])),
            _ => plain(self.0.name, thing),
        }
    }
}

fn text(it: &impl AsRef<str>) -> Value<'_> {
    Value::Text(Cow::Borrowed(it.as_ref()))
}

fn maybe(it: Option<&impl AsRef<str>>) -> Value<'_> {
    it.map_or(Value::Absent, text)
}

fn texts<'a>(all: impl IntoIterator<Item = &'a (impl AsRef<str> + 'a)>) -> Value<'a> {
    Value::Texts(all.into_iter().map(|it| Cow::Borrowed(it.as_ref())).collect())
}

fn plain<'a>(name: &str, thing: &Thing<'a>) -> Value<'a> {
    match name {
        "name" => self::name(thing),
        "description" if matches!(thing.node, Node::Definition) => {
            maybe(thing.definition.info.as_ref().and_then(|it| it.description.as_ref()).or(meta_description(thing)))
        }
        "description" => maybe(meta_description(thing)),
        "deprecated" => Value::Flag(thing.meta().is_some_and(|it| it.deprecation().is_some())),
        "attributes" => texts(thing.meta().into_iter().flat_map(Meta::attributes).map(|it| &it.name)),
        "type" => ty(thing).map_or(Value::Absent, |it| label(thing, it)),
        "base_type" => ty(thing).map_or(Value::Absent, |it| label(thing, it.base())),
        "type_kind" => ty(thing).map_or(Value::Absent, |it| text_of(type_kind(thing, it))),
        _ => slot(name, thing).or_else(|| of_type(name, thing)).unwrap_or_else(|| of_node(name, thing)),
    }
}

fn text_of(word: &'static str) -> Value<'static> {
    Value::Text(Cow::Borrowed(word))
}

fn meta_description<'a>(thing: &Thing<'a>) -> Option<&'a smol_str::SmolStr> {
    thing.meta()?.description.as_ref()
}

fn label<'a>(thing: &Thing<'a>, ty: &Type) -> Value<'a> {
    Value::Text(Cow::Owned(thing.repository.type_label(ty, thing.definition.id)))
}

fn name<'a>(thing: &Thing<'a>) -> Value<'a> {
    match thing.node {
        Node::Definition => text(&thing.definition.name),
        Node::Import(it) => text(&it.uri),
        Node::Annotation(it) => text(&it.name),
        Node::Enum(it) => text(&it.name),
        Node::Value(_, it) => text(&it.name),
        Node::Interface(it) => text(&it.name),
        Node::Model(it) => text(&it.name),
        Node::Field(_, it) | Node::Header(_, it) => text(&it.name),
        Node::Union(it) => text(&it.name),
        Node::Member(_, it) => text(&it.name),
        Node::Resource(it) => text(&it.name),
        Node::Operation(_, it) => it.name().map_or_else(|| Value::Text(Cow::Owned(it.label())), text),
        Node::Parameter(.., it) => text(&it.field.name),
        Node::Body(..) => text_of("body"),
        Node::Response(.., it) => code(&it.code),
        Node::Stream(it) => text(&it.name),
        Node::Table(it) => text(&it.name),
    }
}

fn ty<'a>(thing: &Thing<'a>) -> Option<&'a Type> {
    match thing.node {
        Node::Member(_, it) => Some(&it.ty),
        Node::Body(.., it) => Some(&it.ty),
        Node::Response(.., it) => Some(&it.ty),
        Node::Stream(it) => Some(&it.ty),
        Node::Table(it) => Some(&it.model),
        _ => thing.slot().map(|it| &it.ty),
    }
}

fn type_kind(thing: &Thing<'_>, ty: &Type) -> &'static str {
    match ty {
        Type::Primitive(_) => "primitive",
        Type::List(_) => "list",
        Type::Map(_) => "map",
        _ => thing.repository.kind_of(ty).map_or("unknown", TypeKind::word),
    }
}

fn slot<'a>(name: &str, thing: &Thing<'a>) -> Option<Value<'a>> {
    let it = thing.slot()?;
    let number = |it: Option<i64>| it.map_or(Value::Absent, Value::Number);
    let details = it.details.as_ref();
    Some(match name {
        "required" => Value::Flag(it.required),
        "default" => it.default_text().map_or(Value::Absent, |it| Value::Text(Cow::Owned(it))),
        "example" => maybe(details.and_then(|it| it.example.as_ref())),
        "unit" => maybe(details.and_then(|it| it.unit.as_ref())),
        "minimum" => number(it.minimum()),
        "maximum" => number(it.maximum()),
        "pattern" => it.pattern().map_or(Value::Absent, |it| Value::Text(Cow::Borrowed(it))),
        "references" => it.references().map_or(Value::Absent, |to| {
            let target = thing.repository.type_label(&to.target, thing.definition.id);
            Value::Text(Cow::Owned(format!("{target}.{}", to.field)))
        }),
        "annotations" => texts(it.annotations()),
        "unique" => Value::Flag(it.traits.unique),
        "read_only" => Value::Flag(it.traits.read_only),
        "write_only" => Value::Flag(it.traits.write_only),
        "server_assigned" => Value::Flag(it.traits.server_assigned),
        _ => return None,
    })
}

fn of_type<'a>(name: &str, thing: &Thing<'a>) -> Option<Value<'a>> {
    Some(match (name, thing.node) {
        ("plural", Node::Enum(it)) => text(&it.plural),
        ("plural", Node::Model(it)) => text(&it.plural),
        ("plural", Node::Union(it)) => text(&it.plural),
        ("plural", Node::Interface(it)) => text(&it.plural),
        ("plural", Node::Resource(it)) => text(&it.plural),
        ("used_in", _) => used_in(thing),
        ("interfaces", Node::Model(it)) => texts(it.interfaces.iter().map(|it| &it.name)),
        ("interfaces", Node::Union(it)) => texts(it.interfaces.iter().map(|it| &it.name)),
        ("discriminator", Node::Union(it)) => maybe(it.discriminator.as_ref()),
        ("open", Node::Enum(it)) => Value::Flag(it.open),
        ("open", Node::Union(it)) => Value::Flag(it.open),
        ("value", Node::Value(_, it)) => maybe(it.value.as_ref()),
        ("discriminator_value", Node::Member(_, it)) => maybe(it.discriminator_value.as_ref()),
        ("owner", Node::Field(Owner::Model(it), _)) => text(&it.name),
        ("owner", Node::Field(Owner::Interface(it), _)) => text(&it.name),
        ("owner", Node::Value(it, _)) => text(&it.name),
        ("owner", Node::Member(it, _)) => text(&it.name),
        _ => return None,
    })
}

/// The directions in which a type is used.
fn used_in<'a>(thing: &Thing<'a>) -> Value<'a> {
    let name = match thing.node {
        Node::Enum(it) => &it.name,
        Node::Model(it) => &it.name,
        Node::Union(it) => &it.name,
        Node::Interface(it) => &it.name,
        _ => return Value::Absent,
    };
    let id = thing.repository.local(thing.definition.id, name);
    let directions = id.map(|it| thing.repository.polarity().of(it)).unwrap_or_default();
    let word = |it: Direction| match it {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Published => "published",
        Direction::Consumed => "consumed",
        Direction::Stored => "stored",
    };
    Value::Texts(directions.iter().map(|it| Cow::Borrowed(word(it))).collect())
}

fn code(code: &ResponseCode) -> Value<'_> {
    match code {
        ResponseCode::Status(it) => Value::Text(Cow::Owned(it.to_string())),
        ResponseCode::Default => text_of("default"),
        ResponseCode::Invalid(it) => text(it),
    }
}

fn of_node<'a>(name: &str, thing: &Thing<'a>) -> Value<'a> {
    let definition = thing.definition;
    match (name, thing.node) {
        ("namespace", Node::Definition) => text(&definition.namespace),
        ("owner", Node::Definition) => maybe(definition.owner.as_ref()),
        ("version", Node::Definition) => maybe(definition.version.as_ref()),
        ("base_url", Node::Definition) => maybe(definition.base_url.as_ref()),
        ("organization", Node::Definition) => maybe(definition.organization.as_ref()),
        ("path", Node::Resource(it)) => text(&it.path),
        (_, Node::Operation(_, it)) => operation(name, it),
        ("location", Node::Parameter(.., it)) => Value::Text(Cow::Borrowed(it.location.as_str())),
        ("code", Node::Response(.., it)) => code(&it.code),
        ("key", Node::Stream(it)) => maybe(it.key.as_ref()),
        ("source", Node::Stream(it)) => maybe(it.source.as_ref()),
        ("retention", Node::Stream(it)) => maybe(it.retention.as_ref()),
        ("compatibility", Node::Stream(it)) => maybe(it.compatibility.as_ref()),
        ("primary_key", Node::Table(it)) => texts(&it.primary_key),
        ("journal", Node::Table(it)) => Value::Flag(it.journal),
        ("hash_code", Node::Table(it)) => Value::Flag(it.hash_code),
        ("partition", Node::Table(it)) => maybe(it.partition.as_ref().map(|it| &it.interval)),
        _ => Value::Absent,
    }
}

fn operation<'a>(name: &str, it: &'a apigen_model::Operation) -> Value<'a> {
    let behaviour = it.behaviour.as_ref();
    let auth = behaviour.and_then(|it| it.auth.as_ref());
    match name {
        "path" => text(&it.path),
        "method" => Value::Text(Cow::Borrowed(it.method.as_str())),
        "auth" => match auth {
            Some(Auth::Scheme { scheme, .. }) => text(scheme),
            Some(Auth::Public { .. }) => text_of("public"),
            None => Value::Absent,
        },
        "scopes" => match auth {
            Some(Auth::Scheme { scopes, .. }) => texts(scopes),
            _ => Value::Texts(Vec::new()),
        },
        "idempotent" => {
            let said = behaviour.and_then(|it| it.idempotent);
            Value::Flag(said.unwrap_or_else(|| it.method.is_idempotent()))
        }
        "paginated" => Value::Flag(behaviour.is_some_and(|it| it.paginated.is_some())),
        "max_response_time_ms" => {
            behaviour.and_then(|it| it.max_response_time_ms).map_or(Value::Absent, |it| Value::Number(it.into()))
        }
        "errors" => texts(behaviour.into_iter().flat_map(|it| &it.errors).map(|it| &it.code)),
        "emits" => texts(behaviour.into_iter().flat_map(|it| &it.emits).map(|it| &it.event)),
        _ => Value::Absent,
    }
}
