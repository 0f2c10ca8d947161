//! The headers of every event: the attributes of `CloudEvents` that `apigen-events` sends.

use serde_json::{Value, json};

/// The trait that all messages share.
pub(crate) fn of_every_event() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "description": "CloudEvents 1.0; the names carry the prefix `ce-` on NATS and `cloudEvents_` on RabbitMQ.",
            "required": ["specversion", "id", "source", "type", "time", "subject", "sequence"],
            "properties": {
                "specversion": { "type": "string", "const": "1.0" },
                "id": text("Identifies the event for ever: equal ids are the same event, however often it arrives."),
                "source": text("The stream's full name."),
                "type": text("The event's name in the stream's union."),
                "time": { "type": "string", "format": "date-time", "description": "When it happened." },
                "subject": text("The key: events of one key arrive in the order in which they were published."),
                "sequence": {
                    "type": "string",
                    "pattern": "^-?[0-9]{19,20}$",
                    "description": "Grows with every event of a key; zero-padded, so that texts compare as numbers do.",
                },
                "traceparent": text("The trace in which the change was made (W3C)."),
                "replayid": text("Set when the event is sent once more on purpose."),
                "replaytarget": text("The only consumer that a replay is meant for."),
            },
        },
    })
}
