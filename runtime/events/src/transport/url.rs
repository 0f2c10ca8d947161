//! From a URL to a transport.

use std::sync::Arc;

use super::memory::Memory;
use super::{Transport, TransportError};

/// The transport that a URL names: `memory:` or `memory:NAME`, a broker inside this process.
///
/// Nothing is connected yet. Equal `memory:` URLs are one broker for as long as somebody holds it.
pub fn connect(url: &str) -> Result<Arc<dyn Transport>, TransportError> {
    let refuse = |why: &str| TransportError::Url { url: without_password(url), why: why.to_owned(), known: KNOWN };
    let Some((scheme, rest)) = url.split_once(':') else { return Err(refuse("it has no scheme")) };
    match scheme {
        "memory" => Ok(Arc::new(Memory::named(rest))),
        _ => Err(refuse("its scheme is not known")),
    }
}

const KNOWN: &str = "`memory:`";

/// The URL as it may stand in a log.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_names_no_transport_is_explained_without_its_password() {
        let error = connect("kafka://me:secret@host/").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`kafka://…@host/` is no transport: its scheme is not known. Use one of `memory:`"
        );
        assert!(connect("memory").is_err());
    }
}
