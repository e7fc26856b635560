//! SQL of meetings: rows, facts, people, minutes.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{calendar_feed, meeting, meeting_event, meeting_minutes, meeting_person};
use law::meeting::Stage;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::db::{Tx, is_taken};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_meetings;

/// Meetings of a calendar page; a province holds fewer in a month.
pub const SHOWN: u64 = 3_000;

/// Stages in which a meeting takes nobody's time.
fn gone() -> [&'static str; 2] {
    [Stage::Cancelled.code(), Stage::EnteredInError.code()]
}

/// # Errors
/// The database refuses.
pub async fn add(
    tx: &Tx,
    meetings: Vec<meeting::ActiveModel>,
    people: Vec<meeting_person::ActiveModel>,
) -> Result<(), AppError> {
    for chunk in meetings.chunks(500) {
        let added = meeting::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await;
        added.map_err(|error| match is_taken(&error) {
            // Somebody else planned the same round of a household.
            true => AppError::Conflict("a round of a household".to_owned()),
            false => error.into(),
        })?;
    }
    for chunk in people.chunks(500) {
        meeting_person::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn add_events(tx: &Tx, rows: Vec<meeting_event::ActiveModel>) -> Result<(), AppError> {
    for chunk in rows.chunks(500) {
        meeting_event::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A meeting as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<meeting::Model, AppError> {
    let query = meeting::Entity::find_by_id(id).filter(visible_meetings(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// Meetings somebody may see, from one day to another, in order; not those that were called off.
///
/// # Errors
/// The database cannot be read.
pub async fn between(
    db: &impl ConnectionTrait,
    actor: &Actor,
    days: (NaiveDate, NaiveDate),
) -> Result<Vec<meeting::Model>, AppError> {
    Ok(in_order(meeting::Entity::find().filter(within(actor, days))).all(db).await?)
}

/// Where a meeting stands in the order of the calendar.
pub type CalendarPlace = (NaiveDate, i32, Uuid);

fn within(actor: &Actor, (from, to): (NaiveDate, NaiveDate)) -> Condition {
    Condition::all()
        .add(visible_meetings(actor))
        .add(meeting::Column::HeldOn.between(from, to))
        .add(meeting::Column::Stage.is_not_in(gone()))
}

/// The same in parts: at most `limit` after a place of the calendar.
///
/// # Errors
/// The database cannot be read.
pub async fn after(
    db: &impl ConnectionTrait,
    actor: &Actor,
    days: (NaiveDate, NaiveDate),
    place: Option<CalendarPlace>,
    limit: u64,
) -> Result<Vec<meeting::Model>, AppError> {
    use meeting::Column;
    let here = Expr::tuple([Column::HeldOn, Column::FromMinute, Column::Id].map(|c| c.into_expr()));
    let is_after = place.map(|(on, from, id)| {
        here.gt(Expr::tuple([Expr::value(on), Expr::value(from), Expr::value(id)]))
    });
    let query = meeting::Entity::find().filter(within(actor, days).add_option(is_after));
    Ok(in_order(query).limit(limit).all(db).await?)
}

/// How many of them there are.
///
/// # Errors
/// The database cannot be read.
pub async fn count_between(
    db: &impl ConnectionTrait,
    actor: &Actor,
    days: (NaiveDate, NaiveDate),
) -> Result<u64, AppError> {
    Ok(meeting::Entity::find().filter(within(actor, days)).count(db).await?)
}

/// Meetings of somebody's own calendar from a day on: called off ones too, so that they vanish there.
///
/// # Errors
/// The database cannot be read.
pub async fn of_person(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    from: NaiveDate,
) -> Result<Vec<meeting::Model>, AppError> {
    let mine = Condition::any()
        .add(meeting::Column::ChairId.eq(account_id))
        .add(meeting::Column::OfficerId.eq(account_id));
    let query = meeting::Entity::find().filter(mine).filter(meeting::Column::HeldOn.gte(from));
    Ok(in_order(query).all(db).await?)
}

/// What the public is told from a day on: announced meetings that are said to be open, and the days of
/// open campaigns.
///
/// # Errors
/// The database cannot be read.
pub async fn announced(
    db: &impl ConnectionTrait,
    campaigns: Vec<Uuid>,
    from: NaiveDate,
) -> Result<Vec<meeting::Model>, AppError> {
    let is_open = Condition::any()
        .add(meeting::Column::IsPublic.eq(true))
        .add(meeting::Column::CampaignId.is_in(campaigns));
    let query = meeting::Entity::find()
        .filter(is_open)
        .filter(meeting::Column::AnnouncedOn.is_not_null())
        .filter(meeting::Column::HeldOn.gte(from))
        .filter(meeting::Column::Stage.is_not_in(gone()));
    Ok(in_order(query).all(db).await?)
}

/// Announced meetings of a day, whoever holds them: for reminders.
///
/// # Errors
/// The database cannot be read.
pub async fn announced_on_day(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<Vec<meeting::Model>, AppError> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::HeldOn.eq(day))
        .filter(meeting::Column::Stage.eq(Stage::Announced.code()));
    Ok(in_order(query).all(db).await?)
}

fn in_order(query: sea_orm::Select<meeting::Entity>) -> sea_orm::Select<meeting::Entity> {
    query
        .order_by_asc(meeting::Column::HeldOn)
        .order_by_asc(meeting::Column::FromMinute)
        .order_by_asc(meeting::Column::Id)
        .limit(SHOWN)
}

/// All meetings of some households, by round.
///
/// # Errors
/// The database cannot be read.
pub async fn of_households(
    db: &impl ConnectionTrait,
    households: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<meeting::Model>>, AppError> {
    let query = meeting::Entity::find().filter(meeting::Column::HouseholdId.is_in(households));
    let rows = query.order_by_asc(meeting::Column::Round).all(db).await?;
    let mut found: HashMap<Uuid, Vec<meeting::Model>> = HashMap::new();
    for row in rows {
        if let Some(household) = row.household_id {
            found.entry(household).or_default().push(row);
        }
    }
    Ok(found)
}

/// Meetings of a campaign that are planned and not announced.
///
/// # Errors
/// The database cannot be read.
pub async fn unannounced(
    db: &impl ConnectionTrait,
    campaign_id: Uuid,
) -> Result<Vec<meeting::Model>, AppError> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::CampaignId.eq(campaign_id))
        .filter(meeting::Column::Stage.eq(Stage::Planned.code()));
    Ok(in_order(query).all(db).await?)
}

/// Changes a meeting that is still as it was read.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: meeting::ActiveModel,
) -> Result<bool, AppError> {
    let done = meeting::Entity::update_many()
        .set(meeting::ActiveModel { version: Set(version + 1), ..row })
        .filter(meeting::Column::Id.eq(id))
        .filter(meeting::Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    meeting_id: Uuid,
) -> Result<Vec<meeting_event::Model>, AppError> {
    let query =
        meeting_event::Entity::find().filter(meeting_event::Column::MeetingId.eq(meeting_id));
    Ok(query.order_by_asc(meeting_event::Column::Seq).all(db).await?)
}

/// Who is invited, in order.
///
/// # Errors
/// The database cannot be read.
pub async fn people(
    db: &impl ConnectionTrait,
    meeting_id: Uuid,
) -> Result<Vec<meeting_person::Model>, AppError> {
    let query =
        meeting_person::Entity::find().filter(meeting_person::Column::MeetingId.eq(meeting_id));
    Ok(query.order_by_asc(meeting_person::Column::Position).all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn update_person(tx: &Tx, row: meeting_person::ActiveModel) -> Result<(), AppError> {
    meeting_person::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn minutes(
    db: &impl ConnectionTrait,
    meeting_id: Uuid,
) -> Result<Option<meeting_minutes::Model>, AppError> {
    Ok(meeting_minutes::Entity::find_by_id(meeting_id).one(db).await?)
}

/// Writes minutes that are still as they were read (`seen` 0: not there), and not signed. False if somebody
/// else wrote or signed in between.
///
/// # Errors
/// The database refuses.
pub async fn save_minutes(
    tx: &Tx,
    (meeting_id, seen): (Uuid, i32),
    row: meeting_minutes::ActiveModel,
) -> Result<bool, AppError> {
    let row =
        meeting_minutes::ActiveModel { meeting_id: Set(meeting_id), version: Set(seen + 1), ..row };
    if seen == 0 {
        let once = OnConflict::column(meeting_minutes::Column::MeetingId).do_nothing().to_owned();
        let insert = meeting_minutes::Entity::insert(row).on_conflict(once);
        return Ok(insert.exec_without_returning(tx).await? == 1);
    }
    let done = meeting_minutes::Entity::update_many()
        .set(row)
        .filter(meeting_minutes::Column::MeetingId.eq(meeting_id))
        .filter(meeting_minutes::Column::Version.eq(seen))
        .filter(meeting_minutes::Column::SignedOn.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Links of somebody to their calendar, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn feeds(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<Vec<calendar_feed::Model>, AppError> {
    let query = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::AccountId.eq(account_id))
        .order_by_desc(calendar_feed::Column::Id)
        .limit(50);
    Ok(query.all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add_feed(tx: &Tx, row: calendar_feed::ActiveModel) -> Result<(), AppError> {
    calendar_feed::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The link of a hash, if it was not revoked.
///
/// # Errors
/// The database cannot be read.
pub async fn live_feed(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<calendar_feed::Model>, AppError> {
    let query = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::TokenHash.eq(hash))
        .filter(calendar_feed::Column::RevokedAt.is_null());
    Ok(query.one(db).await?)
}

/// False if the account has no such link that lives.
///
/// # Errors
/// The database refuses.
pub async fn revoke_feed(
    tx: &Tx,
    (id, account_id): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let row = calendar_feed::ActiveModel { revoked_at: Set(Some(now)), ..Default::default() };
    let done = calendar_feed::Entity::update_many()
        .set(row)
        .filter(calendar_feed::Column::Id.eq(id))
        .filter(calendar_feed::Column::AccountId.eq(account_id))
        .filter(calendar_feed::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
