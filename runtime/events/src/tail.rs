//! Events as they come: read from a database beside whoever publishes or handles them, which notices nothing.

use apigen_store::{Database, Engine, Row, StoreError, Value};
use apigen_types::DateTime;

use crate::inbox::Inbox;
use crate::names::{literal, quote};

/// Reads what a database records, oldest first.
#[derive(Debug, Clone)]
pub struct Tail {
    database: Database,
    sql: String,
    last: i64,
}

/// An event as it was recorded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Told {
    /// When it happened.
    pub time: DateTime,
    /// The discriminator of an event that arrived, or the operation of a change that was made.
    pub kind: String,
    /// What it is about.
    pub key: String,
    /// The journal's id.
    pub sequence: i64,
    /// The event, or the row as it is now.
    pub body: String,
}

impl Tail {
    /// What arrives in a consumer's inbox.
    pub fn of_inbox(database: &Database, inbox: &str) -> Self {
        let inbox = Inbox::new(inbox, database.engine());
        let (place, body) = match inbox.engine {
            Engine::Postgres => ("seq", "convert_from(payload, 'utf8')"),
            Engine::Sqlite => ("rowid", "cast(payload as text)"),
        };
        let sql = format!(
            "select {place}, event_time, discriminator, key, sequence, {body} from {} where {place} > $1 \
             order by {place} desc limit $2",
            inbox.events()
        );
        Self { database: database.clone(), sql, last: i64::MIN }
    }

    /// What is recorded in a journal; on PostgreSQL its name is one in the schema `journal`.
    pub fn of_journal(database: &Database, journal: &str, key: &str, columns: &[&str]) -> Self {
        let members: Vec<_> = columns.iter().map(|it| format!("{}, {}", literal(it), quote(it))).collect();
        let (journal, object) = match database.engine() {
            Engine::Postgres => (format!("journal.{}", quote(journal)), "json_build_object"),
            Engine::Sqlite => (quote(journal), "json_object"),
        };
        let sql = format!(
            "select journal_id, journal_timestamp, journal_operation, cast({} as text), journal_id, \
             cast({object}({}) as text) from {journal} where journal_id > $1 order by journal_id desc limit $2",
            quote(key),
            members.join(", ")
        );
        Self { database: database.clone(), sql, last: i64::MIN }
    }

    /// The latest that were not told yet, oldest first, no more than so many.
    pub async fn next(&mut self, limit: u32) -> Result<Vec<Told>, StoreError> {
        let values: [Value; 2] = [self.last.into(), i64::from(limit).into()];
        let rows = self.database.query(&self.sql, &values).await?;
        let mut told = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        told.reverse();
        self.last = told.last().map_or(self.last, |(place, _)| *place);
        Ok(told.into_iter().map(|(_, told)| told).collect())
    }
}

fn read(mut row: Row) -> Result<(i64, Told), StoreError> {
    let told = Told {
        time: row.get(1)?,
        kind: row.get(2)?,
        key: row.get::<Option<String>>(3)?.unwrap_or_default(),
        sequence: row.get(4)?,
        body: row.get(5)?,
    };
    Ok((row.get(0)?, told))
}
