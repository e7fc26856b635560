//! Stages of a first complaint, each with the data that stage has and no other.

use chrono::NaiveDate;

use super::event::{DecisionOutcome, RefusalGround};
use crate::dialogue::Round;

/// The complaint was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Day of acceptance.
    pub on: NaiveDate,
    /// Complex case.
    pub complex: bool,
    /// Remote place.
    pub remote: bool,
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

/// Stage (giai đoạn), each with the data that stage has and no other.
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// KN1_TIEP_NHAN
    Received,
    /// KN1_KIEM_TRA
    Checking,
    /// KN1_KHONG_THU_LY
    Refused { on: NaiveDate, ground: RefusalGround },
    /// KN1_HUONG_DAN
    Guided { on: NaiveDate },
    /// KN1_LUU_DON
    FiledAway { on: NaiveDate },
    /// KN1_DA_THU_LY
    Accepted { acceptance: Acceptance },
    /// KN1_XAC_MINH
    Verifying { acceptance: Acceptance },
    /// KN1_CO_KET_QUA_XM
    FindingsReady { acceptance: Acceptance, differ: bool },
    /// KN1_DOI_THOAI
    Dialogue { acceptance: Acceptance, round: Round },
    /// KN1_DU_THAO
    Drafting { acceptance: Acceptance },
    /// KN1_DA_BAN_HANH
    DecisionIssued { acceptance: Acceptance, decision: Decision },
    /// KN1_DA_GUI
    Served { acceptance: Acceptance, decision: Decision, service: Service },
    /// KN1_CO_HIEU_LUC
    InEffect { acceptance: Acceptance, decision: Decision, service: Service, on: NaiveDate },
    /// KN1_BI_KN2
    SecondComplaint {
        acceptance: Acceptance,
        decision: Option<(Decision, Option<Service>)>,
        on: NaiveDate,
    },
    /// KN1_KHOI_KIEN
    InCourt { acceptance: Acceptance, decision: Option<(Decision, Option<Service>)>, on: NaiveDate },
}

/// Codes of all stages in legal order.
pub const STAGES: &[&str] = &[
    "received",
    "checking",
    "accepted",
    "verifying",
    "findings-ready",
    "dialogue",
    "drafting",
    "decision-issued",
    "served",
    "in-effect",
    "second-complaint",
    "in-court",
    "refused",
    "guided",
    "filed-away",
];

/// The way most complaints go; what a citizen sees as a line of steps.
pub const MAIN_LINE: &[&str] =
    &["received", "accepted", "verifying", "dialogue", "decision-issued", "served", "in-effect"];

impl Stage {
    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checking => "checking",
            Self::Refused { .. } => "refused",
            Self::Guided { .. } => "guided",
            Self::FiledAway { .. } => "filed-away",
            Self::Accepted { .. } => "accepted",
            Self::Verifying { .. } => "verifying",
            Self::FindingsReady { .. } => "findings-ready",
            Self::Dialogue { .. } => "dialogue",
            Self::Drafting { .. } => "drafting",
            Self::DecisionIssued { .. } => "decision-issued",
            Self::Served { .. } => "served",
            Self::InEffect { .. } => "in-effect",
            Self::SecondComplaint { .. } => "second-complaint",
            Self::InCourt { .. } => "in-court",
        }
    }

    pub(super) fn acceptance(&self) -> Option<Acceptance> {
        match *self {
            Self::Received
            | Self::Checking
            | Self::Refused { .. }
            | Self::Guided { .. }
            | Self::FiledAway { .. } => None,
            Self::Accepted { acceptance }
            | Self::Verifying { acceptance }
            | Self::FindingsReady { acceptance, .. }
            | Self::Dialogue { acceptance, .. }
            | Self::Drafting { acceptance }
            | Self::DecisionIssued { acceptance, .. }
            | Self::Served { acceptance, .. }
            | Self::InEffect { acceptance, .. }
            | Self::SecondComplaint { acceptance, .. }
            | Self::InCourt { acceptance, .. } => Some(acceptance),
        }
    }

    pub(super) fn decision(&self) -> Option<(Decision, Option<Service>)> {
        match *self {
            Self::DecisionIssued { decision, .. } => Some((decision, None)),
            Self::Served { decision, service, .. } | Self::InEffect { decision, service, .. } => {
                Some((decision, Some(service)))
            }
            Self::SecondComplaint { decision, .. } | Self::InCourt { decision, .. } => decision,
            _ => None,
        }
    }
}
