//! The text of a paper: one block after the other.

use docx_rs::{
    AlignmentType, BuildXML, Paragraph, Run, Table, TableBorder, TableBorderPosition, TableBorders,
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
    let one = |style, text: &str| vec![Part::paragraph(paragraph(style, text))];
    match block {
        Block::Addressee { word, names } => addressee(word, names),
        Block::Centred { text } => one("Centred", text),
        Block::Basis { text } => one("Basis", text),
        Block::Heading { text } => one("Heading", text),
        Block::Subheading { text } => one("Subheading", text),
        Block::Point { text } => one("Point", text),
        Block::Room { lines } => {
            (0..*lines).map(|_| Part::paragraph(Paragraph::new().style("Room"))).collect()
        }
        Block::Paragraph { text } | Block::Item { text } => one("Body", text),
        Block::Article { word, text } => {
            let word = Run::new().add_text(word).bold();
            let text = Run::new().add_text(format!(" {text}"));
            vec![Part::paragraph(Paragraph::new().style("Body").add_run(word).add_run(text))]
        }
        Block::Particular { name, value } => one("Body", format!("{name} {value}").trim_end()),
        Block::Table { widths, head, rows } => vec![
            Part::paragraph(Paragraph::new().style("Rule")),
            Part::Table(table(widths, head, rows, width)),
            Part::paragraph(Paragraph::new().style("Rule")),
        ],
    }
}

fn addressee(word: &str, names: &[String]) -> Vec<Part> {
    if let [name] = names {
        return vec![Part::paragraph(paragraph("Addressee", &format!("{word} {name}")))];
    }
    let names = names.iter().map(|name| paragraph("AddresseeName", name));
    std::iter::once(paragraph("Addressee", word)).chain(names).map(Part::paragraph).collect()
}

fn table(shares: &[u32], head: &[String], rows: &[Vec<String>], width: usize) -> Vec<u8> {
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
    let head_cell = |text: &str| {
        let cell = TableCell::new().add_paragraph(paragraph(head_style, text));
        cell.vertical_align(VAlignType::Center)
    };
    let cell = |text: &str| TableCell::new().add_paragraph(cell_text(style, text));
    let empty = Table::new(Vec::new())
        .set_grid(widths.clone())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_borders(lines())
        .margins(TableCellMargins::new().margin(40, side, 40, side));
    let head = (!head.is_empty()).then(|| package::head_row(&row(head, &head_cell)));
    package::table(
        &empty,
        head.into_iter().chain(rows.iter().map(|cells| row(cells, &cell).build())),
    )
}

/// Numbers of a row, counts and shares stand in the middle of their column, as in the PDF.
fn cell_text(style: &str, text: &str) -> Paragraph {
    let paragraph = paragraph(style, text);
    if is_number(text) { paragraph.align(AlignmentType::Center) } else { paragraph }
}

/// "12", "1.234", "-5", "+12,5%": up to four digits, or digits in groups of three.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = unsigned.strip_suffix('%').unwrap_or(unsigned);
    let (whole, part) = plain.split_once(',').unwrap_or((plain, "0"));
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let lone = !whole.contains('.');
    (1..=if lone { 4 } else { 3 }).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
        && !part.is_empty()
        && digits(part)
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
