//! Papers for programs: what waits for a signature, and the answer to it.

use entity::document;
use papers::{Block, Document};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{DecisionRequest, FieldProblem, Paper};
use super::service::reader;
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::documents::act::{self, By, Outcome};
use crate::documents::content::{self, is_signed_off};
use crate::documents::form::NOTE_MAX;
use crate::documents::issued::number_of;
use crate::documents::letters;
use crate::documents::stage::Act;
use crate::documents::store;
use crate::error::AppError;
use crate::policy::documents::{PaperAct, PaperFacts, permit_paper};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;

/// How a decision ended.
pub enum Decided {
    Done(Paper),
    Invalid(Vec<FieldProblem>),
}

/// A paper in the reader's scope.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn show(ctx: &Ctx, id: Uuid) -> Result<Paper, AppError> {
    let db = ctx.app.db.read();
    let row = store::get_visible(db, &reader(ctx)?, id).await?;
    if let Some(case) = case_of(ctx, db, &row).await? {
        cases::page::note_sealed(ctx, &case, Deed::SealedRead).await?;
    }
    paper(ctx, row)
}

async fn case_of(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &document::Model,
) -> Result<Option<entity::case::Model>, AppError> {
    let Some(id) = row.case_id else { return Ok(None) };
    Ok(Some(cases::store::get_visible(db, &reader(ctx)?, id).await?))
}

fn paper(ctx: &Ctx, row: document::Model) -> Result<Paper, AppError> {
    let content = content::of(&row)?;
    Ok(Paper {
        id: row.id,
        name: row.name.clone(),
        form: row.form_key.clone(),
        number: number_of(&row),
        stage: row.stage.clone(),
        version: row.version,
        content_hash: content.hash(&ctx.app.units(), ctx.today)?,
        case_id: row.case_id,
        issued_on: row.issued_on,
        paragraphs: paragraphs(&content::shown(&row, &content, &ctx.app.units(), ctx.today)?),
    })
}

/// What a paper says, a paragraph an entry.
fn paragraphs(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Addressee { word, names } => vec![format!("{word} {}", names.join("; "))],
        Block::Article { word, text } => vec![format!("{word} {text}")],
        Block::Particular { name, value } => vec![format!("{name}: {value}")],
        Block::Table { head, rows, .. } => {
            std::iter::once(head).chain(rows).map(|cells| cells.join(" | ")).collect()
        }
        Block::Centred { text }
        | Block::Basis { text }
        | Block::Heading { text }
        | Block::Subheading { text }
        | Block::Point { text }
        | Block::Paragraph { text }
        | Block::Item { text } => vec![text.clone()],
        Block::Room { .. } => Vec::new(),
    };
    let head = [&document.title, &document.subject, &document.letter_subject];
    let head = head.into_iter().filter(|text| !text.is_empty()).cloned();
    head.chain(document.body.iter().flat_map(block)).collect()
}

/// Approves exactly what was shown, or sends it back with remarks. Which of the two is said in a word, so that
/// a refusal is never read as an approval.
///
/// # Errors
/// `NotFound`, `Denied`, `Conflict` when somebody was faster or it is not at this stage, or the database refuses.
pub async fn decide(ctx: &Ctx, id: Uuid, request: &DecisionRequest) -> Result<Decided, AppError> {
    let actor = reader(ctx)?;
    let (seen, remarks) = match request {
        DecisionRequest::Approve { content_hash } => (content_hash, String::new()),
        DecisionRequest::SendBack { content_hash, remarks } => {
            let mut errors = FormErrors::default();
            let remarks = errors.text("remarks", remarks, true, NOTE_MAX);
            if errors.is_empty() && !remarks.chars().any(char::is_alphanumeric) {
                errors.add("remarks", "error-required");
            }
            if !errors.is_empty() {
                let problems = super::json::field_problems(ctx.lang, &errors);
                return Ok(Decided::Invalid(problems));
            }
            (content_hash, remarks)
        }
    };
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get_visible(&tx, &actor, id).await?;
    let facts = PaperFacts {
        unit_id: row.unit_id,
        case: case_of(ctx, &tx, &row).await?.as_ref().map(cases::store::facts_of),
        writers: vec![row.drafted_by, row.edited_by],
        is_signed_off: is_signed_off(&content::form_of(&row)?),
    };
    permit_paper(&actor, PaperAct::SignOff, &facts)?;
    let by = By { app: &ctx.app, actor: &actor, now: ctx.now, today: ctx.today };
    let (deed, outcome) = match request {
        // Something else was handed in since, or nothing is.
        _ if row.content_hash.as_deref() != Some(seen.as_str()) => {
            (Act::Approved, Outcome::Conflict)
        }
        DecisionRequest::Approve { .. } => {
            (Act::Approved, act::approve(&tx, by, &row, seen).await?)
        }
        DecisionRequest::SendBack { .. } => {
            (Act::SentBack, act::send_back(&tx, by, &row, &remarks).await?)
        }
    };
    match outcome {
        Outcome::Done => {}
        Outcome::NotWhatWasApproved => {
            tx.rollback().await?;
            let detail = ctx.lang.t("paper-not-what-was-approved");
            let field = "content_hash".to_owned();
            return Ok(Decided::Invalid(vec![FieldProblem { field, detail }]));
        }
        Outcome::Conflict | Outcome::WrongStage | Outcome::Unprintable(_) => {
            tx.rollback().await?;
            return Err(AppError::Conflict(format!("paper {id}")));
        }
    }
    letters::decided(&tx, by, &row, deed, &remarks).await?;
    let told = Entry::by(&actor, Deed::PaperChanged, Some(id));
    let told = Entry { unit_id: Some(row.unit_id), ..told }.with(deed.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(Decided::Done(show(ctx, id).await?))
}
