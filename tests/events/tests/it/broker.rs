//! A broker that goes away, comes back, or has nowhere to put events.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::Health;
use apigen_events::transport::memory::Memory;
use apigen_test_events::{Copier, STREAM};

use crate::world::{On, World, eventually, on_both};

on_both! {
    async fn what_is_written_while_the_broker_is_away_arrives_when_it_is_back(on: On) {
        let broker = Memory::new();
        let world = World { transport: Arc::new(broker.clone()), ..World::new(on).await };
        let relay = world.relay_with(|it| it.backoff.longest = Duration::from_millis(50));
        let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(50));
        let consumer = consumer.start().await.unwrap();
        world.write(&[("ada", 1, "a")]).await;
        world.settle(&relay, &consumer).await;
        for round in 0..3 {
            broker.stop();
            world.write(&[("ada", 2 + 2 * round, "a"), ("ada", 3 + 2 * round, "a")]).await;
            eventually("both notice", async || {
                matches!(relay.health(), Health::Struggling(_)) && matches!(consumer.health(), Health::Struggling(_))
            })
            .await;
            broker.start();
            world.settle(&relay, &consumer).await;
        }
        world.check().await;
        assert_eq!(world.effects("ada").await, (1..=7).collect::<Vec<_>>());
    }

    async fn events_that_nobody_takes_stay_queued(on: On) {
        let broker = Memory::new();
        let world = World { transport: Arc::new(broker.clone()), ..World::new(on).await };
        let relay = world.relay_with(|it| it.backoff.longest = Duration::from_millis(50));
        world.write(&[("ada", 1, "a")]).await;
        relay.settled().await;
        broker.remove(&STREAM.address().unwrap());
        world.write(&[("ada", 2, "a")]).await;
        eventually("the second is published to a stream that is there again", async || relay.metrics().published == 2).await;
        assert!(relay.metrics().publish_failures > 0);
    }
}
