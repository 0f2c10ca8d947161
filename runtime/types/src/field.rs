//! What the fields of generated models share.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// Reads a field that has a default: `null` is as good as absent.
///
/// # Errors
/// That it is neither `null` nor a value of the type.
pub fn or_default<'de, D, T>(deserializer: D, default: fn() -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(default))
}

/// Reads a field whose default is what its type begins with: empty, `false`, zero. `null` is as good as absent.
///
/// # Errors
/// That it is neither `null` nor a value of the type.
pub fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    or_default(deserializer, T::default)
}

/// What `Debug` shows in place of values that logs must not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
