//! The canonical layout, and what becomes of comments.

use apigen_syntax::{Comments, SyntaxErrorKind, format};
use proptest::prelude::*;

use crate::support::{commented, document, meaning, parse};

/// Formats with comments kept, and checks that doing it again changes nothing.
fn kept(text: &str) -> String {
    let once = format(&parse(text), Comments::Keep).expect("the text is sound");
    let twice = format(&parse(&once), Comments::Keep).expect("the formatted text is sound");
    assert_eq!(once, twice);
    once
}

#[test]
fn short_containers_stand_on_one_line() {
    assert_eq!(kept(r#"{"a":1,"b":[1,"x"],"c":{},"d":[]}"#), "{ \"a\": 1, \"b\": [1, \"x\"], \"c\": {}, \"d\": [] }\n");
    assert_eq!(kept("[ ]"), "[]\n");
    assert_eq!(kept(" 1.50e3 "), "1.50e3\n");
}

#[test]
fn containers_of_objects_are_broken() {
    let wanted = "{\n  \"a\": {\n    \"b\": { \"c\": 1 }\n  },\n  \"d\": [\n    { \"e\": null }\n  ]\n}\n";
    assert_eq!(kept(r#"{"a":{"b":{"c":1}},"d":[{"e":null}]}"#), wanted);
}

#[test]
fn a_line_holds_120_columns() {
    let fitting = format!("[\"{}\"]", "é".repeat(116));
    assert_eq!(kept(&fitting), format!("{fitting}\n"));
    let long = "é".repeat(117);
    assert_eq!(kept(&format!("[\"{long}\"]")), format!("[\n  \"{long}\"\n]\n"));
}

#[test]
fn comments_stay_with_what_they_stand_at() {
    let text = "// top\n{ // first\n\"a\": 1, // about a\n/* b */ \"b\" /* also b */: [1, 2 // two\n],\n\n// end\n} // after\n// last";
    let wanted = "\
// top
{
  // first
  \"a\": 1, // about a
  /* b */
  /* also b */
  \"b\": [
    1,
    2 // two
  ]
  // end
} // after
// last
";
    assert_eq!(kept(text), wanted);
    let dropped = format(&parse(text), Comments::Drop).expect("the text is sound");
    assert_eq!(dropped, "{ \"a\": 1, \"b\": [1, 2] }\n");
}

#[test]
fn a_broken_text_is_refused() {
    let refused = format(&parse("[1, // c\n 2 3,]"), Comments::Drop).expect_err("a comma is missing");
    assert_eq!(refused.kind, SyntaxErrorKind::MissingComma);
    assert_eq!(refused.to_string(), "cannot format at byte 11: a comma is missing here");
}

proptest! {
    #![proptest_config(apigen_test_support::cases(1000))]

    #[test]
    fn formatting_keeps_the_meaning_and_is_idempotent(text in document()) {
        let doc = parse(&text);
        let Ok(formatted) = format(&doc, Comments::Drop) else { return Ok(()) };
        let after = parse(&formatted);
        prop_assert!(after.errors().is_empty());
        prop_assert_eq!(doc.root().map(meaning), after.root().map(meaning));
        prop_assert_eq!(format(&after, Comments::Drop), Ok(formatted));
    }

    #[test]
    fn formatting_keeps_every_comment(text in commented()) {
        let doc = parse(&text);
        let Ok(formatted) = format(&doc, Comments::Keep) else { return Ok(()) };
        let after = parse(&formatted);
        let words = |doc: &apigen_syntax::Document| -> Vec<String> {
            doc.comments().iter().map(|it| doc.text()[it.range()].trim_end().to_owned()).collect()
        };
        prop_assert_eq!(words(&doc), words(&after));
        prop_assert_eq!(doc.root().map(meaning), after.root().map(meaning));
        prop_assert_eq!(format(&after, Comments::Keep), Ok(formatted));
    }
}
