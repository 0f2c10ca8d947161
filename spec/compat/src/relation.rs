//! How the values of two types compare: the same, more, fewer, or others.

use apigen_model::{Named, Primitive, Type, TypeId, TypeKind};

use crate::matching::Matching;

/// How the values of the new type compare with those of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The same type; what changed inside it is reported there.
    Same,
    /// Another type whose values look the same.
    Alike,
    /// Every old value is a new one too, and there are more.
    Widened,
    /// Every new value is an old one too, and there are fewer.
    Narrowed,
    /// Another type, of which at least one is declared elsewhere: nobody here knows what its values look like.
    Unknown,
    /// Anything else.
    Changed,
}

/// Compares a type of the old side with one of the new side.
pub(crate) fn relate(matching: &Matching<'_>, old: &Type, new: &Type) -> Relation {
    match (old, new) {
        (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => relate(matching, old, new),
        (Type::Primitive(old), Type::Primitive(new)) => primitives(*old, *new),
        (Type::Named(old), Type::Named(new)) => named(matching, *old, *new),
        (Type::Unresolved(old), Type::Unresolved(new)) => same_if(old == new),
        (Type::Unresolved(name), other) => unresolved(matching.new_name(other).as_deref(), name),
        (other, Type::Unresolved(name)) => unresolved(matching.old_name(other).as_deref(), name),
        (Type::External(old), Type::External(new)) => elsewhere(old.name == new.name, old.kind, new.kind),
        (Type::External(it), Type::Named(id)) => {
            elsewhere(it.name == matching.new.qualified_name(*id), it.kind, Some(id.kind))
        }
        (Type::Named(id), Type::External(it)) => {
            elsewhere(it.name == matching.old.qualified_name(*id), Some(id.kind), it.kind)
        }
        (old, Type::Primitive(wide)) if holds(*wide, old, |id| matching.old.named(id)) => Relation::Widened,
        (Type::Primitive(wide), new) if holds(*wide, new, |id| matching.new.named(id)) => Relation::Narrowed,
        _ => Relation::Changed,
    }
}

fn same_if(same: bool) -> Relation {
    if same { Relation::Same } else { Relation::Changed }
}

/// A type that is declared elsewhere is known by name and kind only.
fn elsewhere(same: bool, old: Option<TypeKind>, new: Option<TypeKind>) -> Relation {
    match (same, old, new) {
        (true, _, _) => Relation::Same,
        (false, Some(old), Some(new)) if old != new => Relation::Changed,
        _ => Relation::Unknown,
    }
}

/// A name that stands for nothing compares by its last part: whether it resolves is another question than whether it
/// changed.
fn unresolved(other: Option<&str>, name: &str) -> Relation {
    let last = |it: &str| it.rsplit('.').next().map(ToOwned::to_owned);
    same_if(other.and_then(last) == last(name))
}

fn primitives(old: Primitive, new: Primitive) -> Relation {
    if old == new {
        Relation::Same
    } else if is_within(old, new) {
        Relation::Widened
    } else if is_within(new, old) {
        Relation::Narrowed
    } else {
        Relation::Changed
    }
}

/// Whether every JSON value of one primitive is a value of another.
fn is_within(small: Primitive, large: Primitive) -> bool {
    match large {
        Primitive::Json => !matches!(small, Primitive::Unit | Primitive::Json),
        Primitive::String => matches!(small, Primitive::Uuid | Primitive::Date | Primitive::DateTime),
        Primitive::Long | Primitive::Double => small == Primitive::Integer,
        Primitive::Decimal => matches!(small, Primitive::Integer | Primitive::Long),
        _ => false,
    }
}

/// Whether every value of a type that is no primitive is a value of a primitive.
fn holds<'a>(wide: Primitive, narrow: &Type, named: impl Fn(TypeId) -> Option<Named<'a>>) -> bool {
    match (wide, narrow) {
        (Primitive::Json, Type::Primitive(it)) => *it != Primitive::Unit,
        (Primitive::Json, _) | (Primitive::Object, Type::Map(_)) => true,
        (Primitive::Object, Type::Named(id)) => matches!(named(*id), Some(Named::Model(_) | Named::Union(_))),
        (Primitive::String, Type::Named(id)) => matches!(named(*id), Some(Named::Enum(_))),
        _ => false,
    }
}

fn named(matching: &Matching<'_>, old: TypeId, new: TypeId) -> Relation {
    if matching.became(old) == Some(new) {
        return Relation::Same;
    }
    match (matching.old.named(old), matching.new.named(new)) {
        (Some(Named::Enum(old)), Some(Named::Enum(new))) => enums(old, new),
        (Some(before), Some(after)) => {
            let shape = matching.shape_of_old(old, before);
            let alike = shape.is_some() && shape == matching.shape_of_new(new, after);
            if alike { Relation::Alike } else { Relation::Changed }
        }
        _ => Relation::Changed,
    }
}

fn enums(old: &apigen_model::Enum, new: &apigen_model::Enum) -> Relation {
    let covers = |large: &apigen_model::Enum, small: &apigen_model::Enum| {
        small.values.iter().all(|it| large.values.iter().any(|other| other.wire() == it.wire()))
    };
    match (covers(new, old), covers(old, new)) {
        (true, true) => Relation::Alike,
        (true, false) => Relation::Widened,
        (false, true) => Relation::Narrowed,
        (false, false) => Relation::Changed,
    }
}
