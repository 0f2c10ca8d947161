//! Journals and the triggers that write them.
//!
//! Statement triggers with transition tables: a bulk insert costs half of what row triggers cost. Tables that are cut
//! into parts get row triggers, because statement triggers of the whole do not see what is written to a part.

use apigen_model::sql;

use super::table::type_name;
use super::{in_journal, parts, record};
use crate::schema::{Column, Journal, Table};
use crate::text::{block, dollars, name, names, text};

/// The schema of journals, queues and their functions.
pub(crate) const SCHEMA: &str = sql::JOURNAL;

/// Functions that all journaled tables share.
pub(crate) fn support() -> Vec<String> {
    vec![
        refusal(
            "refuse_key_change",
            "the key of a row of %I cannot change",
            "Delete the row and insert it under its new key: the journal tells one row from another by the key.",
        ),
        refusal(
            "refuse_truncate",
            "%I cannot be truncated",
            "Delete its rows instead: the journal records every one of them.",
        ),
    ]
}

fn refusal(function: &str, message: &str, hint: &str) -> String {
    format!(
        "create or replace function {SCHEMA}.{function}() returns trigger language plpgsql as $journal$
begin
    raise exception using
        errcode = 'restrict_violation',
        message = format({}, tg_table_name),
        hint = {};
end
$journal$",
        text(message),
        text(hint)
    )
}

/// The sequence, the table, its index, and the entry that cuts it into parts.
pub(crate) fn create(table: &Table, journal: &Journal) -> Vec<String> {
    let own = in_journal(&table.name);
    let mut items = vec![
        format!("journal_id bigint not null default nextval({})", text(&sequence(table))),
        "journal_timestamp timestamptz not null default clock_timestamp()".to_owned(),
        "journal_operation text not null".to_owned(),
        "journal_actor text default nullif(current_setting('apigen.actor', true), '')".to_owned(),
        "schema_version integer not null".to_owned(),
        "traceparent text default nullif(current_setting('apigen.traceparent', true), '')".to_owned(),
    ];
    items.extend(table.fields().map(column));
    items.push(format!("constraint {} primary key (journal_id, journal_timestamp)", name(&key_name(table))));
    vec![
        // Numbers go on where those of an earlier journal of the table ended.
        format!("create sequence if not exists {}", sequence(table)),
        format!("create table {own} {} partition by range (journal_timestamp)", block(&items)),
        create_index(table),
        parts::register_journal(table, journal),
    ]
}

fn index_name(table: &Table) -> String {
    name(&sql::derived(&[&table.name, "journal", "idx"]))
}

fn create_index(table: &Table) -> String {
    format!("create index {} on {} ({}, journal_id)", index_name(table), in_journal(&table.name), names(&table.key))
}

/// The index of a journal for another key.
pub(crate) fn reindex(table: &Table) -> [String; 2] {
    [format!("drop index {SCHEMA}.{}", index_name(table)), create_index(table)]
}

/// The statements that give a journal another name, and its index and constraint theirs.
pub(crate) fn rename(table: &Table, kept: &str) -> [String; 3] {
    let own = in_journal(&table.name);
    let index = name(&sql::derived(&[kept, "idx"]));
    [
        format!(
            "alter table {own} rename constraint {} to {}",
            name(&key_name(table)),
            name(&sql::derived(&[kept, "pkey"]))
        ),
        format!("alter index {SCHEMA}.{} rename to {index}", index_name(table)),
        format!("alter table {own} rename to {}", name(kept)),
    ]
}

/// The statements that take the triggers of a table away.
pub(crate) fn drop_triggers(table: &Table) -> Vec<String> {
    let own = name(&table.name);
    let triggers = ["insert", "update", "delete", "key", "truncate"];
    triggers.map(|it| format!("drop trigger journal_{it} on {own}")).into()
}

fn key_name(table: &Table) -> String {
    sql::derived(&[&table.name, "journal", "pkey"])
}

/// One sequence for all changes that a stream publishes, since only a shared one orders them.
fn sequence(table: &Table) -> String {
    in_journal(&sql::derived(&["sequence", &table.name]))
}

/// A column of a journal: old rows lack what came later, and nothing is checked twice.
pub(crate) fn column(column: &Column) -> String {
    format!("{} {}", name(&column.name), type_name(column.ty))
}

pub(crate) fn function_name(table: &Table) -> String {
    in_journal(&sql::derived(&["record", &table.name]))
}

/// The function behind the triggers of a table.
///
/// It runs with the rights of its owner, so that whoever may write the table writes the journal too, and nobody else.
pub(crate) fn function(table: &Table, journal: &Journal) -> String {
    let (variables, body) = (record::variables(), record::body(table, journal));
    let body = format!("#variable_conflict use_column\n{variables}begin\n{body}    return null;\nend");
    format!(
        "create or replace function {}() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as {}",
        function_name(table),
        dollars("journal", &body)
    )
}

/// The trigger that refuses another key for a row.
pub(crate) fn key_trigger(table: &Table) -> String {
    let differ: Vec<_> = table.key.iter().map(|it| format!("old.{0} is distinct from new.{0}", name(it))).collect();
    format!(
        "create trigger journal_key before update of {} on {}\n    for each row when ({})\n    \
         execute function {SCHEMA}.refuse_key_change()",
        names(&table.key),
        name(&table.name),
        differ.join(" or ")
    )
}

/// The triggers of a table.
pub(crate) fn triggers(table: &Table) -> Vec<String> {
    let (own, function) = (name(&table.name), function_name(table));
    let by_row = table.parts.is_some();
    let record = |event: &str, rows: &str| {
        let scope = if by_row { "for each row".to_owned() } else { format!("{rows} for each statement") };
        format!("create trigger journal_{event} after {event} on {own}\n    {scope}\n    execute function {function}()")
    };
    vec![
        record("insert", "referencing new table as new_rows"),
        record("update", "referencing old table as old_rows new table as new_rows"),
        record("delete", "referencing old table as old_rows"),
        key_trigger(table),
        format!(
            "create trigger journal_truncate before truncate on {own}\n    for each statement\n    \
             execute function {SCHEMA}.refuse_truncate()"
        ),
    ]
}
