//! The visibility scope (phạm vi được xem): the one condition behind every list, search, count,
//! report and export. `policy::sees` is the same rule on a loaded case; a test holds them together.

use entity::case;
use sea_orm::Condition;

use super::{Actor, Confidentiality, Reach, Role};

/// Which cases an actor may see, as SQL.
pub fn visible_cases(actor: &Actor) -> Condition {
    let in_unit = case::COLUMN.unit_id.is_in(actor.unit_ids.clone());
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
