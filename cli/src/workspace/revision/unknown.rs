//! A revision that is not there: what is wrong, and what to do.

use apigen_model::names;

use crate::error::CliError;
use crate::workspace::git::Git;

/// The error for a revision that the repository does not have.
pub(super) fn revision(git: &Git, name: &str) -> Result<CliError, CliError> {
    let known = git.names()?;
    let what = format!("`{name}` is neither a path nor a revision of this repository");
    let help = if git.is_shallow()? {
        format!("this clone is shallow: `{}` brings what is missing", fetch(name))
    } else if let Some(near) = names::nearest(name, known.iter().map(String::as_str)) {
        format!("did you mean `{near}`?")
    } else if name.contains('/') {
        format!("`{}` brings a branch of a remote; `git branch -a` and `git tag` list what is there", fetch(name))
    } else {
        "`git branch -a` and `git tag` list what is there; `git fetch --tags` brings what is not".to_owned()
    };
    Ok(CliError::usage(what, help))
}

/// The error for a revision that has no commit in common with HEAD, as far as anybody here knows.
pub(super) fn parting(git: &Git, name: &str) -> Result<CliError, CliError> {
    let what = format!("`{name}` and HEAD have no commit in common");
    let help = if git.is_shallow()? {
        "this clone is shallow: `git fetch --deepen=50` brings more of the history, `git fetch --unshallow` all of it"
    } else if git.commit("HEAD")?.is_none() {
        "there is no commit yet; without --changed-since everything is judged"
    } else {
        "compare with a branch, tag or commit of the same history"
    };
    Ok(CliError::usage(what, help))
}

/// The error for a revision where there is no repository.
pub(super) fn no_repository(name: &str) -> CliError {
    let what = format!("`{name}` is not a path, and there is no git repository around the definitions");
    CliError::usage(what, "paths are relative to the current folder; revisions need a git repository")
}

/// The command that brings a revision.
fn fetch(name: &str) -> String {
    let is_relative = name.contains(['~', '^']);
    match name.split_once('/') {
        _ if is_relative => "git fetch --deepen=50".to_owned(),
        Some((remote, branch)) if !name.starts_with("refs/") => {
            format!("git fetch --depth=1 {remote} {branch}:refs/remotes/{remote}/{branch}")
        }
        _ => format!("git fetch --depth=1 origin {name}:{name}"),
    }
}
