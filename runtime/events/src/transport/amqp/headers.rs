//! Attributes as headers, named as the binding of `CloudEvents` to AMQP says: `cloudEvents_id`, `cloudEvents_type`.

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable};

use super::run::Place;
use crate::message::{Attribute, from_attributes, to_attributes};
use crate::transport::Delivery;
use crate::{Message, StreamAddress};

const PREFIX: &str = "cloudEvents_";

/// Where a message stands among those that were published together.
const PLACE: &str = "apigen_run";

/// Persistent messages survive a restart of the broker.
const PERSISTENT: u8 = 2;

pub(super) fn encode(message: &Message, stream: &StreamAddress, place: Place) -> BasicProperties {
    let text = |text: &str| AMQPValue::LongString(text.into());
    let mut headers = FieldTable::default();
    for (name, value) in to_attributes(message, stream) {
        headers.insert(format!("{PREFIX}{name}").into(), text(&value));
    }
    headers.insert(PLACE.into(), text(&place.to_string()));
    BasicProperties::default().with_delivery_mode(PERSISTENT).with_headers(headers)
}

pub(super) fn decode(properties: &BasicProperties, payload: Vec<u8>) -> Delivery {
    let mut attributes: Vec<Attribute<'_>> = Vec::with_capacity(10);
    for (name, value) in properties.headers().iter().flat_map(FieldTable::inner) {
        if let (Some(name), AMQPValue::LongString(value)) = (name.as_str().strip_prefix(PREFIX), value) {
            attributes.push((name.into(), String::from_utf8_lossy(value.as_bytes())));
        }
    }
    from_attributes(&attributes, payload.into()).into()
}

/// The place of a message, if one of our producers published it.
pub(super) fn place(properties: &BasicProperties) -> Option<Place> {
    match properties.headers().as_ref()?.inner().get(PLACE)? {
        AMQPValue::LongString(text) => std::str::from_utf8(text.as_bytes()).ok()?.parse().ok(),
        _ => None,
    }
}

/// The bytes that the limit of a message counts.
pub(super) fn size(message: &Message, properties: &BasicProperties) -> usize {
    let value = |value: &AMQPValue| if let AMQPValue::LongString(text) = value { text.len() } else { 0 };
    let headers = properties.headers().iter().flat_map(FieldTable::inner);
    message.payload.len() + headers.map(|(name, it)| name.as_str().len() + value(it)).sum::<usize>()
}
