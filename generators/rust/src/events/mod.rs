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

/// The streams of a crate, none for one without; and what of them is left out, and why.
pub(crate) fn generate(context: &Context<'_>) -> (Vec<SourceUnit>, Vec<Skip>) {
    let mut files = Scope::with(TAKEN);
    let (mut units, mut skips, mut modules) = (Vec::new(), Vec::new(), Vec::new());
    for stream in streams(context) {
        match stream {
            Ok(stream) => {
                let file = files.claim(&file_name(&stream.declared.name));
                units.push(unit(context, &stream, &file));
                modules.push(ident(&file));
                skips.extend(stream.skips());
            }
            Err(skip) => skips.push(skip),
        }
    }
    if !units.is_empty() {
        let about = "Event streams: publishing and consuming them.";
        units.push(SourceUnit::new(context, "events/mod.rs", about, index(&modules)));
    }
    (units, skips)
}

fn unit(context: &Context<'_>, stream: &Publication<'_>, file: &str) -> SourceUnit {
    let about = format!("The stream `{}`.", one_line(&stream.declared.name).replace('`', "'"));
    SourceUnit::new(context, format!("events/{file}.rs"), &about, shorten(stream.items()))
}

fn streams<'a>(context: &'a Context<'a>) -> Vec<Result<Publication<'a>, Skip>> {
    let of_definition =
        |it: &'a apigen_model::Definition| it.streams.iter().map(move |stream| Publication::new(context, it, stream));
    context.definitions().flat_map(of_definition).collect()
}

fn index(modules: &[Ident]) -> TokenStream {
    quote!(#(pub mod #modules;)*)
}
