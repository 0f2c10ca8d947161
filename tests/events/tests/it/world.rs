//! A producer's database and a consumer's, with whatever carries events between them.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::transport::{Transport, memory::Memory};
use apigen_events::{
    Clock, Consumer, ConsumerName, ConsumerOptions, Health, Relay, RelayOptions, RunningConsumer, RunningRelay,
};
use apigen_store::{Database, Value};
use apigen_test_events::{Copier, SOURCE, STREAM, UserEvent, create_copy, create_users, write};
use apigen_test_servers::{PATIENCE, Postgres};
use tokio::sync::watch;

/// On which engine a test runs; both sides use the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Postgres,
    Sqlite,
}

/// Two services.
pub(crate) struct World {
    pub(crate) producer: Database,
    pub(crate) consumer: Database,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Clock,
}

impl World {
    /// Two fresh databases and a broker in memory.
    pub(crate) async fn new(on: On) -> Self {
        let url = || match on {
            On::Postgres => Postgres::shared().database(),
            On::Sqlite => "sqlite::memory:".to_owned(),
        };
        let (producer, consumer) = (open(&url()).await, open(&url()).await);
        create_users(&producer).await.unwrap();
        create_copy(&consumer).await.unwrap();
        Self { producer, consumer, transport: Arc::new(Memory::default()), clock: Clock::system() }
    }

    /// Two databases that are there already.
    pub(crate) async fn of(producer: &str, consumer: &str) -> Self {
        let (producer, consumer) = (open(producer).await, open(consumer).await);
        Self { producer, consumer, transport: Arc::new(Memory::default()), clock: Clock::system() }
    }

    pub(crate) fn relay(&self) -> RunningRelay {
        self.relay_with(|_| {})
    }

    pub(crate) fn relay_with(&self, change: impl FnOnce(&mut RelayOptions)) -> RunningRelay {
        let mut options = RelayOptions::default();
        change(&mut options);
        let relay = Relay::new(self.producer.clone(), Arc::clone(&self.transport), &SOURCE);
        relay.with(options).at(self.clock.clone()).start().unwrap()
    }

    pub(crate) fn consumer(&self, handler: Copier) -> Consumer {
        self.consumer_with(handler, |_| {})
    }

    pub(crate) fn consumer_with(&self, handler: Copier, change: impl FnOnce(&mut ConsumerOptions)) -> Consumer {
        let mut options = ConsumerOptions::default();
        options.interval = Duration::ZERO;
        change(&mut options);
        let name = ConsumerName::new("copies").unwrap();
        let (database, transport) = (self.consumer.clone(), Arc::clone(&self.transport));
        Consumer::new::<UserEvent, _>(database, transport, &STREAM, name, handler).with(options).at(self.clock.clone())
    }

    /// Writes users, each in a transaction of its own.
    pub(crate) async fn write(&self, users: &[(&str, i64, &str)]) {
        for (id, number, name) in users {
            let mut transaction = self.producer.begin().await.unwrap();
            write(&mut transaction, id, *number, name).await.unwrap();
            transaction.commit().await.unwrap();
        }
    }

    pub(crate) async fn execute(&self, sql: &str) {
        let mut transaction = self.producer.begin().await.unwrap();
        transaction.script(sql).await.unwrap();
        transaction.commit().await.unwrap();
    }

    /// Waits until everything written is published and everything published handled.
    pub(crate) async fn settle(&self, relay: &RunningRelay, consumer: &RunningConsumer) {
        let settled = async {
            relay.settled().await;
            consumer.settled().await;
        };
        let settled = tokio::time::timeout(PATIENCE, settled).await;
        assert!(settled.is_ok(), "never at rest: {:?} {:?}", relay.health(), consumer.health());
    }

    /// What holds after every story: the copy is the original, every event took effect once, each key's in order.
    pub(crate) async fn check(&self) {
        let original = rows(&self.producer, "select id, number, name from users order by id").await;
        let copy = rows(&self.consumer, "select id, number, name from copies order by id").await;
        assert_eq!(copy, original, "the copy differs from the original");
        let journal = if self.producer.as_postgres().is_some() { "journal.users" } else { "journal_users" };
        let recorded = rows(&self.producer, &format!("select journal_id from {journal} order by 1")).await;
        let effects = rows(&self.consumer, "select sequence from effects where replay_id = '' order by sequence").await;
        assert_eq!(effects, recorded, "some change had no effect, or more than one");
    }

    /// The sequences of one key's events in the order in which they took effect.
    pub(crate) async fn effects(&self, id: &str) -> Vec<i64> {
        let sql = format!("select number from effects where id = '{id}' order by place");
        rows(&self.consumer, &sql).await.into_iter().map(|row| integer(&row[0])).collect()
    }
}

/// Opens a database.
pub(crate) async fn open(url: &str) -> Database {
    Database::connect(url).await.unwrap()
}

/// The rows of a query.
pub(crate) async fn rows(database: &Database, sql: &str) -> Vec<Vec<Value>> {
    let rows = database.query(sql, &[]).await.unwrap();
    rows.into_iter().map(apigen_store::Row::into_values).collect()
}

/// The number in a column.
pub(crate) fn integer(value: &Value) -> i64 {
    match value {
        Value::Integer(it) => *it,
        other => panic!("no number: {other:?}"),
    }
}

/// A test on both engines.
macro_rules! on_both {
    ($($(#[$about:meta])* async fn $name:ident($on:ident: On) $body:block)*) => {
        $(mod $name {
            use super::*;
            $(#[$about])*
            async fn story($on: On) $body

            #[tokio::test]
            async fn postgres() {
                story(On::Postgres).await;
            }

            #[tokio::test]
            async fn sqlite() {
                story(On::Sqlite).await;
            }
        })*
    };
}
pub(crate) use on_both;

/// Waits until something holds that a relay or a consumer has done when it tells how it is; fails with the words when
/// it never does.
pub(crate) async fn until(mut told: watch::Receiver<Health>, what: &str, mut holds: impl FnMut() -> bool) {
    let waiting = async {
        while !holds() {
            told.changed().await.expect("it still runs");
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited {PATIENCE:?} in vain: {what}"));
}
