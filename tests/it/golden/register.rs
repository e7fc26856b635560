//! Visits, days on which heads receive, and the register of management work of the quarter.

use std::collections::HashMap;

use entity::{management_entry, reception_day, visit};
use gandan::ids::new_id;
use gandan::management::Kind;
use gandan::management::form::{Conclusion, Line, Progress};
use gandan::management::record::{self as book, Act, Entered, NewLine};
use gandan::visits::fact::Written;
use gandan::visits::record::{About, NewVisit, Registered, register};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::letters::d;
use crate::support::TestApp;
use crate::support::history::chairman_of;
use crate::support::people::{DEPARTMENT, LOGINS, OTHER_WARD, PROVINCE, WARD};

/// Name, unit, day, mode, people, and the earlier visit about the same matter.
type Visit = (&'static str, Uuid, &'static str, &'static str, u32, Option<&'static str>);

const VISITS: [Visit; 16] = [
    ("V14", WARD, "14/3", "regular", 9, None),
    ("V1", WARD, "15/3", "regular", 1, None),
    ("V2", WARD, "20/3", "regular", 6, None),
    ("V13", DEPARTMENT, "1/4", "regular", 1, None),
    ("V3", WARD, "2/4", "regular", 2, Some("V1")),
    ("V7", WARD, "16/4", "head-scheduled", 3, Some("V13")),
    ("V9", WARD, "21/4", "delegate-scheduled", 2, None),
    ("V5", WARD, "10/5", "regular", 4, None),
    ("V6", WARD, "12/5", "refused", 20, None),
    ("V8", WARD, "20/5", "head-unscheduled", 8, Some("V5")),
    ("V12", DEPARTMENT, "3/6", "regular", 1, None),
    ("V11", WARD, "5/6", "delegate-scheduled", 5, Some("V2")),
    ("V4", WARD, "14/6", "regular", 5, None),
    ("V10", WARD, "14/6", "delegate-unscheduled", 7, None),
    ("V15", WARD, "15/6", "head-scheduled", 9, Some("V1")),
    ("V16", OTHER_WARD, "20/4", "head-scheduled", 12, None),
];

pub async fn visits(app: &TestApp) {
    let actor = chairman_of(app.app.units().subtree(PROVINCE));
    let mut known: HashMap<&str, Uuid> = HashMap::new();
    for (name, unit_id, on, mode, people, earlier) in VISITS {
        let is_refused = mode == "refused";
        let about = match earlier {
            Some(earlier) => {
                let query = visit::Entity::find_by_id(known[earlier]);
                About::Visit(Box::new(query.one(app.app.db.read()).await.unwrap().unwrap()))
            }
            None => About::New,
        };
        let written = Written {
            received_on: d(on),
            mode: if is_refused { "regular" } else { mode }.to_owned(),
            received_by: actor.account_id,
            kind: "petition".to_owned(),
            full_name: format!("Người Đến {name}"),
            people,
            outcome: if is_refused { "refused" } else { "taken" }.to_owned(),
            ..Written::default()
        };
        let new = NewVisit { unit_id, written, about, token: name.to_owned() };
        let tx = app.app.db.begin_write().await.unwrap();
        let Registered::Now(id) = register(&tx, &actor, new, app.now()).await.unwrap() else {
            panic!("{name} is there already")
        };
        tx.commit().await.unwrap();
        known.insert(name, id);
    }
}

/// Day, whether it was posted, by whom it was held.
const DAYS: [(&str, Uuid, bool, Option<&str>); 9] = [
    ("14/3", WARD, true, Some("head")),
    ("15/3", WARD, true, Some("head")),
    ("16/4", WARD, true, Some("head")),
    ("21/4", WARD, true, Some("delegate")),
    ("20/5", WARD, false, None),
    ("5/6", WARD, true, Some("delegate")),
    ("14/6", WARD, true, None),
    ("15/6", WARD, true, Some("delegate")),
    ("17/4", OTHER_WARD, true, Some("head")),
];

pub async fn days(app: &TestApp) {
    let host =
        |unit| LOGINS.iter().find(|one| one.2 == "chairman" && one.3 == Some(unit)).unwrap().4;
    let row = |(on, unit_id, is_posted, received_by): (&str, Uuid, bool, Option<&str>)| {
        reception_day::ActiveModel {
            id: Set(new_id(app.now())),
            unit_id: Set(unit_id),
            host_id: Set(host(unit_id)),
            held_on: Set(d(on)),
            from_time: Set("08:00".to_owned()),
            to_time: Set("11:30".to_owned()),
            place: Set("Phòng tiếp công dân".to_owned()),
            stage: Set(if is_posted { "posted" } else { "scheduled" }.to_owned()),
            posted_on: Set(is_posted.then(|| d("1/3"))),
            was_on: Set(None),
            received_by: Set(received_by.map(str::to_owned)),
            is_online: Set(false),
            connected_at: Set(None),
            conclusion: Set(String::new()),
            conclusion_paper: Set(String::new()),
            concluded_on: Set(None),
            version: Set(1),
        }
    };
    let tx = app.app.db.begin_write().await.unwrap();
    reception_day::Entity::insert_many(DAYS.map(row)).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A line of the register with what was done to it.
struct Entry {
    name: &'static str,
    unit_id: Uuid,
    kind: Kind,
    on: &'static str,
    /// People of a class, units of an inspection.
    size: i32,
    acts: Vec<Act>,
}

fn entry(name: &'static str, kind: Kind, on: &'static str, size: i32, acts: Vec<Act>) -> Entry {
    Entry { name, unit_id: WARD, kind, on, size, acts }
}

fn struck() -> Vec<Act> {
    vec![Act::Strike("Nhập nhầm".to_owned())]
}

fn concluded(on: &str, counts: [i32; 4]) -> Act {
    let [rec_organisations, rec_people, transferred_organisations, transferred_people] = counts;
    Act::Conclude(Conclusion {
        on: d(on),
        number: "7/KL-UBND".to_owned(),
        rec_organisations,
        rec_people,
        transferred_organisations,
        transferred_people,
    })
}

fn progress(on: &str, counts: [i32; 4]) -> Act {
    let [organisations, people, prosecuted_cases, prosecuted_people] = counts;
    let done = Progress { on: d(on), organisations, people, prosecuted_cases, prosecuted_people };
    Act::Progress(done, format!("{on} {counts:?}"))
}

fn all_entries() -> Vec<Entry> {
    use Kind::{Amended, Cancelled, Class, Inspection, Issued};
    let finished = |on: &str| Act::Complete(d(on));
    vec![
        entry("E1", Issued, "14/3", 0, vec![]),
        entry("E2", Issued, "15/3", 0, vec![]),
        entry("E3", Issued, "1/5", 0, vec![]),
        entry("E4", Issued, "2/5", 0, struck()),
        entry("E5", Issued, "14/6", 0, vec![]),
        entry("E6", Issued, "15/6", 0, vec![]),
        entry("E7", Amended, "20/4", 0, vec![]),
        Entry { unit_id: DEPARTMENT, ..entry("E8", Amended, "21/4", 0, vec![]) },
        entry("E9", Cancelled, "3/6", 0, vec![]),
        Entry { unit_id: OTHER_WARD, ..entry("E10", Cancelled, "3/6", 0, vec![]) },
        entry("E11", Class, "18/3", 40, vec![]),
        entry("E12", Class, "19/5", 500, struck()),
        entry("E13", Class, "20/5", 25, vec![]),
        entry(
            "I1",
            Inspection,
            "10/1",
            3,
            vec![concluded("20/4", [1, 2, 1, 1]), progress("25/5", [1, 1, 1, 1]), finished("14/6")],
        ),
        entry("I2", Inspection, "1/4", 2, vec![concluded("15/6", [5, 5, 5, 5])]),
        entry(
            "I3",
            Inspection,
            "5/1",
            4,
            vec![
                concluded("10/3", [1, 9, 0, 2]),
                progress("14/3", [0, 9, 0, 0]),
                progress("15/3", [0, 1, 0, 2]),
                progress("15/6", [9, 0, 0, 0]),
            ],
        ),
        entry("I4", Inspection, "2/1", 5, vec![concluded("1/2", [2, 2, 2, 2]), finished("14/3")]),
        entry("I5", Inspection, "15/6", 6, vec![]),
        entry("I6", Inspection, "2/4", 7, struck()),
        entry("I7", Inspection, "14/6", 1, vec![]),
    ]
}

pub async fn entries(app: &TestApp) {
    let actor = chairman_of(app.app.units().subtree(PROVINCE));
    for one in all_entries() {
        let tx = app.app.db.begin_write().await.unwrap();
        let line = Line {
            kind: one.kind,
            on: d(one.on),
            number: one.name.to_owned(),
            title: format!("Nội dung {}", one.name),
            people: if one.kind == Kind::Class { one.size } else { 0 },
            units: if one.kind == Kind::Inspection { one.size } else { 0 },
        };
        let new =
            NewLine { unit_id: one.unit_id, line, replaces: None, token: one.name.to_owned() };
        let Entered::Now(id) = book::enter(&tx, &actor, new, app.now()).await.unwrap() else {
            panic!("{} is there already", one.name)
        };
        for act in one.acts {
            let row = management_entry::Entity::find_by_id(id).one(&tx).await.unwrap().unwrap();
            assert!(act.fits(&row), "{} {act:?}", one.name);
            assert!(book::record(&tx, &actor, &row, &act, app.now()).await.unwrap());
        }
        tx.commit().await.unwrap();
    }
}
