//! The name under which a service reads streams.

use std::fmt;
use std::sync::Arc;

use super::{InvalidName, check};

/// Who consumes: all subscriptions of one name share one position in a stream, those of different names see
/// everything each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConsumerName(Arc<str>);

impl ConsumerName {
    /// A consumer such as `order-service`: 1 to 50 letters, digits, `_`, `-` and `.`.
    ///
    /// # Errors
    /// That the name is not such a one.
    pub fn new(name: &str) -> Result<Self, InvalidName> {
        check("the consumer's name", name, 50)?;
        Ok(Self(name.into()))
    }

    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ConsumerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
