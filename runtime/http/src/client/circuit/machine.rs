//! One circuit: whether calls are sent, as a function of what came of those before and of the time.

use std::time::Duration;

use super::window::{Rules, Tally, Window};

/// Whether calls are sent; times are those of one timer.
#[derive(Debug, Default)]
pub(super) struct Circuit {
    phase: Phase,
    /// What made it open.
    cause: Tally,
    /// Counts changes, so that what was sent before one does not speak about the time after it.
    changes: u64,
}

#[derive(Debug)]
enum Phase {
    Closed(Window),
    /// Whoever asks at this time or later finds out whether the server is back.
    Open(Duration),
    /// Somebody is finding out.
    Probing,
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server works.
    Success,
    /// It does not.
    Failure,
    /// Nothing was learnt about it.
    Unknown,
}

/// A try that may be sent; names the change since which the circuit is as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Admitted(u64);

/// A try that is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    /// What made the circuit open.
    pub(super) cause: Tally,
    /// How much longer nothing is sent; nothing while somebody finds out whether the server is back.
    pub(super) left: Option<Duration>,
}

/// What a circuit does with calls, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Does {
    /// Sends them.
    Send,
    /// Sends one, to find out.
    Probe,
    /// Refuses them for so long.
    Refuse(Duration),
}

impl Circuit {
    /// Asks to send a try.
    pub(super) fn admit(&mut self, now: Duration) -> Result<Admitted, Refused> {
        match self.phase {
            Phase::Closed(_) => {}
            Phase::Open(until) if now < until => return Err(self.refused(Some(until.saturating_sub(now)))),
            Phase::Open(_) => self.change(Phase::Probing),
            Phase::Probing => return Err(self.refused(None)),
        }
        Ok(Admitted(self.changes))
    }

    /// Tells what came of a try.
    pub(super) fn settle(&mut self, admitted: Admitted, verdict: Verdict, rules: Rules, now: Duration) {
        if admitted.0 != self.changes {
            return;
        }
        let open = Phase::Open(now.saturating_add(rules.open_for));
        match (&mut self.phase, verdict) {
            (Phase::Closed(window), Verdict::Success | Verdict::Failure) => {
                window.add(verdict == Verdict::Failure, rules, now);
                let Some(cause) = window.excess(rules) else { return };
                self.cause = cause;
                self.change(open);
            }
            (Phase::Probing, Verdict::Failure) => self.change(open),
            (Phase::Probing, Verdict::Success) => self.change(Phase::default()),
            (Phase::Probing, Verdict::Unknown) => self.change(Phase::Open(now)),
            (Phase::Closed(_), Verdict::Unknown) | (Phase::Open(_), _) => {}
        }
    }

    /// What becomes of a call at this time.
    pub(super) fn does(&self, now: Duration) -> Does {
        match self.phase {
            Phase::Closed(_) => Does::Send,
            Phase::Open(until) if now < until => Does::Refuse(until.saturating_sub(now)),
            Phase::Open(_) | Phase::Probing => Does::Probe,
        }
    }

    /// How often it has opened, closed or begun to find out.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    fn refused(&self, left: Option<Duration>) -> Refused {
        Refused { cause: self.cause, left }
    }

    fn change(&mut self, phase: Phase) {
        self.phase = phase;
        self.changes += 1;
    }
}

impl Default for Phase {
    fn default() -> Self {
        Self::Closed(Window::default())
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Failure, Success, Unknown};
    use super::*;

    const CAUSE: Tally = Tally { failures: 3, tries: 3 };
    const RULES: Rules =
        Rules { tries: 4, memory: seconds(60), minimum: 3, failure_percent: 50, open_for: seconds(10) };

    const fn seconds(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn after(verdicts: &[Verdict]) -> Circuit {
        let mut circuit = Circuit::default();
        for verdict in verdicts {
            let admitted = circuit.admit(seconds(0)).unwrap();
            circuit.settle(admitted, *verdict, RULES, seconds(0));
        }
        circuit
    }

    #[test]
    fn only_what_says_something_of_the_server_counts() {
        assert_eq!(after(&[Failure, Failure, Failure]).does(seconds(0)), Does::Refuse(seconds(10)));
        assert_eq!(after(&[Failure, Unknown, Unknown, Failure]).does(seconds(0)), Does::Send);
    }

    #[test]
    fn one_try_finds_out_and_the_others_are_refused_meanwhile() {
        let mut circuit = after(&[Failure; 3]);
        assert_eq!(circuit.admit(seconds(4)).unwrap_err(), Refused { cause: CAUSE, left: Some(seconds(6)) });
        assert_eq!(circuit.does(seconds(10)), Does::Probe);
        let probe = circuit.admit(seconds(10)).unwrap();
        assert_eq!(circuit.admit(seconds(10)).unwrap_err(), Refused { cause: CAUSE, left: None });
        circuit.settle(probe, Success, RULES, seconds(11));
        assert_eq!(circuit.does(seconds(11)), Does::Send);
        let admitted = circuit.admit(seconds(11)).unwrap();
        circuit.settle(admitted, Failure, RULES, seconds(11));
        assert_eq!(circuit.does(seconds(11)), Does::Send, "what was before it opened is forgotten");
    }

    #[test]
    fn a_server_that_is_not_back_is_left_in_peace_as_long_again() {
        let mut circuit = after(&[Failure; 3]);
        let probe = circuit.admit(seconds(10)).unwrap();
        circuit.settle(probe, Failure, RULES, seconds(12));
        assert_eq!(circuit.does(seconds(12)), Does::Refuse(seconds(10)));
        assert_eq!(circuit.admit(seconds(21)).unwrap_err(), Refused { cause: CAUSE, left: Some(seconds(1)) });
    }

    #[test]
    fn a_try_that_finds_nothing_out_leaves_it_to_the_next() {
        let mut circuit = after(&[Failure; 3]);
        let probe = circuit.admit(seconds(10)).unwrap();
        circuit.settle(probe, Unknown, RULES, seconds(11));
        assert_eq!(circuit.does(seconds(11)), Does::Probe);
        let probe = circuit.admit(seconds(11)).unwrap();
        circuit.settle(probe, Success, RULES, seconds(12));
        assert_eq!(circuit.does(seconds(12)), Does::Send);
    }

    #[test]
    fn what_was_sent_before_a_change_does_not_count_after_it() {
        let mut circuit = Circuit::default();
        let early = [(); 4].map(|()| circuit.admit(seconds(0)).unwrap());
        for it in &early[..3] {
            circuit.settle(*it, Failure, RULES, seconds(0));
        }
        let probe = circuit.admit(seconds(10)).unwrap();
        circuit.settle(early[3], Success, RULES, seconds(11));
        assert_eq!(circuit.does(seconds(11)), Does::Probe, "an old answer is no probe");
        circuit.settle(probe, Failure, RULES, seconds(12));
        circuit.settle(early[3], Success, RULES, seconds(12));
        assert_eq!(circuit.does(seconds(12)), Does::Refuse(seconds(10)));
    }
}
