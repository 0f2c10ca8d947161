//! How operations refuse requests: the statics that say it, each stated once.

use std::collections::BTreeMap;

use apigen_generator::names::Scope;
use apigen_generator::refusal::{Part, Refusal, RefusalBody, Slot, refusal};
use apigen_model::{Operation, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::ident::{constant_name, ident};

/// The refusals in use, by type and status; it grows while operations are generated.
pub(super) struct Refusals<'a> {
    context: &'a Context<'a>,
    known: BTreeMap<(TypeId, bool, u16), (Ident, TokenStream)>,
    scope: Scope,
}

impl<'a> Refusals<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, known: BTreeMap::new(), scope: Scope::default() }
    }

    /// How an operation refuses a request, as an expression.
    pub(super) fn refusal(&mut self, operation: &Operation) -> TokenStream {
        let Refusal { status, path_status, body } = refusal(self.context.repository, operation);
        let code = Literal::u16_unsuffixed(status);
        match body {
            RefusalBody::Undeclared => {
                let on_path = path_status.map(Literal::u16_unsuffixed).map(|it| quote!(.on_path(#it)));
                quote!(&server::Refusal::problem(#code)#on_path)
            }
            RefusalBody::Empty => quote!(&server::Refusal::empty(#code)),
            RefusalBody::Model { id, each, parts } => {
                let name = self.stated((id, each, status), &parts);
                quote!(&super::refusals::#name)
            }
        }
    }

    /// The refusals that operations refer to.
    pub(super) fn items(self) -> TokenStream {
        let items =
            self.known.into_values().map(|(name, value)| quote!(pub(super) static #name: server::Refusal = #value;));
        let items: Vec<_> = items.collect();
        if items.is_empty() { TokenStream::new() } else { quote!(use ::apigen_http::server; #(#items)*) }
    }

    /// The name of the static for a model and status.
    fn stated(&mut self, key: (TypeId, bool, u16), all: &[Part<'_>]) -> Ident {
        if let Some((name, _)) = self.known.get(&key) {
            return name.clone();
        }
        let (id, each, status) = key;
        let model = self.context.repository.named(id).map_or("", |it| it.name());
        let name = ident(&self.scope.claim(&constant_name(&format!("{model}_{status}"))));
        let (code, shape, parts) =
            (Literal::u16_unsuffixed(status), ident(if each { "Each" } else { "One" }), parts(all));
        let value = quote!(server::Refusal { status: #code, shape: server::Shape::#shape(#parts), path_status: None });
        self.known.insert(key, (name.clone(), value));
        name
    }
}

fn parts(all: &[Part<'_>]) -> TokenStream {
    let parts = all.iter().map(|it| {
        let (name, slot) = (it.name, slot(&it.slot));
        quote!(server::Part { name: #name, slot: #slot })
    });
    quote!(&[#(#parts),*])
}

fn slot(slot: &Slot<'_>) -> TokenStream {
    match slot {
        Slot::Code(it) => {
            let (malformed, invalid) = (it.malformed, it.invalid);
            quote!(server::Slot::Code(server::Code { malformed: #malformed, invalid: #invalid }))
        }
        Slot::Message => quote!(server::Slot::Message),
        Slot::Messages => quote!(server::Slot::Messages),
        Slot::Violations(all) => {
            let parts = parts(all);
            quote!(server::Slot::Violations(#parts))
        }
        Slot::Location => quote!(server::Slot::Location),
        Slot::Pointer => quote!(server::Slot::Pointer),
        Slot::Rule => quote!(server::Slot::Rule),
    }
}
