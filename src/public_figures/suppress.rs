//! Small numbers withheld (che số nhỏ): a table with its sums, in which no number below five is shown, nor can be
//! found out from the numbers that are.
//!
//! A hidden cell ties its row to its column. Where a row and a column are tied by one cell alone, and in no round
//! about way through others, subtraction gives that cell; then further cells are hidden around it until there is a
//! second way. After that, what everybody knows of hidden cells (1 to 4, or nothing at all) must leave each of them
//! more than one value: four cells of 1 to 4 with a sum of 1 to 4 are ones. Then it is not even said that a cell is
//! small.

/// Numbers below this one are not shown; nought tells of nobody and is.
pub const SMALLEST: u64 = 5;

/// A cell as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Number(u64),
    /// Between 1 and 4.
    Small,
    /// Not said, so that others cannot be found out; it may be any number.
    Withheld,
}

/// A table with a last column of sums of its rows and a last row of sums of its columns.
struct Table {
    values: Vec<Vec<u64>>,
    shown: Vec<Vec<Shown>>,
}

/// Publishes a table of rows of the same length, with its sums: the answer has a row and a column more.
pub fn protect(cells: &[Vec<u64>]) -> Vec<Vec<Shown>> {
    let mut table = Table::with_sums(cells);
    for place in table.places() {
        if table.is_hidden(place) && table.is_alone(place) {
            table.hide_around(place);
        }
    }
    // Each round says less of a cell, so it ends.
    for _ in 0..2 * table.places().len() {
        let Some(place) = table.found_out() else { break };
        if !table.say_less(place) && !table.hide_around(place) {
            break;
        }
    }
    table.shown
}

/// More than any number of a hidden cell that is not said.
const ANY: i64 = i64::MAX / 1_000_000;

impl Table {
    fn with_sums(cells: &[Vec<u64>]) -> Self {
        let columns = cells.first().map_or(0, Vec::len);
        let with_sum = |row: &Vec<u64>| {
            let mut row: Vec<u64> = row.iter().copied().take(columns).collect();
            row.push(row.iter().sum());
            row
        };
        let mut values: Vec<Vec<u64>> = cells.iter().map(with_sum).collect();
        let sum = |column| values.iter().filter_map(|row| row.get(column)).sum();
        values.push((0..=columns).map(sum).collect());
        let shown = |value: &u64| match *value {
            0 | SMALLEST.. => Shown::Number(*value),
            _ => Shown::Small,
        };
        let shown = values.iter().map(|row| row.iter().map(shown).collect()).collect();
        Self { values, shown }
    }

    fn places(&self) -> Vec<(usize, usize)> {
        let columns = |row: usize| 0..self.values.get(row).map_or(0, Vec::len);
        (0..self.values.len())
            .flat_map(|row| columns(row).map(move |column| (row, column)))
            .collect()
    }

    fn value(&self, (row, column): (usize, usize)) -> u64 {
        self.values.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    }

    fn at(&self, (row, column): (usize, usize)) -> Shown {
        let cell = self.shown.get(row).and_then(|row| row.get(column));
        cell.copied().unwrap_or(Shown::Number(0))
    }

    fn is_hidden(&self, place: (usize, usize)) -> bool {
        !matches!(self.at(place), Shown::Number(_))
    }

    fn hide(&mut self, (row, column): (usize, usize)) {
        if let Some(cell) = self.shown.get_mut(row).and_then(|row| row.get_mut(column))
            && matches!(cell, Shown::Number(_))
        {
            *cell = Shown::Withheld;
        }
    }

    /// Of a small number not even that it is small; false if that is not said anyway.
    fn say_less(&mut self, (row, column): (usize, usize)) -> bool {
        let cell = self.shown.get_mut(row).and_then(|row| row.get_mut(column));
        let Some(cell) = cell.filter(|cell| **cell == Shown::Small) else { return false };
        *cell = Shown::Withheld;
        true
    }

    /// Whether a hidden cell is all that ties its row to its column.
    fn is_alone(&self, (row, column): (usize, usize)) -> bool {
        let (rows, columns) = (self.values.len(), self.values.first().map_or(0, Vec::len));
        let mut seen_rows = vec![false; rows];
        let mut seen_columns = vec![false; columns];
        let mut next = vec![row];
        while let Some(at) = next.pop() {
            if seen_rows.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            for other in 0..columns {
                let is_tie = self.is_hidden((at, other)) && (at, other) != (row, column);
                if is_tie
                    && seen_columns.get_mut(other).is_some_and(|s| !std::mem::replace(s, true))
                {
                    let tied =
                        |of: &usize| self.is_hidden((*of, other)) && (*of, other) != (row, column);
                    next.extend((0..rows).filter(tied));
                }
            }
        }
        !seen_columns.get(column).copied().unwrap_or(false)
    }

    /// What hiding a cell costs: little numbers say least. Noughts protect badly, for everybody guesses them first.
    fn cost(&self, place: (usize, usize)) -> u64 {
        match self.value(place) {
            _ if self.is_hidden(place) => 0,
            0 => 1 << 40,
            value => value,
        }
    }

    /// Hides the cheapest three other corners of a rectangle; false if there is nothing left to hide.
    fn hide_around(&mut self, (row, column): (usize, usize)) -> bool {
        let corners = |(r, c): (usize, usize)| [(row, c), (r, column), (r, c)];
        let is_other = |(r, c): &(usize, usize)| *r != row && *c != column;
        let cost =
            |place: (usize, usize)| corners(place).map(|one| self.cost(one)).iter().sum::<u64>();
        let found = self
            .places()
            .into_iter()
            .filter(is_other)
            .filter(|place| corners(*place).iter().any(|one| !self.is_hidden(*one)))
            .min_by_key(|place| cost(*place));
        let Some(best) = found else { return false };
        for place in corners(best) {
            self.hide(place);
        }
        true
    }

    /// A hidden cell that has only one value left, as far as each row and column tells.
    fn found_out(&self) -> Option<(usize, usize)> {
        let places = self.places();
        let mut bounds: Vec<Vec<(i64, i64)>> =
            self.shown.iter().map(|row| row.iter().map(|cell| known(*cell)).collect()).collect();
        let lines = self.lines();
        // Bounds only get narrower; a few rounds carry what one line tells to all others.
        for _ in 0..8 {
            for line in &lines {
                narrow(&mut bounds, line);
            }
        }
        places.into_iter().find(|place| {
            let bound = bounds.get(place.0).and_then(|row| row.get(place.1));
            self.is_hidden(*place) && bound.is_some_and(|(low, high)| low >= high)
        })
    }

    /// Rows and columns, the sum last.
    fn lines(&self) -> Vec<Vec<(usize, usize)>> {
        let (rows, columns) = (self.values.len(), self.values.first().map_or(0, Vec::len));
        let of_row = |row| (0..columns).map(|column| (row, column)).collect();
        let of_column = |column| (0..rows).map(|row| (row, column)).collect();
        (0..rows).map(of_row).chain((0..columns).map(of_column)).collect()
    }
}

/// What everybody knows of a cell.
fn known(cell: Shown) -> (i64, i64) {
    match cell {
        Shown::Number(value) => {
            let value = i64::try_from(value).unwrap_or(ANY);
            (value, value)
        }
        Shown::Small => (1, SMALLEST.cast_signed() - 1),
        Shown::Withheld => (0, ANY),
    }
}

/// Narrows each cell of a line by the others: all but the last together are the last.
fn narrow(bounds: &mut [Vec<(i64, i64)>], line: &[(usize, usize)]) {
    let Some((sum, parts)) = line.split_last() else { return };
    let of = |bounds: &[Vec<(i64, i64)>], (row, column): (usize, usize)| {
        bounds.get(row).and_then(|row| row.get(column)).copied().unwrap_or((0, 0))
    };
    let total = |bounds: &[Vec<(i64, i64)>]| {
        parts.iter().fold((0, 0), |(low, high): (i64, i64), part| {
            let (more_low, more_high) = of(bounds, *part);
            (low + more_low, (high + more_high).min(ANY))
        })
    };
    let (low, high) = total(bounds);
    set(bounds, *sum, (low, high));
    for part in parts {
        let ((low, _), own) = (total(bounds), of(bounds, *part));
        // Of a part that may be anything the others give no upper end, and so no lower one.
        let others_high = parts
            .iter()
            .filter(|one| *one != part)
            .map(|one| of(bounds, *one).1)
            .sum::<i64>()
            .min(ANY);
        let (sum_low, sum_high) = of(bounds, *sum);
        let least = if others_high >= ANY { 0 } else { sum_low - others_high };
        let most = if sum_high >= ANY { ANY } else { sum_high - (low - own.0) };
        set(bounds, *part, (least, most));
    }
}

fn set(bounds: &mut [Vec<(i64, i64)>], (row, column): (usize, usize), (low, high): (i64, i64)) {
    if let Some(bound) = bounds.get_mut(row).and_then(|row| row.get_mut(column)) {
        *bound = (bound.0.max(low), bound.1.min(high));
    }
}

#[cfg(test)]
mod tests;
