//! The visibility scope (phạm vi được xem): the one condition behind every list, search, count,
//! report and export. `policy::sees` is the same rule on a loaded case; a test holds them together.

use entity::{campaign, case, commitment, document, management_entry, meeting, visit};
use law::visit::Matter;
use sea_orm::sea_query::{Expr, ExprTrait, IntoIden, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

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
    let cases = Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(visible_cases(actor))
        .to_owned();
    let of_case =
        Condition::any().add(Column::CaseId.is_null()).add(Column::CaseId.in_subquery(cases));
    Condition::all().add(is_there).add(of_case)
}

/// Which promises an actor may see: those of the meetings they see, and those they answer for.
pub fn visible_commitments(actor: &Actor) -> Condition {
    use commitment::Column;
    let meetings = Query::select()
        .column(meeting::Column::Id)
        .from(meeting::Entity)
        .cond_where(visible_meetings(actor))
        .to_owned();
    let own = Condition::any().add(Column::ResponsibleId.eq(actor.account_id));
    own.add(Column::MeetingId.in_subquery(meetings))
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
    let ids = |column: sea_orm::sea_query::DynIden,
               table: sea_orm::sea_query::DynIden,
               which: Condition| {
        Query::select().column(column).from(table).cond_where(which).to_owned()
    };
    let cases = ids(case::Column::Id.into_iden(), case::Entity.into_iden(), visible_cases(actor));
    let visits =
        ids(visit::Column::Id.into_iden(), visit::Entity.into_iden(), visible_visits(actor));
    let meetings =
        ids(meeting::Column::Id.into_iden(), meeting::Entity.into_iden(), visible_meetings(actor));
    let of_no_case = Condition::any()
        .add(Column::VisitId.in_subquery(visits))
        .add(Column::MeetingId.in_subquery(meetings));
    let is_there = Condition::any()
        .add(Column::CaseId.in_subquery(cases))
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
    let cases = |which: Condition| {
        let ids = case::Entity::find().select_only().column(case::Column::Id).filter(which);
        Column::CaseId.in_subquery(ids.into_query())
    };
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
