//! `GET|POST /rooms`, `POST /rooms/{id}/closing|opening`.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::room;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use super::view::{RoomsPage, Row};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::runs_dialogues_of;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

const NAME_MAX: usize = 100;
const PLACE_MAX: usize = 200;
const SEATS_MAX: i32 = 2_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoomForm {
    pub room_name: String,
    pub room_place: String,
    pub room_ward: String,
    pub seats: String,
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx) -> Answer {
    page::ok(&list_page(&ctx, RoomForm::default(), FormErrors::default()).await?)
}

async fn list_page(ctx: &Ctx, form: RoomForm, errors: FormErrors) -> Result<RoomsPage, AppError> {
    let actor = ctx.actor()?;
    let units = ctx.app.units();
    let own = runs_dialogues_of(actor);
    let row = |room: room::Model| {
        let verb = if room.closed_on.is_some() { "opening" } else { "closing" };
        Row {
            ward: room.ward_id.and_then(|id| units.name(id)).unwrap_or_default(),
            office: units.name(room.unit_id).unwrap_or_default(),
            change: (own == Some(room.unit_id)).then(|| format!("/rooms/{}/{verb}", room.id)),
            is_closed: room.closed_on.is_some(),
            name: room.name,
            place: room.place,
            seats: room.seats,
        }
    };
    let rooms = store::of_units(ctx.app.db.read(), &actor.unit_ids).await?;
    let wards = units.wards(ctx.today);
    Ok(RoomsPage {
        page: Page::new(ctx, "rooms-title").with_errors(!errors.is_empty()),
        rows: rooms.into_iter().map(row).collect(),
        wards: wards.iter().map(|ward| (ward.id.to_string(), ward.name.clone())).collect(),
        may_add: own.is_some(),
        form,
        errors,
    })
}

/// # Errors
/// The reader plans for no unit, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<RoomForm>) -> Answer {
    let actor = ctx.actor()?;
    let Some(unit_id) = runs_dialogues_of(actor) else { return Err(AppError::NotFound) };
    let mut errors = FormErrors::default();
    let name = errors.line("room_name", &form.room_name, true, NAME_MAX);
    let place = errors.line("room_place", &form.room_place, true, PLACE_MAX);
    let wards = ctx.app.units();
    let ward_id = match form.room_ward.trim() {
        "" => None,
        raw => errors.choice("room_ward", raw, |raw| {
            wards.wards(ctx.today).iter().map(|ward| ward.id).find(|id| id.to_string() == raw)
        }),
    };
    let seats = form.seats.trim().parse().ok().filter(|seats| (1..=SEATS_MAX).contains(seats));
    if seats.is_none() {
        errors.add_with("seats", "error-seats", vec![("max", SEATS_MAX.to_string())]);
    }
    let Some(seats) = seats.filter(|_| errors.is_empty()) else {
        return page::invalid(&list_page(&ctx, form, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    let id = new_id(ctx.now);
    let row = room::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        ward_id: Set(ward_id),
        name: Set(name),
        place: Set(place),
        seats: Set(seats),
        closed_on: Set(None),
    };
    if !store::add(&tx, row).await? {
        tx.rollback().await?;
        errors.add("room_name", "error-room-taken");
        return page::invalid(&list_page(&ctx, form, errors).await?);
    }
    let told = Entry::by(actor, Deed::RoomChanged, Some(id)).with("opened");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/rooms", "room-added"))
}

/// No more meetings are planned in it; those that are stay.
///
/// # Errors
/// It is not a room of the reader's unit, or the database failed.
pub async fn close(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    set_closed(ctx, id, true).await
}

/// # Errors
/// It is not a room of the reader's unit, or the database failed.
pub async fn open(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    set_closed(ctx, id, false).await
}

async fn set_closed(ctx: Ctx, id: Uuid, is_closed: bool) -> Answer {
    let actor = ctx.actor()?;
    let Some(unit_id) = runs_dialogues_of(actor) else { return Err(AppError::NotFound) };
    let tx = ctx.app.db.begin_write().await?;
    if !store::set_closed(&tx, (id, unit_id), is_closed.then_some(ctx.today)).await? {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let (detail, flash) =
        if is_closed { ("closed", "room-closed") } else { ("opened", "room-opened") };
    let told = Entry::by(actor, Deed::RoomChanged, Some(id)).with(detail);
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/rooms", flash))
}
