//! A database that goes away, is full, or takes no writes.

use std::time::Duration;

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
    let read_only = |value: &str| {
        server.execute("postgres", &format!("alter database {name} set default_transaction_read_only = {value}"));
        let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname";
        server.execute("postgres", &format!("{end} = '{name}'"));
    };
    read_only("on");
    world.write(&[("ada", 2, "a")]).await;
    until(consumer.health_changes(), "the consumer fails", || consumer.metrics().database_failures > 2).await;
    assert_eq!(world.effects("ada").await, [1]);
    read_only("off");
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
    let pages = async |limit: &str| {
        let mut connection = world.consumer.as_sqlite().unwrap().acquire().await.unwrap();
        apigen_store::sqlx::raw_sql(apigen_store::sqlx::AssertSqlSafe(format!("pragma max_page_count = {limit}")))
            .execute(&mut *connection)
            .await
            .unwrap();
    };
    // SQLite takes no limit below what there is, so this is exactly full.
    pages("1").await;
    let long = "x".repeat(20_000);
    world.write(&[("ada", 2, &long), ("ada", 3, "a")]).await;
    until(consumer.health_changes(), "the consumer fails", || consumer.metrics().database_failures > 0).await;
    pages("1000000").await;
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("ada").await, [1, 2, 3]);
    assert_eq!((consumer.metrics().retried, consumer.metrics().parked), (0, 0));
    world.check().await;
}
