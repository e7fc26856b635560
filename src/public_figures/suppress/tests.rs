use super::*;

/// Numbers that look random and are the same each time (a linear congruence of Knuth's).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Mostly small numbers, noughts among them, some large ones.
    fn table(&mut self, most: u64) -> Vec<Vec<u64>> {
        let (rows, columns) = (1 + self.below(5), 1 + self.below(5));
        let cell = |numbers: &mut Self| match numbers.below(3) {
            0 => 0,
            1 => numbers.below(6).min(most),
            _ => numbers.below(most + 1),
        };
        (0..rows).map(|_| (0..columns).map(|_| cell(self)).collect()).collect()
    }
}

fn places(shown: &[Vec<Shown>]) -> Vec<(usize, usize)> {
    let hidden = |(r, row): (usize, &Vec<Shown>)| {
        let cells = row.iter().enumerate();
        let cells = cells.filter(|(_, cell)| !matches!(cell, Shown::Number(_)));
        cells.map(|(c, _)| (r, c)).collect::<Vec<_>>()
    };
    shown.iter().enumerate().flat_map(hidden).collect()
}

/// Whether rows and columns, added and subtracted in any way, give a hidden cell: whether its unit vector lies
/// in the span of the equations.
fn is_derivable(shown: &[Vec<Shown>], wanted: (usize, usize)) -> bool {
    let hidden = places(shown);
    let (rows, columns) = (shown.len(), shown[0].len());
    let mut equations: Vec<Vec<f64>> = Vec::new();
    let mut add = |line: Vec<(usize, usize)>| {
        let last = *line.last().unwrap();
        let sign = |place| if place == last { -1.0 } else { 1.0 };
        let weight = |place: &(usize, usize)| {
            if line.contains(place) { sign(*place) } else { 0.0 }
        };
        equations.push(hidden.iter().map(weight).collect());
    };
    for row in 0..rows {
        add((0..columns).map(|column| (row, column)).collect());
    }
    for column in 0..columns {
        add((0..rows).map(|row| (row, column)).collect());
    }
    let target: Vec<f64> =
        hidden.iter().map(|place| f64::from(u8::from(*place == wanted))).collect();
    let before = rank(equations.clone());
    equations.push(target);
    rank(equations) == before
}

fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let width = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..width {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else {
            continue;
        };
        rows.swap(rank, pivot);
        let lead = rows[rank].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column] / lead[column];
            if at != rank && factor != 0.0 {
                for (cell, of_lead) in row.iter_mut().zip(&lead) {
                    *cell -= factor * of_lead;
                }
            }
        }
        rank += 1;
    }
    rank
}

#[test]
fn no_hidden_number_can_be_derived_from_those_shown() {
    let mut numbers = Numbers(7);
    let (mut hidden, mut withheld) = (0, 0);
    for _ in 0..3_000 {
        let cells = numbers.table(40);
        let shown = protect(&cells);
        let sums = Table::with_sums(&cells);
        for place in sums.places() {
            match shown[place.0][place.1] {
                Shown::Number(number) => {
                    assert_eq!(number, sums.value(place), "what is shown is true");
                    assert!(number == 0 || number >= SMALLEST, "{cells:?}");
                }
                Shown::Small => assert!((1..SMALLEST).contains(&sums.value(place))),
                Shown::Withheld => withheld += 1,
            }
        }
        for place in places(&shown) {
            hidden += 1;
            assert!(!is_derivable(&shown, place), "{place:?} of {cells:?}: {shown:?}");
        }
    }
    assert!(hidden > 10_000 && withheld > 1_000, "{hidden} hidden, {withheld} withheld");
}

/// All tables of two by two that look the same when published, with their sums, in the order of the rows.
fn alike(shown: &[Vec<Shown>]) -> Vec<[u64; 9]> {
    let range = |row: usize, column: usize| {
        let (low, high) = known(shown[row][column]);
        u64::try_from(low).unwrap()..=u64::try_from(high.min(60)).unwrap()
    };
    let mut found = Vec::new();
    for a in range(0, 0) {
        for b in range(0, 1).filter(|b| range(0, 2).contains(&(a + b))) {
            for c in range(1, 0).filter(|c| range(2, 0).contains(&(a + c))) {
                for d in range(1, 1) {
                    let sums = [(1, 2, c + d), (2, 1, b + d), (2, 2, a + b + c + d)];
                    if sums.iter().all(|(row, column, sum)| range(*row, *column).contains(sum)) {
                        found.push([a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]);
                    }
                }
            }
        }
    }
    found
}

#[test]
fn what_is_known_of_hidden_numbers_leaves_more_than_one() {
    const VALUES: [u64; 7] = [0, 1, 2, 4, 5, 6, 9];
    for code in 0..VALUES.len().pow(4) {
        let digit = |place: u32| VALUES[code / 7_usize.pow(place) % 7];
        let cells = vec![vec![digit(0), digit(1)], vec![digit(2), digit(3)]];
        let shown = protect(&cells);
        let tables = alike(&shown);
        for (row, column) in places(&shown) {
            let value = |table: &[u64; 9]| table[row * 3 + column];
            let first = value(&tables[0]);
            let is_found = tables.iter().all(|table| value(table) == first);
            assert!(!is_found, "{first} at {row}, {column} of {cells:?}: {shown:?}");
        }
    }
}

#[test]
fn large_numbers_are_all_shown_and_nothing_gives_a_sum_of_nothing() {
    let shown = protect(&[vec![10, 0], vec![7, 12]]);
    let number = Shown::Number;
    assert_eq!(
        shown,
        [
            [number(10), number(0), number(10)],
            [number(7), number(12), number(19)],
            [number(17), number(12), number(29)],
        ]
    );
    assert_eq!(protect(&[]), [[number(0)]]);
    assert_eq!(protect(&[vec![3]]), [[Shown::Small, Shown::Small], [Shown::Small, Shown::Small]]);
}

#[test]
fn the_least_that_helps_is_withheld() {
    let shown = protect(&[vec![3, 8, 100], vec![20, 30, 100], vec![50, 60, 100]]);
    let hidden = places(&shown);
    assert_eq!(hidden, [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(shown[0][0], Shown::Small);
    assert_eq!(shown[1][1], Shown::Withheld);
}
