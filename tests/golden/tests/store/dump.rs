//! A database that is dumped and restored on another server: what was not published is published there, and new changes
//! come behind it, although transactions of the new server have small numbers.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_events::transport::memory::Memory;
use apigen_events::{ConsumerName, ConsumerOptions, Event, Handle, HandleError, Transaction, Transport};
use apigen_store::{Database, Engine};
use apigen_test_servers::{Postgres, find};
use golden_kinds_v0::ThingEvent;
use golden_kinds_v0::events::thing_events;
use golden_kinds_v0::store::Things;

use crate::support::{database, number, thing};

/// The sequences of events, in the order of their arrival.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<i64>>>);

impl Handle<ThingEvent> for Told {
    async fn handle(&self, _: &mut Transaction<'static>, events: &[Event<ThingEvent>]) -> Result<(), HandleError> {
        self.0.lock().unwrap().extend(events.iter().map(|it| it.sequence));
        Ok(())
    }
}

/// Publishes what waits, and gives what a new consumer gets of it.
async fn publish(producer: &Database) -> Vec<i64> {
    let (told, transport): (_, Arc<dyn Transport>) = (Told::default(), Arc::new(Memory::new()));
    let (copies, name) = (database(Engine::Sqlite).await, ConsumerName::new("golden").unwrap());
    let mut options = ConsumerOptions::default();
    options.interval = Duration::ZERO;
    let consumer = thing_events::consumer(copies, Arc::clone(&transport), name, told.clone()).with(options);
    let consumer = consumer.start().await.unwrap();
    let relay = thing_events::relay(producer.clone(), transport).start().unwrap();
    relay.settled().await;
    consumer.settled().await;
    relay.stop().await;
    consumer.stop().await;
    let told = told.0.lock().unwrap();
    told.clone()
}

#[tokio::test]
async fn a_restored_database_goes_on_where_it_was_dumped() {
    let (old, new) = (Postgres::start(), Postgres::start());
    let (from, to) = (old.database(), new.database());
    let before = Database::connect(&from).await.unwrap();
    let mut transaction = before.begin().await.unwrap();
    transaction.script(include_str!("../../sql/golden-kinds-v0/postgres.sql")).await.unwrap();
    transaction.commit().await.unwrap();
    let things: Vec<_> = (0..30).map(thing).collect();
    Things::of(&before).insert_all(&things[..10]).await.unwrap();
    assert_eq!(publish(&before).await.len(), 10);
    Things::of(&before).insert_all(&things[10..20]).await.unwrap();
    before.close().await;

    copy(&from, &to);
    let after = Database::connect(&to).await.unwrap();
    assert_eq!(number(&after, "select count(*) from journal.things").await, 20, "nothing is recorded a second time");
    Things::of(&after).insert_all(&things[20..]).await.unwrap();
    let told = publish(&after).await;
    assert_eq!(told, (11..=30).collect::<Vec<_>>(), "what waited, then what is new");
}

/// `pg_dump | psql`, with the newest of each that this machine has.
fn copy(from: &str, to: &str) {
    let mut dump = Command::new(find("pg_dump"));
    let mut dump = dump.args(["--no-owner", "--dbname", from]).stdout(Stdio::piped()).spawn().unwrap();
    let mut restore = Command::new(find("psql"));
    restore.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", to]).stdout(Stdio::null());
    let restored = restore.stdin(dump.stdout.take().unwrap()).status().unwrap();
    assert!(dump.wait().unwrap().success() && restored.success());
}
