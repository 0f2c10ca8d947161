//! `cargo xtask codegen`: files that are computed from others.
//!
//! Rule files are read as text, because the table of rules may be the very thing that does not compile.

mod laws;
mod output;
mod pages;
mod readme;
mod registry;
mod rule;

use std::path::Path;

pub use laws::{LAW_PAGES, LAWS};
pub use output::Output;
pub use rule::RuleFile;

use crate::Result;

/// Where the rule files lie.
pub const RULES: &str = "spec/lint/src/rules";
/// Where the test document of each rule lies.
pub const DOCUMENTS: &str = "tests/lint";
/// Where the page of each rule is written.
pub const PAGES: &str = "docs/rules";

/// Brings every generated file up to date.
pub fn write(root: &Path) -> Result {
    for output in outputs(root)?.iter().filter(|it| it.is_stale(root)) {
        output.write(root)?;
        println!("{}", output.summary());
    }
    Ok(())
}

/// Fails and prints a diff when a generated file is not what it would be if written now.
pub fn check(root: &Path) -> Result {
    let outputs = outputs(root)?;
    let stale: Vec<_> = outputs.iter().filter(|it| it.is_stale(root)).collect();
    for output in &stale {
        print!("{}", output.diff(root));
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("{} generated files are stale; run `cargo xtask codegen`", stale.len()).into())
}

/// Everything that is generated, in order of paths, stale or not.
pub fn outputs(root: &Path) -> Result<Vec<Output>> {
    let rules = rules(root)?;
    let mut outputs = vec![Output::file(format!("{RULES}/mod.rs"), registry::text(&rules))];
    outputs.extend(pages::outputs(root, &rules)?);
    outputs.extend(readme::output(root, &rules)?);
    outputs.extend(laws::outputs(root)?);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(outputs)
}

/// All rule files in order of their ids.
pub fn rules(root: &Path) -> Result<Vec<RuleFile>> {
    let mut rules = Vec::new();
    for name in files(&root.join(RULES), "rs")?.iter().filter(|name| *name != "mod") {
        rules.push(RuleFile::read(root, name)?);
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rules)
}

/// The names, without extension, of the files of one kind in a directory; none when it is absent.
pub fn files(dir: &Path, extension: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if !dir.is_dir() {
        return Ok(names);
    }
    for entry in dir.read_dir()? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_some_and(|it| it == extension) {
            names.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}
