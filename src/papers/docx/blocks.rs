//! The text of a paper: one block after the other.

use docx_rs::{
    AlignmentType, Paragraph, Run, Table, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::{Part, package};
use crate::Block;

/// More columns than this are set smaller, as in the PDF.
const COLUMNS_IN_FULL_SIZE: usize = 6;

/// A paragraph of one run in a style of `styles.xml`.
pub fn paragraph(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(text))
}

/// What a block becomes; `width` is that of the text in twips.
pub fn parts(block: &Block, width: usize) -> Vec<Part> {
    let one = |style, text: &str| vec![Part::Paragraph(paragraph(style, text))];
    match block {
        Block::Addressee { word, names } => addressee(word, names),
        Block::Centred { text } => one("Centred", text),
        Block::Basis { text } => one("Basis", text),
        Block::Heading { text } => one("Heading", text),
        Block::Paragraph { text } | Block::Item { text } => one("Body", text),
        Block::Article { word, text } => {
            let word = Run::new().add_text(word).bold();
            let text = Run::new().add_text(format!(" {text}"));
            vec![Part::Paragraph(Paragraph::new().style("Body").add_run(word).add_run(text))]
        }
        Block::Particular { name, value } => one("Body", format!("{name} {value}").trim_end()),
        Block::Table { widths, head, rows } => vec![
            Part::Paragraph(Paragraph::new().style("Rule")),
            Part::Table(table(widths, head, rows, width)),
            Part::Paragraph(Paragraph::new().style("Rule")),
        ],
    }
}

fn addressee(word: &str, names: &[String]) -> Vec<Part> {
    if let [name] = names {
        return vec![Part::Paragraph(paragraph("Addressee", &format!("{word} {name}")))];
    }
    let names = names.iter().map(|name| paragraph("AddresseeName", name));
    std::iter::once(paragraph("Addressee", word)).chain(names).map(Part::Paragraph).collect()
}

fn table(shares: &[u32], head: &[String], rows: &[Vec<String>], width: usize) -> Table {
    let total: u64 = shares.iter().copied().map(u64::from).sum();
    let widths: Vec<usize> = shares
        .iter()
        .map(|share| {
            let part = width as u64 * u64::from(*share) / total.max(1);
            usize::try_from(part).unwrap_or(width).max(1)
        })
        .collect();
    let small = shares.len() > COLUMNS_IN_FULL_SIZE;
    let (head_style, style, side) =
        if small { ("CellSmallHead", "CellSmall", 40) } else { ("CellHead", "Cell", 60) };

    let row = |cells: &[String], make: &dyn Fn(&str) -> TableCell| {
        let cells = cells.iter().zip(&widths);
        TableRow::new(cells.map(|(text, width)| make(text).width(*width, WidthType::Dxa)).collect())
    };
    let mut all = Vec::with_capacity(rows.len() + 1);
    if !head.is_empty() {
        let cell = |text: &str| {
            TableCell::new()
                .add_paragraph(paragraph(head_style, text))
                .vertical_align(VAlignType::Center)
        };
        all.push(package::marked_as_head(row(head, &cell)));
    }
    let cell = |text: &str| TableCell::new().add_paragraph(cell_text(style, text));
    all.extend(rows.iter().map(|cells| row(cells, &cell)));
    Table::new(all)
        .set_grid(widths.clone())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_borders(lines())
        .margins(TableCellMargins::new().margin(40, side, 40, side))
}

/// Numbers of a row or a count stand in the middle of their column.
fn cell_text(style: &str, text: &str) -> Paragraph {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let paragraph = paragraph(style, text);
    if is_number { paragraph.align(AlignmentType::Center) } else { paragraph }
}

/// Half a point around every cell.
fn lines() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    [Top, Left, Bottom, Right, InsideH, InsideV]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, position| {
            borders.set(TableBorder::new(position).size(4).color("000000"))
        })
}
