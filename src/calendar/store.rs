//! SQL of the calendar: its changes, their days, and the deadlines they moved.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{calendar_change, calendar_day, calendar_state, case, deadline_move};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Calendars, Day, DayKind, DayMap, NewChange, shipped};
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_cases;
use crate::units::Units;

/// Rows that fit into one statement on both databases.
const ROWS_AT_ONCE: usize = 500;

/// Puts in the shipped days that are not there yet. What people entered goes before them.
///
/// # Errors
/// The file in the program is broken, or the database refuses.
pub async fn seed(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let days = shipped::days()?;
    let known = calendar_day::Entity::find()
        .filter(calendar_day::Column::ChangeId.is_in(shipped::YEARS.map(shipped::change_id)))
        .count(db.read())
        .await?;
    // Nothing to do at nearly every start.
    if usize::try_from(known) == Ok(days.len()) {
        return Ok(());
    }
    let tx = db.begin_write().await?;
    let declared = years(&tx).await?;
    for year in shipped::YEARS {
        let is_declared = declared.contains(&year);
        let change = calendar_change::ActiveModel {
            id: Set(shipped::change_id(year)),
            unit_id: Set(None),
            is_shipped: Set(true),
            version: Set(0),
            declares_year: Set((!is_declared).then_some(year)),
            effective_on: Set(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()),
            basis: Set(String::new()),
            actor_id: Set(None),
            at: Set(now),
            applied_at: Set(Some(now)),
            cases_checked: Set(0),
        };
        let do_nothing = OnConflict::column(calendar_change::Column::Id).do_nothing().to_owned();
        calendar_change::Entity::insert(change)
            .on_conflict(do_nothing)
            .try_insert()
            .exec_without_returning(&tx)
            .await?;
        let days = days.iter().filter(|day| day.day.year() == year).cloned();
        add_days(&tx, shipped::change_id(year), days.collect()).await?;
    }
    raise_version(&tx).await?;
    let again = calendar_change::ActiveModel { applied_at: Set(None), ..Default::default() };
    calendar_change::Entity::update_many()
        .set(again)
        .filter(calendar_change::Column::IsShipped.eq(true))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn add_days(
    tx: &impl ConnectionTrait,
    change_id: Uuid,
    days: Vec<Day>,
) -> Result<(), AppError> {
    let row = |day: &Day| calendar_day::ActiveModel {
        change_id: Set(change_id),
        day: Set(day.day),
        kind: Set(day.kind.code().to_owned()),
        name: Set(day.name.clone()),
        basis: Set(day.basis.clone()),
    };
    let keys = [calendar_day::Column::ChangeId, calendar_day::Column::Day];
    for days in days.chunks(ROWS_AT_ONCE) {
        calendar_day::Entity::insert_many(days.iter().map(row))
            .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Years declared complete, in order.
///
/// # Errors
/// The database cannot be read.
pub async fn years(db: &impl ConnectionTrait) -> Result<Vec<i32>, AppError> {
    let years = calendar_change::Entity::find()
        .select_only()
        .column(calendar_change::Column::DeclaresYear)
        .filter(calendar_change::Column::DeclaresYear.is_not_null())
        .order_by_asc(calendar_change::Column::DeclaresYear)
        .into_tuple()
        .all(db)
        .await?;
    Ok(years)
}

/// Every change, shipped ones first, then in the order they were entered: later ones win.
///
/// # Errors
/// The database cannot be read.
pub async fn changes(db: &impl ConnectionTrait) -> Result<Vec<calendar_change::Model>, AppError> {
    let rows = calendar_change::Entity::find()
        .order_by_desc(calendar_change::Column::IsShipped)
        .order_by_asc(calendar_change::Column::Version)
        .order_by_asc(calendar_change::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn change(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<calendar_change::Model, AppError> {
    calendar_change::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)
}

/// The days of some changes, in order of time.
///
/// # Errors
/// The database cannot be read, or holds a kind nobody knows.
pub async fn days_of(
    db: &impl ConnectionTrait,
    changes: Vec<Uuid>,
) -> Result<Vec<(Uuid, Day)>, AppError> {
    let rows = calendar_day::Entity::find()
        .filter(calendar_day::Column::ChangeId.is_in(changes))
        .order_by_asc(calendar_day::Column::Day)
        .all(db)
        .await?;
    let day = |row: calendar_day::Model| {
        let kind = DayKind::from_code(&row.kind)
            .ok_or_else(|| AppError::inconsistent("calendar_days", row.day, "unknown kind"))?;
        Ok((row.change_id, Day { day: row.day, kind, name: row.name, basis: row.basis }))
    };
    rows.into_iter().map(day).collect()
}

/// The days in force by unit, none for the country, each with the change that has the last word.
pub type Entries = HashMap<Option<Uuid>, BTreeMap<NaiveDate, (Uuid, Day)>>;

/// # Errors
/// The database cannot be read, or holds a kind nobody knows.
pub async fn entries(db: &impl ConnectionTrait) -> Result<Entries, AppError> {
    let changes = changes(db).await?;
    let mut of_change: HashMap<Uuid, Vec<Day>> = HashMap::new();
    for (change, day) in days_of(db, changes.iter().map(|change| change.id).collect()).await? {
        of_change.entry(change).or_default().push(day);
    }
    let mut entries = Entries::new();
    for change in changes {
        let of_unit = entries.entry(change.unit_id).or_default();
        let days = of_change.remove(&change.id).unwrap_or_default();
        of_unit.extend(days.into_iter().map(|day| (day.day, (change.id, day))));
    }
    Ok(entries)
}

/// The same without names and changes: what each day is.
///
/// # Errors
/// The database cannot be read, or holds a kind nobody knows.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<HashMap<Option<Uuid>, DayMap>, AppError> {
    let kinds = |days: BTreeMap<NaiveDate, (Uuid, Day)>| -> DayMap {
        days.into_iter().map(|(on, (_, day))| (on, day.kind)).collect()
    };
    Ok(entries(db).await?.into_iter().map(|(unit, days)| (unit, kinds(days))).collect())
}

/// The calendars as the database has them now.
///
/// # Errors
/// They are empty or without working days, or the database cannot be read.
pub async fn load(db: &impl ConnectionTrait, units: &Units) -> Result<Calendars, AppError> {
    let version = version(db).await?;
    let years = years(db).await?;
    Calendars::new(version, &years, &kinds(db).await?, units)
        .map_err(|error| AppError::internal("calendar", error))
}

const STATE: i32 = 1;

/// The version, which nobody raises before this transaction ends.
///
/// # Errors
/// The database cannot be read.
pub async fn held_version(tx: &Tx) -> Result<i32, AppError> {
    let row = calendar_state::Entity::find_by_id(STATE).lock_shared().one(tx).await?;
    Ok(row.map_or(0, |row| row.version))
}

/// The version as it is at this moment.
///
/// # Errors
/// The database cannot be read.
pub async fn version(db: &impl ConnectionTrait) -> Result<i32, AppError> {
    let row = calendar_state::Entity::find_by_id(STATE).one(db).await?;
    Ok(row.map_or(0, |row| row.version))
}

/// Makes everybody read the calendar anew. Whoever changes the calendar does this first, so that changes
/// come one after the other.
///
/// # Errors
/// The database refuses.
pub async fn raise_version(tx: &Tx) -> Result<(), AppError> {
    let next = Expr::col(calendar_state::Column::Version).add(1);
    calendar_state::Entity::update_many()
        .col_expr(calendar_state::Column::Version, next)
        .filter(calendar_state::Column::Id.eq(STATE))
        .exec(tx)
        .await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn add_change(
    tx: &Tx,
    id: Uuid,
    actor_id: Option<Uuid>,
    now: DateTime<Utc>,
    new: NewChange,
) -> Result<(), AppError> {
    let row = calendar_change::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        is_shipped: Set(false),
        version: Set(version(tx).await?),
        declares_year: Set(new.declares_year),
        effective_on: Set(new.effective_on),
        basis: Set(new.basis),
        actor_id: Set(actor_id),
        at: Set(now),
        applied_at: Set(None),
        cases_checked: Set(0),
    };
    calendar_change::Entity::insert(row).exec_without_returning(tx).await?;
    add_days(tx, id, new.days).await
}

/// The newest change after which deadlines have not all been counted again: what moves is most likely
/// its doing, and the older ones find nothing left.
///
/// # Errors
/// The database cannot be read.
pub async fn pending(
    db: &impl ConnectionTrait,
) -> Result<Option<calendar_change::Model>, AppError> {
    let query = calendar_change::Entity::find()
        .filter(calendar_change::Column::AppliedAt.is_null())
        .order_by_desc(calendar_change::Column::Version)
        .order_by_asc(calendar_change::Column::Id);
    Ok(query.one(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn set_applied(
    tx: &Tx,
    id: Uuid,
    now: DateTime<Utc>,
    cases_checked: i32,
) -> Result<(), AppError> {
    let row = calendar_change::ActiveModel {
        id: Set(id),
        applied_at: Set(Some(now)),
        cases_checked: Set(cases_checked),
        ..Default::default()
    };
    calendar_change::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn add_moves(tx: &Tx, rows: Vec<deadline_move::ActiveModel>) -> Result<(), AppError> {
    if !rows.is_empty() {
        deadline_move::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// How many deadlines a change moved, whoever's they are.
///
/// # Errors
/// The database cannot be read.
pub async fn count_moves(db: &impl ConnectionTrait, change: Uuid) -> Result<u64, AppError> {
    let query = deadline_move::Entity::find().filter(deadline_move::Column::ChangeId.eq(change));
    Ok(query.count(db).await?)
}

/// A part of the deadlines a change moved, of the cases an actor may see, with the cases' numbers and
/// how many there are in all.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_moves(
    db: &impl ConnectionTrait,
    actor: &Actor,
    change: Uuid,
    offset: u64,
    limit: u64,
) -> Result<(Vec<(deadline_move::Model, String)>, u64), AppError> {
    let visible = sea_orm::sea_query::Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(visible_cases(actor))
        .to_owned();
    let query = deadline_move::Entity::find()
        .filter(deadline_move::Column::ChangeId.eq(change))
        .filter(deadline_move::Column::CaseId.in_subquery(visible));
    let total = query.clone().count(db).await?;
    let ordered = query.order_by_asc(deadline_move::Column::NewDueOn);
    let rows =
        ordered.order_by_asc(deadline_move::Column::Id).offset(offset).limit(limit).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.case_id).collect();
    let numbers: HashMap<Uuid, String> = case::Entity::find()
        .select_only()
        .columns([case::Column::Id, case::Column::Number])
        .filter(case::Column::Id.is_in(ids))
        .filter(visible_cases(actor))
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let named = rows.into_iter().filter_map(|row| {
        let number = numbers.get(&row.case_id)?.clone();
        Some((row, number))
    });
    Ok((named.collect(), total))
}

/// The moves of one case, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn moves_of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<deadline_move::Model>, AppError> {
    let rows = deadline_move::Entity::find()
        .filter(deadline_move::Column::CaseId.eq(case_id))
        .order_by_asc(deadline_move::Column::At)
        .order_by_asc(deadline_move::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}
