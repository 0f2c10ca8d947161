//! The top level of a file: its sections, and what follows once all of them are read.

use apigen_syntax::{Kind, Value};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::keys::{ANNOTATION, DEFINITION, ENUM, IMPORT, INTERFACE, MODEL, RESOURCE, STREAM, TABLE, TEMPLATES, UNION};
use super::reader::{Key, Reader, lacks};
use super::resource::RawResource;
use super::{identity, paths, templates};
use crate::{Definition, DefinitionId, Form, Model, Settings, Stability, Templates};

/// The sections that tell the forms of a file apart: objects in one, lists in the other.
const SECTIONS: [&str; 5] = ["enums", "models", "unions", "resources", "interfaces"];

impl<'d> Reader<'d> {
    pub(super) fn definition(&mut self, root: Value<'d>, id: DefinitionId, settings: &Settings) -> Definition {
        let mut it = self.empty_definition(root, id);
        let mut resources = Vec::new();
        let mut templates = Vec::new();
        self.members(&DEFINITION, root, |this, key, value| match key {
            "enums" | "interfaces" | "models" | "unions" | "annotations" | "streams" | "tables" => {
                this.section_key(&mut it, key, value);
                Key::Read
            }
            "resources" => {
                resources = this.section(&RESOURCE, "type", value, Reader::resource);
                Key::Read
            }
            "templates" => {
                templates = this.templates(&mut it.templates, value);
                Key::Read
            }
            _ => this.identity_key(&mut it, key, value),
        });
        if lacks(root, "name") {
            self.missing(&DEFINITION, root, "name");
        }
        if it.form == Form::Api {
            self.lists_for_objects(root);
        }
        self.add_inline(&mut it);
        identity::complete(&mut it, settings);
        templates::merge_models(&it.templates.models, &mut it.models);
        templates::merge_resources(&templates, &mut resources);
        it.interfaces.extend(templates::interfaces(&it.templates.models, &it.models));
        let whole_paths = root.get("resources").is_some_and(|it| it.kind() == Kind::Array);
        it.resources = paths::complete(&it, resources, whole_paths);
        it.templates.resources = paths::complete(&it, templates, true);
        it
    }

    /// Reports sections that are lists although others are objects; they are read all the same.
    fn lists_for_objects(&mut self, root: Value<'d>) {
        for section in SECTIONS.iter().filter_map(|it| root.get(it)).filter(|it| it.kind() == Kind::Array) {
            self.wrong_shape(&DEFINITION, section, "an object");
        }
    }

    fn empty_definition(&self, root: Value<'d>, id: DefinitionId) -> Definition {
        let origin = self.origin(root);
        let any = |kind| SECTIONS.iter().any(|it| root.get(it).is_some_and(|it| it.kind() == kind));
        let expanded = any(Kind::Array) && !any(Kind::Object);
        Definition {
            id,
            file: origin.file,
            form: if expanded { Form::Expanded } else { Form::Api },
            name: SmolStr::default(),
            key: SmolStr::default(),
            namespace: SmolStr::default(),
            namespace_declared: false,
            organization: None,
            version: None,
            spec_version: None,
            owner: None,
            stability: None,
            base_url: None,
            info: None,
            imports: Vec::new(),
            headers: Vec::new(),
            annotations: Vec::new(),
            enums: Vec::new(),
            interfaces: Vec::new(),
            models: Vec::new(),
            unions: Vec::new(),
            resources: Vec::new(),
            streams: Vec::new(),
            consumes: Vec::new(),
            tables: Vec::new(),
            templates: Templates::default(),
            reserved: Vec::new(),
            meta: self.new_meta(root),
        }
    }

    fn section_key(&mut self, it: &mut Definition, key: &str, value: Value<'d>) {
        match key {
            "enums" => it.enums = self.section(&ENUM, "name", value, Self::enumeration),
            "interfaces" => it.interfaces = self.section(&INTERFACE, "name", value, Self::interface),
            "models" => it.models = self.section(&MODEL, "name", value, Self::model),
            "unions" => it.unions = self.section(&UNION, "name", value, Self::union),
            "annotations" => it.annotations = self.section(&ANNOTATION, "name", value, Self::annotation),
            "streams" => it.streams = self.section(&STREAM, "name", value, Self::stream),
            _ => it.tables = self.section(&TABLE, "name", value, Self::table),
        }
    }

    fn identity_key(&mut self, it: &mut Definition, key: &str, value: Value<'d>) -> Key {
        let construct = &DEFINITION;
        match key {
            "$schema" | "apidoc" => {}
            "name" => it.name = self.text(construct, value).unwrap_or_default(),
            "key" => it.key = self.text(construct, value).unwrap_or_default(),
            "namespace" => {
                it.namespace = self.text(construct, value).unwrap_or_default();
                it.namespace_declared = !it.namespace.is_empty();
            }
            "organization" => it.organization = self.keyed(value),
            "application" => it.key = self.keyed(value).unwrap_or_default(),
            "version" => it.version = self.text(construct, value),
            "spec_version" => it.spec_version = self.text(construct, value),
            "owner" => it.owner = self.text(construct, value),
            "stability" => it.stability = self.text(construct, value).map(|it| Stability::parse(&it)),
            "base_url" => it.base_url = self.text(construct, value),
            "info" => it.info = self.info(value).map(Box::new),
            "imports" => it.imports = self.list(&IMPORT, value, |this, node| Some(this.import(node))),
            "headers" => it.headers = self.headers(value),
            "consumes" => it.consumes = self.texts(construct, value),
            "reserved" => it.reserved = self.texts(construct, value),
            _ => return self.meta_key(construct, &mut it.meta, key, value),
        }
        Key::Read
    }

    fn templates(&mut self, into: &mut Templates, node: Value<'d>) -> Vec<RawResource> {
        let mut resources = Vec::new();
        if node.is_null() || !self.is_object(&TEMPLATES, node) {
            return resources;
        }
        self.members(&TEMPLATES, node, |this, key, value| {
            match key {
                "models" => into.models = this.section(&MODEL, "name", value, Self::model),
                "resources" => resources = this.section(&RESOURCE, "type", value, Self::resource),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        resources
    }

    /// Adds what was declared inline. An expanded file repeats such models in their section, so there they are known.
    fn add_inline(&mut self, it: &mut Definition) {
        let mut models = std::mem::take(&mut self.inline_models);
        if it.form == Form::Expanded && !models.is_empty() {
            let known: FxHashSet<&SmolStr> = it.models.iter().map(|it| &it.name).collect();
            models.retain(|it: &Model| !known.contains(&it.name));
        }
        it.models.append(&mut models);
        it.enums.append(&mut self.inline_enums);
        it.unions.append(&mut self.inline_unions);
        it.interfaces.append(&mut self.inline_interfaces);
    }
}
