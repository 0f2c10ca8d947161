//! What a batch came to.

use std::collections::BTreeSet;
use std::time::Duration;

use apigen_store::{StoreError, Transaction};

use super::event::{FailureKind, HandleError};
use super::report::Report;
use super::running::Shared;
use crate::inbox::{Stored, Verdict};
use crate::metrics::millis;

/// An event that was tried alone and failed.
pub(super) struct Failure<'a> {
    pub(super) event: &'a Stored,
    pub(super) error: HandleError,
}

/// Begins a transaction for the handler. A process that is frozen in the middle of it holds events that it took, and the
/// server ends it after the silence that a leader may keep, so that another process can take them.
pub(super) async fn begin(shared: &Shared) -> Result<Transaction<'static>, StoreError> {
    shared.database.begin_heard(shared.options.silence).await
}

/// The keys of events whose earlier events wait, as the tables have it; none of them is released before the transaction
/// ends. What is remembered of them is brought up to date: somebody may have decided on a key meanwhile, and then nothing
/// would ever release it.
pub(super) async fn ask_held(
    shared: &Shared,
    transaction: &mut Transaction<'static>,
    events: &[&Stored],
) -> Result<BTreeSet<i64>, StoreError> {
    // Which is most often all that there is to ask.
    if !shared.inbox.any_held(transaction).await? {
        shared.held().clear();
        return Ok(BTreeSet::new());
    }
    let keys: BTreeSet<_> = events.iter().map(|it| it.key_hash).collect();
    let held: BTreeSet<_> = shared.inbox.still_held(transaction, keys.iter().copied()).await?.into_iter().collect();
    let mut remembered = shared.held();
    remembered.retain(|it| !keys.contains(it) || held.contains(it));
    remembered.extend(&held);
    Ok(held)
}

/// Runs the handler and commits; on failure nothing has happened.
pub(super) async fn attempt(
    shared: &Shared,
    mut transaction: Transaction<'static>,
    events: &[&Stored],
) -> Result<Result<(), HandleError>, StoreError> {
    if !events.is_empty()
        && let Err(error) = run_handler(shared, &mut transaction, events).await
    {
        transaction.rollback().await?;
        return Ok(Err(error));
    }
    match transaction.commit().await {
        Ok(()) => Ok(Ok(())),
        Err(error) if error.is_transient() => Err(error),
        // A constraint that is checked at the end.
        Err(error) => Ok(Err(error.into())),
    }
}

async fn run_handler(
    shared: &Shared,
    transaction: &mut Transaction<'static>,
    events: &[&Stored],
) -> Result<(), HandleError> {
    shared.handler.run(transaction, events).await?;
    Ok(still_valid(transaction).await?)
}

/// Fails when a statement of the transaction failed and the handler went on as if nothing had happened: PostgreSQL
/// would roll back on commit and call it a success.
async fn still_valid(transaction: &mut Transaction<'static>) -> Result<(), StoreError> {
    if transaction.as_postgres().is_some() { transaction.query("select 1", &[]).await.map(drop) } else { Ok(()) }
}

/// What becomes of an event that has failed so often.
pub(super) fn verdict(shared: &Shared, error: &HandleError, attempts: u32) -> Verdict {
    let now = shared.clock.now();
    let is_parked = error.kind == FailureKind::Poison || attempts >= shared.options.attempts;
    let not_before = if is_parked { None } else { now.checked_add(shared.options.retry.after(attempts)) };
    let handler = shared.options.version.clone();
    Verdict { error: error.reason.clone(), attempts, not_before, now, handler }
}

/// Counts and tells what became of an event.
pub(super) fn tell(shared: &Shared, event: &Stored, verdict: &Verdict) {
    let (event, key, error) = (event.id.clone(), event.key.clone(), verdict.error.clone());
    let attempts = verdict.attempts;
    let report = if verdict.not_before.is_some() {
        shared.numbers.retried.add(1);
        Report::Failed { event, key, error, attempts }
    } else {
        shared.numbers.parked.add(1);
        Report::Parked { event, key, error, attempts }
    };
    shared.reporter.tell(&report);
}

/// Counts events whose effect is committed.
pub(super) fn observe(shared: &Shared, events: &[&Stored]) {
    if events.is_empty() {
        return;
    }
    shared.numbers.handled.add(events.len());
    shared.numbers.batches.add(1);
    shared.numbers.batch_size.set(events.len() as u64);
    if let Some(oldest) = events.iter().map(|it| it.time).min() {
        let micros = shared.clock.now().as_unix_micros().saturating_sub(oldest.as_unix_micros());
        shared.numbers.lag_ms.set(millis(Duration::from_micros(u64::try_from(micros).unwrap_or(0))));
    }
}
