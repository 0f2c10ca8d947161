//! Chance, as clients use it: for waits, idempotency keys and the ids of traces.

use uuid::Uuid;

/// Where random numbers come from; replaced in tests.
pub(crate) struct Random(Box<dyn Fn() -> u128 + Send + Sync>);

impl Default for Random {
    fn default() -> Self {
        Self::new(|| Uuid::new_v4().as_u128())
    }
}

impl Random {
    pub(crate) fn new(source: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        Self(Box::new(source))
    }

    /// From 0 to just under 1.
    pub(crate) fn chance(&self) -> f64 {
        #[allow(clippy::cast_possible_truncation)] // The lower part is meant.
        let word = self.low() as u32;
        f64::from(word) / (f64::from(u32::MAX) + 1.0)
    }

    /// A key that nobody else has.
    pub(crate) fn key(&self) -> String {
        uuid::Builder::from_random_bytes((self.0)().to_be_bytes()).into_uuid().to_string()
    }

    /// A `traceparent` that begins a trace.
    pub(crate) fn traceparent(&self) -> String {
        let (trace, span) = ((self.0)().max(1), self.low().max(1));
        format!("00-{trace:032x}-{span:016x}-00")
    }

    /// The lower half, which is random in a random UUID but for its first two bits.
    fn low(&self) -> u64 {
        #[allow(clippy::cast_possible_truncation)] // The lower part is meant.
        let low = (self.0)() as u64;
        low
    }
}
