//! A database of each engine, made for one test.

use apigen_store::{Database, Engine};
use apigen_test_servers::Postgres;

/// An empty database of each engine.
pub(crate) async fn databases() -> [Database; 2] {
    [database(Engine::Postgres).await, database(Engine::Sqlite).await]
}

/// An empty database of an engine.
pub(crate) async fn database(engine: Engine) -> Database {
    let url = match engine {
        // All tests share a server, and each has a database in it.
        Engine::Postgres => Postgres::shared().database(),
        Engine::Sqlite => "sqlite::memory:".to_owned(),
    };
    Database::connect(&url).await.unwrap()
}

/// Runs statements in a transaction of their own.
pub(crate) async fn script(database: &Database, sql: &str) {
    let mut transaction = database.begin().await.unwrap();
    transaction.script(sql).await.unwrap();
    transaction.commit().await.unwrap();
}

/// The only value of a query.
pub(crate) async fn number(database: &Database, sql: &str) -> i64 {
    database.query(sql, &[]).await.unwrap().remove(0).get(0).unwrap()
}
