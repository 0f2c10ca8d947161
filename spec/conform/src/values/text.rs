//! Texts that match a regular expression and have a length.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::rng::Rng;

/// How many characters a text may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub(super) minimum: usize,
    pub(super) maximum: usize,
}

impl Length {
    fn holds(self, text: &str) -> bool {
        (self.minimum..=self.maximum).contains(&text.chars().count())
    }
}

/// A text of a length that matches the pattern, when one is found.
pub(super) fn matching(pattern: &str, length: Length, rng: &mut Rng) -> Option<String> {
    const ATTEMPTS: u32 = 300;
    let hir = regex_syntax::parse(pattern).ok()?;
    let first = u32::try_from(length.minimum).unwrap_or_default().saturating_sub(ATTEMPTS / 2);
    // Open repetitions are drawn out until the text is long enough.
    let mut attempts = (0..3).chain(first..first + ATTEMPTS).map(|extra| {
        let mut text = String::new();
        write(&hir, extra, rng, &mut text);
        text
    });
    attempts.find(|it| length.holds(it))
}

/// A text of exactly this many characters.
pub(super) fn plain(length: usize, rng: &mut Rng) -> String {
    rng.word(length)
}

fn write(hir: &Hir, extra: u32, rng: &mut Rng, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(&String::from_utf8_lossy(&it.0)),
        HirKind::Class(it) => text.extend(letter(it, rng)),
        HirKind::Repetition(it) => {
            let count = it.min.saturating_add(extra).min(it.max.unwrap_or(u32::MAX));
            (0..count).for_each(|_| write(&it.sub, extra, rng, text));
        }
        HirKind::Capture(it) => write(&it.sub, extra, rng, text),
        HirKind::Concat(parts) => parts.iter().for_each(|it| write(it, extra, rng, text)),
        HirKind::Alternation(choices) => write(&choices[rng.below(choices.len())], extra, rng, text),
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
        const PATTERNS: [(&str, usize, usize); 6] = [
            ("^usr-[0-9a-f]{32}$", 0, 100),
            ("^[a-z][a-z0-9_]*$", 3, 30),
            ("^[a-z][a-z0-9_]*$", 30, 30),
            ("^[^@\\s]+@[^@\\s]+$", 3, 254),
            ("^[^@\\s]+@[^@\\s]+$", 253, 254),
            ("^\\+[1-9][0-9]+$", 8, 16),
        ];
        for (pattern, minimum, maximum) in PATTERNS {
            let text = matching(pattern, Length { minimum, maximum }, &mut Rng::new(7, pattern)).unwrap();
            assert!(regex::Regex::new(pattern).unwrap().is_match(&text), "{pattern}: {text}");
            assert!((minimum..=maximum).contains(&text.chars().count()), "{pattern}: {text}");
        }
        assert_eq!(matching("^a$", Length { minimum: 2, maximum: 3 }, &mut Rng::new(0, "")), None);
    }
}
