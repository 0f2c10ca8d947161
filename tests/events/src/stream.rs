//! The stream of a table of users.

use std::time::Duration;

use apigen_events::{Change, EncodeError, Encoded, Journaled, Operation, Place, Shape, Source, Stream};
use apigen_types::DateTime;
use serde::{Deserialize, Serialize};

/// A row of `users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Who it is.
    pub id: String,
    /// Counts the changes of the row.
    pub number: i64,
    /// Anything.
    pub name: String,
}

/// What happens to users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "discriminator", rename_all = "snake_case")]
pub enum UserEvent {
    /// A user is new or different.
    UserUpserted {
        /// Identifies the event.
        event_id: String,
        /// When it happened.
        timestamp: DateTime,
        /// The user as it is now.
        user: User,
    },
    /// A user is gone.
    UserDeleted {
        /// Identifies the event.
        event_id: String,
        /// When it happened.
        timestamp: DateTime,
        /// Who it was.
        id: String,
    },
}

/// The stream.
pub static STREAM: Stream = Stream {
    name: "user_events",
    address: "io.acme.user.v0.user_events.json",
    retention: Duration::from_hours(7 * 24),
    members: &["user_upserted", "user_deleted"],
};

/// What is published of the table.
pub static SOURCE: Source = Source {
    stream: &STREAM,
    tables: &[Journaled {
        table: "users",
        journal: Place { postgres: "users", sqlite: "journal_users" },
        key: "id",
        columns: &[("id", Shape::Plain), ("number", Shape::Plain), ("name", Shape::Plain)],
    }],
    queue: Place { postgres: "queue_user_events", sqlite: "journal_queue_user_events" },
    failed: Place { postgres: "failed_user_events", sqlite: "journal_failed_user_events" },
    shards: 1,
    encode,
};

/// A name that cannot be published.
pub const POISON: &str = "poison for the producer";

fn encode(change: &Change<'_>) -> Result<Option<Encoded>, EncodeError> {
    let (event_id, timestamp) = (change.event_id().to_string(), change.time());
    match change.operation() {
        Operation::Insert | Operation::Update => {
            let user: User = change.row()?;
            if user.name == POISON {
                return Err(change.refused("its name is poison"));
            }
            change.encoded("user_upserted", &UserEvent::UserUpserted { event_id, timestamp, user })
        }
        Operation::Delete => {
            let id = change.column("id")?;
            change.encoded("user_deleted", &UserEvent::UserDeleted { event_id, timestamp, id })
        }
    }
}
