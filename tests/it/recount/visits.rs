//! Table 01/TCD but for its days, from visits.

use std::collections::BTreeMap;

use entity::visit;
use uuid::Uuid;

use super::{Columns, Days};

const FORM: &str = "01/TCD";

/// The first column of turns by who received: staff, head, delegate.
const TURNS: [u32; 3] = [5, 11, 17];

pub fn count<'v>(
    visits: impl Iterator<Item = &'v visit::Model>,
    (from, to): Days,
    columns: &mut Columns,
) {
    // Head before delegate before staff.
    let mut matters: BTreeMap<Uuid, usize> = BTreeMap::new();
    let rank = |by: usize| [2, 0, 1][by];
    for one in visits.filter(|one| from <= one.received_on && one.received_on <= to) {
        if one.outcome == "refused" {
            continue;
        }
        let by = match one.mode.split('-').next() {
            Some("head") => 1,
            Some("delegate") => 2,
            _ => 0,
        };
        let people = u64::try_from(one.people).unwrap();
        columns.add(FORM, TURNS[by], 1);
        columns.add(FORM, TURNS[by] + 1, people);
        if people >= 5 {
            columns.add(FORM, TURNS[by] + 3, 1);
            columns.add(FORM, TURNS[by] + 4, people);
        }
        let known = matters.entry(one.matter_id).or_insert(by);
        if rank(by) < rank(*known) {
            *known = by;
        }
    }
    for by in matters.into_values() {
        columns.add(FORM, TURNS[by] + 2, 1);
    }
    for (no, parts) in [(1, [5, 11, 17]), (2, [6, 12, 18]), (3, [7, 13, 19]), (4, [8, 14, 20])] {
        columns.sum(FORM, no, &parts);
    }
}
