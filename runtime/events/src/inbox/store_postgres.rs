//! Storing on PostgreSQL: one statement a batch, with one array a column.

use std::collections::BTreeMap;

use apigen_store::{Kind, StoreError, Value};
use apigen_types::DateTime;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, AssertSqlSafe, PgConnection, Row as _};

use super::store::{COLUMNS, Kept, state};
use super::{Entry, Inbox, Sorted};
use crate::identity::key_hash;

const NAMES: &str =
    "event_id, event_time, discriminator, key, key_hash, sequence, payload, traceparent, state, replay_id";
const ARRAYS: &str = "$1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[], \
                      $8::text[], $10::text[], $11::text[]";
const SELECTED: &str = "e.event_id, e.event_time, e.discriminator, e.key, e.key_hash, e.sequence, e.payload, \
                        e.traceparent, $9, e.state, e.replay_id";

/// A replayed event is queued once a replay, behind what is queued already.
const TOLD_AGAIN: &str = "do update set seq = excluded.seq, replay_id = excluded.replay_id, state = excluded.state \
                          where t.replay_id <> excluded.replay_id";

pub(super) async fn keep(
    connection: &mut PgConnection,
    inbox: &Inbox,
    sorted: &Sorted,
    now: DateTime,
) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    let new =
        Some((sorted.new.iter().collect(), "do nothing")).filter(|(entries, _): &(Vec<_>, _)| !entries.is_empty());
    let again = rounds(&sorted.replayed).into_iter().map(|entries| (entries, TOLD_AGAIN));
    for (entries, conflict) in new.into_iter().chain(again) {
        let sql = format!(
            "with stored as ({} returning seq, event_id, event_time, key_hash, state, replay_id), queued as \
             (insert into {} (seq, event_id, event_time, key_hash, replay_id) \
             select seq, event_id, event_time, key_hash, replay_id from stored where state = 'stored') \
             select count(*), count(*) filter (where state = 'stored') from stored",
            insert(&inbox.events(), conflict),
            inbox.queue()
        );
        let row = sqlx::query_with(AssertSqlSafe(sql), arguments(&entries, now)?).fetch_one(&mut *connection).await?;
        kept.stored += count(row.try_get(0)?);
        kept.queued += count(row.try_get(1)?);
    }
    if !sorted.odd.is_empty() {
        kept.odd = keep_aside(connection, inbox, sorted, now).await?;
    }
    Ok(kept)
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
) -> Result<Vec<usize>, StoreError> {
    let sql = format!(
        "{} returning event_id, (extract(epoch from event_time) * 1000000)::bigint",
        insert(&inbox.events(), "do nothing")
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

fn insert(table: &str, conflict: &str) -> String {
    format!(
        "insert into {table} as t ({COLUMNS}) select {SELECTED} from unnest({ARRAYS}) with ordinality \
         as e({NAMES}, place) order by e.place on conflict (event_id, event_time) {conflict}"
    )
}

fn arguments(entries: &[&Entry], now: DateTime) -> Result<PgArguments, StoreError> {
    let list = |kind, value: &dyn Fn(&Entry) -> Value| Value::List(kind, entries.iter().map(|it| value(it)).collect());
    let values = [
        list(Kind::Text, &|it| it.id.as_str().into()),
        list(Kind::DateTime, &|it| it.time.into()),
        list(Kind::Text, &|it| it.discriminator.as_str().into()),
        list(Kind::Text, &|it| it.key.as_str().into()),
        list(Kind::Integer, &|it| key_hash(&it.key).into()),
        list(Kind::Integer, &|it| it.sequence.into()),
        list(Kind::Bytes, &|it| it.payload.to_vec().into()),
        list(Kind::Text, &|it| it.trace_parent.clone().into()),
        now.into(),
        list(Kind::Text, &|it| state(it).into()),
        list(Kind::Text, &|it| it.replay_id.as_str().into()),
    ];
    let mut arguments = PgArguments::default();
    values.into_iter().try_for_each(|it| arguments.add(it)).map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}

fn count(rows: i64) -> usize {
    usize::try_from(rows).unwrap_or(0)
}
