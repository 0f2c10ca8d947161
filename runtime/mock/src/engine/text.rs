//! Texts of a length that match a regular expression.

use apigen_chance::{Length, matching as of_length};

use super::source::Source;
use crate::description::Bounds;

/// A text within the bounds that matches the pattern, when one is found.
pub(super) fn matching(pattern: &str, bounds: Bounds, source: &mut Source) -> Option<String> {
    let minimum = length(bounds.minimum).unwrap_or(0);
    let maximum = length(bounds.maximum).unwrap_or(usize::MAX);
    of_length(pattern, Length { minimum, maximum }, &mut source.rng)
}

/// A text within the bounds that was not given before.
pub(super) fn distinct(bounds: Bounds, source: &mut Source) -> String {
    let id = source.id();
    // The end tells texts apart.
    let end = |text: &str, room: usize| text.chars().skip(text.chars().count().saturating_sub(room)).collect();
    fit(&format!("text-{id}"), bounds, end)
}

/// The same text each time, within the bounds.
pub(super) fn plain(bounds: Bounds) -> String {
    fit("text", bounds, |text, room| text.chars().take(room).collect())
}

fn fit(text: &str, bounds: Bounds, cut: impl Fn(&str, usize) -> String) -> String {
    let cut = length(bounds.maximum).map_or_else(|| text.to_owned(), |room| cut(text, room));
    let missing = length(bounds.minimum).unwrap_or_default().saturating_sub(cut.chars().count());
    format!("{}{cut}", "x".repeat(missing))
}

/// A bound as a count of characters; none when it is negative.
fn length(bound: Option<i64>) -> Option<usize> {
    bound.and_then(|it| usize::try_from(it).ok())
}

#[cfg(test)]
mod tests {
    use apigen_http::server::{Limits, Schema, violations};

    use super::*;

    fn sample(pattern: &str, minimum: i64, maximum: i64) -> Option<String> {
        matching(pattern, Bounds { minimum: Some(minimum), maximum: Some(maximum) }, &mut Source::new(7))
    }

    #[test]
    fn texts_match_their_pattern_and_length() {
        const PATTERNS: [(&str, i64, i64); 5] = [
            ("^usr-[0-9a-f]{32}$", 0, 100),
            ("^[a-z][a-z0-9_]*$", 3, 30),
            ("^[^@\\s]+@[^@\\s]+$", 3, 254),
            ("^\\+[1-9][0-9]+$", 8, 16),
            ("^(a|b)?c{2,}$", 50, 55),
        ];
        for (pattern, minimum, maximum) in PATTERNS {
            let text = sample(pattern, minimum, maximum).unwrap();
            let schema = Schema::pattern(Limits::range(minimum, maximum), pattern);
            assert!(violations(&text.clone().into(), &schema).is_empty(), "{pattern}: {text}");
        }
        assert_eq!(sample("^a$", 2, 3), None);
    }

    #[test]
    fn plain_texts_keep_to_bounds() {
        let of = |minimum, maximum| plain(Bounds { minimum, maximum });
        assert_eq!(of(None, None), "text");
        assert_eq!(of(Some(6), None), "xxtext");
        assert_eq!(of(None, Some(2)), "te");
        let mut source = Source::new(0);
        let two = Bounds { minimum: None, maximum: Some(2) };
        assert_ne!(distinct(two, &mut source), distinct(two, &mut source));
    }
}
