//! Address labels: on their place, whole, and counted from the first free one.

use papers::{AddressLabel, LABELS_MAX, Labels, PaperError, labels_pdf};

use super::pdf::{MM, Pdf, read, squeezed};
use super::samples::{ALPHABET, ISSUED, fonts, text};

fn labels(count: usize, first: u32) -> Labels {
    Labels {
        sender: text("Ủy ban nhân dân phường Bến Mẫu, số 1 đường Giả Định"),
        labels: (0..count)
            .map(|n| AddressLabel {
                name: format!("Ông Nguyễn Văn Ví Dụ thứ {n}."),
                address: text("Số 12 đường Giả Định, tổ 5, khu phố 3, phường Bến Mẫu"),
                reference: format!("Số: {n}/TB-UBND"),
            })
            .collect(),
        first,
        language: text("vi"),
        title: text("Nhãn địa chỉ"),
    }
}

fn made(labels: &Labels) -> Pdf {
    read(&labels_pdf(labels, &fonts(), ISSUED).unwrap())
}

fn refused(labels: &Labels) -> PaperError {
    labels_pdf(labels, &fonts(), ISSUED).unwrap_err()
}

/// Row and column of the label on which a place lies.
fn cell(x: f64, y: f64) -> (usize, usize) {
    ((y / MM - 0.5).div_euclid(37.0) as usize, (x / MM).div_euclid(70.0) as usize)
}

#[test]
fn labels_stand_on_their_places_from_the_first_free_one_on() {
    let pdf = made(&labels(30, 5));
    assert_eq!(pdf.pages.len(), 2);
    for n in 0..30 {
        let place = 5 + n;
        let name = pdf.find(&format!("Ông Nguyễn Văn Ví Dụ thứ {n}."));
        assert_eq!(name.page, place / 24);
        assert_eq!(cell(name.left, name.first), (place % 24 / 3, place % 3), "label {n}");
        assert_eq!(cell(name.right, name.last), (place % 24 / 3, place % 3), "label {n}");
        assert!(name.font.contains("Bold"));
        let reference = pdf.find(&format!("Số: {n}/TB-UBND"));
        assert_eq!(cell(reference.left, reference.last), (place % 24 / 3, place % 3));
        assert!(reference.size < name.size);
    }
    let sender = pdf.find("Ủy ban nhân dân phường Bến Mẫu, số 1 đường Giả Định");
    assert!(sender.size < 9.0, "in small print: {sender:?}");
}

#[test]
fn the_longest_texts_stay_on_their_label() {
    let mut full = labels(48, 0);
    full.sender = "Ủy ban nhân dân ".repeat(7);
    for label in &mut full.labels {
        label.name = "NGƯỜI NHẬN ".repeat(10);
        label.address = "Số 12 phường Bến Mẫu ".repeat(11);
        label.reference = "Số: 05/TB-UBND ".repeat(4);
    }
    full.labels[1].name = "Đ".repeat(120);
    let pdf = made(&full);
    assert_eq!(pdf.pages.len(), 2);
    let mut on_labels = vec![String::new(); 48];
    for glyph in pdf.glyphs.iter().filter(|g| !g.letter.trim().is_empty()) {
        let (row, column) = cell(glyph.x, glyph.y);
        let place = glyph.page * 24 + row * 3 + column;
        assert_eq!(cell(glyph.x + glyph.width, glyph.y), (row, column), "{glyph:?}");
        on_labels[place].push_str(&glyph.letter);
    }
    for (label, on_label) in full.labels.iter().zip(&on_labels) {
        let all = [&full.sender, &label.name, &label.address, &label.reference];
        assert_eq!(*on_label, all.map(|text| squeezed(text)).concat());
    }
}

#[test]
fn the_alphabet_is_printed_as_written() {
    let mut one = labels(1, 23);
    one.labels[0].address = text(ALPHABET);
    one.labels[0].reference = String::new();
    let words: String = made(&one).glyphs.iter().map(|g| g.letter.trim()).collect();
    assert!(words.ends_with(&squeezed(ALPHABET)), "{words}");
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let field = |name: &str| text(name);
    assert_eq!(refused(&labels(1, 24)), PaperError::OutOfRange { field: field("first"), most: 23 });
    assert_eq!(refused(&labels(0, 0)), PaperError::Empty { field: field("labels") });
    let error = PaperError::TooMany { field: field("labels"), limit: LABELS_MAX };
    assert_eq!(refused(&labels(LABELS_MAX + 1, 0)), error);
    let mut wrong = labels(2, 0);
    wrong.labels[1].address = String::new();
    assert_eq!(refused(&wrong), PaperError::Empty { field: field("labels[1].address") });
    wrong.labels[1].address = text("漢");
    assert!(
        matches!(refused(&wrong), PaperError::MissingGlyph { field, .. } if field == "labels[1].address")
    );
}

#[test]
fn the_same_labels_give_the_same_bytes() {
    let bytes = labels_pdf(&labels(30, 5), &fonts(), ISSUED).unwrap();
    assert_eq!(bytes, labels_pdf(&labels(30, 5), &fonts(), ISSUED).unwrap());
    assert_ne!(bytes, labels_pdf(&labels(30, 6), &fonts(), ISSUED).unwrap());
}
