//! `GET /dialogues/new`, `POST /dialogues`, `GET /dialogues/{id}`; the acts are below.

pub mod acts;
pub mod calendar;
pub mod feeds;
pub mod minutes;
pub mod moving;
pub mod public;
pub mod shown;

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use entity::{campaign, case, household};
use law::meeting::MeetingKind;
use serde::Deserialize;
use uuid::Uuid;

use super::choices::{self, Choices, Nature};
use super::form::{AttendanceForm, MeetingForm, ReasonForm, TEXT_MAX, TITLE_MAX, invited};
use super::plan::{self, Invited, NewMeeting};
use super::store;
use super::title_of;
use super::view::NewPage;
use crate::audit::{self, Deed, Entry};
use crate::campaigns;
use crate::cases;
use crate::error::{Answer, AppError};
use crate::policy::{Actor, runs_dialogues_of};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    household: String,
    on: String,
    at: String,
    chair: String,
    room: String,
}

/// The household a meeting is about, with its campaign; none for an open conference.
async fn home(
    ctx: &Ctx,
    raw: &str,
    unit_id: Uuid,
) -> Result<Option<(household::Model, campaign::Model)>, AppError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let id: Uuid = raw.parse().map_err(|_| AppError::NotFound)?;
    let found = campaigns::store::get_household(ctx.app.db.read(), ctx.actor()?, id).await?;
    let is_open = found.1.unit_id == unit_id && found.1.closed_on.is_none();
    if is_open { Ok(Some(found)) } else { Err(AppError::NotFound) }
}

fn own_unit(actor: &Actor) -> Result<Uuid, AppError> {
    runs_dialogues_of(actor).ok_or(AppError::NotFound)
}

/// # Errors
/// There is no such household for the reader, or the database failed.
pub async fn new(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let actor = ctx.actor()?;
    let unit_id = own_unit(actor)?;
    let home = home(&ctx, &asked.household, unit_id).await?;
    let from = crate::bookings::minute(&asked.at).unwrap_or(8 * 60);
    let mut form = MeetingForm {
        household: asked.household,
        meeting_on: asked.on,
        from_time: crate::bookings::clock(from),
        to_time: crate::bookings::clock(from + 30),
        chair: asked.chair,
        room: asked.room,
        ..MeetingForm::default()
    };
    if let Some((household, campaign)) = &home {
        form.meeting_kind.clone_from(&campaign.kind);
        form.meeting_title = title_of(ctx.lang, campaign, household);
    }
    page::ok(&new_page(&ctx, home, form, FormErrors::default()).await?)
}

async fn new_page(
    ctx: &Ctx,
    home: Option<(household::Model, campaign::Model)>,
    form: MeetingForm,
    errors: FormErrors,
) -> Result<NewPage, AppError> {
    let choices = choices::of_unit(ctx, own_unit(ctx.actor()?)?).await?;
    let kind = |kind: &MeetingKind| {
        (kind.code().to_owned(), ctx.lang.t(&format!("meeting-kind-{}", kind.code())))
    };
    let (household, campaign) = home.unzip();
    Ok(NewPage {
        page: Page::new(ctx, "dialogue-new-title").with_errors(!errors.is_empty()),
        campaign: campaign.map(|one| (format!("/campaigns/{}", one.id), one.title)),
        household: household.map(|one| (format!("/households/{}", one.id), one.head_name)),
        kinds: MeetingKind::ALL.iter().map(kind).collect(),
        rooms: choices.room_options(),
        chairs: choices.chair_options(ctx),
        officers: choices.officer_options(ctx),
        form,
        errors,
    })
}

/// What was read of the form besides where and with whom.
struct Read {
    kind: Option<MeetingKind>,
    title: String,
    agenda: String,
    people: Vec<Invited>,
    case: Option<case::Model>,
}

async fn read(
    ctx: &Ctx,
    form: &MeetingForm,
    (home, unit_id): (Option<&(household::Model, campaign::Model)>, Uuid),
    errors: &mut FormErrors,
) -> Result<Read, AppError> {
    let kind = form.kind(errors);
    let title = errors.line("meeting_title", &form.meeting_title, true, TITLE_MAX);
    let agenda = errors.text("agenda", &form.agenda, true, TEXT_MAX);
    let mut people: Vec<Invited> = home
        .map(|(household, _)| plan::household_person(&ctx.app, household))
        .into_iter()
        .collect();
    people.extend(invited(errors, &form.invited));
    let case = match form.case_number.trim() {
        "" => None,
        number => {
            let db = ctx.app.db.read();
            // A denunciation has no dialogue, and nothing here may point at one.
            let reader = ctx.actor()?.without_denunciations();
            let found = cases::store::get_visible_by_number(db, &reader, unit_id, number).await?;
            if found.is_none() {
                errors.add("case_number", "error-case-number");
            }
            found
        }
    };
    if kind.is_some_and(MeetingKind::is_of_complaints_law) && form.case_number.trim().is_empty() {
        errors.add("case_number", "error-case-needed");
    }
    if home.is_none() && people.is_empty() && form.is_public != "yes" {
        errors.add("invited", "error-nobody-invited");
    }
    Ok(Read { kind, title, agenda, people, case })
}

/// # Errors
/// The reader plans for no unit, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<MeetingForm>) -> Answer {
    let actor = ctx.actor()?;
    let unit_id = own_unit(actor)?;
    let home = home(&ctx, &form.household, unit_id).await?;
    let choices: Choices = choices::of_unit(&ctx, unit_id).await?;
    let mut errors = FormErrors::default();
    let read = read(&ctx, &form, (home.as_ref(), unit_id), &mut errors).await?;
    let is_sensitive = form.is_sensitive == "yes";
    let is_group = read.case.as_ref().is_some_and(|case| case.complainants > 1);
    let nature = read.kind.map(|kind| Nature { kind, is_group, is_sensitive });
    if let Some((household, _)) = &home {
        let db = ctx.app.db.read();
        let meetings = store::of_households(db, vec![household.id]).await?;
        if !campaigns::can_meet(campaigns::standing(meetings.get(&household.id))) {
            errors.add("meeting_on", "error-household-ahead");
        }
    }
    let setting = choices::setting(&ctx, &mut errors, &form.setting(), &choices, nature);
    let Some((setting, kind)) = setting.zip(read.kind).filter(|_| errors.is_empty()) else {
        return page::invalid(&new_page(&ctx, home, form, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    let household_id = home.as_ref().map(|(household, _)| household.id);
    let round = match household_id {
        Some(id) => next_round(&tx, id).await?,
        None => 1,
    };
    let new = NewMeeting {
        unit_id,
        campaign_id: home.as_ref().map(|(_, campaign)| campaign.id),
        household_id,
        case_id: read.case.map(|case| case.id),
        kind,
        round,
        title: read.title,
        agenda: read.agenda,
        is_public: form.is_public == "yes",
        is_sensitive,
        setting,
        people: read.people,
    };
    match plan::plan(&tx, actor, vec![new], (ctx.today, ctx.now)).await? {
        Ok(ids) => {
            let told =
                |id: &Uuid| Entry::by(actor, Deed::DialogueChanged, Some(*id)).with("planned");
            let id = ids.first().copied().unwrap_or_default();
            audit::commit(&ctx.app, tx, ctx.now, ids.iter().map(told).collect()).await?;
            Ok(redirect_with(&ctx, &format!("/dialogues/{id}"), "dialogue-planned"))
        }
        Err(clashes) => {
            tx.rollback().await?;
            let household = home.as_ref().map(|(household, _)| household);
            choices::add_clashes(&mut errors, &choices, household, &clashes);
            page::invalid(&new_page(&ctx, home, form, errors).await?)
        }
    }
}

/// The household is locked until commit, so that no round is given twice.
///
/// # Errors
/// The database failed.
pub async fn next_round(tx: &crate::db::Tx, household_id: Uuid) -> Result<i32, AppError> {
    campaigns::store::lock_household(tx, household_id).await?;
    let rounds = store::of_households(tx, vec![household_id]).await?;
    let last = rounds.get(&household_id).and_then(|all| all.last()).map_or(0, |one| one.round);
    Ok(last + 1)
}

/// # Errors
/// It is not for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let meeting = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let forms = (AttendanceForm::default(), ReasonForm::default());
    page::ok(&shown::show_page(&ctx, &meeting, forms, FormErrors::default()).await?)
}
