//! `GET|POST /cases/{id}/steps/{step}`: the form of a step, and what becomes of it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use law::complaint::{DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use law::complexity::Criterion;
use law::denunciation;
use law::dialogue::{Attendance, Chair, NOTICE_BASIS};
use law::group::Proxy;
use law::jurisdiction::{Contested, Denounced};
use law::procedure::{self, Kind, Step};
use law::publication::Publication;
use law::refusal::Refusal;
use law::rule::dialogue_notice_days;
use serde::Deserialize;
use uuid::Uuid;

use super::{case_id, choices};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::cases::form::{self, Part, StepForm};
use crate::cases::view::{Choice, Conflict, LetterPreview, StepPage};
use crate::cases::{field, follow, kind, page as parts, signature, steps, store};
use crate::documents;
use crate::error::{Answer, AppError};
use crate::notice::beforehand;
use crate::policy::{self, Action};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::{citation_text, refusal_text};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

fn step_of(raw: &str) -> Result<Step, AppError> {
    Step::from_code(raw).ok_or(AppError::NotFound)
}

/// What the form of a step is opened for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The issued paper it rests on, whose number and day are filled in.
    paper: String,
}

/// # Errors
/// The case is not there for this reader, or the step is not theirs.
pub async fn show(
    ctx: Ctx,
    Path((id, step)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (id, step) = (case_id(&id)?, step_of(&step)?);
    let db = ctx.app.db.read();
    let loaded = parts::load(&ctx, db, id).await?;
    policy::permit(ctx.actor()?, Action::Do(step), &store::facts_of(&loaded.row))?;
    let paper = documents::part::number_for_step(&ctx, db, id, &asked.paper).await?;
    let (paper_number, on) = paper.unwrap_or((String::new(), ctx.today));
    let uploaded_on = match step {
        Step::ConfirmSignature => {
            let files = store::attachments(db, id).await?;
            signature::uploaded_on(&loaded, &files)
        }
        _ => None,
    };
    let form = StepForm {
        version: loaded.row.version,
        on: uploaded_on.unwrap_or(on).to_string(),
        paper_number,
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
        // Not a step of this stage: the law says why, where it knows the step for this kind at all.
        None => loaded
            .state
            .sample(step, ctx.today)
            .and_then(|event| {
                procedure::apply(&loaded.state, &event, &loaded.rules.get(), ctx.today).err()
            })
            .or(Some(Refusal::WrongStage { step: step.code(), stage: loaded.state.stage_code() })),
    };
    let refusal = refusal.map(|refusal| refusal_text(ctx.lang, &refusal));
    let template =
        step_page(&ctx, &loaded, step, form, FormErrors::default(), refusal, None).await?;
    page::ok(&template)
}

/// # Errors
/// The case is not there for this reader, the step is not theirs, or the database failed.
pub async fn record(
    ctx: Ctx,
    Path((id, step)): Path<(String, String)>,
    Form(form): Form<StepForm>,
) -> Answer {
    let (id, step) = (case_id(&id)?, step_of(&step)?);
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get_visible(&tx, actor, id).await?;
    policy::permit(actor, Action::Do(step), &store::facts_of(&row))?;
    let command = match form::parse(step, &row, &form) {
        Ok(command) => command,
        Err(errors) => {
            tx.rollback().await?;
            let loaded = parts::load(&ctx, ctx.app.db.read(), id).await?;
            let template = step_page(&ctx, &loaded, step, form, errors, None, None).await?;
            return page::invalid(&template);
        }
    };
    let other_kind = command.event.reclassified_to();
    match steps::record(&ctx.app, &tx, actor, id, ctx.now, command).await {
        Ok(_) => {
            let mut told = vec![Entry::on_case(actor, Deed::StepRecorded, &row).with(step.code())];
            let next = match other_kind {
                Some(to) => {
                    let next = follow::file_as(&ctx, &tx, &row, to).await?;
                    let filed = Entry::on_case(actor, Deed::CaseFiled, &row).with(to.code());
                    told.push(Entry { object_id: Some(next), ..filed });
                    next
                }
                None => id,
            };
            audit::commit(&ctx.app, tx, ctx.now, told).await?;
            tracing::info!(case = %id, step = step.code(), account = %actor.account_id, "step recorded");
            Ok(redirect_with(&ctx, &parts::case_href(next), "flash-step-recorded"))
        }
        Err(error) => {
            tx.rollback().await?;
            not_recorded(&ctx, id, step, form, error).await
        }
    }
}

/// Shows the letter that would follow, and the form with everything that was typed; nothing is recorded.
///
/// # Errors
/// The case is not there for this reader, the step is not theirs, or the database failed.
pub async fn preview(
    ctx: Ctx,
    Path((id, step)): Path<(String, String)>,
    Form(form): Form<StepForm>,
) -> Answer {
    let (id, step) = (case_id(&id)?, step_of(&step)?);
    let db = ctx.app.db.read();
    let loaded = parts::load(&ctx, db, id).await?;
    policy::permit(ctx.actor()?, Action::Do(step), &store::facts_of(&loaded.row))?;
    let command = match form::parse(step, &loaded.row, &form) {
        Ok(command) => command,
        Err(errors) => {
            let template = step_page(&ctx, &loaded, step, form, errors, None, None).await?;
            return page::invalid(&template);
        }
    };
    let letter = match beforehand::of_step(&ctx.app, db, ctx.now, &loaded.row, &command).await {
        Ok(letter) => letter.ok_or(AppError::NotFound)?,
        Err(error) => return not_recorded(&ctx, id, step, form, error).await,
    };
    let to = letter.to.into_iter().map(|(name, by_mail)| {
        let key = if by_mail { "preview-by-mail" } else { "preview-on-paper" };
        ctx.lang.ta(key, &[("name", name)])
    });
    let shown = LetterPreview { subject: letter.subject, text: letter.text, to: to.collect() };
    let template = step_page(&ctx, &loaded, step, form, FormErrors::default(), None, None).await?;
    page::ok(&StepPage { preview: Some(shown), ..template })
}

/// The article and the forms of the papers a step rests on and makes.
fn law_of(ctx: &Ctx, loaded: &parts::Loaded, step: Step) -> (Option<String>, Vec<String>) {
    let Some(event) = loaded.state.sample(step, ctx.today) else { return (None, Vec::new()) };
    let basis = loaded.state.basis(&event).map(|basis| citation_text(ctx.lang, basis));
    let paper = |paper: &law::paper::Paper| {
        let act = ctx.lang.t(&format!("act-{}", paper.act.code()));
        let key = if paper.form.is_empty() { "paper-without-form" } else { "paper-form" };
        ctx.lang.ta(key, &[("form", paper.form.to_owned()), ("act", act)])
    };
    (basis, loaded.state.papers(&event).iter().map(paper).collect())
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
        AppError::Taken { who, hours } => {
            let loaded = parts::load(ctx, ctx.app.db.read(), id).await?;
            let mut errors = FormErrors::default();
            let args = vec![("who", who), ("hours", hours)];
            errors.add_with("starts_at", "error-meeting-taken", args);
            let template = step_page(ctx, &loaded, step, form, errors, None, None);
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
    let title = ctx.lang.t(&format!("step-{}", step.code()));
    let (basis, papers) = law_of(ctx, loaded, step);
    let parts = form::parts(step, loaded.kind, complainants);
    let mut lists = Vec::new();
    for part in &parts {
        let list = match part {
            Part::Assignee => officers(ctx, loaded).await?,
            part => list(ctx, loaded.kind, *part),
        };
        lists.push((*part, list));
    }
    let is_confirmation = step == Step::ConfirmSignature;
    let copies = if is_confirmation {
        let mut files = store::attachments(ctx.app.db.read(), loaded.row.id).await?;
        files.retain(|file| file.event_seq.is_none());
        signature::file_rows(ctx, loaded, &files)
    } else {
        Vec::new()
    };
    Ok(StepPage {
        page: Page::titled(ctx, format!("{title} – {}", loaded.row.number))
            .with_errors(!errors.is_empty()),
        head: parts::head(ctx, loaded),
        step: title,
        step_code: step.code(),
        help: parts::step_help(ctx.lang, loaded.kind, step),
        basis,
        papers,
        on_label: if is_confirmation { "field-signed_on" } else { "field-on" },
        on_hint: if is_confirmation { "field-signed_on-hint" } else { "field-on-hint" },
        copies,
        note_label: note_label(step),
        note_hint: if form::is_told(step, loaded.kind) { "note-told-hint" } else { "" },
        needs_note: form::needs_note(step),
        notice_rule: notice_rule(ctx, loaded.kind),
        lists,
        amounts: form::amount_fields(ctx.lang, loaded.kind, &parts, &form),
        results: parts::results_table(ctx, loaded),
        form,
        errors,
        refusal,
        conflict,
        yes_no: choices(ctx, ["yes", "no"].into_iter(), "choice-"),
        has_letter: loaded
            .state
            .sample(step, ctx.today)
            .is_some_and(|event| beforehand::is_told(loaded.kind, &event)),
        preview: None,
    })
}

/// Officers the case can be assigned to.
async fn officers(ctx: &Ctx, loaded: &parts::Loaded) -> Result<Vec<Choice>, AppError> {
    let units = ctx.app.units();
    let reach = units.subtree(loaded.row.unit_id);
    let officers = accounts::store::officers(ctx.app.db.read(), reach).await?;
    let officer = |(id, name, unit): (Uuid, String, Option<Uuid>)| {
        let unit = unit.and_then(|id| units.name(id)).unwrap_or_default();
        (id.to_string(), format!("{name} – {unit}"))
    };
    Ok(officers.into_iter().map(officer).collect())
}

/// What can be chosen in a part of the form; empty where nothing is chosen from a list.
fn list(ctx: &Ctx, kind: Kind, part: Part) -> Vec<Choice> {
    macro_rules! all {
        ($type:ty, $prefix:literal) => {
            choices(ctx, <$type>::ALL.iter().map(|one| one.code()), $prefix)
        };
    }
    let is_denunciation = kind == Kind::Denunciation;
    match part {
        Part::Field => field::choices(ctx.lang),
        Part::Against => all!(Contested, "contested-"),
        Part::Criteria => all!(Criterion, "criterion-"),
        Part::Proxy => all!(Proxy, "proxy-"),
        Part::Chair => all!(Chair, "chair-"),
        Part::Ground => all!(RefusalGround, ""),
        Part::Minutes => all!(Attendance, "attendance-"),
        Part::Outcome => all!(DecisionOutcome, "outcome-"),
        Part::Suspension if is_denunciation => {
            all!(denunciation::SuspensionGround, "denunciation-suspension-")
        }
        Part::Termination if is_denunciation => {
            all!(denunciation::TerminationGround, "denunciation-termination-")
        }
        Part::Suspension => all!(SuspensionGround, "suspension-"),
        Part::Termination => all!(TerminationGround, "termination-"),
        Part::Denounced => all!(Denounced, "denounced-"),
        Part::Missing => all!(denunciation::MissingCondition, ""),
        Part::Reason => all!(denunciation::SetAsideReason, "set-aside-"),
        Part::GoesOn => all!(denunciation::GoesOn, "goes-on-"),
        Part::Finding => all!(denunciation::Finding, "finding-"),
        Part::Way => all!(Publication, "publication-"),
        Part::Withdrawal => choices(ctx, ["whole", "part", "some"].into_iter(), "extent-"),
        Part::ToKind => {
            let others = kind::HANDLED.iter().filter(|other| **other != kind);
            choices(ctx, others.map(|kind| kind.code()), "kind-")
        }
        Part::Group
        | Part::Identity
        | Part::Complexity
        | Part::Assignee
        | Part::Findings
        | Part::Invitation
        | Part::Service
        | Part::PaperNumber
        | Part::Report
        | Part::AwaitsReply
        | Part::Confirmed
        | Part::Concrete
        | Part::Whole
        | Part::Team
        | Part::Recommended
        | Part::Executed => Vec::new(),
    }
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
