//! The outline, and the sentences its figures make.

use std::collections::BTreeMap;

use statistics::{Basis, Item, Outline, Tables};

use crate::support::{BEFORE, current, tables};

/// An outline of one item with one line.
fn outline(line: &str) -> Outline {
    let text = format!(
        r#"
circular = "06/2025/TT-TTCP"
title = "Báo cáo"
subject = "Thử"
[[section]]
no = "I"
title = "MỘT"
[[section.item]]
no = "1"
title = "Mục"
lines = ["{line}"]
"#
    );
    Outline::parse(&text).unwrap()
}

fn item(outline: &Outline) -> &Item {
    &outline.sections[0].items[0]
}

const LAST_YEAR: &str = "cùng kỳ năm trước";

fn said(line: &str, now: &[(&str, i64)], before: Option<&[(&str, i64)]>) -> String {
    let outline = outline(line);
    let (now, before): (Tables, Option<Tables>) = (tables(now), before.map(tables));
    let basis = before.as_ref().map(|tables| Basis { tables, name: LAST_YEAR });
    let named = BTreeMap::from([("protected", 1_200)]);
    outline.sentences(item(&outline), &now, basis, &named).concat()
}

#[test]
fn a_value_stands_in_its_sentence_with_its_unit() {
    let line = "{03/GQKN.13} triệu đồng, {03/GQKN.14} m², {03/GQKN.18} cá nhân.";
    let now = [("03/GQKN.13", 12_500_000), ("03/GQKN.14", 12_025), ("03/GQKN.18", 1_234)];
    assert_eq!(said(line, &now, None), "12,5 triệu đồng, 120,25 m², 1.234 cá nhân.");
    assert_eq!(said("{protected} vụ", &[], None), "1.200 vụ");
    assert_eq!(said("không có số liệu", &[], None), "không có số liệu");
}

#[test]
fn a_change_is_told_against_what_it_is_compared_with() {
    let change = |now, before: i64| {
        said("{02/XLD.6 vs}", &[("02/XLD.6", now)], Some(&[("02/XLD.6", before)]))
    };
    assert_eq!(change(153, 141), "tăng 12 (8,5%) so với cùng kỳ năm trước");
    assert_eq!(change(9, 12), "giảm 3 (25%) so với cùng kỳ năm trước");
    assert_eq!(change(7, 7), "bằng cùng kỳ năm trước");
    assert_eq!(change(0, 0), "bằng cùng kỳ năm trước");
    assert_eq!(change(3, 0), "tăng 3 so với cùng kỳ năm trước", "of nothing there is no share");
    assert_eq!(change(0, 3), "giảm 3 (100%) so với cùng kỳ năm trước");
    assert_eq!(change(3_000, 1_500), "tăng 1.500 (100%) so với cùng kỳ năm trước");
    assert_eq!(change(4, 1), "tăng 3 (300%) so với cùng kỳ năm trước");
    let money =
        said("{03/GQKN.13 vs}", &[("03/GQKN.13", 1_500_000)], Some(&[("03/GQKN.13", 1_000_000)]));
    assert_eq!(money, "tăng 0,5 (50%) so với cùng kỳ năm trước");
    assert_eq!(
        said("{02/XLD.6 vs}", &[("02/XLD.6", 3)], None),
        "chưa có số liệu kỳ trước để so sánh"
    );
}

#[test]
fn a_share_is_rounded_half_up_to_a_tenth() {
    let share = |part, whole| {
        said("{02/XLD.9 of 02/XLD.6}", &[("02/XLD.9", part), ("02/XLD.6", whole)], None)
    };
    assert_eq!(share(1, 3), "33,3%");
    assert_eq!(share(2, 3), "66,7%");
    assert_eq!(share(1, 2), "50%");
    assert_eq!(share(3, 3), "100%");
    assert_eq!(share(0, 9), "0%");
    assert_eq!(share(1, 2_000), "0,1%", "0.05 goes up");
    assert_eq!(share(1, 2_001), "0%");
    assert_eq!(share(0, 0), "–", "there is nothing to have a share of");
    assert_eq!(share(3, 0), "–");
}

#[test]
fn every_sentence_of_the_outline_is_whole() {
    let outline = Outline::of(current()).unwrap();
    assert!(Outline::of(statistics::Circular::numbered(BEFORE).unwrap()).is_none());
    let titles: Vec<_> = outline.sections.iter().map(|section| section.no.as_str()).collect();
    assert_eq!(titles, ["I", "II", "III", "IV", "V", "VI"]);
    let results: Vec<_> =
        outline.sections[1].items.iter().map(|item| item.table.as_str()).collect();
    assert_eq!(results, ["01/TCD", "02/XLD", "03/GQKN, 04/GQTC", "05/KQTH", "", "06/QLKNTC"]);
    let empty = tables(&[]);
    let basis = Basis { tables: &empty, name: LAST_YEAR };
    let named = BTreeMap::from([("protected", 0)]);
    let mut sentences = 0;
    for item in outline.sections.iter().flat_map(|section| &section.items) {
        assert!(!item.lines.is_empty() || item.room > 0, "{} says nothing", item.title);
        for line in outline.sentences(item, &empty, Some(basis), &named) {
            sentences += 1;
            assert!(line.ends_with('.') && !line.contains(['{', '}']), "{line}");
        }
    }
    assert_eq!(sentences, 19);
}

#[test]
fn faults_of_an_outline_are_told_with_their_place() {
    let whole = include_str!("../../circulars/mau02-2025.toml");
    // Behind the words on the format.
    let text = &whole[whole.find("\ncircular = ").unwrap()..];
    for (right, wrong, told) in [
        ("{02/XLD.6}", "{02/XLD.26}", "I.1: column 02/XLD.26"),
        ("{02/XLD.6}", "{02/XLD.0}", "I.1: column 02/XLD.0"),
        ("{01/TCD.1 vs}", "{01/TCĐ.1 vs}", "II.1: column 01/TCĐ.1"),
        ("{02/XLD.24} đơn", "{02/XLD.24 đơn", "II.2: a brace that is not closed"),
        ("{05/KQTH.2 of 05/KQTH.1}", "{05/KQTH.2 of 05/KQTH.41}", "II.4: column 05/KQTH.41"),
        ("{01/TCD.5}", "{01/TCD 5}", "II.1: {01/TCD 5} is neither a column nor a name"),
        ("{01/TCD.5}", "{01/TCD.5 so}", "II.1: {01/TCD.5 so} is neither a column nor a name"),
        ("{protected}", "{}", "II.5: {} is neither a column nor a name"),
        (
            "06/2025/TT-TTCP\"\ntitle",
            "07/2025/TT-TTCP\"\ntitle",
            "07/2025/TT-TTCP: no circular of this number",
        ),
    ] {
        assert!(text.contains(right), "{right}");
        match Outline::parse(&text.replacen(right, wrong, 1)) {
            Ok(_) => panic!("{wrong} is taken"),
            Err(error) => assert_eq!(error.to_string(), told),
        }
    }
    let unknown = Outline::parse(&text.replacen("room = 4", "rooms = 4", 1)).unwrap_err();
    assert!(unknown.to_string().contains("unknown field `rooms`"), "{unknown}");
}
