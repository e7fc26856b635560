//! The six tables of a made-up quarter against values worked out by hand (`golden/expected.csv`), and the published
//! figures of a province as figures of before.

use std::collections::BTreeMap;

use entity::opening_figure;
use gandan::figures::{self, Members};
use gandan::ids::new_id;
use gandan::statutory::asked::Asked;
use gandan::statutory::{compute, store};
use gandan::visits::figures as register;
use law::visit::Count;
use sea_orm::ActiveValue::Set;
use statistics::{Circular, Finding, How, Severity, Tables};
use uuid::Uuid;

use crate::golden;
use crate::support::TestApp;
use crate::support::history::{asked, chairman_of};
use crate::support::people::{DEPARTMENT, OTHER_WARD, PROVINCE, WARD};

const EXPECTED: &str = include_str!("golden/expected.csv");

/// Form, column, value, and which records make it.
fn expected() -> Vec<(String, u32, i64, String)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(EXPECTED.as_bytes());
    let row = |row: csv::StringRecord| {
        let made_by: Vec<&str> = row.iter().skip(3).collect();
        (row[0].to_owned(), row[1].parse().unwrap(), row[2].parse().unwrap(), made_by.join(","))
    };
    reader.records().map(|one| row(one.unwrap())).collect()
}

fn quarter(unit: Uuid) -> Asked {
    asked(unit, "2026-03-15", "2026-06-14")
}

fn failed<'f>(findings: &'f [Finding<'f>]) -> Vec<String> {
    let told = |one: &Finding<'_>| {
        format!("{} on {}: {} against {}", one.number, one.check.form, one.left, one.right)
    };
    findings.iter().filter(|one| !one.passed).map(told).collect()
}

#[test]
fn every_column_is_expected_and_none_is_zero() {
    let circular = Circular::numbered("06/2025/TT-TTCP").unwrap();
    let all = circular
        .forms
        .iter()
        .flat_map(|form| form.columns.iter().map(|one| (form.code.clone(), one.no)));
    let named: Vec<_> = expected().into_iter().map(|(form, no, ..)| (form, no)).collect();
    assert_eq!(named, all.collect::<Vec<_>>());
    assert!(expected().iter().all(|(_, _, value, made_by)| *value > 0 && !made_by.is_empty()));
}

#[tokio::test]
async fn the_quarter_is_counted_as_by_hand() {
    let app = TestApp::spawn().await;
    golden::write(&app).await;
    let asked = quarter(golden::UNIT);
    let done = compute::compute(&app.app, &asked).await.unwrap();
    let wrong: Vec<String> = expected()
        .into_iter()
        .filter_map(|(form, no, value, made_by)| {
            let found = done.total.value(&form, no);
            (found != value)
                .then(|| format!("{form} column {no}: {found}, by hand {value} ({made_by})"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let findings = done.findings(&app.app.units(), &asked);
    assert_eq!(findings.len(), 54, "the law on delegates came into force after the quarter");
    assert_eq!(failed(&findings), [] as [&str; 0]);
    assert_eq!((done.counted_twice, done.rows.len()), (0, 1));
    every_cell_lists_its_records(&app, &asked, &done.total).await;
}

/// The records behind a cell sum up to it.
async fn every_cell_lists_its_records(app: &TestApp, asked: &Asked, total: &Tables) {
    let units = app.app.units();
    let members = compute::members_of(&units, asked, asked.unit).unwrap();
    for form in &asked.circular.forms {
        for column in &form.columns {
            let How::Count(count) = &column.how else { continue };
            let place = format!("{} column {}", form.code, column.no);
            let db = app.app.db.read();
            let all = figures::records(db, count, &members, asked.days(), false, (0, 1_000))
                .await
                .unwrap();
            let sum: i64 = all.iter().map(|record| record.amount).sum();
            assert_eq!(sum, total.value(&form.code, column.no), "{place}");
            assert!(all.is_sorted_by_key(|record| (record.on, record.id)), "{place}");
            // Page by page they are the same.
            let mut paged = Vec::new();
            for page in 0..all.len().div_ceil(3) as u64 {
                let part = (page * 3, 3);
                paged.extend(
                    figures::records(db, count, &members, asked.days(), false, part).await.unwrap(),
                );
            }
            assert_eq!(paged, all, "{place}");
        }
    }
}

#[tokio::test]
async fn neighbours_and_other_quarters_count_what_is_theirs() {
    let app = TestApp::spawn().await;
    golden::write(&app).await;
    let of = async |asked: Asked| compute::compute(&app.app, &asked).await.unwrap().total;
    let neighbour = of(quarter(OTHER_WARD)).await;
    let some = |cells: [(&str, u32, i64); 9]| {
        for (form, no, value) in cells {
            assert_eq!(neighbour.value(form, no), value, "{form} column {no}");
        }
    };
    some([
        ("01/TCD", 11, 1),
        ("01/TCD", 10, 1),
        ("02/XLD", 1, 3),
        ("03/GQKN", 8, 1),
        ("03/GQKN", 13, 12_500_000),
        ("04/GQTC", 8, 1),
        ("04/GQTC", 14, 80_000_000),
        ("06/QLKNTC", 3, 1),
        ("06/QLKNTC", 6, 0),
    ]);
    let department = of(quarter(DEPARTMENT)).await;
    assert_eq!((department.value("02/XLD", 1), department.value("06/QLKNTC", 2)), (2, 1));
    assert_eq!(
        department.value("01/TCD", 7),
        2,
        "by itself the matter of V13 is one of the department"
    );
    // The border days belong to one quarter alone.
    let days = ["2026-03-14", "2026-03-15", "2026-06-14", "2026-06-15"];
    let mut visits = BTreeMap::new();
    for day in days {
        visits.insert(day, of(asked(WARD, day, day)).await.value("01/TCD", 1));
    }
    assert_eq!(visits, BTreeMap::from([(days[0], 1), (days[1], 1), (days[2], 2), (days[3], 1)]));
    // The half year counts a letter once that two quarters count: waiting at the end of one, processed in the next.
    let (first, both) = (
        of(asked(WARD, "2025-12-15", "2026-03-14")).await,
        of(asked(WARD, "2025-12-15", "2026-06-14")).await,
    );
    let second = of(quarter(WARD)).await;
    let letters = |tables: &Tables| tables.value("02/XLD", 1);
    // K7 K10 K11 P14 T15 wait on 14/3.
    assert_eq!(letters(&first) + letters(&second) - 5, letters(&both));
    let whole = of(quarter(PROVINCE)).await;
    let mut sum = second.clone();
    sum.add(&neighbour);
    assert_eq!(whole, sum);
}

/// Form 01/TCD as the page of the register shows it to the head of a unit.
async fn by_the_register(app: &TestApp, asked: &Asked) -> Vec<i64> {
    let days = (asked.period.from, asked.period.to);
    let units = app.app.units().subtree(asked.unit);
    let all = register::count(app.app.db.read(), &units, days).await.unwrap();
    let tally = all.tally;
    let five = |one: Count| {
        let known = [one.turns, one.people, one.matters, one.groups, one.group_people];
        known.map(i64::from)
    };
    let day = |days: u64| i64::try_from(days).unwrap();
    let [turns, people, matters, groups, _] = five(tally.total());
    let known = [[turns, people, matters, groups].as_slice(), &five(tally.regular)].concat();
    let head = [[day(all.head_days)].as_slice(), &five(tally.head())].concat();
    let delegate = [[day(all.delegate_days)].as_slice(), &five(tally.delegate)].concat();
    [known, head, delegate].concat()
}

#[tokio::test]
async fn the_register_and_the_table_count_the_same() {
    let app = TestApp::spawn().await;
    golden::write(&app).await;
    let periods =
        [("2026-03-15", "2026-06-14"), ("2026-06-15", "2026-09-14"), ("2026-01-01", "2026-12-31")];
    let mut announced = Vec::new();
    for (unit, (from, to)) in
        [WARD, OTHER_WARD, DEPARTMENT].into_iter().flat_map(|unit| periods.map(|days| (unit, days)))
    {
        let asked = asked(unit, from, to);
        let table = compute::compute(&app.app, &asked).await.unwrap().total;
        assert_eq!(by_the_register(&app, &asked).await, table.values["01/TCD"], "{unit} {from}");
        announced.push((table.value("01/TCD", 10), table.value("01/TCD", 16)));
    }
    // Of the ward in its quarter: one day was planned and never posted, one posted and not held.
    assert_eq!(announced[0], (3, 2));
}

#[tokio::test]
async fn open_cases_of_before_count_where_the_setting_says_so() {
    let app = TestApp::spawn().await;
    golden::write(&app).await;
    let asked = quarter(WARD);
    let members = vec![Members::of(&app.app.units(), WARD, asked.period.to)];
    let db = app.app.db.read();
    let groups = figures::count(db, asked.circular, &members, asked.days(), true).await.unwrap();
    let tables = asked.circular.tables(&groups[0], &[]);
    let with = |form: &str, no: u32| tables.value(form, no);
    // Processed before the quarter and undecided at its start: K12 and K25 were accepted, T18 too.
    assert_eq!((with("03/GQKN", 4), with("04/GQTC", 4)), (10, 9));
    assert_eq!((with("03/GQKN", 1), with("02/XLD", 1), with("02/XLD", 4)), (14, 50, 38));
    let done = compute::compute(&app.app, &asked).await.unwrap();
    for form in ["01/TCD", "02/XLD", "05/KQTH", "06/QLKNTC"] {
        assert_eq!(tables.values[form], done.total.values[form], "{form}");
    }
    let column = asked.circular.column("03/GQKN", 4).unwrap();
    let How::Count(count) = &column.how else { panic!("counted") };
    let listed =
        figures::records(db, count, &members[0], asked.days(), true, (0, 100)).await.unwrap();
    assert_eq!(listed.len(), 10);
}

/// What Quảng Ninh published of 2025 (15/12/2024–14/12/2025), entered for columns that are no sums. Days, turns and
/// people of heads and delegates were published together and stand under the head.
const PUBLISHED: [(&str, u32, i64); 10] = [
    // 5.177 turns in all, 1.845 of them received by chairs and heads.
    ("01/TCD", 5, 3_332),
    ("01/TCD", 11, 1_845),
    ("01/TCD", 12, 2_671),
    ("01/TCD", 10, 2_073),
    // 3.614 cases and 105 large groups, by whom they were received is not told.
    ("01/TCD", 7, 3_614),
    ("01/TCD", 8, 105),
    // 9.069 letters received and processed.
    ("02/XLD", 1, 9_069),
    ("02/XLD", 2, 9_069),
    // 276 cases of complaints and 10 of denunciations within authority.
    ("03/GQKN", 4, 276),
    ("04/GQTC", 4, 10),
];

async fn enter(app: &TestApp, unit: Uuid, (from, to): (&str, &str), cells: &[(&str, u32, i64)]) {
    let row = |(form, no, value): &(&str, u32, i64)| opening_figure::ActiveModel {
        id: Set(new_id(app.now())),
        unit_id: Set(unit),
        circular: Set("06/2025/TT-TTCP".to_owned()),
        form: Set((*form).to_owned()),
        column_no: Set(i32::try_from(*no).unwrap()),
        from_on: Set(from.parse().unwrap()),
        to_on: Set(to.parse().unwrap()),
        is_stock: Set(false),
        value: Set(*value),
        note: Set("Số liệu tỉnh đã công bố".to_owned()),
        token: Set(format!("{unit} {from} {form}")),
        created_by: Set(chairman_of(Vec::new()).account_id),
        created_at: Set(app.now()),
        struck_by: Set(None),
        struck_at: Set(None),
        struck_reason: Set(String::new()),
    };
    let tx = app.app.db.begin_write().await.unwrap();
    assert!(store::add_openings(&tx, cells.iter().map(row).collect()).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn published_figures_of_a_province_pass_where_they_are_whole() {
    let app = TestApp::spawn().await;
    let year = ("2024-12-15", "2025-12-14");
    enter(&app, PROVINCE, year, &PUBLISHED).await;
    let asked_for = asked(PROVINCE, year.0, year.1);
    let done = compute::compute(&app.app, &asked_for).await.unwrap();
    let value = |form: &str, no| done.total.value(form, no);
    // The sums follow, and are what was published.
    let totals = [
        ("01/TCD", 1, 5_177),
        ("01/TCD", 3, 3_614),
        ("01/TCD", 4, 105),
        ("03/GQKN", 2, 276),
        ("04/GQTC", 2, 10),
    ];
    for (form, no, published) in totals {
        assert_eq!(value(form, no), published, "{form} column {no}");
    }
    let findings = done.findings(&app.app.units(), &asked_for);
    let told: Vec<_> = findings
        .iter()
        .filter(|one| !one.passed)
        .map(|one| (one.number, one.check.severity, one.left, one.right))
        .collect();
    assert_eq!(
        told,
        [
            // 105 large groups, and not told how many people: fewer than five each.
            (8, Severity::Warning, 0, 525),
            // Cases within authority are told, letters within authority are not: more cases than letters.
            (27, Severity::Error, 276, 0),
            (33, Severity::Error, 10, 0),
        ],
        "{:?}",
        failed(&findings)
    );
    // Where the missing ones are entered too, nothing is left.
    let letters = [("02/XLD", 7, 276), ("02/XLD", 11, 276), ("02/XLD", 13, 10), ("02/XLD", 18, 10)];
    let people = [("01/TCD", 6, 5_000), ("01/TCD", 9, 1_200)];
    enter(&app, PROVINCE, ("2025-01-01", "2025-12-14"), &letters).await;
    enter(&app, PROVINCE, ("2025-02-01", "2025-12-14"), &people).await;
    let whole = compute::compute(&app.app, &asked_for).await.unwrap();
    assert_eq!(failed(&whole.findings(&app.app.units(), &asked_for)), [] as [&str; 0]);
    // They are of the whole year, and of the province alone.
    for other in [asked(PROVINCE, "2025-09-15", "2025-12-14"), asked(WARD, year.0, year.1)] {
        let none = compute::compute(&app.app, &other).await.unwrap().total;
        assert!(none.values.values().flatten().all(|value| *value == 0), "{none:?}");
    }
    let later = asked(PROVINCE, "2024-12-15", "2026-12-14");
    assert_eq!(compute::compute(&app.app, &later).await.unwrap().total.value("01/TCD", 1), 5_177);
}

#[tokio::test]
async fn other_published_figures_are_as_consistent_as_their_source() {
    let app = TestApp::spawn().await;
    // Quảng Ninh, first half of 2025: 2.588 turns, 2.301 people, 1.067 cases; 16 large groups with 338 people.
    let half = ("2024-12-15", "2025-06-14");
    let reception = [
        ("01/TCD", 5, 2_588),
        ("01/TCD", 6, 2_301),
        ("01/TCD", 7, 1_067),
        ("01/TCD", 8, 16),
        ("01/TCD", 9, 338),
    ];
    enter(&app, PROVINCE, half, &reception).await;
    let asked_for = asked(PROVINCE, half.0, half.1);
    let done = compute::compute(&app.app, &asked_for).await.unwrap();
    assert_eq!(failed(&done.findings(&app.app.units(), &asked_for)), [] as [&str; 0]);
    // Quảng Ninh to 25/9/2019: 4.676 cases in all are 4.253 of feedback, 403 of complaints and 21 of denunciations,
    // which make 4.677. Column 4 is the sum of the kinds, so it is one more than the total that was published.
    let kinds = [
        ("02/XLD", 1, 6_551),
        ("02/XLD", 2, 6_551),
        ("02/XLD", 5, 4_676),
        ("02/XLD", 22, 4_253),
        ("02/XLD", 7, 403),
        ("02/XLD", 11, 403),
        ("02/XLD", 13, 21),
        ("02/XLD", 18, 21),
    ];
    enter(&app, OTHER_WARD, ("2019-01-01", "2019-09-25"), &kinds).await;
    let asked_for = asked(OTHER_WARD, "2019-01-01", "2019-09-25");
    let done = compute::compute(&app.app, &asked_for).await.unwrap();
    assert_eq!((done.total.value("02/XLD", 4), done.total.value("02/XLD", 5)), (4_677, 4_676));
    assert_eq!(failed(&done.findings(&app.app.units(), &asked_for)), [] as [&str; 0]);
}

/// A letter that was within authority, set aside on 29/5 and handed to inspection in October was set aside all the
/// time between: a result that is repeated keeps its day.
#[test]
fn a_result_that_is_repeated_keeps_its_day() {
    use gandan::figures::derive::{Handling, figures};
    use law::denunciation::{Event as D, Origin, SetAsideReason};
    use law::jurisdiction::Resolver;
    let day_of = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let facts: [law::procedure::Event; 5] = [
        D::Received {
            on: day_of("2026-03-31"),
            denouncers: 1,
            origin: Origin::New,
            resolver: Resolver::default(),
        }
        .into(),
        D::ProcessingStarted { on: day_of("2026-04-09"), denounced: None }.into(),
        D::IdentityChecked { on: day_of("2026-04-17"), identified: true, eligible: true }.into(),
        D::SetAside { on: day_of("2026-05-29"), reason: SetAsideReason::SentToMany }.into(),
        D::SentToInspection { on: day_of("2026-10-24"), concrete: true }.into(),
    ];
    law::procedure::replay(&facts).unwrap();
    let letter = figures(&facts).letter.unwrap();
    assert_eq!(letter.processed, Some((day_of("2026-04-17"), Handling::Within)));
    assert_eq!(letter.changed, Some((day_of("2026-05-29"), Handling::Filed)));
}
