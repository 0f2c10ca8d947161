//! Inputs as arguments: what a caller passes, and how the request takes it.

use apigen_model::{Location, Primitive, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Input, Kind};
use crate::context::Context;

/// The type of an argument: text and what is not small by reference.
pub(super) fn argument_type(context: &Context<'_>, input: &Input<'_>) -> TokenStream {
    let repeats = matches!(input.kind, Kind::List | Kind::Some);
    let value = &input.value;
    match repeats {
        true if input.is_text() => quote!(impl IntoIterator<Item = impl AsRef<str>>),
        true => quote!(impl IntoIterator<Item = #value>),
        false => borrowed(context, &input.parameter.field.ty),
    }
}

/// The type of a value that is only looked at.
pub(super) fn borrowed(context: &Context<'_>, ty: &Type) -> TokenStream {
    let owned = context.rust_type(ty);
    match ty {
        Type::Primitive(Primitive::String) => quote!(&str),
        _ if is_by_value(context, ty) => owned,
        Type::List(inner) => {
            let element = context.rust_type(inner);
            quote!(&[#element])
        }
        _ => quote!(&#owned),
    }
}

/// How the request takes an argument: `.query("id", id)`.
pub(super) fn taking(context: &Context<'_>, input: &Input<'_>, argument: &Ident, has_body: bool) -> TokenStream {
    let name = input.parameter.field.name.as_str();
    let verb = match input.parameter.location {
        Location::Header => "header",
        Location::Form if !has_body => "form",
        _ => "query",
    };
    if matches!(input.kind, Kind::List | Kind::Some) {
        let verb = if verb == "query" { format_ident!("queries") } else { format_ident!("{verb}s") };
        let values = if input.is_text() { quote!(client::texts(#argument)) } else { quote!(#argument) };
        return quote!(.#verb(#name, #values));
    }
    let (verb, reference) = (format_ident!("{verb}"), reference(context, input, argument));
    quote!(.#verb(#name, #reference))
}

/// An argument as a reference to its value.
pub(super) fn reference(context: &Context<'_>, input: &Input<'_>, argument: &Ident) -> TokenStream {
    if is_by_value(context, &input.parameter.field.ty) { quote!(&#argument) } else { quote!(#argument) }
}

/// Numbers and the like are small, and enums read best so.
fn is_by_value(context: &Context<'_>, ty: &Type) -> bool {
    let small = |it: Primitive| !matches!(it, Primitive::String | Primitive::Json | Primitive::Object);
    match ty {
        Type::Primitive(it) => small(*it),
        Type::Named(id) => context.repository.enumeration(*id).is_some() && context.is_at_hand(*id),
        _ => false,
    }
}
