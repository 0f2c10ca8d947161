//! Texts of definitions in Markdown: they are shown, never obeyed.

use std::fmt::Write as _;

/// A text on one line; what is between backticks stays code, everything else means nothing to Markdown, HTML or the
/// people and issues that a forge would link.
pub(crate) fn escape(text: &str) -> String {
    let ticks = text.matches('`').count();
    // The last backtick of an odd number closes nothing.
    let paired = ticks - ticks % 2;
    let mut escaped = String::with_capacity(text.len());
    let mut seen = 0;
    for char in text.chars() {
        let in_code = seen % 2 == 1 && seen < paired;
        match char {
            '`' if seen < paired => {
                seen += 1;
                escaped.push('`');
            }
            '\n' | '\r' => escaped.push(' '),
            _ if in_code => escaped.push(char),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(char);
            }
            '@' | '#' | '&' => {
                let _ = write!(escaped, "&#{};", char as u32);
            }
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_code() {
        assert_eq!(escape("there is no type `m_*`"), "there is no type `m_*`");
    }

    #[test]
    fn nothing_else_means_anything() {
        assert_eq!(escape("<img> *a* [x](y) | @team #1 &lt;"), r"\<img\> \*a\* \[x\](y) \| &#64;team &#35;1 &#38;lt;");
    }

    #[test]
    fn an_odd_backtick_opens_nothing() {
        assert_eq!(escape("`a` and ` <b>"), r"`a` and \` \<b\>");
    }

    #[test]
    fn a_text_stays_on_its_line() {
        assert_eq!(escape("a\n\n# b"), "a  &#35; b");
    }
}
