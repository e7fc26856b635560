//! Dialogue (đối thoại): who chairs, who came, and the notice that must go out before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::minus;
use crate::citation::{Citation, lkn, nd124};
use crate::codes;
use crate::jurisdiction::{Instance, Resolver};
use crate::refusal::Refusal;
use crate::rule::dialogue_notice_days;

/// Where the notice period before a dialogue stands (KN-08).
pub const NOTICE_BASIS: Citation = nd124("28", Some("1"));

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

/// Who chairs (chủ trì).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chair {
    /// The resolver in person.
    #[default]
    Resolver,
    /// A deputy of the resolver.
    Deputy,
    /// The head of a specialised agency of the same level.
    AgencyHead,
    /// The head of the unit that verified.
    VerifierHead,
}

codes!(Chair {
    Resolver => "resolver",
    Deputy => "deputy",
    AgencyHead => "agency-head",
    VerifierHead => "verifier-head",
});

/// Who chairs a dialogue, and what that rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Chairing {
    /// Who.
    pub by: Chair,
    /// Agencies disagree, the attitude is harsh, the public is concerned, or security and order are
    /// affected (DT-06).
    pub sensitive: bool,
    /// A person lets somebody else chair a first dialogue, with a reason in the note (U7).
    pub overridden: bool,
}

/// Whether the chair is lawful: first instance in person, unless a person overrides with a reason
/// (DT-04, U7: the law has no delegation clause); second instance in person where a provincial agency
/// resolves (DT-05), and where the Minister or the province chairman does, in person for groups and
/// sensitive cases and otherwise by delegation (DT-06).
pub(crate) fn check_chair(
    instance: Instance,
    resolver: Resolver,
    is_group: bool,
    chairing: Chairing,
) -> Result<(), Refusal> {
    let must_be_there = match (instance, resolver) {
        (Instance::First, _) => !chairing.overridden,
        (Instance::Second, Resolver::ProvinceChairman | Resolver::Minister) => {
            is_group || chairing.sensitive
        }
        (Instance::Second, _) => true,
    };
    if chairing.by == Chair::Resolver || !must_be_there {
        return Ok(());
    }
    Err(Refusal::ChairInPerson { basis: chair_basis(instance) })
}

/// Where the rule of the chair stands.
pub fn chair_basis(instance: Instance) -> Citation {
    match instance {
        Instance::First => lkn("30", None),
        Instance::Second => nd124("28", Some("2")),
    }
}

/// A round of dialogue that was invited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The day the notice went out.
    pub invited_on: NaiveDate,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// Who chairs.
    pub chair: Chair,
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
    /// Whether a delegate has reported to the resolver (DT-06).
    pub reported: bool,
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
    pub(crate) fn invited(
        invited_on: NaiveDate,
        held_on: NaiveDate,
        chair: Chair,
    ) -> Result<Self, Refusal> {
        if held_on <= invited_on {
            return Err(Refusal::DialogueNotAhead);
        }
        Ok(Self { invitation: Invitation { invited_on, held_on, chair }, minutes: None })
    }

    /// The same round with its minutes: once, and not before the day that was announced.
    pub(crate) fn held(self, minutes: Minutes) -> Result<Self, Refusal> {
        let held_on = self.invitation.held_on;
        if self.minutes.is_some() {
            return Err(Refusal::NotInvited);
        }
        if minutes.on < held_on {
            return Err(Refusal::DialogueAhead { held_on });
        }
        Ok(Self { minutes: Some(minutes), ..self })
    }

    /// The announced day, as long as the meeting has no minutes.
    pub(crate) fn awaited_on(self) -> Option<NaiveDate> {
        self.minutes.is_none().then_some(self.invitation.held_on)
    }
}

/// The notice must be early enough (KN-08, DT-08).
pub(crate) fn check_notice(invited_on: NaiveDate, held_on: NaiveDate) -> Result<(), Refusal> {
    if let Some(days) = dialogue_notice_days(invited_on) {
        let latest = minus(held_on, u64::from(days));
        if invited_on > latest {
            return Err(Refusal::NoticeTooShort { days, latest });
        }
    }
    Ok(())
}
