//! A diff of two large versions against linting both, and whether ten times the findings take ten times as long.

use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::measure;
use super::setup::{Call, Setup};
use crate::Result;

/// One in so many texts becomes a number in the new version.
const EVERY: usize = 50;

/// Every way in which findings are written.
const FORMATS: [&str; 7] = ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"];

pub(super) fn run(setup: &Setup) -> Result {
    large(setup)?;
    growth(setup)
}

fn large(setup: &Setup) -> Result {
    let Some(old) = setup.large_file() else { return Ok(()) };
    let new = setup.scratch("changed.json");
    fs::write(&new, changed(&fs::read_to_string(&old)?))?;
    let lint = [&old, &new].map(|it| measure::median(&setup.lint(it), setup.runs));
    let [first, second] = lint;
    let (first, second) = (first?, second?);
    let diff = measure::median(&call(setup, &old, &new, "100"), setup.runs)?;
    println!("apigen lint, old      {first}");
    println!("apigen lint, new      {second}");
    println!("apigen diff           {diff}");
    let (cpu, wall) = (diff.cpu / (first.cpu + second.cpu), diff.wall / (first.wall + second.wall));
    println!("ratio                 {cpu:8.2} CPU {wall:8.2} wall (aim 1.5)");
    Ok(())
}

/// Ten times the findings in every format; what a process costs in any case makes the ratio a little less.
fn growth(setup: &Setup) -> Result {
    println!("                         1,000 findings    10,000 findings");
    for format in FORMATS {
        let sizes = [500, 5000].map(|count| {
            let [old, new] = ["open", "closed"].map(|value| many(setup, count, value));
            let mut call = call(setup, &old?, &new?, "0");
            call.extend(["--format", format].map(OsString::from));
            measure::median(&call, setup.runs.div_ceil(3))
        });
        let [small, large] = sizes;
        let (small, large) = (small?.cpu, large?.cpu);
        println!("{format:14} {small:17.1} ms {large:15.1} ms CPU, ratio {:5.2} (aim 11)", large / small);
    }
    Ok(())
}

/// A diff that shows so many findings in full.
fn call(setup: &Setup, old: &Path, new: &Path, limit: &str) -> Call {
    let words = ["diff", "--limit", limit, "--against"].map(OsString::from);
    [setup.apigen()].into_iter().chain(words).chain([old.into(), new.into()]).collect()
}

fn changed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split("\"type\": \"string\"").enumerate() {
        match at {
            0 => {}
            at if at % EVERY == 0 => out.push_str("\"type\": \"long\""),
            _ => out.push_str("\"type\": \"string\""),
        }
        out.push_str(part);
    }
    out
}

/// A definition of so many enums, each with a value of a name of its own, so that nothing is folded: one is gone and
/// one is new in each.
fn many(setup: &Setup, count: usize, value: &str) -> Result<PathBuf> {
    let mut text = String::from("{ \"name\": \"many\", \"enums\": {\n");
    for at in 0..count {
        let comma = if at == 0 { "" } else { ",\n" };
        write!(text, "{comma}\"status_{at}\": {{ \"values\": [{{ \"name\": \"{value}_{at}\" }}] }}")?;
    }
    text.push_str("\n} }\n");
    let path = setup.scratch(&format!("many-{count}-{value}.json"));
    fs::write(&path, text)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_texts_become_numbers() {
        let new = changed(&"{ \"type\": \"string\" }".repeat(100));
        assert_eq!(new.matches("\"long\"").count(), 2);
        assert_eq!(new.matches("\"string\"").count(), 98);
    }
}
