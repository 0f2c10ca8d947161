//! Tables cut into parts: which there are, how parts come about, and which are old.
//!
//! Parts are created by a function, far enough ahead that a service survives weeks without maintenance. There is no
//! default part, because with one no other can be detached concurrently; a row without a part fails loudly. Old parts
//! are listed by a function and dropped by whoever maintains the database, since no function can detach concurrently.

use apigen_model::sql;

use super::in_journal;
use super::journal::SCHEMA;
use crate::schema::{Journal, Parts, Step, Table};
use crate::text::{dollars, name, text};

/// Creates the parts that are missing.
pub(crate) const CREATE_NOW: &str = "select journal.create_parts()";

/// The room that a part's name needs behind that of the table: `_20261121`.
const SUFFIX: usize = 9;

/// Which tables are cut into parts, and how.
const PARTITIONED: &str = "create table if not exists journal.partitioned (
    parent text primary key,
    part_schema text,
    part_prefix text not null,
    step text not null check (step in ('day', 'week', 'month', 'year')),
    behind integer not null,
    ahead integer not null,
    keep interval
)";

/// Makes the part first and attaches it then, which does not stop whoever reads or writes the table.
const CREATE_PARTS: &str = "create or replace function journal.create_parts(at timestamptz default now()) returns integer
language plpgsql as $journal$
declare
    entry record;
    lower_bound timestamp;
    upper_bound timestamp;
    part text;
    made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('journal.create_parts'));
    for entry in select * from journal.partitioned order by parent loop
        for number in -entry.behind .. entry.ahead loop
            lower_bound := date_trunc(entry.step, at at time zone 'UTC') + number * ('1 ' || entry.step)::interval;
            upper_bound := lower_bound + ('1 ' || entry.step)::interval;
            part := format('%I.%I', coalesce(entry.part_schema, current_schema()),
                entry.part_prefix || to_char(lower_bound, '_YYYYMMDD'));
            if to_regclass(part) is null then
                execute format('create table %s (like %s including defaults including constraints)', part, entry.parent);
                execute format('alter table %s attach partition %s for values from (%L) to (%L)',
                    entry.parent, part, lower_bound || '+00', upper_bound || '+00');
                made := made + 1;
            end if;
        end loop;
    end loop;
    return made;
end
$journal$";

const OLD_PARTS: &str =
    "create or replace function journal.old_parts(at timestamptz default now()) returns table (parent regclass, part regclass)
language sql stable as $journal$
    select inheritance.inhparent::regclass, inheritance.inhrelid::regclass
    from journal.partitioned entry
    join pg_inherits inheritance on inheritance.inhparent = to_regclass(entry.parent)
    join pg_class part on part.oid = inheritance.inhrelid
    where substring(pg_get_expr(part.relpartbound, part.oid) from 'TO \\(''([^'']+)''\\)')::timestamptz
        <= at - entry.keep
    order by 1, 2
$journal$";

/// The list of tables and the functions.
pub(crate) fn support() -> Vec<String> {
    [PARTITIONED, CREATE_PARTS, OLD_PARTS].map(str::to_owned).into()
}

/// The entry of a journal. Its clock may step back, by one part at most.
pub(crate) fn register_journal(table: &Table, journal: &Journal) -> String {
    let keep = journal.keep.as_ref().map_or_else(|| "null".to_owned(), |it| text(it));
    register(&in_journal(&table.name), Some(SCHEMA), &table.name, journal.step, 1, &keep)
}

/// The entry of a table that the definition cuts: its rows may be a year old when they come.
pub(crate) fn register_table(table: &Table, parts: &Parts) -> String {
    let behind = if parts.step == Step::Year { 1 } else { 12 };
    register(&name(&table.name), None, &table.name, parts.step, behind, "null")
}

/// Gives the parts of a journal another name, and makes no more of them; they still go when they are old.
pub(crate) fn rename(table: &Table, kept: &str) -> String {
    let (own, prefix) = (in_journal(&table.name), text(&prefix(kept)));
    let body = format!(
        "declare
    part record;
begin
    for part in
        select relname from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = {}::regclass
    loop
        execute format('alter table {SCHEMA}.%I rename to %I', part.relname, {prefix} || right(part.relname, {SUFFIX}));
    end loop;
    update journal.partitioned set parent = {}, part_prefix = {prefix}, behind = 0, ahead = -1 where parent = {};
end",
        text(&own),
        text(&in_journal(kept)),
        text(&own),
    );
    format!("do {}", dollars("journal", &body))
}

fn prefix(table: &str) -> String {
    sql::shortened(table, sql::MAX_BYTES - SUFFIX)
}

fn register(parent: &str, schema: Option<&str>, table: &str, step: Step, behind: u32, keep: &str) -> String {
    format!(
        "insert into journal.partitioned (parent, part_schema, part_prefix, step, behind, ahead, keep)
values ({}, {}, {}, '{}', {behind}, {}, {keep})
on conflict (parent) do update set step = excluded.step, behind = excluded.behind, ahead = excluded.ahead, keep = excluded.keep",
        text(parent),
        schema.map_or_else(|| "null".to_owned(), text),
        text(&prefix(table)),
        step.word(),
        step.ahead(),
    )
}
