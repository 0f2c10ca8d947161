//! What came of the last tries, and whether too many of them have failed.

use std::collections::VecDeque;
use std::time::Duration;

/// When a circuit opens, and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// How many of the last tries are looked at.
    pub(super) tries: usize,
    /// How long a try is looked at.
    pub(super) memory: Duration,
    /// How many tries there must be before the circuit may open.
    pub(super) minimum: usize,
    /// How many of a hundred tries must have failed.
    pub(super) failure_percent: usize,
    /// How long nothing is sent.
    pub(super) open_for: Duration,
}

/// How many tries were looked at, and how many of them failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) failures: usize,
    pub(super) tries: usize,
}

/// What came of the last tries, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Window {
    tries: VecDeque<Try>,
    failures: usize,
}

#[derive(Debug, Clone, Copy)]
struct Try {
    ended: Duration,
    has_failed: bool,
}

impl Window {
    /// Adds a try that has just ended.
    pub(super) fn add(&mut self, has_failed: bool, rules: Rules, now: Duration) {
        while self.tries.front().is_some_and(|it| now.saturating_sub(it.ended) > rules.memory) {
            self.forget_oldest();
        }
        if self.tries.len() >= rules.tries {
            self.forget_oldest();
        }
        self.tries.push_back(Try { ended: now, has_failed });
        self.failures += usize::from(has_failed);
    }

    /// The tries, when too many of them have failed.
    pub(super) fn excess(&self, rules: Rules) -> Option<Tally> {
        let tally = Tally { failures: self.failures, tries: self.tries.len() };
        let is_excess = tally.failures > 0 && tally.failures * 100 >= rules.failure_percent * tally.tries;
        (is_excess && tally.tries >= rules.minimum).then_some(tally)
    }

    fn forget_oldest(&mut self) {
        let failed = self.tries.pop_front().is_some_and(|it| it.has_failed);
        self.failures -= usize::from(failed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        tries: 4,
        memory: Duration::from_mins(1),
        minimum: 3,
        failure_percent: 50,
        open_for: Duration::from_secs(10),
    };

    /// What is too much of tries given by the second they ended in and a letter: `F` for one that failed.
    fn excess(tries: &[(u64, char)], rules: Rules) -> Option<(usize, usize)> {
        let mut window = Window::default();
        for (second, letter) in tries {
            window.add(*letter == 'F', rules, Duration::from_secs(*second));
        }
        window.excess(rules).map(|it| (it.failures, it.tries))
    }

    fn at_once(tries: &str) -> Option<(usize, usize)> {
        excess(&tries.chars().map(|it| (0, it)).collect::<Vec<_>>(), RULES)
    }

    #[test]
    fn the_rate_of_the_last_tries_decides() {
        assert_eq!(at_once("FFs"), Some((2, 3)));
        assert_eq!(at_once("ssF"), None, "one of three");
        assert_eq!(at_once("ssFF"), Some((2, 4)), "half is enough");
        assert_eq!(at_once("FssssF"), None, "the first is out of the window");
        assert_eq!(at_once("sssss"), None);
    }

    #[test]
    fn a_few_tries_prove_nothing() {
        assert_eq!(at_once("FF"), None);
        assert_eq!(at_once("FFF"), Some((3, 3)));
        let hasty = Rules { minimum: 0, ..RULES };
        assert_eq!(excess(&[(0, 'F')], hasty), Some((1, 1)));
    }

    #[test]
    fn what_is_long_ago_is_forgotten() {
        assert_eq!(excess(&[(0, 'F'), (1, 'F'), (60, 'F')], RULES), Some((3, 3)));
        assert_eq!(excess(&[(0, 'F'), (1, 'F'), (61, 'F')], RULES), None, "two are left");
        assert_eq!(excess(&[(0, 'F'), (1, 'F'), (99, 's'), (99, 's'), (99, 'F')], RULES), None);
    }
}
