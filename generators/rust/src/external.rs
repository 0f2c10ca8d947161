//! Aliases for types that a crate names but cannot have.

use apigen_model::TypeKind;
use quote::quote;

use crate::context::Context;
use crate::docs::{attributes, one_line};
use crate::plan::StandIn;
use crate::render::SourceUnit;

/// The file of aliases; none when every type is at hand.
pub(crate) fn generate(context: &Context<'_>) -> Vec<SourceUnit> {
    let aliases = context.own.stand_ins.iter().map(|(key, it)| alias(key, it));
    let items = quote!(#(#aliases)*);
    let about = "Stand-ins for types that this crate cannot have.";
    if items.is_empty() { Vec::new() } else { vec![SourceUnit::new(context, "external.rs", about, items)] }
}

/// An enum is text whatever its values are; anything else may be any JSON.
fn alias(key: &str, StandIn { name, kind, reason }: &StandIn) -> proc_macro2::TokenStream {
    let docs = attributes(&format!("Stands for `{}`, {reason}.", one_line(key).replace('`', "'")));
    let text = *kind == Some(TypeKind::Enum);
    let target = if text { quote!(::std::string::String) } else { quote!(::apigen_types::Json) };
    quote!(#docs pub type #name = #target;)
}
