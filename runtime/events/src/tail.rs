//! Events as they come: read from a database beside whoever publishes or handles them, which notices nothing.

use apigen_store::{Database, Engine, Row, StoreError, Value, quoted};
use apigen_types::DateTime;

use crate::inbox::Inbox;
use crate::names::{Names, literal};

/// Reads what a database records: the latest at first, then what comes.
#[derive(Debug, Clone)]
pub struct Tail {
    database: Database,
    /// The query up to its direction.
    sql: String,
    /// Behind which place the next call begins; nothing before the first one.
    last: Option<i64>,
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
             order by {place}",
            inbox.events()
        );
        Self { database: database.clone(), sql, last: None }
    }

    /// What is recorded in a journal; on PostgreSQL its name is one in the schema `journal`.
    pub fn of_journal(database: &Database, journal: &str, key: &str, columns: &[&str]) -> Self {
        let members: Vec<_> = columns.iter().map(|it| format!("{}, {}", literal(it), quoted(it))).collect();
        let object = match database.engine() {
            Engine::Postgres => "json_build_object",
            Engine::Sqlite => "json_object",
        };
        let journal = Names(database.engine()).journal(journal);
        let sql = format!(
            "select journal_id, journal_timestamp, journal_operation, cast({} as text), journal_id, \
             cast({object}({}) as text) from {journal} where journal_id > $1 order by journal_id",
            quoted(key),
            members.join(", ")
        );
        Self { database: database.clone(), sql, last: None }
    }

    /// At first the latest, then what came since; oldest first, no more than so many. What is left comes with the next
    /// call; what becomes visible behind something later, on PostgreSQL, is not told.
    ///
    /// # Errors
    /// What the database says. What was told before stays told.
    pub async fn next(&mut self, limit: u32) -> Result<Vec<Told>, StoreError> {
        let direction = if self.last.is_some() { "asc" } else { "desc" };
        let values: [Value; 2] = [self.last.unwrap_or(i64::MIN).into(), i64::from(limit).into()];
        let rows = self.database.query(&format!("{} {direction} limit $2", self.sql), &values).await?;
        let mut told = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        if self.last.is_none() {
            told.reverse();
        }
        self.last = told.last().map(|(place, _)| *place).or(self.last).or(Some(i64::MIN));
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

#[cfg(test)]
mod tests {
    use super::*;

    async fn empty() -> (Database, Tail) {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        let table = "create table journal_users (journal_id integer primary key, journal_timestamp text, \
                     journal_operation text, id text)";
        database.execute(table, []).await.unwrap();
        let tail = Tail::of_journal(&database, "journal_users", "id", &["id"]);
        (database, tail)
    }

    async fn write(database: &Database, first: i64, last: i64) {
        for id in first..=last {
            let sql = "insert into journal_users values ($1, '2026-11-21T10:16:00.000000Z', 'INSERT', 'ada')";
            database.execute(sql, [Value::from(id)]).await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_latest_come_first_and_then_everything_however_much_it_is() {
        let (database, mut tail) = empty().await;
        let mut told =
            async |limit| -> Vec<i64> { tail.next(limit).await.unwrap().into_iter().map(|it| it.sequence).collect() };
        write(&database, 1, 5).await;
        assert_eq!(told(2).await, [4, 5]);
        write(&database, 6, 10).await;
        assert_eq!((told(3).await, told(3).await, told(3).await), (vec![6, 7, 8], vec![9, 10], vec![]));
    }

    #[tokio::test]
    async fn what_comes_after_nothing_is_told_from_its_beginning() {
        let (database, mut tail) = empty().await;
        assert!(tail.next(2).await.unwrap().is_empty());
        write(&database, 1, 5).await;
        assert_eq!(tail.next(2).await.unwrap()[0].sequence, 1);
    }
}
