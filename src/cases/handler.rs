//! `GET /cases`, `GET /cases/{id}`, `GET|POST /cases/{id}/steps/{step}`, `GET /cases/{id}/files/{file}`.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use law::complaint::{DecisionOutcome, RefusalGround};
use law::dialogue::Attendance;
use law::procedure::{Kind, Step, stages};
use uuid::Uuid;

use super::form::{self, StepForm};
use super::search::{self, Filters, PAGE_SIZE, Today};
use super::view::{CasePage, CaseRow, Chip, Choice, Conflict, Count, ListPage, StepPage};
use super::{field, page as parts, steps, store};
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::refusal_text;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let db = ctx.app.db.read();
    let actor = ctx.actor()?;
    let days = Today { today: ctx.today, soon: parts::soon(&ctx) };
    let found = search::find(db, actor, &filters, &days).await?;
    let ids: Vec<Uuid> = found.rows.iter().map(|row| row.id).collect();
    let first_parties = store::first_parties(db, ids).await?;
    let people = found.rows.iter().filter_map(|row| row.assignee_id).collect();
    let names = store::account_names(db, people).await?;
    let units = ctx.app.units();
    let mut rows = Vec::new();
    for case in found.rows {
        let kind = store::kind_of(&case)?;
        rows.push(CaseRow {
            href: parts::case_href(case.id),
            kind: ctx.lang.t(&format!("kind-{}", case.kind)),
            stage: parts::stage_text(ctx.lang, kind, &case.stage),
            field: ctx.lang.t(&field::text_key(&case.field)),
            unit: units.name(case.unit_id).unwrap_or_default(),
            who: who(&ctx, first_parties.get(&case.id), case.complainants),
            due: case
                .next_due_on
                .map(|on| parts::due(&ctx, on, parts::standing_of(&ctx, on, days.soon))),
            assignee: case.assignee_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            number: case.number,
            subject: case.subject,
            received_on: case.received_on,
        });
    }
    let shown = rows.len() as u64;
    let first = (filters.page.max(1) - 1) * PAGE_SIZE + 1;
    let last_page = found.total.div_ceil(PAGE_SIZE).max(1);
    let here = filters.page.max(1);
    let template = ListPage {
        page: Page::new(&ctx, "cases-title"),
        kinds: choices(&ctx, Kind::ALL.iter().map(|kind| kind.code()), "kind-"),
        stages: stage_choices(&ctx, &filters),
        fields: field_choices(&ctx),
        units: unit_choices(&ctx)?,
        assignees: assignee_choices(&ctx).await?,
        chips: chips(&ctx, &filters),
        counts: counts(&ctx, &filters, &days).await?,
        total: found.total,
        first,
        last: first - 1 + shown,
        previous: (here > 1).then(|| href(&Filters { page: here - 1, ..filters.clone() })),
        next: (here < last_page).then(|| href(&Filters { page: here + 1, ..filters.clone() })),
        rows,
        filters,
    };
    page::ok(&template)
}

/// The first complainant, and how many more.
fn who(ctx: &Ctx, first: Option<&String>, complainants: i32) -> String {
    let name = first.cloned().unwrap_or_default();
    match complainants {
        ..=1 => name,
        more => ctx.lang.ta("cases-who-more", &[("name", name), ("more", (more - 1).to_string())]),
    }
}

fn choices<'c>(ctx: &Ctx, codes: impl Iterator<Item = &'c str>, prefix: &str) -> Vec<Choice> {
    codes.map(|code| (code.to_owned(), ctx.lang.t(&format!("{prefix}{code}")))).collect()
}

fn field_choices(ctx: &Ctx) -> Vec<Choice> {
    let all = field::FIELDS.iter();
    all.map(|code| ((*code).to_owned(), ctx.lang.t(&field::text_key(code)))).collect()
}

fn stage_choices(ctx: &Ctx, filters: &Filters) -> Vec<Choice> {
    let kinds = match Kind::from_code(&filters.kind) {
        Some(kind) => vec![kind],
        None => Kind::ALL.to_vec(),
    };
    let mut all: Vec<Choice> = Vec::new();
    for kind in kinds {
        for stage in stages(kind) {
            if !all.iter().any(|(code, _)| code == stage) {
                all.push(((*stage).to_owned(), parts::stage_text(ctx.lang, kind, stage)));
            }
        }
    }
    all
}

fn unit_choices(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let reach = &ctx.actor()?.unit_ids;
    let units = ctx.app.units();
    let own = units.all().into_iter().filter(|unit| reach.contains(&unit.id) && unit.takes_filings);
    Ok(own.map(|unit| (unit.id.to_string(), unit.name.clone())).collect())
}

async fn assignee_choices(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let mut all = vec![
        ("me".to_owned(), ctx.lang.t("cases-assignee-me")),
        ("none".to_owned(), ctx.lang.t("cases-assignee-none")),
    ];
    let reach = ctx.actor()?.unit_ids.clone();
    let officers = store::officers(ctx.app.db.read(), reach).await?;
    all.extend(officers.into_iter().map(|(id, name, _)| (id.to_string(), name)));
    Ok(all)
}

/// The address of a set of filters.
pub fn href(filters: &Filters) -> String {
    let mut query: Vec<String> = Vec::new();
    for (name, value) in pairs(filters) {
        let value =
            percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        query.push(format!("{name}={value}"));
    }
    if filters.page > 1 {
        query.push(format!("page={}", filters.page));
    }
    if query.is_empty() { "/cases".to_owned() } else { format!("/cases?{}", query.join("&")) }
}

/// Names and values of the filters in force.
fn pairs(filters: &Filters) -> Vec<(&'static str, &str)> {
    let all = [
        ("q", filters.q.as_str()),
        ("kind", &filters.kind),
        ("stage", &filters.stage),
        ("field", &filters.field),
        ("unit", &filters.unit),
        ("assignee", &filters.assignee),
        ("urgency", &filters.urgency),
        ("received_from", &filters.received_from),
        ("received_to", &filters.received_to),
        ("accepted_from", &filters.accepted_from),
        ("accepted_to", &filters.accepted_to),
        ("resolved_from", &filters.resolved_from),
        ("resolved_to", &filters.resolved_to),
        ("on_time", &filters.on_time),
        ("overdue", &filters.overdue),
        ("overdue_on", &filters.overdue_on),
        ("dialogue_from", &filters.dialogue_from),
        ("dialogue_to", &filters.dialogue_to),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn without(filters: &Filters, name: &str) -> Filters {
    let mut rest = Filters { page: 0, ..filters.clone() };
    let value = match name {
        "q" => &mut rest.q,
        "kind" => &mut rest.kind,
        "stage" => &mut rest.stage,
        "field" => &mut rest.field,
        "unit" => &mut rest.unit,
        "assignee" => &mut rest.assignee,
        "urgency" => &mut rest.urgency,
        "received_from" => &mut rest.received_from,
        "received_to" => &mut rest.received_to,
        "accepted_from" => &mut rest.accepted_from,
        "accepted_to" => &mut rest.accepted_to,
        "resolved_from" => &mut rest.resolved_from,
        "resolved_to" => &mut rest.resolved_to,
        "on_time" => &mut rest.on_time,
        "overdue" => &mut rest.overdue,
        "overdue_on" => &mut rest.overdue_on,
        "dialogue_from" => &mut rest.dialogue_from,
        _ => &mut rest.dialogue_to,
    };
    value.clear();
    rest
}

fn chips(ctx: &Ctx, filters: &Filters) -> Vec<Chip> {
    let lang = ctx.lang;
    let text = |name: &str, value: &str| match name {
        "kind" => lang.t(&format!("kind-{value}")),
        "stage" => {
            let kind = Kind::from_code(&filters.kind)
                .or_else(|| Kind::ALL.iter().copied().find(|kind| stages(*kind).contains(&value)));
            kind.map_or_else(|| value.to_owned(), |kind| parts::stage_text(lang, kind, value))
        }
        "field" => lang.t(&field::text_key(value)),
        "unit" => value.parse().ok().and_then(|id| ctx.app.units().name(id)).unwrap_or_default(),
        "assignee" if matches!(value, "me" | "none") => lang.t(&format!("cases-assignee-{value}")),
        "assignee" => lang.t("cases-assignee-other"),
        "urgency" => lang.t(&format!("cases-count-{value}")),
        "on_time" | "overdue" => lang.t(&format!("filter-{value}")),
        _ => crate::web::form::parse_date(value)
            .map_or_else(|| value.to_owned(), |day| lang.date(day)),
    };
    let chip = |(name, value): (&'static str, &str)| Chip {
        label: format!(
            "{}: {}",
            lang.t(&format!("filter-{}", name.replace('_', "-"))),
            text(name, value)
        ),
        href: href(&without(filters, name)),
    };
    pairs(filters).into_iter().map(chip).collect()
}

async fn counts(ctx: &Ctx, filters: &Filters, days: &Today) -> Result<Vec<Count>, AppError> {
    let mut all = Vec::new();
    for (urgency, class) in
        [("overdue", "overdue"), ("due-soon", "due-soon"), ("open", "on-track"), ("closed", "done")]
    {
        let these = Filters { urgency: urgency.to_owned(), page: 0, ..filters.clone() };
        all.push(Count {
            class,
            label: ctx.lang.t(&format!("cases-count-{urgency}")),
            count: search::count(ctx.app.db.read(), ctx.actor()?, &these, days).await?,
            href: href(&these),
            is_current: filters.urgency == urgency,
        });
    }
    Ok(all)
}

/// # Errors
/// The case is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = case_id(&id)?;
    let db = ctx.app.db.read();
    let loaded = parts::load(&ctx, db, id).await?;
    let history = loaded.history.iter().rev();
    let template = CasePage {
        page: Page::titled(&ctx, loaded.row.number.clone()),
        head: parts::head(&ctx, &loaded),
        facts: parts::fact_list(&ctx, &loaded),
        steps: parts::offers(&ctx, &loaded)?,
        deadlines: parts::deadlines(&ctx, &loaded.state),
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
    let offers = loaded.state.offers(&ctx.app.rules(), ctx.today);
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
    let rules = ctx.app.rules();
    let offers = loaded.state.offers(&rules, ctx.today);
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
        parts: form::parts(step, complainants),
        form,
        errors,
        refusal,
        conflict,
        fields: field_choices(ctx),
        grounds: choices(ctx, RefusalGround::ALL.iter().map(|ground| ground.code()), ""),
        officers: officers.into_iter().map(officer).collect(),
        attendances: choices(ctx, Attendance::ALL.iter().map(|a| a.code()), "attendance-"),
        outcomes: choices(ctx, DecisionOutcome::ALL.iter().map(|o| o.code()), "outcome-"),
        yes_no: choices(ctx, ["yes", "no"].into_iter(), "choice-"),
    })
}

/// What the free text of a step is called.
fn note_label(step: Step) -> &'static str {
    match step {
        Step::Refuse | Step::FileAway | Step::ReopenVerification | Step::Reopen => "note-reason",
        Step::Guide => "note-guidance",
        Step::Transfer => "note-transfer",
        Step::ReportFindings => "note-findings",
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
