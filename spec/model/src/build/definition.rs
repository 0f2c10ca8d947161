//! The top level of a file: identity, imports, sections, and what follows once all sections are read.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{
    ANNOTATION, CONTACT, DEFINITION, ENUM, IMPORT, INFO, INTERFACE, KEYED, LICENSE, MODEL, RESOURCE, STREAM, TABLE,
    TEMPLATES, UNION,
};
use super::reader::{Key, Reader, lacks};
use super::resource::RawResource;
use super::templates;
use super::typespace::default_plural;
use crate::{
    Contact, Definition, DefinitionId, Form, Import, ImportTarget, Info, License, Location, Resource, Settings,
    Stability, Templates, Type, TypeKind, names,
};

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
        self.add_inline(&mut it);
        name_defaults(&mut it, settings);
        it.resources = resources.iter().map(|it| it.resource.clone()).collect();
        it.templates.resources = templates.into_iter().map(|it| it.resource).collect();
        templates::merge(&it.templates, &mut it.models, &mut it.resources);
        it.interfaces.extend(templates::interfaces(&it.templates));
        join_paths(&mut it, &resources);
        it
    }

    fn empty_definition(&self, root: Value<'d>, id: DefinitionId) -> Definition {
        let origin = self.origin(root);
        let sections = ["enums", "models", "unions", "resources", "interfaces"];
        let expanded = sections.iter().any(|it| root.get(it).is_some_and(|it| it.kind() == Kind::Array));
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

    /// `{"key": …}`, as expanded files name organization and application.
    fn keyed(&mut self, node: Value<'d>) -> Option<SmolStr> {
        if !self.is_object(&KEYED, node) {
            return None;
        }
        node.get("key").and_then(|it| self.text(&KEYED, it))
    }

    fn info(&mut self, node: Value<'d>) -> Option<Info> {
        if node.is_null() || !self.is_object(&INFO, node) {
            return None;
        }
        let mut it = Info::default();
        self.members(&INFO, node, |this, key, value| {
            match key {
                "contact" if this.is_object(&CONTACT, value) => it.contact = Some(this.contact(value)),
                "license" if this.is_object(&LICENSE, value) => it.license = Some(this.license(value)),
                "contact" | "license" | "description" => {}
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

    fn import(&mut self, node: Value<'d>) -> Import {
        let mut it = Import {
            uri: SmolStr::default(),
            target: ImportTarget::Missing,
            namespace: None,
            names: Vec::new(),
            annotations: Vec::new(),
            origin: self.origin(node),
        };
        self.members(&IMPORT, node, |this, key, value| {
            match key {
                "uri" => it.uri = this.text(&IMPORT, value).unwrap_or_default(),
                "namespace" => it.namespace = this.text(&IMPORT, value),
                "annotations" => it.annotations = this.import_names(value),
                "organization" | "application" | "version" | "lint_ignore" => {}
                _ => {
                    let Some(kind) = TypeKind::ALL.into_iter().find(|kind| kind.section() == key) else {
                        return Key::Unknown;
                    };
                    it.names.extend(this.import_names(value).into_iter().map(|name| (kind, name)));
                }
            }
            Key::Read
        });
        if lacks(node, "uri") {
            self.missing(&IMPORT, node, "uri");
        }
        it
    }

    /// Names, or objects with names, as newer expanded files list annotations.
    fn import_names(&mut self, node: Value<'d>) -> Vec<SmolStr> {
        let name = |it: Value<'d>| it.get("name").unwrap_or(it).as_str().map(SmolStr::from);
        node.elements().filter_map(name).collect()
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
        let expanded = it.form == Form::Expanded;
        let models = std::mem::take(&mut self.inline_models);
        let new = |model: &crate::Model| !expanded || it.models.iter().all(|known| known.name != model.name);
        let models: Vec<_> = models.into_iter().filter(new).collect();
        it.models.extend(models);
        it.enums.append(&mut self.inline_enums);
        it.unions.append(&mut self.inline_unions);
        it.interfaces.append(&mut self.inline_interfaces);
    }
}

fn name_defaults(it: &mut Definition, settings: &Settings) {
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

/// Joins resource and operation paths; variables that are declared as parameters belong to the path.
fn join_paths(it: &mut Definition, raw: &[RawResource]) {
    let expanded = it.form == Form::Expanded;
    for (index, given) in raw.iter().enumerate() {
        let plural = local_plural(it, &it.resources[index].ty);
        let resource = &mut it.resources[index];
        if resource.plural.is_empty() {
            resource.plural = plural.clone().unwrap_or_default();
            default_plural(&mut resource.plural, last_segment(&given.resource.name));
        }
        let default = || plural.map(|it| SmolStr::from(format!("/{it}"))).unwrap_or_default();
        resource.path = given.path.clone().unwrap_or_else(default);
        finish_operations(resource, expanded);
    }
}

fn finish_operations(resource: &mut Resource, expanded: bool) {
    for operation in &mut resource.operations {
        if !expanded {
            operation.path = join(&resource.path, &operation.path);
        }
        let variables: Vec<SmolStr> = operation.path_variables().map(SmolStr::new).collect();
        for parameter in &mut operation.parameters {
            if variables.contains(&parameter.field.name) {
                parameter.location = Location::Path;
            }
        }
    }
}

fn join(resource: &str, operation: &str) -> SmolStr {
    let slash = |it: &str| if it.is_empty() || it.starts_with('/') { it.to_owned() } else { format!("/{it}") };
    let joined = match (resource, operation) {
        ("/", own) if !own.is_empty() => slash(own),
        (base, own) => format!("{}{}", slash(base), slash(own)),
    };
    if joined.is_empty() { SmolStr::new_static("/") } else { joined.into() }
}

/// The plural of a local enum, model or union.
fn local_plural(it: &Definition, ty: &Type) -> Option<SmolStr> {
    let Type::Unresolved(name) = ty else { return None };
    let enums = it.enums.iter().map(|it| (&it.name, &it.plural));
    let models = it.models.iter().map(|it| (&it.name, &it.plural));
    let unions = it.unions.iter().map(|it| (&it.name, &it.plural));
    enums.chain(models).chain(unions).find(|(it, _)| *it == name).map(|(_, plural)| plural.clone())
}

fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
