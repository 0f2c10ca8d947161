//! The writing end of a stream on NATS.

use std::future::IntoFuture;
use std::sync::Arc;

use async_nats::jetstream::context::{PublishAckFuture, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use futures_core::future::BoxFuture;
use tokio::sync::{Mutex, watch};

use super::connection::Connection;
use super::position::Positions;
use super::{headers, stream};
use crate::transport::{Producer, PublishError, Published, TransportError};
use crate::{Message, StreamAddress};

/// How many messages wait for their confirmation at once.
const WINDOW: usize = 1000;

#[derive(Debug)]
pub(super) struct NatsProducer {
    connection: Arc<Connection>,
    changes: watch::Receiver<u64>,
    address: StreamAddress,
    positions: Positions,
    /// Other producers of this process publish windows of their own, one at a time.
    turn: Arc<Mutex<()>>,
    /// How many messages may be published before the backlog has to be looked at again.
    room: u64,
}

/// Why a window ended before its end.
enum End {
    /// Another producer's message came in between: the rest of the chain has to be published as a new one.
    Interrupted,
    Failed(PublishError),
}

impl NatsProducer {
    pub(super) fn new(
        connection: Arc<Connection>,
        address: StreamAddress,
        positions: Positions,
        turn: Arc<Mutex<()>>,
    ) -> Self {
        let changes = connection.changes();
        Self { connection, changes, address, positions, turn, room: 0 }
    }

    async fn publish_all(&mut self, batch: &[Message]) -> Published {
        let mut confirmed = 0;
        while confirmed < batch.len() {
            if let Err(failure) = self.make_room().await {
                return Published::until(confirmed, failure);
            }
            let room = usize::try_from(self.room).unwrap_or(usize::MAX).min(WINDOW);
            let rest = &batch[confirmed..];
            let (count, end) = self.publish_window(&rest[..rest.len().min(room)]).await;
            confirmed += count;
            self.room -= count as u64;
            if let Some(End::Failed(failure)) = end {
                return Published::until(confirmed, failure);
            }
        }
        Published::all(confirmed)
    }

    /// Publishes a window, each message under the condition that the one before it was the last: when one is lost or
    /// refused, those behind it are refused too, so that there is never a hole.
    async fn publish_window(&mut self, window: &[Message]) -> (usize, Option<End>) {
        let turn = Arc::clone(&self.turn);
        let _turn = turn.lock().await;
        let context = match self.connection.context().await {
            Ok(context) => context,
            Err(error) => return (0, Some(End::Failed(PublishError::Unavailable(error.to_string())))),
        };
        self.changes.mark_unchanged();
        let (mut sent, mut unsent, mut before) = (Vec::with_capacity(window.len()), None, None);
        for message in window {
            let publish = match self.prepare(message, before) {
                Ok(publish) => publish,
                Err(failure) => {
                    unsent = Some(End::Failed(failure));
                    break;
                }
            };
            match context.send_publish(self.address.name().to_owned(), publish).await {
                Ok(confirmation) => sent.push(confirmation),
                Err(error) => {
                    unsent = Some(end(&error));
                    break;
                }
            }
            before = Some(message);
        }
        self.confirm(sent, unsent).await
    }

    fn prepare(&self, message: &Message, before: Option<&Message>) -> Result<PublishMessage, PublishError> {
        let (headers, largest) = (headers::encode(message, &self.address), self.address.limits().largest_message);
        let size = headers::size(message, &headers);
        if size > largest {
            return Err(PublishError::too_large(size, largest));
        }
        let publish = PublishMessage::build().headers(headers).payload(message.payload.clone());
        let publish = publish.message_id(id(message));
        Ok(match before {
            Some(before) => publish.expected_last_message_id(id(before)),
            None => publish,
        })
    }

    /// Waits for confirmations in order. One of a duplicate counts: the message is there.
    async fn confirm(&mut self, sent: Vec<PublishAckFuture>, unsent: Option<End>) -> (usize, Option<End>) {
        let count = sent.len();
        for (confirmed, confirmation) in sent.into_iter().enumerate() {
            let answer = tokio::select! {
                biased;
                answer = confirmation.into_future() => answer.map(drop).map_err(|error| end(&error)),
                _ = self.changes.changed() => Err(End::Failed(lost())),
            };
            if let Err(end) = answer {
                return (confirmed, Some(end));
            }
        }
        (count, unsent)
    }

    /// Looks at how much waits for the slowest consumer, when what was there to publish is used up.
    async fn make_room(&mut self) -> Result<(), PublishError> {
        if self.room > 0 {
            return Ok(());
        }
        let backlog = self.address.limits().backlog;
        let waiting = self.waiting().await.map_err(|error| PublishError::Unavailable(error.to_string()))?;
        self.room = backlog.saturating_sub(waiting);
        if self.room == 0 {
            return Err(PublishError::Busy(format!("{waiting} messages wait for the slowest consumer")));
        }
        Ok(())
    }

    async fn waiting(&self) -> Result<u64, TransportError> {
        let kept = stream::ensure(&self.connection, &self.address).await?;
        let slowest = self.positions.slowest(&self.address).await?;
        Ok(slowest.map_or(0, |slowest| kept.last_sequence.saturating_sub(slowest)))
    }
}

/// What the server recognises duplicates by; a header takes no other characters.
fn id(message: &Message) -> String {
    headers::text(&message.deduplication_id())
}

fn lost() -> PublishError {
    PublishError::Unavailable("the connection to NATS was lost".to_owned())
}

fn end(error: &async_nats::jetstream::context::PublishError) -> End {
    End::Failed(match error.kind() {
        PublishErrorKind::WrongLastMessageId => return End::Interrupted,
        PublishErrorKind::StreamNotFound => PublishError::Unroutable("no stream takes its subject".to_owned()),
        PublishErrorKind::MaxPayloadExceeded => PublishError::Unacceptable(error.to_string()),
        _ => PublishError::Unavailable(error.to_string()),
    })
}

impl Producer for NatsProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(self.publish_all(batch))
    }
}
