//! Golden trees: committed, compiled as members of the workspace, and refreshed by `UPDATE_GOLDEN=1 cargo test`.

use std::path::{Path, PathBuf};

use apigen_generator::FileSet;
use apigen_generator_rust::generate;

use crate::support::{definitions, options, repository, root};

/// Every case: its directory below `tests/golden/rust`, and its definitions.
const CASES: &[(&str, &[&str])] = &[
    ("names", &["names.json"]),
    ("shapes", &["shapes.json"]),
    ("texts", &["texts.json"]),
    ("circle", &["right.json", "left.json"]),
    ("calls", &["calls.json"]),
    ("keywords", &["keywords.json"]),
    ("directions", &["directions.json"]),
    ("behaviour", &["behaviour.json"]),
    ("clients", &["clients.json"]),
    // The tables of `tests/golden/sql`, so that repositories and databases are tested with each other.
    ("tables", &["../../../sql/tests/definitions/kinds.json"]),
    ("patches", &["patches.json"]),
];

#[test]
fn golden_trees_are_current() {
    for (case, files) in CASES {
        let output = generate(&repository(&definitions(files)), &options()).unwrap();
        let directory = root().join("tests/golden/rust").join(case);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            write(&directory, &output.files);
        }
        compare(&directory, &output.files);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for (_, files) in CASES {
        let run = || generate(&repository(&definitions(files)), &options()).unwrap();
        assert_eq!(run(), run());
    }
}

fn write(directory: &Path, files: &FileSet) {
    let _ = std::fs::remove_dir_all(directory);
    for (path, file) in files.iter() {
        let path = directory.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
}

fn compare(directory: &Path, files: &FileSet) {
    for (path, file) in files.iter() {
        let committed = std::fs::read_to_string(directory.join(path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{path} is not current; run `UPDATE_GOLDEN=1 cargo test -p apigen-generator-rust`"
        );
    }
    let mut found = Vec::new();
    collect(directory, &mut found);
    let stale: Vec<_> = found.iter().filter(|it| files.get(&relative(directory, it)).is_none()).collect();
    assert!(stale.is_empty(), "nothing stands behind {stale:?}");
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}

fn relative(directory: &Path, path: &Path) -> String {
    path.strip_prefix(directory).unwrap().to_str().unwrap().replace('\\', "/")
}
