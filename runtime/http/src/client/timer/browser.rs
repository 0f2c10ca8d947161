//! The time of a browser.

use std::time::{Duration, SystemTime};

use gloo_timers::future::TimeoutFuture;
use web_time::Instant;
use web_time::web::SystemTimeExt;

use super::{Sleep, Timer};
use crate::client::browser::apart;

/// The longest wait that a browser knows, 24 days.
const LONGEST_MILLIS: u32 = i32::MAX.unsigned_abs();

/// The time of a browser.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standard(Instant);

impl Default for Standard {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Timer for Standard {
    fn sleep(&self, duration: Duration) -> Sleep {
        // Rounded up, since nothing may be over before its time.
        let millis = duration.as_nanos().div_ceil(1_000_000);
        let millis = u32::try_from(millis).unwrap_or(u32::MAX).min(LONGEST_MILLIS);
        let waiting = apart(TimeoutFuture::new(millis));
        Box::pin(async move { waiting.await.unwrap_or_default() })
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn date(&self) -> SystemTime {
        web_time::SystemTime::now().to_std()
    }
}
