//! `GET /cases/{id}`, `GET|POST /cases/{id}/steps/{step}`, `GET /cases/{id}/files/{file}`.

pub mod list;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use law::complaint::{DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use law::complexity::Criterion;
use law::dialogue::{Attendance, Chair, NOTICE_BASIS};
use law::group::Proxy;
use law::jurisdiction::Contested;
use law::procedure::{Kind, Step};
use law::publication::Publication;
use law::rule::dialogue_notice_days;
use uuid::Uuid;

use super::form::{self, StepForm};
use super::view::{CasePage, Choice, Conflict, StepPage};
use super::{deadlines, field, page as parts, steps, store};
use crate::calendar;
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::{citation_text, refusal_text};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// # Errors
/// The case is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = case_id(&id)?;
    let db = ctx.app.db.read();
    let loaded = parts::load(&ctx, db, id).await?;
    let history = loaded.history.iter().rev();
    let due = loaded.state.deadlines(&loaded.rules.get());
    let moves = calendar::store::moves_of_case(db, id).await?;
    let deadlines = deadlines::rows(&ctx, &loaded, &due, &moves);
    let template = CasePage {
        page: Page::titled(&ctx, loaded.row.number.clone()),
        head: parts::head(&ctx, &loaded),
        facts: parts::fact_list(&ctx, &loaded),
        steps: parts::offers(&ctx, &loaded)?,
        chart: deadlines::chart(&ctx, &deadlines, &due),
        deadlines,
        parties: parts::party_rows(&ctx, store::parties(db, id).await?),
        files: parts::file_rows(id, store::attachments(db, id).await?),
        dialogues: parts::dialogue_rows(&ctx, store::dialogues(db, id).await?),
        history: history
            .map(|fact| parts::history_line(&ctx, loaded.kind, fact, &loaded.names))
            .collect(),
        content: loaded.row.content,
        demand: loaded.row.demand,
        contested_act: loaded.row.contested_act,
    };
    page::ok(&template)
}

fn choices<'c>(ctx: &Ctx, codes: impl Iterator<Item = &'c str>, prefix: &str) -> Vec<Choice> {
    codes.map(|code| (code.to_owned(), ctx.lang.t(&format!("{prefix}{code}")))).collect()
}

fn case_id(raw: &str) -> Result<Uuid, AppError> {
    raw.parse().map_err(|_| AppError::NotFound)
}

fn step_of(raw: &str) -> Result<Step, AppError> {
    Step::from_code(raw).ok_or(AppError::NotFound)
}

/// # Errors
/// The case is not there for this reader, or the step is not theirs.
pub async fn step_form(ctx: Ctx, Path((id, step)): Path<(String, String)>) -> Answer {
    let (id, step) = (case_id(&id)?, step_of(&step)?);
    let loaded = parts::load(&ctx, ctx.app.db.read(), id).await?;
    crate::policy::permit(
        ctx.actor()?,
        crate::policy::Action::Do(step),
        &store::facts_of(&loaded.row),
    )?;
    let form = StepForm {
        version: loaded.row.version,
        on: ctx.today.to_string(),
        field: loaded.row.field.clone(),
        remote: if ctx.app.units().get(loaded.row.unit_id).is_some_and(|u| u.is_remote) {
            "yes"
        } else {
            ""
        }
        .to_owned(),
        assignee: loaded.row.assignee_id.map(|id| id.to_string()).unwrap_or_default(),
        ..StepForm::default()
    };
    let offers = loaded.state.offers(&loaded.rules.get(), ctx.today);
    let offer = offers.into_iter().find(|offer| offer.step == step);
    let refusal = match offer {
        Some(offer) => offer.verdict.err(),
        None => Some(law::refusal::Refusal::WrongStage {
            step: step.code(),
            stage: loaded.state.stage_code(),
        }),
    };
    let refusal = refusal.map(|refusal| refusal_text(ctx.lang, &refusal));
    let template =
        step_page(&ctx, &loaded, step, form, FormErrors::default(), refusal, None).await?;
    page::ok(&template)
}

/// # Errors
/// The case is not there for this reader, the step is not theirs, or the database failed.
pub async fn step_record(
    ctx: Ctx,
    Path((id, step)): Path<(String, String)>,
    Form(form): Form<StepForm>,
) -> Answer {
    let (id, step) = (case_id(&id)?, step_of(&step)?);
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get_visible(&tx, actor, id).await?;
    let command = match form::parse(step, &row, &form) {
        Ok(command) => command,
        Err(errors) => {
            tx.rollback().await?;
            let loaded = parts::load(&ctx, ctx.app.db.read(), id).await?;
            let template = step_page(&ctx, &loaded, step, form, errors, None, None).await?;
            return page::invalid(&template);
        }
    };
    match steps::record(&ctx.app, &tx, actor, id, ctx.now, command).await {
        Ok(_) => {
            tx.commit().await?;
            tracing::info!(case = %id, step = step.code(), account = %actor.account_id, "step recorded");
            Ok(redirect_with(&ctx, &parts::case_href(id), "flash-step-recorded"))
        }
        Err(error) => {
            tx.rollback().await?;
            not_recorded(&ctx, id, step, form, error).await
        }
    }
}

/// A refusal or a conflict is shown on the form, with everything that was typed.
async fn not_recorded(ctx: &Ctx, id: Uuid, step: Step, form: StepForm, error: AppError) -> Answer {
    match error {
        AppError::Refused(refusal) => {
            let loaded = parts::load(ctx, ctx.app.db.read(), id).await?;
            let refusal = Some(refusal_text(ctx.lang, &refusal));
            let template =
                step_page(ctx, &loaded, step, form, FormErrors::default(), refusal, None);
            page::invalid(&template.await?)
        }
        AppError::Conflict(_) => {
            let loaded = parts::load(ctx, ctx.app.db.read(), id).await?;
            let conflict = conflict(ctx, &loaded, step, &form);
            let form = StepForm { version: loaded.row.version, ..form };
            let template =
                step_page(ctx, &loaded, step, form, FormErrors::default(), None, Some(conflict));
            page::html(StatusCode::CONFLICT, &template.await?)
        }
        other => Err(other),
    }
}

/// Version 1 holds one fact, and each step adds one: what came after the version this person saw is
/// what the other one did.
fn conflict(ctx: &Ctx, loaded: &parts::Loaded, step: Step, form: &StepForm) -> Conflict {
    let theirs = loaded.history.iter().filter(|fact| fact.seq > form.version);
    let offers = loaded.state.offers(&loaded.rules.get(), ctx.today);
    let day = crate::web::form::parse_date(&form.on).map(|day| ctx.lang.date(day));
    let mut yours =
        vec![(ctx.lang.t("conflict-step"), ctx.lang.t(&format!("step-{}", step.code())))];
    yours.extend(day.map(|day| (ctx.lang.t("field-on"), day)));
    for (key, value) in [("field-note", &form.note), ("field-paper_number", &form.paper_number)] {
        if !value.is_empty() {
            yours.push((ctx.lang.t(key), value.clone()));
        }
    }
    Conflict {
        theirs: theirs
            .map(|fact| parts::history_line(ctx, loaded.kind, fact, &loaded.names))
            .collect(),
        stage_now: parts::stage_text(ctx.lang, loaded.kind, loaded.state.stage_code()),
        yours,
        still_possible: offers.iter().any(|offer| offer.step == step && offer.verdict.is_ok()),
    }
}

async fn step_page(
    ctx: &Ctx,
    loaded: &parts::Loaded,
    step: Step,
    form: StepForm,
    errors: FormErrors,
    refusal: Option<String>,
    conflict: Option<Conflict>,
) -> Result<StepPage, AppError> {
    let complainants = u32::try_from(loaded.row.complainants).unwrap_or(1);
    let officers = match step {
        Step::AssignVerification | Step::AssignPetition => {
            let reach = ctx.app.units().subtree(loaded.row.unit_id);
            store::officers(ctx.app.db.read(), reach).await?
        }
        _ => Vec::new(),
    };
    let units = ctx.app.units();
    let officer = |(id, name, unit): (Uuid, String, Option<Uuid>)| {
        let unit = unit.and_then(|id| units.name(id)).unwrap_or_default();
        (id.to_string(), format!("{name} – {unit}"))
    };
    let title = ctx.lang.t(&format!("step-{}", step.code()));
    Ok(StepPage {
        page: Page::titled(ctx, format!("{title} – {}", loaded.row.number))
            .with_errors(!errors.is_empty()),
        head: parts::head(ctx, loaded),
        step: title,
        step_code: step.code(),
        help: ctx.lang.t(&format!("step-{}-help", step.code())),
        note_label: note_label(step),
        note_hint: if form::is_told(step) { "note-told-hint" } else { "" },
        needs_note: form::needs_note(step),
        notice_rule: notice_rule(ctx, loaded.kind),
        parts: form::parts(step, loaded.kind, complainants),
        form,
        errors,
        refusal,
        conflict,
        fields: field::choices(ctx.lang),
        grounds: choices(ctx, RefusalGround::ALL.iter().map(|ground| ground.code()), ""),
        officers: officers.into_iter().map(officer).collect(),
        attendances: choices(ctx, Attendance::ALL.iter().map(|a| a.code()), "attendance-"),
        outcomes: choices(ctx, DecisionOutcome::ALL.iter().map(|o| o.code()), "outcome-"),
        contested: choices(ctx, Contested::ALL.iter().map(|c| c.code()), "contested-"),
        criteria: choices(ctx, Criterion::ALL.iter().map(|c| c.code()), "criterion-"),
        proxies: choices(ctx, Proxy::ALL.iter().map(|p| p.code()), "proxy-"),
        chairs: choices(ctx, Chair::ALL.iter().map(|c| c.code()), "chair-"),
        extents: choices(ctx, ["whole", "part", "some"].into_iter(), "extent-"),
        suspensions: choices(ctx, SuspensionGround::ALL.iter().map(|g| g.code()), "suspension-"),
        terminations: choices(ctx, TerminationGround::ALL.iter().map(|g| g.code()), "termination-"),
        ways: choices(ctx, Publication::ALL.iter().map(|w| w.code()), "publication-"),
        yes_no: choices(ctx, ["yes", "no"].into_iter(), "choice-"),
    })
}

/// KN-08 binds dialogues of complaints alone.
fn notice_rule(ctx: &Ctx, kind: Kind) -> Option<String> {
    let days = dialogue_notice_days(ctx.today).filter(|_| kind == Kind::Complaint)?;
    let basis = citation_text(ctx.lang, NOTICE_BASIS);
    Some(ctx.lang.ta("step-notice-rule", &[("days", days.to_string()), ("basis", basis)]))
}

/// What the free text of a step is called.
fn note_label(step: Step) -> &'static str {
    match step {
        Step::Refuse
        | Step::FileAway
        | Step::ReopenVerification
        | Step::RecordWithdrawal
        | Step::Suspend
        | Step::Terminate
        | Step::OrderReview
        | Step::Reopen => "note-reason",
        Step::Guide => "note-guidance",
        Step::Transfer => "note-transfer",
        Step::ReportFindings => "note-findings",
        Step::InviteDialogue => "note-agenda",
        Step::RecordDialogue => "note-minutes",
        Step::RecordService => "note-proof",
        Step::Answer => "note-answer",
        Step::AssignVerification | Step::AssignPetition => "note-assignment",
        _ => "note-plain",
    }
}

/// # Errors
/// The case or file is not there for this reader.
pub async fn file(ctx: Ctx, Path((id, file)): Path<(String, String)>) -> Answer {
    let (id, file) = (case_id(&id)?, case_id(&file)?);
    let db = ctx.app.db.read();
    store::get_visible(db, ctx.actor()?, id).await?;
    let found = store::attachments(db, id).await?.into_iter().find(|row| row.id == file);
    serve_file(&ctx, found.ok_or(AppError::NotFound)?).await
}

/// Streams a stored file as a download, never as a page.
///
/// # Errors
/// The file store does not have it.
pub async fn serve_file(ctx: &Ctx, file: entity::attachment::Model) -> Result<Response, AppError> {
    let stream = ctx.app.files.stream(&file.sha256).await?;
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, content_disposition(&file.name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}
