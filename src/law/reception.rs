//! Reception session (buổi tiếp công dân): from the schedule to the answer (9.5).
//!
//! A session is not a case: a visit in it may become one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::citation::Citation;
use crate::deadline::Deadline;
use crate::jurisdiction::Resolver;
use crate::procedure::{check_order, not_ahead};
use crate::refusal::Refusal;
use crate::rule::{Frequency, Measure, RuleId, fixed, row_of};
use crate::settings::Rules;
use crate::{codes, facts};

/// How many days a month the head of a body receives in person, and by which article (TD-01b, TD-02, TD-03,
/// TD-04); none where the law of that month counts otherwise (TD-01a: by the week, U3) or was not read.
pub fn days_a_month(head: Resolver, month: NaiveDate) -> Option<(u32, Citation)> {
    let id = match head {
        Resolver::CommuneChairman => RuleId::Td01b,
        Resolver::DistrictChairman => RuleId::Td02,
        Resolver::ProvinceChairman => RuleId::Td03,
        Resolver::AgencyHead | Resolver::AgencyUnitHead => RuleId::Td04,
        Resolver::Minister => return None,
    };
    let row = row_of(id);
    match row.measure {
        Measure::Often(days, Frequency::Month) if row.valid.contains(month) => {
            Some((days, row.citation))
        }
        _ => None,
    }
}

/// Why a citizen is not received (Điều 9 Luật Tiếp công dân; Nghị định 154/2026 Điều 4 khoản 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "each is named by its ground; the sentence is `not-received-<code>`"
)]
pub enum NotReceived {
    Intoxicated,
    Threatening,
    SettledAndProlonged,
    Armed,
    RefusedCheck,
    Recording,
    Inciting,
    NoCapacity,
    NoAuthority,
    OutOfScope,
    AnsweredBefore,
    FinalJudgment,
    HandledElsewhere,
}

codes!(NotReceived {
    Intoxicated => "intoxicated",
    Threatening => "threatening",
    SettledAndProlonged => "settled-and-prolonged",
    Armed => "armed",
    RefusedCheck => "refused-check",
    Recording => "recording",
    Inciting => "inciting",
    NoCapacity => "no-capacity",
    NoAuthority => "no-authority",
    OutOfScope => "out-of-scope",
    AnsweredBefore => "answered-before",
    FinalJudgment => "final-judgment",
    HandledElsewhere => "handled-elsewhere",
});

impl NotReceived {
    /// Whether a written notice, form 01/TCD, follows within three working days (TD-11); for the other
    /// grounds an explanation on the spot is enough.
    pub fn needs_notice(self) -> bool {
        matches!(self, Self::SettledAndProlonged | Self::AnsweredBefore)
    }

    /// Whether the ground came with Nghị định 154/2026 (U25: those of before were not read).
    pub fn is_of_decree(self) -> bool {
        !matches!(self, Self::Intoxicated | Self::Threatening | Self::SettledAndProlonged)
    }

    /// Whether the ground held on a day.
    ///
    /// # Errors
    /// It came with the decree, later.
    pub fn check(self, on: NaiveDate) -> Result<(), Refusal> {
        let row = row_of(RuleId::Td11);
        if self.is_of_decree() && !row.valid.contains(on) {
            return Err(Refusal::NotInForce { from: row.valid.from, basis: row.citation });
        }
        Ok(())
    }
}

facts! {
    /// Scheduled (lên lịch).
    Scheduled {
        /// Day of the session.
        held_on: NaiveDate,
        /// By video from the citizen's place (tiếp công dân trực tuyến, since 1/7/2026).
        online: bool,
        /// It concerns a denunciation.
        denunciation: bool,
        /// The denouncer asks for no protection of identity and security is ensured (BM-10).
        cleared: bool,
    } "scheduled";
    /// The schedule was posted, or the notice of an online session sent (niêm yết).
    Posted {} "posted";
    /// The technical test of an online session was made (TD-13).
    Tested {} "tested";
    /// Held (đã tiếp): register 03/TCD.
    Held {} "held";
    /// Not received (từ chối tiếp).
    NotReceived {
        /// Why.
        ground: NotReceived,
    } "not-received";
    /// The written notice of refusal, form 01/TCD, was given.
    NoticeGiven {} "notice-given";
    /// Put off (hoãn), with its new day.
    Postponed {
        /// The new day.
        held_on: NaiveDate,
    } "postponed";
    /// Concluded in writing (thông báo kết luận việc tiếp công dân).
    Concluded {} "concluded";
    /// The citizen was answered (TD-08).
    Answered {} "answered";
    /// Closed.
    Closed {} "closed";
}

/// Stage of a session.
#[expect(missing_docs, reason = "the fields are named by what they hold")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// LEN_LICH
    Scheduled,
    /// DA_NIEM_YET
    Posted { on: NaiveDate },
    /// KIEM_TRA_KY_THUAT, online sessions only
    Tested { posted_on: NaiveDate, on: NaiveDate },
    /// DA_TIEP
    Held { on: NaiveDate },
    /// TU_CHOI
    NotReceived { on: NaiveDate, ground: NotReceived, noticed_on: Option<NaiveDate> },
    /// DA_KET_LUAN
    Concluded { held_on: NaiveDate },
    /// THEO_DOI
    Following { held_on: NaiveDate, answered_on: NaiveDate },
    /// KET_THUC
    Closed { held_on: Option<NaiveDate>, answered_on: Option<NaiveDate> },
}

/// Codes of all stages.
pub const STAGES: &[&str] =
    &["scheduled", "posted", "tested", "held", "concluded", "following", "closed", "not-received"];

impl Stage {
    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Posted { .. } => "posted",
            Self::Tested { .. } => "tested",
            Self::Held { .. } => "held",
            Self::NotReceived { .. } => "not-received",
            Self::Concluded { .. } => "concluded",
            Self::Following { .. } => "following",
            Self::Closed { .. } => "closed",
        }
    }
}

/// A session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Day of the session.
    pub held_on: NaiveDate,
    /// By video.
    pub online: bool,
    /// Stage with its data.
    pub stage: Stage,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl Session {
    /// Begins with the schedule.
    ///
    /// # Errors
    /// The fact is another one, lies ahead, or an online session is not lawful for it.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let Event::Scheduled { on, held_on, online, denunciation, cleared } = *event else {
            return Err(Refusal::NotABeginning);
        };
        not_ahead(on, today)?;
        let row = row_of(RuleId::Td12);
        if online && !row.valid.contains(held_on) {
            return Err(Refusal::NotInForce { from: row.valid.from, basis: row.citation });
        }
        if online && denunciation && !cleared {
            return Err(Refusal::NotOnline);
        }
        Ok(Self { held_on, online, stage: Stage::Scheduled, last_on: on })
    }

    /// The session after one more fact.
    ///
    /// # Errors
    /// The procedure does not allow it now.
    pub fn apply(
        &self,
        event: &Event,
        rules: &Rules<'_>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        not_ahead(event.on(), today)?;
        let stage = self.next_stage(event, rules)?;
        check_order(event.on(), self.last_on)?;
        let held_on = match *event {
            Event::Postponed { held_on, .. } => held_on,
            _ => self.held_on,
        };
        Ok(Self { held_on, stage, last_on: event.on(), ..*self })
    }

    /// The rule of posting: TD-07 for a reception day, TD-12 for an online session.
    fn posting_rule(&self) -> RuleId {
        if self.online { RuleId::Td12 } else { RuleId::Td07 }
    }

    fn check_ahead(&self, id: RuleId, on: NaiveDate, rules: &Rules<'_>) -> Result<(), Refusal> {
        let rule = fixed(id);
        let latest = Deadline::compute(rule, self.held_on, rules).due_on;
        if on > latest {
            return Err(Refusal::PostedTooLate { latest, basis: rule.citation });
        }
        Ok(())
    }

    fn next_stage(&self, event: &Event, rules: &Rules<'_>) -> Result<Stage, Refusal> {
        let wrong = Refusal::WrongStage { step: event.code(), stage: self.stage.code() };
        let is_ready = match self.stage {
            Stage::Posted { .. } => !self.online,
            Stage::Tested { .. } => true,
            _ => false,
        };
        match (self.stage, *event) {
            (Stage::Scheduled, Event::Posted { on }) => {
                self.check_ahead(self.posting_rule(), on, rules)?;
                Ok(Stage::Posted { on })
            }
            (Stage::Posted { on: posted_on }, Event::Tested { on }) if self.online => {
                self.check_ahead(RuleId::Td13a, on, rules)?;
                Ok(Stage::Tested { posted_on, on })
            }
            (Stage::Posted { .. } | Stage::Tested { .. }, Event::Held { on }) if is_ready => {
                if on < self.held_on {
                    return Err(Refusal::DialogueAhead { held_on: self.held_on });
                }
                Ok(Stage::Held { on })
            }
            (Stage::Posted { .. } | Stage::Tested { .. }, Event::NotReceived { on, ground })
                if is_ready =>
            {
                ground.check(on)?;
                Ok(Stage::NotReceived { on, ground, noticed_on: None })
            }
            (
                Stage::NotReceived { on: refused_on, ground, noticed_on: None },
                Event::NoticeGiven { on },
            ) if ground.needs_notice() => {
                Ok(Stage::NotReceived { on: refused_on, ground, noticed_on: Some(on) })
            }
            // Put off for a good reason, with the new time posted (TD-07).
            (
                Stage::Scheduled | Stage::Posted { .. } | Stage::Tested { .. },
                Event::Postponed { on, held_on },
            ) if held_on > on => Ok(Stage::Scheduled),
            (Stage::Held { on: held_on }, Event::Concluded { .. }) => {
                Ok(Stage::Concluded { held_on })
            }
            (
                Stage::Held { on: held_on } | Stage::Concluded { held_on },
                Event::Answered { on },
            ) => Ok(Stage::Following { held_on, answered_on: on }),
            (Stage::Following { held_on, answered_on }, Event::Closed { .. }) => {
                Ok(Stage::Closed { held_on: Some(held_on), answered_on: Some(answered_on) })
            }
            (Stage::NotReceived { ground, noticed_on, .. }, Event::Closed { .. })
                if noticed_on.is_some() || !ground.needs_notice() =>
            {
                Ok(Stage::Closed { held_on: None, answered_on: None })
            }
            _ => Err(wrong),
        }
    }

    /// Posting (TD-07, TD-12), test (TD-13), answer (TD-08), notice of refusal (TD-11).
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let (posted_on, tested_on) = match self.stage {
            Stage::Scheduled => (None, None),
            Stage::Posted { on } => (Some(on), None),
            Stage::Tested { posted_on, on } => (Some(posted_on), Some(on)),
            _ => (Some(self.held_on), Some(self.held_on)),
        };
        let is_past =
            !matches!(self.stage, Stage::Scheduled | Stage::Posted { .. } | Stage::Tested { .. });
        let ahead = |id, met: Option<NaiveDate>| {
            let deadline = Deadline::compute(fixed(id), self.held_on, rules);
            if is_past { deadline.lapsed_if(true) } else { deadline.met(met) }
        };
        let mut all = vec![ahead(self.posting_rule(), posted_on)];
        if self.online {
            all.push(ahead(RuleId::Td13a, tested_on));
        }
        match self.stage {
            Stage::Held { on } | Stage::Concluded { held_on: on } => {
                all.push(Deadline::compute(fixed(RuleId::Td08), on, rules));
            }
            Stage::Following { held_on, answered_on }
            | Stage::Closed { held_on: Some(held_on), answered_on: Some(answered_on) } => {
                let answer = Deadline::compute(fixed(RuleId::Td08), held_on, rules);
                all.push(answer.met(Some(answered_on)));
            }
            Stage::NotReceived { on, ground, noticed_on } if ground.needs_notice() => {
                all.push(Deadline::compute(fixed(RuleId::Td11), on, rules).met(noticed_on));
            }
            _ => {}
        }
        all
    }
}
