//! Messages: one for each event of a stream.

use apigen_generator::Skip;
use apigen_generator::names::Scope;
use apigen_model::{Repository, Stream, Union, UnionType};
use serde_json::{Map, Value, json};

use crate::channel::key;
use crate::schema::Schemas;
use crate::union;

/// The messages of a document; it grows with each stream.
pub(crate) struct Messages<'a> {
    schemas: Schemas<'a>,
    scope: Scope,
    described: Map<String, Value>,
}

impl<'a> Messages<'a> {
    pub(crate) fn new(schemas: Schemas<'a>) -> Self {
        Self { schemas, scope: Scope::default(), described: Map::new() }
    }

    /// Adds the messages of a stream, and returns their names in the order of its union.
    pub(crate) fn of_stream(&mut self, repository: &'a Repository, stream: &Stream) -> Vec<String> {
        if let Some(union) = repository.union_of(&stream.ty) {
            return union.types.iter().map(|it| self.of_event(union, it)).collect();
        }
        let payload = self.schemas.of(&stream.ty);
        vec![self.add(&stream.name, None, payload)]
    }

    /// The messages and schemas of the document, and what could not be said.
    pub(crate) fn finish(self) -> (Map<String, Value>, Map<String, Value>, Vec<Skip>) {
        let (schemas, skips) = self.schemas.finish();
        (self.described, schemas, skips)
    }

    fn of_event(&mut self, union: &Union, event: &UnionType) -> String {
        let payload = union::member(&mut self.schemas, union, event);
        let description = event.meta.description.as_deref().or_else(|| self.schemas.description(&event.ty));
        self.add(event.wire(), description.map(str::to_owned), payload)
    }

    fn add(&mut self, name: &str, description: Option<String>, payload: Value) -> String {
        let claimed = self.scope.claim(&key(name));
        let mut message = json!({ "name": name, "title": name });
        if let Some(description) = description {
            message["description"] = description.into();
        }
        message["payload"] = payload;
        message["traits"] = json!([{ "$ref": "#/components/messageTraits/cloudEvent" }]);
        self.described.insert(claimed.clone(), message);
        claimed
    }
}
