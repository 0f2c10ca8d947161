//! The table of users, journaled, on either engine: `definitions/users.json`, as `apigen sql` writes it.

use apigen_store::{Database, Engine, StoreError, Transaction, Value};

/// Creates the table with its journal, its queue and its triggers.
pub async fn create_users(database: &Database) -> Result<(), StoreError> {
    let sql = match database.engine() {
        Engine::Postgres => include_str!("../schema/users.postgres.sql"),
        Engine::Sqlite => include_str!("../schema/users.sqlite.sql"),
    };
    let mut transaction = database.begin().await?;
    transaction.script(sql).await?;
    transaction.commit().await
}

/// Writes a user: inserts it or changes it.
pub async fn write(
    transaction: &mut Transaction<'static>,
    id: &str,
    number: i64,
    name: &str,
) -> Result<(), StoreError> {
    let sql = "insert into users (id, number, name) values ($1, $2, $3) \
               on conflict (id) do update set number = excluded.number, name = excluded.name";
    let values: [Value; 3] = [id.into(), number.into(), name.into()];
    transaction.execute(sql, &values).await.map(drop)
}
