//! Where chance and time come from: a seed and counts, so that equal runs are equal.

use apigen_chance::Rng;
use jiff::{SignedDuration, Timestamp};

/// The second at which every mock begins: 2026-01-01T00:00:00Z.
const BEGINNING: i64 = 1_767_225_600;

/// Numbers that look like chance, and a clock that ticks once a write.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) rng: Rng,
    ticks: i64,
    ids: i64,
}

impl Source {
    pub(super) fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), ticks: 0, ids: 0 }
    }

    /// One second passes.
    pub(super) fn tick(&mut self) {
        self.ticks += 1;
    }

    /// The present second.
    pub(super) fn now(&self) -> Timestamp {
        let beginning = Timestamp::from_second(BEGINNING).unwrap_or_default();
        beginning.checked_add(SignedDuration::from_secs(self.ticks)).unwrap_or(beginning)
    }

    /// A number that was not given before: 1, 2, 3.
    pub(super) fn id(&mut self) -> i64 {
        self.ids += 1;
        self.ids
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn equal_seeds_give_equal_values() {
        let draw = |seed| Source::new(seed).rng.uuid();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let mut source = Source::new(0);
        assert_ne!(source.rng.uuid(), source.rng.uuid());
    }

    #[test]
    fn time_passes_with_ticks_only() {
        let mut source = Source::new(0);
        assert_eq!(source.now().to_string(), "2026-01-01T00:00:00Z");
        source.tick();
        assert_eq!(source.now().to_string(), "2026-01-01T00:00:01Z");
    }
}
