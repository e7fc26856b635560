//! What must hold for every date, every calendar and every lawful history.

use chrono::{Datelike, Days, NaiveDate};
use law::calendar::WorkCalendar;
use law::complaint::{
    DecisionOutcome, Event as C, RefusalGround, SuspensionGround, TerminationGround,
};
use law::complexity::{Criteria, Criterion};
use law::deadline::{Deadline, Ending, Extension, Pause};
use law::denunciation::{Event as D, Finding, GoesOn, Origin, TerminationGround as End};
use law::dialogue::{Attendance, Chairing};
use law::group::Proxy;
use law::jurisdiction::Resolver;
use law::petition::Event as P;
use law::procedure::{self, Event, Kind, Rules, State, Step};
use law::results::{Executed, Recommended};
use law::rule::{self, Circumstances, Duty, Rule, Unit};
use proptest::prelude::*;

use crate::support::{SETTINGS, d};

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..36_890).prop_map(|n| d("2000-01-01") + Days::new(n))
}

/// Up to a tenth of the days off, some days worked, over thirty years.
fn any_calendar() -> impl Strategy<Value = WorkCalendar> {
    let days = |most| {
        prop::collection::vec((0_u64..10_950).prop_map(|n| d("2010-01-01") + Days::new(n)), 0..most)
    };
    (days(1_000), days(200)).prop_map(|(off, worked)| {
        WorkCalendar::new(off, worked, d("2010-01-01"), d("2039-12-31")).unwrap()
    })
}

proptest! {
    #[test]
    fn a_working_period_ends_on_a_working_day(calendar in any_calendar(), event in any_date(), n in 1_u32..90) {
        let end = calendar.add_working_days(event, n);
        prop_assert!(calendar.is_working_day(end) && end > event);
        prop_assert_eq!(calendar.working_days_between(event, end), n);
    }

    #[test]
    fn adjoining_periods_add_up(calendar in any_calendar(), event in any_date(), a in 0_u32..60, b in 0_u32..60) {
        let in_two = calendar.add_working_days(calendar.add_working_days(event, a), b);
        prop_assert_eq!(in_two, calendar.add_working_days(event, a + b));
    }

    #[test]
    fn counts_add_up(calendar in any_calendar(), from in any_date(), a in 0_u64..200, b in 0_u64..200) {
        let (middle, end) = (from + Days::new(a), from + Days::new(a + b));
        let in_two = calendar.working_days_between(from, middle) + calendar.working_days_between(middle, end);
        prop_assert_eq!(in_two, calendar.working_days_between(from, end));
    }

    #[test]
    fn rolling_stops_at_the_first_working_day(calendar in any_calendar(), day in any_date()) {
        let rolled = calendar.roll_forward(day);
        prop_assert!(rolled >= day && calendar.is_working_day(rolled));
        prop_assert_eq!(calendar.roll_forward(rolled), rolled);
        prop_assert!(day.iter_days().take_while(|d| *d < rolled).all(|d| !calendar.is_working_day(d)));
    }

    #[test]
    fn going_back_is_the_way_back(calendar in any_calendar(), event in any_date(), n in 1_u32..60) {
        let start = calendar.roll_forward(event);
        let end = calendar.add_working_days(start, n);
        prop_assert_eq!(calendar.subtract_working_days(end, n), start);
    }

    #[test]
    fn every_deadline_ends_on_a_working_day_and_never_before_the_strict_one(
        calendar in any_calendar(), on in any_date(), complex: bool, remote: bool,
    ) {
        let rules = Rules { calendar: &calendar, settings: &SETTINGS };
        for row in rule::rows() {
            let Some(rule) = row.for_case(Circumstances { complex, remote }) else { continue };
            if rule.is_before || rule.count == 0 {
                continue;
            }
            let deadline = Deadline::compute(rule, on, &rules);
            prop_assert!(calendar.is_working_day(deadline.due_on), "{deadline:?}");
            prop_assert!(on < deadline.strict_on && deadline.strict_on <= deadline.due_on);
            if rule.unit == Unit::CalendarDay {
                prop_assert_eq!(deadline.strict_on, on + Days::new(u64::from(rule.count)));
            }
        }
    }

    #[test]
    fn pauses_and_extensions_never_shorten_and_come_in_any_order(
        calendar in any_calendar(),
        on in any_date(),
        count in 1_u32..60,
        is_working: bool,
        pauses in prop::collection::vec((0_u64..120, 0_u64..60), 0..5),
        more in prop::collection::vec(1_u32..40, 0..3),
    ) {
        let rules = Rules { calendar: &calendar, settings: &SETTINGS };
        let unit = if is_working { Unit::WorkingDay } else { Unit::CalendarDay };
        let rule = Rule { count, unit, ..rule::fixed(law::rule::RuleId::Tc07) };
        let pauses: Vec<Pause> = pauses
            .into_iter()
            .map(|(from, long)| {
                let from = on + Days::new(from);
                Pause { from, to: Some(from + Days::new(long)) }
            })
            .collect();
        let more: Vec<Extension> = more
            .into_iter()
            .enumerate()
            .map(|(day, count)| Extension { on: on + Days::new(day as u64), count })
            .collect();
        let plain = Deadline::compute(rule, on, &rules);
        let there = Deadline::running(rule, on, &pauses, &more, &rules);
        prop_assert!(there.strict_on >= plain.strict_on && there.due_on >= there.strict_on);
        let back: (Vec<Pause>, Vec<Extension>) =
            (pauses.iter().rev().copied().collect(), more.iter().rev().copied().collect());
        prop_assert_eq!(&Deadline::running(rule, on, &back.0, &back.1, &rules), &there);
        // one pause more never shortens
        let fewer = pauses.split_last().map_or(&[][..], |(_, rest)| rest);
        prop_assert!(Deadline::running(rule, on, fewer, &more, &rules).strict_on <= there.strict_on);
        // exactly the days that count lie between
        let paused = |day: NaiveDate| {
            pauses.iter().any(|pause| pause.from < day && pause.to.is_some_and(|to| day <= to))
        };
        let counted = on
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= there.strict_on)
            .filter(|day| !paused(*day) && (!is_working || calendar.is_working_day(*day)))
            .count();
        let total = count + more.iter().map(|one| one.count).sum::<u32>();
        prop_assert_eq!(counted, total as usize);
    }
}

/// All facts of a step on a day that differ in more than their date.
fn facts(kind: Kind, step: Step, on: NaiveDate) -> Vec<Event> {
    let ahead = |days| on + Days::new(days);
    let came = |make: &dyn Fn(Attendance, bool) -> Event| {
        Attendance::ALL.iter().flat_map(|who| [make(*who, true), make(*who, false)]).collect()
    };
    let complaint = |events: Vec<C>| events.into_iter().map(Event::from).collect();
    let petition = |event: P| vec![event.into()];
    let any = [Criterion::SeveralPlaces, Criterion::Foreign];
    let criteria = |n: usize| any.into_iter().take(n).collect::<Criteria>();
    match (kind, step) {
        (Kind::Complaint, Step::StartCheck) => {
            complaint(vec![C::CheckStarted { on, against: None }])
        }
        (Kind::Complaint, Step::Accept) => {
            let accept = |complex, remote, all_signed, representatives| C::Accepted {
                on,
                complex,
                criteria: criteria(usize::from(complex)),
                proxy: Proxy::None,
                confirmed: true,
                excused: true,
                remote,
                all_signed,
                representatives,
            };
            complaint(vec![
                accept(false, false, true, 1),
                accept(true, true, true, 2),
                accept(true, false, true, 5),
                accept(false, false, false, 0),
            ])
        }
        (Kind::Complaint, Step::Refuse) => complaint(
            RefusalGround::ALL.iter().map(|ground| C::Refused { on, ground: *ground }).collect(),
        ),
        (_, Step::Guide) => complaint(vec![C::Guided { on }]),
        (Kind::Complaint, Step::FileAway) => complaint(vec![C::FiledAway { on }]),
        (_, Step::FindRightAtOnce) => complaint(vec![C::FoundRightAtOnce { on }]),
        (Kind::Complaint, Step::AssignVerification) => {
            complaint(vec![C::VerificationAssigned { on }])
        }
        (Kind::Complaint, Step::ReportFindings) => complaint(vec![
            C::FindingsReported { on, differ_from_demand: true },
            C::FindingsReported { on, differ_from_demand: false },
        ]),
        (Kind::Complaint, Step::InviteDialogue) => complaint(
            [1, 4, 5, 12]
                .map(|days| C::DialogueInvited {
                    on,
                    held_on: ahead(days),
                    chairing: Chairing::default(),
                })
                .to_vec(),
        ),
        (Kind::Complaint, Step::RecordDialogue) => came(&|attendance, agreed| {
            C::DialogueHeld { on, attendance, agreed, reported: true }.into()
        }),
        (Kind::Complaint, Step::ReopenVerification) => {
            complaint(vec![C::VerificationReopened { on }])
        }
        (_, Step::StartDrafting) => complaint(vec![C::DraftingStarted { on }]),
        (_, Step::IssueDecision) => complaint(
            DecisionOutcome::ALL
                .iter()
                .flat_map(|outcome| {
                    [Recommended::default(), some_recommended(on)]
                        .map(|recommended| C::DecisionIssued { on, outcome: *outcome, recommended })
                })
                .collect(),
        ),
        (_, Step::RecordService) => complaint(vec![C::Served { on, received_on: on }]),
        (_, Step::RecordSecondComplaint) => complaint(vec![C::SecondComplaintLodged { on }]),
        (_, Step::RecordLawsuit) => complaint(vec![C::LawsuitFiled { on }]),
        (_, Step::ConfirmEffect) => complaint(vec![C::LegalEffectConfirmed { on }]),
        (_, Step::StartClassification) => petition(P::ClassificationStarted { on }),
        (_, Step::TakeOn) => petition(P::TakenOn { on }),
        (Kind::Petition, Step::Transfer) => vec![
            P::Transferred { on, awaits_reply: false }.into(),
            P::Transferred { on, awaits_reply: true }.into(),
        ],
        (Kind::Petition, Step::FileAway) => petition(P::FiledAway { on }),
        (_, Step::AssignPetition) => petition(P::Assigned { on }),
        (_, Step::StartConsideration) => petition(P::ConsiderationStarted { on }),
        (Kind::Petition, Step::InviteDialogue) => {
            petition(P::DialogueInvited { on, held_on: ahead(3) })
        }
        (Kind::Petition, Step::RecordDialogue) => {
            came(&|attendance, agreed| P::DialogueHeld { on, attendance, agreed }.into())
        }
        (_, Step::Answer) => petition(P::Answered { on }),
        (Kind::Petition, Step::Close) => petition(P::Closed { on }),
        (Kind::Complaint, Step::RecordWithdrawal) => complaint(vec![
            C::Withdrawn { on, complainants_left: 0, in_part: false },
            C::Withdrawn { on, complainants_left: 3, in_part: false },
            C::Withdrawn { on, complainants_left: 9, in_part: true },
        ]),
        (Kind::Complaint, Step::Suspend) => complaint(
            SuspensionGround::ALL.iter().map(|g| C::Suspended { on, ground: *g }).collect(),
        ),
        (Kind::Complaint, Step::Terminate) => complaint(
            TerminationGround::ALL.iter().map(|g| C::Terminated { on, ground: *g }).collect(),
        ),
        (Kind::Complaint, Step::FindComplex) => {
            complaint(vec![C::FoundComplex { on, criteria: criteria(1) }])
        }
        (Kind::Denunciation, Step::CheckIdentity) => [(true, true), (true, false), (false, false)]
            .map(|(identified, eligible)| D::IdentityChecked { on, identified, eligible }.into())
            .to_vec(),
        (Kind::Denunciation, Step::Accept) => [0, 1, 3]
            .map(|representatives| D::Accepted { on, representatives, confirmed: true }.into())
            .to_vec(),
        (Kind::Denunciation, Step::AssignVerification) => [None, Some(1), Some(2)]
            .map(|team| D::VerificationAssigned { on, team, unbiased: true }.into())
            .to_vec(),
        (Kind::Denunciation, Step::Extend) => {
            [1, 2].map(|n| D::Extended { on, criteria: criteria(n) }.into()).to_vec()
        }
        (Kind::Denunciation, Step::RecordWithdrawal) => [None, Some(GoesOn::Violation)]
            .map(|goes_on| D::Withdrawn { on, denouncers_left: 0, in_part: false, goes_on }.into())
            .to_vec(),
        (Kind::Denunciation, Step::SendToInvestigators) => {
            [true, false].map(|whole| D::SentToInvestigators { on, whole }.into()).to_vec()
        }
        (Kind::Denunciation, Step::Terminate) => {
            End::ALL.iter().map(|ground| D::Terminated { on, ground: *ground }.into()).collect()
        }
        (Kind::Denunciation, Step::Conclude) => [Recommended::default(), some_recommended(on)]
            .map(|recommended| D::Concluded { on, finding: Finding::True, recommended }.into())
            .to_vec(),
        (Kind::Complaint, Step::RecordExecution) => {
            some_executed(on).map(|executed| C::ExecutionRecorded { on, executed }.into()).to_vec()
        }
        (Kind::Denunciation, Step::RecordExecution) => {
            some_executed(on).map(|executed| D::ExecutionRecorded { on, executed }.into()).to_vec()
        }
        (_, Step::Reopen) => petition(P::Reopened { on }),
        // The others have facts that differ in their date alone.
        (kind, step) => sample_of(kind, step, on),
    }
}

/// Amounts that differ from day to day.
fn some_recommended(on: NaiveDate) -> Recommended {
    let day = u64::from(on.day());
    Recommended {
        state_money: day * 1_000_000,
        returned_land: day * 25,
        handled_people: day,
        handled_officials: day - 1,
        ..Recommended::default()
    }
}

/// A lawful record, none at all, and one with more officials than people.
fn some_executed(on: NaiveDate) -> [Executed; 3] {
    let day = u64::from(on.day());
    let fine =
        Executed { state_money: day * 1_000_000, handled_people: day, ..Executed::default() };
    [fine, Executed::default(), Executed { prosecuted_officials: 1, ..fine }]
}

/// The fact the gate is asked with, where a step has no other.
fn sample_of(kind: Kind, step: Step, on: NaiveDate) -> Vec<Event> {
    let begin: Event = match kind {
        Kind::Complaint => received(on, 1),
        Kind::Denunciation => denounced(on, Origin::New),
        Kind::Petition => P::Received { on }.into(),
    };
    let sample = procedure::begin(&begin, on).ok().and_then(|state| state.sample(step, on));
    sample.into_iter().collect()
}

fn received(on: NaiveDate, complainants: u32) -> Event {
    C::Received { on, complainants, resolver: Resolver::default(), first: None }.into()
}

fn lodged(on: NaiveDate, complainants: u32) -> Event {
    C::Lodged { on, complainants, resolver: Resolver::default(), first: None }.into()
}

fn denounced(on: NaiveDate, origin: Origin) -> Event {
    D::Received { on, denouncers: 1, origin, resolver: Resolver::default() }.into()
}

/// A walk: what it begins with, and for each move a gap in days and which lawful fact to take.
fn any_walk() -> impl Strategy<Value = (Event, Vec<(u64, prop::sample::Index)>)> {
    let day = (0_u64..1_400).prop_map(|n| d("2023-06-01") + Days::new(n));
    let complaint =
        (day.clone(), 1_u32..15).prop_map(|(on, complainants)| received(on, complainants));
    let unsigned = (day.clone(), 1_u32..15).prop_map(|(on, complainants)| lodged(on, complainants));
    let denunciation = (day.clone(), prop::sample::select(Origin::ALL))
        .prop_map(|(on, origin)| denounced(on, origin));
    let petition = day.prop_map(|on| Event::from(P::Received { on }));
    let moves = prop::collection::vec((0_u64..25, any::<prop::sample::Index>()), 1..25);
    (prop_oneof![3 => complaint, 1 => unsigned, 2 => denunciation, 1 => petition], moves)
}

/// Follows a walk and hands every state, with the history so far and today, to the check.
fn walk(
    (first, moves): (Event, Vec<(u64, prop::sample::Index)>),
    rules: &Rules<'_>,
    check: impl Fn(&State, &[Event], NaiveDate) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut today = first.on();
    let mut history = vec![first];
    let mut state = procedure::begin(&first, today)?;
    check(&state, &history, today)?;
    for (gap, pick) in moves {
        today = today + Days::new(gap);
        let lawful: Vec<(Event, State)> = Step::ALL
            .iter()
            .flat_map(|step| facts(state.kind(), *step, today))
            .filter_map(|event| {
                Some((event, procedure::apply(&state, &event, rules, today).ok()?.state))
            })
            .collect();
        if lawful.is_empty() {
            continue;
        }
        let (event, next) = lawful[pick.index(lawful.len())].clone();
        history.push(event);
        state = next;
        check(&state, &history, today)?;
    }
    Ok(())
}

proptest! {
    #[test]
    fn history_gives_the_state_again(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, history, _| {
            prop_assert_eq!(procedure::replay(history), Ok(state.clone()));
            let stored = serde_json::to_string(history).unwrap();
            let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(read, history);
            Ok(())
        })?;
    }

    #[test]
    fn records_of_execution_add_up_and_move_nothing(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, history, _| {
            let done = |event: &Event| match *event {
                Event::Complaint(C::ExecutionRecorded { executed, .. })
                | Event::Denunciation(D::ExecutionRecorded { executed, .. }) => Some(executed),
                _ => None,
            };
            let sum = history.iter().filter_map(done).fold(Executed::default(), Executed::and);
            prop_assert_eq!(state.results().map_or(Executed::default(), |one| one.executed), sum);
            prop_assert_eq!(state.results().is_some(), state.kind() != Kind::Petition && state.resolved_on().is_some());
            let Some((last, before)) = history.split_last() else { return Ok(()) };
            if done(last).is_some() {
                let before = procedure::replay(before)?;
                prop_assert_eq!(before.stage_code(), state.stage_code());
                prop_assert_eq!(before.deadlines(&rules), state.deadlines(&rules));
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_period_runs_without_a_signature(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, history, _| {
            let is_unsigned = history[0].code() == "lodged"
                && !history.iter().any(|event| event.code() == "signed");
            prop_assert_eq!(state.is_received(), !is_unsigned);
            prop_assert_eq!(state.deadlines(&rules).is_empty(), is_unsigned);
            Ok(())
        })?;
    }

    #[test]
    fn button_and_act_agree(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, _, today| {
            let offers = state.offers(&rules, today);
            for step in Step::ALL {
                let is_lawful = facts(state.kind(), *step, today)
                    .iter()
                    .any(|event| procedure::apply(state, event, &rules, today).is_ok());
                let is_offered = offers.iter().any(|o| o.step == *step && o.verdict.is_ok());
                prop_assert_eq!(is_offered, is_lawful, "{:?} in {:?}", step, state);
            }
            Ok(())
        })?;
    }

    #[test]
    fn every_open_case_can_go_on(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, _, today| {
            let later = today + Days::new(70);
            // What may be recorded again and again is no way on.
            let offers = state.offers(&rules, later);
            let mut ways = offers.iter().filter(|offer| offer.step != Step::RecordExecution);
            let goes_on = ways.any(|offer| offer.verdict.is_ok());
            prop_assert!(goes_on || !state.is_open(), "{state:?} is a dead end");
            Ok(())
        })?;
    }

    #[test]
    fn what_has_ended_is_frozen(start in any_walk()) {
        crate::rules!(rules);
        walk(start, &rules, |state, history, today| {
            let deadlines = state.deadlines(&rules);
            for deadline in &deadlines {
                if deadline.ending != Ending::Open {
                    let stands = |on| deadline.standing(on, SETTINGS.warn_working_days, rules.calendar);
                    let far = today + Days::new(5_000);
                    prop_assert_eq!(stands(today), stands(far));
                    prop_assert_eq!(deadline.is_late(today), deadline.is_late(far));
                }
                let owed = deadline.ending == Ending::Open && deadline.rule.duty == Duty::Agency;
                prop_assert!(state.is_open() || !owed, "{deadline:?} is open in a closed case");
            }
            // the fact before left the same deadlines, and none of those that had ended has changed,
            // but for the commitment of a petition that was opened again
            let Some(before) = history.split_last().map(|(_, before)| before) else { return Ok(()) };
            if before.is_empty() || history.iter().any(|event| event.code() == "reopened") {
                return Ok(());
            }
            let before = procedure::replay(before)?.deadlines(&rules);
            prop_assert!(before.len() <= deadlines.len());
            for earlier in before.iter().filter(|deadline| deadline.ending != Ending::Open) {
                let is_kept = deadlines.contains(earlier);
                // a lawsuit or a review takes the case away; a clock that stood still goes on
                let ends_again = matches!(earlier.rule.id.code(), "KN-13" | "KN-14" | "KN-15" | "KN-16" | "KN-17")
                    || matches!(earlier.ending, Ending::Paused(_));
                prop_assert!(is_kept || ends_again, "{earlier:?} became {deadlines:?}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_date_of_a_century_is_too_much(on in any_date(), calendar in any_calendar(), gap in 0_u64..400) {
        let rules = Rules { calendar: &calendar, settings: &SETTINGS };
        let later = on + Days::new(gap);
        for first in [received(on, 7), denounced(on, Origin::New), P::Received { on }.into()] {
            let state = procedure::begin(&first, later)?;
            for step in Step::ALL {
                for event in facts(state.kind(), *step, later) {
                    if let Ok(next) = procedure::apply(&state, &event, &rules, later) {
                        prop_assert!(!next.deadlines.is_empty());
                        let next = next.state;
                        prop_assert!(!next.is_open() || next.offers(&rules, later).iter().any(|offer| offer.verdict.is_ok()));
                    }
                }
            }
        }
    }
}
