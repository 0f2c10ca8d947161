//! What a definition says about the values of its types, as data: every type is stated once, in its own crate.
//!
//! Servers check input against it, and strategies make values of it.

use apigen_model::{Constraints, Definition, Enum, Field, Named, Primitive, Traits, Type, TypeId, TypeKind, Union};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::context::{Context, Presence};
use crate::ident::ident;
use crate::literals::integer;
use crate::render::{SourceUnit, formatted};
use crate::server::write_only;

/// The files of a crate's schemas and strategies; none when it has no types.
pub(crate) fn generate(context: &Context<'_>) -> Vec<SourceUnit> {
    let of_definition = |it: &Definition| -> Vec<TypeId> { it.types().map(|(id, _)| id).collect() };
    let types: Vec<_> = context.definitions().flat_map(of_definition).filter(|it| context.is_at_hand(*it)).collect();
    if types.is_empty() {
        return Vec::new();
    }
    let about = "What the definition says about values of its types, as data.";
    let schemas = SourceUnit::of_text(context, "schemas.rs", about, &statements(context, &types));
    let about = "Random values for property tests: `strategy()` of every type.";
    let strategies: String = types.iter().map(|it| strategy(context, *it)).collect();
    vec![schemas, SourceUnit::of_text(context, "strategies.rs", about, &strategies)]
}

/// Every type's schema, one after the other: the tokens of all at once would be most of what a large crate takes in memory.
fn statements(context: &Context<'_>, types: &[TypeId]) -> String {
    let schemas = Schemas { context, place: Place::Schemas };
    let mut unused = vec!["Field", "Limits", "Member", "Schema"];
    let mut used = Vec::new();
    let statement = |id: &TypeId| {
        let statement = schemas.statement(*id);
        used.extend(unused.extract_if(.., |name| mentions(statement.clone(), name)));
        formatted(statement)
    };
    let statements = types.iter().map(statement).collect::<Vec<_>>().join("\n");
    used.sort_unstable();
    let used = used.into_iter().map(ident);
    format!("{}\n{statements}", formatted(quote!(use ::apigen_types::schema::{#(#used),*};)))
}

/// The call that gives a type its strategy, broken as people break calls.
fn strategy(context: &Context<'_>, id: TypeId) -> String {
    const WIDTH: usize = 100;
    let call = |open: &str, between: &str, close: &str| {
        let (name, schema) = (context.type_ident(id), context.constant(id));
        format!("::apigen_types::strategy!({open}crate::{name},{between}crate::schemas::{schema}{close});\n")
    };
    let line = call("", " ", "");
    if line.len() <= WIDTH { line } else { call("\n    ", "\n    ", "\n") }
}

/// Schemas as they are written at some place.
#[derive(Clone, Copy)]
pub(crate) struct Schemas<'a> {
    context: &'a Context<'a>,
    place: Place,
}

/// Where a schema is written: beside all others, or in the module of a resource.
#[derive(Clone, Copy)]
enum Place {
    Schemas,
    Resource,
}

impl<'a> Schemas<'a> {
    /// Schemas for the modules of resources.
    pub(crate) fn of_resources(context: &'a Context<'a>) -> Self {
        Self { context, place: Place::Resource }
    }

    /// A reference to the schema of a type.
    pub(crate) fn reference(self, ty: &Type) -> TokenStream {
        self.schema(ty, None)
    }

    /// The same for a type whose values hold, at any depth, what only callers send; nothing for others.
    pub(crate) fn with_write_only(self, ty: &Type) -> Option<TokenStream> {
        write_only::reaches(self.context.repository, ty).then(|| self.reference(ty))
    }

    /// A reference to the schema of a field or parameter with its constraints.
    pub(crate) fn of_field(self, field: &Field) -> TokenStream {
        self.schema(&field.ty, field.constraints.as_deref())
    }

    fn statement(self, id: TypeId) -> TokenStream {
        let (name, body) = (self.context.constant(id), self.body(id));
        let what = self.context.repository.named(id).map_or("", |it| it.name());
        let docs = crate::docs::attributes(&format!("`{}`.", crate::docs::one_line(what).replace('`', "'")));
        quote!(#docs pub static #name: Schema = #body;)
    }

    fn body(self, id: TypeId) -> TokenStream {
        match self.context.repository.named(id) {
            Some(Named::Enum(it)) => enumeration(it),
            Some(Named::Model(it)) => {
                let fields = self.context.distinct_fields(&it.fields).map(|field| self.field(id, field));
                quote!(Schema::Model(&[#(#fields),*]))
            }
            Some(Named::Union(it)) => self.union(it),
            Some(Named::Interface(_)) | None => quote!(Schema::Any),
        }
    }

    fn field(self, owner: TypeId, field: &Field) -> TokenStream {
        let presence = match (self.context.presence_in(owner, field), self.context.presence(field)) {
            (Presence::Patched, _) => quote!(patch),
            (_, Presence::Required) => quote!(required),
            (_, Presence::Optional | Presence::Defaulted(_) | Presence::Patched) => quote!(optional),
        };
        let (name, schema) = (field.name.as_str(), self.of_field(field));
        let access = match field.traits {
            Traits { read_only: true, .. } => quote!(.read_only()),
            Traits { write_only: true, .. } => quote!(.write_only()),
            _ => TokenStream::new(),
        };
        quote!(Field::#presence(#name, #schema)#access)
    }

    fn union(self, it: &Union) -> TokenStream {
        let discriminator = it.discriminator.as_deref().map_or_else(|| quote!(None), |name| quote!(Some(#name)));
        let members = it.types.iter().map(|member| {
            let (name, schema) = (member.wire(), self.reference(&member.ty));
            let make = if member.default { quote!(fallback) } else { quote!(of) };
            quote!(Member::#make(#name, #schema))
        });
        let open = it.open;
        quote!(Schema::Union { discriminator: #discriminator, members: &[#(#members),*], open: #open })
    }

    /// A reference to the schema of a type.
    fn schema(self, ty: &Type, constraints: Option<&Constraints>) -> TokenStream {
        let module = self.module();
        match ty {
            Type::Named(id) if self.context.is_at_hand(*id) => self.named(*id),
            Type::Primitive(it) => primitive(&module, *it, &Bounds::of(constraints)),
            Type::List(inner) => {
                let items = self.items(inner, constraints);
                list(&module, &items, &Bounds::of(constraints), constraints.is_some_and(|it| it.unique_items))
            }
            Type::Map(inner) => {
                let items = self.items(inner, constraints);
                let bounds = Bounds::of(constraints);
                if bounds.is_none() {
                    return quote!(&#module Schema::map(#items));
                }
                let limits = bounds.limits(&module);
                quote!(&#module Schema::Map { items: #items, limits: #limits })
            }
            Type::Named(id) => stand_in(&module, Some(id.kind)),
            Type::External(it) => stand_in(&module, it.kind),
            Type::Unresolved(_) => stand_in(&module, None),
        }
    }

    fn named(self, id: TypeId) -> TokenStream {
        let name = self.context.constant(id);
        match (self.context.library(id), self.place) {
            (None, Place::Schemas) => quote!(&#name),
            (None, Place::Resource) => quote!(&crate::schemas::#name),
            (Some(library), _) => quote!(&::#library::schemas::#name),
        }
    }

    fn items(self, ty: &Type, constraints: Option<&Constraints>) -> TokenStream {
        let of_items = constraints.and_then(|it| it.items.as_ref());
        match (ty, of_items) {
            (Type::Primitive(it), Some(limits)) => {
                let pattern = limits.pattern.as_deref();
                let bounds = Bounds { minimum: limits.minimum, maximum: limits.maximum, pattern };
                primitive(&self.module(), *it, &bounds)
            }
            _ => self.reference(ty),
        }
    }

    /// What stands before the names of the runtime.
    fn module(self) -> TokenStream {
        match self.place {
            Place::Schemas => TokenStream::new(),
            Place::Resource => quote!(server::),
        }
    }
}

fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|it| match it {
        TokenTree::Ident(it) => it == name,
        TokenTree::Group(it) => mentions(it.stream(), name),
        _ => false,
    })
}

/// Of a type that is not at hand only the kind is known: values of an enum are texts.
fn stand_in(module: &TokenStream, kind: Option<TypeKind>) -> TokenStream {
    if kind == Some(TypeKind::Enum) {
        quote!(&#module Schema::Enum { values: &[], open: true })
    } else {
        quote!(&#module Schema::Any)
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

    fn limits(&self, module: &TokenStream) -> TokenStream {
        match (self.minimum.map(integer), self.maximum.map(integer)) {
            (None, None) => quote!(#module Limits::NONE),
            (Some(minimum), None) => quote!(#module Limits::from(#minimum)),
            (None, Some(maximum)) => quote!(#module Limits::to(#maximum)),
            (Some(minimum), Some(maximum)) => quote!(#module Limits::range(#minimum, #maximum)),
        }
    }

    fn is_none(&self) -> bool {
        self.minimum.is_none() && self.maximum.is_none()
    }
}

fn list(module: &TokenStream, items: &TokenStream, bounds: &Bounds<'_>, unique: bool) -> TokenStream {
    if bounds.is_none() && !unique {
        return quote!(&#module Schema::list(#items));
    }
    let limits = bounds.limits(module);
    quote!(&#module Schema::List { items: #items, limits: #limits, unique: #unique })
}

fn primitive(module: &TokenStream, primitive: Primitive, bounds: &Bounds<'_>) -> TokenStream {
    let limits = bounds.limits(module);
    match primitive {
        Primitive::Boolean => quote!(&#module Schema::Boolean),
        Primitive::Decimal => quote!(&#module Schema::Decimal(#limits)),
        Primitive::Integer => quote!(&#module Schema::Integer(#limits)),
        Primitive::Long => quote!(&#module Schema::Long(#limits)),
        Primitive::Double => quote!(&#module Schema::Double(#limits)),
        Primitive::String => match bounds.pattern {
            Some(pattern) => quote!(&#module Schema::pattern(#limits, #pattern)),
            None if bounds.is_none() => quote!(&#module Schema::TEXT),
            None => quote!(&#module Schema::text(#limits)),
        },
        Primitive::Uuid => quote!(&#module Schema::Uuid),
        Primitive::Date => quote!(&#module Schema::Date),
        Primitive::DateTime => quote!(&#module Schema::DateTime),
        Primitive::Object => quote!(&#module Schema::Object),
        Primitive::Json => quote!(&#module Schema::Any),
        Primitive::Unit => quote!(&#module Schema::Unit),
    }
}

fn enumeration(it: &Enum) -> TokenStream {
    let (values, open) = (it.values.iter().map(apigen_model::EnumValue::wire), it.open);
    quote!(Schema::Enum { values: &[#(#values),*], open: #open })
}
