//! What travels: one event as bytes, with what brokers and inboxes have to know about it beside the bytes.

mod attributes;
mod frame;
mod malformed;

use std::borrow::Cow;

use apigen_types::DateTime;
use bytes::Bytes;

#[cfg(any(feature = "amqp", feature = "nats"))]
pub(crate) use attributes::Attribute;
pub(crate) use attributes::{from_attributes, to_attributes};
pub(crate) use frame::Frame;
pub use malformed::Malformed;

use crate::ConsumerName;

/// One event on its way.
///
/// Everything but the payload travels as headers that are named after the attributes of `CloudEvents` 1.0, so the
/// payload is exactly the union member that the definition describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Identifies the event for ever: equal ids are the same event, however often it arrives (`id`).
    pub id: String,
    /// The discriminator of the stream's union (`type`).
    pub kind: String,
    /// When it happened, as the producer says (`time`).
    pub time: DateTime,
    /// Events of one key arrive in the order in which they were published (`subject`).
    pub key: String,
    /// Grows with every event of a key; the id of the producer's journal (`sequence`).
    pub sequence: i64,
    /// Set when the event is sent once more on purpose (`replayid`, `replaytarget`).
    pub replay: Option<Replay>,
    /// The trace in which the change was made, as W3C writes it (`traceparent`).
    pub trace_parent: Option<String>,
    /// The event itself, in the stream's encoding.
    pub payload: Bytes,
}

/// Why an event is sent once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// Identifies the replay: one event arrives once more for each.
    pub id: String,
    /// The only consumer that it is meant for; all when absent.
    pub target: Option<ConsumerName>,
}

impl Message {
    /// What a broker may recognise duplicates by: a retry has the same text, a replay another.
    pub fn deduplication_id(&self) -> Cow<'_, str> {
        match &self.replay {
            None => Cow::Borrowed(&self.id),
            Some(replay) => Cow::Owned(format!("{}/{}", self.id, replay.id)),
        }
    }

    /// Whether that consumer has to look at the event: not when it is replayed for another.
    pub fn is_for(&self, consumer: &ConsumerName) -> bool {
        let target = self.replay.as_ref().and_then(|replay| replay.target.as_ref());
        target.is_none_or(|target| target == consumer)
    }
}
