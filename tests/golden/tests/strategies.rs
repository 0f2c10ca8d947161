//! Random values of generated types: all of them satisfy the definition, and survive reading and writing.
#![allow(deprecated)] // Deprecated things work as well.

use std::fmt::Debug;

use apigen_types::strategy::BoxedStrategy;
use golden_shapes_v0 as shapes;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;

const CASES: usize = 60;

fn values<T: Debug>(strategy: &BoxedStrategy<T>) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    (0..CASES).map(move |_| strategy.new_tree(&mut runner).unwrap_or_else(|reason| panic!("{reason}")).current())
}

/// Writes and reads random values; what is read is what was written.
fn survive<T: Debug + PartialEq + Serialize + DeserializeOwned>(strategy: &BoxedStrategy<T>) {
    for value in values(strategy) {
        let text = serde_json::to_string(&value).unwrap_or_else(|error| panic!("{value:?}: {error}"));
        let again: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(again, value, "{text}");
        assert_eq!(serde_json::to_string(&again).ok().as_deref(), Some(text.as_str()));
    }
}

macro_rules! survive {
    ($library:ident: $($name:ident)*) => { $(survive(&$library::$name::strategy());)* };
}

#[test]
fn every_shape_survives() {
    survive! { shapes:
        Status Color Everything Defaults Person Node Chicken Egg Empty Literal Sum Guest Member Robot Wide
        Expression Negation User Party Machine Mixed OpenMixed Wrapped OpenWrapped Twice Anybody Ouroboros
    }
}

#[test]
fn every_name_and_text_survives() {
    use {golden_names_v0 as names, golden_texts_v0 as texts};
    survive! { names: Option Box Keyword Self_ Size User User_2 Into }
    survive! { texts: Text Letter Either }
}

#[test]
fn types_of_other_crates_have_strategies_too() {
    use {golden_left_v0 as left, golden_right_v0 as right};
    survive! { left: Any Own }
    survive! { right: Flavour Thing }
}

#[test]
fn constraints_hold() {
    for it in values(&shapes::Everything::strategy()) {
        assert!((0..=10).contains(&it.count), "{it:?}");
        assert!(!it.text.is_empty() && it.text.chars().all(|c| c.is_ascii_lowercase() || c == '`'), "{it:?}");
    }
}

#[test]
fn open_types_are_sometimes_unknown_and_optional_fields_sometimes_absent() {
    let unknown = |it: &shapes::Color| matches!(it, shapes::Color::Unknown(_));
    let count = values(&shapes::Color::strategy()).filter(unknown).count();
    assert!((1..CASES / 2).contains(&count), "{count}");
    let unknown = |it: &shapes::OpenMixed| matches!(it, shapes::OpenMixed::Unknown { .. });
    assert!(values(&shapes::OpenMixed::strategy()).any(|it| unknown(&it)));
    let absent = values(&shapes::Everything::strategy()).filter(|it| it.color.is_none()).count();
    assert!((1..CASES).contains(&absent), "{absent}");
}

#[test]
fn recursive_types_end() {
    let depth = |node: &shapes::Node| std::iter::successors(Some(node), |it| it.next.as_deref()).count();
    let deepest = values(&shapes::Node::strategy()).map(|it| depth(&it)).max();
    assert!((2..10).contains(&deepest.unwrap_or(0)), "{deepest:?}");
}

#[test]
fn a_type_without_values_says_so() {
    let refused = shapes::Nobody::strategy().new_tree(&mut TestRunner::deterministic());
    assert_eq!(refused.err().map(|it| it.to_string()).as_deref(), Some("the type has no values"));
}

#[test]
fn counterexamples_become_small() {
    let mut runner = TestRunner::deterministic();
    let strategy = shapes::Everything::strategy();
    let failing = |it: &shapes::Everything| it.count >= 3;
    let mut tree =
        std::iter::repeat_with(|| strategy.new_tree(&mut runner)).flatten().find(|it| failing(&it.current()));
    let tree = tree.as_mut().unwrap_or_else(|| panic!("no value fails"));
    while tree.simplify() {
        while !failing(&tree.current()) && tree.complicate() {}
    }
    while !failing(&tree.current()) && tree.complicate() {}
    let smallest = tree.current();
    assert_eq!((smallest.count, smallest.flag, smallest.tags.len()), (3, false, 0));
}
