//! Changing files that others may change at the same time: every edit counts, and none is lost.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Staged;
use crate::error::CliError;
use crate::settings::FILE_NAME;
use crate::workspace::shown;

/// A file that gets another text.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) path: PathBuf,
    /// What it held when the new text was made of it; none for a file that was not there.
    pub(crate) before: Option<Vec<u8>>,
    pub(crate) text: String,
}

/// Writes all of them, unless one is not any more what it was: then none.
///
/// What can fail for want of room or rights is done before anything changes, and of two processes that change the same
/// repository one waits for the other.
pub(crate) fn write_all(root: &Path, changes: &[Change]) -> Result<(), CliError> {
    let mut staged = Vec::new();
    for change in changes {
        staged.push(Staged::write(&change.path, &change.text)?);
    }
    let _lock = lock(root);
    for change in changes {
        if !is_as_before(change)? {
            let what = format!("{} has changed meanwhile, so nothing was written", shown(&change.path));
            return Err(CliError::usage(what, "run the command again, on the text that is there now"));
        }
    }
    staged.into_iter().try_for_each(Staged::publish)
}

fn is_as_before(change: &Change) -> Result<bool, CliError> {
    match std::fs::read(&change.path) {
        Ok(now) => Ok(change.before.as_ref() == Some(&now)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(change.before.is_none()),
        Err(error) => Err(CliError::io("read", &change.path, error)),
    }
}

/// Holds back other processes that change the same repository, where the file system can do that; elsewhere what they
/// changed is found out all the same, but for the time between a look and a rename.
fn lock(root: &Path) -> Option<File> {
    // Neither is ever replaced by what is written here, so all processes mean the same file.
    let file = File::open(root.join(FILE_NAME)).or_else(|_| File::open(root)).ok()?;
    file.lock().ok().map(|()| file)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn change(folder: &Path, name: &str, before: Option<&str>, text: &str) -> Change {
        Change { path: folder.join(name), before: before.map(|it| it.as_bytes().to_vec()), text: text.to_owned() }
    }

    fn files(folder: &Path) -> BTreeSet<(String, String)> {
        let read = |it: std::fs::DirEntry| {
            (it.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(it.path()).unwrap())
        };
        std::fs::read_dir(folder).unwrap().map(|it| read(it.unwrap())).collect()
    }

    fn set<const N: usize>(all: [(&str, &str); N]) -> BTreeSet<(String, String)> {
        all.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
    }

    #[test]
    fn a_file_that_changed_meanwhile_keeps_its_text_and_the_others_theirs() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.json"), "old a").unwrap();
        std::fs::write(folder.path().join("b.json"), "somebody's b").unwrap();
        let changes = vec![
            change(folder.path(), "a.json", Some("old a"), "new a"),
            change(folder.path(), "b.json", Some("old b"), "new b"),
        ];
        let error = write_all(folder.path(), &changes).unwrap_err().to_string();
        assert!(error.contains("b.json has changed meanwhile") && error.contains("run the command again"), "{error}");
        assert_eq!(files(folder.path()), set([("a.json", "old a"), ("b.json", "somebody's b")]));
    }

    #[test]
    fn a_file_that_is_gone_does_not_come_back_and_a_new_one_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_all(folder.path(), &[change(folder.path(), "a.json", Some("old"), "new")]).is_err());
        std::fs::write(folder.path().join("b.json"), "somebody's").unwrap();
        assert!(write_all(folder.path(), &[change(folder.path(), "b.json", None, "new")]).is_err());
        assert_eq!(files(folder.path()), set([("b.json", "somebody's")]));
    }

    #[test]
    fn what_cannot_be_written_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.json"), "old a").unwrap();
        let changes = vec![
            change(folder.path(), "a.json", Some("old a"), "new a"),
            // A file cannot be a folder.
            change(folder.path(), "a.json/b.json", None, "new b"),
        ];
        assert!(write_all(folder.path(), &changes).is_err());
        assert_eq!(files(folder.path()), set([("a.json", "old a")]));
    }

    #[test]
    fn of_many_that_change_one_file_at_once_each_counts_or_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("count.json");
        std::fs::write(&path, "0").unwrap();
        let increment = || {
            let before = std::fs::read(&path).unwrap();
            let number: u32 = String::from_utf8(before.clone()).unwrap().parse().unwrap();
            let change = Change { path: path.clone(), before: Some(before), text: (number + 1).to_string() };
            u32::from(write_all(folder.path(), &[change]).is_ok())
        };
        let counted: u32 = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| (0..20).map(|_| increment()).sum::<u32>())).collect();
            all.into_iter().map(|it| it.join().unwrap()).sum()
        });
        assert_eq!(std::fs::read_to_string(&path).unwrap(), counted.to_string());
        assert_eq!(files(folder.path()).len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.json"), "old").unwrap();
        std::os::unix::fs::symlink("a.json", folder.path().join("b.json")).unwrap();
        write_all(folder.path(), &[change(folder.path(), "b.json", Some("old"), "new")]).unwrap();
        assert!(folder.path().join("b.json").symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(folder.path().join("a.json")).unwrap(), "new");
    }
}
