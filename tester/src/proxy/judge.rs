//! Judges what passed, and tells what is new.

use std::collections::BTreeSet;

use apigen_conform::{Ending, Failure, Finding, Report, Request, Service, Settings, Watch};

use super::Notice;
use super::decode::decode;
use super::traffic::Passed;

/// Judges what passed, and tells what is new.
pub(super) struct Judge<'a, F> {
    watch: Watch<'a>,
    tell: F,
    longest_body: usize,
    count: usize,
    /// Whether the service could not be reached when it was last asked for.
    is_down: bool,
    /// Why exchanges were not judged, as far as it was told.
    told: BTreeSet<String>,
}

impl<'a, F: FnMut(Notice<'_>)> Judge<'a, F> {
    pub(super) fn new(service: &'a Service<'a>, settings: &'a Settings, longest_body: usize, tell: F) -> Self {
        let watch = Watch::new(service, settings);
        Self { watch, tell, longest_body, count: 0, is_down: false, told: BTreeSet::new() }
    }

    /// How many exchanges have passed.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn take(&mut self, passed: Passed) {
        self.count += 1;
        let was_down = std::mem::take(&mut self.is_down);
        match passed {
            Passed::Whole { exchange, order, .. } => match decode(*exchange, self.longest_body) {
                Ok(exchange) => {
                    let found = self.watch.judge(&exchange, order);
                    self.tell_all(&found);
                }
                Err((request, why)) => self.pass_over(&request, &why),
            },
            Passed::Failed { request, failure } => {
                if let Failure::Unreachable(why) = &failure {
                    self.is_down = true;
                    if !was_down {
                        (self.tell)(Notice::Down(why));
                    }
                }
                let found = self.watch.fail(request, &failure);
                self.tell_all(&found);
            }
            Passed::Unjudged { request, why } => self.pass_over(&request, &why),
        }
    }

    /// Everything that came of it.
    pub(super) fn report(self) -> Report {
        self.watch.report(Ending::Done)
    }

    fn tell_all(&mut self, found: &[Finding]) {
        for it in found {
            (self.tell)(Notice::Finding(it));
        }
    }

    fn pass_over(&mut self, request: &Request, why: &str) {
        self.watch.pass_over(request, why);
        if self.told.insert(why.to_owned()) {
            // Queries may hold secrets.
            let path = request.target.split('?').next().unwrap_or_default();
            (self.tell)(Notice::Unjudged(&format!("{} {path}: {why}", request.method)));
        }
    }
}
