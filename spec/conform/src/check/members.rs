//! What contains other values: lists, maps and models.

use std::collections::BTreeSet;

use apigen_model::{Constraints, Field, Model, Type, TypeId};
use apigen_syntax::{Kind, Value};

use super::Rule;
use super::scalar::Bounds;
use super::value::{Walk, Way};

impl Walk<'_, '_> {
    pub(super) fn list(&mut self, value: Value<'_>, inner: &Type, constraints: Option<&Constraints>) {
        if value.kind() != Kind::Array {
            return self.report(Rule::Type, "an array", value);
        }
        if let Some(it) = constraints {
            self.count(value.len(), (it.minimum, it.maximum), "elements");
        }
        let is_set = constraints.is_some_and(|it| it.unique_items);
        let mut seen = BTreeSet::new();
        for (index, element) in value.elements().enumerate() {
            self.at_index(index, |this| {
                this.element(element, inner, constraints);
                if is_set && !seen.insert(element.raw()) {
                    this.report(Rule::UniqueItems, "elements that differ", element);
                }
            });
        }
    }

    pub(super) fn map(&mut self, value: Value<'_>, inner: &Type, constraints: Option<&Constraints>) {
        if value.kind() != Kind::Object {
            return self.report(Rule::Type, "an object", value);
        }
        if let Some(it) = constraints {
            self.count(value.len(), (it.minimum, it.maximum), "members");
        }
        for member in value.members() {
            self.at(&member.name(), |this| this.element(member.value, inner, constraints));
        }
    }

    fn element(&mut self, value: Value<'_>, ty: &Type, constraints: Option<&Constraints>) {
        match (ty, constraints.and_then(|it| it.items.as_ref())) {
            (Type::Primitive(it), Some(limits)) => self.scalar(value, *it, Some(&Bounds::of_items(limits))),
            _ => self.check(value, ty, None),
        }
    }

    /// A model; `tag` is the discriminator of the union around it.
    pub(super) fn model(&mut self, object: Value<'_>, id: TypeId, model: &Model, tag: Option<&str>) {
        let fields = &model.fields;
        let is_patch = self.checker.way == Way::Request && self.checker.repository.patches().contains(id);
        let mut found = vec![None; fields.len()];
        let mut next = 0;
        for member in object.members() {
            let name = member.name();
            // Most senders keep to the order of the definition.
            match (next..fields.len()).chain(0..next).find(|it| fields[*it].name == *name) {
                Some(at) => {
                    found[at] = Some(member.value);
                    next = at + 1;
                }
                None if tag == Some(&*name) => {}
                None => self.at(&name, |this| this.report(Rule::UnknownField, "no such field", member.value)),
            }
        }
        for (field, value) in fields.iter().zip(found) {
            self.field(field, value, is_patch);
        }
    }

    fn field(&mut self, field: &Field, value: Option<Value<'_>>, is_patch: bool) {
        let one_way = match self.checker.way {
            Way::Request if field.traits.read_only => Some((Rule::ReadOnly, "nothing: only the service sets it")),
            Way::Response if field.traits.write_only => Some((Rule::WriteOnly, "nothing: it is never sent back")),
            _ => None,
        };
        match (value, one_way) {
            (Some(value), _) if value.is_null() => {
                // A null says the same as nothing, but for patches, where it clears what is optional.
                if self.checker.needs(field) {
                    let rule = if is_patch { Rule::Type } else { Rule::Required };
                    self.at(&field.name, |this| this.report(rule, "a value", value));
                }
            }
            (Some(value), Some((rule, expected))) => self.at(&field.name, |this| this.report(rule, expected, value)),
            (Some(value), None) => {
                self.at(&field.name, |this| this.check(value, &field.ty, field.constraints.as_deref()));
            }
            (None, _) if self.checker.needs(field) => self.at(&field.name, |this| {
                this.fault(Rule::Required, "a value".to_owned(), "nothing".to_owned());
            }),
            (None, _) => {}
        }
    }
}
