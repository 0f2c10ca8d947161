//! Texts of definitions on a terminal or in a log: a reader sees every character, and none is obeyed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::finding::{Shown, Spot};

/// The text with a mark instead of each character that would move the cursor, change colours or turn lines around.
///
/// A mark has as many bytes as what it stands for, so positions stay what they are.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|it| if is_obeyed(it) { mark(it) } else { it }).collect::<String>().into()
}

/// Control characters other than line ends and tabs, and those that reorder what stands beside them.
fn is_obeyed(char: char) -> bool {
    let reorders = matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    reorders || char.is_control() && !matches!(char, '\n' | '\r' | '\t')
}

fn mark(char: char) -> char {
    match char.len_utf8() {
        1 => '?',
        2 => '·',
        _ => '□',
    }
}

/// The files of findings that have something to hide, each looked through once.
#[derive(Debug, Default)]
pub(super) struct VisibleFiles(BTreeMap<*const u8, Option<String>>);

impl VisibleFiles {
    pub(super) fn of(findings: &[Shown<'_>]) -> Self {
        let mut files = BTreeMap::new();
        for finding in findings {
            let own = finding.site.spots().into_iter().map(|(spot, _)| spot);
            for spot in own.chain(finding.related.iter().map(|it| &it.spot)) {
                files.entry(spot.text.as_ptr()).or_insert_with(|| match visible(spot.text) {
                    Cow::Borrowed(_) => None,
                    Cow::Owned(text) => Some(text),
                });
            }
        }
        Self(files)
    }

    /// The text of a file as it may be shown.
    pub(super) fn text<'a>(&'a self, spot: &'a Spot<'_>) -> &'a str {
        self.0.get(&spot.text.as_ptr()).and_then(Option::as_deref).unwrap_or(spot.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_becomes_marks_of_the_same_length() {
        let text = "\u{1b}[31mred\u{7f} \u{9b}2J \u{202e}txet";
        assert_eq!(visible(text), "?[31mred? ·2J □txet");
        assert_eq!(visible(text).len(), text.len());
    }

    #[test]
    fn lines_and_letters_stay() {
        let text = "ä\t€ 😀\r\nend";
        assert!(matches!(visible(text), Cow::Borrowed(it) if it == text));
    }
}
