//! The repository on disk: where it begins, which files belong to it, where imports lead.

mod discover;
pub(crate) mod git;
mod imports;
pub(crate) mod revision;

use std::path::{Path, PathBuf};

use apigen_model::{ImportResolver, Repository, Role, Settings, SourceFile};
use rayon::prelude::*;

use crate::error::CliError;
use crate::settings::{FILE_NAME, File};

/// A repository on disk: its folder, its configuration, and the paths that were asked for.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder of `apigen.toml`, or the one that stands in for it.
    pub(crate) root: PathBuf,
    /// What `apigen.toml` says; defaults without one.
    pub(crate) settings: File,
    /// What precedes paths inside the repository when people see them.
    prefix: String,
    wanted: Vec<PathBuf>,
    configured: bool,
}

impl Workspace {
    /// The repository around some paths, or around the current folder when there are none.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Self, CliError> {
        let wanted = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
        for path in &wanted {
            path.metadata().map_err(|it| CliError::io("read", path, it))?;
        }
        let first = absolute(&wanted[0])?;
        let folder = if first.is_dir() { first.as_path() } else { first.parent().unwrap_or(&first) };
        let configured = folder.ancestors().find(|it| it.join(FILE_NAME).is_file());
        let root = configured.unwrap_or(folder).to_owned();
        let prefix = display_prefix(&root)?;
        let settings = match configured {
            Some(root) => File::read(&root.join(FILE_NAME), &format!("{prefix}{FILE_NAME}"))?,
            None => File::default(),
        };
        let wanted = if paths.is_empty() && configured.is_some() { vec![root.clone()] } else { wanted };
        Ok(Self { root, settings, prefix, wanted, configured: configured.is_some() })
    }

    /// The repository of a folder or file whose configuration cannot be used: as if there were none.
    pub(crate) fn with_defaults(path: &Path) -> Self {
        let root = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let wanted = vec![path.to_owned()];
        Self { root: root.to_owned(), settings: File::default(), prefix: String::new(), wanted, configured: false }
    }

    /// The path of a file inside the repository, as people should see it.
    pub(crate) fn display(&self, path: &str) -> String {
        if path.starts_with('/') { path.to_owned() } else { format!("{}{path}", self.prefix) }
    }

    /// What precedes paths inside the repository when people see them.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The path of a file inside the repository, to open it.
    pub(crate) fn on_disk(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The repository of the wanted files, and as context of everything else of a configured one.
    pub(crate) fn load(&self) -> Result<Repository, CliError> {
        self.build(self.sources()?)
    }

    /// Reads the wanted files, and as context everything else of a configured repository.
    pub(crate) fn sources(&self) -> Result<Vec<SourceFile>, CliError> {
        self.files()?.into_par_iter().map(|(path, role)| self.read(&path, role)).collect()
    }

    /// The repository that some texts of its files come to.
    pub(crate) fn build(&self, sources: Vec<SourceFile>) -> Result<Repository, CliError> {
        Ok(Repository::build(sources, &self.model_settings(), &self.imports()?))
    }

    /// The wanted files, and as context everything else of a configured repository; sorted by path.
    pub(crate) fn files(&self) -> Result<Vec<(PathBuf, Role)>, CliError> {
        discover::files(&self.root, &self.wanted, self.configured, &self.settings.exclude)
    }

    /// Reads one file.
    pub(crate) fn read(&self, path: &Path, role: Role) -> Result<SourceFile, CliError> {
        let bytes = std::fs::read(path).map_err(|it| CliError::io("read", path, it))?;
        Ok(SourceFile { path: self.relative(path), bytes, role })
    }

    /// What the configuration says about names.
    pub(crate) fn model_settings(&self) -> Settings {
        Settings { namespace: self.settings.namespace.clone() }
    }

    /// Finds imports that lead out of the repository's files.
    pub(crate) fn imports(&self) -> Result<impl ImportResolver + use<>, CliError> {
        imports::Disk::open(&self.root)
    }

    /// Whether the run is about everything, rather than about some files.
    pub(crate) fn is_whole(&self) -> bool {
        self.wanted.iter().any(|it| absolute(it).is_ok_and(|it| it == self.root))
    }

    /// What a file of another version of this repository is to a run that asks for some paths: the same as if it were
    /// here; none when it is not part of the run.
    fn role_of(&self, path: &str) -> Option<Role> {
        let path = self.root.join(path);
        let asked = self.wanted.iter().filter_map(|it| absolute(it).ok());
        let strongest = asked.filter(|it| path.starts_with(it)).map(|it| it == path).max();
        match strongest {
            Some(true) => Some(Role::Checked),
            Some(false) => Some(Role::Found),
            None => self.configured.then_some(Role::Context),
        }
    }

    /// A path inside the repository, with `/` between parts.
    pub(crate) fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
        if inside.is_absolute() { inside.to_string_lossy().into_owned() } else { parts.join("/") }
    }
}

/// Whether a file is one that findings are wanted about.
pub(crate) fn is_judged(role: Role) -> bool {
    role == Role::Checked
}

/// An absolute path without `.` and `..`, also for what does not exist.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, CliError> {
    path.canonicalize().or_else(|_| std::path::absolute(path)).map_err(|it| CliError::io("find", path, it))
}

/// A path as people should see it: relative to the current folder where it lies below, without detours.
pub(crate) fn shown(path: &Path) -> String {
    let (Ok(path), Ok(here)) = (absolute(path), absolute(Path::new("."))) else {
        return path.display().to_string();
    };
    path.strip_prefix(here).map_or_else(|_| path.display().to_string(), |it| it.display().to_string())
}

/// How to get from the current folder to the repository: empty, `folder/` or `../`.
fn display_prefix(root: &Path) -> Result<String, CliError> {
    let here = absolute(Path::new("."))?;
    if let Ok(below) = root.strip_prefix(&here) {
        return Ok(below.iter().flat_map(|it| [it.to_string_lossy(), "/".into()]).collect());
    }
    match here.strip_prefix(root) {
        Ok(above) => Ok("../".repeat(above.iter().count())),
        Err(_) => Ok(format!("{}/", root.display())),
    }
}
