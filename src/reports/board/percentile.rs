//! Percentiles of days, counted from sums: so many that took so long.

use std::collections::BTreeMap;

/// How many took how many days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread(BTreeMap<i64, u64>);

impl Spread {
    pub fn add(&mut self, days: i64, count: u64) {
        if count > 0 {
            *self.0.entry(days).or_default() += count;
        }
    }

    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// The days within which `percent` of a hundred were done (nearest rank): the smallest number of days that so
    /// many did not pass. None without any.
    pub fn percentile(&self, percent: u64) -> Option<i64> {
        self.at((self.total() * percent).div_ceil(100).max(1))
    }

    /// The days of the one at a place, the quickest being the first.
    pub fn at(&self, rank: u64) -> Option<i64> {
        let mut seen = 0;
        for (days, count) in &self.0 {
            seen += count;
            if seen >= rank {
                return Some(*days);
            }
        }
        None
    }
}

/// So many of a hundred, rounded half up; none of nothing.
pub fn share(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_sorted_days() {
        let mut spread = Spread::default();
        assert_eq!(spread.percentile(50), None);
        let mut days: Vec<i64> = Vec::new();
        for n in 0..137_i64 {
            let took = (n * 31) % 23;
            spread.add(took, u64::from(n % 3 == 0) + 1);
            days.extend(std::iter::repeat_n(took, if n % 3 == 0 { 2 } else { 1 }));
        }
        days.sort_unstable();
        assert_eq!(spread.total(), days.len() as u64);
        for percent in [1, 25, 50, 90, 99, 100] {
            let rank = (days.len() * percent).div_ceil(100);
            let expected = days[rank - 1];
            assert_eq!(spread.percentile(percent as u64), Some(expected), "{percent}");
        }
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(2, 3), Some(67));
        assert_eq!(share(1, 8), Some(13));
        assert_eq!(share(4, 4), Some(100));
    }
}
