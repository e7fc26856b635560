//! What is given: a round of dialogues, and why it may not make sense.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

/// Minutes in a day: the latest end of a span.
const DAY: u16 = 24 * 60;

/// Meetings are so many minutes long, or twice, three times … as many.
const STEP: u16 = 15;

/// One round of dialogues to plan (một đợt đối thoại).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Households to meet, at most 2000, each once. Ids differ.
    pub households: Vec<Household>,
    /// Who may chair, at most 200. Ids differ, from those of officers too.
    pub chairs: Vec<Chair>,
    /// Where meetings may be, at most 200. Ids differ.
    pub rooms: Vec<Room>,
    /// Officers, at most 200: one at each meeting. Empty when meetings need none.
    pub officers: Vec<Officer>,
    /// Days of work, in any order, each once.
    pub days: Vec<OpenDay>,
    /// The earliest day (hết thời hạn thông báo): days before it are passed over.
    pub not_before: NaiveDate,
    /// Length of a meeting in minutes, a multiple of 15.
    pub meeting_minutes: u16,
    /// Minutes between two meetings of a chair; 0 for none. The slots of a window, and of windows
    /// that follow each other at once, are so far apart. Busy times are taken as they are.
    pub pause_minutes: u16,
}

/// A household (hộ dân).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// Id.
    pub id: Uuid,
    /// Its ward (phường, xã), when known.
    pub ward: Option<Uuid>,
    /// The chair it met in an earlier round, who is kept.
    pub chair: Option<Uuid>,
    /// When it cannot come.
    pub busy: Vec<Busy>,
}

/// Who chairs a meeting (người chủ trì).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chair {
    /// Id.
    pub id: Uuid,
    /// Wards near to them; may be empty.
    pub wards: Vec<Uuid>,
    /// When they cannot come.
    pub busy: Vec<Busy>,
}

/// A room (phòng, địa điểm).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Id.
    pub id: Uuid,
    /// The ward it lies in, when that matters.
    pub ward: Option<Uuid>,
    /// When it is taken.
    pub busy: Vec<Busy>,
}

/// An officer who takes the minutes (cán bộ ghi biên bản).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Id.
    pub id: Uuid,
    /// When they cannot come.
    pub busy: Vec<Busy>,
}

/// A time that is not free (bận), half-open: a meeting may begin at `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Day.
    pub day: NaiveDate,
    /// Minute of the day it begins, 0–1439.
    pub from: u16,
    /// Minute of the day it ends, more than `from`, at most 1440.
    pub to: u16,
}

/// A day with its opening hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDay {
    /// Day.
    pub day: NaiveDate,
    /// Half-days (buổi), in any order; they do not overlap.
    pub windows: Vec<Window>,
}

/// Opening hours of a half-day, half-open: a meeting may end at `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Minute of the day it begins, 0–1439.
    pub from: u16,
    /// Minute of the day it ends, more than `from`, at most 1440.
    pub to: u16,
}

/// Why a round cannot be planned at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The length of a meeting, in minutes, is 0, longer than a day or no multiple of 15.
    #[error("a meeting cannot be {0} minutes long")]
    MeetingLength(u16),
    /// Two households, rooms or people have this id.
    #[error("the id {0} stands for two")]
    DuplicateId(Uuid),
    /// The same day stands twice in the list.
    #[error("the day {0} stands twice")]
    DuplicateDay(NaiveDate),
    /// A busy time or a window, in minutes of this day, ends before it begins or after midnight.
    #[error("there is no time from minute {from} to minute {to} on {day}")]
    BadSpan {
        /// Day.
        day: NaiveDate,
        /// Begin as given.
        from: u16,
        /// End as given.
        to: u16,
    },
    /// Two windows of this day overlap.
    #[error("windows of {0} overlap")]
    OverlappingWindows(NaiveDate),
    /// A household keeps a chair who is not in the list.
    #[error("household {household} keeps chair {chair}, who is not in the list")]
    UnknownChair {
        /// Household.
        household: Uuid,
        /// The chair it names.
        chair: Uuid,
    },
    /// Over 2000 households, over 200 chairs, rooms or officers, or more than about a million
    /// pairs of one of them and a slot. To be planned in parts.
    #[error("the round is too large to be planned at once")]
    TooLarge,
}

/// At most so many households.
const MOST_HOUSEHOLDS: usize = 2000;

/// At most so many chairs, so many rooms, so many officers.
const MOST_OF_A_KIND: usize = 200;

impl Round {
    /// Refuses what makes no sense, so that the planner need not look again.
    pub(crate) fn check(&self) -> Result<(), PlanError> {
        let length = self.meeting_minutes;
        if length == 0 || length > DAY || !length.is_multiple_of(STEP) {
            return Err(PlanError::MeetingLength(length));
        }
        let others = [self.chairs.len(), self.rooms.len(), self.officers.len()];
        if self.households.len() > MOST_HOUSEHOLDS || others.iter().any(|n| *n > MOST_OF_A_KIND) {
            return Err(PlanError::TooLarge);
        }
        // nobody can chair and take the minutes at once
        let people = self.chairs.iter().map(|chair| chair.id);
        check_ids(people.chain(self.officers.iter().map(|officer| officer.id)))?;
        check_ids(self.rooms.iter().map(|room| room.id))?;
        check_ids(self.households.iter().map(|household| household.id))?;
        self.check_days()?;
        self.check_busy()?;
        self.check_chairs()
    }

    fn check_days(&self) -> Result<(), PlanError> {
        let mut seen = BTreeSet::new();
        for open in &self.days {
            if !seen.insert(open.day) {
                return Err(PlanError::DuplicateDay(open.day));
            }
            let mut windows = open.windows.clone();
            windows.sort_by_key(|window| window.from);
            for window in &windows {
                check_span(open.day, window.from, window.to)?;
            }
            if windows.windows(2).any(|pair| pair[1].from < pair[0].to) {
                return Err(PlanError::OverlappingWindows(open.day));
            }
        }
        Ok(())
    }

    fn check_busy(&self) -> Result<(), PlanError> {
        let households = self.households.iter().flat_map(|household| &household.busy);
        let chairs = self.chairs.iter().flat_map(|chair| &chair.busy);
        let rooms = self.rooms.iter().flat_map(|room| &room.busy);
        let officers = self.officers.iter().flat_map(|officer| &officer.busy);
        households
            .chain(chairs)
            .chain(rooms)
            .chain(officers)
            .try_for_each(|busy| check_span(busy.day, busy.from, busy.to))
    }

    fn check_chairs(&self) -> Result<(), PlanError> {
        let known: BTreeSet<Uuid> = self.chairs.iter().map(|chair| chair.id).collect();
        let strange = self.households.iter().find_map(|household| {
            let chair = household.chair.filter(|chair| !known.contains(chair))?;
            Some(PlanError::UnknownChair { household: household.id, chair })
        });
        strange.map_or(Ok(()), Err)
    }
}

fn check_ids(ids: impl Iterator<Item = Uuid>) -> Result<(), PlanError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(PlanError::DuplicateId(id));
        }
    }
    Ok(())
}

fn check_span(day: NaiveDate, from: u16, to: u16) -> Result<(), PlanError> {
    if from < to && to <= DAY { Ok(()) } else { Err(PlanError::BadSpan { day, from, to }) }
}
