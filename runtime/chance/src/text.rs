//! Texts that match a regular expression and have a length.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::Rng;

/// How many characters a text may have, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The fewest.
    pub minimum: usize,
    /// The most.
    pub maximum: usize,
}

impl Length {
    fn holds(self, text: &str) -> bool {
        (self.minimum..=self.maximum).contains(&text.chars().count())
    }
}

/// A text of a length that matches the pattern; nothing when none is found, or the pattern is no regular expression.
#[must_use]
pub fn matching(pattern: &str, length: Length, rng: &mut Rng) -> Option<String> {
    const ATTEMPTS: usize = 6;
    let hir = regex_syntax::parse(pattern).ok()?;
    let shortest = hir.properties().minimum_len()?;
    // Open repetitions are drawn out until the text is long enough; letters may be of several bytes, so not at once.
    let mut spare = length.minimum.saturating_sub(shortest);
    for _ in 0..ATTEMPTS {
        let mut text = String::new();
        write(&hir, &mut spare.clone(), rng, &mut text);
        if length.holds(&text) {
            return Some(text);
        }
        spare += length.minimum.saturating_sub(text.chars().count());
    }
    None
}

/// Writes a text; what is spare goes to the first repetitions that have room for it.
fn write(hir: &Hir, spare: &mut usize, rng: &mut Rng, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(&String::from_utf8_lossy(&it.0)),
        HirKind::Class(it) => text.extend(letter(it, rng)),
        HirKind::Repetition(it) => {
            let one = it.sub.properties().minimum_len().unwrap_or(1).max(1);
            let room = it.max.map_or(usize::MAX, |max| max.saturating_sub(it.min) as usize);
            let more = (*spare / one).min(room);
            *spare -= more * one;
            (0..it.min as usize + more).for_each(|_| write(&it.sub, &mut 0, rng, text));
        }
        HirKind::Capture(it) => write(&it.sub, spare, rng, text),
        HirKind::Concat(parts) => parts.iter().for_each(|it| write(it, spare, rng, text)),
        HirKind::Alternation(choices) => write(&choices[rng.below(choices.len())], spare, rng, text),
    }
}

/// A letter of a class; a plain one where the class has any.
fn letter(class: &Class, rng: &mut Rng) -> Option<char> {
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
    letters.get(rng.below(letters.len())).copied().or_else(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_pattern_and_length() {
        const PATTERNS: [(&str, usize, usize); 8] = [
            ("^usr-[0-9a-f]{32}$", 0, 100),
            ("^[a-z][a-z0-9_]*$", 3, 30),
            ("^[a-z][a-z0-9_]*$", 30, 30),
            ("^[^@\\s]+@[^@\\s]+$", 3, 254),
            ("^[^@\\s]+@[^@\\s]+$", 254, 254),
            ("^[a-z0-9]+(-[a-z0-9]+)*$", 60, 60),
            ("^\\+[1-9][0-9]+$", 8, 16),
            ("^(a|b)?c{2,}$", 50, 55),
        ];
        for (pattern, minimum, maximum) in PATTERNS {
            let text = matching(pattern, Length { minimum, maximum }, &mut Rng::named(7, pattern)).unwrap();
            assert!(regex::Regex::new(pattern).unwrap().is_match(&text), "{pattern}: {text}");
            assert!((minimum..=maximum).contains(&text.chars().count()), "{pattern}: {text}");
        }
        assert_eq!(matching("^a$", Length { minimum: 2, maximum: 3 }, &mut Rng::new(0)), None);
    }
}
