//! The definitions of a git revision, read without touching the working tree or the index.
//!
//! What counts is what would count if the revision were checked out: its `apigen.toml`, its `apigen.lock`, its ignore
//! files.

mod ignored;
mod unknown;

use std::collections::BTreeMap;

use apigen_model::{ImportResolver, Repository, Role, Settings, SourceFile, names};
use serde::Deserialize;

use self::ignored::Ignored;
use super::git::{Entry, EntryKind, Git};
use super::{Workspace, discover, imports};
use crate::error::CliError;
use crate::settings::FILE_NAME;

/// How many symbolic links may lead to a file.
const HOPS: usize = 8;

/// The definitions of a revision.
pub(crate) struct Revision {
    pub(crate) repository: Repository,
    /// What could not be read, a sentence each.
    pub(crate) notes: Vec<String>,
    /// The files in the folder for approvals, by path: those that the revision brought.
    pub(crate) approvals: Vec<String>,
}

/// What an older configuration says about files; keys of other releases are none of our business.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Then {
    namespace: Option<String>,
    exclude: Vec<String>,
}

/// Whether a revision is there, in the repository around a workspace; without git there is none.
pub(crate) fn exists(workspace: &Workspace, name: &str) -> bool {
    let found = Git::around(&workspace.root).and_then(|git| git.map_or(Ok(None), |it| it.commit(name)));
    found.is_ok_and(|it| it.is_some())
}

/// Reads the definitions of a revision, which must be one of the repository around the workspace.
pub(crate) fn read(workspace: &Workspace, name: &str) -> Result<Revision, CliError> {
    let (git, commit) = find(workspace, name)?;
    read_commit(workspace, &git, &commit, name)
}

/// Reads the definitions of where HEAD and a revision parted.
pub(crate) fn read_parting(workspace: &Workspace, name: &str) -> Result<Revision, CliError> {
    let (git, commit) = find(workspace, name)?;
    let Some(parting) = git.merge_base(&commit)? else { return Err(unknown::parting(&git, name)?) };
    read_commit(workspace, &git, &parting, name)
}

fn find(workspace: &Workspace, name: &str) -> Result<(Git, String), CliError> {
    let git = Git::around(&workspace.root)?.ok_or_else(|| unknown::no_repository(name))?;
    let Some(commit) = git.commit(name)? else { return Err(unknown::revision(&git, name)?) };
    Ok((git, commit))
}

fn read_commit(workspace: &Workspace, git: &Git, commit: &str, name: &str) -> Result<Revision, CliError> {
    let root = root(git, commit)?;
    let settings = settings(workspace, git, commit, &root, name)?;
    let mut reading = Reading { git, commit, root: &root, name, notes: Vec::new() };
    let files = reading.definitions(&settings)?;
    let sources = files.into_iter().map(|(path, bytes)| {
        let role = workspace.role_of(&path);
        role.map(|role| SourceFile { path, bytes, role })
    });
    let lock = reading.text(imports::LOCK_FILE)?.unwrap_or_default();
    let pinned = imports::pinned(&lock, &format!("{root}{}@{name}", imports::LOCK_FILE))?;
    let tree = Tree { git, commit, root: &root, pinned };
    let settings = Settings { namespace: settings.namespace };
    let repository = Repository::build(sources.flatten().collect(), &settings, &tree);
    let folder = format!("{root}{}/", crate::approvals::FOLDER);
    let approvals = git.tree(commit, &folder)?.into_iter();
    let approvals = approvals.filter_map(|it| it.path.strip_prefix(&root).map(str::to_owned)).collect();
    Ok(Revision { repository, notes: reading.notes, approvals })
}

/// Where the repository of definitions began at that time: where it does now, unless its configuration was elsewhere.
fn root(git: &Git, commit: &str) -> Result<String, CliError> {
    if git.read_one(&format!("{commit}:{}{FILE_NAME}", git.prefix))?.is_some() {
        return Ok(git.prefix.clone());
    }
    let all = git.tree(commit, "")?;
    let mut roots = all.iter().filter_map(|it| it.path.strip_suffix(FILE_NAME)).filter(|it| is_folder(it));
    match (roots.next(), roots.next()) {
        (Some(only), None) if !all.iter().any(|it| it.path.starts_with(&git.prefix)) => Ok(only.to_owned()),
        _ => Ok(git.prefix.clone()),
    }
}

fn is_folder(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}

/// What the configuration said; what it says now when there was none.
fn settings(workspace: &Workspace, git: &Git, commit: &str, root: &str, name: &str) -> Result<Then, CliError> {
    let Some(bytes) = git.read_one(&format!("{commit}:{root}{FILE_NAME}"))? else {
        let now = &workspace.settings;
        return Ok(Then { namespace: now.namespace.clone(), exclude: now.exclude.clone() });
    };
    toml::from_str(&String::from_utf8_lossy(&bytes))
        .map_err(|it| CliError::Config { path: format!("{root}{FILE_NAME}@{name}").into(), reason: it.to_string() })
}

/// Collects the files of one commit.
struct Reading<'a> {
    git: &'a Git,
    commit: &'a str,
    /// Where the repository of definitions begins.
    root: &'a str,
    /// What people call the revision.
    name: &'a str,
    notes: Vec<String>,
}

impl Reading<'_> {
    /// A file below the root as text.
    fn text(&self, path: &str) -> Result<Option<String>, CliError> {
        let bytes = self.git.read_one(&format!("{}:{}{path}", self.commit, self.root))?;
        Ok(bytes.map(|it| String::from_utf8_lossy(&it).into_owned()))
    }

    /// Every JSON file that nobody excluded, by its path below the root, with its content.
    fn definitions(&mut self, settings: &Then) -> Result<BTreeMap<String, Vec<u8>>, CliError> {
        let excluded = discover::globs(&settings.exclude)?;
        let mut found = BTreeMap::new();
        self.collect(self.git, self.commit, self.root, "", &mut found)?;
        found.retain(|path, _| {
            let hidden = path.split('/').any(|it| it.starts_with('.'));
            !hidden && !excluded.is_match(path)
        });
        for (path, bytes) in &found {
            if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
                let what = format!("{path}@{} is kept in Git LFS, and git itself has only a pointer to it", self.name);
                return Err(CliError::usage(what, "definitions are short texts: take them out of LFS"));
            }
        }
        Ok(found)
    }

    /// Adds the JSON files below a folder of a commit, those of submodules included, under paths that begin with `to`.
    fn collect(
        &mut self,
        git: &Git,
        commit: &str,
        folder: &str,
        to: &str,
        found: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<(), CliError> {
        let entries = git.tree(commit, folder)?;
        let ignored = Ignored::read(git, commit, folder, &entries)?;
        let wanted: Vec<&Entry> = entries.iter().filter(|it| is_json(&it.path) && !ignored.covers(&it.path)).collect();
        let objects: Vec<(String, String)> = wanted
            .iter()
            .filter_map(|it| Some((format!("{to}{}", it.path.strip_prefix(folder)?), target(git, &entries, it)?)))
            .collect();
        let contents = git.read(&objects.iter().map(|it| it.1.clone()).collect::<Vec<_>>())?;
        for ((path, _), content) in objects.into_iter().zip(contents) {
            match content {
                Some(content) => drop(found.insert(path, content)),
                None => self.notes.push(format!("{path}@{} is not in this clone, and left out", self.name)),
            }
        }
        for entry in entries.iter().filter(|it| it.kind == EntryKind::Submodule && !ignored.covers(&it.path)) {
            let path = format!("{to}{}", entry.path.strip_prefix(folder).unwrap_or(&entry.path));
            self.submodule(git, commit, entry, &path, found)?;
        }
        Ok(())
    }

    fn submodule(
        &mut self,
        git: &Git,
        commit: &str,
        entry: &Entry,
        path: &str,
        found: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<(), CliError> {
        let inner = git.submodule(commit, &entry.path)?;
        let inner = match inner {
            Some(it) if it.commit(&entry.object)?.is_some() => it,
            _ => {
                let (name, object) = (self.name, &entry.object[..entry.object.len().min(12)]);
                self.notes.push(format!(
                    "submodule {path}@{name} is at commit {object}, which is not here: its definitions are left out; \
                     `git submodule update --init` or `git -C {path} fetch origin {object}` brings it"
                ));
                return Ok(());
            }
        };
        self.collect(&inner, &entry.object, "", &format!("{path}/"), found)
    }
}

fn is_json(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

/// The object with the content of a file, behind any symbolic links; none when they lead nowhere.
fn target(git: &Git, entries: &[Entry], entry: &Entry) -> Option<String> {
    let mut entry = entry;
    for _ in 0..HOPS {
        match entry.kind {
            EntryKind::File => return Some(entry.object.clone()),
            EntryKind::Submodule => return None,
            EntryKind::Symlink => {
                let link = git.read_one(&entry.object).ok()??;
                let folder = entry.path.rsplit_once('/').map_or("", |it| it.0);
                let path = names::join_path(folder, std::str::from_utf8(&link).ok()?);
                entry = entries.iter().find(|it| it.path == path)?;
            }
        }
    }
    None
}

/// Finds imported definitions in a commit.
struct Tree<'a> {
    git: &'a Git,
    commit: &'a str,
    root: &'a str,
    pinned: BTreeMap<String, String>,
}

impl ImportResolver for Tree<'_> {
    fn resolve(&self, importer: &str, uri: &str) -> Option<SourceFile> {
        let path = imports::path_of(&self.pinned, importer, uri)?;
        let inside = names::join_path(self.root.trim_end_matches('/'), &path);
        let bytes = self.git.read_one(&format!("{}:{inside}", self.commit)).ok()??;
        Some(SourceFile { path, bytes, role: Role::Context })
    }
}
