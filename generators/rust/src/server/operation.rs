//! The function between a route and the method of a service.

use proc_macro2::TokenStream;
use quote::quote;

use super::answers;
use crate::api::{Api, Call, status_constant};

/// Reads the input, calls the service, turns what it returns into an answer.
pub(super) fn handler(api: &Api<'_>, call: &Call<'_>) -> TokenStream {
    let (name, function) = (&api.name, &call.function);
    let answer = answer(call);
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

fn answer(call: &Call<'_>) -> TokenStream {
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
    let has_body = only.is_some_and(|it| it.body.is_some());
    let (bound, end) = if has_body { (quote!(let body =), quote!(json(&body))) } else { (quote!(), quote!(empty())) };
    quote! {
        #bound #called;
        Ok(server::Reply::new(#status).#end)
    }
}
