//! Who is told at which level: the head of the unit, or who stands in for them today.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::AppError;
use crate::notice::service::{Recipient, recipient};
use crate::notice::store as people;
use crate::substitution;
use crate::units::{DEPARTMENT, Units};

/// The head of the unit.
pub const HEAD: i32 = 1;
/// The head of the unit above.
pub const SUPERIOR: i32 = 2;

pub const LEVELS: [i32; 2] = [HEAD, SUPERIOR];

/// The unit whose head answers at a level for cases of a unit; none at the top. A department has no head
/// who resolves: the unit it belongs to does.
pub fn unit_at(units: &Units, unit: Uuid, level: i32) -> Option<Uuid> {
    let is_department = |id: &Uuid| units.get(*id).is_some_and(|one| one.kind == DEPARTMENT);
    let mut heads = units.ancestry(unit).into_iter().filter(|id| !is_department(id));
    heads.nth(usize::try_from(level - HEAD).ok()?)
}

/// Whom it was found out for already, within one run.
#[derive(Default)]
pub struct Chain {
    known: HashMap<(Uuid, bool), Recipient>,
}

impl Chain {
    /// Who is told of cases of a unit at a level; without an address nobody can be. Of a denunciation only
    /// who handles them there.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn whom(
        &mut self,
        db: &impl ConnectionTrait,
        unit: Uuid,
        is_denunciation: bool,
        today: NaiveDate,
    ) -> Result<Recipient, AppError> {
        if let Some(known) = self.known.get(&(unit, is_denunciation)) {
            return Ok(known.clone());
        }
        let found = head_or_substitute(db, unit, is_denunciation, today).await?;
        self.known.insert((unit, is_denunciation), found.clone());
        Ok(found)
    }
}

async fn head_or_substitute(
    db: &impl ConnectionTrait,
    unit: Uuid,
    is_denunciation: bool,
    today: NaiveDate,
) -> Result<Recipient, AppError> {
    let heads = people::heads(db, unit, is_denunciation).await?;
    for head in &heads {
        let found = substitution::store::for_absent(db, head.id, today).await?;
        let found = found.filter(|(row, _)| row.with_denunciations || !is_denunciation);
        let substitute = recipient(found.map(|(_, account)| account));
        if !substitute.address.is_empty() {
            return Ok(substitute);
        }
    }
    let mut heads = heads.into_iter().map(|head| recipient(Some(head)));
    Ok(heads.find(|head| !head.address.is_empty()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::units::Unit;

    use super::*;

    #[test]
    fn a_department_answers_to_the_head_of_its_unit() {
        let unit = |id: u128, parent: Option<u128>, kind: &str| Unit {
            id: Uuid::from_u128(id),
            code: String::new(),
            name: String::new(),
            parent_id: parent.map(Uuid::from_u128),
            kind: kind.to_owned(),
            valid_from: NaiveDate::MIN,
            valid_to: None,
            takes_filings: false,
            is_remote: false,
        };
        let all =
            [unit(1, None, "province"), unit(2, Some(1), "ward"), unit(3, Some(2), "department")];
        let units = Units::of(all.into());
        let at =
            |id: u128, level| unit_at(&units, Uuid::from_u128(id), level).map(|id| id.as_u128());
        assert_eq!((at(3, HEAD), at(3, SUPERIOR)), (Some(2), Some(1)));
        assert_eq!((at(2, HEAD), at(2, SUPERIOR)), (Some(2), Some(1)));
        assert_eq!((at(1, HEAD), at(1, SUPERIOR)), (Some(1), None));
    }
}
