//! Pages of the calendar: what is known, a new change, what a change moved.

use std::collections::{BTreeMap, HashMap};

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use chrono::{Datelike, Days, NaiveDate};
use entity::calendar_change;
use law::calendar::WorkCalendar;
use serde::Deserialize;
use uuid::Uuid;

use super::form::ChangeForm;
use super::store::{self, Entries};
use super::view::{
    CalendarPage, Cell, ChangePage, ChangeRow, DayRow, Month, MoveRow, NewChangePage, YearChoice,
};
use super::{Day, DayKind, make};
use crate::accounts::store::names;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::Role;
use crate::policy::access::Access;
use crate::units::{PROVINCE, WARD};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// What of the calendar is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
    unit: String,
    page: String,
}

/// `GET /calendar`
///
/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    ctx.app.reload_calendars().await?;
    let db = ctx.app.db.read();
    let calendars = ctx.app.calendars();
    let (from, to) = calendars.covers();
    let year = asked.year.parse().unwrap_or(ctx.today.year()).clamp(from.year(), to.year());
    let units = ctx.app.units();
    let unit = asked.unit.parse::<Uuid>().ok().filter(|id| units.get(*id).is_some());
    let calendar = unit.map_or_else(|| ctx.app.calendar(), |id| calendars.of(&units, id).clone());
    let days = days_in_force(&ctx, store::entries(db).await?, unit, year);
    let mut changes = store::changes(db).await?;
    changes.reverse();
    let total = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    let number = page_number(&asked.page, total);
    let skip = usize::try_from((number - 1) * PAGE_SIZE).unwrap_or(usize::MAX);
    let shown = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let changes: Vec<_> = changes.into_iter().skip(skip).take(shown).collect();
    let unit = unit.map(|id| id.to_string()).unwrap_or_default();
    let link = |of: i32| YearChoice { year: of.to_string(), is_current: of == year };
    page::ok(&CalendarPage {
        page: Page::new(&ctx, "nav-calendar"),
        is_admin: ctx.actor()?.role == Role::Admin,
        covers_to: to,
        missing_year: calendars.runs_out(ctx.today).then(|| calendars.next_year().to_string()),
        years: (from.year()..=to.year()).map(link).collect(),
        year: year.to_string(),
        units: unit_choices(&ctx),
        months: months(&ctx, &calendar, &days, year),
        days: days.into_values().collect(),
        changes: change_rows(&ctx, changes).await?,
        pager: Pager::new(&format!("/calendar?year={year}&unit={unit}&"), number, total),
        unit,
    })
}

/// The country and the units that may have days of their own.
fn unit_choices(ctx: &Ctx) -> Vec<(String, String)> {
    let units = ctx.app.units();
    let all = units.all().into_iter();
    let today = all.filter(|unit| unit.exists_on(ctx.today));
    let mut some: Vec<_> =
        today.filter(|unit| [PROVINCE, WARD].contains(&unit.kind.as_str())).collect();
    some.sort_by_key(|unit| unit.kind != PROVINCE);
    some.into_iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
}

/// The special days of a year for a unit: its own, those above it, the country's.
fn days_in_force(
    ctx: &Ctx,
    mut entries: Entries,
    unit: Option<Uuid>,
    year: i32,
) -> BTreeMap<NaiveDate, DayRow> {
    let mut chain = vec![None];
    if let Some(unit) = unit {
        chain.extend(ctx.app.units().ancestry(unit).into_iter().rev().map(Some));
    }
    let mut rows = BTreeMap::new();
    for whose in chain {
        for (on, (change, day)) in entries.remove(&whose).unwrap_or_default() {
            if on.year() == year {
                rows.insert(on, day_row(ctx, change, day, whose));
            }
        }
    }
    rows
}

fn day_row(ctx: &Ctx, change: Uuid, day: Day, whose: Option<Uuid>) -> DayRow {
    DayRow {
        day: day.day,
        kind: ctx.lang.t(&format!("day-kind-{}", kind_key(day.kind))),
        name: day.name,
        basis: day.basis,
        whose: whose_name(ctx, whose),
        href: change_href(change),
    }
}

fn kind_key(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Off => "off",
        DayKind::Worked => "worked",
        DayKind::Ordinary => "ordinary",
    }
}

fn whose_name(ctx: &Ctx, unit: Option<Uuid>) -> String {
    unit.and_then(|id| ctx.app.units().name(id)).unwrap_or_else(|| ctx.lang.t("calendar-country"))
}

fn change_href(id: Uuid) -> String {
    format!("/calendar/changes/{id}")
}

fn months(
    ctx: &Ctx,
    calendar: &WorkCalendar,
    days: &BTreeMap<NaiveDate, DayRow>,
    year: i32,
) -> Vec<Month> {
    let month = |number: u32| {
        let first = NaiveDate::from_ymd_opt(year, number, 1)?;
        let mut weeks: Vec<[Option<Cell>; 7]> = Vec::new();
        let mut working_days = 0;
        for day in (0..31).map(|n| first + Days::new(n)).filter(|day| day.month() == number) {
            let place = day.weekday().num_days_from_monday();
            if weeks.is_empty() || place == 0 {
                weeks.push([const { None }; 7]);
            }
            working_days += u32::from(calendar.is_working_day(day));
            let cell = cell(calendar, day, days.get(&day));
            let week = weeks.last_mut()?;
            *week.get_mut(usize::try_from(place).ok()?)? = Some(cell);
        }
        let name = ctx.lang.t(&format!("month-{number}"));
        Some(Month { name, working_days, weeks })
    };
    (1..=12).filter_map(month).collect()
}

fn cell(calendar: &WorkCalendar, day: NaiveDate, entry: Option<&DayRow>) -> Cell {
    let is_weekend = day.weekday().number_from_monday() > 5;
    let class = match (calendar.is_working_day(day), is_weekend) {
        (true, false) => "work",
        (true, true) => "worked",
        (false, true) => "rest",
        (false, false) => "off",
    };
    let title = entry.map(|row| format!("{}: {}", row.kind, row.name)).unwrap_or_default();
    Cell { number: day.day(), class, title }
}

async fn change_rows(
    ctx: &Ctx,
    changes: Vec<calendar_change::Model>,
) -> Result<Vec<ChangeRow>, AppError> {
    let db = ctx.app.db.read();
    let names = names(db, changes.iter().filter_map(|row| row.actor_id).collect()).await?;
    let days = store::days_of(db, changes.iter().map(|row| row.id).collect()).await?;
    let mut counts: HashMap<Uuid, usize> = HashMap::new();
    for (change, _) in days {
        *counts.entry(change).or_default() += 1;
    }
    let row = |row: calendar_change::Model| {
        let count = counts.get(&row.id).copied().unwrap_or(0);
        let mut what = ctx.lang.ta("calendar-days-count", &[("n", count.to_string())]);
        if let Some(year) = row.declares_year {
            let year = ctx.lang.ta("calendar-declares", &[("year", year.to_string())]);
            what = format!("{what}; {year}");
        }
        ChangeRow {
            href: change_href(row.id),
            at: row.at,
            who: author(ctx, &row, &names),
            what,
            whose: whose_name(ctx, row.unit_id),
            basis: basis(ctx, &row),
            is_pending: row.applied_at.is_none(),
        }
    };
    Ok(changes.into_iter().map(row).collect())
}

fn author(ctx: &Ctx, row: &calendar_change::Model, names: &HashMap<Uuid, String>) -> String {
    match row.actor_id {
        Some(id) => names.get(&id).cloned().unwrap_or_default(),
        None if row.is_shipped => ctx.lang.t("calendar-by-program"),
        None => ctx.lang.t("calendar-by-command"),
    }
}

fn basis(ctx: &Ctx, row: &calendar_change::Model) -> String {
    if row.is_shipped { ctx.lang.t("calendar-basis-shipped") } else { row.basis.clone() }
}

/// `GET /calendar/changes/new`
///
/// # Errors
/// The template failed.
pub async fn new(ctx: Ctx) -> Answer {
    let form = ChangeForm { effective_on: ctx.today.to_string(), ..ChangeForm::default() };
    new_page(&ctx, form, FormErrors::default())
}

fn new_page(ctx: &Ctx, form: ChangeForm, errors: FormErrors) -> Answer {
    let failed = !errors.is_empty();
    let next = ctx.app.calendars().next_year();
    let year = ctx.lang.ta("calendar-declare-choice", &[("year", next.to_string())]);
    let kind = |kind: DayKind| {
        (kind.code().to_owned(), ctx.lang.t(&format!("day-kind-{}", kind_key(kind))))
    };
    let template = NewChangePage {
        page: Page::new(ctx, "calendar-new-title").with_errors(failed),
        form,
        errors,
        units: unit_choices(ctx),
        kinds: DayKind::ALL.into_iter().map(kind).collect(),
        years: vec![(next.to_string(), year)],
    };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// `POST /calendar/changes`
///
/// # Errors
/// The database failed.
pub async fn create(ctx: Ctx, Form(form): Form<ChangeForm>) -> Answer {
    ctx.app.reload_calendars().await?;
    let units: Vec<Uuid> =
        unit_choices(&ctx).iter().filter_map(|(id, _)| id.parse().ok()).collect();
    let (new, mut errors) = form.check(&units, ctx.app.calendars().next_year());
    let Some(new) = new else { return new_page(&ctx, form, errors) };
    let tx = ctx.app.db.begin_write().await?;
    let actor = ctx.actor()?.account_id;
    match make(&tx, &ctx.app.units(), Some(actor), ctx.now, new).await? {
        Ok(id) => {
            let told = Entry::by(ctx.actor()?, Deed::CalendarChanged, Some(id));
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            ctx.app.reload_calendars().await?;
            Ok(redirect_with(&ctx, &change_href(id), "calendar-changed"))
        }
        Err(refused) => {
            tx.rollback().await?;
            errors.add_with(refused.field(), refused.key(), refused.args());
            new_page(&ctx, form, errors)
        }
    }
}

/// `GET /calendar/changes/{id}`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn change(ctx: Ctx, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let db = ctx.app.db.read();
    let row = store::change(db, id).await?;
    let days = store::days_of(db, vec![id]).await?;
    let actor = ctx.actor()?;
    let first = PAGE_SIZE * (asked.page.parse::<u64>().unwrap_or(1).clamp(1, 100_000) - 1);
    let (mut moves, visible) = store::visible_moves(db, actor, id, first, PAGE_SIZE).await?;
    let number = page_number(&asked.page, visible);
    // Beyond the end stands the last page.
    let offset = (number - 1) * PAGE_SIZE;
    if offset != first {
        moves = store::visible_moves(db, actor, id, offset, PAGE_SIZE).await?.0;
    }
    let names = names(db, row.actor_id.into_iter().collect()).await?;
    let day = |(_, day): (Uuid, Day)| day_row(&ctx, id, day, row.unit_id);
    let moved = |(row, number): (entity::deadline_move::Model, String)| MoveRow {
        href: format!("/cases/{}", row.case_id),
        number,
        rule: ctx.lang.t(&format!("rule-{}", row.rule)),
        old_on: row.old_due_on,
        new_on: row.new_due_on,
    };
    page::ok(&ChangePage {
        page: Page::new(&ctx, "calendar-change-title"),
        at: row.at,
        who: author(&ctx, &row, &names),
        whose: whose_name(&ctx, row.unit_id),
        effective_on: row.effective_on,
        basis: basis(&ctx, &row),
        declares: row.declares_year.map(|year| year.to_string()),
        days: days.into_iter().map(day).collect(),
        applied_at: row.applied_at,
        cases_checked: row.cases_checked,
        moved: store::count_moves(db, id).await?,
        sees_cases: Access::Cases.admits(Some(actor.role)),
        moves: moves.into_iter().map(moved).collect(),
        pager: Pager::new(&format!("{}?", change_href(id)), number, visible),
    })
}
