//! What the definition says of an operation beyond its types, as an expression.

use apigen_model::{Auth, Behaviour, Location, Method};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Call, Input, plain};

/// The operation as a constant expression.
pub(super) fn operation(call: &Call<'_>) -> TokenStream {
    let (method, name, path) = (call.method(), plain(&call.function), call.operation.path.as_str());
    let behaviour = call.operation.behaviour.as_deref();
    let public = behaviour.is_some_and(|it| matches!(it.auth, Some(Auth::Public { .. }))).then(|| quote!(.public()));
    let repeatable = repeatable(&call.operation.method, behaviour);
    let key = call.inputs.iter().find(|it| is_idempotency_key(call, it)).map(|it| {
        let header = it.parameter.field.name.as_str();
        quote!(.idempotency_key(#header))
    });
    let retryable = behaviour.map(retryable);
    quote!(&client::Operation::new(client::Method::#method, #name, #path)#repeatable #key #retryable #public)
}

/// Whether a parameter tells the server that a request is one it has seen: the client makes its value up.
///
/// The language has no word for it; the name of the header is what everybody agrees on.
pub(super) fn is_idempotency_key(call: &Call<'_>, input: &Input<'_>) -> bool {
    let name = input.parameter.field.name.to_ascii_lowercase().replace(['-', '_'], "");
    matches!(call.operation.method, Method::Post | Method::Patch)
        && input.parameter.location == Location::Header
        && matches!(name.as_str(), "idempotencykey" | "xidempotencykey")
}

/// What the definition says against the method.
fn repeatable(method: &Method, behaviour: Option<&Behaviour>) -> Option<TokenStream> {
    match behaviour?.idempotent? {
        said if said == method.is_idempotent() => None,
        true => Some(quote!(.repeatable())),
        false => Some(quote!(.unrepeatable())),
    }
}

fn retryable(behaviour: &Behaviour) -> Option<TokenStream> {
    let errors = behaviour.errors.iter().filter(|it| it.retryable && !it.code.is_empty());
    let pairs: Vec<_> = errors.filter_map(|it| Some((Literal::u16_unsuffixed(it.status?), it.code.as_str()))).collect();
    let pairs = pairs.iter().map(|(status, code)| quote!((#status, #code)));
    (pairs.len() > 0).then(|| quote!(.retryable(&[#(#pairs),*])))
}
