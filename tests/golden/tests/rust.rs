//! Generated models, enums and unions at work: what they read, what they write, what they refuse.
#![allow(deprecated)] // Deprecated things work as well.

use apigen_types::{Date, DateTime, Decimal, Json};
use golden_shapes_v0 as shapes;
use serde_json::{from_str, from_value, json, to_string, to_value};

/// Reads a text and writes it again; both have to be the same JSON.
fn round_trip<T>(text: &str) -> T
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    let value: T = from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = to_string(&value).and_then(|it| from_str::<Json>(&it));
    assert_eq!(written.ok(), from_str(text).ok());
    value
}

fn error<T: serde::de::DeserializeOwned>(text: &str) -> String {
    from_str::<T>(text).err().unwrap_or_else(|| panic!("{text} was accepted")).to_string()
}

fn guest(name: &str) -> shapes::Guest {
    shapes::Guest::new(name.to_owned())
}

const EVERYTHING: &str = r#"{"flag": true, "price": "0.1234567890123456789", "count": 1, "id": 9007199254740993,
    "ratio": 0.5, "text": "x", "guid": "2f1a5d0e-0000-4000-8000-0123456789ab", "day": "2024-02-29",
    "at": "2026-11-21T10:16:00Z", "any": [1, null], "bag": {"z": 1, "a": 2}, "tags": ["b", "a"], "scores": {"x": 1},
    "deep": {"x": ["active", "CLOSED"]}, "status": "CLOSED"}"#;

#[test]
fn every_shape_survives() {
    let it: shapes::Everything = round_trip(EVERYTHING);
    assert_eq!(it.id, 9_007_199_254_740_993);
    assert_eq!(it.price, "0.1234567890123456789".parse().unwrap());
    assert_eq!(it.day, Date::of(2024, 2, 29));
    assert_eq!(it.at, DateTime::from_unix_millis(1_795_256_160_000).unwrap());
    assert_eq!(it.deep["x"], [shapes::Status::Active, shapes::Status::Closed]);
    assert_eq!(it.color, None);
}

#[test]
fn unknown_fields_are_passed_over_and_missing_ones_are_named() {
    assert_eq!(from_str::<shapes::Guest>(r#"{"name": "a", "new": 1}"#).unwrap(), guest("a"));
    assert!(error::<shapes::Guest>("{}").contains("missing field `name`"));
}

#[test]
fn defaults_stand_for_absent_and_null() {
    let absent: shapes::Defaults = from_str("{}").unwrap();
    assert_eq!(absent, shapes::Defaults::default());
    assert_eq!(absent, from_str(r#"{"status": null, "tags": null, "none": null, "price": null}"#).unwrap());
    assert_eq!(absent.status, shapes::Status::Closed);
    assert_eq!(absent.price, Decimal::new(-1250, 2));
    assert_eq!(absent.id, -9_000_000_000);
    assert_eq!(absent.text, "it's \"quoted\"");
    assert_eq!(absent.tags, ["a", "b"]);
    assert_eq!(absent.day, Date::of(2024, 2, 29));
    assert_eq!(absent.at, "2026-11-21T10:16:00.25Z".parse().unwrap());
    assert_eq!(absent.big, json!(u64::MAX));
    assert_eq!(absent.any, json!({"a": [1, null, 1.5, "x", true]}));
    assert_eq!(absent.colors, [shapes::Color::Red]);
    assert!(absent.flag && !absent.off && absent.none.is_empty() && absent.bag.is_empty());
}

#[test]
fn open_enums_keep_what_closed_ones_refuse() {
    assert_eq!(round_trip::<shapes::Color>("\"mauve\""), shapes::Color::Unknown("mauve".to_owned()));
    assert_eq!(shapes::Color::ALL, [shapes::Color::Red, shapes::Color::Green]);
    assert_eq!("CLOSED".parse(), Ok(shapes::Status::Closed));
    assert_eq!(shapes::Status::Closed.to_string(), "CLOSED");
    let error = error::<shapes::Status>("\"closed\"");
    assert!(error.contains("`closed` is no value of the enum `status`; it has `active`, `CLOSED`"), "{error}");
}

#[test]
fn logs_do_not_show_personal_data() {
    let mut person = shapes::Person::new("per-1".to_owned(), "jane@example.com".to_owned());
    person.nick = Some("jj".to_owned());
    let text = format!("{person:?}");
    assert!(text.contains("per-1") && text.contains("jj") && text.contains("[redacted]"), "{text}");
    assert!(!text.contains("jane"), "{text}");
}

#[test]
fn logs_do_not_show_personal_data_inside_containers_unions_and_unknown_members() {
    let person = shapes::Person::new("per-1".to_owned(), "jane@example.com".to_owned());
    let text = format!("{:?}", std::collections::BTreeMap::from([("a", vec![Some(person)])]));
    assert!(text.contains("per-1") && !text.contains("jane"), "{text}");
    let unknown: shapes::OpenMixed = from_str(r#"{"discriminator": "new", "email": "jane@example.com"}"#).unwrap();
    assert_eq!(format!("{unknown:?}"), r#"Unknown { discriminator: "new", value: [redacted] }"#);
}

#[test]
fn models_contain_themselves() {
    let list: shapes::Node = round_trip(r#"{"value": 1, "next": {"value": 2}, "children": [{"value": 3}]}"#);
    assert_eq!(list.next.unwrap().value, 2);
    round_trip::<shapes::Chicken>(r#"{"egg": {"chicken": {"egg": {}}}}"#);
    let sum = r#"{"kind": "sum", "left": {"kind": "literal", "value": 1}, "right": {"kind": "literal", "value": 2}}"#;
    round_trip::<shapes::Expression>(sum);
    let negation = format!(r#"{{"kind": "negation", "value": {{"sign": "expression", "value": {sum}}}}}"#);
    round_trip::<shapes::Expression>(&negation);
}

#[test]
fn the_union_writes_the_discriminator_first_and_finds_it_anywhere() {
    let user = shapes::User::Member(shapes::Member::new("a".to_owned()));
    assert_eq!(to_string(&user).unwrap(), r#"{"type":"full_member","name":"a","status":"active"}"#);
    assert_eq!(from_str::<shapes::User>(r#"{"name": "a", "type": "full_member"}"#).unwrap(), user);
    assert_eq!(from_str::<shapes::User>(r#"{"x": [1], "type": "full_member", "name": "a"}"#).unwrap(), user);
    assert_eq!(from_value::<shapes::User>(to_value(&user).unwrap()).unwrap(), user);
    assert_eq!(user.discriminator(), "full_member");
}

#[test]
fn a_default_member_needs_no_discriminator() {
    assert_eq!(from_str::<shapes::User>(r#"{"name": "a"}"#).unwrap(), guest("a").into());
    assert!(error::<shapes::Mixed>(r#"{"name": "a"}"#).contains("missing field `discriminator`"));
}

#[test]
fn one_model_belongs_to_several_unions_and_several_times_to_one() {
    let host = shapes::Twice::Host(guest("a"));
    assert_eq!(to_string(&host).unwrap(), r#"{"type":"host","name":"a"}"#);
    assert_eq!(round_trip::<shapes::Twice>(r#"{"type": "visitor", "name": "a"}"#), shapes::Twice::Visitor(guest("a")));
    assert_eq!(to_string(&shapes::User::Guest(guest("a"))).unwrap(), r#"{"type":"guest","name":"a"}"#);
}

#[test]
fn members_of_nested_unions_belong_to_the_outer_one() {
    let party: shapes::Party = round_trip(r#"{"type": "guest", "name": "a"}"#);
    assert_eq!(party, shapes::Party::User(guest("a").into()));
    assert!(matches!(
        round_trip(r#"{"type": "visitor", "name": "a"}"#),
        shapes::Party::Machine(shapes::Machine::Guest(_))
    ));
    assert!(matches!(round_trip(r#"{"type": "robot", "serial": 1}"#), shapes::Party::Robot(_)));
    let unknown: shapes::Party = round_trip(r#"{"a": 1, "type": "ufo", "b": [2.5]}"#);
    assert!(matches!(&unknown, shapes::Party::Machine(shapes::Machine::Unknown { .. })));
    assert_eq!(unknown.discriminator(), "ufo");
    round_trip::<shapes::Ouroboros>(r#"{"type": "guest", "name": "a"}"#);
}

#[test]
fn what_is_no_object_stands_under_value() {
    for text in [
        r#"{"discriminator": "string", "value": "x"}"#,
        r#"{"discriminator": "integer", "value": 3}"#,
        r#"{"discriminator": "decimal", "value": 2.5}"#,
        r#"{"discriminator": "status", "value": "CLOSED"}"#,
        r#"{"discriminator": "[guest]", "value": [{"name": "a"}]}"#,
        r#"{"discriminator": "map[string]", "value": {"a": "b"}}"#,
        r#"{"discriminator": "object", "value": {"discriminator": 1}}"#,
        r#"{"discriminator": "json", "value": null}"#,
        r#"{"discriminator": "date-time-iso8601", "value": "2026-11-21T10:16:00Z"}"#,
    ] {
        round_trip::<shapes::Mixed>(text);
    }
    assert_eq!(
        from_str::<shapes::Mixed>(r#"{"value": 3, "discriminator": "integer"}"#).unwrap(),
        shapes::Mixed::Integer(3)
    );
    assert!(error::<shapes::Mixed>(r#"{"discriminator": "string"}"#).contains("missing field `value`"));
}

#[test]
fn without_discriminator_there_is_one_key() {
    assert_eq!(round_trip::<shapes::Wrapped>(r#"{"guest": {"name": "a"}}"#), guest("a").into());
    round_trip::<shapes::Wrapped>(r#"{"integer": {"value": 200}}"#);
    round_trip::<shapes::Wrapped>(r#"{"status": "CLOSED"}"#);
    round_trip::<shapes::Wrapped>(r#"{"[string]": {"value": ["a"]}}"#);
    round_trip::<shapes::Wrapped>(r#"{"user": {"type": "guest", "name": "a"}}"#);
    assert_eq!(from_str::<shapes::Wrapped>(r#"{"integer": 200}"#).unwrap(), shapes::Wrapped::Integer(200));
    assert_eq!(
        from_str::<shapes::Wrapped>(r#"{"x": 1, "integer": 200, "y": 2}"#).unwrap(),
        shapes::Wrapped::Integer(200)
    );
}

#[test]
fn open_unions_keep_unknown_members_whole() {
    let text = r#"{"a":{"z":1,"y":[null,1.5]},"discriminator":"new_thing","b":"c"}"#;
    let value: shapes::OpenMixed = from_str(text).unwrap();
    assert_eq!(to_string(&value).unwrap(), text);
    assert_eq!(value.discriminator(), "new_thing");
    let wrapped = r#"{"new_thing":{"a":1}}"#;
    assert_eq!(to_string(&from_str::<shapes::OpenWrapped>(wrapped).unwrap()).unwrap(), wrapped);
    round_trip::<shapes::Anybody>(r#"{"type": "x"}"#);
}

#[test]
fn closed_unions_say_what_they_know() {
    let text = error::<shapes::User>(r#"{"type": "ghost"}"#);
    assert!(text.contains("`ghost` is no member of the union `user`; it has `guest`, `full_member`"), "{text}");
    let text = error::<shapes::Wrapped>(r#"{"ghost": {}}"#);
    assert!(text.contains("`ghost` is no member of the union `wrapped`"), "{text}");
    assert!(error::<shapes::Nobody>(r#"{"type": "x"}"#).contains("which has none"));
    assert!(error::<shapes::User>("[]").contains("a value of the union `user` with the discriminator `type`"));
}

#[test]
fn names_of_rust_are_names_like_others() {
    use golden_names_v0::{Box, Into, Keyword, Nothing, OpenNothing, Option, Self_, Size, User, User_2};
    let option: Option = round_trip(r#"{"value": "a", "other": {"value": "b"}}"#);
    assert_eq!(option.other.unwrap().value, "b");
    assert_eq!(Box::default().count, 3);
    assert!(Nothing::ALL.is_empty() && error::<Nothing>("\"a\"").contains("is no value of the enum `nothing`"));
    assert_eq!(round_trip::<OpenNothing>("\"a\""), OpenNothing::Unknown("a".to_owned()));
    assert_eq!("self".parse(), Ok(Keyword::Self_));
    assert!(Size::ALL.iter().all(|it| it.as_str().parse() == Ok(*it)));
    let fields = r#"{"self": "1", "Self": "2", "super": "3", "type": "4", "r#type": "5", "crate": "6"}"#;
    let it: Self_ = round_trip(fields);
    assert_eq!((it.self_.as_str(), it.self__2.as_str(), it.r#type.as_str()), ("1", "2", "4"));
    let user: User = from_str(r#"{"userId": "1", "user_id": "2", "user-id": "3", "9lives": 9}"#).unwrap();
    assert_eq!((user.user_id_2.as_str(), user.n9lives, user.new.as_str(), user.default), ("2", 9, "x", true));
    assert_eq!(User_2::new("a".to_owned()).name, "a");
    round_trip::<Into>(r#"{"type": "unknown_thing"}"#);
    round_trip::<Into>(r#"{"type": "something_else"}"#);
}

#[test]
fn texts_are_texts() {
    use golden_texts_v0::{Either, Letter, Text};
    let nasty = Text::default().body;
    assert!(nasty.contains("*/") && nasty.contains("\"#") && nasty.contains('\u{0}') && nasty.contains('\u{202e}'));
    assert_eq!(Letter::B.as_str(), nasty);
    let value = to_value(Either::from(Text::default())).unwrap();
    assert_eq!(value["\"# */\u{0}"], nasty);
    assert_eq!(from_value::<Either>(value).unwrap().discriminator(), nasty);
}

#[test]
fn types_of_other_crates_are_the_same_types() {
    use golden_left_v0::{Any, Own};
    use golden_right_v0::{Flavour, Thing};
    let text = r#"{"type": "thing", "name": "a", "circle": {"anything": 1}}"#;
    assert!(matches!(round_trip(text), Any::Thing(Thing { circle: Some(Json::Object(_)), .. })));
    let own: Own = from_str(r#"{"theirs": {"name": "secret"}, "mood": "good"}"#).unwrap();
    assert_eq!(own.flavour, Flavour::Sweet);
    assert_eq!(own.mood.as_deref(), Some("good"));
    assert!(!format!("{own:?}").contains("secret"));
}
