//! Columns: what they hold, and how values get in and out.

use apigen_model::{External, Field, Primitive, Type, TypeId, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::{Context, Presence};

/// The column of a field.
pub(crate) struct Column<'a> {
    pub(crate) field: &'a Field,
    /// The member of the struct.
    pub(super) member: Ident,
    /// The kind of its values, as the runtime calls it.
    pub(crate) kind: &'static str,
    pub(super) shape: Shape,
    presence: Presence,
    /// The Rust type of a value that is there.
    pub(super) bare: TokenStream,
}

/// How values stand in the database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As themselves, and small enough to be copied.
    Copied,
    /// As text.
    Text,
    /// As the text of an enum's value.
    Choice,
    /// As JSON.
    Document,
}

impl<'a> Column<'a> {
    /// The column of a field of a model; none for a field without content.
    pub(super) fn new(context: &Context<'_>, owner: TypeId, field: &'a Field, member: Ident) -> Option<Self> {
        let (kind, shape) = kind(&field.ty)?;
        let (presence, bare) = (context.presence_in(owner, field), context.rust_type(&field.ty));
        Some(Self { field, member, kind, shape, presence, bare })
    }

    /// Whether rows may lack a value.
    pub(super) fn is_optional(&self) -> bool {
        !self.field.required
    }

    /// Whether the value is part of what a row says: not when it is the time of a write.
    pub(super) fn is_content(&self) -> bool {
        !(self.kind == "DateTime" && self.field.traits.server_assigned)
    }

    /// The value of `model` as the column holds it.
    pub(super) fn written(&self) -> TokenStream {
        let member = &self.member;
        match (self.shape, &self.presence) {
            (Shape::Copied, _) => quote!(model.#member.into()),
            (Shape::Text, _) => quote!(model.#member.clone().into()),
            (Shape::Choice, Presence::Optional) => quote!(store::Value::optional_choice(model.#member.as_ref())),
            (Shape::Choice, _) => quote!(store::Value::choice(&model.#member)),
            (Shape::Document, Presence::Optional) => quote!(store::Value::optional_document(model.#member.as_ref())?),
            (Shape::Document, _) => quote!(store::Value::document(&model.#member)?),
        }
    }

    /// The member of the model from the next of `values`.
    pub(super) fn read(&self) -> TokenStream {
        match (self.shape, &self.presence) {
            (Shape::Copied | Shape::Text, Presence::Defaulted(default)) => quote!(values.value_or(#default)?),
            (Shape::Copied | Shape::Text, _) => quote!(values.value()?),
            // A model with a table is no patch.
            (Shape::Choice, Presence::Required | Presence::Patched) => quote!(values.choice()?),
            (Shape::Choice, Presence::Optional) => quote!(values.optional_choice()?),
            (Shape::Choice, Presence::Defaulted(default)) => quote!(values.choice_or(#default)?),
            (Shape::Document, Presence::Required | Presence::Patched) => quote!(values.document()?),
            (Shape::Document, Presence::Optional) => quote!(values.optional_document()?),
            (Shape::Document, Presence::Defaulted(default)) => quote!(values.document_or(#default)?),
        }
    }

    /// The type of an argument that is compared with the column.
    pub(super) fn argument(&self) -> TokenStream {
        let bare = &self.bare;
        match self.shape {
            Shape::Copied => quote!(#bare),
            Shape::Text => quote!(&str),
            Shape::Choice | Shape::Document => quote!(&#bare),
        }
    }

    /// An argument as a value.
    pub(super) fn compared(&self, argument: &Ident) -> TokenStream {
        match self.shape {
            Shape::Copied | Shape::Text => quote!(#argument.into()),
            Shape::Choice | Shape::Document => quote!(store::Value::choice(#argument)),
        }
    }
}

/// The kind of column that values of a type stand in, as `generators/sql` declares it.
fn kind(ty: &Type) -> Option<(&'static str, Shape)> {
    Some(match ty {
        Type::Primitive(it) => return primitive(*it),
        Type::Named(id) if id.kind == TypeKind::Enum => ("Text", Shape::Choice),
        // What stands in for an enum of elsewhere is a plain text.
        Type::External(it) if matches!(**it, External { kind: Some(TypeKind::Enum), .. }) => ("Text", Shape::Text),
        Type::Named(_) | Type::External(_) | Type::List(_) | Type::Map(_) => ("Json", Shape::Document),
        Type::Unresolved(_) => return None,
    })
}

fn primitive(it: Primitive) -> Option<(&'static str, Shape)> {
    Some(match it {
        Primitive::Boolean => ("Boolean", Shape::Copied),
        Primitive::Integer | Primitive::Long => ("Integer", Shape::Copied),
        Primitive::Double => ("Double", Shape::Copied),
        Primitive::Decimal => ("Decimal", Shape::Copied),
        Primitive::Uuid => ("Uuid", Shape::Copied),
        Primitive::Date => ("Date", Shape::Copied),
        Primitive::DateTime => ("DateTime", Shape::Copied),
        Primitive::String => ("Text", Shape::Text),
        Primitive::Json | Primitive::Object => ("Json", Shape::Document),
        Primitive::Unit => return None,
    })
}
