//! What a comparison is against: a file, a folder, or a revision of the git repository around the definitions.

use std::path::{Path, PathBuf};

use apigen_model::Repository;

use crate::error::CliError;
use crate::workspace::{Workspace, revision};

/// The definitions of before.
pub(in crate::commands) struct Before {
    pub(in crate::commands) repository: Repository,
    /// What precedes their paths when people see them.
    pub(in crate::commands) prefix: String,
    /// The revision that they are of; none for a file or folder.
    pub(in crate::commands) revision: Option<String>,
    /// What could not be read, a sentence each.
    pub(in crate::commands) notes: Vec<String>,
    /// The files with approvals that were there already.
    pub(in crate::commands) approvals: Vec<String>,
}

impl Before {
    /// Reads what `against` stands for.
    pub(in crate::commands) fn read(now: &Workspace, against: &str) -> Result<Self, CliError> {
        let path = Path::new(against);
        let is_path = path.exists();
        if is_path && !is_written_as_path(against) && revision::exists(now, against) {
            let what = format!("`{against}` is a path and a revision");
            let help =
                format!("write ./{against} for the path, or refs/heads/{against} (refs/tags/…) for the revision");
            return Err(CliError::usage(what, help));
        }
        if is_path || is_written_as_path(against) { Self::at(path.to_owned()) } else { Self::of(now, against) }
    }

    fn at(path: PathBuf) -> Result<Self, CliError> {
        let workspace = Workspace::open(&[path])?;
        let (repository, prefix) = (workspace.load()?, workspace.prefix().to_owned());
        Ok(Self { repository, prefix, revision: None, notes: Vec::new(), approvals: Vec::new() })
    }

    /// A revision of the repository around the workspace.
    pub(in crate::commands) fn of(now: &Workspace, name: &str) -> Result<Self, CliError> {
        let revision::Revision { repository, notes, approvals } = revision::read(now, name)?;
        Ok(Self { repository, prefix: now.prefix().to_owned(), revision: Some(name.to_owned()), notes, approvals })
    }
}

/// Whether somebody made clear that a path is meant.
pub(in crate::commands) fn is_written_as_path(text: &str) -> bool {
    let path = Path::new(text);
    let is_file = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    matches!(text, "." | "..")
        || text.starts_with("./")
        || text.starts_with("../")
        || text.ends_with('/')
        || path.is_absolute()
        || is_file
}
