//! Transactions: together or not at all, savepoints, and who wrote.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use apigen_store::{Author, Database, Engine, Isolation, StoreError};
use apigen_test_servers::Postgres;

use crate::support::{database, databases, number, script};

async fn insert(database: &Database, id: i64) -> apigen_store::Transaction<'static> {
    let mut transaction = database.begin().await.unwrap();
    transaction.execute("insert into t values ($1)", &[id.into()]).await.unwrap();
    transaction
}

#[tokio::test]
async fn what_is_not_committed_never_happened() {
    for database in databases().await {
        script(&database, "create table t (id bigint primary key)").await;
        drop(insert(&database, 1).await);
        insert(&database, 2).await.rollback().await.unwrap();
        insert(&database, 3).await.commit().await.unwrap();
        assert_eq!(number(&database, "select min(id) from t where 1 = (select count(*) from t)").await, 3);
    }
}

#[tokio::test]
async fn a_savepoint_is_part_of_what_is_around_it() {
    for database in databases().await {
        script(&database, "create table t (id bigint primary key)").await;
        let mut outer = insert(&database, 1).await;
        let mut kept = outer.begin().await.unwrap();
        kept.execute("insert into t values (2)", &[]).await.unwrap();
        kept.commit().await.unwrap();
        let mut failed = outer.begin().await.unwrap();
        failed.execute("insert into t values (4)", &[]).await.unwrap();
        let error = failed.execute("insert into t values (1)", &[]).await.unwrap_err();
        assert!(matches!(error, StoreError::AlreadyExists(_)), "{error:?}");
        failed.rollback().await.unwrap();
        outer.commit().await.unwrap();
        assert_eq!(number(&database, "select count(*) from t").await, 2, "{}", database.engine());
    }
}

#[tokio::test]
async fn readers_do_not_wait_for_writers() {
    for database in databases().await {
        script(&database, "create table t (id bigint primary key)").await;
        let writing = insert(&database, 1).await;
        assert_eq!(number(&database, "select count(*) from t").await, 0, "{}", database.engine());
        writing.commit().await.unwrap();
        assert_eq!(number(&database, "select count(*) from t").await, 1, "{}", database.engine());
    }
}

#[tokio::test]
async fn writers_queue_up() {
    for database in databases().await {
        script(&database, "create table t (id bigint primary key)").await;
        let writers = (0..50).map(|id| {
            let database = database.clone();
            tokio::spawn(async move { insert(&database, id).await.commit().await })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap().unwrap();
        }
        assert_eq!(number(&database, "select count(*) from t").await, 50, "{}", database.engine());
    }
}

/// What the triggers of a journal read.
fn who(engine: Engine) -> &'static str {
    match engine {
        Engine::Postgres => {
            "select nullif(current_setting('apigen.actor', true), ''), \
             nullif(current_setting('apigen.traceparent', true), '')"
        }
        Engine::Sqlite => "select (select actor from apigen_session), (select traceparent from apigen_session)",
    }
}

#[tokio::test]
async fn the_author_is_known_inside_the_transaction_and_gone_after_it() {
    for database in databases().await {
        let ada = database.signed(Author::new("usr-ada").traced("00-1-2-01"));
        let mut transaction = ada.begin().await.unwrap();
        let mut row = transaction.query(who(database.engine()), &[]).await.unwrap().remove(0);
        assert_eq!(
            (row.get(0).unwrap(), row.get(1).unwrap()),
            (Some("usr-ada".to_owned()), Some("00-1-2-01".to_owned()))
        );
        transaction.sign(&Author::new("usr-bob")).await.unwrap();
        let mut row = transaction.query(who(database.engine()), &[]).await.unwrap().remove(0);
        assert_eq!((row.get(0).unwrap(), row.get(1).unwrap()), (Some("usr-bob".to_owned()), None::<String>));
        transaction.commit().await.unwrap();

        let mut next = database.begin().await.unwrap();
        let mut row = next.query(who(database.engine()), &[]).await.unwrap().remove(0);
        assert_eq!((row.get(0).unwrap(), row.get(1).unwrap()), (None::<String>, None::<String>));
    }
}

#[tokio::test]
async fn reading_connections_of_sqlite_do_not_write() {
    let database = database(Engine::Sqlite).await;
    let error = database.query("create table t (id integer)", &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
}

/// What a future gives, unless it is given up after being polled so often.
async fn given_up_after<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut left) = (pin!(future), polls);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// A database with a table, by one connection that writes and by others.
async fn narrow(engine: Engine) -> [Database; 2] {
    let (url, narrow) = match engine {
        Engine::Postgres => (Postgres::shared().database(), "?max_connections=1"),
        Engine::Sqlite => ("sqlite::memory:".to_owned(), ""),
    };
    let narrow = Database::connect(&format!("{url}{narrow}")).await.unwrap();
    script(&narrow, "create table t (id bigint primary key)").await;
    let others = if engine == Engine::Postgres { Database::connect(&url).await.unwrap() } else { narrow.clone() };
    [narrow, others]
}

#[tokio::test]
async fn who_gives_up_a_begin_leaves_no_transaction_behind() {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        let [narrow, others] = narrow(engine).await;
        let mut written = 0_i64;
        // What a poll sees depends on the server, so all of it is done more than once.
        for _ in 0..10 {
            let mut polls = 0;
            while given_up_after(polls, narrow.begin()).await.is_none() {
                narrow.execute("insert into t values ($1)", [written.into()]).await.unwrap();
                (polls, written) = (polls + 1, written + 1);
                let seen = number(&others, "select count(*) from t").await;
                assert_eq!(seen, written, "{engine}: given up before poll {polls}");
            }
        }
    }
}

#[tokio::test]
async fn who_gives_up_an_isolated_begin_leaves_none_behind_either() {
    let [narrow, others] = narrow(Engine::Postgres).await;
    let mut polls = 0;
    while given_up_after(polls, narrow.begin_isolated(Isolation::Serializable)).await.is_none() {
        narrow.execute("insert into t values ($1)", [i64::try_from(polls).unwrap().into()]).await.unwrap();
        polls += 1;
        assert_eq!(number(&others, "select count(*) from t").await, i64::try_from(polls).unwrap());
    }
}

#[tokio::test]
async fn of_two_that_count_what_the_other_adds_a_serializable_one_has_to_start_anew() {
    let database = database(Engine::Postgres).await.signed(Author::new("ada"));
    script(&database, "create table t (id bigint primary key)").await;
    for (isolation, expected) in [(Isolation::RepeatableRead, 2), (Isolation::Serializable, 3)] {
        let mut both = Vec::new();
        for _ in 0..2 {
            let mut one = database.begin_isolated(isolation).await.unwrap();
            one.query("select count(*) from t", &[]).await.unwrap();
            both.push(one);
        }
        let mut ends = Vec::new();
        for (id, mut one) in (expected * 10..).zip(both) {
            let written = one.execute("insert into t values ($1)", &[id.into()]).await;
            ends.push(match written {
                Ok(_) => one.commit().await,
                Err(error) => Err(error),
            });
        }
        let contended = matches!(ends[1], Err(StoreError::Contended(_)));
        assert_eq!(
            (ends[0].is_ok(), contended),
            (true, isolation == Isolation::Serializable),
            "{isolation:?}: {ends:?}"
        );
        assert_eq!(number(&database, "select count(*) from t").await, expected);
    }
}

#[tokio::test]
async fn who_gives_up_a_savepoint_cannot_go_on_outside_of_any_transaction() {
    for database in databases().await {
        script(&database, "create table t (id bigint primary key)").await;
        let mut outer = insert(&database, 1).await;
        while given_up_after(1, outer.begin()).await.is_some() {}
        let error = outer.execute("insert into t values (2)", &[]).await.unwrap_err();
        assert!(matches!(error, StoreError::Aborted), "{error:?}");
        outer.commit().await.unwrap_err();
        assert_eq!(number(&database, "select count(*) from t").await, 0, "{}", database.engine());
    }
}
