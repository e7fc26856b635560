//! Whether a meeting may lie where somebody wants it: what the law forbids, and what is unusual and
//! needs a reason.

use chrono::{Days, NaiveDate};
use law::calendar::WorkCalendar;
use law::dialogue::{Chair, Chairing};
use law::jurisdiction::Resolver;
use law::meeting::MeetingKind;
use law::refusal::Refusal;

use crate::bookings::Stretch;

/// Something unusual; it is allowed with a reason, which stays with the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// On a day off.
    OffDay,
    /// Outside the hours of dialogues.
    OffHours,
    /// Later told than the office promises itself; it would have been due on this day.
    ShortNotice(NaiveDate),
    /// Somebody else chairs a dialogue of the first time (DT-04, U7).
    ChairDelegated,
}

impl Departure {
    /// The sentence is `departure-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OffDay => "off-day",
            Self::OffHours => "off-hours",
            Self::ShortNotice(_) => "short-notice",
            Self::ChairDelegated => "chair-delegated",
        }
    }
}

/// Where a meeting is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub kind: MeetingKind,
    pub stretch: Stretch,
    /// The head of the unit, or somebody for them.
    pub chair: Chair,
    /// Who resolves at this unit.
    pub resolver: Resolver,
    /// Of several complainants.
    pub is_group: bool,
    /// See DT-06.
    pub is_sensitive: bool,
}

/// What a unit goes by.
#[derive(Clone, Copy, Debug)]
pub struct House<'a> {
    pub calendar: &'a WorkCalendar,
    /// From and to in minutes since midnight.
    pub windows: &'a [(i32, i32)],
    pub notice_days: u32,
}

/// The last day to announce a meeting on: by law (KN-08), or as the office promises itself.
pub fn announce_by(kind: MeetingKind, held_on: NaiveDate, notice_days: u32) -> NaiveDate {
    let promised = held_on.checked_sub_days(Days::new(u64::from(notice_days))).unwrap_or(held_on);
    kind.announce_by(held_on).unwrap_or(promised)
}

/// What is unusual about a wish; with a reason all of it is allowed.
///
/// # Errors
/// The law does not allow it, whatever the reason (KN-08, DT-05, DT-06).
pub fn check(
    wanted: &Wanted,
    house: &House<'_>,
    today: NaiveDate,
    has_reason: bool,
) -> Result<Vec<Departure>, Refusal> {
    let Wanted { kind, stretch, chair, resolver, is_group, is_sensitive } = *wanted;
    let mut found = Vec::new();
    if stretch.on <= today {
        return Err(Refusal::DialogueNotAhead);
    }
    let latest = announce_by(kind, stretch.on, house.notice_days);
    if today > latest {
        if kind.is_of_complaints_law() {
            let days = u32::try_from((stretch.on - latest).num_days()).unwrap_or(0);
            return Err(Refusal::NoticeTooShort { days, latest });
        }
        found.push(Departure::ShortNotice(latest));
    }
    if !house.calendar.is_working_day(stretch.on) {
        found.push(Departure::OffDay);
    }
    let is_within = |(from, to): &(i32, i32)| *from <= stretch.from && stretch.to <= *to;
    if !house.windows.iter().any(is_within) {
        found.push(Departure::OffHours);
    }
    let chairing = |overridden| Chairing { by: chair, sensitive: is_sensitive, overridden };
    if kind.check_chair(resolver, is_group, chairing(false)).is_err() {
        // Only the first time leaves room for a person's decision; without a reason it is shown as such.
        kind.check_chair(resolver, is_group, chairing(true))?;
        found.push(Departure::ChairDelegated);
    }
    if has_reason {
        return Ok(Vec::new());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(raw: &str) -> NaiveDate {
        raw.parse().unwrap()
    }

    fn wanted(kind: MeetingKind, on: &str, from: i32) -> Wanted {
        Wanted {
            kind,
            stretch: Stretch { on: day(on), from, to: from + 30 },
            chair: Chair::Resolver,
            resolver: Resolver::CommuneChairman,
            is_group: false,
            is_sensitive: false,
        }
    }

    fn codes(wanted: &Wanted, has_reason: bool) -> Result<Vec<&'static str>, &'static str> {
        let (from, to) = (day("2026-01-01"), day("2027-12-31"));
        let calendar = WorkCalendar::new([day("2026-12-04")], [], from, to).unwrap();
        let windows = [(450, 690), (810, 1020)];
        let house = House { calendar: &calendar, windows: &windows, notice_days: 5 };
        let found = check(wanted, &house, day("2026-11-26"), has_reason);
        found.map(|all| all.into_iter().map(Departure::code).collect()).map_err(|r| r.code())
    }

    // KN-08, DT-03 to DT-06, DT-08
    #[test]
    fn what_the_law_forbids_no_reason_allows() {
        use MeetingKind::{FirstComplaint, Persuasion, SecondComplaint};
        let deputy = |wanted: Wanted| Wanted { chair: Chair::Deputy, ..wanted };
        let province = |w: Wanted| Wanted { resolver: Resolver::ProvinceChairman, ..w };
        let agency = |w: Wanted| Wanted { resolver: Resolver::AgencyHead, ..w };
        let (first, second) =
            (wanted(FirstComplaint, "2026-12-07", 480), wanted(SecondComplaint, "2026-12-07", 480));
        let none: Result<Vec<&str>, &str> = Ok(Vec::new());
        for (wanted, without, with) in [
            (wanted(Persuasion, "2026-12-01", 480), none.clone(), none.clone()),
            (wanted(Persuasion, "2026-11-30", 480), Ok(vec!["short-notice"]), none.clone()),
            (
                wanted(FirstComplaint, "2026-11-30", 480),
                Err("notice-too-short"),
                Err("notice-too-short"),
            ),
            (wanted(FirstComplaint, "2026-12-01", 480), none.clone(), none.clone()),
            (
                wanted(Persuasion, "2026-11-26", 480),
                Err("dialogue-not-ahead"),
                Err("dialogue-not-ahead"),
            ),
            (wanted(Persuasion, "2026-12-04", 480), Ok(vec!["off-day"]), none.clone()),
            (wanted(Persuasion, "2026-12-05", 690), Ok(vec!["off-day", "off-hours"]), none.clone()),
            (wanted(Persuasion, "2026-12-07", 675), Ok(vec!["off-hours"]), none.clone()),
            (first, none.clone(), none.clone()),
            (deputy(first), Ok(vec!["chair-delegated"]), none.clone()),
            (deputy(agency(second)), Err("chair-in-person"), Err("chair-in-person")),
            (deputy(province(second)), none.clone(), none.clone()),
            (
                Wanted { is_group: true, ..deputy(province(second)) },
                Err("chair-in-person"),
                Err("chair-in-person"),
            ),
            (
                Wanted { is_sensitive: true, ..deputy(province(second)) },
                Err("chair-in-person"),
                Err("chair-in-person"),
            ),
            (deputy(wanted(Persuasion, "2026-12-07", 480)), none.clone(), none.clone()),
        ] {
            assert_eq!(codes(&wanted, false), without, "{wanted:?}");
            assert_eq!(codes(&wanted, true), with, "{wanted:?} with a reason");
        }
    }
}
