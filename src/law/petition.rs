//! Petition and feedback (kiến nghị, phản ánh): stages, facts and guards.

use chrono::NaiveDate;

use crate::citation::{Citation, ltcd};
use crate::deadline::Deadline;
use crate::dialogue::{Attendance, Chair, Minutes, Round};
use crate::facts;
use crate::paper::{Paper, tcd, xld};
use crate::procedure::{Kind, Step, check_order, not_ahead};
use crate::refusal::Refusal;
use crate::rule::{RuleId, fixed, petition_answer};
use crate::settings::Rules;

facts! {
    /// The letter or record came in.
    Received {} "received";
    /// It is being classified (phân loại).
    ClassificationStarted {} "classification-started";
    /// Within competence and taken on (nhận giải quyết).
    TakenOn {} "taken-on";
    /// Passed on to the competent body (chuyển đơn, PA-02).
    Transferred {
        /// The reply of that body is followed until it comes.
        #[serde(default)]
        awaits_reply: bool,
    } "transferred";
    /// The body it was passed on to has replied.
    ReplyReceived {} "reply-received";
    /// Found to be a letter of another kind, which begins as a case of its own.
    Reclassified {
        /// Of which kind.
        to: Kind,
    } "reclassified";
    /// Filed away (lưu đơn).
    FiledAway {} "filed-away";
    /// Assigned to somebody (phân công).
    Assigned {} "assigned";
    /// Being considered (đang xem xét).
    ConsiderationStarted {} "consideration-started";
    /// A dialogue was announced; not one of the Law on Complaints, so no statutory notice.
    DialogueInvited {
        /// Day of the meeting.
        held_on: NaiveDate,
    } "dialogue-invited";
    /// Minutes of the dialogue.
    DialogueHeld {
        /// Whether the citizen came.
        attendance: Attendance,
        /// Whether the parties agreed.
        agreed: bool,
    } "dialogue-held";
    /// Answered in writing (đã trả lời).
    Answered {} "answered";
    /// What was promised is followed (theo dõi cam kết).
    CommitmentsFollowed {} "commitments-followed";
    /// Closed (kết thúc).
    Closed {} "closed";
    /// Opened again on new facts (mở lại).
    Reopened {} "reopened";
}

impl Event {
    /// Papers the fact makes; none for an internal step.
    pub fn papers(&self) -> &'static [Paper] {
        match self {
            Self::Received { .. } => const { &[tcd("02/TCD")] },
            Self::TakenOn { .. } => const { &[xld("01")] },
            Self::Transferred { .. } => const { &[xld("")] },
            Self::DialogueHeld { .. } | Self::Answered { .. } => const { &[tcd("")] },
            _ => &[],
        }
    }

    /// The article it rests on; none for an internal step.
    pub fn basis(&self) -> Option<Citation> {
        match self {
            Self::Received { .. } => Some(ltcd("2", Some("2"))),
            Self::ClassificationStarted { .. }
            | Self::TakenOn { .. }
            | Self::Transferred { .. } => Some(ltcd("26", Some("2"))),
            Self::Reclassified { .. } => Some(ltcd("25", Some("3"))),
            Self::Answered { .. } => Some(ltcd("28", Some("1"))),
            _ => None,
        }
    }
}

/// Stage, each with the data that stage has.
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// PA_TIEP_NHAN
    Received,
    /// PA_PHAN_LOAI
    Classifying,
    /// PA_CHUYEN
    Transferred { on: NaiveDate },
    /// PA_THEO_DOI_CHUYEN
    AwaitingReply { on: NaiveDate },
    /// Goes on as a case of another kind.
    Reclassified { on: NaiveDate, to: Kind },
    /// PA_LUU
    FiledAway { on: NaiveDate },
    /// PA_THUOC_TQ
    TakenOn { taken_on: NaiveDate },
    /// PA_PHAN_CONG
    Assigned { taken_on: NaiveDate },
    /// PA_DANG_XEM_XET
    Considering { taken_on: NaiveDate },
    /// PA_DOI_THOAI
    Dialogue { taken_on: NaiveDate, round: Round },
    /// PA_DA_TRA_LOI
    Answered { taken_on: NaiveDate, answered_on: NaiveDate },
    /// PA_THEO_DOI
    Following { taken_on: NaiveDate, answered_on: NaiveDate },
    /// PA_KET_THUC
    Closed { taken_on: NaiveDate, answered_on: NaiveDate },
}

/// Codes of all stages in legal order.
pub const STAGES: &[&str] = &[
    "received",
    "classifying",
    "taken-on",
    "assigned",
    "considering",
    "dialogue",
    "answered",
    "following",
    "closed",
    "awaiting-reply",
    "transferred",
    "reclassified",
    "filed-away",
];

/// The way most petitions go.
pub const MAIN_LINE: &[&str] = &["received", "taken-on", "considering", "answered", "closed"];

impl Stage {
    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Classifying => "classifying",
            Self::Transferred { .. } => "transferred",
            Self::AwaitingReply { .. } => "awaiting-reply",
            Self::Reclassified { .. } => "reclassified",
            Self::FiledAway { .. } => "filed-away",
            Self::TakenOn { .. } => "taken-on",
            Self::Assigned { .. } => "assigned",
            Self::Considering { .. } => "considering",
            Self::Dialogue { .. } => "dialogue",
            Self::Answered { .. } => "answered",
            Self::Following { .. } => "following",
            Self::Closed { .. } => "closed",
        }
    }

    fn taken_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Received
            | Self::Classifying
            | Self::Transferred { .. }
            | Self::AwaitingReply { .. }
            | Self::Reclassified { .. }
            | Self::FiledAway { .. } => None,
            Self::TakenOn { taken_on }
            | Self::Assigned { taken_on }
            | Self::Considering { taken_on }
            | Self::Dialogue { taken_on, .. }
            | Self::Answered { taken_on, .. }
            | Self::Following { taken_on, .. }
            | Self::Closed { taken_on, .. } => Some(taken_on),
        }
    }
}

/// Where a petition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Day of receipt.
    pub received_on: NaiveDate,
    /// Day it was opened again, if it was: the commitment to answer runs anew from there.
    pub reopened_on: Option<NaiveDate>,
    /// Stage with its data.
    pub stage: Stage,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl State {
    /// Begins with receipt.
    ///
    /// # Errors
    /// The fact is another one, or lies ahead.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let Event::Received { on } = *event else { return Err(Refusal::NotABeginning) };
        not_ahead(on, today)?;
        Ok(Self { received_on: on, reopened_on: None, stage: Stage::Received, last_on: on })
    }

    /// The state after one more fact.
    ///
    /// # Errors
    /// The procedure does not allow it now.
    pub fn apply(&self, event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        not_ahead(event.on(), today)?;
        self.follow(event)
    }

    /// The state after a fact of the past.
    ///
    /// # Errors
    /// The fact does not follow from the ones before.
    pub fn follow(&self, event: &Event) -> Result<Self, Refusal> {
        let stage = self.next_stage(event)?;
        check_order(event.on(), self.last_on)?;
        let reopened_on = match event {
            Event::Reopened { on } => Some(*on),
            _ => self.reopened_on,
        };
        Ok(Self { stage, reopened_on, last_on: event.on(), ..*self })
    }

    fn next_stage(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (Stage::Received, Event::ClassificationStarted { .. }) => Ok(Stage::Classifying),
            (Stage::Classifying, Event::TakenOn { on }) => Ok(Stage::TakenOn { taken_on: on }),
            (Stage::Classifying, Event::Transferred { on, awaits_reply: true }) => {
                Ok(Stage::AwaitingReply { on })
            }
            (Stage::Classifying, Event::Transferred { on, .. }) => Ok(Stage::Transferred { on }),
            (Stage::AwaitingReply { on }, Event::ReplyReceived { .. }) => {
                Ok(Stage::Transferred { on })
            }
            (Stage::Received | Stage::Classifying, Event::Reclassified { on, to }) => {
                Ok(Stage::Reclassified { on, to })
            }
            (Stage::Classifying, Event::FiledAway { on }) => Ok(Stage::FiledAway { on }),
            (Stage::TakenOn { taken_on }, Event::Assigned { .. }) => {
                Ok(Stage::Assigned { taken_on })
            }
            // The dialogue is voluntary here: it can be called off, and an answer need not wait for it.
            (
                Stage::Assigned { taken_on } | Stage::Dialogue { taken_on, .. },
                Event::ConsiderationStarted { .. },
            ) => Ok(Stage::Considering { taken_on }),
            (
                Stage::Considering { taken_on } | Stage::Dialogue { taken_on, .. },
                Event::DialogueInvited { on, held_on },
            ) => Ok(Stage::Dialogue {
                taken_on,
                round: Round::invited(on, held_on, Chair::Resolver)?,
            }),
            (
                Stage::Dialogue { taken_on, round },
                Event::DialogueHeld { on, attendance, agreed },
            ) => {
                let minutes = Minutes { on, attendance, agreed, reported: false };
                Ok(Stage::Dialogue { taken_on, round: round.held(minutes)? })
            }
            (
                Stage::Considering { taken_on } | Stage::Dialogue { taken_on, .. },
                Event::Answered { on },
            ) => Ok(Stage::Answered { taken_on, answered_on: on }),
            (Stage::Answered { taken_on, answered_on }, Event::CommitmentsFollowed { .. }) => {
                Ok(Stage::Following { taken_on, answered_on })
            }
            (
                Stage::Answered { taken_on, answered_on }
                | Stage::Following { taken_on, answered_on },
                Event::Closed { .. },
            ) => Ok(Stage::Closed { taken_on, answered_on }),
            (Stage::Closed { taken_on, .. }, Event::Reopened { .. }) => {
                Ok(Stage::Considering { taken_on })
            }
            _ => Err(Refusal::WrongStage { step: event.code(), stage: self.stage.code() }),
        }
    }

    /// PA-03 from receipt, and the office's own commitment to answer (PA-04).
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let told_on = match self.stage {
            Stage::Transferred { on }
            | Stage::AwaitingReply { on }
            | Stage::Reclassified { on, .. }
            | Stage::FiledAway { on } => Some(on),
            _ => self.stage.taken_on(),
        };
        let told = Deadline::compute(fixed(RuleId::Pa03), self.received_on, rules);
        let mut all = vec![told.met(told_on)];
        if self.stage.taken_on().is_some() {
            let rule = petition_answer(rules.settings.petition_answer_working_days);
            let start = self.reopened_on.unwrap_or(self.received_on);
            all.push(Deadline::compute(rule, start, rules).met(self.resolved_on()));
        }
        all
    }

    /// The steps of this stage, in the order they are offered.
    pub fn steps(&self) -> Vec<Step> {
        let steps: &[Step] = match self.stage {
            Stage::Received => &[Step::StartClassification, Step::Reclassify],
            Stage::Classifying => &[Step::TakeOn, Step::Transfer, Step::Reclassify, Step::FileAway],
            Stage::TakenOn { .. } => &[Step::AssignPetition],
            Stage::Assigned { .. } => &[Step::StartConsideration],
            Stage::Considering { .. } => &[Step::Answer, Step::InviteDialogue],
            Stage::Dialogue { .. } => &[
                Step::RecordDialogue,
                Step::Answer,
                Step::InviteDialogue,
                Step::StartConsideration,
            ],
            Stage::Answered { .. } => &[Step::Close, Step::FollowCommitments],
            Stage::Following { .. } => &[Step::Close],
            Stage::Closed { .. } => &[Step::Reopen],
            Stage::AwaitingReply { .. } => &[Step::RecordReply],
            Stage::Transferred { .. } | Stage::Reclassified { .. } | Stage::FiledAway { .. } => &[],
        };
        steps.to_vec()
    }

    /// A fact of a step as it would be if done on a day.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        Some(match step {
            Step::StartClassification => Event::ClassificationStarted { on },
            Step::TakeOn => Event::TakenOn { on },
            Step::Transfer => Event::Transferred { on, awaits_reply: false },
            Step::RecordReply => Event::ReplyReceived { on },
            Step::Reclassify => Event::Reclassified { on, to: Kind::Complaint },
            Step::FileAway => Event::FiledAway { on },
            Step::AssignPetition => Event::Assigned { on },
            Step::StartConsideration => Event::ConsiderationStarted { on },
            Step::InviteDialogue => {
                Event::DialogueInvited { on, held_on: crate::calendar::plus(on, 1) }
            }
            Step::RecordDialogue => {
                Event::DialogueHeld { on, attendance: Attendance::Present, agreed: false }
            }
            Step::Answer => Event::Answered { on },
            Step::FollowCommitments => Event::CommitmentsFollowed { on },
            Step::Close => Event::Closed { on },
            Step::Reopen => Event::Reopened { on },
            _ => return None,
        })
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.stage,
            Stage::Transferred { .. }
                | Stage::Reclassified { .. }
                | Stage::FiledAway { .. }
                | Stage::Closed { .. }
        )
    }

    /// Day it was taken on.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        self.stage.taken_on()
    }

    /// Day of the answer.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Answered { answered_on, .. }
            | Stage::Following { answered_on, .. }
            | Stage::Closed { answered_on, .. } => Some(answered_on),
            _ => None,
        }
    }

    /// Day it was closed.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        (!self.is_open()).then_some(self.last_on)
    }

    /// The day of a dialogue that has been announced and not been held.
    pub fn dialogue_on(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Dialogue { round, .. } => round.awaited_on(),
            _ => None,
        }
    }
}
