//! The writing end of a stream on NATS.

use std::future::IntoFuture;
use std::sync::Arc;

use async_nats::header::{NATS_EXPECTED_LAST_MESSAGE_ID, NATS_MESSAGE_ID};
use async_nats::jetstream::Context;
use async_nats::jetstream::context::{PublishAckFuture, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::publish::PublishAck;
use async_nats::{HeaderMap, Subject, client};
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
    subject: Subject,
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
        let subject = Subject::from(address.name());
        Self { connection, changes, address, subject, positions, turn, room: 0 }
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
        match self.publish_as_one(&context, window).await {
            Ok(()) => (window.len(), None),
            Err(End::Failed(failure @ (PublishError::Unavailable(_) | PublishError::Unroutable(_)))) => {
                (0, Some(End::Failed(failure)))
            }
            // One of them was refused; each says by itself whether it was. Those that are there already are duplicates.
            Err(_) => self.publish_each(&context, window).await,
        }
    }

    /// Publishes a window of which only the first and the last message are confirmed. When both are new and lie as far
    /// apart as in the window, all of it lies between them: each was taken behind the one before it.
    ///
    /// When one of them was there already, others may be that were part of an earlier window, and what lies between them
    /// in this one may have been refused.
    async fn publish_as_one(&mut self, context: &Context, window: &[Message]) -> Result<(), End> {
        let client = context.client();
        let (mut before, mut rest, mut asked) = (None, window.iter(), Vec::with_capacity(2));
        while let Some(message) = rest.next() {
            let headers = self.headers(message, before).map_err(End::Failed)?;
            let payload = message.payload.clone();
            if before.is_some() && rest.len() > 0 {
                let sent = client.publish_with_headers(self.subject.clone(), headers, payload).await;
                sent.map_err(|error| match error.kind() {
                    client::PublishErrorKind::Send => End::Failed(lost()),
                    _ => End::Interrupted,
                })?;
            } else {
                let publish = PublishMessage::build().headers(headers).payload(payload);
                asked.push(context.send_publish(self.subject.clone(), publish).await.map_err(|error| end(&error))?);
            }
            before = Some(message);
        }
        let mut places = Vec::with_capacity(asked.len());
        for confirmation in asked {
            places.push(self.confirmed(confirmation).await?);
        }
        if is_whole(&places, window.len()) { Ok(()) } else { Err(End::Interrupted) }
    }

    /// Publishes a window in which every message is confirmed.
    async fn publish_each(&mut self, context: &Context, window: &[Message]) -> (usize, Option<End>) {
        let (mut sent, mut unsent, mut before) = (Vec::with_capacity(window.len()), None, None);
        for message in window {
            let headers = match self.headers(message, before) {
                Ok(headers) => headers,
                Err(failure) => {
                    unsent = Some(End::Failed(failure));
                    break;
                }
            };
            let publish = PublishMessage::build().headers(headers).payload(message.payload.clone());
            match context.send_publish(self.subject.clone(), publish).await {
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

    fn headers(&self, message: &Message, before: Option<&Message>) -> Result<HeaderMap, PublishError> {
        let (mut headers, largest) = (headers::encode(message, &self.address), self.address.limits().largest_message);
        let size = headers::size(message, &headers);
        if size > largest {
            return Err(PublishError::too_large(size, largest));
        }
        headers.insert(NATS_MESSAGE_ID, id(message));
        if let Some(before) = before {
            headers.insert(NATS_EXPECTED_LAST_MESSAGE_ID, id(before));
        }
        Ok(headers)
    }

    /// Waits for confirmations in order.
    async fn confirm(&mut self, sent: Vec<PublishAckFuture>, unsent: Option<End>) -> (usize, Option<End>) {
        let count = sent.len();
        for (confirmed, confirmation) in sent.into_iter().enumerate() {
            if let Err(end) = self.confirmed(confirmation).await {
                return (confirmed, Some(end));
            }
        }
        (count, unsent)
    }

    /// Waits for a confirmation. One of a duplicate counts: the message is there.
    async fn confirmed(&mut self, confirmation: PublishAckFuture) -> Result<PublishAck, End> {
        tokio::select! {
            biased;
            answer = confirmation.into_future() => answer.map_err(|error| end(&error)),
            _ = self.changes.changed() => Err(End::Failed(lost())),
        }
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

/// Whether a window of so many messages is there, by the confirmations of its first and its last.
fn is_whole(ends: &[PublishAck], window: usize) -> bool {
    match ends {
        [_] => window == 1,
        [first, last] => {
            let span = last.sequence.checked_sub(first.sequence).and_then(|it| usize::try_from(it).ok());
            !first.duplicate && !last.duplicate && span == Some(window - 1)
        }
        _ => window == 0,
    }
}

/// What the server recognises duplicates by; a header takes no other characters.
fn id(message: &Message) -> String {
    headers::text(message.deduplication_id())
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
