//! `GET|POST /campaigns`, `GET /campaigns/new`, `GET /campaigns/{id}`, `POST /campaigns/{id}/closing`.

pub mod households;
pub mod plan;

use std::collections::BTreeMap;

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use entity::{account, campaign, household, meeting};
use law::meeting::{MeetingKind, Stage};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::form::{CampaignForm, HOUSEHOLDS_MAX};
use super::view::{CampaignRow, HouseholdRow, ListPage, NewPage, ShowPage, Tally};
use super::{can_meet, standing, store};
use crate::accounts::store::{names, staff};
use crate::audit::{self, Deed, Entry};
use crate::bookings::clock;
use crate::commitments;
use crate::dialogues;
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::{Role, runs_dialogues_of};
use crate::text::fold;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    page: String,
}

fn campaign_row(ctx: &Ctx, one: &campaign::Model, households: i64) -> CampaignRow {
    CampaignRow {
        href: format!("/campaigns/{}", one.id),
        title: one.title.clone(),
        kind: ctx.lang.t(&format!("meeting-kind-{}", one.kind)),
        office: ctx.app.units().name(one.unit_id).unwrap_or_default(),
        starts_on: one.starts_on,
        households,
        is_closed: one.closed_on.is_some(),
    }
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let total = store::count(db, actor).await?;
    let number = page_number(&asked.page, total);
    let rows = store::list(db, actor, (number - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let sizes = store::sizes(db, rows.iter().map(|one| one.id).collect()).await?;
    let row =
        |one: &campaign::Model| campaign_row(&ctx, one, sizes.get(&one.id).copied().unwrap_or(0));
    page::ok(&ListPage {
        page: Page::new(&ctx, "campaigns-title"),
        rows: rows.iter().map(row).collect(),
        pager: Pager::new("/campaigns?", number, total),
        may_add: runs_dialogues_of(actor).is_some(),
    })
}

/// # Errors
/// The reader plans for no unit, or the database failed.
pub async fn new(ctx: Ctx) -> Answer {
    let form = CampaignForm {
        meeting_kind: MeetingKind::Persuasion.code().to_owned(),
        starts_on: ctx.today.to_string(),
        ..CampaignForm::default()
    };
    page::ok(&new_page(&ctx, form, FormErrors::default()).await?)
}

/// Who can answer for a campaign: heads and leaders of the unit.
async fn leaders(ctx: &Ctx, unit_id: Uuid) -> Result<Vec<account::Model>, AppError> {
    let roles = [Role::Chairman, Role::Leader].map(Role::code);
    staff(ctx.app.db.read(), Some(vec![unit_id]), &roles).await
}

async fn new_page(ctx: &Ctx, form: CampaignForm, errors: FormErrors) -> Result<NewPage, AppError> {
    let unit_id = runs_dialogues_of(ctx.actor()?).ok_or(AppError::NotFound)?;
    let kind = |kind: &MeetingKind| {
        (kind.code().to_owned(), ctx.lang.t(&format!("meeting-kind-{}", kind.code())))
    };
    let leaders = leaders(ctx, unit_id).await?;
    Ok(NewPage {
        page: Page::new(ctx, "campaign-new-title").with_errors(!errors.is_empty()),
        kinds: MeetingKind::ALL.iter().map(kind).collect(),
        leaders: leaders.into_iter().map(|one| (one.id.to_string(), one.display_name)).collect(),
        form,
        errors,
    })
}

/// # Errors
/// The reader plans for no unit, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<CampaignForm>) -> Answer {
    let actor = ctx.actor()?;
    let unit_id = runs_dialogues_of(actor).ok_or(AppError::NotFound)?;
    let leaders: Vec<Uuid> = leaders(&ctx, unit_id).await?.iter().map(|one| one.id).collect();
    let mut errors = FormErrors::default();
    let Some(read) = form.read(&mut errors, &leaders) else {
        return page::invalid(&new_page(&ctx, form, errors).await?);
    };
    let id = new_id(ctx.now);
    let row = campaign::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        kind: Set(read.kind.code().to_owned()),
        title: Set(read.title),
        purpose: Set(read.purpose),
        basis: Set(read.basis),
        starts_on: Set(read.starts_on),
        leader_id: Set(read.leader_id),
        is_public: Set(read.is_public),
        closed_on: Set(None),
        version: Set(1),
        created_by: Set(actor.account_id),
        created_at: Set(ctx.now),
    };
    let tx = ctx.app.db.begin_write().await?;
    store::add(&tx, row).await?;
    let told = Entry::by(actor, Deed::CampaignChanged, Some(id)).with("created");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "campaign-created"))
}

fn household_row(
    ctx: &Ctx,
    one: &household::Model,
    last: Option<&meeting::Model>,
    open_promises: i64,
    is_mine: bool,
) -> HouseholdRow {
    let state =
        last.map_or("household-waiting".to_owned(), |last| format!("meeting-stage-{}", last.stage));
    let when = |last: &meeting::Model| {
        let when = format!("{}, {}", clock(last.from_minute), ctx.lang.date(last.held_on));
        (format!("/dialogues/{}", last.id), when)
    };
    HouseholdRow {
        href: format!("/households/{}", one.id),
        position: one.position,
        name: one.head_name.clone(),
        address: ctx.app.units().address(&one.address, &one.residential_group, one.ward_id),
        reach: if one.email.is_empty() { one.phone.clone() } else { one.email.clone() },
        state: ctx.lang.t(&state),
        mark: last.map_or("paused", |last| dialogues::mark(&last.stage)),
        meeting: last.map(when),
        open_promises,
        plan: (is_mine && can_meet(last)).then(|| format!("/dialogues/new?household={}", one.id)),
    }
}

/// # Errors
/// It is not for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let found = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    page::ok(&show_page(&ctx, &found, asked, FormErrors::default()).await?)
}

/// # Errors
/// The database failed.
pub async fn show_page(
    ctx: &Ctx,
    found: &campaign::Model,
    asked: Asked,
    errors: FormErrors,
) -> Result<ShowPage, AppError> {
    let db = ctx.app.db.read();
    let words = fold(&asked.q);
    let total = store::count_households(db, found.id, &words).await?;
    let number = page_number(&asked.page, total);
    let all = u64::try_from(HOUSEHOLDS_MAX).unwrap_or(0);
    let everybody = store::households(db, found.id, "", (0, all)).await?;
    let ids: Vec<Uuid> = everybody.iter().map(|one| one.id).collect();
    let meetings = dialogues::store::of_households(db, ids).await?;
    let part = ((number - 1) * PAGE_SIZE, PAGE_SIZE);
    let households = store::households(db, found.id, &words, part).await?;
    let of_page: Vec<Uuid> = households
        .iter()
        .filter_map(|one| standing(meetings.get(&one.id)).map(|last| last.id))
        .collect();
    let promises = commitments::store::open_of_meetings(db, of_page).await?;
    let is_mine =
        runs_dialogues_of(ctx.actor()?) == Some(found.unit_id) && found.closed_on.is_none();
    let row = |one: &household::Model| {
        let last = standing(meetings.get(&one.id));
        let open = last.and_then(|last| promises.get(&last.id)).copied().unwrap_or(0);
        household_row(ctx, one, last, open, is_mine)
    };
    let leader = found.leader_id.into_iter().collect();
    let leader = names(db, leader).await?.into_values().next().unwrap_or_default();
    let base = format!("/campaigns/{}?q={}&", found.id, words.replace(' ', "+"));
    Ok(ShowPage {
        page: Page::titled(ctx, found.title.clone()).with_errors(!errors.is_empty()),
        href: format!("/campaigns/{}", found.id),
        row: campaign_row(ctx, found, i64::try_from(everybody.len()).unwrap_or(0)),
        purpose: found.purpose.clone(),
        basis: found.basis.clone(),
        leader,
        is_public: found.is_public,
        tallies: tallies(ctx, &everybody, &meetings),
        rows: households.iter().map(row).collect(),
        words: asked.q,
        pager: Pager::new(&base, number, total),
        is_mine,
        unannounced: dialogues::store::unannounced(db, found.id).await?.len(),
        version: found.version,
        errors,
    })
}

/// How many households stand where, in the order of a campaign.
fn tallies(
    ctx: &Ctx,
    households: &[household::Model],
    meetings: &std::collections::HashMap<Uuid, Vec<meeting::Model>>,
) -> Vec<Tally> {
    let mut counts: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for one in households {
        let last = standing(meetings.get(&one.id));
        let stage = last.and_then(|last| Stage::from_code(&last.stage));
        let place = stage.and_then(|stage| Stage::ALL.iter().position(|one| *one == stage));
        let key = last
            .map_or("household-waiting".to_owned(), |last| format!("meeting-stage-{}", last.stage));
        let entry = counts.entry(place.map_or(0, |place| place + 1)).or_insert((key, 0));
        entry.1 += 1;
    }
    counts.into_values().map(|(key, count)| Tally { label: ctx.lang.t(&key), count }).collect()
}

/// No more households and meetings; what stands is followed to its end.
///
/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn close(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(form): Form<dialogues::form::VersionForm>,
) -> Answer {
    let actor = ctx.actor()?;
    let found = own(&ctx, id).await?;
    if form.version != found.version.to_string() {
        return Err(AppError::Conflict(format!("campaign {id}")));
    }
    let row = campaign::ActiveModel { closed_on: Set(Some(ctx.today)), ..Default::default() };
    let tx = ctx.app.db.begin_write().await?;
    if !store::update(&tx, (id, found.version), row).await? {
        tx.rollback().await?;
        return Err(AppError::Conflict(format!("campaign {id}")));
    }
    let told = Entry::by(actor, Deed::CampaignChanged, Some(id)).with("closed");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "campaign-closed"))
}

/// An open campaign of the reader's own unit.
///
/// # Errors
/// There is none such, or the database failed.
pub async fn own(ctx: &Ctx, id: Uuid) -> Result<campaign::Model, AppError> {
    let actor = ctx.actor()?;
    let found = store::get_visible(ctx.app.db.read(), actor, id).await?;
    let is_own = runs_dialogues_of(actor) == Some(found.unit_id) && found.closed_on.is_none();
    if is_own { Ok(found) } else { Err(AppError::NotFound) }
}
