//! Unions: Rust enums with a variant a member, and one for unknown members where the union is open.

use apigen_model::{Definition, Type, TypeId, Union};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::docs::one_line;
use crate::members::{Form, Member, default_value, members};
use crate::render::{SourceUnit, units};

/// The files of a crate's unions.
pub(crate) fn generate(context: &Context<'_>) -> Vec<SourceUnit> {
    let all = context.definitions().flat_map(Definition::types);
    let unions = all.filter_map(|(id, _)| Some((id, context.repository.union(id)?)));
    units(context, "unions", "Unions: values of one of several types.", unions.collect(), |(id, it)| {
        (it.name.to_string(), Sum::new(context, id, it).items())
    })
}

/// A union on its way to a Rust enum.
struct Sum<'a> {
    context: &'a Context<'a>,
    union: &'a Union,
    id: TypeId,
    name: Ident,
    members: Vec<Member<'a>>,
}

impl<'a> Sum<'a> {
    fn new(context: &'a Context<'a>, id: TypeId, union: &'a Union) -> Self {
        Self { context, union, id, name: context.type_ident(id), members: members(context, id, union) }
    }

    fn items(&self) -> TokenStream {
        let (name, variants) = (&self.name, self.members.iter().map(|it| self.variant(it)));
        let docs = self.context.type_docs(self.id, &self.union.meta);
        let deprecated = self.context.deprecated(&self.union.meta);
        let (attribute, unknown) = if self.union.open { unknown_variant() } else { Default::default() };
        let derived = if self.union.open { TokenStream::new() } else { quote!(Debug,) };
        let behaviour = [self.debug(), self.discriminator(), self.form(), self.reading(), self.conversions()];
        quote! {
            #docs
            #deprecated
            #[derive(Clone, #derived PartialEq)]
            #attribute
            pub enum #name { #(#variants)* #unknown }
            #(#behaviour)*
        }
    }

    fn variant(&self, member: &Member<'_>) -> TokenStream {
        let (name, ty, meta) = (&member.name, member.ty(), &member.source.meta);
        let docs = self.context.docs(meta, &format!("A `{}`.", one_line(&member.source.name).replace('`', "'")));
        let deprecated = self.context.deprecated(meta);
        quote!(#docs #deprecated #name(#ty),)
    }

    /// Nobody knows which values of an unknown member logs may hold, so they hold none.
    fn debug(&self) -> TokenStream {
        if !self.union.open {
            return TokenStream::new();
        }
        let (name, variants) = (&self.name, self.members.iter().map(|it| &it.name));
        let arms = variants.map(|variant| {
            let text = variant.to_string();
            quote!(Self::#variant(it) => f.debug_tuple(#text).field(it).finish(),)
        });
        quote! {
            impl ::std::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self {
                        #(#arms)*
                        Self::Unknown { discriminator, .. } => ::apigen_types::union::debug_unknown(discriminator, f),
                    }
                }
            }
        }
    }

    fn discriminator(&self) -> TokenStream {
        let name = &self.name;
        let arms = self.members.iter().map(|it| {
            let (name, wire) = (&it.name, it.wire);
            if it.is_nested() {
                quote!(Self::#name(it) => it.discriminator(),)
            } else {
                quote!(Self::#name(_) => #wire,)
            }
        });
        let body = self.match_self(&quote!(#(#arms)*), &quote!(Self::Unknown { discriminator, .. } => discriminator,));
        quote! {
            impl #name {
                /// What tells the member apart on the wire.
                #[must_use]
                pub fn discriminator(&self) -> &str {
                    #body
                }
            }
        }
    }

    fn form(&self) -> TokenStream {
        let (name, wire_name, values) = (&self.name, self.union.name.as_str(), self.values());
        let arms = self.members.iter().map(|it| self.write_arm(it));
        let unknown = quote!(Self::Unknown { value, .. } => ::apigen_types::Serialize::serialize(value, serializer),);
        let write = self.match_self(&quote!(#(#arms)*), &unknown);
        let serializer = if self.has_variants() { quote!(serializer) } else { quote!(_) };
        let unknown = self.unknown();
        quote! {
            impl ::apigen_types::union::Union for #name {
                const NAME: &'static str = #wire_name;
                const VALUES: &'static [&'static str] = &[#(#values),*];
                fn write<S>(&self, #serializer: S) -> ::std::result::Result<S::Ok, S::Error>
                where
                    S: ::apigen_types::serde::Serializer,
                {
                    #write
                }
                #unknown
            }
        }
    }

    fn write_arm(&self, Member { name, wire, form, .. }: &Member<'_>) -> TokenStream {
        let call = match (form, self.union.discriminator.as_deref()) {
            (Form::Nested { .. }, _) => quote!(::apigen_types::Serialize::serialize(it, serializer)),
            (Form::Whole, Some(key)) => quote!(::apigen_types::union::write_object(serializer, #key, #wire, it)),
            (Form::Value, Some(key)) => quote!(::apigen_types::union::write_value(serializer, #key, #wire, it)),
            (Form::Whole, None) => quote!(::apigen_types::union::write_wrapped_object(serializer, #wire, it)),
            (Form::Value, None) => quote!(::apigen_types::union::write_wrapped_value(serializer, #wire, it)),
        };
        quote!(Self::#name(it) => #call,)
    }

    /// How unknown members are kept: by this union when it is open, or else by the first member that is an open union.
    fn unknown(&self) -> TokenStream {
        let nested = self.members.iter().find(|it| it.form == Form::Nested { open: true });
        let body = match nested {
            _ if self.union.open => quote! {
                let discriminator = ::std::string::String::from(discriminator);
                ::std::option::Option::Some(Self::Unknown { discriminator, value })
            },
            Some(member) => {
                let bare = &member.bare;
                member.made(&quote!(<#bare as ::apigen_types::union::Union>::unknown(discriminator, value)))
            }
            None => quote!(::std::option::Option::None),
        };
        let keeps = self.union.open || nested.is_some();
        let [discriminator, value] =
            if keeps { [quote!(discriminator), quote!(value)] } else { [quote!(_), quote!(_)] };
        quote! {
            fn unknown(#discriminator: &str, #value: ::apigen_types::Json) -> ::std::option::Option<Self> {
                #body
            }
        }
    }

    fn reading(&self) -> TokenStream {
        match self.union.discriminator.as_deref() {
            Some(key) => self.tagged(key),
            None => self.wrapped(),
        }
    }

    fn tagged(&self, key: &str) -> TokenStream {
        let name = &self.name;
        let default = default_value(self.context, self.union).map(|it| quote!(::std::option::Option::Some(#it)));
        let default = default.unwrap_or_else(|| quote!(::std::option::Option::None));
        let arms = self.read_arms(|Member { form, bare, .. }| match form {
            Form::Nested { .. } => quote!(<#bare as ::apigen_types::union::Tagged>::read(tag, fields)),
            Form::Whole => quote!(::apigen_types::union::object(fields)),
            Form::Value => quote!(::apigen_types::union::value(fields)),
        });
        let unknown = quote!(::apigen_types::union::unknown(tag, fields));
        let body = if arms.is_empty() { unknown } else { quote!(match tag { #arms _ => #unknown }) };
        quote! {
            impl ::apigen_types::union::Tagged for #name {
                const DISCRIMINATOR: &'static str = #key;
                const DEFAULT: ::std::option::Option<&'static str> = #default;
                fn read<'de, A>(tag: &str, fields: ::apigen_types::union::Fields<'de, A>) -> ::std::result::Result<Self, A::Error>
                where
                    A: ::apigen_types::serde::de::MapAccess<'de>,
                {
                    #body
                }
            }
            ::apigen_types::tagged_union!(#name);
        }
    }

    fn wrapped(&self) -> TokenStream {
        let name = &self.name;
        let arms = self.read_arms(|it| match it.form {
            Form::Value => quote!(::apigen_types::union::wrapped_value(map)),
            Form::Whole | Form::Nested { .. } => quote!(::apigen_types::union::wrapped_object(map)),
        });
        let unknown = quote!(::std::result::Result::Err(::apigen_types::union::unknown_key::<Self, A::Error>(key)));
        let (map, body) = if arms.is_empty() {
            (quote!(_), unknown)
        } else {
            (quote!(map), quote!(match key { #arms _ => #unknown }))
        };
        quote! {
            impl ::apigen_types::union::Wrapped for #name {
                fn read<'de, A>(key: &str, #map: &mut A) -> ::std::result::Result<Self, A::Error>
                where
                    A: ::apigen_types::serde::de::MapAccess<'de>,
                {
                    #body
                }
            }
            ::apigen_types::wrapped_union!(#name);
        }
    }

    fn read_arms(&self, read: impl Fn(&Member<'_>) -> TokenStream) -> TokenStream {
        let reachable = self.members.iter().filter(|it| !it.values.is_empty());
        let arm = |it: &Member<'_>| {
            let (values, made) = (&it.values, it.made(&read(it)));
            quote!(#(#values)|* => #made,)
        };
        reachable.map(arm).collect()
    }

    /// `From` for every member whose type no other member has.
    fn conversions(&self) -> TokenStream {
        let named = |it: &Type| matches!(it, Type::Named(id) if self.context.is_at_hand(*id));
        let once = |ty: &Type| self.members.iter().filter(|it| it.source.ty == *ty).count() == 1;
        let convertible = self.members.iter().filter(|it| named(&it.source.ty) && once(&it.source.ty));
        let (name, circular) = (&self.name, |it: &Member<'_>| {
            self.context.repository.union_of(&it.source.ty).is_some_and(|other| std::ptr::eq(other, self.union))
        });
        let conversion = |it: &Member<'_>| {
            let (variant, bare) = (&it.name, &it.bare);
            let value = if it.boxed { quote!(::std::boxed::Box::new(value)) } else { quote!(value) };
            quote! {
                impl ::std::convert::From<#bare> for #name {
                    fn from(value: #bare) -> Self {
                        Self::#variant(#value)
                    }
                }
            }
        };
        convertible.filter(|it| !circular(it)).map(conversion).collect()
    }

    fn values(&self) -> Vec<&str> {
        self.members.iter().flat_map(|it| it.values.iter().copied()).collect()
    }

    fn has_variants(&self) -> bool {
        self.union.open || !self.members.is_empty()
    }

    fn match_self(&self, arms: &TokenStream, unknown: &TokenStream) -> TokenStream {
        let unknown = self.union.open.then_some(unknown);
        if self.has_variants() { quote!(match self { #arms #unknown }) } else { quote!(match *self {}) }
    }
}

fn unknown_variant() -> (TokenStream, TokenStream) {
    let variant = quote! {
        /// A member that this version does not know; it is written back as it was read.
        Unknown {
            /// What stands for the member on the wire.
            discriminator: ::std::string::String,
            /// The whole value.
            value: ::apigen_types::Json,
        },
    };
    (quote!(#[non_exhaustive]), variant)
}
