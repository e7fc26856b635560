//! Made-up reception days, two a month of every head, and lines of the register of management work.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::{management_entry, management_progress, reception_day, reception_event};
use law::reception::{Event, Session};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::ids::Ids;
use super::offices::Office;
use super::{MONTHS_BACK, Size, store};
use crate::app::App;
use crate::bookings::Booking;
use crate::clock::from_vietnam;
use crate::error::AppError;
use crate::management::Kind;
use crate::reception::plan;

/// How long before its day each was planned and posted: five working days, over the longest holidays too.
const AHEAD: Days = Days::new(24);
const HOURS: (&str, &str) = ("08:00", "11:30");
/// Beyond what cases use.
const NUMBERS_FROM: u64 = 1 << 60;

/// Reception days by place of their office, in order.
#[derive(Clone, Debug, Default)]
pub struct Receptions(Vec<Vec<(NaiveDate, Uuid)>>);

impl Receptions {
    /// The first of an office on a day or after it.
    pub fn next(&self, office: usize, from: NaiveDate) -> Option<(NaiveDate, Uuid)> {
        let days = self.0.get(office)?;
        days.get(days.partition_point(|(day, _)| *day < from)).copied()
    }
}

/// Rows of both registers.
#[derive(Default)]
pub struct Registers {
    pub days: Vec<reception_day::ActiveModel>,
    pub day_events: Vec<reception_event::ActiveModel>,
    pub bookings: Vec<Booking>,
    pub entries: Vec<management_entry::ActiveModel>,
    pub progress: Vec<management_progress::ActiveModel>,
}

/// # Errors
/// The law refuses a day, which is our mistake, or the database does.
pub async fn make(app: &App, offices: &[Office], size: Size) -> Result<Receptions, AppError> {
    let mut rows = Registers::default();
    let mut receptions = Receptions::default();
    for (place, office) in offices.iter().enumerate() {
        let number = NUMBERS_FROM + u64::try_from(place).unwrap_or(0);
        let mut ids = Ids::new(size.seed, number);
        let mut days = Vec::new();
        for held_on in days_of(app, place, size.today) {
            if let Some(id) = add_day(app, office, held_on, size, (&mut ids, &mut rows))? {
                days.push((held_on, id));
            }
        }
        receptions.0.push(days);
        add_management(office, place, size, (&mut ids, &mut rows));
    }
    store::write_registers(&app.db, rows).await?;
    Ok(receptions)
}

fn days_of(app: &App, place: usize, today: NaiveDate) -> Vec<NaiveDate> {
    let calendar = app.calendar();
    let first = plan::month_of(today - MONTHS_BACK);
    let offset = u64::try_from(place % 10).unwrap_or(0);
    let months = (0..=25).map(|month| first + Months::new(month));
    let mut days: Vec<NaiveDate> = months
        .flat_map(|month| [month + Days::new(2 + offset), month + Days::new(14 + offset)])
        .map(|day| calendar.roll_forward(day))
        .collect();
    days.sort();
    days.dedup();
    days
}

fn add_day(
    app: &App,
    office: &Office,
    held_on: NaiveDate,
    size: Size,
    (ids, rows): (&mut Ids, &mut Registers),
) -> Result<Option<Uuid>, AppError> {
    let planned_on = held_on - AHEAD;
    if planned_on >= size.today {
        return Ok(None);
    }
    let rules = app.rules();
    let scheduled = Event::Scheduled {
        on: planned_on,
        held_on,
        online: false,
        denunciation: false,
        cleared: false,
    };
    let posted = Event::Posted { on: planned_on };
    let is_held = held_on < size.today;
    let mut events = vec![scheduled, posted];
    let mut session = Session::begin(&scheduled, size.today)?;
    session = session.apply(&posted, &rules.get(), size.today)?;
    if is_held {
        let held = Event::Held { on: held_on };
        session = session.apply(&held, &rules.get(), size.today)?;
        events.push(held);
    }
    let at = |day| from_vietnam(day, 9, 0);
    let id = ids.next(at(planned_on));
    if !is_held {
        rows.bookings.push(plan::booking(id, office.chairman, held_on, HOURS));
    }
    rows.days.push(reception_day::ActiveModel {
        id: Set(id),
        unit_id: Set(office.unit_on(held_on)),
        host_id: Set(office.chairman),
        held_on: Set(held_on),
        from_time: Set(HOURS.0.to_owned()),
        to_time: Set(HOURS.1.to_owned()),
        place: Set(format!("Phòng tiếp công dân, {}", office.name)),
        stage: Set(session.stage.code().to_owned()),
        posted_on: Set(Some(planned_on)),
        was_on: Set(None),
        received_by: Set(is_held.then(|| "head".to_owned())),
        is_online: Set(false),
        connected_at: Set(None),
        conclusion: Set(String::new()),
        conclusion_paper: Set(String::new()),
        concluded_on: Set(None),
        version: Set(i32::try_from(events.len()).unwrap_or(1)),
    });
    for (seq, event) in (1..).zip(&events) {
        let data = serde_json::to_string(event).map_err(|e| AppError::internal("reception", e))?;
        rows.day_events.push(reception_event::ActiveModel {
            id: Set(ids.next(at(event.on()))),
            day_id: Set(id),
            seq: Set(seq),
            data: Set(data),
            reason: Set(String::new()),
            actor_id: Set(office.reception),
            at: Set(at(event.on())),
        });
    }
    Ok(Some(id))
}

/// Each quarter a document and a class, each year an inspection that is concluded and carried out.
/// Offices that followed the same one share its register of before, so each has numbers of its own.
fn add_management(
    office: &Office,
    place: usize,
    size: Size,
    (ids, rows): (&mut Ids, &mut Registers),
) {
    for quarter in 0..8_u32 {
        let on = size.today - Months::new(3 * (quarter + 1)) + Days::new(20);
        let number = u32::try_from(place * 10).unwrap_or(0) + quarter + 1;
        let document = line(office, Kind::Issued, on, format!("{number}/KH-UBND"), ids);
        rows.entries.push(document);
        let class = line(office, Kind::Class, on + Days::new(9), String::new(), ids);
        rows.entries.push(management_entry::ActiveModel { people: Set(60), ..class });
        if quarter % 4 == 2 {
            add_inspection(office, on + Days::new(3), number, (ids, rows));
        }
    }
}

fn add_inspection(
    office: &Office,
    on: NaiveDate,
    number: u32,
    (ids, rows): (&mut Ids, &mut Registers),
) {
    let day = |days| on + Days::new(days);
    let at = |days| from_vietnam(day(days), 14, 0);
    let inspection = line(office, Kind::Inspection, on, format!("{number}/QĐ-UBND"), ids);
    let id = ids.next(at(0));
    rows.entries.push(management_entry::ActiveModel {
        id: Set(id),
        units: Set(3),
        concluded_on: Set(Some(day(40))),
        conclusion_number: Set(format!("{number}/KL-UBND")),
        rec_organisations: Set(1),
        rec_people: Set(2),
        conclusion_by: Set(Some(office.reception)),
        conclusion_at: Set(Some(at(41))),
        finished_on: Set(Some(day(100))),
        finish_by: Set(Some(office.reception)),
        finish_at: Set(Some(at(101))),
        version: Set(4),
        ..inspection
    });
    rows.progress.push(management_progress::ActiveModel {
        id: Set(ids.next(at(0))),
        entry_id: Set(id),
        on_date: Set(day(70)),
        organisations: Set(1),
        people: Set(2),
        prosecuted_cases: Set(0),
        prosecuted_people: Set(0),
        struck_on: Set(None),
        struck_by: Set(None),
        struck_reason: Set(String::new()),
        token: Set(format!("bench-data-{id}")),
        created_by: Set(office.reception),
        created_at: Set(at(71)),
    });
}

fn line(
    office: &Office,
    kind: Kind,
    on: NaiveDate,
    number: String,
    ids: &mut Ids,
) -> management_entry::ActiveModel {
    let at = from_vietnam(on + Days::new(1), 9, 0);
    let id = ids.next(at);
    management_entry::ActiveModel {
        id: Set(id),
        unit_id: Set(office.unit_on(on)),
        kind: Set(kind.code().to_owned()),
        on_date: Set(on),
        number: Set(number),
        title: Set(format!("Công tác tiếp công dân năm {} (giả định)", on.year())),
        people: Set(0),
        units: Set(0),
        concluded_on: Set(None),
        conclusion_number: Set(String::new()),
        rec_organisations: Set(0),
        rec_people: Set(0),
        transferred_organisations: Set(0),
        transferred_people: Set(0),
        conclusion_by: Set(None),
        conclusion_at: Set(None),
        finished_on: Set(None),
        finish_by: Set(None),
        finish_at: Set(None),
        struck_on: Set(None),
        struck_by: Set(None),
        struck_reason: Set(String::new()),
        replaces_id: Set(None),
        token: Set(format!("bench-data-{id}")),
        created_by: Set(office.reception),
        created_at: Set(at),
        version: Set(1),
    }
}
