//! `GET /mail`, `POST /mail/{id}/retry`: letters of the reader's cases, and those that failed.

pub mod demo;

use axum::extract::Path;
use axum_extra::extract::Query;
use entity::outbox;
use serde::Deserialize;
use uuid::Uuid;

use super::letter::NOBODY;
use super::store;
use super::view::{LetterRow, LettersPage, StateTab};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::access::Access;
use crate::web::context::{Ctx, redirect_with};
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

const STATES: [&str; 4] = ["all", "waiting", "sent", "failed"];

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    state: String,
    page: String,
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let asked = STATES.into_iter().find(|state| *state == query.state).unwrap_or("all");
    let tally = store::tally(db, actor).await?;
    let tab = |state: &str| StateTab {
        href: format!("/mail?state={state}"),
        label: ctx.lang.t(&format!("mail-state-{state}")),
        count: tally.of(state),
        is_current: state == asked,
    };
    let total = tally.of(asked);
    let number = page_number(&query.page, total);
    let letters = store::list(db, actor, asked, (number - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let may_retry = Access::Counter.admits(Some(actor.role));
    let rows = letters.into_iter().map(|(letter, number)| row(&ctx, letter, number, may_retry));
    let template = LettersPage {
        page: Page::new(&ctx, "mail-title"),
        tabs: STATES.into_iter().map(tab).collect(),
        rows: rows.collect(),
        pager: Pager::new(&format!("/mail?state={asked}&"), number, total),
    };
    page::ok(&template)
}

fn row(ctx: &Ctx, letter: outbox::Model, case_number: String, may_retry: bool) -> LetterRow {
    let lang = ctx.lang;
    let is_nobody = letter.last_error.as_deref() == Some(NOBODY);
    let tried = lang.ta("mail-tried", &[("count", letter.attempts.to_string())]);
    let error = letter.last_error.clone().unwrap_or_default();
    let (mark, state, detail) = match (letter.sent_at, letter.failed_at) {
        (Some(at), _) => ("met", "sent", lang.moment(at)),
        (None, Some(_)) if is_nobody => ("overdue", "failed", lang.t("mail-nobody-help")),
        (None, Some(_)) => ("overdue", "failed", format!("{tried}: {error}")),
        (None, None) if letter.attempts > 0 => ("due-soon", "waiting", format!("{tried}: {error}")),
        (None, None) => {
            let at = [("at", lang.moment(letter.available_at))];
            ("paused", "waiting", lang.ta("mail-waiting-until", &at))
        }
    };
    let to = if is_nobody {
        lang.t("mail-nobody")
    } else {
        format!("{} ({})", letter.to_name, letter.to_address)
    };
    LetterRow {
        case_href: letter.case_id.map(|id| format!("/cases/{id}")).unwrap_or_default(),
        case_number,
        subject: letter.subject,
        to,
        written: lang.moment(letter.created_at),
        mark,
        state: lang.t(&format!("mail-state-{state}")),
        detail,
        retry: (state == "failed" && !is_nobody && may_retry)
            .then(|| format!("/mail/{}/retry", letter.id)),
    }
}

/// # Errors
/// There is no such failed letter for this reader.
pub async fn retry(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let tx = ctx.app.db.begin_write().await?;
    let is_back = store::retry(&tx, ctx.actor()?, id, ctx.now).await?;
    if !is_back {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(ctx.actor()?, Deed::LetterRetried, Some(id));
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    tracing::info!(letter = %id, account = %ctx.actor()?.account_id, "letter put back");
    Ok(redirect_with(&ctx, "/mail?state=waiting", "mail-retried"))
}
