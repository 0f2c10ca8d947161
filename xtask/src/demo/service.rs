//! One definition file: five things with their forms and statuses, a union, and a resource.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::words::{ADJECTIVES, NOUNS, OWNERS, sentence};
use super::{field, neglect, path, resource};

/// Things in a file.
const ENTITIES: usize = 5;
/// Those of them that have a resource.
const RESOURCES: usize = 1;

/// The file with a number, and what it is about.
pub(super) struct Service {
    name: String,
    entities: [&'static str; ENTITIES],
    imports: Vec<usize>,
    random: Random,
}

impl Service {
    pub(super) fn new(number: usize) -> Self {
        let mut random = Random::new(number);
        let (adjective, noun) = (random.pick(ADJECTIVES), random.pick(NOUNS));
        let name = format!("{adjective}_{noun}_{number}");
        let entities = random.sample(NOUNS);
        let imports = imports(&mut random, number);
        Self { name, entities, imports, random }
    }

    pub(super) fn name(&self) -> String {
        self.name.clone()
    }

    pub(super) fn definition(mut self) -> Value {
        let mut definition = self.lawful();
        if self.random.chance(neglect::SLIPS) {
            neglect::once(&mut self.random, &mut definition);
        }
        definition
    }

    fn lawful(&mut self) -> Value {
        let imports: Vec<_> = [0].iter().chain(&self.imports).map(|it| import(*it)).collect();
        json!({
            "name": self.name,
            "namespace": namespace(&self.name),
            "owner": self.random.pick(OWNERS),
            "stability": "stable",
            "description": sentence(&mut self.random, &self.name),
            "imports": imports,
            "enums": self.enums(),
            "unions": self.unions(),
            "models": self.models(),
            "resources": self.resources(),
        })
    }

    fn enums(&mut self) -> Value {
        let mut enums = Map::new();
        for entity in self.entities {
            let count = 2 + self.random.below(3);
            let words = self.random.some(ADJECTIVES, count);
            let values: Vec<_> = words.iter().map(|it| json!({ "name": it })).collect();
            let description = sentence(&mut self.random, entity);
            let value = json!({ "description": description, "open": true, "values": values });
            enums.insert(format!("{entity}_status"), value);
        }
        Value::Object(enums)
    }

    fn unions(&mut self) -> Value {
        let first = self.entities[0];
        let description = sentence(&mut self.random, first);
        let name = format!("{first}_detail");
        let types: Vec<_> = self.details().iter().map(|it| json!({ "type": it })).collect();
        json!({ name: {
            "description": description, "discriminator": "discriminator", "open": true, "types": types,
        } })
    }

    fn models(&mut self) -> Value {
        let mut models = Map::new();
        for (at, entity) in self.entities.into_iter().enumerate() {
            models.insert(entity.to_owned(), self.entity(at, entity));
            let form = self.form(at, entity);
            models.insert(format!("{entity}_form"), form);
        }
        let entities = self.entities;
        for entity in &entities[..2] {
            models.insert(format!("{entity}_summary"), self.model(entity, 1));
        }
        for name in self.details() {
            let model = self.model(&name, 2);
            models.insert(name, model);
        }
        Value::Object(models)
    }

    fn entity(&mut self, at: usize, entity: &str) -> Value {
        let mut fields = vec![json!({ "name": "id", "type": "string" }), name()];
        let count = 1 + self.random.below(2);
        fields.extend(field::some(&mut self.random, entity, count));
        fields.push(json!({ "name": "status", "type": format!("{entity}_status") }));
        fields.extend(self.references(at));
        fields.push(json!({ "name": "created_at", "type": "date-time-iso8601" }));
        json!({ "description": sentence(&mut self.random, entity), "fields": fields })
    }

    /// Fields whose types are other definitions, of this file and of imported ones.
    fn references(&self, at: usize) -> Vec<Value> {
        let mut fields = Vec::new();
        if at == 0 {
            let name = format!("{}_detail", self.entities[0]);
            fields.push(json!({ "name": "detail", "type": name, "required": false }));
            fields.extend(self.parts().map(|it| field::list(&format!("{it}s"), it)));
        }
        if at > 1 {
            let name = format!("{}_summary", self.entities[at % 2]);
            fields.push(field::list("summaries", &name));
        }
        if let Some(import) = self.imports.get(at) {
            let other = Self::new(*import);
            let name = other.entities[at];
            let target = format!("{}.models.{name}", namespace(&other.name));
            fields.push(json!({ "name": format!("{name}_copy"), "type": target, "required": false }));
        }
        fields
    }

    /// The things that come with the first one.
    fn parts(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.entities.into_iter().skip(RESOURCES)
    }

    fn form(&mut self, at: usize, entity: &str) -> Value {
        let mut fields = vec![name()];
        let count = 1 + self.random.below(2);
        fields.extend(field::some(&mut self.random, entity, count));
        if at == 0 {
            fields.extend(self.parts().map(|it| field::list(&format!("{it}s"), &format!("{it}_form"))));
        }
        json!({ "description": sentence(&mut self.random, entity), "fields": fields })
    }

    fn model(&mut self, subject: &str, count: usize) -> Value {
        let mut fields = vec![json!({ "name": "id", "type": "string" })];
        fields.extend(field::some(&mut self.random, subject, count));
        json!({ "description": sentence(&mut self.random, subject), "fields": fields })
    }

    fn details(&self) -> [String; 2] {
        ["local", "remote"].map(|kind| format!("{kind}_{}_detail", self.entities[0]))
    }

    fn resources(&mut self) -> Value {
        let mut resources = Map::new();
        let entities = self.entities;
        for entity in &entities[..RESOURCES] {
            resources.insert((*entity).to_owned(), resource::resource(&mut self.random, entity));
        }
        Value::Object(resources)
    }
}

/// Up to three earlier files: the previous one, one half-way, and any.
fn imports(random: &mut Random, number: usize) -> Vec<usize> {
    let mut imports = vec![number - 1, number / 2];
    if number > 2 {
        imports.push(1 + random.below(number - 1));
    }
    imports.retain(|it| *it != 0);
    imports.sort_unstable();
    imports.dedup();
    imports
}

fn import(number: usize) -> Value {
    json!({ "uri": format!("../{}", path(number)) })
}

fn namespace(name: &str) -> String {
    format!("io.demo.{name}.v0")
}

fn name() -> Value {
    json!({ "name": "name", "type": "string", "minimum": 1, "maximum": 200 })
}
