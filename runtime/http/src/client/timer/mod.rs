//! Time, as clients use it: waiting, and how long ago something was.

#[cfg_attr(target_arch = "wasm32", path = "browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "tokio.rs")]
mod platform;

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, SystemTime};

/// What waits.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Time; replaced in tests, and where tokio is not what drives futures.
pub trait Timer: Send + Sync + 'static {
    /// Waits.
    fn sleep(&self, duration: Duration) -> Sleep;
    /// The time since a moment that stays the same.
    fn elapsed(&self) -> Duration;
    /// The date and time of day.
    fn date(&self) -> SystemTime;
}

/// The timer of a client that has no other: tokio's, and in a browser the browser's.
pub(crate) fn standard() -> Arc<dyn Timer> {
    Arc::new(platform::Standard::default())
}

/// What a future returns, or nothing when that takes longer.
pub(crate) async fn within<F: Future>(timer: &dyn Timer, duration: Duration, future: F) -> Option<F::Output> {
    let (mut future, mut sleep) = (pin!(future), timer.sleep(duration));
    std::future::poll_fn(|cx| {
        if let Poll::Ready(it) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(it));
        }
        sleep.as_mut().poll(cx).map(|()| None)
    })
    .await
}
