//! Runs the rules of a configuration over a repository: in parallel by definition, in one order always.

use std::cmp::Ordering;

use apigen_model::{Definition, Finding, Repository, Role, Severity, fingerprint};
use rayon::prelude::*;
use smol_str::SmolStr;

use crate::config::{Compiled, Identity, Options};
use crate::context::Context;
use crate::path::semantic_path;
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
    let engine = Engine { repository, compiled: &compiled, plan: plan(&compiled), options, custom, today };
    let mut drafts: Vec<Draft> = engine.problems();
    let checked = repository.definitions().par_iter().filter(|it| engine.is_checked(it.file));
    let found: Vec<Vec<Draft>> = checked.map(|it| engine.definition(it)).collect();
    drafts.extend(found.into_iter().flatten());
    drafts.extend(engine.whole());
    engine.finish(drafts)
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

struct Engine<'a> {
    repository: &'a Repository,
    compiled: &'a Compiled<'a>,
    plan: Plan,
    /// The options of every rule, by its number.
    options: Vec<Options<'a>>,
    /// The rules of the repository that run, by numbers that follow those of ours.
    custom: Vec<(usize, &'a CustomRule)>,
    today: Option<&'a str>,
}

impl<'a> Engine<'a> {
    fn is_checked(&self, file: apigen_model::FileId) -> bool {
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
            .map(|it| Context { repository: self.repository, definition, options: *it, custom, today: self.today })
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

    /// Shows the suppressions that took nothing away although their rule runs.
    fn idle(&self, suppressions: &Suppressions<'a>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let checked = self.repository.definitions().iter().map(|it| it.file).filter(|it| self.is_checked(*it));
        for file in checked.filter(|_| !self.plan.idle.is_empty()) {
            let path = &self.repository.source(file).path;
            let known = |id: &str| self.compiled.config().identity(id);
            let runs = |id: &str| known(id).is_some_and(|it| self.compiled.severity(it, path).is_some());
            for entry in suppressions.idle(file).iter().filter(|it| runs(it.rule)) {
                for (rule, check) in &self.plan.idle {
                    check(self.repository, entry, &mut Report { rule: *rule, drafts: &mut drafts });
                }
            }
        }
        drafts
    }

    fn finish(&self, drafts: Vec<Draft>) -> Outcome {
        let mut outcome = Outcome::default();
        let mut suppressions = Suppressions::of(self.repository, self.compiled.config(), self.today);
        self.judge(drafts, &mut suppressions, &mut outcome);
        let idle = self.idle(&suppressions);
        self.judge(idle, &mut suppressions, &mut outcome);
        outcome.findings.sort_by(by_place);
        outcome.findings.dedup();
        outcome.suppressed.sort_by(|a, b| by_place(&a.finding, &b.finding));
        outcome.suppressed.dedup();
        outcome
    }

    /// Adds severity to what was found, and sets apart what is suppressed.
    fn judge(&self, drafts: Vec<Draft>, suppressions: &mut Suppressions<'a>, outcome: &mut Outcome) {
        for draft in drafts {
            let path = &self.repository.source(draft.place.file).path;
            let Some(severity) = self.compiled.severity(self.identity(draft.rule), path) else { continue };
            if !self.is_checked(draft.place.file) {
                continue;
            }
            let reason = suppressions.reason(&draft, self.identity(draft.rule).id);
            let finding = self.finding(draft, severity);
            match reason {
                Some(reason) => outcome.suppressed.push(Suppressed { finding, reason }),
                None => outcome.findings.push(finding),
            }
        }
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
        let (pointer, path) = match &draft.subject {
            Subject::Construct(origin) => {
                (self.repository.node(*origin).pointer(), semantic_path(self.repository, *origin))
            }
            Subject::Pointer(pointer) => (pointer.clone(), pointer.clone()),
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

fn by_place(a: &Finding, b: &Finding) -> Ordering {
    (a.place, &a.rule, &a.message).cmp(&(b.place, &b.rule, &b.message))
}
