//! The worklist (danh sách vụ việc): one page in the order the law will punish, and the true totals.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::case;
use law::complaint;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DerivePartialModel, EntityTrait,
    FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::search::{Filters, Frame, condition, is_exact};
use crate::error::AppError;
use crate::policy::Actor;

/// Rows on a page.
pub const PAGE_SIZE: u64 = 50;

/// What a list shows of a case. The long texts stay where they are: reading them for every row is
/// what makes a list slow.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "case::Entity")]
pub struct ListedCase {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub number: String,
    pub kind: String,
    pub field: String,
    pub stage: String,
    pub is_open: bool,
    pub subject: String,
    pub channel: String,
    pub assignee_id: Option<Uuid>,
    pub complainants: i32,
    pub received_on: NaiveDate,
    pub is_received: bool,
    pub accepted_on: Option<NaiveDate>,
    pub resolved_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub next_due_on: Option<NaiveDate>,
    pub next_due_rule: Option<String>,
    pub filed_at: DateTime<Utc>,
}

impl From<&case::Model> for ListedCase {
    fn from(row: &case::Model) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            number: row.number.clone(),
            kind: row.kind.clone(),
            field: row.field.clone(),
            stage: row.stage.clone(),
            is_open: row.is_open,
            subject: row.subject.clone(),
            channel: row.channel.clone(),
            assignee_id: row.assignee_id,
            complainants: row.complainants,
            received_on: row.received_on,
            is_received: row.is_received,
            accepted_on: row.accepted_on,
            resolved_on: row.resolved_on,
            closed_on: row.closed_on,
            next_due_on: row.next_due_on,
            next_due_rule: row.next_due_rule.clone(),
            filed_at: row.filed_at,
        }
    }
}

/// How many of the cases that match are in which state, whatever urgency was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: u64,
    pub open: u64,
    pub due_soon: u64,
    pub overdue: u64,
}

impl Tally {
    /// The number a filter of urgency leaves.
    pub fn of(&self, urgency: &str) -> u64 {
        match urgency {
            "overdue" => self.overdue,
            "due-soon" => self.due_soon,
            "open" => self.open,
            "closed" => self.all - self.open,
            _ => self.all,
        }
    }
}

#[derive(FromQueryResult)]
struct TallyRow {
    all_cases: i64,
    open_cases: Option<i64>,
    due_soon: Option<i64>,
    overdue: Option<i64>,
}

/// Counts what matches, in one reading of the index.
///
/// # Errors
/// The database cannot be read.
pub async fn tally(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<Tally, AppError> {
    let filters = Filters { urgency: String::new(), ..filters.clone() };
    let open = case::Column::IsOpen.eq(true);
    let due = case::Column::NextDueOn;
    let overdue = open.clone().and(due.lt(frame.today));
    let due_soon = open.clone().and(due.gte(frame.today)).and(due.lte(frame.soon));
    let number_of = |when: SimpleExpr| Expr::expr(Expr::case(when, 1).finally(0)).sum();
    let row = case::Entity::find()
        .filter(condition(actor, &filters, frame, db.get_database_backend()))
        .select_only()
        .column_as(Expr::cust("*").count(), "all_cases")
        .column_as(number_of(open), "open_cases")
        .column_as(number_of(due_soon), "due_soon")
        .column_as(number_of(overdue), "overdue")
        .into_model::<TallyRow>()
        .one(db)
        .await?;
    let number = |value: i64| u64::try_from(value).unwrap_or(0);
    Ok(row.map_or_else(Tally::default, |row| Tally {
        all: number(row.all_cases),
        open: number(row.open_cases.unwrap_or(0)),
        due_soon: number(row.due_soon.unwrap_or(0)),
        overdue: number(row.overdue.unwrap_or(0)),
    }))
}

/// One page: what is due first comes first, after it what awaits its signature from the oldest on, then the
/// rest from the newest; exact accents before folded ones when words were asked
/// for.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<Vec<ListedCase>, AppError> {
    let backend = db.get_database_backend();
    let matching = case::Entity::find().filter(condition(actor, filters, frame, backend));
    // A page number beyond any list is an empty page, not an overflow.
    let page_index = Ord::min(filters.page.saturating_sub(1), 1_000_000);
    let awaits = case::Column::Stage.eq(complaint::Stage::AwaitingSignature.code());
    let received_on = Expr::col(case::Column::ReceivedOn);
    let lodged_on: SimpleExpr = Expr::case(awaits.clone(), received_on).into();
    let lodged: SimpleExpr = Expr::case(awaits.clone(), Expr::col(case::Column::Id)).into();
    let awaits_first: SimpleExpr = Expr::case(awaits, 0).finally(1).into();
    // Sorting carries only ids; the fifty rows are fetched when it is known which they are.
    let ids: Vec<Uuid> = exact_first(matching, &filters.q, backend)
        .select_only()
        .column(case::Column::Id)
        .order_by(Expr::col(case::Column::NextDueOn).is_null(), Order::Asc)
        .order_by_asc(case::Column::NextDueOn)
        .order_by(awaits_first, Order::Asc)
        .order_by(lodged_on, Order::Asc)
        .order_by(lodged, Order::Asc)
        .order_by_desc(case::Column::ReceivedOn)
        .order_by_desc(case::Column::Id)
        .offset(page_index * PAGE_SIZE)
        .limit(PAGE_SIZE)
        .into_tuple()
        .all(db)
        .await?;
    let rows = case::Entity::find().filter(case::Column::Id.is_in(ids.iter().copied()));
    let rows = rows.into_partial_model::<ListedCase>().all(db).await?;
    let mut by_id: HashMap<Uuid, ListedCase> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.into_iter().filter_map(|id| by_id.remove(&id)).collect())
}

fn exact_first(
    matching: Select<case::Entity>,
    q: &str,
    backend: DbBackend,
) -> Select<case::Entity> {
    let Some(is_exact) = is_exact(q, backend) else { return matching };
    let rank: SimpleExpr = Expr::case(is_exact, 0).finally(1).into();
    matching.order_by(rank, Order::Asc)
}

/// A part of the reader's cases, newest first: at most `limit` of those before an id.
///
/// # Errors
/// The database cannot be read.
pub async fn before(
    db: &impl ConnectionTrait,
    condition: Condition,
    id: Option<Uuid>,
    limit: u64,
) -> Result<Vec<ListedCase>, AppError> {
    let mut query = case::Entity::find().filter(condition);
    if let Some(id) = id {
        query = query.filter(case::Column::Id.lt(id));
    }
    let query = query.order_by_desc(case::Column::Id).limit(limit);
    Ok(query.into_partial_model().all(db).await?)
}
