//! Lints: the workspace by its own list, generated crates by what careful people hold theirs to.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

/// No warning anywhere. Generated crates allow what their definitions decide, with a reason each, and nothing else.
pub(super) fn check(root: &Path) -> Result {
    let names = names(root)?;
    let others = names.iter().flat_map(|it| ["--exclude", it]);
    let scope = ["clippy", "--workspace", "--all-targets", "--all-features", "--quiet"];
    process::run(cargo(root).args(scope).args(others).args(["--", "-Dwarnings"]))?;
    let generated = names.iter().flat_map(|it| ["--package", it]);
    let scope = ["clippy", "--no-deps", "--all-targets", "--all-features", "--quiet"];
    process::run(cargo(root).args(scope).args(generated).args(["--", "-Dwarnings", "-Wclippy::pedantic"]))
}

/// The names of the generated crates, in order; each lies in a folder of its name.
fn names(root: &Path) -> Result<Vec<String>> {
    let golden = root.join("tests/golden/rust");
    let mut found = folders(&root.join("examples/generated"))?;
    for group in folders(&golden)? {
        found.extend(folders(&golden.join(group))?);
    }
    found.sort();
    Ok(found)
}

fn folders(parent: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in parent.read_dir()? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_and_golden_crates_are_generated() {
        let names = names(&crate::workspace::root()).unwrap();
        assert!(
            ["golden-left-v0", "io-acme-user-v0"].iter().all(|it| names.iter().any(|name| name == it)),
            "{names:?}"
        );
        assert!(!names.iter().any(|it| it == "src"), "{names:?}");
    }
}
