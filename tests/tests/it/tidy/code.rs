//! Rust text without what comments and literals say, so that checks see code only.

/// The same text, line by line, with comments gone and literals emptied.
pub(super) fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token(rest, out.chars().last());
        let (token, tail) = rest.split_at(length.max(first.len_utf8()));
        out.push_str(&blank(token));
        rest = tail;
    }
    out
}

/// The code up to the unit tests at the end of a file.
pub(super) fn without_tests(code: &str) -> &str {
    code.find("#[cfg(test)]\nmod ").map_or(code, |end| &code[..end])
}

/// The length of a comment or literal that begins here; zero for anything else.
fn token(text: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|it| it.is_alphanumeric() || it == '_');
    match text.as_bytes() {
        [b'/', b'/', ..] => text.find('\n').unwrap_or(text.len()),
        [b'/', b'*', ..] => text.find("*/").map_or(text.len(), |end| end + 2),
        [b'r', b'"' | b'#', ..] if !in_word => raw(text),
        [b'"', ..] => quoted(text, '"'),
        [b'\'', ..] => character(text),
        _ => 0,
    }
}

fn raw(text: &str) -> usize {
    let hashes = text[1..].bytes().take_while(|it| *it == b'#').count();
    if !text[1 + hashes..].starts_with('"') {
        return 0; // A raw identifier such as `r#type`.
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = hashes + 2;
    text[body..].find(&end).map_or(text.len(), |at| body + at + end.len())
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, it) in text.char_indices().skip(1) {
        match it {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            it if it == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A character literal; a lifetime has no second quote close by.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

fn blank(token: &str) -> String {
    let breaks = "\n".repeat(token.matches('\n').count());
    match token.as_bytes() {
        [b'/', b'/' | b'*', ..] => breaks,
        [b'"', _, ..] | [b'r', b'"' | b'#', _, ..] => format!("\"{breaks}\""),
        [b'\'', _, ..] => "''".to_owned(),
        _ => token.to_owned(),
    }
}

#[test]
fn literals_and_comments_are_emptied() {
    let text = "let a = \"x.unwrap() // no\"; // .unwrap()\n/* todo!() */ let b = 'c';\n";
    assert_eq!(code(text), "let a = \"\"; \n let b = '';\n");
}

#[test]
fn raw_strings_escapes_and_lifetimes_are_understood() {
    assert_eq!(code("f(r#\"a \" b\"#, '\\'', \"\\\"\")"), "f(\"\", '', \"\")");
    assert_eq!(code("fn f<'a>(x: &'a str, r#type: u8)"), "fn f<'a>(x: &'a str, r#type: u8)");
}

#[test]
fn lines_keep_their_numbers() {
    let text = "a(\"one\ntwo\");\n/* x\ny */\nb\n";
    assert_eq!(code(text).lines().count(), text.lines().count());
}

#[test]
fn unit_tests_are_cut_off() {
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests {}\n"), "fn a() {}\n");
}
