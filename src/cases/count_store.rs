//! How many cases there are, from the lines the database adds with every change of one (`case_counts`): as quick over
//! a million cases as over ten thousand.

use entity::{case, case_count};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::search::{Filters, Frame, condition};
use crate::db::Tx;
use crate::error::AppError;
use crate::policy::{Actor, Confidentiality, Reach, Role};

/// Which cases of a reader the lines count: these levels of the reader's units. What else the reader sees is their own
/// work, which is counted one by one.
pub struct Counted {
    units: Vec<Uuid>,
    levels: Vec<&'static str>,
    has_own_work: bool,
}

impl Counted {
    /// None where a filter asks for more than the lines tell apart, or the role sees other than whole levels.
    pub fn of(actor: &Actor, filters: &Filters) -> Option<Self> {
        let Filters { kind, stage, field, unit, page, .. } = filters.clone();
        let told_apart = Filters { kind, stage, field, unit, page, ..Filters::default() };
        let sees_levels = !matches!(actor.role, Role::Citizen | Role::Admin);
        if *filters != told_apart || !sees_levels || actor.ceiling < Confidentiality::Ordinary {
            return None;
        }
        let open = Confidentiality::CHOICES.into_iter().filter(|level| *level <= actor.ceiling);
        let mut levels: Vec<&'static str> = open.map(Confidentiality::code).collect();
        if actor.denunciations == Reach::Units {
            levels.push(Confidentiality::Sealed.code());
        }
        let has_own_work = actor.role == Role::Officer
            || actor.ceiling < Confidentiality::Restricted
            || actor.denunciations == Reach::Assigned;
        Some(Self { units: actor.unit_ids.clone(), levels, has_own_work })
    }
}

#[derive(Default, FromQueryResult)]
struct Sums {
    all_cases: Option<i64>,
    open_cases: Option<i64>,
}

impl Sums {
    /// All, and those that are open; the sum of nothing is none.
    fn both(&self) -> (i64, i64) {
        (self.all_cases.unwrap_or(0), self.open_cases.unwrap_or(0))
    }
}

/// How many cases match, and how many of them are open.
///
/// # Errors
/// The database cannot be read.
pub async fn all_and_open(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    counted: &Counted,
) -> Result<(i64, i64), AppError> {
    use case_count::Column;
    let open: SimpleExpr =
        Expr::case(Column::IsOpen.eq(true), Expr::col(Column::Cases)).finally(0).into();
    let sum = |value: SimpleExpr| value.sum().cast_as("bigint");
    let mut query = case_count::Entity::find()
        .select_only()
        .column_as(sum(Expr::col(Column::Cases)), "all_cases")
        .column_as(sum(open), "open_cases")
        .filter(Column::UnitId.is_in(counted.units.iter().copied()))
        .filter(Column::Confidentiality.is_in(counted.levels.iter().copied()));
    for (column, value) in [
        (Column::Kind, &filters.kind),
        (Column::Stage, &filters.stage),
        (Column::Field, &filters.field),
    ] {
        if !value.is_empty() {
            query = query.filter(column.eq(value.as_str()));
        }
    }
    if !filters.unit.is_empty() {
        query = query.filter(Column::UnitId.eq(filters.unit.parse::<Uuid>().unwrap_or_default()));
    }
    let (all, open) = query.into_model::<Sums>().one(db).await?.unwrap_or_default().both();
    if !counted.has_own_work {
        return Ok((all, open));
    }
    let own = own_work(actor, counted);
    let which = condition(actor, filters, frame, db.get_database_backend()).add(own);
    let is_open = Expr::case(case::Column::IsOpen.eq(true), 1).finally(0);
    let rest = case::Entity::find()
        .filter(which)
        .select_only()
        .column_as(Expr::cust("*").count(), "all_cases")
        .column_as(Expr::expr(is_open).sum(), "open_cases")
        .into_model::<Sums>()
        .one(db)
        .await?;
    let (own_all, own_open) = rest.unwrap_or_default().both();
    Ok((all + own_all, open + own_open))
}

/// The reader's own work that the lines do not count. What somebody wrote down is theirs beyond the levels alone.
fn own_work(actor: &Actor, counted: &Counted) -> Condition {
    use case::Column;
    let me = actor.account_id;
    let is_secret = Expr::cust("cases.confidentiality <> 'ordinary'");
    let is_registered = Condition::all().add(Column::RegisteredBy.eq(me)).add(is_secret);
    let is_counted = Condition::all()
        .add(Column::UnitId.is_in(counted.units.iter().copied()))
        .add(Column::Confidentiality.is_in(counted.levels.iter().copied()));
    let is_mine = Condition::any().add(Column::AssigneeId.eq(me)).add(is_registered);
    Condition::all().add(is_mine).add(is_counted.not())
}

const ALIKE: &str = "unit_id, kind, field, stage, confidentiality, is_open";

/// Whether so many lines came that it is worth putting those together that are alike.
///
/// # Errors
/// The database cannot be read.
pub async fn has_many_lines(db: &impl ConnectionTrait) -> Result<bool, AppError> {
    use case_count::Column;
    let alike = case_count::Entity::find().select_only().distinct().columns([
        Column::UnitId,
        Column::Kind,
        Column::Field,
        Column::Stage,
        Column::Confidentiality,
        Column::IsOpen,
    ]);
    let lines = case_count::Entity::find().count(db).await?;
    Ok(lines > 1_000 + 2 * alike.count(db).await?)
}

/// Puts lines that are alike together.
///
/// # Errors
/// The database refuses.
pub async fn put_together(tx: &Tx) -> Result<(), AppError> {
    let newest = case_count::Entity::find().order_by_desc(case_count::Column::Id).one(tx).await?;
    let Some(newest) = newest else { return Ok(()) };
    let sums = |of: &str| {
        format!(
            "INSERT INTO case_counts ({ALIKE}, cases) SELECT {ALIKE}, SUM(cases) FROM {of} \
             GROUP BY {ALIKE} HAVING SUM(cases) <> 0"
        )
    };
    let backend = tx.get_database_backend();
    let statements = match backend {
        // In one statement: a line that is committed meanwhile is neither summed nor deleted.
        DbBackend::Postgres => {
            let gone = format!("DELETE FROM case_counts WHERE id <= $1 RETURNING {ALIKE}, cases");
            vec![format!("WITH gone AS ({gone}) {}", sums("gone"))]
        }
        _ => vec![
            sums("case_counts WHERE id <= ?"),
            "DELETE FROM case_counts WHERE id <= ?".to_owned(),
        ],
    };
    for text in statements {
        let statement = Statement::from_sql_and_values(backend, text, [newest.id.into()]);
        tx.execute_raw(statement).await?;
    }
    Ok(())
}

/// Units whose lines do not count the cases there are; none, unless rows were changed past the database's own rules.
///
/// # Errors
/// The database cannot be read.
pub async fn miscounted(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, AppError> {
    let text = format!(
        "SELECT DISTINCT unit_id FROM (\
         SELECT {ALIKE}, SUM(cases) AS cases FROM (\
         SELECT {ALIKE}, cases FROM case_counts UNION ALL SELECT {ALIKE}, -1 FROM cases) AS lines \
         GROUP BY {ALIKE}) AS sums WHERE cases <> 0"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), text)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Counts all cases anew.
///
/// # Errors
/// The database refuses.
pub async fn count_anew(tx: &Tx) -> Result<(), AppError> {
    let gone = "DELETE FROM case_counts";
    let anew = format!(
        "INSERT INTO case_counts ({ALIKE}, cases) SELECT {ALIKE}, COUNT(*) FROM cases GROUP BY {ALIKE}"
    );
    let statements = match tx.get_database_backend() {
        // In one statement: a case that is committed meanwhile keeps its line and is not counted here.
        DbBackend::Postgres => vec![format!("WITH gone AS ({gone}) {anew}")],
        _ => vec![gone.to_owned(), anew],
    };
    for text in statements {
        tx.execute_unprepared(&text).await?;
    }
    Ok(())
}
