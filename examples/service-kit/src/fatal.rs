//! Why a service ends before its time.

use std::error::Error;
use std::fmt;

/// Why a service ends before its time: any error, which a `main` that returns it prints as a sentence.
pub struct Fatal(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Fatal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Debug for Fatal {
    /// For people: the standard library prints what `main` returns in this way.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
