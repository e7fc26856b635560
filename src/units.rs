//! The directory of units (đơn vị): small, read at start, asked on every request.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{unit, unit_succession};
use law::jurisdiction::Resolver;
use sea_orm::{DbErr, EntityTrait};
use uuid::Uuid;

use crate::db::Db;
use crate::web::i18n::Lang;

/// Kinds of unit.
pub const PROVINCE: &str = "province";
pub const WARD: &str = "ward";
pub const DEPARTMENT: &str = "department";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub kind: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub takes_filings: bool,
    /// Vùng sâu, vùng xa đi lại khó khăn: longer periods (KN-04, KN-05).
    pub is_remote: bool,
}

fn first_small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

impl Unit {
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day <= end)
    }

    pub fn is_province(&self) -> bool {
        self.kind == PROVINCE
    }

    /// Whether it sends statutory reports: a unit that takes filings, and a province.
    pub fn reports(&self) -> bool {
        self.takes_filings || self.is_province()
    }
}

/// A unit that followed another, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    pub old_id: Uuid,
    pub new_id: Uuid,
    pub is_whole: bool,
    /// Residential groups (tổ dân phố, khu) that came to the new unit; empty if it got the rest.
    pub groups: Vec<String>,
}

/// All units by id, and who followed whom.
#[derive(Clone, Debug, Default)]
pub struct Units {
    by_id: HashMap<Uuid, Unit>,
    successions: Vec<Succession>,
}

impl Units {
    /// # Errors
    /// The database cannot be read.
    pub async fn load(db: &Db) -> Result<Self, DbErr> {
        let rows = unit::Entity::find().all(db.read()).await?;
        let units = Self::of(rows.into_iter().map(from_row).collect());
        let rows = unit_succession::Entity::find().all(db.read()).await?;
        let successions = rows.into_iter().map(|row| Succession {
            old_id: row.old_unit_id,
            new_id: row.new_unit_id,
            is_whole: row.is_whole,
            groups: row.groups.lines().map(str::to_owned).collect(),
        });
        Ok(units.with_successions(successions.collect()))
    }

    pub fn of(units: Vec<Unit>) -> Self {
        let by_id = units.into_iter().map(|unit| (unit.id, unit)).collect();
        Self { by_id, successions: Vec::new() }
    }

    #[must_use]
    pub fn with_successions(self, successions: Vec<Succession>) -> Self {
        Self { successions, ..self }
    }

    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    pub fn get(&self, id: Uuid) -> Option<&Unit> {
        self.by_id.get(&id)
    }

    pub fn name(&self, id: Uuid) -> Option<String> {
        self.by_id.get(&id).map(|unit| unit.name.clone())
    }

    /// The office of a unit as papers and letters name it: `Ủy ban nhân dân phường Uông Bí`.
    pub fn office(&self, id: Uuid, lang: Lang) -> Option<String> {
        let unit = self.by_id.get(&id)?;
        if unit.kind == DEPARTMENT {
            return Some(unit.name.clone());
        }
        let name = match lang {
            Lang::Vi => first_small(&unit.name),
            Lang::En => unit.name.clone(),
        };
        Some(lang.ta("unit-office", &[("unit", name)]))
    }

    /// Where somebody lives, as letters and lists write it: house, residential group, ward; what is not known is
    /// left out.
    pub fn address(&self, house: &str, group: &str, ward: Option<Uuid>) -> String {
        let ward = ward.and_then(|id| self.name(id)).unwrap_or_default();
        let parts = [house, group, ward.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Who resolves complaints made at a unit (Điều 17, 20, 21 Luật Khiếu nại, table 1.8): the chairman of
    /// the province or commune, the head of a provincial agency; the commune chairman also for the bodies
    /// of his commune.
    pub fn resolver(&self, id: Uuid) -> Resolver {
        let unit = self.by_id.get(&id);
        let parent = unit.and_then(|unit| self.by_id.get(&unit.parent_id?));
        match (unit.map(|unit| unit.kind.as_str()), parent.map(|unit| unit.kind.as_str())) {
            (Some(PROVINCE), _) => Resolver::ProvinceChairman,
            (Some(DEPARTMENT), Some(PROVINCE)) => Resolver::AgencyHead,
            _ => Resolver::CommuneChairman,
        }
    }

    /// Units that take filings on a day, by name.
    pub fn taking_filings(&self, today: NaiveDate) -> Vec<&Unit> {
        self.sorted(|unit| unit.takes_filings && unit.exists_on(today))
    }

    /// Wards of a day, by name: where people live.
    pub fn wards(&self, day: NaiveDate) -> Vec<&Unit> {
        self.sorted(|unit| unit.kind == WARD && unit.exists_on(day))
    }

    pub fn all(&self) -> Vec<&Unit> {
        self.sorted(|_| true)
    }

    fn sorted(&self, keep: impl Fn(&Unit) -> bool) -> Vec<&Unit> {
        let mut kept: Vec<_> = self.by_id.values().filter(|unit| keep(unit)).collect();
        kept.sort_by(|a, b| a.name.cmp(&b.name).then(a.valid_from.cmp(&b.valid_from)));
        kept
    }

    /// A unit and those above it, nearest first. A unit that is its own ancestor is visited once.
    pub fn ancestry(&self, unit: Uuid) -> Vec<Uuid> {
        let mut found = vec![unit];
        let mut next = self.by_id.get(&unit).and_then(|unit| unit.parent_id);
        while let Some(parent) = next.filter(|parent| !found.contains(parent)) {
            found.push(parent);
            next = self.by_id.get(&parent).and_then(|unit| unit.parent_id);
        }
        found
    }

    /// A unit and everything below it. A unit that is its own ancestor is visited once.
    pub fn subtree(&self, root: Uuid) -> Vec<Uuid> {
        let mut found = vec![root];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            next += 1;
            let children = self.by_id.values().filter(|unit| unit.parent_id == Some(parent));
            for child in children {
                if !found.contains(&child.id) {
                    found.push(child.id);
                }
            }
        }
        found
    }
}

fn from_row(row: unit::Model) -> Unit {
    Unit {
        id: row.id,
        code: row.code,
        name: row.name,
        parent_id: row.parent_id,
        kind: row.kind,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        takes_filings: row.takes_filings,
        is_remote: row.is_remote,
    }
}
