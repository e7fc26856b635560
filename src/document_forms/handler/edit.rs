//! `GET /document-forms/new`, `POST /document-forms`, `GET|POST /document-forms/own/{id}`: a form of the
//! office's own is written, looked at and stored.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use entity::local_form;
use papers::FormSource;
use serde::Deserialize;
use uuid::Uuid;

use super::{built_in, fact_text, href, in_place_of};
use crate::audit::{self, Deed, Entry};
use crate::document_forms::form::{self, Against, Checked, FormForm, LAYOUTS};
use crate::document_forms::service::{self, By, Outcome, form_of};
use crate::document_forms::view::{Difference, EditPage};
use crate::document_forms::{fault, sheet, store};
use crate::documents::content;
use crate::error::{Answer, AppError};
use crate::units::{DEPARTMENT, PROVINCE, WARD};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::{FormErrors, parse_date};
use crate::web::page::{self, Page, html};

/// The button that stores; any other only looks at the form.
const SAVE: &str = "save";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskedNew {
    /// The key of the built-in form that is copied.
    from: String,
    on: String,
}

/// What is shown with the fields.
#[derive(Default)]
struct Shown {
    errors: FormErrors,
    checked: Option<Checked>,
    conflict: Option<Vec<Difference>>,
}

/// Units that may have forms of their own.
fn units(ctx: &Ctx) -> Vec<(Uuid, String)> {
    let units = ctx.app.units();
    let kinds = [PROVINCE, WARD, DEPARTMENT];
    let may = |unit: &&&crate::units::Unit| {
        unit.exists_on(ctx.today) && kinds.contains(&unit.kind.as_str())
    };
    let all = units.all();
    let mut some: Vec<_> = all.iter().filter(may).collect();
    some.sort_by_key(|unit| kinds.iter().position(|kind| *kind == unit.kind));
    some.into_iter().map(|unit| (unit.id, unit.name.clone())).collect()
}

/// The page. `own`: the stored form; none for a new one.
fn edit_page(
    ctx: &Ctx,
    form: FormForm,
    own: Option<&local_form::Model>,
    shown: Shown,
) -> Result<EditPage, AppError> {
    let copied = Some(form.from.as_str()).filter(|key| !key.is_empty());
    let of = match (own, copied) {
        (Some(row), _) => Some((format!("/document-forms/{}", row.id), row.name.clone())),
        (None, Some(key)) => {
            built_in(key, ctx.today).map(|form| (href(form, None), form.source().name.clone()))
        }
        (None, None) => None,
    };
    let document = match &shown.checked {
        Some(checked) => Some(
            sheet::document(&checked.form, ctx.today)
                .map_err(|error| AppError::internal("form", error))?,
        ),
        None => None,
    };
    let layout = |(_, code): (papers::Layout, &str)| {
        (code.to_owned(), ctx.lang.t(&format!("form-layout-{code}")))
    };
    let mut units: Vec<_> =
        units(ctx).into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    // A unit that is no more keeps the forms it had.
    if let Some(id) = own.and_then(|row| row.unit_id)
        && units.iter().all(|(known, _)| *known != id.to_string())
    {
        units.push((id.to_string(), ctx.app.units().name(id).unwrap_or_default()));
    }
    let title = if own.is_some() { "form-edit-title" } else { "form-new-title" };
    Ok(EditPage {
        page: Page::new(ctx, title).with_errors(!shown.errors.is_empty()),
        action: match own {
            Some(row) => format!("/document-forms/own/{}", row.id),
            None => "/document-forms".to_owned(),
        },
        in_place_of: in_place_of(own.map_or(form.from.as_str(), |row| row.form_key.as_str())),
        is_new: own.is_none(),
        of,
        form,
        errors: shown.errors,
        layouts: LAYOUTS.map(layout).to_vec(),
        units,
        facts: papers::FACTS.iter().map(|fact| (fact.key, fact_text(ctx, fact.key))).collect(),
        document,
        conflict: shown.conflict,
    })
}

/// # Errors
/// There is no form to copy.
pub async fn new(ctx: Ctx, Query(asked): Query<AskedNew>) -> Answer {
    let mut form = FormForm {
        form_layout: "notice".to_owned(),
        form_dated: "yes".to_owned(),
        ..FormForm::default()
    };
    if !asked.from.is_empty() {
        let day = parse_date(asked.on.trim()).unwrap_or(ctx.today);
        let copied = built_in(&asked.from, day).ok_or(AppError::NotFound)?;
        form = FormForm {
            from: asked.from,
            form_to: String::new(),
            ..FormForm::of(copied.source(), None)
        };
    }
    form.form_from = ctx.today.to_string();
    page::ok(&edit_page(&ctx, form, None, Shown::default())?)
}

/// Checks what was typed; what can be stored can also be printed.
async fn check(
    ctx: &Ctx,
    form: &FormForm,
    (key, base): (&str, Option<&FormSource>),
    own: Option<&local_form::Model>,
) -> Result<(Option<Checked>, FormErrors), AppError> {
    let mut units: Vec<Uuid> = units(ctx).into_iter().map(|(id, _)| id).collect();
    units.extend(own.and_then(|row| row.unit_id));
    let against = Against { lang: ctx.lang, key, base, units: &units, today: ctx.today };
    let (checked, mut errors) = form.check(&against);
    let Some(checked) = checked else { return Ok((None, errors)) };
    let document = sheet::document(&checked.form, ctx.today)
        .map_err(|error| AppError::internal("form", error))?;
    if let Err(error) = content::pdf(Arc::new(document), ctx.today).await? {
        fault::add_unprintable(&error, &mut errors);
        return Ok((None, errors));
    }
    Ok((Some(checked), errors))
}

fn by(ctx: &Ctx) -> Result<By, AppError> {
    Ok(By { account_id: ctx.actor()?.account_id, now: ctx.now, today: ctx.today })
}

/// # Errors
/// There is no form to copy, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<FormForm>) -> Answer {
    let form = form.cleaned();
    let copied = match form.from.as_str() {
        "" => None,
        key => Some(built_in(key, ctx.today).ok_or(AppError::NotFound)?.source()),
    };
    let key = copied.map_or_else(|| form::key_of(&form.form_name), |source| source.key.clone());
    let (checked, errors) = check(&ctx, &form, (&key, copied), None).await?;
    let Some(checked) = checked else {
        let shown = Shown { errors, ..Shown::default() };
        return page::invalid(&edit_page(&ctx, form, None, shown)?);
    };
    if form.verb != SAVE {
        let shown = Shown { checked: Some(checked), ..Shown::default() };
        return page::ok(&edit_page(&ctx, form, None, shown)?);
    }
    let tx = ctx.app.db.begin_write().await?;
    let checked = match copied {
        Some(_) => checked,
        None => {
            let source = checked.form.source().clone();
            let source = FormSource { key: service::free_key(&tx, &key).await?, ..source };
            let form = papers::Form::check(source);
            Checked { form: form.map_err(|error| AppError::internal("form", error))?, ..checked }
        }
    };
    let outcome = service::add(&tx, by(&ctx)?, &checked).await?;
    finish(&ctx, tx, (form, None, checked), (outcome, "added", "form-added")).await
}

/// Ends the transaction of an act: with its row of the log, or with what was in the way.
async fn finish(
    ctx: &Ctx,
    tx: crate::db::Tx,
    (form, own, checked): (FormForm, Option<local_form::Model>, Checked),
    (outcome, detail, flash): (Outcome, &str, &'static str),
) -> Answer {
    match outcome {
        Outcome::Done(id) => {
            let unit_id = checked.unit_id;
            let told = Entry::by(ctx.actor()?, Deed::FormChanged, Some(id)).with(detail);
            audit::commit(&ctx.app, tx, ctx.now, vec![Entry { unit_id, ..told }]).await?;
            Ok(redirect_with(ctx, &format!("/document-forms/{id}"), flash))
        }
        Outcome::Taken => {
            tx.rollback().await?;
            let mut errors = FormErrors::default();
            errors.add("form_from", "error-form-taken");
            let shown = Shown { errors, ..Shown::default() };
            page::invalid(&edit_page(ctx, form, own.as_ref(), shown)?)
        }
        Outcome::Conflict => {
            tx.rollback().await?;
            let Some(own) = own else { return Err(AppError::NotFound) };
            conflict(ctx, form, own.id).await
        }
    }
}

/// Somebody was faster: both are shown, and what is sent now goes on from what is stored.
async fn conflict(ctx: &Ctx, mut form: FormForm, id: Uuid) -> Answer {
    let now = store::get(ctx.app.db.read(), id).await?;
    let stored = FormForm::of(form_of(&now)?.source(), now.unit_id).cleaned();
    let shown = Shown { conflict: Some(differences(ctx, &stored, &form)), ..Shown::default() };
    form.version = now.version.to_string();
    html(StatusCode::CONFLICT, &edit_page(ctx, form, Some(&now), shown)?)
}

fn differences(ctx: &Ctx, stored: &FormForm, typed: &FormForm) -> Vec<Difference> {
    let unit = |raw: &str| match raw.parse::<Uuid>() {
        Ok(id) => ctx.app.units().name(id).unwrap_or_default(),
        Err(_) => ctx.lang.t("form-all-units"),
    };
    let layout = |raw: &str| ctx.lang.t(&format!("form-layout-{raw}"));
    let yes = |raw: &str| ctx.lang.t(if raw.is_empty() { "form-no" } else { "form-yes" });
    let day = |raw: &str| parse_date(raw).map_or(raw.to_owned(), |day| ctx.lang.date(day));
    let parts = |form: &FormForm| {
        [
            ("field-form_name", form.form_name.clone()),
            ("field-form_act", form.form_act.clone()),
            ("field-form_number", form.form_number.clone()),
            ("field-form_symbol", form.form_symbol.clone()),
            ("field-form_layout", layout(&form.form_layout)),
            ("field-form_dated", yes(&form.form_dated)),
            ("field-form_title", form.form_title.clone()),
            ("field-form_subject", form.form_subject.clone()),
            ("field-form_letter_subject", form.form_letter_subject.clone()),
            ("field-form_recipients", form.form_recipients.clone()),
            ("field-form_signatures", form.form_signatures.clone()),
            ("field-form_fields", form.form_fields.clone()),
            ("field-form_bases", form.form_bases.clone()),
            ("field-form_text", form.form_text.clone()),
            ("field-form_from", day(&form.form_from)),
            ("field-form_to", day(&form.form_to)),
            ("field-form_unit", unit(&form.form_unit)),
        ]
    };
    let both = parts(stored).into_iter().zip(parts(typed));
    both.filter(|((_, theirs), (_, yours))| theirs != yours)
        .map(|((label, theirs), (_, yours))| (ctx.lang.t(label), theirs, yours))
        .collect()
}

/// # Errors
/// `NotFound`, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let row = store::get(ctx.app.db.read(), id).await?;
    let mut form = FormForm::of(form_of(&row)?.source(), row.unit_id);
    form.version = row.version.to_string();
    page::ok(&edit_page(&ctx, form, Some(&row), Shown::default())?)
}

/// # Errors
/// `NotFound`, or the database failed.
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<FormForm>) -> Answer {
    let form = form.cleaned();
    let version = form.version.parse::<i32>();
    let version = version.map_err(|_| AppError::BadRequest("version".to_owned()))?;
    let row = store::get(ctx.app.db.read(), id).await?;
    let stored = form_of(&row)?;
    let base = (row.form_key.as_str(), Some(stored.source()));
    let (checked, errors) = check(&ctx, &form, base, Some(&row)).await?;
    let Some(checked) = checked else {
        let shown = Shown { errors, ..Shown::default() };
        return page::invalid(&edit_page(&ctx, form, Some(&row), shown)?);
    };
    if form.verb != SAVE {
        let shown = Shown { checked: Some(checked), ..Shown::default() };
        return page::ok(&edit_page(&ctx, form, Some(&row), shown)?);
    }
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get(&tx, id).await?;
    let outcome = match row.version == version {
        true => service::change(&tx, by(&ctx)?, &row, version, &checked).await?,
        false => Outcome::Conflict,
    };
    finish(&ctx, tx, (form, Some(row), checked), (outcome, "changed", "form-changed")).await
}
