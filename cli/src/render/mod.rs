//! Findings for people and for tools: one module per format.

pub(crate) mod diff;
mod json;
mod text;

use apigen_lint::Outcome;
use apigen_model::{Repository, Severity};
use clap::ValueEnum;

use crate::workspace::Workspace;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Code frames for people.
    Text,
    /// One JSON document.
    Json,
}

/// What a run came to.
pub(crate) struct Judged<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) repository: &'a Repository,
    pub(crate) outcome: &'a Outcome,
    /// How many findings were repaired.
    pub(crate) fixed: usize,
}

impl Judged<'_> {
    fn count(&self, severity: Severity) -> usize {
        self.outcome.findings.iter().filter(|it| it.severity == severity).count()
    }

    /// One line: what was found, and in how much.
    pub(crate) fn headline(&self) -> String {
        text::headline(self)
    }

    /// The judged files and the types and resources they declare.
    fn size(&self) -> (usize, usize) {
        let judged = |file| crate::workspace::is_judged(self.repository.source(file).role);
        let definitions = self.repository.definitions().iter().filter(|it| judged(it.file));
        let constructs = definitions
            .map(|it| it.enums.len() + it.models.len() + it.unions.len() + it.interfaces.len() + it.resources.len());
        let files = self.repository.sources().iter().filter(|it| crate::workspace::is_judged(it.role)).count();
        (files, constructs.sum())
    }
}

/// Prints the findings; `limit` cuts what people read, never what tools read.
pub(crate) fn print(format: Format, judged: &Judged<'_>, limit: usize) {
    match format {
        Format::Text => text::print(judged, limit),
        Format::Json => json::print(judged),
    }
}
