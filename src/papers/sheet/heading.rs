//! Nested headings of a table as cells that span columns and levels, for both outputs alike.

use super::SheetColumn;

/// A cell of the heading. Levels count from the top, columns from the first after "Đơn vị".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell<'a> {
    pub level: usize,
    /// Number of levels that it spans.
    pub down: usize,
    /// First and last column.
    pub first: usize,
    pub last: usize,
    pub text: &'a str,
}

impl HeadCell<'_> {
    pub fn across(&self) -> usize {
        self.last - self.first + 1
    }
}

/// Number of levels: that of the deepest groups, and one for the labels.
pub fn levels(columns: &[SheetColumn]) -> usize {
    columns.iter().map(|column| column.groups.len()).max().unwrap_or(0) + 1
}

/// All cells, level by level and from left to right. Together they cover every column on every
/// level once.
pub fn cells(columns: &[SheetColumn]) -> Vec<HeadCell<'_>> {
    let levels = levels(columns);
    let mut cells = Vec::new();
    for level in 0..levels {
        let mut first = 0;
        while let Some(column) = columns.get(first) {
            let mut last = first;
            if let Some(text) = column.groups.get(level) {
                let path = &column.groups[..=level];
                let shared = |next: &SheetColumn| next.groups.get(..=level) == Some(path);
                while columns.get(last + 1).is_some_and(shared) {
                    last += 1;
                }
                cells.push(HeadCell { level, down: 1, first, last, text });
            } else if column.groups.len() == level {
                let down = levels - level;
                cells.push(HeadCell { level, down, first, last, text: &column.label });
            }
            first = last + 1;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Measure;

    fn column(no: u32, groups: &[&str], label: &str) -> SheetColumn {
        SheetColumn {
            no,
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            label: label.to_owned(),
            formula: String::new(),
            unit: Measure::Count,
        }
    }

    #[test]
    fn groups_merge_across_and_labels_down() {
        let columns = [
            column(1, &[], "Tổng"),
            column(2, &["A"], "x"),
            column(3, &["A", "B"], "y"),
            column(4, &["A", "B"], "z"),
            column(5, &["C", "B"], "y"),
        ];
        let found: Vec<(usize, usize, usize, usize, &str)> =
            cells(&columns).iter().map(|c| (c.level, c.down, c.first, c.last, c.text)).collect();
        let expected = [
            (0, 3, 0, 0, "Tổng"),
            (0, 1, 1, 3, "A"),
            (0, 1, 4, 4, "C"),
            (1, 2, 1, 1, "x"),
            (1, 1, 2, 3, "B"),
            // the same name under another group is another cell
            (1, 1, 4, 4, "B"),
            (2, 1, 2, 2, "y"),
            (2, 1, 3, 3, "z"),
            (2, 1, 4, 4, "y"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_same_group_twice_is_two_cells_when_something_stands_between() {
        let columns = [column(1, &["A"], "x"), column(2, &[], "y"), column(3, &["A"], "z")];
        let groups = cells(&columns);
        let groups: Vec<_> = groups.iter().filter(|cell| cell.text == "A").collect();
        assert_eq!(groups.len(), 2);
        assert!(groups.iter().all(|cell| cell.across() == 1));
    }
}
