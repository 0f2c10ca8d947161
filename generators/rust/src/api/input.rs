//! Parameters as fields and arguments.

use std::borrow::Cow;

use apigen_model::{Enum, EnumValue, Field, Json, Location, Parameter, Primitive, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::{Context, Presence};

/// A parameter as a field or an argument.
pub(crate) struct Input<'a> {
    /// The parameter.
    pub(crate) parameter: Cow<'a, Parameter>,
    /// Its name.
    pub(crate) name: Ident,
    /// Whether it may be absent.
    pub(crate) kind: Kind,
    /// The texts that stand for it when it is absent.
    pub(crate) default: Vec<String>,
    /// The type of its value; of one value where it repeats.
    pub(crate) value: TokenStream,
}

/// How often a parameter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Once; or it has a default.
    Required,
    /// Once or not at all.
    Optional,
    /// As often as there are elements.
    List,
    /// At least once.
    Some,
}

impl<'a> Input<'a> {
    /// A header that every request of a service carries.
    pub(super) fn of_header(context: &Context<'_>, header: &Field, name: Ident) -> Self {
        let parameter = Parameter { field: header.clone(), location: Location::Header, filter: None, implicit: false };
        Self::new(context, Cow::Owned(parameter), name)
    }

    pub(super) fn new(context: &Context<'_>, parameter: Cow<'a, Parameter>, name: Ident) -> Self {
        let field = &parameter.field;
        let default = field.default.as_deref().filter(|_| is_usable(context, &parameter));
        let required = default.is_none() && field.required;
        let kind = match (field.ty.is_list(), required) {
            (true, true) => Kind::Some,
            (true, false) => Kind::List,
            (false, _) if required || default.is_some() => Kind::Required,
            (false, _) => Kind::Optional,
        };
        let default = default.map(|it| texts(context, &field.ty, it)).unwrap_or_default();
        let value = context.rust_type(field.ty.element().unwrap_or(&field.ty));
        Self { parameter, name, kind, default, value }
    }

    /// The type of the field.
    pub(crate) fn field_type(&self) -> TokenStream {
        let value = &self.value;
        match self.kind {
            Kind::Required => quote!(#value),
            Kind::Optional => quote!(Option<#value>),
            Kind::List | Kind::Some => quote!(Vec<#value>),
        }
    }

    /// Whether a caller must give it.
    pub(crate) fn is_demanded(&self) -> bool {
        match self.kind {
            Kind::Required => self.default.is_empty(),
            Kind::Some => true,
            Kind::Optional | Kind::List => false,
        }
    }

    /// Whether the value, or each element, is text.
    pub(crate) fn is_text(&self) -> bool {
        let ty = &self.parameter.field.ty;
        ty.element().unwrap_or(ty).is(Primitive::String)
    }
}

/// Whether a default is a value of its type; times have no Rust form, but their text will do.
fn is_usable(context: &Context<'_>, parameter: &Parameter) -> bool {
    let is_time = matches!(parameter.field.ty.base(), Type::Primitive(Primitive::DateTime));
    is_time || matches!(context.presence(&parameter.field), Presence::Defaulted(_))
}

fn texts(context: &Context<'_>, ty: &Type, default: &Json) -> Vec<String> {
    let texts = match default {
        _ if !ty.is_list() => vec![default.plain_text()],
        Json::Array(elements) => elements.iter().map(Json::plain_text).collect(),
        other => elements(&other.plain_text()),
    };
    let values = context.repository.enum_of(ty.element().unwrap_or(ty));
    texts.into_iter().map(|it| values.map_or(it.clone(), |values| wire(values, &it).to_owned())).collect()
}

/// A default of an enum is the name of a value; requests carry its form on the wire.
fn wire<'t>(values: &'t Enum, text: &'t str) -> &'t str {
    values.values.iter().find(|it| it.name == text).map_or(text, EnumValue::wire)
}

/// The elements of a list that an expanded file writes as text.
fn elements(text: &str) -> Vec<String> {
    let plain = |it: serde_json::Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(it) => it.into_iter().map(plain).collect(),
        Err(_) => vec![text.to_owned()],
    }
}
