//! Stages of a denunciation, each with the data that stage has and no other.

use chrono::NaiveDate;

use super::event::{
    Finding, MissingCondition, SetAsideReason, SuspensionGround, TerminationGround,
};

/// How far the resolving has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// TC_DA_THU_LY
    Accepted,
    /// TC_XAC_MINH
    Verifying,
    /// TC_BAO_CAO_XM
    Reported,
}

/// The conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Day of issue.
    pub on: NaiveDate,
    /// What it says.
    pub finding: Finding,
}

/// How a denunciation left the office without being resolved there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// TC_KHONG_THU_LY
    Refused(MissingCondition),
    /// TC_CHUYEN, TCT_CHUYEN
    Transferred,
    /// TC_KHONG_XU_LY
    SetAside(SetAsideReason),
    /// TC_THANH_TRA_KIEM_TRA
    Inspection,
    /// TC_CHUYEN_CQDT
    Investigators,
    /// TCT_KHONG_GQ_LAI
    Upheld,
    /// TCQ: the resolver reported and the superior is satisfied.
    FollowedUp,
}

/// Stage (giai đoạn).
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// TC_TIEP_NHAN, TCT_TIEP_NHAN, TCQ_TIEP_NHAN
    Received,
    /// TC_XU_LY_BAN_DAU
    Processing,
    /// TCT_XEM_XET
    Reviewing,
    /// TCQ_YEU_CAU_BAO_CAO
    ReportDemanded,
    /// TCQ_THEO_DOI
    Following,
    /// Left the office; `accepted_on` where it had been accepted before.
    Gone { on: NaiveDate, exit: Exit, accepted_on: Option<NaiveDate> },
    /// From acceptance to the report.
    Resolving { accepted_on: NaiveDate, progress: Progress },
    /// TC_TAM_DINH_CHI, with what it came from.
    Suspended { accepted_on: NaiveDate, progress: Progress, ground: SuspensionGround },
    /// TC_DINH_CHI
    Terminated { accepted_on: Option<NaiveDate>, on: NaiveDate, ground: TerminationGround },
    /// TC_KET_LUAN
    Concluded { accepted_on: NaiveDate, conclusion: Conclusion },
    /// TC_XU_LY_KL
    Handling { accepted_on: NaiveDate, conclusion: Conclusion, acted_on: NaiveDate },
    /// TC_THEO_DOI
    Monitoring { accepted_on: NaiveDate, conclusion: Conclusion, acted_on: NaiveDate },
    /// TC_KET_THUC
    Closed { accepted_on: NaiveDate, conclusion: Conclusion, acted_on: NaiveDate },
}

/// Codes of all stages in legal order.
pub const STAGES: &[&str] = &[
    "received",
    "processing",
    "reviewing",
    "report-demanded",
    "following",
    "accepted",
    "verifying",
    "reported",
    "suspended",
    "concluded",
    "handling",
    "monitoring",
    "closed",
    "terminated",
    "refused",
    "transferred",
    "set-aside",
    "inspection",
    "investigators",
    "upheld",
    "followed-up",
];

/// The way most denunciations go.
pub const MAIN_LINE: &[&str] =
    &["received", "processing", "accepted", "verifying", "concluded", "handling", "closed"];

impl Stage {
    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Processing => "processing",
            Self::Reviewing => "reviewing",
            Self::ReportDemanded => "report-demanded",
            Self::Following => "following",
            Self::Gone { exit, .. } => match exit {
                Exit::Refused(_) => "refused",
                Exit::Transferred => "transferred",
                Exit::SetAside(_) => "set-aside",
                Exit::Inspection => "inspection",
                Exit::Investigators => "investigators",
                Exit::Upheld => "upheld",
                Exit::FollowedUp => "followed-up",
            },
            Self::Resolving { progress, .. } => match progress {
                Progress::Accepted => "accepted",
                Progress::Verifying => "verifying",
                Progress::Reported => "reported",
            },
            Self::Suspended { .. } => "suspended",
            Self::Terminated { .. } => "terminated",
            Self::Concluded { .. } => "concluded",
            Self::Handling { .. } => "handling",
            Self::Monitoring { .. } => "monitoring",
            Self::Closed { .. } => "closed",
        }
    }

    pub(super) fn accepted_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Received
            | Self::Processing
            | Self::Reviewing
            | Self::ReportDemanded { .. }
            | Self::Following => None,
            Self::Gone { accepted_on, .. } | Self::Terminated { accepted_on, .. } => accepted_on,
            Self::Resolving { accepted_on, .. }
            | Self::Suspended { accepted_on, .. }
            | Self::Concluded { accepted_on, .. }
            | Self::Handling { accepted_on, .. }
            | Self::Monitoring { accepted_on, .. }
            | Self::Closed { accepted_on, .. } => Some(accepted_on),
        }
    }

    pub(super) fn conclusion(&self) -> Option<Conclusion> {
        match *self {
            Self::Concluded { conclusion, .. }
            | Self::Handling { conclusion, .. }
            | Self::Monitoring { conclusion, .. }
            | Self::Closed { conclusion, .. } => Some(conclusion),
            _ => None,
        }
    }

    pub(super) fn acted_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Handling { acted_on, .. }
            | Self::Monitoring { acted_on, .. }
            | Self::Closed { acted_on, .. } => Some(acted_on),
            _ => None,
        }
    }
}
