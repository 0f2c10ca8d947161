//! How many retries a client has left.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A limit on retries, so that they never multiply an outage: each call earns a part of a retry, and each retry costs
/// a whole one. Clones share what is left.
#[derive(Debug, Clone)]
pub struct RetryBudget {
    /// In hundredths of a retry.
    left: Arc<AtomicU32>,
    full: u32,
    earned: u32,
}

/// One retry.
const RETRY: u32 = 100;

impl Default for RetryBudget {
    /// Ten retries, and one more for every five calls.
    fn default() -> Self {
        Self::new(10, 20)
    }
}

impl RetryBudget {
    /// A budget that begins with so many retries, and never holds more; percent of a retry that a call earns.
    pub fn new(retries: u32, percent: u32) -> Self {
        let full = retries.saturating_mul(RETRY);
        Self { left: Arc::new(AtomicU32::new(full)), full, earned: percent }
    }

    /// A call begins.
    pub(crate) fn earn(&self) {
        self.change(|left| Some(left.saturating_add(self.earned).min(self.full)));
    }

    /// Takes a retry, if one is left.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(RETRY))
    }

    fn change(&self, next: impl FnMut(u32) -> Option<u32>) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_an_outage_a_part_of_the_calls_is_repeated() {
        let budget = RetryBudget::new(10, 20);
        let retries = (0..1000).filter(|_| {
            budget.earn();
            budget.take()
        });
        assert_eq!(retries.count(), 10 + 999 / 5, "the first call earns nothing on top of a full budget");
    }

    #[test]
    fn nothing_is_saved_beyond_a_full_budget() {
        let budget = RetryBudget::new(2, 50);
        (0..100).for_each(|_| budget.earn());
        assert_eq!([(); 3].map(|()| budget.take()), [true, true, false]);
    }
}
