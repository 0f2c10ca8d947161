//! Steps as numbered files.

use apigen_generator::names::Words;

use super::{Operation, Step};
use crate::engine::script;
use crate::text::remark;

/// A file of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its name: `0002_expand_users_handle.sql`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The number at the beginning of a file's name.
pub fn number_of(name: &str) -> Option<u32> {
    name.split_once('_')?.0.parse().ok()
}

/// The files of steps, numbered from `first` on.
pub fn numbered(steps: &[Step], first: u32) -> Vec<Numbered> {
    let file = |(number, step): (u32, &Step)| {
        let subject = Words::of(&step.subject).snake();
        let subject = apigen_model::sql::shortened(&subject, 80);
        let name = format!("{number:04}_{}_{subject}.sql", step.phase.word());
        Numbered { name, text: text(number, step) }
    };
    (first..).zip(steps).map(file).collect()
}

fn text(number: u32, step: &Step) -> String {
    let when = match step.phase {
        super::Phase::Expand => "before the next release starts",
        super::Phase::Contract => "when the previous release is gone",
    };
    let mut head = format!("-- Migration {number:04}, {}: run it {when}.\n", step.phase.word());
    if !step.is_atomic {
        head.push_str("-- transaction: none\n");
    }
    let operations: Vec<_> = step.operations.iter().map(described).collect();
    format!("{head}--\n{}\n{}", operations.join("--\n"), script(&step.statements))
}

fn described(operation: &Operation) -> String {
    let Operation { what, previous, locks } = operation;
    format!("{}\n--   previous release: {previous}\n--   locks: {locks}\n", remark(what))
}
