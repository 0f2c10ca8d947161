//! Answers every question about types, so that the modules that generate hold layout, not logic.
//!
//! All paths are absolute: a definition may well have a model called `Option`, `Result` or `String`.

use apigen_model::{Definition, Direction, Enum, Field, Meta, Primitive, Repository, Type, TypeId, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::boxing::Boxing;
use crate::defaults::default_value;
use crate::docs;
use crate::ident::{distinct, ident, type_name, value_name};
use crate::plan::{Crate, Plan, StandIn};

/// What there is to know while the files of one crate are generated.
pub(crate) struct Context<'a> {
    /// Every definition.
    pub(crate) repository: &'a Repository,
    /// The crate that is generated.
    pub(crate) own: &'a Crate,
    plan: &'a Plan,
    boxing: &'a Boxing,
    index: usize,
    hides_prelude: bool,
}

/// Whether a value may be absent, and what then stands for it.
pub(crate) enum Presence {
    /// It is always there.
    Required,
    /// It may be absent: the Rust type is an `Option`.
    Optional,
    /// It may be absent, and this expression then stands for it: the Rust type is the bare one.
    Defaulted(TokenStream),
    /// It may be absent, which leaves something as it is, or `null`, which clears it: the Rust type is a `Patch`.
    Patched,
}

// Whoever generates asks the context, whatever the answer takes.
#[allow(clippy::unused_self)]
impl<'a> Context<'a> {
    /// The context of the crate at a position of the plan.
    pub(crate) fn new(repository: &'a Repository, plan: &'a Plan, boxing: &'a Boxing, index: usize) -> Self {
        let hides_prelude = plan.hides_prelude(repository, index);
        Self { repository, own: &plan.crates[index], plan, boxing, index, hides_prelude }
    }

    /// The definitions of the crate: nearly always one.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = &'a Definition> {
        self.own.definitions(self.repository)
    }

    /// The crates whose types this one uses.
    pub(crate) fn dependencies(&self) -> impl Iterator<Item = &'a Crate> {
        self.own.dependencies.iter().map(|it| &self.plan.crates[*it])
    }

    /// The Rust type of values of a type.
    pub(crate) fn rust_type(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Primitive(it) => primitive(*it),
            Type::List(inner) => {
                let inner = self.rust_type(inner);
                quote!(::std::vec::Vec<#inner>)
            }
            Type::Map(inner) => {
                let inner = self.rust_type(inner);
                quote!(::std::collections::BTreeMap<::std::string::String, #inner>)
            }
            Type::Named(id) => self.path(*id),
            Type::External(it) => self.stand_in(&it.name),
            Type::Unresolved(name) => self.stand_in(name),
        }
    }

    /// The path of a named type: of this crate, of another one, or of what stands in for it.
    pub(crate) fn path(&self, id: TypeId) -> TokenStream {
        let owner = self.plan.owner(id.definition);
        match self.plan.name(id) {
            Some(name) if owner == self.index => quote!(crate::#name),
            Some(name) if self.own.dependencies.contains(&owner) => {
                let library = &self.plan.crates[owner].library;
                quote!(::#library::#name)
            }
            _ => self.stand_in(&self.repository.qualified_name(id)),
        }
    }

    /// The items of a file that declares nothing but types of the definition, with short names where none is taken.
    pub(crate) fn readable(&self, items: TokenStream) -> TokenStream {
        if self.hides_prelude { items } else { crate::prelude::shorten(items) }
    }

    /// The path of `Option::is_none` in attributes of such items.
    pub(crate) fn is_none(&self) -> &'static str {
        if self.hides_prelude { "::std::option::Option::is_none" } else { "Option::is_none" }
    }

    /// Whether values of a named type are at hand as such, and not as a stand-in.
    pub(crate) fn is_at_hand(&self, id: TypeId) -> bool {
        let owner = self.plan.owner(id.definition);
        id.kind != TypeKind::Interface && (owner == self.index || self.own.dependencies.contains(&owner))
    }

    /// The name of a type of this crate.
    pub(crate) fn type_ident(&self, id: TypeId) -> Ident {
        let fallback = || ident(&type_name(self.repository.named(id).map_or("", |it| it.name())));
        self.plan.name(id).cloned().unwrap_or_else(fallback)
    }

    /// The name of the static that holds the schema of a type.
    pub(crate) fn constant(&self, id: TypeId) -> Ident {
        let fallback = || ident(&crate::ident::constant_name(self.repository.named(id).map_or("", |it| it.name())));
        self.plan.constant(id).cloned().unwrap_or_else(fallback)
    }

    /// The library of another crate that has a type; nothing for types of this crate.
    pub(crate) fn library(&self, id: TypeId) -> Option<&'a Ident> {
        let owner = self.plan.owner(id.definition);
        (owner != self.index).then(|| &self.plan.crates[owner].library)
    }

    /// The Rust type of a field or union member of `owner`, boxed where the type would otherwise contain itself.
    pub(crate) fn part_type(&self, owner: TypeId, ty: &Type) -> TokenStream {
        let bare = self.rust_type(ty);
        if self.is_boxed(owner, ty) { quote!(::std::boxed::Box<#bare>) } else { bare }
    }

    /// Whether a field or union member of `owner` has to be boxed.
    pub(crate) fn is_boxed(&self, owner: TypeId, ty: &Type) -> bool {
        self.boxing.is_boxed(owner, ty) && ty.named().is_some_and(|it| self.is_at_hand(it))
    }

    /// The Rust type of a model's field.
    pub(crate) fn field_type(&self, owner: TypeId, field: &Field) -> TokenStream {
        let part = self.part_type(owner, &field.ty);
        match self.presence_in(owner, field) {
            Presence::Optional => quote!(::std::option::Option<#part>),
            Presence::Patched => quote!(::apigen_types::Patch<#part>),
            Presence::Required | Presence::Defaulted(_) => part,
        }
    }

    /// Whether a field, parameter or header may be absent, and what then stands for it.
    pub(crate) fn presence(&self, field: &Field) -> Presence {
        let default = field.default.as_deref().and_then(|it| default_value(self, &field.ty, it));
        match default {
            Some(value) => Presence::Defaulted(value),
            None if field.required => Presence::Required,
            None => Presence::Optional,
        }
    }

    /// The same for a field of a model: what is sent in one direction only is absent in the other, if the model goes both
    /// ways. What a patch need not say has no default: what is absent stays as it is.
    pub(crate) fn presence_in(&self, owner: TypeId, field: &Field) -> Presence {
        let directions = self.repository.polarity().of(owner);
        let is_left_out = (field.traits.read_only && directions.contains(Direction::Request))
            || (field.traits.write_only && directions.contains(Direction::Response));
        let may_be_absent = !field.required || field.default.is_some() || is_left_out;
        if may_be_absent && self.is_patch(owner) {
            return Presence::Patched;
        }
        match self.presence(field) {
            Presence::Required if is_left_out => Presence::Optional,
            it => it,
        }
    }

    /// Whether a model is sent to change something, and used for nothing else.
    pub(crate) fn is_patch(&self, id: TypeId) -> bool {
        self.repository.patches().contains(id)
    }

    /// The names of fields (or parameters, or headers) that stand next to each other, in their order.
    pub(crate) fn field_idents<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> Vec<Ident> {
        distinct(fields.into_iter().map(|it| it.name.as_str()), value_name)
    }

    /// The fields without those whose name stood before: JSON has one value a name.
    pub(crate) fn distinct_fields<'f>(&self, fields: &'f [Field]) -> impl Iterator<Item = &'f Field> {
        let mut seen = std::collections::BTreeSet::new();
        fields.iter().filter(move |it| seen.insert(it.name.as_str()))
    }

    /// The names of an enum's variants, in the order of its values.
    pub(crate) fn variants(&self, it: &Enum) -> Vec<Ident> {
        let unknown = it.open.then_some("unknown");
        let names = unknown.into_iter().chain(it.values.iter().map(|value| value.name.as_str()));
        distinct(names, type_name).split_off(usize::from(it.open))
    }

    /// Whether logs must not show the value of a field.
    pub(crate) fn is_redacted(&self, definition: &Definition, field: &Field) -> bool {
        field.annotations().iter().any(|it| self.redacts(definition, it))
    }

    /// `Debug` of a struct, field by field; those that are redacted show that they are.
    pub(crate) fn debug<'n>(
        &self,
        name: &Ident,
        fields: impl Iterator<Item = (&'n str, &'n Ident, bool)>,
    ) -> TokenStream {
        let text = name.to_string();
        let fields = fields.map(|(label, name, is_redacted)| {
            let value = if is_redacted { quote!(::apigen_types::Redacted) } else { quote!(self.#name) };
            quote!(.field(#label, &#value))
        });
        quote! {
            impl ::std::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.debug_struct(#text)#(#fields)*.finish()
                }
            }
        }
    }

    /// Documentation: the description, or else the words given.
    pub(crate) fn docs(&self, meta: &Meta, otherwise: &str) -> TokenStream {
        docs::attributes(meta.description.as_deref().filter(|it| !it.trim().is_empty()).unwrap_or(otherwise))
    }

    /// Documentation of a type: its description, and in a paragraph of its own where it is defined.
    pub(crate) fn type_docs(&self, id: TypeId, meta: &Meta) -> TokenStream {
        let (kind, name) = (id.kind.word(), docs::one_line(&self.repository.qualified_name(id)).replace('`', "'"));
        let description = meta.description.as_deref().filter(|it| !it.trim().is_empty());
        let Some(description) = description else { return docs::attributes(&format!("The {kind} `{name}`.")) };
        let (description, origin) = (docs::attributes(description), docs::attributes(&format!("Defined as `{name}`.")));
        quote!(#description #[doc = ""] #origin)
    }

    /// The attribute that marks a deprecated item; nothing on others.
    pub(crate) fn deprecated(&self, meta: &Meta) -> TokenStream {
        match meta.deprecation().map(|it| it.description.as_deref()) {
            Some(Some(note)) => {
                let note = docs::one_line(note);
                quote!(#[deprecated(note = #note)])
            }
            Some(None) => quote!(#[deprecated]),
            None => TokenStream::new(),
        }
    }

    fn stand_in(&self, key: &str) -> TokenStream {
        let alias = self.own.stand_ins.get(key).map(|StandIn { name, .. }| quote!(crate::external::#name));
        alias.unwrap_or_else(|| quote!(::apigen_types::Json))
    }

    /// Whether an annotation keeps values out of logs; `personal_data` does unless its declaration says otherwise.
    fn redacts(&self, definition: &Definition, name: &str) -> bool {
        let imported = definition.imports.iter().filter_map(|it| match it.target {
            apigen_model::ImportTarget::Definition(id) => Some(self.repository.definition(id)),
            apigen_model::ImportTarget::Missing => None,
        });
        let mut visible = std::iter::once(definition).chain(imported).flat_map(|it| &it.annotations);
        let log = visible.find(|it| it.name == name).and_then(|it| it.log.as_deref());
        log.map_or(name == "personal_data", |it| it == "redact")
    }
}

fn primitive(primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::Boolean => quote!(bool),
        Primitive::Decimal => quote!(::apigen_types::Decimal),
        Primitive::Integer => quote!(i32),
        Primitive::Long => quote!(i64),
        Primitive::Double => quote!(f64),
        Primitive::String => quote!(::std::string::String),
        Primitive::Uuid => quote!(::apigen_types::Uuid),
        Primitive::Date => quote!(::apigen_types::Date),
        Primitive::DateTime => quote!(::apigen_types::DateTime),
        Primitive::Json => quote!(::apigen_types::Json),
        Primitive::Object => quote!(::apigen_types::JsonObject),
        Primitive::Unit => quote!(()),
    }
}
