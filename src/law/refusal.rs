//! Why a step is not lawful now, with its basis. The sentence is `refusal-<code>`.

use chrono::NaiveDate;

use crate::citation::{Citation, lkn, ltcd, nd124};
use crate::deadline::DIALOGUE_NOTICE;

/// A step that the law does not allow at this moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The step does not belong to the stage the case is in.
    #[error("the step {step} is not possible in stage {stage}")]
    WrongStage {
        /// Code of the step or fact.
        step: &'static str,
        /// Code of the stage.
        stage: &'static str,
    },
    /// The history does not begin with receipt, or begins twice.
    #[error("a case begins with its receipt, once")]
    NotABeginning,
    /// The fact lies ahead.
    #[error("the date {on} is after today, {today}")]
    FutureDate {
        /// The date given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The fact lies before the one it follows.
    #[error("the date {on} is before the fact it follows, {prior}")]
    BeforePriorFact {
        /// The date given.
        on: NaiveDate,
        /// The date of the fact before.
        prior: NaiveDate,
    },
    /// A group letter without all signatures (KN-25).
    #[error("not all have signed")]
    SignaturesMissing,
    /// A group with too few or too many representatives (KN-23).
    #[error("{have} representatives, must be {min} to {max}")]
    Representatives {
        /// Named so far.
        have: u32,
        /// At least.
        min: u32,
        /// At most.
        max: u32,
    },
    /// Demand and findings differ, so a dialogue must be held (DT-01).
    #[error("findings differ from the demand: a dialogue is obligatory")]
    DialogueRequired,
    /// Demand and findings agree, so there is nothing to hold a dialogue on.
    #[error("findings agree with the demand: no dialogue is needed")]
    DialogueNotNeeded,
    /// The meeting must lie after the day of its notice.
    #[error("the dialogue must lie after its notice")]
    DialogueNotAhead,
    /// The notice comes too late (KN-08).
    #[error("the notice had to go out by {latest}")]
    NoticeTooShort {
        /// Days of notice.
        days: u32,
        /// Last day for the notice.
        latest: NaiveDate,
    },
    /// Nobody has been invited yet.
    #[error("no dialogue has been announced")]
    NotInvited,
    /// The day of the meeting has not come.
    #[error("the dialogue is on {held_on}")]
    DialogueAhead {
        /// The day of the meeting.
        held_on: NaiveDate,
    },
    /// The meeting has no minutes yet (DT-10).
    #[error("the dialogue has no minutes")]
    MinutesMissing,
    /// The complainant was absent with good reason: invite again.
    #[error("absent with good reason: a new date is needed")]
    NewDateNeeded,
    /// There is no proof of service: none at all, or a day of receipt before the sending or ahead.
    #[error("service is not proved")]
    ServiceNotProved,
    /// The decision cannot take effect yet (KN-13, KN-14).
    #[error("no legal effect before {earliest}")]
    EffectNotYet {
        /// First day on which it can.
        earliest: NaiveDate,
    },
    /// The window of the second complaint is over (KN-13).
    #[error("the window closed on {last}")]
    WindowClosed {
        /// Its last day.
        last: NaiveDate,
    },
    /// There is no decision and the period to resolve still runs (KN-13).
    #[error("the period to resolve runs until {last}")]
    StillInTime {
        /// Its last day.
        last: NaiveDate,
    },
}

impl Refusal {
    /// The code that names the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongStage { .. } => "wrong-stage",
            Self::NotABeginning => "not-a-beginning",
            Self::FutureDate { .. } => "future-date",
            Self::BeforePriorFact { .. } => "before-prior-fact",
            Self::SignaturesMissing => "signatures-missing",
            Self::Representatives { .. } => "representatives",
            Self::DialogueRequired => "dialogue-required",
            Self::DialogueNotNeeded => "dialogue-not-needed",
            Self::DialogueNotAhead => "dialogue-not-ahead",
            Self::NoticeTooShort { .. } => "notice-too-short",
            Self::NotInvited => "not-invited",
            Self::DialogueAhead { .. } => "dialogue-ahead",
            Self::MinutesMissing => "minutes-missing",
            Self::NewDateNeeded => "new-date-needed",
            Self::ServiceNotProved => "service-not-proved",
            Self::EffectNotYet { .. } => "effect-not-yet",
            Self::WindowClosed { .. } => "window-closed",
            Self::StillInTime { .. } => "still-in-time",
        }
    }

    /// All codes there are, so that a test can find a missing sentence.
    pub const CODES: &[&str] = &[
        "wrong-stage",
        "not-a-beginning",
        "future-date",
        "before-prior-fact",
        "signatures-missing",
        "representatives",
        "dialogue-required",
        "dialogue-not-needed",
        "dialogue-not-ahead",
        "notice-too-short",
        "not-invited",
        "dialogue-ahead",
        "minutes-missing",
        "new-date-needed",
        "service-not-proved",
        "effect-not-yet",
        "window-closed",
        "still-in-time",
    ];

    /// The article it follows from.
    pub fn citation(&self) -> Option<Citation> {
        match self {
            Self::SignaturesMissing => Some(nd124("16", Some("1"))),
            Self::Representatives { .. } => Some(ltcd("29", None)),
            Self::DialogueRequired | Self::MinutesMissing => Some(lkn("30", None)),
            Self::NoticeTooShort { .. } => Some(DIALOGUE_NOTICE),
            Self::NewDateNeeded => Some(nd124("28", Some("5"))),
            Self::ServiceNotProved => Some(lkn("32", None)),
            Self::EffectNotYet { .. } => Some(lkn("44", Some("1"))),
            Self::WindowClosed { .. } | Self::StillInTime { .. } => Some(lkn("33", Some("1"))),
            Self::WrongStage { .. }
            | Self::NotABeginning
            | Self::FutureDate { .. }
            | Self::BeforePriorFact { .. }
            | Self::DialogueNotNeeded
            | Self::DialogueNotAhead
            | Self::NotInvited
            | Self::DialogueAhead { .. } => None,
        }
    }

    /// Dates the sentence shows, by name.
    pub fn dates(&self) -> Vec<(&'static str, NaiveDate)> {
        match *self {
            Self::FutureDate { on, today } => vec![("on", on), ("today", today)],
            Self::BeforePriorFact { on, prior } => vec![("on", on), ("prior", prior)],
            Self::NoticeTooShort { latest, .. } => vec![("latest", latest)],
            Self::DialogueAhead { held_on } => vec![("held", held_on)],
            Self::EffectNotYet { earliest } => vec![("earliest", earliest)],
            Self::WindowClosed { last } | Self::StillInTime { last } => vec![("last", last)],
            Self::WrongStage { .. }
            | Self::NotABeginning
            | Self::SignaturesMissing
            | Self::Representatives { .. }
            | Self::DialogueRequired
            | Self::DialogueNotNeeded
            | Self::DialogueNotAhead
            | Self::NotInvited
            | Self::MinutesMissing
            | Self::NewDateNeeded
            | Self::ServiceNotProved => Vec::new(),
        }
    }

    /// Numbers the sentence shows, by name.
    pub fn numbers(&self) -> Vec<(&'static str, u32)> {
        match *self {
            Self::Representatives { have, min, max } => {
                vec![("have", have), ("min", min), ("max", max)]
            }
            Self::NoticeTooShort { days, .. } => vec![("days", days)],
            _ => Vec::new(),
        }
    }
}
