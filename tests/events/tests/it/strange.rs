//! What strange things arrive: copies, old and future events, unknown events, no events at all.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::testing::{Faults, Faulty};
use apigen_events::transport::Transport;
use apigen_events::{Clock, Message, ParkedEvents, Replay};
use apigen_test_events::{Copier, STREAM};
use apigen_types::DateTime;

use crate::world::{On, World, integer, on_both, rows};

/// An event as another version of the producer would publish it.
fn message(id: &str, kind: &str, time: DateTime, sequence: i64, more: &str) -> Message {
    let payload = format!(
        r#"{{"discriminator":"{kind}","event_id":"{id}","timestamp":"{time}","user":{{"id":"ada","number":{sequence},"name":"Ada"{more}}}}}"#
    );
    Message {
        id: id.to_owned(),
        kind: kind.to_owned(),
        time,
        key: "ada".to_owned(),
        sequence,
        replay: None,
        trace_parent: None,
        payload: payload.into(),
    }
}

async fn publish(world: &World, messages: &[Message]) {
    let address = STREAM.address().unwrap();
    let mut producer = world.transport.producer(&address).await.unwrap();
    assert_eq!(producer.publish(messages).await.confirmed, messages.len());
}

/// More faults than any broker has, and no waits.
fn many_faults(seed: u64) -> Faults {
    let mut faults = Faults::none(seed);
    (faults.duplicate, faults.reorder, faults.cut) = (250, 250, 100);
    (faults.refuse, faults.unconfirmed) = (125, 125);
    faults
}

async fn count(world: &World, sql: &str) -> i64 {
    integer(&rows(&world.consumer, sql).await[0][0])
}

on_both! {
    async fn copies_reordering_and_lost_connections_change_nothing(on: On) {
        for seed in 1..=3 {
            let world = World::new(on).await;
            let faulty: Arc<dyn Transport> = Arc::new(Faulty::new(Arc::clone(&world.transport), many_faults(seed)));
            let world = World { transport: faulty, ..world };
            let relay = world.relay_with(|it| (it.batch, it.backoff.first) = (7, Duration::from_millis(1)));
            let consumer = world.consumer_with(Copier::default(), |it| it.backoff.first = Duration::from_millis(1));
            let consumer = consumer.start().await.unwrap();
            for number in 1..=60 {
                world.write(&[("ada", number, "a"), ("bob", number, "b"), ("eve", number, "e")]).await;
            }
            world.settle(&relay, &consumer).await;
            world.check().await;
            for user in ["ada", "bob", "eve"] {
                assert_eq!(world.effects(user).await, (1..=60).collect::<Vec<_>>(), "seed {seed}");
            }
        }
    }

    async fn a_copy_that_comes_days_later_is_recognised(on: On) {
        let start: DateTime = DateTime::now();
        let world = World { clock: Clock::manual(start), ..World::new(on).await };
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        let event = message("e-1", "user_upserted", start, 1, "");
        publish(&world, std::slice::from_ref(&event)).await;
        consumer.settled().await;
        for _ in 0..3 {
            world.clock.advance(Duration::from_hours(30));
            publish(&world, std::slice::from_ref(&event)).await;
            consumer.settled().await;
        }
        assert_eq!(world.effects("ada").await, [1]);
        assert_eq!(consumer.metrics().duplicates, 3);
    }

    async fn copies_of_replays_that_interleave_are_handled_once_a_replay(on: On) {
        let world = World::new(on).await;
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        let event = message("e-1", "user_upserted", DateTime::now(), 1, "");
        let told_by = |id: &str| Message { replay: Some(Replay { id: id.to_owned(), target: None }), ..event.clone() };
        for replay in ["r-1", "r-2", "r-1", "r-2", "r-1"] {
            publish(&world, &[told_by(replay)]).await;
            consumer.settled().await;
        }
        // The copy that is told for the first time comes last, and is known already.
        publish(&world, std::slice::from_ref(&event)).await;
        consumer.settled().await;
        let told = rows(&world.consumer, "select replay_id from effects order by place").await;
        assert_eq!(told, [["r-1".into()], ["r-2".into()]]);
        assert_eq!((consumer.metrics().handled, consumer.metrics().duplicates), (2, 4));
    }

    async fn events_of_wrong_clocks_are_kept_aside_and_the_stream_goes_on(on: On) {
        let now = DateTime::now();
        let world = World { clock: Clock::manual(now), ..World::new(on).await };
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        let at = |days: i64| DateTime::from_unix_millis(now.as_unix_millis() + days * 86_400_000).unwrap();
        publish(&world, &[
            message("future", "user_upserted", at(3), 1, ""),
            message("ancient", "user_upserted", at(-30), 2, ""),
            message("present", "user_upserted", at(0), 3, ""),
        ])
        .await;
        consumer.settled().await;
        assert_eq!(world.effects("ada").await, [3]);
        assert_eq!(consumer.metrics().odd, 2);
        let odd = if on == On::Postgres { "inbox.odd_user_events" } else { "inbox_odd_user_events" };
        assert_eq!(count(&world, &format!("select count(*) from {odd}")).await, 2);
    }

    async fn a_clock_that_steps_back_changes_no_order(on: On) {
        let now = DateTime::now();
        let world = World { clock: Clock::manual(now), ..World::new(on).await };
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        for number in 1..=6 {
            world.write(&[("ada", number, "a")]).await;
            world.clock.set(DateTime::from_unix_millis(now.as_unix_millis() - number * 3_600_000).unwrap());
            world.settle(&relay, &consumer).await;
        }
        assert_eq!(world.effects("ada").await, [1, 2, 3, 4, 5, 6]);
        world.check().await;
    }

    async fn unknown_events_are_kept_for_the_version_that_knows_them(on: On) {
        let world = World::new(on).await;
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        let now = DateTime::now();
        publish(&world, &[message("e-1", "user_promoted", now, 1, ""), message("e-2", "user_upserted", now, 2, "")]).await;
        consumer.settled().await;
        assert_eq!(world.effects("ada").await, [2]);
        assert_eq!((consumer.metrics().unknown, consumer.metrics().handled), (1, 1));
        let parked = ParkedEvents::of(&world.consumer, STREAM.name);
        assert_eq!(parked.unknown().await.unwrap(), [("user_promoted".to_owned(), 1)]);
        // The next version knows it by that name; here it is one that cannot be read, so it is parked and not lost.
        assert_eq!(parked.reprocess("user_promoted").await.unwrap(), 1);
        consumer.settled().await;
        assert!(parked.list(1).await.unwrap()[0].error.contains("user_promoted"));
        assert!(parked.unknown().await.unwrap().is_empty());
    }

    async fn unknown_fields_are_no_obstacle(on: On) {
        let world = World::new(on).await;
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        publish(&world, &[message("e-1", "user_upserted", DateTime::now(), 1, r#","nickname":"A""#)]).await;
        consumer.settled().await;
        assert_eq!(world.effects("ada").await, [1]);
    }

    async fn an_event_that_cannot_be_read_is_parked_without_being_tried_again(on: On) {
        let world = World::new(on).await;
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        let broken = Message { payload: "{".into(), ..message("e-1", "user_upserted", DateTime::now(), 1, "") };
        publish(&world, &[broken]).await;
        consumer.settled().await;
        let parked = ParkedEvents::of(&world.consumer, STREAM.name).list(1).await.unwrap();
        assert_eq!((parked[0].state.as_str(), parked[0].attempts), ("parked", 1));
        assert!(parked[0].error.contains("not as this version's definition says"), "{}", parked[0].error);
    }
}
