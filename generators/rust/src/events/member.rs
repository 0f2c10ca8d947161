//! Which changes of a row a member of the union tells, and where its fields come from.

use apigen_generator::names::Words;
use apigen_model::{Field, Model, Primitive, Type, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, Presence};

/// What is done to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Insert,
    Update,
    Delete,
}

/// The changes that a member tells, by the last word of its name: `user_upserted`, `user_deleted`.
pub(super) fn operations(name: &str) -> &'static [Operation] {
    let words = Words::of(name).snake();
    match words.rsplit('_').next().unwrap_or_default() {
        "created" | "inserted" | "added" | "registered" => &[Operation::Insert],
        "updated" | "changed" | "modified" => &[Operation::Update],
        "upserted" | "saved" | "stored" | "written" => &[Operation::Insert, Operation::Update],
        "deleted" | "removed" | "erased" => &[Operation::Delete],
        _ => &[],
    }
}

/// The event made of a change, as an expression; the name of a field that nothing of the change can fill otherwise.
pub(super) fn event(
    context: &Context<'_>,
    id: TypeId,
    model: &Model,
    row: (TypeId, &Model),
) -> Result<TokenStream, String> {
    let fields: Vec<_> = context.distinct_fields(&model.fields).collect();
    let names = context.field_idents(fields.iter().copied());
    let value = |field: &Field| {
        let value = value(field, row);
        value.or_else(|| absent(context, id, field)).ok_or_else(|| field.name.to_string())
    };
    let values = fields.into_iter().map(value).collect::<Result<Vec<_>, _>>()?;
    let path = context.path(id);
    Ok(quote!(#path { #(#names: #values),* }))
}

fn value(field: &Field, (id, row): (TypeId, &Model)) -> Option<TokenStream> {
    let name = field.name.as_str();
    let wrap = |value: TokenStream| if field.required { value } else { quote!(::std::option::Option::Some(#value)) };
    Some(match (name, &field.ty) {
        ("event_id", Type::Primitive(Primitive::String)) => wrap(quote!(change.event_id().to_string())),
        ("event_id", Type::Primitive(Primitive::Uuid)) => wrap(quote!(change.event_id())),
        ("timestamp", Type::Primitive(Primitive::DateTime)) => wrap(quote!(change.time())),
        (_, Type::Named(it)) if *it == id => wrap(quote!(change.row()?)),
        _ if row.fields.iter().any(|it| it.name == field.name && it.ty == field.ty) => quote!(change.column(#name)?),
        _ => return None,
    })
}

fn absent(context: &Context<'_>, owner: TypeId, field: &Field) -> Option<TokenStream> {
    match context.presence_in(owner, field) {
        Presence::Required | Presence::Patched => None,
        Presence::Optional => Some(quote!(::std::option::Option::None)),
        Presence::Defaulted(default) => Some(default),
    }
}
