//! The visibility scope (phạm vi được xem): the one condition behind every list, search, count,
//! report and export. `policy::sees` is the same rule on a loaded case; a test holds them together.

use entity::case;
use law::procedure::Kind;
use sea_orm::Condition;

use super::{Actor, Reach, Role};

/// Which cases an actor may see, as SQL.
pub fn visible_cases(actor: &Actor) -> Condition {
    let in_unit = case::COLUMN.unit_id.is_in(actor.unit_ids.clone());
    let mine = match actor.role {
        Role::Citizen => Condition::all().add(case::COLUMN.citizen_id.eq(actor.account_id)),
        Role::Officer => {
            Condition::any().add(in_unit).add(case::COLUMN.assignee_id.eq(actor.account_id))
        }
        Role::Reception | Role::Chairman | Role::Leader => Condition::all().add(in_unit),
        // No unit has the nil id, so this is "none" in a form both databases accept.
        Role::Admin => Condition::all().add(case::COLUMN.unit_id.eq(uuid::Uuid::nil())),
    };
    let is_other_kind = case::COLUMN.kind.ne(Kind::Denunciation.code());
    match actor.denunciations {
        Reach::Units => mine,
        Reach::Nothing => Condition::all().add(mine).add(is_other_kind),
        Reach::Assigned => {
            let theirs = case::COLUMN.assignee_id.eq(actor.account_id);
            Condition::all().add(mine).add(Condition::any().add(is_other_kind).add(theirs))
        }
    }
}
