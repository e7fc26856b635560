//! `GET /documents/{id}`: a paper, what can be done with it, and what was.

use axum::extract::Path;
use axum::http::StatusCode;
use entity::{document, document_event, document_file, document_service};
use papers::{Form as PaperForm, Kind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Subject, facts_of, href, of_row, source_text, subject, title_of};
use crate::accounts::store::names;
use crate::audit::Deed;
use crate::cases::page::{note_sealed, size_text};
use crate::documents::act::stage_of;
use crate::documents::catalogue::goes_to_denouncer;
use crate::documents::content::{self, Content, Values};
use crate::documents::form::input;
use crate::documents::frame::Power;
use crate::documents::issued::{is_intact, number_of};
use crate::documents::stage::{Act, Stage};
use crate::documents::store;
use crate::documents::view::{EventLine, FieldRow, FileLine, Rights, ServiceLine, ShowPage, Small};
use crate::error::{Answer, AppError};
use crate::policy::documents::{PaperAct, permit_paper};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page, html};
use crate::web::upload::ACCEPT;

/// A paper with what it belongs to.
pub struct Loaded {
    pub row: document::Model,
    pub subject: Subject,
    pub content: Content,
}

impl Loaded {
    /// # Errors
    /// The reader may not do this with the paper.
    pub fn permit(&self, ctx: &Ctx, act: PaperAct) -> Result<(), AppError> {
        let facts = facts_of(&self.subject, &self.row, &self.content.form);
        permit_paper(ctx.actor()?, act, &facts)?;
        Ok(())
    }
}

/// Loads a paper inside the reader's scope, for a write transaction: what is shown is loaded by [`read`].
///
/// # Errors
/// `NotFound`, or a row cannot be read.
pub async fn load(ctx: &Ctx, db: &impl ConnectionTrait, id: Uuid) -> Result<Loaded, AppError> {
    let row = store::get_visible(db, ctx.actor()?, id).await?;
    let subject = subject(ctx, db, of_row(&row)?).await?;
    let content = content::of(&row)?;
    Ok(Loaded { row, subject, content })
}

/// Loads a paper that is shown; one of a secret case leaves a trace.
///
/// # Errors
/// As of [`load`], or the trace cannot be written.
pub async fn read(ctx: &Ctx, id: Uuid, deed: Deed) -> Result<Loaded, AppError> {
    let loaded = load(ctx, ctx.app.db.read(), id).await?;
    if let Some(case) = &loaded.subject.case {
        note_sealed(ctx, case, deed).await?;
    }
    Ok(loaded)
}

/// What of the page was typed and is shown again, with what is wrong with it.
#[derive(Default)]
pub struct Typed {
    pub content: Option<Content>,
    pub values: Option<Values>,
    pub small: Small,
    pub errors: FormErrors,
    pub warning: Option<String>,
    pub is_conflict: bool,
}

/// # Errors
/// The paper is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = read(&ctx, id, Deed::SealedRead).await?;
    page::ok(&paper_page(&ctx, loaded, Typed::default()).await?)
}

/// The page again, with what is wrong and what was typed; asked after the transaction has ended.
///
/// # Errors
/// As of [`show`].
pub async fn again(ctx: &Ctx, id: Uuid, typed: Typed) -> Answer {
    let status = match typed.is_conflict {
        true => StatusCode::CONFLICT,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let loaded = read(ctx, id, Deed::SealedRead).await?;
    html(status, &paper_page(ctx, loaded, typed).await?)
}

/// The page of a paper.
///
/// # Errors
/// The database failed.
async fn paper_page(ctx: &Ctx, loaded: Loaded, typed: Typed) -> Result<ShowPage, AppError> {
    let db = ctx.app.db.read();
    let Loaded { row, subject, content: stored } = loaded;
    let stage = stage_of(&row)?;
    let form = stored.form.clone();
    let hash = stored.hash(&ctx.app.units(), ctx.today)?;
    let rights = rights(ctx, &subject, &row, &form, stage)?;
    let document = content::shown(&row, &stored, &ctx.app.units(), ctx.today)?;
    let is_named = !goes_to_denouncer(&row.form_key);
    let mail_choices = match rights.may_serve {
        true => super::service::mail_choices(db, &subject).await?,
        false => Vec::new(),
    };
    let events = store::events(db, row.id).await?;
    let remark = remark(&events, stage);
    let entered = typed.content.unwrap_or(stored);
    let values = typed.values.as_ref().unwrap_or(&entered.values);
    let fields =
        if rights.may_edit { fields(ctx, &form, values, &typed.errors) } else { Vec::new() };
    let mistakes = fields
        .iter()
        .filter_map(|field| Some((field.id, field.label.clone(), field.error.clone()?)));
    let title = title_of(&row);
    Ok(ShowPage {
        page: Page::titled(ctx, title).with_errors(!typed.errors.is_empty()),
        mistakes: mistakes.collect(),
        fields,
        href: href(row.id),
        number: number_of(&row),
        stage: stage.code(),
        stage_text: ctx.lang.t(&format!("paper-stage-{}", stage.code())),
        version: row.version,
        hash,
        document,
        powers: powers(ctx),
        power: entered.signing.power.code().to_owned(),
        signer_title: entered.signing.title,
        signer_name: entered.signing.name,
        symbol: entered.symbol,
        source: source_text(ctx, &form),
        errors: typed.errors,
        rights,
        is_bypassed: row.is_bypassed,
        is_frozen: stage.is_frozen(),
        is_intact: is_intact(&ctx.app, &row).await,
        pdf_sha256: row.pdf_sha256.clone().unwrap_or_default(),
        warning: typed.warning,
        is_conflict: typed.is_conflict,
        remark,
        links: links(ctx, db, &row).await?,
        history: history(ctx, db, events).await?,
        files: store::files(db, row.id)
            .await?
            .into_iter()
            .map(|one| file_line(&row, one))
            .collect(),
        services: services(ctx, store::services(db, vec![row.id]).await?),
        ways: super::service::ways(ctx),
        is_named,
        mail_choices,
        small: super::acts::dated(ctx, typed.small),
        accept: ACCEPT,
        step: super::service::step_link(ctx, db, &row, &subject).await?,
        about: (subject.href, subject.title),
        name: row.name,
    })
}

fn rights(
    ctx: &Ctx,
    subject: &Subject,
    row: &document::Model,
    form: &PaperForm,
    stage: Stage,
) -> Result<Rights, AppError> {
    let actor = ctx.actor()?;
    let facts = facts_of(subject, row, form);
    let may = |act: PaperAct, what: Act| {
        let is_lawful = what.leads_to(stage, facts.is_signed_off).is_some();
        is_lawful && permit_paper(actor, act, &facts).is_ok()
    };
    Ok(Rights {
        may_edit: may(PaperAct::Write, Act::Edited),
        may_submit: may(PaperAct::Write, Act::Submitted),
        may_approve: may(PaperAct::SignOff, Act::Approved),
        may_send_back: may(PaperAct::SignOff, Act::SentBack),
        may_bypass: may(PaperAct::Bypass, Act::Bypassed),
        may_issue: may(PaperAct::Issue, Act::Issued),
        may_withdraw: may(PaperAct::Withdraw, Act::Withdrawn),
        may_replace: stage.is_frozen()
            && stage != Stage::Replaced
            && permit_paper(actor, PaperAct::Write, &facts).is_ok(),
        may_serve: may(PaperAct::Serve, Act::Served),
    })
}

fn powers(ctx: &Ctx) -> Vec<(String, String)> {
    let power = |power: Power| {
        (power.code().to_owned(), ctx.lang.t(&format!("paper-power-{}", power.code())))
    };
    Power::ALL.map(power).to_vec()
}

fn fields(ctx: &Ctx, form: &PaperForm, values: &Values, errors: &FormErrors) -> Vec<FieldRow> {
    let row = |(at, field): (usize, &papers::Field)| FieldRow {
        id: input(at),
        label: field.label.clone(),
        hint: hint(ctx, field),
        kind: match field.kind {
            Kind::Line => "line",
            Kind::Date => "date",
            Kind::Text => "text",
            Kind::List => "list",
            Kind::Table => "table",
        },
        value: values.get(&field.name).cloned().unwrap_or_default(),
        is_required: field.required,
        error: errors.of(input(at)).map(|error| ctx.lang.ta(error.key, &error.args)),
    };
    form.fields().iter().enumerate().map(row).collect()
}

fn hint(ctx: &Ctx, field: &papers::Field) -> String {
    let how = match field.kind {
        Kind::List => ctx.lang.t("paper-hint-list"),
        Kind::Table => {
            let columns = field.columns.join(" | ");
            ctx.lang.ta("paper-hint-table", &[("columns", columns)])
        }
        Kind::Date => ctx.lang.t("paper-hint-date"),
        Kind::Line | Kind::Text => String::new(),
    };
    [field.hint.as_str(), how.as_str()].join(" ").trim().to_owned()
}

/// The last remark that still says something: why it came back, or why it was taken back.
fn remark(events: &[document_event::Model], stage: Stage) -> Option<String> {
    let wanted = match stage {
        Stage::Draft => Act::SentBack,
        Stage::Withdrawn => Act::Withdrawn,
        _ => return bypass_reason(events),
    };
    let last = events
        .iter()
        .rev()
        .find(|event| event.kind == wanted.code() || event.kind == Act::Submitted.code());
    let last = last.filter(|event| event.kind == wanted.code());
    last.map(|event| event.note.clone())
}

fn bypass_reason(events: &[document_event::Model]) -> Option<String> {
    let last = events.iter().rev().find(|event| event.kind == Act::Bypassed.code());
    last.map(|event| event.note.clone())
}

/// The paper of before and the one that came after, as far as the reader sees them.
async fn links(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &document::Model,
) -> Result<Vec<(String, String, String)>, AppError> {
    let actor = ctx.actor()?;
    let mut found = Vec::new();
    if let Some(old) = row.replaces_id
        && let Ok(old) = store::get_visible(db, actor, old).await
    {
        found.push((ctx.lang.t("paper-replaces"), href(old.id), title_of(&old)));
    }
    for new in store::replacing(db, actor, row.id).await? {
        found.push((ctx.lang.t("paper-replaced-by"), href(new.id), title_of(&new)));
    }
    Ok(found)
}

async fn history(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    events: Vec<document_event::Model>,
) -> Result<Vec<EventLine>, AppError> {
    let people = names(db, events.iter().map(|event| event.actor_id).collect()).await?;
    let line = |event: document_event::Model| {
        let who = people.get(&event.actor_id).cloned().unwrap_or_default();
        let voided = event.kind == Act::Edited.code() && event.note == "voided";
        let code = if voided { "voided" } else { event.kind.as_str() };
        EventLine {
            at: event.at,
            sentence: ctx.lang.ta(&format!("paper-event-{code}"), &[("who", who)]),
            note: if voided { String::new() } else { event.note },
        }
    };
    Ok(events.into_iter().rev().map(line).collect())
}

fn file_line(row: &document::Model, file: document_file::Model) -> FileLine {
    FileLine {
        href: format!("{}/files/{}", href(row.id), file.id),
        size: size_text(file.size),
        name: file.name,
        at: file.created_at,
    }
}

fn services(ctx: &Ctx, rows: Vec<document_service::Model>) -> Vec<ServiceLine> {
    let line = |row: document_service::Model| ServiceLine {
        way: ctx.lang.t(&format!("paper-way-{}", row.way)),
        recipient: row.recipient,
        sent_on: row.sent_on,
        served_on: row.served_on,
        proof: row.proof,
    };
    rows.into_iter().map(line).collect()
}
