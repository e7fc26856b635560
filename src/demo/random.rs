//! A small generator of numbers (SplitMix64): the same seed makes the same data everywhere.

#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.next() % span).unwrap_or(0)
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of some; nothing of nothing.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(from.len()).unwrap_or(u32::MAX).checked_sub(1)?;
        from.get(self.between(0, last) as usize)
    }

    /// One of some texts.
    pub fn text(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_within_their_bounds() {
        let (mut a, mut b) = (Random::new(7), Random::new(7));
        let numbers: Vec<u32> = (0..200).map(|_| a.between(3, 6)).collect();
        assert_eq!(numbers, (0..200).map(|_| b.between(3, 6)).collect::<Vec<_>>());
        for wanted in 3..=6 {
            assert!(numbers.contains(&wanted));
        }
        assert!(numbers.iter().all(|n| (3..=6).contains(n)));
        assert_eq!(a.pick::<u8>(&[]), None);
        assert_eq!(Random::new(1).text(&[]), "");
    }
}
