//! Journals and the triggers that write them, a row at a time: SQLite has no other triggers.

use apigen_model::sql;

use crate::schema::{Journal, Queue, Table};
use crate::text::{block, name, names, text, wrapped};

/// Now, with the six digits that all moments have, so that the order of texts is the order of time.
pub(crate) const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";

/// What triggers know about who writes. Triggers cannot see temporary tables, so it is an ordinary one; repositories
/// fill it inside their transaction and empty it before the commit, and there is one writer at a time.
pub(crate) fn support() -> Vec<String> {
    vec![
        format!("create table if not exists {} (actor text, traceparent text)", sql::SESSION),
        "create table if not exists journal_kept (journal text primary key, keep text) strict".to_owned(),
    ]
}

/// The name of a table's journal.
pub(crate) fn name_of(table: &Table) -> String {
    name(&sql::derived(&[sql::JOURNAL, &table.name]))
}

/// The journal and its index.
pub(crate) fn create(table: &Table, journal: &Journal) -> Vec<String> {
    let own = name_of(table);
    let mut items = vec![
        // Numbers never come again, also when the newest rows are gone.
        "journal_id integer primary key autoincrement".to_owned(),
        format!("journal_timestamp text not null default ({NOW})"),
        "journal_operation text not null".to_owned(),
        "journal_actor text".to_owned(),
        "schema_version integer not null".to_owned(),
        "traceparent text".to_owned(),
    ];
    items.extend(table.fields().map(|it| column(&it.name)));
    let mut all = vec![format!("create table {own} {} strict", block(&items)), create_index(table)];
    let key = text(&sql::derived(&[sql::JOURNAL, &table.name]));
    all.extend(journal.keep.as_ref().map(|it| {
        format!("insert into journal_kept (journal, keep) values ({key}, {})\non conflict (journal) do update set keep = excluded.keep", text(it))
    }));
    all
}

/// A column of a journal: it holds what the row held, so that it outlives every change of a type.
pub(crate) fn column(field: &str) -> String {
    format!("{} any", name(field))
}

fn index_name(table: &Table) -> String {
    name(&sql::derived(&[sql::JOURNAL, &table.name, "idx"]))
}

fn create_index(table: &Table) -> String {
    format!("create index {} on {} ({}, journal_id)", index_name(table), name_of(table), names(&table.key))
}

/// The index of a journal for another key.
pub(crate) fn reindex(table: &Table) -> [String; 2] {
    [format!("drop index {}", index_name(table)), create_index(table)]
}

/// The statements that give a journal another name. One that takes its place goes on with its numbers.
pub(crate) fn rename(table: &Table, kept: &str) -> [String; 4] {
    let own = text(&sql::derived(&[sql::JOURNAL, &table.name]));
    let new = text(kept);
    [
        format!("drop index {}", index_name(table)),
        format!("alter table {} rename to {}", name_of(table), name(kept)),
        format!("insert into sqlite_sequence (name, seq) select {own}, seq from sqlite_sequence where name = {new}"),
        format!("update journal_kept set journal = {new} where journal = {own}"),
    ]
}

/// The names of a table's triggers; all names share one space.
pub(crate) fn trigger_names(table: &Table) -> Vec<String> {
    let own = |event: &str| name(&sql::derived(&[sql::JOURNAL, &table.name, event]));
    ["insert", "update", "delete", "key"].map(own).into()
}

/// The triggers of a table.
pub(crate) fn triggers(table: &Table, journal: &Journal) -> Vec<String> {
    let own = name(&table.name);
    let names = trigger_names(table);
    let of = |row: &str| {
        let values: Vec<_> = table.fields().map(|it| format!("{row}.{}", name(&it.name))).collect();
        wrapped(&values, 4)
    };
    let record = |at: usize, event: &str, when: &str, row: &str| {
        let body = body(table, journal, &event.to_uppercase(), row);
        format!("create trigger {} after {event} on {own}{when}begin\n{body}end", names[at])
    };
    let changed = format!("\nwhen ({})\n    is not ({})\n", of("old"), of("new"));
    let key: Vec<_> = table.key.iter().map(|it| format!("old.{0} is not new.{0}", name(it))).collect();
    let message =
        format!("the key of a row of {} cannot change: delete the row and insert it under its new key", table.name);
    vec![
        record(0, "insert", " ", "new"),
        record(1, "update", &changed, "new"),
        record(2, "delete", " ", "old"),
        format!(
            "create trigger {} before update of {} on {own} when {} begin\n    select raise(abort, {});\nend",
            names[3],
            crate::text::names(&table.key),
            key.join(" or "),
            text(&message)
        ),
    ]
}

fn body(table: &Table, journal: &Journal, operation: &str, row: &str) -> String {
    let own = name_of(table);
    let session = sql::SESSION;
    let mut columns: Vec<_> =
        ["journal_operation", "journal_actor", "schema_version", "traceparent"].map(str::to_owned).into();
    columns.extend(table.fields().map(|it| name(&it.name)));
    let mut values = vec![
        format!("'{operation}'"),
        format!("(select actor from {session})"),
        journal.schema_version.to_string(),
        format!("(select traceparent from {session})"),
    ];
    values.extend(table.fields().map(|it| format!("{row}.{}", name(&it.name))));
    let (columns, values) = (wrapped(&columns, 8), wrapped(&values, 8));
    let mut body = format!("    insert into {own} ({columns})\n    values ({values});\n");
    for queue in &journal.queues {
        body.push_str(&enqueue(table, queue, &own));
    }
    body
}

/// `max` finds the row that was just written: inside a trigger nobody else writes, and every insert above changes what
/// `last_insert_rowid` says.
fn enqueue(table: &Table, queue: &Queue, journal: &str) -> String {
    format!(
        "    insert into {} (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, {} from {journal}
    where journal_id = (select max(journal_id) from {journal});\n",
        super::queue::name_of(queue),
        text(&table.name)
    )
}
