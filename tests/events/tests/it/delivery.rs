//! The ordinary way: what is committed arrives, once and in order.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use apigen_events::{Mode, RunningConsumer};
use apigen_test_events::{Copier, write};

use crate::world::{On, World, on_both};

on_both! {
    async fn inserts_updates_and_deletes_arrive(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        world.write(&[("ada", 1, "Ada"), ("bob", 1, "Bob"), ("ada", 2, "Ada L.")]).await;
        world.execute("delete from users where id = 'bob'").await;
        world.settle(&relay, &consumer).await;
        world.check().await;
        assert_eq!(world.effects("ada").await, [1, 2]);
        assert_eq!(world.effects("bob").await, [1, -1]);
        relay.stop().await;
        consumer.stop().await;
    }

    async fn what_is_rolled_back_is_never_told(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        let mut transaction = world.producer.begin().await.unwrap();
        write(&mut transaction, "ada", 1, "Ada").await.unwrap();
        transaction.rollback().await.unwrap();
        world.write(&[("bob", 1, "Bob")]).await;
        world.settle(&relay, &consumer).await;
        world.check().await;
        assert_eq!(consumer.metrics().received, 1);
    }

    async fn a_write_that_changes_nothing_tells_nothing(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        world.write(&[("ada", 1, "Ada"), ("ada", 1, "Ada")]).await;
        world.settle(&relay, &consumer).await;
        assert_eq!(world.effects("ada").await, [1]);
    }

    async fn events_can_be_stored_and_handled_in_one_transaction(on: On) {
        let world = World::new(on).await;
        let relay = world.relay();
        let handler = Copier::default();
        let consumer = world.consumer_with(handler, |it| it.mode = Mode::Fused).start().await.unwrap();
        for number in 1..=20 {
            world.write(&[("ada", number, "Ada"), ("bob", number, "Bob")]).await;
        }
        world.settle(&relay, &consumer).await;
        world.check().await;
        assert_eq!(world.effects("ada").await, (1..=20).collect::<Vec<_>>());
    }

    async fn what_was_committed_while_nobody_listened_arrives_later(on: On) {
        let world = World::new(on).await;
        world.write(&[("ada", 1, "Ada")]).await;
        let relay = world.relay();
        relay.settled().await;
        relay.stop().await;
        world.write(&[("ada", 2, "Ada")]).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        world.settle(&relay, &consumer).await;
        world.check().await;
        assert_eq!(world.effects("ada").await, [1, 2]);
    }

    async fn of_two_processes_one_works_and_the_other_takes_over(on: On) {
        let world = World::new(on).await;
        let mut relays = VecDeque::from([world.relay(), world.relay()]);
        let consumer = async || world.consumer(Copier::default()).start().await.unwrap();
        let mut consumers = VecDeque::from([consumer().await, consumer().await]);
        // The one that has been there for longest ends and a new one comes, until each of the first two has worked.
        for round in 0..4 {
            for number in 25 * round + 1..=25 * (round + 1) {
                world.write(&[("ada", number, "Ada")]).await;
                if number == 25 * round + 10 {
                    relays.pop_front().unwrap().stop().await;
                    consumers.pop_front().unwrap().stop().await;
                }
            }
            world.settle(&relays[0], &consumers[0]).await;
            assert_eq!(world.effects("ada").await, (1..=25 * (round + 1)).collect::<Vec<_>>());
            relays.push_back(world.relay());
            consumers.push_back(consumer().await);
        }
        world.check().await;
    }

    async fn a_consumer_that_is_slower_than_the_producer_holds_it_up_and_not_more(on: On) {
        let world = World::new(on).await;
        let relay = world.relay();
        // Whatever is handled looks how much waits at that moment.
        let (running, most) = (Arc::new(OnceLock::<RunningConsumer>::new()), Arc::new(AtomicU64::new(0)));
        let (seen, of) = (Arc::clone(&most), Arc::downgrade(&running));
        let handler = Copier::failing(move |_| {
            if let Some(consumer) = of.upgrade().as_ref().and_then(|it| it.get()) {
                seen.fetch_max(consumer.metrics().backlog, Ordering::SeqCst);
            }
            None
        });
        let consumer = world.consumer_with(handler, |it| (it.batch, it.backlog) = (10, 20)).start().await.unwrap();
        let consumer = running.get_or_init(|| consumer);
        let mut transaction = world.producer.begin().await.unwrap();
        for number in 0..500 {
            write(&mut transaction, &format!("user-{}", number % 7), number, "x").await.unwrap();
        }
        transaction.commit().await.unwrap();
        world.settle(&relay, consumer).await;
        assert_eq!(consumer.metrics().handled, 500);
        let most = most.load(Ordering::SeqCst);
        assert!((1..=30).contains(&most), "{most} events waited, and 20 and a batch may");
        world.check().await;
    }
}
