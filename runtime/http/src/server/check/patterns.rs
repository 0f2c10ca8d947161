//! Regular expressions of definitions, compiled at first use.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use regex::Regex;

static COMPILED: RwLock<Option<HashMap<&'static str, Option<Regex>>>> = RwLock::new(None);

/// Whether a text matches a pattern; a pattern that is no regular expression refuses nothing.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    if let Some(known) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|it| it.get(pattern))
    {
        return known.as_ref().is_none_or(|it| it.is_match(text));
    }
    let compiled = Regex::new(pattern).ok();
    let answer = compiled.as_ref().is_none_or(|it| it.is_match(text));
    let mut all = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    all.get_or_insert_default().insert(pattern, compiled);
    answer
}
