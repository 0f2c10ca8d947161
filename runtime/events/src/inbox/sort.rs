//! What arrived, sorted by what becomes of it: a pure function, so that a test can show every case.

use std::collections::HashSet;
use std::time::Duration;

use apigen_types::DateTime;
use bytes::Bytes;

use super::{Entry, Odd};
use crate::ConsumerName;
use crate::identity::fingerprint;
use crate::message::{Malformed, Message};
use crate::stream::Stream;
use crate::transport::Delivery;

/// How far ahead of this machine's clock an event's time may be.
const AHEAD: Duration = Duration::from_hours(24);

/// A batch from the broker, sorted.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Sorted {
    /// Events told for the first time, each once.
    pub(crate) new: Vec<Entry>,
    /// Events told once more, each once a replay.
    pub(crate) replayed: Vec<Entry>,
    /// What is kept aside.
    pub(crate) odd: Vec<Odd>,
    /// Messages that are replayed for another consumer.
    pub(crate) not_ours: usize,
    /// Further copies of an event within the batch.
    pub(crate) duplicates: usize,
}

/// Sorts deliveries; events of a time from `now - horizon` to a day ahead are stored where copies are looked for.
pub(crate) fn sort(
    stream: &Stream,
    consumer: &ConsumerName,
    deliveries: Vec<Delivery>,
    now: DateTime,
    horizon: Duration,
) -> Sorted {
    let mut sorted = Sorted::default();
    let mut entries = Vec::with_capacity(deliveries.len());
    for delivery in deliveries {
        match delivery {
            Delivery::Event(message) if message.is_for(consumer) => entries.push(entry(stream, message)),
            Delivery::Event(_) => sorted.not_ours += 1,
            Delivery::Malformed(malformed) => sorted.odd.push(foreign(malformed)),
        }
    }
    let is_first: Vec<_> = {
        let mut seen = HashSet::with_capacity(entries.len());
        entries.iter().map(|it| seen.insert((&it.id, it.time, &it.replay_id))).collect()
    };
    for (entry, is_first) in entries.into_iter().zip(is_first) {
        if !is_first {
            sorted.duplicates += 1;
        } else if let Some(problem) = strange_time(entry.time, now, horizon) {
            sorted.odd.push(Odd { entry, problem });
        } else if entry.replay_id.is_empty() {
            sorted.new.push(entry);
        } else {
            sorted.replayed.push(entry);
        }
    }
    sorted
}

fn entry(stream: &Stream, message: Message) -> Entry {
    Entry {
        is_known: stream.knows(&message.kind),
        id: message.id,
        // Databases keep microseconds: a finer time would never meet its own copy.
        time: DateTime::from_unix_micros(message.time.as_unix_micros()).unwrap_or(message.time),
        discriminator: message.kind,
        key: message.key,
        sequence: message.sequence,
        payload: message.payload,
        trace_parent: message.trace_parent,
        replay_id: message.replay.map(|it| it.id).unwrap_or_default(),
    }
}

fn strange_time(time: DateTime, now: DateTime, horizon: Duration) -> Option<String> {
    let age = now.as_unix_millis() - time.as_unix_millis();
    let millis = |limit: Duration| i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
    if age > millis(horizon) {
        return Some(format!("its time {time} lies further back than duplicates are told from new events"));
    }
    (-age > millis(AHEAD)).then(|| format!("its time {time} lies more than a day ahead: some clock is wrong"))
}

/// Equal bytes are one entry, however often they arrive.
fn foreign(malformed: Malformed) -> Odd {
    let attributes = serde_json::to_string(&malformed.attributes).unwrap_or_default();
    let bytes = [attributes.as_bytes(), &malformed.payload].concat();
    let entry = Entry {
        id: format!("foreign-{:016x}", fingerprint(&bytes)),
        time: DateTime::from_unix_millis(0).unwrap_or_else(DateTime::now),
        discriminator: String::new(),
        key: String::new(),
        sequence: 0,
        payload: Bytes::from(bytes),
        trace_parent: None,
        replay_id: String::new(),
        is_known: false,
    };
    Odd { entry, problem: malformed.problem }
}
