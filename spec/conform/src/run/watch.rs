//! Exchanges that somebody else is having: each is judged when it is over, and each cause is told once.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Recorded, Session};
use crate::Service;
use crate::exchange::{Answer, Exchange, Failure, Pending, Request};
use crate::learn::World;
use crate::report::{Ending, Finding, Report};
use crate::settings::Settings;

/// Objects beyond this are forgotten, together with all others, so that watching can go on for days.
const MOST_OBJECTS: usize = 10_000;

/// Judges what passes between others: what `judge_recorded` does with exchanges that are there already.
pub struct Watch<'a> {
    session: Session<'a>,
    /// How many exchanges passed.
    passed: usize,
    unjudged: BTreeMap<String, usize>,
}

/// What else was going on during an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Nothing was being written: what came before it is known.
    Alone,
    /// Something was being written, and nobody can say which of the two the service did first.
    Beside,
}

impl<'a> Watch<'a> {
    /// Nothing has passed yet.
    pub fn new(service: &'a Service<'a>, settings: &'a Settings) -> Self {
        Self { session: Session::new(service, settings, &Nobody), passed: 0, unjudged: BTreeMap::new() }
    }

    /// Judges an exchange that is over; the causes that nothing before it has shown.
    pub fn judge(&mut self, exchange: &Recorded, order: Order) -> Vec<Finding> {
        self.begin(&exchange.request);
        let known = match order {
            Order::Alone => None,
            Order::Beside => Some(std::mem::take(&mut self.session.world)),
        };
        if let Some(seen) = self.session.recognise(exchange) {
            self.session.recorder.cases += 1;
            self.session.judge(&seen);
            self.session.world.observe(self.session.service, &seen);
        }
        if let Some(it) = known {
            self.session.world = if exchange.request.is_safe() { it } else { World::default() };
        }
        if self.session.world.objects.len() > MOST_OBJECTS {
            self.session.world = World::default();
        }
        self.session.recorder.fresh(self.session.settings)
    }

    /// Judges that a request had no whole answer; the causes that nothing before it has shown.
    pub fn fail(&mut self, request: Request, failure: &Failure) -> Vec<Finding> {
        self.begin(&request);
        if let Failure::Unreachable(_) = failure {
            *self.unjudged.entry("the service could not be reached".to_owned()).or_default() += 1;
            return Vec::new();
        }
        let may_have_written = !request.is_safe();
        if let Some(seen) = self.session.recognise(&Recorded { request, answer: Answer::default() }) {
            self.session.recorder.cases += 1;
            self.session.judge_failure(&seen, failure);
        }
        if may_have_written {
            self.session.world = World::default();
        }
        self.session.recorder.fresh(self.session.settings)
    }

    /// Counts an exchange that passed and cannot be judged; what it may have written is not known either.
    pub fn pass_over(&mut self, request: &Request, why: &str) {
        self.begin(request);
        *self.unjudged.entry(why.to_owned()).or_default() += 1;
        if !request.is_safe() {
            self.session.world = World::default();
        }
    }

    /// Everything that came of it.
    pub fn report(mut self, ending: Ending) -> Report {
        self.session.judge_times();
        let ending = match self.session.recorder.cases {
            0 if self.unjudged.is_empty() => {
                Ending::NothingJudged("no exchange is one of the service's operations".to_owned())
            }
            0 => Ending::NothingJudged("nothing that passed could be judged".to_owned()),
            _ => ending,
        };
        let (service, settings) = (self.session.service, self.session.settings);
        let unjudged = self.unjudged.into_iter().collect();
        Report { requests: self.passed, unjudged, ..self.session.recorder.report(service, settings, ending) }
    }

    fn begin(&mut self, request: &Request) {
        self.session.recorder.case = format!("recorded/{}/-/{}", request.method, self.passed);
        self.passed += 1;
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("passed", &self.passed).field("unjudged", &self.unjudged).finish_non_exhaustive()
    }
}

/// Where nothing is ever sent.
struct Nobody;

impl Exchange for Nobody {
    fn send<'a>(&'a self, _: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        Box::pin(async { Err(Failure::Unreachable("recordings are only read".to_owned())) })
    }

    fn pause(&self, _: Duration) -> Pending<'_, ()> {
        Box::pin(async {})
    }
}
