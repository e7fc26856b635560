//! What all tests share: the official calendar, short dates, and a way to play a history.

use chrono::NaiveDate;
use law::calendar::WorkCalendar;
use law::deadline::{Deadline, RuleId};
use law::procedure::{self, Event, Rules, Settings, State};
use law::refusal::Refusal;

/// Days off and worked Saturdays 2023–2027 from the official notices.
const HOLIDAYS: &str = include_str!("../holidays.csv");

pub const SETTINGS: Settings = Settings { petition_answer_working_days: 15, warn_working_days: 3 };

/// `d("2026-09-02")`
pub fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn official() -> WorkCalendar {
    let days = |wanted: &'static str| {
        HOLIDAYS.lines().skip(1).filter_map(move |line| {
            let mut columns = line.split(',');
            let date = columns.next()?.parse::<NaiveDate>().unwrap();
            (columns.nth(2)? == wanted).then_some(date)
        })
    };
    WorkCalendar::new(days("day_off"), days("make_up_working_day"), d("2023-01-01"), d("2027-12-31"))
        .unwrap()
}

/// Plays a history, each fact on its own day; panics with the fact that was refused.
pub fn play(events: &[Event], rules: &Rules<'_>) -> State {
    match try_play(events, rules) {
        Ok(state) => state,
        Err((event, refusal)) => panic!("{event:?} was refused: {refusal}"),
    }
}

/// As `play`, but the refusal of the last fact is the answer.
pub fn refusal(events: &[Event], rules: &Rules<'_>) -> Refusal {
    let (last, before) = events.split_last().unwrap();
    let state = play(before, rules);
    procedure::apply(&state, last, rules, far()).unwrap_err()
}

fn try_play(events: &[Event], rules: &Rules<'_>) -> Result<State, (Event, Refusal)> {
    let (first, rest) = events.split_first().unwrap();
    let mut state = procedure::begin(first, far()).map_err(|refusal| (*first, refusal))?;
    for event in rest {
        state = procedure::apply(&state, event, rules, far()).map_err(|refusal| (*event, refusal))?;
    }
    Ok(state)
}

/// A today after everything the tests tell of.
pub fn far() -> NaiveDate {
    d("2099-12-31")
}

pub fn find(deadlines: &[Deadline], id: RuleId) -> Deadline {
    let mut of_rule = deadlines.iter().filter(|deadline| deadline.rule.id == id);
    *of_rule.next_back().unwrap_or_else(|| panic!("no deadline {}", id.code()))
}

/// Gives a test the official calendar and the default settings.
#[macro_export]
macro_rules! rules {
    ($rules:ident) => {
        let calendar = $crate::support::official();
        let $rules = law::procedure::Rules { calendar: &calendar, settings: &$crate::support::SETTINGS };
    };
}
