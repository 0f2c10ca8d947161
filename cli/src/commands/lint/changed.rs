//! Findings of a branch: those about what changed since it left another one, and those that a change brought elsewhere.
//!
//! The whole repository is judged, since a change can break files that it does not touch; so both sides are.

use std::collections::{BTreeMap, BTreeSet};

use apigen_lint::{Config, Outcome, lint};
use apigen_model::{FileId, Finding, Place, Repository};
use apigen_syntax::Span;
use similar::{DiffTag, TextDiff};

use crate::console::note;
use crate::error::CliError;
use crate::workspace::{Workspace, revision};

/// What was there before a branch began.
pub(super) struct Changed {
    before: Repository,
    /// How many findings there were of each fingerprint.
    known: BTreeMap<String, usize>,
}

/// The lines of a file that are not what they were.
#[derive(Debug, Default)]
struct Lines {
    /// Numbers of lines from 1, without the one behind the last.
    new: Vec<(u32, u32)>,
    /// The lines in front of which something is gone.
    gaps: Vec<u32>,
}

impl Changed {
    /// What was there where HEAD and a revision parted.
    pub(super) fn since(workspace: &Workspace, name: &str, config: &Config) -> Result<Self, CliError> {
        let revision = revision::read_parting(workspace, name)?;
        revision.notes.iter().for_each(|it| note!("note: {it}"));
        let known = count(&lint(&revision.repository, config).findings);
        Ok(Self { before: revision.repository, known })
    }

    /// Leaves the findings that have to do with a change.
    pub(super) fn keep(&self, repository: &Repository, outcome: &mut Outcome) {
        let all = outcome.findings.iter().chain(outcome.accepted.iter().map(|it| &it.finding));
        let now = count(all);
        let old_paths: BTreeSet<&str> = repository.sources().iter().map(|it| it.path.as_str()).collect();
        let mut lines: BTreeMap<FileId, Option<Lines>> = BTreeMap::new();
        let mut is_kept = |finding: &Finding| {
            let before = self.known.get(&finding.fingerprint).copied().unwrap_or_default();
            if now.get(&finding.fingerprint).is_some_and(|it| *it > before) {
                return true;
            }
            let places = [finding.place].into_iter().chain(construct(repository, finding));
            places.chain(finding.related.iter().map(|it| it.place)).any(|place| {
                let changes = lines.entry(place.file).or_insert_with(|| self.lines(repository, place.file, &old_paths));
                changes.as_ref().is_none_or(|it| it.touch(repository, place))
            })
        };
        outcome.findings.retain(|it| is_kept(it));
        outcome.accepted.retain(|it| is_kept(&it.finding));
        outcome.suppressed.retain(|it| is_kept(&it.finding));
    }

    /// What changed in a file; none when the whole file is new.
    fn lines(&self, repository: &Repository, file: FileId, present: &BTreeSet<&str>) -> Option<Lines> {
        let source = repository.source(file);
        let (old, new) = (self.text_of(repository, file, present)?, source.document.text());
        Some(if old == new { Lines::default() } else { Lines::between(old, new) })
    }

    /// The text of a file before: under its path, or, when it was moved, under the one that its definition had.
    fn text_of(&self, repository: &Repository, file: FileId, present: &BTreeSet<&str>) -> Option<&str> {
        let path = &repository.source(file).path;
        let text = |it: FileId| self.before.source(it).document.text();
        let same = self.before.sources().iter().find(|it| it.path == *path);
        if let Some(same) = same {
            return Some(same.document.text());
        }
        let namespace = &repository.definition_in(file)?.namespace;
        let old = self.before.by_namespace(namespace)?;
        let is_gone = !present.contains(self.before.source(old.file).path.as_str());
        is_gone.then(|| text(old.file))
    }
}

fn count<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.fingerprint.clone()).or_default() += 1;
    }
    counts
}

/// The construct that a finding is about.
fn construct(repository: &Repository, finding: &Finding) -> Option<Place> {
    let file = finding.place.file;
    let node = repository.source(file).document.at_pointer(&finding.pointer)?;
    Some(Place { file, span: node.span() })
}

impl Lines {
    /// The lines that two texts do not share; how lines end makes no difference, since git may change that.
    fn between(old: &str, new: &str) -> Self {
        let split = |text: &'_ str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (old, new) = (split(old), split(new));
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let mut lines = Self::default();
        for it in TextDiff::from_slices(&old, &new).ops() {
            let range = it.new_range();
            let line = |index: usize| u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
            match it.tag() {
                DiffTag::Equal => {}
                DiffTag::Delete => lines.gaps.push(line(range.start)),
                DiffTag::Insert | DiffTag::Replace => lines.new.push((line(range.start), line(range.end))),
            }
        }
        lines
    }

    /// Whether a place has a line that is new, or one is gone from its midst.
    fn touch(&self, repository: &Repository, place: Place) -> bool {
        let lines = repository.source(place.file).document.lines();
        let Span { start, end } = place.span;
        let (first, last) = (lines.position(start).line, lines.position(end).line);
        self.new.iter().any(|(from, to)| *from <= last && first < *to)
            || self.gaps.iter().any(|gap| first < *gap && *gap <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_new_and_places_where_some_are_gone() {
        let lines = Lines::between("a\nb\nc\nd\n", "a\nx\nc\nd\ny\n");
        assert_eq!((lines.new, lines.gaps), (vec![(2, 3), (5, 6)], vec![]));
        let lines = Lines::between("a\nb\nc\n", "a\r\nc\r\n");
        assert_eq!((lines.new, lines.gaps), (vec![], vec![2]));
    }
}
