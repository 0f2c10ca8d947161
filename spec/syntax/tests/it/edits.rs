//! Changes that leave everything else as it was.

use apigen_syntax::edit::{
    Place, insert_element, insert_member, remove_element, remove_member, rename_key, replace_value,
};
use apigen_syntax::{Document, Edit, Kind, Value, apply, quote};
use proptest::prelude::*;

use crate::support::{commented, meaning, parse};

fn at<'d>(doc: &'d Document, pointer: &str) -> Value<'d> {
    doc.at_pointer(pointer).expect("the pointer leads somewhere")
}

fn applied(doc: &Document, edits: &[Edit]) -> String {
    apply(doc.text(), edits).expect("the edits of one change do not overlap")
}

fn with_member(text: &str, pointer: &str, place: Place<'_>) -> String {
    let doc = parse(text);
    let edits = insert_member(at(&doc, pointer), "k", "0", place).expect("an object");
    applied(&doc, &edits)
}

fn without(text: &str, pointer: &str) -> String {
    let doc = parse(text);
    let value = at(&doc, pointer);
    let edits = remove_member(value).or_else(|| remove_element(value));
    applied(&doc, &edits.expect("a member or an element"))
}

const BROKEN: &str = "{\n  \"a\": 1, // about a\n  \"b\": 2 // about b\n}\n";

#[test]
fn members_are_added_in_the_style_of_their_siblings() {
    assert_eq!(with_member("{}", "", Place::Last), "{ \"k\": 0 }");
    assert_eq!(with_member("{\n}", "", Place::Last), "{\n  \"k\": 0\n}");
    assert_eq!(with_member("{\"a\":1}", "", Place::Last), "{\"a\":1, \"k\":0}");
    assert_eq!(with_member("{ \"a\": 1 }", "", Place::First), "{ \"k\": 0, \"a\": 1 }");
    assert_eq!(with_member("{ \"a\": 1, \"b\": 2 }", "", Place::After("a")), "{ \"a\": 1, \"k\": 0, \"b\": 2 }");
    assert_eq!(with_member(BROKEN, "", Place::First), BROKEN.replace("\"a\"", "\"k\": 0,\n  \"a\""));
    assert_eq!(with_member(BROKEN, "", Place::After("a")), BROKEN.replace("about a", "about a\n  \"k\": 0,"));
    let last = BROKEN.replace("2 // about b", "2, // about b\n  \"k\": 0");
    assert_eq!(with_member(BROKEN, "", Place::Last), last);
    assert_eq!(
        with_member("[\n\t{\r\n\t\t\"a\" : 1\r\n\t}\n]", "/0", Place::Last),
        "[\n\t{\r\n\t\t\"a\" : 1,\r\n\t\t\"k\" : 0\r\n\t}\n]"
    );
    assert_eq!(with_member("{\n  // none\n}", "", Place::Last), "{\n  // none\n  \"k\": 0\n}");
}

#[test]
fn elements_are_added_at_the_end() {
    let pairs = [
        ("[]", "[{}]"),
        ("[1,2]", "[1,2,{}]"),
        ("[1, 2]", "[1, 2, {}]"),
        ("[\n  1,\n  2\n]", "[\n  1,\n  2,\n  {}\n]"),
        ("[1 // one\n]", "[1, {} // one\n]"),
        ("[\n  1,\n]", "[\n  1,\n  {},\n]"),
    ];
    for (text, wanted) in pairs {
        let doc = parse(text);
        let edits = insert_element(at(&doc, ""), "{}").expect("an array");
        assert_eq!(applied(&doc, &edits), wanted);
    }
}

#[test]
fn what_is_removed_takes_its_comma_along() {
    assert_eq!(without("{ \"a\": 1, \"b\": 2 }", "/a"), "{ \"b\": 2 }");
    assert_eq!(without("{ \"a\": 1, \"b\": 2 }", "/b"), "{ \"a\": 1 }");
    assert_eq!(without("{ \"a\": 1 }", "/a"), "{}");
    assert_eq!(without("[\n  1,\n  2,\n]", "/1"), "[\n  1,\n]");
    assert_eq!(without("[\n  1,\n  2\n]", "/1"), "[\n  1\n]");
    assert_eq!(without(BROKEN, "/a"), BROKEN.replace("\"a\": 1, ", ""));
    assert_eq!(without(BROKEN, "/b"), "{\n  \"a\": 1 // about a\n   // about b\n}\n");
    assert_eq!(without("[1, // one\n 2]", "/1"), "[1 // one\n ]");
    assert_eq!(without("[/* none */ 1]", "/0"), "[/* none */]");
}

#[test]
fn keys_and_values_are_replaced_in_place() {
    let doc = parse("{ \"a\" : [1] }");
    let value = at(&doc, "/a");
    let edits = [rename_key(value, "b\"").expect("a member"), replace_value(value, "2")];
    assert_eq!(applied(&doc, &edits), "{ \"b\\\"\" : 2 }");
    assert_eq!(rename_key(at(&doc, ""), "b"), None);
    assert_eq!(remove_member(at(&doc, "/a/0")), None);
    assert_eq!(remove_element(value), None);
    assert_eq!(insert_element(at(&doc, "/a/0"), "1"), None);
}

#[test]
fn overlapping_edits_are_refused() {
    let edit = |start, end| Edit::delete(apigen_syntax::Span::new(start, end));
    assert!(apply("abc", &[edit(0, 2), edit(1, 3)]).is_err());
    assert!(apply("abc", &[edit(2, 4)]).is_err());
    assert!(apply("é", &[edit(0, 1)]).is_err());
    assert_eq!(apply("abc", &[edit(1, 2), Edit::insert(1, "x")]).as_deref(), Ok("axc"));
}

/// Every container of a document.
fn containers(doc: &Document) -> Vec<Value<'_>> {
    let mut open: Vec<_> = doc.root().into_iter().collect();
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        if matches!(value.kind(), Kind::Array | Kind::Object) {
            found.push(value);
            open.extend(value.elements().chain(value.members().map(|it| it.value)));
        }
    }
    found
}

/// The comments of a document, which no edit may lose.
fn comments(doc: &Document) -> Vec<&str> {
    doc.comments().iter().map(|it| &doc.text()[it.range()]).collect()
}

proptest! {
    #![proptest_config(apigen_test_support::cases(1000))]

    #[test]
    fn adding_and_removing_do_just_that(text in commented(), pick in any::<prop::sample::Index>(), child in any::<prop::sample::Index>()) {
        let doc = parse(&text);
        let containers = containers(&doc);
        prop_assume!(!containers.is_empty() && doc.errors().iter().all(|it| it.kind.is_tolerated()));
        let container = *pick.get(&containers);
        let pointer = container.pointer();
        let mut wanted = doc.root().map(meaning).expect("a root");
        let place = wanted.pointer_mut(&pointer).expect("the same place");

        let edits = if let Some(array) = place.as_array_mut() {
            array.push(0.into());
            insert_element(container, "0")
        } else {
            let members: Vec<_> = container.members().map(|it| it.name().into_owned()).collect();
            let after = (!members.is_empty()).then(|| child.get(&members).clone());
            let spot = after.as_deref().map_or(Place::First, Place::After);
            place.as_object_mut().expect("an object").insert("new key".into(), 0.into());
            insert_member(container, "new key", "0", spot)
        };
        let added = parse(&applied(&doc, &edits.expect("a container")));
        prop_assert_eq!(added.root().map(meaning), Some(wanted.clone()), "{}", added.text());
        prop_assert_eq!(comments(&added), comments(&doc));
        prop_assert_eq!(added.errors().len(), doc.errors().len(), "{}", added.text());

        let place = added.at_pointer(&pointer).expect("the same place");
        let children: Vec<_> = place.elements().chain(place.members().map(|it| it.value)).collect();
        let gone = *child.get(&children);
        let spot = wanted.pointer_mut(&pointer).expect("the same place");
        match gone.key() {
            Some(key) => drop(spot.as_object_mut().expect("an object").shift_remove(&*key.as_str().expect("a key"))),
            None => drop(spot.as_array_mut().expect("an array").remove(child.index(children.len()))),
        }
        let edits = remove_member(gone).or_else(|| remove_element(gone)).expect("a child");
        let removed = parse(&applied(&added, &edits));
        prop_assert_eq!(removed.root().map(meaning), Some(wanted), "{}\n{}", added.text(), removed.text());
        let inside = |it: &&apigen_syntax::Span| it.start > gone.key().unwrap_or(gone).span().start && it.end < gone.span().end;
        prop_assert_eq!(comments(&removed).len() + added.comments().iter().filter(inside).count(), comments(&added).len());
        prop_assert!(removed.errors().iter().all(|it| it.kind.is_tolerated()), "{}", removed.text());
    }

    #[test]
    fn a_quoted_text_means_itself(text in any::<String>()) {
        let doc = parse(&quote(&text));
        prop_assert!(doc.errors().is_empty());
        let read = doc.root().and_then(Value::as_str);
        prop_assert_eq!(read.as_deref(), Some(text.as_str()));
    }
}
