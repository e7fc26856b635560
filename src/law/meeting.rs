//! Dialogue meeting (buổi đối thoại) as an object of its own: planned, announced, held, signed and
//! followed (9.5). Kinds outside the Law on Complaints carry no statutory notice and no form 14.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::minus;
use crate::dialogue::{Attendance, Chairing, check_chair, check_notice};
use crate::jurisdiction::{Instance, Resolver};
use crate::procedure::{check_order, not_ahead};
use crate::refusal::Refusal;
use crate::rule::dialogue_notice_days;
use crate::{codes, facts};

/// Kind of dialogue (1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// Khiếu nại lần đầu.
    FirstComplaint,
    /// Khiếu nại lần hai.
    SecondComplaint,
    /// Khiếu nại quyết định kỷ luật.
    Discipline,
    /// Hội nghị trao đổi, đối thoại với Nhân dân (Điều 32 Luật Thực hiện dân chủ ở cơ sở).
    GrassrootsConference,
    /// Lấy ý kiến đối tượng chịu tác động (Điều 27).
    Consultation,
    /// Đối thoại của cấp ủy (Quy định 11-QĐi/TW).
    PartyCommittee,
    /// Vận động, thuyết phục.
    Persuasion,
}

codes!(MeetingKind {
    FirstComplaint => "first-complaint",
    SecondComplaint => "second-complaint",
    Discipline => "discipline",
    GrassrootsConference => "grassroots-conference",
    Consultation => "consultation",
    PartyCommittee => "party-committee",
    Persuasion => "persuasion",
});

impl MeetingKind {
    /// Which instance of a complaint it belongs to; the head chairs discipline dialogues as those of the
    /// first time (DT-03).
    fn instance(self) -> Option<Instance> {
        match self {
            Self::FirstComplaint | Self::Discipline => Some(Instance::First),
            Self::SecondComplaint => Some(Instance::Second),
            _ => None,
        }
    }

    /// Whether the chair is lawful (DT-03 to DT-06); outside the Law on Complaints anybody may chair.
    ///
    /// # Errors
    /// The resolver must chair in person.
    pub fn check_chair(
        self,
        resolver: Resolver,
        is_group: bool,
        chairing: Chairing,
    ) -> Result<(), Refusal> {
        match self.instance() {
            Some(instance) => check_chair(instance, resolver, is_group, chairing),
            None => Ok(()),
        }
    }

    /// The latest day to announce a meeting on, where a law sets one (KN-08, DT-08).
    pub fn announce_by(self, held_on: NaiveDate) -> Option<NaiveDate> {
        let days = dialogue_notice_days(held_on).filter(|_| self.is_of_complaints_law())?;
        Some(minus(held_on, u64::from(days)))
    }

    /// Whether notice, minutes (form 14) and effects are those of the Law on Complaints.
    pub fn is_of_complaints_law(self) -> bool {
        matches!(self, Self::FirstComplaint | Self::SecondComplaint | Self::Discipline)
    }
}

facts! {
    /// Planned (lập kế hoạch).
    Planned {
        /// Which kind.
        kind: MeetingKind,
        /// Day of the meeting.
        held_on: NaiveDate,
    } "planned";
    /// Everybody was told time, place and content (đã thông báo).
    Announced {} "announced";
    /// Held, or the invited did not come.
    Held {
        /// Whether they came.
        attendance: Attendance,
    } "held";
    /// Put off (hoãn) to another day.
    Postponed {
        /// The new day.
        held_on: NaiveDate,
    } "postponed";
    /// The minutes were read and signed (đã ký biên bản).
    MinutesSigned {} "minutes-signed";
    /// What was agreed is followed (theo dõi nội dung thống nhất).
    FollowUpStarted {} "follow-up-started";
    /// Closed.
    Closed {} "closed";
    /// Called off (hủy); nobody comes.
    Cancelled {} "cancelled";
    /// Entered by mistake (nhập nhầm): it never was a meeting.
    EnteredInError {} "entered-in-error";
}

/// Stage of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// LAP_KE_HOACH
    Planned,
    /// DA_THONG_BAO
    Announced,
    /// DA_HOP
    Held,
    /// VANG_CO_LY_DO
    AbsentExcused,
    /// VANG_KHONG_LY_DO
    AbsentUnexcused,
    /// DA_KY_BIEN_BAN
    MinutesSigned,
    /// THEO_DOI_NOI_DUNG_THONG_NHAT
    Following,
    /// KET_THUC
    Closed,
    /// DA_HUY
    Cancelled,
    /// NHAP_NHAM
    EnteredInError,
}

codes!(Stage {
    Planned => "planned",
    Announced => "announced",
    Held => "held",
    AbsentExcused => "absent-excused",
    AbsentUnexcused => "absent-unexcused",
    MinutesSigned => "minutes-signed",
    Following => "following",
    Closed => "closed",
    Cancelled => "cancelled",
    EnteredInError => "entered-in-error",
});

impl Stage {
    /// Whether people and room are still taken for it.
    pub fn takes_place(self) -> bool {
        !matches!(self, Self::Cancelled | Self::EnteredInError)
    }

    /// Whether it can be put off to another day, or called off. Absent with good reason: a new day, or the
    /// case is suspended (Điều 11a Luật Khiếu nại).
    pub fn can_be_moved(self) -> bool {
        matches!(self, Self::Planned | Self::Announced | Self::AbsentExcused)
    }

    /// Whether it can be found to be a mistake. What was signed stays; a mistake in it is for the minutes of a
    /// further meeting.
    pub fn can_be_corrected(self) -> bool {
        self.can_be_moved() || self.takes_minutes()
    }

    /// Whether minutes are written and signed. Absent without good reason: they say so and the resolution
    /// goes on (DT-11, Điều 30 khoản 6 Luật Khiếu nại).
    pub fn takes_minutes(self) -> bool {
        matches!(self, Self::Held | Self::AbsentUnexcused)
    }

    /// Whether something can be promised: people met, and it has not ended.
    pub fn takes_promises(self) -> bool {
        matches!(self, Self::Held | Self::MinutesSigned | Self::Following)
    }

    /// Whether it can end.
    pub fn can_be_closed(self) -> bool {
        matches!(self, Self::MinutesSigned | Self::Following | Self::AbsentExcused)
    }
}

/// A meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Which kind.
    pub kind: MeetingKind,
    /// Day of the meeting.
    pub held_on: NaiveDate,
    /// Stage.
    pub stage: Stage,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl Meeting {
    /// Begins with the plan.
    ///
    /// # Errors
    /// The fact is another one, or lies ahead.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let Event::Planned { on, kind, held_on } = *event else {
            return Err(Refusal::NotABeginning);
        };
        not_ahead(on, today)?;
        Ok(Self { kind, held_on, stage: Stage::Planned, last_on: on })
    }

    /// The meeting after one more fact.
    ///
    /// # Errors
    /// The procedure does not allow it now.
    pub fn apply(&self, event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        not_ahead(event.on(), today)?;
        let stage = self.next_stage(event)?;
        check_order(event.on(), self.last_on)?;
        let held_on = match *event {
            Event::Postponed { held_on, .. } => held_on,
            _ => self.held_on,
        };
        Ok(Self { held_on, stage, last_on: event.on(), ..*self })
    }

    fn next_stage(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (Stage::Planned, Event::Announced { on }) => {
                if self.held_on <= on {
                    return Err(Refusal::DialogueNotAhead);
                }
                if self.kind.is_of_complaints_law() {
                    check_notice(on, self.held_on)?;
                }
                Ok(Stage::Announced)
            }
            (Stage::Announced, Event::Held { on, attendance }) => {
                if on < self.held_on {
                    return Err(Refusal::DialogueAhead { held_on: self.held_on });
                }
                Ok(match attendance {
                    Attendance::Present => Stage::Held,
                    Attendance::AbsentExcused => Stage::AbsentExcused,
                    Attendance::AbsentUnexcused => Stage::AbsentUnexcused,
                })
            }
            (stage, Event::Postponed { on, held_on }) if stage.can_be_moved() && held_on > on => {
                Ok(Stage::Planned)
            }
            (stage, Event::MinutesSigned { .. }) if stage.takes_minutes() => {
                Ok(Stage::MinutesSigned)
            }
            (Stage::MinutesSigned, Event::FollowUpStarted { .. }) => Ok(Stage::Following),
            (stage, Event::Closed { .. }) if stage.can_be_closed() => Ok(Stage::Closed),
            (stage, Event::Cancelled { .. }) if stage.can_be_moved() => Ok(Stage::Cancelled),
            (stage, Event::EnteredInError { .. }) if stage.can_be_corrected() => {
                Ok(Stage::EnteredInError)
            }
            _ => Err(Refusal::WrongStage { step: event.code(), stage: self.stage.code() }),
        }
    }
}
