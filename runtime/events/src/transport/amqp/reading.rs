//! Reading a queue of `RabbitMQ`, without what comes behind holes.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{FieldTable, ShortString};
use lapin::{Channel, Consumer};
use tokio::time::{Instant, timeout_at};

use super::run::{Runs, Sight};
use super::{headers, transport_error};
use crate::transport::{Delivery, TransportError};

/// A channel that is handed messages, with what was seen on it.
#[derive(Debug)]
pub(super) struct Reading {
    channel: Channel,
    messages: Consumer,
    /// The broker's number of the last message that was taken, unless it is acknowledged.
    taken: Option<u64>,
    /// Whether some of what was taken was handed out, so that it is the caller's to acknowledge.
    owes: bool,
    runs: Runs,
    /// Whether a message came late: the broker has to hand out everything again that is not acknowledged.
    is_disordered: bool,
    /// Why nothing comes any more, seen behind messages that were handed out first.
    end: Option<TransportError>,
}

impl Reading {
    /// Begins to be handed the messages of a queue, for batches of so many at most.
    pub(super) async fn begin(channel: Channel, queue: ShortString, max: usize) -> Result<Self, TransportError> {
        let failed = |error| transport_error("cannot subscribe", &error);
        // As much again is on its way while a batch is handled.
        let prefetch = u16::try_from(max.saturating_mul(2)).unwrap_or(u16::MAX).max(2);
        channel.basic_qos(prefetch, BasicQosOptions::default()).await.map_err(failed)?;
        let options = BasicConsumeOptions::default();
        let messages = channel.basic_consume(queue, "".into(), options, FieldTable::default()).await.map_err(failed)?;
        Ok(Self { channel, messages, taken: None, owes: false, runs: Runs::default(), is_disordered: false, end: None })
    }

    /// Acknowledges what was taken.
    pub(super) async fn acknowledge(&mut self) -> Result<(), TransportError> {
        let Some(taken) = self.taken else { return Ok(()) };
        let done = self.channel.basic_ack(taken, BasicAckOptions { multiple: true }).await;
        done.map_err(|error| transport_error("cannot acknowledge", &error))?;
        (self.taken, self.owes) = (None, false);
        Ok(())
    }

    /// Waits for the first message, and takes those that are here already with it.
    pub(super) async fn take(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        if let Some(end) = self.end.take() {
            return Err(end);
        }
        let mut taken = Vec::new();
        while taken.is_empty() {
            if self.is_disordered {
                return Err(TransportError::Unavailable("the broker gave out of order what others had".to_owned()));
            }
            self.forget_skipped().await?;
            let next = poll_fn(|context| Pin::new(&mut self.messages).poll_next(context));
            let Ok(next) = timeout_at(deadline, next).await else { break };
            taken.extend(self.accept(next)?);
        }
        while !taken.is_empty() && taken.len() < max && !self.is_disordered {
            match Pin::new(&mut self.messages).poll_next(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(next) => match self.accept(next) {
                    Ok(message) => taken.extend(message),
                    // The client tells it once, and what was taken is fine.
                    Err(end) => {
                        self.end = Some(end);
                        break;
                    }
                },
                Poll::Pending => break,
            }
        }
        Ok(taken)
    }

    /// Acknowledges what nobody is handed. There may be more of it than the broker gives out at once, and behind that
    /// nothing would ever come.
    async fn forget_skipped(&mut self) -> Result<(), TransportError> {
        let Some(skipped) = self.taken.filter(|_| !self.owes) else { return Ok(()) };
        // Taken away before the wait: a number that is acknowledged twice would end the channel.
        self.taken = None;
        let done = self.channel.basic_ack(skipped, BasicAckOptions { multiple: true }).await;
        done.map_err(|error| transport_error("cannot acknowledge", &error))
    }

    /// What is handed out of a message: nothing behind a hole, and nothing that comes late, which is left to the broker.
    fn accept(
        &mut self,
        next: Option<Result<lapin::message::Delivery, lapin::Error>>,
    ) -> Result<Option<Delivery>, TransportError> {
        let message = match next {
            Some(Ok(message)) => message,
            Some(Err(error)) => return Err(transport_error("cannot read the queue", &error)),
            None => return Err(TransportError::Unavailable("the broker has ended the subscription".to_owned())),
        };
        let sight = headers::place(&message.properties).map_or(Sight::Follows, |place| self.runs.see(place));
        if sight == Sight::ComesLate {
            self.is_disordered = true;
            return Ok(None);
        }
        self.taken = Some(message.delivery_tag);
        let follows = sight == Sight::Follows;
        self.owes |= follows;
        Ok(follows.then(|| headers::decode(&message.properties, message.data)))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        // Until its channel is closed, the broker would keep others standing by. The client cancels what it reads when
        // that is dropped, and only then: a broker that is told so first hands the others what comes next, and what was
        // not acknowledged after that.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (channel, messages) = (self.channel.clone(), self.messages.clone());
            runtime.spawn(async move {
                let closed = channel.close(200, "done".into()).await;
                drop(messages);
                closed
            });
        }
    }
}
