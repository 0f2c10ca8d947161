//! Reading conditions: each property has tests of its shape.

use regex::Regex;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Reader, entries};
use crate::case::{CASES, Case};
use crate::custom::Fault;
use crate::custom::condition::{Clause, Condition, Quantity, Test, TextTest};
use crate::custom::property::{Property, Shape};
use crate::custom::thing::Kind;

const QUANTITIES: &[&str] = &["any", "all", "none", "count"];
const BOUNDS: &[&str] = &["min", "max"];
const TEXT_TESTS: &[&str] = &["is", "matches", "case", "starts_with", "ends_with", "contains", "length", "not"];

type Given<'t> = Spanned<DeValue<'t>>;

/// Reads a table of tests by property, for things of some kinds.
pub(super) fn condition(reader: &mut Reader, value: &Given<'_>, kinds: &[Kind]) -> Condition {
    let Some(table) = reader.table(value, "a table of properties") else { return Condition::default() };
    if table.is_empty() {
        reader.fault(&value.span(), "this asks for nothing: name a property".to_owned());
    }
    Condition(entries(table).iter().filter_map(|it| clause(reader, it, kinds)).collect())
}

fn clause(reader: &mut Reader, entry: &Entry<'_>, kinds: &[Kind]) -> Option<Clause> {
    match entry.key.as_str() {
        "any_of" => return Some(Clause::AnyOf(conditions(reader, entry.value, kinds))),
        "not" => return Some(Clause::Not(condition(reader, entry.value, kinds))),
        _ => {}
    }
    let Some(property) = Property::parse(&entry.key, kinds) else {
        if !kinds.is_empty() {
            let known: Vec<&'static str> = Property::names(kinds).into_iter().chain(["any_of", "not"]).collect();
            reader.faults.push(Fault::unknown(&entry.span, "property", &entry.key, &known));
        }
        return None;
    };
    test(reader, entry.value, property).map(|it| Clause::Is(property, it))
}

fn conditions(reader: &mut Reader, value: &Given<'_>, kinds: &[Kind]) -> Vec<Condition> {
    let Some(all) = value.get_ref().as_array() else {
        reader.expected("a list of tables of properties", value);
        return Vec::new();
    };
    all.iter().map(|it| condition(reader, it, kinds)).collect()
}

fn test(reader: &mut Reader, value: &Given<'_>, property: Property) -> Option<Test> {
    match (property.shape(), value.get_ref()) {
        (Shape::Holder(kind), _) => Some(Test::Holder(condition(reader, value, &[kind]))),
        (Shape::Attributes, _) => {
            let table = reader.table(value, "a table of tests by the name of an attribute")?;
            let tests = entries(table);
            let tests = tests.iter().map(|it| (it.key.clone(), presence_or_text(reader, it.value)));
            Some(Test::Attributes(tests.collect()))
        }
        (Shape::Flag, _) | (_, DeValue::Boolean(_)) => reader.flag(value).map(Test::Flag),
        (Shape::Text, _) => Some(presence_or_text(reader, value)),
        (Shape::Number, DeValue::Table(table)) => {
            let (min, max) = bounds(reader, table);
            Some(Test::Number { min, max })
        }
        (Shape::Number, _) => reader.number(value).map(|it| Test::Number { min: Some(it), max: Some(it) }),
        (Shape::Texts, DeValue::Table(table)) => Some(Test::Texts(quantities(reader, table, text_tests))),
        (Shape::Texts, _) => Some(Test::Texts(vec![Quantity::Any(text_tests(reader, value))])),
        (Shape::Parts(kind), DeValue::Table(table)) => {
            Some(Test::Parts(quantities(reader, table, |reader, it| vec![condition(reader, it, &[kind])])))
        }
        (Shape::Parts(_), _) => {
            reader.expected("`true`, `false`, or a table of `any`, `all`, `none` and `count`", value);
            None
        }
    }
}

fn presence_or_text(reader: &mut Reader, value: &Given<'_>) -> Test {
    match value.get_ref() {
        DeValue::Boolean(it) => Test::Flag(*it),
        _ => Test::Text(text_tests(reader, value)),
    }
}

fn quantities<T>(
    reader: &mut Reader,
    table: &DeTable<'_>,
    read: impl Fn(&mut Reader, &Given<'_>) -> Vec<T>,
) -> Vec<Quantity<T>> {
    reader.only(table, "quantity", QUANTITIES);
    let mut found = Vec::new();
    for entry in entries(table) {
        found.extend(match entry.key.as_str() {
            "any" => Some(Quantity::Any(read(reader, entry.value))),
            "all" => Some(Quantity::All(read(reader, entry.value))),
            "none" => Some(Quantity::None(read(reader, entry.value))),
            "count" => reader.table(entry.value, "a table of `min` and `max`").map(|it| {
                let (min, max) = bounds(reader, it);
                Quantity::Count { min, max }
            }),
            _ => None,
        });
    }
    found
}

fn bounds(reader: &mut Reader, table: &DeTable<'_>) -> (Option<i64>, Option<i64>) {
    reader.only(table, "bound", BOUNDS);
    let mut bound = |key: &str| table.get(key).and_then(|it| reader.number(it));
    (bound("min"), bound("max"))
}

/// A text, several of which one is meant, or a table of tests that all have to hold.
fn text_tests(reader: &mut Reader, value: &Given<'_>) -> Vec<TextTest> {
    let DeValue::Table(table) = value.get_ref() else { return vec![TextTest::OneOf(reader.texts(value))] };
    reader.only(table, "test of a text", TEXT_TESTS);
    entries(table).iter().filter_map(|it| text_test(reader, it)).collect()
}

fn text_test(reader: &mut Reader, entry: &Entry<'_>) -> Option<TextTest> {
    let value = entry.value;
    match entry.key.as_str() {
        "is" => Some(TextTest::OneOf(reader.texts(value))),
        "matches" => {
            let pattern = reader.text(value)?;
            let built = Regex::new(&pattern);
            let wrong = |it: regex::Error| Fault::new(&value.span(), format!("this is no regular expression: {it}"));
            reader.result(built.map_err(wrong)).map(TextTest::Matches)
        }
        "case" => {
            let word = reader.text(value)?;
            let case = Case::parse(&word);
            reader.result(case.ok_or_else(|| Fault::unknown(&value.span(), "case", &word, CASES))).map(TextTest::Case)
        }
        "starts_with" => reader.text(value).map(TextTest::StartsWith),
        "ends_with" => reader.text(value).map(TextTest::EndsWith),
        "contains" => reader.text(value).map(TextTest::Contains),
        "length" => {
            let table = reader.table(value, "a table of `min` and `max`")?;
            let (min, max) = bounds(reader, table);
            Some(TextTest::Length { min, max })
        }
        "not" => Some(TextTest::Not(text_tests(reader, value).into())),
        _ => None,
    }
}
