//! Transactions that overlap: ids become visible in another order than they were given.

use std::sync::Arc;
use std::time::Duration;

use apigen_store::{Database, Value};
use apigen_test_events::Copier;
use tokio::sync::watch;

use crate::world::{On, World, integer, rows};

/// Many writers, each of which inserts a row and updates one of few rows that all of them update.
///
/// Every second one lets another commit in between, so that its own id is the smaller one and becomes visible later.
async fn overlap(database: &Database, writers: i64, each: i64) {
    let mut transaction = database.begin().await.unwrap();
    transaction.script("insert into users select 'hot-' || n, 0, 'h' from generate_series(0, 9) n").await.unwrap();
    transaction.commit().await.unwrap();
    let commits = Arc::new(watch::Sender::new(0));
    let others = Arc::new(commits.subscribe());
    let write = |writer: i64| {
        let (database, others) = (database.clone(), Arc::clone(&others));
        let quick = (writer % 2 == 0).then(|| Arc::clone(&commits));
        async move {
            for number in 0..each {
                let mut transaction = database.begin().await.unwrap();
                let own: [Value; 1] = [format!("own-{writer}-{number}").into()];
                transaction.execute("insert into users values ($1, 1, 'o')", &own).await.unwrap();
                if quick.is_none() {
                    let mut others = watch::Receiver::clone(&others);
                    others.mark_unchanged();
                    // Once the quick ones have ended there is nobody to wait for.
                    let _ = others.changed().await;
                }
                let hot: [Value; 1] = [format!("hot-{}", (writer + number) % 10).into()];
                transaction.execute("update users set number = number + 1 where id = $1", &hot).await.unwrap();
                transaction.commit().await.unwrap();
                if let Some(quick) = &quick {
                    quick.send_modify(|count| *count += 1);
                }
            }
        }
    };
    let tasks: Vec<_> = (0..writers).map(|writer| tokio::spawn(write(writer))).collect();
    drop(commits);
    for task in tasks {
        task.await.unwrap();
    }
}

/// A reader that remembers the last id: what nobody should build, and the proof that the load is one that catches it.
async fn naive(database: Database, seen: tokio::sync::watch::Receiver<bool>) -> usize {
    let (mut last, mut count) = (0, 0);
    loop {
        let is_over = *seen.borrow();
        let sql = "select journal_id from journal.users where journal_id > $1 order by 1";
        let rows = database.query(sql, &[Value::Integer(last)]).await.unwrap();
        for mut row in rows {
            last = row.get(0).unwrap();
            count += 1;
        }
        if is_over {
            return count;
        }
    }
}

#[tokio::test]
async fn nothing_is_lost_where_a_reader_by_id_loses() {
    let world = World::new(On::Postgres).await;
    let relay = world.relay_with(|it| it.batch = 50);
    let consumer = world.consumer(Copier::default()).start().await.unwrap();
    let (over, watch) = tokio::sync::watch::channel(false);
    let naive = tokio::spawn(naive(world.producer.clone(), watch));
    overlap(&world.producer, 8, 60).await;
    over.send(true).unwrap();
    let seen = naive.await.unwrap();
    world.settle(&relay, &consumer).await;
    world.check().await;
    let recorded = integer(&rows(&world.producer, "select count(*) from journal.users").await[0][0]);
    assert!(seen < usize::try_from(recorded).unwrap(), "the load is too tame to prove anything: nothing was lost");
    for hot in 0..10 {
        let numbers = world.effects(&format!("hot-{hot}")).await;
        assert!(numbers.is_sorted(), "hot-{hot} went backwards: {numbers:?}");
    }
}

#[tokio::test]
async fn an_open_transaction_holds_nobody_else_up() {
    let world = World::new(On::Postgres).await;
    let relay = world.relay_with(|it| it.pass_over = Duration::ZERO);
    let consumer = world.consumer(Copier::default()).start().await.unwrap();
    let mut open = world.producer.begin().await.unwrap();
    apigen_test_events::write(&mut open, "slow", 1, "s").await.unwrap();
    for number in 1..=20 {
        world.write(&[("ada", number, "a")]).await;
    }
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("ada").await, (1..=20).collect::<Vec<_>>());
    // Each time it is idle the relay looks whether it may pass over what it has published; the id of the open one lies
    // below. The first look remembers how far it is, the second would pass.
    for _ in 0..4 {
        relay.settled().await;
    }
    world.write(&[("ada", 21, "a")]).await;
    world.settle(&relay, &consumer).await;
    open.commit().await.unwrap();
    world.settle(&relay, &consumer).await;
    assert_eq!(world.effects("slow").await, [1]);
    world.check().await;
}

#[tokio::test]
async fn a_snapshot_that_is_held_for_long_hides_nothing_from_others() {
    let world = World::new(On::Postgres).await;
    let relay = world.relay_with(|it| (it.batch, it.pass_over) = (10, Duration::ZERO));
    let consumer = world.consumer(Copier::default()).start().await.unwrap();
    let mut held = Vec::new();
    for database in [&world.producer, &world.consumer] {
        let mut snapshot = database.begin().await.unwrap();
        snapshot.execute("set transaction isolation level repeatable read", &[]).await.unwrap();
        snapshot.execute("select count(*) from pg_class", &[]).await.unwrap();
        held.push(snapshot);
    }
    for round in 0..5 {
        for number in 1..=20 {
            world.write(&[("ada", round * 20 + number, "a"), ("bob", round * 20 + number, "b")]).await;
        }
        world.settle(&relay, &consumer).await;
        world.check().await;
    }
    for snapshot in held {
        snapshot.rollback().await.unwrap();
    }
    world.write(&[("ada", 101, "a")]).await;
    world.settle(&relay, &consumer).await;
    world.check().await;
    assert_eq!(world.effects("ada").await, (1..=101).collect::<Vec<_>>());
}
