//! The module of a resource: its trait, its routes, and what its operations need.

use proc_macro2::TokenStream;
use quote::quote;

use super::refusals::Refusals;
use super::{answers, operation, requests};
use crate::api::{Api, Call, code};
use crate::context::Context;
use crate::render::SourceUnit;
use crate::schemas::Schemas;

/// The file of a resource.
pub(super) fn generate(
    context: &Context<'_>,
    api: &Api<'_>,
    schemas: Schemas<'_>,
    refusals: &mut Refusals<'_>,
) -> SourceUnit {
    let (service, routes) = (service(context, api), routes(api));
    let calls = api.calls.iter().map(|it| {
        let request = requests::generate(context, api, it, schemas, refusals);
        let (answers, handler) = (answers::generate(it, schemas), operation::handler(api, it, schemas));
        quote!(#request #answers #handler)
    });
    let items = quote! {
        use ::apigen_http::server;
        #service
        #routes
        #(#calls)*
    };
    SourceUnit::new(context, format!("server/{}.rs", api.module), &about(api), items)
}

fn about(api: &Api<'_>) -> String {
    format!(
        "Operations on {}: the trait that a service implements, and the routes that lead to it.",
        code(&api.resource.name)
    )
}

fn service(context: &Context<'_>, api: &Api<'_>) -> TokenStream {
    let (name, docs) = (&api.name, api.docs(context));
    let methods = api.calls.iter().map(method);
    quote! {
        #docs
        pub trait #name<S = ()>: Send + Sync + 'static {
            /// What every operation wants to know about a request beyond its input: who calls, for whom, which trace.
            type Context: server::FromRequestParts<S> + Send;
            #(#methods)*
        }
    }
}

fn method(call: &Call<'_>) -> TokenStream {
    let (docs, function) = (call.docs(), &call.function);
    let (request, success, error) = (call.type_name("Request"), answers::success_type(call), call.type_name("Error"));
    quote! {
        #docs
        fn #function(
            &self,
            context: Self::Context,
            request: #request,
        ) -> impl Future<Output = Result<#success, #error>> + Send;
    }
}

fn routes(api: &Api<'_>) -> TokenStream {
    let name = &api.name;
    let on = api.calls.iter().map(|it| {
        let (operation, function) = (operation::facts(it), &it.function);
        quote!(.on(#operation, service, #function::<T, S>))
    });
    quote! {
        /// The operations of a service, to be merged with others or made a router.
        pub fn routes<T, S>(service: &::std::sync::Arc<T>) -> server::Routes<S>
        where
            T: #name<S>,
            S: Clone + Send + Sync + 'static,
        {
            server::Routes::default()#(#on)*
        }
    }
}
