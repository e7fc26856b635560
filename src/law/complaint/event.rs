//! Facts of a first complaint, each with its legal date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, lkn};
use crate::codes;
use crate::dialogue::Attendance;

/// Where the grounds stand.
pub const REFUSAL_BASIS: Citation = lkn("11", None);

/// Why a complaint is not accepted (không thụ lý), Điều 11 Luật Khiếu nại, nine grounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalGround {
    /// 1. Internal direction, normative text, listed state secret.
    #[serde(rename = "ground-1")]
    InternalAct,
    /// 2. No direct effect on the complainant's own rights.
    #[serde(rename = "ground-2")]
    NoOwnRight,
    /// 3. No full legal capacity and no lawful representative.
    #[serde(rename = "ground-3")]
    NoCapacity,
    /// 4. Unlawful representative.
    #[serde(rename = "ground-4")]
    UnlawfulRepresentative,
    /// 5. No signature or fingerprint.
    #[serde(rename = "ground-5")]
    Unsigned,
    /// 6. Limitation or period over without good reason.
    #[serde(rename = "ground-6")]
    OutOfTime,
    /// 7. There is already a second decision.
    #[serde(rename = "ground-7")]
    SecondDecision,
    /// 8. Terminated, and not gone on with within 30 days.
    #[serde(rename = "ground-8")]
    Terminated,
    /// 9. A court has accepted or decided.
    #[serde(rename = "ground-9")]
    InCourt,
}

codes!(RefusalGround {
    InternalAct => "ground-1",
    NoOwnRight => "ground-2",
    NoCapacity => "ground-3",
    UnlawfulRepresentative => "ground-4",
    Unsigned => "ground-5",
    OutOfTime => "ground-6",
    SecondDecision => "ground-7",
    Terminated => "ground-8",
    InCourt => "ground-9",
});

/// What the decision says of the complaint (KN-40).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionOutcome {
    /// Khiếu nại đúng toàn bộ.
    Right,
    /// Khiếu nại đúng một phần.
    PartlyRight,
    /// Khiếu nại sai toàn bộ.
    Wrong,
}

codes!(DecisionOutcome { Right => "right", PartlyRight => "partly-right", Wrong => "wrong" });

/// A fact with its legal date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// The letter or record came in (tiếp nhận).
    Received {
        /// Day of receipt.
        on: NaiveDate,
        /// How many people complain together.
        complainants: u32,
    },
    /// Conditions are being checked.
    CheckStarted {
        /// Day.
        on: NaiveDate,
    },
    /// Accepted (thụ lý), form 03.
    Accepted {
        /// Day.
        on: NaiveDate,
        /// A complex case, found in writing (NĐ124 Điều 3a).
        complex: bool,
        /// The place is remote and hard to reach.
        remote: bool,
        /// All of a group have signed, with the paper naming their representatives (KN-25).
        all_signed: bool,
        /// How many represent a group (KN-23).
        representatives: u32,
    },
    /// Not accepted (không thụ lý), form 04.
    Refused {
        /// Day.
        on: NaiveDate,
        /// Điều 11 Luật Khiếu nại.
        ground: RefusalGround,
    },
    /// Guided, returned or passed on (hướng dẫn, trả đơn, chuyển đơn).
    Guided {
        /// Day.
        on: NaiveDate,
    },
    /// Filed away (lưu đơn).
    FiledAway {
        /// Day.
        on: NaiveDate,
    },
    /// Re-checked and found right at once (Điều 29 khoản 1 Luật Khiếu nại, KN-43).
    FoundRightAtOnce {
        /// Day.
        on: NaiveDate,
    },
    /// Verification assigned (giao xác minh), form 05.
    VerificationAssigned {
        /// Day.
        on: NaiveDate,
    },
    /// Verification reported (báo cáo kết quả xác minh), form 13.
    FindingsReported {
        /// Day.
        on: NaiveDate,
        /// Whether demand and findings still differ.
        differ_from_demand: bool,
    },
    /// Notice of the dialogue went out.
    DialogueInvited {
        /// Day of the notice.
        on: NaiveDate,
        /// Day of the meeting.
        held_on: NaiveDate,
    },
    /// Minutes of the dialogue (biên bản đối thoại), form 14.
    DialogueHeld {
        /// Day of the meeting.
        on: NaiveDate,
        /// Whether the complainant came.
        attendance: Attendance,
        /// Whether the parties agreed.
        agreed: bool,
    },
    /// New evidence came up at the dialogue: verify again.
    VerificationReopened {
        /// Day.
        on: NaiveDate,
    },
    /// The decision is being drafted.
    DraftingStarted {
        /// Day.
        on: NaiveDate,
    },
    /// The decision was issued (ban hành), form 15.
    DecisionIssued {
        /// Day of issue.
        on: NaiveDate,
        /// What it says.
        outcome: DecisionOutcome,
    },
    /// The decision was sent, and there is proof of when it was received.
    Served {
        /// Day it was sent.
        on: NaiveDate,
        /// Day the complainant received it.
        received_on: NaiveDate,
    },
    /// A second complaint was lodged (khiếu nại lần hai).
    SecondComplaintLodged {
        /// Day.
        on: NaiveDate,
    },
    /// A lawsuit was filed (khởi kiện).
    LawsuitFiled {
        /// Day.
        on: NaiveDate,
    },
    /// Legal effect was confirmed by a person (có hiệu lực pháp luật).
    LegalEffectConfirmed {
        /// Day.
        on: NaiveDate,
    },
}

impl Event {
    /// The legal date.
    pub fn on(&self) -> NaiveDate {
        match *self {
            Self::Received { on, .. }
            | Self::CheckStarted { on }
            | Self::Accepted { on, .. }
            | Self::Refused { on, .. }
            | Self::Guided { on }
            | Self::FiledAway { on }
            | Self::FoundRightAtOnce { on }
            | Self::VerificationAssigned { on }
            | Self::FindingsReported { on, .. }
            | Self::DialogueInvited { on, .. }
            | Self::DialogueHeld { on, .. }
            | Self::VerificationReopened { on }
            | Self::DraftingStarted { on }
            | Self::DecisionIssued { on, .. }
            | Self::Served { on, .. }
            | Self::SecondComplaintLodged { on }
            | Self::LawsuitFiled { on }
            | Self::LegalEffectConfirmed { on } => on,
        }
    }

    /// The stored code; the sentence of history is `event-complaint-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::CheckStarted { .. } => "check-started",
            Self::Accepted { .. } => "accepted",
            Self::Refused { .. } => "refused",
            Self::Guided { .. } => "guided",
            Self::FiledAway { .. } => "filed-away",
            Self::FoundRightAtOnce { .. } => "found-right-at-once",
            Self::VerificationAssigned { .. } => "verification-assigned",
            Self::FindingsReported { .. } => "findings-reported",
            Self::DialogueInvited { .. } => "dialogue-invited",
            Self::DialogueHeld { .. } => "dialogue-held",
            Self::VerificationReopened { .. } => "verification-reopened",
            Self::DraftingStarted { .. } => "drafting-started",
            Self::DecisionIssued { .. } => "decision-issued",
            Self::Served { .. } => "served",
            Self::SecondComplaintLodged { .. } => "second-complaint-lodged",
            Self::LawsuitFiled { .. } => "lawsuit-filed",
            Self::LegalEffectConfirmed { .. } => "legal-effect-confirmed",
        }
    }
}
