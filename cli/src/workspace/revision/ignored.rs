//! The ignore files of a revision: a file that is in git and ignored all the same does not count on disk either.

use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::error::CliError;
use crate::workspace::git::{Entry, Git};

/// In one folder, the later wins.
const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// The rules of every folder, the deepest folders first.
pub(super) struct Ignored(Vec<(String, Gitignore)>);

impl Ignored {
    /// Reads the ignore files below a folder of a commit, and those of the folders around it.
    pub(super) fn read(git: &Git, commit: &str, folder: &str, entries: &[Entry]) -> Result<Self, CliError> {
        let below = entries.iter().filter_map(|it| NAMES.iter().find_map(|name| it.path.strip_suffix(name)));
        let around = folder.match_indices('/').map(|(at, _)| &folder[..=at]).chain([""]);
        let mut folders: Vec<&str> = below.filter(|it| it.is_empty() || it.ends_with('/')).chain(around).collect();
        folders.sort_unstable();
        folders.dedup();
        let mut all = Vec::new();
        for folder in folders.into_iter().rev() {
            all.extend(rules(git, commit, folder)?.map(|it| (folder.to_owned(), it)));
        }
        Ok(Self(all))
    }

    /// Whether a file, by its path from the top of the repository, is ignored.
    pub(super) fn covers(&self, path: &str) -> bool {
        for (_, rules) in self.0.iter().filter(|it| path.starts_with(&it.0)) {
            match rules.matched_path_or_any_parents(path, false) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}

fn rules(git: &Git, commit: &str, folder: &str) -> Result<Option<Gitignore>, CliError> {
    let mut builder = GitignoreBuilder::new(Path::new(folder));
    for name in NAMES {
        let Some(bytes) = git.read_one(&format!("{commit}:{folder}{name}"))? else { continue };
        for line in String::from_utf8_lossy(&bytes).lines() {
            // A pattern that is none ignores nothing, as on disk.
            let _ = builder.add_line(None, line);
        }
    }
    Ok(builder.build().ok().filter(|it| !it.is_empty()))
}
