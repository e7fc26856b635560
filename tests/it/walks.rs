//! Random lawful histories of cases: what the law offers on a day is taken or not, with random results.

use chrono::{Days, NaiveDate};
use law::complaint::{DecisionOutcome, Event as C, FirstResult, RefusalGround, TerminationGround};
use law::denunciation::{Event as D, Finding, Origin, TerminationGround as End};
use law::petition::Event as P;
use law::procedure::{self, Event, Kind, Rules, State, Step};
use law::results::{Executed, Recommended};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::people::{DEPARTMENT, OTHER_WARD, WARD};

/// The same numbers for the same seed (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// A case to be written.
pub struct Planned {
    pub unit: Uuid,
    pub kind: Kind,
    pub field: &'static str,
    pub group: &'static str,
    pub received: NaiveDate,
    /// The day it is there: of what was another letter first, later than receipt.
    pub begins: NaiveDate,
    pub is_online: bool,
    pub first: Option<FirstResult>,
    pub origin: Origin,
    /// The place of the letter it was first, in the same list.
    pub follows: Option<usize>,
    /// What follows its first fact.
    pub facts: Vec<Event>,
}

const FIELDS: [&str; 9] = [
    "land.compensation",
    "land.planning",
    "policy.merit",
    "housing",
    "admin.duty",
    "corruption",
    "judicial",
    "party",
    "other",
];

/// Nothing happens later.
const END: NaiveDate = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();

pub fn plan(
    app: &TestApp,
    random: &mut Random,
    count: usize,
    (old, old_end): (Uuid, NaiveDate),
    group: &'static str,
) -> Vec<Planned> {
    let mut plans = Vec::new();
    for _ in 0..count {
        let received = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new(random.below(190));
        let mut unit = *random.of(&[WARD, WARD, DEPARTMENT, OTHER_WARD, old, old, old]);
        if unit == old && received > old_end {
            unit = OTHER_WARD;
        }
        let kind = *random.of(&[
            Kind::Complaint,
            Kind::Complaint,
            Kind::Denunciation,
            Kind::Denunciation,
            Kind::Petition,
        ]);
        let is_second = random.one_in(3);
        let first = FirstResult::Decided { received_on: received - Days::new(10) };
        let origin = if is_second {
            *random.of(&[Origin::ResultWrong, Origin::Overdue])
        } else {
            Origin::New
        };
        let (field, group) = (*random.of(&FIELDS), *random.of(&[group, "Khu Nam Khê 2", ""]));
        plans.push(Planned {
            unit,
            kind,
            field,
            group,
            received,
            begins: received,
            is_online: kind == Kind::Complaint && random.one_in(6),
            first: (kind == Kind::Complaint && is_second).then_some(first),
            origin: if kind == Kind::Denunciation { origin } else { Origin::New },
            follows: None,
            facts: Vec::new(),
        });
    }
    let mut at = 0;
    // Grows by what turns out to be another letter, which is done once.
    while at < plans.len() {
        if let Some(next) = walk(app, random, &mut plans[at], at) {
            plans.push(next);
        }
        at += 1;
    }
    plans
}

fn beginning(app: &TestApp, plan: &Planned) -> Event {
    let (on, resolver, first) = (plan.received, app.app.units().resolver(plan.unit), plan.first);
    match plan.kind {
        Kind::Complaint if plan.is_online => {
            C::Lodged { on, complainants: 1, resolver, first }.into()
        }
        Kind::Complaint => C::Received { on, complainants: 1, resolver, first }.into(),
        Kind::Denunciation => {
            D::Received { on, denouncers: 1, origin: plan.origin, resolver }.into()
        }
        Kind::Petition => P::Received { on }.into(),
    }
}

/// Plans the facts of a case; gives the case it goes on as, if it was found to be a letter of another kind.
fn walk(app: &TestApp, random: &mut Random, plan: &mut Planned, at: usize) -> Option<Planned> {
    let rules = app.app.rules_of(plan.unit);
    let rules = rules.get();
    let mut today = plan.begins;
    let mut state = procedure::begin(&beginning(app, plan), today).unwrap();
    for _ in 0..40 {
        today = today + Days::new(random.below(13));
        if today > END {
            return None;
        }
        let Some((event, next)) = chosen(random, &state, &rules, today, plan.follows.is_some())
        else {
            continue;
        };
        plan.facts.push(event);
        state = next;
        if let Some(to) = event.reclassified_to() {
            return Some(Planned {
                kind: to,
                received: plan.received,
                begins: today,
                is_online: plan.is_online && to == Kind::Complaint,
                first: None,
                origin: Origin::New,
                follows: Some(at),
                facts: Vec::new(),
                ..*plan
            });
        }
    }
    None
}

/// A lawful fact of a day: mostly the way on.
fn chosen(
    random: &mut Random,
    state: &State,
    rules: &Rules<'_>,
    today: NaiveDate,
    was_another: bool,
) -> Option<(Event, State)> {
    let offers = state.offers(rules, today);
    let lawful: Vec<Step> = offers
        .iter()
        .filter(|one| one.verdict.is_ok())
        .map(|one| one.step)
        .filter(|step| *step != Step::Reclassify || !was_another)
        .collect();
    if lawful.is_empty() {
        return None;
    }
    let weighted: Vec<Step> =
        lawful.iter().flat_map(|step| std::iter::repeat_n(*step, weight(*step))).collect();
    // Some days nothing happens, so that periods of the law run out.
    let step =
        *weighted.get(usize::try_from(random.below(weighted.len() as u64 + IDLE)).unwrap())?;
    let sample = state.sample(step, today)?;
    let apply =
        |event: Event| Some((event, procedure::apply(state, &event, rules, today).ok()?.state));
    apply(varied(random, sample)).or_else(|| apply(sample))
}

/// How often nothing happens, as [`weight`] counts.
const IDLE: u64 = 10;

/// How much likelier a step is than the rarest: the way to a decision and its execution before what happens beside
/// it and what ends it early.
fn weight(step: Step) -> usize {
    match step {
        Step::RecordExecution | Step::Conclude | Step::Close => 8,
        Step::RequestProtection
        | Step::DecideProtection
        | Step::EndProtection
        | Step::StayExecution
        | Step::LiftStay
        | Step::FindComplex
        | Step::SendOrder
        | Step::Suspend
        | Step::Extend
        | Step::StartForensic
        | Step::EndForensic
        | Step::WidenCheck
        | Step::NotifyParties
        | Step::RecordWithdrawal
        | Step::ReopenVerification
        | Step::Reclassify
        | Step::Reopen
        | Step::Terminate
        | Step::RecordLawsuit
        | Step::OrderReview
        | Step::RecordSecondComplaint
        | Step::SendToInspection
        | Step::SendToInvestigators => 1,
        Step::CheckIdentity | Step::InviteDialogue => 4,
        Step::Refuse | Step::Guide | Step::FileAway | Step::Transfer | Step::SetAside => 3,
        _ => 12,
    }
}

fn recommended(random: &mut Random) -> Recommended {
    let mut amount = |end| if random.one_in(3) { 0 } else { random.below(end) };
    let (people, moved) = (amount(9), amount(9));
    Recommended {
        state_money: amount(90_000_000),
        state_land: amount(30_000),
        returned_money: amount(90_000_000),
        returned_land: amount(30_000),
        returned_organisations: amount(3),
        returned_people: amount(9),
        handled_organisations: amount(3),
        handled_people: people,
        handled_officials: people / 2,
        transferred_cases: amount(3),
        transferred_people: moved,
        transferred_officials: moved / 2,
    }
}

fn executed(random: &mut Random) -> Executed {
    let mut amount = |end| if random.one_in(3) { 0 } else { random.below(end) };
    let (people, prosecuted) = (amount(9), amount(9));
    Executed {
        state_money: 1 + amount(40_000_000),
        state_land: amount(20_000),
        returned_money: amount(40_000_000),
        returned_land: amount(20_000),
        handled_organisations: amount(3),
        handled_people: people,
        handled_officials: people / 2,
        prosecuted_cases: amount(3),
        prosecuted_people: prosecuted,
        prosecuted_officials: prosecuted / 2,
    }
}

/// The same fact with another result.
fn varied(random: &mut Random, event: Event) -> Event {
    match event {
        Event::Complaint(fact) => Event::Complaint(match fact {
            C::DecisionIssued { on, .. } => {
                let outcome = *random.of(DecisionOutcome::ALL);
                C::DecisionIssued { on, outcome, recommended: recommended(random) }
            }
            C::ExecutionRecorded { on, .. } => {
                C::ExecutionRecorded { on, executed: executed(random) }
            }
            C::Withdrawn { on, .. } if random.one_in(3) => {
                C::Withdrawn { on, complainants_left: 1, in_part: true }
            }
            C::Terminated { on, .. } => {
                C::Terminated { on, ground: *random.of(TerminationGround::ALL) }
            }
            C::Refused { on, .. } => C::Refused { on, ground: *random.of(RefusalGround::ALL) },
            C::FindingsReported { on, .. } => {
                C::FindingsReported { on, differ_from_demand: random.one_in(2) }
            }
            other => other,
        }),
        Event::Denunciation(fact) => Event::Denunciation(match fact {
            D::Concluded { on, .. } => D::Concluded {
                on,
                finding: *random.of(Finding::ALL),
                recommended: recommended(random),
            },
            D::ExecutionRecorded { on, .. } => {
                D::ExecutionRecorded { on, executed: executed(random) }
            }
            D::Withdrawn { on, .. } if random.one_in(3) => {
                D::Withdrawn { on, denouncers_left: 1, in_part: true, goes_on: None }
            }
            D::Terminated { on, .. } => D::Terminated { on, ground: *random.of(End::ALL) },
            D::IdentityChecked { on, .. } => D::IdentityChecked {
                on,
                identified: !random.one_in(5),
                eligible: !random.one_in(5),
            },
            other => other,
        }),
        Event::Petition(fact) => Event::Petition(match fact {
            P::Transferred { on, .. } => P::Transferred { on, awaits_reply: random.one_in(2) },
            other => other,
        }),
    }
}
