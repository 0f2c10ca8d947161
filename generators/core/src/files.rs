//! Generated files, by path, in one order.

use std::collections::BTreeMap;

/// Who a generated file belongs to once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// The generator: every run writes it anew, and removes it when nothing stands behind it any more.
    Owned,
    /// The user: it is written when it does not exist and never touched again.
    Scaffold,
}

/// The text of a generated file and who it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The whole text.
    pub text: String,
    /// Who the file belongs to once it is written.
    pub ownership: Ownership,
}

/// Generated files by path: relative to the output directory, `/` between parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, File>,
}

impl FileSet {
    /// Adds a file that every run writes anew.
    pub fn own(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.add(path.into(), text.into(), Ownership::Owned);
    }

    /// Adds a file that is written once and then belongs to the user.
    pub fn scaffold(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.add(path.into(), text.into(), Ownership::Scaffold);
    }

    /// Adds all files of another set; on equal paths the other set wins.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Every file with its path, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The same with the files themselves.
    pub(crate) fn into_files(self) -> impl Iterator<Item = (String, File)> {
        self.files.into_iter()
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn add(&mut self, path: String, text: String, ownership: Ownership) {
        self.files.insert(path, File { text, ownership });
    }
}
