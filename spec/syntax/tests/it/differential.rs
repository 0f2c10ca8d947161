//! The same verdict and the same values as `serde_json`.

use apigen_syntax::{Document, SyntaxErrorKind, Value};
use proptest::prelude::*;

use crate::support::{meaning, mutated, parse};

/// Whether `serde_json` accepts the text; `None` where its limit on the size of numbers kept it from judging.
fn accepts(text: &[u8]) -> Option<bool> {
    match serde_json::from_slice::<serde_json::Value>(text) {
        Ok(_) => Some(true),
        Err(error) if error.to_string().starts_with("number out of range") => None,
        Err(_) => Some(false),
    }
}

/// Whether we accept it; a key given twice is a mistake of its own kind.
fn accepted(doc: &Document) -> bool {
    let twice = |kind: &SyntaxErrorKind| matches!(kind, SyntaxErrorKind::DuplicateKey { .. });
    doc.errors().iter().all(|error| twice(&error.kind))
}

proptest! {
    #![proptest_config(apigen_test_support::cases(2000))]

    #[test]
    fn verdict_and_values_are_those_of_serde_json(text in mutated()) {
        let doc = parse(&text);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        let verdict = accepts(text.as_bytes()).unwrap_or(accepted(&doc));
        prop_assert_eq!(accepted(&doc), verdict, "{:?} {:?}", theirs, doc.errors());
        if let (Ok(theirs), Some(root)) = (theirs, doc.root()) {
            prop_assert_eq!(meaning(root), theirs);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let verdict = accepts(&bytes);
        let doc = Document::parse(bytes.clone());
        prop_assert_eq!(doc.text().len(), bytes.len());
        prop_assert_eq!(accepted(&doc), verdict.unwrap_or(accepted(&doc)));
    }

    #[test]
    fn any_marks_are_read(text in r#"[\[\]{}:,"'/*\\ \na0\-\x00é]{0,40}"#) {
        let doc = parse(&text);
        let verdict = accepts(text.as_bytes());
        prop_assert_eq!(accepted(&doc), verdict.unwrap_or(accepted(&doc)));
        prop_assert!(doc.errors().is_sorted_by_key(|error| error.span));
    }

    #[test]
    fn spans_nest_and_pointers_lead_back(text in mutated()) {
        let doc = parse(&text);
        let mut open: Vec<_> = doc.root().into_iter().collect();
        while let Some(value) = open.pop() {
            let inside = value.elements().chain(value.members().map(|member| member.value));
            prop_assert_eq!(value.len(), inside.clone().count());
            for child in inside {
                let (outer, inner) = (value.span(), child.span());
                prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
                prop_assert_eq!(child.parent().map(Value::id), Some(value.id()));
                let found = doc.at_pointer(&child.pointer()).map(Value::raw);
                let first = doc.errors().is_empty();
                prop_assert!(!first || found == Some(child.raw()));
                open.push(child);
            }
        }
    }
}
