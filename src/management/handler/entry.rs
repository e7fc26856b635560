//! `GET /management/new`, `POST /management`: a line is entered, for the first time or again after it was struck
//! out.

use axum_extra::extract::{Form, Query};
use entity::management_entry;
use serde::Deserialize;
use uuid::Uuid;

use super::own_unit;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::management::form::{self, EntryForm};
use crate::management::lines::{date_label, href, kind_of, kind_text, number_label, title_label};
use crate::management::record::{self, Entered, NewLine};
use crate::management::view::{KindLink, Labels, NewPage};
use crate::management::{Kind, store};
use crate::secrets::random_token;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Longer than any token of ours.
pub(super) const TOKEN_MAX: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    /// The line that was struck out and is entered again.
    again: String,
}

/// # Errors
/// The reader keeps no register, what is to be entered again is not there, or the database failed.
pub async fn new(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let unit_id = own_unit(&ctx)?;
    let replaced = replaced(&ctx, unit_id, &asked.again).await?;
    let kind = Kind::from_code(&asked.kind);
    let begun = match &replaced {
        Some(row) => filled(row, kind.unwrap_or(kind_of(row)?)),
        None => EntryForm {
            kind: kind.map(Kind::code).unwrap_or_default().to_owned(),
            ..EntryForm::default()
        },
    };
    let form = EntryForm { token: random_token()?, ..begun };
    page::ok(&new_page(&ctx, unit_id, replaced, form, FormErrors::default())?)
}

/// What was struck out, as it stood there.
fn filled(row: &management_entry::Model, kind: Kind) -> EntryForm {
    EntryForm {
        replaces: row.id.to_string(),
        kind: kind.code().to_owned(),
        register_date: row.on_date.to_string(),
        register_number: row.number.clone(),
        register_title: row.title.clone(),
        participants: form::count_text(row.people),
        inspected_units: form::count_text(row.units),
        ..EntryForm::default()
    }
}

/// The line of the reader's unit that was struck out and is entered again; none where nothing is.
async fn replaced(
    ctx: &Ctx,
    unit_id: Uuid,
    raw: &str,
) -> Result<Option<management_entry::Model>, AppError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let id = raw.parse().map_err(|_| AppError::NotFound)?;
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let is_struck = row.unit_id == unit_id && row.struck_on.is_some();
    is_struck.then_some(Some(row)).ok_or(AppError::NotFound)
}

fn new_page(
    ctx: &Ctx,
    unit_id: Uuid,
    replaced: Option<management_entry::Model>,
    form: EntryForm,
    errors: FormErrors,
) -> Result<NewPage, AppError> {
    let kind = Kind::from_code(&form.kind);
    let heading = match kind {
        Some(kind) => ctx.lang.ta("management-new-of", &[("kind", kind_text(ctx, kind))]),
        None => ctx.lang.t("management-new"),
    };
    let told = |row: &management_entry::Model| -> Result<(String, String), AppError> {
        let kind = kind_text(ctx, kind_of(row)?);
        Ok((href(row.id), format!("{kind}: {}", row.title)))
    };
    Ok(NewPage {
        page: Page::titled(ctx, heading.clone()).with_errors(!errors.is_empty()),
        heading,
        unit: ctx.app.units().office(unit_id, ctx.lang).unwrap_or_default(),
        labels: kind.map(labels),
        kinds: Kind::ALL.map(|kind| link(ctx, kind, &form.replaces)).to_vec(),
        replaces: replaced.as_ref().map(told).transpose()?,
        form,
        errors,
    })
}

fn link(ctx: &Ctx, kind: Kind, replaces: &str) -> KindLink {
    let code = kind.code();
    let again = match replaces.parse::<Uuid>() {
        Ok(id) => format!("&again={id}"),
        Err(_) => String::new(),
    };
    let help = ctx.lang.t(&format!("management-help-{code}"));
    (format!("/management/new?kind={code}{again}"), kind_text(ctx, kind), help)
}

fn labels(kind: Kind) -> Labels {
    Labels {
        date: date_label(kind),
        number: number_label(kind),
        title: title_label(kind),
        has_number: kind.has_number(),
        has_people: kind == Kind::Class,
        has_units: kind == Kind::Inspection,
    }
}

/// # Errors
/// The reader keeps no register, what is entered again is not there, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<EntryForm>) -> Answer {
    let unit_id = own_unit(&ctx)?;
    let Some(kind) = Kind::from_code(&form.kind) else {
        return Err(AppError::BadRequest("kind".to_owned()));
    };
    if form.token.is_empty() || form.token.len() > TOKEN_MAX {
        return Err(AppError::BadRequest("the token of the page".to_owned()));
    }
    let replaced = replaced(&ctx, unit_id, &form.replaces).await?;
    let line = match form::line(&ctx, &form, kind) {
        Ok(line) => line,
        Err(errors) => {
            return page::invalid(&new_page(&ctx, unit_id, replaced, form, errors)?);
        }
    };
    let actor = ctx.actor()?;
    let replaces = replaced.as_ref().map(|row| row.id);
    let new = NewLine { unit_id, line, replaces, token: form.token.clone() };
    let tx = ctx.app.db.begin_write().await?;
    match record::enter(&tx, actor, new, ctx.now).await? {
        Entered::Now(id) => {
            let told = Entry::by(actor, Deed::ManagementChanged, Some(id)).with("entered");
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            Ok(redirect_with(&ctx, &href(id), "management-entered-done"))
        }
        Entered::Before(id) => {
            tx.rollback().await?;
            Ok(redirect_with(&ctx, &href(id), "management-entered-done"))
        }
        Entered::Taken => {
            tx.rollback().await?;
            taken(&ctx, unit_id, replaced, form).await
        }
    }
}

/// The same page, the same number or the same line again was entered meanwhile.
async fn taken(
    ctx: &Ctx,
    unit_id: Uuid,
    replaced: Option<management_entry::Model>,
    form: EntryForm,
) -> Answer {
    let db = ctx.app.db.read();
    if let Some(id) = store::entered_as(db, &form.token).await? {
        return Ok(redirect_with(ctx, &href(id), "management-entered-done"));
    }
    let again = match &replaced {
        Some(row) => store::replacement_of(db, row.id).await?,
        None => None,
    };
    let mut errors = FormErrors::default();
    match again {
        Some(_) => errors.add("register_title", "error-management-replaced"),
        None => errors.add("register_number", "error-management-taken"),
    }
    page::invalid(&new_page(ctx, unit_id, replaced, form, errors)?)
}
