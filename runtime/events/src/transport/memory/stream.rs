//! One stream in memory, shared by all its ends.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::log::{Holder, Log, Taken};
use crate::ConsumerName;
use crate::address::Limits;
use crate::message::Frame;
use crate::transport::{Delivery, PublishError, Published, TransportError};

/// One stream; all ends of it share it.
#[derive(Debug, Default)]
pub(super) struct Stream {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    condition: Condition,
    log: Log,
}

#[derive(Debug, Default)]
enum Condition {
    #[default]
    Running,
    Stopped,
    Removed,
}

impl Stream {
    /// What is there to take, at once or at the first change that brings something; nothing when the time is over.
    pub(super) async fn until_taken(
        &self,
        deadline: Instant,
        mut take: impl FnMut() -> Result<Vec<Delivery>, TransportError>,
    ) -> Result<Vec<Delivery>, TransportError> {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            let taken = take()?;
            if !taken.is_empty() || timeout_at(deadline, changed).await.is_err() {
                return Ok(taken);
            }
        }
    }

    pub(super) fn publish(&self, frames: Vec<Frame>, limits: Limits) -> Published {
        let mut state = self.state();
        let published = match state.condition {
            Condition::Running => state.log.append(frames, limits),
            Condition::Stopped => Published::until(0, PublishError::Unavailable(STOPPED.to_owned())),
            Condition::Removed => Published::until(0, PublishError::Unroutable("the stream was removed".to_owned())),
        };
        self.changed.notify_waiters();
        published
    }

    /// A new subscription, which holds nothing yet.
    pub(super) fn register(&self, consumer: &ConsumerName) -> Result<Holder, TransportError> {
        Ok(self.running()?.log.register(consumer))
    }

    /// Whether that subscription is handed messages at present.
    pub(super) fn is_held_by(&self, consumer: &ConsumerName, holder: Holder) -> bool {
        self.state().log.is_held_by(consumer, holder)
    }

    /// The next frames for a subscription, if it holds its consumer's position or can take it.
    pub(super) fn take(&self, consumer: &ConsumerName, holder: Holder, max: usize) -> Result<Taken, TransportError> {
        Ok(self.running()?.log.take(consumer, holder, max))
    }

    /// The number of the frame that is published next.
    pub(super) fn end(&self) -> Result<u64, TransportError> {
        Ok(self.running()?.log.end())
    }

    /// The frames from that number on, for somebody who holds no position.
    pub(super) fn look(&self, start: u64, max: usize) -> Result<Taken, TransportError> {
        Ok(self.running()?.log.look(start, max))
    }

    /// Acknowledges what the subscription was handed, if it has not lost its hold in between.
    pub(super) fn acknowledge(&self, consumer: &ConsumerName, holder: Holder) -> Result<(), TransportError> {
        self.running()?.log.acknowledge(consumer, holder);
        Ok(())
    }

    /// Gives up the position: what was handed out and not acknowledged is owed again.
    pub(super) fn release(&self, consumer: &ConsumerName, holder: Holder) {
        self.state().log.release(consumer, holder);
        self.changed.notify_waiters();
    }

    pub(super) fn stop(&self) {
        let mut state = self.state();
        state.condition = Condition::Stopped;
        state.log.release_all();
        self.changed.notify_waiters();
    }

    pub(super) fn start(&self) {
        self.state().condition = Condition::Running;
        self.changed.notify_waiters();
    }

    pub(super) fn remove(&self) {
        self.state().condition = Condition::Removed;
        self.changed.notify_waiters();
    }

    fn running(&self) -> Result<MutexGuard<'_, State>, TransportError> {
        let state = self.state();
        match state.condition {
            Condition::Running => Ok(state),
            Condition::Stopped => Err(TransportError::Unavailable(STOPPED.to_owned())),
            Condition::Removed => Err(TransportError::Unavailable("the stream was removed".to_owned())),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const STOPPED: &str = "the broker in memory is stopped";
