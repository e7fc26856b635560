//! Horizontal bars, received beside resolved; drawn as SVG by the template.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// Small enough that a phone shows the words at a readable size; room for a number after the
/// longest bar.
const WIDTH: u64 = 440;
const BAR_MAX: u64 = 390;
const ROW: u64 = 58;
const TOP: u64 = 28;

/// A row of the picture and of the table behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub name: String,
    pub received: u64,
    pub resolved: u64,
}

/// A row with its places on the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub pair: Pair,
    pub name_y: u64,
    pub received_y: u64,
    pub resolved_y: u64,
    pub received_width: u64,
    pub resolved_width: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub width: u64,
    pub height: u64,
    pub bars: Vec<Bar>,
}

/// Lays the bars out; nothing to show gives no picture.
pub fn draw(pairs: Vec<Pair>) -> Option<Chart> {
    let longest = pairs.iter().map(|pair| pair.received.max(pair.resolved)).max()?;
    if longest == 0 {
        return None;
    }
    let width = |count: u64| count * BAR_MAX / longest;
    let bar = |(row, pair): (u64, Pair)| {
        let y = TOP + row * ROW;
        Bar {
            name_y: y + 14,
            received_y: y + 20,
            resolved_y: y + 36,
            received_width: width(pair.received),
            resolved_width: width(pair.resolved),
            pair,
        }
    };
    let bars: Vec<Bar> = (0..).zip(pairs).map(bar).collect();
    let height = TOP + ROW * bars.len() as u64;
    Some(Chart { width: WIDTH, height, bars })
}

/// Months beyond this many become years, or the picture would never end.
const MONTHS_MAX: i32 = 36;

/// Received and resolved by month of a period, months without any included.
pub fn by_month(
    (from, to): (NaiveDate, NaiveDate),
    received: &[(NaiveDate, u64)],
    resolved: &[(NaiveDate, u64)],
) -> Vec<Pair> {
    let index = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let is_long = index(to) - index(from) >= MONTHS_MAX;
    let key = |day: NaiveDate| if is_long { day.year() } else { index(day) };
    let mut counts: BTreeMap<i32, (u64, u64)> =
        (key(from)..=key(to)).map(|key| (key, (0, 0))).collect();
    for (day, count) in received {
        counts.entry(key(*day)).or_default().0 += count;
    }
    for (day, count) in resolved {
        counts.entry(key(*day)).or_default().1 += count;
    }
    let name = |key: i32| match is_long {
        true => key.to_string(),
        false => format!("{:02}/{}", key.rem_euclid(12) + 1, key.div_euclid(12)),
    };
    let pair = |(key, (received, resolved))| Pair { name: name(key), received, resolved };
    counts.into_iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_longest_bar_fills_the_picture() {
        let pair = |received, resolved| Pair { name: String::new(), received, resolved };
        let chart = draw(vec![pair(4, 1), pair(2, 8)]).unwrap();
        let widths: Vec<_> =
            chart.bars.iter().map(|bar| (bar.received_width, bar.resolved_width)).collect();
        assert_eq!(widths, [(195, 48), (97, 390)]);
        assert_eq!(draw(vec![pair(0, 0)]), None);
        assert_eq!(draw(vec![]), None);
    }

    #[test]
    fn quiet_months_are_shown_too() {
        let pairs = by_month(
            (day("2025-11-15"), day("2026-01-31")),
            &[(day("2025-11-20"), 2), (day("2026-01-02"), 1)],
            &[(day("2026-01-31"), 3)],
        );
        let shown: Vec<_> =
            pairs.iter().map(|p| (p.name.as_str(), p.received, p.resolved)).collect();
        assert_eq!(shown, [("11/2025", 2, 0), ("12/2025", 0, 0), ("01/2026", 1, 3)]);
    }

    #[test]
    fn long_periods_go_by_year() {
        let pairs = by_month((day("2000-01-01"), day("2026-12-31")), &[], &[]);
        assert_eq!(pairs.len(), 27);
        assert_eq!(pairs[0].name, "2000");
    }
}
