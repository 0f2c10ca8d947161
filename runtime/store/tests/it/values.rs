//! What goes into a column comes out of it.

use apigen_store::{Database, Engine, Kind, Value};
use apigen_types::{Date, DateTime, Decimal, Json};
use proptest::prelude::*;

use crate::support::{databases, script};

/// A column of each kind, as generated tables declare them.
const COLUMNS: [(Kind, &str, &str); 10] = [
    (Kind::Boolean, "boolean", "integer"),
    (Kind::Integer, "bigint", "integer"),
    (Kind::Double, "double precision", "real"),
    (Kind::Decimal, "numeric", "text"),
    (Kind::Text, "text", "text"),
    (Kind::Uuid, "uuid", "text"),
    (Kind::Date, "date", "text"),
    (Kind::DateTime, "timestamptz", "text"),
    (Kind::Json, "jsonb", "text"),
    (Kind::Bytes, "bytea", "blob"),
];

async fn create(database: &Database) {
    let ty = |(_, postgres, sqlite): &(Kind, &'static str, &'static str)| match database.engine() {
        Engine::Postgres => *postgres,
        Engine::Sqlite => *sqlite,
    };
    let columns: Vec<_> = COLUMNS.iter().enumerate().map(|(at, it)| format!("c{at} {}", ty(it))).collect();
    script(database, &format!("create table samples ({})", columns.join(", "))).await;
}

async fn round(database: &Database, values: &[Value]) -> Vec<Value> {
    let parameters: Vec<_> = (1..=values.len()).map(|it| format!("${it}")).collect();
    let mut transaction = database.begin().await.unwrap();
    transaction.execute(&format!("insert into samples values ({})", parameters.join(", ")), values).await.unwrap();
    transaction.query("select * from samples", &[]).await.unwrap().remove(0).into_values()
}

/// The value that a generated repository reads from a column of the kind.
fn typed(kind: Kind, value: Value) -> Value {
    use apigen_store::Stored;
    fn of<T: Stored>(value: Value) -> Value {
        Option::<T>::from_value(value).unwrap().into_value()
    }
    match kind {
        Kind::Boolean => of::<bool>(value),
        Kind::Integer => of::<i64>(value),
        Kind::Double => of::<f64>(value),
        Kind::Decimal => of::<Decimal>(value),
        Kind::Text => of::<String>(value),
        Kind::Uuid => of::<apigen_types::Uuid>(value),
        Kind::Date => of::<Date>(value),
        Kind::DateTime => of::<DateTime>(value),
        Kind::Json => of::<Json>(value),
        Kind::Bytes => of::<Vec<u8>>(value),
    }
}

fn values() -> impl Strategy<Value = Vec<Value>> {
    let json = prop_oneof![
        any::<i32>().prop_map(Json::from),
        "[a-z\"\\\\é ]{0,8}".prop_map(|it| serde_json::json!({ "text": it })),
    ];
    let days = -719_162..2_932_896_i32;
    let micros = -62_135_596_800_000_000..253_402_300_799_999_999_i64;
    (
        any::<bool>(),
        any::<i64>(),
        any::<f64>().prop_filter("finite", |it| it.is_finite()),
        (any::<i64>(), 0..19_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        any::<String>().prop_map(|it| it.replace('\0', "")),
        any::<[u8; 16]>(),
        days.prop_map(|it| Date::from_unix_days(it).unwrap()),
        micros.prop_map(|it| DateTime::from_unix_micros(it).unwrap()),
        json,
        any::<Vec<u8>>(),
    )
        .prop_map(|(boolean, integer, double, decimal, text, uuid, date, time, json, bytes)| {
            vec![
                boolean.into(),
                integer.into(),
                double.into(),
                decimal.into(),
                text.into(),
                apigen_types::Uuid::from_bytes(uuid).into(),
                date.into(),
                time.into(),
                json.into(),
                bytes.into(),
            ]
        })
}

#[test]
fn every_value_of_every_kind_survives() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(databases());
    for database in &databases {
        runtime.block_on(create(database));
    }
    proptest!(ProptestConfig::with_cases(200), |(values in values())| {
        for database in &databases {
            let read = runtime.block_on(round(database, &values));
            let read: Vec<_> = COLUMNS.iter().zip(read).map(|((kind, ..), it)| typed(*kind, it)).collect();
            prop_assert_eq!(&read, &values, "{}", database.engine());
        }
    });
}

#[tokio::test]
async fn absent_values_survive_after_present_ones_of_the_same_statement() {
    for database in databases().await {
        create(&database).await;
        let nulls: Vec<_> = COLUMNS.iter().map(|(kind, ..)| Value::Null(*kind)).collect();
        assert!(round(&database, &nulls).await.iter().all(Value::is_null), "{}", database.engine());
        let mut some = nulls.clone();
        some[1] = 7_i64.into();
        assert_eq!(round(&database, &some).await[1], Value::Integer(7));
    }
}

#[tokio::test]
async fn many_values_travel_as_one_parameter() {
    for database in databases().await {
        script(&database, "create table t (id bigint, name text)").await;
        script(&database, "insert into t values (1, 'a'), (2, 'b'), (3, 'it''s')").await;
        let sql = match database.engine() {
            Engine::Postgres => "select id from t where name = any($1) order by id",
            Engine::Sqlite => "select id from t where name in (select value from json_each($1)) order by id",
        };
        let wanted = Value::List(Kind::Text, vec!["a".into(), "it's".into(), Value::Null(Kind::Text), "\"".into()]);
        let found = database.query(sql, &[wanted]).await.unwrap();
        let found: Vec<i64> = found.into_iter().map(|mut it| it.get(0).unwrap()).collect();
        assert_eq!(found, [1, 3], "{}", database.engine());
    }
}

#[tokio::test]
async fn a_column_of_another_kind_is_an_error_with_reason() {
    for database in databases().await {
        let mut row = database.query("select 'five' as n", &[]).await.unwrap().remove(0);
        let error = row.get::<i64>(0).unwrap_err().to_string();
        assert_eq!(error, "the table is not as defined: a column should hold Integer and holds Text");
    }
}
