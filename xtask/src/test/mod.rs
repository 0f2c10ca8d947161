//! `cargo xtask test`: every check and test, in the order in which failures are cheapest to find.

mod clippy;
mod examples;
mod format;
mod tools;

use std::path::Path;
use std::time::{Duration, Instant};

use crate::process::{self, cargo};
use crate::{Result, codegen, generated};

/// One step of the gate.
struct Step {
    name: &'static str,
    purpose: &'static str,
    run: fn(&Path) -> Result,
}

static STEPS: &[Step] = &[
    Step { name: "tools", purpose: "what the other steps need is installed", run: tools::ensure },
    Step { name: "format", purpose: "the code is formatted", run: format::check },
    Step { name: "codegen", purpose: "generated files are current", run: codegen::check },
    Step { name: "clippy", purpose: "no warning, pedantic ones of generated code included", run: clippy::check },
    Step { name: "tests", purpose: "unit and integration tests", run: tests },
    Step { name: "doctests", purpose: "examples in the documentation", run: doctests },
    Step { name: "examples", purpose: "every example runs", run: examples::run },
    Step { name: "generated", purpose: "crates of real definitions compile without a warning", run: generated },
    Step { name: "up", purpose: "the main job on embedded defaults", run: up },
];

/// Prints the steps.
pub fn list() {
    for step in STEPS {
        println!("{:10} {}", step.name, step.purpose);
    }
}

/// Runs the named steps, or all of them; stops at the first that fails.
pub fn run(root: &Path, names: &[String]) -> Result {
    let mut times = Vec::new();
    for step in selected(names)? {
        println!("== {}: {}", step.name, step.purpose);
        let start = Instant::now();
        let result = (step.run)(root);
        times.push((step.name, start.elapsed()));
        result.inspect_err(|_| summary(&times)).map_err(|it| format!("{}: {it}", step.name))?;
    }
    summary(&times);
    println!("all steps passed");
    Ok(())
}

fn selected(names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    let find = |name: &String| {
        let step = STEPS.iter().find(|step| step.name == name);
        step.ok_or_else(|| format!("no step `{name}`; `cargo xtask test --list` shows them").into())
    };
    names.iter().map(find).collect()
}

fn summary(times: &[(&str, Duration)]) {
    println!("\n== time");
    for (name, time) in times {
        println!("{name:10} {:7.1} s", time.as_secs_f64());
    }
}

/// Where random values of property tests begin, so that the gate's answer depends on the tree alone. Tests that are run
/// by hand begin elsewhere each time, and so does `cargo xtask slow properties`.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20261121");

fn tests(root: &Path) -> Result {
    if process::succeeds(cargo(root).args(["nextest", "--version"])) {
        return process::run(cargo(root).args(["nextest", "run", "--workspace"]).env(SEED.0, SEED.1));
    }
    process::run(cargo(root).args(["test", "--workspace", "--lib", "--bins", "--tests"]).env(SEED.0, SEED.1))
}

fn doctests(root: &Path) -> Result {
    process::run(cargo(root).args(["test", "--workspace", "--doc", "--quiet"]))
}

fn up(root: &Path) -> Result {
    process::run(cargo(root).args(["run", "--quiet", "--package", "apigen", "--", "up", "--once"]))
}

/// Two of the real definitions; `cargo xtask slow` takes all of them.
fn generated(root: &Path) -> Result {
    generated::check(root, &generated::INPUTS[..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_names_select_every_step() {
        assert_eq!(selected(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_refused() {
        let error = selected(&["clipy".to_owned()]).err().unwrap();
        assert!(error.to_string().contains("no step `clipy`"));
    }
}
