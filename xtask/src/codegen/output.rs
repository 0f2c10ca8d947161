//! A generated file: written only when it changes, so that builds and editors stay calm.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::Result;

/// What a file should hold, or that it should not exist.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    /// Relative to the root, with slashes.
    pub path: String,
    /// The whole text; `None` when the file has lost its source.
    pub text: Option<String>,
}

impl Output {
    /// A file that should hold exactly this text.
    pub fn file(path: String, text: String) -> Self {
        Self { path, text: Some(text) }
    }

    /// A file that should not exist.
    pub fn removed(path: String) -> Self {
        Self { path, text: None }
    }

    /// Whether the disk says something else.
    pub fn is_stale(&self, root: &Path) -> bool {
        fs::read_to_string(root.join(&self.path)).ok() != self.text
    }

    /// The difference between the disk and this, in unified form.
    pub fn diff(&self, root: &Path) -> String {
        let old = fs::read_to_string(root.join(&self.path)).unwrap_or_default();
        let new = self.text.as_deref().unwrap_or_default();
        let diff = TextDiff::from_lines(old.as_str(), new);
        diff.unified_diff().header(&self.path, &format!("{} (generated)", self.path)).to_string()
    }

    pub(super) fn write(&self, root: &Path) -> Result {
        let path = root.join(&self.path);
        let Some(text) = &self.text else {
            return Ok(fs::remove_file(path)?);
        };
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir)?;
        }
        Ok(fs::write(path, text)?)
    }

    pub(super) fn summary(&self) -> String {
        let verb = if self.text.is_some() { "wrote" } else { "removed" };
        format!("{verb} {}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_a_changed_and_a_superfluous_file_are_stale() {
        let dir = tempfile::tempdir().unwrap();
        let output = Output::file("docs/a.md".to_owned(), "new\n".to_owned());
        assert!(output.is_stale(dir.path()));
        output.write(dir.path()).unwrap();
        assert!(!output.is_stale(dir.path()));
        fs::write(dir.path().join("docs/a.md"), "old\n").unwrap();
        assert!(output.diff(dir.path()).contains("-old\n+new\n"));
        assert!(Output::removed("docs/a.md".to_owned()).is_stale(dir.path()));
    }

    #[test]
    fn a_file_that_is_gone_stays_gone() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!Output::removed("docs/a.md".to_owned()).is_stale(dir.path()));
    }
}
