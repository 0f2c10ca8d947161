//! Tells events once more: journal rows are queued again under a new replay id.
//!
//! A replay goes through the same relay as everything else, behind what is new and in the order of the journal, so live
//! events keep theirs. Its events have the ids that they had before; a consumer takes each once a replay, and one that
//! the replay is not for drops it.

use std::time::Duration;

use apigen_store::{Database, Engine, StoreError, Value, quoted};
use apigen_types::{DateTime, Uuid};

use crate::names::Names;
use crate::stream::{Journaled, Source};
use crate::{Clock, ConsumerName};

/// Which changes are told again.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// Those with these ids of the journal, both included.
    Ids(i64, i64),
    /// Those made from the first moment on and before the second.
    Times(DateTime, DateTime),
    /// All of one key.
    Key(String),
    /// The latest of every key: enough for a new consumer to have a copy.
    LatestPerKey,
}

/// A replay, before it is queued.
#[derive(Debug, Clone)]
pub struct ReplayRequest {
    chosen: Chosen,
    target: Option<ConsumerName>,
    per_second: Option<u32>,
    clock: Clock,
}

/// Where the changes of a stream are recorded, and where they are queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journals {
    queue: String,
    shards: i16,
    tables: Vec<Recorded>,
}

/// A journaled table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Recorded {
    name: String,
    journal: String,
    key: String,
}

impl Journals {
    /// Those of a stream that generated code describes.
    pub fn of(source: &Source, engine: Engine) -> Self {
        let table = |it: &Journaled| {
            let (name, journal) = (it.table.to_owned(), it.journal.on(engine));
            Recorded { name, journal, key: quoted(it.key) }
        };
        let tables = source.tables.iter().map(table).collect();
        Self { queue: source.queue.on(engine), shards: source.shards, tables }
    }

    /// Those of one table, by the names that they have on the engine: on PostgreSQL those within the schema `journal`.
    pub fn named(engine: Engine, queue: &str, shards: i16, table: &str, journal: &str, key: &str) -> Self {
        let names = Names(engine);
        let tables = vec![Recorded { name: table.to_owned(), journal: names.journal(journal), key: quoted(key) }];
        Self { queue: names.journal(queue), shards, tables }
    }
}

/// What was queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The id that its events carry.
    pub replay_id: String,
    /// How many changes there are.
    pub changes: u64,
}

impl ReplayRequest {
    /// A replay for all consumers, as fast as it goes.
    pub fn new(chosen: Chosen) -> Self {
        Self { chosen, target: None, per_second: None, clock: Clock::default() }
    }

    /// By another clock: the one of the relay, since changes are told when that clock says.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// For one consumer; all others drop what they get.
    #[must_use]
    pub fn to(self, consumer: ConsumerName) -> Self {
        Self { target: Some(consumer), ..self }
    }

    /// No more than so many changes a second.
    #[must_use]
    pub fn at_most(self, per_second: u32) -> Self {
        Self { per_second: Some(per_second), ..self }
    }

    /// Queues the changes of a stream; its relay does the rest, in this process or another.
    ///
    /// # Errors
    /// What the database says; nothing is queued then.
    pub async fn queue(&self, database: &Database, journals: &Journals) -> Result<Replayed, StoreError> {
        let replay_id = Uuid::new_v4().to_string();
        let mut transaction = database.begin().await?;
        let mut changes = 0;
        for table in &journals.tables {
            let (sql, values) = self.statement(database.engine(), journals, table, &replay_id);
            changes += transaction.execute(&sql, &values).await?;
        }
        transaction.commit().await?;
        Ok(Replayed { replay_id, changes })
    }

    fn statement(
        &self,
        engine: Engine,
        journals: &Journals,
        table: &Recorded,
        replay_id: &str,
    ) -> (String, Vec<Value>) {
        let (first, second, condition) = self.condition(table);
        let (queue, journal, key) = (&journals.queue, &table.journal, &table.key);
        // A change is told by the shard that told it first.
        let (replay, shard) = match engine {
            Engine::Postgres if journals.shards > 1 => {
                ("$1::uuid", format!("abs(hashtextextended(j.{key}::text, 0) % {})", journals.shards))
            }
            Engine::Postgres => ("$1::uuid", "0".to_owned()),
            Engine::Sqlite => ("$1", "0".to_owned()),
        };
        let sql = format!(
            "insert into {queue} (journal_id, journal_timestamp, journal_table, shard, replay_id, target, not_before) \
             select j.journal_id, j.journal_timestamp, $2, {shard}, {replay}, $3, {} from {journal} j \
             where {condition} order by j.journal_id",
            self.not_before(engine)
        );
        let target = Value::from(self.target.as_ref().map(|it| it.as_str().to_owned()));
        (sql, vec![replay_id.into(), table.name.as_str().into(), target, first, self.clock.now().into(), second])
    }

    /// When a change may be told: changes are spread over time from now on, when they are not to come all at once.
    fn not_before(&self, engine: Engine) -> String {
        const PLACE: &str = "(row_number() over (order by j.journal_id) - 1)";
        let Some(per_second) = self.per_second else {
            // The parameter has a type whether it is used or not.
            return "case when $5 is null then $5 end".to_owned();
        };
        let step = (Duration::from_secs(1) / per_second.max(1)).as_micros();
        match engine {
            Engine::Postgres => format!("$5 + {PLACE} * interval '{step} microseconds'"),
            Engine::Sqlite => {
                format!("strftime('%Y-%m-%dT%H:%M:%f000Z', $5, ({PLACE} * {step} / 1000000.0) || ' seconds')")
            }
        }
    }

    fn condition(&self, table: &Recorded) -> (Value, Value, String) {
        let (journal, key) = (&table.journal, &table.key);
        match &self.chosen {
            Chosen::Ids(from, to) => ((*from).into(), (*to).into(), "j.journal_id between $4 and $6".to_owned()),
            Chosen::Times(from, to) => {
                ((*from).into(), (*to).into(), "j.journal_timestamp >= $4 and j.journal_timestamp < $6".to_owned())
            }
            Chosen::Key(it) => (it.as_str().into(), 0_i64.into(), format!("cast(j.{key} as text) = $4 and $6 = 0")),
            Chosen::LatestPerKey => (
                0_i64.into(),
                0_i64.into(),
                format!("j.journal_id in (select max(l.journal_id) from {journal} l group by l.{key}) and $4 = $6"),
            ),
        }
    }
}
