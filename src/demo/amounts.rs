//! Made-up amounts of decisions, and how far they were executed.

use law::results::{Executed, Recommended, Results};

use super::random::Random;

/// What a decision that found a complaint right recommends: mostly money and land given back, now and then
/// something for the State or somebody to answer for it.
pub fn decided(random: &mut Random) -> Recommended {
    let mut number = |low, high| u64::from(random.between(low, high));
    let money = number(12, 180) * 1_000_000;
    let (land, state, people) = (number(0, 900), number(0, 3), number(0, 4));
    let has_land = land >= 400;
    Recommended {
        returned_money: money,
        returned_land: if has_land { land * 25 } else { 0 },
        returned_people: 1,
        state_money: if state == 3 { money / 4 } else { 0 },
        handled_people: if people == 4 { 2 } else { 0 },
        handled_officials: if people == 4 { 1 } else { 0 },
        ..Recommended::default()
    }
}

/// The first part of what is to be executed, or all that is left of it.
pub fn executed(results: &Results, is_last: bool) -> Executed {
    let (due, done) = (&results.recommended, &results.executed);
    let part = |due: u64, done: u64| match due.saturating_sub(done) {
        left if is_last => left,
        // Money is paid in millions, and at least one of it.
        left => (left / 2 / 1_000_000 * 1_000_000).max(left.min(1_000_000)),
    };
    let whole = |due: u64, done: u64| if is_last { due.saturating_sub(done) } else { 0 };
    Executed {
        state_money: part(due.state_money, done.state_money),
        state_land: whole(due.state_land, done.state_land),
        returned_money: part(due.returned_money, done.returned_money),
        returned_land: whole(due.returned_land, done.returned_land),
        handled_people: whole(due.handled_people, done.handled_people),
        handled_officials: whole(due.handled_officials, done.handled_officials),
        ..Executed::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_lawful_and_executed_to_the_end() {
        for seed in 0..200 {
            let recommended = decided(&mut Random::new(seed));
            assert_eq!(recommended.check(), Ok(()), "{recommended:?}");
            let mut results = Results { recommended, ..Results::default() };
            let first = executed(&results, false);
            assert_eq!(first.check(), Ok(()), "{first:?}");
            assert!(first.returned_money < recommended.returned_money, "{first:?}");
            results.executed = first;
            let last = executed(&results, true);
            assert_eq!(last.check(), Ok(()), "{last:?}");
            let all = first.and(last);
            assert_eq!(all.returned_money, recommended.returned_money);
            assert_eq!(all.returned_land, recommended.returned_land);
            assert_eq!(all.handled_officials, recommended.handled_officials);
        }
    }
}
