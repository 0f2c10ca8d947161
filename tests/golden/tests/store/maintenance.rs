//! Relays and consumers see to the parts of their tables, by a clock that runs through years.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::transport::memory::Memory;
use apigen_events::{Clock, ConsumerName, Event, Handle, HandleError, Relay, RunningRelay, Transaction, Transport};
use apigen_store::{Database, Engine};
use apigen_types::DateTime;
use golden_kinds_v0::ThingEvent;
use golden_kinds_v0::events::{sharded_things, thing_events};
use golden_kinds_v0::store::Things;

use crate::support::{database, number, thing};

const DAY: Duration = Duration::from_hours(24);

/// Takes events and does nothing.
struct Nothing;

impl Handle<ThingEvent> for Nothing {
    async fn handle(&self, _: &mut Transaction<'static>, _: &[Event<ThingEvent>]) -> Result<(), HandleError> {
        Ok(())
    }
}

fn relays(database: &Database, clock: &Clock) -> [RunningRelay; 2] {
    let transport: Arc<dyn Transport> = Arc::new(Memory::new());
    let start = |relay: fn(Database, Arc<dyn Transport>) -> Relay| {
        relay(database.clone(), Arc::clone(&transport)).at(clock.clone()).start().unwrap()
    };
    [start(thing_events::relay), start(sharded_things::relay)]
}

async fn settle(relays: &[RunningRelay]) {
    for relay in relays {
        relay.settled().await;
    }
}

/// Looks until something holds. While one process sees to the parts, rounds of others leave them to it.
async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let look = async { while !holds().await {} };
    assert!(tokio::time::timeout(Duration::from_mins(1), look).await.is_ok(), "never so: {what}");
}

/// How many parts a table has, and whether one of them holds a moment.
async fn parts(database: &Database, table: &str, at: DateTime) -> (i64, bool) {
    let all = format!("select count(*) from pg_inherits where inhparent = '{table}'::regclass");
    let day = at.date().to_string().replace('-', "");
    let held = format!("{all} and inhrelid::regclass::text like '%_{day}'");
    (number(database, &all).await, number(database, &held).await == 1)
}

#[tokio::test]
async fn three_years_of_journal_parts_come_and_go() {
    let database = database(Engine::Postgres).await;
    let clock = Clock::manual(DateTime::now());
    // Two processes of one service, each with all relays; the first one leads.
    let first = relays(&database, &clock);
    settle(&first).await;
    let second = relays(&database, &clock);
    Things::of(&database).insert(&thing(1)).await.unwrap();
    for round in 0..36 {
        clock.advance(DAY * 30);
        until(&format!("round {round}: parts of 90 days that are kept and 31 that come"), || async {
            settle(&first).await;
            let (count, holds_now) = parts(&database, "journal.things", clock.now()).await;
            holds_now && (33..=33 + 91).contains(&count)
        })
        .await;
    }
    assert_eq!(number(&database, "select count(*) from journal.things").await, 0, "published, and older than 90 days");
    for relay in first.into_iter().chain(second) {
        relay.stop().await;
    }
}

#[tokio::test]
async fn nobody_has_to_ask_for_upkeep() {
    let database = database(Engine::Postgres).await;
    let clock = Clock::manual(DateTime::now());
    let relays = relays(&database, &clock);
    settle(&relays).await;
    let later = clock.now().checked_add(DAY * 40).unwrap();
    assert!(!parts(&database, "journal.things", later).await.1);
    clock.set(later);
    until("parts after an hour of the clock", || async { parts(&database, "journal.things", later).await.1 }).await;
    drop(relays);
}

#[tokio::test]
async fn what_is_not_published_keeps_its_part() {
    let database = database(Engine::Postgres).await;
    Things::of(&database).insert(&thing(1)).await.unwrap();
    let clock = Clock::manual(DateTime::now());
    let transport: Arc<dyn Transport> = Arc::new(Memory::new());
    let only_one = thing_events::relay(database.clone(), transport).at(clock.clone()).start().unwrap();
    clock.advance(DAY * 200);
    only_one.settled().await;
    assert_eq!(number(&database, "select count(*) from journal.things").await, 1, "the other stream is still owed it");
    let both = relays(&database, &clock);
    until("what is published now is dropped by a later round", || async {
        both[1].settled().await;
        number(&database, "select count(*) from journal.things").await == 0
    })
    .await;
}

#[tokio::test]
async fn journals_of_sqlite_lose_what_is_old_and_published() {
    let database = database(Engine::Sqlite).await;
    Things::of(&database).insert(&thing(1)).await.unwrap();
    let clock = Clock::manual(DateTime::now());
    let relays = relays(&database, &clock);
    settle(&relays).await;
    clock.advance(DAY * 80);
    settle(&relays).await;
    assert_eq!(number(&database, "select count(*) from journal_things").await, 1, "kept for 90 days");
    clock.advance(DAY * 20);
    settle(&relays).await;
    assert_eq!(number(&database, "select count(*) from journal_things").await, 0);
}

#[tokio::test]
async fn three_years_of_inbox_parts_come_and_go() {
    let database = database(Engine::Postgres).await;
    let clock = Clock::manual(DateTime::now());
    let transport: Arc<dyn Transport> = Arc::new(Memory::new());
    let consumer = || {
        let name = ConsumerName::new("golden").unwrap();
        thing_events::consumer(database.clone(), Arc::clone(&transport), name, Nothing).at(clock.clone())
    };
    let (first, second) = (consumer().start().await.unwrap(), consumer().start().await.unwrap());
    for round in 0..40 {
        clock.advance(DAY * 28);
        until(&format!("round {round}: parts of today, of 14 days that are kept and 7 that come"), || async {
            first.kept().await;
            parts(&database, "inbox.thing_events", clock.now()).await == (14 + 1 + 7, true)
        })
        .await;
    }
    first.stop().await;
    second.stop().await;
}
