//! What fails: single events, most events, for a while or for good.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use apigen_events::{Clock, FailedChanges, HandleError, Health, OnPoison, ParkedEvents, Report};
use apigen_test_events::{Copier, POISON, STREAM};

use crate::world::{On, World, on_both, until};

/// A handler that fails on a name for as long as a switch is on.
fn failing_on(name: &'static str, is_on: &Arc<AtomicBool>, error: fn() -> HandleError) -> Copier {
    let is_on = Arc::clone(is_on);
    Copier::failing(move |it| (it == name && is_on.load(Ordering::SeqCst)).then(error))
}

on_both! {
    async fn a_bad_event_parks_its_key_and_all_others_go_on(on: On) {
        let world = World::new(on).await;
        let is_broken = Arc::new(AtomicBool::new(true));
        let handler = failing_on("bad", &is_broken, || HandleError::poison("this name is bad"));
        let (relay, consumer) = (world.relay(), world.consumer(handler).start().await.unwrap());
        let users: Vec<_> = (0..200).map(|it| format!("user-{it}")).collect();
        let mut transaction = world.producer.begin().await.unwrap();
        for (number, user) in (0..).zip(&users) {
            let name = if number == 77 { "bad" } else { "good" };
            apigen_test_events::write(&mut transaction, user, number, name).await.unwrap();
        }
        transaction.commit().await.unwrap();
        world.write(&[("user-77", 1000, "better"), ("user-78", 1000, "better")]).await;
        world.settle(&relay, &consumer).await;

        let parked = ParkedEvents::of(&world.consumer, STREAM.name);
        let list = parked.list(10).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].key.as_str(), list[0].state.as_str(), list[0].waiting), ("user-77", "parked", 1));
        assert_eq!(list[0].error, "this name is bad");
        assert_eq!(world.effects("user-78").await, [78, 1000], "other keys go on");
        assert_eq!(world.effects("user-77").await, [0; 0], "later events of the key wait");

        is_broken.store(false, Ordering::SeqCst);
        assert!(parked.retry(list[0].place).await.unwrap());
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("user-77").await, [77, 1000], "in order");
        world.check().await;
        assert!(parked.list(10).await.unwrap().is_empty());
    }

    async fn a_skipped_event_lets_the_next_of_its_key_go_on(on: On) {
        let world = World::new(on).await;
        let handler = failing_on("bad", &Arc::new(AtomicBool::new(true)), || HandleError::poison("bad"));
        let (relay, consumer) = (world.relay(), world.consumer(handler).start().await.unwrap());
        world.write(&[("ada", 1, "good"), ("ada", 2, "bad"), ("ada", 3, "good"), ("ada", 4, "good")]).await;
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [1]);
        let parked = ParkedEvents::of(&world.consumer, STREAM.name);
        assert!(parked.skip(parked.list(1).await.unwrap()[0].place).await.unwrap());
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [1, 3, 4]);
        world.write(&[("ada", 5, "good")]).await;
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [1, 3, 4, 5]);
    }

    async fn an_event_is_tried_again_later_and_less_and_less_often(on: On) {
        let world = World { clock: Clock::manual(apigen_types::DateTime::now()), ..World::new(on).await };
        let tries = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&tries);
        let handler = Copier::failing(move |name| {
            (name == "shy" && counted.fetch_add(1, Ordering::SeqCst) < 3).then(|| HandleError::failed("not now"))
        });
        let (relay, consumer) = (world.relay(), world.consumer(handler).start().await.unwrap());
        world.write(&[("ada", 1, "shy"), ("ada", 2, "bold"), ("bob", 1, "bold")]).await;
        world.settle(&relay, &consumer).await;
        let after_first = tries.load(Ordering::SeqCst);
        assert_eq!(world.effects("bob").await, [1]);
        for (wait, expected) in [(1, after_first + 1), (2, after_first + 2)] {
            world.clock.advance(Duration::from_millis(wait * 1000 - 100));
            world.settle(&relay, &consumer).await;
            assert_eq!(tries.load(Ordering::SeqCst), expected - 1, "too early");
            world.clock.advance(Duration::from_millis(100));
            world.settle(&relay, &consumer).await;
            assert_eq!(tries.load(Ordering::SeqCst), expected);
        }
        world.clock.advance(Duration::from_secs(4));
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [1, 2], "in order, once it went well");
        world.check().await;
    }

    async fn after_enough_tries_an_event_is_parked_and_somebody_is_told(on: On) {
        let world = World { clock: Clock::manual(apigen_types::DateTime::now()), ..World::new(on).await };
        let (told, reports) = std::sync::mpsc::channel();
        let handler = Copier::failing(|name| (name == "bad").then(|| HandleError::failed("never")));
        let consumer = world.consumer_with(handler, |it| it.attempts = 3);
        let consumer = consumer.reporting(move |it| told.send(it.clone()).unwrap()).start().await.unwrap();
        let relay = world.relay();
        world.write(&[("ada", 1, "bad")]).await;
        for _ in 0..4 {
            world.settle(&relay, &consumer).await;
            world.clock.advance(Duration::from_hours(1));
        }
        let tries: Vec<_> = reports.try_iter().map(|it| match it {
            Report::Failed { attempts, .. } => (attempts, "retrying"),
            Report::Parked { attempts, .. } => (attempts, "parked"),
            other => panic!("{other:?}"),
        }).collect();
        assert_eq!(tries, [(1, "retrying"), (2, "retrying"), (3, "parked")]);
        assert_eq!(ParkedEvents::of(&world.consumer, STREAM.name).list(9).await.unwrap()[0].attempts, 3);
    }

    async fn when_most_keys_fail_nothing_is_parked_and_no_attempt_counts(on: On) {
        let world = World::new(on).await;
        let is_broken = Arc::new(AtomicBool::new(true));
        let handler = failing_on("x", &is_broken, || HandleError::failed("a bad deployment"));
        let relay = world.relay();
        let consumer = world.consumer_with(handler, |it| it.circuit.backoff.first = Duration::from_millis(10));
        let consumer = consumer.start().await.unwrap();
        let users: Vec<_> = (0..100).map(|it| format!("user-{it}")).collect();
        let rows: Vec<_> = users.iter().map(|it| (it.as_str(), 1, "x")).collect();
        let mut transaction = world.producer.begin().await.unwrap();
        for (user, number, name) in rows {
            apigen_test_events::write(&mut transaction, user, number, name).await.unwrap();
        }
        transaction.commit().await.unwrap();
        until(consumer.health_changes(), "the circuit opens", || consumer.metrics().circuit_opened > 1).await;
        assert!(matches!(consumer.health(), Health::CircuitOpen(_)));
        assert!(ParkedEvents::of(&world.consumer, STREAM.name).list(9).await.unwrap().is_empty());
        is_broken.store(false, Ordering::SeqCst);
        world.settle(&relay, &consumer).await;
        assert_eq!(consumer.metrics().handled, 100);
        assert_eq!(consumer.health(), Health::Working);
        world.check().await;
    }

    async fn a_change_that_cannot_be_published_parks_its_key(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        world.write(&[("ada", 1, POISON), ("bob", 1, "b"), ("ada", 2, "a")]).await;
        world.settle(&relay, &consumer).await;
        assert_eq!((world.effects("ada").await, world.effects("bob").await), (vec![], vec![1]));
        let failed = FailedChanges::of(&world.producer, apigen_test_events::SOURCE.queue, apigen_test_events::SOURCE.failed);
        let list = failed.list(10).await.unwrap();
        assert_eq!(list.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["ada", "ada"]);
        assert!(list[0].error.contains("its name is poison"), "{}", list[0].error);
        // The first is left out, the second goes on.
        assert!(failed.skip(list[0].number).await.unwrap());
        world.write(&[("ada", 3, "a")]).await;
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [2, 3]);
        assert!(failed.list(10).await.unwrap().is_empty());
    }

    async fn a_relay_that_is_told_to_halt_publishes_nothing_more(on: On) {
        let world = World::new(on).await;
        let relay = world.relay_with(|it| it.on_poison = OnPoison::Halt);
        world.write(&[("ada", 1, POISON), ("bob", 1, "b")]).await;
        until(relay.health_changes(), "the relay halts", || matches!(relay.health(), Health::Halted(_))).await;
        assert_eq!(relay.metrics().published, 0);
        // Mended in the journal, it goes on.
        let journal = if on == On::Postgres { "journal.users" } else { "journal_users" };
        world.execute(&format!("update {journal} set name = 'mended'")).await;
        until(relay.health_changes(), "the relay goes on", || relay.metrics().published == 2).await;
    }
}
