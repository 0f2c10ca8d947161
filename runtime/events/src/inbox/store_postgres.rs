//! Storing on PostgreSQL: one statement a batch, with one array a column.

use std::collections::BTreeMap;

use apigen_store::{Kind, StoreError, Value};
use apigen_types::DateTime;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, AssertSqlSafe, PgConnection, Row as _};

use super::store::{COLUMNS, Expect, Kept, state};
use super::{Entry, Inbox, Sorted};
use crate::identity::key_hash;

const NAMES: &str =
    "event_id, event_time, discriminator, key, key_hash, sequence, payload, traceparent, state, replay_id";
const ARRAYS: &str = "$1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[], \
                      $8::text[], $10::text[], $11::text[]";
const SELECTED: &str = "e.event_id, e.event_time, e.discriminator, e.key, e.key_hash, e.sequence, e.payload, \
                        e.traceparent, $9, e.state, e.replay_id";

/// What is there already stays as it is.
const PASS_OVER: &str = "on conflict (event_id, event_time) do nothing";
/// How many were stored, and where those are that are to be handled.
const COUNT: &str = "select count(*), array_agg(seq) filter (where state = 'stored') from stored";
/// A replayed event is queued behind what is queued already.
const TOLD_AGAIN: &str = "on conflict (event_id, event_time) do update set seq = excluded.seq, \
                          replay_id = excluded.replay_id, state = excluded.state";

pub(super) async fn keep(
    connection: &mut PgConnection,
    inbox: &Inbox,
    sorted: &Sorted,
    now: DateTime,
    expect: Expect,
) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    if !sorted.new.is_empty() {
        let (new, mut careful) = (sorted.new.iter().collect::<Vec<_>>(), expect == Expect::Copies);
        let places = loop {
            let sql = pack(inbox, if careful { PASS_OVER } else { "" });
            match count(connection, sql, arguments(&new, now)?, &mut kept).await {
                Err(StoreError::AlreadyExists(_)) if !careful => careful = true,
                places => break places?,
            }
        };
        // Places grow in the order of the events, unless some were there already, and so have none.
        kept.places = if kept.stored == new.len() { places } else { Vec::new() };
    }
    for replayed in rounds(&sorted.replayed) {
        let first =
            "where (e.event_id, e.event_time, e.replay_id) in (select event_id, event_time, replay_id from told)";
        let stored = format!("with told as ({}), stored as ({})", note(inbox), store(inbox, first, TOLD_AGAIN));
        let sql = format!(
            "{stored}, queued as (insert into {} (seq, event_id, event_time, key_hash, replay_id) \
             select seq, event_id, event_time, key_hash, replay_id from stored where state = 'stored') {COUNT}",
            inbox.queue()
        );
        count(connection, sql, arguments(&replayed, now)?, &mut kept).await?;
    }
    if !sorted.odd.is_empty() {
        kept.odd = keep_aside(connection, inbox, sorted, now).await?;
    }
    Ok(kept)
}

/// Stores new events, and packs those that are to be handled into a batch.
fn pack(inbox: &Inbox, conflict: &str) -> String {
    format!(
        "with stored as ({}), packed as (insert into {} (seq, size, places, event_ids, event_times) select min(seq), \
         count(*), array_agg(seq), array_agg(event_id), array_agg(event_time) from stored where state = 'stored' \
         having count(*) > 0) {COUNT}",
        store(inbox, "", conflict),
        inbox.batches()
    )
}

/// Runs what ends with [`COUNT`]; gives the places of those that are to be handled.
async fn count(
    connection: &mut PgConnection,
    sql: String,
    arguments: PgArguments,
    kept: &mut Kept,
) -> Result<Vec<i64>, StoreError> {
    let row = sqlx::query_with(AssertSqlSafe(sql), arguments).fetch_one(connection).await?;
    let mut places = row.try_get::<Option<Vec<i64>>, _>(1)?.unwrap_or_default();
    places.sort_unstable();
    kept.stored += usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0);
    kept.queued += places.len();
    Ok(places)
}

/// Stores the events that meet a condition, and gives what the queue needs of them.
fn store(inbox: &Inbox, condition: &str, conflict: &str) -> String {
    let stored = insert(&inbox.events(), condition, conflict);
    format!("{stored} returning seq, event_id, event_time, key_hash, state, replay_id")
}

/// Notes by which replays events are told, and gives those that were not told by them before.
fn note(inbox: &Inbox) -> String {
    format!(
        "insert into {} (event_id, event_time, replay_id) select e.event_id, e.event_time, e.replay_id \
         from unnest({ARRAYS}) as e({NAMES}) on conflict do nothing returning event_id, event_time, replay_id",
        inbox.replayed()
    )
}

/// Entries in groups that have each event once: several replays of an event may come at the same time, and no statement
/// may write a row twice.
fn rounds(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    let (mut rounds, mut counts) = (Vec::<Vec<&Entry>>::new(), BTreeMap::new());
    for entry in entries {
        let count = counts.entry((&entry.id, entry.time)).or_insert(0_usize);
        match rounds.get_mut(*count) {
            Some(round) => round.push(entry),
            None => rounds.push(vec![entry]),
        }
        *count += 1;
    }
    rounds
}

async fn keep_aside(
    connection: &mut PgConnection,
    inbox: &Inbox,
    sorted: &Sorted,
    now: DateTime,
) -> Result<usize, StoreError> {
    let entries: Vec<_> = sorted.odd.iter().map(|it| &it.entry).collect();
    let problems = sorted.odd.iter().map(|it| Value::from(it.problem.clone())).collect();
    let mut arguments = arguments(&entries, now)?;
    arguments.add(Value::List(Kind::Text, problems)).map_err(sqlx::Error::Encode)?;
    let sql = format!(
        "insert into {} ({COLUMNS}, problem) select {SELECTED}, e.problem from unnest({ARRAYS}, $12::text[]) \
         as e({NAMES}, problem) on conflict do nothing",
        inbox.odd()
    );
    let done = sqlx::query_with(AssertSqlSafe(sql), arguments).execute(connection).await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(0))
}

pub(super) async fn keep_for_handling(
    connection: &mut PgConnection,
    inbox: &Inbox,
    entries: &[Entry],
    now: DateTime,
    expect: Expect,
) -> Result<Vec<usize>, StoreError> {
    let conflict = if expect == Expect::New { "" } else { PASS_OVER };
    let sql = format!(
        "{} returning event_id, (extract(epoch from event_time) * 1000000)::bigint",
        insert(&inbox.events(), "", conflict)
    );
    let all: Vec<_> = entries.iter().collect();
    let rows = sqlx::query_with(AssertSqlSafe(sql), arguments(&all, now)?).fetch_all(connection).await?;
    let event = |it: &Entry| (it.id.clone(), it.time.as_unix_micros());
    let places: BTreeMap<_, _> = entries.iter().enumerate().map(|(at, it)| (event(it), at)).collect();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        kept.extend(places.get(&(row.try_get(0)?, row.try_get(1)?)));
    }
    kept.sort_unstable();
    Ok(kept)
}

fn insert(table: &str, condition: &str, conflict: &str) -> String {
    format!(
        "insert into {table} as t ({COLUMNS}) select {SELECTED} from unnest({ARRAYS}) with ordinality \
         as e({NAMES}, place) {condition} order by e.place {conflict}"
    )
}

fn arguments(entries: &[&Entry], now: DateTime) -> Result<PgArguments, StoreError> {
    fn column<'e, T>(entries: &'e [&Entry], value: impl Fn(&'e Entry) -> T) -> Vec<T> {
        entries.iter().map(|it| value(it)).collect()
    }
    let mut arguments = PgArguments::default();
    let mut add = || {
        arguments.add(column(entries, |it| it.id.as_str()))?;
        arguments.add(Value::List(Kind::DateTime, column(entries, |it| it.time.into())))?;
        arguments.add(column(entries, |it| it.discriminator.as_str()))?;
        arguments.add(column(entries, |it| it.key.as_str()))?;
        arguments.add(column(entries, |it| key_hash(&it.key)))?;
        arguments.add(column(entries, |it| it.sequence))?;
        arguments.add(column(entries, |it| it.payload.as_ref()))?;
        arguments.add(column(entries, |it| it.trace_parent.as_deref()))?;
        arguments.add(Value::from(now))?;
        arguments.add(column(entries, state))?;
        arguments.add(column(entries, |it| it.replay_id.as_str()))
    };
    add().map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}
