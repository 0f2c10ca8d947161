//! Reading a stream in its order from some sequence on.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_nats::jetstream::consumer::pull::{Config, Stream as Messages};
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy};
use async_nats::jetstream::{self, Message};
use futures_core::Stream;
use tokio::task::coop::unconstrained;

use super::connection::Connection;
use super::{headers, stream, unavailable};
use crate::StreamAddress;
use crate::transport::{Delivery, TransportError};

/// How soon a broken flow is noticed.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// A consumer of the server that lives no longer than this value, and hands out every message once.
pub(super) struct Reader {
    messages: Messages,
    /// What the server calls it.
    name: String,
    /// The server numbers what it hands out, so that a loss on the way shows.
    handed_out: u64,
    /// How many messages were there when it began.
    there: u64,
}

/// Why reading has to begin anew: something was lost on the way, or nothing comes any more.
#[derive(Debug)]
pub(super) struct Broken;

/// A message and its sequence in the stream.
pub(super) type Numbered = (u64, Message);

impl Reader {
    /// Begins with the first message behind `after`.
    pub(super) async fn begin(
        connection: &Connection,
        address: &StreamAddress,
        after: u64,
        batch: usize,
    ) -> Result<Self, TransportError> {
        let context = connection.context().await?;
        let config = Config {
            deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: after + 1 },
            ack_policy: AckPolicy::None,
            inactive_threshold: Duration::from_mins(1),
            memory_storage: true,
            num_replicas: 1,
            ..Config::default()
        };
        let consumer = context.create_consumer_on_stream(config, stream::name(address)).await;
        let consumer: jetstream::consumer::PullConsumer = consumer.map_err(|error| unavailable(&error))?;
        let (name, there) = (consumer.cached_info().name.clone(), consumer.cached_info().num_pending);
        let builder = consumer.stream().max_messages_per_batch(batch).heartbeat(HEARTBEAT).expires(HEARTBEAT * 5);
        let messages = builder.messages().await.map_err(|error| unavailable(&error))?;
        Ok(Self { messages, name, handed_out: 0, there })
    }

    /// Takes it away from the server, which would otherwise forget it a minute later.
    pub(super) async fn end(self, connection: &Connection, address: &StreamAddress) {
        if let Ok(context) = connection.context().await {
            let _ = context.delete_consumer_from_stream(self.name, stream::name(address)).await;
        }
    }

    /// Whether there were more messages when it began than have come.
    pub(super) fn expects(&self) -> bool {
        self.handed_out < self.there
    }

    /// Expects no more than what has come: what was there may have been dropped since.
    pub(super) fn expect_nothing(&mut self) {
        self.there = 0;
    }

    /// The next message, whenever it comes.
    pub(super) async fn next(&mut self) -> Result<Numbered, Broken> {
        let next = poll_fn(|context| Pin::new(&mut self.messages).poll_next(context)).await;
        self.check(next)
    }

    /// The next message, if it is here already. Tokio would say after some hundred of them that nothing is, so that
    /// other tasks have their turn; there is an end to what is taken at once.
    pub(super) fn ready(&mut self) -> Option<Result<Numbered, Broken>> {
        let next = unconstrained(poll_fn(|context| Pin::new(&mut self.messages).poll_next(context)));
        match pin!(next).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(next) => Some(self.check(next)),
            Poll::Pending => None,
        }
    }

    fn check<E>(&mut self, next: Option<Result<Message, E>>) -> Result<Numbered, Broken> {
        let Some(Ok(message)) = next else { return Err(Broken) };
        let Ok(info) = message.info() else { return Err(Broken) };
        let sequence = info.stream_sequence;
        if info.consumer_sequence != self.handed_out + 1 {
            return Err(Broken);
        }
        self.handed_out += 1;
        Ok((sequence, message))
    }
}

/// A message and those right behind it that are here already; a reader that lost something is gone then.
pub(super) fn taken(reader: &mut Option<Reader>, first: &Numbered, max: usize) -> Vec<Delivery> {
    let decode = |(_, message): &Numbered| headers::decode(message.headers.as_ref(), message.payload.clone());
    let mut taken = vec![decode(first)];
    while taken.len() < max
        && let Some(next) = reader.as_mut().and_then(Reader::ready)
    {
        match next {
            Ok(next) if next.0 == first.0 + taken.len() as u64 => taken.push(decode(&next)),
            _ => {
                *reader = None;
                break;
            }
        }
    }
    taken
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("handed_out", &self.handed_out).finish_non_exhaustive()
    }
}
