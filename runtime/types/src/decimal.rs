//! Decimal numbers.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number: up to 28 digits, no rounding through binary fractions.
///
/// Read from a JSON number or a string. Written as a number when every reader that uses 64-bit floats gets exactly this
/// value back, and as a string otherwise. Read from JSON text every digit of a number counts; where the number went
/// through a [`Json`](crate::Json) value before, it is as exact as a 64-bit float, and strings are exact everywhere.
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
        deserializer.deserialize_newtype_struct(RAW, DecimalVisitor)
    }
}

/// The name under which `serde_json` hands out a value as it was written; for other formats it means nothing.
pub(crate) const RAW: &str = "$serde_json::private::RawValue";

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

    /// How other formats, and parts of JSON that were kept for later, pass a value on.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// How JSON text arrives: one entry that holds it as it was written.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decimal, A::Error> {
        match map.next_entry::<Cow<'de, str>, Cow<'de, str>>()? {
            Some((key, text)) if key == RAW => written(&text),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// A number as it stands in JSON text, or a string that holds one.
fn written<E: de::Error>(json: &str) -> Result<Decimal, E> {
    match json.as_bytes().first() {
        Some(b'"') => {
            serde_json::from_str::<String>(json).map_err(E::custom).and_then(|it| DecimalVisitor.visit_str(&it))
        }
        Some(b'-' | b'0'..=b'9') => DecimalVisitor.visit_str(json),
        _ => {
            Err(E::custom(format_args!("invalid type: `{json}`, expected a decimal number or a string that holds one")))
        }
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
    fn every_digit_of_a_number_counts() {
        for text in ["0.1234567890123456789", "12345678901234567890.12345678", "-9007199254740993", "1.10"] {
            assert_eq!(serde_json::from_str::<Decimal>(text).unwrap().to_string(), text);
            let inside: Vec<Decimal> = serde_json::from_slice(format!(" [ {text} ,1]").as_bytes()).unwrap();
            assert_eq!(inside[0].to_string(), text);
        }
        assert_eq!(serde_json::from_reader::<_, Decimal>(&b"\"0.10\""[..]).unwrap().to_string(), "0.10");
    }

    #[test]
    fn values_that_were_kept_for_later_are_understood() {
        #[derive(Deserialize)]
        #[serde(tag = "type")]
        enum Tagged {
            Price { price: Decimal },
        }
        let Tagged::Price { price } = serde_json::from_str("{\"price\": 12.5, \"type\": \"Price\"}").unwrap();
        assert_eq!(price, Decimal::new(125, 1));
        assert_eq!(serde_json::from_value::<Decimal>(serde_json::json!(-3)).unwrap(), Decimal::from(-3));
        assert_eq!(serde_json::from_value::<Option<Decimal>>(serde_json::Value::Null).unwrap(), None);
        assert_eq!(serde_json::from_str::<Option<Decimal>>(" null").unwrap(), None);
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert!(serde_json::from_str::<Decimal>("1e300").is_err());
        assert!(serde_json::from_str::<Decimal>("\"x\"").is_err());
        for json in ["{}", "null", "true", "[1]", "{\"$serde_json::private::RawValue\": \"1\"}"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
        }
    }
}
