//! Waiting longer after every failure.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// How long to wait before trying again: doubled after every failure, between two limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The wait after the first failure.
    pub first: Duration,
    /// The longest wait.
    pub longest: Duration,
}

impl Backoff {
    /// The wait after so many failures in a row, the first of which is 1.
    pub fn after(self, failures: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(31));
        self.first.saturating_mul(doubled).min(self.longest)
    }

    /// The same, of which up to a half is left out at random, so that many who wait for one server come apart.
    pub(crate) fn jittered(self, failures: u32) -> Duration {
        let wait = self.after(failures);
        // A hasher's keys are the randomness that the standard library has to give.
        let random = RandomState::new().build_hasher().finish() % 1024;
        wait.saturating_sub(wait / 2048 * u32::try_from(random).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let backoff = Backoff { first: Duration::from_secs(1), longest: Duration::from_hours(1) };
        let seconds: Vec<_> = (1..=14).map(|failures| backoff.after(failures).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]);
        assert_eq!(backoff.after(u32::MAX), Duration::from_hours(1));
    }

    #[test]
    fn jitter_takes_away_half_at_most() {
        let backoff = Backoff { first: Duration::from_millis(100), longest: Duration::from_secs(30) };
        for failures in 1..40 {
            let (full, less) = (backoff.after(failures), backoff.jittered(failures));
            assert!(less <= full && less >= full / 2, "{less:?} of {full:?}");
        }
    }
}
