//! The expectations of a resource: a script an operation, behind the trait that a server implements.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Call, code};
use crate::context::Context;
use crate::docs::attributes;
use crate::render::SourceUnit;
use crate::server::{has_own_type, success_type};

/// The file of a resource.
pub(super) fn generate(context: &Context<'_>, api: &Api<'_>) -> SourceUnit {
    let (name, module) = (&api.name, api.module_ident());
    let docs = attributes(&format!("What is expected of {}.", code(&api.resource.name)));
    let functions: Vec<_> = api.calls.iter().map(|it| &it.function).collect();
    let fields = api.calls.iter().map(field);
    let labels = api.calls.iter().map(|it| it.operation.label());
    let methods = api.calls.iter().map(method);
    let items = quote! {
        use ::apigen_mock as mock;
        use crate::server::#module as service;

        #docs
        #[derive(Debug)]
        pub struct #name { #(#fields,)* }
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self { #(#functions: mock::Script::new(#labels),)* }
            }
        }
        impl service::#name for #name {
            type Context = mock::Parts;
            #(#methods)*
        }
        impl mock::Verify for #name {
            fn failures(&self) -> Vec<::std::string::String> {
                mock::failures(&[#(&self.#functions),*])
            }
        }
    };
    let about = format!("Expected calls on {}.", code(&api.resource.name));
    SourceUnit::new(context, format!("mock/{}.rs", api.module), &about, items)
}

fn field(call: &Call<'_>) -> TokenStream {
    let (docs, function, request) = (attributes(&call.label()), &call.function, call.type_name("Request"));
    let (success, error) = (success(call), call.type_name("Error"));
    quote!(#docs pub #function: mock::Script<service::#request, #success, service::#error>)
}

fn method(call: &Call<'_>) -> TokenStream {
    let (function, request) = (&call.function, call.type_name("Request"));
    let (success, error) = (success(call), call.type_name("Error"));
    quote! {
        async fn #function(
            &self,
            parts: mock::Parts,
            request: service::#request,
        ) -> Result<#success, service::#error> {
            self.#function.call(parts, request)
        }
    }
}

/// The type of an operation's success, seen from here.
fn success(call: &Call<'_>) -> TokenStream {
    let bare = success_type(call);
    if has_own_type(call) { quote!(service::#bare) } else { bare }
}
