//! How often what goes wrong.

use std::time::Duration;

/// What a transport may do to those who use it, in so many of a thousand cases; none of it breaks its promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Faults {
    /// What chance follows from: the same seed and the same calls give the same faults.
    pub seed: u64,
    /// Messages that are handed out once more, some time later.
    pub duplicate: u16,
    /// Neighbours of different keys that change places.
    pub reorder: u16,
    /// Calls of a subscription that find the connection lost.
    pub cut: u16,
    /// Batches of which only a part is published.
    pub refuse: u16,
    /// Batches that are published and whose confirmation gets lost.
    pub unconfirmed: u16,
    /// How long a call takes at most beyond its own time.
    pub slow: Duration,
}

impl Faults {
    /// Nothing goes wrong.
    pub fn none(seed: u64) -> Self {
        let (duplicate, reorder, cut, refuse, unconfirmed, slow) = (0, 0, 0, 0, 0, Duration::ZERO);
        Self { seed, duplicate, reorder, cut, refuse, unconfirmed, slow }
    }

    /// Everything goes wrong now and then.
    pub fn some(seed: u64) -> Self {
        let slow = Duration::from_millis(20);
        Self { seed, duplicate: 50, reorder: 200, cut: 50, refuse: 100, unconfirmed: 100, slow }
    }
}
