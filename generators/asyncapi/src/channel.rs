//! Channels and operations: a stream, and what is done with it.

use apigen_model::{Definition, Stream};
use serde_json::{Map, Value, json};

/// A name in the letters that AsyncAPI allows in keys.
pub(crate) fn key(name: &str) -> String {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    name.chars().map(|letter| if allowed(letter) { letter } else { '_' }).collect()
}

/// A stream with its messages, which are keys of the document's components.
pub(crate) fn channel(definition: &Definition, stream: &Stream, messages: &[String]) -> Value {
    let address = stream.qualified_name(&definition.namespace);
    let reference = |name: &String| (name.clone(), json!({ "$ref": format!("#/components/messages/{name}") }));
    let mut channel = json!({
        "address": address,
        "title": stream.name.as_str(),
        "messages": messages.iter().map(reference).collect::<Map<_, _>>(),
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": { "name": address, "type": "fanout", "durable": true, "autoDelete": false },
                "bindingVersion": "0.3.0",
            },
        },
    });
    if let Some(description) = &stream.meta.description {
        channel["description"] = description.as_str().into();
    }
    let said = [("x-key", &stream.key), ("x-retention", &stream.retention), ("x-compatibility", &stream.compatibility)];
    for (name, value) in said {
        if let Some(value) = value {
            channel[name] = value.as_str().into();
        }
    }
    channel
}

/// What the owner of a stream does with it (`send`), or what a consumer does (`receive`).
pub(crate) fn operation(action: &str, channel: &str, stream: &Stream, messages: &[String]) -> Value {
    let reference = |name: &String| json!({ "$ref": format!("#/channels/{channel}/messages/{name}") });
    let summary = match action {
        "send" => format!("The service publishes `{}`.", stream.name),
        _ => format!("A consumer receives `{}`, each event at least once.", stream.name),
    };
    let amqp = match action {
        "send" => json!({ "deliveryMode": 2, "mandatory": true, "bindingVersion": "0.3.0" }),
        _ => json!({ "ack": true, "bindingVersion": "0.3.0" }),
    };
    json!({
        "action": action,
        "summary": summary,
        "channel": { "$ref": format!("#/channels/{channel}") },
        "messages": messages.iter().map(reference).collect::<Vec<_>>(),
        "bindings": { "amqp": amqp, "nats": { "bindingVersion": "0.1.0" } },
    })
}
