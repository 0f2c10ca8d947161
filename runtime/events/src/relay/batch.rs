//! Queued changes made messages: a pure step between the database and the broker.

use std::collections::BTreeSet;

use super::row::QueueRow;
use crate::message::Message;
use crate::panics::caught;
use crate::source::Change;
use crate::stream::Source;

/// What was taken, and what becomes of it.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) rows: Vec<QueueRow>,
    /// The events, in the order of the rows.
    pub(crate) messages: Vec<Message>,
    /// The row of each message.
    pub(crate) origins: Vec<usize>,
    /// Rows that can be no events, and why.
    pub(crate) poison: Vec<(usize, String)>,
    /// Rows whose key waits for an earlier one.
    pub(crate) waiting: Vec<usize>,
}

impl Batch {
    /// Encodes rows; those of parked keys, and those behind a poisoned one of their key, wait.
    pub(crate) fn new(source: &'static Source, rows: Vec<QueueRow>, parked: &BTreeSet<String>, parks: Parks) -> Self {
        let mut batch = Self::default();
        let mut held = BTreeSet::new();
        for (at, row) in rows.iter().enumerate() {
            let key = row.key().unwrap_or_default();
            if row.record.is_some() && (parked.contains(key) || held.contains(key)) {
                batch.waiting.push(at);
                continue;
            }
            match message(source, row) {
                Ok(None) => {}
                Ok(Some(message)) => {
                    batch.messages.push(message);
                    batch.origins.push(at);
                }
                Err(reason) => {
                    if parks == Parks::Keys {
                        held.insert(key.to_owned());
                    }
                    batch.poison.push((at, reason));
                }
            }
        }
        batch.rows = rows;
        batch
    }

    /// What is left to do when no broker takes the message at that place: to put its row aside.
    pub(crate) fn refused(self, message: usize, reason: String) -> Self {
        let poison = self.origins.get(message).map(|row| (*row, reason));
        Self { rows: self.rows, poison: poison.into_iter().collect(), ..Self::default() }
    }

    /// The rows that are done when so many messages are confirmed: those before the first that is not, but for what
    /// is put aside.
    pub(crate) fn done(&self, confirmed: usize) -> Vec<&QueueRow> {
        let end = self.origins.get(confirmed).copied().unwrap_or(self.rows.len());
        let aside: BTreeSet<_> = self.poison.iter().map(|(at, _)| *at).chain(self.waiting.iter().copied()).collect();
        self.rows[..end].iter().enumerate().filter(|(at, _)| !aside.contains(at)).map(|(_, row)| row).collect()
    }
}

/// Whether a poisoned change makes later ones of its key wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parks {
    Keys,
    Nothing,
}

fn message(source: &'static Source, row: &QueueRow) -> Result<Option<Message>, String> {
    let Some(record) = &row.record else {
        return Err(
            "the journal has no such row any more: it was dropped before it was published. Keep journals longer \
                    than a broker may be away"
                .to_owned(),
        );
    };
    let Some(operation) = record.operation else { return Ok(None) };
    let change = Change {
        stream: source.stream.address,
        table: &row.table,
        operation,
        sequence: row.id,
        time: row.time,
        row: &record.row,
    };
    let encoded = caught(|| (source.encode)(&change))
        .unwrap_or_else(|panic| Err(change.error(&format_args!("its code panicked: {panic}"))))
        .map_err(|error| error.to_string())?;
    Ok(encoded.map(|encoded| Message {
        id: change.event_id().to_string(),
        kind: encoded.discriminator,
        time: row.time,
        key: record.key.clone(),
        sequence: row.id,
        replay: row.replay.clone(),
        trace_parent: record.trace_parent.clone(),
        payload: encoded.payload,
    }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use apigen_types::DateTime;

    use super::super::row::Record;
    use super::*;
    use crate::source::{EncodeError, Encoded, Operation};
    use crate::stream::{Place, Stream};

    static SOURCE: Source = Source {
        stream: &Stream {
            name: "words",
            address: "words.json",
            retention: Duration::from_hours(1),
            members: &["word"],
        },
        tables: &[],
        queue: Place { postgres: "queue_words", sqlite: "journal_queue_words" },
        failed: Place { postgres: "failed_words", sqlite: "journal_failed_words" },
        shards: 1,
        encode,
    };

    fn encode(change: &Change<'_>) -> Result<Option<Encoded>, EncodeError> {
        let word: String = change.row()?;
        assert!(word != "unspeakable", "this word cannot be said");
        change.encoded("word", &word)
    }

    fn row(id: i64, key: &str, json: &str) -> QueueRow {
        let (key, row) = (key.to_owned(), json.to_owned());
        let record = Record { operation: Some(Operation::Insert), trace_parent: None, key, row };
        QueueRow { id, time: DateTime::now(), table: "words".to_owned(), replay: None, record: Some(record) }
    }

    #[test]
    fn what_cannot_be_encoded_is_poison_and_its_key_waits() {
        for (bad, why) in [("7", "invalid type"), ("\"unspeakable\"", "its code panicked: this word cannot be said")] {
            let rows = vec![row(1, "ada", bad), row(2, "ada", "\"a\""), row(3, "bob", "\"b\"")];
            let batch = Batch::new(&SOURCE, rows, &BTreeSet::new(), Parks::Keys);
            assert_eq!(
                (batch.poison[0].0, batch.waiting.as_slice(), batch.origins.as_slice()),
                (0, &[1][..], &[2][..])
            );
            assert!(batch.poison[0].1.contains(why), "{}", batch.poison[0].1);
            assert_eq!(batch.done(1).iter().map(|it| it.id).collect::<Vec<_>>(), [3]);
        }
    }
}
