//! Finding the end of things, eight bytes at a time where that pays.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The eight bytes at `at`, the first one lowest.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*chunk))
}

/// Index of the first quote, backslash or control character from `at` on.
#[inline]
pub(super) fn string_stop(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word(bytes, at) {
        // Flipping bit 1 moves the quote next to the control characters, so that one comparison finds both.
        let low = (word ^ (2 * LOW)).wrapping_sub(0x21 * LOW);
        let backslash = (word ^ (0x5c * LOW)).wrapping_sub(LOW);
        // A borrow can only mark a byte above a true stop, so the lowest mark is right.
        let stops = (low | backslash) & !word & HIGH;
        if stops != 0 {
            return at + stops.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let stop = |&b: &u8| b < b' ' || b == b'"' || b == b'\\';
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(stop).unwrap_or(rest.len())
}

/// Index of the first byte from `at` on that is not a space.
#[inline]
pub(super) fn spaces_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word(bytes, at) {
        let other = word ^ (0x20 * LOW);
        if other != 0 {
            return at + other.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Index after the number at `at`, or where it stops following the grammar.
#[inline]
pub(super) fn number_end(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
    at = match bytes.get(at) {
        Some(b'0') => at + 1,
        _ => digits_end(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits_end(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits_end(bytes, at + 1 + usize::from(sign))?;
    }
    Ok(at)
}

/// Index after at least one digit.
#[inline]
fn digits_end(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at == start { Err(at) } else { Ok(at) }
}

/// What a byte can be outside of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space of JSON.
    Space,
    /// A slash, or the start of what may be irregular white space.
    Odd,
    /// Brackets, comma, colon, quotes.
    Mark,
    /// Part of a number, literal or bare word.
    Word,
    /// Anything else.
    Other,
}

const CLASSES: [Class; 256] = classes();

/// The class of one byte.
#[inline]
pub(super) fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = classify(byte);
        if byte == 255 {
            return table;
        }
        byte += 1;
    }
}

const fn classify(byte: u8) -> Class {
    match byte {
        b' ' | b'\n' | b'\r' | b'\t' => Class::Space,
        b'/' | 0x0b | 0x0c | 0x80.. => Class::Odd,
        b'{' | b'}' | b'[' | b']' | b',' | b':' | b'"' | b'\'' => Class::Mark,
        b'_' | b'$' | b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Word,
        _ => Class::Other,
    }
}

/// Index after the bare word at `at`; letters beyond ASCII belong to it.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let part = |c: char| match u8::try_from(c) {
        Ok(b) if b.is_ascii() => class(b) == Class::Word,
        _ => !is_irregular_space(c),
    };
    let rest = &text[at..];
    at + rest.find(|c| !part(c)).unwrap_or(rest.len())
}

/// Whether a character looks like white space but is none in JSON.
pub(super) fn is_irregular_space(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{feff}' | '\u{200b}') || !c.is_ascii() && c.is_whitespace()
}

/// Whether a character separates tokens, in JSON or by mistake.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r') || is_irregular_space(c)
}
