//! A producer's changes that could not be published: looked at, queued again, left out.

use apigen_store::{Database, Engine, StoreError, Transaction, Value};
use apigen_types::DateTime;

use super::is_there;
use crate::Clock;
use crate::names::Names;
use crate::stream::Place;

/// The changes of a stream that its relay has put aside.
#[derive(Debug, Clone)]
pub struct FailedChanges {
    database: Database,
    queue: String,
    failed: String,
    clock: Clock,
}

/// A change that was put aside.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FailedChange {
    /// The number of the note, by which decisions name it.
    pub number: i64,
    /// The journal's id of the change.
    pub journal_id: i64,
    /// The table that changed.
    pub table: String,
    /// What it is about.
    pub key: String,
    /// Why it is here.
    pub error: String,
    /// When it came here.
    pub first_at: DateTime,
}

impl FailedChanges {
    /// Those of a stream, whose tables are `queue` and `failed`.
    pub fn of(database: &Database, queue: Place, failed: Place) -> Self {
        let engine = database.engine();
        let (queue, failed, clock) = (queue.on(engine), failed.on(engine), Clock::default());
        Self { database: database.clone(), queue, failed, clock }
    }

    /// Those of a stream of that name.
    pub fn named(database: &Database, stream: &str) -> Self {
        let names = Names(database.engine());
        let name = |kind: &str| names.qualified("journal", &format!("{kind}_{stream}"));
        let (queue, failed, clock) = (name("queue"), name("failed"), Clock::default());
        Self { database: database.clone(), queue, failed, clock }
    }

    /// By another clock.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Whether the database publishes such a stream.
    ///
    /// # Errors
    /// What the database says.
    pub async fn exist(&self) -> Result<bool, StoreError> {
        is_there(&self.database, &self.failed).await
    }

    /// Those that nobody has decided on, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, limit: u32) -> Result<Vec<FailedChange>, StoreError> {
        let sql = format!(
            "select failed_id, journal_id, journal_table, key, error, first_at from {} where resolved_at is null \
             order by journal_id, failed_id limit $1",
            self.failed
        );
        let read = |mut row: apigen_store::Row| {
            Ok(FailedChange {
                number: row.get(0)?,
                journal_id: row.get(1)?,
                table: row.get(2)?,
                key: row.get(3)?,
                error: row.get(4)?,
                first_at: row.get(5)?,
            })
        };
        self.database.query(&sql, &[i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// Queues all changes of a key again, in their order; gives how many there are.
    ///
    /// # Errors
    /// What the database says; nothing is queued then.
    pub async fn retry(&self, key: &str) -> Result<u64, StoreError> {
        self.requeue("key = $1", &[key.into()]).await
    }

    /// Queues all changes again; gives how many there are.
    ///
    /// # Errors
    /// What the database says; nothing is queued then.
    pub async fn retry_all(&self) -> Result<u64, StoreError> {
        self.requeue("$1 = ''", &["".into()]).await
    }

    /// Leaves a change out for good and queues those again that waited for it; gives whether it was there.
    ///
    /// # Errors
    /// What the database says; nothing is decided then.
    pub async fn skip(&self, number: i64) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin().await?;
        let sql = format!(
            "update {} set resolved_at = $2 where failed_id = $1 and resolved_at is null returning key",
            self.failed
        );
        let rows = transaction.query(&sql, &[number.into(), self.clock.now().into()]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(false) };
        self.move_back(&mut transaction, "key = $1", &[row.get::<String>(0)?.into()]).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn requeue(&self, condition: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut transaction = self.database.begin().await?;
        let queued = self.move_back(&mut transaction, condition, values).await?;
        transaction.commit().await?;
        Ok(queued)
    }

    /// Moves changes back into the queue; none that the relay puts aside meanwhile is removed without being queued.
    async fn move_back(
        &self,
        transaction: &mut Transaction<'static>,
        condition: &str,
        values: &[Value],
    ) -> Result<u64, StoreError> {
        const COLUMNS: &str = "journal_id, journal_timestamp, journal_table, shard, replay_id, target, attempts";
        let chosen = format!("from {} where {condition} and resolved_at is null", self.failed);
        let insert = format!("insert into {} ({COLUMNS}) select {COLUMNS}", self.queue);
        match self.database.engine() {
            Engine::Postgres => {
                let moved = format!("with moved as (delete {chosen} returning {COLUMNS}) {insert} from moved");
                transaction.execute(&moved, values).await
            }
            // Nobody else writes while the transaction lasts.
            Engine::Sqlite => {
                let queued = transaction.execute(&format!("{insert} {chosen}"), values).await?;
                transaction.execute(&format!("delete {chosen}"), values).await?;
                Ok(queued)
            }
        }
    }
}
