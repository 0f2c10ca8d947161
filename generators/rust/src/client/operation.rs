//! The method that begins a call, and the builder that ends it.

use apigen_generator::names::Scope;
use apigen_model::Location;
use proc_macro2::TokenStream;
use quote::quote;

use super::answers;
use super::arguments::{argument_type, borrowed, reference, taking};
use crate::api::{Call, Input, code, described, plain};
use crate::context::Context;
use crate::docs::attributes;
use crate::ident::ident;

/// The method of the resource: what must be given is an argument.
pub(super) fn method(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let (docs, function, builder, method) = (call.docs(), &call.function, &call.prefix, call.method());
    let deprecated = context.deprecated(&call.operation.meta);
    let demanded = call.inputs.iter().filter(|it| it.is_demanded());
    let arguments = demanded.clone().map(|it| {
        let (name, ty) = (&it.name, argument_type(context, it));
        quote!(#name: #ty)
    });
    let body = call.body.iter().map(|(name, body)| {
        let ty = borrowed(context, &body.ty);
        quote!(#name: #ty)
    });
    let path = path(context, call);
    let taken = demanded.filter(|it| it.parameter.location != Location::Path);
    let taken = taken.map(|it| taking(context, it, &it.name, call.body.is_some()));
    let json = call.body.iter().map(|(name, body)| {
        let by_reference = borrowed(context, &body.ty).to_string().starts_with('&');
        if by_reference { quote!(.json(#name)) } else { quote!(.json(&#name)) }
    });
    quote! {
        #docs
        #deprecated
        pub fn #function(self, #(#arguments,)* #(#body,)*) -> #builder {
            #builder { request: self.connection.request(client::Method::#method)#path #(#taken)* #(#json)* }
        }
    }
}

/// The type that takes what may be given, and sends.
pub(super) fn builder(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let name = &call.prefix;
    let docs = attributes(&format!("{}, in the making.", call.label()));
    let mut methods = Scope::with(&["send", "timeout"]);
    let optional = call.inputs.iter().filter(|it| !it.is_demanded());
    let setters = optional.map(|it| setter(context, call, it, &mut methods)).collect::<TokenStream>();
    let send = answers::send(call);
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a request does nothing until `send`"]
        pub struct #name {
            request: client::Request,
        }
        impl #name {
            #setters
            /// Replaces the client's timeout for this call.
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self { request: self.request.timeout(timeout) }
            }
            #send
        }
    }
}

fn setter(context: &Context<'_>, call: &Call<'_>, input: &Input<'_>, methods: &mut Scope) -> TokenStream {
    let name = ident(&methods.claim(&plain(&input.name)));
    let (docs, ty) = (setter_docs(input), argument_type(context, input));
    let value = ident("value");
    let taking = taking(context, input, &value, call.body.is_some());
    let deprecated = context.deprecated(&input.parameter.field.meta);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: #ty) -> Self {
            Self { request: self.request #taking }
        }
    }
}

fn setter_docs(input: &Input<'_>) -> TokenStream {
    let field = &input.parameter.field;
    let location = input.parameter.location.as_str();
    let default = input.default.join(", ");
    let otherwise =
        if input.default.is_empty() { String::new() } else { format!("; {} when not given", code(&default)) };
    let what = format!("The {location} parameter {}{otherwise}.", code(&field.name));
    described(field.meta.description.as_deref().unwrap_or_default(), &what)
}

/// The path as calls: literals, and variables with their arguments.
fn path(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let mut literal = String::new();
    let mut calls = TokenStream::new();
    for segment in call.operation.path.trim_start_matches('/').split('/') {
        literal.push('/');
        let variable = segment.strip_prefix(':').map(|it| it.split_at(it.find('.').unwrap_or(it.len())));
        let input = variable.and_then(|(name, suffix)| Some((variable_input(call, name)?, suffix)));
        let Some((input, suffix)) = input else {
            literal.push_str(segment);
            continue;
        };
        let (name, argument) = (input.parameter.field.name.as_str(), reference(context, input, &input.name));
        calls.extend(quote!(.literal(#literal).variable(#name, #argument)));
        suffix.clone_into(&mut literal);
    }
    if literal.is_empty() { calls } else { quote!(#calls.literal(#literal)) }
}

fn variable_input<'c, 'a>(call: &'c Call<'a>, name: &str) -> Option<&'c Input<'a>> {
    let is_variable = |it: &&Input<'a>| it.parameter.location == Location::Path && it.parameter.field.name == name;
    call.inputs.iter().find(is_variable)
}
