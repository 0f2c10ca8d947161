//! What harms readers of one edit harms writers of the reverse edit, or there is a reason why not.

use apigen_compat::{Category, Mirror, Rule, rule, rules};
use apigen_model::Severity;

/// The id of the rule that reports the reverse edit.
pub(super) fn id(rule: &Rule) -> String {
    format!("{}-{}", rule.kind.word(), rule.mirror.action())
}

#[test]
fn ids_begin_with_the_word_of_their_kind() {
    let odd: Vec<_> = rules().into_iter().filter(|it| it.action() == it.id).map(|it| it.id).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn ids_are_unique() {
    let all = rules();
    let twice: Vec<_> = all.windows(2).filter(|it| it[0].id == it[1].id).map(|it| it[0].id).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_rule_has_a_mirror_that_exists() {
    let lost: Vec<_> = rules().into_iter().filter(|it| rule(&id(it)).is_none()).map(|it| (it.id, id(it))).collect();
    assert!(lost.is_empty(), "no such rules: {lost:?}");
}

#[test]
fn exact_mirrors_look_at_each_other() {
    let exact = rules().into_iter().filter(|it| matches!(it.mirror, Mirror::Exact(_)));
    let odd: Vec<_> = exact.filter(|it| rule(&id(it)).is_none_or(|back| id(back) != it.id)).map(|it| it.id).collect();
    assert!(odd.is_empty(), "the mirror of the mirror is another rule: {odd:?}");
}

#[test]
fn verdicts_of_exact_mirrors_are_swapped_between_writer_and_reader() {
    let mut wrong = Vec::new();
    for it in rules().into_iter().filter(|it| matches!(it.mirror, Mirror::Exact(_))) {
        let back = rule(&id(it)).unwrap();
        wrong.extend(asymmetries(it, back).into_iter().map(|place| format!("{} {place}", it.id)));
    }
    assert!(wrong.is_empty(), "not swapped: {wrong:#?}");
}

#[test]
fn reasons_are_given_only_where_verdicts_are_not_swapped() {
    let mut idle = Vec::new();
    for it in rules() {
        let Mirror::Except(_, reason) = it.mirror else { continue };
        assert!(reason.split(' ').count() > 3, "{}: `{reason}` is no reason", it.id);
        let back = rule(&id(it)).unwrap();
        let mutual = id(back) == it.id;
        if mutual && asymmetries(it, back).is_empty() {
            idle.push(it.id);
        }
    }
    assert!(idle.is_empty(), "these are exact mirrors: {idle:?}");
}

/// The directions in which a rule says of writers what its mirror does not say of readers.
fn asymmetries(it: &Rule, back: &Rule) -> Vec<&'static str> {
    let (here, there) = (it.verdicts(), back.verdicts());
    let of =
        |rows: &[(&'static str, Category, Severity)], name: &str| rows.iter().find(|it| it.0 == name).map(|it| it.2);
    let swapped = [
        ("anywhere", "anywhere"),
        ("in requests", "in responses"),
        ("in events, for consumers of before", "in events, for producers of before"),
        ("in generated code", "in generated code"),
    ];
    let differing =
        swapped.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).filter(|(a, b)| of(&here, a) != of(&there, b));
    let mut found: Vec<_> = differing.map(|(a, _)| a).collect();
    found.dedup();
    found
}
