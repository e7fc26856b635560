//! Why a step is not lawful now, with its basis. The sentence is `refusal-<code>`.

use chrono::NaiveDate;

use crate::citation::{Citation, lkn, ltc, ltcd, nd31, nd124};
use crate::dialogue::NOTICE_BASIS;
use crate::jurisdiction::Resolver;
use crate::results::TABLES;

/// Declares the refusals: name, data, message for logs, and code.
macro_rules! refusals {
    ($($(#[$meta:meta])* $name:ident $({ $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? })? $code:literal, $log:literal;)*) => {
        /// A step that the law does not allow at this moment.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $($(#[$meta])* #[error($log)] $name $({ $($(#[$field_meta])* $field: $type),* })?,)*
        }

        impl Refusal {
            /// The code that names the sentence.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }

            /// All codes there are, so that a test can find a missing sentence.
            pub const CODES: &[&str] = &[$($code),*];
        }
    };
}

refusals! {
    /// The step does not belong to the stage the case is in.
    WrongStage {
        /// Code of the step or fact.
        step: &'static str,
        /// Code of the stage.
        stage: &'static str,
    } "wrong-stage", "the step {step} is not possible in stage {stage}";
    /// The history does not begin with receipt, or begins twice.
    NotABeginning "not-a-beginning", "a case begins with its receipt, once";
    /// The fact lies ahead.
    FutureDate {
        /// The date given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    } "future-date", "the date {on} is after today, {today}";
    /// The fact lies before the one it follows.
    BeforePriorFact {
        /// The date given.
        on: NaiveDate,
        /// The date of the fact before.
        prior: NaiveDate,
    } "before-prior-fact", "the date {on} is before the fact it follows, {prior}";
    /// The rule this rests on came into force later.
    NotInForce {
        /// First day of the rule.
        from: NaiveDate,
        /// Where it stands.
        basis: Citation,
    } "not-in-force", "no such step before {from}";
    /// What was lodged online is no complaint before it is signed (KN-20, KN-21).
    Unsigned "unsigned", "the complaint has not been signed";
    /// A group letter without all signatures (KN-25).
    SignaturesMissing "signatures-missing", "not all have signed";
    /// A group with too few or too many representatives (KN-23).
    Representatives {
        /// Named so far.
        have: u32,
        /// At least.
        min: u32,
        /// At most.
        max: u32,
    } "representatives", "{have} representatives, must be {min} to {max}";
    /// The authorisation is neither notarised nor certified (KN-26).
    ProxyUncertified "proxy-uncertified", "the authorisation must be notarised or certified";
    /// Another body is competent (1.8, 2.5).
    NotCompetent {
        /// The competent resolver; none where only a court, the Party or a higher decision remains.
        resolver: Option<Resolver>,
        /// Where it stands.
        basis: Citation,
    } "not-competent", "another resolver is competent";
    /// Nobody has confirmed the competence, which is not certain for this date (U3).
    CompetenceUnconfirmed {
        /// Where the proposal stands.
        basis: Citation,
    } "competence-unconfirmed", "a person must confirm the competence";
    /// A complex case without the criterion that makes it so.
    CriterionMissing {
        /// Where the criteria stand.
        basis: Citation,
    } "criterion-missing", "a complex case names its criterion";
    /// What lengthens a period must be found while it runs.
    PeriodEnded {
        /// Its last day.
        last: NaiveDate,
    } "period-ended", "the period ended on {last}";
    /// Demand and findings differ, so a dialogue must be held (DT-01).
    DialogueRequired "dialogue-required", "findings differ from the demand: a dialogue is obligatory";
    /// A second complaint always needs a dialogue (DT-02).
    DialogueAlwaysRequired "dialogue-always-required", "a second complaint always needs a dialogue";
    /// Demand and findings agree, so there is nothing to hold a dialogue on.
    DialogueNotNeeded "dialogue-not-needed", "findings agree with the demand: no dialogue is needed";
    /// The meeting must lie after the day of its notice.
    DialogueNotAhead "dialogue-not-ahead", "the dialogue must lie after its notice";
    /// The notice comes too late (KN-08).
    NoticeTooShort {
        /// Days of notice.
        days: u32,
        /// Last day for the notice.
        latest: NaiveDate,
    } "notice-too-short", "the notice had to go out by {latest}";
    /// The resolver must chair in person (DT-04 to DT-06).
    ChairInPerson {
        /// Where it stands.
        basis: Citation,
    } "chair-in-person", "the resolver must chair in person";
    /// The delegate who chaired has not reported (DT-06).
    DelegateReportMissing "delegate-report-missing", "the delegate has not reported";
    /// Nobody has been invited yet.
    NotInvited "not-invited", "no dialogue has been announced";
    /// The day of the meeting has not come.
    DialogueAhead {
        /// The day of the meeting.
        held_on: NaiveDate,
    } "dialogue-ahead", "the dialogue is on {held_on}";
    /// The meeting has no minutes yet (DT-10).
    MinutesMissing {
        /// Where it stands.
        basis: Citation,
    } "minutes-missing", "the dialogue has no minutes";
    /// The complainant was absent with good reason: invite again.
    NewDateNeeded "new-date-needed", "absent with good reason: a new date is needed";
    /// There is no proof of service: none at all, or a day of receipt before the sending or ahead.
    ServiceNotProved "service-not-proved", "service is not proved";
    /// The decision cannot take effect yet (KN-13, KN-14).
    EffectNotYet {
        /// First day on which it can.
        earliest: NaiveDate,
        /// Where it stands.
        basis: Citation,
    } "effect-not-yet", "no legal effect before {earliest}";
    /// The window of the second complaint is over (KN-13).
    WindowClosed {
        /// Its last day.
        last: NaiveDate,
    } "window-closed", "the window closed on {last}";
    /// The window of the second complaint is not open yet (KN-13).
    WindowAhead {
        /// First day.
        from: NaiveDate,
    } "window-ahead", "the window opens on {from}";
    /// There is no decision and the period to resolve still runs (KN-13).
    StillInTime {
        /// Its last day.
        last: NaiveDate,
    } "still-in-time", "the period to resolve runs until {last}";
    /// The whole matter was withdrawn: only termination is left (KN-31, TC-29).
    Withdrawn {
        /// Where it stands.
        basis: Citation,
    } "withdrawn", "the whole matter was withdrawn";
    /// Terminated for withdrawal, and nothing was withdrawn as a whole.
    NotWithdrawn {
        /// Where it stands.
        basis: Citation,
    } "not-withdrawn", "no withdrawal of the whole is on record";
    /// The decision must be published before the case is closed (KN-12, TC-15).
    NotPublished {
        /// Where it stands.
        basis: Citation,
    } "not-published", "the decision has not been published";
    /// The decision orders something, so the case is not over without enforcement.
    NotExecuted "not-executed", "the decision must be executed first";
    /// A verification team has at least two members (TC-25).
    MembersTooFew "members-too-few", "a verification team has at least two members";
    /// A member has an interest or is a relative of the denounced (TC-25).
    MemberBiased "member-biased", "a member has an interest in the matter";
    /// More officials than people they are among (03/GQKN 20 ≤ 19, 23 ≤ 22; 04/GQTC 22 ≤ 21, 25 ≤ 24;
    /// 05/KQTH 12 ≤ 11, 15 ≤ 14, 28 ≤ 27, 31 ≤ 30).
    OfficialsExceed "officials-exceed", "more officials than people they are among";
    /// A record of execution without any result (05/KQTH).
    NothingExecuted "nothing-executed", "nothing was executed";
    /// No extension is left (TC-08, TC-09).
    ExtensionsUsed {
        /// How many are allowed.
        max: u32,
    } "extensions-used", "at most {max} extensions";
    /// Nothing concrete names the violator (TC-24).
    NoEvidence "no-evidence", "no violator and evidence to check";
    /// Nobody has checked who denounces (TC-01).
    IdentityUnchecked "identity-unchecked", "the denouncer's identity has not been checked";
    /// It is not known who denounces: Điều 25 holds instead (TC-24).
    NotIdentified "not-identified", "the denouncer is not identified";
    /// It is known who denounces, so it is not anonymous (TC-24).
    IsIdentified "is-identified", "the denouncer is identified";
    /// The conditions of acceptance are not met (TC-22).
    NotEligible "not-eligible", "the conditions of acceptance are not met";
    /// The schedule must be posted earlier, or the session held later (TD-07, TD-12).
    PostedTooLate {
        /// Last day for the posting.
        latest: NaiveDate,
        /// Where it stands.
        basis: Citation,
    } "posted-too-late", "it had to be posted by {latest}";
    /// A denunciation is received online only where the denouncer asks for no protection of identity
    /// and security is ensured (BM-10).
    NotOnline "not-online", "a denunciation is not received online";
}

impl Refusal {
    /// The article it follows from.
    pub fn citation(&self) -> Option<Citation> {
        match *self {
            Self::NotInForce { basis, .. }
            | Self::NotCompetent { basis, .. }
            | Self::CompetenceUnconfirmed { basis }
            | Self::CriterionMissing { basis }
            | Self::ChairInPerson { basis }
            | Self::MinutesMissing { basis }
            | Self::EffectNotYet { basis, .. }
            | Self::Withdrawn { basis }
            | Self::NotWithdrawn { basis }
            | Self::NotPublished { basis }
            | Self::PostedTooLate { basis, .. } => Some(basis),
            Self::Unsigned => Some(lkn("8", None)),
            Self::SignaturesMissing => Some(nd124("16", Some("1"))),
            Self::Representatives { .. } => Some(ltcd("29", None)),
            Self::ProxyUncertified => Some(nd124("5", Some("3"))),
            Self::DialogueRequired => Some(lkn("30", None)),
            Self::DialogueAlwaysRequired => Some(lkn("39", None)),
            Self::NoticeTooShort { .. } => Some(NOTICE_BASIS),
            Self::DelegateReportMissing => Some(nd124("28", Some("2"))),
            Self::NewDateNeeded => Some(nd124("28", Some("5"))),
            Self::ServiceNotProved => Some(lkn("32", None)),
            Self::WindowClosed { .. } | Self::WindowAhead { .. } | Self::StillInTime { .. } => {
                Some(lkn("33", Some("1")))
            }
            Self::NotExecuted => Some(lkn("44", Some("4"))),
            Self::MembersTooFew | Self::MemberBiased => Some(nd31("10", None)),
            Self::OfficialsExceed | Self::NothingExecuted => Some(TABLES),
            Self::ExtensionsUsed { .. } => Some(ltc("30", None)),
            Self::IdentityUnchecked => Some(ltc("24", Some("1"))),
            Self::NotEligible => Some(ltc("29", Some("1"))),
            Self::NoEvidence | Self::NotIdentified | Self::IsIdentified => Some(ltc("25", None)),
            Self::NotOnline => Some(crate::citation::nd154("20", Some("4"))),
            Self::WrongStage { .. }
            | Self::NotABeginning
            | Self::FutureDate { .. }
            | Self::BeforePriorFact { .. }
            | Self::PeriodEnded { .. }
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
            Self::NotInForce { from, .. } | Self::WindowAhead { from } => vec![("from", from)],
            Self::NoticeTooShort { latest, .. } | Self::PostedTooLate { latest, .. } => {
                vec![("latest", latest)]
            }
            Self::DialogueAhead { held_on } => vec![("held", held_on)],
            Self::EffectNotYet { earliest, .. } => vec![("earliest", earliest)],
            Self::PeriodEnded { last }
            | Self::WindowClosed { last }
            | Self::StillInTime { last } => vec![("last", last)],
            _ => Vec::new(),
        }
    }

    /// Numbers the sentence shows, by name.
    pub fn numbers(&self) -> Vec<(&'static str, u32)> {
        match *self {
            Self::Representatives { have, min, max } => {
                vec![("have", have), ("min", min), ("max", max)]
            }
            Self::NoticeTooShort { days, .. } => vec![("days", days)],
            Self::ExtensionsUsed { max } => vec![("max", max)],
            _ => Vec::new(),
        }
    }

    /// Codes the sentence shows as words, by name and prefix of their texts.
    pub fn words(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        match *self {
            Self::NotCompetent { resolver, .. } => {
                let code = resolver.map_or("none", Resolver::code);
                vec![("resolver", "resolver-", code)]
            }
            _ => Vec::new(),
        }
    }
}
