//! Who may do what: pure decisions on values, used by route, button and job alike.

pub mod access;
pub mod scope;

use law::procedure::Step;
use uuid::Uuid;

/// Roles (vai trò).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Công dân đã đăng ký.
    Citizen,
    /// Công chức tiếp công dân.
    Reception,
    /// Người xác minh, tham mưu.
    Officer,
    /// Người giải quyết: chủ tịch hoặc người đứng đầu.
    Chairman,
    /// Lãnh đạo, chỉ đọc.
    Leader,
    /// Quản trị hệ thống; không đọc nội dung vụ việc.
    Admin,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Citizen, Self::Reception, Self::Officer, Self::Chairman, Self::Leader, Self::Admin];

    pub fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Reception => "reception",
            Self::Officer => "officer",
            Self::Chairman => "chairman",
            Self::Leader => "leader",
            Self::Admin => "admin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    pub fn is_staff(self) -> bool {
        self != Self::Citizen
    }
}

/// Which denunciations (tố cáo) exist for somebody; all others look missing to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// None: what leaves the case pages, and everybody who has nothing to do with them.
    Nothing,
    /// Those given to them to verify (người được giao xác minh), and no other.
    Assigned,
    /// Those of their units: who receives and who resolves them.
    Units,
}

/// Who acts: an account in a live session, with the units its rights reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account_id: Uuid,
    pub session_id: Uuid,
    pub name: String,
    pub role: Role,
    pub unit_id: Option<Uuid>,
    /// The unit and all below it.
    pub unit_ids: Vec<Uuid>,
    pub denunciations: Reach,
}

impl Actor {
    /// The same person for what leaves the case pages: reports, exports, programs. Denunciations stay
    /// out of those.
    pub fn without_denunciations(&self) -> Self {
        Self { denunciations: Reach::Nothing, ..self.clone() }
    }

    /// Whether this person receives or resolves denunciations.
    pub fn handles_denunciations(&self) -> bool {
        self.denunciations == Reach::Units
    }
}

/// What the decision needs to know of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub assignee_id: Option<Uuid>,
    pub citizen_id: Option<Uuid>,
    pub is_denunciation: bool,
}

/// What somebody wants to do with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read the case, its files and history.
    Read,
    /// Do a step of the procedure.
    Do(Step),
    /// Write to who handed it in.
    Message,
}

/// Proof that a decision was asked and given; made nowhere else. A service takes the case id from
/// here, so a permit for one case cannot be spent on another.
#[derive(Clone, Debug)]
pub struct Permit {
    actor: Actor,
    case_id: Uuid,
}

impl Permit {
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    pub fn case_id(&self) -> Uuid {
        self.case_id
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("outside the reader's scope")]
    OutOfScope,
    #[error("not a right of this role")]
    Role,
    #[error("only the officer the case is assigned to")]
    NotAssigned,
}

impl Denied {
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out-of-scope",
            Self::Role => "role",
            Self::NotAssigned => "not-assigned",
        }
    }
}

/// The one decision on a case.
///
/// # Errors
/// The reason for which the actor may not.
pub fn permit(actor: &Actor, action: Action, facts: &CaseFacts) -> Result<Permit, Denied> {
    if !sees(actor, facts) {
        return Err(Denied::OutOfScope);
    }
    match action {
        Action::Read => {}
        Action::Do(step) => may_do(actor, step_roles(step), facts)?,
        Action::Message => {
            may_do(actor, &[Role::Reception, Role::Officer, Role::Chairman], facts)?;
        }
    }
    Ok(Permit { actor: actor.clone(), case_id: facts.case_id })
}

/// The same rule as `scope::visible_cases`, on a loaded case.
fn sees(actor: &Actor, facts: &CaseFacts) -> bool {
    let is_assignee = facts.assignee_id == Some(actor.account_id);
    if facts.is_denunciation {
        match actor.denunciations {
            Reach::Nothing => return false,
            Reach::Assigned if !is_assignee => return false,
            Reach::Assigned | Reach::Units => {}
        }
    }
    let in_unit = actor.unit_ids.contains(&facts.unit_id);
    match actor.role {
        Role::Citizen => facts.citizen_id == Some(actor.account_id),
        Role::Officer => in_unit || is_assignee,
        Role::Reception | Role::Chairman | Role::Leader => in_unit,
        Role::Admin => false,
    }
}

/// Who does which step, by the "Who" column of the state machines.
fn may_do(actor: &Actor, allowed: &[Role], facts: &CaseFacts) -> Result<(), Denied> {
    if !allowed.contains(&actor.role) {
        return Err(Denied::Role);
    }
    let is_assigned_elsewhere =
        facts.assignee_id.is_some() && facts.assignee_id != Some(actor.account_id);
    if actor.role == Role::Officer && is_assigned_elsewhere {
        return Err(Denied::NotAssigned);
    }
    Ok(())
}

/// Who decides how a unit keeps identities and whom they are sealed to: its head (Điều 11, Điều 56 Luật
/// Tố cáo), if denunciations exist for them. An administrator gives rights, and holds no keys.
pub fn may_keep_keys(actor: &Actor) -> bool {
    actor.handles_denunciations() && actor.role == Role::Chairman
}

/// Who carries envelopes to the machine they are opened on, and back.
pub fn may_carry_envelopes(actor: &Actor) -> bool {
    actor.handles_denunciations() && matches!(actor.role, Role::Reception | Role::Chairman)
}

/// Roles that may do a step: reception handles letters, the officer verifies and drafts, the
/// chairman decides.
pub fn step_roles(step: Step) -> &'static [Role] {
    use Role::{Chairman, Officer, Reception};
    match step {
        Step::StartCheck
        | Step::StartClassification
        | Step::RecordService
        | Step::RecordSecondComplaint
        | Step::RecordLawsuit
        | Step::RecordWithdrawal
        | Step::RecordReply
        | Step::RecordReport
        | Step::RequestProtection
        | Step::CheckIdentity
        | Step::SendOrder
        | Step::SendConclusion
        | Step::NotifyParties
        | Step::StartProcessing
        | Step::Publish => &[Reception, Officer, Chairman],
        Step::Guide
        | Step::FileAway
        | Step::Transfer
        | Step::Reclassify
        | Step::SetAside
        | Step::WidenCheck => &[Reception, Chairman],
        Step::ReportFindings
        | Step::StartConsideration
        | Step::StartDrafting
        | Step::InviteDialogue
        | Step::RecordDialogue
        | Step::StartForensic
        | Step::EndForensic
        | Step::StartMonitoring
        | Step::FollowCommitments => &[Officer, Chairman],
        Step::Accept
        | Step::Refuse
        | Step::FindRightAtOnce
        | Step::AssignVerification
        | Step::ReopenVerification
        | Step::IssueDecision
        | Step::ConfirmEffect
        | Step::TakeOn
        | Step::AssignPetition
        | Step::Answer
        | Step::Close
        | Step::Reopen
        | Step::FindComplex
        | Step::ConveneCouncil
        | Step::Suspend
        | Step::Resume
        | Step::Terminate
        | Step::StayExecution
        | Step::LiftStay
        | Step::OrderReview
        | Step::StartExecution
        | Step::SendToInspection
        | Step::SendToInvestigators
        | Step::Conclude
        | Step::ActOnConclusion
        | Step::UpholdResult
        | Step::TakeUpAgain
        | Step::DemandReport
        | Step::TakeOver
        | Step::Extend
        | Step::DecideProtection
        | Step::EndProtection => &[Chairman],
    }
}

#[cfg(test)]
mod tests;
