//! What a method of a service returns: exactly what the definition declares.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Call, Outcome, status_constant};
use crate::docs::attributes;
use crate::schemas::Schemas;

/// The types of an operation's answers.
pub(super) fn generate(call: &Call<'_>, schemas: Schemas<'_>) -> TokenStream {
    let (success, error) = (success(call, schemas), error(call, schemas));
    quote!(#success #error)
}

/// The type of an operation's success.
pub(crate) fn success_type(call: &Call<'_>) -> TokenStream {
    if has_own_type(call) {
        let name = call.type_name("Response");
        return quote!(#name);
    }
    call.outcomes.successes.first().and_then(|it| it.body.clone()).unwrap_or_else(|| quote!(()))
}

/// Whether success is more than one status with one body.
pub(crate) fn has_own_type(call: &Call<'_>) -> bool {
    match call.outcomes.successes.as_slice() {
        [] => false,
        [only] => !only.is_plain(),
        _ => true,
    }
}

fn success(call: &Call<'_>, schemas: Schemas<'_>) -> TokenStream {
    let name = call.type_name("Response");
    let docs = attributes(&format!("What {} answers when it succeeds.", call.label()));
    match call.outcomes.successes.as_slice() {
        _ if !has_own_type(call) => TokenStream::new(),
        [only] => {
            let fields = only.fields(&quote!(server::StatusCode));
            let fields = fields.iter().map(|(name, ty, docs)| quote!(#docs pub #name: #ty));
            let names: Vec<_> = only.fields(&quote!()).into_iter().map(|(name, ..)| name).collect();
            let reply = reply(only, schemas);
            quote! {
                #docs
                #[derive(Clone, Debug)]
                pub struct #name { #(#fields),* }
                impl server::IntoResponse for #name {
                    fn into_response(self) -> server::Response {
                        let Self { #(#names),* } = self;
                        #reply
                    }
                }
            }
        }
        several => {
            let variants = several.iter().map(variant);
            let arms = several.iter().map(|it| arm(it, schemas));
            quote! {
                #docs
                #[derive(Clone, Debug)]
                pub enum #name { #(#variants),* }
                impl server::IntoResponse for #name {
                    fn into_response(self) -> server::Response {
                        match self { #(#arms),* }
                    }
                }
            }
        }
    }
}

fn error(call: &Call<'_>, schemas: Schemas<'_>) -> TokenStream {
    let name = call.type_name("Error");
    let docs = attributes(&format!("What {} answers when it does not succeed.", call.label()));
    let variants = call.outcomes.errors.iter().map(variant);
    let arms = call.outcomes.errors.iter().map(|it| arm(it, schemas));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub enum #name {
            #(#variants,)*
            /// 500, without a reason.
            Internal(server::InternalError),
        }
        impl server::IntoResponse for #name {
            fn into_response(self) -> server::Response {
                match self {
                    #(#arms,)*
                    Self::Internal(it) => server::IntoResponse::into_response(it),
                }
            }
        }
        impl<E: Into<server::InternalError>> From<E> for #name {
            fn from(error: E) -> Self {
                Self::Internal(error.into())
            }
        }
    }
}

/// An outcome as a variant.
pub(super) fn variant(outcome: &Outcome<'_>) -> TokenStream {
    let (name, docs) = (&outcome.variant, outcome.docs());
    if !outcome.is_plain() {
        let fields = outcome.fields(&quote!(server::StatusCode));
        let fields = fields.iter().map(|(name, ty, docs)| quote!(#docs #name: #ty));
        return quote!(#docs #name { #(#fields),* });
    }
    let content = outcome.body.iter();
    quote!(#docs #name #((#content))*)
}

fn arm(outcome: &Outcome<'_>, schemas: Schemas<'_>) -> TokenStream {
    let (name, reply) = (&outcome.variant, reply(outcome, schemas));
    if !outcome.is_plain() {
        let names = outcome.fields(&quote!()).into_iter().map(|(name, ..)| name);
        return quote!(Self::#name { #(#names),* } => #reply);
    }
    let content = outcome.body.as_ref().map(|_| quote!((body)));
    quote!(Self::#name #content => #reply)
}

/// The answer, with the outcome's fields as variables.
fn reply(outcome: &Outcome<'_>, schemas: Schemas<'_>) -> TokenStream {
    let status = outcome.status.map_or_else(|| quote!(status), status_constant);
    let headers = outcome.headers.iter().map(|it| {
        let (wire, name) = (it.field.name.as_str(), &it.name);
        quote!(.header(#wire, &#name))
    });
    let end = ending(outcome, schemas);
    quote!(server::Reply::new(#status)#(#headers)*#end)
}

/// The end of an answer: its body as the variable `body`, without what only callers send; or none.
pub(super) fn ending(outcome: &Outcome<'_>, schemas: Schemas<'_>) -> TokenStream {
    if outcome.body.is_none() {
        return quote!(.empty());
    }
    let pruned = schemas.with_write_only(&outcome.response.ty);
    pruned.map_or_else(|| quote!(.json(&body)), |schema| quote!(.json_without_write_only(&body, const { #schema })))
}
