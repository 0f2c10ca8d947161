//! Reqwest clients, one method an operation.

mod answers;
mod arguments;
mod facts;
mod operation;
mod pages;
mod resource;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use crate::context::Context;
use crate::docs::attributes;
use crate::render::SourceUnit;

/// The client's files; none for a crate without operations.
pub(crate) fn generate(context: &Context<'_>, apis: &[Api<'_>]) -> Vec<SourceUnit> {
    if apis.is_empty() {
        return Vec::new();
    }
    let mut units: Vec<_> = apis.iter().map(|it| resource::generate(context, it)).collect();
    units.push(SourceUnit::new(
        context,
        "client/mod.rs",
        "The client: a method for each resource, and on it one for each operation.",
        index(context, apis),
    ));
    units
}

fn index(context: &Context<'_>, apis: &[Api<'_>]) -> TokenStream {
    let modules = apis.iter().map(Api::module_ident);
    let accessors = apis.iter().map(|it| accessor(context, it));
    let (base_url, headers) = (base_url(context), headers(context));
    quote! {
        use ::apigen_http::client;
        #(pub mod #modules;)*

        /// Calls the service; clones share connections.
        #[derive(Clone, Debug)]
        pub struct Client {
            connection: client::Connection,
        }
        impl Client {
            #base_url
            /// Settings for a server at an absolute URL; paths are appended to it.
            pub fn builder(base_url: impl Into<::std::string::String>) -> client::Builder<Self> {
                client::Builder::new(base_url)#headers
            }
            #(#accessors)*
        }
        impl From<client::Connection> for Client {
            fn from(connection: client::Connection) -> Self {
                Self { connection }
            }
        }
    }
}

fn accessor(context: &Context<'_>, api: &Api<'_>) -> TokenStream {
    let (module, name, docs) = (api.module_ident(), &api.name, api.docs(context));
    quote! {
        #docs
        pub fn #module(&self) -> #module::#name<'_> {
            #module::#name { connection: &self.connection }
        }
    }
}

fn base_url(context: &Context<'_>) -> TokenStream {
    let docs = attributes("Where the definition says that the service is.");
    let declared = context.definitions().find_map(|it| it.base_url.as_deref());
    declared.map(|it| quote!(#docs pub const BASE_URL: &'static str = #it;)).unwrap_or_default()
}

/// The headers that every request carries, as far as the definition says their values.
fn headers(context: &Context<'_>) -> TokenStream {
    let declared = context.definitions().flat_map(|it| &it.headers);
    let headers = declared.filter_map(|it| {
        let (name, value) = (it.name.as_str(), it.default_text()?);
        Some(quote!(.header(#name, #value)))
    });
    headers.collect()
}
