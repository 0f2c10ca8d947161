//! Made-up values: valid ones pass the checker, invalid ones break the rule that they are named after.

use apigen_chance::Rng;
use apigen_conform::check::{Checker, Way};
use apigen_conform::values::{Maker, Row, flaws_of_body, rows};

use crate::sample::{named, repository};

const NAMES: [&str; 7] = ["book", "cup", "box", "thing", "growing", "wrapped", "colour"];

#[test]
fn every_row_of_every_type_is_valid() {
    let repository = repository();
    let checker = Checker::new(&repository, Way::Request);
    for name in NAMES {
        let ty = named(&repository, name);
        let edges = (0..rows(&repository, &ty, 60)).map(Row::Edge);
        for row in [Row::Full, Row::Minimal, Row::Example].into_iter().chain(edges) {
            let value = Maker::new(&repository, Rng::named(1, name), &|_| None).row(row).body(&ty).unwrap();
            assert_eq!(checker.faults_of_data(&value, &ty, None), [], "{name} {row:?} {value}");
        }
    }
}

#[test]
fn rows_show_every_edge() {
    let repository = repository();
    let ty = named(&repository, "book");
    let make = |at| Maker::new(&repository, Rng::named(1, ""), &|_| None).row(Row::Edge(at)).body(&ty).unwrap();
    let all: Vec<String> = (0..rows(&repository, &ty, 60)).map(|it| make(it).to_string()).collect();
    for wanted in
        ["\"pages\":1,", "\"pages\":2147483647", "9007199254740993", "9223372036854775807", "BLUE", "\"tags\":[]"]
    {
        assert!(all.iter().any(|it| it.contains(wanted)), "{wanted} in {all:#?}");
    }
}

#[test]
fn the_same_seed_makes_the_same_value() {
    let repository = repository();
    let ty = named(&repository, "box");
    let make = |seed| Maker::new(&repository, Rng::named(seed, "x"), &|_| None).body(&ty).unwrap().to_string();
    assert_eq!(make(7), make(7));
    assert_ne!(make(7), make(8));
}

#[test]
fn flaws_break_the_rule_that_they_name() {
    let repository = repository();
    let checker = Checker::new(&repository, Way::Request);
    for name in NAMES {
        let ty = named(&repository, name);
        let valid = Maker::new(&repository, Rng::named(1, name), &|_| None).body(&ty).unwrap();
        let flaws = flaws_of_body(&repository, &ty, &valid);
        assert!(!flaws.is_empty(), "{name}");
        for flaw in flaws {
            let broken = flaw.edit.apply(&valid, &flaw.pointer);
            let faults = checker.faults_of_data(&broken, &ty, None);
            assert!(faults.iter().any(|it| it.rule == flaw.rule), "{name} {flaw:?} {broken} {faults:?}");
        }
    }
}
