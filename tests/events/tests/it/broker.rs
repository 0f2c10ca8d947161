//! A broker that goes away, comes back, or has nowhere to put events.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::Health;
use apigen_events::transport::memory::Memory;
use apigen_test_events::{Copier, STREAM};
use apigen_test_servers::PATIENCE;
use tokio::time::timeout;

use crate::world::{On, World, on_both, until};

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
            for mut told in [relay.health_changes(), consumer.health_changes()] {
                let noticed = told.wait_for(|it| matches!(it, Health::Struggling(_)));
                timeout(PATIENCE, noticed).await.expect("both notice").unwrap();
            }
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
        // To a stream that is there again.
        until(relay.health_changes(), "the second is published", || relay.metrics().published == 2).await;
        assert!(relay.metrics().publish_failures > 0);
    }
}
