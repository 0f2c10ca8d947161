//! A whole document.

use apigen_generator::Skip;
use apigen_model::{Definition, Repository};
use serde_json::{Map, Value, json};

use crate::channel;
use crate::headers;
use crate::message::Messages;
use crate::schema::Schemas;

/// The document of a definition's streams, and what could not be said as defined.
pub(crate) fn document(repository: &Repository, definition: &Definition) -> (Value, Vec<Skip>) {
    let mut messages = Messages::new(Schemas::new(repository));
    let (mut channels, mut operations) = (Map::new(), Map::new());
    for stream in &definition.streams {
        let names = messages.of_stream(repository, stream);
        let name = channel::key(&stream.name);
        channels.insert(name.clone(), channel::channel(definition, stream, &names));
        for (action, key) in [("send", format!("send_{name}")), ("receive", format!("receive_{name}"))] {
            operations.insert(key, channel::operation(action, &name, stream, &names));
        }
    }
    let (messages, schemas, skips) = messages.finish();
    let document = json!({
        "asyncapi": "3.0.0",
        "info": info(definition),
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": messages,
            "messageTraits": { "cloudEvent": headers::of_every_event() },
            "schemas": schemas,
        },
    });
    (document, skips)
}

fn info(definition: &Definition) -> Value {
    let mut info = json!({ "title": definition.name.as_str(), "version": version(definition) });
    let Some(said) = &definition.info else { return info };
    if let Some(description) = &said.description {
        info["description"] = description.as_str().into();
    }
    info
}

/// The published version, or the major version that the namespace carries.
fn version(definition: &Definition) -> String {
    let last = definition.namespace.rsplit('.').next().unwrap_or_default();
    let major = last.strip_prefix('v').filter(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
    match &definition.version {
        Some(version) => version.to_string(),
        None => format!("{}.0.0", major.unwrap_or("0")),
    }
}
