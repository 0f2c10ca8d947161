//! A message as two pieces of bytes, for transports that have no headers of their own.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::attributes::Attribute;
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
        from_attributes(&attributes, payload)
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

fn write<'a>(attributes: impl Iterator<Item = (&'static str, Cow<'a, str>)>) -> Vec<u8> {
    let mut head = Vec::with_capacity(512);
    for (name, value) in attributes {
        // Our own names hold nothing that JSON would write otherwise.
        head.extend_from_slice(if head.is_empty() { b"{\"" } else { b",\"" });
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b"\":");
        // Invariant: texts have a JSON form, and a vector takes all bytes.
        drop(serde_json::to_writer(&mut head, &*value));
    }
    head.push(b'}');
    head
}

fn read(head: &[u8]) -> Option<Vec<Attribute<'_>>> {
    let Texts(texts) = serde_json::from_slice(head).ok()?;
    Some(texts)
}

/// A JSON object of texts, in the order in which it was written.
struct Texts<'a>(Vec<Attribute<'a>>);

/// A text that lies where it was read, unless something in it was escaped.
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Texts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Texts<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Texts<'de>, A::Error> {
                let mut texts = Vec::with_capacity(10);
                while let Some((Text(name), Text(value))) = members.next_entry()? {
                    texts.push((name, value));
                }
                Ok(Texts(texts))
            }
        }

        deserializer.deserialize_map(Members)
    }
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
