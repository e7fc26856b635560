//! SQL of campaigns and households.

use entity::{campaign, household};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_campaigns;

/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: campaign::ActiveModel) -> Result<(), AppError> {
    campaign::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// A campaign as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<campaign::Model, AppError> {
    let query = campaign::Entity::find_by_id(id).filter(visible_campaigns(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// A page of campaigns, the open ones first, the newest first; and how many there are.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    offset: u64,
    limit: u64,
) -> Result<Vec<campaign::Model>, AppError> {
    let query = campaign::Entity::find()
        .filter(visible_campaigns(actor))
        .order_by_asc(Expr::col(campaign::Column::ClosedOn).is_not_null())
        .order_by_desc(campaign::Column::StartsOn)
        .order_by_desc(campaign::Column::Id);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, AppError> {
    Ok(campaign::Entity::find().filter(visible_campaigns(actor)).count(db).await?)
}

/// How many households some campaigns have.
///
/// # Errors
/// The database cannot be read.
pub async fn sizes(
    db: &impl ConnectionTrait,
    campaigns: Vec<Uuid>,
) -> Result<std::collections::HashMap<Uuid, i64>, AppError> {
    let rows: Vec<(Uuid, i64)> = household::Entity::find()
        .select_only()
        .column(household::Column::CampaignId)
        .column_as(household::Column::Id.count(), "households")
        .filter(household::Column::CampaignId.is_in(campaigns))
        .group_by(household::Column::CampaignId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Changes a campaign that is still as it was read.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: campaign::ActiveModel,
) -> Result<bool, AppError> {
    let row = campaign::ActiveModel { version: Set(version + 1), ..row };
    let done = campaign::Entity::update_many()
        .set(row)
        .filter(campaign::Column::Id.eq(id))
        .filter(campaign::Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The last number given to a household; the campaign is locked until commit, so that no number is given
/// twice.
///
/// # Errors
/// The database refuses.
pub async fn last_position(tx: &Tx, campaign_id: Uuid) -> Result<i32, AppError> {
    campaign::Entity::find_by_id(campaign_id).lock_exclusive().one(tx).await?;
    let last: Option<Option<i32>> = household::Entity::find()
        .select_only()
        .column_as(household::Column::Position.max(), "last")
        .filter(household::Column::CampaignId.eq(campaign_id))
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last.flatten().unwrap_or(0))
}

/// # Errors
/// The database refuses.
pub async fn add_households(tx: &Tx, rows: Vec<household::ActiveModel>) -> Result<(), AppError> {
    if !rows.is_empty() {
        household::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Households of a campaign in their order: those whose folded words hold what is looked for.
///
/// # Errors
/// The database cannot be read.
pub async fn households(
    db: &impl ConnectionTrait,
    campaign_id: Uuid,
    words: &str,
    (offset, limit): (u64, u64),
) -> Result<Vec<household::Model>, AppError> {
    let query = of_campaign(campaign_id, words).order_by_asc(household::Column::Position);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count_households(
    db: &impl ConnectionTrait,
    campaign_id: Uuid,
    words: &str,
) -> Result<u64, AppError> {
    Ok(of_campaign(campaign_id, words).count(db).await?)
}

/// `words` are folded: letters, digits and single spaces, nothing a pattern could be made of.
fn of_campaign(campaign_id: Uuid, words: &str) -> sea_orm::Select<household::Entity> {
    let mut query = household::Entity::find().filter(household::Column::CampaignId.eq(campaign_id));
    for word in words.split(' ').filter(|word| !word.is_empty()).take(8) {
        query = query.filter(household::Column::Folded.contains(word));
    }
    query
}

/// A household with its campaign, as an actor may see it.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_household(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<(household::Model, campaign::Model), AppError> {
    let found = household::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
    let campaign = get_visible(db, actor, found.campaign_id).await?;
    Ok((found, campaign))
}

/// Households by their ids, without asking a scope: for meetings that were read within one.
///
/// # Errors
/// The database cannot be read.
pub async fn households_of_meetings(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<std::collections::HashMap<Uuid, household::Model>, AppError> {
    let rows = household::Entity::find().filter(household::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Changes a household that is still as it was read.
///
/// # Errors
/// The database refuses.
pub async fn update_household(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: household::ActiveModel,
) -> Result<bool, AppError> {
    let row = household::ActiveModel { version: Set(version + 1), ..row };
    let done = household::Entity::update_many()
        .set(row)
        .filter(household::Column::Id.eq(id))
        .filter(household::Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Campaigns whose days stand on the public page; more are not shown.
///
/// # Errors
/// The database cannot be read.
pub async fn open_to_all(db: &impl ConnectionTrait) -> Result<Vec<campaign::Model>, AppError> {
    let query = campaign::Entity::find()
        .filter(campaign::Column::IsPublic.eq(true))
        .order_by_desc(campaign::Column::Id)
        .limit(500);
    Ok(query.all(db).await?)
}

/// Nobody else plans for a household until the transaction ends.
///
/// # Errors
/// The database refuses.
pub async fn lock_household(tx: &Tx, id: Uuid) -> Result<(), AppError> {
    household::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
    Ok(())
}
