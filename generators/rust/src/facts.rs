//! What the documentation of a field says beyond its description: type, limits, unit, example.

use std::fmt::Write;

use apigen_model::{Constraints, Field, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::docs::{attributes, one_line};

/// The documentation of a field: its description, and in a paragraph of its own what else there is to know.
pub(crate) fn facts(context: &Context<'_>, field: &Field) -> TokenStream {
    let facts = sentences(field).join(" ");
    let description = field.meta.description.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let Some(description) = description else { return attributes(&format!("{} {facts}", shape(context, field))) };
    let (description, facts) = (attributes(description), attributes(&facts));
    if facts.is_empty() { description } else { quote!(#description #[doc = ""] #facts) }
}

fn sentences(field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(field.constraints.as_deref().and_then(|it| limits(&field.ty, it)));
    facts.extend(field.pattern().map(|it| format!("Matches `{}`.", code(it))));
    let unit = field.details.as_ref().and_then(|it| it.unit.as_deref());
    facts.extend(unit.map(|it| format!("In `{}`.", code(it))));
    facts.extend(field.default_text().map(|it| format!("Default: `{}`.", code(&it))));
    facts.extend(field.example().map(|it| format!("Example: `{}`.", code(it))));
    facts.extend(field.traits.read_only.then(|| "Only the server sends it.".to_owned()));
    facts.extend(field.traits.write_only.then(|| "Only clients send it.".to_owned()));
    facts.extend(field.traits.server_assigned.then(|| "The server assigns it.".to_owned()));
    facts
}

fn shape(context: &Context<'_>, field: &Field) -> String {
    let from = context.definitions().next().map(|it| it.id);
    let label = from.map_or_else(String::new, |it| context.repository.type_label(&field.ty, it));
    format!("`{}`: `{}`.", code(&field.name), code(&label))
}

/// The text of a code span.
fn code(text: &str) -> String {
    one_line(text).replace('`', "'")
}

fn limits(ty: &Type, it: &Constraints) -> Option<String> {
    let unit = match ty {
        Type::List(_) | Type::Map(_) => " elements",
        Type::Primitive(it) if it.is_numeric() => "",
        _ => " characters",
    };
    let mut text = match (it.minimum, it.maximum) {
        (Some(least), Some(most)) if least == most => format!("Exactly {least}{unit}"),
        (Some(least), Some(most)) => format!("From {least} to {most}{unit}"),
        (Some(least), None) => format!("At least {least}{unit}"),
        (None, Some(most)) => format!("At most {most}{unit}"),
        (None, None) => return it.unique_items.then(|| "All elements differ.".to_owned()),
    };
    // Invariant: writing to a string cannot fail.
    let _ = write!(text, "{}", if it.unique_items { ", all different." } else { "." });
    Some(text)
}
