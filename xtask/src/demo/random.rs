//! Numbers that look random and are the same in every run (the `SplitMix64` sequence).

/// A sequence that its seed determines.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: usize) -> Self {
        Self(0x5EED ^ (seed as u64).wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    /// A number below `limit`, which is not zero.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        // Invariant: the remainder is below a `usize`, so it is one.
        usize::try_from(self.next() % limit as u64).expect("below a usize")
    }

    /// True `percent` times of a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items, of which there is at least one.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// Some different items, in random order.
    pub(super) fn some<T: Copy>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut rest = items.to_vec();
        (0..count.min(items.len())).map(|_| rest.swap_remove(self.below(rest.len()))).collect()
    }

    /// As many different items as the array has places; there are more than that.
    pub(super) fn sample<T: Copy, const N: usize>(&mut self, items: &[T]) -> [T; N] {
        let mut rest = items.to_vec();
        std::array::from_fn(|_| rest.swap_remove(self.below(rest.len())))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
