//! What time does to the tables of consumers and producers: what is old goes, and what is needed next is made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use apigen_events::{Chosen, OnPoison};
use apigen_events::{Clock, ConsumerError, FailedChanges, HandleError, Journals, ParkedEvents, ReplayRequest};
use apigen_store::Database;
use apigen_test_events::{Copier, POISON, SOURCE, STREAM};
use apigen_test_servers::PATIENCE;
use apigen_types::DateTime;

use crate::world::{On, World, integer, on_both, rows};

const DAY: Duration = Duration::from_hours(24);

/// A table of the schema `inbox` or `journal`, which are prefixes on SQLite.
fn table(database: &Database, schema: &str, name: &str) -> String {
    let separator = if database.as_postgres().is_some() { '.' } else { '_' };
    format!("{schema}{separator}{name}")
}

/// How many rows three tables of an inbox have: kept aside, failed, told again.
async fn kept(world: &World) -> [i64; 3] {
    let mut counts = [0; 3];
    for (count, name) in counts.iter_mut().zip(["odd_user_events", "failure_user_events", "replayed_user_events"]) {
        let table = table(&world.consumer, "inbox", name);
        *count = integer(&rows(&world.consumer, &format!("select count(*) from {table}")).await[0][0]);
    }
    counts
}

/// A world whose clock stands still an hour before this machine's, at which upkeep may not look.
async fn world(on: On) -> World {
    let earlier = DateTime::from_unix_millis(DateTime::now().as_unix_millis() - 3_600_000).unwrap();
    World { clock: Clock::manual(earlier), ..World::new(on).await }
}

on_both! {
    async fn what_an_inbox_keeps_beside_its_events_goes_with_the_horizon(on: On) {
        let world = world(on).await;
        let is_broken = Arc::new(AtomicBool::new(true));
        let broken = Arc::clone(&is_broken);
        let handler = Copier::failing(move |name| {
            (name == "bad" && broken.load(Ordering::SeqCst)).then(|| HandleError::poison("bad"))
        });
        let (relay, consumer) = (world.relay(), world.consumer(handler).start().await.unwrap());
        world.write(&[("ada", 1, "bad"), ("bob", 1, "bad"), ("eve", 1, "good")]).await;
        world.settle(&relay, &consumer).await;
        let parked = ParkedEvents::of(&world.consumer, STREAM.name).at(world.clock.clone());
        let ada = parked.list(9).await.unwrap().into_iter().find(|it| it.key == "ada").unwrap();
        assert!(parked.skip(ada.place).await.unwrap());
        let journals = Journals::of(&SOURCE, world.producer.engine());
        ReplayRequest::new(Chosen::Key("eve".to_owned())).queue(&world.producer, &journals).await.unwrap();
        world.settle(&relay, &consumer).await;
        let mut producer = world.transport.producer(&STREAM.address().unwrap()).await.unwrap();
        assert_eq!(producer.publish(&[ancient()]).await.confirmed, 1);
        consumer.settled().await;
        assert_eq!(kept(&world).await, [1, 2, 1]);

        world.clock.advance(13 * DAY);
        consumer.kept().await;
        assert_eq!(kept(&world).await, [1, 2, 1], "younger than the horizon");
        world.clock.advance(2 * DAY);
        consumer.kept().await;
        assert_eq!(kept(&world).await, [0, 1, 0], "what nobody has decided stays");
        is_broken.store(false, Ordering::SeqCst);
        assert_eq!(parked.retry_all().await.unwrap(), 1);
        consumer.settled().await;
        assert_eq!((world.effects("bob").await, kept(&world).await), (vec![1], [0; 3]));
    }

    async fn decisions_on_changes_are_forgotten_and_open_ones_are_not(on: On) {
        let world = world(on).await;
        let relay = world.relay();
        world.write(&[("ada", 1, POISON), ("bob", 1, POISON)]).await;
        relay.settled().await;
        let failed = FailedChanges::of(&world.producer, SOURCE.queue, SOURCE.failed).at(world.clock.clone());
        let ada = failed.list(9).await.unwrap().into_iter().find(|it| it.key == "ada").unwrap();
        assert!(failed.skip(ada.number).await.unwrap());
        relay.stop().await;
        // Decided as it fails, by the relay.
        let relay = world.relay_with(|it| it.on_poison = OnPoison::Skip);
        world.write(&[("eve", 1, POISON)]).await;
        let table = table(&world.producer, "journal", "failed_user_events");
        for (days, expected) in [(0, vec!["ada", "bob", "eve"]), (13, vec!["ada", "bob", "eve"]), (2, vec!["bob"])] {
            world.clock.advance(days * DAY);
            relay.settled().await;
            let keys = rows(&world.producer, &format!("select key from {table} order by key")).await;
            assert_eq!(keys, expected.iter().map(|it| [(*it).into()]).collect::<Vec<_>>());
        }
    }

    async fn no_horizon_is_too_long_for_its_tables(on: On) {
        let world = World::new(on).await;
        for horizon in [Duration::MAX, 366 * DAY + Duration::from_secs(1)] {
            let consumer = world.consumer_with(Copier::default(), |it| it.horizon = horizon);
            let refused = consumer.start().await.unwrap_err();
            assert!(matches!(refused, ConsumerError::TooLong { longest, .. } if longest == 366 * 24), "{refused}");
        }
        world.consumer_with(Copier::default(), |it| it.horizon = 366 * DAY).start().await.unwrap();
    }
}

/// An event that is older than any copy can be recognised.
fn ancient() -> apigen_events::Message {
    apigen_events::Message {
        id: "ancient".to_owned(),
        kind: "user_upserted".to_owned(),
        time: DateTime::from_unix_millis(0).unwrap(),
        key: "ada".to_owned(),
        sequence: 1,
        replay: None,
        trace_parent: None,
        payload: "{}".into(),
    }
}

#[tokio::test]
async fn parts_are_made_while_somebody_reads() {
    let world = world(On::Postgres).await;
    let consumer = world.consumer(Copier::default()).start().await.unwrap();
    let mut reader = world.consumer.begin().await.unwrap();
    reader.query("select 1 from inbox.user_events", &[]).await.unwrap();
    world.clock.advance(10 * DAY);
    tokio::time::timeout(PATIENCE, consumer.kept()).await.expect("making parts waits for the reader");
    let newest = "select max(relname::text) from pg_class where relnamespace = 'inbox'::regnamespace \
                  and relname like 'user\\_events\\_2%' and relkind = 'r'";
    let expected = world.clock.now().checked_add(7 * DAY).unwrap().date().to_string().replace('-', "");
    assert_eq!(rows(&world.consumer, newest).await, [[format!("user_events_{expected}").into()]]);
    reader.rollback().await.unwrap();
}
