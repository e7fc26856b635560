//! What stands around the text: head, title, recipients and signatures.

use docx_rs::{
    AlignmentType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};

use super::Part;
use super::blocks::paragraph;
use crate::{Document, Fonts, Signature};

/// Share of a line under which its rule stands; the decree wants 1/3 to 1/2.
const RULE: f64 = 0.4;

/// Boxes 1 to 5b.
pub fn head(document: &Document, fonts: &Fonts, width: usize) -> Vec<Part> {
    if document.issuing_body.is_empty() && document.parent_body.is_empty() {
        return citizens_head(document, fonts, width);
    }
    // As in the PDF: 75 to 90 mm on an upright page.
    let left = width * 75 / 165;
    let right = width - left;
    let balanced = |style, text: &str| {
        let line = longest_line(text, 12.0, fonts, left);
        centred_within(paragraph(style, text), line, left)
    };
    let mut bodies = TableCell::new();
    if !document.parent_body.is_empty() {
        bodies = bodies.add_paragraph(balanced("ParentBody", &document.parent_body));
    }
    bodies = bodies
        .add_paragraph(balanced("IssuingBody", &document.issuing_body))
        .add_paragraph(short_rule(&document.issuing_body, 12.0, fonts, left));
    let nation = national_title(document, fonts, right)
        .into_iter()
        .fold(TableCell::new(), TableCell::add_paragraph);
    let mut number = TableCell::new().add_paragraph(paragraph("Number", &document.number));
    if !document.letter_subject.is_empty() {
        number = number.add_paragraph(balanced("LetterSubject", &document.letter_subject));
    }
    let date = TableCell::new().add_paragraph(paragraph("PlaceAndDate", &document.place_and_date));
    vec![Part::Table(columns([left, right], vec![[bodies, nation], [number, date]]))]
}

/// Title and motto over the whole width, for a paper that a citizen signs.
fn citizens_head(document: &Document, fonts: &Fonts, width: usize) -> Vec<Part> {
    let mut paragraphs = national_title(document, fonts, width);
    if document.number.is_empty() && !document.place_and_date.is_empty() {
        let date = paragraph("PlaceAndDate", &document.place_and_date);
        paragraphs.push(date.align(AlignmentType::Right));
    }
    let mut parts: Vec<Part> = paragraphs.into_iter().map(Part::Paragraph).collect();
    if !document.number.is_empty() {
        let number = paragraph("Number", &document.number).align(AlignmentType::Left);
        let date = paragraph("PlaceAndDate", &document.place_and_date);
        let cells = [number, date.align(AlignmentType::Right)]
            .map(|text| TableCell::new().add_paragraph(text));
        parts.push(Part::Table(columns([width / 3, width - width / 3], vec![cells])));
    }
    parts
}

/// Box 1; the rule under the motto is as long as the motto.
fn national_title(document: &Document, fonts: &Fonts, width: usize) -> Vec<Paragraph> {
    let motto = &document.labels.motto;
    vec![
        paragraph("NationalTitle", &document.labels.national_title),
        paragraph("Motto", motto),
        rule(fonts.bold_width(motto, 13.0), width),
    ]
}

/// Box 5a.
pub fn title(document: &Document, fonts: &Fonts, width: usize) -> Vec<Part> {
    let mut paragraphs = Vec::new();
    if !document.title.is_empty() {
        paragraphs.push(paragraph("Title", &document.title));
    }
    if !document.subject.is_empty() {
        let line = longest_line(&document.subject, 14.0, fonts, width);
        paragraphs.push(centred_within(paragraph("Subject", &document.subject), line, width));
        paragraphs.push(short_rule(&document.subject, 14.0, fonts, width));
    }
    paragraphs.push(Paragraph::new().style("Gap"));
    paragraphs.into_iter().map(Part::Paragraph).collect()
}

/// A rule under bold text of one line or several.
fn short_rule(text: &str, size: f64, fonts: &Fonts, width: usize) -> Paragraph {
    rule(RULE * longest_line(text, size, fonts, width), width)
}

/// A line of that length in points, in the middle of the column: the border of an empty paragraph,
/// which stays where it is when the text above is edited.
fn rule(length: f64, width: usize) -> Paragraph {
    let mut empty = centred_within(Paragraph::new().style("Rule"), length, width);
    let line = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).space(0).color("000000");
    empty.property = empty.property.set_borders(ParagraphBorders::with_empty().set(line));
    empty
}

/// The paragraph indented on both sides, so that `length` points are left in the middle.
fn centred_within(paragraph: Paragraph, length: f64, width: usize) -> Paragraph {
    let side = ((points(width) - length).max(0.0) / 2.0 * 20.0).floor() as i32;
    paragraph.indent(Some(side), None, Some(side), None)
}

/// Length in points of the longest line when the text is broken into lines of like length. Bold
/// widths are taken for upright text as well; what is a little too wide does no harm.
fn longest_line(text: &str, size: f64, fonts: &Fonts, width: usize) -> f64 {
    let words: Vec<f64> = text.split(' ').map(|word| fonts.bold_width(word, size)).collect();
    let space = fonts.bold_width(" ", size);
    // Number of lines at a width, and the longest of them.
    let broken = |room: f64| {
        let (mut lines, mut line, mut longest) = (1, 0.0, 0.0_f64);
        for word in &words {
            let with_word = if line == 0.0 { *word } else { line + space + word };
            if with_word > room && line > 0.0 {
                lines += 1;
                line = *word;
            } else {
                line = with_word;
            }
            longest = longest.max(line);
        }
        (lines, longest)
    };
    // Half a percent is left for rounding in the program that shows the file.
    let room = points(width) * 0.995;
    let (lines, mut longest) = broken(room);
    let mut narrower = longest.min(room) - 1.0;
    while narrower > 30.0 && broken(narrower).0 == lines {
        longest = broken(narrower).1;
        narrower -= 1.0;
    }
    (longest * 1.005).min(points(width))
}

/// Twips as points.
fn points(twips: usize) -> f64 {
    twips as f64 / 20.0
}

/// Boxes 7a to 7c, 8 and 9b.
pub fn signing(document: &Document, width: usize) -> Vec<Part> {
    let halves = [width / 2, width - width / 2];
    let gap = || Part::Paragraph(Paragraph::new().style("Gap").keep_next(true));
    let recipients = recipients(document);
    match document.signatures.as_slice() {
        [] if recipients.is_empty() => Vec::new(),
        [one] => {
            let left = recipients.into_iter().fold(TableCell::new(), TableCell::add_paragraph);
            vec![gap(), Part::Table(columns(halves, vec![[left, signer(one)]]))]
        }
        several => {
            let above_next = |one| signer(one).add_paragraph(Paragraph::new().style("Gap"));
            let pairs = several.chunks(2).map(|pair| {
                let cell = |at: usize| pair.get(at).map_or_else(TableCell::new, above_next);
                [cell(0), cell(1)]
            });
            let mut parts = vec![gap()];
            if !several.is_empty() {
                parts.push(Part::Table(columns(halves, pairs.collect())));
            }
            parts.extend(recipients.into_iter().map(Part::Paragraph));
            parts
        }
    }
}

fn recipients(document: &Document) -> Vec<Paragraph> {
    if document.recipients.is_empty() {
        return Vec::new();
    }
    let lines = document.recipients.iter().map(|line| paragraph("Recipients", line));
    std::iter::once(paragraph("RecipientsWord", &document.labels.recipients)).chain(lines).collect()
}

/// Titles, room for hand and seal, name.
fn signer(one: &Signature) -> TableCell {
    let mut cell = one
        .titles
        .iter()
        .map(|title| paragraph("SignerTitle", title))
        .fold(TableCell::new(), TableCell::add_paragraph);
    if !one.hint.is_empty() {
        cell = cell.add_paragraph(paragraph("Hint", &one.hint));
    }
    cell.add_paragraph(Paragraph::new().style("SignatureRoom"))
        .add_paragraph(paragraph("SignerName", &one.name))
}

/// Two columns without lines; no row is torn over the end of a page.
fn columns(widths: [usize; 2], rows: Vec<[TableCell; 2]>) -> Table {
    let row = |cells: [TableCell; 2]| {
        let [left, right] = cells;
        TableRow::new(vec![
            left.width(widths[0], WidthType::Dxa),
            right.width(widths[1], WidthType::Dxa),
        ])
        .cant_split()
    };
    Table::without_borders(rows.into_iter().map(row).collect())
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}
