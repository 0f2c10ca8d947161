//! Which declared error says that a request is wrong, and how its model says it.

use std::collections::BTreeMap;

use apigen_generator::names::Scope;
use apigen_model::{Enum, Field, Model, Operation, Primitive, Response, Type, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::ident::{constant_name, ident};

/// The statuses that say that a request is wrong, the better one first.
const STATUSES: [u16; 2] = [422, 400];

/// Codes that error models have for values that break rules, the most precise first.
const INVALID: &[&str] =
    &["invalid_request", "validation_error", "validation", "invalid", "client_error", "bad_request", "generic_error"];

/// Codes that error models have for bodies that are no JSON.
const MALFORMED: &[&str] = &["malformed_body", "malformed", "invalid_json"];

/// The rules that a value can break.
const RULES: &[&str] =
    &["required", "type", "enum", "discriminator", "minimum", "maximum", "pattern", "unique_items", "unknown_field"];

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
        let response = |status: u16| operation.responses.iter().find(|it| it.code.status() == Some(status));
        let fitting = STATUSES.into_iter().find_map(|it| self.fitting(it, response(it)?));
        fitting.unwrap_or_else(|| {
            let status = STATUSES.into_iter().find(|it| response(*it).is_some()).unwrap_or(400);
            let nothing_there = response(404).filter(|it| it.ty.is(Primitive::Unit) && response(status).is_none());
            let on_path = nothing_there.map(|_| quote!(.on_path(404)));
            let status = Literal::u16_unsuffixed(status);
            quote!(&server::Refusal::problem(#status)#on_path)
        })
    }

    /// The refusals that operations refer to.
    pub(super) fn items(self) -> TokenStream {
        let items =
            self.known.into_values().map(|(name, value)| quote!(pub(super) static #name: server::Refusal = #value;));
        let items: Vec<_> = items.collect();
        if items.is_empty() { TokenStream::new() } else { quote!(use ::apigen_http::server; #(#items)*) }
    }

    fn fitting(&mut self, status: u16, response: &Response) -> Option<TokenStream> {
        if response.ty.is(Primitive::Unit) {
            let status = Literal::u16_unsuffixed(status);
            return Some(quote!(&server::Refusal::empty(#status)));
        }
        let (ty, each) = response.ty.element().map_or((&response.ty, false), |it| (it, true));
        let Type::Named(id) = ty else { return None };
        if let Some((name, _)) = self.known.get(&(*id, each, status)) {
            return Some(quote!(&super::refusals::#name));
        }
        let model = self.context.repository.model(*id)?;
        let parts = parts(self.context, model, Depth::Outer)?;
        let shape = ident(if each { "Each" } else { "One" });
        let code = Literal::u16_unsuffixed(status);
        let value = quote!(server::Refusal { status: #code, shape: server::Shape::#shape(#parts), path_status: None });
        let name = ident(&self.scope.claim(&constant_name(&format!("{}_{status}", model.name))));
        self.known.insert((*id, each, status), (name.clone(), value));
        Some(quote!(&super::refusals::#name))
    }
}

/// Whether an object stands for the whole refusal or for one violation in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Outer,
    Violation,
}

/// What each field of an error model says; nothing when a required one cannot be filled.
fn parts(context: &Context<'_>, model: &Model, depth: Depth) -> Option<TokenStream> {
    let mut parts = Vec::new();
    for field in &model.fields {
        match slot(context, field, depth) {
            Some(slot) => {
                let name = field.name.as_str();
                parts.push(quote!(server::Part { name: #name, slot: #slot }));
            }
            None if field.required && field.default.is_none() => return None,
            None => {}
        }
    }
    (!parts.is_empty()).then(|| quote!(&[#(#parts),*]))
}

fn slot(context: &Context<'_>, field: &Field, depth: Depth) -> Option<TokenStream> {
    let is_text = field.ty.is(Primitive::String);
    let values = context.repository.enum_of(&field.ty);
    let accepts = |wanted: &[&str]| is_text || values.is_some_and(|it| accepts(it, wanted));
    match (field.name.as_str(), depth) {
        ("code", _) => codes(is_text, values),
        ("message", _) if is_text => Some(quote!(server::Slot::Message)),
        ("messages", Depth::Outer) if field.ty.element().is_some_and(|it| it.is(Primitive::String)) => {
            Some(quote!(server::Slot::Messages))
        }
        ("violations" | "errors", Depth::Outer) => {
            let model = context.repository.model_of(field.ty.element()?)?;
            let parts = self::parts(context, model, Depth::Violation)?;
            Some(quote!(server::Slot::Violations(#parts)))
        }
        ("location", Depth::Violation) if accepts(&["path", "query", "header", "body"]) => {
            Some(quote!(server::Slot::Location))
        }
        ("pointer", Depth::Violation) if is_text => Some(quote!(server::Slot::Pointer)),
        ("rule", Depth::Violation) if accepts(RULES) => Some(quote!(server::Slot::Rule)),
        _ => None,
    }
}

fn codes(is_text: bool, values: Option<&Enum>) -> Option<TokenStream> {
    let known = |code: &&&str| is_text || values.is_some_and(|it| it.open || has(it, code));
    let declared = |codes: &[&'static str]| codes.iter().find(|code| values.is_some_and(|it| has(it, code))).copied();
    let only = values.filter(|it| it.values.len() == 1).map(|it| it.values[0].wire());
    let invalid = declared(INVALID).or(only).or_else(|| INVALID.iter().find(known).copied())?;
    let first_malformed = || is_text.then_some(MALFORMED[0]);
    let malformed = declared(MALFORMED).or_else(first_malformed).unwrap_or(invalid);
    Some(quote!(server::Slot::Code(server::Code { malformed: #malformed, invalid: #invalid })))
}

fn accepts(values: &Enum, wanted: &[&str]) -> bool {
    values.open || wanted.iter().all(|it| has(values, it))
}

fn has(values: &Enum, wire: &str) -> bool {
    values.values.iter().any(|it| it.wire() == wire)
}
