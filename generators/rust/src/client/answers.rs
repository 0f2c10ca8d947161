//! What a call returns: the declared successes, and why there was none.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Call, Outcome};
use crate::docs::attributes;

/// The types of an operation's answers.
pub(super) fn generate(call: &Call<'_>) -> TokenStream {
    let (success, error) = (success(call), error(call));
    quote!(#success #error)
}

/// Reads `answer`.
pub(super) fn read(call: &Call<'_>) -> TokenStream {
    let declared = |it: &&Outcome<'_>| it.status.is_some();
    let successes = call.outcomes.successes.iter().filter(declared).map(|it| success_arm(call, it));
    let errors = call.outcomes.errors.iter().filter(declared).map(|it| error_arm(call, it));
    let implicit = call.outcomes.successes.is_empty().then(|| quote!(204 => Ok(()),));
    let arms: Vec<_> = successes.chain(implicit).chain(errors).collect();
    let otherwise = otherwise(call);
    if arms.is_empty() { otherwise } else { quote!(match answer.status().as_u16() { #(#arms)* _ => #otherwise, }) }
}

/// What a call returns when it succeeds.
pub(super) fn success_type(call: &Call<'_>) -> TokenStream {
    match call.outcomes.successes.as_slice() {
        [] => quote!(()),
        [only] if only.is_plain() => only.body.clone().unwrap_or_else(|| quote!(())),
        _ => {
            let name = call.type_name("Response");
            quote!(#name)
        }
    }
}

fn success_arm(call: &Call<'_>, outcome: &Outcome<'_>) -> TokenStream {
    let (status, value) = (outcome.code(), success_value(call, outcome));
    quote!(#status => Ok(#value),)
}

fn success_value(call: &Call<'_>, outcome: &Outcome<'_>) -> TokenStream {
    let name = call.type_name("Response");
    match call.outcomes.successes.as_slice() {
        [only] if only.is_plain() && only.body.is_some() => quote!(answer.json()?),
        [only] if only.is_plain() => quote!(()),
        [_] => value(&quote!(#name), outcome),
        _ => {
            let variant = &outcome.variant;
            value(&quote!(#name::#variant), outcome)
        }
    }
}

fn error_arm(call: &Call<'_>, outcome: &Outcome<'_>) -> TokenStream {
    let (name, variant, status) = (call.type_name("Error"), &outcome.variant, outcome.code());
    let value = value(&quote!(#name::#variant), outcome);
    quote!(#status => Err(#value),)
}

/// What any other status means.
fn otherwise(call: &Call<'_>) -> TokenStream {
    let error = call.type_name("Error");
    let is_default = |it: &&Outcome<'_>| it.status.is_none();
    if let Some(it) = call.outcomes.successes.iter().find(is_default) {
        let value = success_value(call, it);
        return quote!(Ok(#value));
    }
    let declared = call.outcomes.errors.iter().find(is_default).map(|it| {
        let variant = &it.variant;
        value(&quote!(#error::#variant), it)
    });
    let value = declared.unwrap_or_else(|| quote!(#error::Unexpected(answer.into_unexpected())));
    quote!(Err(#value))
}

/// The outcome as a value, read from `answer`.
fn value(path: &TokenStream, outcome: &Outcome<'_>) -> TokenStream {
    if outcome.is_plain() {
        return if outcome.body.is_some() { quote!(#path(answer.json()?)) } else { quote!(#path) };
    }
    let status = outcome.status.is_none().then(|| quote!(status: answer.status(),));
    let body = outcome.body.is_some().then(|| quote!(body: answer.json()?,));
    let headers = outcome.headers.iter().map(|it| {
        let (name, wire) = (&it.name, it.field.name.as_str());
        if it.field.required {
            quote!(#name: answer.header(#wire)?,)
        } else {
            quote!(#name: answer.optional_header(#wire)?,)
        }
    });
    quote!(#path { #status #body #(#headers)* })
}

fn success(call: &Call<'_>) -> TokenStream {
    let name = call.type_name("Response");
    let docs = attributes(&format!("What {} answers when it succeeds.", call.label()));
    match call.outcomes.successes.as_slice() {
        [] => TokenStream::new(),
        [only] if only.is_plain() => TokenStream::new(),
        [only] => {
            let fields = only.fields(&quote!(client::StatusCode));
            let fields = fields.iter().map(|(name, ty, docs)| quote!(#docs pub #name: #ty));
            quote!(#docs #[derive(Clone, Debug)] pub struct #name { #(#fields),* })
        }
        several => {
            let variants = several.iter().map(variant);
            quote!(#docs #[derive(Clone, Debug)] pub enum #name { #(#variants),* })
        }
    }
}

fn error(call: &Call<'_>) -> TokenStream {
    let name = call.type_name("Error");
    let label = call.operation.label();
    let docs = attributes(&format!("Why {} did not succeed.", call.label()));
    let variants: Vec<_> = call.outcomes.errors.iter().map(variant).collect();
    let shown = call.outcomes.errors.iter().map(shown);
    let is_default = |it: &Outcome<'_>| it.status.is_none();
    let all = call.outcomes.errors.iter().chain(&call.outcomes.successes);
    let (unexpected, unexpected_shown) = if all.clone().any(is_default) { Default::default() } else { unexpected() };
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unexpected
            /// No answer, or one that cannot be read.
            Failed(client::Failure),
        }
        impl From<client::Failure> for #name {
            fn from(failure: client::Failure) -> Self {
                Self::Failed(failure)
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let reason: &dyn ::core::fmt::Display = match self {
                    #(#shown,)*
                    #unexpected_shown
                    Self::Failed(it) => it,
                };
                client::explain(f, #label, reason)
            }
        }
        impl ::std::error::Error for #name {}
    }
}

fn unexpected() -> (TokenStream, TokenStream) {
    let variant = quote! {
        /// A status that the definition does not declare.
        Unexpected(Box<client::Unexpected>),
    };
    (variant, quote!(Self::Unexpected(it) => it,))
}

fn variant(outcome: &Outcome<'_>) -> TokenStream {
    let (name, docs) = (&outcome.variant, outcome.docs());
    if !outcome.is_plain() {
        let fields = outcome.fields(&quote!(client::StatusCode));
        let fields = fields.iter().map(|(name, ty, docs)| quote!(#docs #name: #ty));
        return quote!(#docs #name { #(#fields),* });
    }
    let content = outcome.body.iter();
    quote!(#docs #name #((#content))*)
}

/// An error in words: its status; the body may hold what should not stand in logs.
fn shown(outcome: &Outcome<'_>) -> TokenStream {
    let (name, words) = (&outcome.variant, outcome.words());
    match (outcome.status, outcome.is_plain(), &outcome.body) {
        (None, ..) => quote!(Self::#name { status, .. } => status),
        (_, false, _) => quote!(Self::#name { .. } => &#words),
        (_, true, Some(_)) => quote!(Self::#name(_) => &#words),
        (_, true, None) => quote!(Self::#name => &#words),
    }
}
