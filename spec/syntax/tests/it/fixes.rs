//! Repairs make a text better, and mean nothing else than what was read before.

use apigen_syntax::{Document, Kind, SyntaxErrorKind, Value, apply};
use proptest::prelude::*;

use crate::support::{commented, mutated, parse};

/// Whether both mean the same, where text that is no value can have become anything.
fn same(before: Value<'_>, after: Value<'_>) -> bool {
    match before.kind() {
        Kind::Invalid => true,
        Kind::String => before.as_str() == after.as_str(),
        Kind::Array => before.len() == after.len() && before.elements().zip(after.elements()).all(|(a, b)| same(a, b)),
        Kind::Object => {
            let pairs = || before.members().zip(after.members());
            before.len() == after.len() && pairs().all(|(a, b)| a.name() == b.name() && same(a.value, b.value))
        }
        kind => kind == after.kind() && before.raw().eq_ignore_ascii_case(after.raw()),
    }
}

/// The text after all fixes, which must not meet.
fn repaired(doc: &Document) -> Result<String, TestCaseError> {
    let failed = |error| TestCaseError::fail(format!("{error}: {:?}", doc.errors()));
    doc.repaired().map_err(failed)
}

/// Whether the same tree is to be expected afterwards.
///
/// A member given twice is gone then, and what cannot be repaired may be understood in another way.
fn keeps_tree(doc: &Document) -> bool {
    doc.errors().iter().all(|error| {
        let twice = matches!(error.kind, SyntaxErrorKind::DuplicateKey { .. });
        error.fix.is_some() && !twice
    })
}

/// Whether the brackets match or can be made to, so that the repaired text is not read in another way.
fn is_steady(doc: &Document) -> bool {
    let brackets = |kind: &SyntaxErrorKind| {
        use SyntaxErrorKind::{MismatchedCloser, TrailingContent, UnclosedContainer};
        matches!(kind, MismatchedCloser { .. } | TrailingContent | UnclosedContainer { .. })
    };
    doc.errors().iter().all(|error| error.fix.is_some() || !brackets(&error.kind))
}

proptest! {
    #![proptest_config(apigen_test_support::cases(3000))]

    #[test]
    fn all_fixes_together_leave_fewer_mistakes(text in mutated()) {
        let doc = parse(&text);
        let repaired = repaired(&doc)?;
        let after = parse(&repaired);
        let fixable = doc.errors().iter().filter(|error| error.fix.is_some()).count();
        if fixable == 0 {
            prop_assert_eq!(&repaired, &text);
            return Ok(());
        }
        if !is_steady(&doc) {
            return Ok(());
        }
        prop_assert!(after.errors().len() < doc.errors().len(), "{:?}\n{}\n{:?}", doc.errors(), repaired, after.errors());
        if fixable == doc.errors().len() {
            prop_assert!(after.errors().is_empty(), "{:?}\n{}\n{:?}", doc.errors(), repaired, after.errors());
        }
        if let (Some(before), Some(after), true) = (doc.root(), after.root(), keeps_tree(&doc)) {
            prop_assert!(same(before, after), "{:?}\n{}", doc.errors(), repaired);
        }
    }

    #[test]
    fn each_fix_alone_takes_one_tolerated_mistake_away(text in commented()) {
        let doc = parse(&text);
        let others = doc.errors().len().saturating_sub(1);
        for error in doc.errors().iter().filter(|error| error.kind.is_tolerated()) {
            let fix = error.fix.as_ref().expect("every tolerated mistake has a fix");
            let repaired = apply(&text, fix).expect("a fix does not overlap itself");
            prop_assert_eq!(parse(&repaired).errors().len(), others, "{}", repaired);
        }
    }
}
