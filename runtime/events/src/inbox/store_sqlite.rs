//! Storing on SQLite: statement by statement within one transaction, in which nobody else writes.

use apigen_store::{StoreError, Transaction, Value};
use apigen_types::DateTime;

use super::store::{COLUMNS, Kept, state};
use super::{Entry, Inbox, Odd, Sorted};
use crate::identity::key_hash;

const TOLD_AGAIN: &str = "do update set replay_id = excluded.replay_id, state = excluded.state";

pub(super) async fn keep(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    sorted: &Sorted,
    now: DateTime,
) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    for entry in &sorted.new {
        if insert(transaction, &inbox.events(), entry, now, "do nothing").await? {
            kept.add(queue(transaction, inbox, entry).await?);
        }
    }
    for entry in &sorted.replayed {
        if note(transaction, inbox, entry).await? {
            insert(transaction, &inbox.events(), entry, now, TOLD_AGAIN).await?;
            kept.add(queue(transaction, inbox, entry).await?);
        }
    }
    for odd in &sorted.odd {
        kept.odd += usize::from(insert_odd(transaction, inbox, odd, now).await?);
    }
    Ok(kept)
}

pub(super) async fn keep_for_handling(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    entries: &[Entry],
    now: DateTime,
) -> Result<Vec<usize>, StoreError> {
    let mut kept = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if insert(transaction, &inbox.events(), entry, now, "do nothing").await? {
            kept.push(at);
        }
    }
    Ok(kept)
}

async fn insert(
    transaction: &mut Transaction<'static>,
    table: &str,
    entry: &Entry,
    now: DateTime,
    conflict: &str,
) -> Result<bool, StoreError> {
    let sql = format!(
        "insert into {table} ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         on conflict (event_id, event_time) {conflict}"
    );
    Ok(transaction.execute(&sql, &values(entry, now)).await? > 0)
}

async fn insert_odd(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    odd: &Odd,
    now: DateTime,
) -> Result<bool, StoreError> {
    let sql = format!(
        "insert into {} ({COLUMNS}, problem) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict do nothing",
        inbox.odd()
    );
    let mut values = values(&odd.entry, now);
    values.push(odd.problem.as_str().into());
    Ok(transaction.execute(&sql, &values).await? > 0)
}

/// Notes that a replay has told an event; gives whether it had not before.
async fn note(transaction: &mut Transaction<'static>, inbox: &Inbox, entry: &Entry) -> Result<bool, StoreError> {
    let sql = format!(
        "insert into {} (event_id, event_time, replay_id) values ($1, $2, $3) on conflict do nothing",
        inbox.replayed()
    );
    let values = [entry.id.as_str().into(), entry.time.into(), entry.replay_id.as_str().into()];
    Ok(transaction.execute(&sql, &values).await? > 0)
}

/// Queues an event that this version knows; gives whether it does.
async fn queue(transaction: &mut Transaction<'static>, inbox: &Inbox, entry: &Entry) -> Result<bool, StoreError> {
    if !entry.is_known {
        return Ok(false);
    }
    let sql =
        format!("insert into {} (event_id, event_time, key_hash, replay_id) values ($1, $2, $3, $4)", inbox.queue());
    let replay = entry.replay_id.as_str().into();
    let values = [entry.id.as_str().into(), entry.time.into(), key_hash(&entry.key).into(), replay];
    transaction.execute(&sql, &values).await?;
    Ok(true)
}

fn values(entry: &Entry, now: DateTime) -> Vec<Value> {
    vec![
        entry.id.as_str().into(),
        entry.time.into(),
        entry.discriminator.as_str().into(),
        entry.key.as_str().into(),
        key_hash(&entry.key).into(),
        entry.sequence.into(),
        entry.payload.to_vec().into(),
        entry.trace_parent.clone().into(),
        now.into(),
        state(entry).into(),
        entry.replay_id.as_str().into(),
    ]
}
