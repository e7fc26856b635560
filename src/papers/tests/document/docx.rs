//! The layout of a DOCX, and that it stays the same.

use std::collections::HashMap;
use std::io::Cursor;

use papers::{Block, Document};

use super::samples::{PARAGRAPH, letter, notice, paragraph, people, petition, text};
use super::xml::{made, paragraphs, part, part_names};

/// Attributes of the elements of a part that matter here: `(element, attribute) -> value`, of the
/// first such element.
fn attribute(part: &str, element: &str, name: &str) -> String {
    let start = part.find(&format!("<{element} ")).unwrap();
    let tag = &part[start..start + part[start..].find('>').unwrap()];
    let value = tag.split_once(&format!("{name}=\"")).unwrap().1;
    value.split_once('"').unwrap().0.to_owned()
}

/// A style with all that it takes from the styles it is based on.
fn style(styles: &str, id: &str) -> HashMap<&'static str, String> {
    let start = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
    let own = &styles[start..start + styles[start..].find("</w:style>").unwrap()];
    let mut values = match own.split_once("<w:basedOn w:val=\"") {
        Some((_, base)) => style(styles, base.split_once('"').unwrap().0),
        None => HashMap::from([("size", text("28"))]),
    };
    for (key, mark) in [("size", "<w:sz "), ("align", "<w:jc ")] {
        if own.contains(mark) {
            let element = mark.trim_matches(['<', ' ']);
            values.insert(key, attribute(own, element, "w:val"));
        }
    }
    for (key, mark) in [("bold", "<w:b/>"), ("italic", "<w:i/>")] {
        if own.contains(mark) {
            values.insert(key, text("yes"));
        }
    }
    for (key, name) in [("first line", "w:firstLine"), ("before", "w:before")] {
        if let Some((_, value)) = own.split_once(&format!("{name}=\"")) {
            values.insert(key, value.split_once('"').unwrap().0.to_owned());
        }
    }
    values
}

#[test]
fn every_element_has_its_style_with_the_size_of_the_decree() {
    let (notice, letter) = (made(&notice()), made(&letter()));
    let styles = part(&notice, "word/styles.xml");
    let mut all = paragraphs(&part(&notice, "word/document.xml"));
    all.extend(paragraphs(&part(&letter, "word/document.xml")));
    // text, half points, bold, italic, alignment
    for (wanted, size, bold, italic, align) in [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "24", true, false, "center"),
        ("Độc lập - Tự do - Hạnh phúc", "26", true, false, "center"),
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG MẪU", "24", false, false, "center"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG BẾN MẪU", "24", true, false, "center"),
        ("Số: 05/TB-UBND", "26", false, false, "center"),
        ("Bến Mẫu, ngày 05 tháng 01 năm 2027", "26", false, true, "center"),
        ("V/v chuyển đơn tố cáo", "24", false, false, "center"),
        ("THÔNG BÁO", "28", true, false, "center"),
        ("Về việc thụ lý giải quyết khiếu nại", "28", true, false, "center"),
        ("Căn cứ Luật Khiếu nại;", "28", false, true, "both"),
        (PARAGRAPH, "28", false, false, "both"),
        ("KT. CHỦ TỊCH", "28", true, false, "center"),
        ("Trần Thị Giả Định", "28", true, false, "center"),
    ] {
        let (id, _) = all.iter().find(|(_, text)| text == wanted).unwrap();
        let style = style(&styles, id);
        assert_eq!(style["size"], size, "{wanted}");
        assert_eq!(style.contains_key("bold"), bold, "{wanted}");
        assert_eq!(style.contains_key("italic"), italic, "{wanted}");
        assert_eq!(style["align"], align, "{wanted}");
    }
    let words = style(&styles, "RecipientsWord");
    assert_eq!((words["size"].as_str(), words["italic"].as_str()), ("24", "yes"));
    assert_eq!(style(&styles, "Recipients")["size"], "22");
    let body = style(&styles, "Body");
    assert_eq!(
        (body["first line"].as_str(), body["before"].as_str()),
        ("567", "120"),
        "10 mm, 6 pt"
    );
    assert!(styles.contains(r#"<w:lang w:val="vi-VN""#) && styles.contains("Times New Roman"));
}

#[test]
fn the_page_is_that_of_the_decree() {
    let document = part(&made(&notice()), "word/document.xml");
    let margin = |name| attribute(&document, "w:pgMar", name);
    // 20, 20, 30 and 15 mm in twentieths of a point
    assert_eq!([margin("w:top"), margin("w:bottom")], ["1134", "1134"]);
    assert_eq!([margin("w:left"), margin("w:right")], ["1701", "850"]);
    let size = |document: &str| {
        (attribute(document, "w:pgSz", "w:w"), attribute(document, "w:pgSz", "w:h"))
    };
    assert_eq!(size(&document), (text("11906"), text("16838")));
    let across = Document { is_landscape: true, ..notice() };
    let document = part(&made(&across), "word/document.xml");
    assert_eq!(size(&document), (text("16838"), text("11906")));
    assert_eq!(attribute(&document, "w:pgSz", "w:orient"), "landscape");
}

#[test]
fn the_page_number_is_a_field_in_the_header_but_the_first() {
    let docx = made(&notice());
    let document = part(&docx, "word/document.xml");
    assert!(document.contains("<w:titlePg"), "{document}");
    let rels = part(&docx, "word/_rels/document.xml.rels");
    let header = |kind: &str| {
        let reference = document.split_once(&format!("w:type=\"{kind}\"")).unwrap().1;
        let id = reference.split_once("r:id=\"").unwrap().1.split_once('"').unwrap().0;
        let relation = rels.split("<Relationship ").find(|r| r.contains(&format!("\"{id}\"")));
        let target = relation.unwrap().split_once("Target=\"").unwrap().1;
        part(&docx, &format!("word/{}", target.split_once('"').unwrap().0))
    };
    assert!(header("default").contains("PAGE"));
    assert!(!header("first").contains("PAGE"));
}

#[test]
fn a_draft_says_so_in_both_headers() {
    let draft = made(&Document { is_draft: true, ..notice() });
    for name in ["word/header1.xml", "word/header2.xml"] {
        assert!(part(&draft, name).contains("DỰ THẢO"), "{name}");
        assert!(!part(&made(&notice()), name).contains("DỰ THẢO"), "{name}");
    }
}

#[test]
fn tables_repeat_their_head_and_signatures_are_kept_together() {
    let paper = Document { body: vec![people(300)], ..notice() };
    let document = part(&made(&paper), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader").count(), 1);
    let row = document.split("<w:tr>").find(|row| row.contains("<w:tblHeader")).unwrap();
    assert!(row.contains("Họ và tên"), "{row}");
    let signature = document.split("<w:tr>").find(|row| row.contains("KT. CHỦ TỊCH")).unwrap();
    assert!(signature.contains("<w:cantSplit") && signature.contains("Trần Thị Giả Định"));
    assert!(signature.contains("Nơi nhận:"), "level with the recipients");

    let document = part(&made(&notice()), "word/document.xml");
    let body = document.split("<w:p ").find(|p| p.contains("Điều 1.")).unwrap();
    assert!(body.contains("<w:keepNext"), "no signature alone on a page: {body}");
}

#[test]
fn a_petition_has_no_head_table() {
    let document = part(&made(&petition()), "word/document.xml");
    let before_title = document.split_once("ĐƠN KHIẾU NẠI").unwrap().0;
    assert!(!before_title.contains("<w:tbl>") && before_title.contains("CỘNG HÒA"));
}

#[test]
fn tags_in_a_text_stay_text() {
    let tags = "</w:trPr></w:tbl><w:sectPr <w:tblHeader /> {title}";
    let row =
        Block::Table { widths: vec![1], head: vec![text(tags)], rows: vec![vec![text(tags)]] };
    let paper = Document { body: vec![paragraph(tags), row], subject: text(tags), ..notice() };
    let docx = made(&paper);
    let document = part(&docx, "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader").count(), 1);
    let as_written = paragraphs(&document).iter().filter(|(_, text)| text == tags).count();
    assert_eq!(as_written, 4);
    assert!(part(&docx, "docProps/core.xml").contains("{title}</dc:title>"));
}

#[test]
fn all_parts_are_well_formed_xml() {
    let mut paper = notice();
    paper.issuing_body = text("Ban <A> & \"B\" phường Bến Mẫu");
    paper.body.push(people(3));
    let docx = made(&paper);
    let names = part_names(&docx);
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        paragraphs(&part(&docx, &name));
    }
    let core = part(&docx, "docProps/core.xml");
    assert!(core.contains("BAN &lt;A&gt; &amp; ") && core.contains("2027-01-05T00:00:00Z"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let first = made(&notice());
    assert_ne!(first, made(&letter()), "another paper is made in between");
    assert_eq!(first, made(&notice()));
    let elsewhere = std::thread::spawn(|| made(&notice())).join().unwrap();
    assert_eq!(first, elsewhere);
    let mut archive = zip::ZipArchive::new(Cursor::new(&first)).unwrap();
    for at in 0..archive.len() {
        let file = archive.by_index(at).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1), "{}", file.name());
    }
}
