//! Stories of a consumer whose steps come in an order that is rare: each was a mistake once.

mod held;
mod leading;
mod looks;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_store::{Database, Transaction};
use apigen_test_servers::{PATIENCE, Postgres, eventually};
use apigen_types::{DateTime, Json};
use tokio::sync::Notify;

use crate::handle::{Consumer, ConsumerOptions, Event, Handle, HandleError, RunningConsumer};
use crate::transport::{Transport, memory::Memory};
use crate::{Clock, ConsumerName, Message, Stream};

static STREAM: Stream =
    Stream { name: "words", address: "words.json", retention: Duration::from_hours(1), members: &["word"] };

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A consumer's database, its broker, and a clock that stands still: it looks for work when it is told that there is
/// some, and never by itself.
struct World {
    database: Database,
    transport: Arc<dyn Transport>,
    clock: Clock,
}

impl World {
    async fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let database = Database::connect(&Postgres::shared().database()).await?;
        Ok(Self { database, transport: Arc::new(Memory::new()), clock: Clock::manual(DateTime::now()) })
    }

    async fn consumer(&self, handler: impl Handle<Json>) -> Result<RunningConsumer, Box<dyn std::error::Error>> {
        self.consumer_with(handler, |_| {}).await
    }

    async fn consumer_with(
        &self,
        handler: impl Handle<Json>,
        change: impl FnOnce(&mut ConsumerOptions),
    ) -> Result<RunningConsumer, Box<dyn std::error::Error>> {
        let mut options = ConsumerOptions { interval: Duration::ZERO, ..ConsumerOptions::default() };
        change(&mut options);
        let (database, transport, name) =
            (self.database.clone(), Arc::clone(&self.transport), ConsumerName::new("readers")?);
        let consumer = Consumer::new::<Json, _>(database, transport, &STREAM, name, handler);
        Ok(consumer.with(options).at(self.clock.clone()).start().await?)
    }

    /// Queues every event once more, as somebody else does who asks nobody.
    async fn queue_again(&self) -> Outcome {
        let again = "insert into inbox.queue_words (seq, event_id, event_time, key_hash) \
                     select nextval('inbox.seq_words'), event_id, event_time, key_hash from inbox.words";
        self.database.query(again, &[]).await?;
        Ok(())
    }

    /// Has the first event handled.
    async fn begin(&self) -> Outcome {
        self.publish(&[message(1)]).await?;
        let consumer = self.consumer(Silent).await?;
        tokio::time::timeout(PATIENCE, consumer.settled()).await?;
        consumer.stop().await;
        Ok(())
    }

    /// Queues an event, and takes it in a transaction that is still under way.
    async fn somebody_who_takes(&self) -> Result<Transaction<'static>, Box<dyn std::error::Error>> {
        let queue = "insert into inbox.queue_words (seq, event_id, event_time, key_hash) \
                     values (nextval('inbox.seq_words'), 'taken', now(), 0)";
        self.database.query(queue, &[]).await?;
        let mut transaction = self.database.begin().await?;
        transaction.execute("delete from inbox.queue_words", &[]).await?;
        Ok(transaction)
    }

    /// Waits until a look at the queue waits for that transaction.
    async fn look_waits(&self) {
        let waiting =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let is_waiting = async || {
            let waiting: i64 = self.database.query(waiting, &[]).await.unwrap()[0].get(0).unwrap();
            (waiting > 0).then_some(())
        };
        eventually("a look waits for who takes", is_waiting).await;
    }

    async fn publish(&self, messages: &[Message]) -> Outcome {
        let published = self.transport.producer(&STREAM.address()?).await?.publish(messages).await;
        assert_eq!(published.confirmed, messages.len());
        Ok(())
    }
}

fn message(sequence: i64) -> Message {
    Message {
        id: format!("event-{sequence}"),
        kind: "word".to_owned(),
        time: DateTime::now(),
        key: "ada".to_owned(),
        sequence,
        replay: None,
        trace_parent: None,
        payload: Json::from("word").to_string().into(),
    }
}

/// Notes which events it was given, and waits at the first gate until it opens.
#[derive(Clone, Default)]
struct Noting {
    arrived: Arc<Notify>,
    gate: Arc<Notify>,
    noted: Arc<Mutex<Vec<i64>>>,
}

impl Handle<Json> for Noting {
    async fn handle(&self, _: &mut Transaction<'static>, events: &[Event<Json>]) -> Result<(), HandleError> {
        if events[0].sequence == 1 {
            self.arrived.notify_one();
            self.gate.notified().await;
        }
        self.noted.lock().unwrap().extend(events.iter().map(|it| it.sequence));
        Ok(())
    }
}

/// Does nothing.
struct Silent;

impl Handle<Json> for Silent {
    async fn handle(&self, _: &mut Transaction<'static>, _: &[Event<Json>]) -> Result<(), HandleError> {
        Ok(())
    }
}
