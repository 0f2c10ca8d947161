//! A message's attributes as named texts and back.

use std::borrow::Cow;

use apigen_types::DateTime;
use bytes::Bytes;

use super::{Malformed, Message, Replay};
use crate::{ConsumerName, StreamAddress};

/// A name and a value.
pub(crate) type Attribute<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The attributes of a message in a fixed order.
pub(crate) fn to_attributes<'a>(
    message: &'a Message,
    stream: &'a StreamAddress,
) -> impl Iterator<Item = (&'static str, Cow<'a, str>)> {
    let borrowed = |name, value: &'a str| (name, Cow::Borrowed(value));
    let replay = message.replay.as_ref();
    let target = replay.and_then(|replay| replay.target.as_ref());
    [
        borrowed("specversion", "1.0"),
        borrowed("id", &message.id),
        borrowed("source", stream.name()),
        borrowed("type", &message.kind),
        ("time", Cow::Owned(message.time.to_string())),
        borrowed("subject", &message.key),
        ("sequence", Cow::Owned(format!("{:020}", message.sequence))),
    ]
    .into_iter()
    .chain(message.trace_parent.as_deref().map(|value| borrowed("traceparent", value)))
    .chain(replay.map(|replay| borrowed("replayid", &replay.id)))
    .chain(target.map(|target| borrowed("replaytarget", target.as_str())))
}

/// The message that these attributes and this payload make.
///
/// What is not an event of ours comes back whole, so that somebody can look at it. Attributes that others have added on
/// the way are passed over.
pub(crate) fn from_attributes(attributes: &[Attribute<'_>], payload: Bytes) -> Result<Message, Malformed> {
    read(attributes, &payload).map_err(|problem| {
        let text = |it: &Cow<'_, str>| it.clone().into_owned();
        let attributes = attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
        Malformed { problem, attributes, payload }
    })
}

fn read(attributes: &[Attribute<'_>], payload: &Bytes) -> Result<Message, String> {
    let find = |name: &str| attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
    let need = |name: &str| find(name).ok_or_else(|| format!("the attribute `{name}` is missing"));
    Ok(Message {
        id: need("id")?.to_owned(),
        kind: need("type")?.to_owned(),
        time: time(need("time")?)?,
        key: need("subject")?.to_owned(),
        sequence: sequence(need("sequence")?)?,
        replay: replay(find("replayid"), find("replaytarget"))?,
        trace_parent: find("traceparent").map(str::to_owned),
        payload: payload.clone(),
    })
}

fn time(text: &str) -> Result<DateTime, String> {
    text.parse().map_err(|_| format!("the attribute `time` is no point in time: `{text}`"))
}

fn sequence(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("the attribute `sequence` is no number: `{text}`"))
}

fn replay(id: Option<&str>, target: Option<&str>) -> Result<Option<Replay>, String> {
    let target = target.map(ConsumerName::new).transpose().map_err(|error| error.to_string())?;
    Ok(id.map(|id| Replay { id: id.to_owned(), target }))
}
