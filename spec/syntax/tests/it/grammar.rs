//! What is JSON and what is not, case by case.

use apigen_syntax::{Document, Kind, SyntaxErrorKind as Mistake, Value};

use crate::support::parse;

#[test]
fn sound_texts_have_no_mistakes() {
    let sound = [
        "null",
        " true ",
        "\tfalse\r\n",
        "0",
        "-0",
        "-0.0",
        "1E+2",
        "1e-2",
        "1.5e300",
        "123456789012345678901234567890",
        "1e999999",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0000\\uFFFF\\ud834\\uDD1E\"",
        "\"\u{7f}\u{2028}é😀\"",
        "[]",
        "[ ]",
        "{}",
        "{\n}",
        "[[],{}]",
        "[1,\"a\",null]",
        "{\"a\":{\"b\":[]}}",
        "{\"\":0}",
        "{\"a\":1,\"A\":1}",
        "[[[[[[[[[[]]]]]]]]]]",
        "\"// no comment\"",
        "\"a long text, longer than a word of the machine\"",
    ];
    for text in sound {
        assert!(parse(text).errors().is_empty(), "{text}: {:?}", parse(text).errors());
    }
}

#[test]
fn other_texts_have_the_mistake_they_have() {
    let broken = [
        ("", "empty"),
        (" \n", "empty"),
        ("// x", "empty"),
        ("nul", "unexpected-token"),
        ("nullx", "unexpected-token"),
        ("True", "invalid-literal"),
        ("NaN", "unexpected-token"),
        ("-", "invalid-number"),
        ("--1", "invalid-number"),
        ("01", "invalid-number"),
        ("-01", "invalid-number"),
        ("1.", "invalid-number"),
        (".5", "invalid-number"),
        ("+1", "invalid-number"),
        ("1e", "invalid-number"),
        ("1e+", "invalid-number"),
        ("0x10", "invalid-number"),
        ("1_000", "invalid-number"),
        ("2020-01-01", "invalid-number"),
        ("1 2", "trailing-content"),
        ("{} {}", "trailing-content"),
        ("[]]", "trailing-content"),
        ("\"", "unterminated-string"),
        ("\"a\nb\"", "unterminated-string"),
        ("\"\\\"", "unterminated-string"),
        ("\"\\", "unterminated-string"),
        ("\"\\a\"", "invalid-escape"),
        ("\"\\x41\"", "invalid-escape"),
        ("\"\\u12\"", "invalid-escape"),
        ("\"\\u12G4\"", "invalid-escape"),
        ("\"\\é\"", "invalid-escape"),
        ("\"\\uD800\"", "lone-surrogate"),
        ("\"\\uDC00\"", "lone-surrogate"),
        ("\"\\uD800\\u0041\"", "lone-surrogate"),
        ("\"\t\"", "control-character"),
        ("\"\0\"", "control-character"),
        ("'a'", "single-quoted-string"),
        ("[", "unclosed-container"),
        ("[1,", "unclosed-container"),
        ("[1,]", "trailing-comma"),
        ("[,]", "extra-comma"),
        ("[1,,2]", "extra-comma"),
        ("[1 2]", "missing-comma"),
        ("[1}", "mismatched-closer"),
        ("{]", "mismatched-closer"),
        ("{\"a\"}", "missing-colon"),
        ("{\"a\" 1}", "missing-colon"),
        ("{\"a\":}", "missing-value"),
        ("{a:1}", "unquoted-key"),
        ("{1:1}", "unquoted-key"),
        ("{:1}", "unexpected-token"),
        ("{\"a\"::1}", "unexpected-token"),
        ("{\"a\":1,\"a\":2}", "duplicate-key"),
        ("{\"a\":1,\"\\u0061\":2}", "duplicate-key"),
        ("[\u{a0}1]", "irregular-whitespace"),
        ("[1] /* x", "unterminated-comment"),
        ("[/]", "unexpected-token"),
        ("\u{feff}1", "byte-order-mark"),
        ("[\0]", "unexpected-token"),
    ];
    for (text, wanted) in broken {
        let doc = parse(text);
        let first = doc.errors().first().map(|error| error.kind.name());
        assert_eq!(first, Some(wanted), "{text:?}");
        assert!(doc.errors().iter().all(|it| !it.kind.to_string().is_empty()));
    }
}

#[test]
fn bytes_that_are_not_utf8_become_question_marks() {
    let doc = Document::parse(b"[\"a\xff\xc3\", \"\xed\xa0\x80\"]".to_vec());
    assert_eq!(doc.text(), "[\"a??\", \"???\"]");
    let found: Vec<_> = doc.errors().iter().map(|it| (it.kind.name(), it.span.start, it.span.end)).collect();
    assert_eq!(found, [("invalid-utf8", 3, 5), ("invalid-utf8", 9, 12)]);
    let wide = Document::parse(b"\xff\xfe[\0]\0".to_vec());
    assert!(matches!(wide.errors(), [error] if error.kind == Mistake::Utf16));
}

#[test]
fn keys_are_compared_however_many_there_are() {
    for count in [2, 8, 9, 16, 17, 100, 5000] {
        let member = |n: usize| format!("\"key_number_{n}\": {n},");
        let members: String = (0..count).map(member).collect();
        let same = format!("{{{members}\"key_number_{}\": 0}}", count - 1);
        let sound = format!("{{{members}\"key_number_\": 0}}");
        assert!(parse(&sound).errors().is_empty());
        let doc = parse(&same);
        let first = same.find(&format!("\"key_number_{}\"", count - 1)).expect("it is there");
        match doc.errors() {
            [error] => match &error.kind {
                Mistake::DuplicateKey { first: found, .. } => {
                    assert_eq!(found.start as usize, first);
                }
                other => panic!("{other:?}"),
            },
            others => panic!("{others:?}"),
        }
    }
}

#[test]
fn hostile_texts_end_soon() {
    let texts = [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(300_000),
        "]".repeat(1_000_000),
        "\"".repeat(1_000_000),
        ",".repeat(1_000_000),
        "[1 ".repeat(300_000),
        "[\"a\":".repeat(300_000),
        "//\n".repeat(300_000),
        "/**/".repeat(300_000),
        "{\"a\":1,".repeat(100_000),
        format!("[{}]", "1 ".repeat(500_000)),
        format!("[{}]", "'a' : ;".repeat(200_000)),
        format!("[{}", "{},{\n".repeat(200_000)),
        format!("{{{}", "\"a\":[1,\n\"b\":{\n".repeat(100_000)),
        format!("[{}]", "\n}".repeat(300_000)),
        "\u{a0}".repeat(300_000),
        format!("{{{}}}", "\"a\":1,".repeat(100_000)),
        format!("\"{}\"", "\\x\u{1}".repeat(300_000)),
    ];
    for text in texts {
        let doc = parse(&text);
        assert!((1..=2001).contains(&doc.errors().len()), "{} {}", &text[..9], doc.errors().len());
    }
}

#[test]
fn what_is_nested_too_deeply_is_skipped() {
    let deep = |depth: usize| format!("[{}{}, 1]", "[".repeat(depth - 1), "]".repeat(depth - 1));
    assert!(parse(&deep(Document::MAX_DEPTH)).errors().is_empty());
    let doc = parse(&deep(Document::MAX_DEPTH + 100));
    assert!(matches!(doc.errors(), [error] if error.kind == Mistake::DepthExceeded));
    assert_eq!(doc.at_pointer("/1").map(Value::kind), Some(Kind::Number));
    assert!(parse(&"[".repeat(1_000_000)).errors().len() <= 2);
}

#[test]
fn a_forgotten_tree_is_read_again() {
    let mut document = Document::parse(br#"{ "a": [1, {"b": null}], "c": "d" }"#.to_vec());
    let pointer = document.at_pointer("/a/1/b").map(|it| (it.id(), it.span(), it.pointer()));
    assert!(pointer.is_some());
    document.forget_tree();
    assert!(!document.has_tree());
    assert_eq!(document.at_pointer("/a/1/b").map(|it| (it.id(), it.span(), it.pointer())), pointer);
}
