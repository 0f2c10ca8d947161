//! Descriptions as the facts that generated servers state: what lasts as long as the process.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use apigen_http::server::{self, Access, Limits};

use super::service::Cell;
use crate::description::{
    Bounds, Description, ErrorPart, Field, Member, Owner, Parameter, Place, Refusal, RefusalBody, Schema, Slot,
};

/// The types of a description, tied to each other.
pub(super) struct Ties {
    types: BTreeMap<String, Cell>,
    way: Way,
}

/// Which way values go: some fields are sent in one direction only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the service.
    In,
    /// From the service.
    Out,
}

impl Ties {
    pub(super) fn new(description: &Description, way: Way) -> Self {
        let cell = |name: &String| -> (String, Cell) { (name.clone(), leak(OnceLock::new())) };
        let ties = Self { types: description.types.keys().map(cell).collect(), way };
        for (name, schema) in &description.types {
            // A cell that is set already would be of the same type.
            let _ = ties.types[name].set(ties.convert(schema));
        }
        ties
    }

    /// A schema that lasts.
    pub(super) fn schema(&self, schema: &Schema) -> &'static server::Schema {
        leak(self.convert(schema))
    }

    /// A parameter that lasts.
    pub(super) fn parameter(&self, parameter: &Parameter) -> &'static server::Parameter {
        let (name, schema) = (text(&parameter.name), self.schema(&parameter.schema));
        let bare = match parameter.place {
            Place::Path => server::Parameter::path(name, schema),
            Place::Query => server::Parameter::query(name, schema),
            Place::Header => server::Parameter::header(name, schema),
            Place::Form => server::Parameter::form(name, schema),
        };
        leak(bare.or(texts(&parameter.default)))
    }

    fn convert(&self, schema: &Schema) -> server::Schema {
        match schema {
            Schema::Any => server::Schema::Any,
            Schema::Boolean => server::Schema::Boolean,
            Schema::Integer(it) => server::Schema::Integer(limits(*it)),
            Schema::Long(it) => server::Schema::Long(limits(*it)),
            Schema::Double(it) => server::Schema::Double(limits(*it)),
            Schema::Decimal(it) => server::Schema::Decimal(limits(*it)),
            Schema::Text { bounds, pattern } => {
                server::Schema::Text { limits: limits(*bounds), pattern: pattern.as_deref().map(text) }
            }
            Schema::Uuid => server::Schema::Uuid,
            Schema::Date => server::Schema::Date,
            Schema::DateTime => server::Schema::DateTime,
            Schema::Object => server::Schema::Object,
            Schema::Named(name) => self.types.get(name).map_or(server::Schema::Any, |it| server::Schema::Named(it)),
            Schema::Enum { values, open } => server::Schema::Enum { values: texts(values), open: *open },
            Schema::List { items, bounds, unique } => {
                server::Schema::List { items: self.schema(items), limits: limits(*bounds), unique: *unique }
            }
            Schema::Map { items, bounds } => server::Schema::Map { items: self.schema(items), limits: limits(*bounds) },
            Schema::Model(fields) => server::Schema::Model(all(fields, |it| self.field(it))),
            Schema::Union { discriminator, members, open } => server::Schema::Union {
                discriminator: discriminator.as_deref().map(text),
                members: all(members, |it| self.member(it)),
                open: *open,
            },
        }
    }

    fn field(&self, field: &Field) -> server::Field {
        let is_secret = self.way == Way::Out && field.owner == Owner::Secret;
        let required = field.required && field.default.is_none() && !is_secret;
        let access = if field.read_only && self.way == Way::In { Access::ReadOnly } else { Access::Both };
        let (name, schema) = (text(&field.name), self.schema(&field.schema));
        server::Field { name, required, nullable: field.nullable, access, schema }
    }

    fn member(&self, member: &Member) -> server::Member {
        server::Member { name: text(&member.name), schema: self.schema(&member.schema), default: member.default }
    }
}

/// What a refusal is about, as far as its code goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Values break rules.
    Invalid,
    /// Values name what does not exist.
    Unknown,
}

/// A refusal that lasts.
pub(super) fn refusal(refusal: &Refusal, fault: Fault) -> &'static server::Refusal {
    let shape = match &refusal.body {
        RefusalBody::Problem => server::Shape::Problem,
        RefusalBody::Empty => server::Shape::Empty,
        RefusalBody::One(it) => server::Shape::One(parts(it, fault)),
        RefusalBody::Each(it) => server::Shape::Each(parts(it, fault)),
    };
    leak(server::Refusal { status: refusal.status, shape, path_status: refusal.path_status })
}

/// A value that lasts as long as the process.
pub(super) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn texts(values: &[String]) -> &'static [&'static str] {
    all(values, |it| text(it))
}

fn all<T, U>(values: &[T], convert: impl Fn(&T) -> U) -> &'static [U] {
    Box::leak(values.iter().map(convert).collect())
}

fn limits(bounds: Bounds) -> Limits {
    Limits { minimum: bounds.minimum, maximum: bounds.maximum }
}

fn parts(parts: &[ErrorPart], fault: Fault) -> &'static [server::Part] {
    all(parts, |it| server::Part { name: text(&it.name), slot: slot(&it.slot, fault) })
}

fn slot(slot: &Slot, fault: Fault) -> server::Slot {
    match slot {
        Slot::Code { malformed, invalid, unknown } => {
            let broken = if fault == Fault::Unknown { unknown } else { invalid };
            server::Slot::Code(server::Code { malformed: text(malformed), invalid: text(broken) })
        }
        Slot::Message => server::Slot::Message,
        Slot::Messages => server::Slot::Messages,
        Slot::Location => server::Slot::Location,
        Slot::Pointer => server::Slot::Pointer,
        Slot::Rule => server::Slot::Rule,
        Slot::Violations(it) => server::Slot::Violations(parts(it, fault)),
    }
}
