//! The time of tokio's runtime.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::{Sleep, Timer};

/// The time of tokio's runtime, which tests can pause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standard(Instant);

impl Default for Standard {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Timer for Standard {
    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn date(&self) -> SystemTime {
        SystemTime::now()
    }
}
