//! What runs in the background: stopped in order, woken early, asked whether it has anything left to do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// The request to stop, as a task sees it.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// A switch and what it stops.
    pub(crate) fn switch() -> (watch::Sender<bool>, Self) {
        let (switch, stop) = watch::channel(false);
        (switch, Self(stop))
    }

    pub(crate) fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until a stop is requested.
    pub(crate) async fn requested(&mut self) {
        // A switch that is gone is a stop too: nobody could request one any more.
        let _ = self.0.wait_for(|it| *it).await;
    }

    /// Waits so long, or until a stop is requested.
    pub(crate) async fn or_after(&mut self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.requested() => {}
        }
    }
}

/// Says that there may be work, without waiting for the next look at the database; clones say it to the same tasks.
#[derive(Debug, Clone, Default)]
pub struct Hint(Arc<watch::Sender<u64>>);

impl Hint {
    /// Call it after a commit that changed journaled rows; forgetting it costs milliseconds, never an event.
    pub fn committed(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(crate) fn heard(&self) -> Heard {
        Heard(self.0.subscribe())
    }
}

/// One task's ear for hints.
#[derive(Debug)]
pub(crate) struct Heard(watch::Receiver<u64>);

impl Heard {
    /// Waits for a hint that came after the last one waited for.
    pub(crate) async fn next(&mut self) {
        if self.0.changed().await.is_err() {
            // Nobody can give a hint any more.
            std::future::pending::<()>().await;
        }
    }
}

/// Counts rounds that found nothing to do, so that somebody can wait for one that began after now.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    asked: AtomicU64,
    idle: watch::Sender<u64>,
    wake: Notify,
}

impl Rounds {
    /// What has been asked so far; a round takes note when it begins.
    pub(crate) fn begun(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }

    /// The round that began with that number found nothing to do.
    pub(crate) fn idle(&self, begun: u64) {
        self.idle.send_replace(begun);
    }

    /// Whether somebody waits for the round that began with that number.
    pub(crate) fn is_awaited(&self, begun: u64) -> bool {
        begun > *self.idle.borrow()
    }

    /// Waits for somebody who wants to know.
    pub(crate) async fn asked(&self) {
        self.wake.notified().await;
    }

    /// Waits for a round that begins from now on and finds nothing to do.
    pub(crate) async fn settled(&self) {
        let ask = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        self.wake.notify_one();
        // The sender is part of this value, so the wait ends by reaching the number only.
        let _ = self.idle.subscribe().wait_for(|idle| *idle >= ask).await;
    }
}

/// Tasks in the background; dropped they are aborted, which loses nothing but the work of a batch.
#[derive(Debug)]
pub(crate) struct Tasks {
    switch: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Tasks {
    pub(crate) fn new(switch: watch::Sender<bool>, tasks: Vec<JoinHandle<()>>) -> Self {
        Self { switch, tasks }
    }

    /// Lets every task end what it is at, and waits for it.
    pub(crate) async fn stop(mut self) {
        self.switch.send_replace(true);
        for task in self.tasks.drain(..) {
            // A task that panicked has ended too.
            let _ = task.await;
        }
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
