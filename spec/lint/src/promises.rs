//! Whether a type has the fields of the interfaces that it names.

use apigen_model::{Field, Interface, Type};
use rustc_hash::FxHashMap;

/// A way in which a type falls short of an interface.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gap<'a> {
    /// It lacks a field.
    Missing(&'a Field),
    /// Its field has another type than the interface's.
    Type(&'a Field, &'a Field),
    /// One of the two is required and the other is not.
    Required(&'a Field, &'a Field),
}

/// Compares fields with those of an interface, in the order of the interface.
pub(crate) fn gaps<'a>(fields: &'a [Field], interface: &'a Interface) -> Vec<Gap<'a>> {
    let by_name: FxHashMap<&str, &Field> = fields.iter().rev().map(|it| (it.name.as_str(), it)).collect();
    let named = interface.fields.iter().filter(|it| !it.name.is_empty());
    named.filter_map(|wanted| gap(by_name.get(wanted.name.as_str()).copied(), wanted)).collect()
}

fn gap<'a>(own: Option<&'a Field>, wanted: &'a Field) -> Option<Gap<'a>> {
    let Some(own) = own else { return Some(Gap::Missing(wanted)) };
    if !is_same(&own.ty, &wanted.ty) {
        return Some(Gap::Type(own, wanted));
    }
    (own.required != wanted.required).then_some(Gap::Required(own, wanted))
}

/// Whether two types are the same as far as anybody knows.
pub(crate) fn is_same(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::List(left), Type::List(right)) | (Type::Map(left), Type::Map(right)) => is_same(left, right),
        (Type::Unresolved(_), _) | (_, Type::Unresolved(_)) => true,
        (Type::External(left), Type::External(right)) => left.name == right.name,
        _ => left == right,
    }
}
