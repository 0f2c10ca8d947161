//! Tries events again that failed, and then those of their key that waited.

use apigen_store::StoreError;

use super::event::FailureKind;
use super::outcome::{attempt, begin, observe, tell, verdict};
use super::work::Worker;
use crate::inbox::Held;

/// What became of the oldest events of a key.
enum Step {
    /// They are handled; more of the key may wait.
    Handled,
    /// Nothing of the key waits any more.
    Released,
    /// Its oldest event is parked, or not due.
    Waits,
    /// Its oldest events were tried and failed.
    Failed,
}

impl Worker<'_> {
    /// Tries every key whose time has come; tells whether there was anything to try.
    pub(super) async fn retry(&mut self) -> Result<bool, StoreError> {
        let due = self.shared.inbox.due(&self.shared.database, self.shared.clock.now()).await?;
        let mut has_tried = false;
        for key in &due {
            self.shared.held().insert(*key);
            // Waiting events go together once the one that they waited for went well, and one by one if that fails.
            let mut limit = 1;
            loop {
                if self.stop.is_requested() {
                    return Ok(true);
                }
                let step = self.step(*key, limit).await?;
                has_tried |= matches!(step, Step::Handled | Step::Failed);
                match step {
                    Step::Handled => limit = self.shared.options.batch,
                    Step::Failed if limit > 1 => limit = 1,
                    Step::Failed | Step::Waits => break,
                    Step::Released => {
                        self.shared.held().remove(key);
                        break;
                    }
                }
            }
        }
        Ok(has_tried)
    }

    async fn step(&mut self, key: i64, limit: usize) -> Result<Step, StoreError> {
        let shared = self.shared;
        let mut transaction = begin(shared).await?;
        let held = shared.inbox.held_of(&mut transaction, key, limit).await?;
        let Some(oldest) = held.first() else {
            transaction.rollback().await?;
            return Ok(Step::Released);
        };
        let is_due = oldest.not_before.is_none_or(|it| it <= shared.clock.now());
        if oldest.state == "parked" || !is_due {
            transaction.rollback().await?;
            return Ok(Step::Waits);
        }
        let events: Vec<_> = held.iter().map(|it| &it.event).collect();
        shared.inbox.resolve(&mut transaction, events.iter().map(|it| it.seq)).await?;
        // In the same transaction, or nobody would ever try it when this process ends now.
        shared.inbox.go_on(&mut transaction, key, shared.clock.now()).await?;
        match attempt(shared, transaction, &events).await? {
            Ok(()) => {
                observe(shared, &events);
                Ok(Step::Handled)
            }
            Err(error) if error.kind == FailureKind::Transient => {
                shared.numbers.database_failures.add(1);
                self.stop.or_after(shared.options.backoff.jittered(1)).await;
                Ok(Step::Failed)
            }
            Err(_) if limit > 1 && held.len() > 1 => Ok(Step::Failed),
            Err(error) => self.failed_again(oldest, &error).await.map(|()| Step::Failed),
        }
    }

    async fn failed_again(&self, oldest: &Held, error: &super::HandleError) -> Result<(), StoreError> {
        let verdict = verdict(self.shared, error, oldest.attempts + 1);
        let mut transaction = begin(self.shared).await?;
        self.shared.inbox.fail_again(&mut transaction, oldest.event.seq, &verdict).await?;
        transaction.commit().await?;
        tell(self.shared, &oldest.event, &verdict);
        Ok(())
    }
}
