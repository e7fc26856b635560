//! A [`Document`] as DOCX, for officers who finish a paper in Word or LibreOffice.
//!
//! docx-rs writes the paragraphs and tables. All that looks is in named styles (`styles.xml`), so
//! that an officer who changes one changes it everywhere.

mod blocks;
mod frame;
mod package;

use docx_rs::{Docx, Header, PageMargin, PageNum, PageOrientationType, Paragraph, Table};

use crate::checked::{file_title, finished};
use crate::{Document, Fonts, PaperError, typeset};

/// The page in twentieths of a point (twips): A4 upright, margins of Annex I.
const PAGE: (u32, u32) = (11_906, 16_838);
const LEFT: i32 = 1_701;
const RIGHT: i32 = 850;
const ABOVE_AND_BELOW: i32 = 1_134;
/// From the edge of the sheet to the page number.
const HEADER: i32 = 454;

/// What stands in the text one below the other.
enum Part {
    Paragraph(Paragraph),
    Table(Table),
}

/// Makes the paper as DOCX, with the words of [`document_pdf`](crate::document_pdf) in the same
/// order. `issued` is the date of the file: year, month, day. `fonts` decide which characters are
/// accepted, as in the PDF; the file itself asks for Times New Roman.
///
/// # Errors
/// Those of [`document_pdf`](crate::document_pdf).
pub fn document_docx(
    document: &Document,
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let document = finished(document, fonts)?;
    typeset::date(issued)?;
    let mut docx = page(&document);
    for part in parts(&document, fonts) {
        docx = match part {
            Part::Paragraph(paragraph) => docx.add_paragraph(paragraph),
            Part::Table(table) => docx.add_table(table),
        };
    }
    package::pack(docx.build(), &file_title(&document), &document, issued)
}

/// Width of the text in twips.
fn text_width(document: &Document) -> usize {
    let sheet = if document.is_landscape { PAGE.1 } else { PAGE.0 };
    sheet as usize - (LEFT + RIGHT) as usize
}

fn page(document: &Document) -> Docx {
    let margin = PageMargin {
        top: ABOVE_AND_BELOW,
        bottom: ABOVE_AND_BELOW,
        left: LEFT,
        right: RIGHT,
        header: HEADER,
        footer: HEADER,
        gutter: 0,
    };
    let docx = Docx::new()
        .page_margin(margin)
        .title_pg()
        .first_header(with_draft_mark(Header::new(), document, true))
        .header(with_draft_mark(
            Header::new()
                .add_paragraph(Paragraph::new().style("PageNumber").add_page_num(PageNum::new())),
            document,
            false,
        ));
    if document.is_landscape {
        docx.page_size(PAGE.1, PAGE.0).page_orient(PageOrientationType::Landscape)
    } else {
        docx.page_size(PAGE.0, PAGE.1)
    }
}

/// A header may not be without a paragraph.
fn with_draft_mark(header: Header, document: &Document, is_first: bool) -> Header {
    if document.is_draft {
        header.add_paragraph(blocks::paragraph("DraftMark", &document.labels.draft))
    } else if is_first {
        header.add_paragraph(Paragraph::new().style("PageNumber"))
    } else {
        header
    }
}

fn parts(document: &Document, fonts: &Fonts) -> Vec<Part> {
    let width = text_width(document);
    let mut parts = frame::head(document, fonts, width);
    parts.extend(frame::title(document, fonts, width));
    parts.extend(document.body.iter().flat_map(|block| blocks::parts(block, width)));
    // No signature stands on a page without a line of text.
    if !document.signatures.is_empty()
        && let Some(Part::Paragraph(last)) = parts.pop_if(|last| matches!(last, Part::Paragraph(_)))
    {
        parts.push(Part::Paragraph(last.keep_next(true)));
    }
    parts.extend(frame::signing(document, width));
    // A text must not end with a table.
    parts.push(Part::Paragraph(Paragraph::new().style("End")));
    parts
}
