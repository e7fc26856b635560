//! Ids and choices that follow from the seed, so that the same seed makes the same rows.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::demo::random::Random;

/// Mixes a seed and a number to another number (SplitMix64).
pub fn mixed(seed: u64, number: u64) -> u64 {
    let mut z = seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Ids of what belongs together. They have the form and the order of those of `ids::new_id`, which a seed cannot
/// repeat.
#[derive(Clone, Debug)]
pub struct Ids {
    seed: u64,
    number: u64,
    slot: u16,
}

impl Ids {
    pub fn new(seed: u64, number: u64) -> Self {
        Self { seed, number, slot: 0 }
    }

    /// The next one; at most 4096 are different.
    pub fn next(&mut self, at: DateTime<Utc>) -> Uuid {
        let slot = u64::from(self.slot);
        self.slot = (self.slot + 1) & 0xfff;
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        let low = mixed(self.seed ^ slot.rotate_left(32), self.number);
        Uuid::from_u64_pair(millis << 16 | 0x7000 | slot, low >> 2 | 1 << 63)
    }
}

/// Choices of one case or office.
pub fn random(seed: u64, number: u64) -> Random {
    Random::new(mixed(seed.rotate_left(17), number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_repeatable_different_and_in_the_order_of_time() {
        let at = DateTime::from_timestamp_millis(1_780_000_000_123).unwrap();
        let of = |seed, number| {
            let mut ids = Ids::new(seed, number);
            (0..40).map(|_| ids.next(at)).collect::<Vec<_>>()
        };
        assert_eq!(of(1, 2), of(1, 2));
        let all: BTreeSet<Uuid> = (0..50).flat_map(|number| of(7, number)).collect();
        assert_eq!(all.len(), 2000);
        let known = crate::ids::new_id(at);
        assert!(
            all.iter()
                .all(|id| id.get_version_num() == 7 && id.get_variant() == known.get_variant())
        );
        assert!(
            Ids::new(1, 1).next(at) < Ids::new(1, 1).next(at + chrono::TimeDelta::milliseconds(1))
        );
    }
}
