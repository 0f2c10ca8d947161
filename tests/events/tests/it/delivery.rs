//! The ordinary way: what is committed arrives, once and in order.

use apigen_test_events::Copier;

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
}
