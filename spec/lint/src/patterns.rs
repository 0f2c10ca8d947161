//! Regular expressions, each parsed once a run: a company has few of them, and writes those everywhere.

use std::sync::{Arc, Mutex, PoisonError};

use regex_syntax::hir::Hir;
use rustc_hash::FxHashMap;

/// What parsing a pattern came to.
pub(crate) type Parsed = Arc<Result<Hir, regex_syntax::Error>>;

/// The patterns that were met so far.
#[derive(Debug, Default)]
pub(crate) struct Patterns(Mutex<FxHashMap<String, Parsed>>);

impl Patterns {
    /// A pattern in its parts, or why it has none.
    pub(crate) fn parsed(&self, pattern: &str) -> Parsed {
        // Entries are whole or absent, so that a thread that panicked leaves nothing behind that is wrong.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(parsed) = known.get(pattern) {
            return Arc::clone(parsed);
        }
        let parsed = Arc::new(regex_syntax::parse(pattern));
        known.insert(pattern.to_owned(), Arc::clone(&parsed));
        parsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_parsed_once() {
        let patterns = Patterns::default();
        assert!(Arc::ptr_eq(&patterns.parsed("^[a-z]+$"), &patterns.parsed("^[a-z]+$")));
        assert!(patterns.parsed("^[a-z]+$").is_ok() && patterns.parsed("[").is_err());
    }
}
