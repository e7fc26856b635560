//! Columns, periods and groups of fields as the printed circulars have them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use statistics::{
    Circular, Column, Condition, How, Severity, Source, Test, Unit, circulars, outlines,
};

use crate::support::{BEFORE, CURRENT, current, rows};

const COLUMNS: &str = include_str!("../report-forms-tt06-2025.csv");
const COLUMNS_BEFORE: &str = include_str!("../report-forms-tt02-2021.csv");
const CHECKS: &str = include_str!("../report-checks-tt06-2025.csv");
const PERIODS: &str = include_str!("../report-periods.csv");
const FIELDS: &str = include_str!("../field-taxonomy.csv");

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn both_circulars_and_the_outline_load() {
    let texts = [
        include_str!("../../circulars/tt02-2021.toml"),
        include_str!("../../circulars/tt06-2025.toml"),
    ];
    for text in texts {
        Circular::parse(text).unwrap();
    }
    let known: Vec<_> = circulars().iter().map(|one| one.number.as_str()).collect();
    assert_eq!(known, [BEFORE, CURRENT]);
    let outline = include_str!("../../circulars/mau02-2025.toml");
    assert_eq!(&statistics::Outline::parse(outline).unwrap(), &outlines()[0]);
    assert_eq!(outlines().len(), 1);
}

#[test]
fn the_circular_of_a_day_is_the_last_one_in_force_by_then() {
    let on = |day: &str| Circular::on(d(day)).unwrap().number.as_str();
    assert_eq!(on("2020-01-01"), BEFORE, "the oldest there is");
    assert_eq!(on("2021-05-10"), BEFORE);
    assert_eq!(on("2025-09-29"), BEFORE, "the circular between the two is not kept");
    assert_eq!(on("2025-09-30"), CURRENT);
    let (before, current) = (Circular::numbered(BEFORE).unwrap(), current());
    let states = ["2021-05-09", "2021-05-10", "2024-03-04", "2024-03-05"];
    assert_eq!(states.map(|day| before.is_in_force(d(day))), [false, true, true, false]);
    assert_eq!(
        ["2025-09-29", "2025-09-30", "2040-01-01"].map(|day| current.is_in_force(d(day))),
        [false, true, true]
    );
    assert!(Circular::numbered("01/2024/TT-TTCP").is_none());
}

/// Form, number, headings with the label, printed formula.
type Printed = (String, String, Vec<String>, String);

fn printed(text: &str, formula: &str) -> Vec<Printed> {
    let line = |row: BTreeMap<String, String>| {
        let mut headings: Vec<String> =
            row["group_vi"].split(" > ").filter(|one| !one.is_empty()).map(str::to_owned).collect();
        headings.push(row["label_vi"].clone());
        (row["form"].clone(), row["col"].clone(), headings, row[formula].clone())
    };
    rows(text).into_iter().map(line).collect()
}

fn held(circular: &Circular) -> Vec<Printed> {
    let line = |form: &str, column: &Column| {
        let headings = column.groups.iter().chain([&column.label]).cloned().collect();
        (form.to_owned(), column.no.to_string(), headings, column.printed.clone())
    };
    let all =
        circular.forms.iter().flat_map(|form| form.columns.iter().map(move |one| (form, one)));
    all.map(|(form, column)| line(&form.code, column)).collect()
}

#[test]
fn the_columns_in_force_are_those_printed() {
    let printed = printed(COLUMNS, "formula");
    assert_eq!(printed.len(), 142);
    assert_eq!(held(current()), printed);
    let titles: BTreeSet<_> = rows(COLUMNS)
        .into_iter()
        .map(|mut row| (row.remove("form"), row.remove("form_title_vi")))
        .collect();
    let held: BTreeSet<_> = current()
        .forms
        .iter()
        .map(|form| (Some(form.code.clone()), Some(form.title.clone())))
        .collect();
    assert_eq!(held, titles);
    for row in rows(COLUMNS) {
        let no = row["col"].parse().unwrap();
        let unit = match row["unit"].as_str() {
            "million VND" => Unit::Money,
            "m2" => Unit::Land,
            _ => Unit::Count,
        };
        let column = current().column(&row["form"], no).unwrap();
        assert_eq!(column.unit, unit, "{} column {no}", row["form"]);
    }
}

#[test]
fn the_columns_of_before_are_those_printed() {
    let printed = printed(COLUMNS_BEFORE, "formula_as_printed");
    assert_eq!(printed.len(), 259);
    let before = Circular::numbered(BEFORE).unwrap();
    assert_eq!(held(before), printed);
    for column in before.forms.iter().flat_map(|form| &form.columns) {
        let unit = match column.label.as_str() {
            "Tiền (Trđ)" => Unit::Money,
            "Đất (m2)" => Unit::Land,
            _ => Unit::Count,
        };
        assert_eq!(column.unit, unit, "{} {:?}", column.no, column.groups);
    }
}

/// The first equation of a printed formula as columns, `=7+8=9+10+11` as 7 and 8.
fn summands(formula: &str) -> Option<Vec<u32>> {
    let first = formula.strip_prefix('=')?.split('=').next()?;
    first.split('+').map(|part| part.trim().parse().ok()).collect()
}

#[test]
fn sums_add_what_is_printed() {
    for form in &current().forms {
        for column in &form.columns {
            let place = format!("{} column {}", form.code, column.no);
            match &column.how {
                How::Sum(parts) => {
                    assert_eq!(Some(parts.clone()), summands(&column.printed), "{place}")
                }
                How::Same { form, no } => {
                    assert_eq!(column.printed, format!("={form}.{no}"), "{place}")
                }
                How::Count(_) => assert!(column.printed.is_empty(), "{place}"),
                How::Typed => panic!("{place} is counted"),
            }
        }
        let last = form.columns.last().unwrap().no;
        assert_eq!(form.note_number, last + 1, "{}", form.code);
        assert!(!form.notes.is_empty());
    }
    let notes: Vec<_> =
        current().forms.iter().map(|form| (form.code.as_str(), form.note_number)).collect();
    let printed = [
        ("01/TCD", 22),
        ("02/XLD", 26),
        ("03/GQKN", 24),
        ("04/GQTC", 26),
        ("05/KQTH", 32),
        ("06/QLKNTC", 18),
    ];
    assert_eq!(notes, printed);
}

#[test]
fn the_checks_are_those_of_the_list() {
    let list = rows(CHECKS);
    assert_eq!((list.len(), current().checks.len()), (55, 55));
    for (row, check) in list.iter().zip(&current().checks) {
        let test = match row["kind"].as_str() {
            "dedupe" => Test::CountedOnce,
            "note" => Test::NoteNumber,
            "rollup" => Test::TotalOfUnits,
            // c16..c21 expected 0 for a commune chair since Law 136/2025.
            "expect_zero" => {
                assert!(row["check"].starts_with("c16..c21 expected 0"), "{row:?}");
                assert_eq!(
                    (check.units.as_slice(), check.from),
                    (&["ward".to_owned()][..], Some(d("2026-07-01")))
                );
                Test::Rule(statistics::Rule::parse("c16+c17+c18+c19+c20+c21 = 0").unwrap())
            }
            _ => Test::Rule(statistics::Rule::parse(&row["check"]).unwrap()),
        };
        assert_eq!(check.form, row["form"]);
        assert_eq!(check.test, test, "{row:?}");
        assert_eq!(check.severity.code(), row["severity"], "{row:?}");
        assert_eq!(check.origin, row["origin"], "{row:?}");
        assert_eq!(
            check.is_skipped_with_open_cases,
            row["check"] == "c2 <= c1" && check.form.contains("GQ")
        );
        if row["kind"] != "expect_zero" {
            assert!(check.units.is_empty() && check.from.is_none(), "{row:?}");
        }
    }
    assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
}

#[test]
fn the_periods_are_those_of_the_list() {
    let list = rows(PERIODS);
    assert_eq!(list.len(), 21);
    for row in list {
        let kind = current().periods.iter().find(|kind| kind.code == row["code"]).unwrap();
        let period = kind.of_year(row["year"].parse().unwrap()).unwrap();
        assert_eq!(kind.name, row["name_vi"]);
        assert_eq!(period.from, d(&row["data_from"]), "{row:?}");
        assert_eq!(period.to, d(&row["data_to_inclusive"]), "{row:?}");
        assert_eq!(period.due_on, Some(d(&row["commune_to_province_no_later_than"])), "{row:?}");
        let province = Some(d(&row["province_to_government_inspectorate_no_later_than"]));
        assert_eq!(period.province_due_on, province, "{row:?}");
        assert_eq!(period.has_narrative, row["content"].starts_with("Mẫu số 02"), "{row:?}");
    }
    assert_eq!(current().periods.len(), 7);
    // The quarters of a year are the year, day for day.
    let of = |code: &str| {
        current().periods.iter().find(|one| one.code == code).unwrap().of_year(2027).unwrap()
    };
    let quarters = ["Q1", "Q2", "Q3", "Q4"].map(of);
    for pair in quarters.windows(2) {
        assert_eq!(pair[0].to.succ_opt().unwrap(), pair[1].from);
    }
    let year = of("YEAR");
    assert_eq!((quarters[0].from, quarters[3].to), (year.from, year.to));
    assert_eq!(quarters.iter().map(|one| one.length_days()).sum::<i64>(), year.length_days());
    assert_eq!(year.length_days(), 365);
}

/// The columns of a table that count letters of a kind by field, with the printed label and which leaves each takes.
fn field_columns<'c>(
    circular: &'c Circular,
    form: &str,
    kind: &str,
) -> Vec<(String, &'c Condition)> {
    let columns = circular.form(form).unwrap().columns.iter();
    let of_kind = columns.filter_map(|column| {
        let How::Count(count) = &column.how else { return None };
        let is_kind = count.filter.iter().any(|one| one.mark == "kind" && one.values == [kind]);
        let field = count.filter.iter().find(|one| one.mark == "field").filter(|_| is_kind)?;
        Some((column.label.clone(), field))
    });
    of_kind.collect()
}

#[test]
fn every_leaf_counts_in_the_group_of_the_list() {
    for (kind, list) in [
        ("complaint", "tt06_complaint"),
        ("denunciation", "tt06_denunciation"),
        ("petition", "tt06_feedback"),
    ] {
        let columns = field_columns(current(), "02/XLD", kind);
        for row in rows(FIELDS) {
            let holding: Vec<_> = columns
                .iter()
                .filter(|(_, field)| field.holds(&row["leaf"]))
                .map(|(label, _)| label)
                .collect();
            assert_eq!(holding, [&row[list]], "{kind} {}", row["leaf"]);
        }
        // What a unit adds to the list itself counts as other.
        let unknown: Vec<_> = columns
            .iter()
            .filter(|(_, field)| field.holds("admin.new"))
            .map(|one| &one.0)
            .collect();
        assert_eq!(unknown, ["Khác"], "{kind}");
    }
}

#[test]
fn every_leaf_counts_in_the_group_of_the_list_of_before() {
    let group_of = |fields: &BTreeMap<String, Vec<String>>, leaf: &str| {
        let of: Vec<_> =
            fields.iter().filter(|(_, leaves)| leaves.iter().any(|one| one == leaf)).collect();
        assert!(of.len() <= 1, "{leaf} in {of:?}");
        of.first().map_or("other".to_owned(), |(group, _)| (*group).clone())
    };
    let before = Circular::numbered(BEFORE).unwrap();
    for (kind, list) in [
        ("complaint", "tt02_tt01_complaint"),
        ("denunciation", "tt02_tt01_denunciation"),
        ("petition", "tt02_tt01_feedback"),
    ] {
        for row in rows(FIELDS) {
            let group = group_of(&before.fields[kind], &row["leaf"]);
            let printed = match group.as_str() {
                "administrative-land" => "Hành chính: Đất đai, nhà cửa",
                "administrative-policy" => "Hành chính: Chế độ, chính sách",
                "administrative-duty" => "Hành chính: Công chức, công vụ",
                "administrative-other" => "Hành chính: Khác",
                "corruption" => "Tham nhũng",
                "judicial" => "Tư pháp",
                "party" => "Đảng, đoàn thể",
                "land" => "Đất đai",
                "policy" => "Chế độ, chính sách",
                "other" if kind == "petition" => "Khác",
                "other" => "Lĩnh vực khác",
                unknown => panic!("{unknown}"),
            };
            assert_eq!(printed, row[list], "{kind} {}", row["leaf"]);
        }
    }
}

/// Where cases of before the period that are still open are counted too, the letters of the period stay as they are.
#[test]
fn open_cases_are_no_letters_of_the_period() {
    let columns = circulars().iter().flat_map(|one| &one.forms).flat_map(|form| {
        form.columns
            .iter()
            .map(move |column| (format!("{} column {}", form.code, column.no), column))
    });
    let mut seen = 0;
    for (place, column) in columns {
        let How::Count(count) = &column.how else { continue };
        if count.source == Source::Letters && count.take == "letters" {
            let is_state = |one: &&Condition| one.mark == "state";
            let state = count.filter.iter().find(is_state);
            assert!(state.is_some_and(|state| !state.holds("open")), "{place}");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}
