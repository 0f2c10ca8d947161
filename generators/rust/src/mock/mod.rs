//! Stand-ins for a service in tests: expected calls per operation, and the whole service in memory.

mod resource;

use apigen_generator::mock::{describe, text};
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use crate::context::Context;
use crate::render::SourceUnit;

/// Where the description of the service in memory goes, below `src`.
pub(crate) const DESCRIPTION: &str = "mock/description.json";

/// The description that drives the service in memory; none for a crate without operations.
pub(crate) fn description(context: &Context<'_>) -> Option<String> {
    let has_operations = context.definitions().any(|it| it.resources.iter().any(|it| !it.operations.is_empty()));
    let description = || describe(context.repository, &context.own.definitions);
    has_operations.then(|| text(&description()))
}

/// The mock's files; none for a crate without operations.
pub(crate) fn generate(context: &Context<'_>, apis: &[Api<'_>]) -> Vec<SourceUnit> {
    if apis.is_empty() {
        return Vec::new();
    }
    let mut units: Vec<_> = apis.iter().map(|it| resource::generate(context, it)).collect();
    let about =
        "Stand-ins for the service in tests: a client whose calls are expected one by one, and a server in memory.";
    units.push(SourceUnit::new(context, "mock/mod.rs", about, index(context, apis)));
    units
}

fn index(context: &Context<'_>, apis: &[Api<'_>]) -> TokenStream {
    let modules: Vec<_> = apis.iter().map(Api::module_ident).collect();
    let names: Vec<_> = apis.iter().map(|it| &it.name).collect();
    let docs = apis.iter().map(|it| it.docs(context));
    quote! {
        use ::apigen_http::server;
        use ::apigen_mock as mock;
        #(pub mod #modules;)*

        /// The whole service in memory: it keeps what it is told, and answers what the definition declares.
        pub fn server() -> mock::Server {
            static SERVICE: ::std::sync::LazyLock<mock::Service> =
                ::std::sync::LazyLock::new(|| mock::Service::generated(include_str!("description.json")));
            mock::Server::new(&SERVICE)
        }

        /// The service as a test expects it to be called; clones share expectations.
        #[derive(Clone, Debug, Default)]
        pub struct Mock {
            #(#docs pub #modules: ::std::sync::Arc<#modules::#names>,)*
        }
        impl Mock {
            /// A service of which no call is expected.
            pub fn new() -> Self {
                Self::default()
            }
            /// A client whose calls arrive here, as the same requests and answers as over a network.
            pub fn client(&self) -> crate::client::Client {
                mock::client(crate::client::Client::builder(mock::BASE_URL), self.router())
            }
            /// What answers the client, to be served on a socket or called with other settings.
            pub fn router(&self) -> mock::Router {
                server::Routes::default()#(.merge(crate::server::#modules::routes(&self.#modules)))*.into_router()
            }
            /// Panics unless every expectation was met and nothing else was called.
            #[track_caller]
            pub fn verify(&self) {
                mock::verify(&[#(&*self.#modules),*]);
            }
        }
    }
}
