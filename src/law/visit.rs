//! A visit (lượt tiếp công dân): what the register, form 03/TCD, says of it, what it sets running, and how
//! visits are counted for form 01/TCD.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::citation::Citation;
use crate::codes;
use crate::deadline::Deadline;
use crate::reception::NotReceived;
use crate::rule::{Measure, RuleId, fixed, row_of};
use crate::settings::Rules;

/// Who received and on what occasion (TD-05, TD-22), as form 01/TCD asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Tiếp thường xuyên.
    Regular,
    /// Thủ trưởng tiếp định kỳ.
    HeadScheduled,
    /// Thủ trưởng tiếp đột xuất.
    HeadUnscheduled,
    /// Ủy quyền tiếp định kỳ.
    DelegateScheduled,
    /// Ủy quyền tiếp đột xuất.
    DelegateUnscheduled,
}

codes!(Mode {
    Regular => "regular",
    HeadScheduled => "head-scheduled",
    HeadUnscheduled => "head-unscheduled",
    DelegateScheduled => "delegate-scheduled",
    DelegateUnscheduled => "delegate-unscheduled",
});

impl Mode {
    /// On a day that was planned and posted (TD-07).
    pub fn is_scheduled(self) -> bool {
        matches!(self, Self::HeadScheduled | Self::DelegateScheduled)
    }

    /// Without a schedule, for one of the grounds of TD-05.
    pub fn is_unscheduled(self) -> bool {
        matches!(self, Self::HeadUnscheduled | Self::DelegateUnscheduled)
    }

    /// The head in person.
    pub fn is_by_head(self) -> bool {
        matches!(self, Self::HeadScheduled | Self::HeadUnscheduled)
    }
}

/// Why a head receives without a schedule (TD-05, Điều 18 khoản 3 Luật Tiếp công dân).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Urgency {
    /// Gay gắt, phức tạp, có nhiều người tham gia.
    Heated,
    /// Liên quan đến trách nhiệm của nhiều cơ quan, hoặc ý kiến các cơ quan còn khác nhau.
    SeveralBodies,
    /// Nếu không chỉ đạo, xem xét kịp thời có thể gây ra hậu quả nghiêm trọng.
    SeriousHarm,
}

codes!(Urgency {
    Heated => "heated",
    SeveralBodies => "several-bodies",
    SeriousHarm => "serious-harm",
});

/// What the visitor brings (phân loại theo nội dung, XL-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    /// Khiếu nại.
    Complaint,
    /// Kiến nghị, phản ánh.
    Petition,
    /// Có nhiều nội dung khác nhau: guided to split it by kind (TD-25).
    Mixed,
    /// Tố cáo: the register here keeps a code, never who denounces.
    Denunciation,
}

codes!(Matter {
    Complaint => "complaint",
    Petition => "petition",
    Mixed => "mixed",
    Denunciation => "denunciation",
});

/// What became of it at the table (columns 9 to 11 of form 03/TCD).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Written down; the answer follows (TD-08).
    Taken,
    /// Accepted here.
    Accepted,
    /// Guided where to go.
    Guided,
    /// Forwarded to the body that is competent.
    Forwarded,
    /// Answered on the spot (TD-23).
    Answered,
    /// Not received, with a ground (TD-11).
    Refused,
}

codes!(Outcome {
    Taken => "taken",
    Accepted => "accepted",
    Guided => "guided",
    Forwarded => "forwarded",
    Answered => "answered",
    Refused => "refused",
});

/// What the person is told within the period of TD-08.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// Accepted.
    Accepted,
    /// It needs a longer check.
    LongerCheck,
    /// Not accepted.
    Refused,
    /// Forwarded to the body that is competent.
    Forwarded,
}

codes!(Reply {
    Accepted => "accepted",
    LongerCheck => "longer-check",
    Refused => "refused",
    Forwarded => "forwarded",
});

/// How many people are a group (đoàn đông người, TD-15); none if the row counts something else.
pub fn group_from() -> Option<u32> {
    match row_of(RuleId::Td15).measure {
        Measure::People(least) => Some(least),
        _ => None,
    }
}

/// Whether so many people are a group (TD-15).
pub fn is_group(people: u32) -> bool {
    group_from().is_some_and(|least| people >= least)
}

/// Where it stands that a visitor on this day gives the number of an identity paper beside name and address
/// (TD-20); none before, when name and address or the paper were enough.
pub fn identity_number(on: NaiveDate) -> Option<Citation> {
    let row = row_of(RuleId::Td11);
    // The same law and decree that brought the written refusal changed Điều 7 and Điều 25.
    row.valid.contains(on).then_some(crate::citation::ltcd("7", Some("2")))
}

/// By when all points of an online session are connected (TD-13b).
pub fn connect_by(from: NaiveTime) -> NaiveTime {
    from - TimeDelta::hours(i64::from(fixed(RuleId::Td13b).count))
}

/// What of a visit its deadlines depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Day of the visit.
    pub received_on: NaiveDate,
    /// What became of it.
    pub outcome: Outcome,
    /// Why the person was not received.
    pub not_received: Option<NotReceived>,
    /// Day on which the written refusal was given.
    pub noticed_on: Option<NaiveDate>,
    /// Day on which the person was answered.
    pub answered_on: Option<NaiveDate>,
}

impl Course {
    /// Whether an answer is still owed (TD-08).
    pub fn awaits_answer(&self) -> bool {
        let is_told = matches!(self.outcome, Outcome::Guided | Outcome::Answered);
        self.outcome != Outcome::Refused && !is_told && self.answered_on.is_none()
    }

    /// Whether the written refusal, form 01/TCD, is still owed (TD-11).
    pub fn awaits_notice(&self) -> bool {
        self.needs_notice() && self.noticed_on.is_none()
    }

    /// For the other grounds an explanation on the spot is enough, and before the decree no period ran.
    pub fn needs_notice(&self) -> bool {
        let is_in_force = row_of(RuleId::Td11).valid.contains(self.received_on);
        self.outcome == Outcome::Refused
            && is_in_force
            && self.not_received.is_some_and(NotReceived::needs_notice)
    }

    /// Answer (TD-08), or notice of refusal (TD-11). Whoever was guided or answered at the table was told
    /// on that day; whoever was not received gave no content to answer.
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let of = |id| Deadline::compute(fixed(id), self.received_on, rules);
        match self.outcome {
            Outcome::Refused if self.needs_notice() => {
                vec![of(RuleId::Td11).met(self.noticed_on)]
            }
            Outcome::Refused => Vec::new(),
            Outcome::Guided | Outcome::Answered => {
                vec![of(RuleId::Td08).met(self.answered_on.or(Some(self.received_on)))]
            }
            Outcome::Taken | Outcome::Accepted | Outcome::Forwarded => {
                vec![of(RuleId::Td08).met(self.answered_on)]
            }
        }
    }
}

/// A visit to be counted; whoever was not received is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<K> {
    /// The matter, the same for all visits about it.
    pub matter: K,
    /// Who received, and when.
    pub mode: Mode,
    /// How many people came.
    pub people: u32,
    /// Whether the matter was brought before the period too.
    pub is_known: bool,
}

/// A column group of form 01/TCD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Số lượt tiếp.
    pub turns: u32,
    /// Số người được tiếp.
    pub people: u32,
    /// Số vụ việc.
    pub matters: u32,
    /// Số đoàn đông người được tiếp.
    pub groups: u32,
    /// Số người của các đoàn đó.
    pub group_people: u32,
}

impl Count {
    fn add<K>(&mut self, turn: &Turn<K>) {
        self.turns += 1;
        self.people = self.people.saturating_add(turn.people);
        if is_group(turn.people) {
            self.groups += 1;
            self.group_people = self.group_people.saturating_add(turn.people);
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            turns: self.turns + other.turns,
            people: self.people.saturating_add(other.people),
            matters: self.matters + other.matters,
            groups: self.groups + other.groups,
            group_people: self.group_people.saturating_add(other.group_people),
        }
    }
}

/// The visits of a period, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Columns 5 to 9.
    pub regular: Count,
    /// The head in person on a scheduled day.
    pub head_scheduled: Count,
    /// The head in person without a schedule.
    pub head_unscheduled: Count,
    /// Columns 17 to 21.
    pub delegate: Count,
    /// Matters brought for the first time.
    pub new_matters: u32,
    /// Matters brought before the period too.
    pub known_matters: u32,
}

impl Tally {
    /// Columns 11 to 15: the head in person.
    pub fn head(&self) -> Count {
        self.head_scheduled.and(self.head_unscheduled)
    }

    /// Columns 1 to 4.
    pub fn total(&self) -> Count {
        self.regular.and(self.head()).and(self.delegate)
    }

    fn of(&mut self, mode: Mode) -> &mut Count {
        match mode {
            Mode::Regular => &mut self.regular,
            Mode::HeadScheduled => &mut self.head_scheduled,
            Mode::HeadUnscheduled => &mut self.head_unscheduled,
            Mode::DelegateScheduled | Mode::DelegateUnscheduled => &mut self.delegate,
        }
    }
}

/// Counts the visits of a period by the note of form 01/TCD (Thông tư 06/2025/TT-TTCP): turns and people
/// where they were received, each matter once. A matter of regular reception that the head also received is
/// counted under the head; between the head and a delegate, which the note leaves open, under the head.
pub fn tally<K: Ord + Copy>(turns: &[Turn<K>]) -> Tally {
    // The head in person, then a delegate, then regular reception.
    let rank = |mode: Mode| match mode {
        Mode::HeadScheduled => 0,
        Mode::HeadUnscheduled => 1,
        Mode::DelegateScheduled | Mode::DelegateUnscheduled => 2,
        Mode::Regular => 3,
    };
    let mut tally = Tally::default();
    let mut matters: BTreeMap<K, (Mode, bool)> = BTreeMap::new();
    for turn in turns {
        tally.of(turn.mode).add(turn);
        let (mode, is_known) = matters.entry(turn.matter).or_insert((turn.mode, turn.is_known));
        *is_known |= turn.is_known;
        if rank(turn.mode) < rank(*mode) {
            *mode = turn.mode;
        }
    }
    for (mode, is_known) in matters.into_values() {
        tally.of(mode).matters += 1;
        if is_known {
            tally.known_matters += 1;
        } else {
            tally.new_matters += 1;
        }
    }
    tally
}
