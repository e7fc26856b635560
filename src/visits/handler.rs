//! `GET /visits`: the register by days, with what is owed and the figures of form 01/TCD.

pub mod correction;
pub mod denunciation;
pub mod entry;
pub mod export;
pub mod later;
pub mod show;

use axum_extra::extract::Query;
use chrono::NaiveDate;
use entity::visit;
use law::rule::{RuleId, row_of};
use law::visit::{Count, Matter};
use uuid::Uuid;

use super::asked::asked;
use super::columns;
use super::fact::State;
use super::figures;
use super::form::KINDS;
use super::lines::{number_text, who};
use super::store::{self, Asked};
use super::view::{
    FigureRow, Figures, Filters, ListPage, OwedList, OwedRow, RegisterRow, visit_href,
};
use crate::cases::page::{due, standing};
use crate::cases::view::Choice;
use crate::error::{Answer, AppError};
use crate::policy::visits::keeps_register_of;
use crate::reception;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn list(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    match asked(ctx.actor()?, ctx.today, &filters)? {
        Ok(asked) => page::ok(&register_page(&ctx, filters, &asked).await?),
        Err(errors) => {
            let empty = Pager::new("/visits?", 1, 0);
            page::invalid(&list_page(&ctx, filters, errors, empty).await?)
        }
    }
}

async fn register_page(ctx: &Ctx, filters: Filters, asked: &Asked) -> Result<ListPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let total = store::count(db, actor, asked).await?;
    let number = page_number(&filters.page, total);
    let rows = store::page(db, actor, asked, ((number - 1) * PAGE_SIZE, PAGE_SIZE)).await?;
    let shown = Filters { from: asked.days.0.to_string(), to: asked.days.1.to_string(), ..filters };
    let pager = Pager::new(&address("/visits", &shown), number, total);
    let units = asked.unit.map_or_else(|| actor.unit_ids.clone(), |unit| vec![unit]);
    let counted = figures::count(db, &units, asked.days).await?;
    let rows = columns::rows(ctx, db, rows, false).await?;
    let first_day = row_of(RuleId::Td11).valid.from;
    Ok(ListPage {
        is_old_form: asked.days.0 < first_day,
        figures: Some(figure_rows(ctx, &counted)),
        rows: rows
            .into_iter()
            .map(|(row, is_repeat, cells)| RegisterRow {
                href: visit_href(row.id),
                is_repeat,
                cells,
            })
            .collect(),
        ..list_page(ctx, shown, FormErrors::default(), pager).await?
    })
}

/// The address of a page of the register with its filters, ready for one more.
fn address(path: &str, filters: &Filters) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs = [
        ("from", &filters.from),
        ("to", &filters.to),
        ("q", &filters.q),
        ("kind", &filters.kind),
        ("unit", &filters.unit),
    ];
    let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    given.fold(format!("{path}?"), |all, (name, value)| format!("{all}{name}={}&", encode(value)))
}

/// The page without its rows.
async fn list_page(
    ctx: &Ctx,
    filters: Filters,
    errors: FormErrors,
    pager: Pager,
) -> Result<ListPage, AppError> {
    let actor = ctx.actor()?;
    let units = ctx.app.units();
    let has_register =
        |id: &Uuid| units.get(*id).is_some_and(|unit| unit.kind != crate::units::DEPARTMENT);
    let mut own: Vec<Choice> = actor
        .unit_ids
        .iter()
        .filter(|id| has_register(id))
        .filter_map(|id| Some((id.to_string(), units.name(*id)?)))
        .collect();
    own.sort_by(|a, b| a.1.cmp(&b.1));
    let may_write = keeps_register_of(actor).is_some();
    Ok(ListPage {
        page: Page::new(ctx, "visits-title").with_errors(!errors.is_empty()),
        print_href: address("/visits/print", &filters),
        pdf_href: address("/visits/register.pdf", &filters),
        docx_href: address("/visits/register.docx", &filters),
        export: address("", &filters).trim_matches(['?', '&']).to_owned(),
        kinds: kind_choices(ctx),
        units: own,
        may_write,
        is_old_form: false,
        owed: owed(ctx).await?,
        figures: None,
        columns: columns::headings(ctx),
        rows: Vec::new(),
        pager,
        filters,
        errors,
    })
}

fn kind_choices(ctx: &Ctx) -> Vec<Choice> {
    let handles = ctx.actor.as_ref().is_some_and(|actor| actor.handles_denunciations());
    let more = handles.then_some(Matter::Denunciation);
    KINDS.into_iter().chain(more).map(|kind| named(ctx, "visit-kind-", kind.code())).collect()
}

pub(super) fn named(ctx: &Ctx, prefix: &str, code: &str) -> Choice {
    (code.to_owned(), ctx.lang.t(&format!("{prefix}{code}")))
}

fn figure_rows(ctx: &Ctx, counted: &figures::Figures) -> Figures {
    let tally = &counted.tally;
    let of =
        |count: Count| [count.turns, count.people, count.matters, count.groups, count.group_people];
    let line = |key: &str, count| FigureRow { name: ctx.lang.t(key), counts: of(count) };
    let total = tally.total();
    Figures {
        rows: vec![
            line("visits-regular", tally.regular),
            line("visits-head-scheduled", tally.head_scheduled),
            line("visits-head-unscheduled", tally.head_unscheduled),
            line("visits-delegate", tally.delegate),
            line("visits-total", total),
        ],
        total: [total.turns, total.people, total.matters, total.groups],
        new_matters: tally.new_matters,
        known_matters: tally.known_matters,
        refused: counted.refused,
        head_days: counted.head_days,
        delegate_days: counted.delegate_days,
    }
}

/// What is owed: answers, written refusals, tasks of conclusions; the longest owed first.
async fn owed(ctx: &Ctx) -> Result<Vec<OwedList>, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let mut all = Vec::new();
    for what in ["answer", "notice"] {
        let (rows, count) = store::owed(db, actor, what).await?;
        let rows = rows.iter().filter_map(|row| owed_row(ctx, row).transpose());
        let rows = rows.collect::<Result<Vec<_>, AppError>>()?;
        let heading = ctx.lang.t(&format!("visits-owed-{what}"));
        all.push(OwedList { heading, rows, count });
    }
    let (tasks, count) = reception::store::open_tasks(db, &actor.unit_ids).await?;
    let rows = tasks.into_iter().map(|(task, day)| {
        let (standing, text) = by(ctx, task.due_on);
        OwedRow {
            href: format!("/receptions/{}", day.id),
            label: ctx.lang.ta("visits-owed-day", &[("day", ctx.lang.date(day.held_on))]),
            what: format!("{}: {}", task.assigned_to, task.task),
            due_on: task.due_on,
            standing,
            text,
        }
    });
    let heading = ctx.lang.t("visits-owed-task");
    all.push(OwedList { heading, rows: rows.collect(), count });
    all.retain(|list| !list.rows.is_empty());
    Ok(all)
}

fn owed_row(ctx: &Ctx, row: &visit::Model) -> Result<Option<OwedRow>, AppError> {
    let state = State::of(row)?;
    let rules = ctx.app.rules_of(row.unit_id);
    let deadlines = state.course().map(|course| course.deadlines(&rules.get()));
    let Some(deadline) = deadlines.into_iter().flatten().next() else { return Ok(None) };
    let due = due(ctx, deadline.due_on, standing(ctx, &rules, &deadline));
    Ok(Some(OwedRow {
        href: visit_href(row.id),
        label: ctx.lang.ta("visits-owed-visit", &[("number", number_text(row))]),
        what: who(ctx, row),
        due_on: due.on,
        standing: due.standing,
        text: due.text,
    }))
}

/// How a day somebody set stands today.
fn by(ctx: &Ctx, due_on: NaiveDate) -> (&'static str, String) {
    let standing = crate::cases::page::standing_of(ctx, due_on, crate::cases::page::soon(ctx));
    let due = due(ctx, due_on, standing);
    (due.standing, due.text)
}
