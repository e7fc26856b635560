//! Tables 02/XLD to 05/KQTH from the facts of cases.

use chrono::NaiveDate;
use law::complaint::{DecisionOutcome, Event as C, TerminationGround};
use law::denunciation::{Event as D, Finding, Origin, TerminationGround as End};
use law::procedure::{Event, Kind};
use law::results::{Executed, Recommended};

use super::{Columns, Days};

/// A case with all its facts.
pub struct Told {
    pub kind: Kind,
    pub field: String,
    /// The day the letter it follows from was found to be of this kind.
    pub stands_from: Option<NaiveDate>,
    pub facts: Vec<Event>,
}

const LETTERS: &str = "02/XLD";
const RESULTS: [&str; 2] = ["03/GQKN", "04/GQTC"];
const EXECUTION: &str = "05/KQTH";

pub fn count<'t>(cases: impl Iterator<Item = &'t Told>, days: Days, columns: &mut Columns) {
    for case in cases {
        letter(case, days, columns);
        decisions(case, days, columns);
    }
    columns.sum(LETTERS, 6, &[7, 8]);
    columns.sum(LETTERS, 12, &[13, 14]);
    columns.sum(LETTERS, 19, &[20, 21, 22]);
    columns.sum(LETTERS, 4, &[6, 12, 19]);
    columns.put(LETTERS, 5, columns.value(LETTERS, 4));
    columns.sum(LETTERS, 23, &[24, 25]);
    columns.sum(LETTERS, 3, &[4, 23]);
    columns.put(RESULTS[0], 1, columns.value(LETTERS, 6));
    columns.put(RESULTS[1], 1, columns.value(LETTERS, 12));
    for form in RESULTS {
        columns.sum(form, 2, &[3, 4, 5, 6]);
    }
    columns.sum(RESULTS[0], 7, &[8, 9, 10, 11, 12]);
    columns.sum(RESULTS[1], 7, &[8, 9, 10, 11, 12, 13]);
}

fn is_second(case: &Told) -> bool {
    match case.facts[0] {
        Event::Complaint(C::Received { first, .. } | C::Lodged { first, .. }) => first.is_some(),
        Event::Denunciation(D::Received { origin, .. }) => origin != Origin::New,
        _ => false,
    }
}

fn is_acceptance(fact: &Event) -> bool {
    matches!(
        fact.code(),
        "accepted" | "found-right-at-once" | "taken-up-again" | "taken-over" | "taken-on"
    )
}

/// Whether it ended the case, and whether because all was withdrawn.
fn termination(fact: &Event) -> Option<bool> {
    match *fact {
        Event::Complaint(C::Terminated { ground, .. }) => {
            Some(ground == TerminationGround::Withdrawn)
        }
        Event::Denunciation(D::Terminated { ground, .. }) => Some(ground == End::Withdrawn),
        _ => None,
    }
}

/// `02/XLD`: how the review of a letter came out, by what was recorded until then.
fn handling(before: &[&Event], fact: &Event) -> Option<&'static str> {
    let was_accepted = before.iter().any(|one| is_acceptance(one));
    if let Some(is_withdrawn) = termination(fact) {
        return (is_withdrawn || !was_accepted).then_some("within");
    }
    match fact {
        Event::Denunciation(D::SentToInvestigators { whole, .. }) => {
            return (*whole && !was_accepted).then_some("forwarded");
        }
        Event::Denunciation(D::IdentityChecked { identified, eligible, .. }) => {
            return (*identified && *eligible).then_some("within");
        }
        _ if is_acceptance(fact) => return Some("within"),
        _ => {}
    }
    match fact.code() {
        "check-started" | "refused" | "result-upheld" | "report-demanded" => Some("within"),
        "guided" => Some("guided"),
        "transferred" => Some("forwarded"),
        "filed-away" | "set-aside" | "sent-to-inspection" => Some("filed"),
        _ => None,
    }
}

fn letter(case: &Told, (from, to): Days, columns: &mut Columns) {
    let facts: Vec<&Event> = case.facts.iter().filter(|fact| fact.on() <= to).collect();
    let is_letter = facts.iter().any(|fact| matches!(fact.code(), "received" | "signed"));
    let is_another = facts.iter().any(|fact| fact.code() == "reclassified");
    if !is_letter || is_another || case.stands_from.is_some_and(|day| day > to) {
        return;
    }
    let handlings: Vec<(NaiveDate, &str)> = facts
        .iter()
        .enumerate()
        .filter_map(|(at, fact)| Some((fact.on(), handling(&facts[..at], fact)?)))
        .collect();
    if handlings.first().is_some_and(|(on, _)| *on < from) {
        return;
    }
    columns.add(LETTERS, 1, 1);
    let Some((_, result)) = handlings.last() else { return };
    columns.add(LETTERS, 2, 1);
    match *result {
        "guided" => columns.add(LETTERS, 24, 1),
        "forwarded" => columns.add(LETTERS, 25, 1),
        "within" => within(case, &facts, columns),
        _ => {}
    }
}

fn within(case: &Told, facts: &[&Event], columns: &mut Columns) {
    let (is_land, is_policy) = (case.field.starts_with("land."), case.field.starts_with("policy."));
    let field = match (case.kind, case.field.as_str()) {
        (Kind::Complaint, _) => {
            if is_land {
                9
            } else if is_policy {
                10
            } else {
                11
            }
        }
        (Kind::Denunciation, "corruption") => 16,
        (Kind::Denunciation, "judicial") => 17,
        (Kind::Denunciation, "party" | "other") => 18,
        (Kind::Denunciation, _) => 15,
        (Kind::Petition, _) => {
            if is_policy {
                20
            } else if is_land {
                21
            } else {
                22
            }
        }
    };
    columns.add(LETTERS, field, 1);
    let Some(at) = [Kind::Complaint, Kind::Denunciation].iter().position(|kind| *kind == case.kind)
    else {
        return;
    };
    columns.add(LETTERS, [7, 13][at] + u32::from(is_second(case)), 1);
    let was_accepted = facts.iter().any(|fact| is_acceptance(fact));
    let ended = facts.iter().find_map(|fact| termination(fact));
    let is_refused = facts.iter().any(|fact| matches!(fact.code(), "refused" | "result-upheld"));
    let status = match ended {
        Some(true) => 6,
        Some(false) if !was_accepted => 5,
        _ if is_refused => 5,
        _ if was_accepted => 4,
        _ => 3,
    };
    columns.add(RESULTS[at], status, 1);
}

/// Which column of 03/GQKN or 04/GQTC counts a decision, and what it recommends.
fn decision(case: &Told, fact: &Event) -> Option<(u32, Recommended)> {
    match *fact {
        Event::Complaint(C::DecisionIssued { outcome, recommended, .. }) => {
            let no = match (is_second(case), outcome) {
                (false, DecisionOutcome::Right) => 8,
                (false, DecisionOutcome::Wrong) => 9,
                (false, DecisionOutcome::PartlyRight) => 10,
                (true, DecisionOutcome::Wrong) => 11,
                (true, _) => 12,
            };
            Some((no, recommended))
        }
        Event::Denunciation(D::Concluded { finding, recommended, .. }) => {
            let no = match finding {
                Finding::True => 8,
                Finding::Untrue => 9,
                Finding::PartlyTrue => 10,
            };
            Some((no + if is_second(case) { 3 } else { 0 }, recommended))
        }
        _ => None,
    }
}

fn execution(fact: &Event) -> Option<Executed> {
    match *fact {
        Event::Complaint(C::ExecutionRecorded { executed, .. })
        | Event::Denunciation(D::ExecutionRecorded { executed, .. }) => Some(executed),
        _ => None,
    }
}

fn decisions(case: &Told, (from, to): Days, columns: &mut Columns) {
    let is_complaint = case.kind == Kind::Complaint;
    let facts: Vec<&Event> = case.facts.iter().filter(|fact| fact.on() <= to).collect();
    for (at, fact) in facts.iter().enumerate() {
        if let Some(executed) = execution(fact).filter(|_| fact.on() >= from) {
            progress(is_complaint, executed, columns);
        }
        let Some((no, recommended)) = decision(case, fact) else { continue };
        if fact.on() >= from {
            columns.add(RESULTS[usize::from(!is_complaint)], no, 1);
            recommend(is_complaint, recommended, columns);
        }
        let later = &facts[at + 1..];
        let is_end = |one: &&&Event| {
            decision(case, one).is_some()
                || matches!(one.code(), "closed" | "second-complaint-lodged" | "lawsuit-filed")
        };
        let end = later.iter().find(is_end);
        if end.is_some_and(|end| end.on() < from) {
            continue;
        }
        let first = if is_complaint { 1 } else { 16 };
        columns.add(EXECUTION, first, 1);
        if end.is_some_and(|end| end.code() == "closed") {
            columns.add(EXECUTION, first + 1, 1);
        }
        let before = later.iter().filter(|one| one.on() < from).filter_map(|one| execution(one));
        let before = before.fold(Executed::default(), Executed::and);
        let due = [
            (recommended.state_money, before.state_money, 2),
            (recommended.state_land, before.state_land, 3),
            (recommended.returned_money, before.returned_money, 6),
            (recommended.returned_land, before.returned_land, 7),
        ];
        for (whole, done, offset) in due {
            columns.add(EXECUTION, first + offset, whole.saturating_sub(done));
        }
    }
}

fn recommend(is_complaint: bool, what: Recommended, columns: &mut Columns) {
    let form = RESULTS[usize::from(!is_complaint)];
    let mut amounts = vec![
        what.state_money,
        what.state_land,
        what.returned_money,
        what.returned_land,
        what.returned_organisations,
        what.returned_people,
    ];
    if !is_complaint {
        amounts.push(what.handled_organisations);
    }
    amounts.extend([
        what.handled_people,
        what.handled_officials,
        what.transferred_cases,
        what.transferred_people,
        what.transferred_officials,
    ]);
    let first = if is_complaint { 13 } else { 14 };
    for (no, amount) in (first..).zip(amounts) {
        columns.add(form, no, amount);
    }
}

fn progress(is_complaint: bool, done: Executed, columns: &mut Columns) {
    let first = if is_complaint { 5 } else { 20 };
    for (no, amount) in [
        (first, done.state_money),
        (first + 1, done.state_land),
        (first + 4, done.returned_money),
        (first + 5, done.returned_land),
    ] {
        columns.add(EXECUTION, no, amount);
    }
    let mut rest = Vec::new();
    if !is_complaint {
        rest.push(done.handled_organisations);
    }
    rest.extend([
        done.handled_people,
        done.handled_officials,
        done.prosecuted_cases,
        done.prosecuted_people,
        done.prosecuted_officials,
    ]);
    for (no, amount) in (first + 6..).zip(rest) {
        columns.add(EXECUTION, no, amount);
    }
}
