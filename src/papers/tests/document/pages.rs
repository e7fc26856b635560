//! Where pages end, what is repeated on them and what is not.

use std::collections::BTreeSet;

use papers::{Block, Document, Signature, document_pdf, documents_pdf};

use super::pdf::{MM, Pdf, made, read, squeezed};
use super::samples::{
    ISSUED, PARAGRAPH, fonts, notice, paragraph, people, petition, signature, text, texts,
};

fn page_words(pdf: &Pdf, page: usize) -> String {
    pdf.glyphs.iter().filter(|g| g.page == page).map(|g| g.letter.trim()).collect()
}

#[test]
fn no_signature_is_torn() {
    for lines in 12..24 {
        let mut paper = notice();
        paper.body = vec![paragraph("Một dòng."); lines];
        let pdf = made(&paper);
        let parts = ["Nơi nhận:", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Giả Định", "TCD."];
        let pages: BTreeSet<usize> = parts.iter().map(|part| pdf.find(part).page).collect();
        assert_eq!(pages.len(), 1, "{lines} lines");
        let last = page_words(&pdf, *pages.first().unwrap());
        assert!(last.contains("Mộtdòng."), "a signature alone on its page after {lines} lines");
    }
}

#[test]
fn of_many_signatures_none_is_torn() {
    let mut minutes = notice();
    minutes.recipients.clear();
    minutes.signatures = (0..31)
        .map(|n| signature(&format!("Người thứ {n}."), &format!("Lê Văn Mẫu {n}.")))
        .collect();
    let pdf = made(&minutes);
    for n in 0..31 {
        let title = pdf.find(&format!("NGƯỜI THỨ {n}."));
        let name = pdf.find(&format!("Lê Văn Mẫu {n}."));
        assert_eq!(title.page, name.page, "signature {n}");
        assert!((name.first - title.last) / MM > 30.0);
    }
}

#[test]
fn the_largest_signature_and_the_longest_recipients_stay_on_the_page() {
    for is_landscape in [false, true] {
        let mut paper = notice();
        paper.is_landscape = is_landscape;
        paper.recipients = vec!["Cơ quan nhận ".repeat(38); 100];
        let title = "Phó Chủ tịch phụ trách ".repeat(5);
        paper.signatures = vec![Signature {
            titles: vec![title; 5],
            hint: "Ký, ghi rõ ".repeat(18),
            name: "Trần Thị ".repeat(22),
        }];
        let pdf = made(&paper);
        for glyph in pdf.glyphs.iter().filter(|g| !g.letter.trim().is_empty()) {
            let (width, height) = pdf.pages[glyph.page];
            let on_page = glyph.x > 29.9 * MM
                && glyph.x + glyph.width < width - 14.9 * MM
                && glyph.y + 0.25 * glyph.size < height - 19.9 * MM;
            assert!(on_page, "{glyph:?}");
        }
        let words = pdf.words();
        assert_eq!(words.matches(&squeezed(&"Cơ quan nhận ".repeat(38))).count(), 100);
    }
}

#[test]
fn three_hundred_people_fit_and_every_page_has_the_head() {
    for is_landscape in [false, true] {
        let mut paper = notice();
        paper.is_landscape = is_landscape;
        paper.body = vec![people(300)];
        let pdf = made(&paper);
        let words = pdf.words();
        for number in 1..=300 {
            assert!(words.contains(&format!("{number}NguyễnThịVíDụ{number}")), "{number}");
        }
        let (width, height) = pdf.pages[0];
        assert_eq!(width > height, is_landscape);
        let pages = pdf.find("Nguyễn Thị Ví Dụ 300").page;
        for page in 0..=pages {
            assert!(page_words(&pdf, page).contains("STTHọvàtênĐịachỉ"), "page {page}");
        }
    }
}

#[test]
fn a_row_longer_than_a_page_goes_on_overleaf() {
    let mut paper = notice();
    let cell = PARAGRAPH.repeat(4_900 / PARAGRAPH.chars().count());
    paper.body = vec![Block::Table {
        widths: vec![3, 1],
        head: texts(&["Nội dung", "Ghi chú"]),
        rows: vec![vec![cell, text("x")]],
    }];
    let pdf = made(&paper);
    assert!(pdf.pages.len() > 1);
    let lowest = pdf.glyphs.iter().map(|g| g.y).fold(0.0, f64::max);
    assert!(lowest < pdf.pages[0].1 - 20.0 * MM, "{lowest}");
}

#[test]
fn a_draft_is_marked_on_every_page_and_says_the_same_words() {
    let mut paper = notice();
    paper.body = vec![paragraph(&PARAGRAPH.repeat(8)); 3];
    let issued = made(&paper);
    assert!(issued.shapes.is_empty());
    paper.is_draft = true;
    let draft = made(&paper);
    assert_eq!(draft.words(), issued.words(), "the mark is no text");
    assert!(draft.pages.len() > 1);
    for page in 0..draft.pages.len() {
        let (_, color) = draft.shapes.iter().find(|(on, _)| *on == page).unwrap();
        assert!(color.iter().all(|part| *part > 0.85), "pale: {color:?}");
    }
}

#[test]
fn a_batch_counts_the_pages_of_each_paper() {
    let mut long = notice();
    long.body = vec![paragraph(&PARAGRAPH.repeat(8)); 3];
    let mut register = notice();
    register.is_landscape = true;
    register.is_draft = true;
    register.body = vec![people(40)];
    let batch = [long.clone(), petition(), register.clone(), long.clone(), long];
    let pdf = read(&documents_pdf(&batch, &fonts(), ISSUED).unwrap());
    let mut page = 0;
    for paper in &batch {
        let alone = made(paper);
        for on in 0..alone.pages.len() {
            assert_eq!(page_words(&pdf, page), page_words(&alone, on), "page {page}");
            assert_eq!(pdf.pages[page], alone.pages[on]);
            assert_eq!(pdf.shapes.iter().any(|(at, _)| *at == page), paper.is_draft);
            page += 1;
        }
    }
    assert_eq!(page, pdf.pages.len(), "and there is no page more");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let mut paper = notice();
    paper.is_draft = true;
    let first = document_pdf(&paper, &fonts(), ISSUED).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, document_pdf(&paper, &fonts(), ISSUED).unwrap());
    assert_ne!(first, document_pdf(&paper, &fonts(), (2027, 1, 6)).unwrap());
    let file = String::from_utf8_lossy(&first);
    assert!(
        file.contains("<pdfaid:part>2</pdfaid:part>") && file.contains("<pdfaid:conformance>A")
    );
    let other = Document { title: text("Quyết định"), ..paper };
    assert_ne!(first, document_pdf(&other, &fonts(), ISSUED).unwrap());
}
