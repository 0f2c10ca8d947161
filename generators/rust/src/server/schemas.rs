//! Types that requests carry as data: every type is stated once.

use std::collections::{BTreeMap, VecDeque};

use apigen_generator::names::Scope;
use apigen_model::{Constraints, Enum, Field, Named, Primitive, Traits, Type, TypeId, TypeKind, Union};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::write_only;
use crate::api::constant;
use crate::context::{Context, Presence};
use crate::ident::ident;

/// The types that requests carry; it grows while operations are generated.
pub(super) struct Schemas<'a> {
    context: &'a Context<'a>,
    names: BTreeMap<TypeId, Ident>,
    scope: Scope,
    pending: VecDeque<TypeId>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, names: BTreeMap::new(), scope: Scope::default(), pending: VecDeque::new() }
    }

    /// A reference to the schema of a type, for the modules of resources.
    pub(super) fn reference(&mut self, ty: &Type) -> TokenStream {
        self.schema(ty, None, &Place::RESOURCE)
    }

    /// The same for a type whose values hold, at any depth, what only callers send; nothing for others.
    pub(super) fn with_write_only(&mut self, ty: &Type) -> Option<TokenStream> {
        write_only::reaches(self.context.repository, ty).then(|| self.reference(ty))
    }

    /// A reference to the schema of a parameter with its constraints, for the modules of resources.
    pub(super) fn of_field(&mut self, field: &Field) -> TokenStream {
        self.schema(&field.ty, field.constraints.as_deref(), &Place::RESOURCE)
    }

    /// The schemas of all types that were referred to, and of those that they refer to.
    pub(super) fn items(mut self) -> TokenStream {
        let mut items = BTreeMap::new();
        while let Some(id) = self.pending.pop_front() {
            let body = self.body(id);
            let name = &self.names[&id];
            items.insert(name.to_string(), quote!(pub(super) static #name: server::Schema = #body;));
        }
        let items = items.into_values();
        if items.len() == 0 { TokenStream::new() } else { quote!(use ::apigen_http::server; #(#items)*) }
    }

    fn name(&mut self, id: TypeId) -> Ident {
        if let Some(known) = self.names.get(&id) {
            return known.clone();
        }
        let wanted = constant(self.context.repository.named(id).map_or("", |it| it.name()));
        let name = ident(&self.scope.claim(&wanted));
        self.names.insert(id, name.clone());
        self.pending.push_back(id);
        name
    }

    fn body(&mut self, id: TypeId) -> TokenStream {
        let repository = self.context.repository;
        match repository.named(id) {
            Some(Named::Enum(it)) => enumeration(it),
            Some(Named::Model(it)) => {
                let fields: Vec<_> = it.fields.iter().map(|field| self.field(field)).collect();
                quote!(server::Schema::Model(&[#(#fields),*]))
            }
            Some(Named::Union(it)) => self.union(it),
            Some(Named::Interface(_)) | None => quote!(server::Schema::Any),
        }
    }

    fn field(&mut self, field: &Field) -> TokenStream {
        let required = matches!(self.context.presence(field), Presence::Required);
        let constructor = ident(if required { "required" } else { "optional" });
        let access = match field.traits {
            Traits { read_only: true, .. } => quote!(.read_only()),
            Traits { write_only: true, .. } => quote!(.write_only()),
            _ => TokenStream::new(),
        };
        let (name, schema) =
            (field.name.as_str(), self.schema(&field.ty, field.constraints.as_deref(), &Place::SCHEMAS));
        quote!(server::Field::#constructor(#name, #schema)#access)
    }

    fn union(&mut self, it: &Union) -> TokenStream {
        let discriminator = it.discriminator.as_deref().map_or_else(|| quote!(None), |name| quote!(Some(#name)));
        let members: Vec<_> = it
            .types
            .iter()
            .map(|member| {
                let (name, default) = (member.wire(), member.default);
                let schema = self.schema(&member.ty, None, &Place::SCHEMAS);
                quote!(server::Member { name: #name, schema: #schema, default: #default })
            })
            .collect();
        let open = it.open;
        quote!(server::Schema::Union { discriminator: #discriminator, members: &[#(#members),*], open: #open })
    }

    /// A reference to the schema of a type.
    fn schema(&mut self, ty: &Type, constraints: Option<&Constraints>, place: &Place) -> TokenStream {
        match ty {
            Type::Named(id) if id.kind == TypeKind::Interface => quote!(&server::Schema::Any),
            Type::Named(id) => {
                let (module, name) = (place.module(), self.name(*id));
                quote!(&#module #name)
            }
            Type::Primitive(it) => primitive(*it, &Bounds::of(constraints)),
            Type::List(inner) => {
                let items = self.items_schema(inner, constraints, place);
                list(&items, &Bounds::of(constraints), constraints.is_some_and(|it| it.unique_items))
            }
            Type::Map(inner) => {
                let items = self.items_schema(inner, constraints, place);
                let limits = Bounds::of(constraints).limits();
                quote!(&server::Schema::Map { items: #items, limits: #limits })
            }
            Type::External(_) | Type::Unresolved(_) => quote!(&server::Schema::Any),
        }
    }

    fn items_schema(&mut self, ty: &Type, constraints: Option<&Constraints>, place: &Place) -> TokenStream {
        let of_items = constraints.and_then(|it| it.items.as_ref());
        match (ty, of_items) {
            (Type::Primitive(it), Some(limits)) => {
                let pattern = limits.pattern.as_deref();
                primitive(*it, &Bounds { minimum: limits.minimum, maximum: limits.maximum, pattern })
            }
            _ => self.schema(ty, None, place),
        }
    }
}

/// Where a reference is written: beside the schemas or in the module of a resource.
struct Place {
    beside: bool,
}

impl Place {
    const RESOURCE: Self = Self { beside: false };
    const SCHEMAS: Self = Self { beside: true };

    fn module(&self) -> TokenStream {
        if self.beside { TokenStream::new() } else { quote!(super::schemas::) }
    }
}

struct Bounds<'c> {
    minimum: Option<i64>,
    maximum: Option<i64>,
    pattern: Option<&'c str>,
}

impl<'c> Bounds<'c> {
    fn of(constraints: Option<&'c Constraints>) -> Self {
        Self {
            minimum: constraints.and_then(|it| it.minimum),
            maximum: constraints.and_then(|it| it.maximum),
            pattern: constraints.and_then(|it| it.pattern.as_deref()),
        }
    }

    fn limits(&self) -> TokenStream {
        match (self.minimum.map(number), self.maximum.map(number)) {
            (None, None) => quote!(server::Limits::NONE),
            (Some(minimum), None) => quote!(server::Limits::from(#minimum)),
            (None, Some(maximum)) => quote!(server::Limits::to(#maximum)),
            (Some(minimum), Some(maximum)) => quote!(server::Limits::range(#minimum, #maximum)),
        }
    }

    fn is_none(&self) -> bool {
        self.minimum.is_none() && self.maximum.is_none()
    }
}

fn number(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

fn list(items: &TokenStream, bounds: &Bounds<'_>, unique: bool) -> TokenStream {
    if bounds.is_none() && !unique {
        return quote!(&server::Schema::list(#items));
    }
    let limits = bounds.limits();
    quote!(&server::Schema::List { items: #items, limits: #limits, unique: #unique })
}

fn primitive(primitive: Primitive, bounds: &Bounds<'_>) -> TokenStream {
    let limits = bounds.limits();
    match primitive {
        Primitive::Boolean => quote!(&server::Schema::Boolean),
        Primitive::Decimal => quote!(&server::Schema::Decimal(#limits)),
        Primitive::Integer => quote!(&server::Schema::Integer(#limits)),
        Primitive::Long => quote!(&server::Schema::Long(#limits)),
        Primitive::Double => quote!(&server::Schema::Double(#limits)),
        Primitive::String => match bounds.pattern {
            Some(pattern) => quote!(&server::Schema::pattern(#limits, #pattern)),
            None if bounds.is_none() => quote!(&server::Schema::TEXT),
            None => quote!(&server::Schema::text(#limits)),
        },
        Primitive::Uuid => quote!(&server::Schema::Uuid),
        Primitive::Date => quote!(&server::Schema::Date),
        Primitive::DateTime => quote!(&server::Schema::DateTime),
        Primitive::Object => quote!(&server::Schema::Object),
        Primitive::Json | Primitive::Unit => quote!(&server::Schema::Any),
    }
}

fn enumeration(it: &Enum) -> TokenStream {
    let (values, open) = (it.values.iter().map(apigen_model::EnumValue::wire), it.open);
    quote!(server::Schema::Enum { values: &[#(#values),*], open: #open })
}
