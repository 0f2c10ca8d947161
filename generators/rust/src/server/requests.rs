//! The input of an operation as a struct, and how it is read out of a request.

use apigen_generator::names::Scope;
use apigen_model::{Auth, Location};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::refusals::Refusals;
use crate::api::{Api, Call, Input, Kind, code, plain};
use crate::context::Context;
use crate::docs::attributes;
use crate::ident::{constant_name, ident};
use crate::schemas::Schemas;

/// The struct and its reading.
pub(super) fn generate(
    context: &Context<'_>,
    api: &Api<'_>,
    call: &Call<'_>,
    schemas: Schemas<'_>,
    refusals: &mut Refusals<'_>,
) -> TokenStream {
    let (structure, reading) = (structure(context, api, call), reading(call, schemas, refusals));
    quote!(#structure #reading)
}

fn structure(context: &Context<'_>, api: &Api<'_>, call: &Call<'_>) -> TokenStream {
    let name = call.type_name("Request");
    let docs = attributes(&format!("The input of {}.", call.label()));
    let is_redacted = |it: &Input<'_>| context.is_redacted(api.definition, &it.parameter.field);
    let redacts = inputs(call).any(is_redacted);
    let parameters = inputs(call).map(|it| {
        let docs = input_docs(it);
        let (name, ty) = (&it.name, it.field_type());
        quote!(#docs pub #name: #ty)
    });
    let body = call.body.iter().map(|(name, body)| {
        let docs = context.docs(&body.meta, "The body.");
        let ty = context.rust_type(&body.ty);
        quote!(#docs pub #name: #ty)
    });
    let shown = inputs(call).map(|it| (it.parameter.field.name.as_str(), &it.name, is_redacted(it)));
    let shown = shown.chain(call.body.iter().map(|(name, _)| ("body", name, false)));
    let redacting = redacts.then(|| context.debug(&name, shown));
    let debug = (!redacts).then(|| quote!(Debug,));
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq)]
        pub struct #name { #(#parameters,)* #(#body,)* }
        #redacting
    }
}

/// All parameters: those of the operation, then the headers of the service.
fn inputs<'c, 'a>(call: &'c Call<'a>) -> impl Iterator<Item = &'c Input<'a>> {
    call.inputs.iter().chain(&call.headers)
}

fn input_docs(input: &Input<'_>) -> TokenStream {
    let field = &input.parameter.field;
    let what = format!("The {} parameter {}.", input.parameter.location.as_str(), code(&field.name));
    attributes(field.meta.description.as_deref().filter(|it| !it.trim().is_empty()).unwrap_or(&what))
}

fn reading(call: &Call<'_>, schemas: Schemas<'_>, refusals: &mut Refusals<'_>) -> TokenStream {
    let name = call.type_name("Request");
    let (content, refusal) = (content(call), refusals.refusal(call.operation));
    let auth = auth(call);
    let parameters = parameters(call, schemas);
    let body = call.body.as_ref().map(|(name, body)| (name.clone(), schemas.reference(&body.ty)));
    let body_static = body.iter().map(|(_, schema)| quote!(static BODY: &server::Schema = #schema;));
    let body_local = body.iter().map(|(name, _)| quote!(let #name = input.body(BODY);));
    let fields = parameters.iter().map(|it| {
        let (field, local) = (it.field, &it.local);
        if field == local { quote!(#field: #field?) } else { quote!(#field: #local?) }
    });
    let body_field = body.iter().map(|(name, _)| quote!(#name: #name?));
    let (statics, locals) = (parameters.iter().map(|it| &it.constant), parameters.iter().map(|it| &it.statement));
    // An operation without input looks at nothing.
    let input = if parameters.is_empty() && body.is_none() { quote!(_) } else { quote!(input) };
    quote! {
        impl server::Receive for #name {
            const CONTENT: server::Content = server::Content::#content;
            const REFUSAL: &'static server::Refusal = #refusal;
            #auth
            fn receive(#input: &mut server::Input<'_>) -> Option<Self> {
                #(#statics)*
                #(#body_static)*
                #(#locals)*
                #(#body_local)*
                Some(Self { #(#fields,)* #(#body_field,)* })
            }
        }
    }
}

fn content(call: &Call<'_>) -> Ident {
    let name = match call.body {
        Some(_) => "Json",
        None if call.has(&Location::Form) => "Form",
        None => "None",
    };
    ident(name)
}

/// Who may call, where the definition says so.
fn auth(call: &Call<'_>) -> Option<TokenStream> {
    let auth = match call.operation.behaviour.as_ref()?.auth.as_ref()? {
        Auth::Public { .. } => quote!(Public),
        Auth::Scheme { scheme, scopes } => {
            let (name, scopes) = (scheme.as_str(), scopes.iter().map(AsRef::<str>::as_ref));
            quote!(Scheme { name: #name, scopes: &[#(#scopes),*] })
        }
    };
    Some(quote!(const AUTH: server::Auth = server::Auth::#auth;))
}

/// What a parameter is in the function that reads.
struct Reading<'c> {
    field: &'c Ident,
    local: Ident,
    constant: TokenStream,
    statement: TokenStream,
}

fn parameters<'c>(call: &'c Call<'_>, schemas: Schemas<'_>) -> Vec<Reading<'c>> {
    let (mut constants, mut locals) = (Scope::with(&["BODY"]), Scope::with(&["input"]));
    let reading = |it: &'c Input<'_>| {
        let field = &it.parameter.field;
        let name = ident(&constants.claim(&constant_name(&field.name)));
        let local = ident(&locals.claim(&plain(&it.name)));
        let (location, wire, schema) = (location(call, it), field.name.as_str(), schemas.of_field(field));
        let default = (!it.default.is_empty()).then(|| {
            let texts = &it.default;
            quote!(.or(&[#(#texts),*]))
        });
        let read = ident(match it.kind {
            Kind::Required => "required",
            Kind::Optional => "optional",
            Kind::List => "list",
            Kind::Some => "some",
        });
        Reading {
            field: &it.name,
            constant: quote!(static #name: server::Parameter = server::Parameter::#location(#wire, #schema)#default;),
            statement: quote!(let #local = input.#read(&#name);),
            local,
        }
    };
    inputs(call).map(reading).collect()
}

/// Where a parameter is read from; beside a JSON body there is no form.
fn location(call: &Call<'_>, input: &Input<'_>) -> Ident {
    ident(match input.parameter.location {
        Location::Path => "path",
        Location::Header => "header",
        Location::Form if call.body.is_none() => "form",
        _ => "query",
    })
}
