//! `GET|POST /calendar-feeds`, `POST /calendar-feeds/{id}/revocation`, `GET /feeds/{file}`: the reader's own
//! calendar by a secret link. Whoever has the link sees when and where, and no household's name.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::Days;
use entity::{calendar_feed, meeting};
use law::meeting::Stage;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::super::ics::{self, Words};
use super::super::store;
use super::super::view::{FeedRow, FeedsPage};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::bookings::minute;
use crate::clock::from_vietnam;
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::mail::letter::host_of;
use crate::reception;
use crate::secrets::random_token;
use crate::web::context::{Ctx, redirect_with};
use crate::web::i18n::Lang;
use crate::web::page::{self, Page};

/// What the hash of a link is bound to.
const PURPOSE: &str = "calendar-feed";
/// A subscribed calendar keeps what was.
const BACK: Days = Days::new(60);
/// Links nobody needs more of at a time.
const LIVE_MAX: usize = 5;

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx) -> Answer {
    page::ok(&feeds_page(&ctx, None).await?)
}

async fn feeds_page(ctx: &Ctx, link: Option<String>) -> Result<FeedsPage, AppError> {
    let feeds = store::feeds(ctx.app.db.read(), ctx.actor()?.account_id).await?;
    let row = |feed: calendar_feed::Model| FeedRow {
        made: feed.created_at,
        revoked: feed.revoked_at,
        revocation: format!("/calendar-feeds/{}/revocation", feed.id),
    };
    Ok(FeedsPage {
        page: Page::new(ctx, "feeds-title"),
        link,
        rows: feeds.into_iter().map(row).collect(),
    })
}

/// Makes a link and shows it once.
///
/// # Errors
/// The reader has too many, or the database failed.
pub async fn create(ctx: Ctx) -> Answer {
    let actor = ctx.actor()?;
    let token = random_token()?;
    let tx = ctx.app.db.begin_write().await?;
    let live = store::feeds(&tx, actor.account_id).await?;
    if live.iter().filter(|feed| feed.revoked_at.is_none()).count() >= LIVE_MAX {
        tx.rollback().await?;
        return Ok(redirect_with(&ctx, "/calendar-feeds", "feeds-many"));
    }
    let id = new_id(ctx.now);
    let row = calendar_feed::ActiveModel {
        id: Set(id),
        account_id: Set(actor.account_id),
        token_hash: Set(ctx.app.key.token_hash(PURPOSE, &token)),
        created_at: Set(ctx.now),
        revoked_at: Set(None),
    };
    store::add_feed(&tx, row).await?;
    let told = Entry::by(actor, Deed::FeedChanged, Some(id)).with("made");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    let link = format!("{}/feeds/{token}.ics", ctx.app.config.server.public_url);
    page::ok(&feeds_page(&ctx, Some(link)).await?)
}

/// # Errors
/// It is not the reader's, or the database failed.
pub async fn revoke(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    if !store::revoke_feed(&tx, (id, actor.account_id), ctx.now).await? {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::FeedChanged, Some(id)).with("revoked");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/calendar-feeds", "feeds-revoked"))
}

/// # Errors
/// There is no such link, it was revoked, or whose it is was locked; or the database failed.
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Answer {
    let db = ctx.app.db.read();
    let token = file.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    let hash = ctx.app.key.token_hash(PURPOSE, token);
    let feed = store::live_feed(db, &hash).await?.ok_or(AppError::NotFound)?;
    let account = accounts::store::get(db, feed.account_id).await?;
    if account.locked_at.is_some() {
        return Err(AppError::NotFound);
    }
    let lang = Lang::from_code(&account.language).unwrap_or_default();
    let from = ctx.today - BACK;
    let meetings = store::of_person(db, account.id, from).await?;
    let receptions = reception::store::of_host(db, account.id, from).await?;
    let mut entries: Vec<icalendar::Event> =
        meetings.iter().map(|one| meeting_entry(&ctx, lang, one)).collect();
    entries.extend(receptions.iter().map(|one| reception_entry(&ctx, lang, one)));
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        // Nobody in between keeps what a secret link gives.
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, ics::feed(&lang.t("feed-name"), entries)).into_response())
}

/// A calendar of a person lies with whoever provides it: no names of households.
fn meeting_entry(ctx: &Ctx, lang: Lang, one: &meeting::Model) -> icalendar::Event {
    let url = &ctx.app.config.server.public_url;
    let is_gone = Stage::from_code(&one.stage).is_some_and(|stage| !stage.takes_place());
    let kind = lang.t(&format!("meeting-kind-{}", one.kind));
    let words = Words {
        summary: &lang.ta("feed-meeting", &[("kind", kind)]),
        description: &format!("{url}/dialogues/{}", one.id),
        host: host_of(url),
    };
    ics::entry(one, &words, is_gone, ctx.now)
}

fn reception_entry(ctx: &Ctx, lang: Lang, one: &entity::reception_day::Model) -> icalendar::Event {
    use icalendar::{Component, EventLike};
    let at = |raw: &str| {
        let minutes = chrono::TimeDelta::minutes(i64::from(minute(raw).unwrap_or(0)));
        from_vietnam(one.held_on, 0, 0) + minutes
    };
    icalendar::Event::new()
        .uid(&format!("reception-{}@{}", one.id, one.unit_id))
        .sequence(one.version.unsigned_abs())
        .timestamp(ctx.now)
        .starts(at(&one.from_time))
        .ends(at(&one.to_time))
        .summary(&lang.t("reception-title"))
        .location(&one.place)
        .done()
}
