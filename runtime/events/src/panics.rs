//! Panics of what services write, caught: an event fails, and the stream goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a function gives, or what its panic said.
///
/// Whatever the function has changed must not be looked at again after a panic.
pub(crate) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|panic| words(&*panic).to_owned())
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_what_it_said() {
        assert_eq!(caught(|| 1), Ok(1));
        assert_eq!(caught(|| -> u8 { panic!("plain") }), Err("plain".to_owned()));
        assert_eq!(caught(|| -> u8 { panic!("number {}", 7) }), Err("number 7".to_owned()));
        assert_eq!(caught(|| -> u8 { std::panic::panic_any(7) }), Err("without words".to_owned()));
    }
}
