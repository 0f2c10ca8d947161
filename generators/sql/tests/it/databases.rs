//! Generated schemas run on a real PostgreSQL, and their journals record what they should.

use apigen_generator_sql::{Engine, schemas};
use apigen_test_servers::Postgres;
use apigen_test_support::repository;

use crate::support::definitions;

/// A database that holds the schema of a definition; its name.
fn database(definition: &str) -> String {
    let (schemas, _) = schemas(&repository(&definitions(&[definition])));
    let url = Postgres::shared().database();
    let name = url.rsplit('/').next().unwrap_or_default().to_owned();
    for schema in &schemas {
        Postgres::shared().execute(&name, &Engine::Postgres.script(schema));
    }
    name
}

const THING: &str = "insert into things (id, large_number, created_at, texts, code) values";

#[test]
fn every_name_can_be_a_table_or_column() {
    let name = database("names.json");
    let server = Postgres::shared();
    server.execute(
        &name,
        r#"insert into "order" ("group", "userId", a_name_of_a_field_that_is_nearly_as_long_as_it_is_allowed_to_be,
           a_name_of_a_field_that_is_nearly_as_long_as_it_is_allowed_too) values ('g', 'u', 'a', 'b')"#,
    );
    assert_eq!(server.execute(&name, r#"select "userId", journal_operation from journal."order""#), "u|INSERT");
    let queues = "select count(*) from pg_class where relname like 'queue_a_stream%' and relkind = 'r'";
    assert_eq!(server.execute(&name, queues), "1");
}

#[test]
fn every_write_is_journalled_and_queued_once() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    let run = |sql: &str| server.execute(&name, sql);
    let id = |number: u32| format!("00000000-0000-0000-0000-{number:012}");
    run(&format!("{THING} ('{}', 1, now(), '[1]', 'a'), ('{}', 2, now(), '[1]', 'b')", id(1), id(2)));
    run("update things set large_number = 3 where code = 'a'");
    run("update things set large_number = large_number");
    run(&format!(
        "begin; set local apigen.actor = 'ada'; set local apigen.traceparent = '00-1-2-3';
         {THING} ('{}', 9, now(), '[1]', 'a') on conflict (id) do update set large_number = excluded.large_number; commit",
        id(1)
    ));
    run("delete from things where code = 'b'");
    let rows = "select journal_operation, code, large_number, journal_actor, traceparent from journal.things order by journal_id";
    assert_eq!(run(rows), "INSERT|a|1||\nINSERT|b|2||\nUPDATE|a|3||\nUPDATE|a|9|ada|00-1-2-3\nDELETE|b|2||");
    for queue in ["queue_thing_events", "queue_sharded_things"] {
        let all =
            format!("select count(*), count(distinct journal_id) from journal.{queue} natural join journal.things");
        assert_eq!(run(&all), "5|5", "{queue}");
    }
    assert_eq!(run("select max(shard), count(distinct shard) > 1 from journal.queue_thing_events"), "0|f");
}

#[test]
fn rolled_back_writes_leave_nothing() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    server.execute(&name, &format!("begin; {THING} (gen_random_uuid(), 1, now(), '[1]', 'a'); rollback"));
    assert_eq!(server.execute(&name, "select count(*) from journal.things"), "0");
    assert_eq!(server.execute(&name, "select count(*) from journal.queue_thing_events"), "0");
}

#[test]
fn keys_stay_and_tables_are_not_truncated() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    server.execute(&name, &format!("{THING} ('00000000-0000-0000-0000-000000000001', 1, now(), '[1]', 'a')"));
    let refused = |sql: &str| {
        let script =
            format!("do $$ begin {sql}; raise 'not refused'; exception when restrict_violation then null; end $$");
        server.execute(&name, &script);
    };
    refused("update things set id = gen_random_uuid()");
    refused("truncate things cascade");
    refused("truncate parts");
}

#[test]
fn tables_that_are_cut_into_parts_are_journalled_by_row_also_when_a_part_is_written() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    let run = |sql: &str| server.execute(&name, sql);
    run("insert into readings values ('a', current_date, 1)");
    let part = run("select tableoid::regclass from readings");
    assert!(part.starts_with("readings_"), "{part}");
    run(&format!("insert into {part} values ('b', current_date, 1)"));
    run(&format!("update {part} set value = 2 where id = 'b'"));
    run("delete from readings where id = 'a'");
    let rows = "select journal_operation, id, value from journal.readings order by journal_id";
    assert_eq!(run(rows), "INSERT|a|1\nINSERT|b|1\nUPDATE|b|2\nDELETE|a|1");
}

#[test]
fn parts_are_created_ahead_and_old_ones_are_found() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    let run = |sql: &str| server.execute(&name, sql);
    assert_eq!(run("select journal.create_parts()"), "0", "the schema created what is needed now");
    let made = run("select journal.create_parts(now() + '100 days')").parse::<u32>().unwrap();
    // 33 days of one journal; a quarter of a year of months for three tables.
    assert!((33 + 3 * 3..=33 + 3 * 4).contains(&made), "{made}");
    assert_eq!(run("select count(*) from journal.old_parts()"), "0");
    let old = run("select distinct parent from journal.old_parts(now() + '200 days')");
    assert_eq!(old, "journal.things", "only this journal says how long it is kept");
}

#[test]
fn who_may_write_a_table_writes_its_journal_without_rights_on_it() {
    let (server, name) = (Postgres::shared(), database("kinds.json"));
    let role = format!("{name}_writer");
    server.execute(&name, &format!("create role {role}; grant select, insert on things to {role}"));
    server.execute(&name, &format!("set role {role}; {THING} (gen_random_uuid(), 1, now(), '[1]', 'a')"));
    assert_eq!(server.execute(&name, "select count(*) from journal.things"), "1");
}
