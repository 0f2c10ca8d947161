//! What somebody should hear about at once.

use std::fmt;
use std::sync::Arc;

/// Something that a person may have to act on; metrics count the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Report {
    /// The handler failed on an event; it is tried again, and events of its key wait.
    Failed {
        /// The event.
        event: String,
        /// Its key.
        key: String,
        /// Why.
        error: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// An event is parked: it and later events of its key wait until somebody decides (`apigen events parked`).
    Parked {
        /// The event.
        event: String,
        /// Its key.
        key: String,
        /// Why.
        error: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// Most keys fail: nothing is parked, no attempt counts, and everything is tried again later.
    CircuitOpened {
        /// What the last failure said.
        error: String,
    },
    /// Events that this version does not know were kept for the next; told once a discriminator.
    Unknown {
        /// The discriminator.
        discriminator: String,
    },
    /// Something is kept aside: it is no event, or its time lies beyond the horizon.
    Odd {
        /// What is wrong with it.
        problem: String,
    },
    /// Messages were lost on the way, since the broker kept them for too short a time; replay them.
    Lapsed {
        /// What the transport says.
        problem: String,
    },
}

/// Who is told.
#[derive(Clone)]
pub(crate) struct Reporter(Arc<dyn Fn(&Report) + Send + Sync>);

impl Reporter {
    pub(crate) fn new(report: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    pub(crate) fn tell(&self, report: &Report) {
        (self.0)(report);
    }
}

impl Default for Reporter {
    fn default() -> Self {
        Self::new(|report| tracing::error!(?report, "a consumer needs attention"))
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter")
    }
}
