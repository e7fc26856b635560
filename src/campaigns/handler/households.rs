//! `GET /campaigns/{id}/households/new`, `POST /campaigns/{id}/households`,
//! `POST /campaigns/{id}/households/import`, `GET|POST /households/{id}`.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::{campaign, household, meeting};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::super::form::{HOUSEHOLDS_MAX, Household, HouseholdForm, ImportForm};
use super::super::view::{HouseholdNewPage, HouseholdPage, MeetingRow};
use super::super::{can_meet, standing, store};
use super::own;
use crate::audit::{self, Deed, Entry};
use crate::bookings::Stretch;
use crate::cases;
use crate::dialogues;
use crate::error::{Answer, AppError};
use crate::policy::runs_dialogues_of;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// The ward of the campaign's own unit, where it is one.
fn home_ward(ctx: &Ctx, campaign: &campaign::Model) -> Option<Uuid> {
    let wards = ctx.app.units();
    wards.wards(campaign.starts_on).iter().map(|ward| ward.id).find(|id| *id == campaign.unit_id)
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn new(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let day = campaign.starts_on.to_string();
    let ward = home_ward(&ctx, &campaign).map(|id| id.to_string()).unwrap_or_default();
    let form = HouseholdForm { ward, lives_there_on: day.clone(), ..HouseholdForm::default() };
    let import = ImportForm { lives_there_on: day, ..ImportForm::default() };
    page::ok(&new_page(&ctx, &campaign, (form, import, false), FormErrors::default()))
}

fn ward_options(ctx: &Ctx, day: chrono::NaiveDate) -> Vec<(String, String)> {
    let units = ctx.app.units();
    units.wards(day).iter().map(|ward| (ward.id.to_string(), ward.name.clone())).collect()
}

fn new_page(
    ctx: &Ctx,
    campaign: &campaign::Model,
    (form, import, is_import): (HouseholdForm, ImportForm, bool),
    errors: FormErrors,
) -> HouseholdNewPage {
    let day = crate::web::form::parse_date(&form.lives_there_on).unwrap_or(campaign.starts_on);
    HouseholdNewPage {
        page: Page::new(ctx, "household-new-title").with_errors(!errors.is_empty()),
        campaign_href: format!("/campaigns/{}", campaign.id),
        campaign: campaign.title.clone(),
        wards: ward_options(ctx, day),
        form,
        import,
        is_import,
        errors,
    }
}

/// The case a household belongs to, by its number, if the reader sees it.
async fn case_of(
    ctx: &Ctx,
    campaign: &campaign::Model,
    number: &str,
    errors: &mut FormErrors,
) -> Result<Option<Uuid>, AppError> {
    if number.trim().is_empty() {
        return Ok(None);
    }
    let db = ctx.app.db.read();
    let reader = ctx.actor()?.without_denunciations();
    let found = cases::store::get_visible_by_number(db, &reader, campaign.unit_id, number).await?;
    if found.is_none() {
        errors.add("case_number", "error-case-number");
    }
    Ok(found.map(|case| case.id))
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn create(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<HouseholdForm>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let mut errors = FormErrors::default();
    let case_id = case_of(&ctx, &campaign, &form.case_number, &mut errors).await?;
    let read = form.read(&mut errors, &ctx.app.units());
    let import =
        ImportForm { lives_there_on: form.lives_there_on.clone(), ..ImportForm::default() };
    let Some(read) = read.filter(|_| errors.is_empty()) else {
        return page::invalid(&new_page(&ctx, &campaign, (form, import, false), errors));
    };
    if add(&ctx, &campaign, vec![(read, case_id)]).await? {
        return Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "household-added"));
    }
    too_many(&mut errors, "head_name");
    page::invalid(&new_page(&ctx, &campaign, (form, import, false), errors))
}

fn too_many(errors: &mut FormErrors, field: &'static str) {
    errors.add_with(field, "error-households-many", vec![("max", HOUSEHOLDS_MAX.to_string())]);
}

/// False if the campaign would become too large.
async fn add(
    ctx: &Ctx,
    campaign: &campaign::Model,
    households: Vec<(Household, Option<Uuid>)>,
) -> Result<bool, AppError> {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let last = store::last_position(&tx, campaign.id).await?;
    if i32::try_from(households.len()).is_ok_and(|count| last + count > HOUSEHOLDS_MAX) {
        tx.rollback().await?;
        return Ok(false);
    }
    let rows = (last + 1..).zip(households);
    let row = |(position, (one, case)): (i32, (Household, Option<Uuid>))| {
        one.row(campaign.id, position, case, ctx.now)
    };
    let rows = rows.map(row);
    store::add_households(&tx, rows.collect()).await?;
    let told = Entry::by(actor, Deed::CampaignChanged, Some(campaign.id)).with("households");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(true)
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn import(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ImportForm>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let mut errors = FormErrors::default();
    let households = form.read(&mut errors, &ctx.app.units(), home_ward(&ctx, &campaign));
    let single =
        HouseholdForm { lives_there_on: form.lives_there_on.clone(), ..HouseholdForm::default() };
    if errors.is_empty() {
        let households = households.into_iter().map(|one| (one, None)).collect();
        if add(&ctx, &campaign, households).await? {
            return Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "households-added"));
        }
        too_many(&mut errors, "lines");
    }
    page::invalid(&new_page(&ctx, &campaign, (single, form, true), errors))
}

/// # Errors
/// It is not for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let found = store::get_household(ctx.app.db.read(), ctx.actor()?, id).await?;
    let form = stored_form(&ctx, &found.0).await?;
    page::ok(&household_page(&ctx, &found, form, FormErrors::default(), false).await?)
}

/// The case a household belongs to, if the reader sees it.
async fn visible_case(
    ctx: &Ctx,
    found: &household::Model,
) -> Result<Option<entity::case::Model>, AppError> {
    let Some(id) = found.case_id else { return Ok(None) };
    match cases::store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await {
        Ok(case) => Ok(Some(case)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn stored_form(ctx: &Ctx, one: &household::Model) -> Result<HouseholdForm, AppError> {
    Ok(HouseholdForm {
        head_name: one.head_name.clone(),
        members: one.members.clone(),
        phone: one.phone.clone(),
        email: one.email.clone(),
        address: one.address.clone(),
        residential_group: one.residential_group.clone(),
        ward: one.ward_id.map(|id| id.to_string()).unwrap_or_default(),
        lives_there_on: one.lives_there_on.to_string(),
        wishes: one.wishes.clone(),
        language: one.language.clone(),
        case_number: visible_case(ctx, one).await?.map(|case| case.number).unwrap_or_default(),
        version: one.version.to_string(),
    })
}

fn meeting_row(ctx: &Ctx, one: &meeting::Model) -> MeetingRow {
    let stretch = Stretch { on: one.held_on, from: one.from_minute, to: one.to_minute };
    MeetingRow {
        href: format!("/dialogues/{}", one.id),
        round: one.round,
        when: format!("{}, {}", stretch.hours(), ctx.lang.date(one.held_on)),
        place: one.place.clone(),
        stage: ctx.lang.t(&format!("meeting-stage-{}", one.stage)),
        mark: dialogues::mark(&one.stage),
    }
}

async fn household_page(
    ctx: &Ctx,
    (found, campaign): &(household::Model, campaign::Model),
    form: HouseholdForm,
    errors: FormErrors,
    is_stale: bool,
) -> Result<HouseholdPage, AppError> {
    let db = ctx.app.db.read();
    let meetings = dialogues::store::of_households(db, vec![found.id]).await?;
    let last = standing(meetings.get(&found.id));
    let is_own = runs_dialogues_of(ctx.actor()?) == Some(campaign.unit_id);
    let case = visible_case(ctx, found).await?;
    let day = crate::web::form::parse_date(&form.lives_there_on).unwrap_or(found.lives_there_on);
    let theirs = match is_stale {
        true => differences(ctx, &stored_form(ctx, found).await?, &form),
        false => Vec::new(),
    };
    let language = |code: &str| (code.to_owned(), ctx.lang.t(&format!("language-{code}")));
    Ok(HouseholdPage {
        page: Page::titled(ctx, found.head_name.clone()).with_errors(!errors.is_empty()),
        href: format!("/households/{}", found.id),
        name: found.head_name.clone(),
        campaign_href: format!("/campaigns/{}", campaign.id),
        campaign: campaign.title.clone(),
        ward: found.ward_id.and_then(|id| ctx.app.units().name(id)).unwrap_or_default(),
        case: case.map(|case| (format!("/cases/{}", case.id), case.number)),
        plan: (is_own && campaign.closed_on.is_none() && can_meet(last))
            .then(|| format!("/dialogues/new?household={}", found.id)),
        meetings: meetings
            .get(&found.id)
            .into_iter()
            .flatten()
            .map(|m| meeting_row(ctx, m))
            .collect(),
        is_mine: is_own && campaign.closed_on.is_none(),
        wards: ward_options(ctx, day),
        languages: ["vi", "en"].into_iter().map(language).collect(),
        version: found.version,
        form,
        errors,
        theirs,
    })
}

/// Fields that somebody else stored otherwise than they were typed now.
fn differences(ctx: &Ctx, stored: &HouseholdForm, typed: &HouseholdForm) -> Vec<(String, String)> {
    let ward =
        |raw: &str| raw.parse().ok().and_then(|id| ctx.app.units().name(id)).unwrap_or_default();
    let fields = [
        ("head_name", stored.head_name.clone(), typed.head_name.clone()),
        ("members", stored.members.clone(), typed.members.clone()),
        ("phone", stored.phone.clone(), typed.phone.clone()),
        ("email", stored.email.clone(), typed.email.clone()),
        ("address", stored.address.clone(), typed.address.clone()),
        ("residential_group", stored.residential_group.clone(), typed.residential_group.clone()),
        ("ward", ward(&stored.ward), ward(&typed.ward)),
        ("lives_there_on", stored.lives_there_on.clone(), typed.lives_there_on.clone()),
        ("wishes", stored.wishes.clone(), typed.wishes.clone()),
        ("case_number", stored.case_number.clone(), typed.case_number.clone()),
    ];
    let changed = fields.into_iter().filter(|(_, stored, typed)| stored != typed);
    changed.map(|(field, stored, _)| (ctx.lang.t(&format!("field-{field}")), stored)).collect()
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn update(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<HouseholdForm>) -> Answer {
    let actor = ctx.actor()?;
    let found = store::get_household(ctx.app.db.read(), actor, id).await?;
    own(&ctx, found.1.id).await?;
    let mut errors = FormErrors::default();
    // A case the reader does not see stays where it is.
    let hidden = match visible_case(&ctx, &found.0).await? {
        Some(_) => None,
        None => found.0.case_id,
    };
    let case_id = case_of(&ctx, &found.1, &form.case_number, &mut errors).await?.or(hidden);
    let read = form.read(&mut errors, &ctx.app.units());
    let Some(read) = read.filter(|_| errors.is_empty()) else {
        return page::invalid(&household_page(&ctx, &found, form, errors, false).await?);
    };
    let row = household::ActiveModel { case_id: Set(case_id), ..read.changed() };
    let version = form.version.parse().unwrap_or(0);
    let tx = ctx.app.db.begin_write().await?;
    if !store::update_household(&tx, (id, version), row).await? {
        tx.rollback().await?;
        let page = household_page(&ctx, &found, form, errors, true).await?;
        return page::html(axum::http::StatusCode::CONFLICT, &page);
    }
    let told = Entry::by(actor, Deed::CampaignChanged, Some(id)).with("household");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/households/{id}"), "household-changed"))
}
