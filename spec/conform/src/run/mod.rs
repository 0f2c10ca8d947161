//! The run of a plan: the only part that waits for answers, and the one that remembers what it made.

mod actions;
mod cleanup;
mod lifecycle;
mod listen;
mod pages;
mod prepare;
mod recorded;
mod redact;
mod watch;
mod writes;

pub use recorded::{Recorded, judge_recorded};
pub use watch::{Order, Watch};

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::Service;
use crate::check::{Checker, Way, faults_of_answer};
use crate::exchange::{Answer, Exchange, Failure, Halt, Request};
use crate::law::{Check, Intent, Out, Seen, View, Walk};
use crate::learn::World;
use crate::plan::{Phase, Plan};
use crate::report::{Ending, Recorder, Report};
use crate::settings::Settings;
use crate::told::Due;

/// How often a request is sent again when the service asks for patience.
const PATIENCE: u32 = 3;

/// The longest that a service may ask a run to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Runs what a plan says, and reports what came of it.
pub async fn run(service: &Service<'_>, settings: &Settings, plan: &Plan, exchange: &dyn Exchange) -> Report {
    let mut session = Session::new(service, settings, exchange);
    let hearing = match session.listen().await {
        Ok(it) => it,
        Err(failure) => {
            let ending = Ending::NothingJudged(format!("the events: {failure}"));
            return session.recorder.report(service, settings, ending);
        }
    };
    let mut phase = None;
    let mut ending = Ending::Done;
    let mut skipped = Vec::new();
    for case in &plan.cases {
        if phase.replace(case.phase) == Some(Phase::Negative) && case.phase != Phase::Negative {
            // Whether a look at what was refused is still possible does not end the run.
            let _ = session.look_again().await;
        }
        if ending != Ending::Done {
            skipped.push(case.id.clone());
            continue;
        }
        match session.case(case).await {
            Ok(()) | Err(Stop::Case) => session.recorder.cases += 1,
            Err(Stop::Run(why)) => {
                ending = why;
                skipped.push(case.id.clone());
            }
        }
    }
    session.judge_times();
    session.judge_refused();
    match hearing {
        // Events take time to come, and who interrupts a run has none.
        Some(it) if ending == Ending::Interrupted => it.end().await,
        Some(it) => {
            if let Err(failure) = session.judge_events(it).await
                && ending == Ending::Done
            {
                ending = session.stopped_by(format!("the events: {failure}"));
            }
        }
        None => {}
    }
    if session.requests == 0 && ending == Ending::Done && !plan.cases.is_empty() {
        ending = Ending::NothingJudged("no case has anything that it could be about".to_owned());
    }
    let left_behind = if settings.keep { Vec::new() } else { session.clean_up().await };
    let requests = session.requests;
    Report { requests, skipped, left_behind, ..session.recorder.report(service, settings, ending) }
}

/// What ends a case early.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stop {
    /// The rest of the case makes no sense.
    Case,
    /// No case makes sense any more.
    Run(Ending),
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        Self::Run(match halt {
            Halt::Interrupted => Ending::Interrupted,
            Halt::OutOfTime => Ending::Short,
        })
    }
}

/// What a run knows while it goes on.
struct Session<'a> {
    service: &'a Service<'a>,
    settings: &'a Settings,
    exchange: &'a dyn Exchange,
    checker: Checker<'a>,
    world: World,
    recorder: Recorder,
    requests: usize,
    budget: usize,
    /// How many requests in a row got no answer.
    failures: usize,
    /// How many requests with our credentials were refused for want of them, until one was not.
    locked_out: Option<usize>,
    /// The fastest answer of each operation, and how many there were.
    fastest: BTreeMap<usize, (usize, Seen)>,
    /// Stores whose objects cannot be made, so that nobody tries again and again.
    barren: BTreeSet<usize>,
    /// Stores that are being prepared: what needs itself is not made for itself.
    preparing: Vec<usize>,
    /// Operations that took a valid request.
    accepted: BTreeSet<usize>,
    /// Operations that took an ordinary request with everything in it.
    whole: BTreeSet<usize>,
    /// The first ordinary request that an operation called wrong.
    refused: BTreeMap<usize, Seen>,
    /// How often an operation gave no whole answer.
    silent: BTreeMap<usize, usize>,
    /// How many values were drawn for objects that others need.
    drawn: usize,
    /// The last list that was walked whole, of which operation and where, until something is written.
    whole_list: Option<(usize, Vec<String>, pages::Walked)>,
    /// The events that writes declare, in the order of the writes.
    dues: Vec<Due<'a>>,
}

impl<'a> Session<'a> {
    fn new(service: &'a Service<'a>, settings: &'a Settings, exchange: &'a dyn Exchange) -> Self {
        Self {
            service,
            settings,
            exchange,
            checker: Checker::new(service.repository, Way::Response),
            world: World::default(),
            recorder: Recorder::default(),
            requests: 0,
            budget: settings.budget_for(service.operations.len()),
            failures: 0,
            locked_out: Some(0),
            fastest: BTreeMap::new(),
            barren: BTreeSet::new(),
            preparing: Vec::new(),
            accepted: BTreeSet::new(),
            whole: BTreeSet::new(),
            refused: BTreeMap::new(),
            silent: BTreeMap::new(),
            drawn: 0,
            whole_list: None,
            dues: Vec::new(),
        }
    }

    /// Sends a request, holds the answer against every law, and learns from it.
    async fn send(&mut self, mut seen: Seen) -> Result<Seen, Stop> {
        if self.requests >= self.budget {
            return Err(Stop::Run(Ending::Short));
        }
        if let Some(it) = self.exchange.halt() {
            return Err(it.into());
        }
        if !matches!(seen.request.method.as_str(), "GET" | "HEAD") {
            self.whole_list = None;
        }
        // Waiting for what has not come twice costs more than it tells.
        if seen.call.is_some_and(|it| self.silent.get(&it).is_some_and(|it| *it >= 2)) {
            return Err(Stop::Case);
        }
        seen.answer = match self.exchange(&seen).await {
            Ok(answer) => answer,
            Err(stop) => {
                self.expect(&seen);
                return Err(stop);
            }
        };
        self.let_in(&seen)?;
        self.judge(&seen);
        self.expect(&seen);
        if let Some(call) = seen.call.filter(|_| seen.intent == Intent::Valid && seen.sent.is_some()) {
            if seen.answer.is_success() {
                self.whole.insert(call);
            } else if matches!(seen.answer.status, 400 | 422) {
                self.refused.entry(call).or_insert_with(|| seen.clone());
            }
        }
        if seen.call.is_some() && !matches!(seen.intent, Intent::Head(_)) {
            self.world.observe(self.service, &seen);
        }
        Ok(seen)
    }

    /// The answer to a request, after as much patience as the service asks for.
    async fn exchange(&mut self, seen: &Seen) -> Result<Answer, Stop> {
        for attempt in 0.. {
            self.requests += 1;
            match self.exchange.send(&seen.request).await {
                Ok(answer) => {
                    self.failures = 0;
                    let Some(wait) = patience(&answer) else { return Ok(answer) };
                    if attempt >= PATIENCE || wait > LONGEST_WAIT {
                        return Err(Stop::Run(self.sent_away(&answer, wait)));
                    }
                    self.exchange.pause(wait).await;
                    if let Some(it) = self.exchange.halt() {
                        return Err(it.into());
                    }
                }
                Err(failure) => return Err(self.fail(seen, &failure)),
            }
        }
        Err(Stop::Case)
    }

    /// How a run ends that is told to come back later.
    fn sent_away(&self, answer: &Answer, wait: Duration) -> Ending {
        self.stopped_by(format!(
            "the service says {}, and wants to be asked again in {} s; `--rate` asks less often",
            answer.status,
            wait.as_secs()
        ))
    }

    /// How a run ends that the service does not let go on.
    fn stopped_by(&self, why: String) -> Ending {
        if self.accepted.is_empty() { Ending::NothingJudged(why) } else { Ending::CutShort(why) }
    }

    /// Ends a run whose credentials open nothing.
    fn let_in(&mut self, seen: &Seen) -> Result<(), Stop> {
        /// Some operations may ask for more than others.
        const ENOUGH: usize = 3;
        let is_guarded = seen.call.is_some_and(|it| self.service.operations[it].is_guarded());
        let is_ours = !matches!(seen.intent, Intent::NoCredentials | Intent::WrongCredentials);
        if !is_guarded || !is_ours || self.locked_out.is_none() {
            return Ok(());
        }
        self.locked_out = self.locked_out.filter(|_| seen.answer.status == 401).map(|it| it + 1);
        if self.locked_out.is_none_or(|it| it < ENOUGH) {
            return Ok(());
        }
        let why = match self.settings.credentials {
            Some(_) => "the service says 401: it does not accept the credentials; check that they are valid here",
            None => "the service says 401: its operations need credentials, and none were given",
        };
        Err(Stop::Run(Ending::NothingJudged(why.to_owned())))
    }

    fn fail(&mut self, seen: &Seen, failure: &Failure) -> Stop {
        /// A service that fails this often in a row is not there any more.
        const ENOUGH: usize = 5;
        let why = format!("the service: {failure}");
        if self.requests == 1 {
            return Stop::Run(Ending::NothingJudged(why));
        }
        self.failures += 1;
        if let Some(call) = seen.call {
            *self.silent.entry(call).or_default() += 1;
        }
        self.judge_failure(seen, failure);
        let is_gone = self.failures >= ENOUGH;
        if is_gone { Stop::Run(self.stopped_by(why)) } else { Stop::Case }
    }

    /// Holds it against every law that a request had no answer.
    fn judge_failure(&mut self, seen: &Seen, failure: &Failure) {
        let operation = self.operation(seen);
        for law in crate::laws::ALL.iter().filter(|it| self.settings.wants(it.code)) {
            if let Check::Failure(check) = law.check {
                let mut out = Out::default();
                check(failure, &mut out);
                let service = self.service;
                let shown = || vec![redact::shown(service, seen, &seen.request)];
                self.recorder.add(law, &operation, out, shown);
            }
        }
    }

    /// Holds an exchange against every law.
    fn judge(&mut self, seen: &Seen) {
        let call = seen.call.map(|it| &self.service.operations[it]);
        let is_head = matches!(seen.intent, Intent::Head(_));
        let faults = match call {
            Some(call) if !is_head => faults_of_answer(&self.checker, call.operation, &seen.answer),
            _ => Vec::new(),
        };
        if let Some(index) = seen.call {
            *self.recorder.seen.entry((index, seen.answer.status)).or_default() += 1;
            let names = seen.parameters.iter().map(|it| (index, it.0.clone()));
            self.recorder.parameters.extend(names);
            self.time(index, seen);
        }
        let view = View { service: self.service, world: &self.world, seen, faults: &faults };
        let operation = self.operation(seen);
        let earlier = view.before().and_then(|it| it.refused.clone().or_else(|| it.written_by.clone()));
        for law in crate::laws::ALL.iter().filter(|it| self.settings.wants(it.code)) {
            let Check::Answer(check) = law.check else { continue };
            let mut out = Out::default();
            check(&view, &mut out);
            redact::hush(self.service, seen, &mut out);
            let service = self.service;
            let others = || earlier.iter().filter(|it| **it != seen.request);
            let requests = || others().chain([&seen.request]).map(|it| redact::shown(service, seen, it)).collect();
            self.recorder.add(law, &operation, out, requests);
        }
    }

    fn time(&mut self, index: usize, seen: &Seen) {
        if !seen.answer.is_success() {
            return;
        }
        let known = self.fastest.entry(index).or_insert_with(|| (0, seen.clone()));
        known.0 += 1;
        if seen.answer.elapsed < known.1.answer.elapsed {
            known.1 = seen.clone();
        }
    }

    /// An ordinary request that is always refused, where others are taken, holds a value that should be taken.
    fn judge_refused(&mut self) {
        for (call, mut seen) in std::mem::take(&mut self.refused) {
            if self.accepted.contains(&call) && !self.whole.contains(&call) {
                seen.intent = Intent::Edge { place: "body".to_owned(), class: "ordinary" };
                self.judge(&seen);
            }
        }
    }

    /// Judges how long operations take, by the fastest of several answers.
    fn judge_times(&mut self) {
        const SEVERAL: usize = 3;
        for (_, (count, seen)) in std::mem::take(&mut self.fastest) {
            if count < SEVERAL {
                continue;
            }
            let view = View { service: self.service, world: &self.world, seen: &seen, faults: &[] };
            let operation = self.operation(&seen);
            for law in crate::laws::ALL.iter().filter(|it| self.settings.wants(it.code)) {
                if let Check::Fastest(check) = law.check {
                    let mut out = Out::default();
                    check(&view, &mut out);
                    let shown = vec![redact::shown(self.service, &seen, &seen.request)];
                    self.recorder.add(law, &operation, out, || shown.clone());
                }
            }
        }
    }

    /// Holds a walk through a list against every law.
    fn judge_walk(&mut self, walk: &Walk<'_>, requests: &[Request]) {
        for law in crate::laws::ALL.iter().filter(|it| self.settings.wants(it.code)) {
            let Check::Walk(check) = law.check else { continue };
            let mut out = Out::default();
            check(walk, &mut out);
            let shown = || requests.iter().take(3).cloned().collect();
            self.recorder.add(law, &walk.call.name, out, shown);
        }
    }

    fn operation(&self, seen: &Seen) -> String {
        match seen.call {
            Some(it) => self.service.operations[it].name.clone(),
            None => format!("{} {}", seen.request.method, seen.key.as_deref().unwrap_or(&seen.request.target)),
        }
    }
}

/// How long a service wants its callers to wait, when it does.
fn patience(answer: &Answer) -> Option<Duration> {
    if !matches!(answer.status, 429 | 503) {
        return None;
    }
    let seconds = answer.header("retry-after")?.trim().parse::<u64>().ok()?;
    Some(Duration::from_secs(seconds))
}
