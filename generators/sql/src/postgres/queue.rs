//! Queues: what waits to be published, and what cannot be.

use apigen_model::sql;

use super::in_journal;
use crate::schema::Queue;
use crate::text::name;

/// The columns of both tables of a stream.
const ENTRY: &str = "journal_id bigint not null,
    journal_timestamp timestamptz not null,
    journal_table text not null,
    shard smallint not null default 0,
    replay_id uuid,
    target text,
    not_before timestamptz,
    attempts integer not null default 0";

pub(crate) fn name_of(queue: &Queue) -> String {
    in_journal(&sql::derived(&[sql::QUEUE, &queue.stream]))
}

pub(crate) fn failed_name(queue: &Queue) -> String {
    in_journal(&sql::derived(&[sql::FAILED, &queue.stream]))
}

/// The queue, the table for what failed, and their indexes; those that an earlier release left are taken up again.
pub(crate) fn create(queue: &Queue) -> Vec<String> {
    let index = name(&sql::derived(&[sql::QUEUE, &queue.stream, "key"]));
    let open = name(&sql::derived(&[sql::FAILED, &queue.stream, "open"]));
    vec![
        // Rows come and go all the time: what is gone has to be cleared away early.
        format!(
            "create table if not exists {} (\n    {ENTRY}\n) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)",
            name_of(queue)
        ),
        format!(
            "create unique index if not exists {index} on {} (shard, journal_id, replay_id) nulls not distinct",
            name_of(queue)
        ),
        format!(
            "create table if not exists {} (
    failed_id bigint generated always as identity primary key,
    {ENTRY},
    key text not null,
    error text not null,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    resolved_at timestamptz
)",
            failed_name(queue)
        ),
        format!(
            "create index if not exists {open} on {} (key, journal_id) where resolved_at is null",
            failed_name(queue)
        ),
    ]
}
