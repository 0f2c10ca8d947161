//! The writing end of a stream on `RabbitMQ`.

use std::sync::Arc;

use apigen_types::Uuid;
use futures_core::future::BoxFuture;
use lapin::options::BasicPublishOptions;
use lapin::{Channel, Confirmation, Error, PublisherConfirm};
use tokio::time::timeout;

use super::connection::{Connection, PATIENCE};
use super::run::Place;
use super::sending::{Sending, Unsent};
use super::{headers, reply_code, topology};
use crate::transport::{Producer, PublishError, Published, TransportError};
use crate::{Message, StreamAddress};

/// How many messages wait for their confirmation at once.
const WINDOW: usize = 1000;

#[derive(Debug)]
pub(super) struct AmqpProducer {
    connection: Arc<Connection>,
    address: StreamAddress,
    /// What is published over, unless something went wrong on it.
    line: Option<Line>,
    run: u64,
}

/// A channel with confirms, whose messages are numbered by themselves.
#[derive(Debug, Clone)]
struct Line {
    channel: Channel,
    id: Uuid,
    /// Whether the broker has taken a message.
    is_proven: bool,
}

/// How a window ended: how many messages, from its first, are safe, and why the next one is not.
type Outcome = (usize, Option<End>);

/// Why a window ended before its end.
enum End {
    Failed(PublishError),
    /// The broker refuses one of the messages for good, and does not say which.
    OneIsUnacceptable(String),
}

impl End {
    fn of(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Failed(error) => end(&error),
            Unsent::Stuck => unavailable("the broker reads nothing: it may be short of memory or disk".to_owned()),
        }
    }
}

impl AmqpProducer {
    pub(super) fn new(connection: Arc<Connection>, address: StreamAddress) -> Self {
        Self { connection, address, line: None, run: 0 }
    }

    /// Makes sure that there is a channel and an exchange.
    pub(super) async fn open(&mut self) -> Result<(), TransportError> {
        self.line().await.map(drop)
    }

    /// The line that there is, or a new one.
    async fn line(&mut self) -> Result<Line, TransportError> {
        if let Some(line) = self.line.as_ref().filter(|it| it.channel.status().connected()) {
            return Ok(line.clone());
        }
        let channel = self.connection.confirming_channel().await?;
        topology::declare_exchange(&channel, &self.address).await?;
        Ok(self.line.insert(Line { channel, id: Uuid::new_v4(), is_proven: false }).clone())
    }

    async fn publish_all(&mut self, batch: &[Message]) -> Published {
        self.run += 1;
        let (mut confirmed, mut window, mut run_begins) = (0, WINDOW, 0);
        while confirmed < batch.len() {
            let (count, failure) = self.publish_window(&batch[confirmed..], window, confirmed - run_begins).await;
            confirmed += count;
            match failure {
                None => {}
                Some(End::Failed(failure)) => return Published::until(confirmed, failure),
                Some(End::OneIsUnacceptable(why)) if window == 1 => {
                    return Published::until(confirmed, PublishError::Unacceptable(why));
                }
                Some(End::OneIsUnacceptable(_)) => {
                    (window, run_begins) = (1, confirmed);
                    self.run += 1;
                }
            }
        }
        Published::all(confirmed)
    }

    /// Publishes a window at most.
    async fn publish_window(&mut self, rest: &[Message], window: usize, first: usize) -> Outcome {
        let line = match self.line().await {
            Ok(line) => line,
            Err(error) => return (0, Some(unavailable(error.to_string()))),
        };
        // Whoever sees the first message of a channel knows that nothing stands before it.
        let window = &rest[..rest.len().min(if line.is_proven { window } else { 1 })];
        let (mut sending, mut end) = (Sending::default(), None);
        for (index, message) in window.iter().enumerate() {
            if let Err(it) = self.send(&line, message, (first + index) as u64, &mut sending).await {
                end = Some(it);
                break;
            }
        }
        let (sent, unsent) = sending.finish().await;
        let outcome = self.confirm(&line, sent, unsent.map(End::of).or(end), first).await;
        if matches!(outcome.1, Some(End::Failed(PublishError::Unavailable(_)))) {
            // Whatever still comes on the old channel is about messages that are published once more.
            self.line = None;
        } else if let Some(line) = &mut self.line {
            line.is_proven |= outcome.0 > 0;
        }
        outcome
    }

    async fn send<'a>(
        &self,
        line: &'a Line,
        message: &'a Message,
        index: u64,
        sending: &mut Sending<'a>,
    ) -> Result<(), End> {
        let place = Place { channel: line.id, run: self.run, index };
        let properties = headers::encode(message, &self.address, place);
        let (size, largest) = (headers::size(message, &properties), self.address.limits().largest_message);
        if size > largest {
            return Err(End::Failed(PublishError::too_large(size, largest)));
        }
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let exchange = self.address.name().into();
        let publish = line.channel.basic_publish(exchange, "".into(), options, &message.payload, properties);
        sending.send(publish, size).await.map_err(End::of)
    }

    /// Waits for all confirmations. The client hands a returned message to any of them, so what was returned is known
    /// only in the end, and by its place.
    async fn confirm(&self, line: &Line, sent: Vec<PublisherConfirm>, unsent: Option<End>, first: usize) -> Outcome {
        let mut outcome = (sent.len(), unsent);
        for (index, confirmation) in sent.into_iter().enumerate() {
            let (failure, returned) = match timeout(PATIENCE, confirmation).await {
                Ok(Ok(Confirmation::Ack(returned))) => (None, returned),
                Ok(Ok(Confirmation::Nack(returned))) => (Some(full()), returned),
                Ok(Err(error)) => (Some(end(&error)), None),
                Ok(Ok(Confirmation::NotRequested)) | Err(_) => (Some(unconfirmed()), None),
            };
            let returned = returned.and_then(|it| self.index_of(line, &it.delivery.properties));
            if let Some(index) = returned.and_then(|it| it.checked_sub(first)).filter(|it| *it < outcome.0) {
                outcome = (index, Some(unroutable()));
            }
            if let Some(failure) = failure.filter(|_| index < outcome.0) {
                let is_over = !matches!(failure, End::Failed(PublishError::Busy(_)));
                outcome = (index, Some(failure));
                if is_over {
                    break;
                }
            }
        }
        outcome
    }

    /// The place in the present run of a message that came back.
    fn index_of(&self, line: &Line, properties: &lapin::BasicProperties) -> Option<usize> {
        let place = headers::place(properties).filter(|it| it.channel == line.id && it.run == self.run)?;
        usize::try_from(place.index).ok()
    }
}

fn full() -> End {
    End::Failed(PublishError::Busy("the queue of the slowest consumer is full".to_owned()))
}

fn unroutable() -> End {
    End::Failed(PublishError::Unroutable("no consumer's queue is bound to its exchange".to_owned()))
}

fn unconfirmed() -> End {
    unavailable(format!("no confirmation within {PATIENCE:?}"))
}

fn unavailable(why: String) -> End {
    End::Failed(PublishError::Unavailable(why))
}

fn end(error: &Error) -> End {
    match reply_code(error) {
        Some(404) => End::Failed(PublishError::Unroutable(error.to_string())),
        Some(406 | 311) => End::OneIsUnacceptable(error.to_string()),
        _ => unavailable(error.to_string()),
    }
}

impl Producer for AmqpProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(self.publish_all(batch))
    }
}
