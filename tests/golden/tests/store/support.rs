//! Databases with the golden schema, and things to put into them.

use apigen_store::{Database, Engine};
use apigen_test_servers::Postgres;
use apigen_types::{DateTime, Decimal, Uuid};
use golden_kinds_v0::{Colour, Thing};

const POSTGRES: &str = include_str!("../../sql/golden-kinds-v0/postgres.sql");
const SQLITE: &str = include_str!("../../sql/golden-kinds-v0/sqlite.sql");

/// A database of each engine with the golden schema.
pub(crate) async fn databases() -> [Database; 2] {
    [database(Engine::Postgres).await, database(Engine::Sqlite).await]
}

/// A database with the golden schema.
pub(crate) async fn database(engine: Engine) -> Database {
    let (url, schema) = match engine {
        Engine::Postgres => (Postgres::shared().database(), POSTGRES),
        Engine::Sqlite => ("sqlite::memory:".to_owned(), SQLITE),
    };
    let database = Database::connect(&url).await.unwrap();
    let mut transaction = database.begin().await.unwrap();
    transaction.script(schema).await.unwrap();
    transaction.commit().await.unwrap();
    database
}

/// The only value of a query, spelt once for both engines: `{journal.things}` is the table of that name in the schema of
/// journals, or with its prefix.
pub(crate) async fn number(database: &Database, sql: &str) -> i64 {
    let separator = if database.engine() == Engine::Postgres { "." } else { "_" };
    let sql = sql.replace("{journal.", &format!("journal{separator}")).replace('}', "");
    database.query(&sql, &[]).await.unwrap().remove(0).get(0).unwrap()
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A thing with nothing special about it.
pub(crate) fn thing(number: u128) -> Thing {
    Thing {
        id: id(number),
        yes: true,
        small_number: 5,
        large_number: 7,
        float_number: None,
        exact_number: Decimal::new(1250, 2),
        text: format!("thing {number}"),
        day: None,
        created_at: DateTime::from_unix_micros(1_700_000_000_000_000 + i64::try_from(number).unwrap()).unwrap(),
        anything: None,
        an_object: apigen_types::JsonObject::new(),
        texts: vec!["one".into()],
        members: std::collections::BTreeMap::new(),
        colour: Colour::Red,
        size: None,
        code: format!("code {number}"),
        version: 1,
    }
}
