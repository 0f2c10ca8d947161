//! Messages handed to the client one after the other, without waiting for each to be written.
//!
//! The client writes from a thread of its own and tells when it has: whoever waits for that has every message written,
//! and read by the broker, alone.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use lapin::{Error, PublisherConfirm};
use tokio::time::timeout;

use super::connection::PATIENCE;

/// The most bytes that wait to be written; the client keeps a copy of them.
const MOST_BYTES: usize = 1 << 20;

/// Why a message was not written.
pub(super) enum Unsent {
    Failed(Error),
    /// The broker reads nothing.
    Stuck,
}

/// One that is being written.
type Writing<'a> = Pin<Box<dyn Future<Output = Result<PublisherConfirm, Error>> + Send + 'a>>;

/// A window on its way.
#[derive(Default)]
pub(super) struct Sending<'a> {
    /// What is being written, with its size.
    writing: VecDeque<(Writing<'a>, usize)>,
    bytes: usize,
    /// What to wait for of those that are written.
    written: Vec<PublisherConfirm>,
}

impl<'a> Sending<'a> {
    /// Hands a message to the client, and waits when too much is there to be written.
    pub(super) async fn send(
        &mut self,
        message: impl Future<Output = Result<PublisherConfirm, Error>> + Send + 'a,
        size: usize,
    ) -> Result<(), Unsent> {
        let mut message: Writing<'a> = Box::pin(message);
        // The client queues it when it is looked at first, so they are in order.
        match poll_fn(|context| Poll::Ready(message.as_mut().poll(context))).await {
            Poll::Ready(Err(error)) => return Err(Unsent::Failed(error)),
            Poll::Ready(Ok(confirm)) => self.writing.push_back((Box::pin(async { Ok(confirm) }), 0)),
            Poll::Pending => {
                self.writing.push_back((message, size));
                self.bytes += size;
            }
        }
        while self.bytes > MOST_BYTES {
            self.wait_for_one().await?;
        }
        Ok(())
    }

    /// Waits until everything is written; gives what to wait for of the first of them, and why there is no more.
    pub(super) async fn finish(mut self) -> (Vec<PublisherConfirm>, Option<Unsent>) {
        while !self.writing.is_empty() {
            if let Err(unsent) = self.wait_for_one().await {
                return (self.written, Some(unsent));
            }
        }
        (self.written, None)
    }

    async fn wait_for_one(&mut self) -> Result<(), Unsent> {
        let Some((writing, size)) = self.writing.pop_front() else { return Ok(()) };
        self.bytes -= size;
        let written = timeout(PATIENCE, writing).await.map_err(|_| Unsent::Stuck);
        match written.and_then(|it| it.map_err(Unsent::Failed)) {
            Ok(confirm) => {
                self.written.push(confirm);
                Ok(())
            }
            Err(unsent) => {
                // It may be written yet, and those behind it, but nobody counts them: they are published once more.
                self.writing.clear();
                self.bytes = 0;
                Err(unsent)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn nothing_is_waited_for_behind_what_was_not_written() {
        let (mut sending, start) = (Sending::default(), Instant::now());
        assert!(sending.send(pending(), 1).await.is_ok());
        assert!(matches!(sending.send(pending(), MOST_BYTES).await, Err(Unsent::Stuck)));
        let (written, unsent) = sending.finish().await;
        assert!(written.is_empty() && unsent.is_none());
        assert_eq!(start.elapsed(), PATIENCE);
    }
}
