//! A database that goes away, is full, or takes no writes.

use std::time::Duration;

use apigen_store::Database;
use apigen_test_events::{Copier, create_copy, create_users};
use apigen_test_servers::{Postgres, eventually};

use crate::world::{On, World, open, until};

#[tokio::test]
async fn postgresql_is_killed_and_started_again() {
    let mut server = Postgres::start();
    let world = World::new(On::Postgres).await;
    let (producer, consumer) = (open(&server.database()).await, open(&server.database()).await);
    create_users(&producer).await.unwrap();
    create_copy(&consumer).await.unwrap();
    let world = World { producer, consumer, ..world };
    let relay = world.relay_with(|it| it.backoff.longest = Duration::from_millis(100));
    let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(100));
    let consumer = consumer.start().await.unwrap();
    for round in 0..4 {
        for number in 1..=25 {
            world.write(&[("ada", round * 25 + number, "a"), ("bob", round * 25 + number, "b")]).await;
        }
        // In the middle of whatever is under way.
        if round % 2 == 0 {
            server.kill();
        } else {
            server.stop();
        }
        server.start_again();
        eventually("connections are made again", async || world.producer.query("select 1", &[]).await.ok()).await;
    }
    world.settle(&relay, &consumer).await;
    world.check().await;
    assert_eq!(world.effects("ada").await, (1..=100).collect::<Vec<_>>());
    assert!(relay.metrics().database_failures > 0 || consumer.metrics().database_failures > 0);
}

#[tokio::test]
async fn a_consumer_whose_database_takes_no_writes_waits_and_burns_no_attempts() {
    let server = Postgres::start();
    let world = World::new(On::Postgres).await;
    let database = server.database();
    let consumer = open(&database).await;
    create_copy(&consumer).await.unwrap();
    let world = World { consumer, ..world };
    let relay = world.relay();
    let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(50));
    let consumer = consumer.start().await.unwrap();
    world.write(&[("ada", 1, "a")]).await;
    world.settle(&relay, &consumer).await;
    let name = database.rsplit('/').next().unwrap();
    server.set_read_only(name, true);
    world.write(&[("ada", 2, "a")]).await;
    until(consumer.health_changes(), "the consumer fails", || consumer.metrics().database_failures > 2).await;
    assert_eq!(world.effects("ada").await, [1]);
    server.set_read_only(name, false);
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("ada").await, [1, 2]);
    assert_eq!((consumer.metrics().retried, consumer.metrics().parked), (0, 0));
    world.check().await;
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let consumer = open(&format!("sqlite:{}", folder.path().join("copies.db").display())).await;
    create_copy(&consumer).await.unwrap();
    let world = World { consumer, ..World::new(On::Sqlite).await };
    let relay = world.relay();
    let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(50));
    let consumer = consumer.start().await.unwrap();
    world.write(&[("ada", 1, "a")]).await;
    world.settle(&relay, &consumer).await;
    limit_pages(&world.consumer, "1").await;
    let long = "x".repeat(20_000);
    world.write(&[("ada", 2, &long), ("ada", 3, "a")]).await;
    until(consumer.health_changes(), "the consumer fails", || consumer.metrics().database_failures > 0).await;
    limit_pages(&world.consumer, "1000000").await;
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("ada").await, [1, 2, 3]);
    assert_eq!((consumer.metrics().retried, consumer.metrics().parked), (0, 0));
    world.check().await;
}

#[tokio::test]
async fn a_relay_whose_database_takes_no_writes_waits_and_loses_nothing() {
    let server = Postgres::start();
    let database = server.database();
    let producer = open(&database).await;
    create_users(&producer).await.unwrap();
    let world = World { producer, ..World::new(On::Postgres).await };
    // Written while nobody publishes, so that the relay finds changes that it could not remove.
    world.write(&[("ada", 1, "a"), ("bob", 1, "b"), ("ada", 2, "a")]).await;
    let name = database.rsplit('/').next().unwrap();
    server.set_read_only(name, true);
    let relay = world.relay_with(|it| it.backoff.longest = Duration::from_millis(50));
    let consumer = world.consumer(Copier::default()).start().await.unwrap();
    until(relay.health_changes(), "the relay fails", || relay.metrics().database_failures > 2).await;
    server.set_read_only(name, false);
    world.settle(&relay, &consumer).await;
    world.check().await;
    assert_eq!(world.effects("ada").await, [1, 2]);
}

#[tokio::test]
async fn a_disk_that_is_full_for_the_producer_stops_what_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let producer = open(&format!("sqlite:{}", folder.path().join("users.db").display())).await;
    create_users(&producer).await.unwrap();
    let world = World { producer, ..World::new(On::Sqlite).await };
    let (relay, consumer) = (world.relay(), world.consumer(Copier::default()).start().await.unwrap());
    world.write(&[("ada", 1, "a")]).await;
    world.settle(&relay, &consumer).await;
    limit_pages(&world.producer, "1").await;
    let mut transaction = world.producer.begin().await.unwrap();
    let refused = apigen_test_events::write(&mut transaction, "ada", 2, &"x".repeat(50_000)).await;
    assert!(refused.is_err(), "there is no room for it");
    drop(transaction);
    limit_pages(&world.producer, "1000000").await;
    world.write(&[("ada", 3, "a")]).await;
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("ada").await, [1, 3], "what was refused is not told");
    world.check().await;
}

/// Lets a database on SQLite grow to so many pages, and not below what it has: then it is exactly full.
async fn limit_pages(database: &Database, pages: &str) {
    let mut connection = database.as_sqlite().unwrap().acquire().await.unwrap();
    let pragma = apigen_store::sqlx::AssertSqlSafe(format!("pragma max_page_count = {pages}"));
    apigen_store::sqlx::raw_sql(pragma).execute(&mut *connection).await.unwrap();
}
