//! Stages of a complaint, each with the data that stage has and no other.

use chrono::NaiveDate;

use super::event::{DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use crate::dialogue::Round;
use crate::procedure::Kind;
use crate::rule::Circumstances;

/// The complaint was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Day of acceptance.
    pub on: NaiveDate,
    /// Complex, remote.
    pub circumstances: Circumstances,
}

/// How far the resolving has come.
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// KN_DA_THU_LY
    Accepted,
    /// KN_XAC_MINH
    Verifying,
    /// KN_CO_KET_QUA_XM
    FindingsReady { differ: bool },
    /// KN2_HOI_DONG_TU_VAN
    Council { differ: bool },
    /// KN_DOI_THOAI
    Dialogue { round: Round },
    /// KN_DU_THAO
    Drafting,
}

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Day of issue.
    pub on: NaiveDate,
    /// What it says.
    pub outcome: DecisionOutcome,
}

/// Proof of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Day it was sent.
    pub sent_on: NaiveDate,
    /// Day the complainant received it.
    pub received_on: NaiveDate,
}

/// A decision in legal effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The decision.
    pub decision: Decision,
    /// Its service.
    pub service: Service,
    /// Day effect was confirmed.
    pub on: NaiveDate,
}

/// Stage (giai đoạn), each with the data that stage has and no other.
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lodged online without a signature (chờ ký, KN-20, KN-21); no period runs.
    AwaitingSignature,
    /// KN_TIEP_NHAN
    Received,
    /// KN_KIEM_TRA
    Checking,
    /// KN_KHONG_THU_LY
    Refused { on: NaiveDate, ground: RefusalGround },
    /// KN_HUONG_DAN
    Guided { on: NaiveDate },
    /// KN_LUU_DON
    FiledAway { on: NaiveDate },
    /// Goes on as a case of another kind.
    Reclassified { on: NaiveDate, to: Kind },
    /// From acceptance to the draft.
    Resolving { acceptance: Acceptance, progress: Progress },
    /// KN_TAM_DINH_CHI, with what it came from.
    Suspended { acceptance: Acceptance, progress: Progress, ground: SuspensionGround },
    /// KN_DINH_CHI
    Terminated { acceptance: Option<Acceptance>, on: NaiveDate, ground: TerminationGround },
    /// KN_DA_BAN_HANH
    DecisionIssued { acceptance: Acceptance, decision: Decision },
    /// KN_DA_GUI
    Served { acceptance: Acceptance, decision: Decision, service: Service },
    /// KN_CO_HIEU_LUC
    InEffect { acceptance: Acceptance, effect: Effect },
    /// KN_THI_HANH
    Executing { acceptance: Acceptance, effect: Effect, on: NaiveDate },
    /// KN_KET_THUC
    Closed { acceptance: Acceptance, effect: Effect, executed_on: Option<NaiveDate> },
    /// KN_XEM_XET_LAI: the superior has the case.
    UnderReview { acceptance: Acceptance, effect: Effect, executed_on: Option<NaiveDate> },
    /// KN1_BI_KN2
    SecondComplaint {
        acceptance: Acceptance,
        decision: Option<(Decision, Option<Service>)>,
        on: NaiveDate,
    },
    /// KN_KHOI_KIEN
    InCourt { acceptance: Acceptance, decision: Option<(Decision, Option<Service>)>, on: NaiveDate },
}

/// Codes of all stages in legal order.
pub const STAGES: &[&str] = &[
    "awaiting-signature",
    "received",
    "checking",
    "accepted",
    "verifying",
    "findings-ready",
    "council",
    "dialogue",
    "drafting",
    "suspended",
    "decision-issued",
    "served",
    "in-effect",
    "executing",
    "closed",
    "second-complaint",
    "in-court",
    "under-review",
    "terminated",
    "refused",
    "guided",
    "reclassified",
    "filed-away",
];

/// The way most complaints go; what a citizen sees as a line of steps.
pub const MAIN_LINE: &[&str] =
    &["received", "accepted", "verifying", "dialogue", "decision-issued", "served", "in-effect"];

impl Stage {
    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AwaitingSignature => "awaiting-signature",
            Self::Received => "received",
            Self::Checking => "checking",
            Self::Refused { .. } => "refused",
            Self::Guided { .. } => "guided",
            Self::FiledAway { .. } => "filed-away",
            Self::Reclassified { .. } => "reclassified",
            Self::Resolving { progress, .. } => match progress {
                Progress::Accepted => "accepted",
                Progress::Verifying => "verifying",
                Progress::FindingsReady { .. } => "findings-ready",
                Progress::Council { .. } => "council",
                Progress::Dialogue { .. } => "dialogue",
                Progress::Drafting => "drafting",
            },
            Self::Suspended { .. } => "suspended",
            Self::Terminated { .. } => "terminated",
            Self::DecisionIssued { .. } => "decision-issued",
            Self::Served { .. } => "served",
            Self::InEffect { .. } => "in-effect",
            Self::Executing { .. } => "executing",
            Self::Closed { .. } => "closed",
            Self::UnderReview { .. } => "under-review",
            Self::SecondComplaint { .. } => "second-complaint",
            Self::InCourt { .. } => "in-court",
        }
    }

    pub(super) fn acceptance(&self) -> Option<Acceptance> {
        match *self {
            Self::AwaitingSignature
            | Self::Received
            | Self::Checking
            | Self::Refused { .. }
            | Self::Guided { .. }
            | Self::FiledAway { .. }
            | Self::Reclassified { .. } => None,
            Self::Terminated { acceptance, .. } => acceptance,
            Self::Resolving { acceptance, .. }
            | Self::Suspended { acceptance, .. }
            | Self::DecisionIssued { acceptance, .. }
            | Self::Served { acceptance, .. }
            | Self::InEffect { acceptance, .. }
            | Self::Executing { acceptance, .. }
            | Self::Closed { acceptance, .. }
            | Self::UnderReview { acceptance, .. }
            | Self::SecondComplaint { acceptance, .. }
            | Self::InCourt { acceptance, .. } => Some(acceptance),
        }
    }

    pub(super) fn decision(&self) -> Option<(Decision, Option<Service>)> {
        match *self {
            Self::DecisionIssued { decision, .. } => Some((decision, None)),
            Self::Served { decision, service, .. } => Some((decision, Some(service))),
            Self::InEffect { effect, .. }
            | Self::Executing { effect, .. }
            | Self::Closed { effect, .. }
            | Self::UnderReview { effect, .. } => Some((effect.decision, Some(effect.service))),
            Self::SecondComplaint { decision, .. } | Self::InCourt { decision, .. } => decision,
            _ => None,
        }
    }

    /// Legal effect, if it was confirmed.
    pub(super) fn effect(&self) -> Option<Effect> {
        match *self {
            Self::InEffect { effect, .. }
            | Self::Executing { effect, .. }
            | Self::Closed { effect, .. }
            | Self::UnderReview { effect, .. } => Some(effect),
            _ => None,
        }
    }

    /// Day enforcement began, if it did.
    pub(super) fn executed_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Executing { on, .. } => Some(on),
            Self::Closed { executed_on, .. } | Self::UnderReview { executed_on, .. } => executed_on,
            _ => None,
        }
    }
}
