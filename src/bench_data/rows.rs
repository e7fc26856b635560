//! The rows of made-up cases, as filing and each step would have left them.

use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use entity::{
    case, case_event, deadline, decision_figure, dialogue, execution_figure, letter_figure, party,
    visit, visit_event,
};
use law::procedure::{Event, Kind, State, replay};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::course::{self, Course};
use super::days::Days;
use super::ids::{Ids, random};
use super::offices::Office;
use super::registers::Receptions;
use super::{Size, dialogues, visits, words};
use crate::calendar::UnitRules;
use crate::cases::deadline_store::{Repeated, deadline_row, in_time};
use crate::cases::field::FIELDS;
use crate::cases::filing::{Channel, PartyRole, search_text};
use crate::clock::from_vietnam;
use crate::demo::path::Fact;
use crate::demo::random::Random;
use crate::demo::words as official;
use crate::error::AppError;
use crate::figures::members::area_kept;
use crate::figures::store::{About, Rows};
use crate::policy::{Confidentiality, Role, step_roles};
use crate::secrets::ServerKey;
use crate::text;

/// Numbers given out: unit, series, year.
pub type Counters = HashMap<(Uuid, &'static str, i32), i32>;

/// What is written at once.
#[derive(Default)]
pub struct Part {
    pub count: u64,
    pub cases: Vec<case::ActiveModel>,
    pub parties: Vec<party::ActiveModel>,
    pub events: Vec<case_event::ActiveModel>,
    pub deadlines: Vec<deadline::ActiveModel>,
    pub dialogues: Vec<dialogue::ActiveModel>,
    pub letters: Vec<letter_figure::Model>,
    pub decisions: Vec<decision_figure::Model>,
    pub executions: Vec<execution_figure::Model>,
    pub visits: Vec<visit::ActiveModel>,
    pub visit_events: Vec<visit_event::ActiveModel>,
}

/// Makes cases one after the other.
pub struct Maker {
    size: Size,
    offices: Vec<Office>,
    /// The weight of an office with those before it.
    up_to: Vec<u64>,
    days: Days,
    receptions: Receptions,
    rules: UnitRules,
    key: ServerKey,
    counters: Counters,
}

/// What all rows of a case need.
pub struct Made<'m> {
    pub office: &'m Office,
    pub place: usize,
    pub unit_id: Uuid,
    pub case_id: Uuid,
    pub kind: Kind,
    pub received_on: NaiveDate,
    pub last_day: NaiveDate,
    pub filed_at: DateTime<Utc>,
    /// Name, telephone, address and residential group of who sent it.
    pub person: [String; 4],
}

impl Maker {
    pub fn new(
        size: Size,
        offices: Vec<Office>,
        days: Days,
        receptions: Receptions,
        rules: UnitRules,
        key: ServerKey,
    ) -> Self {
        let sum = |sum: &mut u64, office: &Office| {
            *sum += office.weight;
            Some(*sum)
        };
        let up_to = offices.iter().scan(0, sum).collect();
        let counters = Counters::new();
        Self { size, offices, up_to, days, receptions, rules, key, counters }
    }

    pub fn counters(self) -> Counters {
        self.counters
    }

    /// # Errors
    /// A history is not lawful, which is our mistake.
    pub fn part(&mut self, numbers: Range<u64>) -> Result<Part, AppError> {
        let mut part = Part { count: numbers.end - numbers.start, ..Part::default() };
        for number in numbers {
            self.add(number, &mut part)?;
        }
        Ok(part)
    }

    fn add(&mut self, number: u64, part: &mut Part) -> Result<(), AppError> {
        let mut choices = random(self.size.seed, number);
        let mut ids = Ids::new(self.size.seed, number);
        let (received_on, filed_at) = self.days.of(number, self.size.cases);
        let all = self.up_to.last().copied().unwrap_or(1).max(1);
        let weight = u64::from(choices.between(0, u32::MAX)) % all;
        let place = self.up_to.partition_point(|sum| *sum <= weight);
        let Some(office) = self.offices.get(place) else { return Ok(()) };
        let last_day = self.days.last();
        let rules = self.rules.clone();
        let by = (office.resolver, &rules.get());
        let course = course::make((received_on, last_day), by, &mut choices)?;
        let made = Made {
            office,
            place,
            unit_id: office.unit_on(received_on),
            case_id: ids.next(filed_at),
            kind: course.kind,
            received_on,
            last_day,
            filed_at,
            person: person(number, &mut choices),
        };
        let field = match course.kind {
            Kind::Denunciation if choices.chance(15) => "corruption",
            _ => choices.text(FIELDS),
        };
        let facts: Vec<Event> = std::iter::once(course.receipt)
            .chain(course.facts.iter().map(|fact| fact.event))
            .collect();
        let state = replay(&facts)?;
        let series = (made.unit_id, course.kind.code(), received_on.year());
        let given = next_number(&mut self.counters, series);
        let deadlines = state.deadlines(&rules.get());
        let confidentiality = Confidentiality::at_filing(course.kind).code();
        let repeated = Repeated {
            case_id: made.case_id,
            unit_id: made.unit_id,
            kind: course.kind.code(),
            field,
            confidentiality,
        };
        for (position, deadline) in (0..).zip(&deadlines) {
            part.deadlines.push(deadline_row(ids.next(filed_at), (repeated, position), deadline));
        }
        let next_due = state.first_due(&deadlines);
        let row = case_row(&made, &course, &state, (number, given, field), &mut choices);
        part.cases.push(case::ActiveModel {
            in_time: Set(in_time(&deadlines)),
            next_due_on: Set(next_due.map(|deadline| deadline.due_on)),
            next_due_rule: Set(next_due.map(|deadline| deadline.rule.id.code().to_owned())),
            secret_hash: Set(self.secret_hash(number, &case_number(&made, given))),
            ..row
        });
        add_parties(&made, &mut ids, part);
        add_events(&made, &course, (number, &mut ids), part)?;
        dialogues::add((&made, repeated), &facts, &state, &mut ids, part);
        add_figures(&made, field, &facts, part);
        let receptions = &self.receptions;
        visits::add(&made, receptions, (&mut choices, &mut ids), &mut self.counters, part)
    }

    fn secret_hash(&self, number: u64, case_number: &str) -> String {
        let secret = self.key.tracking_secret(&format!("bench-data-{number}"));
        self.key.secret_hash(case_number, &secret)
    }
}

/// The next number of a series.
pub fn next_number(counters: &mut Counters, series: (Uuid, &'static str, i32)) -> i32 {
    let count = counters.entry(series).or_default();
    *count += 1;
    *count
}

fn case_number(made: &Made<'_>, given: i32) -> String {
    format!("{}/{}-{given:06}", made.received_on.year(), made.kind.number_letters())
}

fn person(number: u64, random: &mut Random) -> [String; 4] {
    [
        words::person(random),
        format!("09{:08}", number % 100_000_000),
        format!("Số {}, ngõ {}", random.between(1, 120), random.between(1, 30)),
        format!("Khu {}", random.between(1, 9)),
    ]
}

fn case_row(
    made: &Made<'_>,
    course: &Course,
    state: &State,
    (number, given, field): (u64, i32, &str),
    random: &mut Random,
) -> case::ActiveModel {
    let kind = made.kind;
    let case_number = case_number(made, given);
    let wish = match kind {
        Kind::Complaint => "khiếu nại",
        Kind::Denunciation => "tố cáo",
        Kind::Petition => "đề nghị",
    };
    let mark = words::mark(number);
    let (subject, demand) = (words::subject(random), words::some(8, random));
    let content = format!("{} {wish} {mark}", words::some(70, random));
    let act = if kind == Kind::Complaint { words::some(8, random) } else { String::new() };
    let names = [made.person[0].as_str()];
    let searched = search_text(kind, &case_number, names, [&subject, &content, &demand, &act]);
    let is_online = course.channel == Channel::Online;
    let assigned = course.facts.iter().any(|fact| official::assigns(fact.step));
    let confidentiality = Confidentiality::at_filing(kind);
    let is_sealed = confidentiality == Confidentiality::Sealed;
    case::ActiveModel {
        id: Set(made.case_id),
        unit_id: Set(made.unit_id),
        number: Set(case_number),
        kind: Set(kind.code().to_owned()),
        field: Set(field.to_owned()),
        stage: Set(state.stage_code().to_owned()),
        is_open: Set(state.is_open()),
        subject: Set(subject),
        content: Set(content),
        demand: Set(demand),
        contested_act: Set(act),
        known_on: Set((kind == Kind::Complaint).then(|| made.received_on - TimeDelta::days(21))),
        follows_id: Set(None),
        register_code: Set(if is_sealed { format!("TC-{given}") } else { String::new() }),
        confidentiality: Set(confidentiality.code().to_owned()),
        channel: Set(course.channel.code().to_owned()),
        language: Set("vi".to_owned()),
        citizen_id: Set(None),
        registered_by: Set((!is_online).then_some(made.office.reception)),
        assignee_id: Set(assigned.then(|| officer(made.office, number))),
        complainants: Set(i32::try_from(course.complainants).unwrap_or(i32::MAX)),
        received_on: Set(state.received_on()),
        is_received: Set(state.is_received()),
        accepted_on: Set(state.accepted_on()),
        resolved_on: Set(state.resolved_on()),
        closed_on: Set(state.closed_on()),
        filed_at: Set(made.filed_at),
        version: Set(i32::try_from(course.facts.len()).unwrap_or(i32::MAX - 1) + 1),
        folded: Set(text::fold(&searched)),
        search_text: Set(searched),
        ..Default::default()
    }
}

fn officer(office: &Office, number: u64) -> Uuid {
    let count = u64::try_from(office.officers.len()).unwrap_or(1).max(1);
    let place = usize::try_from(number % count).unwrap_or(0);
    office.officers.get(place).copied().unwrap_or(office.chairman)
}

fn add_parties(made: &Made<'_>, ids: &mut Ids, part: &mut Part) {
    let [name, phone, address, group] = made.person.clone();
    let mut row = |position, role: PartyRole, texts: [String; 4]| {
        let [full_name, phone, address, residential_group] = texts;
        part.parties.push(party::ActiveModel {
            id: Set(ids.next(made.filed_at)),
            case_id: Set(made.case_id),
            position: Set(position),
            role: Set(role.code().to_owned()),
            full_name: Set(full_name),
            phone: Set(phone),
            email: Set(String::new()),
            address: Set(address),
            residential_group: Set(residential_group),
            ward_id: Set(Some(made.unit_id)),
        });
    };
    let body =
        || [format!("Ủy ban nhân dân {}", made.office.name), "".into(), "".into(), "".into()];
    match made.kind {
        // Nothing of a denouncer.
        Kind::Denunciation => row(0, PartyRole::Respondent, body()),
        Kind::Petition => row(0, PartyRole::Complainant, [name, phone, address, group]),
        Kind::Complaint => {
            row(0, PartyRole::Complainant, [name, phone, address, group]);
            row(1, PartyRole::Respondent, body());
        }
    }
}

fn add_events(
    made: &Made<'_>,
    course: &Course,
    (number, ids): (u64, &mut Ids),
    part: &mut Part,
) -> Result<(), AppError> {
    let is_online = course.channel == Channel::Online;
    let reception = (!is_online).then_some(made.office.reception);
    let mut row = |seq, event: &Event, by: Option<Uuid>, at, note: &str, paper: String| {
        let data = serde_json::to_string(event).map_err(|e| AppError::internal("event", e))?;
        part.events.push(case_event::ActiveModel {
            id: Set(ids.next(made.filed_at)),
            case_id: Set(made.case_id),
            seq: Set(seq),
            kind: Set(event.code().to_owned()),
            on_date: Set(event.on()),
            data: Set(data),
            note: Set(note.to_owned()),
            paper_number: Set(paper),
            actor_id: Set(by),
            actor_unit_id: Set(by.map(|_| made.office.unit_id)),
            at: Set(at),
        });
        Ok::<_, AppError>(())
    };
    row(1, &course.receipt, reception, made.filed_at, "", String::new())?;
    for (seq, fact) in (2..).zip(&course.facts) {
        let Fact { step, event, written_on } = fact;
        let by = match step_roles(*step).first() {
            Some(Role::Reception) => made.office.reception,
            Some(Role::Officer) => officer(made.office, number),
            _ => made.office.chairman,
        };
        let at = from_vietnam(*written_on, 10, 0) + TimeDelta::minutes(20 * i64::from(seq));
        let paper = official::paper(*step).map(|kind| format!("{}/{kind}", number % 900 + 1));
        let note = official::note(*step);
        row(seq, event, Some(by), at, note, paper.unwrap_or_default())?;
    }
    Ok(())
}

fn add_figures(made: &Made<'_>, field: &str, facts: &[Event], part: &mut Part) {
    let about = About {
        case_id: made.case_id,
        unit_id: made.unit_id,
        kind: made.kind,
        field: field.to_owned(),
        area: area_kept(made.kind, &made.person[3]),
        taken_over_on: None,
    };
    let Rows { letter, decisions, executions } = crate::figures::store::rows(&about, facts);
    part.letters.extend(letter);
    part.decisions.extend(decisions);
    part.executions.extend(executions);
}
