//! A stream of four shards: `sharded_things`, whose key is the code of a thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_events::transport::memory::Memory;
use apigen_events::{
    Chosen, ConsumerName, ConsumerOptions, Event, Handle, HandleError, Journals, ReplayRequest, Transaction, Transport,
};
use apigen_store::{Database, Engine};
use golden_kinds_v0::ThingEvent;
use golden_kinds_v0::events::sharded_things;
use golden_kinds_v0::store::Things;

use crate::support::{database, number, thing};

/// The sequences and numbers of each key, in the order in which they arrived.
type Changes = BTreeMap<String, Vec<(i64, i32)>>;

/// What arrived.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Changes>>);

impl Handle<ThingEvent> for Seen {
    async fn handle(&self, _: &mut Transaction<'static>, events: &[Event<ThingEvent>]) -> Result<(), HandleError> {
        let mut seen = self.0.lock().unwrap();
        for event in events {
            let ThingEvent::ThingUpserted(it) = &event.body else { continue };
            seen.entry(event.key.clone()).or_default().push((event.sequence, it.thing.small_number));
        }
        Ok(())
    }
}

const KEYS: u128 = 40;
const CHANGES: i32 = 10;

/// Forty things, each written many times by writers that overlap.
async fn write(database: &Database) {
    let writer = |lane: u128| async move {
        for change in 1..=CHANGES {
            for key in (lane..KEYS).step_by(4) {
                let mut changed = thing(key);
                changed.small_number = change;
                Things::of(database).upsert(&changed).await.unwrap();
            }
        }
    };
    tokio::join!(writer(0), writer(1), writer(2), writer(3));
}

async fn consume(database: &Database, transport: &Arc<dyn Transport>, seen: &Seen) -> apigen_events::RunningConsumer {
    let mut options = ConsumerOptions::default();
    options.interval = Duration::ZERO;
    let name = ConsumerName::new("golden").unwrap();
    let consumer = sharded_things::consumer(database.clone(), Arc::clone(transport), name, seen.clone());
    consumer.with(options).start().await.unwrap()
}

/// Every change of every key arrived once, in order.
fn check(seen: &Seen) {
    let seen = seen.0.lock().unwrap();
    assert_eq!(seen.len(), usize::try_from(KEYS).unwrap());
    for (key, changes) in seen.iter() {
        let numbers: Vec<_> = changes.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers, (1..=CHANGES).collect::<Vec<_>>(), "{key}");
        assert!(changes.is_sorted_by(|one, other| one.0 < other.0), "{key}");
    }
}

#[tokio::test]
async fn each_shard_has_a_reader_and_each_key_its_order() {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        let (producer, consumer) = (database(engine).await, database(engine).await);
        Box::pin(write(&producer)).await;
        let waiting = number(&producer, "select count(distinct shard) from {journal.queue_sharded_things}").await;
        assert_eq!(waiting, if engine == Engine::Postgres { 4 } else { 1 });
        let (transport, seen): (Arc<dyn Transport>, _) = (Arc::new(Memory::new()), Seen::default());
        let received = consume(&consumer, &transport, &seen).await;
        let relay = sharded_things::relay(producer.clone(), Arc::clone(&transport)).start().unwrap();
        relay.settled().await;
        received.settled().await;
        check(&seen);
        assert_eq!(number(&producer, "select count(*) from {journal.queue_sharded_things}").await, 0);
        assert_eq!(relay.metrics().published, u64::try_from(KEYS).unwrap() * u64::from(CHANGES.unsigned_abs()));
    }
}

#[tokio::test]
async fn readers_go_on_while_others_write() {
    let (producer, consumer) = (database(Engine::Postgres).await, database(Engine::Postgres).await);
    let (transport, seen): (Arc<dyn Transport>, _) = (Arc::new(Memory::new()), Seen::default());
    let received = consume(&consumer, &transport, &seen).await;
    // Two processes: shards may be led by either.
    let relay = || sharded_things::relay(producer.clone(), Arc::clone(&transport)).start().unwrap();
    let (first, second) = (relay(), relay());
    Box::pin(write(&producer)).await;
    second.stop().await;
    first.settled().await;
    received.settled().await;
    check(&seen);
    first.stop().await;
}

#[tokio::test]
async fn a_change_is_told_again_by_the_shard_that_told_it_first() {
    let producer = database(Engine::Postgres).await;
    Box::pin(write(&producer)).await;
    let shards = "select journal_id, shard from journal.queue_sharded_things order by 1";
    let first = producer.query(shards, &[]).await.unwrap();
    let first: Vec<_> = first.into_iter().map(apigen_store::Row::into_values).collect();
    producer.execute("delete from journal.queue_sharded_things", []).await.unwrap();
    let journals = Journals::of(&sharded_things::SOURCE, Engine::Postgres);
    let replayed = ReplayRequest::new(Chosen::Ids(0, i64::MAX)).queue(&producer, &journals).await.unwrap();
    assert_eq!(replayed.changes, u64::try_from(first.len()).unwrap());
    let again = producer.query(shards, &[]).await.unwrap();
    assert_eq!(again.into_iter().map(apigen_store::Row::into_values).collect::<Vec<_>>(), first);
}

#[tokio::test]
async fn what_was_queued_for_more_shards_is_published_too() {
    let (producer, consumer) = (database(Engine::Postgres).await, database(Engine::Postgres).await);
    Things::of(&producer).insert_all(&(0..20).map(thing).collect::<Vec<_>>()).await.unwrap();
    producer.execute("update journal.queue_sharded_things set shard = shard + 4", []).await.unwrap();
    let (transport, seen): (Arc<dyn Transport>, _) = (Arc::new(Memory::new()), Seen::default());
    let received = consume(&consumer, &transport, &seen).await;
    let relay = sharded_things::relay(producer.clone(), Arc::clone(&transport)).start().unwrap();
    relay.settled().await;
    // What the first reader passed on may have come after another one had looked.
    relay.settled().await;
    received.settled().await;
    let keys: BTreeSet<_> = seen.0.lock().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 20);
}
