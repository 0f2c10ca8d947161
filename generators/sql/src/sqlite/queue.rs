//! Queues: what waits to be published, and what cannot be.

use apigen_model::sql;

use super::journal::NOW;
use crate::schema::Queue;
use crate::text::name;

/// The columns of both tables of a stream.
const ENTRY: &str = "journal_id integer not null,
    journal_timestamp text not null,
    journal_table text not null,
    shard integer not null default 0,
    replay_id text,
    target text,
    not_before text,
    attempts integer not null default 0";

pub(crate) fn name_of(queue: &Queue) -> String {
    name(&sql::derived(&[sql::JOURNAL, sql::QUEUE, &queue.stream]))
}

pub(crate) fn failed_name(queue: &Queue) -> String {
    name(&sql::derived(&[sql::JOURNAL, sql::FAILED, &queue.stream]))
}

/// The queue, the table for what failed, and their indexes; those that an earlier release left are taken up again.
pub(crate) fn create(queue: &Queue) -> Vec<String> {
    let index = name(&sql::derived(&[sql::JOURNAL, sql::QUEUE, &queue.stream, "key"]));
    let open = name(&sql::derived(&[sql::JOURNAL, sql::FAILED, &queue.stream, "open"]));
    vec![
        format!("create table if not exists {} (\n    {ENTRY}\n) strict", name_of(queue)),
        format!(
            "create unique index if not exists {index} on {} (shard, journal_id, ifnull(replay_id, ''))",
            name_of(queue)
        ),
        format!(
            "create table if not exists {} (
    failed_id integer primary key,
    {ENTRY},
    key text not null,
    error text not null,
    first_at text not null default ({NOW}),
    last_at text not null default ({NOW}),
    resolved_at text
) strict",
            failed_name(queue)
        ),
        format!(
            "create index if not exists {open} on {} (key, journal_id) where resolved_at is null",
            failed_name(queue)
        ),
    ]
}
