//! Collects what laws say, by cause.

use std::collections::{BTreeMap, BTreeSet};

use apigen_model::Severity;

use super::{Coverage, Ending, Finding, Report, curl};
use crate::exchange::Request;
use crate::law::{Breach, Law, Licence, Out};
use crate::settings::Settings;
use crate::{Service, VERSION};

/// Causes beyond this are counted, not kept: whoever breaks everything knows it by then.
const MOST: usize = 1_000;

/// What makes causes different: law, operation, place.
type Key = (&'static str, String, String);

/// Collects what laws say, by cause.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    causes: BTreeMap<Key, Cause>,
    /// In which operations a law was kept, by the groups within which it is a matter of style.
    kept: BTreeMap<(&'static str, &'static str), BTreeSet<String>>,
    judged: BTreeMap<&'static str, usize>,
    /// The causes that nobody has asked for yet.
    fresh: Vec<Key>,
    pub(crate) seen: BTreeMap<(usize, u16), usize>,
    pub(crate) parameters: BTreeSet<(usize, String)>,
    /// The case that runs.
    pub(crate) case: String,
    pub(crate) cases: usize,
}

#[derive(Debug, Clone)]
struct Cause {
    law: &'static Law,
    group: &'static str,
    breach: Breach,
    case: String,
    requests: Vec<Request>,
    count: usize,
}

impl Recorder {
    /// Takes in what a law said about an operation, shown by requests.
    pub(crate) fn add(&mut self, law: &'static Law, operation: &str, out: Out, requests: impl Fn() -> Vec<Request>) {
        let count = out.held + out.broken.len();
        if count == 0 {
            return;
        }
        *self.judged.entry(law.code).or_default() += count;
        if out.held > 0 && law.licence == Licence::Custom {
            self.kept.entry((law.code, out.group)).or_default().insert(operation.to_owned());
        }
        for breach in out.broken {
            let key = (law.code, operation.to_owned(), breach.place.clone());
            if let Some(known) = self.causes.get_mut(&key) {
                known.count += 1;
            } else if self.causes.len() < MOST {
                let case = self.case.clone();
                self.fresh.push(key.clone());
                self.causes.insert(key, Cause { law, group: out.group, breach, case, requests: requests(), count: 1 });
            }
        }
    }

    /// The causes that came since this was last asked; matters of style count from when they are kept elsewhere.
    pub(crate) fn fresh(&mut self, settings: &Settings) -> Vec<Finding> {
        let keys = std::mem::take(&mut self.fresh);
        let causes = keys.into_iter().filter_map(|key| Some((self.causes.get(&key)?.clone(), key.1)));
        let told = causes.filter(|(cause, operation)| !self.is_custom(cause, operation));
        told.map(|(cause, operation)| finding(settings, operation, cause)).collect()
    }

    /// Whether a law is a matter of style that no other operation keeps.
    fn is_custom(&self, cause: &Cause, operation: &str) -> bool {
        let kept = self.kept.get(&(cause.law.code, cause.group));
        let is_kept = kept.is_some_and(|it| it.iter().any(|it| *it != operation));
        cause.law.licence == Licence::Custom && !is_kept
    }

    /// Everything that was collected.
    pub(crate) fn report(mut self, service: &Service<'_>, settings: &Settings, ending: Ending) -> Report {
        let (mut findings, mut customs) = (Vec::new(), Vec::new());
        for ((_, operation, _), cause) in std::mem::take(&mut self.causes) {
            let is_custom = self.is_custom(&cause, &operation);
            let finding = finding(settings, operation, cause);
            if is_custom { customs.push(finding) } else { findings.push(finding) }
        }
        findings.sort_by_key(|it| std::cmp::Reverse(it.severity));
        let coverage = Coverage::new(service, &self.seen, &self.parameters, self.judged);
        Report {
            seed: settings.seed,
            findings,
            customs,
            coverage,
            requests: 0,
            cases: self.cases,
            skipped: Vec::new(),
            left_behind: Vec::new(),
            unjudged: Vec::new(),
            ending,
        }
    }
}

fn finding(settings: &Settings, operation: String, cause: Cause) -> Finding {
    let full = cause.law.severity_in(VERSION);
    let severity = if cause.breach.is_doubtful { full.min(Severity::Warning) } else { full };
    let base = &settings.base_url;
    Finding {
        law: cause.law.code,
        severity,
        why: cause.law.why,
        operation,
        place: cause.breach.place,
        expected: cause.breach.expected,
        actual: cause.breach.actual,
        case: cause.case,
        curl: cause.requests.iter().map(|it| curl(base, it)).collect(),
        requests: cause.requests,
        count: cause.count,
    }
}
