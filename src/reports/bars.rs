//! Horizontal bars of several parts, laid out for a drawing in SVG: name above, number behind.

/// The widest bar; room for a number behind it. Small enough that a phone shows the words at a readable size.
const WIDTH: u64 = 440;
const BAR_MAX: u64 = 380;
const ROW: u64 = 42;
const TOP: u64 = 4;

/// A row of the picture; `parts` in the order of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    pub name: String,
    pub parts: Vec<u64>,
    /// Behind the bar: `12`, `83%`.
    pub text: String,
}

/// A part of a bar with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub x: u64,
    pub width: u64,
    /// Class of its colour: `part-0`, `part-1`, `part-2`.
    pub class: &'static str,
}

/// A row with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarLine {
    pub name: String,
    pub text: String,
    pub name_y: u64,
    pub bar_y: u64,
    pub text_x: u64,
    pub text_y: u64,
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    pub width: u64,
    pub height: u64,
    pub lines: Vec<BarLine>,
}

const CLASSES: [&str; 3] = ["part-0", "part-1", "part-2"];

/// Lays the rows out; nothing to show gives no picture. More than three parts are not drawn.
pub fn draw(rows: Vec<BarRow>) -> Option<Bars> {
    let longest = rows.iter().map(|row| row.parts.iter().sum::<u64>()).max()?;
    if longest == 0 {
        return None;
    }
    let line = |(index, row): (u64, BarRow)| {
        let y = TOP + index * ROW;
        let mut done = 0;
        let mut pieces = Vec::new();
        for (part, class) in row.parts.iter().zip(CLASSES) {
            // Ends are scaled, not widths, so that the parts meet and end where the whole bar ends.
            let (from, to) = (done * BAR_MAX / longest, (done + part) * BAR_MAX / longest);
            done += part;
            if *part > 0 {
                pieces.push(Piece { x: from, width: (to - from).max(1), class });
            }
        }
        BarLine {
            name: row.name,
            text: row.text,
            name_y: y + 13,
            bar_y: y + 18,
            text_x: done * BAR_MAX / longest + 6,
            text_y: y + 30,
            pieces,
        }
    };
    let lines: Vec<BarLine> = (0..).zip(rows).map(line).collect();
    let height = TOP + ROW * lines.len() as u64;
    Some(Bars { width: WIDTH, height, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_meet_and_end_with_the_bar() {
        let row = |parts: &[u64]| BarRow {
            name: String::new(),
            parts: parts.to_vec(),
            text: String::new(),
        };
        let bars = draw(vec![row(&[1, 1, 1]), row(&[0, 7, 0]), row(&[0, 0, 0])]).unwrap();
        let ends: Vec<Vec<(u64, u64)>> = bars
            .lines
            .iter()
            .map(|line| line.pieces.iter().map(|piece| (piece.x, piece.width)).collect())
            .collect();
        assert_eq!(ends, [vec![(0, 54), (54, 54), (108, 54)], vec![(0, 380)], vec![]]);
        assert_eq!(bars.lines[1].text_x, 386);
        assert_eq!(draw(vec![row(&[0])]), None);
        assert_eq!(draw(vec![]), None);
    }
}
