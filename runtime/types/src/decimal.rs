//! Decimal numbers.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number: up to 28 digits, no rounding through binary fractions.
///
/// Read from a JSON number or a string. Written as a number when every reader that uses 64-bit floats gets exactly this
/// value back, and as a string otherwise. A number token with more than 17 digits may already have lost some when it is
/// read; senders of such values use strings, as this type does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// The number with these digits, so many of them behind the point: `new(1250, 2)` is 12.50.
    ///
    /// # Panics
    /// When more than 28 digits stand behind the point.
    pub fn new(digits: i64, scale: u32) -> Self {
        Self(rust_decimal::Decimal::new(digits, scale))
    }

    /// All digits as a whole number; with [`Decimal::scale`] they are the number.
    pub fn digits(self) -> i128 {
        self.0.mantissa()
    }

    /// How many of the digits stand behind the point.
    pub fn scale(self) -> u32 {
        self.0.scale()
    }

    /// The sum, unless it has too many digits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it has too many digits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, unless it has too many digits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self)
    }

    /// The quotient to 28 digits; nothing when the divisor is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self)
    }

    /// The number with so many digits behind the point, halves rounded to even.
    #[must_use]
    pub fn round(self, scale: u32) -> Self {
        Self(self.0.round_dp(scale))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is no decimal number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecimalError(String);

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DecimalError {}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let exponent = text.contains(['e', 'E']);
        let parsed = if exponent {
            rust_decimal::Decimal::from_scientific(text)
        } else {
            rust_decimal::Decimal::from_str_exact(text)
        };
        parsed.map(Self).map_err(|error| DecimalError(error.to_string()))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT_IN_FLOATS: i128 = 1 << 53;
        let normal = self.0.normalize();
        if let (0, Ok(whole)) = (normal.scale(), i64::try_from(normal.mantissa()))
            && i128::from(whole).abs() <= EXACT_IN_FLOATS
        {
            return serializer.serialize_i64(whole);
        }
        let text = normal.to_string();
        match text.parse::<f64>() {
            Ok(float) if float.to_string() == text => serializer.serialize_f64(float),
            _ => serializer.serialize_str(&self.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

struct DecimalVisitor;

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number or a string that holds one")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        // The shortest text that gives the float back: what the sender wrote, up to 15 digits and mostly 17.
        self.visit_str(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        text.parse().map_err(|error| E::custom(format_args!("`{text}` is not a decimal number: {error}")))
    }

    /// How numbers arrive where somebody turned on the arbitrary precision of `serde_json`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Decimal, A::Error> {
        let number = serde_json::Number::deserialize(de::value::MapAccessDeserializer::new(map))?;
        self.visit_str(&number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        serde_json::to_string(&text.parse::<Decimal>().unwrap()).unwrap()
    }

    #[test]
    fn numbers_that_floats_can_hold_are_numbers_and_others_are_strings() {
        let table = [
            ("12.50", "12.5"),
            ("0", "0"),
            ("-3", "-3"),
            ("0.1", "0.1"),
            ("100", "100"),
            ("9007199254740993", "\"9007199254740993\""),
            ("0.1234567890123456789", "\"0.1234567890123456789\""),
        ];
        for (text, json) in table {
            assert_eq!(written(text), json);
            assert_eq!(serde_json::from_str::<Decimal>(json).unwrap(), text.parse().unwrap());
        }
    }

    #[test]
    fn strings_keep_trailing_zeros_and_exponents_are_understood() {
        assert_eq!(serde_json::from_str::<Decimal>("\"12.50\"").unwrap().to_string(), "12.50");
        assert_eq!("1.5e3".parse::<Decimal>().unwrap(), Decimal::new(1500, 0));
        assert_eq!(serde_json::from_str::<Decimal>("1e3").unwrap(), Decimal::from(1000));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert!(serde_json::from_str::<Decimal>("1e300").is_err());
        assert!(serde_json::from_str::<Decimal>("\"x\"").is_err());
        assert!(serde_json::from_str::<Decimal>("{}").is_err());
    }
}
