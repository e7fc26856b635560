//! What a draft is filled from: facts of the case, the visit or the meeting, under the keys that forms name.

mod case;
mod meeting;
mod visit;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::frame::{first_small, head_of, place};
use super::store::Of;
use crate::accounts;
use crate::app::App;
use crate::cases;
use crate::dialogues;
use crate::error::AppError;
use crate::policy::Actor;
use crate::units::Units;
use crate::visits;
use crate::web::i18n::Lang;

/// Papers of an office are Vietnamese, whatever language their reader has chosen.
pub const PAPER_LANG: Lang = Lang::Vi;

/// Facts by their keys; what is not known is not there.
pub type Facts = BTreeMap<&'static str, String>;

fn put(facts: &mut Facts, key: &'static str, value: impl Into<String>) {
    let value = value.into();
    if !value.is_empty() {
        facts.insert(key, value);
    }
}

/// Since when the law names the identity papers anew (TD-20, Luật 136/2025/QH15).
const IDENTITY_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 7, 1);

/// What is the same for all papers of a unit on a day.
fn of_unit(units: &Units, unit_id: Uuid, today: NaiveDate) -> Facts {
    let mut facts = Facts::new();
    let is_new = IDENTITY_FROM.is_some_and(|from| from <= today);
    let label = if is_new { "paper-identity-label" } else { "paper-identity-label-before" };
    put(&mut facts, "identity.label", PAPER_LANG.t(label));
    let unit = units.get(unit_id);
    put(&mut facts, "unit.place", unit.map(|unit| place(units, unit)).unwrap_or_default());
    let parent = unit.and_then(|unit| unit.parent_id).and_then(|id| units.get(id));
    if let Some(parent) = parent {
        let named = [("unit", first_small(&parent.name))];
        put(&mut facts, "inspectorate.name", PAPER_LANG.ta("paper-inspectorate", &named));
        put(&mut facts, "second.office", head_of(units, parent.id));
    }
    facts
}

/// The facts a paper can be filled from, as its reader may know them.
///
/// # Errors
/// What it belongs to is not there for the reader, or the database cannot be read.
pub async fn of(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    (of, seq, unit_id): (Of, Option<i32>, Uuid),
    today: NaiveDate,
) -> Result<Facts, AppError> {
    let units = app.units();
    let mut facts = of_unit(&units, unit_id, today);
    put(&mut facts, "officer.name", actor.name.clone());
    put(&mut facts, "officer.title", PAPER_LANG.t(&format!("paper-title-{}", actor.role.code())));
    match of {
        Of::Case(id) => {
            let row = cases::store::get_visible(db, actor, id).await?;
            facts.extend(case::of(app, db, Some(actor), &row, seq).await?);
        }
        Of::Visit(id) => {
            let row = visits::store::get_visible(db, actor, id).await?;
            facts.extend(visit::of(app, db, &row).await?);
        }
        Of::Meeting(id) => {
            let row = dialogues::store::get_visible(db, actor, id).await?;
            facts.extend(meeting::of(db, &row).await?);
        }
    }
    Ok(facts)
}

/// The facts of a case for a letter its sender gets: they hold its receipt, so no scope is asked.
///
/// # Errors
/// The database cannot be read.
pub async fn of_own(
    app: &App,
    db: &impl ConnectionTrait,
    row: &entity::case::Model,
    today: NaiveDate,
) -> Result<Facts, AppError> {
    let mut facts = of_unit(&app.units(), row.unit_id, today);
    facts.extend(case::of(app, db, None, row, None).await?);
    Ok(facts)
}

/// The name of an account; empty if it is not known.
async fn name_of(db: &impl ConnectionTrait, id: Uuid) -> Result<String, AppError> {
    Ok(accounts::store::names(db, vec![id]).await?.remove(&id).unwrap_or_default())
}

fn day(date: NaiveDate) -> String {
    PAPER_LANG.date(date)
}
