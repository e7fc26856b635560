//! Which way a made-up case goes, and how far it has come by the last day.

use chrono::{Days, NaiveDate};
use law::complaint::{Event as C, FirstResult};
use law::denunciation::{Event as D, Origin};
use law::jurisdiction::Resolver;
use law::petition::Event as P;
use law::procedure::{Event, Kind, Rules, Step};
use law::regime::R2_FROM;

use crate::cases::filing::Channel;
use crate::demo::path::{self, Fact, Goal};
use crate::demo::random::Random;
use crate::error::AppError;

/// Stages with their share, in thousandths of the kind.
type Shares = &'static [(&'static str, u32)];

const PETITIONS: Shares = &[
    ("closed", 620),
    ("transferred", 140),
    ("filed-away", 110),
    ("answered", 35),
    ("following", 20),
    ("awaiting-reply", 20),
    ("considering", 25),
    ("dialogue", 10),
    ("assigned", 7),
    ("taken-on", 6),
    ("classifying", 4),
    ("received", 3),
];
const COMPLAINTS: Shares = &[
    ("closed", 300),
    ("in-effect", 80),
    ("executing", 60),
    ("refused", 120),
    ("guided", 120),
    ("filed-away", 50),
    ("terminated", 45),
    ("second-complaint", 30),
    ("in-court", 20),
    ("under-review", 10),
    ("suspended", 15),
    ("served", 30),
    ("decision-issued", 20),
    ("drafting", 20),
    ("dialogue", 20),
    ("findings-ready", 15),
    ("verifying", 15),
    ("accepted", 10),
    ("checking", 5),
    ("received", 5),
    ("awaiting-signature", 10),
];
/// A second complaint ends with its decision or in court.
const SECOND: Shares = &[
    ("closed", 450),
    ("in-effect", 150),
    ("refused", 120),
    ("in-court", 80),
    ("council", 40),
    ("served", 60),
    ("dialogue", 40),
    ("verifying", 60),
];
const DENUNCIATIONS: Shares = &[
    ("closed", 250),
    ("monitoring", 60),
    ("handling", 40),
    ("concluded", 40),
    ("refused", 120),
    ("transferred", 180),
    ("set-aside", 150),
    ("inspection", 30),
    ("investigators", 20),
    ("terminated", 30),
    ("suspended", 10),
    ("reported", 10),
    ("verifying", 15),
    ("accepted", 10),
    ("processing", 5),
    ("received", 5),
    ("upheld", 10),
    ("followed-up", 10),
    ("report-demanded", 5),
];

/// What nobody goes on with.
const ENDS: [&str; 18] = [
    "closed",
    "transferred",
    "filed-away",
    "in-effect",
    "refused",
    "guided",
    "terminated",
    "second-complaint",
    "in-court",
    "under-review",
    "suspended",
    "executing",
    "set-aside",
    "inspection",
    "investigators",
    "upheld",
    "followed-up",
    "awaiting-signature",
];

/// A case with its facts as far as they have come; the receipt stands apart.
pub struct Course {
    pub kind: Kind,
    pub channel: Channel,
    pub complainants: u32,
    pub receipt: Event,
    pub facts: Vec<Fact>,
}

fn pick(shares: Shares, random: &mut Random) -> &'static str {
    let all = shares.iter().map(|(_, share)| share).sum::<u32>().max(1);
    let mut left = random.between(0, all - 1);
    for (stage, share) in shares {
        match left.checked_sub(*share) {
            None => return stage,
            Some(rest) => left = rest,
        }
    }
    "closed"
}

fn kind(random: &mut Random) -> Kind {
    match random.between(1, 1_000) {
        0..=900 => Kind::Petition,
        901..=970 => Kind::Complaint,
        _ => Kind::Denunciation,
    }
}

/// # Errors
/// The law refuses a step, which is our mistake.
pub fn make(
    (received_on, last_day): (NaiveDate, NaiveDate),
    (resolver, rules): (Resolver, &Rules<'_>),
    random: &mut Random,
) -> Result<Course, AppError> {
    let kind = kind(random);
    let is_second = kind == Kind::Complaint
        && match resolver {
            Resolver::ProvinceChairman => random.chance(60),
            _ => false,
        };
    let shares = match kind {
        Kind::Petition => PETITIONS,
        Kind::Complaint if is_second => SECOND,
        Kind::Complaint => COMPLAINTS,
        Kind::Denunciation => DENUNCIATIONS,
    };
    let mut stage = pick(shares, random);
    let is_old = received_on + Days::new(120) < last_day;
    // What is old is done, but for a few.
    if is_old && !ENDS.contains(&stage) && random.chance(85) {
        stage = "closed";
    }
    if stage == "suspended" && received_on < R2_FROM {
        stage = "closed";
    }
    let channel = channel(kind, stage, is_second, random);
    let complainants = complainants(kind, random);
    let goal = Goal {
        kind,
        stage,
        complainants,
        is_lodged: channel.needs_signature(kind),
        is_late: random.chance(12),
        way: random.between(0, 34),
    };
    let receipt = receipt(&goal, received_on, (resolver, is_second), random);
    let steps = match kind {
        Kind::Complaint if is_second => second_steps(&goal),
        Kind::Denunciation => denunciation_steps(&goal),
        Kind::Complaint | Kind::Petition => path::steps(&goal),
    };
    let mut facts = path::walk_along(&goal, &receipt, &steps, rules, random.clone())?;
    let done = facts.iter().take_while(|fact| fact.written_on <= last_day).count();
    facts.truncate(done);
    Ok(Course { kind, channel, complainants, receipt, facts })
}

fn channel(kind: Kind, stage: &str, is_second: bool, random: &mut Random) -> Channel {
    match (kind, random.between(1, 100)) {
        _ if stage == "awaiting-signature" => Channel::Online,
        // What a second complaint follows is handed in with it, and no letter of a denouncer comes by network here.
        (Kind::Complaint, 0..=60) if is_second => Channel::Counter,
        (Kind::Denunciation, 0..=60) => Channel::Counter,
        (Kind::Denunciation, _) => Channel::Post,
        (_, 0..=55) if !is_second => Channel::Online,
        (_, 0..=80) => Channel::Counter,
        (_, 81..=95) => Channel::Post,
        _ => Channel::Oral,
    }
}

fn complainants(kind: Kind, random: &mut Random) -> u32 {
    match kind {
        Kind::Petition => 1,
        _ if random.chance(6) => random.between(5, 10),
        _ if random.chance(3) => random.between(11, 18),
        _ => 1,
    }
}

fn receipt(
    goal: &Goal,
    on: NaiveDate,
    (resolver, is_second): (Resolver, bool),
    random: &mut Random,
) -> Event {
    let complainants = goal.complainants;
    // Within the thirty days of KN-13.
    let received_on = on - Days::new(u64::from(random.between(5, 22)));
    let first = is_second.then_some(FirstResult::Decided { received_on });
    match goal.kind {
        Kind::Petition => P::Received { on }.into(),
        Kind::Complaint if goal.is_lodged => C::Lodged { on, complainants, resolver, first }.into(),
        Kind::Complaint => C::Received { on, complainants, resolver, first }.into(),
        Kind::Denunciation => {
            let origin = match goal.stage {
                "upheld" => Origin::ResultWrong,
                "followed-up" | "report-demanded" => Origin::Overdue,
                _ => Origin::New,
            };
            D::Received { on, denouncers: complainants, origin, resolver }.into()
        }
    }
}

fn second_steps(goal: &Goal) -> Vec<Step> {
    use Step::{
        Accept, AssignVerification, Close, ConfirmEffect, ConveneCouncil, InviteDialogue,
        IssueDecision, Publish, RecordDialogue, RecordExecution, RecordLawsuit, RecordService,
        Refuse, ReportFindings, StartCheck, StartDrafting, StartExecution,
    };
    let verified = [StartCheck, Accept, AssignVerification, ReportFindings];
    let talked: &[Step] = &[InviteDialogue, RecordDialogue, StartDrafting];
    let decided = [&verified[..], talked, &[IssueDecision, RecordService]].concat();
    match goal.stage {
        "refused" => vec![StartCheck, Refuse],
        "verifying" => vec![StartCheck, Accept, AssignVerification],
        "council" => [&verified[..], &[ConveneCouncil]].concat(),
        "dialogue" => [&verified[..], &[InviteDialogue]].concat(),
        "served" => decided,
        "in-court" => [&decided[..], &[RecordLawsuit]].concat(),
        "in-effect" => [&decided[..], &[Publish, ConfirmEffect]].concat(),
        _ => {
            let end = [Publish, ConfirmEffect, StartExecution, RecordExecution, Close];
            [&decided[..], &end].concat()
        }
    }
}

fn denunciation_steps(goal: &Goal) -> Vec<Step> {
    use Step::{
        Accept, ActOnConclusion, AssignVerification, CheckIdentity, Close, Conclude, DemandReport,
        NotifyParties, Publish, RecordExecution, RecordReport, RecordWithdrawal, Refuse,
        ReportFindings, RequestProtection, SendConclusion, SendOrder, SendToInspection,
        SendToInvestigators, SetAside, StartMonitoring, StartProcessing, Suspend, Terminate,
        Transfer, UpholdResult,
    };
    let asked: &[Step] =
        if goal.way.is_multiple_of(9) { &[RequestProtection, Step::DecideProtection] } else { &[] };
    let accepted = [&[StartProcessing, CheckIdentity], asked, &[Accept]].concat();
    let verifying = [&accepted[..], &[NotifyParties, AssignVerification]].concat();
    let concluded = [&verifying[..], &[ReportFindings, Conclude]].concat();
    let handled = [SendConclusion, Publish, ActOnConclusion];
    let executed: &[Step] = if goal.way % 3 == 2 { &[] } else { &[RecordExecution] };
    match goal.stage {
        "received" => Vec::new(),
        "processing" => vec![StartProcessing],
        "refused" => vec![StartProcessing, CheckIdentity, Refuse],
        "transferred" => vec![StartProcessing, Transfer],
        "set-aside" => vec![StartProcessing, SetAside],
        "inspection" => vec![StartProcessing, SendToInspection],
        "investigators" => vec![StartProcessing, SendToInvestigators],
        "upheld" => vec![StartProcessing, UpholdResult],
        "report-demanded" => vec![DemandReport],
        "followed-up" => vec![DemandReport, RecordReport, Close],
        "accepted" => accepted,
        "verifying" => verifying,
        "terminated" => [&verifying[..], &[RecordWithdrawal, Terminate, SendOrder]].concat(),
        "suspended" => [&verifying[..], &[Suspend, SendOrder]].concat(),
        "reported" => [&verifying[..], &[ReportFindings]].concat(),
        "concluded" => concluded,
        "handling" => [&concluded[..], &handled].concat(),
        "monitoring" => [&concluded[..], &handled, &[StartMonitoring]].concat(),
        _ => [&concluded[..], &handled, &[StartMonitoring], executed, &[Close]].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::calendar::WorkCalendar;
    use law::procedure::{Settings, replay};
    use std::collections::BTreeSet;

    #[test]
    fn every_course_is_lawful_and_every_stage_comes_up() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let calendar = WorkCalendar::new([], [], day("2024-01-01"), day("2027-12-31")).unwrap();
        let settings = Settings::default();
        let rules = Rules { calendar: &calendar, settings: &settings };
        let mut seen = BTreeSet::new();
        let resolvers =
            [Resolver::CommuneChairman, Resolver::ProvinceChairman, Resolver::AgencyHead];
        for number in 0..40_000 {
            let mut random = super::super::ids::random(1, number);
            let days = (day("2024-11-26") + Days::new(number % 720), day("2026-11-25"));
            let resolver = resolvers[usize::try_from(number).unwrap() % 3];
            let course = make(days, (resolver, &rules), &mut random).unwrap();
            let events = std::iter::once(&course.receipt);
            let state = replay(events.chain(course.facts.iter().map(|fact| &fact.event))).unwrap();
            assert!(state.last_on() <= days.1, "{:?}", course.facts.last());
            seen.insert((course.kind.code(), state.stage_code()));
        }
        for (kind, shares) in [
            (Kind::Petition, PETITIONS),
            (Kind::Complaint, COMPLAINTS),
            (Kind::Complaint, SECOND),
            (Kind::Denunciation, DENUNCIATIONS),
        ] {
            for (stage, share) in shares.iter().filter(|(_, share)| *share >= 20) {
                assert!(seen.contains(&(kind.code(), stage)), "{kind:?} {stage} {share}");
            }
        }
    }
}
