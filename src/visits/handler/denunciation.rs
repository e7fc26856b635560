//! `GET /visits/denunciations/new`, `POST /visits/denunciations`: somebody came to denounce. The register here
//! holds a number, the day and the code under which the register on paper keeps who it was.

use axum_extra::extract::Form;
use uuid::Uuid;

use super::entry::{begun, lists, own_unit, save, sessions, staff};
use crate::error::{Answer, AppError};
use crate::visits::form::{Around, VisitForm, parse_denunciation};
use crate::visits::record::{About, NewVisit};
use crate::visits::view::DenunciationPage;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Whoever does not receive denunciations finds no such page.
fn unit_of(ctx: &Ctx) -> Result<Uuid, AppError> {
    let handles = ctx.actor()?.handles_denunciations();
    if handles { own_unit(ctx) } else { Err(AppError::NotFound) }
}

/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn new(ctx: Ctx) -> Answer {
    let unit_id = unit_of(&ctx)?;
    let form = begun(&ctx, unit_id)?;
    page::ok(&entry_page(&ctx, unit_id, form, FormErrors::default()).await?)
}

async fn entry_page(
    ctx: &Ctx,
    unit_id: Uuid,
    form: VisitForm,
    errors: FormErrors,
) -> Result<DenunciationPage, AppError> {
    Ok(DenunciationPage {
        page: Page::new(ctx, "visit-denunciation-title").with_errors(!errors.is_empty()),
        unit: ctx.app.units().office(unit_id, ctx.lang).unwrap_or_default(),
        lists: lists(ctx, &staff(ctx, unit_id).await?),
        form,
        errors,
    })
}

/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<VisitForm>) -> Answer {
    let unit_id = unit_of(&ctx)?;
    let staff = staff(&ctx, unit_id).await?;
    let sessions = sessions(&ctx, unit_id, &form.visited_on).await?;
    let around = Around { staff: &staff, sessions: &sessions };
    match parse_denunciation(&ctx, &form, &around) {
        Ok(written) => {
            save(&ctx, NewVisit { unit_id, written, about: About::New, token: form.token }).await
        }
        Err(errors) => page::invalid(&entry_page(&ctx, unit_id, form, errors).await?),
    }
}
