//! Values that stand before the discriminator, kept until it is known what they are.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::key::Key;
use super::plain::Plain;
use super::replay::Replay;
use super::tape::Tape;
use crate::decimal::RAW;
use crate::{Json, JsonObject};

/// Bytes in which unions do not nest deeply enough to matter.
pub(super) const SHORT: usize = 1024;

/// A value for later.
pub(super) enum Kept<'de> {
    /// As it was written: nothing is copied, and no digit of a number is lost.
    Text(Cow<'de, str>),
    /// From other formats, and from values that were read before.
    Value(Box<Json>),
}

impl<'de> Kept<'de> {
    /// Reads what was kept.
    pub(super) fn read<S: DeserializeSeed<'de>, E: Error>(self, seed: S) -> Result<S::Value, E> {
        let read = match self {
            Self::Value(value) => seed.deserialize(*value),
            Self::Text(Cow::Borrowed(text)) if is_nested(text) => {
                Tape::new(text).ok_or_else(too_deep).and_then(|tape| seed.deserialize(Replay::new(&tape)))
            }
            Self::Text(Cow::Borrowed(text)) => match Plain::new(text) {
                Some(text) => seed.deserialize(text),
                None => seed.deserialize(&mut serde_json::Deserializer::from_str(text)),
            },
            Self::Text(Cow::Owned(text)) if is_nested(&text) && Tape::new(&text).is_none() => Err(too_deep()),
            // What is owned here cannot be lent to what is read from it, and readers lend nothing.
            Self::Text(Cow::Owned(text)) => {
                seed.deserialize(&mut serde_json::Deserializer::from_reader(text.as_bytes()))
            }
        };
        read.map_err(|it| without_place(&it))
    }

    fn value(value: impl Into<Json>) -> Self {
        Self::Value(Box::new(value.into()))
    }

    /// What was kept as any JSON value.
    pub(super) fn into_json<E: Error>(self) -> Result<Json, E> {
        match self {
            Self::Value(value) => Ok(*value),
            Self::Text(text) => serde_json::from_str(&text).map_err(|it| without_place(&it)),
        }
    }
}

impl<'de> Deserialize<'de> for Kept<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, KeptVisitor)
    }
}

struct KeptVisitor;

impl<'de> Visitor<'de> for KeptVisitor {
    type Value = Kept<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    /// How other formats pass a value on.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept<'de>, D::Error> {
        Json::deserialize(deserializer).map(Kept::value)
    }

    /// How JSON text arrives, as one entry that holds it; or any object.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kept<'de>, A::Error> {
        match map.next_key()? {
            Some(Key(key)) if key == RAW => map.next_value().map(|Key(text)| Kept::Text(text)),
            first => object(first, map),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<Kept<'de>, A::Error> {
        Json::deserialize(SeqAccessDeserializer::new(elements)).map(Kept::value)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Kept<'de>, E> {
        Ok(Kept::value(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Kept<'de>, E> {
        Ok(Kept::value(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Kept<'de>, E> {
        Ok(Kept::value(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Kept<'de>, E> {
        Ok(Kept::value(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Kept<'de>, E> {
        Ok(Kept::value(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Kept<'de>, E> {
        Ok(Kept::value(Json::Null))
    }
}

fn object<'de, A: MapAccess<'de>>(first: Option<Key<'de>>, mut map: A) -> Result<Kept<'de>, A::Error> {
    let mut object = JsonObject::new();
    let mut next = first;
    while let Some(Key(key)) = next {
        object.insert(key.into_owned(), map.next_value()?);
        next = map.next_key()?;
    }
    Ok(Kept::value(object))
}

/// What holds unions that may hold unions and so on, so that reading it once a level would take long.
fn is_nested(text: &str) -> bool {
    text.len() > SHORT && text.starts_with(['{', '['])
}

fn too_deep() -> serde_json::Error {
    serde_json::Error::custom("recursion limit exceeded")
}

/// Without line and column, which count from where the kept text begins.
fn without_place<E: Error>(error: &serde_json::Error) -> E {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    E::custom(text.strip_suffix(&place).unwrap_or(&text))
}
