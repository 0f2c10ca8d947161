//! Properties of random definitions and random edits of them.
//!
//! Whether what was labelled compatible is so is asked of a validator of JSON Schema that knows nothing of the diff:
//! values of the side that writes have to be valid for the side that reads.

mod json;
mod shop;

use std::cell::Cell;

use apigen_compat::{Options, Report, compare};
use apigen_model::{Direction, Severity};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};

use super::corpus::sound;
use json::{Reader, Writer, schema};
use shop::{Edit, Shop};

/// Values that are written for each pair of versions.
const VALUES: u64 = 12;

fn runner() -> TestRunner {
    let failure_persistence = Some(Box::new(FileFailurePersistence::Off) as _);
    TestRunner::new(Config { failure_persistence, ..Config::default() })
}

/// A shop, and what became of it.
fn versions() -> impl Strategy<Value = (Shop, Shop)> {
    let edits = prop::collection::vec(any::<Edit>(), 1..4);
    (shop::any_shop(), edits).prop_map(|(old, edits)| {
        let mut new = old.clone();
        for edit in &edits {
            new.apply(edit);
        }
        (old, new)
    })
}

#[test]
fn properties_of_what_is_labelled_compatible() {
    let [requests, responses] = [Cell::new(0), Cell::new(0)];
    let result = runner().run(&versions(), |(old, new)| {
        let report = compare(&old.repository(), &new.repository(), &Options::default());
        if is_compatible(&report, Direction::Request) {
            requests.set(requests.get() + 1);
            can_read(&old, &new, Reader::Strict)?;
        }
        if is_compatible(&report, Direction::Response) {
            responses.set(responses.get() + 1);
            can_read(&new, &old, Reader::Tolerant)?;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(requests.get() > 20 && responses.get() > 20, "{requests:?} and {responses:?} cases looked at anything");
}

#[test]
fn properties_of_the_way_back() {
    let result = runner().run(&versions(), |(old, new)| {
        sound("a random edit", &old.repository(), &new.repository());
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn properties_of_what_is_no_change() {
    let result = runner().run(&shop::any_shop(), |shop| {
        let report = compare(&shop.repository(), &shop.written_otherwise(), &Options::default());
        prop_assert!(report.groups.is_empty(), "{:?}", report.groups);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Nothing is said against a direction.
fn is_compatible(report: &Report, direction: Direction) -> bool {
    let changes = report.groups.iter().flat_map(|it| &it.changes);
    let mut impacts = changes.flat_map(|it| &it.impacts).filter(|it| it.direction == Some(direction));
    impacts.all(|it| it.severity < Severity::Warning)
}

/// What one side writes is valid for the other.
fn can_read(writer: &Shop, reader: &Shop, how: Reader) -> Result<(), TestCaseError> {
    let schema = schema(reader, how);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for seed in 0..VALUES {
        let value = Writer::new(writer, seed).root();
        let problem = validator.validate(&value).err().map(|it| it.to_string());
        prop_assert!(problem.is_none(), "{how:?} {}\nvalue {value}\nfrom {writer:?}\nto {reader:?}", problem.unwrap());
    }
    Ok(())
}

#[test]
fn the_validator_refuses_what_the_diff_warns_of() {
    let old = Shop::sample();
    let mut new = old.clone();
    new.apply(&Edit::AddField { model: 0, name: 3, ty: 0, required: true });
    let report = compare(&old.repository(), &new.repository(), &Options::default());
    assert!(!is_compatible(&report, Direction::Request));
    assert!(can_read(&old, &new, Reader::Strict).is_err());
    assert!(can_read(&new, &old, Reader::Tolerant).is_ok());
}
