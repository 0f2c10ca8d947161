//! Enums: a variant a value, and one for unknown values where the enum is open.

use apigen_model::{Definition, Enum, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::render::{SourceUnit, units};

/// The files of a crate's enums.
pub(crate) fn generate(context: &Context<'_>) -> Vec<SourceUnit> {
    let all = context.definitions().flat_map(Definition::types);
    let enums = all.filter_map(|(id, _)| Some((id, context.repository.enumeration(id)?)));
    units(context, "enums", "Enums: sets of strings.", enums.collect(), |(id, it)| {
        (it.name.to_string(), enumeration(context, id, it))
    })
}

fn enumeration(context: &Context<'_>, id: TypeId, it: &Enum) -> TokenStream {
    let name = context.type_ident(id);
    let docs = context.type_docs(id, &it.meta);
    let deprecated = context.deprecated(&it.meta);
    let variants = context.variants(it);
    let declared = it.values.iter().zip(&variants).map(|(value, variant)| {
        let docs = context.docs(&value.meta, &format!("`{}`.", crate::docs::one_line(value.wire()).replace('`', "'")));
        let deprecated = context.deprecated(&value.meta);
        quote!(#docs #deprecated #variant,)
    });
    let (attributes, unknown) = if it.open { open_parts() } else { closed_parts() };
    let behaviour = behaviour(&name, it, &variants);
    quote! {
        #docs
        #deprecated
        #attributes
        pub enum #name { #(#declared)* #unknown }
        #behaviour
    }
}

fn closed_parts() -> (TokenStream, TokenStream) {
    (quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]), TokenStream::new())
}

fn open_parts() -> (TokenStream, TokenStream) {
    let attributes = quote! {
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
    };
    let unknown = quote! {
        /// A value that this version does not know; it is written back as it was read.
        Unknown(::std::string::String),
    };
    (attributes, unknown)
}

fn behaviour(name: &Ident, it: &Enum, variants: &[Ident]) -> TokenStream {
    let wires: Vec<_> = it.values.iter().map(apigen_model::EnumValue::wire).collect();
    let (wire_name, count) = (it.name.as_str(), Literal::usize_unsuffixed(wires.len()));
    let as_str = as_str(it, &wires, variants);
    let distinct = distinct_wires(&wires, variants);
    let (known, known_variants): (Vec<_>, Vec<_>) = distinct.into_iter().unzip();
    let otherwise = if it.open {
        quote!(::std::option::Option::Some(Self::Unknown(::std::string::String::from(text))))
    } else {
        quote!(::std::option::Option::None)
    };
    let arms = quote!(#(#known => ::std::option::Option::Some(Self::#known_variants),)*);
    let from_wire = if arms.is_empty() { otherwise } else { quote!(match text { #arms _ => #otherwise }) };
    let text = if wires.is_empty() && !it.open { quote!(_) } else { quote!(text) };
    quote! {
        impl #name {
            /// Every value that the definition names, in its order.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];
            #as_str
        }
        impl ::apigen_types::Enumeration for #name {
            const NAME: &'static str = #wire_name;
            const VALUES: &'static [&'static str] = &[#(#wires),*];
            fn from_wire(#text: &str) -> ::std::option::Option<Self> {
                #from_wire
            }
            fn as_wire(&self) -> &str {
                self.as_str()
            }
        }
        ::apigen_types::enumeration!(#name);
    }
}

fn as_str(it: &Enum, wires: &[&str], variants: &[Ident]) -> TokenStream {
    let arms = quote!(#(Self::#variants => #wires,)*);
    if it.open {
        quote! {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { #arms Self::Unknown(text) => text }
            }
        }
    } else {
        quote! {
            /// The value on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #arms }
            }
        }
    }
}

/// Every form on the wire with the first variant that has it.
fn distinct_wires<'a>(wires: &[&'a str], variants: &'a [Ident]) -> Vec<(&'a str, &'a Ident)> {
    let mut seen = std::collections::BTreeSet::new();
    wires.iter().copied().zip(variants).filter(|(wire, _)| seen.insert(*wire)).collect()
}
