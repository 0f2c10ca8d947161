//! Writers on SQLite share commits, and notice nothing of each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apigen_store::{Author, Database, Engine, Options, StoreError};

use crate::support::{database, number, script};

/// Starts writes that wait for one that is under way, so that they become a group; gives their results, and how often
/// the connection has committed for them.
async fn together<T: Send + 'static>(
    database: &Database,
    writes: Vec<impl Future<Output = T> + Send + 'static>,
) -> (Vec<T>, usize) {
    let mut first = database.begin().await.unwrap();
    let commits = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&commits);
    first.as_sqlite().unwrap().lock_handle().await.unwrap().set_commit_hook(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        true
    });
    let tasks: Vec<_> = writes.into_iter().map(tokio::spawn).collect();
    // Each of them has its turn, and then waits.
    tokio::task::yield_now().await;
    drop(first);
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    (results, commits.load(Ordering::SeqCst))
}

fn insert(database: &Database, id: i64) -> impl Future<Output = Result<u64, StoreError>> + use<> {
    let database = database.signed(Author::new(format!("writer {id}")));
    async move { database.execute("insert into t (id) values ($1)", [id.into()]).await }
}

const SCHEMA: &str = "
    create table t (id integer primary key check (id <> 13), actor text);
    create table if not exists apigen_session (actor text, traceparent text);
    create trigger sign after insert on t begin
        update t set actor = (select actor from apigen_session) where id = new.id;
    end";

#[tokio::test]
async fn each_writer_has_its_own_author_and_its_own_error() {
    let database = database(Engine::Sqlite).await;
    script(&database, SCHEMA).await;
    let mut ids: Vec<i64> = (0..300).collect();
    ids.push(7);
    let (results, commits) = together(&database, ids.iter().map(|it| insert(&database, *it)).collect()).await;
    assert!((1..=3).contains(&commits), "{} writes took {commits} commits", ids.len());
    for (id, result) in ids.iter().zip(&results).take(300) {
        match result {
            Err(StoreError::Check(_)) => assert_eq!(*id, 13),
            Err(StoreError::AlreadyExists(_)) => assert_eq!(*id, 7, "one of two"),
            other => assert_eq!(other.as_ref().ok(), Some(&1), "{id}"),
        }
    }
    let twice = [&results[7], &results[300]];
    assert_eq!(twice.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(number(&database, "select count(*) from t where actor = 'writer ' || id").await, 299);
    assert_eq!(number(&database, "select count(*) from apigen_session").await, 0);
}

#[tokio::test]
async fn what_undoes_the_whole_group_is_the_fault_of_one() {
    let database = database(Engine::Sqlite).await;
    script(&database, "create table t (id integer primary key); insert into t values (5)").await;
    script(
        &database,
        "create table log (id integer); create trigger l after insert on t begin insert into log values (new.id); end",
    )
    .await;
    let write = |id: i64| {
        let database = database.clone();
        async move { database.execute("insert or rollback into t values ($1)", [id.into()]).await }
    };
    let (results, commits) = together(&database, (0..10).map(write).collect()).await;
    assert_eq!(commits, 0, "all were undone together, and done again on a connection that is sound");
    for (id, result) in results.iter().enumerate() {
        assert_eq!(matches!(result, Err(StoreError::AlreadyExists(_))), id == 5, "{id}: {result:?}");
    }
    assert_eq!(number(&database, "select count(*) from t").await, 10);
    assert_eq!(number(&database, "select count(*) from log").await, 9, "nobody wrote twice");
}

#[tokio::test]
async fn a_full_disk_fails_those_who_wait_for_it_and_nobody_after_them() {
    let database = database(Engine::Sqlite).await;
    script(&database, "create table t (id integer primary key, text text)").await;
    let pages = number(&database, "pragma page_count").await;
    database.begin().await.unwrap().script(&format!("pragma max_page_count = {}", pages + 3)).await.unwrap();
    let large = "insert into t values ($1, replace(hex(zeroblob(1000000)), '00', 'x'))";
    let error = database.execute(large, [1_i64.into()]).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
    // The connection that met the limit is gone, and the limit with it.
    assert_eq!(database.execute(large, [1_i64.into()]).await.unwrap(), 1);
}

#[test]
fn a_database_outlives_the_runtime_that_opened_it() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::parse(&format!("sqlite:{}", folder.path().join("db").display())).unwrap();
    options.patience = Duration::from_secs(30);
    let first = runtime();
    let database = first.block_on(Database::connect_with(options)).unwrap();
    first.block_on(script(&database, "create table t (id integer primary key, actor text)"));
    drop(first);
    assert_eq!(runtime().block_on(insert(&database, 1)).unwrap(), 1);
}
