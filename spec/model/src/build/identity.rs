//! What a file says about itself and about the files it imports.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{CONTACT, IMPORT, INFO, KEYED, LICENSE};
use super::reader::{Item, Key, Reader, lacks};
use crate::{Annotation, Contact, Definition, Import, ImportTarget, Info, License, Settings, TypeKind, names};

impl<'d> Reader<'d> {
    /// `{"key": …}`, as expanded files name organization and application.
    pub(super) fn keyed(&mut self, node: Value<'d>) -> Option<SmolStr> {
        if node.is_null() || !self.is_object(&KEYED, node) {
            return None;
        }
        let mut found = None;
        self.members(&KEYED, node, |this, key, value| {
            if key != "key" {
                return Key::Unknown;
            }
            found = this.text(&KEYED, value);
            Key::Read
        });
        if lacks(node, "key") {
            self.missing(&KEYED, node, "key");
        }
        found
    }

    pub(super) fn info(&mut self, node: Value<'d>) -> Option<Info> {
        if node.is_null() || !self.is_object(&INFO, node) {
            return None;
        }
        let mut it = Info::default();
        self.members(&INFO, node, |this, key, value| {
            match key {
                "contact" | "license" if value.is_null() => {}
                "contact" if this.is_object(&CONTACT, value) => it.contact = Some(this.contact(value)),
                "license" if this.is_object(&LICENSE, value) => it.license = Some(this.license(value)),
                "contact" | "license" => {}
                "description" => it.description = this.free_text(&INFO, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        Some(it)
    }

    fn contact(&mut self, node: Value<'d>) -> Contact {
        let mut it = Contact::default();
        self.members(&CONTACT, node, |this, key, value| {
            match key {
                "name" => it.name = this.free_text(&CONTACT, value),
                "url" => it.url = this.free_text(&CONTACT, value),
                "email" => it.email = this.free_text(&CONTACT, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        it
    }

    fn license(&mut self, node: Value<'d>) -> License {
        let mut it = License::default();
        self.members(&LICENSE, node, |this, key, value| {
            match key {
                "name" => it.name = this.free_text(&LICENSE, value),
                "url" => it.url = this.free_text(&LICENSE, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        if it.name.as_ref().is_none_or(|it| it.trim().is_empty()) {
            let span = node.key().unwrap_or(node).span();
            self.problem(span, node, crate::ProblemKind::LicenseWithoutName);
        }
        it
    }

    pub(super) fn import(&mut self, node: Value<'d>) -> Import {
        let mut it = Import {
            uri: SmolStr::default(),
            target: ImportTarget::Missing,
            namespace: None,
            organization: None,
            application: None,
            version: None,
            names: Vec::new(),
            annotations: Vec::new(),
            lint_ignore: Vec::new(),
            origin: self.origin(node),
        };
        self.members(&IMPORT, node, |this, key, value| {
            match key {
                "uri" => it.uri = this.text(&IMPORT, value).unwrap_or_default(),
                "namespace" => it.namespace = this.text(&IMPORT, value),
                "organization" => it.organization = this.keyed(value),
                "application" => it.application = this.keyed(value),
                "version" => it.version = this.text(&IMPORT, value),
                "annotations" => it.annotations = this.import_annotations(value),
                "lint_ignore" => it.lint_ignore = this.suppressions(value),
                _ => {
                    let Some(kind) = TypeKind::ALL.into_iter().find(|kind| kind.section() == key) else {
                        return Key::Unknown;
                    };
                    it.names.extend(this.texts(&IMPORT, value).into_iter().map(|name| (kind, name)));
                }
            }
            Key::Read
        });
        if lacks(node, "uri") {
            self.missing(&IMPORT, node, "uri");
        }
        it
    }

    /// Names, or whole annotations.
    fn import_annotations(&mut self, node: Value<'d>) -> Vec<Annotation> {
        let mut all = Vec::with_capacity(node.len());
        for element in node.elements() {
            let given = if element.kind() == Kind::Object { element.get("name") } else { Some(element) };
            if let Some(name) = given.and_then(Value::as_str) {
                all.push(self.annotation(Item { name: &name, key: "name", node: element }));
            }
        }
        all
    }
}

/// Fills in the key and the namespace of a file that does not say them.
pub(super) fn complete(it: &mut Definition, settings: &Settings) {
    if it.key.is_empty() {
        it.key = names::url_key(&it.name).into();
    }
    if it.namespace.is_empty() {
        let prefix = settings.namespace.as_deref().map(|it| format!("{it}.")).unwrap_or_default();
        it.namespace = format!("{prefix}{}", relative_namespace(it)).into();
    }
}

/// The words of the key and the major version: what a namespace ends with when the file does not say it.
fn relative_namespace(it: &Definition) -> String {
    let digits: String = it.version.iter().flat_map(|it| it.chars()).take_while(char::is_ascii_digit).collect();
    let major = if digits.is_empty() { "0" } else { &digits };
    format!("{}.v{major}", it.key.replace('-', "."))
}
