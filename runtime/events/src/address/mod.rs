//! Which stream, and who reads it.

mod consumer;
mod stream;

pub use consumer::ConsumerName;
pub use stream::{Limits, StreamAddress};

/// Why a text is not the name of a stream or a consumer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{what} `{name}` {problem}; brokers and databases take it as a name of their own. Use 1 to {longest} of the \
     characters a-z, A-Z, 0-9, `_`, `-` and `.`, with something before, between and after dots"
)]
pub struct InvalidName {
    what: &'static str,
    name: String,
    problem: &'static str,
    longest: usize,
}

/// What holds for both: brokers take these names as subjects, exchanges, queues and keys.
fn check(what: &'static str, name: &str, longest: usize) -> Result<(), InvalidName> {
    let invalid = |problem| Err(InvalidName { what, name: name.to_owned(), problem, longest });
    if name.len() > longest {
        return invalid("is too long");
    }
    if name.split('.').any(str::is_empty) {
        return invalid("has an empty part");
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if !name.bytes().all(allowed) {
        return invalid("has a character that is not allowed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_broker_refuses_are_refused_here() {
        for name in ["", ".", "a.", ".a", "a..b", "a b", "a*", "a>", "ä", "a/b", "a\n"] {
            assert!(StreamAddress::new(name).is_err(), "{name:?}");
            assert!(ConsumerName::new(name).is_err(), "{name:?}");
        }
        assert!(StreamAddress::new(&"a".repeat(201)).is_err());
        assert!(ConsumerName::new(&"a".repeat(51)).is_err());
    }

    #[test]
    fn the_refusal_says_what_why_and_what_to_do() {
        let refusal = ConsumerName::new("order service").unwrap_err().to_string();
        assert_eq!(
            refusal,
            "the consumer's name `order service` has a character that is not allowed; brokers and databases take it \
             as a name of their own. Use 1 to 50 of the characters a-z, A-Z, 0-9, `_`, `-` and `.`, with something \
             before, between and after dots"
        );
    }
}
