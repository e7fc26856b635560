//! `GET|POST /mail/print`, `POST /mail/print/marks`, `POST /mail/{id}/printed/removal`: letters on paper.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use serde::Deserialize;
use uuid::Uuid;

use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::mail::list_store::Listed;
use crate::mail::view::{PaperRow, PrintPage};
use crate::mail::{print, print_store};
use crate::policy::access::Access;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// Letters in one file, and on the page.
const BATCH: u64 = papers::LETTERS_MAX as u64;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PrintForm {
    letters: Vec<String>,
}

impl PrintForm {
    /// The ids that were ticked; what is none was not ticked here.
    fn ids(&self) -> Vec<Uuid> {
        let ids = self.letters.iter().take(papers::LETTERS_MAX);
        ids.filter_map(|raw| raw.parse().ok()).collect()
    }
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    page::ok(&print_page(&ctx, None, FormErrors::default(), &[]).await?)
}

/// The list; ticked are the letters of `ids`, all of them if there is no such list. `faults`: letters that
/// cannot be printed, with the reason.
async fn print_page(
    ctx: &Ctx,
    ids: Option<Vec<Uuid>>,
    errors: FormErrors,
    faults: &[(Uuid, String)],
) -> Result<PrintPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let total = print_store::count(db, actor, ctx.now).await?;
    let letters = print_store::oldest(db, actor, ctx.now, BATCH).await?;
    let units = ctx.app.units();
    let row = |listed: Listed| {
        let letter = listed.letter;
        let fault = faults.iter().find(|(id, _)| *id == letter.id);
        PaperRow {
            is_chosen: fault.is_none() && ids.as_ref().is_none_or(|ids| ids.contains(&letter.id)),
            fault: fault.map(|(_, why)| ctx.lang.ta("print-fault", &[("what", why.clone())])),
            id: letter.id.to_string(),
            case_href: letter.case_id.map(|id| format!("/cases/{id}")).unwrap_or_default(),
            case_number: match listed.number.is_empty() {
                true => listed.unit_id.and_then(|id| units.name(id)).unwrap_or_default(),
                false => listed.number,
            },
            subject: letter.subject,
            to_name: letter.to_name,
            postal_address: letter.postal_address,
            written: ctx.lang.moment(letter.created_at),
        }
    };
    Ok(PrintPage {
        page: Page::new(ctx, "print-title").with_errors(!errors.is_empty()),
        rows: letters.into_iter().map(row).collect(),
        total,
        may_print: Access::Counter.admits(Some(actor.role)),
        errors,
    })
}

async fn refuse(ctx: &Ctx, ids: Vec<Uuid>, key: &'static str, faults: &[(Uuid, String)]) -> Answer {
    let mut errors = FormErrors::default();
    errors.add("letters", key);
    page::invalid(&print_page(ctx, Some(ids), errors, faults).await?)
}

/// Makes one PDF of the ticked letters. They stay on the list until somebody says that they were printed: a
/// printer can fail.
///
/// # Errors
/// The database or the typesetting failed.
pub async fn pdf(ctx: Ctx, Form(form): Form<PrintForm>) -> Answer {
    let actor = ctx.actor()?;
    let ids = form.ids();
    let letters = print_store::chosen(ctx.app.db.read(), actor, ids.clone()).await?;
    if letters.is_empty() {
        return refuse(&ctx, ids, "error-print-none", &[]).await;
    }
    let plain = letters.iter().map(|one| (one.letter.id, print::plain(&ctx.app, one, ctx.today)));
    let plain: Vec<_> = plain.collect();
    let faults: Vec<(Uuid, String)> =
        plain.iter().filter_map(|(id, one)| Some((*id, print::fault(one)?))).collect();
    if !faults.is_empty() {
        return refuse(&ctx, ids, "error-print-fault", &faults).await;
    }
    let count = plain.len().to_string();
    let office = actor.unit_id.and_then(|id| ctx.app.units().office(id, ctx.lang));
    let office = office.unwrap_or_else(|| ctx.app.config.mail.from_name.clone());
    let pages = plain.into_iter().map(|(_, one)| one).collect();
    let bytes = print::pdf(office, pages, ctx.today).await?;
    let told = Entry::by(actor, Deed::LettersPrinted, None).with(&count);
    audit::note(&ctx.app, ctx.now, told).await?;
    let name = format!("thu-{}.pdf", ctx.today);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, content_disposition(&name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// Says of the ticked letters that they were printed.
///
/// # Errors
/// The database refuses.
pub async fn mark(ctx: Ctx, Form(form): Form<PrintForm>) -> Answer {
    let actor = ctx.actor()?;
    let ids = form.ids();
    let letters = print_store::chosen(ctx.app.db.read(), actor, ids.clone()).await?;
    if letters.is_empty() {
        return refuse(&ctx, ids, "error-print-none", &[]).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let marked = letters.iter().map(|one| one.letter.id).collect();
    print_store::mark(&tx, actor, marked, ctx.now).await?;
    let told = letters.iter().map(|one| Entry {
        unit_id: one.unit_id,
        ..Entry::by(actor, Deed::LetterMarked, Some(one.letter.id)).with("printed")
    });
    audit::commit(&ctx.app, tx, ctx.now, told.collect()).await?;
    Ok(redirect_with(&ctx, "/mail/print", "print-marked"))
}

/// Takes back that a letter was printed: it waits again.
///
/// # Errors
/// There is no such letter for the reader, or the database refuses.
pub async fn unmark(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    if !print_store::unmark(&tx, actor, id).await? {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::LetterMarked, Some(id)).with("not-printed");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/mail/print", "print-unmarked"))
}
