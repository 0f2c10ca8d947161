//! A database that somebody changed by hand is told from one that is as defined.

use apigen_generator_sql::drift::{Difference, Fact, differences};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, schemas};
use apigen_store::Database;
use apigen_store::introspect::{self, introspect, introspect_script};
use apigen_test_servers::Postgres;
use apigen_test_support::repository;

use crate::support::definitions;

/// What is done by hand, and what is said about it; nothing is said about the last ones.
const POSTGRES: &[(&str, &[&str])] = &[
    ("alter table things drop column size", &["column things.size is missing"]),
    ("alter table things add column extra text", &["column things.extra is not in the definition"]),
    (
        "alter table things alter column version type numeric",
        &["column things.version: type is `numeric` and should be `bigint`"],
    ),
    (
        "alter table things alter column code drop not null",
        &["column things.code: required is `false` and should be `true`"],
    ),
    (
        "drop index things_code_key cascade",
        &["constraint parts.parts_parent_fkey is missing", "index things_code_key is missing"],
    ),
    ("create index mine on things (code)", &["index mine is not in the definition"]),
    ("alter table things drop constraint things_text_length", &["constraint things.things_text_length is missing"]),
    ("drop trigger journal_update on things", &["trigger things.journal_update is missing"]),
    (
        "alter table things disable trigger journal_insert",
        &["trigger things.journal_insert: enabled is `false` and should be `true`"],
    ),
    (
        "create or replace function journal.record_parts() returns trigger language plpgsql security definer \
         set search_path = pg_catalog, pg_temp as 'begin return null; end'",
        &[
            "function journal.record_parts(): definition is `AS $function$begin return null; end$function$` and should be \
           `AS $function$`",
        ],
    ),
    (
        "alter sequence journal.sequence_things cache 10",
        &["sequence journal.sequence_things: cache is `10` and should be `1`"],
    ),
    (
        "drop table journal.queue_thing_events",
        &["index journal.queue_thing_events_key is missing", "table journal.queue_thing_events is missing"],
    ),
    ("alter table journal.things add column long_gone text", &[]),
    ("select journal.create_parts(now() + '1 year')", &[]),
];

const SQLITE: &[(&str, &[&str])] = &[
    ("alter table things drop column size", &["column things.size is missing"]),
    ("alter table things add column extra text", &["column things.extra is not in the definition"]),
    ("drop index things_code_key", &["index things_code_key is missing"]),
    ("create index mine on things (code)", &["index mine is not in the definition"]),
    ("drop trigger journal_parts_update", &["trigger parts.journal_parts_update is missing"]),
    ("drop table readings", &["table readings is missing"]),
    ("alter table journal_parts add column long_gone any", &[]),
    ("create table inbox_of_others (id integer)", &[]),
];

fn kinds() -> Schema {
    schemas(&repository(&definitions(&["kinds.json"]))).0.remove(0)
}

async fn check(engine: Engine, url: impl Fn() -> String, cases: &[(&str, &[&str])]) {
    let schema = kinds();
    let mut wrong = Vec::new();
    for (change, expected) in cases {
        let database = Database::connect(&url()).await.unwrap();
        let mut transaction = database.begin().await.unwrap();
        transaction.script(&engine.script(&schema)).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(said(engine, &database, &schema).await, Vec::<String>::new(), "{}: as created", engine.word());
        let mut transaction = database.begin().await.unwrap();
        // Triggers of SQLite know their columns, so those that are in the way go as they would for a person.
        if engine == Engine::Sqlite && change.contains("drop column") {
            let triggers = ["insert", "update", "delete"].map(|it| format!("drop trigger journal_things_{it};"));
            transaction.script(&triggers.concat()).await.unwrap();
        }
        transaction.script(change).await.unwrap();
        transaction.commit().await.unwrap();
        let mut found = said(engine, &database, &schema).await;
        found.retain(|it| {
            engine == Engine::Postgres || !it.starts_with("trigger things.") || !change.contains("drop column")
        });
        if found != *expected {
            wrong.push(format!("{}: {change}: {found:#?}", engine.word()));
        }
        database.close().await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn said(engine: Engine, database: &Database, schema: &Schema) -> Vec<String> {
    let plain = |facts: Vec<introspect::Fact>| -> Vec<Fact> {
        let fact = |it: introspect::Fact| Fact { object: it.object, property: it.property, value: it.value };
        facts.into_iter().map(fact).collect()
    };
    let expected = introspect_script(database, &engine.script(schema)).await.unwrap();
    let live = introspect(database).await.unwrap();
    let found: Vec<Difference> = differences(&plain(expected), &plain(live));
    found.iter().map(ToString::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_by_hand_are_found_on_postgres() {
    check(Engine::Postgres, || Postgres::shared().database(), POSTGRES).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_by_hand_are_found_on_sqlite() {
    check(Engine::Sqlite, || "sqlite::memory:".to_owned(), SQLITE).await;
}
