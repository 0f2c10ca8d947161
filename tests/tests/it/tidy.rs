//! The invariants of `ARCHITECTURE.md` that no compiler checks. Each check is tried on a bad sample too.

mod code;
mod functions;
mod layers;
mod rules;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::{codegen, workspace};

/// Fails with everything that is wrong, one line each.
fn report(violations: &[String]) {
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn crates_depend_in_one_direction() {
    report(&layers::violations(&layers::metadata()));
}

#[test]
fn sources_keep_the_house_style() {
    let root = workspace::root();
    let files = sources::hand_written(&root);
    assert!(files.len() > 20, "the walk finds the sources");
    report(&files.iter().flat_map(sources::violations).collect::<Vec<_>>());
}

#[test]
fn rules_have_a_document_a_page_and_a_guideline() {
    report(&rules::violations(&workspace::root()));
}

#[test]
fn generated_files_are_current() {
    let root = workspace::root();
    let outputs = codegen::outputs(&root).unwrap();
    let stale = outputs.iter().filter(|it| it.is_stale(&root));
    report(&stale.map(|it| format!("{}: run `cargo xtask codegen`", it.path)).collect::<Vec<_>>());
}

#[test]
fn the_changelog_has_a_place_for_what_comes_next() {
    let text = fs::read_to_string(workspace::root().join("CHANGELOG.md")).unwrap();
    assert!(text.contains("\n## Unreleased\n\n- "), "no line under `Unreleased`");
}

/// A path below the root, with slashes.
fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// All files below a directory, in order of their paths; what is built or fetched is left out.
fn walk(dir: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = dir.read_dir().unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() {
            files.push(path);
        } else if !name.starts_with('.') && name != "target" && name != "node_modules" {
            files.extend(walk(&path));
        }
    }
    files
}
