//! Opening databases by URL.

use std::time::Duration;

use apigen_store::{Database, Engine, Options, StoreError};

use crate::support::{number, script};

#[tokio::test]
async fn a_file_is_created_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("shop.db").display());
    let first = Database::connect(&url).await.unwrap();
    script(&first, "create table t (id integer); insert into t values (7)").await;
    first.close().await;
    let second = Database::connect(&url).await.unwrap();
    assert_eq!((second.engine(), number(&second, "select id from t").await), (Engine::Sqlite, 7));
    assert_eq!(number(&second, "pragma foreign_keys").await, 1);
    let mode: String = second.query("pragma journal_mode", &[]).await.unwrap().remove(0).get(0).unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn databases_in_memory_are_strangers() {
    let first = Database::connect("sqlite::memory:").await.unwrap();
    script(&first, "create table t (id integer)").await;
    let second = Database::connect("sqlite::memory:").await.unwrap();
    assert_eq!(number(&first.clone(), "select count(*) from t").await, 0);
    assert!(second.query("select count(*) from t", &[]).await.is_err());
}

#[tokio::test]
async fn nobody_at_home_is_unavailable() {
    let mut options = Options::parse("postgres://nobody@127.0.0.1:1/nothing").unwrap();
    options.patience = Duration::from_millis(200);
    let error = Database::connect_with(options).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}
