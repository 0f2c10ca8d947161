//! Refusals: the same variant for the same reason on both engines.

use std::time::Duration;

use apigen_store::{Database, Engine, Options, Refusal, StoreError};
use apigen_test_servers::Postgres;

use crate::support::{database, databases, number, script};

const SCHEMA: &str = "
    create table owners (id bigint primary key);
    create table pets (
        id bigint primary key,
        owner bigint not null references owners (id),
        tag text not null,
        nick text,
        age bigint constraint pets_age_check check (age >= 0));
    create unique index pets_tag on pets (tag);
    create unique index pets_nick on pets (lower(nick));
    insert into owners values (1);
    insert into pets values (1, 1, 'rex', 'Rexy', 3)";

async fn refused(database: &Database, sql: &str) -> StoreError {
    let mut transaction = database.begin().await.unwrap();
    transaction.execute(sql, &[]).await.unwrap_err()
}

#[tokio::test]
async fn broken_rules_are_told_apart() {
    for database in databases().await {
        script(&database, SCHEMA).await;
        let twice = refused(&database, "insert into pets values (2, 1, 'rex', '', 0)").await;
        let StoreError::AlreadyExists(Refusal { table, fields, .. }) = twice else { panic!("{twice:?}") };
        assert_eq!((table.as_deref(), fields), (Some("pets"), vec!["tag".to_owned()]));

        let lower = refused(&database, "insert into pets values (2, 1, 'max', 'REXY', 0)").await;
        let StoreError::AlreadyExists(Refusal { constraint, .. }) = lower else { panic!("{lower:?}") };
        assert_eq!(constraint.as_deref(), Some("pets_nick"));

        let orphan = refused(&database, "insert into pets values (2, 9, 'tom', '', 0)").await;
        assert!(matches!(orphan, StoreError::ForeignKey(_)), "{orphan:?}");

        let unborn = refused(&database, "insert into pets values (2, 1, 'tom', '', -1)").await;
        let StoreError::Check(Refusal { constraint, .. }) = unborn else { panic!("{unborn:?}") };
        assert_eq!(constraint.as_deref(), Some("pets_age_check"));

        let nameless = refused(&database, "insert into pets values (2, 1, null, '', 0)").await;
        assert_eq!(nameless.to_string(), "a value is missing: tag");

        let mistake = refused(&database, "insert into nowhere values (1)").await;
        assert!(matches!(mistake, StoreError::Failed(_)), "{mistake:?}");
    }
}

#[tokio::test]
async fn a_full_disk_is_reported_and_nothing_is_lost_when_it_is_over() {
    let database = database(Engine::Sqlite).await;
    script(&database, "create table t (id integer primary key, text text); insert into t values (1, 'a')").await;
    let full = |pages: u32| format!("pragma max_page_count = {pages}");
    let pages = number(&database, "pragma page_count").await;
    database_pragma(&database, &full(u32::try_from(pages).unwrap())).await;

    let mut transaction = database.begin().await.unwrap();
    let error = transaction.execute("insert into t values (2, printf('%.100000c', 'x'))", &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull(_)) && error.is_transient(), "{error:?}");
    let next = transaction.execute("insert into t values (3, 'c')", &[]).await.unwrap_err();
    assert!(matches!(next, StoreError::Aborted), "{next:?}");
    assert!(matches!(transaction.commit().await, Err(StoreError::Aborted)));

    database_pragma(&database, &full(1_000_000)).await;
    script(&database, "insert into t values (2, printf('%.100000c', 'x'))").await;
    assert_eq!(number(&database, "select sum(length(text)) from t").await, 100_001);
}

async fn database_pragma(database: &Database, pragma: &str) {
    database.begin().await.unwrap().script(pragma).await.unwrap();
}

#[tokio::test]
async fn a_server_that_takes_no_writes_says_so_until_it_does() {
    let database = database(Engine::Postgres).await;
    script(&database, "create table t (id bigint)").await;
    let mut transaction = database.begin().await.unwrap();
    transaction.script("set transaction read only").await.unwrap();
    let error = transaction.execute("insert into t values (1)", &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)) && error.is_transient(), "{error:?}");
    drop(transaction);
    script(&database, "insert into t values (1)").await;
}

#[tokio::test]
async fn rivals_are_told_that_they_were_in_the_way() {
    let database = database(Engine::Postgres).await;
    script(&database, "create table t (id bigint, n bigint); insert into t values (1, 0)").await;
    let mut rivals = [database.begin().await.unwrap(), database.begin().await.unwrap()];
    for rival in &mut rivals {
        rival.script("set transaction isolation level serializable").await.unwrap();
        rival.query("select sum(n)::bigint from t", &[]).await.unwrap();
    }
    let [mut first, mut second] = rivals;
    first.execute("update t set n = n + 1", &[]).await.unwrap();
    first.commit().await.unwrap();
    let error = second.execute("update t set n = n + 1", &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::Contended(_)) && error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn a_killed_server_is_unavailable_and_used_again_when_it_is_back() {
    let mut server = Postgres::start();
    let mut options = Options::parse(&server.database()).unwrap();
    options.patience = Duration::from_millis(500);
    let database = Database::connect_with(options).await.unwrap();
    script(&database, "create table t (id bigint); insert into t values (7)").await;
    server.kill();
    let error = database.query("select id from t", &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    server.start_again();
    assert_eq!(number(&database, "select id from t").await, 7);
}
