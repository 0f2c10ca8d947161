//! Descriptions as documentation: text that stays text, whatever it holds.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Languages whose code blocks rustdoc shows and does not compile.
const PLAIN_LANGUAGES: &[&str] =
    &["bash", "css", "csv", "html", "http", "javascript", "js", "json", "sh", "sql", "text", "toml", "xml", "yaml"];

/// A description as doc attributes, one a line.
pub(crate) fn attributes(description: &str) -> TokenStream {
    let lines = lines(description).into_iter().map(|it| if it.is_empty() { it } else { format!(" {it}") });
    let lines = lines.map(|it| literal(&it));
    quote!(#(#[doc = #lines])*)
}

/// A line as a raw literal, which the formatter takes as it is; it reads others letter by letter.
fn literal(line: &str) -> Literal {
    let raw = || format!("r#\"{line}\"#").parse().ok();
    let may_be_raw = !line.contains("\"#");
    may_be_raw.then(raw).flatten().unwrap_or_else(|| Literal::string(line))
}

/// A description as lines that are safe behind `///`: no control characters, no live HTML, no compiled code blocks.
pub(crate) fn lines(description: &str) -> Vec<String> {
    let mut fence = None;
    let mut lines: Vec<_> = description.trim().lines().map(|it| line(&harmless(it.trim_end()), &mut fence)).collect();
    lines.extend(fence);
    lines
}

/// A text on one line, safe in any comment.
pub(crate) fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

fn line(text: &str, fence: &mut Option<String>) -> String {
    let marker = fence_marker(text);
    match (fence.as_deref(), marker) {
        (Some(open), Some(marker)) if marker.starts_with(open) && text.trim() == marker => {
            fence.take();
            text.trim().to_owned()
        }
        (Some(_), _) => text.to_owned(),
        (None, Some(marker)) => {
            *fence = Some(marker.to_owned());
            format!("{marker}{}", language(text.trim_start().trim_start_matches(['`', '~'])))
        }
        (None, None) => prose(text),
    }
}

/// The run of backticks or tildes that opens or closes a code block.
fn fence_marker(text: &str) -> Option<&str> {
    let text = text.trim_start();
    ['`', '~'].into_iter().find_map(|sign| {
        let run = &text[..text.len() - text.trim_start_matches(sign).len()];
        let rest_is_free = sign == '~' || !text[run.len()..].contains('`');
        (run.len() >= 3 && rest_is_free).then_some(run)
    })
}

fn language(info: &str) -> &'static str {
    PLAIN_LANGUAGES.iter().find(|it| **it == info.trim()).unwrap_or(&"text")
}

/// A line outside code blocks: runs of spaces make no code, and `<` makes no HTML.
fn prose(text: &str) -> String {
    if says_nothing_special(text) {
        return text.to_owned();
    }
    let mut words = text.split([' ', '\t']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    words = words.replace("```", "\\`\\`\\`").replace("~~~", "\\~\\~\\~");
    let indent = text.len() - text.trim_start().len();
    format!("{}{}", " ".repeat(indent.min(3)), escape(&words))
}

/// Whether a line is words with single spaces between them, and nothing that Markdown or HTML may know.
fn says_nothing_special(text: &str) -> bool {
    let special = |it: u8| matches!(it, b'`' | b'~' | b'<' | b'[' | b']' | b'\t');
    !text.starts_with(char::is_whitespace)
        && !text.bytes().any(special)
        && !text.contains("  ")
        && !text.contains("http")
}

/// Outside of code spans `<` opens no tag, brackets link to nothing, and addresses are links.
fn escape(text: &str) -> String {
    let parts: Vec<_> = text.split('`').collect();
    let balanced = parts.len() % 2 == 1;
    let escape = |(at, part): (usize, &&str)| match at % 2 {
        1 if balanced => (*part).to_owned(),
        _ => escape_part(part),
    };
    parts.iter().enumerate().map(escape).collect::<Vec<_>>().join("`")
}

fn escape_part(part: &str) -> String {
    let mut escaped = String::with_capacity(part.len() + 8);
    let mut rest = part;
    while let Some(letter) = rest.chars().next() {
        let taken = if let Some(address) = address(rest) {
            escaped.extend(["<", address, ">"]);
            address.len()
        } else if let Some(link) = link(rest) {
            escaped.push_str(link);
            link.len()
        } else {
            escaped.extend(matches!(letter, '[' | ']' | '<').then_some('\\'));
            let next = letter.len_utf8();
            let end = rest[next..].find(['[', ']', '<', 'h']).map_or(rest.len(), |it| next + it);
            escaped.push_str(&rest[..end]);
            end
        };
        rest = &rest[taken..];
    }
    escaped
}

/// The address that a text begins with, without the punctuation behind it.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(it);
    let end = text.find(|it| !plain(it)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']))
}

/// The link `[text](https://…)` that a text begins with.
fn link(text: &str) -> Option<&str> {
    let (label, target) = text.strip_prefix('[')?.split_once("](")?;
    let (target, _) = target.split_once(')')?;
    let whole = !label.contains(['[', ']', '<']) && address(target) == Some(target);
    whole.then(|| &text[..label.len() + target.len() + 4])
}

/// The text without control characters and without those that change the direction of writing.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|it| matches!(it, b' '..=b'~' | b'\t')) {
        return text.into();
    }
    let safe = |it: char| match it {
        '\t' => '\t',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => '\u{fffd}',
        _ if it.is_control() => '\u{fffd}',
        _ => it,
    };
    text.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_blocks_are_not_compiled_and_are_closed() {
        assert_eq!(lines("a\n```\nlet x;\n```\nb"), ["a", "```text", "let x;", "```", "b"]);
        assert_eq!(lines("```rust,no_run\nfn"), ["```text", "fn", "```"]);
        assert_eq!(lines("~~~json\n{}\n~~~"), ["~~~json", "{}", "~~~"]);
        assert_eq!(lines("a\n\n        deep();"), ["a", "", "   deep();"]);
        assert_eq!(lines("> ```\n>     quoted()"), ["> \\`\\`\\`", "> quoted()"]);
    }

    #[test]
    fn prose_links_to_what_it_names_and_to_nothing_else() {
        assert_eq!(lines("See https://a.example/b?c=d."), ["See <https://a.example/b?c=d>."]);
        assert_eq!(
            lines("['CAN', \"MEX\"] and [User] of `[user]`"),
            ["\\['CAN', \"MEX\"\\] and \\[User\\] of `[user]`"]
        );
        assert_eq!(lines("(http://a.example)"), ["(<http://a.example>)"]);
        assert_eq!(lines("[here and there](https://a.example)"), ["[here and there](https://a.example)"]);
        assert_eq!(lines("[x](y) [a"), ["\\[x\\](y) \\[a"]);
    }

    #[test]
    fn a_line_is_the_same_text_whatever_its_literal() {
        for text in ["plain", r"back\slash", "a \"quote\"", "ends a raw \"# literal", "caf\u{e9}\u{a0}\u{fffd}"] {
            let item: syn::ItemStruct = syn::parse2(
                attributes(text)
                    .into_iter()
                    .chain(quote!(
                        struct A;
                    ))
                    .collect(),
            )
            .unwrap();
            let syn::Meta::NameValue(it) = &item.attrs[0].meta else { panic!("{text}") };
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(it), .. }) = &it.value else { panic!("{text}") };
            assert_eq!(it.value(), format!(" {text}"));
        }
    }

    #[test]
    fn nothing_leaves_the_comment() {
        let nasty = "*/ fn a() {}\r bare\u{0} \u{202e}desrever \"# <script>x</script> `<T>` `<";
        let text = lines(nasty).join("\n");
        assert!(!text.contains(['\r', '\u{0}', '\u{202e}']));
        assert!(text.contains("\\<script>"));
    }
}
