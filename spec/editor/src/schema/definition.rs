//! The schemas of definitions: what people write, and the expanded form.

use apigen_model::Form;
use apigen_model::TypeKind;
use apigen_model::grammar::{ALL, ANNOTATION, Construct, DEFINITION, Entry, Key, Shape, Text, inline};
use serde_json::{Map, Value, json};

use super::{document, members};

/// The schema of a definition as people write it.
pub fn definition() -> Value {
    let about = "A service's types, resources, event streams and tables: what `apigen` reads.";
    let writer = Writer { form: Form::Api };
    document("definition", "apigen definition", about, writer.root())
}

/// The schema of a definition in its expanded form, in which sections are lists.
pub fn service() -> Value {
    let about = "A definition with everything spelled out, as registries hand it out.";
    let writer = Writer { form: Form::Expanded };
    document("service", "apigen definition, expanded", about, writer.root())
}

struct Writer {
    form: Form,
}

impl Writer {
    fn root(&self) -> Map<String, Value> {
        let mut root = members(self.construct(&DEFINITION, &[]));
        let mut parts = Map::new();
        for construct in ALL.iter().filter(|it| !it.is(&DEFINITION)) {
            parts.insert(construct.word.to_owned(), self.construct(construct, &[]));
        }
        for entry in ENTRIES {
            let (construct, key) = (section(entry), entry.key());
            // Elements of a list say their names beside their own keys; a status code is no text there.
            let name = if entry == Entry::Response { json!({}) } else { json!({ "type": "string" }) };
            parts.insert(format!("named {}", construct.word), self.construct(construct, &[(key, name)]));
        }
        for kind in TypeKind::ALL {
            if let Some((construct, _)) = inline(kind.word()) {
                let name = json!({ "type": "string", "description": "the name under which it is declared" });
                parts.insert(format!("inline {}", kind.word()), self.construct(construct, &[(kind.word(), name)]));
            }
        }
        parts.insert("type".to_owned(), type_use());
        root.insert("definitions".to_owned(), Value::Object(parts));
        root
    }

    /// The schema of a construct, with the key that says its name where it has one more.
    fn construct(&self, construct: &Construct, names: &[(&str, Value)]) -> Value {
        let mut properties = Map::new();
        for (key, schema) in names {
            properties.insert((*key).to_owned(), schema.clone());
        }
        for key in construct.keys {
            if !properties.contains_key(key.name) {
                properties.insert(key.name.to_owned(), self.key(key));
            }
        }
        let own = construct.keys.iter().filter(|it| it.required).map(|it| it.name);
        let mut required: Vec<&str> = names.iter().map(|(key, _)| *key).chain(own).collect();
        required.dedup();
        let mut schema = members(json!({ "type": "object", "properties": properties, "additionalProperties": false }));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        Value::Object(schema)
    }

    fn key(&self, key: &Key) -> Value {
        let mut schema = Map::new();
        schema.insert("description".to_owned(), json!(key.about));
        let mut shape = members(self.shape(key.shape));
        // What draft-07 has beside a reference is not read.
        if let Some(target) = shape.remove("$ref") {
            shape.insert("allOf".to_owned(), json!([{ "$ref": target }]));
        }
        if !key.required {
            allow_null(&mut shape);
        }
        schema.append(&mut shape);
        Value::Object(schema)
    }

    fn shape(&self, shape: Shape) -> Value {
        match shape {
            Shape::Text(it) => text(it),
            Shape::Texts(it) => json!({ "type": "array", "items": text(it) }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Number => json!({ "type": "integer" }),
            Shape::Any => json!({}),
            Shape::Data => json!({ "type": "object" }),
            Shape::Type => part("type"),
            Shape::Casts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            Shape::One(it) => part(it.word),
            Shape::OneOrText(it, said) => json!({ "anyOf": [part(it.word), text(said)] }),
            Shape::OneOrFlag(it) => json!({ "anyOf": [part(it.word), { "type": "boolean" }] }),
            Shape::List(it) => json!({ "type": "array", "items": part(it.word) }),
            Shape::ListOrTexts(it, said) => {
                json!({ "type": "array", "items": { "anyOf": [listed(it), text(said)] } })
            }
            Shape::Section(it, entry) => self.section(it, entry),
        }
    }

    fn section(&self, construct: &Construct, entry: Entry) -> Value {
        let by_name = json!({ "type": "object", "additionalProperties": part(construct.word) });
        let list = json!({ "type": "array", "items": part(&format!("named {}", construct.word)) });
        match (self.form, entry) {
            (Form::Api, Entry::Type(_) | Entry::Resource) => by_name,
            (Form::Expanded, Entry::Type(_) | Entry::Resource) => list,
            _ => json!({ "anyOf": [by_name, list] }),
        }
    }
}

/// An element of a list that may hold strings too: an annotation of an import says its name.
fn listed(construct: &Construct) -> Value {
    if construct.is(&ANNOTATION) { part("named annotation") } else { part(construct.word) }
}

/// Every kind of section, one for each construct.
const ENTRIES: [Entry; 9] = [
    Entry::Type(TypeKind::Enum),
    Entry::Type(TypeKind::Interface),
    Entry::Type(TypeKind::Model),
    Entry::Type(TypeKind::Union),
    Entry::Resource,
    Entry::Annotation,
    Entry::Stream,
    Entry::Table,
    Entry::Response,
];

/// The construct of a section.
fn section(entry: Entry) -> &'static Construct {
    let mut sections = ALL.iter().flat_map(|it| it.keys).filter_map(|it| match it.shape {
        Shape::Section(construct, of) if of == entry => Some(construct),
        _ => None,
    });
    sections.next().unwrap_or(&DEFINITION)
}

fn part(word: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{}", word.replace(' ', "%20")) })
}

fn text(text: Text) -> Value {
    match text {
        Text::OneOf(words) => json!({ "type": "string", "enum": words }),
        Text::OneOfAnyCase(words) => {
            let pattern = words.iter().map(|it| any_case(it)).collect::<Vec<_>>().join("|");
            json!({ "type": "string", "anyOf": [{ "enum": words }, { "pattern": format!("^({pattern})$") }] })
        }
        Text::Rule => {
            let ids: Vec<&str> = apigen_lint::rules().iter().map(|it| it.id).collect();
            json!({ "type": "string", "enum": ids })
        }
        _ => json!({ "type": "string" }),
    }
}

/// A pattern that fits a word in upper, lower and mixed case.
fn any_case(word: &str) -> String {
    word.chars().flat_map(|it| ['[', it.to_ascii_uppercase(), it.to_ascii_lowercase(), ']']).collect()
}

/// The name of a type, or the declaration of one.
fn type_use() -> Value {
    let mut ways = vec![json!({ "type": "string" })];
    ways.extend(TypeKind::ALL.iter().map(|it| part(&format!("inline {}", it.word()))));
    json!({ "anyOf": ways })
}

/// Tools write `null` for what is absent, which counts as absent.
fn allow_null(schema: &mut Map<String, Value>) {
    match schema.get("type").cloned() {
        Some(Value::String(one)) if !schema.contains_key("enum") && !schema.contains_key("anyOf") => {
            schema.insert("type".to_owned(), json!([one, "null"]));
        }
        None if schema.is_empty() => {}
        _ => {
            let strict = Value::Object(std::mem::take(schema));
            schema.insert("anyOf".to_owned(), json!([strict, { "type": "null" }]));
        }
    }
}
