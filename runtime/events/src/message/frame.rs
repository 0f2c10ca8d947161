//! A message as two pieces of bytes, for transports that have no headers of their own.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use super::{Malformed, Message, from_attributes, to_attributes};
use crate::StreamAddress;

/// A message as it is kept: the attributes as one JSON object of texts, and the payload.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) head: Bytes,
    pub(crate) payload: Bytes,
}

impl Frame {
    pub(crate) fn encode(message: &Message, stream: &StreamAddress) -> Self {
        Self { head: write(to_attributes(message, stream)).into(), payload: message.payload.clone() }
    }

    pub(crate) fn decode(&self) -> Result<Message, Malformed> {
        let payload = self.payload.clone();
        let Some(attributes) = read(&self.head) else {
            let problem = "its attributes are no JSON object of texts".to_owned();
            return Err(Malformed { problem, attributes: Vec::new(), payload });
        };
        from_attributes(attributes, payload)
    }

    /// The attributes as text.
    #[cfg(feature = "postgres")]
    pub(crate) fn head_text(&self) -> String {
        String::from_utf8_lossy(&self.head).into_owned()
    }

    pub(crate) fn len(&self) -> usize {
        self.head.len() + self.payload.len()
    }
}

fn write<'a>(attributes: impl Iterator<Item = (&'a str, Cow<'a, str>)>) -> Vec<u8> {
    let mut head = Vec::with_capacity(256);
    for (name, value) in attributes {
        head.push(if head.is_empty() { b'{' } else { b',' });
        text(&mut head, name);
        head.push(b':');
        text(&mut head, &value);
    }
    head.push(b'}');
    head
}

fn text(head: &mut Vec<u8>, text: &str) {
    // Invariant: texts have a JSON form, and a vector takes all bytes.
    drop(serde_json::to_writer(head, text));
}

fn read(head: &[u8]) -> Option<Vec<(String, String)>> {
    let Ok(Value::Object(members)) = serde_json::from_slice(head) else { return None };
    let text = |(name, value)| match value {
        Value::String(value) => Some((name, value)),
        _ => None,
    };
    members.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ConsumerName, Replay};

    fn message() -> Message {
        Message {
            id: "evt-1".to_owned(),
            kind: "user_upserted".to_owned(),
            time: "2026-11-21T10:16:00.123456Z".parse().unwrap(),
            key: "a \"b\" \r\n \u{0} ü".to_owned(),
            sequence: 42,
            replay: Some(Replay { id: "r1".to_owned(), target: Some(ConsumerName::new("orders").unwrap()) }),
            trace_parent: Some("00-1-2-01".to_owned()),
            payload: Bytes::from_static(b"\x00\xff{}"),
        }
    }

    #[test]
    fn nothing_is_lost_on_the_way() {
        let stream = StreamAddress::new("io.acme.user.v0.user_events.json").unwrap();
        assert_eq!(Frame::encode(&message(), &stream).decode(), Ok(message()));
    }

    #[test]
    fn attributes_are_named_after_cloud_events() {
        let stream = StreamAddress::new("users.json").unwrap();
        let plain = Message { key: "usr-7".to_owned(), replay: None, trace_parent: None, ..message() };
        let head = Frame::encode(&plain, &stream).head;
        assert_eq!(
            std::str::from_utf8(&head).unwrap(),
            r#"{"specversion":"1.0","id":"evt-1","source":"users.json","type":"user_upserted","time":"2026-11-21T10:16:00.123456Z","subject":"usr-7","sequence":"00000000000000000042"}"#
        );
    }

    #[test]
    fn attributes_of_others_are_passed_over() {
        let stream = StreamAddress::new("users.json").unwrap();
        let frame = Frame::encode(&message(), &stream);
        let head = frame.head_text().replacen('{', r#"{"Tenant-Id":"acme","dataschema":"x","":"","#, 1);
        assert_eq!(Frame { head: head.into(), ..frame }.decode(), Ok(message()));
    }

    #[test]
    fn what_is_no_event_says_why_and_keeps_its_bytes() {
        let foreign = |head: &'static str| {
            Frame { head: Bytes::from_static(head.as_bytes()), payload: Bytes::from_static(b"x") }.decode().unwrap_err()
        };
        assert_eq!(foreign("[]").problem, "its attributes are no JSON object of texts");
        assert_eq!(foreign("{\"a\":1}").problem, "its attributes are no JSON object of texts");
        let missing = foreign("{\"id\":\"1\"}");
        assert_eq!(missing.problem, "the attribute `type` is missing");
        assert_eq!(missing.attributes, [("id".to_owned(), "1".to_owned())]);
        assert_eq!(missing.payload, "x");
    }
}
