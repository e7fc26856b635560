//! The PDF: what it says, where lines stand, what is repeated.

use std::sync::LazyLock;

use papers::{Fonts, Measure, Sheet, sheets_pdf};
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization;

use super::samples::{properties, six, with_units};

pub static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn made(sheets: &[Sheet]) -> Vec<u8> {
    sheets_pdf(sheets, &FONTS, &properties()).unwrap()
}

/// Letters of each page in their order, without blanks, and the size of the page.
#[derive(Default)]
struct Pages {
    words: Vec<String>,
    sizes: Vec<(f64, f64)>,
    /// Right ends and baselines of what is printed beyond the margins.
    beyond: Vec<(f64, f64)>,
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.words.push(String::new());
        self.sizes.push((media.urx - media.llx, media.ury - media.lly));
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        _width: f64,
        _spacing: f64,
        _size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.words.last_mut().unwrap().push_str(letter.trim());
        let (width, height) = self.sizes.last().unwrap();
        let margin = 10.0 * 72.0 / 25.4;
        let inside = (margin..width - margin).contains(&place.m31)
            && (margin..height - 5.0).contains(&place.m32);
        if !inside && !letter.trim().is_empty() {
            self.beyond.push((place.m31, place.m32));
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

fn read(bytes: &[u8]) -> Pages {
    let file = pdf_extract::Document::load_mem(bytes).unwrap();
    let mut pages = Pages::default();
    pdf_extract::output_doc(&file, &mut pages).unwrap();
    pages
}

fn squeezed(text: &str) -> String {
    text.nfc().filter(|letter| !letter.is_whitespace()).collect()
}

/// A value as it should be read, reckoned another way than it is printed.
fn shown(value: i64, unit: Measure) -> String {
    let decimals = match unit {
        Measure::Count => 0,
        Measure::MoneyDong => 6,
        Measure::LandSquareDecimetres => 2,
    };
    let digits = format!("{:0>1$}", value.abs(), decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let backwards: Vec<char> = whole.chars().rev().collect();
    let groups: Vec<String> = backwards.chunks(3).map(String::from_iter).collect();
    let whole: String = groups.join(".").chars().rev().collect();
    let part = part.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{part}") }
}

/// Names of units with all their values, in the order of the columns.
fn row_words(sheet: &Sheet) -> Vec<String> {
    let row = |row: &papers::SheetRow| {
        let values = row.values.iter().zip(&sheet.columns);
        let values: String = values.map(|(value, column)| shown(*value, column.unit)).collect();
        format!("{}{values}", squeezed(&row.name))
    };
    sheet.rows.iter().map(row).collect()
}

#[test]
fn every_word_and_value_of_the_six_forms_is_read_in_its_place() {
    for sheet in six() {
        let words = read(&made(std::slice::from_ref(&sheet))).words.concat();
        assert!(words.chars().eq(words.nfc()), "the text is not in NFC");
        let mut expected = vec![
            squeezed(&sheet.code),
            squeezed(&sheet.body.concat().to_uppercase()),
            squeezed(&sheet.title.to_uppercase()),
            squeezed(&sheet.period_line),
            squeezed(&sheet.attached_line),
            squeezed(&sheet.first_column),
        ];
        let numbers = sheet.columns.iter().map(|one| format!("{}{}", one.no, one.formula));
        expected.push(format!("MS{}", numbers.collect::<String>()));
        expected.extend(row_words(&sheet));
        expected.push(squeezed(&format!("Ghi chú ({}):", sheet.columns.len() + 1)));
        expected.extend(sheet.notes.iter().map(|note| squeezed(note)));
        expected.push(squeezed(&sheet.place_and_date));
        let mut rest = words.as_str();
        for text in &expected {
            let at = rest.find(text).unwrap_or_else(|| panic!("{text} is not in {rest}"));
            rest = &rest[at + text.len()..];
        }
        for one in &sheet.signatures {
            let signature =
                format!("{}{}{}", one.titles.concat().to_uppercase(), one.hint, one.name);
            assert!(rest.contains(&squeezed(&signature)), "{signature} is not in {rest}");
        }
    }
}

#[test]
fn headings_are_read_level_by_level() {
    let sheets = six();
    let words = read(&made(&sheets[4..5])).words.concat();
    // A cell over several levels is drawn with the lowest of them.
    let levels = [
        "Kết quả thi hành Quyết định giải quyết khiếu nại Kết quả thực hiện Kết luận nội dung tố cáo \
         Thu hồi cho Nhà nước Trả lại cho tổ chức, cá nhân Đã xử lý hành chính Đã khởi tố \
         Thu hồi cho Nhà nước Trả lại cho tổ chức, cá nhân Đã xử lý hành chính Đã khởi tố \
         Phải thu Đã thu Phải trả Đã trả Phải thu Đã thu Phải trả Đã trả Đơn vị \
         Tổng số Quyết định phải thi hành trong kỳ Tổng số Quyết định đã thi hành xong",
        "Tiền (Trđ) Đất (m2) Tiền (Trđ) Đất (m2) MS 1 2 3",
    ];
    for level in levels {
        assert!(words.contains(&squeezed(level)), "{level} is not in {words}");
    }
    for sheet in &sheets {
        let words = read(&made(std::slice::from_ref(sheet))).words.concat();
        for column in &sheet.columns {
            for text in column.groups.iter().chain([&column.label]) {
                assert!(words.contains(&squeezed(text)), "{}: {text}", sheet.code);
            }
        }
    }
}

#[test]
fn the_heading_is_on_every_page_of_a_long_table_and_nothing_is_beyond_the_margins() {
    let sheet = with_units(&six()[4], 60);
    let pages = read(&made(std::slice::from_ref(&sheet)));
    assert!(pages.words.len() > 3, "{}", pages.words.len());
    assert_eq!(pages.beyond, []);
    let heading = squeezed("Kết quả thi hành Quyết định giải quyết khiếu nại");
    let rows = row_words(&sheet);
    let mut found = 0;
    for (number, (words, (width, height))) in pages.words.iter().zip(&pages.sizes).enumerate() {
        assert!(width > height, "a page is across");
        assert_eq!(words.starts_with(&(number + 1).to_string()), number > 0, "{words}");
        let here = rows.iter().filter(|row| words.contains(row.as_str())).count();
        assert_eq!(words.contains(&heading), here > 0, "page {number}");
        found += here;
    }
    assert_eq!(found, rows.len());
}

#[test]
fn numbers_too_long_for_their_columns_are_broken_but_whole() {
    let mut sheet = six().remove(4);
    for row in &mut sheet.rows {
        row.values.fill(-999_999_999_999_999);
    }
    let pages = read(&made(std::slice::from_ref(&sheet)));
    let words = pages.words.concat();
    for row in row_words(&sheet) {
        // A cell is one piece of text on the page, whatever stands beside it.
        assert!(words.contains(&row), "{row} is not in {words}");
    }
    assert_eq!(pages.beyond, []);
}

#[test]
fn what_is_hostile_elsewhere_is_text_here() {
    let mut sheet = six().remove(0);
    let hostile = r##"=cmd|'/c calc'!A1 <b>&amp; #read("/etc/passwd") $x^2$ ] *đậm* `mã`"##;
    sheet.rows[1].name = hostile.to_owned();
    sheet.columns[4].label = hostile.to_owned();
    sheet.columns[4].groups = vec![hostile.to_owned()];
    sheet.columns[4].formula = "==<&+".to_owned();
    sheet.notes = vec![hostile.to_owned()];
    let words = read(&made(std::slice::from_ref(&sheet))).words.concat();
    assert_eq!(words.matches(&squeezed(hostile)).count(), 4, "{words}");
    assert!(words.contains("5==<&+"), "{words}");
}

#[test]
fn a_table_may_have_no_rows_and_the_least_of_everything() {
    let mut sheet = six().remove(5);
    sheet.rows.clear();
    sheet.columns.truncate(1);
    sheet.body.clear();
    sheet.notes.clear();
    sheet.signatures.clear();
    sheet.attached_line.clear();
    sheet.place_and_date.clear();
    let pages = read(&made(&[sheet]));
    assert_eq!(pages.words.len(), 1);
    assert!(pages.words[0].ends_with("SốvănbảnbanhànhmớiMS1"), "{}", pages.words[0]);
}

#[test]
fn several_tables_count_their_own_pages() {
    let sheets = six();
    let all = read(&made(&sheets[..2]));
    let alone: Vec<String> =
        sheets[..2].iter().flat_map(|one| read(&made(std::slice::from_ref(one))).words).collect();
    assert_eq!(all.words, alone);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let mut sheets = six();
    sheets.truncate(1);
    let first = made(&sheets);
    assert_eq!(first, made(&sheets));
    let draft = Sheet { is_draft: true, ..sheets[0].clone() };
    let marked = made(std::slice::from_ref(&draft));
    assert_eq!(read(&marked).words, read(&first).words, "the mark is no text");
    assert!(marked.len() > first.len() + 500, "{} and {}", marked.len(), first.len());
    let later = papers::Properties { created: (2026, 12, 18), ..properties() };
    assert_ne!(first, sheets_pdf(&sheets, &FONTS, &later).unwrap());
}
