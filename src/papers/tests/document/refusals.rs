//! What cannot be printed is refused by name, in both outputs alike.

use papers::{
    Block, DOCUMENTS_MAX, Document, PaperError, document_docx, document_pdf, documents_pdf,
};

use super::samples::{ISSUED, every_block, fonts, notice, paragraph, people, text, texts};

fn refused(document: &Document) -> PaperError {
    let pdf = document_pdf(document, &fonts(), ISSUED).unwrap_err();
    let docx = document_docx(document, &fonts(), ISSUED).unwrap_err();
    assert_eq!(pdf, docx, "both outputs accept the same texts");
    pdf
}

fn with_body(body: Vec<Block>) -> Document {
    Document { body, ..notice() }
}

#[test]
fn characters_that_deceive_or_break_a_file_are_refused() {
    for character in ['\0', '\u{1b}', '\u{b}', '\u{85}', '\u{202e}', '\u{2066}', '\u{200f}'] {
        let document = with_body(vec![paragraph("a"), paragraph(&format!("b{character}c"))]);
        let field = text("body[1].text");
        assert_eq!(refused(&document), PaperError::ForbiddenCharacter { field, character });
    }
}

#[test]
fn a_character_without_a_glyph_is_refused_in_every_kind_of_block() {
    for character in ['😀', '漢', '\u{fffe}'] {
        for block in every_block(&format!("a{character}")) {
            let error = refused(&with_body(vec![block]));
            assert!(
                matches!(&error, PaperError::MissingGlyph { field, character: c, .. }
                    if field.starts_with("body[0].") && *c == character),
                "{error}"
            );
        }
    }
    let mut named = notice();
    named.signatures[0].titles[1].push('漢');
    assert!(refused(&named).to_string().contains("signatures[0].titles[1]"));
    named = with_body(vec![people(3)]);
    if let Block::Table { rows, .. } = &mut named.body[0] {
        rows[2][1].push('漢');
    }
    let message = refused(&named).to_string();
    assert!(message.contains("body[0].rows[2][1]"), "{message}");
}

#[test]
fn length_has_a_limit() {
    let too_long = |field: &str, limit| PaperError::TooLong { field: text(field), limit };
    let too_many = |field: &str, limit| PaperError::TooMany { field: text(field), limit };

    let document = with_body(vec![paragraph(&"ô".repeat(20_001))]);
    assert_eq!(refused(&document), too_long("body[0].text", 20_000));
    let document = with_body(vec![paragraph("a"); 3_001]);
    assert_eq!(refused(&document), too_many("body", 3_000));
    assert_eq!(refused(&with_body(vec![people(5_001)])), too_many("body[0].rows", 5_000));
    let document = Document { recipients: vec![text("a"); 101], ..notice() };
    assert_eq!(refused(&document), too_many("recipients", 100));
    let wide = Block::Table { widths: vec![1; 41], head: vec![], rows: vec![] };
    assert_eq!(refused(&with_body(vec![wide])), too_many("body[0].widths", 40));
}

#[test]
fn a_table_has_even_rows() {
    let table = |widths: &[u32], head: &[&str], row: &[&str]| Block::Table {
        widths: widths.to_vec(),
        head: texts(head),
        rows: vec![texts(row)],
    };
    let uneven = |field: &str| PaperError::Uneven { field: text(field), columns: 2 };
    let short_row = with_body(vec![table(&[1, 1], &["a", "b"], &["c"])]);
    assert_eq!(refused(&short_row), uneven("body[0].rows[0]"));
    let short_head = with_body(vec![table(&[1, 1], &["a"], &["c", "d"])]);
    assert_eq!(refused(&short_head), uneven("body[0].head"));
    let no_width = with_body(vec![table(&[1, 0], &["a", "b"], &["c", "d"])]);
    assert_eq!(refused(&no_width), PaperError::Empty { field: text("body[0].widths") });
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    let error = PaperError::NotADate { year: 2027, month: 2, day: 30 };
    assert_eq!(document_pdf(&notice(), &fonts(), (2027, 2, 30)), Err(error.clone()));
    assert_eq!(document_docx(&notice(), &fonts(), (2027, 2, 30)), Err(error));
}

#[test]
fn a_batch_names_the_paper_and_has_a_limit() {
    let fonts = fonts();
    let mut second = notice();
    second.subject.push('漢');
    let error = documents_pdf(&[notice(), second], &fonts, ISSUED).unwrap_err();
    assert!(
        matches!(&error, PaperError::MissingGlyph { field, .. } if field == "documents[1].subject")
    );
    let wrong = Block::Table { widths: vec![1], head: vec![], rows: vec![vec![]] };
    let error = documents_pdf(&[notice(), with_body(vec![wrong])], &fonts, ISSUED).unwrap_err();
    let field = text("documents[1].body[0].rows[0]");
    assert_eq!(error, PaperError::Uneven { field, columns: 1 });
    let error = documents_pdf(&[], &fonts, ISSUED).unwrap_err();
    assert_eq!(error, PaperError::Empty { field: text("documents") });
    let many = vec![notice(); DOCUMENTS_MAX + 1];
    let error = documents_pdf(&many, &fonts, ISSUED).unwrap_err();
    let field = text("documents");
    assert_eq!(error, PaperError::TooMany { field, limit: DOCUMENTS_MAX });
}
