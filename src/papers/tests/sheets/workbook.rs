//! The workbook as its parts. What a spreadsheet library makes of it is asked in `tests/sheets`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use papers::{Properties, Sheet, sheets_xlsx};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::samples::{properties, six};

fn made(sheets: &[Sheet]) -> Vec<u8> {
    sheets_xlsx(sheets, &properties()).unwrap()
}

fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut part = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut part).unwrap();
    part
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).unwrap()?;
    Some(String::from_utf8(found.value.to_vec()).unwrap())
}

/// Texts of a part: contents of the elements of that name.
fn texts(part: &str, element: &str) -> Vec<String> {
    let mut reader = Reader::from_str(part);
    let (mut texts, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == element.as_bytes() => {
                inside = true;
                texts.push(String::new());
            }
            Event::End(tag) if tag.name().as_ref() == element.as_bytes() => inside = false,
            Event::Text(text) if inside => {
                texts.last_mut().unwrap().push_str(&text.decode().unwrap());
            }
            Event::GeneralRef(name) if inside => {
                let entity = format!("&{};", name.decode().unwrap());
                let letter = quick_xml::escape::unescape(&entity).unwrap().into_owned();
                texts.last_mut().unwrap().push_str(&letter);
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

/// Cells of a worksheet with a value: whether it is text, and what stands in it.
fn cells(xlsx: &[u8], number: usize) -> BTreeMap<String, (bool, String)> {
    let strings = texts(&part(xlsx, "xl/sharedStrings.xml"), "t");
    let sheet = part(xlsx, &format!("xl/worksheets/sheet{number}.xml"));
    let mut reader = Reader::from_str(&sheet);
    let (mut cells, mut place) = (BTreeMap::new(), String::new());
    let (mut is_text, mut in_value) = (false, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == b"c" => {
                place = attribute(&tag, "r").unwrap();
                is_text = attribute(&tag, "t").as_deref() == Some("s");
            }
            Event::Start(tag) => in_value = tag.name().as_ref() == b"v",
            Event::Text(text) if in_value => {
                let value = text.decode().unwrap().into_owned();
                let string = |at: &str| strings[at.parse::<usize>().unwrap()].clone();
                let value = if is_text { string(&value) } else { value };
                cells.insert(place.clone(), (is_text, value));
            }
            Event::End(_) => in_value = false,
            Event::Eof => return cells,
            _ => {}
        }
    }
}

#[test]
fn values_are_numbers_and_all_else_is_text() {
    let sheets = six();
    let xlsx = made(&sheets);
    // 03/GQKN has counts, money and land.
    let cells = cells(&xlsx, 3);
    let of_row = |name: &str| {
        let found = cells.iter().find(|(_, (is_text, value))| *is_text && value == name).unwrap();
        found.0.trim_start_matches('A').to_owned()
    };
    let columns: Vec<String> = ('B'..='X').map(String::from).collect();
    for row in &sheets[2].rows {
        let at = of_row(&row.name);
        for ((column, letter), value) in sheets[2].columns.iter().zip(&columns).zip(&row.values) {
            let scale = match column.unit {
                papers::Measure::Count => 1.0,
                papers::Measure::MoneyDong => 1_000_000.0,
                papers::Measure::LandSquareDecimetres => 100.0,
            };
            let (is_text, shown) = &cells[&format!("{letter}{at}")];
            assert!(!is_text);
            assert_eq!(shown.parse::<f64>().unwrap(), *value as f64 / scale, "{letter}{at}");
        }
    }
    let at = of_row("MS");
    assert_eq!(cells[&format!("B{at}")], (true, "1=02/XLD.6".to_owned()));
    assert_eq!(cells[&format!("D{at}")], (false, "3".to_owned()));
    assert!(cells.values().any(|cell| *cell == (true, "Ghi chú (24):".to_owned())));
}

#[test]
fn nothing_is_a_formula() {
    let mut sheet = six().remove(0);
    let hostile =
        ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", "</t><f>1</f>", "&lt; & <", "_x0041_"];
    sheet.notes = hostile.map(str::to_owned).to_vec();
    sheet.rows[1].name = "=HYPERLINK(\"http://example.com\")".to_owned();
    sheet.columns[4].label = "=1+1".to_owned();
    sheet.columns[4].groups = vec!["=2+2".to_owned()];
    let xlsx = made(&[sheet]);
    let worksheet = part(&xlsx, "xl/worksheets/sheet1.xml");
    assert!(!worksheet.contains("<f>") && !worksheet.contains("<f "), "{worksheet}");
    assert!(!worksheet.contains("hyperlink"), "{worksheet}");
    let strings = texts(&part(&xlsx, "xl/sharedStrings.xml"), "t");
    for text in &hostile[..6] {
        assert!(strings.iter().any(|one| one == text), "{text}");
    }
    // An editor must not take this for the letter A.
    assert!(strings.iter().any(|one| one == "_x005F_x0041_"), "{strings:?}");
    assert!(part(&xlsx, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn worksheets_are_named_by_their_forms() {
    let mut sheets = six();
    sheets.push(sheets[0].clone());
    sheets[1].code = "[Biểu]*?: 02/XLD\\".to_owned();
    sheets[2].code = "mẫu rất dài không có dấu hai chấm nào ở trong".to_owned();
    sheets[3].code = "Biểu số:".to_owned();
    let workbook = part(&made(&sheets), "xl/workbook.xml");
    let mut reader = Reader::from_str(&workbook);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Empty(tag) if tag.name().as_ref() == b"sheet" => {
                names.push(attribute(&tag, "name").unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let expected = [
        "01-TCD",
        "02-XLD-",
        "mẫu rất dài không có dấu h",
        "Biểu",
        "05-KQTH",
        "06-QLKNTC",
        "01-TCD (2)",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_draft_says_so_on_the_sheet_and_in_its_header() {
    let mut sheet = six().remove(0);
    let issued = made(std::slice::from_ref(&sheet));
    sheet.is_draft = true;
    sheet.draft_word = "Dự thảo & nháp".to_owned();
    let draft = made(&[sheet]);
    assert!(cells(&draft, 1).values().any(|cell| cell.1 == "DỰ THẢO & NHÁP"));
    let header = texts(&part(&draft, "xl/worksheets/sheet1.xml"), "oddHeader");
    assert_eq!(header, ["&R&BDỰ THẢO && NHÁP"]);
    assert!(texts(&part(&issued, "xl/worksheets/sheet1.xml"), "oddHeader").is_empty());
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let first = made(&six());
    assert_ne!(first, made(&six()[..3]), "another is made in between");
    assert_eq!(first, made(&six()));
    let core = part(&first, "docProps/core.xml");
    assert_eq!(core.matches("2026-12-17T00:00:00Z").count(), 2, "{core}");
    assert!(core.contains("<dc:creator>Ủy ban nhân dân tỉnh Quảng Mẫu</dc:creator>"), "{core}");
    let later = Properties { created: (2026, 12, 18), ..properties() };
    assert_ne!(first, sheets_xlsx(&six(), &later).unwrap());
}

#[test]
fn the_least_table_is_a_workbook_too() {
    let mut sheet = six().remove(5);
    sheet.rows.clear();
    sheet.columns.truncate(1);
    sheet.body.clear();
    sheet.notes.clear();
    sheet.place_and_date.clear();
    let cells = cells(&made(&[sheet]), 1);
    assert!(cells.values().any(|cell| cell.1 == "LÊ THỊ VÍ DỤ" || cell.1 == "Lê Thị Ví Dụ"));
    assert!(cells.values().any(|cell| cell.1 == "Trần Văn Giả Định"));
}
