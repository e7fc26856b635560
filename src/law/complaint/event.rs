//! Facts of a complaint, each with its legal date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, lkn};
use crate::complexity::Criteria;
use crate::dialogue::{Attendance, Chairing};
use crate::group::Proxy;
use crate::jurisdiction::{Contested, Resolver};
use crate::procedure::Kind;
use crate::publication::Publication;
use crate::results::{Executed, Recommended};
use crate::{codes, facts};

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

/// Why a complaint is suspended (tạm đình chỉ, KN-33, Điều 11a Luật Khiếu nại).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionGround {
    /// Force majeure or an objective obstacle keeps the complainant away.
    Obstacle,
    /// A directly related result of another body is awaited.
    AwaitingResult,
}

codes!(SuspensionGround { Obstacle => "obstacle", AwaitingResult => "awaiting-result" });

/// Why a complaint is terminated (đình chỉ, KN-34).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TerminationGround {
    /// Withdrawn as a whole.
    Withdrawn,
    /// The complainant died or dissolved and there is nothing to inherit.
    Died,
    /// No object or content is left.
    NoObject,
    /// A court has accepted or decided.
    Court,
}

codes!(TerminationGround {
    Withdrawn => "withdrawn",
    Died => "died",
    NoObject => "no-object",
    Court => "court",
});

/// What a second complaint follows (KN-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "was", rename_all = "kebab-case")]
pub enum FirstResult {
    /// A first decision.
    Decided {
        /// Day the complainant received it.
        received_on: NaiveDate,
    },
    /// The period of the first instance went by without a decision.
    Unanswered {
        /// Its last day.
        ended_on: NaiveDate,
    },
}

facts! {
    /// A text without signature or fingerprint came in through the network (gửi qua mạng, chưa ký). It is
    /// information and no complaint yet: the law knows the signed letter and the oral statement that was
    /// written down and signed (Điều 8 Luật Khiếu nại, KN-20, KN-21). The other way a history begins.
    Lodged {
        /// How many people complain together.
        complainants: u32,
        /// Who resolves complaints at the office it was sent to.
        #[serde(default)]
        resolver: Resolver,
        /// What a second complaint follows; none for a first.
        #[serde(default)]
        first: Option<FirstResult>,
    } "lodged";
    /// The signed copy of what was lodged came in (bản có chữ ký hoặc điểm chỉ): from this day it is a
    /// complaint, and its periods run (KN-20, KN-21).
    Signed {} "signed";
    /// The letter or record came in (tiếp nhận).
    Received {
        /// How many people complain together.
        complainants: u32,
        /// Who resolves complaints at the office that received it.
        #[serde(default)]
        resolver: Resolver,
        /// What a second complaint follows; none for a first.
        #[serde(default)]
        first: Option<FirstResult>,
    } "received";
    /// Conditions are being checked.
    CheckStarted {
        /// Whose decision or act it is.
        #[serde(default)]
        against: Option<Contested>,
    } "check-started";
    /// Accepted (thụ lý), form 03.
    Accepted {
        /// A complex case, found in writing.
        complex: bool,
        /// By which criteria (Nghị định 124/2020 Điều 3a), since 1/7/2026.
        #[serde(default)]
        criteria: Criteria,
        /// The place is remote and hard to reach.
        remote: bool,
        /// All of a group have signed, with the paper naming their representatives (KN-25).
        all_signed: bool,
        /// How many represent a group (KN-23).
        representatives: u32,
        /// Whether somebody acts by authorisation (KN-26).
        #[serde(default)]
        proxy: Proxy,
        /// A person confirmed the competence where the date leaves it open (U3).
        #[serde(default)]
        confirmed: bool,
        /// A second complaint came late for a good reason that is on file.
        #[serde(default)]
        excused: bool,
    } "accepted";
    /// Not accepted (không thụ lý), form 04.
    Refused {
        /// Điều 11 Luật Khiếu nại.
        ground: RefusalGround,
    } "refused";
    /// Guided, returned or passed on (hướng dẫn, trả đơn, chuyển đơn).
    Guided {} "guided";
    /// Filed away (lưu đơn).
    FiledAway {} "filed-away";
    /// Found to be a letter of another kind, which begins as a case of its own.
    Reclassified {
        /// Of which kind.
        to: Kind,
    } "reclassified";
    /// Re-checked and found right at once (Điều 29 khoản 1 Luật Khiếu nại, KN-43); first time only.
    FoundRightAtOnce {} "found-right-at-once";
    /// Verification assigned (giao xác minh), form 05.
    VerificationAssigned {} "verification-assigned";
    /// Verification reported (báo cáo kết quả xác minh), form 13.
    FindingsReported {
        /// Whether demand and findings still differ.
        differ_from_demand: bool,
    } "findings-reported";
    /// An advisory council was asked (Hội đồng tư vấn, KN-46); second time only.
    CouncilConvened {} "council-convened";
    /// Notice of the dialogue went out.
    DialogueInvited {
        /// Day of the meeting.
        held_on: NaiveDate,
        /// Who chairs.
        #[serde(default)]
        chairing: Chairing,
    } "dialogue-invited";
    /// Minutes of the dialogue (biên bản đối thoại), form 14.
    DialogueHeld {
        /// Whether the complainant came.
        attendance: Attendance,
        /// Whether the parties agreed.
        agreed: bool,
        /// Whether a delegate who chaired has reported to the resolver.
        #[serde(default)]
        reported: bool,
    } "dialogue-held";
    /// New evidence came up at the dialogue: verify again.
    VerificationReopened {} "verification-reopened";
    /// The decision is being drafted.
    DraftingStarted {} "drafting-started";
    /// Found complex while the period runs, in writing (Nghị định 124/2020 Điều 3a).
    FoundComplex {
        /// By which criteria.
        criteria: Criteria,
    } "found-complex";
    /// Withdrawn (rút khiếu nại, KN-30).
    Withdrawn {
        /// How many still complain; in a group those who stay go on (KN-32).
        complainants_left: u32,
        /// A part of the content only.
        in_part: bool,
    } "withdrawn";
    /// Suspended (tạm đình chỉ giải quyết), form 14a.
    Suspended {
        /// Why.
        ground: SuspensionGround,
    } "suspended";
    /// Goes on (tiếp tục giải quyết), form 14b.
    Resumed {} "resumed";
    /// Terminated (đình chỉ giải quyết), form 14a.
    Terminated {
        /// Why.
        ground: TerminationGround,
    } "terminated";
    /// A suspension, resume or termination order was sent (KN-09).
    OrderSent {} "order-sent";
    /// Execution of the contested decision was stayed (tạm đình chỉ thi hành, KN-17), form 11.
    ExecutionStayed {} "execution-stayed";
    /// The stay was lifted, form 12.
    StayLifted {} "stay-lifted";
    /// The decision was issued (ban hành), form 15 or 16.
    DecisionIssued {
        /// What it says.
        outcome: DecisionOutcome,
        /// What is to be recovered, returned and handled (03/GQKN columns 13–23).
        #[serde(default, skip_serializing_if = "Recommended::is_empty")]
        recommended: Recommended,
    } "decision-issued";
    /// The decision was sent, and there is proof of when it was received.
    Served {
        /// Day the complainant received it.
        received_on: NaiveDate,
    } "served";
    /// The decision was made public (công khai, KN-12).
    Published {
        /// How.
        way: Publication,
    } "published";
    /// A second complaint was lodged (khiếu nại lần hai).
    SecondComplaintLodged {} "second-complaint-lodged";
    /// A lawsuit was filed (khởi kiện).
    LawsuitFiled {} "lawsuit-filed";
    /// Legal effect was confirmed by a person (có hiệu lực pháp luật).
    LegalEffectConfirmed {} "legal-effect-confirmed";
    /// Enforcement began (thi hành, KN-16).
    ExecutionStarted {} "execution-started";
    /// A part of the decision was executed (kết quả thi hành, 05/KQTH columns 5–15).
    ExecutionRecorded {
        /// What was executed since the last record.
        executed: Executed,
    } "execution-recorded";
    /// Closed (kết thúc): executed, or nothing to execute.
    Closed {} "closed";
    /// A superior found a breach and has it looked at again (Nghị định 124/2020 Điều 38).
    ReviewOrdered {} "review-ordered";
}
