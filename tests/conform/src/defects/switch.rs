//! The switch: which defect is on, and how often it made a difference.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Defect;

/// A value in the state of a service; no two services share one.
#[derive(Debug, Default)]
pub struct Switch {
    on: Option<Defect>,
    struck: AtomicU64,
}

impl Switch {
    /// One defect on.
    pub fn on(defect: Defect) -> Self {
        Self { on: Some(defect), struck: AtomicU64::new(0) }
    }

    /// The defect that is on.
    pub fn defect(&self) -> Option<Defect> {
        self.on
    }

    /// How often the service behaved otherwise than it should.
    pub fn count(&self) -> u64 {
        self.struck.load(Ordering::Relaxed)
    }

    /// Whether the service has to go wrong now; asked where the outcome differs, since each yes is counted.
    pub(crate) fn strikes(&self, defect: impl Into<Defect>) -> bool {
        let strikes = self.is_on(defect);
        if strikes {
            self.struck.fetch_add(1, Ordering::Relaxed);
        }
        strikes
    }

    /// Whether this defect is on, without counting.
    pub(crate) fn is_on(&self, defect: impl Into<Defect>) -> bool {
        self.on == Some(defect.into())
    }
}
