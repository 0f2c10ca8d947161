//! The limits on a value and on its elements, as one question.

use apigen_model::{Field, Type};
use apigen_syntax::Value;

use crate::context::Context;

/// Limits, and the type of the values that they are about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) pattern: Option<&'a str>,
    field: &'a Field,
    of_items: bool,
}

/// The limits on the value of a field, and those on its elements when it is a list or map.
pub(crate) fn of(field: &Field) -> impl Iterator<Item = Limits<'_>> {
    let constraints = field.constraints.as_deref();
    let own = constraints.map(|it| Limits {
        ty: &field.ty,
        minimum: it.minimum,
        maximum: it.maximum,
        pattern: it.pattern.as_deref(),
        field,
        of_items: false,
    });
    let items = constraints.and_then(|it| it.items.as_ref()).zip(element(&field.ty)).map(|(it, ty)| Limits {
        ty,
        minimum: it.minimum,
        maximum: it.maximum,
        pattern: it.pattern.as_deref(),
        field,
        of_items: true,
    });
    own.into_iter().chain(items)
}

/// The type of the elements of a list or map.
pub(crate) fn element(ty: &Type) -> Option<&Type> {
    match ty {
        Type::List(inner) | Type::Map(inner) => Some(inner),
        _ => None,
    }
}

impl<'a> Limits<'a> {
    /// The value of the key that says one of the limits.
    pub(crate) fn node(&self, ctx: &Context<'a>, key: &str) -> Option<Value<'a>> {
        let field = ctx.repository.node(self.field.meta.origin);
        if self.of_items { field.get("items")?.get(key) } else { field.get(key) }
    }

    /// What the fingerprint calls one of the limits.
    pub(crate) fn argument(&self, key: &str) -> String {
        if self.of_items { format!("items/{key}") } else { key.to_owned() }
    }

    /// Whether no value can be within the bounds.
    pub(crate) fn are_reversed(&self) -> bool {
        self.minimum.zip(self.maximum).is_some_and(|(minimum, maximum)| minimum > maximum)
    }
}
