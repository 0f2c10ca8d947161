//! Fields, headers, and the types that they and everything else use, inline declarations included.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{Construct, FIELD, HEADER, ITEMS};
use super::reader::{Item, Key, Reader, describe, lacks};
use crate::{Constraints, Details, Field, ItemConstraints, Json, ProblemKind, Reference, Traits, Type};

/// The keys that say that an object is an inline declaration of a type.
pub(super) const MARKERS: [&str; 4] = ["enum", "interface", "model", "union"];

impl<'d> Reader<'d> {
    pub(super) fn fields(&mut self, node: Value<'d>) -> Vec<Field> {
        self.list(&FIELD, node, |this, it| Some(this.field(it)))
    }

    pub(super) fn headers(&mut self, node: Value<'d>) -> Vec<Field> {
        self.list(&HEADER, node, |this, it| {
            let mut header = this.new_field(it);
            this.members(&HEADER, it, |this, key, value| this.field_key(&HEADER, &mut header, key, value));
            Some(this.complete(&HEADER, it, header))
        })
    }

    fn field(&mut self, node: Value<'d>) -> Field {
        let mut field = self.new_field(node);
        self.members(&FIELD, node, |this, key, value| match key {
            "enum" | "values" => {
                let owner = describe(FIELD.word, node);
                let span = value.key().unwrap_or(value).span();
                this.problem(span, value, ProblemKind::InlineEnum { owner, key: key.to_owned() });
                Key::Read
            }
            _ => this.field_key(&FIELD, &mut field, key, value),
        });
        self.complete(&FIELD, node, field)
    }

    pub(super) fn new_field(&self, node: Value<'d>) -> Field {
        Field {
            name: SmolStr::default(),
            ty: Type::Unresolved(SmolStr::default()),
            required: true,
            default: None,
            constraints: None,
            traits: Traits::default(),
            details: None,
            meta: self.new_meta(node),
        }
    }

    /// Reports a name or type that is not there, and drops parts that say nothing.
    pub(super) fn complete(&mut self, construct: &Construct, node: Value<'d>, mut field: Field) -> Field {
        field.constraints.take_if(|it| **it == Constraints::default());
        field.details.take_if(|it| **it == Details::default());
        // Most fields have both; only where one is empty it may be that nobody wrote it.
        let unread = [field.name.is_empty(), matches!(&field.ty, Type::Unresolved(it) if it.is_empty())];
        for (key, _) in ["name", "type"].into_iter().zip(unread).filter(|(_, unread)| *unread) {
            if lacks(node, key) {
                self.missing(construct, node, key);
            }
        }
        field
    }

    /// Reads a key that fields, headers and parameters share, if the construct has it.
    pub(super) fn field_key(
        &mut self,
        construct: &'static Construct,
        field: &mut Field,
        key: &str,
        value: Value<'d>,
    ) -> Key {
        match key {
            "name" => field.name = self.text(construct, value).unwrap_or_default(),
            "type" => field.ty = self.type_of(construct, value),
            "required" => field.required = self.flag(construct, value).unwrap_or(true),
            "default" if value.is_null() => {}
            "default" => field.default = Some(Box::new(Json::of(value))),
            "description" | "attributes" | "deprecation" | "lint_ignore" => {
                return self.meta_key(construct, &mut field.meta, key, value);
            }
            _ if !construct.keys.contains(&key) => return Key::Unknown,
            _ if value.is_null() => {}
            "example" => {
                // Any scalar is a sample; apibuilder stores its text.
                let example = Json::of(value).plain_text();
                details(field).example = Some(SmolStr::from(example));
            }
            "unit" => details(field).unit = self.text(construct, value),
            "annotations" => {
                let annotations = self.texts(construct, value);
                if !annotations.is_empty() {
                    details(field).annotations = annotations;
                }
            }
            "references" => {
                let text = self.text(construct, value);
                details(field).references = text.and_then(|it| self.reference(construct, &it, value));
            }
            _ => return self.limit_key(construct, field, key, value),
        }
        Key::Read
    }

    fn limit_key(&mut self, construct: &Construct, field: &mut Field, key: &str, value: Value<'d>) -> Key {
        match key {
            "minimum" => limits(field).minimum = self.integer(construct, value),
            "maximum" => limits(field).maximum = self.integer(construct, value),
            "pattern" => limits(field).pattern = self.text(construct, value),
            "unique_items" => limits(field).unique_items = self.flag(construct, value).unwrap_or_default(),
            "items" => {
                if self.is_object(&ITEMS, value) {
                    limits(field).items = Some(self.items(value));
                }
            }
            "read_only" => field.traits.read_only = self.flag(construct, value).unwrap_or_default(),
            "write_only" => field.traits.write_only = self.flag(construct, value).unwrap_or_default(),
            "server_assigned" => field.traits.server_assigned = self.flag(construct, value).unwrap_or_default(),
            "unique" => field.traits.unique = self.flag(construct, value).unwrap_or_default(),
            _ => return Key::Unknown,
        }
        Key::Read
    }

    fn items(&mut self, node: Value<'d>) -> ItemConstraints {
        let mut items = ItemConstraints::default();
        self.members(&ITEMS, node, |this, key, value| {
            match key {
                "minimum" => items.minimum = this.integer(&ITEMS, value),
                "maximum" => items.maximum = this.integer(&ITEMS, value),
                "pattern" => items.pattern = this.text(&ITEMS, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        items
    }

    /// `resource.field`: the field's name follows the last dot.
    fn reference(&mut self, construct: &Construct, text: &str, node: Value<'d>) -> Option<Reference> {
        let split = text.rsplit_once('.').filter(|(target, field)| !target.is_empty() && !field.is_empty());
        let Some((target, field)) = split else {
            self.wrong_kind(construct.word, node, "the form `resource.field`");
            return None;
        };
        Some(Reference { target: Type::Unresolved(target.into()), field: field.into() })
    }

    /// A type: the name of one, or an object that declares one on the spot.
    pub(super) fn type_of(&mut self, construct: &Construct, node: Value<'d>) -> Type {
        let text = match node.kind() {
            Kind::String => node.as_str().unwrap_or_default(),
            Kind::Object => return self.inline_type(construct, node),
            Kind::Null => return Type::Unresolved(SmolStr::default()), // As if it were missing.
            _ => return self.malformed_type(construct, node, None),
        };
        match Type::parse(&text) {
            Some(ty) => ty,
            None => self.malformed_type(construct, node, Some(text.into_owned())),
        }
    }

    fn inline_type(&mut self, construct: &Construct, node: Value<'d>) -> Type {
        let Some((marker, name)) = MARKERS.iter().find_map(|it| Some((*it, node.get(it)?))) else {
            return self.malformed_type(construct, node, None);
        };
        let text = name.as_str().unwrap_or_default();
        let Some(ty) = Type::parse(&text) else {
            self.type_problem(construct, node, name, Some(text.into_owned()));
            return Type::Unresolved(SmolStr::default());
        };
        // The name of a primitive can be declared too, for a rule to say that it cannot be used.
        let name = match ty.base() {
            Type::Unresolved(name) => name,
            Type::Primitive(it) => it.name(),
            _ => return ty,
        };
        self.declare(marker, Item { name, key: marker, node });
        ty
    }

    fn declare(&mut self, marker: &str, item: Item<'d, '_>) {
        match marker {
            "enum" => {
                let declared = self.enumeration(item);
                self.inline_enums.push(declared);
            }
            "interface" => {
                let declared = self.interface(item);
                self.inline_interfaces.push(declared);
            }
            "model" => {
                let declared = self.model(item);
                self.inline_models.push(declared);
            }
            _ => {
                let declared = self.union(item);
                self.inline_unions.push(declared);
            }
        }
    }

    fn malformed_type(&mut self, construct: &Construct, node: Value<'d>, text: Option<String>) -> Type {
        self.type_problem(construct, node, node, text);
        Type::Unresolved(SmolStr::default())
    }

    /// Reports the part of a type that is not well formed.
    fn type_problem(&mut self, construct: &Construct, ty: Value<'d>, part: Value<'d>, text: Option<String>) {
        if part.kind() != Kind::Invalid {
            let owner = ty.parent().map_or_else(|| construct.word.to_owned(), |it| describe(construct.word, it));
            self.problem(part.span(), part, ProblemKind::TypeForm { owner, text });
        }
    }
}

fn details(field: &mut Field) -> &mut Details {
    field.details.get_or_insert_default()
}

fn limits(field: &mut Field) -> &mut Constraints {
    field.constraints.get_or_insert_default()
}
