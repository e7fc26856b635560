//! Puts the tables of a unit together: a row of its own, or a row for each unit below it as that one reported.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use statistics::{Evidence, Finding, Group, Opening, Source, Tables};
use uuid::Uuid;

use super::asked::Asked;
use super::store;
use crate::app::App;
use crate::error::AppError;
use crate::figures::{self, Members};
use crate::units::{Unit, Units};

/// Where the values of a row come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "kebab-case")]
pub enum Basis {
    /// The unit's own records.
    Own,
    /// The records of a unit below it that has not sent its report.
    NotSent,
    /// What a unit below it sent.
    Sent { report: Uuid, number: i32 },
}

/// A row of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub unit_id: Uuid,
    pub name: String,
    #[serde(flatten)]
    pub basis: Basis,
    pub tables: Tables,
}

/// The tables of a unit and period. Frozen as it is when a report is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub rows: Vec<Row>,
    pub total: Tables,
    /// Matters counted under more than one heading of reception.
    pub counted_twice: i64,
    /// Whether cases of before the period that are still open count in 03/GQKN and 04/GQTC.
    pub counts_open_cases: bool,
    /// Cases with a decision on protection in the period (Mẫu số 02, II.5).
    pub protected: i64,
}

impl Figures {
    /// Every check that applies, asked anew.
    pub fn findings(&self, units: &Units, asked: &Asked) -> Vec<Finding<'static>> {
        let unit_kind = units.get(asked.unit).map_or("", |unit| &unit.kind);
        let parts: Vec<Tables> = self.rows.iter().map(|row| row.tables.clone()).collect();
        let evidence = Evidence {
            unit_kind,
            to: asked.period.to,
            counts_open_cases: self.counts_open_cases,
            counted_twice: self.counted_twice,
            parts: Some(&parts),
        };
        asked.circular.check(&self.total, &evidence)
    }

    /// What is kept of it, with its SHA-256.
    ///
    /// # Errors
    /// It cannot be written as JSON, which is our mistake.
    pub fn frozen(&self) -> Result<(String, String), AppError> {
        let text = serde_json::to_string(self).map_err(|e| AppError::internal("figures", e))?;
        let hash = hex::encode(Sha256::digest(text.as_bytes()));
        Ok((text, hash))
    }

    /// Reads what was kept; what is not what its hash says is refused.
    ///
    /// # Errors
    /// It was changed outside this program.
    pub fn thawed(report: Uuid, text: &str, hash: &str) -> Result<Self, AppError> {
        let fault = |what: String| AppError::inconsistent("statutory_reports", report, what);
        if hex::encode(Sha256::digest(text.as_bytes())) != hash {
            return Err(fault("figures are not those that were frozen".to_owned()));
        }
        serde_json::from_str(text).map_err(|error| fault(error.to_string()))
    }
}

/// The units that have a row of their own in the report of a unit: of a province itself and the units right below
/// it that existed on the last day; of any other unit the unit alone, with everything below it.
fn rows_of(units: &Units, asked: &Asked) -> Vec<(Uuid, Members)> {
    let (unit, to) = (asked.unit, asked.period.to);
    if !units.get(unit).is_some_and(Unit::is_province) {
        return vec![(unit, Members::of(units, unit, to))];
    }
    let below = units.all().into_iter().filter(|one| one.parent_id == Some(unit));
    let below = below.filter(|one| one.exists_on(to));
    std::iter::once((unit, Members::alone(units, unit, to)))
        .chain(below.map(|one| (one.id, Members::of(units, one.id, to))))
        .collect()
}

/// What a row is counted from; asked again to list the records behind a cell.
pub fn members_of(units: &Units, asked: &Asked, row: Uuid) -> Option<Members> {
    rows_of(units, asked).into_iter().find(|(unit, _)| *unit == row).map(|(_, members)| members)
}

/// Counts the tables as the records are now.
///
/// # Errors
/// The database cannot be read.
pub async fn compute(app: &App, asked: &Asked) -> Result<Figures, AppError> {
    let db = app.db.read();
    let units = app.units();
    let rows = rows_of(&units, asked);
    let below: Vec<Uuid> =
        rows.iter().map(|(unit, _)| *unit).filter(|unit| *unit != asked.unit).collect();
    let mut sent = store::sent(db, asked, &below).await?;
    let counted: Vec<Members> = rows
        .iter()
        .filter(|(unit, _)| !sent.contains_key(unit))
        .map(|(_, members)| members.clone())
        .collect();
    let counts_open_cases = app.config.reports.counts_open_cases;
    let groups =
        figures::count(db, asked.circular, &counted, asked.days(), counts_open_cases).await?;
    let openings = store::openings_in(db, asked, &counted).await?;
    let counted_twice = counted_twice(app, asked, &counted, &groups).await?;
    // A denunciation has no residential group, so those of a divided unit are told to who got the rest.
    let told: Vec<Uuid> =
        rows.iter().flat_map(|(_, members)| members.units_of(Source::Matters)).collect();
    let mut counted = counted.iter().zip(groups);
    let mut done = Figures {
        rows: Vec::new(),
        total: Tables::default(),
        counted_twice,
        counts_open_cases,
        protected: store::protected(db, &told, asked.days()).await?,
    };
    for (unit_id, _) in rows {
        let (basis, tables) = match sent.remove(&unit_id) {
            Some((report, number, tables)) => (Basis::Sent { report, number }, tables),
            None => {
                let Some((members, groups)) = counted.next() else { continue };
                let basis = if unit_id == asked.unit { Basis::Own } else { Basis::NotSent };
                let openings = openings.iter().filter(|(unit, _)| members.hold(*unit, ""));
                let openings: Vec<Opening> = openings.map(|(_, one)| one.clone()).collect();
                (basis, asked.circular.tables(&groups, &openings))
            }
        };
        done.total.add(&tables);
        let name = units.name(unit_id).unwrap_or_default();
        done.rows.push(Row { unit_id, name, basis, tables });
    }
    Ok(done)
}

/// By how many the matters that were counted by heading exceed the different ones there are, row by row.
async fn counted_twice(
    app: &App,
    asked: &Asked,
    rows: &[Members],
    groups: &[Vec<Group>],
) -> Result<i64, AppError> {
    let mut twice = 0;
    for (members, groups) in rows.iter().zip(groups) {
        let matters = groups.iter().filter(|group| group.source == Source::Matters);
        let counted: i64 =
            matters.flat_map(|group| &group.amounts).map(|(_, amount)| *amount).sum();
        twice += counted - figures::distinct_matters(app.db.read(), members, asked.days()).await?;
    }
    Ok(twice)
}
