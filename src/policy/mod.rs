//! Who may do what: pure decisions on values, used by route, button and job alike.

pub mod access;
pub mod documents;
pub mod management;
pub mod scope;
pub mod statutory;
pub mod visits;

use chrono::NaiveDate;
use law::procedure::{Kind, Step};
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
    /// Thanh tra, chỉ đọc.
    Inspector,
    /// Ủy ban Mặt trận Tổ quốc: chỉ đọc báo cáo và vụ việc công khai.
    Front,
    /// Quản trị hệ thống; không đọc nội dung vụ việc.
    Admin,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Citizen,
        Self::Reception,
        Self::Officer,
        Self::Chairman,
        Self::Leader,
        Self::Inspector,
        Self::Front,
        Self::Admin,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Reception => "reception",
            Self::Officer => "officer",
            Self::Chairman => "chairman",
            Self::Leader => "leader",
            Self::Inspector => "inspector",
            Self::Front => "front",
            Self::Admin => "admin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Who works at an office, leads it or inspects it.
    pub fn is_of_office(self) -> bool {
        matches!(
            self,
            Self::Reception | Self::Officer | Self::Chairman | Self::Leader | Self::Inspector
        )
    }

    pub fn is_staff(self) -> bool {
        self != Self::Citizen
    }

    /// Who can take the place of a head: those who work at an office, not those who watch or administer.
    pub fn may_stand_in(self) -> bool {
        matches!(self, Self::Reception | Self::Officer | Self::Chairman | Self::Leader)
    }

    /// Whether denunciations can be given to an account of this role: not to who administers, nor to who
    /// only watches.
    pub fn may_handle_denunciations(self) -> bool {
        !matches!(self, Self::Citizen | Self::Admin | Self::Front)
    }

    /// The most secret cases of their units a role reads, beside those that are their own work. The
    /// inspectorate checks how complaints are resolved (Điều 63 Luật Khiếu nại); the Front watches over the
    /// law being kept (Điều 66) and needs no private matters for it.
    pub fn ceiling(self) -> Confidentiality {
        match self {
            Self::Front => Confidentiality::Public,
            Self::Reception | Self::Officer | Self::Leader | Self::Admin => {
                Confidentiality::Ordinary
            }
            // To citizens their own cases are never secret.
            Self::Citizen | Self::Chairman | Self::Inspector => Confidentiality::Restricted,
        }
    }
}

/// How secret a case is (mức độ mật), from the least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidentiality {
    /// Công khai: for all who read cases of the unit, the Front too.
    Public,
    /// Thông thường: for who works at the unit.
    #[default]
    Ordinary,
    /// Hạn chế: for who decides, who works on it, and the inspectorate.
    Restricted,
    /// Niêm phong: denunciations, by [`Reach`] alone.
    Sealed,
}

impl Confidentiality {
    pub const ALL: [Self; 4] = [Self::Public, Self::Ordinary, Self::Restricted, Self::Sealed];
    /// What a case can be set to; denunciations are sealed and stay so.
    pub const CHOICES: [Self; 3] = [Self::Public, Self::Ordinary, Self::Restricted];

    pub fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Ordinary => "ordinary",
            Self::Restricted => "restricted",
            Self::Sealed => "sealed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// How secret a case is from its first day.
    pub fn at_filing(kind: Kind) -> Self {
        match kind {
            Kind::Denunciation => Self::Sealed,
            Kind::Complaint | Kind::Petition => Self::Ordinary,
        }
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
    /// The most secret cases of their units; see [`Role::ceiling`].
    pub ceiling: Confidentiality,
    /// The role asks for a second factor that is not set up: nothing else is done before.
    pub lacks_factor: bool,
    /// Whose place they take today, by name; none for themselves.
    pub acts_for: Option<String>,
}

impl Actor {
    /// The same person for what leaves the case pages: reports, exports, programs. Denunciations stay
    /// out of those.
    pub fn without_denunciations(&self) -> Self {
        Self { denunciations: Reach::Nothing, ..self.clone() }
    }

    /// The same person for figures: sums count every case of the units, however secret, and show none.
    pub fn for_figures(&self) -> Self {
        Self { ceiling: Confidentiality::Restricted, ..self.without_denunciations() }
    }

    /// Whether this person receives or resolves denunciations.
    pub fn handles_denunciations(&self) -> bool {
        self.denunciations == Reach::Units
    }
}

/// Whose place somebody takes, and when (người thay thế).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// First and last day, both included.
    pub days: (NaiveDate, NaiveDate),
    /// Who is away.
    pub name: String,
    pub unit_id: Option<Uuid>,
    /// The unit of who is away, and all below it.
    pub unit_ids: Vec<Uuid>,
    /// Whether denunciations are meant too; only where who is away handles them.
    pub with_denunciations: bool,
}

impl Actor {
    /// The same person with the rights of the head whose place they take on a day of the substitution; on
    /// every other day as they are. It is still they who act, and the log says so.
    #[must_use]
    pub fn standing_in(self, stand_in: &StandIn, today: NaiveDate) -> Self {
        let (from, to) = stand_in.days;
        if today < from || to < today {
            return self;
        }
        // Their own right to denunciations ends where their own units end.
        let is_within = stand_in.unit_ids.iter().all(|id| self.unit_ids.contains(id));
        let denunciations = match self.denunciations {
            _ if stand_in.with_denunciations => Reach::Units,
            Reach::Units if !is_within => Reach::Assigned,
            own => own,
        };
        let mut unit_ids = stand_in.unit_ids.clone();
        unit_ids.extend(self.unit_ids.iter().filter(|id| !stand_in.unit_ids.contains(id)));
        Self {
            role: Role::Chairman,
            unit_id: stand_in.unit_id,
            unit_ids,
            denunciations,
            ceiling: Role::Chairman.ceiling(),
            acts_for: Some(stand_in.name.clone()),
            ..self
        }
    }
}

/// What the decision needs to know of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub assignee_id: Option<Uuid>,
    pub citizen_id: Option<Uuid>,
    pub registered_by: Option<Uuid>,
    pub confidentiality: Confidentiality,
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
    /// Say how secret it is.
    Classify,
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
    #[error("written by the same person")]
    OwnPaper,
}

impl Denied {
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out-of-scope",
            Self::Role => "role",
            Self::NotAssigned => "not-assigned",
            Self::OwnPaper => "own-paper",
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
        // A denunciation stays sealed whatever anybody says.
        Action::Classify if facts.confidentiality == Confidentiality::Sealed => {
            return Err(Denied::Role);
        }
        Action::Classify => may_do(actor, &[Role::Chairman], facts)?,
    }
    Ok(Permit { actor: actor.clone(), case_id: facts.case_id })
}

/// The same rule as `scope::visible_cases`, on a loaded case.
fn sees(actor: &Actor, facts: &CaseFacts) -> bool {
    let me = Some(actor.account_id);
    let is_assignee = facts.assignee_id == me;
    let in_unit = actor.unit_ids.contains(&facts.unit_id);
    let is_there = match actor.role {
        Role::Citizen => facts.citizen_id == me,
        Role::Officer => in_unit || is_assignee,
        Role::Reception | Role::Chairman | Role::Leader | Role::Inspector | Role::Front => in_unit,
        Role::Admin => false,
    };
    let is_own_work = is_assignee || facts.registered_by == me;
    is_there
        && match (facts.confidentiality, actor.denunciations) {
            (Confidentiality::Sealed, Reach::Nothing) => false,
            (Confidentiality::Sealed, Reach::Assigned) => is_assignee,
            (Confidentiality::Sealed, Reach::Units) => true,
            (level, _) => level <= actor.ceiling || is_own_work,
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

/// The unit whose reception days somebody plans, posts and puts off: their own, if they receive there or
/// head it (TD-07, TD-21: the schedule is the head's, whoever advises on it).
pub fn plans_receptions_of(actor: &Actor) -> Option<Uuid> {
    actor.unit_id.filter(|_| matches!(actor.role, Role::Reception | Role::Chairman))
}

/// The unit whose campaigns, rooms and meetings somebody plans, holds and follows: their own. Leaders and
/// the inspectorate look on.
pub fn runs_dialogues_of(actor: &Actor) -> Option<Uuid> {
    let works = matches!(actor.role, Role::Reception | Role::Officer | Role::Chairman);
    actor.unit_id.filter(|_| works)
}

/// Whether somebody works on a meeting or a promise of a unit: at the unit, or because it was given to them
/// (the chair, the officer, whoever answers for a promise).
pub fn works_on_dialogue(actor: &Actor, unit_id: Uuid, given_to: &[Option<Uuid>]) -> bool {
    let is_worker = matches!(actor.role, Role::Reception | Role::Officer | Role::Chairman);
    let is_given = given_to.contains(&Some(actor.account_id));
    is_worker && (actor.unit_id == Some(unit_id) || is_given)
}

/// Roles that may do a step: reception handles letters, the officer verifies and drafts, the
/// chairman decides.
pub fn step_roles(step: Step) -> &'static [Role] {
    use Role::{Chairman, Officer, Reception};
    match step {
        Step::ConfirmSignature
        | Step::StartCheck
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
        | Step::RecordExecution
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
