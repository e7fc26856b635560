//! Dialogue (đối thoại): who came, and the notice that must go out before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::deadline::{dialogue_notice_days, latest_notice_day};
use crate::refusal::Refusal;

/// Whether the complainant came (DT-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attendance {
    /// Có mặt.
    Present,
    /// Vắng mặt có lý do chính đáng.
    AbsentExcused,
    /// Vắng mặt không có lý do chính đáng.
    AbsentUnexcused,
}

codes!(Attendance {
    Present => "present",
    AbsentExcused => "absent-excused",
    AbsentUnexcused => "absent-unexcused",
});

/// A round of dialogue that was invited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The day the notice went out.
    pub invited_on: NaiveDate,
    /// The day of the meeting.
    pub held_on: NaiveDate,
}

/// What the minutes say (form 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The day of the meeting.
    pub on: NaiveDate,
    /// Whether the complainant came.
    pub attendance: Attendance,
    /// Whether the parties agreed.
    pub agreed: bool,
}

/// A round of dialogue, with its minutes once it was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// The notice.
    pub invitation: Invitation,
    /// The minutes.
    pub minutes: Option<Minutes>,
}

impl Round {
    /// A round begins with its notice, before the day of the meeting.
    pub(crate) fn invited(invited_on: NaiveDate, held_on: NaiveDate) -> Result<Self, Refusal> {
        if held_on <= invited_on {
            return Err(Refusal::DialogueNotAhead);
        }
        Ok(Self { invitation: Invitation { invited_on, held_on }, minutes: None })
    }

    /// The same round with its minutes: once, and not before the day that was announced.
    pub(crate) fn held(
        self,
        on: NaiveDate,
        attendance: Attendance,
        agreed: bool,
    ) -> Result<Self, Refusal> {
        let held_on = self.invitation.held_on;
        if self.minutes.is_some() {
            return Err(Refusal::NotInvited);
        }
        if on < held_on {
            return Err(Refusal::DialogueAhead { held_on });
        }
        Ok(Self { minutes: Some(Minutes { on, attendance, agreed }), ..self })
    }

    /// The announced day, as long as the meeting has no minutes.
    pub(crate) fn awaited_on(self) -> Option<NaiveDate> {
        self.minutes.is_none().then_some(self.invitation.held_on)
    }
}

/// The notice must be early enough (KN-08, DT-08).
pub(crate) fn check_notice(invited_on: NaiveDate, held_on: NaiveDate) -> Result<(), Refusal> {
    if let Some(days) = dialogue_notice_days(invited_on) {
        let latest = latest_notice_day(days, held_on);
        if invited_on > latest {
            return Err(Refusal::NoticeTooShort { days, latest });
        }
    }
    Ok(())
}
