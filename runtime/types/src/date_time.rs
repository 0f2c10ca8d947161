//! Points in time.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Date;

/// A point in time, to the nanosecond; written in UTC: `2026-11-21T10:16:00Z`.
///
/// Any offset is understood on reading (RFC 3339) and not kept: equal points in time are equal values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(jiff::Timestamp);

impl DateTime {
    /// This moment, by the system's clock, to the microsecond: what was stored in a database comes back as it was.
    pub fn now() -> Self {
        let now = jiff::Timestamp::now();
        Self(jiff::Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now))
    }

    /// The moment of a day at a time of day in UTC.
    ///
    /// # Panics
    /// When a day has no such time; parse a text for parts that are not known beforehand.
    pub fn utc(date: Date, hour: i8, minute: i8, second: i8, nanosecond: i32) -> Self {
        let time = jiff::civil::time(hour, minute, second, nanosecond);
        let point = jiff::tz::TimeZone::UTC.to_timestamp(date.0.to_datetime(time));
        Self(point.unwrap_or_else(|error| panic!("{error}")))
    }

    /// The point that many milliseconds after the beginning of 1970, if it lies within the years -9999 to 9999.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        jiff::Timestamp::from_millisecond(millis).ok().map(Self)
    }

    /// The milliseconds since the beginning of 1970.
    pub fn as_unix_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The point that many microseconds after the beginning of 1970, if it lies within the years -9999 to 9999.
    pub fn from_unix_micros(micros: i64) -> Option<Self> {
        jiff::Timestamp::from_microsecond(micros).ok().map(Self)
    }

    /// The microseconds since the beginning of 1970: as exact as databases keep time.
    pub fn as_unix_micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The day of this moment in UTC.
    pub fn date(self) -> Date {
        Date(self.0.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The moment so much later, if it lies within the years -9999 to 9999.
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).ok().map(Self)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is no point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError(String);

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DateTimeError {}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        text.parse().map(Self).map_err(|error: jiff::Error| DateTimeError(error.to_string()))
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, "a point in time such as 2026-11-21T10:16:00Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_of_day_are_a_moment() {
        let moment = DateTime::utc(Date::of(2026, 11, 21), 10, 16, 0, 250_000_000);
        assert_eq!(moment, "2026-11-21T11:16:00.25+01:00".parse().unwrap());
        assert_eq!(moment.date(), Date::of(2026, 11, 21));
    }

    #[test]
    fn offsets_are_understood_and_utc_is_written() {
        let time: DateTime = serde_json::from_str("\"2026-11-21T12:16:00.25+02:00\"").unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2026-11-21T10:16:00.25Z\"");
        assert_eq!(DateTime::from_unix_millis(time.as_unix_millis()), Some(time));
    }

    #[test]
    fn now_is_as_exact_as_what_databases_keep() {
        let now = DateTime::now();
        assert_eq!(DateTime::from_unix_micros(now.as_unix_micros()), Some(now));
    }

    #[test]
    fn days_begin_and_end_in_utc() {
        let late: DateTime = "2026-12-31T23:59:59-05:00".parse().unwrap();
        assert_eq!(late.date(), Date::of(2027, 1, 1));
        let later = late.checked_add(Duration::from_hours(24)).unwrap();
        assert_eq!(later.date(), Date::of(2027, 1, 2));
        assert_eq!(late.checked_add(Duration::MAX), None);
    }

    #[test]
    fn a_time_without_offset_is_no_point_in_time() {
        assert!("2026-11-21T12:16:00".parse::<DateTime>().is_err());
    }
}
