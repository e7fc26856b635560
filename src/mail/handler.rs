//! `GET /mail`, `POST /mail/{id}/retry`: letters of the reader's cases and units, those that failed, and
//! addresses that take none.

pub mod bounce;
pub mod demo;
pub mod print;

use axum::extract::Path;
use axum_extra::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use super::dead_store;
use super::letter::NOBODY;
use super::list_store::{self, Listed};
use super::view::{
    CaseRef, DeadRow, LetterDeed, LetterRow, LettersPage, StateTab, UndeliverablePage,
};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::access::Access;
use crate::web::context::{Ctx, redirect_with};
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

const STATES: [&str; 7] = ["all", "waiting", "sent", "failed", "paper", "printed", UNDELIVERABLE];

/// No state of a letter: the addresses behind those that came back.
const UNDELIVERABLE: &str = "undeliverable";

/// Cases named beside a dead address.
const CASES_SHOWN: usize = 10;

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
    let tally = list_store::tally(db, actor).await?;
    let dead = dead_store::count(db, actor).await?;
    let tab = |state: &str| StateTab {
        href: format!("/mail?state={state}"),
        label: ctx.lang.t(&format!("mail-state-{state}")),
        count: if state == UNDELIVERABLE { dead } else { tally.of(state) },
        is_current: state == asked,
    };
    let tabs = STATES.into_iter().map(tab).collect();
    if asked == UNDELIVERABLE {
        return undeliverable(&ctx, tabs).await;
    }
    let total = tally.of(asked);
    let number = page_number(&query.page, total);
    let letters = list_store::list(db, actor, asked, (number - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let may_act = Access::Counter.admits(Some(actor.role));
    let rows = letters.into_iter().map(|letter| row(&ctx, letter, may_act));
    let template = LettersPage {
        page: Page::new(&ctx, "mail-title"),
        tabs,
        rows: rows.collect(),
        pager: Pager::new(&format!("/mail?state={asked}&"), number, total),
        to_print: tally.of("paper"),
    };
    page::ok(&template)
}

async fn undeliverable(ctx: &Ctx, tabs: Vec<StateTab>) -> Answer {
    let actor = ctx.actor()?;
    let may_act = Access::Counter.admits(Some(actor.role));
    let found = dead_store::list(ctx.app.db.read(), actor).await?;
    let mut rows = Vec::new();
    for (dead, letters) in found {
        let mut cases: Vec<CaseRef> = Vec::new();
        for Listed { letter, number, .. } in letters {
            let Some(id) = letter.case_id else { continue };
            if cases.len() < CASES_SHOWN && !cases.iter().any(|case| case.number == number) {
                cases.push(CaseRef { href: format!("/cases/{id}"), number });
            }
        }
        rows.push(DeadRow {
            address: dead.address,
            since: ctx.lang.moment(dead.since),
            reason: dead.reason,
            cases,
            clearing: may_act.then(|| format!("/mail/addresses/{}/clearing", dead.id)),
        });
    }
    page::ok(&UndeliverablePage { page: Page::new(ctx, "mail-title"), tabs, rows })
}

/// What a letter's state is called, its mark, and what more there is to say.
fn state(ctx: &Ctx, listed: &Listed) -> (&'static str, &'static str, String) {
    let (lang, letter) = (ctx.lang, &listed.letter);
    let tried = lang.ta("mail-tried", &[("count", letter.attempts.to_string())]);
    let error = letter.last_error.clone().unwrap_or_default();
    let is_paper = letter.to_address.is_empty() && !letter.postal_address.is_empty();
    match (letter.sent_at, letter.failed_at, letter.printed_at) {
        (Some(at), ..) if letter.in_digest => {
            ("met", "sent", lang.ta("mail-in-digest-sent", &[("at", lang.moment(at))]))
        }
        (Some(at), ..) => ("met", "sent", lang.moment(at)),
        (None, Some(_), _) if error == NOBODY => ("overdue", "failed", lang.t("mail-nobody-help")),
        (None, Some(_), _) => ("overdue", "failed", format!("{tried}: {error}")),
        (None, None, Some(at)) => ("met", "printed", lang.moment(at)),
        (None, None, None) if is_paper && !letter.dead_address.is_empty() => {
            ("due-soon", "paper", lang.ta("mail-paper-instead", &[("why", error)]))
        }
        (None, None, None) if is_paper => ("due-soon", "paper", letter.postal_address.clone()),
        (None, None, None) if letter.in_digest => ("paused", "waiting", lang.t("mail-in-digest")),
        (None, None, None) if letter.attempts > 0 => {
            ("due-soon", "waiting", format!("{tried}: {error}"))
        }
        (None, None, None) => {
            let at = [("at", lang.moment(letter.available_at))];
            ("paused", "waiting", lang.ta("mail-waiting-until", &at))
        }
    }
}

fn row(ctx: &Ctx, listed: Listed, may_act: bool) -> LetterRow {
    let lang = ctx.lang;
    let (mark, state, detail) = state(ctx, &listed);
    let letter = listed.letter;
    let is_nobody = letter.last_error.as_deref() == Some(NOBODY);
    let to = match letter.to_address.is_empty() {
        _ if is_nobody => lang.t("mail-nobody"),
        true => letter.to_name,
        false => format!("{} ({})", letter.to_name, letter.to_address),
    };
    let deed = match state {
        "failed" if !is_nobody => Some(("retry", "mail-retry")),
        "printed" => Some(("printed/removal", "print-unmark")),
        _ => None,
    };
    let unit = || listed.unit_id.and_then(|id| ctx.app.units().name(id)).unwrap_or_default();
    LetterRow {
        case_href: letter.case_id.map(|id| format!("/cases/{id}")).unwrap_or_default(),
        case_number: if listed.number.is_empty() { unit() } else { listed.number },
        subject: letter.subject,
        to,
        written: lang.moment(letter.created_at),
        mark,
        state: lang.t(&format!("mail-state-{state}")),
        detail,
        deed: deed.filter(|_| may_act).map(|(deed, label)| LetterDeed {
            action: format!("/mail/{}/{deed}", letter.id),
            label: lang.t(label),
        }),
    }
}

/// # Errors
/// There is no such failed letter for this reader.
pub async fn retry(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let tx = ctx.app.db.begin_write().await?;
    let is_back = list_store::retry(&tx, ctx.actor()?, id, ctx.now).await?;
    if !is_back {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(ctx.actor()?, Deed::LetterRetried, Some(id));
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    tracing::info!(letter = %id, account = %ctx.actor()?.account_id, "letter put back");
    Ok(redirect_with(&ctx, "/mail?state=waiting", "mail-retried"))
}
