//! Where chance and time come from: a seed and a count, so that equal runs are equal.

use jiff::{SignedDuration, Timestamp};

/// The second at which every mock begins: 2026-01-01T00:00:00Z.
const BEGINNING: i64 = 1_767_225_600;

/// Numbers that look like chance, and a clock that ticks once a write.
#[derive(Debug, Clone)]
pub(super) struct Source {
    seed: u64,
    drawn: u64,
    ticks: i64,
    ids: i64,
}

impl Source {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, drawn: 0, ticks: 0, ids: 0 }
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

    /// A number below a bound; 0 when there is none below.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.draw() % bound).unwrap_or_default()
    }

    /// A UUID (version 4).
    pub(super) fn uuid(&mut self) -> String {
        let (high, low) = (self.draw(), self.draw());
        let (time, middle, version) = (high >> 32, (high >> 16) & 0xffff, 0x4000 | (high & 0x0fff));
        let (variant, node) = (0x8000 | ((low >> 48) & 0x3fff), low & 0xffff_ffff_ffff);
        format!("{time:08x}-{middle:04x}-{version:04x}-{variant:04x}-{node:012x}")
    }

    /// `SplitMix64`: every count gives another number, spread evenly.
    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        let mut z = self.seed.wrapping_add(self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn equal_seeds_give_equal_values() {
        let draw = |seed| Source::new(seed).uuid();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let mut source = Source::new(0);
        assert_ne!(source.uuid(), source.uuid());
    }

    #[test]
    fn time_passes_with_ticks_only() {
        let mut source = Source::new(0);
        assert_eq!(source.now().to_string(), "2026-01-01T00:00:00Z");
        source.tick();
        assert_eq!(source.now().to_string(), "2026-01-01T00:00:01Z");
    }
}
