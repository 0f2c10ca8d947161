//! The journal: every change once, with its author, and nothing of what changed nothing.

use apigen_store::{Author, Database, Engine, Operation, StoreError, Written};
use golden_kinds_v0::Thing;
use golden_kinds_v0::store::Things;

use crate::support::{databases, id, number, thing};

/// The journal and the queues of both streams have the same number of rows.
async fn recorded(database: &Database) -> i64 {
    let journal = number(database, "select count(*) from {journal.things}").await;
    for queue in ["{journal.queue_thing_events}", "{journal.queue_sharded_things}"] {
        assert_eq!(number(database, &format!("select count(*) from {queue}")).await, journal, "{queue}");
    }
    journal
}

#[tokio::test]
async fn a_row_has_a_history_with_authors() {
    for database in databases().await {
        let signed = |it: &str| database.signed(Author::new(it).traced("00-ab-cd-01"));
        let mut changed = thing(1);
        Things::of(&signed("ada")).insert(&changed).await.unwrap();
        changed.text = "other".into();
        Things::of(&signed("bob")).update(&mut changed).await.unwrap();
        Things::of(&database).delete(id(1)).await.unwrap();

        let history = Things::of(&database).history(id(1), 0, 100).await.unwrap();
        let told: Vec<_> =
            history.iter().map(|it| (it.operation, it.author.actor.as_deref(), it.row.text.as_str())).collect();
        let expected = [
            (Operation::Insert, Some("ada"), "thing 1"),
            (Operation::Update, Some("bob"), "other"),
            (Operation::Delete, None, "other"),
        ];
        assert_eq!(told, expected, "{}", database.engine());
        assert_eq!(history[0].author.traceparent.as_deref(), Some("00-ab-cd-01"));
        assert_eq!(history[1].row.version, 2);
        assert!(history.is_sorted_by(|a, b| a.id < b.id && a.time <= b.time));
        let rest = Things::of(&database).history(id(1), history[0].id, 1).await.unwrap();
        assert_eq!(rest, history[1..2]);
    }
}

#[tokio::test]
async fn what_changes_nothing_leaves_no_trace() {
    for database in databases().await {
        let mut things = Things::of(&database);
        let all: Vec<_> = (0..1_000).map(thing).collect();
        assert_eq!(things.upsert_all(&all).await.unwrap(), 1_000);
        assert_eq!(recorded(&database).await, 1_000, "{}", database.engine());
        assert_eq!(things.upsert_all(&all).await.unwrap(), 0);
        assert_eq!(things.update(&mut thing(3)).await.unwrap(), Written::Unchanged);
        assert_eq!(recorded(&database).await, 1_000, "{}", database.engine());
        assert_eq!(things.upsert(&Thing { yes: false, ..thing(3) }).await.unwrap(), Written::Changed);
        assert_eq!(recorded(&database).await, 1_001);
    }
}

#[tokio::test]
async fn what_is_rolled_back_was_never_recorded() {
    for database in databases().await {
        let mut transaction = database.begin().await.unwrap();
        Things::of(&mut transaction).insert(&thing(1)).await.unwrap();
        transaction.rollback().await.unwrap();
        assert_eq!(recorded(&database).await, 0, "{}", database.engine());
    }
}

#[tokio::test]
async fn a_person_at_the_prompt_is_recorded_too() {
    for database in databases().await {
        Things::of(&database).insert_all(&[thing(1), thing(2)]).await.unwrap();
        database.execute("update things set text = 'by hand'", []).await.unwrap();
        database.execute("delete from things", []).await.unwrap();
        assert_eq!(recorded(&database).await, 6, "{}", database.engine());
        let history = Things::of(&database).history(id(2), 0, 10).await.unwrap();
        assert_eq!(
            history.iter().map(|it| it.row.text.as_str()).collect::<Vec<_>>(),
            ["thing 2", "by hand", "by hand"]
        );
    }
}

#[tokio::test]
async fn keys_do_not_change() {
    for database in databases().await {
        Things::of(&database).insert(&thing(1)).await.unwrap();
        let text = if database.engine() == Engine::Postgres { "::uuid" } else { "" };
        let sql = format!("update things set id = '00000000-0000-0000-0000-000000000009'{text}");
        let error = database.execute(sql, []).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Refused(why) if why.contains("the key of a row of things cannot change")),
            "{error:?}"
        );
        assert_eq!(recorded(&database).await, 1, "{}", database.engine());
    }
}
