//! Reading values.

use std::borrow::Cow;

use apigen_syntax::{Document, Kind, Value};

use crate::support::parse;

const TEXT: &str = r#"{ "name": "x", "a/b~c": [true, -1.50e3, null, { "é": "\u00e9\ud83d\ude00" }], "": {} }"#;

fn text_at<'d>(doc: &'d Document, pointer: &str) -> Option<&'d str> {
    doc.at_pointer(pointer).map(Value::raw)
}

#[test]
fn pointers_lead_to_values_and_back() {
    let doc = parse(TEXT);
    for pointer in ["", "/name", "/a~1b~0c", "/a~1b~0c/0", "/a~1b~0c/3/é", "/"] {
        let value = doc.at_pointer(pointer).expect("the pointer leads somewhere");
        assert_eq!(value.pointer(), pointer);
        assert_eq!(doc.value(value.id()).span(), value.span());
    }
    for nowhere in ["name", "/nothing", "/a~1b~0c/4", "/a~1b~0c/00", "/a~1b~0c/+1", "/a~1b~0c/-", "/name/0"] {
        assert_eq!(text_at(&doc, nowhere), None, "{nowhere}");
    }
}

#[test]
fn scalars_are_read_as_written() {
    let doc = parse(TEXT);
    let at = |pointer| doc.at_pointer(pointer).expect("the pointer leads somewhere");
    assert!(matches!(at("/name").as_str(), Some(Cow::Borrowed("x"))));
    assert_eq!(at("/a~1b~0c/3/é").as_str().as_deref(), Some("é😀"));
    assert_eq!(at("/a~1b~0c/0").as_bool(), Some(true));
    assert_eq!(at("/a~1b~0c/1").number_text(), Some("-1.50e3"));
    assert!(at("/a~1b~0c/2").is_null());
    assert_eq!((at("/name").as_bool(), at("/name").number_text()), (None, None));
}

#[test]
fn members_know_their_keys() {
    let doc = parse(TEXT);
    let root = doc.root().expect("a value");
    assert_eq!((root.kind(), root.len()), (Kind::Object, 3));
    let names: Vec<_> = root.members().map(|member| member.name().into_owned()).collect();
    assert_eq!(names, ["name", "a/b~c", ""]);
    let value = root.get("name").expect("a member");
    let key = value.key().expect("a key");
    assert_eq!((key.raw(), key.key().is_none(), key.is_key()), ("\"name\"", true, true));
    assert_eq!(key.pointer(), "/name");
    assert_eq!(value.parent().map(Value::id), Some(root.id()));
    assert!(root.key().is_none() && root.parent().is_none());
    assert_eq!(root.elements().count(), 0);
    assert!(doc.at_pointer("/a~1b~0c/0").is_some_and(|it| it.key().is_none()));
}

#[test]
fn the_innermost_value_around_an_offset_is_found() {
    let doc = parse("{ \"a\": [10] }");
    let raw = |offset| doc.at_offset(offset).map(Value::raw);
    assert_eq!(raw(3), Some("\"a\""));
    assert_eq!(raw(9), Some("10"));
    assert_eq!(raw(0), Some("{ \"a\": [10] }"));
}
