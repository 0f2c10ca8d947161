//! One batch through the handler: halved while it fails, until what fails is one event.

use std::collections::BTreeSet;

use apigen_store::{StoreError, Transaction};

use super::event::FailureKind;
use super::outcome::{Failure, ask_held, attempt, begin, observe, tell, verdict};
use super::work::Worker;
use crate::inbox::Stored;

/// A batch and what has become of it so far.
pub(super) struct Batch<'e> {
    events: &'e [Stored],
    /// How many different keys it has.
    pub(super) keys: usize,
    failures: Vec<Failure<'e>>,
    /// Keys of failures; their later events stay where they are.
    pub(super) failed_keys: BTreeSet<i64>,
    /// Whether its events can be taken one by one by now.
    is_unpacked: bool,
}

/// How a batch ended.
pub(super) enum Ending {
    /// Everything is handled, or failed by itself.
    Done,
    /// So much failed that it is not the events; the rest stays queued, and so does what failed.
    MostFail(String),
    /// The database is in the way; the rest stays queued.
    Later(String),
}

impl<'e> Batch<'e> {
    pub(super) fn new(events: &'e [Stored]) -> Self {
        let keys = events.iter().map(|it| it.key_hash).collect::<BTreeSet<_>>().len();
        Self { events, keys, failures: Vec::new(), failed_keys: BTreeSet::new(), is_unpacked: false }
    }
}

impl Worker<'_> {
    /// Runs the handler on everything, on halves of what fails, and so on.
    pub(super) async fn halve(
        &mut self,
        batch: &mut Batch<'_>,
        first: Transaction<'static>,
    ) -> Result<Ending, StoreError> {
        let mut first = Some(first);
        let mut parts = Vec::new();
        parts.push(0..batch.events.len());
        while let Some(part) = parts.pop() {
            let is_open = |it: &&Stored| !batch.failed_keys.contains(&it.key_hash);
            let events: Vec<_> = batch.events[part.clone()].iter().filter(is_open).collect();
            if events.is_empty() {
                continue;
            }
            let (mut transaction, events) = match first.take() {
                Some(transaction) => (transaction, events),
                None => self.take_again(events).await?,
            };
            let free = self.hold(&mut transaction, &events).await?;
            let Err(error) = attempt(self.shared, transaction, &free).await? else {
                self.shared.handled(events.len());
                observe(self.shared, &free);
                continue;
            };
            if error.kind == FailureKind::Transient {
                return Ok(Ending::Later(error.reason));
            }
            if !batch.is_unpacked {
                batch.is_unpacked = true;
                self.unpack().await?;
            }
            let [event] = free.as_slice() else {
                let guilty = part.clone().find(|at| error.event.as_ref() == Some(&batch.events[*at].id));
                let (start, end) = (part.start, part.end);
                match guilty {
                    Some(at) => parts.extend([at + 1..end, at..at + 1, start..at]),
                    None => parts.extend([start.midpoint(end)..end, start..start.midpoint(end)]),
                }
                continue;
            };
            batch.failed_keys.insert(event.key_hash);
            if self.circuit.would_open(batch.keys - batch.failed_keys.len(), batch.failed_keys.len()) {
                return Ok(Ending::MostFail(error.reason));
            }
            batch.failures.push(Failure { event, error });
            // Events that wait for others were in the same transaction.
            parts.push(part);
        }
        Ok(Ending::Done)
    }

    /// Takes events again whose transaction was rolled back; those that somebody else has taken meanwhile are left out.
    async fn take_again<'e>(
        &self,
        mut events: Vec<&'e Stored>,
    ) -> Result<(Transaction<'static>, Vec<&'e Stored>), StoreError> {
        let mut transaction = begin(self.shared).await?;
        let taken = self.shared.inbox.take_these(&mut transaction, events.iter().map(|it| it.seq)).await?;
        events.retain(|it| taken.contains(&it.seq));
        Ok((transaction, events))
    }

    /// Lets events of held keys wait; gives the others. The tables are asked, since a process that led before may have
    /// recorded a failure after its keys were read.
    async fn hold<'e>(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[&'e Stored],
    ) -> Result<Vec<&'e Stored>, StoreError> {
        let shared = self.shared;
        let held = ask_held(shared, transaction, events).await?;
        if held.is_empty() {
            return Ok(events.to_vec());
        }
        let (waiting, free): (Vec<_>, Vec<_>) =
            events.iter().copied().partition(|it: &&Stored| held.contains(&it.key_hash));
        for event in &waiting {
            shared.inbox.wait(transaction, event, shared.clock.now()).await?;
        }
        shared.numbers.waiting.add(waiting.len());
        Ok(free)
    }

    /// Records what failed alone, and lets the later events of those keys wait.
    pub(super) async fn record(&self, batch: &Batch<'_>) -> Result<(), StoreError> {
        if batch.failures.is_empty() {
            return Ok(());
        }
        let shared = self.shared;
        let verdicts: Vec<_> = batch.failures.iter().map(|it| verdict(shared, &it.error, 1)).collect();
        let mut transaction = begin(shared).await?;
        let places = batch.events.iter().filter(|it| batch.failed_keys.contains(&it.key_hash)).map(|it| it.seq);
        // Those before the failure are handled and gone.
        let taken = shared.inbox.take_these(&mut transaction, places).await?;
        for (failure, verdict) in batch.failures.iter().zip(&verdicts) {
            if taken.contains(&failure.event.seq) {
                shared.inbox.fail(&mut transaction, failure.event, verdict).await?;
            }
        }
        let is_failure = |it: &Stored| batch.failures.iter().any(|failure| failure.event.seq == it.seq);
        for event in batch.events.iter().filter(|it| taken.contains(&it.seq) && !is_failure(it)) {
            shared.inbox.wait(&mut transaction, event, shared.clock.now()).await?;
        }
        transaction.commit().await?;
        shared.handled(taken.len());
        shared.numbers.waiting.add(taken.len().saturating_sub(verdicts.len()));
        shared.held().extend(&batch.failed_keys);
        for (failure, verdict) in batch.failures.iter().zip(&verdicts) {
            tell(shared, failure.event, verdict);
        }
        Ok(())
    }
}
