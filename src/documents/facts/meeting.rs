//! Facts of a meeting with a household, its minutes and who was there.

use entity::{meeting, meeting_person};
use sea_orm::ConnectionTrait;

use super::{Facts, PAPER_LANG, day, name_of, put};
use crate::bookings::clock;
use crate::dialogues::plan::PersonRole;
use crate::dialogues::store;
use crate::error::AppError;

pub async fn of(db: &impl ConnectionTrait, row: &meeting::Model) -> Result<Facts, AppError> {
    let mut facts = Facts::new();
    put(&mut facts, "meeting.on", day(row.held_on));
    put(&mut facts, "meeting.time", clock(row.from_minute));
    put(&mut facts, "meeting.until", clock(row.to_minute));
    put(&mut facts, "meeting.place", row.place.clone());
    put(&mut facts, "meeting.agenda", row.agenda.clone());
    put(&mut facts, "meeting.household", row.title.clone());
    put(&mut facts, "meeting.kind", PAPER_LANG.t(&format!("meeting-kind-{}", row.kind)));
    put(&mut facts, "meeting.chair", name_of(db, row.chair_id).await?);
    if let Some(officer) = row.officer_id {
        put(&mut facts, "meeting.recorder", name_of(db, officer).await?);
    }
    let people = store::people(db, row.id).await?;
    of_people(&mut facts, &people);
    if let Some(minutes) = store::minutes(db, row.id).await? {
        put(&mut facts, "meeting.time", minutes.began_at.clone());
        put(&mut facts, "meeting.closing", minutes.ended_at.clone());
        put(&mut facts, "meeting.opening", minutes.opening.clone());
        put(&mut facts, "meeting.findings", minutes.findings.clone());
        put(&mut facts, "meeting.agreed", minutes.agreed_points.clone());
        put(&mut facts, "meeting.open", minutes.open_points.clone());
        put(&mut facts, "meeting.copies", minutes.copies.to_string());
    }
    // An invitation speaks of the dialogue, whichever kind it is.
    for (from, to) in [
        ("meeting.on", "dialogue.on"),
        ("meeting.time", "dialogue.time"),
        ("meeting.place", "dialogue.place"),
        ("meeting.chair", "dialogue.chair"),
        ("meeting.agenda", "case.content"),
    ] {
        if let Some(value) = facts.get(from).cloned() {
            facts.entry(to).or_insert(value);
        }
    }
    Ok(facts)
}

fn of_people(facts: &mut Facts, people: &[meeting_person::Model]) {
    let lines = |keep: &dyn Fn(&&meeting_person::Model) -> bool,
                 show: &dyn Fn(&meeting_person::Model) -> String| {
        people.iter().filter(keep).map(show).collect::<Vec<_>>().join("\n")
    };
    let was_away =
        |one: &&meeting_person::Model| one.attendance.as_deref().is_some_and(|a| a != "present");
    let name = |one: &meeting_person::Model| one.full_name.clone();
    put(facts, "meeting.people", lines(&|one| !was_away(one), &name));
    let absent = |one: &meeting_person::Model| match one.absence_reason.is_empty() {
        true => one.full_name.clone(),
        false => format!("{}: {}", one.full_name, one.absence_reason),
    };
    put(facts, "meeting.absent", lines(&was_away, &absent));
    let said = |one: &&meeting_person::Model| !one.opinion.is_empty();
    let opinion = |one: &meeting_person::Model| format!("{}: {}", one.full_name, one.opinion);
    put(facts, "meeting.opinions", lines(&said, &opinion));
    let household = people.iter().find(|one| one.role == PersonRole::Household.code());
    if let Some(one) = household {
        put(facts, "person.name", one.full_name.clone());
        put(facts, "person.address", one.address.clone());
    }
}
