//! Runs the rules of a configuration over a repository: in parallel by definition, in one order always.

use std::cmp::Ordering;

use apigen_model::{Definition, FileId, Finding, Repository, Role, Severity, fingerprint};
use apigen_syntax::NodeId;
use rayon::prelude::*;
use smol_str::SmolStr;

use crate::config::{Compiled, Identity, Options};
use crate::context::Context;
use crate::path::semantic_path;
use crate::patterns::Patterns;
use crate::report::{Draft, Report, Subject};
use crate::rules::ALL;
use crate::suppress::Suppressions;
use crate::walk::{Plan, walk};
use crate::{Accepted, Config, CustomRule, CustomRules};

/// What linting a repository came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The findings, by file, position and rule.
    pub findings: Vec<Finding>,
    /// What a `lint_ignore` with a reason took away, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// What a baseline has, in the same order; nothing before [`Baseline::accept`](crate::Baseline::accept).
    pub accepted: Vec<Accepted>,
}

/// A finding that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it does not count, as the `lint_ignore` says.
    pub reason: String,
}

/// Shows every checked definition of a repository to every rule of a configuration.
pub fn lint(repository: &Repository, config: &Config) -> Outcome {
    let compiled = Compiled::new(config);
    let options = ALL.iter().map(|it| compiled.options(it)).collect();
    let numbered = (ALL.len()..).zip(config.custom.iter());
    let custom = numbered.filter(|(_, it)| compiled.runs((*it).into())).collect();
    let today = config.today.as_deref();
    let patterns = Patterns::default();
    let suppressions = Suppressions::of(repository, config, today);
    let (compiled, plan) = (&compiled, plan(&compiled));
    Engine { repository, compiled, plan, options, custom, today, patterns: &patterns, suppressions }.run()
}

fn plan(compiled: &Compiled<'_>) -> Plan {
    let mut plan = Plan::default();
    for (number, rule) in ALL.iter().enumerate() {
        if compiled.runs((*rule).into()) {
            plan.add(number, rule.check);
        }
    }
    plan
}

/// So many findings of one file are worth another core.
const PART: usize = 512;

struct Engine<'a> {
    repository: &'a Repository,
    compiled: &'a Compiled<'a>,
    plan: Plan,
    /// The options of every rule, by its number.
    options: Vec<Options<'a>>,
    /// The rules of the repository that run, by numbers that follow those of ours.
    custom: Vec<(usize, &'a CustomRule)>,
    today: Option<&'a str>,
    patterns: &'a Patterns,
    suppressions: Suppressions<'a>,
}

/// What was found in one file, and judged.
#[derive(Debug, Default)]
struct Judged {
    outcome: Outcome,
    /// The suppressions that took something away.
    used: Vec<NodeId>,
}

impl Judged {
    fn add(&mut self, more: Self) {
        self.outcome.findings.extend(more.outcome.findings);
        self.outcome.suppressed.extend(more.outcome.suppressed);
        self.used.extend(more.used);
    }
}

impl<'a> Engine<'a> {
    fn run(&self) -> Outcome {
        let mut others = self.by_file(self.problems().into_iter().chain(self.whole()));
        let definitions = self.repository.definitions().par_iter().filter(|it| self.is_checked(it.file));
        // What is found is judged at once, while it is at hand: drafts of a whole repository fill more memory than it.
        let found: Vec<(FileId, Judged, Vec<Draft>)> = definitions
            .map(|it| {
                let (own, other) =
                    self.definition(it).into_iter().partition(|draft: &Draft| draft.place.file == it.file);
                (it.file, self.judge(own), other)
            })
            .collect();
        let ids = (0..).map(FileId).take(others.len());
        let mut files: Vec<(FileId, Judged)> = ids.map(|it| (it, Judged::default())).collect();
        for (file, judged, elsewhere) in found {
            files[file.0 as usize].1 = judged;
            for draft in elsewhere {
                others[draft.place.file.0 as usize].push(draft);
            }
        }
        let files = files.into_par_iter().zip(others);
        joined(files.map(|((file, judged), others)| self.finish(file, judged, others)).collect())
    }

    fn by_file(&self, drafts: impl Iterator<Item = Draft>) -> Vec<Vec<Draft>> {
        let mut files: Vec<Vec<Draft>> = Vec::new();
        files.resize_with(self.repository.sources().len(), Vec::new);
        drafts.for_each(|it| files[it.place.file.0 as usize].push(it));
        files
    }

    fn is_checked(&self, file: FileId) -> bool {
        self.repository.source(file).role == Role::Checked
    }

    /// Shows what building the model met, also in files that are no definitions.
    fn problems(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for problem in self.repository.problems() {
            for (rule, check) in &self.plan.problems {
                check(self.repository, problem, &mut Report { rule: *rule, drafts: &mut drafts });
            }
        }
        drafts
    }

    fn definition(&self, definition: &'a Definition) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let options = self.options.iter();
        let custom = &self.compiled.config().custom;
        let contexts: Vec<Context<'a>> = options
            .map(|it| Context {
                repository: self.repository,
                definition,
                options: *it,
                patterns: self.patterns,
                custom,
                today: self.today,
            })
            .collect();
        walk(&self.plan, &contexts, definition, &mut drafts);
        if !self.custom.is_empty() {
            CustomRules::check(&self.custom, self.repository, definition, &mut drafts);
        }
        drafts
    }

    fn whole(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (rule, check) in &self.plan.repository {
            check(self.repository, self.options[*rule], &mut Report { rule: *rule, drafts: &mut drafts });
        }
        drafts
    }

    /// Shows the suppressions of a file that took nothing away although their rule runs.
    fn idle(&self, file: FileId, used: &[NodeId]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        if self.plan.idle.is_empty() || !self.is_checked(file) || self.repository.definition_in(file).is_none() {
            return drafts;
        }
        let path = &self.repository.source(file).path;
        let known = |id: &str| self.compiled.config().identity(id);
        let runs = |id: &str| known(id).is_some_and(|it| self.compiled.severity(it, path).is_some());
        for entry in self.suppressions.idle(file, used).iter().filter(|it| runs(it.rule)) {
            for (rule, check) in &self.plan.idle {
                check(self.repository, entry, &mut Report { rule: *rule, drafts: &mut drafts });
            }
        }
        drafts
    }

    /// The outcome of a file: what was judged, with what was found from elsewhere and what follows from all of it.
    fn finish(&self, file: FileId, mut judged: Judged, others: Vec<Draft>) -> Outcome {
        judged.add(self.judge(others));
        let idle = self.idle(file, &judged.used);
        judged.add(self.judge(idle));
        let mut outcome = judged.outcome;
        outcome.findings.sort_by(by_place);
        outcome.findings.dedup();
        outcome.suppressed.sort_by(|a, b| by_place(&a.finding, &b.finding));
        outcome.suppressed.dedup();
        outcome
    }

    /// As [`Self::judge_part`], on all cores where a file has many findings.
    fn judge(&self, drafts: Vec<Draft>) -> Judged {
        if drafts.len() <= PART {
            return self.judge_part(drafts.into_iter());
        }
        let mut judged = Judged::default();
        let mut parts: Vec<Vec<Draft>> = Vec::new();
        let mut drafts = drafts.into_iter().peekable();
        while drafts.peek().is_some() {
            parts.push(drafts.by_ref().take(PART).collect());
        }
        let parts: Vec<Judged> = parts.into_par_iter().map(|it| self.judge_part(it.into_iter())).collect();
        judged.outcome.findings.reserve_exact(parts.iter().map(|it| it.outcome.findings.len()).sum());
        for part in parts {
            judged.add(part);
        }
        judged
    }

    /// Adds severity to what was found, and sets apart what is suppressed.
    fn judge_part(&self, drafts: impl Iterator<Item = Draft>) -> Judged {
        let mut judged = Judged::default();
        for draft in drafts.filter(|it| self.is_checked(it.place.file)) {
            let path = &self.repository.source(draft.place.file).path;
            let Some(severity) = self.compiled.severity(self.identity(draft.rule), path) else { continue };
            let suppression = self.suppressions.of_draft(&draft, self.identity(draft.rule).id);
            let finding = self.finding(draft, severity);
            match suppression {
                Some((entry, reason)) => {
                    judged.used.push(entry);
                    judged.outcome.suppressed.push(Suppressed { finding, reason });
                }
                None => judged.outcome.findings.push(finding),
            }
        }
        judged
    }

    /// The rule of a number.
    fn identity(&self, number: usize) -> Identity<'a> {
        match ALL.get(number) {
            Some(rule) => (*rule).into(),
            None => self.compiled.config().custom.at(number - ALL.len()).into(),
        }
    }

    /// The id of the rule of a number, and why its findings matter.
    fn words(&self, number: usize) -> (SmolStr, SmolStr) {
        if let Some(rule) = ALL.get(number) {
            return (SmolStr::new_static(rule.id), SmolStr::new_static(rule.why));
        }
        let rule = self.compiled.config().custom.at(number - ALL.len());
        (rule.id.clone(), rule.why.clone())
    }

    fn finding(&self, draft: Draft, severity: Severity) -> Finding {
        let (rule, why) = self.words(draft.rule);
        let (pointer, path) = match draft.subject {
            Subject::Construct(origin) => {
                (self.repository.node(origin).pointer(), semantic_path(self.repository, origin))
            }
            Subject::Pointer(pointer) => (pointer.clone(), pointer),
        };
        let arguments: Vec<&str> = draft.arguments.iter().map(String::as_str).collect();
        Finding {
            fingerprint: fingerprint(&rule, &path, &arguments),
            rule,
            severity,
            place: draft.place,
            pointer,
            message: draft.message,
            why,
            help: draft.help,
            related: draft.related,
            fix: draft.fix,
            construct: path,
        }
    }
}

/// The outcomes of all files, in their order.
fn joined(files: Vec<Outcome>) -> Outcome {
    let mut all = Outcome::default();
    all.findings.reserve_exact(files.iter().map(|it| it.findings.len()).sum());
    for it in files {
        all.findings.extend(it.findings);
        all.suppressed.extend(it.suppressed);
    }
    all
}

fn by_place(a: &Finding, b: &Finding) -> Ordering {
    (a.place, &a.rule, &a.message).cmp(&(b.place, &b.rule, &b.message))
}
