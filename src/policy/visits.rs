//! Who reads and keeps the register of receptions (sổ tiếp công dân).

use uuid::Uuid;

use super::{Action, Actor, CaseFacts, Reach, Role, permit};

/// What the decision needs to know of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitFacts {
    pub unit_id: Uuid,
    /// Who wrote it down.
    pub created_by: Uuid,
    /// The visitor came to denounce.
    pub is_denunciation: bool,
}

impl Role {
    /// Who works with the register: those who receive, who work on what comes of it, who lead and who
    /// inspect. The Front watches over the law being kept and needs nobody's address for it.
    pub fn reads_visits(self) -> bool {
        self.is_of_office()
    }
}

/// The same rule as `scope::visible_visits`, on a loaded visit and the case it became, if any: visits of the
/// reader's units, and of cases given to them. Where the case is too secret for them, so is the visit, unless
/// they wrote it down themselves. Who came to denounce exists for those who receive denunciations.
pub fn sees_visit(actor: &Actor, visit: &VisitFacts, case: Option<&CaseFacts>) -> bool {
    let me = actor.account_id;
    if !actor.role.reads_visits() {
        return false;
    }
    let in_unit = actor.unit_ids.contains(&visit.unit_id);
    if visit.is_denunciation {
        return in_unit && actor.denunciations == Reach::Units;
    }
    let is_given =
        actor.role == Role::Officer && case.is_some_and(|case| case.assignee_id == Some(me));
    let is_open = case.is_none_or(|case| permit(actor, Action::Read, case).is_ok());
    (in_unit || is_given) && (is_open || visit.created_by == me)
}

/// The unit whose register somebody keeps: their own, if they receive there or head it (TD-21, TD-29).
pub fn keeps_register_of(actor: &Actor) -> Option<Uuid> {
    actor.unit_id.filter(|_| matches!(actor.role, Role::Reception | Role::Chairman))
}

/// Who says that a case is a prolonged one: its head. The mark is no ground to refuse anything.
pub fn may_flag_prolonged(actor: &Actor, case: &CaseFacts) -> bool {
    actor.role == Role::Chairman && permit(actor, Action::Read, case).is_ok()
}

/// Who writes down how a prolonged case goes on: who works on it.
pub fn may_review_prolonged(actor: &Actor, case: &CaseFacts) -> bool {
    permit(actor, Action::Message, case).is_ok()
}
