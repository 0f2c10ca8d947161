//! Unions: which member a value says it is, and whether it is that.

use apigen_model::{Named, Repository, Type, Union, UnionType};
use apigen_syntax::{Kind, Value};

use super::Rule;
use super::value::{Walk, short};

/// Unions may contain each other; nobody nests them deeper than this.
const DEPTH: usize = 8;

impl Walk<'_, '_> {
    pub(super) fn union(&mut self, object: Value<'_>, union: &Union) {
        match &union.discriminator {
            Some(name) => self.tagged(object, union, name),
            None => self.wrapped(object, union),
        }
    }

    fn tagged(&mut self, object: Value<'_>, union: &Union, name: &str) {
        let tag = object.get(name);
        let text = tag.and_then(Value::as_str);
        let member = match (&tag, &text) {
            (_, Some(text)) => nearest(self.checker.repository, union, name, text),
            (None, None) => union.default_type(),
            (Some(_), None) => None,
        };
        match (member, tag) {
            (Some(member), _) => self.member(object, name, member),
            (None, Some(_)) if union.open && text.is_some() => {}
            (None, Some(tag)) => self.at(name, |this| this.report(Rule::Discriminator, one_of(union), tag)),
            (None, None) => self.at(name, |this| {
                this.fault(Rule::Discriminator, one_of(union), "nothing".to_owned());
            }),
        }
    }

    fn member(&mut self, object: Value<'_>, name: &str, member: &UnionType) {
        let Type::Named(id) = &member.ty else { return self.content(object, &member.ty) };
        match self.checker.repository.named(*id) {
            Some(Named::Model(it)) => self.model(object, *id, it, Some(name)),
            Some(Named::Union(it)) if it.discriminator.as_deref() == Some(name) => {
                // Without a discriminator a circle of default members would not end.
                if object.get(name).is_some() {
                    self.tagged(object, it, name);
                }
            }
            Some(Named::Enum(_) | Named::Union(_)) => self.content(object, &member.ty),
            Some(Named::Interface(_)) | None => {}
        }
    }

    fn wrapped(&mut self, object: Value<'_>, union: &Union) {
        let mut members = object.members();
        let found = match (members.next(), members.next()) {
            (Some(only), None) => union.types.iter().find(|it| it.wire() == only.name()).map(|it| (it, only.value)),
            _ => None,
        };
        match found {
            Some((member, value)) => self.at(member.wire(), |this| this.inside(value, &member.ty)),
            None if union.open && object.len() == 1 => {}
            None => self.report(Rule::Discriminator, format!("exactly one key: {}", one_of(union)), object),
        }
    }

    /// The content of a wrapper: what is no named type stands under `value`.
    fn inside(&mut self, value: Value<'_>, ty: &Type) {
        match ty {
            Type::Named(_) | Type::External(_) | Type::Unresolved(_) => self.check(value, ty, None),
            _ if value.kind() == Kind::Object => self.content(value, ty),
            _ => self.report(Rule::Type, "an object", value),
        }
    }

    fn content(&mut self, object: Value<'_>, ty: &Type) {
        match object.get("value") {
            Some(value) => self.at("value", |this| this.check(value, ty, None)),
            None => self.at("value", |this| {
                this.fault(Rule::Required, "a value".to_owned(), "nothing".to_owned());
            }),
        }
    }
}

/// The member that a discriminator leads to on the shortest way.
pub(crate) fn nearest<'u>(
    repository: &Repository,
    union: &'u Union,
    discriminator: &str,
    tag: &str,
) -> Option<&'u UnionType> {
    (0..DEPTH).find_map(|depth| union.types.iter().find(|it| stands_for(repository, it, discriminator, tag, depth)))
}

fn stands_for(repository: &Repository, member: &UnionType, discriminator: &str, tag: &str, depth: usize) -> bool {
    let inner = repository.union_of(&member.ty).filter(|it| it.discriminator.as_deref() == Some(discriminator));
    match inner {
        Some(it) if depth > 0 => it.types.iter().any(|it| stands_for(repository, it, discriminator, tag, depth - 1)),
        Some(_) => false,
        None => member.wire() == tag,
    }
}

fn one_of(union: &Union) -> String {
    let names: Vec<_> = union.types.iter().map(UnionType::wire).collect();
    short(&format!("one of {}", names.join(", ")))
}
