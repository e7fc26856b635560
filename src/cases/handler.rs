//! `GET /cases/{id}`, `GET /cases/{id}/files/{file}`.

pub mod confidentiality;
pub mod list;
pub mod message;
pub mod step;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use law::procedure::Kind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use self::confidentiality::ConfidentialityForm;
use super::filing::PartyRole;
use super::view::{CaseLink, CasePage, Choice, RatingLine, SealedParts, Secrecy};
use super::{deadlines, follow, page as parts, signature, store};
use crate::accounts;
use crate::audit::Deed;
use crate::calendar;
use crate::documents;
use crate::documents::store::Of;
use crate::error::{Answer, AppError};
use crate::messages;
use crate::policy::access::Access;
use crate::policy::{self, Action, Confidentiality};
use crate::prolonged;
use crate::ratings;
use crate::sealing;
use crate::visits;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// # Errors
/// The case is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    page_with(&ctx, case_id(&id)?, Typed::default()).await
}

/// What was typed into one of the page's forms and not taken, with what is wrong with it.
#[derive(Default)]
struct Typed {
    message: String,
    confidentiality: ConfidentialityForm,
    errors: FormErrors,
}

async fn page_with(ctx: &Ctx, id: Uuid, typed: Typed) -> Answer {
    let db = ctx.app.db.read();
    let loaded = parts::load(ctx, db, id).await?;
    let history = loaded.history.iter().rev();
    let moves = calendar::store::moves_of_case(db, id).await?;
    let deadlines = deadlines::rows(ctx, &loaded, &moves);
    let mut parties = store::parties(db, id).await?;
    let sealed = match loaded.kind {
        Kind::Denunciation => {
            parties.retain(|party| party.role == PartyRole::Respondent.code());
            Some(sealed_parts(ctx, db, &loaded.row).await?)
        }
        Kind::Complaint | Kind::Petition => None,
    };
    let files = store::attachments(db, id).await?;
    let template = CasePage {
        page: Page::titled(ctx, loaded.row.number.clone()).with_errors(!typed.errors.is_empty()),
        head: parts::head(ctx, &loaded),
        facts: parts::fact_list(ctx, &loaded),
        steps: parts::offers(ctx, &loaded)?,
        links: links(ctx, db, &loaded.row).await?,
        second_href: second_href(ctx, &loaded)?,
        visits: visits::lines::of_case(ctx, db, id).await?,
        prolonged: prolonged::list::on_case(ctx, db, &loaded.row).await?,
        papers: papers_of(ctx, db, &loaded).await?,
        rating: rating(ctx, db, id).await?,
        chart: deadlines::chart(ctx, &deadlines, &loaded.deadlines),
        deadlines,
        sealed,
        message: typed.message,
        secrecy: secrecy(ctx, db, &loaded.row, typed.confidentiality).await?,
        parties: parts::party_rows(ctx, loaded.kind, parties),
        files: signature::file_rows(ctx, &loaded, &files),
        copy_since: signature::uploaded_on(&loaded, &files).map(|day| ctx.lang.weekday_date(day)),
        dialogues: parts::dialogue_rows(ctx, store::dialogues(db, id).await?),
        results: parts::results_table(ctx, &loaded),
        history: history
            .map(|fact| parts::history_line(ctx, loaded.kind, fact, &loaded.names))
            .collect(),
        content: loaded.row.content,
        demand: loaded.row.demand,
        contested_act: loaded.row.contested_act,
        errors: typed.errors,
    };
    if template.errors.is_empty() { page::ok(&template) } else { page::invalid(&template) }
}

/// The papers of the case, and those that its facts ask for.
async fn papers_of(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    loaded: &parts::Loaded,
) -> Result<documents::view::Part, AppError> {
    let facts = loaded.history.iter().map(|fact| (fact.seq, fact.event)).collect();
    documents::part::of(ctx, db, Of::Case(loaded.row.id), Some((&loaded.state, facts))).await
}

/// How who sent the case says that it ended.
async fn rating(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<RatingLine>, AppError> {
    let line = |one: entity::rating::Model| RatingLine {
        settled: ctx.lang.t(&format!("settled-{}", one.settled)),
        score: ctx.lang.t(&format!("score-{}", one.score)),
        words: one.words,
        on: one.rated_on,
    };
    Ok(ratings::store::of_case(db, id).await?.map(line))
}

/// How secret the case is, and who may say so.
async fn secrecy(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &entity::case::Model,
    typed: ConfidentialityForm,
) -> Result<Secrecy, AppError> {
    let facts = store::facts_of(row);
    let changes = store::confidentiality_changes(db, row.id).await?;
    let people = changes.iter().map(|one| one.actor_id).collect();
    let names = accounts::store::names(db, people).await?;
    let name = |level: &str| ctx.lang.t(&format!("confidentiality-{level}"));
    let line = |one: entity::confidentiality_change::Model| {
        let who = names.get(&one.actor_id).cloned().unwrap_or_default();
        (one.at, format!("{who}: {}. {}", name(&one.level), one.reason))
    };
    let levels =
        Confidentiality::CHOICES.map(|level| (level.code().to_owned(), name(level.code())));
    Ok(Secrecy {
        level: name(facts.confidentiality.code()),
        may_classify: policy::permit(ctx.actor()?, Action::Classify, &facts).is_ok(),
        levels: levels.to_vec(),
        chosen: if typed.level.is_empty() { row.confidentiality.clone() } else { typed.level },
        reason: typed.level_reason,
        changes: changes.into_iter().map(line).collect(),
    })
}

/// What the page of a denunciation has beyond the others.
async fn sealed_parts(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &entity::case::Model,
) -> Result<SealedParts, AppError> {
    let actor = ctx.actor()?;
    let envelopes = sealing::store::of_case(db, row.id).await?;
    let link = |envelope: entity::sealed_envelope::Model| {
        (format!("/envelopes/{}", envelope.id), envelope.context)
    };
    Ok(SealedParts {
        register_code: row.register_code.clone(),
        may_carry: policy::may_carry_envelopes(actor),
        envelopes: envelopes.into_iter().map(link).collect(),
        messages: messages::store::of_case(db, row.id).await?,
        may_write: policy::permit(actor, Action::Message, &store::facts_of(row)).is_ok(),
    })
}

/// The case before and the cases after, as far as the reader may see them.
async fn links(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &entity::case::Model,
) -> Result<Vec<CaseLink>, AppError> {
    let actor = ctx.actor()?;
    let link = |key: &str, row: entity::case::Model| CaseLink {
        label: ctx.lang.t(key),
        href: parts::case_href(row.id),
        number: row.number,
    };
    let mut links = Vec::new();
    if let Some(before) = row.follows_id {
        match store::get_visible(db, actor, before).await {
            Ok(before) => links.push(link("case-follows", before)),
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let after = store::visible_followers(db, actor, row.id).await?;
    links.extend(after.into_iter().map(|row| link("case-followed-by", row)));
    Ok(links)
}

/// Who takes letters for another office than that of the first decision enters a second complaint.
fn second_href(ctx: &Ctx, loaded: &parts::Loaded) -> Result<Option<String>, AppError> {
    let takes_letters = Access::Counter.admits(Some(ctx.actor()?.role));
    let (units, actor) = (ctx.app.units(), ctx.actor()?);
    let own = units.taking_filings(ctx.today).into_iter().map(|unit| unit.id);
    let elsewhere = own.filter(|id| actor.unit_ids.contains(id)).any(|id| id != loaded.row.unit_id);
    let may = takes_letters && elsewhere && follow::may_be_contested(loaded, ctx.today);
    Ok(may.then(|| format!("/counter/new?follows={}", loaded.row.id)))
}

fn choices<'c>(ctx: &Ctx, codes: impl Iterator<Item = &'c str>, prefix: &str) -> Vec<Choice> {
    codes.map(|code| (code.to_owned(), ctx.lang.t(&format!("{prefix}{code}")))).collect()
}

fn case_id(raw: &str) -> Result<Uuid, AppError> {
    raw.parse().map_err(|_| AppError::NotFound)
}

/// # Errors
/// The case or file is not there for this reader.
pub async fn file(ctx: Ctx, Path((id, file)): Path<(String, String)>) -> Answer {
    let (id, file) = (case_id(&id)?, case_id(&file)?);
    let db = ctx.app.db.read();
    let row = store::get_visible(db, ctx.actor()?, id).await?;
    parts::note_sealed(&ctx, &row, Deed::FileRead).await?;
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
