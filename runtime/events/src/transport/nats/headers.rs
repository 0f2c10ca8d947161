//! Attributes as headers of NATS, named as its binding of `CloudEvents` says: `ce-id`, `ce-type`.

use std::borrow::Cow;

use async_nats::header::IntoHeaderName as _;
use async_nats::{HeaderMap, HeaderName};
use bytes::Bytes;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::message::{Attribute, from_attributes, to_attributes};
use crate::transport::Delivery;
use crate::{Message, StreamAddress};

/// What a header cannot hold as it is, besides what is no ASCII.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%');

const PREFIX: &str = "ce-";

pub(super) fn encode(message: &Message, stream: &StreamAddress) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in to_attributes(message, stream) {
        headers.insert(header(name), text(value));
    }
    headers
}

/// The header of an attribute of ours.
fn header(name: &'static str) -> HeaderName {
    match name {
        "specversion" => HeaderName::from_static("ce-specversion"),
        "id" => HeaderName::from_static("ce-id"),
        "source" => HeaderName::from_static("ce-source"),
        "type" => HeaderName::from_static("ce-type"),
        "time" => HeaderName::from_static("ce-time"),
        "subject" => HeaderName::from_static("ce-subject"),
        "sequence" => HeaderName::from_static("ce-sequence"),
        other => format!("{PREFIX}{other}").into_header_name(),
    }
}

/// A text as a header takes it.
pub(super) fn text(text: Cow<'_, str>) -> String {
    let is_plain = text.bytes().all(|it| it.is_ascii_graphic() && !matches!(it, b'"' | b'%'));
    if is_plain { text.into_owned() } else { utf8_percent_encode(&text, ENCODED).to_string() }
}

pub(super) fn decode(headers: Option<&HeaderMap>, payload: Bytes) -> Delivery {
    let headers = headers.into_iter().flat_map(HeaderMap::iter);
    let mut attributes: Vec<Attribute<'_>> = Vec::with_capacity(10);
    for (name, values) in headers {
        let name: &str = name.as_ref();
        if let (Some(name), Some(value)) = (name.strip_prefix(PREFIX), values.last()) {
            attributes.push((name.into(), decoded(value.as_str())));
        }
    }
    let event = from_attributes(&attributes, payload);
    event
        .map_err(|mut malformed| {
            // In a fixed order: the client keeps headers in a hash map.
            malformed.attributes.sort_unstable();
            malformed
        })
        .into()
}

fn decoded(value: &str) -> Cow<'_, str> {
    if value.as_bytes().contains(&b'%') { percent_decode_str(value).decode_utf8_lossy() } else { value.into() }
}

/// The bytes that the limit of a message counts.
pub(super) fn size(message: &Message, headers: &HeaderMap) -> usize {
    let value = |values: &Vec<async_nats::HeaderValue>| values.iter().map(|it| it.as_str().len()).sum::<usize>();
    message.payload.len()
        + headers.iter().map(|(name, values)| AsRef::<str>::as_ref(name).len() + value(values)).sum::<usize>()
}
