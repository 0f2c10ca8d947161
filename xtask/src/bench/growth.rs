//! Whether ten times the files take ten times as long.

use super::measure;
use super::setup::Setup;
use crate::Result;

pub(super) fn run(setup: &Setup) -> Result {
    let small = measure::median(&setup.lint(&setup.repository(1000)?), setup.runs)?;
    let large = measure::median(&setup.lint(&setup.repository(10_000)?), setup.runs.div_ceil(3))?;
    println!("1,000 files           {small}");
    println!("10,000 files          {large}");
    let (cpu, wall) = (large.cpu / small.cpu, large.wall / small.wall);
    println!("ratio                 {cpu:8.2} CPU {wall:8.2} wall (aim 11)");
    Ok(())
}
