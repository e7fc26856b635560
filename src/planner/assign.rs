//! The cheapest matching of a few rows to columns (Hungarian method).

/// Gives each row its own column at the lowest sum of `cost[row][column]`.
///
/// There must be at least as many columns as rows. Takes rows² × columns steps.
pub(crate) fn assign(cost: &[Vec<i64>]) -> Vec<usize> {
    let (rows, columns) = (cost.len(), cost.first().map_or(0, Vec::len));
    // row 0 and column 0 stand for none; prices keep cost - row - column at 0 or more
    let mut row_price = vec![0; rows + 1];
    let mut column_price = vec![0; columns + 1];
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let (end, previous) = search(cost, &row_of, &mut row_price, &mut column_price);
        let mut column = end;
        while column != 0 {
            row_of[column] = row_of[previous[column]];
            column = previous[column];
        }
    }
    let mut column_of = vec![0; rows];
    for (column, &row) in row_of.iter().enumerate().skip(1) {
        if row > 0 {
            column_of[row - 1] = column - 1;
        }
    }
    column_of
}

/// From the row in column 0, the cheapest way over columns that are taken to one that is not: that
/// column, and for each column the one before it.
fn search(
    cost: &[Vec<i64>],
    row_of: &[usize],
    row_price: &mut [i64],
    column_price: &mut [i64],
) -> (usize, Vec<usize>) {
    let columns = row_of.len();
    let mut least = vec![i64::MAX; columns];
    let mut previous = vec![0; columns];
    let mut done = vec![false; columns];
    let mut column = 0;
    // each pass closes a column; a free one comes before they run out
    for _ in 0..columns {
        done[column] = true;
        let row = row_of[column];
        let (mut step, mut next) = (i64::MAX, 0);
        for other in (1..columns).filter(|other| !done[*other]) {
            let reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other];
            if reduced < least[other] {
                least[other] = reduced;
                previous[other] = column;
            }
            if least[other] < step {
                step = least[other];
                next = other;
            }
        }
        for other in 0..columns {
            if done[other] {
                row_price[row_of[other]] += step;
                column_price[other] -= step;
            } else if other > 0 {
                least[other] -= step;
            }
        }
        column = next;
        if row_of[column] == 0 {
            break;
        }
    }
    (column, previous)
}
