//! The best of all plans, found by trying them all; shares nothing with the planner.

use chrono::NaiveDate;
use planner::{Busy, Round};
use uuid::Uuid;

/// How good a plan is, less being better, first things first: households without a meeting, far
/// from their chair, away from a room of their ward; and the sum of the ranks of begins.
pub type Score = (usize, usize, usize, usize);

struct Search<'a> {
    round: &'a Round,
    begins: Vec<(NaiveDate, u16)>,
    /// Of each meeting: rank of its begin, chair, room, officer.
    meetings: Vec<(usize, usize, usize, Option<usize>)>,
    best: Score,
    /// Whether only the number of meetings counts.
    counts_only: bool,
}

/// The most households that can have a meeting.
pub fn most_placed(round: &Round) -> usize {
    round.households.len() - search(round, true).0
}

/// The score of the best plan.
pub fn best_score(round: &Round) -> Score {
    search(round, false)
}

fn search(round: &Round, counts_only: bool) -> Score {
    let best = (usize::MAX, 0, 0, 0);
    let mut search =
        Search { round, begins: begins(round), meetings: Vec::new(), best, counts_only };
    search.go_on(0, (0, 0, 0, 0));
    search.best
}

/// Every time a meeting can begin, minute by minute.
pub fn begins(round: &Round) -> Vec<(NaiveDate, u16)> {
    let mut days = round.days.clone();
    days.retain(|open| open.day >= round.not_before);
    days.sort_by_key(|open| open.day);
    let mut begins: Vec<(NaiveDate, u16)> = Vec::new();
    for open in days {
        for minute in 0..24 * 60 {
            let fits = |from, to| from <= minute && minute + round.meeting_minutes <= to;
            let after = |&(day, from): &(NaiveDate, u16)| {
                day != open.day || minute >= from + round.meeting_minutes + round.pause_minutes
            };
            if open.windows.iter().any(|w| fits(w.from, w.to)) && begins.iter().all(after) {
                begins.push((open.day, minute));
            }
        }
    }
    begins
}

impl Search<'_> {
    fn is_free(&self, busy: &[Busy], begin: usize) -> bool {
        let (day, from) = self.begins[begin];
        let to = from + self.round.meeting_minutes;
        busy.iter().all(|busy| busy.day != day || to <= busy.from || busy.to <= from)
    }

    fn go_on(&mut self, household: usize, score: Score) {
        if score >= self.best || (self.counts_only && score.0 >= self.best.0) {
            return;
        }
        let round = self.round;
        let Some(next) = round.households.get(household) else {
            self.best = score;
            return;
        };
        for begin in 0..self.begins.len() {
            if !self.is_free(&next.busy, begin) {
                continue;
            }
            for (chair, who) in round.chairs.iter().enumerate() {
                let kept = next.chair.is_none_or(|kept| kept == who.id);
                let met = self.meetings.iter().any(|m| m.0 == begin && m.1 == chair);
                if !kept || met || !self.is_free(&who.busy, begin) {
                    continue;
                }
                for room in 0..round.rooms.len() {
                    self.try_room(household, begin, chair, room, score);
                }
            }
        }
        self.go_on(household + 1, (score.0 + 1, score.1, score.2, score.3));
    }

    fn try_room(
        &mut self,
        household: usize,
        begin: usize,
        chair: usize,
        room: usize,
        score: Score,
    ) {
        let round = self.round;
        let taken = self.meetings.iter().any(|m| m.0 == begin && m.2 == room);
        if taken || !self.is_free(&round.rooms[room].busy, begin) {
            return;
        }
        let mut officers: Vec<Option<usize>> = (0..round.officers.len()).map(Some).collect();
        officers.retain(|officer| {
            let sits = self.meetings.iter().any(|m| m.0 == begin && m.3 == *officer);
            !sits && officer.is_none_or(|o| self.is_free(&round.officers[o].busy, begin))
        });
        if round.officers.is_empty() {
            officers.push(None);
        }
        let ward = round.households[household].ward;
        let far = usize::from(is_far(round, ward, round.chairs[chair].id));
        let away = usize::from(is_away(round, ward, round.rooms[room].ward));
        for officer in officers {
            self.meetings.push((begin, chair, room, officer));
            let score = (score.0, score.1 + far, score.2 + away, score.3 + begin);
            self.go_on(household + 1, score);
            self.meetings.pop();
        }
    }
}

/// Whether somebody is near to the ward, and this chair is not.
pub fn is_far(round: &Round, ward: Option<Uuid>, chair: Uuid) -> bool {
    let Some(ward) = ward else { return false };
    let mut near = round.chairs.iter().filter(|who| who.wards.contains(&ward)).peekable();
    near.peek().is_some() && near.all(|who| who.id != chair)
}

/// Whether the ward has rooms, and this is none.
pub fn is_away(round: &Round, ward: Option<Uuid>, of_room: Option<Uuid>) -> bool {
    ward.is_some() && of_room != ward && round.rooms.iter().any(|room| room.ward == ward)
}
