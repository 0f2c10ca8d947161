//! Generated schemas, compared with what lies in `tests/golden/sql`; `UPDATE_GOLDEN=1` writes them.

use apigen_generator::FileSet;
use apigen_generator_sql::migrate::{Destruction, Phase, numbered, plan};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, Options, generate, schemas};
use apigen_test_support::{golden, repository};

use crate::support::definitions;

#[test]
fn schemas_are_as_recorded() {
    let output = generate(&repository(&definitions(&["kinds.json", "names.json"])), &Options::default());
    golden::hold("tests/golden/sql", &output.files);
    assert_eq!(output.skips, []);
}

/// What the tests of event streams run is what services get: the schema, and what leads on to the next release.
#[test]
fn what_event_streams_are_tested_on_is_generated() {
    let schema = |name: &str| -> Schema {
        schemas(&repository(&apigen_test_support::read("tests/events/definitions", &[name]))).0.pop().unwrap()
    };
    let expansion = |engine, from: &Schema, to: &Schema| {
        let steps = plan(engine, from, to, Destruction::Withheld, 2).steps;
        let expand: Vec<_> = steps.into_iter().filter(|it| it.phase == Phase::Expand).collect();
        numbered(&expand, 2).into_iter().map(|it| it.text).collect::<Vec<_>>().join("\n")
    };
    let (users, next, sharded) = (schema("users.json"), schema("next.json"), schema("sharded.json"));
    let mut files = FileSet::default();
    for engine in Engine::ALL {
        files.own(format!("users.{}.sql", engine.word()), engine.script(&users));
        files.own(format!("next.{}.sql", engine.word()), expansion(engine, &users, &next));
    }
    // SQLite has one reader, however many there could be.
    files.own("sharded.postgres.sql", expansion(Engine::Postgres, &users, &sharded));
    golden::hold("tests/events/schema", &files);
}
