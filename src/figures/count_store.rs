//! Counts the sources of a circular for some rows of a report, and lists what stands behind a figure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::visit;
use law::visit::Outcome;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect};
use statistics::{Circular, Condition, Count, Group, How, Source};
use uuid::Uuid;

use super::Days;
use super::members::{Areas, Members};
use super::source_store::{Counted, counted, open_letters};
use crate::error::AppError;

/// What a circular needs of a source: marks to tell apart and amounts to sum.
type Needs = BTreeMap<Source, (Vec<&'static str>, Vec<&'static str>)>;

fn needs(circular: &Circular) -> Needs {
    let columns = circular.forms.iter().flat_map(|form| &form.columns);
    let counts = columns.filter_map(|column| match &column.how {
        How::Count(count) => Some(count),
        _ => None,
    });
    let mut needs = Needs::new();
    for Count { source, take, filter } in counts {
        let (marks, takes) = needs.entry(*source).or_default();
        if !takes.contains(take) {
            takes.push(take);
        }
        for Condition { mark, .. } in filter {
            if !marks.contains(mark) {
                marks.push(mark);
            }
        }
    }
    needs
}

/// The records of a period for each row of a report, counted by what the circular tells apart.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    circular: &Circular,
    rows: &[Members],
    days: Days,
    with_open_cases: bool,
) -> Result<Vec<Vec<Group>>, AppError> {
    let mut units: Vec<Uuid> = rows.iter().flat_map(Members::unit_ids).collect();
    units.sort_unstable();
    units.dedup();
    let is_divided = rows.iter().flat_map(|row| &row.0).any(|part| part.areas != Areas::All);
    let mut groups = vec![Vec::new(); rows.len()];
    for (source, (marks, takes)) in needs(circular) {
        if source == Source::Matters {
            // A matter of several units of a row is one there.
            for (row, members) in groups.iter_mut().zip(rows) {
                let part = counted(source, &members.units_of(source), days);
                let found = grouped(db, source, part, (&marks, &takes), false).await?;
                row.extend(found.into_iter().map(|(_, _, group)| group));
            }
            continue;
        }
        let mut parts = vec![counted(source, &units, days)];
        if source == Source::Letters && with_open_cases {
            parts.push(open_letters(&units, days));
        }
        for part in parts {
            let found = grouped(db, source, part, (&marks, &takes), is_divided).await?;
            for (unit_id, area, group) in found {
                for (row, members) in groups.iter_mut().zip(rows) {
                    if members.hold(unit_id, &area) {
                        row.push(group.clone());
                    }
                }
            }
        }
    }
    Ok(groups)
}

fn expression<'c>(
    all: &'c [(&'static str, SimpleExpr)],
    name: &str,
) -> Result<&'c SimpleExpr, AppError> {
    let found = all.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, expression)| expression)
        .ok_or_else(|| AppError::internal("figures", format!("{name} is not counted")))
}

async fn grouped(
    db: &impl ConnectionTrait,
    source: Source,
    counted: Counted,
    (marks, takes): (&[&'static str], &[&'static str]),
    by_area: bool,
) -> Result<Vec<(Uuid, String, Group)>, AppError> {
    let mut query = counted.from;
    let mut keys = vec![("unit", counted.unit)];
    if let Some(area) = counted.area.filter(|_| by_area) {
        keys.push(("area", area));
    }
    for mark in marks {
        keys.push((mark, expression(&counted.marks, mark)?.clone()));
    }
    let has_area = keys.iter().any(|(name, _)| *name == "area");
    let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    for (name, key) in keys {
        query.expr_as(key, Alias::new(name));
    }
    for take in takes {
        let sum = expression(&counted.takes, take)?.clone().sum();
        query.expr_as(sum.cast_as(Alias::new("bigint")), Alias::new(amount_name(take)));
    }
    // By place: an expression with bound values is not seen as the same one by PostgreSQL.
    query.cond_where(counted.condition);
    query.add_group_by((1..=count).map(|place| Expr::cust(place.to_string())));
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| read_group(row, source, (marks, takes), has_area)).collect()
}

/// Amounts and marks may share a name.
fn amount_name(take: &str) -> String {
    format!("sum of {take}")
}

fn read_group(
    row: &QueryResult,
    source: Source,
    (marks, takes): (&[&'static str], &[&'static str]),
    has_area: bool,
) -> Result<(Uuid, String, Group), AppError> {
    let area = if has_area { row.try_get("", "area")? } else { String::new() };
    let mut group = Group { source, marks: Vec::new(), amounts: Vec::new() };
    for mark in marks {
        group.marks.push((mark, row.try_get("", mark)?));
    }
    for take in takes {
        let amount: Option<i64> = row.try_get("", &amount_name(take))?;
        group.amounts.push((take, amount.unwrap_or(0)));
    }
    Ok((row.try_get("", "unit")?, area, group))
}

/// Publicly announced days of reception of some units: of heads and of delegates (columns 10 and 16 of form
/// 01/TCD), as the tables count them.
///
/// # Errors
/// The database cannot be read.
pub async fn announced_days(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    days: Days,
) -> Result<(u64, u64), AppError> {
    let part = counted(Source::Days, units, days);
    let found = grouped(db, Source::Days, part, (&["by"], &["days"]), false).await?;
    let of = |by: &str| {
        let own = found.iter().filter(|(.., group)| group.marks.iter().any(|mark| mark.1 == by));
        let sum: i64 = own.flat_map(|(.., group)| &group.amounts).map(|amount| amount.1).sum();
        u64::try_from(sum).unwrap_or(0)
    };
    Ok((of("head"), of("delegate")))
}

/// A record behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Of a case, visit, reception day or entry, by the source.
    pub id: Uuid,
    pub on: NaiveDate,
    /// What it adds to the figure.
    pub amount: i64,
}

/// A part of the records behind a figure, oldest first, whoever may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn records(
    db: &impl ConnectionTrait,
    count: &Count,
    members: &Members,
    days: Days,
    with_open_cases: bool,
    (offset, limit): (u64, u64),
) -> Result<Vec<Record>, AppError> {
    let units = members.units_of(count.source);
    let last = offset.saturating_add(limit);
    let mut found = listed(db, counted(count.source, &units, days), count, members, last).await?;
    if count.source == Source::Letters && with_open_cases {
        found.extend(listed(db, open_letters(&units, days), count, members, last).await?);
    }
    found.sort_by_key(|record| (record.on, record.id));
    let (skip, take) = (usize::try_from(offset), usize::try_from(limit));
    Ok(found.into_iter().skip(skip.unwrap_or(usize::MAX)).take(take.unwrap_or(0)).collect())
}

/// The first records of a source that a count takes something of.
async fn listed(
    db: &impl ConnectionTrait,
    counted: Counted,
    count: &Count,
    members: &Members,
    limit: u64,
) -> Result<Vec<Record>, AppError> {
    let amount = expression(&counted.takes, count.take)?.clone();
    let mut query = counted.from;
    query
        .expr_as(counted.record, Alias::new("record"))
        .expr_as(counted.day, Alias::new("day"))
        .expr_as(amount.clone(), Alias::new("amount"))
        .cond_where(counted.condition)
        .cond_where(amount.ne(0))
        .cond_where(belongs(members, &counted.unit, counted.area.as_ref()));
    for condition in &count.filter {
        let mark = expression(&counted.marks, condition.mark)?.clone();
        let values = condition.values.iter().cloned();
        let is_counted = match condition.is_negated {
            true => mark.is_not_in(values),
            false => mark.is_in(values),
        };
        query.and_where(is_counted);
    }
    query
        .order_by(Alias::new("day"), Order::Asc)
        .order_by(Alias::new("record"), Order::Asc)
        .limit(limit);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        Ok(Record {
            id: row.try_get("", "record")?,
            on: row.try_get("", "day")?,
            amount: row.try_get("", "amount")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The same as `Members::hold`, as SQL.
fn belongs(
    members: &Members,
    unit: &SimpleExpr,
    area: Option<&SimpleExpr>,
) -> sea_orm::sea_query::Condition {
    let mut any = Cond::any();
    for part in &members.0 {
        let is_unit = unit.clone().eq(part.unit_id);
        let is_area = match (&part.areas, area) {
            (Areas::All, _) | (Areas::Except(_), None) => None,
            (Areas::Only(names), Some(area)) => Some(area.clone().is_in(names.iter().cloned())),
            (Areas::Except(names), Some(area)) => {
                Some(area.clone().is_not_in(names.iter().cloned()))
            }
            // A record without a residential group belongs to who got the rest.
            (Areas::Only(_), None) => continue,
        };
        any = any.add(Cond::all().add(is_unit).add_option(is_area));
    }
    any
}

/// How many different matters were received of, counted another way than `count` does.
///
/// # Errors
/// The database cannot be read.
pub async fn distinct_matters(
    db: &impl ConnectionTrait,
    members: &Members,
    Days { from, to }: Days,
) -> Result<i64, AppError> {
    use visit::Column;
    let units = members.units_of(Source::Matters);
    let query = visit::Entity::find()
        .select_only()
        .column_as(Expr::col(Column::MatterId).count_distinct(), "matters")
        .filter(Column::UnitId.is_in(units))
        .filter(Column::ReceivedOn.between(from, to))
        .filter(Column::Outcome.ne(Outcome::Refused.code()));
    let found: Option<i64> = query.into_tuple().one(db).await?;
    Ok(found.unwrap_or(0))
}
