//! Which made-up cases there are, and how they are written: in the order in which it all happened.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use law::procedure::{Event, Kind};
use law::regime::R2_FROM;
use law::{complaint, petition};
use uuid::Uuid;

use super::matters::{MADE_UP, MATTERS, Matter};
use super::path::{self, Fact, Goal};
use super::people::{Household, People, Ward};
use super::random::Random;
use super::words;
use crate::app::App;
use crate::bookings::{self, Booking, Stretch};
use crate::cases::filing::{self, Channel, NewCase, NewParty, PartyRole};
use crate::cases::steps::{self, DialogueDetails, StepCommand};
use crate::clock::{FixedClock, from_vietnam};
use crate::db::Tx;
use crate::error::AppError;
use crate::policy::{Actor, Role, step_roles};
use crate::web::i18n::Lang;

/// How many cases there are in each stage.
pub const CASES: [(Kind, &str, u32); 33] = [
    (Kind::Complaint, "awaiting-signature", 4),
    (Kind::Complaint, "received", 4),
    (Kind::Complaint, "checking", 4),
    (Kind::Complaint, "accepted", 5),
    (Kind::Complaint, "verifying", 7),
    (Kind::Complaint, "findings-ready", 5),
    (Kind::Complaint, "dialogue", 7),
    (Kind::Complaint, "drafting", 5),
    (Kind::Complaint, "decision-issued", 4),
    (Kind::Complaint, "served", 5),
    (Kind::Complaint, "suspended", 2),
    (Kind::Complaint, "terminated", 1),
    (Kind::Complaint, "in-effect", 2),
    (Kind::Complaint, "executing", 2),
    (Kind::Complaint, "closed", 4),
    (Kind::Complaint, "under-review", 1),
    (Kind::Complaint, "second-complaint", 3),
    (Kind::Complaint, "in-court", 2),
    (Kind::Complaint, "refused", 4),
    (Kind::Complaint, "guided", 3),
    (Kind::Complaint, "filed-away", 2),
    (Kind::Petition, "received", 5),
    (Kind::Petition, "classifying", 4),
    (Kind::Petition, "taken-on", 4),
    (Kind::Petition, "assigned", 5),
    (Kind::Petition, "considering", 9),
    (Kind::Petition, "dialogue", 5),
    (Kind::Petition, "answered", 8),
    (Kind::Petition, "following", 2),
    (Kind::Petition, "closed", 22),
    (Kind::Petition, "awaiting-reply", 1),
    (Kind::Petition, "transferred", 5),
    (Kind::Petition, "filed-away", 4),
];

/// Actions written in one transaction.
const AT_ONCE: usize = 60;

/// A case to be made.
pub struct Plan {
    goal: Goal,
    matter: &'static Matter,
    household: usize,
    ward: usize,
    officer: usize,
    channel: Channel,
    received_on: NaiveDate,
    facts: Vec<Fact>,
}

/// From what the tracking secret of a made-up case derives.
pub fn filing_token(number: usize) -> String {
    format!("made-up-{number}")
}

/// Decides on all cases. The same days give the same cases.
pub fn plan(
    app: &App,
    people: &People,
    first_day: NaiveDate,
    last_day: NaiveDate,
    random: &mut Random,
) -> Result<Vec<Plan>, AppError> {
    let mut plans = Vec::new();
    for (kind, stage, count) in CASES {
        // A trial that begins before suspension was possible, or soon after, shows none.
        let is_too_early = last_day < R2_FROM + Days::new(60);
        let stage = if stage == "suspended" && is_too_early { "verifying" } else { stage };
        for way in 0..count {
            let channel = match stage {
                "awaiting-signature" => Channel::Online,
                _ => channel(random),
            };
            let goal = Goal {
                kind,
                stage,
                complainants: complainants(kind, random),
                is_lodged: channel.needs_signature(kind),
                is_late: random.chance(18),
                way,
            };
            let is_over = is_final(kind, stage);
            let last_fact = if is_over {
                let span = u32::try_from((last_day - first_day).num_days()).unwrap_or(1);
                last_day - Days::new(u64::from(random.between(3, span.max(90) - 80)))
            } else if random.chance(25) {
                last_day - Days::new(u64::from(random.between(15, 40)))
            } else {
                last_day - Days::new(u64::from(random.between(0, 7)))
            };
            let (received_on, facts) = dated(app, &goal, first_day, last_fact, last_day, random)?;
            plans.push(choose(people, goal, channel, received_on, facts, random)?);
        }
    }
    Ok(plans)
}

fn is_final(kind: Kind, stage: &str) -> bool {
    match kind {
        Kind::Complaint => [
            "closed",
            "under-review",
            "terminated",
            "second-complaint",
            "in-court",
            "refused",
            "guided",
            "filed-away",
        ]
        .contains(&stage),
        Kind::Denunciation => true,
        Kind::Petition => ["closed", "transferred", "filed-away"].contains(&stage),
    }
}

fn complainants(kind: Kind, random: &mut Random) -> u32 {
    match kind {
        Kind::Complaint if random.chance(8) => random.between(5, 10),
        Kind::Complaint if random.chance(5) => random.between(11, 18),
        _ => 1,
    }
}

/// Dates a case backwards from the day of its last fact, so that nothing lies ahead.
fn dated(
    app: &App,
    goal: &Goal,
    first_day: NaiveDate,
    last_fact: NaiveDate,
    last_day: NaiveDate,
    random: &mut Random,
) -> Result<(NaiveDate, Vec<Fact>), AppError> {
    let rules = app.rules();
    let seed = random.clone();
    random.between(0, 1);
    let mut received_on = last_fact.max(first_day);
    // A day at a time over long holidays, where all days roll to the same one.
    for _ in 0..60 {
        let facts = path::walk(goal, received_on, &rules.get(), seed.clone())?;
        let end = facts.last().map_or(received_on, |fact| fact.written_on);
        let over = (end - last_fact).num_days();
        let earlier = received_on - TimeDelta::days(over.max(0));
        if over <= 0 || (end <= last_day && earlier < first_day) {
            return Ok((received_on, facts));
        }
        received_on = earlier.max(first_day);
    }
    // Too long for the time there is: then it went faster.
    if goal.is_late {
        let faster = Goal { is_late: false, ..*goal };
        return dated(app, &faster, first_day, last_fact, last_day, random);
    }
    Err(AppError::internal("made-up case", format!("no dates for {}", goal.stage)))
}

fn channel(random: &mut Random) -> Channel {
    match random.between(1, 100) {
        0..=55 => Channel::Online,
        56..=80 => Channel::Counter,
        81..=95 => Channel::Post,
        _ => Channel::Oral,
    }
}

fn choose(
    people: &People,
    goal: Goal,
    channel: Channel,
    received_on: NaiveDate,
    facts: Vec<Fact>,
    random: &mut Random,
) -> Result<Plan, AppError> {
    let matters: Vec<&'static Matter> =
        MATTERS.iter().filter(|matter| matter.kind == goal.kind).collect();
    let nobody = || AppError::internal("made-up case", "nobody to write it");
    let matter = random.pick(&matters).copied().ok_or_else(nobody)?;
    // Each ward has its share of every stage.
    let ward = goal.way as usize % people.wards.len().max(1);
    let ward_id = people.wards.get(ward).map(|ward| ward.id).ok_or_else(nobody)?;
    let homes: Vec<usize> = people
        .households
        .iter()
        .enumerate()
        .filter(|(_, household)| household.ward_id == ward_id)
        .map(|(place, _)| place)
        .collect();
    let household = random.pick(&homes).copied().ok_or_else(nobody)?;
    let officer = random.between(0, 1) as usize;
    Ok(Plan { goal, matter, household, ward, officer, channel, received_on, facts })
}

/// Something to be written at a moment: a filing, or a fact of a case by its position.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Action {
    at: DateTime<Utc>,
    plan: usize,
    /// Zero is the filing.
    position: usize,
}

fn actions(plans: &[Plan]) -> Vec<Action> {
    let mut all = Vec::new();
    for (plan, planned) in (0..).zip(plans) {
        let minute = u32::try_from(plan % 60).unwrap_or(0);
        let at = from_vietnam(planned.received_on, 7 + minute % 3, minute);
        all.push(Action { at, plan, position: 0 });
        for (position, fact) in (1..).zip(&planned.facts) {
            let later = TimeDelta::minutes(i64::try_from(position).unwrap_or(0) * 20);
            let at = from_vietnam(fact.written_on, 10, minute) + later;
            all.push(Action { at, plan, position });
        }
    }
    all.sort();
    all
}

/// A case on its way.
#[derive(Clone, Copy)]
struct Live {
    case_id: Uuid,
    version: i32,
}

/// Writes everything through the services, in the order of time.
pub async fn carry_out(
    app: &App,
    clock: &FixedClock,
    people: &People,
    plans: Vec<Plan>,
) -> Result<(), AppError> {
    let mut live: Vec<Option<Live>> = vec![None; plans.len()];
    let mut papers = 0;
    for some in actions(&plans).chunks(AT_ONCE) {
        let tx = app.db.begin_write().await?;
        for action in some {
            clock.set(action.at);
            let (Some(plan), Some(slot)) = (plans.get(action.plan), live.get_mut(action.plan))
            else {
                continue;
            };
            match (action.position.checked_sub(1), *slot) {
                (None, _) => {
                    let new = new_case(people, plan, action.plan)?;
                    let filed = filing::file(app, &tx, action.at, new).await?;
                    *slot = Some(Live { case_id: filed.case_id, version: 1 });
                }
                (Some(position), Some(case)) => {
                    papers += 1;
                    let Some(fact) = plan.facts.get(position) else { continue };
                    record(app, &tx, people, plan, *fact, case, action.at, papers).await?;
                    *slot = Some(Live { version: case.version + 1, ..case });
                }
                (Some(_), None) => {}
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

fn parts<'a>(people: &'a People, plan: &Plan) -> Result<(&'a Ward, &'a Household), AppError> {
    let ward = people.wards.get(plan.ward);
    let household = people.households.get(plan.household);
    ward.zip(household).ok_or_else(|| AppError::internal("made-up case", "nobody to write it"))
}

fn new_case(people: &People, plan: &Plan, number: usize) -> Result<NewCase, AppError> {
    let (ward, household) = parts(people, plan)?;
    let place = format!("{}, {}", household.group.to_lowercase(), ward.name);
    let is_online = plan.channel == Channel::Online;
    let is_complaint = plan.goal.kind == Kind::Complaint;
    let mut parties = vec![NewParty {
        role: PartyRole::Complainant,
        full_name: household.name.clone(),
        phone: household.phone.clone(),
        email: household.email.clone(),
        address: household.address.clone(),
        residential_group: household.group.clone(),
        ward_id: Some(ward.id),
    }];
    if is_complaint {
        parties.push(NewParty {
            role: PartyRole::Respondent,
            full_name: format!("Ủy ban nhân dân {}", ward.name),
            phone: String::new(),
            email: String::new(),
            address: String::new(),
            residential_group: String::new(),
            ward_id: Some(ward.id),
        });
    }
    let registered_by = (!is_online).then_some((ward.reception.account_id, ward.reception.unit_id));
    Ok(NewCase {
        unit_id: ward.id,
        kind: plan.goal.kind,
        field: plan.matter.field.to_owned(),
        subject: plan.matter.subject.replace("{nơi}", &place),
        content: format!("{}\n\n{MADE_UP}", plan.matter.content),
        demand: plan.matter.demand.to_owned(),
        contested_act: plan.matter.act.to_owned(),
        known_on: is_complaint.then(|| plan.received_on - Days::new(21)),
        channel: plan.channel,
        lang: Lang::Vi,
        received_on: plan.received_on,
        citizen_id: household.citizen_id.filter(|_| is_online),
        registered_by,
        complainants: plan.goal.complainants,
        parties,
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token: filing_token(number),
    })
}

#[expect(clippy::too_many_arguments, reason = "one call, everything it needs")]
async fn record(
    app: &App,
    tx: &Tx,
    people: &People,
    plan: &Plan,
    fact: Fact,
    case: Live,
    at: DateTime<Utc>,
    papers: u32,
) -> Result<(), AppError> {
    let (ward, _) = parts(people, plan)?;
    let officer = ward.officers.get(plan.officer).unwrap_or(&ward.chairman);
    let assigns = words::assigns(fact.step);
    let command = StepCommand {
        step: fact.step,
        event: fact.event,
        version: case.version,
        note: words::note(fact.step).to_owned(),
        paper_number: words::paper(fact.step)
            .map(|kind| format!("{papers}/{kind}"))
            .unwrap_or_default(),
        assignee_id: assigns.then_some(officer.account_id),
        field: None,
        dialogue: dialogue(tx, &fact.event, fact.step, ward).await?,
    };
    // Who was given no work on it, as where a complaint was right at once, does not see the case.
    let is_given = plan.facts.iter().any(|fact| words::assigns(fact.step));
    let actor = who(ward, if is_given { officer } else { &ward.chairman }, fact.step);
    steps::record(app, tx, actor, case.case_id, at, command).await?;
    Ok(())
}

/// The least of those who may do the step.
fn who<'a>(ward: &'a Ward, officer: &'a Actor, step: law::procedure::Step) -> &'a Actor {
    match step_roles(step).first() {
        Some(Role::Reception) => &ward.reception,
        Some(Role::Officer) => officer,
        _ => &ward.chairman,
    }
}

async fn dialogue(
    tx: &Tx,
    event: &Event,
    step: law::procedure::Step,
    ward: &Ward,
) -> Result<Option<DialogueDetails>, AppError> {
    use law::procedure::Step;
    let details = match step {
        Step::InviteDialogue => Some(DialogueDetails::Invitation {
            starts_at: free_hour(tx, event, ward).await?,
            place: format!("Phòng tiếp công dân, Ủy ban nhân dân {}", ward.name),
        }),
        Step::RecordDialogue => Some(DialogueDetails::Minutes {
            agreed_points: "Cơ quan cung cấp bản sao hồ sơ đo đạc cho gia đình trong ba ngày."
                .to_owned(),
            open_points: "Cách tính mức hỗ trợ còn ý kiến khác nhau.".to_owned(),
        }),
        _ => None,
    };
    Ok(details)
}

/// An hour at which the chairman has nothing else.
async fn free_hour(tx: &Tx, event: &Event, ward: &Ward) -> Result<String, AppError> {
    let held_on = match event {
        Event::Complaint(complaint::Event::DialogueInvited { held_on, .. })
        | Event::Petition(petition::Event::DialogueInvited { held_on, .. }) => *held_on,
        _ => return Err(AppError::internal("demo", "no invitation")),
    };
    for from in [510, 840, 960, 630, 1080, 1200] {
        let stretch = Stretch { on: held_on, from, to: from + steps::ROUND_MINUTES };
        let resources = vec![ward.chairman.account_id];
        let wanted = Booking { holder_id: Uuid::nil(), resources, stretch };
        if bookings::store::clashes(tx, &[wanted]).await?.is_empty() {
            return Ok(bookings::clock(from));
        }
    }
    Err(AppError::internal("demo", "a chairman has no hour free"))
}
