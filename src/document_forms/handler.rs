//! `GET /document-forms`, `GET /document-forms/{key}` and its sample as a file. Forms of the office's own
//! go by their id, those that come with the program by their key.

pub mod edit;

use std::sync::Arc;

use axum::extract::Path;
use axum_extra::extract::Query;
use chrono::NaiveDate;
use entity::local_form;
use papers::{Form, Origin};
use serde::Deserialize;
use uuid::Uuid;

use super::form::layout_code;
use super::lines::kind_word;
use super::service::form_of;
use super::view::{FieldRow, ListPage, Row, ShowPage};
use super::{sheet, store};
use crate::documents::content;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::parse_date;
use crate::web::page::{self, Page};
use crate::web::upload::file_answer;

/// Which version of a built-in form is asked for: that of a day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    on: String,
}

/// A form that was asked for.
struct Found {
    form: Form,
    /// The row of a form of the office's own.
    own: Option<local_form::Model>,
}

/// The version of a built-in form of a day; the last one if there is none.
fn built_in(key: &str, day: NaiveDate) -> Option<&'static Form> {
    let versions = || papers::forms().iter().filter(|form| form.key() == key);
    let last = versions().max_by_key(|form| form.source().valid_from);
    papers::form(key, day).or(last)
}

async fn find(ctx: &Ctx, key: &str, asked: &Asked) -> Result<Found, AppError> {
    if let Ok(id) = key.parse::<Uuid>() {
        let row = store::get(ctx.app.db.read(), id).await?;
        return Ok(Found { form: form_of(&row)?, own: Some(row) });
    }
    let day = parse_date(asked.on.trim()).unwrap_or(ctx.today);
    let form = built_in(key, day).ok_or(AppError::NotFound)?;
    Ok(Found { form: form.clone(), own: None })
}

/// Where a form is shown.
fn href(form: &Form, own: Option<Uuid>) -> String {
    match (own, form.source().valid_from) {
        (Some(id), _) => format!("/document-forms/{id}"),
        (None, Some(from)) => format!("/document-forms/{}?on={from}", form.key()),
        (None, None) => format!("/document-forms/{}", form.key()),
    }
}

/// The built-in form in whose place one of the office's own stands.
fn in_place_of(key: &str) -> Option<String> {
    let form = papers::forms().iter().rev().find(|form| form.key() == key);
    form.map(|form| form.source().name.clone())
}

/// `từ 01/07/2026 đến 31/12/2026`
fn validity(ctx: &Ctx, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let day = |day: NaiveDate| ctx.lang.date(day);
    match (from, to) {
        (Some(from), Some(to)) => {
            ctx.lang.ta("form-valid-span", &[("from", day(from)), ("to", day(to))])
        }
        (Some(from), None) => ctx.lang.ta("form-valid-from", &[("from", day(from))]),
        (None, Some(to)) => ctx.lang.ta("form-valid-to", &[("to", day(to))]),
        (None, None) => ctx.lang.t("form-valid-always"),
    }
}

fn row(ctx: &Ctx, form: &Form, own: Option<&local_form::Model>) -> Row {
    let source = form.source();
    let state = match (form.is_valid_on(ctx.today), source.valid_to) {
        (true, _) => "live",
        (false, Some(to)) if to < ctx.today => "ended",
        (false, _) => "future",
    };
    let origin = match source.origin {
        Origin::Official => "official",
        Origin::Vendor => "vendor",
        Origin::Office => "office",
    };
    let units = ctx.app.units();
    let whose = own.and_then(|row| row.unit_id).and_then(|id| units.name(id));
    let number = [source.number.as_str(), source.act.as_str()];
    Row {
        href: href(form, own.map(|row| row.id)),
        name: source.name.clone(),
        number: number.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        origin: ctx.lang.t(&format!("form-origin-{origin}")),
        validity: validity(ctx, source.valid_from, source.valid_to),
        state,
        state_text: ctx.lang.t(&format!("form-state-{state}")),
        symbol: source.symbol.clone(),
        whose: whose.unwrap_or_else(|| ctx.lang.t("form-all-units")),
        in_place_of: own.and_then(|row| in_place_of(&row.form_key)),
    }
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx) -> Answer {
    let mut own = Vec::new();
    for stored in store::all(ctx.app.db.read()).await? {
        own.push(row(&ctx, &form_of(&stored)?, Some(&stored)));
    }
    page::ok(&ListPage {
        page: Page::new(&ctx, "nav-forms"),
        own,
        built_in: papers::forms().iter().map(|form| row(&ctx, form, None)).collect(),
    })
}

/// The sentence of a fact.
fn fact_text(ctx: &Ctx, key: &str) -> String {
    ctx.lang.t(&format!("form-fact-{}", key.replace('.', "-")))
}

/// # Errors
/// There is no such form, or the database failed.
pub async fn show(ctx: Ctx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let Found { form, own } = find(&ctx, &key, &asked).await?;
    let source = form.source();
    let document =
        sheet::document(&form, ctx.today).map_err(|error| AppError::internal("form", error))?;
    let row = row(&ctx, &form, own.as_ref());
    let field = |field: &papers::Field| FieldRow {
        name: format!("{{{}}}", field.name),
        label: field.label.clone(),
        hint: field.hint.clone(),
        kind: match field.columns.is_empty() {
            true => kind_word(field.kind).to_owned(),
            false => format!("{} ({})", kind_word(field.kind), field.columns.join("; ")),
        },
        fact: field.from.as_deref().map(|fact| fact_text(&ctx, fact)).unwrap_or_default(),
        is_required: field.required,
    };
    let basis = |one: &papers::Basis| (one.text.clone(), validity(&ctx, one.from, one.to));
    let (path, query) = row.href.split_once('?').unwrap_or((row.href.as_str(), ""));
    let file = |kind: &str| match query {
        "" => format!("{path}/sample.{kind}"),
        query => format!("{path}/sample.{kind}?{query}"),
    };
    let change_href = match (&own, query) {
        (Some(row), _) => format!("/document-forms/own/{}", row.id),
        (None, "") => format!("/document-forms/new?from={}", form.key()),
        (None, query) => format!("/document-forms/new?from={}&{query}", form.key()),
    };
    page::ok(&ShowPage {
        page: Page::titled(&ctx, source.name.clone()),
        is_own: own.is_some(),
        known: known(&ctx, &form, &row),
        pdf_href: file("pdf"),
        docx_href: file("docx"),
        change_href,
        fields: form.fields().iter().map(field).collect(),
        bases: source.bases.iter().map(basis).collect(),
        body: source.text.body.trim().to_owned(),
        document,
        row,
    })
}

/// What is known of a form, without what is empty.
fn known(ctx: &Ctx, form: &Form, row: &Row) -> Vec<(String, String)> {
    let source = form.source();
    let layout = ctx.lang.t(&format!("form-layout-{}", layout_code(source.layout)));
    let sealed = if source.sealed { ctx.lang.t("form-sealed") } else { String::new() };
    let known = [
        ("form-column-number", row.number.clone()),
        ("form-column-origin", row.origin.clone()),
        ("form-column-validity", row.validity.clone()),
        ("form-column-whose", row.whose.clone()),
        ("field-form_layout", layout),
        ("field-form_symbol", source.symbol.clone()),
        ("field-form_recipients", source.recipients.join("\n")),
        ("form-sealed-title", sealed),
        ("form-key", form.key().to_owned()),
    ];
    let known = known.into_iter().filter(|(_, text)| !text.is_empty());
    known.map(|(label, text)| (ctx.lang.t(label), text)).collect()
}

/// The sample of a form as a file.
async fn sample(ctx: &Ctx, key: &str, asked: &Asked, is_pdf: bool) -> Answer {
    let Found { form, .. } = find(ctx, key, asked).await?;
    let internal = |error: String| AppError::internal("form", error);
    let document =
        sheet::document(&form, ctx.today).map_err(|error| internal(error.to_string()))?;
    let made = match is_pdf {
        true => content::pdf(Arc::new(document), ctx.today).await?,
        false => content::docx(Arc::new(document), ctx.today).await?,
    };
    let bytes = made.map_err(|error| internal(error.to_string()))?;
    let (ending, media_type) =
        if is_pdf { ("pdf", "application/pdf") } else { ("docx", content::DOCX) };
    Ok(file_answer(&format!("mau-{}.{ending}", form.key()), media_type, bytes, is_pdf))
}

/// # Errors
/// There is no such form, or it cannot be printed.
pub async fn pdf(ctx: Ctx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    sample(&ctx, &key, &asked, true).await
}

/// # Errors
/// There is no such form, or it cannot be printed.
pub async fn docx(ctx: Ctx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    sample(&ctx, &key, &asked, false).await
}
