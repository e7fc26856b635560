//! The visibility scope (phạm vi được xem): the one condition behind every list, search, count,
//! report and export. `policy::sees` is the same rule on a loaded case; a test holds them together.

use entity::{
    campaign, case, commitment, deadline, dialogue, document, management_entry, meeting, visit,
};
use law::visit::Matter;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait};

use super::access::Access;
use super::{Actor, Confidentiality, Reach, Role};

/// Which cases an actor may see, as SQL.
pub fn visible_cases(actor: &Actor) -> Condition {
    visible(actor, Expr::col((case::Entity, case::Column::UnitId)))
}

/// The same where cases are read in an order that all units share. The plus keeps SQLite from reading them unit by
/// unit and sorting them all.
pub fn visible_cases_in_order(actor: &Actor, backend: DbBackend) -> Condition {
    match backend {
        DbBackend::Sqlite => visible(actor, Expr::cust("+cases.unit_id")),
        _ => visible_cases(actor),
    }
}

fn visible(actor: &Actor, unit_id: SimpleExpr) -> Condition {
    let in_unit = unit_id.is_in(actor.unit_ids.iter().copied());
    let is_there = match actor.role {
        Role::Citizen => Condition::all().add(case::COLUMN.citizen_id.eq(actor.account_id)),
        Role::Officer => {
            Condition::any().add(in_unit).add(case::COLUMN.assignee_id.eq(actor.account_id))
        }
        Role::Reception | Role::Chairman | Role::Leader | Role::Inspector | Role::Front => {
            Condition::all().add(in_unit)
        }
        // No unit has the nil id, so this is "none" in a form both databases accept.
        Role::Admin => Condition::all().add(case::COLUMN.unit_id.eq(uuid::Uuid::nil())),
    };
    Condition::all().add(is_there).add(is_open_to(actor))
}

/// Which deadlines an actor counts: those of the cases that [`visible_cases`] gives them for figures, told by what a
/// deadline repeats of its case. Figures are of whole units; who has none of those counts nothing.
pub fn counted_deadlines(actor: &Actor) -> Condition {
    counted(actor, deadline::Column::UnitId, deadline::Column::Confidentiality)
}

/// The same of the dialogues of cases.
pub fn counted_dialogues(actor: &Actor) -> Condition {
    counted(actor, dialogue::Column::UnitId, dialogue::Column::Confidentiality)
}

fn counted<C: ColumnTrait>(actor: &Actor, unit_id: C, confidentiality: C) -> Condition {
    if !Access::Reports.admits(Some(actor.role)) {
        return Condition::all().add(unit_id.eq(uuid::Uuid::nil()));
    }
    Condition::all()
        .add(unit_id.is_in(actor.unit_ids.iter().copied()))
        .add(confidentiality.ne(Confidentiality::Sealed.code()))
}

/// Whether the row an id names is there and fulfils a condition. Asked row by row: a list of all ids that do would be
/// made of every case there is, for a single row too.
fn is_one_of<E: EntityTrait, C: ColumnTrait>(
    (table, id): (E, C),
    is: impl IntoColumnRef,
    which: Condition,
) -> SimpleExpr {
    let query = Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, id)).eq(Expr::col(is)))
        .cond_where(which)
        .to_owned();
    Expr::exists(query)
}

/// Whether the case an id names is one an actor may see.
pub fn is_of_visible_case(case_id: impl IntoColumnRef, actor: &Actor) -> SimpleExpr {
    is_of_case(case_id, visible_cases(actor))
}

/// Whether the case an id names is one of some.
pub fn is_of_case(case_id: impl IntoColumnRef, which: Condition) -> SimpleExpr {
    is_one_of((case::Entity, case::Column::Id), case_id, which)
}

/// Which meetings an actor may see: those of their units, and those they chair or prepare themselves; one
/// about a case only with the case.
pub fn visible_meetings(actor: &Actor) -> Condition {
    use meeting::Column;
    if !Access::Dialogues.admits(Some(actor.role)) {
        return Condition::all().add(Column::UnitId.eq(uuid::Uuid::nil()));
    }
    let me = actor.account_id;
    let own = Condition::any().add(Column::ChairId.eq(me)).add(Column::OfficerId.eq(me));
    let is_there = own.add(Column::UnitId.is_in(actor.unit_ids.iter().copied()));
    let case_id = (meeting::Entity, Column::CaseId);
    let of_case =
        Condition::any().add(Column::CaseId.is_null()).add(is_of_visible_case(case_id, actor));
    Condition::all().add(is_there).add(of_case)
}

/// Which promises an actor may see: those of the meetings they see, and those they answer for.
pub fn visible_commitments(actor: &Actor) -> Condition {
    use commitment::Column;
    let meeting_id = (commitment::Entity, Column::MeetingId);
    let own = Condition::any().add(Column::ResponsibleId.eq(actor.account_id));
    own.add(is_one_of((meeting::Entity, meeting::Column::Id), meeting_id, visible_meetings(actor)))
}

/// Which campaigns an actor may see: those of their units.
pub fn visible_campaigns(actor: &Actor) -> Condition {
    if !Access::Dialogues.admits(Some(actor.role)) {
        return Condition::all().add(campaign::Column::UnitId.eq(uuid::Uuid::nil()));
    }
    Condition::all().add(campaign::Column::UnitId.is_in(actor.unit_ids.iter().copied()))
}

/// Which lines of the register of management work an actor may see: those of their units;
/// `management::sees_management` is the same on a loaded one.
pub fn visible_management(actor: &Actor) -> Condition {
    use management_entry::Column;
    if !actor.role.reads_management() {
        return Condition::all().add(Column::UnitId.eq(uuid::Uuid::nil()));
    }
    Condition::all().add(Column::UnitId.is_in(actor.unit_ids.iter().copied()))
}

/// Not too secret, or their own work; denunciations by their reach.
fn is_open_to(actor: &Actor) -> Condition {
    let me = actor.account_id;
    let is_sealed = || case::COLUMN.confidentiality.eq(Confidentiality::Sealed.code());
    let is_assignee = || case::COLUMN.assignee_id.eq(me);
    let open = Confidentiality::CHOICES.into_iter().filter(|level| *level <= actor.ceiling);
    let is_below = case::COLUMN.confidentiality.is_in(open.map(Confidentiality::code));
    let not_sealed = case::COLUMN.confidentiality.ne(Confidentiality::Sealed.code());
    let is_own_work = Condition::any().add(is_assignee()).add(case::COLUMN.registered_by.eq(me));
    let plain =
        Condition::any().add(is_below).add(Condition::all().add(not_sealed).add(is_own_work));
    match actor.denunciations {
        Reach::Nothing => plain,
        Reach::Assigned => plain.add(Condition::all().add(is_sealed()).add(is_assignee())),
        Reach::Units => plain.add(is_sealed()),
    }
}

/// Which papers an actor may see: those of the cases, visits and meetings they see. A paper of a case is seen
/// with the case alone.
pub fn visible_documents(actor: &Actor) -> Condition {
    use document::Column;
    if !Access::Cases.admits(Some(actor.role)) {
        return Condition::all().add(Column::UnitId.eq(uuid::Uuid::nil()));
    }
    let of = |column: Column| (document::Entity, column);
    let case = is_of_visible_case(of(Column::CaseId), actor);
    let visit =
        is_one_of((visit::Entity, visit::Column::Id), of(Column::VisitId), visible_visits(actor));
    let meeting = is_one_of(
        (meeting::Entity, meeting::Column::Id),
        of(Column::MeetingId),
        visible_meetings(actor),
    );
    let of_no_case = Condition::any().add(visit).add(meeting);
    let is_there = Condition::any()
        .add(case)
        .add(Condition::all().add(Column::CaseId.is_null()).add(of_no_case));
    match actor.role {
        // Who watches over the law being kept reads what was issued, not what an office is still writing.
        Role::Front => Condition::all().add(is_there).add(Column::IssuedOn.is_not_null()),
        _ => is_there,
    }
}

/// Which visits of the register an actor may see, as SQL; `visits::sees_visit` is the same on a loaded one.
pub fn visible_visits(actor: &Actor) -> Condition {
    use visit::Column;
    if !actor.role.reads_visits() {
        return Condition::all().add(Column::UnitId.eq(uuid::Uuid::nil()));
    }
    let me = actor.account_id;
    let in_unit = || Column::UnitId.is_in(actor.unit_ids.iter().copied());
    let is_denunciation = || Column::Kind.eq(Matter::Denunciation.code());
    let case_id = (visit::Entity, Column::CaseId);
    let cases = |which: Condition| is_of_case(case_id, which);
    let mut is_there = Condition::any().add(in_unit());
    if actor.role == Role::Officer {
        is_there = is_there.add(cases(Condition::all().add(case::COLUMN.assignee_id.eq(me))));
    }
    let is_open = Condition::any()
        .add(Column::CaseId.is_null())
        .add(Column::CreatedBy.eq(me))
        .add(cases(visible_cases(actor)));
    let plain = Condition::all()
        .add(Column::Kind.ne(Matter::Denunciation.code()))
        .add(is_there)
        .add(is_open);
    match actor.denunciations {
        Reach::Units => {
            Condition::any().add(plain).add(Condition::all().add(is_denunciation()).add(in_unit()))
        }
        Reach::Nothing | Reach::Assigned => plain,
    }
}
