//! What all tests share: the official calendar, short dates, and a way to play a history.

use chrono::NaiveDate;
use law::calendar::WorkCalendar;
use law::complaint::{DecisionOutcome, Event as C, RefusalGround};
use law::deadline::{Deadline, RuleId};
use law::dialogue::Attendance;
use law::petition::Event as P;
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
    WorkCalendar::new(
        days("day_off"),
        days("make_up_working_day"),
        d("2023-01-01"),
        d("2027-12-31"),
    )
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
        state =
            procedure::apply(&state, event, rules, far()).map_err(|refusal| (*event, refusal))?;
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
        let $rules =
            law::procedure::Rules { calendar: &calendar, settings: &$crate::support::SETTINGS };
    };
}

/// A lawful history up to a stage, on dates under the law since 1/7/2026. For a stage that is off
/// the main line, the shortest way there.
pub fn complaint_at(stage: &str) -> Vec<Event> {
    let line = [
        ("received", C::Received { on: d("2026-07-01"), complainants: 1 }),
        ("checking", C::CheckStarted { on: d("2026-07-01") }),
        ("accepted", accepted("2026-07-06")),
        ("verifying", C::VerificationAssigned { on: d("2026-07-07") }),
        ("findings-ready", findings("2026-07-20", true)),
        ("dialogue", invited("2026-07-20", "2026-07-27")),
        ("dialogue-held", held("2026-07-27", Attendance::Present)),
        ("drafting", C::DraftingStarted { on: d("2026-07-28") }),
        ("decision-issued", issued("2026-08-05")),
        ("served", C::Served { on: d("2026-08-06"), received_on: d("2026-08-10") }),
        ("in-effect", C::LegalEffectConfirmed { on: d("2026-09-10") }),
    ];
    let (from, last) = match stage {
        "refused" => {
            let ground = RefusalGround::OutOfTime;
            ("checking", Some(C::Refused { on: d("2026-07-10"), ground }))
        }
        "guided" => ("checking", Some(C::Guided { on: d("2026-07-10") })),
        "filed-away" => ("checking", Some(C::FiledAway { on: d("2026-07-10") })),
        "second-complaint" => ("served", Some(C::SecondComplaintLodged { on: d("2026-08-20") })),
        "in-court" => ("served", Some(C::LawsuitFiled { on: d("2026-08-20") })),
        on_the_line => (on_the_line, None),
    };
    let end = line.iter().position(|(code, _)| *code == from).unwrap();
    line[..=end].iter().map(|(_, event)| *event).chain(last).map(Event::from).collect()
}

pub fn accepted(on: &str) -> C {
    C::Accepted { on: d(on), complex: false, remote: false, all_signed: true, representatives: 0 }
}

pub fn findings(on: &str, differ_from_demand: bool) -> C {
    C::FindingsReported { on: d(on), differ_from_demand }
}

pub fn invited(on: &str, held_on: &str) -> C {
    C::DialogueInvited { on: d(on), held_on: d(held_on) }
}

pub fn held(on: &str, attendance: Attendance) -> C {
    C::DialogueHeld { on: d(on), attendance, agreed: false }
}

pub fn issued(on: &str) -> C {
    C::DecisionIssued { on: d(on), outcome: DecisionOutcome::PartlyRight }
}

/// As `complaint_at`, for a petition.
pub fn petition_at(stage: &str) -> Vec<Event> {
    let line = [
        ("received", P::Received { on: d("2026-11-02") }),
        ("classifying", P::ClassificationStarted { on: d("2026-11-03") }),
        ("taken-on", P::TakenOn { on: d("2026-11-04") }),
        ("assigned", P::Assigned { on: d("2026-11-05") }),
        ("considering", P::ConsiderationStarted { on: d("2026-11-06") }),
        ("answered", P::Answered { on: d("2026-11-20") }),
        ("closed", P::Closed { on: d("2026-11-25") }),
    ];
    let (from, last) = match stage {
        "transferred" => ("classifying", Some(P::Transferred { on: d("2026-11-04") })),
        "filed-away" => ("classifying", Some(P::FiledAway { on: d("2026-11-04") })),
        "dialogue" => {
            let invited = P::DialogueInvited { on: d("2026-11-09"), held_on: d("2026-11-12") };
            ("considering", Some(invited))
        }
        on_the_line => (on_the_line, None),
    };
    let end = line.iter().position(|(code, _)| *code == from).unwrap();
    line[..=end].iter().map(|(_, event)| *event).chain(last).map(Event::from).collect()
}

/// A history with more facts of the same kind.
pub fn then<E: Into<Event>>(
    mut history: Vec<Event>,
    more: impl IntoIterator<Item = E>,
) -> Vec<Event> {
    history.extend(more.into_iter().map(Into::into));
    history
}
