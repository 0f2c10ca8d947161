//! Numbers by their text: compared and bounded without ever being rounded.

use std::cmp::Ordering;

/// A decimal number as its digits and the place of the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: Vec<u8>,
    /// The power of ten of the digit before the first: `0.5` has 0, `12` has 2.
    scale: i64,
}

impl Number {
    /// Reads the number of a JSON text; nothing when it is none, or its exponent is beyond any use.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse::<i32>().ok()?.into();
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if whole.is_empty() || !all.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let zeros = all.iter().take_while(|it| **it == b'0').count();
        let end = all.iter().rposition(|it| *it != b'0').map_or(zeros, |it| it + 1);
        let digits = all[zeros..end.max(zeros)].to_vec();
        let scale = if digits.is_empty() { 0 } else { count(whole.len()) - count(zeros) + exponent };
        Some(Self { negative: mantissa.len() != unsigned.len() && !digits.is_empty(), digits, scale })
    }

    /// How it compares to a whole number.
    pub(crate) fn compare(&self, other: i64) -> Ordering {
        // Invariant: the text of an integer is a number.
        Self::parse(&other.to_string()).map_or(Ordering::Equal, |it| self.cmp(&it))
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.scale.cmp(&other.scale).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (left, right) in [("1.0", "1"), ("0.50", "5e-1"), ("-0", "0"), ("100", "1e2"), ("0.0", "0")] {
            assert_eq!(number(left), number(right), "{left} {right}");
        }
        assert_ne!(number("9007199254740993"), number("9007199254740992"));
    }

    #[test]
    fn numbers_are_ordered() {
        let sorted = ["-100", "-1.5", "-1", "-0.01", "0", "0.1", "0.11", "1", "1.5", "2", "10", "99999999999999999999"];
        assert!(sorted.windows(2).all(|it| number(it[0]) < number(it[1])));
        assert_eq!(number("9223372036854775807").compare(i64::MAX), Ordering::Equal);
        assert_eq!(number("1.01").compare(1), Ordering::Greater);
    }

    #[test]
    fn what_is_no_number_is_none() {
        assert_eq!(Number::parse("abc"), None);
        assert_eq!(Number::parse("1e99999999999"), None);
    }
}
