//! Texts of definitions in Markdown: they are shown, never obeyed.

use std::fmt::Write as _;

/// A text on one line; what is between two single backticks stays code, everything else means nothing to Markdown, HTML
/// or the people and issues that a forge would link.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, code, after)) = next_code(rest) {
        plain(before, &mut escaped);
        let _ = write!(escaped, "`{}`", code.replace(['\n', '\r'], " "));
        rest = after;
    }
    plain(rest, &mut escaped);
    escaped
}

/// The next code of a text, with what stands before and after it; runs of backticks enclose nothing.
fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    let mut single = single_backticks(text);
    let (open, close) = (single.next()?, single.next()?);
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

fn single_backticks(text: &str) -> impl Iterator<Item = usize> {
    let is_tick = |at: Option<usize>| at.is_some_and(|it| text.as_bytes().get(it) == Some(&b'`'));
    let alone = move |at: &usize| !is_tick(at.checked_sub(1)) && !is_tick(at.checked_add(1));
    text.match_indices('`').map(|(at, _)| at).filter(alone)
}

fn plain(text: &str, escaped: &mut String) {
    for char in text.chars() {
        match char {
            '\n' | '\r' => escaped.push(' '),
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
    fn runs_of_backticks_enclose_nothing() {
        assert_eq!(escape("``` @team <b> `x` `"), r"\`\`\` &#64;team \<b\> `x` \`");
        assert_eq!(escape("`a``<b>`c`"), "`a``<b>`c\\`");
    }

    #[test]
    fn a_text_stays_on_its_line() {
        assert_eq!(escape("a\n\n# b"), "a  &#35; b");
    }
}
