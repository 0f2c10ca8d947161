//! What commands that generate share: refuse what cannot be generated, plan, write or compare, report.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use apigen_generator::{Changes, Output, Placing, Skip, plan, plan_part};
use apigen_generator_rust::{Options, RuntimeSource, generate};
use apigen_lint::{Config, Profile, lint};
use apigen_model::{Definition, DefinitionId, Repository, Severity};

use crate::console::{note, out};
use crate::error::{CliError, Verdict};
use crate::output::{create_file, remove_file, write_file};
use crate::render::{self, Format, Judged};
use crate::workspace::{Workspace, is_judged, shown};

/// Whether a target is written, or compared with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

impl Mode {
    pub(crate) fn from_check(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

/// What came of generating.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) verdict: Verdict,
    /// One line about it.
    pub(crate) summary: String,
}

impl Generated {
    fn new(verdict: Verdict, summary: String) -> Self {
        Self { verdict, summary }
    }

    fn refused() -> Self {
        Self::new(Verdict::Findings, "nothing was generated: mend the errors above first".to_owned())
    }

    /// Of several targets, the worst verdict and what is to say about each; none when there are none.
    pub(crate) fn together(all: &[Self]) -> Option<Self> {
        let bad = all.iter().find(|it| it.verdict != Verdict::Clean);
        let verdict = bad.or(all.first())?.verdict;
        let summaries: Vec<_> = all.iter().map(|it| it.summary.as_str()).collect();
        Some(Self::new(verdict, summaries.join("; ")))
    }

    /// Tells the user.
    pub(crate) fn report(self) -> Verdict {
        note!("{}", self.summary);
        self.verdict
    }
}

/// The runtime crates of this release.
pub(crate) fn published_runtime() -> RuntimeSource {
    RuntimeSource::Version(env!("CARGO_PKG_VERSION").to_owned())
}

/// The repository's own templates: `templates/rust/<name>.hbs`.
pub(crate) fn templates(workspace: &Workspace) -> Result<BTreeMap<String, String>, CliError> {
    let folder = workspace.root.join("templates/rust");
    if folder.is_dir() { templates_in(&folder) } else { Ok(BTreeMap::new()) }
}

/// The templates of a folder: `<name>.hbs`.
pub(crate) fn templates_in(folder: &Path) -> Result<BTreeMap<String, String>, CliError> {
    let mut found = BTreeMap::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return Err(CliError::io("read", folder, error)),
    };
    for entry in entries {
        let path = entry.map_err(|it| CliError::io("read", folder, it))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".hbs") {
            let text = std::fs::read_to_string(&path).map_err(|it| CliError::io("read", &path, it))?;
            found.insert(name.to_owned(), text);
        }
    }
    Ok(found)
}

/// Generates Rust crates into a folder.
pub(crate) fn rust(workspace: &Workspace, options: &Options, out: &Path, mode: Mode) -> Result<Generated, CliError> {
    generated(workspace, (&options.namespaces, Extent::Whole), out, mode, |repository, namespaces| {
        generate(repository, &Options { namespaces, ..options.clone() })
            .map_err(|it| CliError::usage(it.to_string(), "mend the template, or remove it to use the built-in one"))
    })
}

/// Generates schemas of databases into a folder.
pub(crate) fn sql(
    workspace: &Workspace,
    options: &apigen_generator_sql::Options,
    out: &Path,
    mode: Mode,
) -> Result<Generated, CliError> {
    let engines = if options.engines.is_empty() { Extent::Whole } else { Extent::Part };
    generated(workspace, (&options.namespaces, engines), out, mode, |repository, namespaces| {
        let options = apigen_generator_sql::Options { namespaces, ..options.clone() };
        Ok(apigen_generator_sql::generate(repository, &options))
    })
}

/// Generates AsyncAPI documents into a folder.
pub(crate) fn asyncapi(
    workspace: &Workspace,
    options: &apigen_generator_asyncapi::Options,
    out: &Path,
    mode: Mode,
) -> Result<Generated, CliError> {
    generated(workspace, (&options.namespaces, Extent::Whole), out, mode, |repository, namespaces| {
        Ok(apigen_generator_asyncapi::generate(repository, &apigen_generator_asyncapi::Options { namespaces }))
    })
}

/// What a generator makes of a sound repository, written into a folder or compared with it.
fn generated(
    workspace: &Workspace,
    (asked, extent): (&[String], Extent),
    out: &Path,
    mode: Mode,
    generator: impl FnOnce(&Repository, Vec<String>) -> Result<Output, CliError>,
) -> Result<Generated, CliError> {
    let Some(repository) = sound(workspace)? else { return Ok(Generated::refused()) };
    let namespaces = narrowed(&repository, asked);
    let extent = if namespaces.is_empty() { extent } else { Extent::Part };
    let output = generator(&repository, namespaces)?;
    finish(workspace, &repository, output, extent, out, mode)
}

/// How much of what a folder holds a run is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Part,
}

/// The repository, unless it has errors, which are printed.
pub(crate) fn sound(workspace: &Workspace) -> Result<Option<Repository>, CliError> {
    let repository = workspace.load()?;
    Ok(can_be_generated(workspace, &repository).then_some(repository))
}

/// Says what was left out, and writes or compares the files.
fn finish(
    workspace: &Workspace,
    repository: &Repository,
    output: Output,
    extent: Extent,
    out: &Path,
    mode: Mode,
) -> Result<Generated, CliError> {
    report_skips(workspace, repository, &output.skips);
    let is_there = out.exists();
    let unreadable = OnceCell::new();
    let existing = |path: &str| {
        let file = out.join(path);
        let found = if is_there { existing(&file) } else { Ok(None) };
        found.unwrap_or_else(|error| {
            unreadable.get_or_init(|| CliError::io("read", &file, error));
            None
        })
    };
    let changes = match extent {
        Extent::Whole => plan(&existing, output.files),
        Extent::Part => plan_part(&existing, output.files),
    };
    // Whether it was changed by hand cannot be told, so nothing is written over it.
    if let Some(error) = unreadable.into_inner() {
        return Err(error);
    }
    match mode {
        Mode::Write => write(out, &changes),
        Mode::Check => Ok(compare(out, &changes)),
    }
}

/// What a file holds; nothing when there is none.
fn existing(file: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(text(bytes))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The text of a file: what a crash cut inside of a character ends before it, and what is no text stays different from
/// all that is generated.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let whole = error.utf8_error().error_len().is_none().then(|| error.utf8_error().valid_up_to());
        let bytes = error.as_bytes();
        String::from_utf8_lossy(whole.map_or(bytes, |it| &bytes[..it])).into_owned()
    })
}

/// The namespaces to generate; none means all.
///
/// Of a repository that was given in part, the given definitions are generated, with what they need.
pub(crate) fn narrowed(repository: &Repository, asked: &[String]) -> Vec<String> {
    let judged = |it: &&Definition| is_judged(repository.source(it.file).role);
    let given: Vec<&Definition> = repository.definitions().iter().filter(judged).collect();
    if asked.is_empty() && given.len() < repository.definitions().len() {
        return given.iter().map(|it| it.namespace.to_string()).collect();
    }
    asked.to_vec()
}

/// The definitions of services: those given, or those of the namespaces, as far as they have resources.
pub(crate) fn served(repository: &Repository, namespaces: &[String]) -> Result<Vec<DefinitionId>, CliError> {
    let with_resources = repository.definitions().iter().filter(|it| !it.resources.is_empty());
    let known: BTreeSet<_> = with_resources.map(|it| it.namespace.as_str()).collect();
    if let Some(unknown) = namespaces.iter().find(|it| !known.is_empty() && !known.contains(it.as_str())) {
        let all = known.into_iter().collect::<Vec<_>>().join(", ");
        let what = format!("there is no namespace `{unknown}` with resources");
        return Err(CliError::usage(what, format!("there is {all}")));
    }
    let wanted = repository.definitions().iter().filter(|it| match namespaces {
        [] => is_judged(repository.source(it.file).role),
        names => names.iter().any(|name| it.namespace == *name),
    });
    let served: Vec<_> = wanted.filter(|it| !it.resources.is_empty()).map(|it| it.id).collect();
    if served.is_empty() {
        return Err(CliError::usage("there is nothing to serve", "name a definition that has resources"));
    }
    Ok(served)
}

/// Prints the errors that keep a repository from being generated, if there are any.
pub(crate) fn can_be_generated(workspace: &Workspace, repository: &Repository) -> bool {
    // What a repository asks for beside that keeps nothing from being generated, and what it switches off is no better
    // for it.
    let today = workspace.settings.lint().today;
    let config = Config { profile: Profile::Minimal, today, ..Config::default() };
    let mut outcome = lint(repository, &config);
    outcome.findings.retain(|it| it.severity == Severity::Error);
    if !outcome.findings.is_empty() {
        let deny = Severity::Error;
        let report = Judged { workspace, repository, outcome: &outcome, remarks: &[], fixed: 0, deny }.report();
        render::print(Format::Text, &report, 20);
    }
    outcome.findings.is_empty()
}

/// Says what of the definitions could not be generated as defined.
pub(crate) fn report_skips(workspace: &Workspace, repository: &Repository, skips: &[Skip]) {
    for skip in skips {
        let source = repository.source(skip.origin.file);
        let at = source.document.lines().position(repository.name_span(skip.origin).start);
        let path = workspace.display(&source.path);
        note!("{path}:{}:{}: skipped {}: {}", at.line, at.column, skip.construct, skip.reason);
    }
}

fn write(out: &Path, changes: &Changes) -> Result<Generated, CliError> {
    for path in &changes.edited {
        let from = out.join(path);
        let to = unused(&from);
        std::fs::rename(&from, &to).map_err(|it| CliError::io("keep", &from, it))?;
        note!("{} was changed by hand; what it held is now in {}", shown(&from), shown(&to));
    }
    for file in &changes.written {
        let write = match file.placing {
            Placing::Whole => write_file,
            Placing::Direct => create_file,
        };
        write(&out.join(&file.path), &file.text)?;
    }
    for (path, _) in &changes.removed {
        remove_file(&out.join(path))?;
    }
    for path in &changes.kept {
        note!("kept {}: it was changed by hand, and no definition needs it any more", shown(&out.join(path)));
    }
    let (written, same, removed) = (changes.written.len(), changes.unchanged.len(), changes.removed.len());
    let summary = format!("{written} files written, {same} unchanged, {removed} removed in {}", shown(out));
    Ok(Generated::new(Verdict::Clean, summary))
}

/// Where a file is kept: `FILE.orig`, or with a number when an earlier one is there.
fn unused(file: &Path) -> PathBuf {
    let name = |suffix: String| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let first = name(".orig".to_owned());
    let mut others = (2_u32..).map(|it| name(format!(".orig{it}")));
    if first.symlink_metadata().is_err() {
        first
    } else {
        others.find(|it| it.symlink_metadata().is_err()).unwrap_or(first)
    }
}

fn compare(out: &Path, changes: &Changes) -> Generated {
    if changes.is_empty() {
        let summary = format!("{} is current ({} files)", shown(out), changes.unchanged.len());
        return Generated::new(Verdict::Clean, summary);
    }
    out!("{}", changes.diff());
    for path in &changes.edited {
        note!("{} was changed by hand", shown(&out.join(path)));
    }
    let count = changes.written.len() + changes.removed.len();
    let summary = format!("{count} files in {} are not current; generate without --check writes them", shown(out));
    Generated::new(Verdict::Findings, summary)
}
