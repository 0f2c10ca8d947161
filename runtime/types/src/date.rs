//! Calendar dates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar date without time and zone: `2026-11-21`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub(crate) jiff::civil::Date);

impl Date {
    const EPOCH: Self = Self::of(1970, 1, 1);

    /// The date of a year, month (from 1) and day (from 1).
    ///
    /// # Panics
    /// When the calendar has no such day; use [`Date::new`] for parts that are not known beforehand.
    pub const fn of(year: i16, month: i8, day: i8) -> Self {
        Self(jiff::civil::date(year, month, day))
    }

    /// The date of a year, month (from 1) and day (from 1), if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day that many days after the first of January 1970, if it lies within the years -9999 to 9999.
    pub fn from_unix_days(days: i32) -> Option<Self> {
        Self::EPOCH.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self)
    }

    /// The days since the first of January 1970.
    #[allow(clippy::cast_possible_truncation, reason = "20 000 years have fewer than 2^31 days")]
    pub fn as_unix_days(self) -> i32 {
        self.0.duration_since(Self::EPOCH.0).as_hours().div_euclid(24) as i32
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError(String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DateError {}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        text.parse().map(Self).map_err(|error: jiff::Error| DateError(error.to_string()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, "a date such as 2026-11-21")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_survive_json() {
        let date: Date = serde_json::from_str("\"2024-02-29\"").unwrap();
        assert_eq!(date, Date::of(2024, 2, 29));
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2024-02-29\"");
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (date, days) in [(Date::of(1970, 1, 1), 0), (Date::of(1969, 12, 31), -1), (Date::of(2026, 11, 21), 20_778)]
        {
            assert_eq!((date.as_unix_days(), Date::from_unix_days(days)), (days, Some(date)));
        }
        assert_eq!(Date::from_unix_days(i32::MAX), None);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(Date::new(2023, 2, 29), None);
        let error = serde_json::from_str::<Date>("\"2023-02-29\"").unwrap_err();
        assert!(error.to_string().contains("`2023-02-29` is not a date"), "{error}");
    }
}
