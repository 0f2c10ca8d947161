//! What is known of an operation beforehand, and the function between its route and the method of a service.

use apigen_model::Primitive;
use proc_macro2::TokenStream;
use quote::quote;

use super::answers;
use crate::api::{Api, Call, plain, status_constant};
use crate::schemas::Schemas;

/// The name, method and path of an operation; and whether it minds what the caller accepts.
pub(super) fn facts(call: &Call<'_>) -> TokenStream {
    const NOT_ACCEPTABLE: u16 = 406;
    let (name, method, path) = (plain(&call.function), call.method(), call.operation.path.as_str());
    let declared = call.operation.responses.iter().find(|it| it.code.status() == Some(NOT_ACCEPTABLE));
    let refusal = declared.map(|it| {
        let shape = if it.ty.is(Primitive::Unit) { quote!(empty) } else { quote!(problem) };
        quote!(.not_acceptable(const { &server::Refusal::#shape(406) }))
    });
    quote!(server::Operation::new(#name, server::Method::#method, #path)#refusal)
}

/// Reads the input, calls the service, turns what it returns into an answer.
pub(super) fn handler(api: &Api<'_>, call: &Call<'_>, schemas: Schemas<'_>) -> TokenStream {
    let (name, function) = (&api.name, &call.function);
    let answer = answer(call, schemas);
    quote! {
        async fn #function<T: #name<S>, S: Send + Sync>(
            service: ::std::sync::Arc<T>,
            call: server::Call<S>,
        ) -> Result<server::Response, server::Halt> {
            let (context, request) = call.read().await?;
            #answer
        }
    }
}

fn answer(call: &Call<'_>, schemas: Schemas<'_>) -> TokenStream {
    let function = &call.function;
    let called = quote!(T::#function(&service, context, request).await?);
    if answers::has_own_type(call) {
        return quote! {
            let response = #called;
            Ok(server::IntoResponse::into_response(response))
        };
    }
    let only = call.outcomes.successes.first();
    let status = status_constant(only.and_then(|it| it.status).unwrap_or(204));
    let bound = only.filter(|it| it.body.is_some()).map(|_| quote!(let body =));
    let end = only.map_or_else(|| quote!(.empty()), |it| answers::ending(it, schemas));
    quote! {
        #bound #called;
        Ok(server::Reply::new(#status)#end)
    }
}
