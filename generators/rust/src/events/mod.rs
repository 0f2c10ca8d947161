//! Streams: a module each, with what everybody has to know about it, and for the service that owns it how changes of its
//! table become events.

mod member;
mod source;
mod stream;

use apigen_generator::Skip;
use apigen_generator::names::Scope;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::docs::one_line;
use crate::ident::{file_name, ident};
use crate::prelude::shorten;
use crate::render::SourceUnit;
use stream::Publication;

/// Modules that a file system or the language has a use for already.
const TAKEN: &[&str] = &["aux", "con", "mod", "nul", "prn", "events"];

/// The streams of a crate; none for one without.
pub(crate) fn generate(context: &Context<'_>) -> Vec<SourceUnit> {
    let mut files = Scope::with(TAKEN);
    let (mut units, mut modules) = (Vec::new(), Vec::new());
    for stream in streams(context).into_iter().filter_map(Result::ok) {
        let file = files.claim(&file_name(&stream.declared.name));
        let label = one_line(&stream.declared.name).replace('`', "'");
        units.push(SourceUnit::new(
            context,
            format!("events/{file}.rs"),
            &format!("The stream `{label}`."),
            shorten(stream.items()),
        ));
        modules.push(ident(&file));
    }
    if !units.is_empty() {
        units.push(SourceUnit::new(
            context,
            "events/mod.rs",
            "Event streams: publishing and consuming them.",
            index(&modules),
        ));
    }
    units
}

/// What of streams is left out, and why.
pub(crate) fn skips(context: &Context<'_>) -> Vec<Skip> {
    let of_stream = |it: Result<Publication<'_>, Skip>| it.map_or_else(|skip| vec![skip], Publication::skips);
    streams(context).into_iter().flat_map(of_stream).collect()
}

fn streams<'a>(context: &'a Context<'a>) -> Vec<Result<Publication<'a>, Skip>> {
    let of_definition =
        |it: &'a apigen_model::Definition| it.streams.iter().map(move |stream| Publication::new(context, it, stream));
    context.definitions().flat_map(of_definition).collect()
}

fn index(modules: &[Ident]) -> TokenStream {
    quote!(#(pub mod #modules;)*)
}
