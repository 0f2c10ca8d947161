//! Parts of a consumer's events, one a day: made ahead, dropped when they are old.
//!
//! Dropping a part costs the same whatever it holds, and leaves nothing behind to clean up. On SQLite, which has no
//! parts, old events are deleted in small steps.

use std::collections::BTreeSet;
use std::time::Duration;

use apigen_store::{Database, Engine, StoreError, quoted};
use apigen_types::DateTime;

use super::Old;
use crate::inbox::Inbox;
use crate::names::literal;

/// How many days are made ahead.
const AHEAD: i64 = 7;
const DAY_MILLIS: i64 = 86_400_000;

/// Keeps the parts of one consumer's events.
#[derive(Debug, Clone)]
pub(crate) struct Keeper {
    database: Database,
    inbox: Inbox,
    kept: Duration,
}

impl Keeper {
    /// Keeps events for so long.
    pub(crate) fn inbox(database: &Database, inbox: &Inbox, kept: Duration) -> Self {
        Self { database: database.clone(), inbox: inbox.clone(), kept }
    }

    /// Makes what is missing from the oldest day that is kept to some days ahead, and drops what is older.
    pub(crate) async fn keep(&self, now: DateTime) -> Result<(), StoreError> {
        match self.inbox.engine {
            Engine::Postgres => {
                self.make(now).await?;
                self.drop_old(now).await
            }
            Engine::Sqlite => self.delete_old(now).await,
        }
    }

    fn oldest_day(&self, now: DateTime) -> i64 {
        let kept = i64::try_from(self.kept.as_millis()).unwrap_or(i64::MAX / 2);
        (now.as_unix_millis().saturating_sub(kept)).div_euclid(DAY_MILLIS)
    }

    /// Makes parts that are missing; whoever reads or writes others waits for none of it.
    async fn make(&self, now: DateTime) -> Result<(), StoreError> {
        let (oldest, today) = (self.oldest_day(now), now.as_unix_millis().div_euclid(DAY_MILLIS));
        let mut transaction = self.database.begin().await?;
        // Two processes would make the same.
        transaction.script("select pg_advisory_xact_lock(hashtext('apigen inbox'))").await?;
        transaction.script("set local lock_timeout = '2s'").await?;
        let parts = format!(
            "select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = {}::regclass",
            literal(&self.inbox.events())
        );
        let there = transaction.query(&parts, &[]).await?.into_iter().map(|mut row| row.get(0));
        let there = there.collect::<Result<BTreeSet<String>, _>>()?;
        let missing = (oldest..=today + AHEAD).filter(|day| !there.contains(&self.part(*day)));
        let make: Vec<_> = missing.map(|day| self.statements(day)).collect();
        transaction.script(&make.join("; ")).await?;
        transaction.commit().await
    }

    /// What makes a part: a table that is attached locks the whole for nobody but others that attach and detach.
    fn statements(&self, day: i64) -> String {
        let (part, events, from, to) = (table(&self.part(day)), self.inbox.events(), date(day), date(day + 1));
        format!(
            "create table {part} (like {events} including defaults including indexes); alter table {events} \
             attach partition {part} for values from ('{from} 00:00:00Z') to ('{to} 00:00:00Z')"
        )
    }

    fn part(&self, day: i64) -> String {
        format!("{}_{}", self.inbox.name, date(day).replace('-', ""))
    }

    /// Drops parts that end before the horizon, unless something in them is queued or has failed.
    async fn drop_old(&self, now: DateTime) -> Result<(), StoreError> {
        let oldest = format!("{}_{}", self.inbox.name, date(self.oldest_day(now)).replace('-', ""));
        let parts = format!(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid \
             where i.inhparent = {}::regclass and c.relname < $1 order by 1",
            literal(&self.inbox.events())
        );
        let found = self.database.query(&parts, &[oldest.into()]).await?;
        if found.is_empty() {
            return Ok(());
        }
        // What waits is looked for in the queue.
        let mut transaction = self.database.begin().await?;
        self.inbox.unpack(&mut transaction, 0).await?;
        transaction.commit().await?;
        let mut old = Vec::new();
        for mut row in found {
            let part: String = row.get(0)?;
            if self.is_needed(&part).await? {
                tracing::warn!(part, "events of this part are older than they are kept and not handled, so it stays");
            } else {
                old.push(table(&part));
            }
        }
        if !old.is_empty() {
            self.database.drop_parts(&self.inbox.events(), &old).await?;
        }
        Ok(())
    }

    /// Whether something in a part is queued or has failed.
    async fn is_needed(&self, part: &str) -> Result<bool, StoreError> {
        let (table, queue, failure) = (table(part), self.inbox.queue(), self.inbox.failure());
        let needed = format!(
            "select 1 from {table} e where exists (select from {queue} q where q.event_id = e.event_id and q.event_time = \
             e.event_time) or exists (select from {failure} f where f.event_id = e.event_id and f.event_time = e.event_time \
             and f.resolved_at is null) limit 1"
        );
        Ok(!self.database.query(&needed, &[]).await?.is_empty())
    }

    /// Deletes events from before the oldest day, unless they are queued or have failed.
    async fn delete_old(&self, now: DateTime) -> Result<(), StoreError> {
        let (events, queue, failure) = (self.inbox.events(), self.inbox.queue(), self.inbox.failure());
        let condition = format!(
            "event_time < $1 and not exists (select 1 from {queue} q where q.event_id = {events}.event_id) and not exists \
             (select 1 from {failure} f where f.event_id = {events}.event_id and f.resolved_at is null)"
        );
        match DateTime::from_unix_millis(self.oldest_day(now).saturating_mul(DAY_MILLIS)) {
            Some(oldest) => Old::new(&self.database, events, condition, self.kept).delete(oldest).await,
            None => Ok(()),
        }
    }
}

/// The name of a part for SQL.
fn table(part: &str) -> String {
    format!("inbox.{}", quoted(part))
}

/// The date of a day since the beginning of 1970: `2026-11-21`.
fn date(day: i64) -> String {
    let time = DateTime::from_unix_millis(day.saturating_mul(DAY_MILLIS));
    time.map_or_else(String::new, |it| it.date().to_string())
}
