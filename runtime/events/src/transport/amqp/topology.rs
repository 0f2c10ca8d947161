//! Exchanges and queues of the broker.

use apigen_types::Uuid;
use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Channel, ExchangeKind};

use super::{reply_code, transport_error};
use crate::transport::{OBSERVER, TransportError};
use crate::{ConsumerName, StreamAddress};

/// What kind of queue consumers get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queues {
    /// Replicated, written to disk before a message is confirmed, and faster with many messages.
    Quorum,
    /// One copy on one machine.
    Classic,
}

/// The name of a consumer's queue; neither name can contain a slash.
pub(super) fn queue(stream: &StreamAddress, consumer: &ConsumerName) -> ShortString {
    format!("{stream}/{consumer}").into()
}

/// Creates the exchange of a stream unless it is there.
pub(super) async fn declare_exchange(channel: &Channel, stream: &StreamAddress) -> Result<(), TransportError> {
    let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
    let declared =
        channel.exchange_declare(stream.name().into(), ExchangeKind::Fanout, durable, FieldTable::default()).await;
    declared.map_err(|error| transport_error(&format!("cannot declare the exchange `{stream}`"), &error))
}

/// Creates the queue of a consumer unless it is there, with the exchange that fills it.
pub(super) async fn declare_queue(
    channel: &Channel,
    stream: &StreamAddress,
    consumer: &ConsumerName,
    queues: Queues,
) -> Result<(), TransportError> {
    declare_exchange(channel, stream).await?;
    let name = queue(stream, consumer);
    let failed = |error| transport_error(&format!("cannot declare the queue `{stream}/{consumer}`"), &error);
    let arguments = arguments(stream, queues);
    channel.queue_declare(name.clone(), QueueDeclareOptions::durable(), arguments).await.map_err(failed)?;
    let bound = channel
        .queue_bind(name, stream.name().into(), "".into(), QueueBindOptions::default(), FieldTable::default())
        .await;
    bound.map_err(failed)
}

/// Creates a queue for somebody who looks on, and returns its name.
///
/// It holds back no producer, since it has no bounds, and goes with its only reader or its connection.
pub(super) async fn declare_observer(channel: &Channel, stream: &StreamAddress) -> Result<ShortString, TransportError> {
    let passive = ExchangeDeclareOptions { passive: true, ..ExchangeDeclareOptions::default() };
    let found =
        channel.exchange_declare(stream.name().into(), ExchangeKind::Fanout, passive, FieldTable::default()).await;
    found.map_err(|error| match reply_code(&error) {
        Some(404) => TransportError::absent(stream),
        _ => transport_error(&format!("cannot find the exchange `{stream}`"), &error),
    })?;
    let name: ShortString = format!("{stream}/{OBSERVER}/{}", Uuid::new_v4()).into();
    let failed = |error| transport_error(&format!("cannot declare a queue for `{stream}`"), &error);
    let options = QueueDeclareOptions { exclusive: true, auto_delete: true, ..QueueDeclareOptions::default() };
    channel.queue_declare(name.clone(), options, FieldTable::default()).await.map_err(failed)?;
    let options = QueueBindOptions::default();
    let bound = channel.queue_bind(name.clone(), stream.name().into(), "".into(), options, FieldTable::default()).await;
    bound.map(|()| name).map_err(failed)
}

fn arguments(stream: &StreamAddress, queues: Queues) -> FieldTable {
    let backlog = i64::try_from(stream.limits().backlog).unwrap_or(i64::MAX);
    let text = |text: &str| AMQPValue::LongString(text.into());
    let mut arguments = FieldTable::default();
    arguments.insert("x-single-active-consumer".into(), AMQPValue::Boolean(true));
    arguments.insert("x-max-length".into(), AMQPValue::LongLongInt(backlog));
    // Refusing new messages, where the default would drop old ones.
    arguments.insert("x-overflow".into(), text("reject-publish"));
    let kind = if queues == Queues::Quorum { "quorum" } else { "classic" };
    arguments.insert("x-queue-type".into(), text(kind));
    arguments
}
