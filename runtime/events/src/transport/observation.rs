//! Looking at a stream that others publish and consume.

use std::fmt::Debug;
use std::time::Duration;

use futures_core::future::BoxFuture;

use super::{Delivery, TransportError};

/// The looking end of a stream, which neither its producers nor its consumers notice.
pub trait Observation: Debug + Send {
    /// Where it began, to look at the same once more; nothing when the broker keeps nothing for who comes later.
    fn began(&self) -> Option<Mark>;

    /// Waits for messages, as long as `wait` at most, and hands out `max` at most; none when there are none.
    ///
    /// Each is handed out once, in the order of the stream. After [`TransportError::Lapsed`] it goes on behind the gap;
    /// after any other error there may be a gap, unless [`Observation::began`] gives a mark to begin at again.
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>>;

    /// Takes away what the broker holds for it; one that is dropped goes away by itself, a little later.
    fn end(self: Box<Self>) -> BoxFuture<'static, ()>;
}

/// A place in a stream: behind so many messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(pub(crate) u64);

/// Who looks on, where errors name a consumer.
pub(crate) const OBSERVER: &str = "observer";
