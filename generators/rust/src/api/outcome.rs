//! Responses as variants and structs.

use apigen_generator::names::Scope;
use apigen_model::{Field, Method, Operation, Primitive, Response, ResponseCode};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{code, status};
use crate::context::Context;
use crate::docs::attributes;
use crate::ident::{ident, value_name};

/// What an operation answers, as declared: each status once.
pub(crate) struct Outcomes<'a> {
    /// 2xx and 3xx; `default` where there are none, and nothing at all where that is not declared either.
    pub(crate) successes: Vec<Outcome<'a>>,
    /// 4xx and 5xx, and `default` where it is no success.
    pub(crate) errors: Vec<Outcome<'a>>,
}

/// One declared answer.
pub(crate) struct Outcome<'a> {
    /// Its name.
    pub(crate) variant: Ident,
    /// The response.
    pub(crate) response: &'a Response,
    /// Its status; none for `default`, which carries it.
    pub(crate) status: Option<u16>,
    /// The type of its body, when it has content.
    pub(crate) body: Option<TokenStream>,
    /// Its headers.
    pub(crate) headers: Vec<Header<'a>>,
}

/// A header of an answer.
pub(crate) struct Header<'a> {
    /// The header.
    pub(crate) field: &'a Field,
    /// The name of the struct's field.
    pub(crate) name: Ident,
    /// The type of its value.
    pub(crate) ty: TokenStream,
}

impl<'a> Outcomes<'a> {
    pub(super) fn new(context: &Context<'_>, operation: &'a Operation) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        let distinct = operation.responses.iter().filter(|it| seen.insert(it.code.clone()));
        let all: Vec<_> = distinct.filter_map(|it| Outcome::new(context, operation, it)).collect();
        let has_success = all.iter().any(Outcome::is_declared_success);
        let is_success = |it: &Outcome<'_>| it.is_declared_success() || (!has_success && it.status.is_none());
        let (successes, errors) = all.into_iter().partition(is_success);
        Self { successes, errors }
    }
}

impl<'a> Outcome<'a> {
    fn new(context: &Context<'_>, operation: &Operation, response: &'a Response) -> Option<Self> {
        let status = match response.code {
            ResponseCode::Status(it @ 200..=599) => Some(it),
            ResponseCode::Default => None,
            ResponseCode::Status(_) | ResponseCode::Invalid(_) => return None,
        };
        let variant = status.map_or_else(|| format_ident!("Default"), status::variant);
        let bodiless = operation.method == Method::Head || matches!(status, Some(204 | 205 | 304));
        let has_content = !bodiless && !response.ty.is(Primitive::Unit);
        let body = has_content.then(|| context.rust_type(&response.ty));
        Some(Self { variant, response, status, body, headers: headers(context, response) })
    }

    /// Whether it is nothing but a status and perhaps a body.
    pub(crate) fn is_plain(&self) -> bool {
        self.status.is_some() && self.headers.is_empty()
    }

    /// The status in words: `404 Not Found`.
    pub(crate) fn words(&self) -> String {
        self.status.map_or_else(|| "any other status".to_owned(), status::words)
    }

    /// The status as a pattern.
    pub(crate) fn code(&self) -> Option<Literal> {
        self.status.map(Literal::u16_unsuffixed)
    }

    /// Documentation: what is said about the response, or its status in words.
    pub(crate) fn docs(&self) -> TokenStream {
        let words = self.words();
        match self.response.meta.description.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
            Some(it) => attributes(&format!("{words}: {it}")),
            None => attributes(&words),
        }
    }

    /// The fields of an answer that is more than a status and a body.
    pub(crate) fn fields(&self, status: &TokenStream) -> Vec<(Ident, TokenStream, TokenStream)> {
        let status =
            self.status.is_none().then(|| (format_ident!("status"), status.clone(), attributes("The status.")));
        let body = self.body.as_ref().map(|it| (format_ident!("body"), it.clone(), attributes("The body.")));
        let headers = self.headers.iter().map(|it| {
            let docs = attributes(&format!("The header {}.", code(&it.field.name)));
            (it.name.clone(), it.ty.clone(), docs)
        });
        status.into_iter().chain(body).chain(headers).collect()
    }

    fn is_declared_success(&self) -> bool {
        matches!(self.status, Some(200..=399))
    }
}

fn headers<'a>(context: &Context<'_>, response: &'a Response) -> Vec<Header<'a>> {
    let mut names = Scope::with(&["status", "body", "answer", "it"]);
    let header = |field: &'a Field| {
        let bare = context.rust_type(&field.ty);
        let ty = if field.required { bare } else { quote!(Option<#bare>) };
        Header { field, name: ident(&names.claim(&value_name(&field.name))), ty }
    };
    response.headers.iter().map(header).collect()
}
