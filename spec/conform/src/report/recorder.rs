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

/// Collects what laws say, by cause.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    causes: BTreeMap<(&'static str, String, String), Cause>,
    /// In which operations a law was kept.
    kept: BTreeMap<&'static str, BTreeSet<String>>,
    judged: BTreeMap<&'static str, usize>,
    pub(crate) seen: BTreeMap<(usize, u16), usize>,
    pub(crate) parameters: BTreeSet<(usize, String)>,
    /// The case that runs.
    pub(crate) case: String,
    pub(crate) cases: usize,
}

#[derive(Debug)]
struct Cause {
    law: &'static Law,
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
            self.kept.entry(law.code).or_default().insert(operation.to_owned());
        }
        for breach in out.broken {
            let key = (law.code, operation.to_owned(), breach.place.clone());
            if let Some(known) = self.causes.get_mut(&key) {
                known.count += 1;
            } else if self.causes.len() < MOST {
                let case = self.case.clone();
                self.causes.insert(key, Cause { law, breach, case, requests: requests(), count: 1 });
            }
        }
    }

    /// Everything that was collected.
    pub(crate) fn report(self, service: &Service<'_>, settings: &Settings, ending: Ending) -> Report {
        let (mut findings, mut customs) = (Vec::new(), Vec::new());
        for ((_, operation, _), cause) in self.causes {
            let is_kept = self.kept.get(cause.law.code).is_some_and(|it| it.iter().any(|it| *it != operation));
            let is_custom = cause.law.licence == Licence::Custom && !is_kept;
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
