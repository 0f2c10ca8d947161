//! An event on its way into the inbox and out of it.

use apigen_store::{Row, StoreError};
use apigen_types::DateTime;
use bytes::Bytes;

/// An event that arrived.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) time: DateTime,
    pub(crate) discriminator: String,
    pub(crate) key: String,
    pub(crate) sequence: i64,
    pub(crate) payload: Bytes,
    pub(crate) trace_parent: Option<String>,
    /// Empty for an event that is told for the first time.
    pub(crate) replay_id: String,
    /// Whether this version knows what it is.
    pub(crate) is_known: bool,
}

/// Something that is kept aside: of a time beyond the horizon, or no event at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Odd {
    pub(crate) entry: Entry,
    pub(crate) problem: String,
}

/// An event that is stored and is to be handled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    /// Its place among those to be handled.
    pub(crate) seq: i64,
    pub(crate) id: String,
    pub(crate) time: DateTime,
    pub(crate) discriminator: String,
    pub(crate) key: String,
    pub(crate) key_hash: i64,
    pub(crate) sequence: i64,
    pub(crate) payload: Bytes,
    pub(crate) trace_parent: Option<String>,
    pub(crate) replay_id: String,
}

impl Stored {
    /// What [`Stored::read`] reads, of the tables `i` (events) and `q` (what is to be handled).
    pub(super) const COLUMNS: &'static str = "q.seq, i.event_id, i.event_time, i.discriminator, i.key, i.key_hash, \
                                              i.sequence, i.payload, i.traceparent, q.replay_id";

    /// An event as a query gives it.
    pub(super) fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.get(0)?,
            id: row.get(1)?,
            time: row.get(2)?,
            discriminator: row.get(3)?,
            key: row.get(4)?,
            key_hash: row.get(5)?,
            sequence: row.get(6)?,
            payload: row.get::<Vec<u8>>(7)?.into(),
            trace_parent: row.get(8)?,
            replay_id: row.get(9)?,
        })
    }

    /// An entry that was stored just now.
    pub(crate) fn new(seq: i64, entry: Entry) -> Self {
        Self {
            seq,
            key_hash: crate::identity::key_hash(&entry.key),
            id: entry.id,
            time: entry.time,
            discriminator: entry.discriminator,
            key: entry.key,
            sequence: entry.sequence,
            payload: entry.payload,
            trace_parent: entry.trace_parent,
            replay_id: entry.replay_id,
        }
    }
}
