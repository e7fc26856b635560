//! Random lawful histories of nine months, with a ward that is divided among two others on the way: the tables equal a
//! naive recount, a closed period does not move, rows make up their province, and the stored rows are those the
//! facts ask for.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use entity::{case, letter_figure, party, unit, unit_succession, visit};
use gandan::cases::filing::Channel;
use gandan::figures::rebuild::rebuild;
use gandan::ids::new_id;
use gandan::statutory::compute::{self, Basis};
use gandan::visits::fact::Written;
use gandan::visits::record::{About, NewVisit, register};
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use statistics::{How, Tables};
use uuid::Uuid;

use crate::recount::{self, Columns, cases::Told};
use crate::support::history::{asked, chairman_of, file, record};
use crate::support::people::{DEPARTMENT, OTHER_WARD, PROVINCE, WARD};
use crate::support::{TestApp, build};
use crate::walks::{Planned, Random, plan};

/// A ward that ends on 31/3/2026: one residential group comes to the ward, the rest to the other one.
pub const OLD: Uuid = Uuid::from_u128(0x0500);
const OLD_END: &str = "2026-03-31";
const DIVIDED: &str = "Khu Điền Công 1";

const CASES: usize = 210;
const CLOSED: (&str, &str) = ("2026-03-15", "2026-06-14");

const PERIODS: [(&str, &str); 6] = [
    ("2025-12-15", "2026-03-14"),
    CLOSED,
    ("2025-12-15", "2026-06-14"),
    ("2026-06-15", "2026-09-14"),
    ("2025-12-15", "2026-12-14"),
    // The last day of the ward that was divided.
    ("2026-03-01", OLD_END),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn divide(app: &TestApp) {
    let tx = app.app.db.begin_write().await.unwrap();
    let old = unit::ActiveModel {
        id: Set(OLD),
        code: Set("06817".to_owned()),
        name: Set("Phường Trưng Vương".to_owned()),
        parent_id: Set(Some(PROVINCE)),
        kind: Set("ward".to_owned()),
        valid_from: Set(day("2020-01-01")),
        valid_to: Set(Some(day(OLD_END))),
        takes_filings: Set(false),
        is_remote: Set(false),
    };
    unit::Entity::insert(old).exec_without_returning(&tx).await.unwrap();
    let heirs = [(WARD, DIVIDED), (OTHER_WARD, "")];
    let rows = heirs.map(|(new_unit_id, groups)| unit_succession::ActiveModel {
        id: Set(new_id(app.now())),
        old_unit_id: Set(OLD),
        new_unit_id: Set(new_unit_id),
        is_whole: Set(false),
        detail: Set(String::new()),
        groups: Set(groups.to_owned()),
    });
    unit_succession::Entity::insert_many(rows).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    app.app.reload_units().await.unwrap();
}

/// Writes of each case what happened by a day and is not there yet; `done` holds its id and how many facts stand.
async fn write(
    app: &TestApp,
    plans: &[Planned],
    done: &mut HashMap<usize, (Uuid, usize)>,
    until: NaiveDate,
) {
    let actor = chairman_of(app.app.units().subtree(PROVINCE));
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| plan.begins <= until) {
        if !done.contains_key(&at) {
            let mut new = build::new_case(plan.kind, plan.received);
            new.unit_id = plan.unit;
            new.field = plan.field.to_owned();
            new.channel = if plan.is_online { Channel::Online } else { Channel::Post };
            new.first = plan.first;
            new.denunciation = Some(gandan::cases::filing::Denunciation {
                origin: plan.origin,
                ..Default::default()
            });
            new.parties[0].residential_group = plan.group.to_owned();
            new.follows_id = plan.follows.map(|followed| done[&followed].0);
            new.filing_token = format!("case {at}");
            done.insert(at, (file(app, new).await, 0));
        }
        let (id, stand) = done[&at];
        let hour = format!("{:02}:00", 6 + at % 8 * 2);
        let facts = plan.facts.iter().skip(stand).take_while(|fact| fact.on() <= until);
        let mut written = stand;
        for fact in facts {
            record(app, &actor, id, *fact, &hour)
                .await
                .unwrap_or_else(|error| panic!("case {at} {fact:?}: {error}"));
            written += 1;
        }
        done.insert(at, (id, written));
    }
}

/// Visits of all units, some about a matter that another unit received of before.
async fn write_visits(app: &TestApp, random: &mut Random) {
    let actor = chairman_of(app.app.units().subtree(PROVINCE));
    let modes = [
        "regular",
        "regular",
        "head-scheduled",
        "head-unscheduled",
        "delegate-scheduled",
        "delegate-unscheduled",
    ];
    for n in 0..90 {
        let all = visit::Entity::find()
            .order_by_asc(visit::Column::Id)
            .all(app.app.db.read())
            .await
            .unwrap();
        let about = match random.below(3) {
            0 if !all.is_empty() => About::Visit(Box::new(random.of(&all).clone())),
            _ => About::New,
        };
        let written = Written {
            received_on: day("2026-01-01") + Days::new(random.below(270)),
            mode: random.of(&modes).to_string(),
            received_by: actor.account_id,
            kind: "petition".to_owned(),
            full_name: format!("Người Đến {n}"),
            people: u32::try_from(1 + random.below(9)).unwrap(),
            outcome: if random.below(8) == 0 { "refused" } else { "taken" }.to_owned(),
            ..Written::default()
        };
        let unit_id = *random.of(&[WARD, WARD, DEPARTMENT, OTHER_WARD, OLD]);
        let new = NewVisit { unit_id, written, about, token: format!("visit {n}") };
        let tx = app.app.db.begin_write().await.unwrap();
        register(&tx, &actor, new, app.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// A case as it is stored, with its unit and its residential group.
struct Stored {
    unit: Uuid,
    group: String,
    told: Told,
}

async fn stored(app: &TestApp) -> Vec<Stored> {
    let db = app.app.db.read();
    let rows = case::Entity::find().order_by_asc(case::Column::Id).all(db).await.unwrap();
    let mut all = Vec::new();
    for row in rows {
        let facts = gandan::cases::store::history(db, row.id).await.unwrap();
        let stands_from = match row.follows_id {
            Some(followed) => {
                let before = gandan::cases::store::history(db, followed).await.unwrap();
                before.iter().find(|fact| fact.code() == "reclassified").map(|fact| fact.on())
            }
            None => None,
        };
        let first = party::Entity::find()
            .filter(party::Column::CaseId.eq(row.id))
            .order_by_asc(party::Column::Position);
        let kind = Kind::from_code(&row.kind).unwrap();
        all.push(Stored {
            unit: row.unit_id,
            group: first.one(db).await.unwrap().unwrap().residential_group,
            told: Told { kind, field: row.field, stands_from, facts },
        });
    }
    all
}

/// Whether what a unit wrote, of a residential group, is reported by another for a period.
fn is_reported_by(reporting: Uuid, (unit, group): (Uuid, &str), to: NaiveDate) -> bool {
    let heir = if group == DIVIDED { WARD } else { OTHER_WARD };
    let is_divided = unit == OLD && to > day(OLD_END);
    match reporting {
        PROVINCE => true,
        WARD => unit == WARD || unit == DEPARTMENT || (is_divided && heir == WARD),
        OTHER_WARD => unit == OTHER_WARD || (is_divided && heir == OTHER_WARD),
        // Whoever asks for the old ward itself is told all of it.
        other => unit == other,
    }
}

async fn recounted(app: &TestApp, reporting: Uuid, (from, to): (&str, &str)) -> Columns {
    let days = (day(from), day(to));
    let all = stored(app).await;
    let own = all.iter().filter(|one| {
        // Where a denouncer lives is kept nowhere.
        let group = if one.told.kind == Kind::Denunciation { "" } else { &one.group };
        is_reported_by(reporting, (one.unit, group), days.1)
    });
    let mut columns = Columns::default();
    recount::cases::count(own.map(|one| &one.told), days, &mut columns);
    if reporting != PROVINCE {
        let visits = visit::Entity::find().all(app.app.db.read()).await.unwrap();
        let own = visits.iter().filter(|one| is_reported_by(reporting, (one.unit_id, ""), days.1));
        recount::visits::count(own, days, &mut columns);
    }
    columns
}

async fn tables(app: &TestApp, reporting: Uuid, (from, to): (&str, &str)) -> Tables {
    compute::compute(&app.app, &asked(reporting, from, to)).await.unwrap().total
}

const COUNTED: [(&str, u32); 5] =
    [("01/TCD", 21), ("02/XLD", 25), ("03/GQKN", 23), ("04/GQTC", 25), ("05/KQTH", 31)];

async fn equal_the_recount(app: &TestApp) {
    let mut sums: HashMap<(&str, u32), i64> = HashMap::new();
    for period in PERIODS {
        for reporting in [WARD, OTHER_WARD, DEPARTMENT, OLD, PROVINCE] {
            let found = tables(app, reporting, period).await;
            let expected = recounted(app, reporting, period).await;
            for (form, last) in COUNTED {
                // A matter is one for each unit, and so the province adds up what its units told.
                if reporting == PROVINCE && form == "01/TCD" {
                    continue;
                }
                for no in (1..=last).filter(|no| form != "01/TCD" || ![10, 16].contains(no)) {
                    let (found, expected) = (found.value(form, no), expected.value(form, no));
                    assert_eq!(found, expected, "{form} column {no} of {reporting} in {period:?}");
                    *sums.entry((form, no)).or_default() += expected;
                }
            }
        }
    }
    let never: Vec<_> = sums.iter().filter(|(_, sum)| **sum == 0).map(|(place, _)| place).collect();
    assert!(never.is_empty(), "the histories never reached {never:?}");
}

/// Rows are those of their units, their sum is the total, and each case is in one row.
async fn rows_make_up_the_province(app: &TestApp) {
    for (from, to) in PERIODS {
        let asked_for = asked(PROVINCE, from, to);
        let done = compute::compute(&app.app, &asked_for).await.unwrap();
        let mut sum = Tables::default();
        for row in &done.rows {
            sum.add(&row.tables);
            let own = row.unit_id == PROVINCE;
            assert_eq!(row.basis, if own { Basis::Own } else { Basis::NotSent });
            if !own {
                assert_eq!(
                    row.tables,
                    tables(app, row.unit_id, (from, to)).await,
                    "{} in {from}",
                    row.name
                );
            }
        }
        assert_eq!(done.total, sum);
        let names: Vec<Uuid> = done.rows.iter().map(|row| row.unit_id).collect();
        assert_eq!(names.contains(&OLD), day(to) <= day(OLD_END), "{to}");
        assert!(!names.contains(&DEPARTMENT));
        let findings = done.findings(&app.app.units(), &asked_for);
        let errors: Vec<_> = findings
            .iter()
            .filter(|one| !one.passed && one.check.severity == statistics::Severity::Error)
            .map(|one| (one.number, one.left, one.right))
            .collect();
        assert!(errors.is_empty(), "{errors:?} in {from}");
        every_record_is_in_one_row(app, (from, to)).await;
    }
}

async fn every_record_is_in_one_row(app: &TestApp, (from, to): (&str, &str)) {
    let asked_for = asked(PROVINCE, from, to);
    let units = app.app.units();
    let done = compute::compute(&app.app, &asked_for).await.unwrap();
    for (form, no) in [("01/TCD", 5), ("02/XLD", 1), ("05/KQTH", 1)] {
        let How::Count(count) = &asked_for.circular.column(form, no).unwrap().how else {
            panic!("counted")
        };
        let mut all = Vec::new();
        for row in &done.rows {
            let members = compute::members_of(&units, &asked_for, row.unit_id).unwrap();
            let db = app.app.db.read();
            let part =
                gandan::figures::records(db, count, &members, asked_for.days(), false, (0, 1_000));
            let part = part.await.unwrap();
            assert_eq!(
                part.iter().map(|one| one.amount).sum::<i64>(),
                row.tables.value(form, no),
                "{}",
                row.name
            );
            all.extend(part.into_iter().map(|one| (one.id, one.on)));
        }
        let whole = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), whole, "{form} column {no} in {from}");
    }
}

async fn rebuilding_finds_what_was_tampered_with(app: &TestApp) {
    let before = rebuild(&app.app.db, true).await.unwrap();
    assert_eq!(
        (before.differences, before.differing.len()),
        (0, 0),
        "services wrote what the facts ask for"
    );
    assert_eq!(before.astray, Vec::<Uuid>::new(), "deadlines and cases say the same");
    assert!(before.cases >= CASES as u64);
    let row = letter_figure::Entity::find()
        .filter(letter_figure::Column::Handling.eq("within"))
        .order_by_asc(letter_figure::Column::CaseId)
        .one(app.app.db.read())
        .await
        .unwrap()
        .unwrap();
    let tampered = letter_figure::ActiveModel {
        case_id: Set(row.case_id),
        handling: Set("guided".to_owned()),
        ..Default::default()
    };
    letter_figure::Entity::update(tampered).exec(app.app.db.for_migration()).await.unwrap();
    let found = rebuild(&app.app.db, true).await.unwrap();
    assert_eq!((found.differing.as_slice(), found.differences), (&[row.case_id][..], 1));
    assert_eq!(rebuild(&app.app.db, true).await.unwrap().differences, 1, "a check writes nothing");
    assert_eq!(rebuild(&app.app.db, false).await.unwrap().differences, 1);
    assert_eq!(rebuild(&app.app.db, true).await.unwrap().differences, 0);
    let again =
        letter_figure::Entity::find_by_id(row.case_id).one(app.app.db.read()).await.unwrap();
    assert_eq!(again.as_ref(), Some(&row));
    letter_figure::Entity::delete_by_id(row.case_id)
        .exec(app.app.db.for_migration())
        .await
        .unwrap();
    assert_eq!(rebuild(&app.app.db, false).await.unwrap().differing, [row.case_id]);
    assert_eq!(
        letter_figure::Entity::find_by_id(row.case_id).one(app.app.db.read()).await.unwrap(),
        Some(row)
    );
}

#[tokio::test]
async fn random_histories_are_counted_as_a_naive_recount_counts_them() {
    let app = TestApp::spawn().await;
    divide(&app).await;
    let mut random = Random::seeded(12);
    let plans = plan(&app, &mut random, CASES, (OLD, day(OLD_END)), DIVIDED);
    let mut done = HashMap::new();
    write_visits(&app, &mut random).await;
    write(&app, &plans, &mut done, day(CLOSED.1)).await;
    let closed = [WARD, OTHER_WARD, PROVINCE];
    let mut before = Vec::new();
    for unit in closed {
        before.push((tables(&app, unit, CLOSED).await, tables(&app, unit, PERIODS[0]).await));
    }
    assert!(before[0].0.value("03/GQKN", 7) > 0, "there are decisions to be moved by later facts");
    write(&app, &plans, &mut done, day("2026-12-31")).await;
    for (unit, before) in closed.into_iter().zip(before) {
        let after = (tables(&app, unit, CLOSED).await, tables(&app, unit, PERIODS[0]).await);
        assert_eq!(after, before, "a closed period of {unit} has moved");
    }
    equal_the_recount(&app).await;
    rows_make_up_the_province(&app).await;
    rebuilding_finds_what_was_tampered_with(&app).await;
}
