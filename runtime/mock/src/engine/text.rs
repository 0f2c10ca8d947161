//! Texts of a length that match a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::source::Source;
use crate::description::Bounds;

/// A text within the bounds that matches the pattern, when one is found.
pub(super) fn matching(pattern: &str, bounds: Bounds, source: &mut Source) -> Option<String> {
    const ATTEMPTS: u32 = 64;
    let hir = regex_syntax::parse(pattern).ok()?;
    let fits = |text: &String| {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        bounds.minimum.is_none_or(|it| length >= it) && bounds.maximum.is_none_or(|it| length <= it)
    };
    // Open repetitions are drawn out until the text is long enough.
    let mut attempts = (0..ATTEMPTS).map(|extra| {
        let mut text = String::new();
        write(&hir, extra, source, &mut text);
        text
    });
    attempts.find(fits)
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
    let length = |bound: Option<i64>| bound.and_then(|it| usize::try_from(it).ok());
    let cut = length(bounds.maximum).map_or_else(|| text.to_owned(), |room| cut(text, room));
    let missing = length(bounds.minimum).unwrap_or_default().saturating_sub(cut.chars().count());
    format!("{}{cut}", "x".repeat(missing))
}

fn write(hir: &Hir, extra: u32, source: &mut Source, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(&String::from_utf8_lossy(&it.0)),
        HirKind::Class(it) => text.extend(letter(it, source)),
        HirKind::Repetition(it) => {
            let count = it.min.saturating_add(extra).min(it.max.unwrap_or(u32::MAX));
            (0..count).for_each(|_| write(&it.sub, extra, source, text));
        }
        HirKind::Capture(it) => write(&it.sub, extra, source, text),
        HirKind::Concat(parts) => parts.iter().for_each(|it| write(it, extra, source, text)),
        HirKind::Alternation(choices) => write(&choices[source.below(choices.len())], extra, source, text),
    }
}

/// A letter of a class; a plain one where the class has any.
fn letter(class: &Class, source: &mut Source) -> Option<char> {
    let has = |letter: &char| match class {
        Class::Unicode(it) => it.ranges().iter().any(|range| (range.start()..=range.end()).contains(letter)),
        Class::Bytes(it) => {
            it.ranges().iter().any(|range| (char::from(range.start())..=char::from(range.end())).contains(letter))
        }
    };
    let plain: Vec<char> = ('a'..='z').chain('0'..='9').chain('A'..='Z').filter(has).collect();
    let letters = if plain.is_empty() { ('!'..='~').filter(has).collect() } else { plain };
    let first = || match class {
        Class::Unicode(it) => it.ranges().first().map(regex_syntax::hir::ClassUnicodeRange::start),
        Class::Bytes(it) => it.ranges().first().map(|it| char::from(it.start())),
    };
    letters.get(source.below(letters.len())).copied().or_else(first)
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
