//! Which files of a folder may be definitions.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use apigen_model::Role;
use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::error::CliError;
use crate::workspace::absolute;

/// The files that were asked for, and as context the other files of a configured repository; sorted by path.
pub(super) fn files(
    root: &Path,
    wanted: &[PathBuf],
    configured: bool,
    exclude: &[String],
) -> Result<Vec<(PathBuf, Role)>, CliError> {
    let excluded = globs(exclude)?;
    let mut found: Vec<(PathBuf, Role)> = Vec::new();
    for path in wanted {
        let path = absolute(path)?;
        if path.is_dir() {
            found.extend(folder(root, &path, &excluded)?.into_iter().map(|it| (it, Role::Found)));
        } else {
            found.push((path, Role::Checked));
        }
    }
    if configured && wanted.iter().all(|it| absolute(it).is_ok_and(|it| it != root)) {
        found.extend(folder(root, root, &excluded)?.into_iter().map(|it| (it, Role::Context)));
    }
    // By bytes: comparing paths part by part takes longer than finding the files.
    found.sort_by(|a, b| (a.0.as_os_str(), rank(a.1)).cmp(&(b.0.as_os_str(), rank(b.1))));
    found.dedup_by(|later, first| later.0.as_os_str() == first.0.as_os_str());
    Ok(found)
}

/// Which role wins when a file was found in several ways: lower is stronger.
fn rank(role: Role) -> u8 {
    match role {
        Role::Checked => 0,
        Role::Found => 1,
        Role::Context | Role::Stranger => 2,
    }
}

/// The JSON files of a folder, in no order: several threads look for them.
fn folder(root: &Path, folder: &Path, excluded: &GlobSet) -> Result<Vec<PathBuf>, CliError> {
    let (sender, receiver) = mpsc::channel();
    WalkBuilder::new(folder).require_git(false).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            let wanted = entry.map(|it| is_wanted(root, &it, excluded).then(|| it.into_path()));
            // The receiver lives until the walk is over.
            let _ = wanted.transpose().map(|it| sender.send(it));
            WalkState::Continue
        })
    });
    drop(sender);
    receiver.into_iter().map(|it| it.map_err(|error| unreadable(folder, &error))).collect()
}

fn is_wanted(root: &Path, entry: &DirEntry, excluded: &GlobSet) -> bool {
    let path = entry.path();
    let is_file = entry.file_type().is_some_and(|it| !it.is_dir());
    let is_json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    is_file && is_json && !excluded.is_match(path.strip_prefix(root).unwrap_or(path))
}

fn unreadable(folder: &Path, error: &ignore::Error) -> CliError {
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let kind = error.io_error().map_or(std::io::ErrorKind::Other, std::io::Error::kind);
    CliError::io("read", place(error).unwrap_or(folder), std::io::Error::new(kind, reason))
}

/// The folder or file that a walk stumbled over.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}

pub(super) fn globs(patterns: &[String]) -> Result<GlobSet, CliError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = Glob::new(pattern).map_err(|it| CliError::usage(format!("`exclude`: {it}"), "mend the pattern"))?;
        set.add(glob);
    }
    set.build().map_err(|it| CliError::usage(format!("`exclude`: {it}"), "use fewer or simpler patterns"))
}
