//! The worklist (danh sách vụ việc): one page in the order the law will punish, and the true totals.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::case;
use law::complaint;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::count_store::{self, Counted};
use super::search::{Filters, Frame, condition, condition_in_order};
use super::words_store::{is_exact, is_exact_in_text};
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
    /// How many have a day, if each was looked at.
    pub with_day: Option<u64>,
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

#[derive(Default, FromQueryResult)]
struct TallyRow {
    all_cases: i64,
    open_cases: Option<i64>,
    due_soon: Option<i64>,
    overdue: Option<i64>,
    with_day: Option<i64>,
}

/// Counts what matches: by the lines kept for it where they tell it apart, else in one reading of an index.
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
    let row = match Counted::of(actor, &filters) {
        Some(counted) => {
            let due = due(db, actor, &filters, frame).await?;
            let (all, open) =
                count_store::all_and_open(db, actor, &filters, frame, &counted).await?;
            TallyRow { all_cases: all, open_cases: Some(open), ..due }
        }
        None => tally_of_all(db, actor, &filters, frame).await?,
    };
    let number = |value: Option<i64>| u64::try_from(value.unwrap_or(0)).unwrap_or(0);
    Ok(Tally {
        all: number(Some(row.all_cases)),
        open: number(row.open_cases),
        due_soon: number(row.due_soon),
        overdue: number(row.overdue),
        with_day: row.with_day.map(|_| number(row.with_day)),
    })
}

/// How many of the counted cases are so.
fn number_of(which: SimpleExpr) -> SimpleExpr {
    Expr::expr(Expr::case(which, 1).finally(0)).sum()
}

/// Every case that matches is looked at.
async fn tally_of_all(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<TallyRow, AppError> {
    let open = case::Column::IsOpen.eq(true);
    let due = case::Column::NextDueOn;
    let overdue = open.clone().and(due.lt(frame.today));
    let due_soon = open.clone().and(due.gte(frame.today)).and(due.lte(frame.soon));
    let row = case::Entity::find()
        .filter(condition(actor, filters, frame, db.get_database_backend()))
        .select_only()
        .column_as(Expr::cust("*").count(), "all_cases")
        .column_as(number_of(open), "open_cases")
        .column_as(number_of(due_soon), "due_soon")
        .column_as(number_of(overdue), "overdue")
        .column_as(due.count(), "with_day")
        .into_model::<TallyRow>()
        .one(db)
        .await?;
    Ok(row.unwrap_or_default())
}

/// Only what has a day is looked at, unit by unit as its index stands; the rest is counted already.
async fn due(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<TallyRow, AppError> {
    let due = case::Column::NextDueOn;
    let row = case::Entity::find()
        .filter(condition(actor, filters, frame, db.get_database_backend()))
        .filter(Part::Due.condition())
        .filter(due.lte(frame.soon))
        .filter(case::Column::IsOpen.eq(true))
        .select_only()
        .column_as(Expr::cust("*").count(), "all_cases")
        .column_as(number_of(due.lt(frame.today)), "overdue")
        .into_tuple::<(i64, Option<i64>)>()
        .one(db)
        .await?;
    let (all, overdue) = row.unwrap_or_default();
    let due_soon = Some(all - overdue.unwrap_or(0));
    Ok(TallyRow { due_soon, overdue, ..TallyRow::default() })
}

/// The worklist is three lists, one after the other, each with an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What has a day, by that day.
    Due,
    /// What awaits its signature, from the oldest on.
    Unsigned,
    /// The rest, from the newest on.
    Others,
}

impl Part {
    const ALL: [Self; 3] = [Self::Due, Self::Unsigned, Self::Others];

    /// In the words of the indexes (migration 25): else SQLite does not see that they are meant.
    fn condition(self) -> SimpleExpr {
        Expr::cust(match self {
            Self::Due => "cases.next_due_on IS NOT NULL",
            Self::Unsigned => "cases.next_due_on IS NULL AND cases.stage = 'awaiting-signature'",
            Self::Others => "cases.next_due_on IS NULL AND cases.stage <> 'awaiting-signature'",
        })
    }

    fn ordered(self, query: Select<case::Entity>) -> Select<case::Entity> {
        use case::Column;
        let query = match self {
            Self::Due => query.order_by_asc(Column::NextDueOn),
            Self::Unsigned => {
                return query.order_by_asc(Column::ReceivedOn).order_by_asc(Column::Id);
            }
            Self::Others => query,
        };
        query.order_by_desc(Column::ReceivedOn).order_by_desc(Column::Id)
    }
}

/// So few that sorting them is quicker than walking past all others.
const FEW: u64 = 1_000;

/// One page of a question that is not broad: what is due first comes first, after it what awaits its signature from
/// the oldest on, then the rest from the newest; exact accents before folded ones when words were asked for.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    tally: &Tally,
) -> Result<Vec<ListedCase>, AppError> {
    let is_few = tally.with_day.is_some() && tally.of(&filters.urgency) <= FEW;
    // Sorting carries only ids; the fifty rows are fetched when it is known which they are.
    let ids = match is_exact(&filters.q, db.get_database_backend()) {
        None if is_few => sorted_ids(db, actor, filters, frame, None).await?,
        None => ids_in_order(db, actor, filters, frame, tally).await?,
        Some(is_exact) => sorted_ids(db, actor, filters, frame, Some(is_exact)).await?,
    };
    rows_of(db, ids).await
}

/// The cases of some ids, in their order.
async fn rows_of(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<ListedCase>, AppError> {
    let rows = case::Entity::find().filter(case::Column::Id.is_in(ids.iter().copied()));
    let rows = rows.into_partial_model::<ListedCase>().all(db).await?;
    let mut by_id: HashMap<Uuid, ListedCase> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.into_iter().filter_map(|id| by_id.remove(&id)).collect())
}

/// How many rows come before a page. A page number beyond any list is an empty page, not an overflow.
fn before_page(page: u64) -> u64 {
    Ord::min(page.saturating_sub(1), 1_000_000) * PAGE_SIZE
}

/// Walks the parts of the worklist.
async fn ids_in_order(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    tally: &Tally,
) -> Result<Vec<Uuid>, AppError> {
    let which = condition_in_order(actor, filters, frame, db.get_database_backend());
    let (mut ids, mut skip) = (Vec::new(), before_page(filters.page));
    // Who looks for what is closed need not walk past all that is due.
    let is_empty = |part: &Part| *part == Part::Due && tally.with_day == Some(0);
    for part in Part::ALL.into_iter().filter(|part| !is_empty(part)) {
        let left = PAGE_SIZE.saturating_sub(ids.len() as u64);
        if left == 0 {
            break;
        }
        let matching = case::Entity::find().filter(which.clone()).filter(part.condition());
        let query = matching.clone().select_only().column(case::Column::Id);
        let query = part.ordered(query).offset(skip).limit(left);
        let found: Vec<Uuid> = query.into_tuple().all(db).await?;
        if found.is_empty() && skip > 0 && part != Part::Others {
            skip = skip.saturating_sub(matching.count(db).await?);
        } else if !found.is_empty() {
            skip = 0;
        }
        ids.extend(found);
    }
    Ok(ids)
}

/// Rows that are looked at of a broad question: who asks so broadly asks again before the last page of them.
pub const BROAD_ROWS: u64 = 10 * PAGE_SIZE;

/// The first matches of a question whose words stand in very many cases, and whether they are all: what holds them as
/// they were typed comes first, each in the order of the worklist.
///
/// # Errors
/// The database cannot be read.
async fn ids_of_broad(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<(Vec<Uuid>, bool), AppError> {
    let which = condition_in_order(actor, filters, frame, db.get_database_backend());
    let rank: SimpleExpr = Expr::case(is_exact_in_text(&filters.q), 0).finally(1).into();
    let mut found: Vec<(i32, Uuid)> = Vec::new();
    for part in Part::ALL {
        // One more, so that it is known whether there are more.
        let left = (BROAD_ROWS + 1).saturating_sub(found.len() as u64);
        if left == 0 {
            break;
        }
        let query = case::Entity::find().filter(which.clone()).filter(part.condition());
        let query = query.select_only().column_as(rank.clone(), "rank").column(case::Column::Id);
        let some: Vec<(i32, Uuid)> = part.ordered(query).limit(left).into_tuple().all(db).await?;
        found.extend(some);
    }
    let is_all = found.len() as u64 <= BROAD_ROWS;
    found.truncate(BROAD_ROWS as usize);
    found.sort_by_key(|(rank, _)| *rank);
    Ok((found.into_iter().map(|(_, id)| id).collect(), is_all))
}

/// A page of a broad question, and how many matches were looked at: as many as there are, or more than are looked at.
pub struct BroadPage {
    pub rows: Vec<ListedCase>,
    pub looked_at: u64,
    pub is_all: bool,
}

/// # Errors
/// The database cannot be read.
pub async fn find_broad(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
) -> Result<BroadPage, AppError> {
    let (ids, is_all) = ids_of_broad(db, actor, filters, frame).await?;
    let looked_at = ids.len() as u64;
    let first = usize::try_from(before_page(filters.page)).unwrap_or(usize::MAX);
    let ids: Vec<Uuid> = ids.into_iter().skip(first).take(PAGE_SIZE as usize).collect();
    let rows = rows_of(db, ids).await?;
    Ok(BroadPage { rows, looked_at, is_all })
}

/// Sorts all that matches; what holds the words as they were typed comes first.
async fn sorted_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    is_exact: Option<SimpleExpr>,
) -> Result<Vec<Uuid>, AppError> {
    let which = condition(actor, filters, frame, db.get_database_backend());
    let awaits = case::Column::Stage.eq(complaint::Stage::AwaitingSignature.code());
    let received_on = Expr::col(case::Column::ReceivedOn);
    let lodged_on: SimpleExpr = Expr::case(awaits.clone(), received_on).into();
    let lodged: SimpleExpr = Expr::case(awaits.clone(), Expr::col(case::Column::Id)).into();
    let awaits_first: SimpleExpr = Expr::case(awaits, 0).finally(1).into();
    let mut query = case::Entity::find().filter(which);
    if let Some(is_exact) = is_exact {
        let rank: SimpleExpr = Expr::case(is_exact, 0).finally(1).into();
        query = query.order_by(rank, Order::Asc);
    }
    let ids = query
        .select_only()
        .column(case::Column::Id)
        .order_by(Expr::col(case::Column::NextDueOn).is_null(), Order::Asc)
        .order_by_asc(case::Column::NextDueOn)
        .order_by(awaits_first, Order::Asc)
        .order_by(lodged_on, Order::Asc)
        .order_by(lodged, Order::Asc)
        .order_by_desc(case::Column::ReceivedOn)
        .order_by_desc(case::Column::Id)
        .offset(before_page(filters.page))
        .limit(PAGE_SIZE)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids)
}
