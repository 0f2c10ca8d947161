//! Writing unions.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::tag::TagSerializer;

/// Writes a member that is an object, the discriminator first.
///
/// # Errors
/// What the serializer says.
#[inline]
pub fn write_object<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    discriminator: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    value.serialize(TagSerializer { inner: serializer, discriminator, tag })
}

/// Writes a member that is no object: under `value`, after the discriminator.
///
/// # Errors
/// What the serializer says.
pub fn write_value<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    discriminator: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry(discriminator, tag)?;
    map.serialize_entry("value", value)?;
    map.end()
}

/// Writes a member that is an object or an enum under its key.
///
/// # Errors
/// What the serializer says.
pub fn write_wrapped_object<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    key: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

/// Writes a member that is neither: under `value` under its key.
///
/// # Errors
/// What the serializer says.
pub fn write_wrapped_value<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    key: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    write_wrapped_object(serializer, key, &Value { value })
}

#[derive(Serialize)]
struct Value<'a, T: ?Sized> {
    value: &'a T,
}
