//! The finished page is measured against the numbers of Decree 30/2020/NĐ-CP (`nd30.toml`).

use papers::{Block, Document};
use serde::Deserialize;

use super::pdf::{MM, Pdf, Span, made};
use super::samples::{PARAGRAPH, letter, notice, paragraph, petition, signature, text};

#[derive(Deserialize)]
struct Decree {
    page: Page,
    page_number: PageNumber,
    body: Body,
    rule: Rules,
    element: Vec<Element>,
}

#[derive(Deserialize)]
struct Page {
    width_mm: f64,
    height_mm: f64,
    margin_top_mm: [f64; 2],
    margin_bottom_mm: [f64; 2],
    margin_left_mm: [f64; 2],
    margin_right_mm: [f64; 2],
}

#[derive(Deserialize)]
struct PageNumber {
    size: [f64; 2],
}

#[derive(Deserialize)]
struct Body {
    size: [f64; 2],
    first_line_indent_mm: [f64; 2],
    space_between_paragraphs_pt_min: f64,
}

#[derive(Deserialize)]
struct Rules {
    short: [f64; 2],
    room_to_sign_mm_min: f64,
    letter_subject_gap_pt: f64,
}

#[derive(Deserialize)]
struct Element {
    name: String,
    r#box: String,
    size: [f64; 2],
    bold: bool,
    italic: bool,
}

fn decree() -> Decree {
    toml::from_str(include_str!("../nd30.toml")).unwrap()
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

fn within(value: f64, [least, most]: [f64; 2]) -> bool {
    value >= least - 0.01 && value <= most + 0.01
}

/// A line of body text in points: 1.25 times its size.
const LINE: f64 = 14.0 * 1.25;

const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

/// Where the notice has each element of the decree's list.
fn element(pdf: &Pdf, letter: &Pdf, name: &str) -> Span {
    let words = match name {
        "national_title" => NATION,
        "motto" => MOTTO,
        "parent_body" => "ỦY BAN NHÂN DÂN TỈNH",
        "issuing_body" => "ỦY BAN NHÂN DÂN PHƯỜNG",
        "number" => "Số: 05/TB-UBND",
        "place_and_date" => "Bến Mẫu, ngày 05 tháng 01 năm 2027",
        "title" => "THÔNG BÁO",
        "subject" => "Về việc thụ lý giải quyết khiếu nại",
        "letter_subject" => return letter.find("V/v chuyển đơn tố cáo"),
        "basis" => "Căn cứ Luật Khiếu nại;",
        "article_word" => "Điều 1.",
        "paragraph" => "Đơn đủ điều kiện",
        "signer_title" => "KT. CHỦ TỊCH",
        "signer_name" => "Trần Thị Giả Định",
        "addressee" => "Kính gửi:",
        "recipients_word" => "Nơi nhận:",
        "recipients_list" => "- Như trên;",
        other => panic!("{other} is not known here"),
    };
    pdf.find(words)
}

#[test]
fn every_element_has_its_size_and_its_cut() {
    let (pdf, letter) = (made(&notice()), made(&letter()));
    for wanted in decree().element {
        let found = element(&pdf, &letter, &wanted.name);
        let is = format!("box {} ({}): {found:?}", wanted.r#box, wanted.name);
        assert!(within(found.size, wanted.size), "{is}");
        // The embedded typeface has no bold italic with ơ and ư; its semibold stands for it.
        assert_eq!(found.font.contains("old"), wanted.bold, "{is}");
        assert_eq!(found.font.contains("Italic"), wanted.italic, "{is}");
    }
}

#[test]
fn the_page_has_the_margins_of_the_decree() {
    let decree = decree();
    let mut long = notice();
    long.body = vec![paragraph(&PARAGRAPH.repeat(8)); 6];
    let pdf = made(&long);
    assert!(pdf.pages.len() > 2);
    for (width, height) in &pdf.pages {
        assert!(near(*width, decree.page.width_mm * MM, 0.1), "{width}");
        assert!(near(*height, decree.page.height_mm * MM, 0.1), "{height}");
    }
    let (width, height) = pdf.pages[1];
    let text = pdf.glyphs.iter().filter(|g| g.page == 1 && g.y > 18.0 * MM);
    let (mut left, mut right, mut top, mut bottom) = (f64::MAX, 0.0_f64, f64::MAX, 0.0_f64);
    for glyph in text.filter(|g| g.letter != " ") {
        left = left.min(glyph.x);
        right = right.max(glyph.x + glyph.width);
        top = top.min(glyph.y - 0.9 * glyph.size);
        bottom = bottom.max(glyph.y + 0.25 * glyph.size);
    }
    assert!(within(left / MM, decree.page.margin_left_mm), "{left}");
    assert!(within((width - right) / MM, decree.page.margin_right_mm), "{right}");
    assert!(within(top / MM, decree.page.margin_top_mm), "{top}");
    // The last line need not reach the bottom, but it must not go below.
    let below = (height - bottom) / MM;
    let line = LINE / MM;
    assert!(
        within(
            below,
            [decree.page.margin_bottom_mm[0], decree.page.margin_bottom_mm[1] + 2.0 * line]
        ),
        "{below}"
    );
}

#[test]
fn the_head_stands_in_two_columns() {
    let pdf = made(&notice());
    let (nation, motto) = (pdf.find(NATION), pdf.find(MOTTO));
    let (parent, issuing) =
        (pdf.find("ỦY BAN NHÂN DÂN TỈNH QUẢNG MẪU"), pdf.find("ỦY BAN NHÂN DÂN PHƯỜNG BẾN MẪU"));
    let (number, date) =
        (pdf.find("Số: 05/TB-UBND"), pdf.find("Bến Mẫu, ngày 05 tháng 01 năm 2027"));

    assert!(
        nation.left > pdf.pages[0].0 / 2.0 - 10.0 * MM,
        "national title at the right: {nation:?}"
    );
    assert!(near(nation.first, 20.0 * MM + 0.9 * 12.0, 0.5), "at the top: {nation:?}");
    assert!(near(nation.centre(), motto.centre(), 0.5), "{nation:?} {motto:?}");
    assert!(near(nation.centre(), date.centre(), 0.5), "{nation:?} {date:?}");
    assert!(motto.first - nation.first < 1.5 * 13.0, "single spaced: {motto:?}");
    assert!(near(nation.first, parent.first, 0.5), "level: {parent:?}");
    assert!(parent.right < nation.left, "{parent:?}");
    assert!(near(parent.centre(), issuing.centre(), 0.5), "{issuing:?}");
    assert!(near(number.centre(), issuing.centre(), 0.5), "{number:?}");
    assert!(near(number.first, date.first, 0.1), "number and date on one line");

    let rule = pdf.rule_below(&motto);
    assert!(near(rule.left, motto.left, 0.5) && near(rule.right, motto.right, 0.5), "{rule:?}");
    assert!(rule.y - motto.last < 8.0, "{rule:?}");
}

#[test]
fn short_rules_are_a_third_to_half_of_their_line() {
    let short = decree().rule.short;
    for subject in [
        "Về việc thụ lý",
        "Về việc thụ lý giải quyết khiếu nại lần đầu của ông Nguyễn Văn Ví Dụ, khu phố 3",
        PARAGRAPH,
    ] {
        let pdf = made(&Document { subject: text(subject), ..notice() });
        for words in ["ỦY BAN NHÂN DÂN PHƯỜNG BẾN MẪU", subject] {
            let line = pdf.find(words);
            let rule = pdf.rule_below(&line);
            let share = (rule.right - rule.left) / line.width();
            assert!(within(share, short), "{share} of {words}");
            assert!(near(f64::midpoint(rule.left, rule.right), line.centre(), 1.0), "{rule:?}");
        }
    }
}

#[test]
fn title_and_subject_are_centred_over_the_text() {
    let pdf = made(&notice());
    let middle = f64::midpoint(30.0 * MM, pdf.pages[0].0 - 15.0 * MM);
    let (title, subject) = (pdf.find("THÔNG BÁO"), pdf.find("Về việc thụ lý giải quyết khiếu nại"));
    assert!(near(title.centre(), middle, 0.5) && near(subject.centre(), middle, 0.5));
    assert!(title.first < subject.first);

    let pdf = made(&petition());
    for words in [NATION, MOTTO, "ĐƠN KHIẾU NẠI"] {
        assert!(near(pdf.find(words).centre(), middle, 0.5), "{words} over the whole width");
    }
}

#[test]
fn the_subject_of_a_letter_stands_under_its_number() {
    let pdf = made(&letter());
    let (number, subject) = (pdf.find("Số: 07/UBND-TCD"), pdf.find("V/v chuyển đơn tố cáo"));
    let gap = (subject.first - 0.9 * subject.size) - (number.last + 0.25 * number.size);
    assert!(near(gap, decree().rule.letter_subject_gap_pt, 0.5), "{gap}");
    assert!(near(number.centre(), subject.centre(), 0.5));
}

#[test]
fn paragraphs_are_indented_justified_and_apart() {
    let decree = decree().body;
    let pdf = made(&notice());
    let (first, second) = (pdf.find(PARAGRAPH), pdf.find("Đơn đủ điều kiện thụ lý theo"));
    let indent = second.left / MM - 30.0;
    assert!(within(indent, decree.first_line_indent_mm), "{indent}");
    assert!(within(first.size, decree.size), "{first:?}");
    assert!(near(first.left, 30.0 * MM, 0.5), "later lines at the margin: {first:?}");
    assert!(near(first.right, pdf.pages[0].0 - 15.0 * MM, 0.5), "to the right margin: {first:?}");
    let apart = second.first - first.last - LINE;
    assert!(apart >= decree.space_between_paragraphs_pt_min - 1.5, "{apart}");
    let lines = (first.last - first.first) / (1.15 * first.size);
    assert!((2.0..2.0 * 1.5).contains(&lines), "single to one and a half: {lines}");
}

#[test]
fn the_signature_stands_at_the_right_level_with_the_recipients() {
    let pdf = made(&notice());
    let (word, title) = (pdf.find("Nơi nhận:"), pdf.find("KT. CHỦ TỊCH"));
    assert!(near(word.first, title.first, 0.1), "{word:?} {title:?}");
    assert!(near(word.left, 30.0 * MM, 0.5));
    assert!(title.left > pdf.pages[0].0 / 2.0);
    let (last_title, name) = (pdf.find("PHÓ CHỦ TỊCH"), pdf.find("Trần Thị Giả Định"));
    assert!(near(title.centre(), name.centre(), 0.5));
    let room = (name.first - 0.9 * name.size) - (last_title.last + 0.25 * last_title.size);
    assert!(room / MM >= decree().rule.room_to_sign_mm_min - 0.01, "{room}");
}

#[test]
fn the_page_number_stands_in_the_top_margin_from_the_second_page_on() {
    let mut long = notice();
    long.body = vec![paragraph(&PARAGRAPH.repeat(8)); 6];
    let pdf = made(&long);
    let in_margin = |page| {
        let glyphs = pdf.glyphs.iter().filter(move |g| g.page == page && g.y < 20.0 * MM);
        glyphs.cloned().collect::<Vec<_>>()
    };
    assert!(in_margin(0).is_empty(), "none on the first page");
    for page in 1..pdf.pages.len() {
        let [number] = in_margin(page).try_into().unwrap();
        assert_eq!(number.letter, (page + 1).to_string());
        assert!(within(number.size, decree().page_number.size), "{number:?}");
        assert_eq!(number.font, "LibertinusSerif-Regular");
        let middle = f64::midpoint(30.0 * MM, pdf.pages[0].0 - 15.0 * MM);
        assert!(near(number.x + number.width / 2.0, middle, 0.5), "{number:?}");
        assert!(number.y > 8.0 * MM && number.y < 16.0 * MM, "{number:?}");
    }
}

#[test]
fn signatures_in_pairs_stand_side_by_side() {
    let mut minutes = notice();
    minutes.recipients.clear();
    minutes.signatures =
        vec![signature("Chủ trì", "Lê Văn Mẫu"), signature("Người ghi", "Phạm Thị Giả")];
    minutes.body = vec![Block::Paragraph { text: text("Biên bản gồm 01 trang.") }];
    let pdf = made(&minutes);
    let (left, right) = (pdf.find("CHỦ TRÌ"), pdf.find("NGƯỜI GHI"));
    assert!(near(left.first, right.first, 0.1) && left.right < right.left);
    let (hint, name) = (pdf.find("(Ký, ghi rõ họ tên)"), pdf.find("Lê Văn Mẫu"));
    assert!(hint.font.contains("Italic") && hint.first > left.first);
    assert!((name.first - hint.last) / MM >= 30.0, "{name:?}");
}
