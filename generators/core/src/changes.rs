//! What has to change on disk so that it holds a set of generated files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use similar::TextDiff;

use crate::{FileSet, MANIFEST, Manifest, Ownership, content_hash};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Where, relative to the output directory.
    pub path: String,
    /// The new text.
    pub text: String,
    /// The text that is there now, when the file exists.
    pub previous: Option<String>,
    /// How it comes to its place.
    pub placing: Placing,
}

/// How a file comes to its place, and so what a crash may leave of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// The old text or the new one.
    Whole,
    /// Any beginning of the text: nobody had the file before, and the next run knows a beginning when it sees one.
    Direct,
}

/// What has to change; every list is ordered by path, and the manifest is written last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to write, the manifest among them.
    pub written: Vec<Write>,
    /// Files that already hold what they should.
    pub unchanged: Vec<String>,
    /// Files that nothing stands behind any more, with their text: to be removed.
    pub removed: Vec<(String, String)>,
    /// Files that nothing stands behind any more but that somebody edited: left alone.
    pub kept: Vec<String>,
    /// Files to write that hold neither what was generated before nor what is generated now: somebody edited them.
    pub edited: Vec<String>,
    /// Scaffold files that exist and belong to the user.
    pub skipped: Vec<String>,
}

/// Compares all generated files of an output directory with what exists; `existing` reads a path of that directory.
pub fn plan(existing: &dyn Fn(&str) -> Option<String>, set: FileSet) -> Changes {
    plan_within(existing, set, &|_| true)
}

/// The same for some of the directories in an output directory: files in others are left as they are.
pub fn plan_part(existing: &dyn Fn(&str) -> Option<String>, set: FileSet) -> Changes {
    let directories: BTreeSet<String> = set.iter().map(|(path, _)| directory(path).to_owned()).collect();
    plan_within(existing, set, &|path| directories.contains(directory(path)))
}

fn directory(path: &str) -> &str {
    path.split_once('/').map_or("", |(directory, _)| directory)
}

fn plan_within(existing: &dyn Fn(&str) -> Option<String>, set: FileSet, within: &dyn Fn(&str) -> bool) -> Changes {
    let mut changes = Changes::default();
    let before = existing(MANIFEST);
    let known = before.as_deref().map(Manifest::parse).unwrap_or_default();
    let mut manifest = Manifest::of(&set);
    for (path, hash) in known.iter().filter(|(path, _)| set.get(path).is_none()) {
        match existing(path) {
            _ if !within(path) => manifest.keep(path, hash),
            Some(text) if content_hash(&text) == hash => changes.removed.push((path.to_owned(), text)),
            Some(_) => changes.kept.push(path.to_owned()),
            None => {}
        }
    }
    for (path, file) in set.into_files() {
        match existing(&path) {
            Some(_) if file.ownership == Ownership::Scaffold => changes.skipped.push(path),
            previous => {
                let is_known = known.get(&path).is_some();
                // A run that ended half-way leaves the beginning of a file that no manifest knows yet.
                let begun = |text: &String| !is_known && file.text.starts_with(text.as_str());
                let untouched = |text: &String| known.get(&path) == Some(content_hash(text));
                let ours = |text: &String| *text == file.text || untouched(text) || begun(text);
                changes.edited.extend(previous.as_ref().filter(|it| !ours(it)).map(|_| path.clone()));
                let is_new = previous.is_none() && !is_known && file.ownership == Ownership::Owned;
                changes.write(path, file.text, previous, if is_new { Placing::Direct } else { Placing::Whole });
            }
        }
    }
    changes.write(MANIFEST.to_owned(), manifest.to_string(), before, Placing::Whole);
    changes
}

impl Changes {
    /// Whether nothing has to change.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }

    /// The changes as one unified diff; the manifest, which follows from the rest, is left out.
    pub fn diff(&self) -> String {
        let mut text = String::new();
        for it in self.written.iter().filter(|it| it.path != MANIFEST) {
            text.push_str(&unified(&it.path, it.previous.as_deref(), Some(&it.text)));
        }
        for (path, previous) in &self.removed {
            text.push_str(&unified(path, Some(previous), None));
        }
        text
    }

    fn write(&mut self, path: String, text: String, previous: Option<String>, placing: Placing) {
        if previous.as_deref() == Some(&text) {
            self.unchanged.push(path);
        } else {
            self.written.push(Write { path, text, previous, placing });
        }
    }
}

fn unified(path: &str, before: Option<&str>, after: Option<&str>) -> String {
    let label = |side: &str, text: Option<&str>| text.map_or("/dev/null".to_owned(), |_| format!("{side}/{path}"));
    let diff = TextDiff::from_lines(before.unwrap_or(""), after.unwrap_or(""));
    let mut text = String::new();
    // Invariant: writing to a string cannot fail.
    let _ = write!(text, "{}", diff.unified_diff().header(&label("a", before), &label("b", after)));
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Disk = BTreeMap<String, String>;

    fn run(disk: &mut Disk, set: FileSet) {
        let changes = plan_on(disk, set);
        for it in &changes.written {
            disk.insert(it.path.clone(), it.text.clone());
        }
        for (path, _) in &changes.removed {
            disk.remove(path);
        }
    }

    fn plan_on(disk: &Disk, set: FileSet) -> Changes {
        plan(&|path| disk.get(path).cloned(), set)
    }

    fn two_files() -> FileSet {
        let mut set = FileSet::default();
        set.own("lib.rs", "pub struct A;\n");
        set.own("old.rs", "pub struct Old;\n");
        set.scaffold("main.rs", "fn main() {}\n");
        set
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let mut disk = Disk::new();
        run(&mut disk, two_files());
        let again = plan_on(&disk, two_files());
        assert!(again.is_empty());
        assert_eq!(again.skipped, ["main.rs"]);
        assert_eq!(again.diff(), "");
    }

    #[test]
    fn stale_files_go_unless_somebody_edited_them() {
        let mut disk = Disk::new();
        run(&mut disk, two_files());
        let mut set = FileSet::default();
        set.own("lib.rs", "pub struct A;\n");
        assert_eq!(plan_on(&disk, set.clone()).removed.len(), 1);
        disk.insert("old.rs".into(), "mine now".into());
        assert_eq!(plan_on(&disk, set.clone()).kept, ["old.rs"]);
    }

    #[test]
    fn an_edited_scaffold_stays_and_an_edited_owned_file_does_not() {
        let mut disk = Disk::new();
        run(&mut disk, two_files());
        disk.insert("main.rs".into(), "fn main() { mine() }\n".into());
        disk.insert("lib.rs".into(), "pub struct B;\n".into());
        let changes = plan_on(&disk, two_files());
        assert_eq!(changes.written.len(), 1);
        assert_eq!(changes.edited, ["lib.rs"]);
        assert_eq!(changes.diff(), "--- a/lib.rs\n+++ b/lib.rs\n@@ -1 +1 @@\n-pub struct B;\n+pub struct A;\n");
    }

    #[test]
    fn what_only_the_definition_changed_is_not_edited() {
        let mut disk = Disk::new();
        run(&mut disk, two_files());
        let mut set = two_files();
        set.own("lib.rs", "pub struct B;\n");
        let changes = plan_on(&disk, set.clone());
        assert_eq!((changes.written.len(), changes.edited.len()), (2, 0));
    }

    #[test]
    fn what_an_interrupted_run_left_is_written_anew() {
        let mut disk = Disk::new();
        let first = plan_on(&disk, two_files());
        let placing = |path: &str| first.written.iter().find(|it| it.path == path).map(|it| it.placing);
        assert_eq!((placing("lib.rs"), placing("main.rs")), (Some(Placing::Direct), Some(Placing::Whole)));
        assert_eq!(first.written.last().map(|it| (it.path.as_str(), it.placing)), Some((MANIFEST, Placing::Whole)));
        disk.insert("lib.rs".into(), "pub str".into());
        disk.insert("old.rs".into(), String::new());
        let changes = plan_on(&disk, two_files());
        assert!(changes.edited.is_empty(), "{:?}", changes.edited);
        run(&mut disk, two_files());
        assert_eq!(disk["lib.rs"], "pub struct A;\n");
        assert!(plan_on(&disk, two_files()).is_empty());
    }

    #[test]
    fn a_known_file_that_somebody_cut_short_is_an_edited_one() {
        let mut disk = Disk::new();
        run(&mut disk, two_files());
        disk.insert("lib.rs".into(), "pub str".into());
        let changes = plan_on(&disk, two_files());
        assert_eq!(changes.edited, ["lib.rs"]);
        disk.remove("lib.rs");
        assert_eq!(plan_on(&disk, two_files()).written[0].placing, Placing::Whole);
    }

    #[test]
    fn a_part_leaves_other_directories_alone() {
        let mut disk = Disk::new();
        let mut all = FileSet::default();
        all.own("a/lib.rs", "pub struct A;\n");
        all.own("b/lib.rs", "pub struct B;\n");
        all.own("b/old.rs", "pub struct Old;\n");
        run(&mut disk, all);
        let mut part = FileSet::default();
        part.own("b/lib.rs", "pub struct B;\n");
        let changes = plan_part(&|path| disk.get(path).cloned(), part);
        let removed: Vec<_> = changes.removed.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(removed, ["b/old.rs"]);
        let manifest = Manifest::parse(&changes.written[0].text);
        let owned: Vec<_> = manifest.iter().map(|(path, _)| path).collect();
        assert_eq!(owned, ["a/lib.rs", "b/lib.rs"]);
    }
}
