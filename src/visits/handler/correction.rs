//! `GET|POST /visits/{id}/correction`: what was written wrongly is written again, with the reason; what stood
//! there stays readable.

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::Form;
use entity::visit;
use uuid::Uuid;

use super::entry::{Shown, entry_page, read};
use super::later::{is_fresh, own_visit};
use super::show::differences;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::visits::fact::{Fact, State};
use crate::visits::form::{REASON_MAX, VisitForm, filled};
use crate::visits::lines::number_text;
use crate::visits::record::{self, open_id};
use crate::visits::store;
use crate::visits::view::visit_href;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, html};

/// A visit whose entry can be written again: of who came to denounce there is nothing to write.
async fn correctable(ctx: &Ctx, id: Uuid) -> Result<(visit::Model, State), AppError> {
    let (row, state) = own_visit(ctx, id).await?;
    if state.written.is_denunciation() {
        return Err(AppError::NotFound);
    }
    Ok((row, state))
}

fn shown(ctx: &Ctx, row: &visit::Model, errors: FormErrors) -> Shown {
    let heading = ctx.lang.ta("visit-correction-title", &[("number", number_text(row))]);
    Shown { errors, corrects: Some((row.id, heading)), ..Shown::default() }
}

/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let (row, state) = correctable(&ctx, id).await?;
    let form = filled(&state, open_id(&ctx.app.key, &state.written)?, row.version);
    let shown = shown(&ctx, &row, FormErrors::default());
    page::ok(&entry_page(&ctx, row.unit_id, form, shown).await?)
}

/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn record(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<VisitForm>) -> Answer {
    let (row, state) = correctable(&ctx, id).await?;
    let read = read(&ctx, row.unit_id, &form, Some(&state.written)).await?;
    let mut errors = FormErrors::default();
    let reason = errors.line("correction_reason", &form.correction_reason, true, REASON_MAX);
    let written = match read {
        Ok(written) if errors.is_empty() => written,
        other => {
            errors.0.extend(other.err().unwrap_or_default().0);
            let shown = shown(&ctx, &row, errors);
            return page::invalid(&entry_page(&ctx, row.unit_id, form, shown).await?);
        }
    };
    if !is_fresh(&row, &form.version)? {
        return conflict(&ctx, &row, form, differences(&ctx, &state.written, &written)?).await;
    }
    if written == state.written {
        return Ok(redirect_with(&ctx, &visit_href(id), "visit-unchanged"));
    }
    // A year is part of the number.
    if chrono::Datelike::year(&written.received_on) != row.year {
        errors.add("visited_on", "error-visit-year");
        let shown = shown(&ctx, &row, errors);
        return page::invalid(&entry_page(&ctx, row.unit_id, form, shown).await?);
    }
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let fact = (Fact::Corrected { written: written.clone() }, reason);
    if !record::record(&tx, actor, &row, fact, ctx.now).await? {
        tx.rollback().await?;
        let now = store::get_visible(ctx.app.db.read(), actor, id).await?;
        let theirs = State::of(&now)?.written;
        return conflict(&ctx, &now, form, differences(&ctx, &theirs, &written)?).await;
    }
    let told = Entry::by(actor, Deed::VisitChanged, Some(id)).with("corrected");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &visit_href(id), "visit-corrected"))
}

/// Both versions beside each other; sent again, what was typed goes on top of the newer one.
async fn conflict(
    ctx: &Ctx,
    now: &visit::Model,
    mut form: VisitForm,
    differing: Vec<crate::visits::view::Difference>,
) -> Answer {
    form.version = now.version.to_string();
    let shown = Shown { conflict: differing, ..shown(ctx, now, FormErrors::default()) };
    html(StatusCode::CONFLICT, &entry_page(ctx, now.unit_id, form, shown).await?)
}
