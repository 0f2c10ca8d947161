//! The text forms of values.

/// Whether a text is a day as ISO 8601 writes it, and one that exists.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether a text is a moment with its offset.
pub(crate) fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

/// Whether a text is a uuid with its hyphens.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// The number that a text holds, written without an exponent.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let fine = is_digits(whole) && is_digits(fraction) && whole.len() + fraction.len() <= 28;
    text.parse().ok().filter(|_| fine)
}

/// Whether a text is digits, at least one.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// Whether a text is capital letters, digits and hyphens, at least one.
pub(crate) fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'-')
}

/// Whether a text has one at sign with something on both sides, and no blank.
pub(crate) fn is_email(text: &str) -> bool {
    let parts: Vec<_> = text.split('@').collect();
    parts.len() == 2 && parts.iter().all(|it| !it.is_empty()) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert!(is_date("2024-02-29") && !is_date("2026-02-29") && !is_date("20260101") && !is_date("2026-01-01T00Z"));
        assert!(is_moment("2026-01-01T00:00:00+01:00") && !is_moment("2026-01-01T00:00:00"));
        assert_eq!(decimal("-1.50"), Some(-1.5));
        assert!(["", "1.", ".5", "1e3", "NaN", "inf"].iter().all(|it| decimal(it).is_none()));
        assert!(is_email("a@b") && !is_email("a@") && !is_email("a @b") && !is_email("a@b@c"));
        assert!(is_code("M8-40") && !is_code("m8") && !is_code(""));
    }
}
