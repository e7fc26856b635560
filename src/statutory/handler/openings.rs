//! `GET|POST /statutory/openings`, `POST /statutory/openings/{id}/striking`: figures entered for columns.

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use entity::opening_figure;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use statistics::{Circular, How};
use uuid::Uuid;

use super::super::openings::{self, OpeningForm};
use super::super::store;
use super::super::view::{OpeningField, OpeningLine, OpeningsPage};
use super::circular_choices;
use super::tables::unit_code;
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::statutory::prepares_reports_of;
use crate::secrets::random_token;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

const REASON_MAX: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpeningsQuery {
    pub unit: String,
    pub circular: String,
    pub form: String,
    pub page: String,
}

fn unit_of(ctx: &Ctx, raw: &str) -> Result<Uuid, AppError> {
    let actor = ctx.actor()?;
    let unit = match raw.trim() {
        "" => actor.unit_id.ok_or(AppError::NotFound)?,
        raw => raw.parse().map_err(|_| AppError::NotFound)?,
    };
    if actor.unit_ids.contains(&unit) { Ok(unit) } else { Err(AppError::NotFound) }
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn list(ctx: Ctx, Query(query): Query<OpeningsQuery>) -> Answer {
    let unit = unit_of(&ctx, &query.unit)?;
    let form = OpeningForm {
        circular: query.circular.clone(),
        form: query.form.clone(),
        nature: "flow".to_owned(),
        token: random_token()?,
        ..OpeningForm::default()
    };
    let shown = list_page(&ctx, unit, &query.page, form, FormErrors::default()).await?;
    page::ok(&shown)
}

async fn list_page(
    ctx: &Ctx,
    unit: Uuid,
    number: &str,
    form: OpeningForm,
    errors: FormErrors,
) -> Result<OpeningsPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let total = store::count_openings(db, unit).await?;
    let number = page_number(number, total);
    let part = ((number - 1) * PAGE_SIZE, PAGE_SIZE);
    let rows = store::openings_of(db, unit, part).await?;
    let people = rows.iter().flat_map(|row| [Some(row.created_by), row.struck_by]).flatten();
    let people = accounts::store::names(db, people.collect()).await?;
    let name = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    let line = |row: &opening_figure::Model| opening_line(ctx, row, &name);
    let circular = Circular::numbered(&form.circular).or_else(|| Circular::on(ctx.today));
    let circular = circular.ok_or(AppError::NotFound)?;
    let chosen = circular.form(&form.form).or(circular.forms.first());
    let chosen = chosen.ok_or(AppError::NotFound)?;
    let typed = |no: u32| {
        let pairs = form.column.iter().zip(&form.value);
        pairs.filter(|(column, _)| **column == no).map(|(_, raw)| raw.clone()).next()
    };
    let fields = chosen.columns.iter();
    let fields = fields.filter(|one| matches!(one.how, How::Count(_) | How::Typed));
    let field = |column: &statistics::Column| OpeningField {
        no: column.no,
        label: column.groups.iter().chain([&column.label]).cloned().collect::<Vec<_>>().join(", "),
        unit: unit_code(column.unit),
        value: typed(column.no).unwrap_or_default(),
    };
    let natures = ["flow", "stock"];
    let nature =
        |code: &&str| ((*code).to_owned(), ctx.lang.t(&format!("statutory-nature-{code}")));
    Ok(OpeningsPage {
        page: Page::new(ctx, "statutory-openings-title").with_errors(!errors.is_empty()),
        unit: ctx.app.units().name(unit).unwrap_or_default(),
        rows: rows.iter().map(line).collect(),
        pager: Pager::new(&format!("/statutory/openings?unit={unit}&"), number, total),
        may_enter: prepares_reports_of(actor, unit),
        circulars: circular_choices(),
        forms: circular
            .forms
            .iter()
            .map(|form| (form.code.clone(), format!("{} {}", form.code, form.title)))
            .collect(),
        natures: natures.iter().map(nature).collect(),
        fields: fields.map(field).collect(),
        form: OpeningForm { circular: circular.number.clone(), form: chosen.code.clone(), ..form },
        errors,
    })
}

fn opening_line(
    ctx: &Ctx,
    row: &opening_figure::Model,
    name: &impl Fn(Uuid) -> String,
) -> OpeningLine {
    let no = u32::try_from(row.column_no).unwrap_or(0);
    let circular = Circular::numbered(&row.circular);
    let column = circular.and_then(|one| one.column(&row.form, no));
    let (from, to) = (ctx.lang.date(row.from_on), ctx.lang.date(row.to_on));
    let struck = match (row.struck_by, row.struck_at) {
        (Some(by), Some(at)) => ctx.lang.ta(
            "statutory-opening-struck",
            &[
                ("name", name(by)),
                ("at", ctx.lang.moment(at)),
                ("reason", row.struck_reason.clone()),
            ],
        ),
        _ => String::new(),
    };
    OpeningLine {
        id: row.id.to_string(),
        form: row.form.clone(),
        column: column.map(|one| format!("{} {}", one.no, one.label)).unwrap_or_default(),
        days: ctx.lang.ta("reports-period", &[("from", from), ("to", to)]),
        nature: if row.is_stock { "stock" } else { "flow" },
        value: column.map_or(row.value.to_string(), |one| one.unit.shown(row.value)),
        note: row.note.clone(),
        by: name(row.created_by),
        at: ctx.lang.moment(row.created_at),
        struck,
    }
}

/// The unit figures are entered for: the reader's own.
fn own_unit(ctx: &Ctx) -> Result<Uuid, AppError> {
    let actor = ctx.actor()?;
    let unit = actor.unit_id.filter(|unit| prepares_reports_of(actor, *unit));
    unit.ok_or(AppError::NotFound)
}

/// # Errors
/// The reader prepares no reports, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<OpeningForm>) -> Answer {
    let (actor, unit) = (ctx.actor()?, own_unit(&ctx)?);
    let circular = Circular::numbered(&form.circular).ok_or(AppError::NotFound)?;
    if circular.form(&form.form).is_none() || form.token.is_empty() {
        return Err(AppError::NotFound);
    }
    let new = match openings::parse(&form, circular, ctx.today) {
        Ok(new) => new,
        Err(errors) => return page::invalid(&list_page(&ctx, unit, "", form, errors).await?),
    };
    let token = form.token.chars().take(100).collect::<String>();
    let row = |(no, value): &(u32, i64)| opening_figure::ActiveModel {
        id: Set(new_id(ctx.now)),
        unit_id: Set(unit),
        circular: Set(circular.number.clone()),
        form: Set(form.form.clone()),
        column_no: Set(i32::try_from(*no).unwrap_or(0)),
        from_on: Set(new.from),
        to_on: Set(new.to),
        is_stock: Set(new.is_stock),
        value: Set(*value),
        note: Set(new.note.clone()),
        token: Set(token.clone()),
        created_by: Set(actor.account_id),
        created_at: Set(ctx.now),
        struck_by: Set(None),
        struck_at: Set(None),
        struck_reason: Set(String::new()),
    };
    let rows = new.values.iter().map(row).collect();
    let tx = ctx.app.db.begin_write().await?;
    if store::add_openings(&tx, rows).await? {
        let told = Entry::by(actor, Deed::StatutoryReport, Some(unit));
        let told = told.with(&format!("opening figures: {} ({})", form.form, new.values.len()));
        audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    } else {
        // The same page was sent before.
        tx.rollback().await?;
    }
    Ok(redirect_with(&ctx, &format!("/statutory/openings?unit={unit}"), "statutory-opening-added"))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StrikingForm {
    pub struck_reason: String,
}

/// # Errors
/// It is no figure of the reader's unit, or the database failed.
pub async fn strike(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<StrikingForm>) -> Answer {
    let (actor, unit) = (ctx.actor()?, own_unit(&ctx)?);
    let mut errors = FormErrors::default();
    let reason = errors.line("struck_reason", &form.struck_reason, true, REASON_MAX);
    if !errors.is_empty() {
        let form = OpeningForm { token: random_token()?, ..OpeningForm::default() };
        return page::invalid(&list_page(&ctx, unit, "", form, errors).await?);
    }
    let tx = ctx.app.db.begin_write().await?;
    let by = (actor.account_id, ctx.now);
    if !store::strike_opening(&tx, (id, unit), by, &reason).await? {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::StatutoryReport, Some(id)).with("opening figure struck out");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(
        &ctx,
        &format!("/statutory/openings?unit={unit}"),
        "statutory-opening-struck-out",
    ))
}
