//! Repairs, made in memory round by round, and written once nothing is left to repair.

use std::collections::BTreeMap;

use apigen_lint::repairs;
use apigen_model::{FileId, Finding, Repository, Safety, SourceFile};
use similar::TextDiff;

use super::judge::{Judge, Judgement};
use crate::console::{note, out};
use crate::error::{CliError, Verdict};
use crate::output::{Change, write_all};
use crate::render::plural;
use crate::workspace::Workspace;

/// Repairs can uncover what other repairs depend on; more rounds than this would mean that two undo each other.
const ROUNDS: usize = 20;

/// A repository after repairs.
pub(super) struct Repaired {
    pub(super) repository: Repository,
    /// What there is to say about it.
    pub(super) judgement: Judgement,
    /// How many findings were repaired.
    pub(super) count: usize,
    /// The files that have other texts now: the old and the new one by path.
    changed: BTreeMap<String, (String, String)>,
}

impl Repaired {
    /// A repository as it is.
    pub(super) fn nothing(repository: Repository, judgement: Judgement) -> Self {
        Self { repository, judgement, count: 0, changed: BTreeMap::new() }
    }

    /// Repairs what can be repaired that safely, in memory.
    pub(super) fn of(workspace: &Workspace, judge: &Judge<'_>, safety: Safety) -> Result<Self, CliError> {
        let mut sources = workspace.sources()?;
        let repository = workspace.build(sources.clone())?;
        let judgement = judge.judge(&repository);
        let mut repaired = Self::nothing(repository, judgement);
        for _ in 0..ROUNDS {
            if repaired.round(&mut sources, safety) == 0 {
                break;
            }
            repaired.repository = workspace.build(sources.clone())?;
            repaired.judgement = judge.judge(&repaired.repository);
        }
        Ok(repaired)
    }

    /// Makes a round of repairs in the texts, and returns how many findings that took care of.
    fn round(&mut self, sources: &mut [SourceFile], safety: Safety) -> usize {
        let findings: Vec<&Finding> = self.judgement.outcome.findings.iter().collect();
        let repository = &self.repository;
        // What an import brought in from elsewhere is not ours to change, and what is no text would lose bytes.
        let is_ours = |file: FileId| {
            let source = repository.source(file);
            let read = sources.get(file.0 as usize).filter(|it| it.path == source.path);
            read.is_some_and(|it| it.bytes == source.document.text().as_bytes())
        };
        let round = repairs(repository, &findings, safety, &is_ours);
        for (file, text) in round.texts(repository) {
            let before = repository.source(file).document.text().to_owned();
            let source = &mut sources[file.0 as usize];
            source.bytes = text.clone().into_bytes();
            self.changed.entry(source.path.clone()).or_insert_with(|| (before, String::new())).1 = text;
        }
        self.count += round.count;
        round.count
    }

    /// Writes the files that have other texts, all of them or none.
    pub(super) fn write(&self, workspace: &Workspace) -> Result<(), CliError> {
        let changes = self.changed.iter().map(|(path, (before, text))| Change {
            path: workspace.on_disk(path),
            before: Some(before.clone().into_bytes()),
            text: text.clone(),
        });
        write_all(&workspace.root, &changes.collect::<Vec<_>>())
    }

    /// Prints what would be written.
    pub(super) fn print(&self, workspace: &Workspace) -> Verdict {
        for (path, (before, text)) in &self.changed {
            let path = workspace.display(path);
            out!("{}", TextDiff::from_lines(before, text).unified_diff().header(&path, &path));
        }
        note!("would repair {} in {}", plural(self.count, "finding"), plural(self.changed.len(), "file"));
        if self.changed.is_empty() { Verdict::Clean } else { Verdict::Findings }
    }
}
