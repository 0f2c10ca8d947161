//! The baseline: findings that were there before their rules, which do not count and may only become fewer.

use std::collections::BTreeMap;

use apigen_model::Finding;
use smol_str::SmolStr;

use crate::Outcome;

/// Findings that do not count, by what tells them apart: nothing in it moves with lines, files or words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Key, Entry>);

/// What tells the findings of a baseline apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The rule.
    pub rule: SmolStr,
    /// The construct that it is about: `io.acme.user.v0/models/user/fields/email`.
    pub construct: String,
    /// The fingerprint of the finding.
    pub fingerprint: String,
}

/// How many findings there were, and why they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How many findings have the key.
    pub count: usize,
    /// Why they were added to a baseline that was there already.
    pub reason: Option<String>,
}

/// A finding that the baseline has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Why it was added, when somebody had to say.
    pub reason: Option<String>,
}

/// An entry of which something is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The entry.
    pub key: Key,
    /// How many findings there are still.
    pub found: usize,
    /// How many the entry has.
    pub count: usize,
}

impl Baseline {
    /// A baseline of these entries; those without a finding are none.
    pub fn new(entries: impl IntoIterator<Item = (Key, Entry)>) -> Self {
        Self(entries.into_iter().filter(|(_, entry)| entry.count > 0).collect())
    }

    /// The entries, by rule, construct and fingerprint.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.0.iter()
    }

    /// How many findings it has.
    pub fn count(&self) -> usize {
        self.0.values().map(|it| it.count).sum()
    }

    /// Takes the findings of the baseline out of those that count, and returns the entries of which some are gone.
    pub fn accept(&self, outcome: &mut Outcome) -> Vec<Outdated> {
        let mut found: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in std::mem::take(&mut outcome.findings) {
            let key = Key::of(&finding);
            match self.0.get(&key) {
                Some(entry) if found.get(&key).is_none_or(|it| *it < entry.count) => {
                    *found.entry(key).or_default() += 1;
                    outcome.accepted.push(Accepted { finding, reason: entry.reason.clone() });
                }
                _ => outcome.findings.push(finding),
            }
        }
        let left = |key: &Key| found.get(key).copied().unwrap_or_default();
        let outdated = self.0.iter().filter(|(key, entry)| left(key) < entry.count);
        outdated.map(|(key, entry)| Outdated { key: key.clone(), found: left(key), count: entry.count }).collect()
    }

    /// The baseline without what is gone.
    #[must_use]
    pub fn without(mut self, outdated: &[Outdated]) -> Self {
        for it in outdated {
            match self.0.get_mut(&it.key) {
                Some(entry) if it.found > 0 => entry.count = it.found,
                _ => {
                    self.0.remove(&it.key);
                }
            }
        }
        self
    }

    /// The baseline with further findings, and why they may come in.
    #[must_use]
    pub fn with(mut self, findings: &[Finding], reason: Option<&str>) -> Self {
        for finding in findings {
            let entry = self.0.entry(Key::of(finding)).or_insert(Entry { count: 0, reason: None });
            entry.count += 1;
            entry.reason = reason.map(str::to_owned).or(entry.reason.take());
        }
        self
    }
}

impl Key {
    fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            construct: finding.construct.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use apigen_model::{FileId, Place, Severity};
    use apigen_syntax::Span;

    use super::*;

    fn finding(fingerprint: &str, at: u32) -> Finding {
        Finding {
            rule: "type-not-found".into(),
            severity: Severity::Error,
            place: Place { file: FileId(0), span: Span::new(at, at + 1) },
            pointer: String::new(),
            construct: "io.acme/models/user".to_owned(),
            message: String::new(),
            why: SmolStr::default(),
            help: None,
            related: Vec::new(),
            fix: None,
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn outcome(findings: &[Finding]) -> Outcome {
        Outcome { findings: findings.to_vec(), ..Outcome::default() }
    }

    #[test]
    fn as_many_findings_are_accepted_as_there_were() {
        let baseline = Baseline::default().with(&[finding("a", 0), finding("a", 5)], None);
        let mut three = outcome(&[finding("a", 1), finding("a", 2), finding("a", 3), finding("b", 4)]);
        assert_eq!(baseline.accept(&mut three), []);
        assert_eq!(three.findings, [finding("a", 3), finding("b", 4)]);
        assert_eq!(three.accepted.len(), 2);
    }

    #[test]
    fn what_is_gone_is_told_and_taken_out() {
        let baseline = Baseline::default().with(&[finding("a", 0), finding("a", 5), finding("b", 9)], None);
        let mut left = outcome(&[finding("a", 7)]);
        let outdated = baseline.accept(&mut left);
        assert_eq!(outdated.iter().map(|it| (it.found, it.count)).collect::<Vec<_>>(), [(1, 2), (0, 1)]);
        let shrunk = baseline.without(&outdated);
        assert_eq!(shrunk, Baseline::default().with(&[finding("a", 7)], None));
        assert_eq!(shrunk.accept(&mut outcome(&[finding("a", 7)])), []);
    }

    #[test]
    fn a_reason_stays_with_what_it_was_given_for() {
        let baseline = Baseline::default().with(&[finding("a", 0)], Some("moved here")).with(&[finding("b", 0)], None);
        let mut found = outcome(&[finding("a", 3), finding("b", 4)]);
        assert_eq!(baseline.accept(&mut found), []);
        let reasons: Vec<_> = found.accepted.iter().map(|it| it.reason.as_deref()).collect();
        assert_eq!(reasons, [Some("moved here"), None]);
    }
}
