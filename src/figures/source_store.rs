//! Each source of the statutory tables as SQL: which rows of which table are in a period, and by what they are told
//! apart. Counting and listing use the same words, so that a figure and its list cannot differ.

use chrono::NaiveDate;
use entity::{decision_figure, execution_figure, letter_figure, reception_day, visit};
use law::visit::Outcome;
use sea_orm::sea_query::{
    Alias, CaseStatement, Cond, Condition, Expr, ExprTrait, Func, IntoColumnRef, JoinType, Query,
    SelectStatement, SimpleExpr,
};
use sea_orm::{EntityTrait, Iden};
use statistics::Source;
use uuid::Uuid;

use super::Days;
use super::management_source_store::{
    classes, conclusions, documents, inspection_progress, inspections,
};

/// A source ready to be counted or listed.
pub(super) struct Counted {
    /// FROM with its joins, without columns, conditions and order.
    pub from: SelectStatement,
    pub condition: Condition,
    pub unit: SimpleExpr,
    /// None for records without a residential group.
    pub area: Option<SimpleExpr>,
    pub marks: Vec<(&'static str, SimpleExpr)>,
    /// What a single record adds.
    pub takes: Vec<(&'static str, SimpleExpr)>,
    /// The id behind a record: of a case, visit, reception day or entry.
    pub record: SimpleExpr,
    pub day: SimpleExpr,
}

pub(super) fn col(column: impl IntoColumnRef) -> SimpleExpr {
    Expr::col(column)
}

pub(super) fn text(value: &str) -> SimpleExpr {
    Expr::val(value)
}

/// The value of the first condition that holds, else the last value.
pub(super) fn first_of(cases: Vec<(SimpleExpr, SimpleExpr)>, otherwise: SimpleExpr) -> SimpleExpr {
    let mut statement = CaseStatement::new();
    for (condition, value) in cases {
        statement = statement.case(condition, value);
    }
    statement.finally(otherwise).into()
}

pub(super) fn yes_or_no(condition: SimpleExpr) -> SimpleExpr {
    first_of(vec![(condition, text("yes"))], text("no"))
}

pub(super) fn one() -> SimpleExpr {
    Expr::val(1_i64)
}

/// As wide as the others, so that sums fit.
pub(super) fn number(value: SimpleExpr) -> SimpleExpr {
    value.cast_as(Alias::new("bigint"))
}

pub(super) fn from_table<E: EntityTrait>(entity: E) -> SelectStatement {
    Query::select().from(entity).to_owned()
}

/// The source for some units and a period.
pub(super) fn counted(source: Source, units: &[Uuid], days: Days) -> Counted {
    match source {
        Source::Visits => visits(units, days),
        Source::Matters => matters(units, days),
        Source::Days => reception_days(units, days),
        Source::Letters => letters(units, days),
        Source::Decisions => decisions(units, days),
        Source::Executions => executions(units, days),
        Source::Progress => progress(units, days),
        Source::Documents => documents(units, days),
        Source::Classes => classes(units, days),
        Source::Inspections => inspections(units, days),
        Source::Conclusions => conclusions(units, days),
        Source::InspectionProgress => inspection_progress(units, days),
    }
}

fn received(units: &[Uuid], Days { from, to }: Days) -> Condition {
    use visit::Column;
    Cond::all()
        .add(col(Column::UnitId).is_in(units.iter().copied()))
        .add(col(Column::ReceivedOn).between(from, to))
        .add(col(Column::Outcome).ne(Outcome::Refused.code()))
}

/// Head before delegate before regular reception (note of form 01/TCD).
fn rank_of_mode() -> SimpleExpr {
    let is = |codes: [&'static str; 2]| col(visit::Column::Mode).is_in(codes);
    first_of(
        vec![
            (is(["head-scheduled", "head-unscheduled"]), Expr::val(0_i32)),
            (is(["delegate-scheduled", "delegate-unscheduled"]), Expr::val(1_i32)),
        ],
        Expr::val(2_i32),
    )
}

fn by_rank(rank: SimpleExpr) -> SimpleExpr {
    first_of(
        vec![(rank.clone().eq(0), text("head")), (rank.eq(1), text("delegate"))],
        text("regular"),
    )
}

fn visits(units: &[Uuid], days: Days) -> Counted {
    use visit::Column;
    let people = || number(col(Column::People));
    // TD-15: five people or more are a group.
    let least = law::visit::group_from().and_then(|least| i32::try_from(least).ok());
    let is_group = col(Column::People).gte(least.unwrap_or(i32::MAX));
    let if_group = |value: SimpleExpr| first_of(vec![(is_group.clone(), value)], Expr::val(0_i64));
    Counted {
        from: from_table(visit::Entity),
        condition: received(units, days),
        unit: col(Column::UnitId),
        area: None,
        marks: vec![("by", by_rank(rank_of_mode()))],
        takes: vec![
            ("turns", one()),
            ("people", people()),
            ("groups", if_group(one())),
            ("group-people", if_group(people())),
        ],
        record: col(Column::Id),
        day: col(Column::ReceivedOn),
    }
}

/// A matter once, whichever of its visits are in the period and at whichever of the units; its record is its first
/// visit. It belongs to all these units together, so they are those of one row; the first stands for them.
fn matters(units: &[Uuid], days: Days) -> Counted {
    use visit::Column;
    let matter = Alias::new("matter");
    let of = |name: &'static str| col((Alias::new("matter"), Alias::new(name)));
    let inner = Query::select()
        .column(Column::MatterId)
        .expr_as(Func::min(rank_of_mode()), Alias::new("rank_no"))
        .expr_as(Func::min(col(Column::ReceivedOn)), Alias::new("first_on"))
        .from(visit::Entity)
        .cond_where(received(units, days))
        .group_by_col(Column::MatterId)
        .to_owned();
    let earlier = Query::select()
        .expr(Expr::val(1))
        .from(visit::Entity)
        .and_where(col((visit::Entity, Column::MatterId)).eq(of("matter_id")))
        .and_where(col((visit::Entity, Column::ReceivedOn)).lt(days.from))
        .and_where(col((visit::Entity, Column::Outcome)).ne(Outcome::Refused.code()))
        .to_owned();
    Counted {
        from: Query::select().from_subquery(inner, matter).to_owned(),
        condition: Cond::all(),
        unit: Expr::val(units.first().copied().unwrap_or_default()),
        area: None,
        marks: vec![("by", by_rank(of("rank_no"))), ("known", yes_or_no(Expr::exists(earlier)))],
        takes: vec![("matters", one())],
        record: of("matter_id"),
        day: of("first_on"),
    }
}

/// Publicly announced days, held or not (note of form 01/TCD on columns 10 and 16). A day is held only after it was
/// posted (`law::reception`); one that was put off is announced again with its new day. Until it is held it is the
/// head's.
fn reception_days(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use reception_day::Column;
    let by =
        first_of(vec![(col(Column::ReceivedBy).eq("delegate"), text("delegate"))], text("head"));
    Counted {
        from: from_table(reception_day::Entity),
        condition: Cond::all()
            .add(col(Column::UnitId).is_in(units.iter().copied()))
            .add(col(Column::HeldOn).between(from, to))
            .add(col(Column::PostedOn).is_not_null()),
        unit: col(Column::UnitId),
        area: None,
        marks: vec![("by", by)],
        takes: vec![("days", one())],
        record: col(Column::Id),
        day: col(Column::HeldOn),
    }
}

fn letter_marks(Days { from, to }: Days, state: SimpleExpr) -> Vec<(&'static str, SimpleExpr)> {
    use letter_figure::Column;
    let by_then = |column: Column| col(column).lte(to);
    let handling = first_of(
        vec![
            (col(Column::ProcessedOn).gt(to), text("")),
            (by_then(Column::ChangedOn), col(Column::ChangedTo)),
        ],
        col(Column::Handling),
    );
    let status = first_of(
        vec![
            (by_then(Column::StoppedOn), text("stopped")),
            (by_then(Column::RefusedOn), text("refused")),
            (by_then(Column::AcceptedOn), text("accepted")),
        ],
        text("reviewing"),
    );
    vec![
        ("kind", col(Column::Kind)),
        ("level", col(Column::Level)),
        ("field", col(Column::Field)),
        ("state", state),
        ("carried", yes_or_no(col(Column::ReceivedOn).lt(from))),
        ("handling", handling),
        ("status", status),
    ]
}

fn counted_letters(condition: Condition, days: Days, state: SimpleExpr) -> Counted {
    use letter_figure::Column;
    Counted {
        from: from_table(letter_figure::Entity),
        condition,
        unit: col(Column::UnitId),
        area: Some(col(Column::Area)),
        marks: letter_marks(days, state),
        // A letter is a case here; several letters of one case are several cases until they are joined.
        takes: vec![("letters", one()), ("cases", one())],
        record: col(Column::CaseId),
        day: col(Column::ReceivedOn),
    }
}

/// In the period, as they stood on its last day: received by then and not yet processed at its start.
fn letters(units: &[Uuid], days: Days) -> Counted {
    use letter_figure::Column;
    let condition = Cond::all()
        .add(col(Column::UnitId).is_in(units.iter().copied()))
        .add(col(Column::ProcessedOn).gte(days.from))
        .add(col(Column::BeginsOn).lte(days.to))
        .add(col(Column::EndsOn).gt(days.to));
    let processed = col(Column::ProcessedOn).lte(days.to);
    let state = first_of(vec![(processed, text("processed"))], text("waiting"));
    counted_letters(condition, days, state)
}

/// Processed before the period and not resolved at its start: counted where the setting says so.
pub(super) fn open_letters(units: &[Uuid], days: Days) -> Counted {
    use letter_figure::Column;
    let condition = Cond::all()
        .add(col(Column::UnitId).is_in(units.iter().copied()))
        .add(col(Column::ResolvedOn).gte(days.from))
        .add(col(Column::ProcessedOn).lt(days.from))
        .add(col(Column::EndsOn).gt(days.to))
        .add(
            Cond::any()
                .add(col(Column::Handling).eq("within"))
                .add(col(Column::ChangedTo).eq("within")),
        );
    counted_letters(condition, days, text("open"))
}

fn decision_takes() -> Vec<(&'static str, SimpleExpr)> {
    use decision_figure::Column;
    let table = |column: Column| col((decision_figure::Entity, column));
    vec![
        ("decisions", one()),
        ("state-money", table(Column::StateMoney)),
        ("state-land", table(Column::StateLand)),
        ("returned-money", table(Column::ReturnedMoney)),
        ("returned-land", table(Column::ReturnedLand)),
        ("returned-organisations", table(Column::ReturnedOrganisations)),
        ("returned-people", table(Column::ReturnedPeople)),
        ("handled-organisations", table(Column::HandledOrganisations)),
        ("handled-people", table(Column::HandledPeople)),
        ("handled-officials", table(Column::HandledOfficials)),
        ("transferred-cases", table(Column::TransferredCases)),
        ("transferred-people", table(Column::TransferredPeople)),
        ("transferred-officials", table(Column::TransferredOfficials)),
    ]
}

fn decisions(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use decision_figure::Column;
    let table = |column: Column| col((decision_figure::Entity, column));
    Counted {
        from: from_table(decision_figure::Entity),
        condition: Cond::all()
            .add(table(Column::UnitId).is_in(units.iter().copied()))
            .add(table(Column::IssuedOn).between(from, to)),
        unit: table(Column::UnitId),
        area: Some(table(Column::Area)),
        marks: vec![
            ("kind", table(Column::Kind)),
            ("level", table(Column::Level)),
            ("outcome", table(Column::Outcome)),
        ],
        takes: decision_takes(),
        record: table(Column::CaseId),
        day: table(Column::IssuedOn),
    }
}

/// What is due is what was recommended less what was done before the period.
fn executions(units: &[Uuid], days: Days) -> Counted {
    use decision_figure::Column;
    let table = |column: Column| col((decision_figure::Entity, column));
    let before = Alias::new("done_before");
    let done = |name: &'static str| col((Alias::new("done_before"), Alias::new(name)));
    let joined = Cond::all()
        .add(done("case_id").eq(table(Column::CaseId)))
        .add(done("decision_seq").eq(table(Column::Seq)));
    let mut from = from_table(decision_figure::Entity);
    from.join_subquery(JoinType::LeftJoin, executed_before(units, days.from), before, joined);
    let due = |column: Column, name: &'static str| {
        let done: SimpleExpr = Func::coalesce([done(name), Expr::val(0_i64)]).into();
        let is_left = table(column).gt(done.clone());
        first_of(vec![(is_left, table(column).sub(done))], Expr::val(0_i64))
    };
    let finished = table(Column::ExecutedOn).between(days.from, days.to);
    Counted {
        from,
        condition: Cond::all()
            .add(table(Column::UnitId).is_in(units.iter().copied()))
            .add(table(Column::LeftOn).gte(days.from))
            .add(table(Column::IssuedOn).lte(days.to)),
        unit: table(Column::UnitId),
        area: Some(table(Column::Area)),
        marks: vec![("kind", table(Column::Kind)), ("finished", yes_or_no(finished))],
        takes: vec![
            ("decisions", one()),
            ("state-money", due(Column::StateMoney, "state_money")),
            ("state-land", due(Column::StateLand, "state_land")),
            ("returned-money", due(Column::ReturnedMoney, "returned_money")),
            ("returned-land", due(Column::ReturnedLand, "returned_land")),
        ],
        record: table(Column::CaseId),
        day: table(Column::IssuedOn),
    }
}

fn executed_before(units: &[Uuid], day: NaiveDate) -> SelectStatement {
    use execution_figure::Column;
    let mut query = Query::select();
    query.columns([Column::CaseId, Column::DecisionSeq]);
    for column in
        [Column::StateMoney, Column::StateLand, Column::ReturnedMoney, Column::ReturnedLand]
    {
        let name = Alias::new(column.unquoted());
        query.expr_as(col(column).sum().cast_as(Alias::new("bigint")), name);
    }
    query
        .from(execution_figure::Entity)
        .and_where(col(Column::UnitId).is_in(units.iter().copied()))
        .and_where(col(Column::OnDate).lt(day))
        .group_by_columns([Column::CaseId, Column::DecisionSeq])
        .to_owned()
}

fn progress(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use execution_figure::Column;
    Counted {
        from: from_table(execution_figure::Entity),
        condition: Cond::all()
            .add(col(Column::UnitId).is_in(units.iter().copied()))
            .add(col(Column::OnDate).between(from, to)),
        unit: col(Column::UnitId),
        area: Some(col(Column::Area)),
        marks: vec![("kind", col(Column::Kind))],
        takes: vec![
            ("state-money", col(Column::StateMoney)),
            ("state-land", col(Column::StateLand)),
            ("returned-money", col(Column::ReturnedMoney)),
            ("returned-land", col(Column::ReturnedLand)),
            ("handled-organisations", col(Column::HandledOrganisations)),
            ("handled-people", col(Column::HandledPeople)),
            ("handled-officials", col(Column::HandledOfficials)),
            ("prosecuted-cases", col(Column::ProsecutedCases)),
            ("prosecuted-people", col(Column::ProsecutedPeople)),
            ("prosecuted-officials", col(Column::ProsecutedOfficials)),
        ],
        record: col(Column::CaseId),
        day: col(Column::OnDate),
    }
}
