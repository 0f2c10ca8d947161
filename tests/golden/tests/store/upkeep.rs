//! Upkeep with a clock of its own: the journal of things is cut into days and kept for 90 of them.

use apigen_store::{Database, Engine, Reason};
use apigen_types::DateTime;
use golden_kinds_v0::store::Things;

use crate::support::{database, number, thing};

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

fn in_days(days: u32) -> DateTime {
    DateTime::now().checked_add(DAY * days).unwrap()
}

async fn publish(database: &Database) {
    for queue in ["queue_thing_events", "queue_sharded_things"] {
        let separator = if database.engine() == Engine::Postgres { "." } else { "_" };
        database.execute(format!("delete from journal{separator}{queue}"), []).await.unwrap();
    }
}

async fn parts(database: &Database) -> i64 {
    number(database, "select count(*) from pg_inherits where inhparent = 'journal.things'::regclass").await
}

#[tokio::test]
async fn parts_are_made_ahead_and_old_ones_dropped() {
    let database = database(Engine::Postgres).await;
    Things::of(&database).insert(&thing(1)).await.unwrap();
    let (today, at_first) = (database.upkeep(DateTime::now()).await.unwrap(), parts(&database).await);
    assert_eq!((today.made, today.dropped.len()), (0, 0), "the schema made what is needed today");

    let next = database.upkeep(in_days(5)).await.unwrap();
    assert_eq!(parts(&database).await, at_first + 5, "a day of the journal for each day that passed");
    assert!(next.made >= 5 && next.dropped.is_empty());

    let later = database.upkeep(in_days(100)).await.unwrap();
    assert!(matches!(later.kept.as_slice(), [(_, Reason::Unpublished)]), "{later:?}");
    assert!(later.dropped.len() > 5, "empty days wait for nobody");
    assert_eq!(number(&database, "select count(*) from journal.things").await, 1);

    publish(&database).await;
    let later = database.upkeep(in_days(100)).await.unwrap();
    assert_eq!((later.dropped.len(), later.kept.len()), (1, 0), "{later:?}");
    assert_eq!(number(&database, "select count(*) from journal.things").await, 0);
}

#[tokio::test]
async fn rounds_that_follow_each_other_all_happen() {
    let database = database(Engine::Postgres).await;
    for day in 5..25 {
        let round = database.upkeep(in_days(day)).await.unwrap();
        assert!(round.made > 0, "day {day}: the round before still held the lock");
    }
}

#[tokio::test]
async fn a_part_that_is_read_stays_until_the_next_round() {
    let database = database(Engine::Postgres).await;
    Things::of(&database).insert(&thing(1)).await.unwrap();
    publish(&database).await;
    let mut reader = database.begin().await.unwrap();
    reader.query("select count(*) from journal.things", &[]).await.unwrap();
    let busy = database.upkeep(in_days(100)).await.unwrap();
    assert!(busy.kept.iter().any(|(_, reason)| *reason == Reason::InUse), "{busy:?}");
    reader.commit().await.unwrap();
    let free = database.upkeep(in_days(100)).await.unwrap();
    assert_eq!(free.kept, [], "what was detached half way is finished");
    assert_eq!(number(&database, "select count(*) from journal.things").await, 0);
}

#[tokio::test]
async fn old_rows_of_sqlite_go_when_they_were_published() {
    let database = database(Engine::Sqlite).await;
    Things::of(&database).insert_all(&(0..2_500).map(thing).collect::<Vec<_>>()).await.unwrap();
    assert_eq!(database.upkeep(in_days(80)).await.unwrap(), apigen_store::Upkeep::default());
    let later = database.upkeep(in_days(100)).await.unwrap();
    assert_eq!((later.dropped.len(), later.kept), (0, vec![("journal_things".to_owned(), Reason::Unpublished)]));
    publish(&database).await;
    let later = database.upkeep(in_days(100)).await.unwrap();
    assert_eq!(later.dropped, ["journal_things"]);
    assert_eq!(number(&database, "select count(*) from journal_things").await, 0);
}
