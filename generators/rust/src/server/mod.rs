//! Axum routers and handler traits, one a resource.

mod answers;
mod operation;
mod refusals;
mod requests;
mod resource;
pub(crate) mod write_only;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::api::Api;
use crate::context::Context;
use crate::ident::ident;
use crate::render::SourceUnit;
use crate::schemas::Schemas;
use crate::server::refusals::Refusals;

pub(crate) use answers::{has_own_type, success_type};

/// The server's files; none for a crate without operations.
pub(crate) fn generate(context: &Context<'_>, apis: &[Api<'_>]) -> Vec<SourceUnit> {
    if apis.is_empty() {
        return Vec::new();
    }
    let (schemas, mut refusals) = (Schemas::of_resources(context), Refusals::new(context));
    let mut units: Vec<_> = apis.iter().map(|it| resource::generate(context, it, schemas, &mut refusals)).collect();
    let refusals = refusals.items();
    let facts: Vec<_> = (!refusals.is_empty()).then(|| ident("refusals")).into_iter().collect();
    let index = index(apis, &facts);
    if !refusals.is_empty() {
        let about = "How the declared error models say what is wrong with a request.";
        units.push(SourceUnit::new(context, "server/refusals.rs", about, refusals));
    }
    units.push(SourceUnit::new(context, "server/mod.rs", "The server: a trait and routes for each resource.", index));
    units
}

fn index(apis: &[Api<'_>], facts: &[Ident]) -> TokenStream {
    let modules: Vec<_> = apis.iter().map(Api::module_ident).collect();
    let names = apis.iter().map(|it| &it.name);
    quote! {
        #(mod #facts;)*
        #(pub mod #modules;)*

        /// The operations of a service that has all resources, to be merged with others or made a router.
        pub fn routes<T, S>(service: &::std::sync::Arc<T>) -> ::apigen_http::server::Routes<S>
        where
            T: #(#modules::#names<S>)+*,
            S: Clone + Send + Sync + 'static,
        {
            ::apigen_http::server::Routes::default()#(.merge(#modules::routes(service)))*
        }
    }
}
