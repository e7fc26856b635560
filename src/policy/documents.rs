//! Rights on papers (văn bản): who writes, who signs off, who issues, who serves.

use uuid::Uuid;

use super::{Actor, CaseFacts, Denied, Role, may_do, sees};

/// What somebody wants to do with a paper they may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperAct {
    /// Write, change, hand in, discard.
    Write,
    /// Approve or send back.
    SignOff,
    /// Sign off what one wrote oneself, with a reason.
    Bypass,
    /// Give the number and freeze it.
    Issue,
    /// Take it back.
    Withdraw,
    /// Say to whom it was given, and keep signed copies.
    Serve,
}

/// What the decision needs to know of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFacts {
    pub unit_id: Uuid,
    /// The case it belongs to; none for papers of visits and meetings.
    pub case: Option<CaseFacts>,
    /// Whoever began it and whoever changed it last.
    pub writers: Vec<Uuid>,
    /// Whether the head signs it.
    pub is_signed_off: bool,
}

/// The one decision on a paper.
///
/// # Errors
/// The reason for which the actor may not.
pub fn permit_paper(actor: &Actor, act: PaperAct, facts: &PaperFacts) -> Result<(), Denied> {
    let roles: &[Role] = match act {
        PaperAct::Write | PaperAct::Serve => &[Role::Reception, Role::Officer, Role::Chairman],
        PaperAct::SignOff | PaperAct::Bypass | PaperAct::Withdraw => &[Role::Chairman],
        // A clerk gives numbers; what the writer signs themselves they issue themselves.
        PaperAct::Issue if facts.is_signed_off => &[Role::Reception, Role::Chairman],
        PaperAct::Issue => &[Role::Reception, Role::Officer, Role::Chairman],
    };
    match &facts.case {
        Some(case) if !sees(actor, case) => return Err(Denied::OutOfScope),
        Some(case) => may_do(actor, roles, case)?,
        None if !actor.unit_ids.contains(&facts.unit_id) => return Err(Denied::OutOfScope),
        None if !roles.contains(&actor.role) => return Err(Denied::Role),
        None => {}
    }
    let is_own = facts.writers.contains(&actor.account_id);
    match act {
        PaperAct::SignOff if is_own => Err(Denied::OwnPaper),
        // Where another can approve, nothing is to be bypassed.
        PaperAct::Bypass if !is_own => Err(Denied::Role),
        _ => Ok(()),
    }
}
