//! The module of a resource: a method for each operation, and what it returns.

use quote::quote;

use super::{answers, operation};
use crate::api::{Api, code};
use crate::context::Context;
use crate::render::SourceUnit;

/// The file of a resource.
pub(super) fn generate(context: &Context<'_>, api: &Api<'_>) -> SourceUnit {
    let (name, docs) = (&api.name, api.docs(context));
    let methods = api.calls.iter().map(|it| operation::method(context, it));
    let calls = api.calls.iter().map(|it| {
        let (builder, answers) = (operation::builder(context, it), answers::generate(it));
        let description = operation::description(context, it);
        quote!(#builder #description #answers)
    });
    let items = quote! {
        use ::apigen_http::client::{self, Call as _};
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(super) connection: &'c client::Connection,
        }
        impl #name<'_> { #(#methods)* }
        #(#calls)*
    };
    let about = format!("Calls on {}.", code(&api.resource.name));
    SourceUnit::new(context, format!("client/{}.rs", api.module), &about, items)
}
