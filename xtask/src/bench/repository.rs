//! A whole company: 1,000 files, 12 MB, 20,000 definitions, judged by every rule.
//!
//! Where the rules are law there are few findings, and the aim is about that; the same by careless people shows what
//! findings cost.

use std::path::Path;

use super::setup::Setup;
use super::{against_values, measure};
use crate::Result;

const FILES: usize = 1000;

/// How many times the parsing of its bytes a repository may take: where the rules are law, and where nobody looks.
const AIMS: (f64, f64) = (2.5, 5.0);

pub(super) fn run(setup: &Setup) -> Result {
    let lawful = setup.repository(FILES)?;
    judged(setup, "lawful", &lawful, AIMS.0)?;
    let careless = setup.careless_repository(FILES)?;
    judged(setup, "careless", &careless, AIMS.1)
}

fn judged(setup: &Setup, name: &str, repository: &Path, aim: f64) -> Result {
    let megabytes = measure::input_size(repository)? / 1_000_000;
    println!("-- {name}: {megabytes} MB, {} findings", setup.findings(repository)?);
    against_values(setup, repository, aim)
}
