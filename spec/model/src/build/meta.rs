//! Descriptions, attributes, deprecations, suppressions, annotations.

use apigen_syntax::{Kind, Span, Value};
use smol_str::SmolStr;

use super::keys::{ANNOTATION, ATTRIBUTE, Construct, DEPRECATION, LINT_IGNORE};
use super::reader::{Item, Key, Reader, describe, lacks};
use crate::{Annotation, Attribute, Deprecation, Extras, Json, LintIgnore, Meta, ProblemKind};

impl<'d> Reader<'d> {
    pub(super) fn new_meta(&self, node: Value<'d>) -> Meta {
        Meta::new(self.origin(node))
    }

    /// Reads the keys that nearly every construct has.
    pub(super) fn meta_key(&mut self, construct: &Construct, meta: &mut Meta, key: &str, value: Value<'d>) -> Key {
        match key {
            "description" => meta.description = self.free_text(construct, value),
            "attributes" => {
                let attributes = self.attributes(construct, value);
                if !attributes.is_empty() {
                    extras(meta).attributes = attributes;
                }
            }
            "deprecation" => {
                if !value.is_null() && self.is_object(&DEPRECATION, value) {
                    extras(meta).deprecation = Some(self.deprecation(value));
                }
            }
            "lint_ignore" => {
                let entries = self.suppressions(value);
                if !entries.is_empty() {
                    extras(meta).lint_ignore = entries;
                }
            }
            _ => return Key::Unknown,
        }
        Key::Read
    }

    fn deprecation(&mut self, node: Value<'d>) -> Deprecation {
        let mut deprecation = Deprecation { description: None, origin: self.origin(node) };
        self.members(&DEPRECATION, node, |this, key, value| {
            if key != "description" {
                return Key::Unknown;
            }
            deprecation.description = this.free_text(&DEPRECATION, value);
            Key::Read
        });
        deprecation
    }

    fn attributes(&mut self, owner: &Construct, node: Value<'d>) -> Vec<Attribute> {
        if node.is_empty() && node.kind() == Kind::Array {
            return Vec::new();
        }
        self.list(&ATTRIBUTE, node, |this, it| this.attribute(owner, it))
    }

    fn attribute(&mut self, owner: &Construct, node: Value<'d>) -> Option<Attribute> {
        let (mut name, mut data, mut description, mut deprecation) = (None, None, None, None);
        self.members(&ATTRIBUTE, node, |this, key, value| {
            match key {
                "name" => name = this.text(&ATTRIBUTE, value),
                "value" if value.kind() == Kind::Object => data = Some(Json::of(value)),
                "description" => description = this.free_text(&ATTRIBUTE, value),
                "deprecation" if !value.is_null() && this.is_object(&DEPRECATION, value) => {
                    deprecation = Some(this.deprecation(value));
                }
                "value" | "deprecation" => {}
                _ => return Key::Unknown,
            }
            Key::Read
        });
        let missing = match (&name, &data) {
            (None, _) => lacks(node, "name").then_some("name"), // Another kind of value is reported already.
            (_, None) => Some("value"),
            _ => None,
        };
        if let Some(missing) = missing {
            let holder = node.parent().and_then(Value::parent);
            let owner = holder.map_or_else(|| owner.word.to_owned(), |it| describe(owner.word, it));
            let name = name.as_ref().map(ToString::to_string);
            let value = node.get(missing).or_else(|| node.get("name"));
            let opening = Span::new(node.span().start, node.span().start + 1);
            let span = value.map_or(opening, Value::span);
            self.problem(span, node, ProblemKind::AttributeForm { owner, name, missing });
        }
        Some(Attribute { name: name?, value: data?, description, deprecation, origin: self.origin(node) })
    }

    pub(super) fn suppressions(&mut self, node: Value<'d>) -> Vec<LintIgnore> {
        self.list(&LINT_IGNORE, node, |this, it| Some(this.lint_ignore(it)))
    }

    fn lint_ignore(&mut self, node: Value<'d>) -> LintIgnore {
        let origin = self.origin(node);
        let mut entry = LintIgnore { rule: SmolStr::default(), reason: None, owner: None, expires: None, origin };
        self.members(&LINT_IGNORE, node, |this, key, value| {
            match key {
                "rule" => entry.rule = this.text(&LINT_IGNORE, value).unwrap_or_default(),
                "reason" => entry.reason = this.text(&LINT_IGNORE, value),
                "owner" => entry.owner = this.text(&LINT_IGNORE, value),
                "expires" => entry.expires = this.text(&LINT_IGNORE, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        if lacks(node, "rule") {
            self.missing(&LINT_IGNORE, node, "rule");
        }
        entry
    }

    pub(super) fn annotation(&mut self, item: Item<'d, '_>) -> Annotation {
        let meta = self.new_meta(item.node);
        let mut annotation =
            Annotation { name: item.name.into(), log: None, url: None, event: None, severity: None, meta };
        self.members(&ANNOTATION, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "log" => annotation.log = this.text(&ANNOTATION, value),
                "url" => annotation.url = this.text(&ANNOTATION, value),
                "event" => annotation.event = this.text(&ANNOTATION, value),
                "severity" => annotation.severity = this.text(&ANNOTATION, value),
                _ => return this.meta_key(&ANNOTATION, &mut annotation.meta, key, value),
            }
            Key::Read
        });
        annotation
    }
}

fn extras(meta: &mut Meta) -> &mut Extras {
    meta.extras.get_or_insert_default()
}
