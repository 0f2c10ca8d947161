//! Conditions: what has to be so of a thing, and of what is in it and around it.

use std::borrow::Cow;

use regex::Regex;

use super::property::{Property, Value};
use super::thing::Thing;
use crate::case::Case;

/// Several tests of which all have to hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Condition(pub(super) Vec<Clause>);

/// One test.
#[derive(Debug, Clone)]
pub(super) enum Clause {
    /// Of a property.
    Is(Property, Test),
    /// One of these conditions holds.
    AnyOf(Vec<Condition>),
    /// The condition does not hold.
    Not(Condition),
}

/// What a property has to be.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// A flag, or whether there is anything at all.
    Flag(bool),
    Text(Vec<TextTest>),
    Number {
        min: Option<i64>,
        max: Option<i64>,
    },
    Texts(Vec<Quantity<TextTest>>),
    Parts(Vec<Quantity<Condition>>),
    Holder(Condition),
    /// The data of attributes by name.
    Attributes(Vec<(String, Test)>),
}

/// How many of several have to pass.
#[derive(Debug, Clone)]
pub(super) enum Quantity<T> {
    Any(Vec<T>),
    All(Vec<T>),
    None(Vec<T>),
    Count { min: Option<i64>, max: Option<i64> },
}

/// What a text has to be.
#[derive(Debug, Clone)]
pub(super) enum TextTest {
    OneOf(Vec<String>),
    Matches(Regex),
    Case(Case),
    StartsWith(String),
    EndsWith(String),
    Contains(String),
    Length { min: Option<i64>, max: Option<i64> },
    Not(Box<[TextTest]>),
}

impl Condition {
    pub(super) fn holds(&self, thing: &Thing<'_>) -> bool {
        self.0.iter().all(|it| it.holds(thing))
    }
}

impl Clause {
    /// The property that it is about; none when it is about several.
    pub(super) fn property(&self) -> Option<Property> {
        match self {
            Self::Is(property, _) => Some(*property),
            Self::AnyOf(_) | Self::Not(_) => None,
        }
    }

    pub(super) fn holds(&self, thing: &Thing<'_>) -> bool {
        match self {
            Self::Is(property, _) if !property.is_of(thing.kind()) => false,
            Self::Is(_, Test::Attributes(all)) => all.iter().all(|(name, test)| {
                let attribute = thing.meta().and_then(|it| it.attribute(name));
                test.passes(&attribute.map_or(Value::Absent, |it| Value::Text(Cow::Owned(it.value.plain_text()))))
            }),
            Self::Is(property, test) => test.passes(&property.of(thing)),
            Self::AnyOf(all) => all.iter().any(|it| it.holds(thing)),
            Self::Not(it) => !it.holds(thing),
        }
    }
}

impl Test {
    fn passes(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Self::Flag(wanted), value) => is_there(value) == *wanted,
            (Self::Text(tests), Value::Text(text)) => tests.iter().all(|it| it.passes(text)),
            // What is not there is not anything that it could be.
            (Self::Text(tests), Value::Absent) => tests.iter().all(|it| matches!(it, TextTest::Not(_))),
            (Self::Number { min, max }, Value::Number(it)) => is_within(*it, *min, *max),
            (Self::Texts(tests), Value::Texts(all)) => {
                tests.iter().all(|it| it.holds(all, |tests, text| tests.iter().all(|it| it.passes(text))))
            }
            (Self::Parts(tests), Value::Things(all)) => {
                tests.iter().all(|it| it.holds(all, |conditions, part| conditions.iter().all(|it| it.holds(part))))
            }
            (Self::Holder(condition), Value::Things(all)) => all.iter().all(|it| condition.holds(it)),
            _ => false,
        }
    }
}

/// Whether a flag is set, or something is there and not empty.
fn is_there(value: &Value<'_>) -> bool {
    match value {
        Value::Absent => false,
        Value::Flag(it) => *it,
        Value::Text(it) => !it.trim().is_empty(),
        Value::Number(_) => true,
        Value::Texts(all) => !all.is_empty(),
        Value::Things(all) => !all.is_empty(),
    }
}

fn is_within(it: i64, min: Option<i64>, max: Option<i64>) -> bool {
    min.is_none_or(|min| min <= it) && max.is_none_or(|max| it <= max)
}

impl<T> Quantity<T> {
    fn holds<I>(&self, all: &[I], passes: impl Fn(&[T], &I) -> bool) -> bool {
        match self {
            Self::Any(tests) => all.iter().any(|it| passes(tests, it)),
            Self::All(tests) => all.iter().all(|it| passes(tests, it)),
            Self::None(tests) => !all.iter().any(|it| passes(tests, it)),
            Self::Count { min, max } => is_within(i64::try_from(all.len()).unwrap_or(i64::MAX), *min, *max),
        }
    }
}

impl TextTest {
    fn passes(&self, text: &str) -> bool {
        match self {
            Self::OneOf(all) => all.iter().any(|it| it == text),
            Self::Matches(regex) => regex.is_match(text),
            Self::Case(case) => case.holds(text),
            Self::StartsWith(it) => text.starts_with(it.as_str()),
            Self::EndsWith(it) => text.ends_with(it.as_str()),
            Self::Contains(it) => text.contains(it.as_str()),
            Self::Length { min, max } => is_within(i64::try_from(text.chars().count()).unwrap_or(i64::MAX), *min, *max),
            Self::Not(tests) => !tests.iter().all(|it| it.passes(text)),
        }
    }
}
