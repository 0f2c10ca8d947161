//! Primitives and enums.

use std::cmp::Ordering;

use apigen_model::{Constraints, Enum, EnumValue, ItemConstraints, Primitive};
use apigen_syntax::{Kind, Value};

use super::formats::{is_date, is_date_time, is_decimal, is_uuid};
use super::value::Walk;
use super::{Rule, value::short};
use crate::number::Number;

/// Limits on one scalar.
pub(super) struct Bounds<'c> {
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
    pub(super) pattern: Option<&'c str>,
}

impl<'c> Bounds<'c> {
    pub(super) fn of(it: &'c Constraints) -> Self {
        Self { minimum: it.minimum, maximum: it.maximum, pattern: it.pattern.as_deref() }
    }

    pub(super) fn of_items(it: &'c ItemConstraints) -> Self {
        Self { minimum: it.minimum, maximum: it.maximum, pattern: it.pattern.as_deref() }
    }
}

/// What a value of a primitive is called.
pub(crate) fn describe(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "true or false",
        Primitive::Integer => "a whole number of at most 32 bits",
        Primitive::Long => "a whole number of at most 64 bits",
        Primitive::Double => "a number",
        Primitive::Decimal => "a decimal number",
        Primitive::String => "a string",
        Primitive::Uuid => "a uuid",
        Primitive::Date => "a date, such as 2026-11-21",
        Primitive::DateTime => "a time with seconds and offset, such as 2026-11-21T10:00:00Z",
        Primitive::Object => "an object",
        Primitive::Json => "any value",
        Primitive::Unit => "nothing",
    }
}

impl Walk<'_, '_> {
    pub(super) fn scalar(&mut self, value: Value<'_>, primitive: Primitive, bounds: Option<&Bounds<'_>>) {
        let text = || value.as_str().unwrap_or_default();
        let format = |fits: bool| if fits { None } else { Some(Rule::Format) };
        let broken = match (primitive, value.kind()) {
            (Primitive::Json, _)
            | (Primitive::Boolean, Kind::Bool)
            | (Primitive::Object, Kind::Object)
            | (Primitive::Unit, Kind::Null) => None,
            (Primitive::Integer, Kind::Number) if value.raw().parse::<i32>().is_ok() => self.number(value, bounds),
            (Primitive::Long, Kind::Number) if value.raw().parse::<i64>().is_ok() => self.number(value, bounds),
            (Primitive::Double | Primitive::Decimal, Kind::Number) => self.number(value, bounds),
            (Primitive::Decimal, Kind::String) if is_decimal(&text()) => self.within(&text(), value, bounds),
            (Primitive::Decimal, Kind::String) => Some(Rule::Format),
            (Primitive::String, Kind::String) => self.text(value, bounds),
            (Primitive::Uuid, Kind::String) => format(is_uuid(&text())),
            (Primitive::Date, Kind::String) => format(is_date(&text())),
            (Primitive::DateTime, Kind::String) => format(is_date_time(&text())),
            _ => Some(Rule::Type),
        };
        if let Some(rule) = broken {
            self.report(rule, describe(primitive), value);
        }
    }

    pub(super) fn enumeration(&mut self, value: Value<'_>, it: &Enum) {
        let Some(text) = value.as_str() else { return self.report(Rule::Type, "a string", value) };
        if !it.open && it.values.iter().all(|known| known.wire() != text) {
            let known: Vec<_> = it.values.iter().map(EnumValue::wire).collect();
            self.report(Rule::Enum, short(&format!("one of {}", known.join(", "))), value);
        }
    }

    /// Reports what is wrong with a count.
    pub(super) fn count(&mut self, count: usize, bounds: (Option<i64>, Option<i64>), what: &str) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        if let Some(bound) = bounds.0.filter(|it| count < *it) {
            self.fault(Rule::Minimum, format!("at least {bound} {what}"), format!("{count} {what}"));
        }
        if let Some(bound) = bounds.1.filter(|it| count > *it) {
            self.fault(Rule::Maximum, format!("at most {bound} {what}"), format!("{count} {what}"));
        }
    }

    fn text(&mut self, value: Value<'_>, bounds: Option<&Bounds<'_>>) -> Option<Rule> {
        let bounds = bounds?;
        let text = value.as_str().unwrap_or_default();
        if bounds.minimum.is_some() || bounds.maximum.is_some() {
            self.count(text.chars().count(), (bounds.minimum, bounds.maximum), "characters");
        }
        if let Some(pattern) = bounds.pattern.filter(|it| !self.checker.matches(it, &text)) {
            self.report(Rule::Pattern, format!("a text that matches `{pattern}`"), value);
        }
        None
    }

    fn number(&mut self, value: Value<'_>, bounds: Option<&Bounds<'_>>) -> Option<Rule> {
        self.within(value.raw(), value, bounds)
    }

    fn within(&mut self, text: &str, value: Value<'_>, bounds: Option<&Bounds<'_>>) -> Option<Rule> {
        let bounds = bounds.filter(|it| it.minimum.is_some() || it.maximum.is_some())?;
        let compare = |bound: i64| match text.parse::<i64>() {
            Ok(it) => it.cmp(&bound),
            Err(_) => Number::parse(text).map_or(Ordering::Equal, |it| it.compare(bound)),
        };
        if let Some(bound) = bounds.minimum.filter(|it| compare(*it).is_lt()) {
            self.report(Rule::Minimum, format!("at least {bound}"), value);
        }
        if let Some(bound) = bounds.maximum.filter(|it| compare(*it).is_gt()) {
            self.report(Rule::Maximum, format!("at most {bound}"), value);
        }
        None
    }
}
