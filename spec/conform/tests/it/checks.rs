//! What is wrong with values: places and rules.

use apigen_conform::check::{Checker, Way};
use apigen_syntax::Document;

use crate::sample::{named, repository};

/// `pointer rule` of each fault, with commas between.
fn faults(way: Way, name: &str, text: &str) -> String {
    let repository = repository();
    let document = Document::parse(text.as_bytes().to_vec());
    let faults = Checker::new(&repository, way).faults_of_document(&document, &named(&repository, name));
    faults.iter().map(|it| format!("{} {}", it.pointer, it.rule.as_str())).collect::<Vec<_>>().join(", ")
}

const BOOK: &str = r#""id":"123e4567-e89b-12d3-a456-426614174000","title":"a""#;

#[test]
fn answers_are_checked_strictly() {
    let cases = [
        ("", ""),
        (r#","title":"b""#, " duplicate_field"),
        (r#","pages":0"#, "/pages minimum"),
        (r#","pages":2147483648"#, "/pages type"),
        (r#","pages":1.0"#, "/pages type"),
        (r#","pages":null"#, ""),
        (r#","weight":10.00"#, ""),
        (r#","weight":10.000000000000000000001"#, "/weight maximum"),
        (r#","weight":"10.5""#, "/weight maximum"),
        (r#","weight":"ten""#, "/weight format"),
        (r#","serial":9007199254740993"#, ""),
        (r#","serial":9223372036854775808"#, "/serial type"),
        (r#","printed_on":"2026-02-30""#, "/printed_on format"),
        (r#","seen_at":"2026-11-21T10:00:00""#, "/seen_at format"),
        (r#","tags":["a","a"]"#, "/tags/1 unique_items"),
        (r#","tags":["a","B","c"]"#, "/tags maximum, /tags/1 pattern"),
        (r#","tags":{}"#, "/tags type"),
        (r#","secret":"x""#, "/secret write_only"),
        (r#","colour":"BLUE""#, ""),
        (r#","colour":"blue""#, "/colour enum"),
        (r#","a~b/c":1"#, "/a~0b~1c unknown_field"),
    ];
    for (extra, expected) in cases {
        assert_eq!(faults(Way::Response, "book", &format!("{{{BOOK}{extra}}}")), expected, "{extra}");
    }
    assert_eq!(faults(Way::Response, "book", r#"{"title":null}"#), "/id required, /title required");
    assert_eq!(faults(Way::Response, "book", "[]"), " type");
    assert_eq!(faults(Way::Response, "book", "{"), " malformed");
}

#[test]
fn requests_leave_out_what_the_service_sets() {
    assert_eq!(faults(Way::Request, "book", r#"{"title":"a","secret":"x"}"#), "");
    assert_eq!(faults(Way::Request, "book", &format!("{{{BOOK}}}")), "/id read_only");
}

#[test]
fn unions_say_which_member_they_are() {
    let book = format!(r#""kind":"book",{BOOK}"#);
    assert_eq!(faults(Way::Response, "thing", &format!("{{{book}}}")), "");
    assert_eq!(faults(Way::Response, "thing", &format!("{{{BOOK}}}")), "/kind discriminator");
    assert_eq!(faults(Way::Response, "thing", r#"{"kind":"cup","mood":"good","facts":{}}"#), "/kind discriminator");
    assert_eq!(faults(Way::Response, "thing", r#"{"kind":"mug","mood":"odd","facts":{"a":"b"}}"#), "/facts/a type");
    assert_eq!(faults(Way::Response, "growing", r#"{"kind":"new","x":1}"#), "");
    assert_eq!(faults(Way::Response, "wrapped", r#"{"string":{"value":"x"}}"#), "");
    assert_eq!(faults(Way::Response, "wrapped", r#"{"string":"x"}"#), "/string type");
    assert_eq!(faults(Way::Response, "wrapped", r#"{"cup":{}}"#), " discriminator");
    let inside = format!(r#"{{"content":{{{book},"pages":0}}}}"#);
    assert_eq!(faults(Way::Response, "box", &inside), "/content/pages minimum");
}
