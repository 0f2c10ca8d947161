//! Whether most keys fail: then the events are fine and the handler, or what it depends on, is not.

use std::time::Duration;

use crate::backoff::Backoff;

/// When too much fails to believe in single bad events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitOptions {
    /// No verdict on fewer keys than these.
    pub least_keys: usize,
    /// It opens when more than this percentage of keys fail.
    pub percent: usize,
    /// The waits between tries while it is open.
    pub backoff: Backoff,
}

impl Default for CircuitOptions {
    fn default() -> Self {
        let backoff = Backoff { first: Duration::from_secs(1), longest: Duration::from_mins(1) };
        Self { least_keys: 10, percent: 50, backoff }
    }
}

/// Counts keys of the last batches that were handled and that failed.
#[derive(Debug)]
pub(super) struct Circuit {
    options: CircuitOptions,
    good: usize,
    failed: usize,
    /// How often it opened in a row.
    opened: u32,
}

/// The most keys that the past counts for.
const MEMORY: usize = 100;

impl Circuit {
    pub(super) fn new(options: CircuitOptions) -> Self {
        Self { options, good: 0, failed: 0, opened: 0 }
    }

    /// Whether so many failures open it, even if all the other keys of the batch went well.
    pub(super) fn would_open(&self, good: usize, failed: usize) -> bool {
        let (good, failed) = (self.good + good, self.failed + failed);
        good + failed >= self.options.least_keys && failed * 100 > (good + failed) * self.options.percent
    }

    /// Takes note of a batch.
    pub(super) fn note(&mut self, good: usize, failed: usize) {
        self.good += good;
        self.failed += failed;
        if good > failed {
            self.opened = 0;
        }
        if self.good + self.failed > MEMORY {
            self.good /= 2;
            self.failed /= 2;
        }
    }

    /// Opens for longer than the last time; gives for how long.
    pub(super) fn open(&mut self) -> Duration {
        self.opened += 1;
        (self.good, self.failed) = (0, 0);
        self.options.backoff.after(self.opened)
    }

    /// Whether the next batch is a small one, to see whether it goes well again.
    pub(super) fn is_probing(&self) -> bool {
        self.opened > 0
    }

    /// How many events a probe takes.
    pub(super) fn probe(&self) -> usize {
        self.options.least_keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_when_most_of_enough_keys_fail() {
        let circuit = Circuit::new(CircuitOptions::default());
        assert!(!circuit.would_open(0, 9), "nine keys are too few to tell");
        assert!(circuit.would_open(0, 10));
        assert!(!circuit.would_open(500, 500));
        assert!(circuit.would_open(499, 501));
    }

    #[test]
    fn good_batches_before_count_and_fade() {
        let mut circuit = Circuit::new(CircuitOptions::default());
        circuit.note(1000, 0);
        assert!(!circuit.would_open(0, 100));
        (0..10).for_each(|_| circuit.note(0, 60));
        assert!(circuit.would_open(0, 100));
    }

    #[test]
    fn it_opens_for_longer_each_time_until_a_batch_goes_well() {
        let mut circuit = Circuit::new(CircuitOptions::default());
        assert_eq!([circuit.open(), circuit.open(), circuit.open()].map(|it| it.as_secs()), [1, 2, 4]);
        assert!(circuit.is_probing());
        circuit.note(10, 0);
        assert!(!circuit.is_probing());
        assert_eq!(circuit.open().as_secs(), 1);
    }
}
