//! SQL of the register of receptions.

use chrono::NaiveDate;
use entity::{party, reception_day, visit, visit_event};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_visits;

/// Series of the numbers of the register.
pub const SERIES: &str = "visit";
/// More than one person is ever asked to look at.
const FEW: u64 = 20;

/// Which visits of the register are asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Both included.
    pub days: (NaiveDate, NaiveDate),
    /// One unit; none means all in the reader's reach.
    pub unit: Option<Uuid>,
    /// Folded words, each of which must stand somewhere.
    pub words: Vec<String>,
    /// Code of a kind of matter, or empty.
    pub kind: String,
}

fn condition(actor: &Actor, asked: &Asked) -> Condition {
    use visit::Column;
    let mut all = Condition::all()
        .add(visible_visits(actor))
        .add(Column::ReceivedOn.between(asked.days.0, asked.days.1));
    if let Some(unit) = asked.unit {
        all = all.add(Column::UnitId.eq(unit));
    }
    if !asked.kind.is_empty() {
        all = all.add(Column::Kind.eq(asked.kind.as_str()));
    }
    // Folded words hold letters and digits alone, so nothing in them is a wildcard.
    for word in &asked.words {
        all = all.add(Column::Folded.contains(format!(" {word}")));
    }
    all
}

/// A part of the register, newest first, and how many there are.
///
/// # Errors
/// The database cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
    (offset, limit): (u64, u64),
) -> Result<Vec<visit::Model>, AppError> {
    use visit::Column;
    let query = visit::Entity::find()
        .filter(condition(actor, asked))
        .order_by_desc(Column::ReceivedOn)
        .order_by_desc(Column::Year)
        .order_by_desc(Column::Number)
        .order_by_desc(Column::Id);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<u64, AppError> {
    Ok(visit::Entity::find().filter(condition(actor, asked)).count(db).await?)
}

/// The unit, the year and the number of a visit: its place in the registers.
pub type RegisterPlace = (Uuid, i32, i32);

/// A part of the register in the order of its numbers: at most `limit` after a place.
///
/// # Errors
/// The database cannot be read.
pub async fn after(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
    place: Option<RegisterPlace>,
    limit: u64,
) -> Result<Vec<visit::Model>, AppError> {
    use visit::Column;
    let here = Expr::tuple([Column::UnitId, Column::Year, Column::Number].map(|c| c.into_expr()));
    let is_after = place.map(|(unit, year, number)| {
        here.gt(Expr::tuple([Expr::value(unit), Expr::value(year), Expr::value(number)]))
    });
    let query = visit::Entity::find()
        .filter(condition(actor, asked).add_option(is_after))
        .order_by_asc(Column::UnitId)
        .order_by_asc(Column::Year)
        .order_by_asc(Column::Number);
    Ok(query.limit(limit).all(db).await?)
}

/// The register in the order of its numbers, as it is printed: at most `limit`.
///
/// # Errors
/// The database cannot be read.
pub async fn in_order(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
    limit: u64,
) -> Result<Vec<visit::Model>, AppError> {
    after(db, actor, asked, None, limit).await
}

/// A visit as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<visit::Model, AppError> {
    let query = visit::Entity::find_by_id(id).filter(visible_visits(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// Visits in a relation the caller names, as an actor may see them, oldest first.
///
/// # Errors
/// The database cannot be read.
async fn related(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Condition,
    limit: u64,
) -> Result<Vec<visit::Model>, AppError> {
    let query = visit::Entity::find()
        .filter(visible_visits(actor))
        .filter(which)
        .order_by_asc(visit::Column::ReceivedOn)
        .order_by_asc(visit::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// Visits of a case.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    db: &impl ConnectionTrait,
    actor: &Actor,
    case_id: Uuid,
) -> Result<Vec<visit::Model>, AppError> {
    let which = Condition::all().add(visit::Column::CaseId.eq(case_id));
    related(db, actor, which, 100).await
}

/// Visits about a matter.
///
/// # Errors
/// The database cannot be read.
pub async fn of_matter(
    db: &impl ConnectionTrait,
    actor: &Actor,
    matter_id: Uuid,
) -> Result<Vec<visit::Model>, AppError> {
    let which = Condition::all().add(visit::Column::MatterId.eq(matter_id));
    related(db, actor, which, 100).await
}

/// Visits of a reception day.
///
/// # Errors
/// The database cannot be read.
pub async fn of_day(
    db: &impl ConnectionTrait,
    actor: &Actor,
    day_id: Uuid,
) -> Result<Vec<visit::Model>, AppError> {
    let which = Condition::all().add(visit::Column::DayId.eq(day_id));
    related(db, actor, which, 200).await
}

/// What is owed longest, and how much is owed in all: `answer` (TD-08) or `notice` (TD-11).
///
/// # Errors
/// The database cannot be read.
pub async fn owed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    what: &str,
) -> Result<(Vec<visit::Model>, u64), AppError> {
    let which = Condition::all().add(visit::Column::Awaits.eq(what));
    let query = visit::Entity::find().filter(visible_visits(actor)).filter(which.clone());
    let count = query.count(db).await?;
    Ok((related(db, actor, which, FEW).await?, count))
}

/// Who of the register of a unit may be meant: the same paper, telephone, or name and ward; newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn alike(
    db: &impl ConnectionTrait,
    (actor, unit_id): (&Actor, Uuid),
    (id_digest, phone): (&str, &str),
    (folded_name, ward_id): (&str, Option<Uuid>),
) -> Result<Vec<visit::Model>, AppError> {
    use visit::Column;
    let mut any = Condition::any();
    if !id_digest.is_empty() {
        any = any.add(Column::IdDigest.eq(id_digest));
    }
    if !phone.is_empty() {
        any = any.add(Column::Phone.eq(phone));
    }
    if !folded_name.is_empty() {
        let same_ward = ward_id.map_or_else(Condition::all, |id| {
            Condition::any().add(Column::WardId.eq(id)).add(Column::WardId.is_null())
        });
        let by_name = Condition::all().add(Column::FoldedName.eq(folded_name)).add(same_ward);
        any = any.add(by_name);
    }
    if any.is_empty() {
        return Ok(Vec::new());
    }
    let query = visit::Entity::find()
        .filter(visible_visits(actor))
        .filter(Column::UnitId.eq(unit_id))
        .filter(Column::Kind.ne(law::visit::Matter::Denunciation.code()))
        .filter(any)
        .order_by_desc(Column::ReceivedOn)
        .order_by_desc(Column::Id);
    Ok(query.limit(FEW).all(db).await?)
}

/// The id of the visit a page was already entered as.
///
/// # Errors
/// The database cannot be read.
pub async fn entered_as(db: &impl ConnectionTrait, token: &str) -> Result<Option<Uuid>, AppError> {
    let query = visit::Entity::find().select_only().column(visit::Column::Id);
    Ok(query.filter(visit::Column::Token.eq(token)).into_tuple().one(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: visit::ActiveModel) -> Result<(), AppError> {
    visit::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Changes a visit that is still as it was read; false if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: visit::ActiveModel,
) -> Result<bool, AppError> {
    let done = visit::Entity::update_many()
        .filter(visit::Column::Id.eq(id))
        .filter(visit::Column::Version.eq(version))
        .set(row)
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// # Errors
/// The database refuses.
pub async fn add_event(tx: &Tx, row: visit_event::ActiveModel) -> Result<(), AppError> {
    visit_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    visit_id: Uuid,
) -> Result<Vec<visit_event::Model>, AppError> {
    let query = visit_event::Entity::find().filter(visit_event::Column::VisitId.eq(visit_id));
    Ok(query.order_by_asc(visit_event::Column::Seq).all(db).await?)
}

/// All visits about a matter, whoever may see them: what is done to the matter is done to all of them.
///
/// # Errors
/// The database cannot be read.
pub async fn whole_matter(tx: &Tx, matter_id: Uuid) -> Result<Vec<visit::Model>, AppError> {
    let query = visit::Entity::find().filter(visit::Column::MatterId.eq(matter_id));
    Ok(query.order_by_asc(visit::Column::Id).all(tx).await?)
}

/// The matter a case is known by in the register: that of its first visit.
///
/// # Errors
/// The database cannot be read.
pub async fn matter_of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Option<Uuid>, AppError> {
    let query = visit::Entity::find()
        .select_only()
        .column(visit::Column::MatterId)
        .filter(visit::Column::CaseId.eq(case_id))
        .order_by_asc(visit::Column::Id);
    Ok(query.into_tuple().one(db).await?)
}

/// Everybody named in some cases.
///
/// # Errors
/// The database cannot be read.
pub async fn people_of(
    db: &impl ConnectionTrait,
    case_ids: Vec<Uuid>,
) -> Result<Vec<party::Model>, AppError> {
    Ok(party::Entity::find().filter(party::Column::CaseId.is_in(case_ids)).all(db).await?)
}

/// Posted or held reception days of a unit on a day.
///
/// # Errors
/// The database cannot be read.
pub async fn sessions_on(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    on: NaiveDate,
) -> Result<Vec<reception_day::Model>, AppError> {
    use reception_day::Column;
    let query = reception_day::Entity::find()
        .filter(Column::UnitId.eq(unit_id))
        .filter(Column::HeldOn.eq(on))
        .filter(Column::PostedOn.is_not_null());
    Ok(query.order_by_asc(Column::FromTime).order_by_asc(Column::Id).all(db).await?)
}
