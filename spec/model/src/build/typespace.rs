//! Enums, interfaces, models, unions.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::field::MARKERS;
use super::keys::{Construct, ENUM, ENUM_VALUE, INTERFACE, MODEL, TEMPLATE_USE, UNION, UNION_TYPE};
use super::reader::{Item, Key, Reader, lacks};
use crate::types::trim;
use crate::{
    Enum, EnumValue, Interface, InterfaceRef, Model, ProblemKind, TemplateUse, Type, Union, UnionType, plural,
};

impl<'d> Reader<'d> {
    pub(super) fn enumeration(&mut self, item: Item<'d, '_>) -> Enum {
        let mut it = Enum {
            name: item.name.into(),
            plural: SmolStr::default(),
            values: Vec::new(),
            open: false,
            open_declared: false,
            reserved: Vec::new(),
            meta: self.new_meta(item.node),
        };
        self.members(&ENUM, item.node, |this, key, value| {
            match key {
                // apibuilder tolerates a name beside the key here, and nowhere else.
                "name" => {}
                _ if item.is_named_by(key) => {}
                "values" => it.values = this.list(&ENUM_VALUE, value, |this, node| Some(this.enum_value(node))),
                "plural" => it.plural = this.text(&ENUM, value).unwrap_or_default(),
                "open" => {
                    let open = this.flag(&ENUM, value);
                    (it.open, it.open_declared) = (open.unwrap_or_default(), open.is_some());
                }
                "reserved" => it.reserved = this.texts(&ENUM, value),
                _ => return this.meta_key(&ENUM, &mut it.meta, key, value),
            }
            Key::Read
        });
        default_plural(&mut it.plural, &it.name);
        it
    }

    fn enum_value(&mut self, node: Value<'d>) -> EnumValue {
        let mut it = EnumValue { name: SmolStr::default(), value: None, meta: self.new_meta(node) };
        self.members(&ENUM_VALUE, node, |this, key, value| {
            match key {
                "name" => it.name = this.text(&ENUM_VALUE, value).unwrap_or_default(),
                "value" => it.value = this.free_text(&ENUM_VALUE, value),
                _ => return this.meta_key(&ENUM_VALUE, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(node, "name") {
            self.missing(&ENUM_VALUE, node, "name");
        }
        it.value = it.value.filter(|value| *value != it.name);
        it
    }

    pub(super) fn interface(&mut self, item: Item<'d, '_>) -> Interface {
        let meta = self.new_meta(item.node);
        let mut it = Interface { name: item.name.into(), plural: SmolStr::default(), fields: Vec::new(), meta };
        self.members(&INTERFACE, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "fields" => it.fields = this.fields(value),
                "plural" => it.plural = this.text(&INTERFACE, value).unwrap_or_default(),
                _ => return this.meta_key(&INTERFACE, &mut it.meta, key, value),
            }
            Key::Read
        });
        default_plural(&mut it.plural, &it.name);
        it
    }

    pub(super) fn new_model(&self, item: Item<'d, '_>) -> Model {
        Model {
            name: item.name.into(),
            plural: SmolStr::default(),
            fields: Vec::new(),
            interfaces: Vec::new(),
            templates: Vec::new(),
            reserved: Vec::new(),
            meta: self.new_meta(item.node),
        }
    }

    pub(super) fn model(&mut self, item: Item<'d, '_>) -> Model {
        let mut it = self.new_model(item);
        self.members(&MODEL, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "fields" => it.fields = this.fields(value),
                "plural" => it.plural = this.text(&MODEL, value).unwrap_or_default(),
                "interfaces" => it.interfaces = this.interface_refs(&MODEL, value),
                "templates" => it.templates = this.template_uses(value),
                "reserved" => it.reserved = this.texts(&MODEL, value),
                _ => return this.meta_key(&MODEL, &mut it.meta, key, value),
            }
            Key::Read
        });
        default_plural(&mut it.plural, &it.name);
        it
    }

    fn interface_refs(&mut self, construct: &Construct, node: Value<'d>) -> Vec<InterfaceRef> {
        let mut all = Vec::new();
        if !matches!(node.kind(), Kind::Array | Kind::Null) {
            self.wrong_kind(construct.word, node, "a list of strings");
        }
        for element in node.elements() {
            if let Some(name) = self.text(construct, element) {
                all.push(InterfaceRef { name, target: None, external: false, origin: self.origin(element) });
            }
        }
        all
    }

    pub(super) fn template_uses(&mut self, node: Value<'d>) -> Vec<TemplateUse> {
        self.list(&TEMPLATE_USE, node, |this, node| {
            let mut it = TemplateUse { name: SmolStr::default(), cast: Vec::new(), origin: this.origin(node) };
            this.members(&TEMPLATE_USE, node, |this, key, value| {
                match key {
                    "name" => it.name = this.text(&TEMPLATE_USE, value).unwrap_or_default(),
                    "cast" => it.cast = this.casts(value),
                    _ => return Key::Unknown,
                }
                Key::Read
            });
            if lacks(node, "name") {
                this.missing(&TEMPLATE_USE, node, "name");
            }
            Some(it)
        })
    }

    fn casts(&mut self, node: Value<'d>) -> Vec<(SmolStr, SmolStr)> {
        if !self.is_object(&TEMPLATE_USE, node) {
            return Vec::new();
        }
        let read =
            |it: apigen_syntax::Member<'d>| self.text(&TEMPLATE_USE, it.value).map(|to| (SmolStr::from(it.name()), to));
        node.members().filter_map(read).collect()
    }

    pub(super) fn union(&mut self, item: Item<'d, '_>) -> Union {
        let mut it = Union {
            name: item.name.into(),
            plural: SmolStr::default(),
            types: Vec::new(),
            discriminator: None,
            interfaces: Vec::new(),
            open: false,
            open_declared: false,
            reserved: Vec::new(),
            meta: self.new_meta(item.node),
        };
        self.members(&UNION, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "types" => it.types = this.list(&UNION_TYPE, value, |this, node| Some(this.union_type(node))),
                "discriminator" => it.discriminator = this.text(&UNION, value),
                "plural" => it.plural = this.text(&UNION, value).unwrap_or_default(),
                "interfaces" => it.interfaces = this.interface_refs(&UNION, value),
                "open" => {
                    let open = this.flag(&UNION, value);
                    (it.open, it.open_declared) = (open.unwrap_or_default(), open.is_some());
                }
                "reserved" => it.reserved = this.texts(&UNION, value),
                _ => return this.meta_key(&UNION, &mut it.meta, key, value),
            }
            Key::Read
        });
        default_plural(&mut it.plural, &it.name);
        it
    }

    fn union_type(&mut self, node: Value<'d>) -> UnionType {
        let mut it = UnionType {
            ty: Type::Unresolved(SmolStr::default()),
            name: SmolStr::default(),
            default: false,
            discriminator_value: None,
            meta: self.new_meta(node),
        };
        let mut fields = None;
        self.members(&UNION_TYPE, node, |this, key, value| {
            match key {
                "type" => {
                    it.ty = this.type_of(&UNION_TYPE, value);
                    it.name = written_name(&it.ty, value);
                }
                "fields" => fields = Some(value),
                "default" => it.default = this.flag(&UNION_TYPE, value).unwrap_or_default(),
                "discriminator_value" => it.discriminator_value = this.text(&UNION_TYPE, value),
                _ => return this.meta_key(&UNION_TYPE, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(node, "type") {
            self.missing(&UNION_TYPE, node, "type");
        }
        // Expanded files say it always.
        it.discriminator_value = it.discriminator_value.filter(|value| *value != it.name);
        if let Some(fields) = fields {
            self.union_fields(&it, node, fields);
        }
        it
    }

    /// `fields` on a member declares a model of the member's name; in the expanded form that model is there already.
    fn union_fields(&mut self, member: &UnionType, node: Value<'d>, fields: Value<'d>) {
        let Type::Unresolved(name) = &member.ty else {
            let span = fields.key().unwrap_or(fields).span();
            self.problem(span, fields, ProblemKind::UnionFields { name: member.name.to_string() });
            return;
        };
        let mut model = self.new_model(Item { name, key: "type", node });
        model.fields = self.fields(fields);
        model.plural = plural(name).into();
        self.inline_models.push(model);
    }
}

/// A member's type as written: the text, or what the marker of an inline declaration says.
fn written_name(ty: &Type, node: Value<'_>) -> SmolStr {
    let marker = || MARKERS.iter().find_map(|it| node.get(it)?.as_str());
    let text = node.as_str().or_else(marker).filter(|_| *ty != Type::Unresolved(SmolStr::default()));
    text.map_or_else(SmolStr::default, |it| trim(&it).into())
}

pub(super) fn default_plural(given: &mut SmolStr, name: &str) {
    if given.is_empty() {
        *given = plural(name).into();
    }
}
