//! What a narrative report needs: headings on three levels, a small comparison, room for words.

use papers::{Block, Document, PaperError, document_docx, document_pdf};

use super::pdf::{MM, made, squeezed};
use super::samples::{ISSUED, fonts, notice, paragraph, petition, report, text, texts};
use super::xml;

#[test]
fn both_outputs_say_the_same_in_order() {
    let words = made(&report()).words();
    assert_eq!(words, xml::words(&xml::made(&report())));
    let outline = [
        "I. TÌNH HÌNH KHIẾU NẠI, TỐ CÁO 1. Tình hình khiếu nại, tố cáo a) Khiếu nại",
        "Số lượt tiếp 1.254 1.310 -4,3% Số đơn khiếu nại 86 80 +7,5%",
        "b) Tố cáo 2. Nguyên nhân của tình hình khiếu nại, tố cáo VI. KIẾN NGHỊ, ĐỀ XUẤT",
    ];
    for part in outline {
        assert!(words.contains(&squeezed(part)), "{part} is not in {words}");
    }
}

#[test]
fn three_levels_of_headings_look_unlike_and_begin_where_paragraphs_do() {
    let pdf = made(&report());
    let fonts = [
        ("I. TÌNH HÌNH KHIẾU NẠI", "LibertinusSerif-Bold"),
        ("1. Tình hình khiếu nại, tố cáo", "LibertinusSerif-Bold"),
        ("a) Khiếu nại", "LibertinusSerif-SemiboldItalic"),
    ];
    for (heading, font) in fonts {
        let span = pdf.find(heading);
        assert_eq!(span.font, font, "{heading}");
        assert!((span.left / MM - 40.0).abs() < 0.5, "{heading} at {}", span.left / MM);
        assert!((span.size - 14.0).abs() < 0.1, "{heading}");
    }
    let docx = xml::made(&report());
    let paragraphs = xml::paragraphs(&xml::part(&docx, "word/document.xml"));
    let style = |wanted: &str| {
        let found = paragraphs.iter().find(|(_, text)| text == wanted);
        found.map(|(style, _)| style.as_str()).unwrap()
    };
    assert_eq!(style("I. TÌNH HÌNH KHIẾU NẠI, TỐ CÁO"), "Heading");
    assert_eq!(style("1. Tình hình khiếu nại, tố cáo"), "Subheading");
    assert_eq!(style("a) Khiếu nại"), "Point");
    let styles = xml::part(&docx, "word/styles.xml");
    for (name, level) in [("heading 2", 1), ("heading 3", 2), ("heading 4", 3)] {
        let style = styles.split("<w:style ").find(|style| style.contains(name)).unwrap();
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")), "{style}");
    }
}

#[test]
fn room_is_dotted_lines_to_write_on() {
    let with = |lines| Document {
        body: vec![paragraph("Trước."), Block::Room { lines }, paragraph("Sau.")],
        ..notice()
    };
    let height = |lines| {
        let pdf = made(&with(lines));
        let rules = pdf.rules.iter().filter(|rule| {
            let width = (rule.right - rule.left) / MM;
            (164.0..166.0).contains(&width)
        });
        assert_eq!(rules.count(), lines as usize, "lines as wide as the text");
        pdf.find("Sau.").first - pdf.find("Trước.").last
    };
    let line = (height(6) - height(2)) / 4.0;
    assert!((7.0..9.0).contains(&(line / MM)), "a hand needs 7 to 9 mm: {}", line / MM);
    let docx = xml::made(&with(6));
    let paragraphs = xml::paragraphs(&xml::part(&docx, "word/document.xml"));
    let empty = paragraphs.iter().filter(|(style, text)| style == "Room" && text.is_empty());
    assert_eq!(empty.count(), 6);
    // More than what is left of a page goes on overleaf.
    assert_eq!(made(&with(40)).pages.len(), 2);
}

#[test]
fn room_has_an_end() {
    let with = |lines| Document { body: vec![Block::Room { lines }], ..notice() };
    let field = text("body[0].lines");
    let empty = PaperError::Empty { field: field.clone() };
    let large = PaperError::OutOfRange { field, most: 40 };
    for (lines, error) in [(0, empty), (41, large)] {
        assert_eq!(document_pdf(&with(lines), &fonts(), ISSUED), Err(error.clone()));
        assert_eq!(document_docx(&with(lines), &fonts(), ISSUED), Err(error));
    }
    assert!(document_docx(&with(40), &fonts(), ISSUED).is_ok());
}

#[test]
fn numbers_stand_in_the_middle_of_their_column() {
    let numbers = ["7", "2026", "1.254", "12.345.678", "-4,3%", "+7,5%", "0,25"];
    let words = ["12345", "1.25", "1.2345", "05/2026", "12a", "%", "1,", "0912.345.6789"];
    for (values, is_number) in [(&numbers[..], true), (&words[..], false)] {
        for value in values {
            let rows = vec![texts(&[value, "x"])];
            let table = Block::Table { widths: vec![1, 1], head: texts(&["Số", "Tên"]), rows };
            let place_and_date = String::new();
            let paper = Document { body: vec![table], place_and_date, ..petition() };
            let number = made(&paper).find(value);
            let column = 30.0 * MM + 165.0 * MM / 4.0;
            let centred = (number.centre() - column).abs() < 1.0;
            assert_eq!(centred, is_number, "{value}: {number:?}");
            let document = xml::part(&xml::made(&paper), "word/document.xml");
            let found =
                document.split("<w:p ").find(|p| p.contains(&format!(">{value}<"))).unwrap();
            assert_eq!(found.contains("<w:jc w:val=\"center\""), is_number, "{value}: {found}");
        }
    }
}
