//! Telling events once more.

use std::time::Duration;

use apigen_events::{Chosen, Clock, ConsumerName, Journals, ReplayRequest};
use apigen_test_events::{Copier, SOURCE};
use apigen_types::DateTime;

use crate::world::{On, World, integer, on_both, rows};

async fn replay(world: &World, request: ReplayRequest) -> u64 {
    let journals = Journals::of(&SOURCE, world.producer.engine());
    request.at(world.clock.clone()).queue(&world.producer, &journals).await.unwrap().changes
}

/// How many effects replays had.
async fn replayed(world: &World) -> i64 {
    integer(&rows(&world.consumer, "select count(*) from effects where replay_id <> ''").await[0][0])
}

on_both! {
    async fn by_ids_times_keys_and_the_latest_of_each(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        let start = DateTime::now();
        world.write(&[("ada", 1, "a"), ("bob", 1, "b"), ("ada", 2, "a"), ("eve", 1, "e")]).await;
        world.settle(&relay, &consumer).await;
        let mut expected = 0;
        let before = DateTime::from_unix_millis(start.as_unix_millis() - 60_000).unwrap();
        let after = DateTime::from_unix_millis(start.as_unix_millis() + 60_000).unwrap();
        for (chosen, count) in [
            (Chosen::Ids(2, 3), 2),
            (Chosen::Times(before, after), 4),
            (Chosen::Times(before, before), 0),
            (Chosen::Key("ada".to_owned()), 2),
            (Chosen::LatestPerKey, 3),
        ] {
            assert_eq!(replay(&world, ReplayRequest::new(chosen.clone())).await, count, "{chosen:?}");
            world.settle(&relay, &consumer).await;
            expected += i64::try_from(count).unwrap();
            assert_eq!(replayed(&world).await, expected, "{chosen:?}");
        }
        world.check().await;
    }

    async fn live_events_keep_their_order_meanwhile(on: On) {
        let world = World::new(on).await;
        let relay = world.relay_with(|it| (it.batch, it.replay_batch) = (5, 3));
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        for number in 1..=40 {
            world.write(&[("ada", number, "a")]).await;
        }
        world.settle(&relay, &consumer).await;
        assert_eq!(replay(&world, ReplayRequest::new(Chosen::Key("ada".to_owned()))).await, 40);
        for number in 41..=80 {
            world.write(&[("ada", number, "a")]).await;
        }
        world.settle(&relay, &consumer).await;
        let told = |which: &str| format!("select number from effects where replay_id {which} '' order by place");
        let numbers = async |which: &str| -> Vec<i64> {
            rows(&world.consumer, &told(which)).await.iter().map(|it| integer(&it[0])).collect()
        };
        assert_eq!(numbers("=").await, (1..=80).collect::<Vec<_>>(), "new events");
        assert_eq!(numbers("<>").await, (1..=40).collect::<Vec<_>>(), "replayed events, in the journal's order");
        world.check().await;
    }

    async fn two_replays_of_the_same_events_at_once(on: On) {
        let world = World::new(on).await;
        world.write(&[("ada", 1, "a"), ("ada", 2, "a"), ("bob", 1, "b")]).await;
        let relay = world.relay();
        relay.settled().await;
        for _ in 0..2 {
            replay(&world, ReplayRequest::new(Chosen::Ids(1, 3))).await;
        }
        relay.settled().await;
        // All nine wait at the broker by now, and are stored as one batch.
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        world.settle(&relay, &consumer).await;
        assert_eq!(replayed(&world).await, 6);
        let told = "select number from effects where id = 'ada' and replay_id <> '' order by place";
        let told: Vec<_> = rows(&world.consumer, told).await.iter().map(|it| integer(&it[0])).collect();
        assert_eq!(told.iter().filter(|it| **it == 1).count(), 2, "{told:?}");
        assert_eq!((told[0], told[3]), (1, 2), "{told:?}");
        world.check().await;
    }

    async fn to_one_consumer_and_no_other(on: On) {
        let world = World::new(on).await;
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        world.write(&[("ada", 1, "a")]).await;
        world.settle(&relay, &consumer).await;
        let other = ReplayRequest::new(Chosen::LatestPerKey).to(ConsumerName::new("somebody-else").unwrap());
        replay(&world, other).await;
        world.settle(&relay, &consumer).await;
        assert_eq!((replayed(&world).await, consumer.metrics().not_ours), (0, 1));
        let own = ReplayRequest::new(Chosen::LatestPerKey).to(ConsumerName::new("copies").unwrap());
        replay(&world, own).await;
        world.settle(&relay, &consumer).await;
        assert_eq!(replayed(&world).await, 1);
    }

    async fn no_faster_than_asked_for(on: On) {
        // Far from this machine's clock, at which nothing here may look.
        let earlier = DateTime::from_unix_millis(DateTime::now().as_unix_millis() - 3_600_000).unwrap();
        let world = World { clock: Clock::manual(earlier), ..World::new(on).await };
        let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
        for number in 1..=10 {
            world.write(&[("ada", number, "a")]).await;
        }
        world.settle(&relay, &consumer).await;
        replay(&world, ReplayRequest::new(Chosen::LatestPerKey)).await;
        replay(&world, ReplayRequest::new(Chosen::Key("ada".to_owned())).at_most(1)).await;
        world.clock.advance(Duration::from_millis(4_500));
        world.settle(&relay, &consumer).await;
        assert_eq!(replayed(&world).await, 6, "one at once, and of the others those of the first five seconds");
        world.clock.advance(Duration::from_mins(1));
        world.settle(&relay, &consumer).await;
        assert_eq!(replayed(&world).await, 11);
    }
}
