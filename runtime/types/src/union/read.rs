//! Reading unions.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::key::Key;
use super::loose::Loose;
use super::{Fields, Tagged, Union, UnknownMember, Wrapped};
use crate::{Json, JsonObject};

/// Reads a union with a discriminator.
///
/// # Errors
/// That it is no object with that discriminator, that nothing is known of it, or what its member says.
pub fn read_tagged<'de, D: Deserializer<'de>, T: Tagged>(deserializer: D) -> Result<T, D::Error> {
    // Under the name of its discriminator, so that kept values can put that first; to all others the name means nothing.
    deserializer.deserialize_newtype_struct(T::DISCRIMINATOR, TaggedVisitor(PhantomData))
}

/// Reads a union without a discriminator.
///
/// # Errors
/// That it is no object with one key, that nothing is known of it, or what its member says.
pub fn read_wrapped<'de, D: Deserializer<'de>, T: Wrapped>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(WrappedVisitor(PhantomData))
}

/// Reads a member that is an object.
///
/// # Errors
/// That the fields are not those of the member.
pub fn object<'de, A: MapAccess<'de>, T: Deserialize<'de>>(fields: Fields<'de, A>) -> Result<T, A::Error> {
    T::deserialize(MapAccessDeserializer::new(fields))
}

/// Reads a member that stands under `value`.
///
/// # Errors
/// That there is no `value`, or that it is not of the member.
pub fn value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(mut fields: Fields<'de, A>) -> Result<T, A::Error> {
    let found = take_value(&mut fields)?;
    found.ok_or_else(|| A::Error::missing_field("value"))
}

/// Keeps a member that this version does not know, or says that there is none of that name.
///
/// # Errors
/// That the union has no members beyond those that are declared, or that the fields cannot be read.
pub fn unknown<'de, A: MapAccess<'de>, T: Tagged>(tag: &str, fields: Fields<'de, A>) -> Result<T, A::Error> {
    let value = fields.into_json(T::DISCRIMINATOR, tag)?;
    T::unknown(tag, value).ok_or_else(|| unknown_key::<T, _>(tag))
}

/// Reads a member that is an object from under its key.
///
/// # Errors
/// That what stands there is not of the member.
pub fn wrapped_object<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value()
}

/// Reads a member that is no object from under its key: as `{"value": …}`, or bare as some write it.
///
/// # Errors
/// That what stands there is not of the member.
pub fn wrapped_value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value().map(|Loose(value)| value)
}

/// The value of the key `value`; all other keys mean nothing.
pub(super) fn take_value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
    let mut found = None;
    while let Some(Key(key)) = map.next_key()? {
        if key == "value" {
            found = Some(map.next_value()?);
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(found)
}

/// Says that a discriminator or key stands for no member.
pub fn unknown_key<T: Union, E: Error>(found: &str) -> E {
    E::custom(UnknownMember { union: T::NAME, values: T::VALUES, found })
}

/// Fields to expect before a discriminator, if any.
const KEPT: usize = 8;

struct TaggedVisitor<T>(PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object: a value of the union `{}` with the discriminator `{}`", T::NAME, T::DISCRIMINATOR)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut kept = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if key == T::DISCRIMINATOR {
                let Key(tag) = map.next_value()?;
                return T::read(&tag, Fields::new(kept, map));
            }
            if kept.is_empty() {
                kept.reserve(KEPT);
            }
            kept.push((key, map.next_value()?));
        }
        let default = T::DEFAULT.ok_or_else(|| A::Error::missing_field(T::DISCRIMINATOR))?;
        T::read(default, Fields::new(kept, map))
    }
}

struct WrappedVisitor<T>(PhantomData<T>);

impl<'de, T: Wrapped> Visitor<'de> for WrappedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with one key: a value of the union `{}`", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut others = JsonObject::new();
        while let Some(Key(key)) = map.next_key()? {
            if T::VALUES.contains(&&*key) {
                let member = T::read(&key, &mut map)?;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(member);
            }
            others.insert(key.into_owned(), map.next_value()?);
        }
        let first = others.keys().next().cloned().unwrap_or_default();
        T::unknown(&first, Json::Object(others)).ok_or_else(|| unknown_key::<T, _>(&first))
    }
}
