//! Attributes as headers of NATS, named as its binding of `CloudEvents` says: `ce-id`, `ce-type`.

use std::collections::BTreeMap;

use async_nats::HeaderMap;
use bytes::Bytes;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::message::{from_attributes, to_attributes};
use crate::transport::Delivery;
use crate::{Message, StreamAddress};

/// What a header cannot hold as it is, besides what is no ASCII.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%');

const PREFIX: &str = "ce-";

pub(super) fn encode(message: &Message, stream: &StreamAddress) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in to_attributes(message, stream) {
        headers.insert(format!("{PREFIX}{name}"), text(&value));
    }
    headers
}

/// A text as a header takes it.
pub(super) fn text(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

pub(super) fn decode(headers: Option<&HeaderMap>, payload: Bytes) -> Delivery {
    let headers = headers.into_iter().flat_map(HeaderMap::iter);
    let attribute = |(name, values): (&async_nats::HeaderName, &Vec<async_nats::HeaderValue>)| {
        let name: &str = name.as_ref();
        let value = values.last()?.as_str();
        Some((name.strip_prefix(PREFIX)?.to_owned(), percent_decode_str(value).decode_utf8_lossy().into_owned()))
    };
    // In a fixed order: the client keeps headers in a hash map.
    let attributes: BTreeMap<String, String> = headers.filter_map(attribute).collect();
    from_attributes(attributes.into_iter().collect(), payload).into()
}

/// The bytes that the limit of a message counts.
pub(super) fn size(message: &Message, headers: &HeaderMap) -> usize {
    let value = |values: &Vec<async_nats::HeaderValue>| values.iter().map(|it| it.as_str().len()).sum::<usize>();
    message.payload.len()
        + headers.iter().map(|(name, values)| AsRef::<str>::as_ref(name).len() + value(values)).sum::<usize>()
}
