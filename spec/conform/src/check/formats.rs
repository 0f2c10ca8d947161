//! The text forms of values.

use jiff::Timestamp;

/// Whether a text is a decimal number without an exponent.
pub fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    all(whole) && all(fraction)
}

/// Whether a text is a UUID in its canonical form.
pub fn is_uuid(text: &str) -> bool {
    let dash = |index: usize| matches!(index, 8 | 13 | 18 | 23);
    let fits = |(index, byte): (usize, u8)| if dash(index) { byte == b'-' } else { byte.is_ascii_hexdigit() };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// Whether a text is a day of the calendar, `2026-11-21`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether a text is a point in time as RFC 3339 writes it: seconds and offset included.
pub fn is_date_time(text: &str) -> bool {
    instant(text).is_some()
}

/// The point in time that a text of RFC 3339 stands for.
pub fn instant(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let has = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|it| wanted.contains(it));
    let is_spelt_out = has(4, b"-") && has(10, b"Tt ") && has(13, b":") && has(16, b":");
    // A zone in brackets is another standard's.
    text.parse().ok().filter(|_| is_spelt_out && !text.ends_with(']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(is_date("2026-11-21") && is_date("2024-02-29"));
        for text in ["2026-02-30", "20261121", "2026-11-21T10:00:00", "2026-1-1", ""] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn times_have_seconds_and_an_offset() {
        for text in ["2026-11-21T10:00:00Z", "2026-11-21T10:00:00.123456+01:00", "2026-11-21t10:00:00z"] {
            assert!(is_date_time(text), "{text}");
        }
        for text in
            ["2026-11-21T10:00Z", "2026-11-21T10:00:00", "2026-11-21", "20261121T100000Z", "2026-02-30T10:00:00Z"]
        {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn decimals_have_digits_on_both_sides() {
        assert!(is_decimal("-12.50") && is_decimal("3"));
        assert!(!is_decimal("1.") && !is_decimal(".5") && !is_decimal("1e3") && !is_decimal("+1"));
    }
}
