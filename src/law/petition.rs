//! Petition and feedback (kiến nghị, phản ánh): stages, facts and guards.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::deadline::{self, Deadline};
use crate::dialogue::{Attendance, Round};
use crate::procedure::{Rules, Step, check_order, not_ahead};
use crate::refusal::Refusal;

/// A fact with its legal date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// The letter or record came in.
    Received {
        /// Day of receipt.
        on: NaiveDate,
    },
    /// It is being classified (phân loại).
    ClassificationStarted {
        /// Day.
        on: NaiveDate,
    },
    /// Within competence and taken on (nhận giải quyết).
    TakenOn {
        /// Day.
        on: NaiveDate,
    },
    /// Passed on to the competent body (chuyển đơn, PA-02).
    Transferred {
        /// Day.
        on: NaiveDate,
    },
    /// Filed away (lưu đơn).
    FiledAway {
        /// Day.
        on: NaiveDate,
    },
    /// Assigned to somebody (phân công).
    Assigned {
        /// Day.
        on: NaiveDate,
    },
    /// Being considered (đang xem xét).
    ConsiderationStarted {
        /// Day.
        on: NaiveDate,
    },
    /// A dialogue was announced; not one of the Law on Complaints, so no statutory notice.
    DialogueInvited {
        /// Day of the notice.
        on: NaiveDate,
        /// Day of the meeting.
        held_on: NaiveDate,
    },
    /// Minutes of the dialogue.
    DialogueHeld {
        /// Day of the meeting.
        on: NaiveDate,
        /// Whether the citizen came.
        attendance: Attendance,
        /// Whether the parties agreed.
        agreed: bool,
    },
    /// Answered in writing (đã trả lời).
    Answered {
        /// Day.
        on: NaiveDate,
    },
    /// Closed (kết thúc).
    Closed {
        /// Day.
        on: NaiveDate,
    },
    /// Opened again on new facts (mở lại).
    Reopened {
        /// Day.
        on: NaiveDate,
    },
}

impl Event {
    /// The legal date.
    pub fn on(&self) -> NaiveDate {
        match *self {
            Self::Received { on }
            | Self::ClassificationStarted { on }
            | Self::TakenOn { on }
            | Self::Transferred { on }
            | Self::FiledAway { on }
            | Self::Assigned { on }
            | Self::ConsiderationStarted { on }
            | Self::DialogueInvited { on, .. }
            | Self::DialogueHeld { on, .. }
            | Self::Answered { on }
            | Self::Closed { on }
            | Self::Reopened { on } => on,
        }
    }

    /// The stored code; the sentence of history is `event-petition-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::ClassificationStarted { .. } => "classification-started",
            Self::TakenOn { .. } => "taken-on",
            Self::Transferred { .. } => "transferred",
            Self::FiledAway { .. } => "filed-away",
            Self::Assigned { .. } => "assigned",
            Self::ConsiderationStarted { .. } => "consideration-started",
            Self::DialogueInvited { .. } => "dialogue-invited",
            Self::DialogueHeld { .. } => "dialogue-held",
            Self::Answered { .. } => "answered",
            Self::Closed { .. } => "closed",
            Self::Reopened { .. } => "reopened",
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
    "closed",
    "transferred",
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
            Self::FiledAway { .. } => "filed-away",
            Self::TakenOn { .. } => "taken-on",
            Self::Assigned { .. } => "assigned",
            Self::Considering { .. } => "considering",
            Self::Dialogue { .. } => "dialogue",
            Self::Answered { .. } => "answered",
            Self::Closed { .. } => "closed",
        }
    }

    fn taken_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Received
            | Self::Classifying
            | Self::Transferred { .. }
            | Self::FiledAway { .. } => None,
            Self::TakenOn { taken_on }
            | Self::Assigned { taken_on }
            | Self::Considering { taken_on }
            | Self::Dialogue { taken_on, .. }
            | Self::Answered { taken_on, .. }
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
            (Stage::Classifying, Event::Transferred { on }) => Ok(Stage::Transferred { on }),
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
            ) => Ok(Stage::Dialogue { taken_on, round: Round::invited(on, held_on)? }),
            (
                Stage::Dialogue { taken_on, round },
                Event::DialogueHeld { on, attendance, agreed },
            ) => Ok(Stage::Dialogue { taken_on, round: round.held(on, attendance, agreed)? }),
            (
                Stage::Considering { taken_on } | Stage::Dialogue { taken_on, .. },
                Event::Answered { on },
            ) => Ok(Stage::Answered { taken_on, answered_on: on }),
            (Stage::Answered { taken_on, answered_on }, Event::Closed { .. }) => {
                Ok(Stage::Closed { taken_on, answered_on })
            }
            (Stage::Closed { taken_on, .. }, Event::Reopened { .. }) => {
                Ok(Stage::Considering { taken_on })
            }
            _ => Err(Refusal::WrongStage { step: event.code(), stage: self.stage.code() }),
        }
    }

    /// PA-03 from receipt, and the office's own commitment to answer (PA-04).
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let told_on = match self.stage {
            Stage::Transferred { on } | Stage::FiledAway { on } => Some(on),
            _ => self.stage.taken_on(),
        };
        let told = Deadline::compute(deadline::PETITION_TOLD, self.received_on, rules.calendar);
        let mut all = vec![told.met(told_on)];
        if self.stage.taken_on().is_some() {
            let rule = deadline::petition_answer(rules.settings.petition_answer_working_days);
            let start = self.reopened_on.unwrap_or(self.received_on);
            all.push(Deadline::compute(rule, start, rules.calendar).met(self.resolved_on()));
        }
        all
    }

    /// The steps of this stage, in the order they are offered.
    pub fn steps(&self) -> &'static [Step] {
        match self.stage {
            Stage::Received => &[Step::StartClassification],
            Stage::Classifying => &[Step::TakeOn, Step::Transfer, Step::FileAway],
            Stage::TakenOn { .. } => &[Step::AssignPetition],
            Stage::Assigned { .. } => &[Step::StartConsideration],
            Stage::Considering { .. } => &[Step::Answer, Step::InviteDialogue],
            Stage::Dialogue { .. } => &[
                Step::RecordDialogue,
                Step::Answer,
                Step::InviteDialogue,
                Step::StartConsideration,
            ],
            Stage::Answered { .. } => &[Step::Close],
            Stage::Closed { .. } => &[Step::Reopen],
            Stage::Transferred { .. } | Stage::FiledAway { .. } => &[],
        }
    }

    /// A fact of a step as it would be if done on a day.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        Some(match step {
            Step::StartClassification => Event::ClassificationStarted { on },
            Step::TakeOn => Event::TakenOn { on },
            Step::Transfer => Event::Transferred { on },
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
            Step::Close => Event::Closed { on },
            Step::Reopen => Event::Reopened { on },
            Step::StartCheck
            | Step::Accept
            | Step::Refuse
            | Step::Guide
            | Step::FindRightAtOnce
            | Step::AssignVerification
            | Step::ReportFindings
            | Step::ReopenVerification
            | Step::StartDrafting
            | Step::IssueDecision
            | Step::RecordService
            | Step::RecordSecondComplaint
            | Step::RecordLawsuit
            | Step::ConfirmEffect => return None,
        })
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.stage,
            Stage::Transferred { .. } | Stage::FiledAway { .. } | Stage::Closed { .. }
        )
    }

    /// Day it was taken on.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        self.stage.taken_on()
    }

    /// Day of the answer.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Answered { answered_on, .. } | Stage::Closed { answered_on, .. } => {
                Some(answered_on)
            }
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
