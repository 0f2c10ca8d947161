//! A program that reads and writes random values of every generated type, and says which do not survive.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::process::{self, cargo};
use crate::{Result, workspace};

/// The program without the list of types.
const PROGRAM: &str = r#"//! Random values of every type: what is written is read again, and written the same.

use std::fmt::Debug;

use apigen_types::serde::{Serialize, de::DeserializeOwned};
use apigen_types::strategy::BoxedStrategy;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

const VALUES: usize = 4;

#[derive(Default)]
struct Tally {
    types: usize,
    values: usize,
    without: Vec<&'static str>,
    failures: Vec<String>,
}

impl Tally {
    fn check<T>(&mut self, name: &'static str, strategy: BoxedStrategy<T>)
    where
        T: Debug + PartialEq + Serialize + DeserializeOwned,
    {
        let mut runner = TestRunner::new_with_rng(Default::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        self.types += 1;
        for _ in 0..VALUES {
            match strategy.new_tree(&mut runner) {
                Ok(tree) => {
                    self.values += 1;
                    self.failures.extend(survives(&tree.current()).err().map(|it| format!("{name}: {it}")));
                }
                Err(reason) if reason.to_string() == "the type has no values" => return self.without.push(name),
                Err(reason) => self.failures.push(format!("{name}: {reason}")),
            }
        }
    }
}

fn survives<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) -> Result<(), String> {
    let text = serde_json::to_string(value).map_err(|error| format!("{value:?} is not written: {error}"))?;
    let again: T = serde_json::from_str(&text).map_err(|error| format!("{text} is not read: {error}"))?;
    let repeated = serde_json::to_string(&again).map_err(|error| error.to_string())?;
    if again == *value && repeated == text { Ok(()) } else { Err(format!("{text} became {repeated}")) }
}

fn main() {
    let mut tally = Tally::default();
    check(&mut tally);
    println!("{} values of {} types, {} types without values", tally.values, tally.types, tally.without.len());
    tally.without.iter().for_each(|it| println!("no values: {it}"));
    tally.failures.iter().for_each(|it| eprintln!("{it}"));
    std::process::exit(i32::from(!tally.failures.is_empty()));
}

"#;

/// Builds and runs the program for all crates of a folder.
pub(super) fn run(root: &Path, out: &Path) -> Result {
    let folder = out.join("survival");
    fs::create_dir_all(folder.join("src"))?;
    let (mut dependencies, mut calls) = (String::new(), String::new());
    for package in packages(out)? {
        writeln!(dependencies, "{package} = {{ path = \"../{package}\", features = [\"proptest\"] }}")?;
        let library = package.replace('-', "_");
        let strategies = fs::read_to_string(out.join(&package).join("src/strategies.rs"))?;
        for name in strategies.split("strategy!(").skip(1).filter_map(type_name) {
            writeln!(calls, "    tally.check(\"{library}::{name}\", {library}::{name}::strategy());")?;
        }
    }
    fs::write(folder.join("Cargo.toml"), manifest(root, &dependencies))?;
    let check = format!("#[allow(deprecated)]\nfn check(tally: &mut Tally) {{\n{calls}}}\n");
    fs::write(folder.join("src/main.rs"), format!("{PROGRAM}{check}"))?;
    let mut command = cargo(out);
    command.args(["run", "--quiet", "--package", "survival"]);
    process::run(command.env("CARGO_TARGET_DIR", workspace::target(root)))
}

/// The type in what follows `strategy!(`: `crate::User, …`, wherever the printer broke the line.
fn type_name(call: &str) -> Option<&str> {
    let (path, _) = call.split_once(',')?;
    path.rsplit("::").next().map(str::trim)
}

/// The crates that have types.
fn packages(out: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in out.read_dir()? {
        let path = entry?.path();
        if path.join("src/strategies.rs").is_file() {
            names.extend(path.file_name().map(|it| it.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

fn manifest(root: &Path, dependencies: &str) -> String {
    let types = root.join("runtime/types");
    let types = types.display();
    format!(
        r#"[package]
name = "survival"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
apigen-types = {{ path = "{types}", features = ["proptest"] }}
proptest = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = "1"
{dependencies}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_from_their_strategies() {
        for call in ["crate::User, crate::schemas::USER);", "\n    crate ::User, crate\n    ::schemas::USER\n);"] {
            assert_eq!(type_name(call), Some("User"));
        }
    }
}
