//! The method that begins a call, and the builder that ends it.

use apigen_generator::names::Scope;
use apigen_model::Location;
use proc_macro2::TokenStream;
use quote::quote;

use super::answers;
use super::arguments::{argument_type, borrowed, reference, taking};
use super::{facts, pages};
use crate::api::{Call, Input, code, described, plain};
use crate::context::Context;
use crate::docs::attributes;
use crate::ident::ident;

/// The method of the resource: what must be given is an argument.
pub(super) fn method(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let (docs, function, builder) = (call.docs(), &call.function, &call.prefix);
    let deprecated = context.deprecated(&call.operation.meta);
    let demanded = call.inputs.iter().filter(|it| is_demanded(call, it));
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
            #builder { request: self.connection.request(#builder::OPERATION)#path #(#taken)* #(#json)* }
        }
    }
}

/// The type that takes what may be given, and sends.
pub(super) fn builder(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let name = &call.prefix;
    let docs = attributes(&format!("{}, in the making.", call.label()));
    let mut methods = Scope::with(&["options", "send", "stream", "timeout"]);
    let optional = call.inputs.iter().filter(|it| !is_demanded(call, it));
    let setters = optional.map(|it| setter(context, call, it, &mut methods)).collect::<TokenStream>();
    let (output, error) = (answers::success_type(call), call.type_name("Error"));
    let stream = pages::pages(context, call).map(|_| stream());
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
            /// Lets this call differ from its client's others.
            pub fn options(self, options: client::Options) -> Self {
                Self { request: self.request.options(options) }
            }
            #stream
            /// Sends the request and waits for the answer.
            pub async fn send(self) -> Result<#output, #error> {
                <Self as client::Call>::read(self.request.send().await?)
            }
        }
    }
}

/// What the runtime, layers and mocks know the builder by.
pub(super) fn description(context: &Context<'_>, call: &Call<'_>) -> TokenStream {
    let (name, facts, read) = (&call.prefix, facts::operation(call), answers::read(call));
    let (output, error) = (answers::success_type(call), call.type_name("Error"));
    let paged = pages::pages(context, call).map(|it| {
        let pages::Pages { item, paging, page } = it;
        quote! {
            impl client::Paged for #name {
                type Item = #item;
                const PAGING: client::Paging = #paging;

                fn page(output: Self::Output) -> client::Page<Self::Item> {
                    #page
                }
            }
        }
    });
    quote! {
        impl client::Call for #name {
            const OPERATION: &'static client::Operation = #facts;
            type Output = #output;
            type Error = #error;

            fn read(answer: client::Answer) -> Result<Self::Output, Self::Error> {
                #read
            }
        }
        #paged
    }
}

fn stream() -> TokenStream {
    quote! {
        /// The items from the first page asked for to the last one, fetched while they are asked for.
        pub fn stream(self) -> client::Items<Self> {
            client::Items::new(self.request)
        }
    }
}

/// Whether a caller must give an input; a key is made up otherwise.
fn is_demanded(call: &Call<'_>, input: &Input<'_>) -> bool {
    input.is_demanded() && !facts::is_idempotency_key(call, input)
}

fn setter(context: &Context<'_>, call: &Call<'_>, input: &Input<'_>, methods: &mut Scope) -> TokenStream {
    let name = ident(&methods.claim(&plain(&input.name)));
    let (docs, ty) = (setter_docs(call, input), argument_type(context, input));
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

fn setter_docs(call: &Call<'_>, input: &Input<'_>) -> TokenStream {
    let field = &input.parameter.field;
    let location = input.parameter.location.as_str();
    let default = input.default.join(", ");
    let otherwise = match input.default.as_slice() {
        _ if facts::is_idempotency_key(call, input) => "; a new one when not given, the same for every try".to_owned(),
        [] => String::new(),
        _ => format!("; {} when not given", code(&default)),
    };
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
