//! Facts of a case, from its row, its people and its history.

use entity::{case, dialogue, party};
use law::jurisdiction::Instance;
use law::procedure::{Event, Kind, State};
use law::{complaint, denunciation, petition};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Facts, PAPER_LANG, day, name_of, put};
use crate::app::App;
use crate::cases::filing::PartyRole;
use crate::cases::store::{self, HistoryRow};
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::policy::Actor;

pub async fn of(
    app: &App,
    db: &impl ConnectionTrait,
    reader: Option<&Actor>,
    row: &case::Model,
    seq: Option<i32>,
) -> Result<Facts, AppError> {
    let mut facts = Facts::new();
    let kind = store::kind_of(row)?;
    let history = store::history_rows(db, row.id).await?;
    let state = store::state_after(row.id, history.iter().map(|fact| &fact.event))?;
    of_row(&mut facts, row, &state);
    let parties = store::parties(db, row.id).await?;
    of_people(app, &mut facts, kind, &parties);
    for fact in &history {
        of_fact(&mut facts, kind, fact);
    }
    if let Some(own) = seq.and_then(|seq| history.iter().find(|fact| fact.seq == seq)) {
        put(&mut facts, "step.note", own.note.clone());
        put(&mut facts, "step.on", day(own.event.on()));
        put(&mut facts, "step.ground", ground(&own.event));
    }
    let rules = app.rules_of(row.unit_id);
    let deadlines = state.deadlines(&rules.get());
    if let Some(due) = state.first_due(&deadlines) {
        put(&mut facts, "step.until", day(due.due_on));
        let length = [("days", due.rule.count.to_string())];
        let length = PAPER_LANG.ta(&format!("days-{}", due.rule.unit.code()), &length);
        put(&mut facts, "accepted.days", length);
    }
    if let Some(assignee) = row.assignee_id {
        put(&mut facts, "verifier.name", name_of(db, assignee).await?);
        put(
            &mut facts,
            "verifier.unit",
            app.units().office(row.unit_id, PAPER_LANG).unwrap_or_default(),
        );
    }
    if let Some(round) = store::dialogues(db, row.id).await?.last() {
        of_round(db, &mut facts, round).await?;
    }
    if let (Some(before), Some(reader)) = (row.follows_id, reader) {
        of_first((app, db), reader, &mut facts, before).await?;
    }
    put(&mut facts, "case.filed_on", day(date_in_vietnam(row.filed_at)));
    Ok(facts)
}

fn of_row(facts: &mut Facts, row: &case::Model, state: &State) {
    put(facts, "case.number", row.number.clone());
    put(facts, "case.subject", row.subject.clone());
    put(facts, "case.content", row.content.clone());
    put(facts, "case.demand", row.demand.clone());
    put(facts, "case.contested_act", row.contested_act.clone());
    put(facts, "case.received_on", day(row.received_on));
    put(facts, "case.register_code", row.register_code.clone());
    put(facts, "case.people_count", row.complainants.to_string());
    if let State::Complaint(state) = state {
        let key = match state.instance() {
            Instance::First => "paper-instance-first",
            Instance::Second => "paper-instance-second",
        };
        put(facts, "case.instance", PAPER_LANG.t(key));
    }
}

/// Who handed it in, and against whom. Who denounced is in no fact: the program does not know.
fn of_people(app: &App, facts: &mut Facts, kind: Kind, parties: &[party::Model]) {
    let units = app.units();
    let address =
        |one: &party::Model| units.address(&one.address, &one.residential_group, one.ward_id);
    let respondent = parties.iter().find(|one| one.role == PartyRole::Respondent.code());
    if let Some(one) = respondent {
        put(facts, "respondent.name", one.full_name.clone());
        put(facts, "respondent.address", address(one));
    }
    if kind == Kind::Denunciation {
        return;
    }
    let own: Vec<&party::Model> =
        parties.iter().filter(|one| one.role != PartyRole::Respondent.code()).collect();
    let Some(first) = own.first() else { return };
    put(facts, "person.name", first.full_name.clone());
    put(facts, "person.address", address(first));
    put(facts, "person.phone", first.phone.clone());
    let names = |role: Option<PartyRole>| {
        let of_role = own.iter().filter(|one| role.is_none_or(|role| one.role == role.code()));
        of_role.map(|one| one.full_name.clone()).collect::<Vec<_>>().join("\n")
    };
    put(facts, "person.all", names(None));
    put(facts, "person.representatives", names(Some(PartyRole::Representative)));
}

/// What the later papers of a case say of its earlier steps; the last of a kind stands.
fn of_fact(facts: &mut Facts, kind: Kind, fact: &HistoryRow) {
    use complaint::Event as C;
    use denunciation::Event as D;
    let on = day(fact.event.on());
    let mut dated = |number: &'static str, date: &'static str| {
        put(facts, number, fact.paper_number.clone());
        put(facts, date, on.clone());
    };
    match &fact.event {
        Event::Complaint(C::Accepted { .. }) | Event::Denunciation(D::Accepted { .. }) => {
            dated("accepted.number", "accepted.on");
            put(facts, "accepted.content", fact.note.clone());
        }
        Event::Complaint(C::FindingsReported { .. })
        | Event::Denunciation(D::FindingsReported { .. }) => {
            dated("findings.number", "findings.on");
            put(facts, "findings.text", fact.note.clone());
        }
        Event::Complaint(C::DecisionIssued { outcome, .. }) => {
            dated("decision.number", "decision.on");
            let text = PAPER_LANG.t(&format!("outcome-{}", outcome.code()));
            put(facts, "decision.outcome", text);
        }
        Event::Denunciation(D::Concluded { .. }) => {
            dated("conclusion.number", "conclusion.on");
            put(facts, "conclusion.summary", fact.note.clone());
        }
        Event::Petition(petition::Event::Answered { .. }) if kind == Kind::Petition => {
            put(facts, "decision.outcome", fact.note.clone());
        }
        _ => {}
    }
}

/// The ground of a refusal, suspension or termination in words.
fn ground(event: &Event) -> String {
    use complaint::Event as C;
    use denunciation::Event as D;
    let text = |prefix: &str, code: &str| PAPER_LANG.t(&format!("{prefix}{code}"));
    match event {
        Event::Complaint(C::Refused { ground, .. }) => text("", ground.code()),
        Event::Complaint(C::Suspended { ground, .. }) => text("suspension-", ground.code()),
        Event::Complaint(C::Terminated { ground, .. }) => text("termination-", ground.code()),
        Event::Denunciation(D::Refused { missing, .. }) => text("", missing.code()),
        Event::Denunciation(D::Suspended { ground, .. }) => {
            text("denunciation-suspension-", ground.code())
        }
        Event::Denunciation(D::Terminated { ground, .. }) => {
            text("denunciation-termination-", ground.code())
        }
        _ => String::new(),
    }
}

async fn of_round(
    db: &impl ConnectionTrait,
    facts: &mut Facts,
    round: &dialogue::Model,
) -> Result<(), AppError> {
    put(facts, "dialogue.on", day(round.held_on));
    put(facts, "dialogue.time", round.starts_at.clone());
    put(facts, "dialogue.place", round.place.clone());
    put(facts, "dialogue.agreed", round.agreed_points.clone());
    put(facts, "dialogue.open", round.open_points.clone());
    put(facts, "dialogue.minutes", round.minutes.clone());
    if let Some(code) = &round.attendance {
        put(facts, "dialogue.attendance", PAPER_LANG.t(&format!("attendance-{code}")));
    }
    if let Some(chair) = round.chair_id {
        put(facts, "dialogue.chair", name_of(db, chair).await?);
    }
    Ok(())
}

/// What the decision of the first time was, if that case is here and the reader may see it.
async fn of_first(
    (app, db): (&App, &impl ConnectionTrait),
    reader: &Actor,
    facts: &mut Facts,
    id: Uuid,
) -> Result<(), AppError> {
    let found = store::visible_by_ids(db, reader, vec![id]).await?.pop();
    let Some(row) = found else { return Ok(()) };
    put(facts, "first.body", app.units().office(row.unit_id, PAPER_LANG).unwrap_or_default());
    for fact in store::history_rows(db, id).await? {
        if let Event::Complaint(complaint::Event::DecisionIssued { on, .. }) = fact.event {
            put(facts, "first.number", fact.paper_number);
            put(facts, "first.on", day(on));
        }
    }
    Ok(())
}
