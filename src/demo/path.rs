//! The way a made-up case goes: facts with lawful dates, found by asking the law itself.

use chrono::{Days, NaiveDate};
use law::complaint::{DecisionOutcome, Event as C, RefusalGround};
use law::complexity::Criterion;
use law::denunciation::{Event as D, Finding, Origin, TerminationGround};
use law::dialogue::{Attendance, Chairing};
use law::group::Proxy;
use law::jurisdiction::Resolver;
use law::petition::Event as P;
use law::procedure::{Event, Kind, Rules, State, Step, apply, begin};
use law::refusal::Refusal;
use law::results::Recommended;

use super::amounts;
use super::random::Random;
use crate::error::AppError;

/// A fact and the day it is written down.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    pub step: Step,
    pub event: Event,
    pub written_on: NaiveDate,
}

/// Where a made-up case is to end, and what makes it different from the next.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    pub kind: Kind,
    pub stage: &'static str,
    pub complainants: u32,
    /// A complaint that was lodged online and is signed later, if at all.
    pub is_lodged: bool,
    pub is_late: bool,
    /// One of a few ways to the same stage.
    pub way: u32,
}

/// The steps to a stage.
pub fn steps(goal: &Goal) -> Vec<Step> {
    match goal.kind {
        Kind::Complaint if goal.stage == "awaiting-signature" => Vec::new(),
        Kind::Complaint if goal.is_lodged => {
            [&[Step::ConfirmSignature][..], &complaint_steps(goal)].concat()
        }
        Kind::Complaint => complaint_steps(goal),
        Kind::Petition => petition_steps(goal),
        // Not made up: a denouncer is protected even where nobody is real.
        Kind::Denunciation => Vec::new(),
    }
}

fn complaint_steps(goal: &Goal) -> Vec<Step> {
    use Step::{
        Accept, AssignVerification, Close, ConfirmEffect, FileAway, FindRightAtOnce, Guide,
        InviteDialogue, IssueDecision, OrderReview, Publish, RecordDialogue, RecordExecution,
        RecordLawsuit, RecordSecondComplaint, RecordService, RecordWithdrawal, Refuse,
        ReopenVerification, ReportFindings, SendOrder, StartCheck, StartDrafting, StartExecution,
        Suspend, Terminate,
    };
    let verified: &[Step] = &[StartCheck, Accept, AssignVerification, ReportFindings];
    let drafted: &[Step] = match goal.way % 5 {
        0 => &[StartCheck, Accept, FindRightAtOnce],
        1 => &[StartCheck, Accept, AssignVerification, ReportFindings, StartDrafting],
        2 => &[
            StartCheck,
            Accept,
            AssignVerification,
            ReportFindings,
            InviteDialogue,
            RecordDialogue,
            ReopenVerification,
            ReportFindings,
            StartDrafting,
        ],
        _ => &[
            StartCheck,
            Accept,
            AssignVerification,
            ReportFindings,
            InviteDialogue,
            RecordDialogue,
            StartDrafting,
        ],
    };
    let executing: &[Step] =
        &[IssueDecision, RecordService, Publish, ConfirmEffect, StartExecution];
    let end: &[Step] = match goal.stage {
        "received" => return Vec::new(),
        "checking" => return vec![StartCheck],
        "accepted" => return vec![StartCheck, Accept],
        "verifying" => return vec![StartCheck, Accept, AssignVerification],
        "refused" => return vec![StartCheck, Refuse],
        "guided" => return vec![StartCheck, Guide],
        "filed-away" => return vec![StartCheck, FileAway],
        "findings-ready" => return verified.to_vec(),
        "dialogue" => {
            let mut all = verified.to_vec();
            all.push(InviteDialogue);
            if goal.way % 3 == 2 {
                all.push(RecordDialogue);
            }
            return all;
        }
        "suspended" => return vec![StartCheck, Accept, AssignVerification, Suspend, SendOrder],
        "terminated" => {
            return vec![StartCheck, Accept, AssignVerification, RecordWithdrawal, Terminate];
        }
        "second-complaint" if goal.way.is_multiple_of(2) => {
            return vec![StartCheck, Accept, AssignVerification, RecordSecondComplaint];
        }
        "decision-issued" => &[IssueDecision],
        "served" => &[IssueDecision, RecordService],
        "in-effect" => &[IssueDecision, RecordService, Publish, ConfirmEffect],
        "executing" => return [drafted, executing, &[RecordExecution]].concat(),
        "closed" => {
            return [drafted, executing, &[RecordExecution, RecordExecution, Close]].concat();
        }
        "under-review" => return [drafted, executing, &[RecordExecution, OrderReview]].concat(),
        "second-complaint" => &[IssueDecision, RecordService, RecordSecondComplaint],
        "in-court" => &[IssueDecision, RecordService, RecordLawsuit],
        _ => &[],
    };
    [drafted, end].concat()
}

fn petition_steps(goal: &Goal) -> Vec<Step> {
    use Step::{
        Answer, AssignPetition, Close, FileAway, FollowCommitments, InviteDialogue, RecordDialogue,
        Reopen, StartClassification, StartConsideration, TakeOn, Transfer,
    };
    let considered = [StartClassification, TakeOn, AssignPetition, StartConsideration];
    let dialogue: &[Step] =
        if goal.way.is_multiple_of(4) { &[InviteDialogue, RecordDialogue] } else { &[] };
    match goal.stage {
        "classifying" => vec![StartClassification],
        "transferred" => vec![StartClassification, Transfer],
        "filed-away" => vec![StartClassification, FileAway],
        "taken-on" => vec![StartClassification, TakeOn],
        "assigned" => vec![StartClassification, TakeOn, AssignPetition],
        "considering" if goal.way % 5 == 4 => [&considered[..], &[Answer, Close, Reopen]].concat(),
        "considering" => considered.to_vec(),
        "dialogue" => [&considered[..], &[InviteDialogue]].concat(),
        "answered" => [&considered[..], dialogue, &[Answer]].concat(),
        "following" => [&considered[..], dialogue, &[Answer, FollowCommitments]].concat(),
        "closed" => [&considered[..], dialogue, &[Answer, Close]].concat(),
        "awaiting-reply" => vec![StartClassification, Transfer],
        _ => Vec::new(),
    }
}

/// Days between a fact and the next, in time or late.
fn gap(step: Step, is_late: bool, random: &mut Random) -> u32 {
    let (low, high) = match (step, is_late) {
        (Step::Accept | Step::Refuse | Step::TakeOn | Step::Transfer, true) => (13, 20),
        (Step::ReportFindings, true) => (26, 40),
        (Step::Answer, true) => (20, 32),
        (Step::RecordService, true) => (6, 9),
        (Step::Accept | Step::Refuse | Step::Guide | Step::FileAway, false) => (2, 5),
        (Step::TakeOn | Step::Transfer, false) => (1, 4),
        (Step::ReportFindings, false) => (5, 9),
        (Step::Answer, false) => (3, 7),
        (Step::ConfirmSignature, _) => (1, 4),
        (Step::Close | Step::RecordExecution, _) => (3, 10),
        (Step::Conclude, _) => (4, 14),
        (Step::CheckIdentity, _) => (1, 5),
        (Step::RecordSecondComplaint, _) => (8, 20),
        (Step::RecordLawsuit, _) => (12, 25),
        (Step::Reopen, _) => (5, 12),
        _ => (0, 2),
    };
    random.between(low, high)
}

/// Walks from receipt to the goal; every date is one the law accepts.
pub fn walk(
    goal: &Goal,
    received_on: NaiveDate,
    rules: &Rules<'_>,
    random: Random,
) -> Result<Vec<Fact>, AppError> {
    walk_along(goal, &receipt(goal, received_on), &steps(goal), rules, random)
}

/// The same from a given receipt and along given steps.
pub fn walk_along(
    goal: &Goal,
    receipt: &Event,
    steps: &[Step],
    rules: &Rules<'_>,
    mut random: Random,
) -> Result<Vec<Fact>, AppError> {
    let mut state = begin(receipt, NaiveDate::MAX)?;
    let mut facts = Vec::new();
    for (position, step) in steps.iter().enumerate() {
        let days = gap(*step, goal.is_late, &mut random);
        let mut on = rules.calendar.roll_forward(state.last_on() + Days::new(u64::from(days)));
        if let (Step::RecordDialogue, Some(held_on)) = (step, state.dialogue_on()) {
            on = held_on;
        }
        let rest = steps.get(position + 1..).unwrap_or_default();
        let (event, next) = lawful(goal, &state, *step, on, rest, rules, &mut random)?;
        // Proof of service is written down when it has come back.
        facts.push(Fact { step: *step, event, written_on: next.last_on().max(event.on()) });
        state = next;
    }
    Ok(facts)
}

pub fn receipt(goal: &Goal, on: NaiveDate) -> Event {
    match goal.kind {
        Kind::Complaint => {
            let (complainants, resolver) = (goal.complainants, Resolver::default());
            if goal.is_lodged {
                return C::Lodged { on, complainants, resolver, first: None }.into();
            }
            C::Received { on, complainants, resolver, first: None }.into()
        }
        Kind::Denunciation => {
            let (denouncers, resolver) = (goal.complainants, Resolver::default());
            D::Received { on, denouncers, origin: Origin::New, resolver }.into()
        }
        Kind::Petition => P::Received { on }.into(),
    }
}

/// A fact of a step on a day, moved to the first day the law names if it names one.
fn lawful(
    goal: &Goal,
    state: &State,
    step: Step,
    mut on: NaiveDate,
    rest: &[Step],
    rules: &Rules<'_>,
    random: &mut Random,
) -> Result<(Event, State), AppError> {
    let choices = random.clone();
    let mut last = None;
    for _ in 0..3 {
        let event = fact(goal, state, step, on, rest, rules, &mut choices.clone());
        let Some(event) = event else { break };
        match apply(state, &event, rules, NaiveDate::MAX) {
            Ok(applied) => {
                random.between(0, 1);
                return Ok((event, applied.state));
            }
            Err(
                Refusal::EffectNotYet { earliest: day, .. } | Refusal::NotInForce { from: day, .. },
            ) => on = rules.calendar.roll_forward(day),
            Err(Refusal::StillInTime { last }) => {
                on = rules.calendar.roll_forward(last + Days::new(3));
            }
            Err(refusal) => {
                last = Some(refusal);
                break;
            }
        }
    }
    let why = last.map_or_else(|| "no lawful day".to_owned(), |refusal| refusal.to_string());
    Err(AppError::internal("made-up case", format!("{} to {}: {why}", step.code(), goal.stage)))
}

fn fact(
    goal: &Goal,
    state: &State,
    step: Step,
    on: NaiveDate,
    rest: &[Step],
    rules: &Rules<'_>,
    random: &mut Random,
) -> Option<Event> {
    let event = match (goal.kind, step) {
        (Kind::Complaint, Step::Accept) => C::Accepted {
            on,
            complex: goal.way % 7 == 3,
            criteria: [Criterion::SeveralContents]
                .into_iter()
                .filter(|_| goal.way % 7 == 3)
                .collect(),
            remote: false,
            all_signed: true,
            representatives: law::group::bounds(goal.complainants).map_or(0, |_| 1),
            proxy: Proxy::None,
            confirmed: true,
            excused: false,
        }
        .into(),
        (Kind::Complaint, Step::Refuse) => {
            let grounds =
                [RefusalGround::OutOfTime, RefusalGround::NoOwnRight, RefusalGround::Unsigned];
            let ground = random.pick(&grounds).copied().unwrap_or(RefusalGround::OutOfTime);
            C::Refused { on, ground }.into()
        }
        (Kind::Complaint, Step::ReportFindings) => {
            let differ_from_demand =
                rest.first() == Some(&Step::InviteDialogue) || goal.stage == "findings-ready";
            C::FindingsReported { on, differ_from_demand }.into()
        }
        (kind, Step::InviteDialogue) => {
            let held_on = rules.calendar.roll_forward(on + Days::new(6));
            match kind {
                Kind::Petition => P::DialogueInvited { on, held_on }.into(),
                Kind::Complaint | Kind::Denunciation => {
                    C::DialogueInvited { on, held_on, chairing: Chairing::default() }.into()
                }
            }
        }
        (kind, Step::RecordDialogue) => {
            let attendance = if random.chance(85) || rest.is_empty() {
                Attendance::Present
            } else {
                Attendance::AbsentUnexcused
            };
            let agreed = attendance == Attendance::Present && random.chance(60);
            match kind {
                Kind::Petition => P::DialogueHeld { on, attendance, agreed }.into(),
                Kind::Complaint | Kind::Denunciation => {
                    C::DialogueHeld { on, attendance, agreed, reported: false }.into()
                }
            }
        }
        (_, Step::IssueDecision) => {
            // What is executed was found right, in part at least.
            let is_executed = rest.contains(&Step::RecordExecution);
            let outcome = if goal.way.is_multiple_of(5) {
                // What was found right at once is decided so.
                DecisionOutcome::Right
            } else if is_executed {
                let right = [DecisionOutcome::Right, DecisionOutcome::PartlyRight];
                random.pick(&right).copied().unwrap_or(DecisionOutcome::PartlyRight)
            } else {
                random.pick(DecisionOutcome::ALL).copied().unwrap_or(DecisionOutcome::Wrong)
            };
            let recommended = match outcome {
                DecisionOutcome::Wrong => Recommended::default(),
                DecisionOutcome::Right | DecisionOutcome::PartlyRight => amounts::decided(random),
            };
            C::DecisionIssued { on, outcome, recommended }.into()
        }
        (kind, Step::RecordExecution) => {
            let results = state.results()?;
            let is_last = goal.stage == "closed" && !rest.contains(&Step::RecordExecution);
            let executed = amounts::executed(results, is_last);
            match kind {
                Kind::Denunciation => D::ExecutionRecorded { on, executed }.into(),
                Kind::Complaint | Kind::Petition => C::ExecutionRecorded { on, executed }.into(),
            }
        }
        (_, Step::Conclude) => {
            let is_executed = rest.contains(&Step::RecordExecution);
            let finding = match goal.way % 3 {
                0 => Finding::True,
                1 => Finding::PartlyTrue,
                _ if is_executed => Finding::PartlyTrue,
                _ => Finding::Untrue,
            };
            let recommended = match finding {
                Finding::Untrue => Recommended::default(),
                Finding::True | Finding::PartlyTrue => amounts::decided(random),
            };
            D::Concluded { on, finding, recommended }.into()
        }
        (Kind::Denunciation, Step::Terminate) => {
            D::Terminated { on, ground: TerminationGround::Withdrawn }.into()
        }
        (Kind::Petition, Step::Transfer) => {
            P::Transferred { on, awaits_reply: goal.stage == "awaiting-reply" }.into()
        }
        (_, Step::RecordService) => {
            let received_on = rules.calendar.roll_forward(on + Days::new(2));
            C::Served { on, received_on }.into()
        }
        _ => state.sample(step, on)?,
    };
    Some(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::kind;
    use law::calendar::WorkCalendar;
    use law::procedure::{Settings, replay, stages};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_stage_is_reached_by_every_way() {
        let calendar = WorkCalendar::new([], [], day(2025, 1, 1), day(2027, 12, 31)).unwrap();
        let settings = Settings::default();
        let rules = Rules { calendar: &calendar, settings: &settings };
        for kind in kind::HANDLED {
            // A council belongs to a second complaint; reclassified ones begin anew.
            let made_up = stages(*kind).iter().filter(|s| !["council", "reclassified"].contains(s));
            for stage in made_up {
                for way in 0..10 {
                    for complainants in [1, 8, 14] {
                        let is_late = way % 2 == 1;
                        let is_lodged = *kind == Kind::Complaint
                            && (way % 4 < 2 || *stage == "awaiting-signature");
                        let goal =
                            Goal { kind: *kind, stage, complainants, is_lodged, is_late, way };
                        let start = day(2026, 3, 2);
                        let facts = walk(&goal, start, &rules, Random::new(u64::from(way)));
                        let mut events = vec![receipt(&goal, start)];
                        events.extend(facts.unwrap().iter().map(|fact| fact.event));
                        assert_eq!(replay(&events).unwrap().stage_code(), *stage);
                    }
                }
            }
        }
    }
}
