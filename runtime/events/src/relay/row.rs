//! What the relay reads: a row of the queue together with what the journal recorded.

use apigen_types::DateTime;

use crate::message::Replay;
use crate::source::Operation;

/// A queued change.
#[derive(Debug, Clone)]
pub(crate) struct QueueRow {
    /// The journal's id, unique and growing within the stream.
    pub(crate) id: i64,
    /// When the change was made.
    pub(crate) time: DateTime,
    /// The table that changed.
    pub(crate) table: String,
    /// Set when the change was queued once more.
    pub(crate) replay: Option<Replay>,
    /// What was recorded; nothing when the journal has no such row any more.
    pub(crate) record: Option<Record>,
}

/// A row of a journal.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) operation: Option<Operation>,
    pub(crate) trace_parent: Option<String>,
    /// The value that orders events, as text.
    pub(crate) key: String,
    /// The row as JSON.
    pub(crate) row: String,
}

impl QueueRow {
    /// The key, as far as the journal still knows it.
    pub(crate) fn key(&self) -> Option<&str> {
        self.record.as_ref().map(|it| it.key.as_str())
    }

    /// The replay's id as the queue has it: empty for a change that was just made.
    pub(crate) fn replay_id(&self) -> &str {
        self.replay.as_ref().map_or("", |it| it.id.as_str())
    }
}

/// That a change of the queue `q` was told already: a replay of one that was not goes behind it, or consumers would take
/// the change itself for a copy.
pub(super) fn told(queue: &str) -> String {
    format!(
        "not exists (select 1 from {queue} l where l.shard = q.shard and l.journal_id = q.journal_id \
         and l.replay_id is null)"
    )
}

/// A change that is put aside.
#[derive(Debug)]
pub(crate) struct Aside<'a> {
    pub(crate) row: &'a QueueRow,
    /// Why, for people.
    pub(crate) reason: String,
    /// Whether somebody has decided already that it is left out.
    pub(crate) is_decided: bool,
}
