//! Numbers that follow from a seed.

/// A stream of numbers (the `SplitMix64` sequence): the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The numbers of one name under a seed, which do not depend on what else is drawn.
    #[must_use]
    pub fn named(seed: u64, name: &str) -> Self {
        // FNV-1a spreads names well enough, and is the same everywhere.
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { state: name.bytes().fold(start, hash) }
    }

    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound; zero when the bound is.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next_u64() % bound).unwrap_or_default()
    }

    /// A number of a range, both ends included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).saturating_add(1);
        low.wrapping_add_unsigned(self.next_u64() % width.max(1))
    }

    /// One of the elements, unless there is none.
    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        all.get(self.below(all.len()))
    }

    /// Lower-case letters and digits, the first a letter.
    pub fn word(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let letter = |index: usize, it: &mut Self| it.below(if index == 0 { 26 } else { LETTERS.len() });
        (0..length).map(|index| char::from(LETTERS[letter(index, self)])).collect()
    }

    /// A UUID (version 4).
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.next_u64(), self.next_u64());
        let (time, middle, version) = (high >> 32, (high >> 16) & 0xffff, 0x4000 | (high & 0x0fff));
        let (variant, node) = (0x8000 | ((low >> 48) & 0x3fff), low & 0xffff_ffff_ffff);
        format!("{time:08x}-{middle:04x}-{version:04x}-{variant:04x}-{node:012x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn names_have_numbers_of_their_own() {
        assert_eq!(Rng::named(1, "a").uuid(), Rng::named(1, "a").uuid());
        assert_ne!(Rng::named(1, "a").uuid(), Rng::named(1, "b").uuid());
        assert_ne!(Rng::named(1, "a").uuid(), Rng::named(2, "a").uuid());
    }

    #[test]
    fn ranges_hold_their_ends_only() {
        let mut rng = Rng::new(0);
        let all: Vec<_> = (0..200).map(|_| rng.within(-1, 1)).collect();
        assert!(all.iter().all(|it| (-1..=1).contains(it)) && all.contains(&-1) && all.contains(&1));
        rng.within(i64::MIN, i64::MAX);
    }
}
