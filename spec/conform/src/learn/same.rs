//! Whether two values say the same, however they are written.

use std::collections::BTreeSet;

use apigen_model::{Field, Json, Named, Primitive, Repository, Type};

use crate::check::{instant, push, short};
use crate::number::Number;

/// A place where two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// A JSON pointer.
    pub(crate) pointer: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
}

/// Where what is shown differs from what was given, as far as both types have the same fields.
///
/// Fields that only one side has are left out, and so is what is only ever sent to the service.
pub(crate) fn differences(
    repository: &Repository,
    given: (&Json, &Type),
    shown: (&Json, &Type),
    skip: &BTreeSet<String>,
) -> Vec<Difference> {
    let mut walk = Walk { repository, skip, pointer: String::new(), found: Vec::new() };
    walk.compare(given, shown);
    walk.found
}

/// Whether the service decides what a field holds.
pub(crate) fn is_owned_by_service(field: &Field) -> bool {
    field.traits.read_only || field.traits.server_assigned
}

struct Walk<'a> {
    repository: &'a Repository,
    /// Places that are not compared.
    skip: &'a BTreeSet<String>,
    pointer: String,
    found: Vec<Difference>,
}

impl Walk<'_> {
    fn compare(&mut self, given: (&Json, &Type), shown: (&Json, &Type)) {
        if self.skip.contains(&self.pointer) {
            return;
        }
        match (given, shown) {
            ((Json::Object(members), ty), (Json::Object(_), other)) => self.objects(members, ty, shown.0, other),
            ((Json::Array(left), Type::List(ty)), (Json::Array(right), Type::List(other))) => {
                if left.len() != right.len() {
                    return self.differ(given.0, shown.0);
                }
                for (index, pair) in left.iter().zip(right).enumerate() {
                    self.at(&index.to_string(), |this| this.compare((pair.0, ty), (pair.1, other)));
                }
            }
            ((left, ty), (right, _)) if !is_same(left, right, ty) => self.differ(left, right),
            _ => {}
        }
    }

    fn objects(&mut self, given: &[(smol_str::SmolStr, Json)], ty: &Type, shown: &Json, other: &Type) {
        for (name, value) in given {
            let types = match (ty, other) {
                (Type::Map(left), Type::Map(right)) => Some(((**left).clone(), (**right).clone())),
                (Type::Named(_), Type::Named(_)) => self.types(ty, other, name),
                (Type::Primitive(it), Type::Primitive(other)) if it == other => Some((ty.clone(), other_json())),
                _ => None,
            };
            let Some((left, right)) = types else { continue };
            self.at(name, |this| match shown.get(name) {
                Some(it) => this.compare((value, &left), (it, &right)),
                None if !matches!(value, Json::Null) && !this.skip.contains(&this.pointer) => {
                    this.found.push(Difference {
                        pointer: this.pointer.clone(),
                        expected: short(&value.to_string()),
                        actual: "nothing".to_owned(),
                    });
                }
                None => {}
            });
        }
    }

    /// The types of a field on both sides, when they are about the same thing.
    fn types(&self, left: &Type, right: &Type, name: &str) -> Option<(Type, Type)> {
        let (left, right) = (self.field(left, name)?, self.field(right, name)?);
        let is_hidden = right.traits.write_only || left.traits.write_only || is_owned_by_service(right);
        let alike = left.ty == right.ty || (self.is_object(&left.ty) && self.is_object(&right.ty));
        (!is_hidden && alike).then(|| (left.ty.clone(), right.ty.clone()))
    }

    fn field(&self, ty: &Type, name: &str) -> Option<&Field> {
        let Type::Named(id) = ty else { return None };
        match self.repository.named(*id)? {
            Named::Model(it) => it.fields.iter().find(|it| it.name == name),
            Named::Union(it) => {
                let members = it.types.iter().filter_map(|it| self.repository.model_of(&it.ty));
                let mut found = members.flat_map(|it| &it.fields).filter(|it| it.name == name);
                let first = found.next()?;
                // Members that mean different things by one name cannot be compared by name.
                found.all(|it| it.ty == first.ty).then_some(first)
            }
            _ => None,
        }
    }

    fn is_object(&self, ty: &Type) -> bool {
        apigen_model::lifecycle::is_object(self.repository, ty)
    }

    fn at(&mut self, step: &str, compare: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        push(&mut self.pointer, step);
        compare(self);
        self.pointer.truncate(length);
    }

    fn differ(&mut self, given: &Json, shown: &Json) {
        self.found.push(Difference {
            pointer: self.pointer.clone(),
            expected: short(&given.to_string()),
            actual: short(&shown.to_string()),
        });
    }
}

fn other_json() -> Type {
    Type::Primitive(Primitive::Json)
}

/// Whether two values of a type say the same.
pub(crate) fn is_same(left: &Json, right: &Json, ty: &Type) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => Number::parse(left) == Number::parse(right),
        // A decimal may travel as a text.
        (Json::Number(left), Json::String(right)) | (Json::String(left), Json::Number(right)) => {
            ty.is(Primitive::Decimal) && Number::parse(left) == Number::parse(right)
        }
        (Json::String(left), Json::String(right)) => {
            let equal = left == right;
            let by_type = || match ty.primitive() {
                Some(Primitive::DateTime) => {
                    instant(left).zip(instant(right)).is_some_and(|(left, right)| left == right)
                }
                Some(Primitive::Uuid) => left.eq_ignore_ascii_case(right),
                Some(Primitive::Decimal) => {
                    Number::parse(left).is_some() && Number::parse(left) == Number::parse(right)
                }
                _ => false,
            };
            equal || by_type()
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right, ty))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| {
                    right.iter().find(|it| it.0 == *name).is_some_and(|it| is_same(value, &it.1, ty))
                })
        }
        _ => left == right,
    }
}
