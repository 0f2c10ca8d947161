//! Unions whose discriminator stands anywhere.

use serde::de::MapAccess;
use serde::{Deserialize, Serialize, Serializer};

use super::{Fields, Tagged, Union};
use crate::{Decimal, Json};

/// A price or a sum of others; what else there is, is kept.
#[derive(Debug, PartialEq)]
enum Term {
    Price(Price),
    Sum(Sum),
    Count(i64),
    Unknown(Json),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Price {
    amount: Decimal,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sum {
    terms: Vec<Term>,
}

impl Union for Term {
    const NAME: &'static str = "term";
    const VALUES: &'static [&'static str] = &["price", "sum", "count"];

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Price(it) => super::write_object(serializer, "type", "price", it),
            Self::Sum(it) => super::write_object(serializer, "type", "sum", it),
            Self::Count(it) => super::write_value(serializer, "type", "count", it),
            Self::Unknown(it) => it.serialize(serializer),
        }
    }

    fn unknown(_: &str, value: Json) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl Tagged for Term {
    const DISCRIMINATOR: &'static str = "type";
    const DEFAULT: Option<&'static str> = Some("price");

    fn read<'de, A: MapAccess<'de>>(tag: &str, fields: Fields<'de, A>) -> Result<Self, A::Error> {
        match tag {
            "price" => super::object(fields).map(Self::Price),
            "sum" => super::object(fields).map(Self::Sum),
            "count" => super::value(fields).map(Self::Count),
            _ => super::unknown(tag, fields),
        }
    }
}

crate::tagged_union!(Term);

/// Longer than what is read without a tape.
fn long(amount: &str) -> String {
    let note = "x".repeat(super::kept::SHORT);
    format!(r#"{{"amount": {amount}, "note": "{note}", "type": "price"}}"#)
}

fn read(json: &str) -> Result<Term, String> {
    let from_text = serde_json::from_str::<Term>(json).map_err(|it| it.to_string());
    let from_reader = serde_json::from_reader::<_, Term>(json.as_bytes()).map_err(|it| it.to_string());
    assert_eq!(from_text.is_ok(), from_reader.is_ok(), "{from_text:?} {from_reader:?}");
    if let (Ok(text), Ok(reader)) = (&from_text, &from_reader) {
        assert_eq!(text, reader);
    }
    from_text
}

fn price(amount: &str) -> Term {
    Term::Price(Price { amount: amount.parse().unwrap(), note: String::new() })
}

#[test]
fn the_discriminator_may_stand_anywhere() {
    let sum = || Ok(Term::Sum(Sum { terms: vec![price("1"), Term::Count(2)] }));
    for json in [
        r#"{"type": "sum", "terms": [{"type": "price", "amount": 1}, {"type": "count", "value": 2}]}"#,
        r#"{"terms": [{"amount": 1, "type": "price"}, {"value": 2, "type": "count"}], "type": "sum"}"#,
        r#" { "terms" : [ { "amount" : 1 } , { "val\u0075e" : 2 , "type" : "co\u0075nt" } ] , "t\u0079pe" : "sum" } "#,
    ] {
        assert_eq!(read(json), sum(), "{json}");
        let value: Json = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::from_value(value).map_err(|it| it.to_string()), sum());
    }
}

#[test]
fn every_digit_counts_before_the_discriminator() {
    let digits = "0.1234567890123456789";
    assert_eq!(read(&format!(r#"{{"amount": {digits}, "type": "price"}}"#)), Ok(price(digits)));
    let Ok(Term::Sum(sum)) = read(&format!(r#"{{"terms": [{}], "type": "sum"}}"#, long(digits))) else { panic!() };
    assert!(matches!(&sum.terms[..], [Term::Price(it)] if it.amount.to_string() == digits));
}

#[test]
fn unknown_members_are_written_back_as_they_were_read() {
    let json = r#"{"a":[1,{"b":"\"}]"}],"type":"later","c":null,"d":1.5}"#;
    assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
    let inside = format!(r#"{{"terms":[{json},{}],"type":"sum"}}"#, long("1"));
    let Ok(Term::Sum(sum)) = read(&inside) else { panic!() };
    let mut json: Json = serde_json::from_str(json).unwrap();
    assert_eq!(sum.terms[0], Term::Unknown(json.take()));
}

#[test]
fn names_that_repeat_are_refused_wherever_they_stand() {
    for amounts in [r#""amount": 1, "amount": 2"#, r#""amount": 1, "type": "price", "amount": 2"#] {
        let error = read(&format!(r#"{{{amounts}, "type": "price"}}"#)).unwrap_err();
        assert!(error.starts_with("duplicate field `amount`"), "{error}");
    }
    let twice = format!(r#"{{"terms": [{{"amount": 1, "amount": 2}}, {}], "type": "sum"}}"#, long("1"));
    assert!(read(&twice).unwrap_err().starts_with("duplicate field `amount`"));
}

#[test]
fn what_is_wrong_is_said_without_a_place_inside_what_was_kept() {
    let error = read(r#"{"amount": {}, "type": "price"}"#).unwrap_err();
    assert_eq!(error.matches(" line ").count(), 1, "{error}");
    assert!(read(&format!(r#"{{"terms": [{}], "type": "sum"}}"#, long("true"))).is_err());
    for cut in [
        r#"{"amount": 1"#,
        r#"{"amount": [1"#,
        r#"{"amount": nul, "type": "price"}"#,
        r#"{"terms": [}, "type": "sum"}"#,
    ] {
        assert!(read(cut).is_err(), "{cut}");
    }
}

/// Sums of sums, each with its discriminator last.
fn nested(levels: usize) -> String {
    format!("{}{}{}", r#"{"terms": ["#.repeat(levels), long("1"), r#"], "type": "sum"}"#.repeat(levels))
}

#[test]
fn nesting_is_read_as_deeply_as_elsewhere_and_no_further() {
    let mut term = read(&nested(60)).unwrap();
    for _ in 0..60 {
        let Term::Sum(mut sum) = term else { panic!() };
        term = sum.terms.pop().unwrap();
    }
    assert!(matches!(term, Term::Price(_)));
    for levels in [64, 200, 100_000] {
        let error = read(&nested(levels)).unwrap_err();
        assert!(error.starts_with("recursion limit exceeded"), "{error}");
    }
}

#[test]
fn short_texts_cannot_nest_deeply_enough_to_exhaust_the_stack() {
    let json = format!("{}{}", r#"{"terms":["#.repeat(20_000), r#"],"type":"sum"}"#.repeat(20_000));
    assert!(read(&json).is_err());
    let json = format!("{}{}", r#"{"terms":["#.repeat(38), r#"],"type":"sum"}"#.repeat(38));
    assert!(json.len() < super::kept::SHORT && read(&json).is_ok());
}
