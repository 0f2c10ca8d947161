//! The text forms of values, and how messages name them.

use apigen_types::schema::Schema;

/// Whether a text is a decimal number.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    all(whole) && all(fraction)
}

/// Whether a text is a UUID in its canonical form.
pub(super) fn is_uuid(text: &str) -> bool {
    let dash = |index: usize| matches!(index, 8 | 13 | 18 | 23);
    let fits = |(index, byte): (usize, u8)| if dash(index) { byte == b'-' } else { byte.is_ascii_hexdigit() };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// Whether a text is a calendar date.
pub(super) fn is_date(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether a text is a point in time.
pub(super) fn is_date_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

/// What a value should have been: `a date, such as 2026-11-21`.
pub(super) fn describe(schema: &Schema) -> &'static str {
    match schema {
        Schema::Any | Schema::Named(_) => "a JSON value",
        Schema::Unit => "null",
        Schema::Boolean => "true or false",
        Schema::Integer(_) => "a whole number of at most 32 bits",
        Schema::Long(_) => "a whole number of at most 64 bits",
        Schema::Double(_) => "a number",
        Schema::Decimal(_) => "a decimal number",
        Schema::Text { .. } | Schema::Enum { .. } => "a string",
        Schema::Uuid => "a uuid",
        Schema::Date => "a date, such as 2026-11-21",
        Schema::DateTime => "a date with time and offset, such as 2026-11-21T10:00:00Z",
        Schema::List { .. } => "an array",
        Schema::Object | Schema::Map { .. } | Schema::Model(_) | Schema::Union { .. } => "an object",
    }
}

/// The choices in quotes, with commas between.
pub(super) fn choices(values: &[&str]) -> String {
    let quoted: Vec<_> = values.iter().map(|it| format!("`{it}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert!(is_decimal("-12.50") && is_decimal("0") && !is_decimal("1.") && !is_decimal("1e3") && !is_decimal(""));
        assert!(is_uuid("0f8b2c1d-9a7e-4f56-8071-8293a4b5c6d7") && !is_uuid("0f8b2c1d9a7e4f5680718293a4b5c6d7----"));
        assert!(is_date("2026-11-21") && !is_date("2026-02-30"));
        assert!(is_date_time("2026-11-21T10:00:00+01:00") && !is_date_time("2026-11-21T10:00:00"));
    }
}
