//! Made-up visits: one case in ten was brought to the table, some of them twice, and some people were only told
//! where to go.

use chrono::{Datelike, Days, NaiveDate};
use entity::{visit, visit_event};
use law::procedure::Kind;
use law::visit::{Matter, Mode, Outcome, Urgency};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::ids::Ids;
use super::registers::Receptions;
use super::rows::{Counters, Made, Part, next_number};
use super::words;
use crate::clock::from_vietnam;
use crate::demo::random::Random;
use crate::error::AppError;
use crate::visits::fact::{Fact, State, Written};
use crate::visits::record;
use crate::visits::store::SERIES;

/// Who comes to a case's table, in hundredths of the cases.
const OF_CASES: u32 = 10;
const GUIDED: u32 = 3;
const AGAIN: u32 = 15;
const GROUPS: u32 = 4;

/// # Errors
/// A row cannot be written as JSON, which is our mistake.
pub fn add(
    made: &Made<'_>,
    receptions: &Receptions,
    (random, ids): (&mut Random, &mut Ids),
    counters: &mut Counters,
    part: &mut Part,
) -> Result<(), AppError> {
    if made.kind == Kind::Denunciation {
        return Ok(());
    }
    if random.chance(OF_CASES) {
        let matter = ids.next(made.filed_at);
        let written = written(made, receptions, made.received_on, Outcome::Accepted, random);
        let about = (matter, matter, Some(made.case_id));
        push(made, written, about, ids, (counters, part))?;
        let later = made.received_on + Days::new(u64::from(random.between(8, 40)));
        if random.chance(AGAIN)
            && later <= made.last_day
            && made.office.unit_on(later) == made.unit_id
        {
            let written = self::written(made, receptions, later, Outcome::Accepted, random);
            let about = (ids.next(made.filed_at), matter, Some(made.case_id));
            push(made, written, about, ids, (counters, part))?;
        }
    }
    if random.chance(GUIDED) {
        let id = ids.next(made.filed_at);
        let written = written(made, receptions, made.received_on, Outcome::Guided, random);
        push(made, written, (id, id, None), ids, (counters, part))?;
    }
    Ok(())
}

fn written(
    made: &Made<'_>,
    receptions: &Receptions,
    on: NaiveDate,
    outcome: Outcome,
    random: &mut Random,
) -> Written {
    // One in four waits for the next day of the head, within the same unit.
    let day = receptions
        .next(made.place, on)
        .filter(|(held_on, _)| *held_on <= made.last_day)
        .filter(|(held_on, _)| made.office.unit_on(*held_on) == made.unit_id)
        .filter(|_| random.chance(25));
    let mode = match day {
        Some(_) if random.chance(20) => Mode::DelegateScheduled,
        Some(_) => Mode::HeadScheduled,
        None if random.chance(3) => Mode::HeadUnscheduled,
        None => Mode::Regular,
    };
    let urgency = if mode.is_unscheduled() { Urgency::Heated.code() } else { "" };
    let by = if mode == Mode::Regular { made.office.reception } else { made.office.chairman };
    let matter = match made.kind {
        Kind::Complaint => Matter::Complaint,
        Kind::Petition | Kind::Denunciation => Matter::Petition,
    };
    let [name, phone, address, group] = made.person.clone();
    let people = if random.chance(GROUPS) { random.between(5, 30) } else { random.between(1, 2) };
    let is_accepted = outcome == Outcome::Accepted;
    Written {
        received_on: day.map_or(on, |(held_on, _)| held_on),
        mode: mode.code().to_owned(),
        urgency: urgency.to_owned(),
        received_by: by,
        day_id: day.map(|(_, id)| id),
        kind: matter.code().to_owned(),
        full_name: name,
        phone,
        address,
        ward_id: Some(made.unit_id),
        residential_group: group,
        content: words::some(14, random),
        demand: words::some(6, random),
        people,
        is_competent: is_accepted,
        outcome: outcome.code().to_owned(),
        body: if is_accepted {
            String::new()
        } else {
            "Tòa án nhân dân khu vực 3".to_owned()
        },
        ..Written::default()
    }
}

fn push(
    made: &Made<'_>,
    written: Written,
    (id, matter_id, case_id): (Uuid, Uuid, Option<Uuid>),
    ids: &mut Ids,
    (counters, part): (&mut Counters, &mut Part),
) -> Result<(), AppError> {
    let on = written.received_on;
    let number = next_number(counters, (made.unit_id, SERIES, on.year()));
    let at = from_vietnam(on, 15, 30);
    let fact = Fact::Registered { written, matter_id, case_id };
    let state = State::after(None, &fact)
        .ok_or_else(|| AppError::internal("bench-data", "a visit does not begin"))?;
    part.visits.push(visit::ActiveModel {
        id: Set(id),
        unit_id: Set(made.unit_id),
        year: Set(on.year()),
        number: Set(number),
        token: Set(format!("bench-data-{id}")),
        created_by: Set(made.office.reception),
        created_at: Set(at),
        version: Set(1),
        ..record::copy_of(&state)?
    });
    let data = serde_json::to_string(&fact).map_err(|error| AppError::internal("visit", error))?;
    part.visit_events.push(visit_event::ActiveModel {
        id: Set(ids.next(made.filed_at)),
        visit_id: Set(id),
        seq: Set(1),
        data: Set(data),
        reason: Set(String::new()),
        actor_id: Set(made.office.reception),
        at: Set(at),
    });
    Ok(())
}
