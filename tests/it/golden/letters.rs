//! Letters as scripts: what came in when, and what was recorded of it. Days are of 2026, as `16/3`.

use chrono::NaiveDate;
use law::complaint::FirstResult;
use law::denunciation::Origin;
use law::petition::Event as P;
use law::procedure::{Event, Kind};
use uuid::Uuid;

use crate::support::people::{DEPARTMENT, OTHER_WARD, WARD};

/// A letter with its history.
pub struct Script {
    pub name: &'static str,
    pub kind: Kind,
    pub unit: Uuid,
    pub field: &'static str,
    pub received: &'static str,
    /// Came in without the signature it needs.
    pub is_online: bool,
    pub first: Option<FirstResult>,
    pub origin: Origin,
    pub follows: Option<&'static str>,
    pub facts: Vec<Event>,
}

/// `d("16/3")`
pub fn d(text: &str) -> NaiveDate {
    let (day, month) = text.split_once('/').unwrap();
    NaiveDate::from_ymd_opt(2026, month.parse().unwrap(), day.parse().unwrap()).unwrap()
}

pub fn script(
    kind: Kind,
    name: &'static str,
    field: &'static str,
    received: &'static str,
) -> Script {
    Script {
        name,
        kind,
        unit: WARD,
        field,
        received,
        is_online: false,
        first: None,
        origin: Origin::New,
        follows: None,
        facts: Vec::new(),
    }
}

impl Script {
    #[must_use]
    pub fn with<E: Into<Event>>(mut self, facts: impl IntoIterator<Item = E>) -> Self {
        self.facts.extend(facts.into_iter().map(Into::into));
        self
    }

    #[must_use]
    pub fn at(self, unit: Uuid) -> Self {
        Self { unit, ..self }
    }

    #[must_use]
    pub fn following(self, name: &'static str) -> Self {
        Self { follows: Some(name), ..self }
    }
}

fn petition(name: &'static str, field: &'static str, received: &'static str) -> Script {
    script(Kind::Petition, name, field, received)
}

fn classified(on: &str) -> P {
    P::ClassificationStarted { on: d(on) }
}

/// Classified and taken on, on one day.
fn taken(on: &str) -> [P; 2] {
    [classified(on), P::TakenOn { on: d(on) }]
}

pub fn petitions() -> Vec<Script> {
    let passed_on =
        |on: &str, awaits_reply| [classified(on), P::Transferred { on: d(on), awaits_reply }];
    let to_complaint = |on: &str| P::Reclassified { on: d(on), to: Kind::Complaint };
    vec![
        petition("P1", "policy.merit", "17/3").with(taken("20/3")),
        petition("P2", "policy.social", "10/6").with(taken("14/6")),
        petition("P3", "land.compensation", "31/3").with(taken("1/4")),
        petition("P4", "land.certificate", "2/4").with(taken("6/4")),
        petition("P5", "land.dispute", "3/5").with(taken("6/5")),
        petition("P6", "admin.infrastructure", "4/5").with(taken("7/5")),
        petition("P7", "admin.environment", "5/5").with(taken("8/5")),
        petition("P8", "housing", "6/5").with(taken("11/5")),
        // K18 was taken for a complaint first; received on the same day.
        petition("P9", "admin.order_urban", "7/4")
            .following("K18")
            .with([classified("10/4"), P::TakenOn { on: d("12/4") }]),
        petition("P10", "land.planning", "1/4").with(passed_on("5/4", false)),
        petition("P11", "admin.business", "15/5").with(passed_on("20/5", true)),
        petition("P12", "other", "1/6").with([classified("3/6"), P::FiledAway { on: d("3/6") }]),
        petition("P13", "other", "14/6").with([classified("15/6")]),
        petition("P14", "land.reclaim", "1/3").with(taken("16/3")),
        petition("P15", "land.reclaim", "1/3").with(taken("14/3")),
        petition("P16", "land.dispute", "20/5").with([to_complaint("25/5")]),
        petition("P17", "land.dispute", "10/6").with([classified("11/6"), to_complaint("16/6")]),
        petition("P19", "policy.merit", "15/6").with(taken("15/6")),
        petition("D1", "admin.civil_status", "4/5").at(DEPARTMENT).with(taken("5/5")),
        petition("N3", "land.dispute", "4/5").at(OTHER_WARD).with(taken("5/5")),
    ]
}
