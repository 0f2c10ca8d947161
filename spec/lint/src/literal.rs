//! Whether a text is a value of a primitive type.

use std::cmp::Ordering;

use apigen_model::{Json, Primitive};

/// Whether a text is a value of a primitive type.
pub(crate) fn is_literal(primitive: Primitive, text: &str) -> bool {
    match primitive {
        Primitive::Boolean => matches!(text, "true" | "false"),
        Primitive::Integer => text.parse::<i32>().is_ok(),
        Primitive::Long => text.parse::<i64>().is_ok(),
        Primitive::Decimal => is_number(text),
        Primitive::Double => is_number(text) && text.parse().is_ok_and(f64::is_finite),
        Primitive::String => true,
        Primitive::Uuid => is_uuid(text),
        Primitive::Date => is_date(text),
        Primitive::DateTime => is_date_time(text),
        Primitive::Json => Json::parse(text).is_some(),
        Primitive::Object => matches!(Json::parse(text), Some(Json::Object(_))),
        Primitive::Unit => false,
    }
}

/// How a number compares with a bound; `None` when the text is no number.
pub(crate) fn compare(text: &str, bound: i64) -> Option<Ordering> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    match whole.parse::<i128>() {
        Ok(whole) if is_digits(fraction) => {
            let has_fraction = fraction.bytes().any(|it| it != b'0');
            let beyond = if text.starts_with('-') { Ordering::Less } else { Ordering::Greater };
            Some(whole.cmp(&i128::from(bound)).then(if has_fraction { beyond } else { Ordering::Equal }))
        }
        _ => compare_float(text, bound),
    }
}

/// With an exponent, or beyond every bound: a float is near enough.
#[allow(clippy::cast_precision_loss)]
fn compare_float(text: &str, bound: i64) -> Option<Ordering> {
    let number: f64 = text.parse().ok().filter(|_| is_number(text))?;
    number.partial_cmp(&(bound as f64))
}

/// Digits with an optional sign, fraction and exponent.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    [whole, fraction, exponent].iter().all(|it| is_digits(it))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit())
}

/// `2026-11-21`, a day that the calendar has.
fn is_date(text: &str) -> bool {
    let (Some(year), Some(month), Some(day)) = (part(text, 0, 4), part(text, 5, 7), part(text, 8, 10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    text.len() == 10 && has(text, 4, "-") && has(text, 7, "-") && (1..=days).contains(&day)
}

/// RFC 3339: date, `T`, time, and `Z` or the offset from it.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let (hour, minute, second) = (part(time, 0, 2), part(time, 3, 5), part(time, 6, 8));
    // A leap second is the 61st.
    let clock = hour.is_some_and(|it| it < 24) && minute.is_some_and(|it| it < 60) && second.is_some_and(|it| it < 61);
    is_date(date) && clock && has(time, 2, ":") && has(time, 5, ":") && is_fraction_and_zone(&time[8..])
}

fn is_fraction_and_zone(text: &str) -> bool {
    let zone = match text.strip_prefix('.') {
        Some(fraction) if fraction.starts_with(|it: char| it.is_ascii_digit()) => {
            fraction.trim_start_matches(|it: char| it.is_ascii_digit())
        }
        Some(_) => return false,
        None => text,
    };
    let offset = zone.strip_prefix(['+', '-']).is_some_and(|it| {
        let (hours, minutes) = (part(it, 0, 2), part(it, 3, 5));
        it.len() == 5 && has(it, 2, ":") && hours.is_some_and(|it| it < 24) && minutes.is_some_and(|it| it < 60)
    });
    offset || matches!(zone, "Z" | "z")
}

/// The number that some bytes of a text say in digits.
fn part(text: &str, start: usize, end: usize) -> Option<u32> {
    let digits = text.get(start..end)?;
    is_digits(digits).then(|| digits.parse().ok())?
}

fn has(text: &str, at: usize, mark: &str) -> bool {
    text.get(at..).is_some_and(|it| it.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(primitive: Primitive, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(is_literal(primitive, text), "{primitive} {text}");
        }
        for text in bad {
            assert!(!is_literal(primitive, text), "{primitive} {text}");
        }
    }

    #[test]
    fn numbers() {
        check(Primitive::Integer, &["0", "-2147483648"], &["", "2147483648", "1.0", "1e3", "one"]);
        check(Primitive::Long, &["2147483648"], &["9223372036854775808"]);
        check(Primitive::Decimal, &["1", "-1.50", "1e400"], &["", ".", "1.", ".5", "1e", "0x1", "NaN", "inf"]);
        check(Primitive::Double, &["1.5e3"], &["1e400", "infinity"]);
    }

    #[test]
    fn dates_and_times() {
        check(
            Primitive::Date,
            &["2024-02-29", "2026-11-21"],
            &["2023-02-29", "2026-13-01", "2026-1-1", "2026-04-31", "2026-01-00", "20261121", "2026-11-21Z", "é"],
        );
        check(
            Primitive::DateTime,
            &["2026-11-21T09:30:00Z", "2026-11-21T09:30:00.123+02:00", "2016-12-31t23:59:60z"],
            &[
                "2026-11-21",
                "2026-11-21T09:30Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T09:30:00",
                "2026-11-21T09:30:00.Z",
            ],
        );
    }

    #[test]
    fn the_rest() {
        check(Primitive::Boolean, &["true", "false"], &["True", "yes", ""]);
        check(Primitive::Uuid, &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567e89b12d3a456426614174000", ""]);
        check(Primitive::Object, &["{}", "{\"a\": 1}"], &["[]", "{a: 1}", ""]);
        check(Primitive::Json, &["[]", "1", "null"], &["a", ""]);
        check(Primitive::Unit, &[], &["", "null"]);
    }

    #[test]
    fn numbers_compare_with_bounds() {
        assert_eq!(compare("5", 5), Some(Ordering::Equal));
        assert_eq!(compare("9007199254740993.5", 9_007_199_254_740_993), Some(Ordering::Greater));
        assert_eq!(compare("-5.5", -5), Some(Ordering::Less));
        assert_eq!(compare("-0.5", 0), Some(Ordering::Less));
        assert_eq!(compare("1e3", 5), Some(Ordering::Greater));
        assert_eq!(compare("1.5e3", 5), Some(Ordering::Greater));
        assert_eq!(compare("five", 5), None);
    }
}
