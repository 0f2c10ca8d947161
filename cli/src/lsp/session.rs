//! One repository while it is edited: every file parsed once, and again only when it changes.

use std::collections::BTreeMap;
use std::mem;
use std::path::{Path, PathBuf};

use apigen_lint::{Baseline, Outcome, lint};
use apigen_model::{FileId, Finding, ImportResolver, NoImports, ParsedFile, Repository, Role, SourceFile};
use gen_lsp_types::Uri;
use rayon::prelude::*;

use super::buffer::Buffer;
use super::uri::uri_of;
use crate::approvals::today;
use crate::baseline;
use crate::error::CliError;
use crate::workspace::Workspace;

/// A repository, what its editor has open of it, and what is known about it.
pub(super) struct Session {
    workspace: Workspace,
    /// Every file, parsed; those of the folder in order of their paths, then those that imports brought in.
    files: Vec<(ParsedFile, Role)>,
    /// Open texts by path.
    open: BTreeMap<String, Buffer>,
    repository: Repository,
    /// Whether files have changed since the repository was linked.
    stale: bool,
    /// Findings that do not count.
    baseline: Baseline,
    /// What lint says about the repository, once it was asked.
    outcome: Option<Outcome>,
}

impl Session {
    /// The repository of a folder, or of one file. A configuration that cannot be used is reported, and the one
    /// before it goes on to be used.
    pub(super) fn open(path: &Path) -> (Self, Option<CliError>) {
        let (workspace, mut error) = match Workspace::open(&[path.to_owned()]) {
            Ok(workspace) => (workspace, None),
            Err(error) => (Workspace::with_defaults(path), Some(error)),
        };
        let repository = Repository::build(Vec::new(), &workspace.model_settings(), &NoImports);
        let mut session = Self {
            workspace,
            files: Vec::new(),
            open: BTreeMap::new(),
            repository,
            stale: true,
            baseline: Baseline::default(),
            outcome: None,
        };
        error = session.read_folder().err().or(error);
        (session, error)
    }

    /// Reads the configuration and every file again.
    pub(super) fn reload(&mut self) -> Option<CliError> {
        let root = self.workspace.root.clone();
        let mut error = None;
        match Workspace::open(&[root]) {
            Ok(workspace) => self.workspace = workspace,
            Err(it) => error = Some(it),
        }
        self.read_folder().err().or(error)
    }

    /// Looks for files and parses them, what is open from its buffer.
    pub(super) fn read_folder(&mut self) -> Result<(), CliError> {
        let mut sources: Vec<SourceFile> = Vec::new();
        for (path, role) in self.workspace.files()? {
            // A file that is gone by now is no part of the repository.
            sources.extend(self.source(&self.workspace.relative(&path), role));
        }
        let known = |path: &String| sources.binary_search_by(|it| it.path.as_str().cmp(path)).is_ok();
        let new: Vec<&String> = self.open.keys().filter(|it| !known(it) && self.is_new(it)).collect();
        let new: Vec<SourceFile> = new.into_iter().filter_map(|it| self.source(it, Role::Found)).collect();
        sources.extend(new);
        self.parse(sources);
        // What a baseline that cannot be read would take away is shown.
        self.baseline = Baseline::default();
        self.baseline = baseline::read(&self.workspace)?.map(|it| it.baseline).unwrap_or_default();
        Ok(())
    }

    fn parse(&mut self, sources: Vec<SourceFile>) {
        let settings = self.workspace.model_settings();
        let files = sources.into_par_iter().enumerate().map(|(position, it)| {
            let role = it.role;
            (ParsedFile::read(it, position, &settings), role)
        });
        self.files = files.collect();
        self.stale = true;
    }

    /// The text of a file as the editor has it, or as the disk does.
    fn source(&self, path: &str, role: Role) -> Option<SourceFile> {
        match self.open.get(path) {
            Some(buffer) => Some(SourceFile { path: path.to_owned(), bytes: buffer.text.clone().into_bytes(), role }),
            None => self.workspace.read(&self.workspace.on_disk(path), role).ok(),
        }
    }

    /// Whether an open text will be a file of the folder once it is saved; what is on disk and was not found there is
    /// none of the repository's business.
    fn is_new(&self, path: &str) -> bool {
        !path.starts_with('/') && !self.workspace.on_disk(path).exists()
    }

    /// The path under which the repository knows a file.
    pub(super) fn relative(&self, path: &Path) -> String {
        self.workspace.relative(path)
    }

    /// An editor has opened a text.
    pub(super) fn opened(&mut self, path: &str, buffer: Buffer) {
        self.open.insert(path.to_owned(), buffer);
        self.changed(path);
    }

    /// An editor has closed a text, so the disk counts again.
    pub(super) fn closed(&mut self, path: &str) {
        if self.open.remove(path).is_some() {
            self.changed(path);
        }
    }

    /// The open text of a path.
    pub(super) fn buffer(&self, path: &str) -> Option<&Buffer> {
        self.open.get(path)
    }

    /// The open text of a path, to change it; [`Session::changed`] has to follow.
    pub(super) fn buffer_mut(&mut self, path: &str) -> Option<&mut Buffer> {
        self.open.get_mut(path)
    }

    /// Parses a file again, or finds out whether it is part of the repository.
    pub(super) fn changed(&mut self, path: &str) {
        let position = self.files.iter().position(|(it, _)| it.path() == path);
        let Some(position) = position else {
            let appears = self.open.contains_key(path) && self.is_new(path);
            if appears {
                // A folder that cannot be read was reported when the session began.
                let _ = self.read_folder();
            }
            return;
        };
        let (file, role) = &self.files[position];
        if self.open.get(path).is_some_and(|it| it.text == file.document().text()) {
            return;
        }
        let role = *role;
        match self.source(path, role) {
            Some(source) if source.bytes == self.files[position].0.document().text().as_bytes() => {}
            Some(source) => {
                let settings = self.workspace.model_settings();
                self.files[position] = (ParsedFile::read(source, position, &settings), role);
                self.stale = true;
            }
            None => {
                let _ = self.read_folder();
            }
        }
    }

    /// The repository as it is now.
    pub(super) fn repository(&mut self) -> &Repository {
        if self.stale {
            self.link();
        }
        &self.repository
    }

    fn link(&mut self) {
        let settings = self.workspace.model_settings();
        let files = self.files.iter().map(|(it, _)| it.clone()).collect();
        let imports = self.workspace.imports();
        let resolver: &dyn ImportResolver = match &imports {
            Ok(it) => it,
            Err(_) => &NoImports,
        };
        let repository = Repository::of_parsed(files, &settings, resolver);
        let before = (mem::replace(&mut self.repository, repository), self.outcome.take());
        // Giving back so much memory takes a while, for which nobody has to wait.
        rayon::spawn(move || drop(before));
        self.stale = false;
        self.keep_imported();
    }

    /// Keeps the files that imports brought in, so that they are not read again with every change.
    fn keep_imported(&mut self) {
        let settings = self.workspace.model_settings();
        for source in &self.repository.sources()[self.files.len()..] {
            let (path, bytes) = (source.path.clone(), source.document.text().as_bytes().to_vec());
            let file = SourceFile { path, bytes, role: Role::Context };
            self.files.push((ParsedFile::read(file, self.files.len(), &settings), Role::Context));
        }
    }

    /// The repository as it is now, and what lint says about it.
    pub(super) fn judge(&mut self) -> (&Repository, &Outcome) {
        let mut config = self.workspace.settings.lint();
        // Without a day suppressions do not end, which is no reason to show nothing.
        config.today = today().ok().map(|it| it.to_string());
        self.repository();
        let outcome = self.outcome.get_or_insert_with(|| {
            let mut outcome = lint(&self.repository, &config);
            // Entries that have too much are for the command line to tell.
            self.baseline.accept(&mut outcome);
            outcome
        });
        (&self.repository, outcome)
    }

    /// Whether something has changed since lint was asked.
    pub(super) fn is_stale(&self) -> bool {
        self.stale || self.outcome.is_none()
    }

    /// The repository and what lint said, as they were last asked for.
    pub(super) fn judged(&self) -> (&Repository, &[Finding]) {
        (&self.repository, self.outcome.as_ref().map_or(&[], |it| &it.findings))
    }

    /// The repository as it was last linked.
    pub(super) fn linked(&self) -> &Repository {
        &self.repository
    }

    /// The file of a path, when the repository has it and judges it.
    pub(super) fn file(&mut self, path: &str) -> Option<FileId> {
        let sources = self.repository().sources();
        let found = sources.iter().position(|it| it.path == path && it.role != Role::Stranger)?;
        u32::try_from(found).ok().map(FileId)
    }

    /// The address of a file: the one that the editor uses, or that of its path.
    pub(super) fn uri(&self, path: &str) -> Uri {
        self.open.get(path).map_or_else(|| uri_of(&self.on_disk(path)), |it| it.uri.clone())
    }

    fn on_disk(&self, path: &str) -> PathBuf {
        self.workspace.on_disk(path)
    }
}
