//! Unions: values of one of several types.
//!
//! With a discriminator a value is a flat object that carries it; what is no object stands under `value`:
//! `{"discriminator": "user", "id": 1}`, `{"discriminator": "string", "value": "x"}`. Without one it is an object with
//! one key: `{"user": {"id": 1}}`, `{"string": {"value": "x"}}`. Generated code says which member is which; how they
//! are read and written stands here.

mod fields;
mod kept;
mod key;
mod loose;
mod macros;
mod plain;
mod read;
mod replay;
mod tag;
mod tape;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

use serde::Serializer;
use serde::de::MapAccess;

use crate::Json;

pub use fields::Fields;
pub use read::{object, read_tagged, read_wrapped, unknown, unknown_key, value, wrapped_object, wrapped_value};
pub use write::{write_object, write_value, write_wrapped_object, write_wrapped_value};

/// What every generated union knows about itself.
pub trait Union: Sized {
    /// Its name in the definition.
    const NAME: &'static str;

    /// The values of the discriminator, or the keys of the wrapper, that stand for its members.
    const VALUES: &'static [&'static str];

    /// Writes the value.
    ///
    /// # Errors
    /// What the serializer says.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Keeps a member that this version does not know; nothing for a closed union.
    fn unknown(discriminator: &str, value: Json) -> Option<Self>;
}

/// A union whose members are told apart by a field.
pub trait Tagged: Union {
    /// The name of that field.
    const DISCRIMINATOR: &'static str;

    /// The member that a value without discriminator belongs to.
    const DEFAULT: Option<&'static str>;

    /// Reads the member that a discriminator stands for from the fields around it.
    ///
    /// # Errors
    /// That nothing is known of the member, or that it is not what its type says.
    fn read<'de, A: MapAccess<'de>>(tag: &str, fields: Fields<'de, A>) -> Result<Self, A::Error>;
}

/// A union whose values are wrapped in an object with one key.
pub trait Wrapped: Union {
    /// Reads the member that a key stands for, which is one of [`Union::VALUES`].
    ///
    /// # Errors
    /// That nothing is known of the member, or that it is not what its type says.
    fn read<'de, A: MapAccess<'de>>(key: &str, map: &mut A) -> Result<Self, A::Error>;
}

/// Shows an unknown member: what tells it apart, and nothing of its content, which may be personal.
///
/// # Errors
/// What the formatter says.
pub fn debug_unknown(discriminator: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_struct("Unknown").field("discriminator", &discriminator).field("value", &crate::Redacted).finish()
}

/// Says that a discriminator or key stands for no member of a closed union.
struct UnknownMember<'a> {
    union: &'static str,
    values: &'static [&'static str],
    found: &'a str,
}

impl fmt::Display for UnknownMember<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no member of the union `{}`", self.found, self.union)?;
        crate::enumeration::write_choice(f, self.values)
    }
}
