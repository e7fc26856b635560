//! Facts of a denunciation, each with its legal date. None holds anything of the denouncer.

use serde::{Deserialize, Serialize};

use crate::complexity::Criteria;
use crate::jurisdiction::{Denounced, Resolver};
use crate::publication::Publication;
use crate::results::{Executed, Recommended};
use crate::{codes, facts};

/// What kind of denunciation came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Tố cáo.
    #[default]
    New,
    /// Tố cáo tiếp: the result is held to be wrong (Điều 37 Luật Tố cáo).
    ResultWrong,
    /// Tố cáo tiếp: the period went by (Điều 38).
    Overdue,
}

codes!(Origin { New => "new", ResultWrong => "result-wrong", Overdue => "overdue" });

/// Which condition of acceptance is missing (TC-22, Điều 29 khoản 1 Luật Tố cáo).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingCondition {
    /// a) Not made as Điều 23 asks.
    Form,
    /// b) No legal capacity and no lawful representative.
    Capacity,
    /// c) Not within the resolver's competence.
    Competence,
    /// d) The content does not tell violator and violation.
    Content,
    /// Springs from a complaint decided by law, without evidence that its resolver broke the law.
    SettledComplaint,
}

codes!(MissingCondition {
    Form => "condition-form",
    Capacity => "condition-capacity",
    Competence => "condition-competence",
    Content => "condition-content",
    SettledComplaint => "condition-settled-complaint",
});

/// Why a letter is not processed as a denunciation (TC-24, TC-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetAsideReason {
    /// No name, a false one, or nobody can be found by it (Điều 25).
    Anonymous,
    /// Came by a way that is not one of Điều 22.
    WrongChannel,
    /// Sent to several bodies, the competent one among them (Điều 24 khoản 3).
    SentToMany,
    /// Guided before for the same content (Điều 24 khoản 3).
    GuidedBefore,
}

codes!(SetAsideReason {
    Anonymous => "anonymous",
    WrongChannel => "wrong-channel",
    SentToMany => "sent-to-many",
    GuidedBefore => "guided-before",
});

/// Why a denunciation is suspended (TC-28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionGround {
    /// The result of another body is awaited.
    AwaitingResult,
    /// An additional or repeated forensic examination is needed.
    RepeatForensic,
}

codes!(SuspensionGround {
    AwaitingResult => "awaiting-result",
    RepeatForensic => "repeat-forensic",
});

/// Why a denunciation is terminated (TC-29).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TerminationGround {
    /// Withdrawn as a whole, and none of TC-27 holds.
    Withdrawn,
    /// The denounced died and only his responsibility is concerned.
    DenouncedDied,
    /// Settled by a final judgment or an effective decision.
    Settled,
}

codes!(TerminationGround {
    Withdrawn => "withdrawn",
    DenouncedDied => "denounced-died",
    Settled => "settled",
});

/// Why a denunciation is resolved in spite of its withdrawal (TC-27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoesOn {
    /// There are signs of a violation of law.
    Violation,
    /// The denouncer was threatened, coerced or bribed.
    Pressure,
    /// The denunciation was used to slander.
    Slander,
}

codes!(GoesOn { Violation => "violation", Pressure => "pressure", Slander => "slander" });

/// What the conclusion says (TC-30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// Tố cáo đúng.
    True,
    /// Tố cáo đúng một phần.
    PartlyTrue,
    /// Tố cáo sai.
    Untrue,
}

codes!(Finding { True => "true", PartlyTrue => "partly-true", Untrue => "untrue" });

facts! {
    /// The letter or record came in (tiếp nhận).
    Received {
        /// How many denounce together.
        #[serde(default)]
        denouncers: u32,
        /// New, or continuing.
        #[serde(default)]
        origin: Origin,
        /// Who resolves denunciations at the office that received it.
        #[serde(default)]
        resolver: Resolver,
    } "received";
    /// Registered and being looked at (xử lý ban đầu); a continuing one: its file is reviewed.
    ProcessingStarted {
        /// Who is denounced.
        #[serde(default)]
        denounced: Option<Denounced>,
    } "processing-started";
    /// The check needs several places or is delegated (TC-01b).
    CheckWidened {} "check-widened";
    /// The denouncer's identity and the conditions of acceptance were checked (kiểm tra, xác minh thông
    /// tin về người tố cáo, TC-01): what was found, never who it is. Done again when more is known.
    IdentityChecked {
        /// The denouncer is the person who signed, and can be found.
        identified: bool,
        /// The letter is as Điều 23 asks and the conditions of Điều 29 khoản 1 are met (TC-22).
        eligible: bool,
    } "identity-checked";
    /// Accepted (thụ lý), form 04.
    Accepted {
        /// How many represent a group.
        #[serde(default)]
        representatives: u32,
        /// A person confirmed the competence where the date leaves it open (U3).
        #[serde(default)]
        confirmed: bool,
    } "accepted";
    /// Not accepted (không thụ lý); the denouncer is told at once (TC-02).
    Refused {
        /// Which condition is missing.
        missing: MissingCondition,
    } "refused";
    /// Passed on to the competent body (chuyển, TC-03).
    Transferred {} "transferred";
    /// Not processed under the Law on Denunciations (không xử lý).
    SetAside {
        /// Why.
        reason: SetAsideReason,
    } "set-aside";
    /// Handed to inspection or checking, because it names a violator and evidence (TC-24).
    SentToInspection {
        /// It names a violator clearly and has evidence that can be checked.
        concrete: bool,
    } "sent-to-inspection";
    /// File to investigators or the procuracy on signs of crime (TC-05).
    SentToInvestigators {
        /// Nothing is left for the office.
        whole: bool,
    } "sent-to-investigators";
    /// Notices after acceptance (forms 05 and 06, TC-06).
    PartiesNotified {} "parties-notified";
    /// Verification assigned (giao xác minh), form 07 or a document to a body.
    VerificationAssigned {
        /// Members of the team; none where a body is given it.
        team: Option<u32>,
        /// No member is a relative of the denounced or has an interest (TC-25).
        unbiased: bool,
    } "verification-assigned";
    /// A forensic examination began (trưng cầu giám định, form 09); its time does not count (TC-10).
    ForensicStarted {} "forensic-started";
    /// Its result came.
    ForensicEnded {} "forensic-ended";
    /// Verification reported (báo cáo xác minh), form 10 or 11.
    FindingsReported {} "findings-reported";
    /// Verify again.
    VerificationReopened {} "verification-reopened";
    /// Extended (gia hạn), form 01 (TC-08, TC-09).
    Extended {
        /// By which criteria of Nghị định 31/2019 Điều 3 khoản 2.
        criteria: Criteria,
    } "extended";
    /// Withdrawn (rút tố cáo), form 02 or 03 (TC-26).
    Withdrawn {
        /// How many still denounce; those who stay go on (TC-27).
        denouncers_left: u32,
        /// A part of the content only.
        in_part: bool,
        /// Why it is resolved all the same, if it is.
        goes_on: Option<GoesOn>,
    } "withdrawn";
    /// Suspended (tạm đình chỉ giải quyết).
    Suspended {
        /// Why.
        ground: SuspensionGround,
    } "suspended";
    /// Goes on (tiếp tục giải quyết).
    Resumed {} "resumed";
    /// Terminated (đình chỉ giải quyết).
    Terminated {
        /// Why.
        ground: TerminationGround,
    } "terminated";
    /// A suspension, resume or termination order was sent (TC-11).
    OrderSent {} "order-sent";
    /// Concluded (kết luận nội dung tố cáo), form 12.
    Concluded {
        /// What it says.
        finding: Finding,
        /// What is to be recovered, returned and handled (04/GQTC columns 14–25).
        #[serde(default, skip_serializing_if = "Recommended::is_empty")]
        recommended: Recommended,
    } "concluded";
    /// The conclusion was sent and the denouncer told (TC-12).
    ConclusionSent {} "conclusion-sent";
    /// The conclusion was made public (TC-15).
    Published {
        /// How.
        way: Publication,
    } "published";
    /// Sanctions, recommendations or rehabilitation were decided on (xử lý kết luận, TC-13).
    ActedOn {} "acted-on";
    /// Execution is monitored (theo dõi thực hiện, TC-32).
    MonitoringStarted {} "monitoring-started";
    /// A part of the conclusion was carried out (kết quả thực hiện, 05/KQTH columns 20–31).
    ExecutionRecorded {
        /// What was carried out since the last record.
        executed: Executed,
    } "execution-recorded";
    /// Closed (kết thúc).
    Closed {} "closed";
    /// The earlier result was right: written notice, no new resolution (TC-31).
    ResultUpheld {} "result-upheld";
    /// The superior resolves it again (TC-31); a fresh period runs from here.
    TakenUpAgain {} "taken-up-again";
    /// The superior demanded a report from the resolver who is overdue (TC-18a).
    ReportDemanded {} "report-demanded";
    /// The resolver reported (TC-18b).
    ReportReceived {} "report-received";
    /// The superior took the case over (Điều 38 khoản 5); a fresh period runs from here.
    TakenOver {} "taken-over";
    /// Protection was asked for (BM-08).
    ProtectionRequested {} "protection-requested";
    /// Protection was decided on (BM-09).
    ProtectionDecided {} "protection-decided";
    /// Protection ended (BM-09).
    ProtectionEnded {} "protection-ended";
}
