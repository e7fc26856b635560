//! What all tests share: the official calendar, short dates, and a way to play a history.

use chrono::NaiveDate;
use law::calendar::WorkCalendar;
use law::complaint::{
    DecisionOutcome, Event as C, RefusalGround, SuspensionGround, TerminationGround,
};
use law::complexity::Criteria;
use law::deadline::Deadline;
use law::denunciation::{
    Event as D, Finding, MissingCondition, Origin, SetAsideReason, SuspensionGround as Ground,
    TerminationGround as End,
};
use law::dialogue::{Attendance, Chairing};
use law::group::Proxy;
use law::jurisdiction::Resolver;
use law::petition::Event as P;
use law::procedure::Kind;
use law::procedure::{self, Event, Rules, Settings, State};
use law::publication::Publication;
use law::refusal::Refusal;
use law::results::Recommended;
use law::rule::RuleId;

/// Days off and worked Saturdays 2023–2027 from the official notices.
const HOLIDAYS: &str = include_str!("../holidays.csv");

pub const SETTINGS: Settings = Settings {
    petition_answer_working_days: 15,
    warn_working_days: 3,
    conflict: law::settings::Conflict::WarnByLaw,
    rolls_for_agency: true,
};

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
        Err(refused) => panic!("{:?} was refused: {}", refused.0, refused.1),
    }
}

/// As `play`, but the refusal of the last fact is the answer.
pub fn refusal(events: &[Event], rules: &Rules<'_>) -> Refusal {
    let (last, before) = events.split_last().unwrap();
    let state = play(before, rules);
    procedure::apply(&state, last, rules, far()).unwrap_err()
}

fn try_play(events: &[Event], rules: &Rules<'_>) -> Result<State, Box<(Event, Refusal)>> {
    let (first, rest) = events.split_first().unwrap();
    let mut state =
        procedure::begin(first, far()).map_err(|refusal| Box::new((*first, refusal)))?;
    for event in rest {
        state = procedure::apply(&state, event, rules, far())
            .map_err(|refusal| Box::new((*event, refusal)))?
            .state;
    }
    Ok(state)
}

/// A today after everything the tests tell of.
pub fn far() -> NaiveDate {
    d("2099-12-31")
}

pub fn find(deadlines: &[Deadline], id: RuleId) -> Deadline {
    let mut of_rule = deadlines.iter().filter(|deadline| deadline.rule.id == id);
    of_rule.next_back().cloned().unwrap_or_else(|| panic!("no deadline {}", id.code()))
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
        ("received", received("2026-07-01", 1)),
        ("checking", check("2026-07-01")),
        ("accepted", accepted("2026-07-06")),
        ("verifying", C::VerificationAssigned { on: d("2026-07-07") }),
        ("findings-ready", findings("2026-07-20", true)),
        ("dialogue", invited("2026-07-20", "2026-07-27")),
        ("dialogue-held", held("2026-07-27", Attendance::Present)),
        ("drafting", C::DraftingStarted { on: d("2026-07-28") }),
        ("decision-issued", issued("2026-08-05")),
        ("served", C::Served { on: d("2026-08-06"), received_on: d("2026-08-10") }),
        ("published", C::Published { on: d("2026-08-12"), way: Publication::Posting }),
        ("in-effect", C::LegalEffectConfirmed { on: d("2026-09-10") }),
        ("executing", C::ExecutionStarted { on: d("2026-09-14") }),
        ("closed", C::Closed { on: d("2026-10-01") }),
    ];
    let (from, last) = match stage {
        "awaiting-signature" => return vec![lodged("2026-06-26", 1).into()],
        "refused" => {
            let ground = RefusalGround::OutOfTime;
            ("checking", Some(C::Refused { on: d("2026-07-10"), ground }))
        }
        "guided" => ("checking", Some(C::Guided { on: d("2026-07-10") })),
        "filed-away" => ("checking", Some(C::FiledAway { on: d("2026-07-10") })),
        "reclassified" => {
            ("checking", Some(C::Reclassified { on: d("2026-07-10"), to: Kind::Petition }))
        }
        "suspended" => {
            let ground = SuspensionGround::Obstacle;
            ("verifying", Some(C::Suspended { on: d("2026-07-20"), ground }))
        }
        "terminated" => {
            let ground = TerminationGround::NoObject;
            ("verifying", Some(C::Terminated { on: d("2026-07-20"), ground }))
        }
        "under-review" => ("closed", Some(C::ReviewOrdered { on: d("2026-10-05") })),
        // Only a second complaint has a council.
        "council" => return second_at("council"),
        "second-complaint" => ("served", Some(C::SecondComplaintLodged { on: d("2026-08-20") })),
        "in-court" => ("served", Some(C::LawsuitFiled { on: d("2026-08-20") })),
        on_the_line => (on_the_line, None),
    };
    let end = line.iter().position(|(code, _)| *code == from).unwrap();
    line[..=end].iter().map(|(_, event)| *event).chain(last).map(Event::from).collect()
}

pub fn received(on: &str, complainants: u32) -> C {
    C::Received { on: d(on), complainants, resolver: Resolver::CommuneChairman, first: None }
}

pub fn lodged(on: &str, complainants: u32) -> C {
    C::Lodged { on: d(on), complainants, resolver: Resolver::CommuneChairman, first: None }
}

pub fn signed(on: &str) -> C {
    C::Signed { on: d(on) }
}

pub fn check(on: &str) -> C {
    C::CheckStarted { on: d(on), against: None }
}

pub fn accepted(on: &str) -> C {
    acceptance(on, false, false)
}

pub fn acceptance(on: &str, complex: bool, remote: bool) -> C {
    let criteria: Criteria =
        law::complexity::Criterion::ALL.iter().copied().filter(|_| complex).collect();
    C::Accepted {
        on: d(on),
        complex,
        criteria,
        remote,
        all_signed: true,
        representatives: 0,
        proxy: Proxy::None,
        confirmed: false,
        excused: false,
    }
}

/// As `complaint_at`, for a second complaint to the province chairman.
pub fn second_at(stage: &str) -> Vec<Event> {
    let first = law::complaint::FirstResult::Decided { received_on: d("2026-06-20") };
    let resolver = Resolver::ProvinceChairman;
    let line = [
        (
            "received",
            C::Received { on: d("2026-07-01"), complainants: 1, resolver, first: Some(first) },
        ),
        ("checking", check("2026-07-01")),
        ("accepted", accepted("2026-07-06")),
        ("verifying", C::VerificationAssigned { on: d("2026-07-07") }),
        ("findings-ready", findings("2026-07-20", false)),
        ("council", C::CouncilConvened { on: d("2026-07-21") }),
        ("dialogue", invited("2026-07-22", "2026-07-29")),
        ("dialogue-held", held("2026-07-29", Attendance::Present)),
        ("drafting", C::DraftingStarted { on: d("2026-07-30") }),
        ("decision-issued", issued("2026-08-19")),
        ("served", C::Served { on: d("2026-08-20"), received_on: d("2026-08-24") }),
        ("published", C::Published { on: d("2026-08-26"), way: Publication::Portal }),
        ("in-effect", C::LegalEffectConfirmed { on: d("2026-09-21") }),
    ];
    let end = line.iter().position(|(code, _)| *code == stage).unwrap();
    line[..=end].iter().map(|(_, event)| Event::from(*event)).collect()
}

/// Known who denounces, and all conditions met.
pub fn checked(on: &str) -> D {
    D::IdentityChecked { on: d(on), identified: true, eligible: true }
}

/// As `complaint_at`, for a denunciation.
pub fn denunciation_at(stage: &str) -> Vec<Event> {
    let begin = |origin| D::Received {
        on: d("2026-02-10"),
        denouncers: 1,
        origin,
        resolver: Resolver::CommuneChairman,
    };
    let processing = D::ProcessingStarted { on: d("2026-02-11"), denounced: None };
    let line = [
        ("received", begin(Origin::New)),
        ("processing", processing),
        ("checked", checked("2026-02-25")),
        ("accepted", D::Accepted { on: d("2026-02-26"), representatives: 0, confirmed: false }),
        (
            "verifying",
            D::VerificationAssigned { on: d("2026-03-02"), team: Some(3), unbiased: true },
        ),
        ("reported", D::FindingsReported { on: d("2026-03-20") }),
        ("concluded", concluded("2026-03-26", Recommended::default())),
        ("sent", D::ConclusionSent { on: d("2026-03-27") }),
        ("published", D::Published { on: d("2026-03-31"), way: Publication::Posting }),
        ("handling", D::ActedOn { on: d("2026-04-02") }),
        ("monitoring", D::MonitoringStarted { on: d("2026-04-03") }),
        ("closed", D::Closed { on: d("2026-05-04") }),
    ];
    let on = d("2026-02-24");
    let (from, last) = match stage {
        "refused" => ("processing", D::Refused { on, missing: MissingCondition::Form }),
        "transferred" => ("processing", D::Transferred { on }),
        "set-aside" => ("processing", D::SetAside { on, reason: SetAsideReason::Anonymous }),
        "inspection" => ("processing", D::SentToInspection { on, concrete: true }),
        "investigators" => ("processing", D::SentToInvestigators { on, whole: true }),
        "suspended" => {
            ("verifying", D::Suspended { on: d("2026-03-10"), ground: Ground::AwaitingResult })
        }
        "terminated" => ("verifying", D::Terminated { on: d("2026-03-10"), ground: End::Settled }),
        "reviewing" => return vec![begin(Origin::ResultWrong).into(), processing.into()],
        "upheld" => {
            return then(denunciation_at("reviewing"), [D::ResultUpheld { on: d("2026-02-27") }]);
        }
        "report-demanded" => {
            let demanded = D::ReportDemanded { on: d("2026-02-12") };
            return vec![begin(Origin::Overdue).into(), demanded.into()];
        }
        "following" => {
            return then(denunciation_at("report-demanded"), [D::ReportReceived { on }]);
        }
        "followed-up" => return then(denunciation_at("following"), [D::Closed { on }]),
        on_the_line => {
            let end = line.iter().position(|(code, _)| *code == on_the_line).unwrap();
            return line[..=end].iter().map(|(_, event)| Event::from(*event)).collect();
        }
    };
    then(denunciation_at(from), [last])
}

pub fn findings(on: &str, differ_from_demand: bool) -> C {
    C::FindingsReported { on: d(on), differ_from_demand }
}

pub fn invited(on: &str, held_on: &str) -> C {
    C::DialogueInvited { on: d(on), held_on: d(held_on), chairing: Chairing::default() }
}

pub fn held(on: &str, attendance: Attendance) -> C {
    C::DialogueHeld { on: d(on), attendance, agreed: false, reported: false }
}

pub fn issued(on: &str) -> C {
    decided(on, Recommended::default())
}

/// As `issued`, with what the decision recommends.
pub fn decided(on: &str, recommended: Recommended) -> C {
    C::DecisionIssued { on: d(on), outcome: DecisionOutcome::PartlyRight, recommended }
}

pub fn concluded(on: &str, recommended: Recommended) -> D {
    D::Concluded { on: d(on), finding: Finding::PartlyTrue, recommended }
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
        "transferred" => {
            ("classifying", Some(P::Transferred { on: d("2026-11-04"), awaits_reply: false }))
        }
        "awaiting-reply" => {
            ("classifying", Some(P::Transferred { on: d("2026-11-04"), awaits_reply: true }))
        }
        "reclassified" => {
            ("classifying", Some(P::Reclassified { on: d("2026-11-04"), to: Kind::Complaint }))
        }
        "following" => ("answered", Some(P::CommitmentsFollowed { on: d("2026-11-23") })),
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
