//! The register of management work as a source of form 06/QLKNTC. What was struck out was a slip and counts nowhere.

use entity::{management_entry, management_progress};
use sea_orm::sea_query::{Cond, Condition, ExprTrait, JoinType, SimpleExpr};
use uuid::Uuid;

use super::Days;
use super::source_store::{Counted, col, from_table, number, one, yes_or_no};
use crate::management::Kind;

fn entry(column: management_entry::Column) -> SimpleExpr {
    col((management_entry::Entity, column))
}

fn of_kind(units: &[Uuid], kinds: &[Kind]) -> Condition {
    use management_entry::Column;
    Cond::all()
        .add(entry(Column::UnitId).is_in(units.iter().copied()))
        .add(entry(Column::Kind).is_in(kinds.iter().map(|kind| kind.code())))
        .add(entry(Column::StruckOn).is_null())
}

fn entries(
    condition: Condition,
    marks: Vec<(&'static str, SimpleExpr)>,
    takes: Vec<(&'static str, SimpleExpr)>,
) -> Counted {
    use management_entry::Column;
    Counted {
        from: from_table(management_entry::Entity),
        condition,
        unit: entry(Column::UnitId),
        area: None,
        marks,
        takes,
        record: entry(Column::Id),
        day: entry(Column::OnDate),
    }
}

pub(super) fn documents(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use management_entry::Column;
    let kinds = [Kind::Issued, Kind::Amended, Kind::Cancelled];
    let condition = of_kind(units, &kinds).add(entry(Column::OnDate).between(from, to));
    let marks = vec![("change", entry(Column::Kind))];
    entries(condition, marks, vec![("documents", one())])
}

pub(super) fn classes(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use management_entry::Column;
    let condition = of_kind(units, &[Kind::Class]).add(entry(Column::OnDate).between(from, to));
    let takes = vec![("classes", one()), ("people", number(entry(Column::People)))];
    entries(condition, Vec::new(), takes)
}

/// Begun by the last day of the period and not concluded before its first.
pub(super) fn inspections(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use management_entry::Column;
    let not_before = Cond::any()
        .add(entry(Column::ConcludedOn).is_null())
        .add(entry(Column::ConcludedOn).gte(from));
    let condition =
        of_kind(units, &[Kind::Inspection]).add(entry(Column::OnDate).lte(to)).add(not_before);
    let concluded = entry(Column::ConcludedOn).between(from, to);
    let takes = vec![
        ("inspections", one()),
        ("units", number(entry(Column::Units))),
        ("handled-organisations", number(entry(Column::RecOrganisations))),
        ("handled-people", number(entry(Column::RecPeople))),
        ("transferred-organisations", number(entry(Column::TransferredOrganisations))),
        ("transferred-people", number(entry(Column::TransferredPeople))),
    ];
    entries(condition, vec![("concluded", yes_or_no(concluded))], takes)
}

/// Concluded by the last day of the period and not finished before its first.
pub(super) fn conclusions(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use management_entry::Column;
    let not_before = Cond::any()
        .add(entry(Column::FinishedOn).is_null())
        .add(entry(Column::FinishedOn).gte(from));
    let condition =
        of_kind(units, &[Kind::Inspection]).add(entry(Column::ConcludedOn).lte(to)).add(not_before);
    entries(condition, Vec::new(), vec![("conclusions", one())])
}

pub(super) fn inspection_progress(units: &[Uuid], Days { from, to }: Days) -> Counted {
    use management_progress::Column;
    let of = |column: Column| col((management_progress::Entity, column));
    let mut table = from_table(management_progress::Entity);
    let joined = entry(management_entry::Column::Id).eq(of(Column::EntryId));
    table.join(JoinType::InnerJoin, management_entry::Entity, joined);
    Counted {
        from: table,
        condition: of_kind(units, &[Kind::Inspection])
            .add(of(Column::StruckOn).is_null())
            .add(of(Column::OnDate).between(from, to)),
        unit: entry(management_entry::Column::UnitId),
        area: None,
        marks: Vec::new(),
        takes: vec![
            ("handled-organisations", number(of(Column::Organisations))),
            ("handled-people", number(of(Column::People))),
            ("prosecuted-cases", number(of(Column::ProsecutedCases))),
            ("prosecuted-people", number(of(Column::ProsecutedPeople))),
        ],
        record: entry(management_entry::Column::Id),
        day: of(Column::OnDate),
    }
}
