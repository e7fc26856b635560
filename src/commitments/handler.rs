//! `GET /commitments`, `GET /commitments/{id}`, `POST /commitments/{id}/facts/{fact}`,
//! `GET|POST /dialogues/{id}/commitments`.

pub mod answer;

use std::collections::HashMap;

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use entity::{account, commitment, meeting};
use law::meeting::Stage as MeetingStage;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::act::{self, Outcome};
use super::form::{FactForm, NOTE_MAX, PromiseForm};
use super::store::{self, Listed};
use super::view::{Act, FactRow, ListPage, NewPage, Row, ShowPage, Tab};
use super::{Fact, Stage, standing};
use crate::accounts::store::{names, staff};
use crate::audit::{self, Deed, Entry};
use crate::dialogues;
use crate::dialogues::act::By;
use crate::error::{Answer, AppError};
use crate::policy::{Role, works_on_dialogue};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    page: String,
}

/// Titles of meetings and names of people, for rows.
struct Known {
    titles: HashMap<Uuid, String>,
    people: HashMap<Uuid, String>,
}

async fn known(db: &impl ConnectionTrait, rows: &[commitment::Model]) -> Result<Known, AppError> {
    let people = rows.iter().filter_map(|row| row.responsible_id).collect();
    let titles = store::titles(db, rows.iter().map(|row| row.meeting_id).collect()).await?;
    Ok(Known { titles, people: names(db, people).await? })
}

fn row(ctx: &Ctx, one: &commitment::Model, known: &Known) -> Row {
    let (stage, mark) = standing(one, ctx.today);
    let name = |id: Uuid| known.people.get(&id).cloned();
    Row {
        href: format!("/commitments/{}", one.id),
        what: one.what.clone(),
        body: one.body.clone(),
        responsible: one.responsible_id.and_then(name).unwrap_or_default(),
        due_on: one.due_on,
        stage: ctx.lang.t(&format!("commitment-stage-{stage}")),
        mark,
        meeting_href: format!("/dialogues/{}", one.meeting_id),
        meeting: known.titles.get(&one.meeting_id).cloned().unwrap_or_default(),
    }
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (actor, db) = (ctx.actor()?, ctx.app.db.read());
    let which = Listed::ALL.into_iter().find(|one| one.code() == asked.state);
    let which = which.unwrap_or(Listed::Running);
    let mut tabs = Vec::new();
    let mut total = 0;
    for one in Listed::ALL {
        let count = store::count(db, actor, one, ctx.today).await?;
        if one == which {
            total = count;
        }
        tabs.push(Tab {
            href: format!("/commitments?state={}", one.code()),
            label: ctx.lang.t(&format!("commitments-{}", one.code())),
            count,
            is_current: one == which,
        });
    }
    let number = page_number(&asked.page, total);
    let part = ((number - 1) * PAGE_SIZE, PAGE_SIZE);
    let rows = store::list(db, actor, (which, ctx.today), part).await?;
    let known = known(db, &rows).await?;
    page::ok(&ListPage {
        page: Page::new(&ctx, "commitments-title"),
        tabs,
        rows: rows.iter().map(|one| row(&ctx, one, &known)).collect(),
        pager: Pager::new(&format!("/commitments?state={}&", which.code()), number, total),
        export: format!("state={}", which.code()),
    })
}

/// # Errors
/// It is not for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let found = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    page::ok(&show_page(&ctx, &found, ("", FactForm::default()), FormErrors::default()).await?)
}

async fn show_page(
    ctx: &Ctx,
    found: &commitment::Model,
    (tried, form): (&str, FactForm),
    errors: FormErrors,
) -> Result<ShowPage, AppError> {
    let db = ctx.app.db.read();
    let events = store::events(db, found.id).await?;
    let people = names(db, events.iter().filter_map(|event| event.actor_id).collect()).await?;
    let facts = events.into_iter().map(|event| FactRow {
        what: ctx.lang.t(&format!("commitment-event-{}", event.kind)),
        on: event.on_date,
        by: match event.actor_id {
            Some(id) => people.get(&id).cloned().unwrap_or_default(),
            None => ctx.lang.t("commitment-by-household"),
        },
        note: event.note,
        at: event.at,
    });
    let facts = facts.collect();
    let meeting = store::meeting_of(db, found).await?;
    let stage = Stage::from_code(&found.stage).unwrap_or(Stage::Withdrawn);
    let may = may_work(ctx, &meeting, found)?;
    let acts = Fact::ALL
        .into_iter()
        .filter(|fact| may && fact.after(stage).is_some())
        .map(|fact| Act { code: fact.code(), has_day: fact == Fact::Extended })
        .collect();
    let known = known(db, std::slice::from_ref(found)).await?;
    Ok(ShowPage {
        page: Page::new(ctx, "commitment-title").with_errors(!errors.is_empty()),
        row: row(ctx, found, &known),
        done_on: found.done_on,
        evidence: found.evidence.clone(),
        facts,
        acts,
        tried: tried.to_owned(),
        version: found.version,
        form,
        errors,
    })
}

fn may_work(
    ctx: &Ctx,
    meeting: &meeting::Model,
    found: &commitment::Model,
) -> Result<bool, AppError> {
    let given_to = [Some(meeting.chair_id), meeting.officer_id, found.responsible_id];
    Ok(works_on_dialogue(ctx.actor()?, meeting.unit_id, &given_to))
}

/// # Errors
/// It is not the reader's to change, somebody else changed it, or the database failed.
pub async fn record(
    ctx: Ctx,
    Path((id, fact)): Path<(Uuid, String)>,
    Form(form): Form<FactForm>,
) -> Answer {
    let actor = ctx.actor()?;
    let known = Fact::ALL.into_iter().find(|one| one.code() == fact && *one != Fact::Made);
    let known = known.ok_or(AppError::NotFound)?;
    let found = store::get_visible(ctx.app.db.read(), actor, id).await?;
    let meeting = store::meeting_of(ctx.app.db.read(), &found).await?;
    if !may_work(&ctx, &meeting, &found)? {
        return Err(AppError::NotFound);
    }
    if form.version != found.version.to_string() {
        return Err(AppError::Conflict(format!("commitment {id}")));
    }
    let mut errors = FormErrors::default();
    let note = errors.text("commitment_note", &form.commitment_note, true, NOTE_MAX);
    let due_on = match known {
        Fact::Extended => {
            let day = errors.date("new_due_on", &form.new_due_on, true);
            if day.is_some_and(|day| day <= found.due_on) {
                errors.add("new_due_on", "error-commitment-earlier");
            }
            day
        }
        _ => None,
    };
    if !errors.is_empty() {
        return page::invalid(&show_page(&ctx, &found, (known.code(), form), errors).await?);
    }
    let tx = ctx.app.db.begin_write().await?;
    let account_id = Some(actor.account_id);
    let by = By { app: &ctx.app, account_id, today: ctx.today, now: ctx.now };
    match act::record(&tx, by, &found, known, note, due_on).await? {
        Outcome::Done => {}
        Outcome::WrongStage | Outcome::Stale => {
            tx.rollback().await?;
            return Err(AppError::Conflict(format!("commitment {id}")));
        }
    }
    act::follow_meeting(&tx, by, &meeting).await?;
    let told = Entry::by(actor, Deed::CommitmentChanged, Some(id)).with(known.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/commitments/{id}"), "commitment-recorded"))
}

/// Stages of a meeting in which something can be promised.
fn takes_promises(meeting: &meeting::Model) -> bool {
    MeetingStage::from_code(&meeting.stage).is_some_and(MeetingStage::takes_promises)
}

async fn meeting_to_promise(ctx: &Ctx, id: Uuid) -> Result<meeting::Model, AppError> {
    let actor = ctx.actor()?;
    let meeting = dialogues::store::get_visible(ctx.app.db.read(), actor, id).await?;
    let may =
        works_on_dialogue(actor, meeting.unit_id, &[Some(meeting.chair_id), meeting.officer_id]);
    if may && takes_promises(&meeting) { Ok(meeting) } else { Err(AppError::NotFound) }
}

/// # Errors
/// The meeting is not the reader's, or takes no promises now; or the database failed.
pub async fn new(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let meeting = meeting_to_promise(&ctx, id).await?;
    page::ok(&new_page(&ctx, &meeting, PromiseForm::default(), FormErrors::default()).await?)
}

/// Who can answer for a promise: who works at the unit and below.
async fn responsible(ctx: &Ctx, unit_id: Uuid) -> Result<Vec<account::Model>, AppError> {
    let roles = [Role::Reception, Role::Officer, Role::Chairman].map(Role::code);
    staff(ctx.app.db.read(), Some(ctx.app.units().subtree(unit_id)), &roles).await
}

async fn new_page(
    ctx: &Ctx,
    meeting: &meeting::Model,
    form: PromiseForm,
    errors: FormErrors,
) -> Result<NewPage, AppError> {
    let db = ctx.app.db.read();
    let rows = store::of_meeting(db, meeting.id).await?;
    let known = known(db, &rows).await?;
    let people = responsible(ctx, meeting.unit_id).await?;
    let minutes = dialogues::store::minutes(db, meeting.id).await?;
    Ok(NewPage {
        page: Page::new(ctx, "commitments-new").with_errors(!errors.is_empty()),
        meeting: meeting.title.clone(),
        meeting_href: format!("/dialogues/{}", meeting.id),
        agreed_points: minutes.map(|minutes| minutes.agreed_points).unwrap_or_default(),
        rows: rows.iter().map(|one| row(ctx, one, &known)).collect(),
        people: people.into_iter().map(|one| (one.id.to_string(), one.display_name)).collect(),
        form,
        errors,
    })
}

/// # Errors
/// The meeting is not the reader's, or takes no promises now; or the database failed.
pub async fn create(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<PromiseForm>) -> Answer {
    let actor = ctx.actor()?;
    let meeting = meeting_to_promise(&ctx, id).await?;
    let people: Vec<Uuid> =
        responsible(&ctx, meeting.unit_id).await?.into_iter().map(|one| one.id).collect();
    let mut errors = FormErrors::default();
    let promise = form.read(&mut errors, &people, ctx.today);
    let made = store::of_meeting(ctx.app.db.read(), id).await?.len();
    if u64::try_from(made).is_ok_and(|made| made >= store::OF_MEETING_MAX) {
        errors.add("what", "error-commitments-many");
    }
    let Some(promise) = promise.filter(|_| errors.is_empty()) else {
        return page::invalid(&new_page(&ctx, &meeting, form, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    let account_id = Some(actor.account_id);
    let by = By { app: &ctx.app, account_id, today: ctx.today, now: ctx.now };
    let made = act::make(&tx, by, &meeting, promise).await?;
    act::follow_meeting(&tx, by, &meeting).await?;
    let told = Entry::by(actor, Deed::CommitmentChanged, Some(made)).with(Fact::Made.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/dialogues/{id}/commitments"), "commitment-made"))
}
