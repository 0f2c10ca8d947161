//! Regular expressions of definitions, compiled at first use.

use std::cell::RefCell;
use std::collections::BTreeMap;

use regex::Regex;

/// Compiled patterns by where they stand: definitions state each once, and places compare quicker than texts hash.
type Compiled = BTreeMap<(usize, usize), Option<Regex>>;

thread_local! {
    /// One map a thread, so that nobody waits; a pattern that stands in two places is compiled twice.
    static COMPILED: RefCell<Compiled> = RefCell::default();
}

/// Whether a text matches a pattern; a pattern that is no regular expression refuses nothing.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    let place = (pattern.as_ptr().addr(), pattern.len());
    COMPILED.with_borrow_mut(|all| {
        let compiled = all.entry(place).or_insert_with(|| Regex::new(pattern).ok());
        compiled.as_ref().is_none_or(|it| it.is_match(text))
    })
}
