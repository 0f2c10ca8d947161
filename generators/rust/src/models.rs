//! Models: structs whose fields say what they hold, with the JSON form that the definition gives them.

use apigen_model::{Definition, Field, Model, TypeId};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::context::{Context, Presence};
use crate::defaults::is_type_default;
use crate::docs::attributes;
use crate::facts::facts;
use crate::render::{SourceUnit, units};

/// What the documentation of `new` says.
const NEW: &str = "The value with what is required; defaults stand for the rest.";

/// The same of a patch.
const NEW_PATCH: &str = "The patch with what is required; it leaves the rest as it is.";

/// What the documentation of a patch says beyond what it is about.
const PATCH: &str = "A patch (RFC 7396): what is absent stays as it is, and `null` clears.";

/// What the documentation of a patch's field says of its default.
const NOT_FILLED_IN: &str = "A patch does not fill it in.";

/// The files of a crate's models.
pub(crate) fn generate<'a>(context: &'a Context<'a>) -> Vec<SourceUnit> {
    let of_definition = |definition: &'a Definition| definition.types().map(move |(id, _)| (definition, id));
    let all = context.definitions().flat_map(of_definition);
    let models = all.filter_map(|(definition, id)| Some((definition, id, context.repository.model(id)?)));
    units(context, "models", "Models: objects with declared fields.", models.collect(), |(definition, id, it)| {
        (it.name.to_string(), Struct::new(context, definition, id, it).items())
    })
}

/// A model on its way to a struct.
struct Struct<'a> {
    context: &'a Context<'a>,
    id: TypeId,
    model: &'a Model,
    name: Ident,
    members: Vec<Member<'a>>,
}

/// A field on its way to a struct's member.
struct Member<'a> {
    field: &'a Field,
    name: Ident,
    ty: TokenStream,
    presence: Presence,
    redacted: bool,
}

impl<'a> Struct<'a> {
    fn new(context: &'a Context<'a>, definition: &'a Definition, id: TypeId, model: &'a Model) -> Self {
        let fields: Vec<_> = context.distinct_fields(&model.fields).collect();
        let names = context.field_idents(fields.iter().copied());
        let member = |(field, name): (&'a Field, Ident)| Member {
            field,
            name,
            ty: context.field_type(id, field),
            presence: context.presence_in(id, field),
            redacted: context.is_redacted(definition, field),
        };
        let members = fields.into_iter().zip(names).map(member).collect();
        Self { context, id, model, name: context.type_ident(id), members }
    }

    fn items(&self) -> TokenStream {
        let (name, redacts) = (&self.name, self.members.iter().any(|it| it.redacted));
        let docs = self.context.type_docs(self.id, &self.model.meta);
        let patch = self.is_patch().then(|| attributes(PATCH));
        let patch = patch.map(|it| quote!(#[doc = ""] #it));
        let deprecated = self.context.deprecated(&self.model.meta);
        let debug = if redacts { TokenStream::new() } else { quote!(Debug,) };
        let members = self.members.iter().map(|it| it.declaration(self));
        let behaviour = [self.constructor(), self.defaults(), if redacts { self.debug() } else { TokenStream::new() }];
        quote! {
            #docs
            #patch
            #deprecated
            #[derive(Clone, #debug PartialEq)]
            #[derive(::apigen_types::Serialize, ::apigen_types::Deserialize)]
            #[serde(crate = "::apigen_types::serde")]
            pub struct #name { #(#members)* }
            #(#behaviour)*
        }
    }

    /// `new` with what has to be said, as long as that is little enough for positional arguments.
    fn constructor(&self) -> TokenStream {
        const MANY: usize = 7;
        let name = &self.name;
        let about = attributes(if self.is_patch() { NEW_PATCH } else { NEW });
        let required: Vec<_> = self.members.iter().filter(|it| matches!(it.presence, Presence::Required)).collect();
        if required.len() > MANY {
            return TokenStream::new();
        }
        let arguments = required.iter().map(|Member { name, ty, .. }| quote!(#name: #ty));
        let values = self.members.iter().map(Member::initial);
        let new = quote! {
            impl #name {
                #about
                #[must_use]
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values),* }
                }
            }
        };
        let default = quote! {
            impl ::std::default::Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        };
        if required.is_empty() { quote!(#new #default) } else { new }
    }

    fn is_patch(&self) -> bool {
        self.context.is_patch(self.id)
    }

    /// For every field with a default: the default, and how the field is read.
    fn defaults(&self) -> TokenStream {
        let functions: TokenStream = self.members.iter().map(Member::default_functions).collect();
        let name = &self.name;
        if functions.is_empty() { functions } else { quote!(impl #name { #functions }) }
    }

    fn debug(&self) -> TokenStream {
        self.context.debug(&self.name, self.members.iter().map(|it| (it.field.name.as_str(), &it.name, it.redacted)))
    }
}

impl Member<'_> {
    fn declaration(&self, owner: &Struct<'_>) -> TokenStream {
        let Self { field, name, ty, .. } = self;
        let docs = facts(owner.context, field);
        let patched = (field.default.is_some() && owner.is_patch()).then(|| attributes(NOT_FILLED_IN));
        let deprecated = owner.context.deprecated(&field.meta);
        let serde = self.serde_attribute(owner.context, &owner.name);
        quote!(#docs #patched #deprecated #serde pub #name: #ty,)
    }

    fn serde_attribute(&self, context: &Context<'_>, owner: &Ident) -> TokenStream {
        let wire = self.field.name.as_str();
        let plain = self.name.to_string();
        let rename = (plain.trim_start_matches("r#") != wire).then(|| quote!(rename = #wire));
        let presence = match self.presence {
            Presence::Required => None,
            Presence::Optional => {
                let is_none = context.is_none();
                Some(quote!(skip_serializing_if = #is_none))
            }
            Presence::Patched => Some(quote!(default, skip_serializing_if = "::apigen_types::Patch::is_keep")),
            Presence::Defaulted(_) if self.begins_empty() => {
                Some(quote!(default, deserialize_with = "::apigen_types::null_as_default"))
            }
            Presence::Defaulted(_) => {
                let [default, read] = self.function_names().map(|it| format!("{owner}::{it}"));
                Some(quote!(default = #default, deserialize_with = #read))
            }
        };
        let parts: Vec<_> = rename.into_iter().chain(presence).collect();
        if parts.is_empty() { TokenStream::new() } else { quote!(#[serde(#(#parts),*)]) }
    }

    fn initial(&self) -> TokenStream {
        let name = &self.name;
        match &self.presence {
            Presence::Required => quote!(#name),
            Presence::Optional => quote!(#name: ::std::option::Option::None),
            Presence::Patched => quote!(#name: ::apigen_types::Patch::Keep),
            Presence::Defaulted(value) if self.begins_empty() => quote!(#name: #value),
            Presence::Defaulted(_) => {
                let [default, _] = self.function_names();
                quote!(#name: Self::#default())
            }
        }
    }

    fn default_functions(&self) -> TokenStream {
        let Presence::Defaulted(value) = &self.presence else { return TokenStream::new() };
        if self.begins_empty() {
            return TokenStream::new();
        }
        let (ty, [default, read]) = (&self.ty, self.function_names());
        quote! {
            fn #default() -> #ty {
                #value
            }
            fn #read<'de, D>(deserializer: D) -> ::std::result::Result<#ty, D::Error>
            where
                D: ::apigen_types::serde::Deserializer<'de>,
            {
                ::apigen_types::or_default(deserializer, Self::#default)
            }
        }
    }

    fn begins_empty(&self) -> bool {
        self.field.default.as_deref().is_some_and(|it| is_type_default(&self.field.ty, it))
    }

    fn function_names(&self) -> [Ident; 2] {
        [format_ident!("default_{}", self.name), format_ident!("read_{}", self.name)]
    }
}
