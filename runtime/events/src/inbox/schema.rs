//! Creates a consumer's tables; done again it changes nothing.

use apigen_store::{Database, Engine, StoreError, Transaction, Value};

use super::Inbox;
use super::names::INBOXES;
use crate::names::Names;

/// Creates what is missing; refuses when another stream or consumer has tables of that name.
pub(crate) async fn install(
    database: &Database,
    inbox: &Inbox,
    address: &str,
    consumer: &str,
) -> Result<(), StoreError> {
    let mut transaction = database.begin().await?;
    match inbox.engine {
        Engine::Postgres => {
            // Two processes that start at once would both find nothing there.
            transaction.script("select pg_advisory_xact_lock(hashtext('apigen inbox'))").await?;
            transaction.script(&postgres(inbox)).await?;
        }
        Engine::Sqlite => transaction.script(&sqlite(inbox)).await?,
    }
    claim(&mut transaction, inbox, address, consumer).await?;
    transaction.commit().await
}

/// Two consumers that shared tables would take each other's events.
async fn claim(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    address: &str,
    consumer: &str,
) -> Result<(), StoreError> {
    let inboxes = Names(inbox.engine).qualified("inbox", INBOXES);
    let values: [Value; 3] = [inbox.name.as_str().into(), address.into(), consumer.into()];
    let insert = format!("insert into {inboxes} (name, stream, consumer) values ($1, $2, $3) on conflict do nothing");
    transaction.execute(&insert, &values).await?;
    let select = format!("select stream, consumer from {inboxes} where name = $1");
    for mut row in transaction.query(&select, &values[..1]).await? {
        let (stream, owner): (String, String) = (row.get(0)?, row.get(1)?);
        if (stream.as_str(), owner.as_str()) != (address, consumer) {
            return Err(StoreError::Refused(format!(
                "the inbox `{}` holds `{stream}` for the consumer `{owner}`, and `{consumer}` wants it for `{address}`; \
                 give this consumer an inbox of another name (`ConsumerOptions::inbox`)",
                inbox.name
            )));
        }
    }
    Ok(())
}

fn postgres(inbox: &Inbox) -> String {
    let (events, queue, failure, odd) = (inbox.events(), inbox.queue(), inbox.failure(), inbox.odd());
    let sequence = inbox.sequence();
    let columns = columns("bytea", "timestamptz");
    format!(
        "create schema if not exists inbox; \
         create table if not exists inbox.inboxes (name text primary key, stream text not null, consumer text not null); \
         create sequence if not exists {sequence}; \
         create table if not exists {events} (seq bigint not null default nextval('{sequence}'), {columns}) \
         partition by range (event_time); \
         create table if not exists {odd} (seq bigint not null default nextval('{sequence}'), problem text not null, \
         {columns}); \
         create table if not exists {queue} (seq bigint primary key, event_id text not null, \
         event_time timestamptz not null, key_hash bigint not null, replay_id text not null default '') \
         with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000); \
         {} create table if not exists {} ({}); \
         create table if not exists {failure} ({}); {}",
        batches(inbox),
        inbox.replayed(),
        replayed_columns("timestamptz"),
        failure_columns("timestamptz"),
        failure_indexes(inbox),
    )
}

/// What was stored together, as arrays. They are read when something fails, and else written and deleted: compressing
/// them would cost more than anything else that is done to them.
fn batches(inbox: &Inbox) -> String {
    let (batches, arrays) = (inbox.batches(), ["places", "event_ids", "event_times"]);
    let external = arrays.map(|it| format!("alter {it} set storage external")).join(", ");
    format!(
        "create table if not exists {batches} (seq bigint primary key, size bigint not null, places bigint[] not null, \
         event_ids text[] not null, event_times timestamptz[] not null) \
         with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000); \
         do $$ begin if exists (select from pg_attribute where attrelid = '{batches}'::regclass and attnum > 0 \
         and attstorage = 'x') then alter table {batches} {external}; end if; end $$;"
    )
}

/// SQLite has no partitions: old events are deleted in small steps.
fn sqlite(inbox: &Inbox) -> String {
    let (events, queue, failure, odd) = (inbox.events(), inbox.queue(), inbox.failure(), inbox.odd());
    let time = inbox.index("time");
    let columns = columns("blob", "text");
    format!(
        "create table if not exists inbox_inboxes (name text primary key, stream text not null, consumer text not null); \
         create table if not exists {events} ({columns}); \
         create index if not exists {time} on {events} (event_time); \
         create table if not exists {odd} (problem text not null, {columns}); \
         create table if not exists {queue} (seq integer primary key autoincrement, event_id text not null, \
         event_time text not null, key_hash integer not null, replay_id text not null default ''); \
         create table if not exists {} ({}); \
         create table if not exists {failure} ({}); {}",
        inbox.replayed(),
        replayed_columns("text"),
        failure_columns("text"),
        failure_indexes(inbox),
    )
}

fn columns(bytes: &str, time: &str) -> String {
    format!(
        "event_id text not null, event_time {time} not null, discriminator text not null, key text not null, \
         key_hash bigint not null, sequence bigint not null, payload {bytes} not null, traceparent text, \
         received_at {time} not null, state text not null, replay_id text not null default '', \
         primary key (event_id, event_time)"
    )
}

/// The time comes first, so that what is older than the horizon is found.
fn replayed_columns(time: &str) -> String {
    format!(
        "event_id text not null, event_time {time} not null, replay_id text not null, \
         primary key (event_time, event_id, replay_id)"
    )
}

fn failure_columns(time: &str) -> String {
    format!(
        "seq bigint primary key, event_id text not null, event_time {time} not null, key text not null, \
         key_hash bigint not null, state text not null check (state in ('retrying', 'parked', 'waiting', 'skipped')), \
         error text not null, attempts integer not null, first_at {time} not null, last_at {time} not null, \
         not_before {time}, handler text not null, resolved_at {time}, replay_id text not null default ''"
    )
}

fn failure_indexes(inbox: &Inbox) -> String {
    let failure = inbox.failure();
    format!(
        "create index if not exists {} on {failure} (not_before) where state = 'retrying'; \
         create index if not exists {} on {failure} (key_hash, seq) where resolved_at is null",
        inbox.index("due"),
        inbox.index("keys"),
    )
}
