//! What programs can do and ask.

use chrono::NaiveDate;
use entity::{deadline, party};
use uuid::Uuid;

use super::form::{self, ListCommand};
use super::model::{self, CaseDetail, CaseList, CaseSummary, Fact, FiledCase, NextDue, Tracking};
use super::store::{self, Answered};
use crate::app::App;
use crate::audit::{self, Deed, Entry};
use crate::cases::worklist::ListedCase;
use crate::cases::{self, filing};
use crate::error::AppError;
use crate::policy::Actor;
use crate::secrets::sha256_hex;
use crate::tracking;
use crate::web::context::Ctx;

/// How a filing ended.
pub enum Filing {
    Done(FiledCase),
    Invalid(Vec<model::FieldProblem>),
    /// The key was used for another filing.
    KeyReused,
}

/// Files a case once for each key: the same request again gets the same answer. The tracking secret
/// derives from key and body, so it need not be stored to be told again.
///
/// # Errors
/// The database refuses.
pub async fn file(ctx: &Ctx, key: &str, raw: &model::NewCase) -> Result<Filing, AppError> {
    let app = &ctx.app;
    let body = serde_json::to_string(raw).map_err(|e| AppError::internal("filing", e))?;
    let body_hash = sha256_hex(body.as_bytes());
    let key_hash = app.key.token_hash("idempotency-key", key);
    let filing_token = hex::encode(app.key.keyed("api-filing", &format!("{key}\n{body_hash}")));
    if let Some(answered) = store::find_answered(app.db.read(), &key_hash).await? {
        return Ok(again(app, answered, &body_hash, &filing_token));
    }
    let new = match form::filing(ctx, raw, filing_token.clone()) {
        Ok(new) => new,
        Err(problems) => return Ok(Filing::Invalid(problems)),
    };
    let tx = app.db.begin_write().await?;
    // Somebody may have been quicker while this request waited for its turn to write.
    if let Some(answered) = store::find_answered(&tx, &key_hash).await? {
        tx.rollback().await?;
        return Ok(again(app, answered, &body_hash, &filing_token));
    }
    let (unit_id, kind) = (new.unit_id, new.kind);
    let filed = filing::file(app, &tx, ctx.now, new).await?;
    let taken =
        store::take_key(&tx, key_hash.clone(), body_hash.clone(), filed.case_id, ctx.now).await?;
    if !taken {
        tx.rollback().await?;
        let answered = store::find_answered(app.db.read(), &key_hash).await?;
        let answered = answered.ok_or_else(|| AppError::Conflict("idempotency key".to_owned()))?;
        return Ok(again(app, answered, &body_hash, &filing_token));
    }
    let (unit_id, object_id) = (Some(unit_id), Some(filed.case_id));
    let told = Entry { unit_id, object_id, ..Entry::of(Deed::CaseFiled).with(kind.code()) };
    audit::commit(app, tx, ctx.now, vec![told]).await?;
    tracing::info!(case = %filed.case_id, "filed by a program");
    Ok(Filing::Done(FiledCase { id: filed.case_id, number: filed.number, secret: filed.secret }))
}

fn again(app: &App, answered: Answered, body_hash: &str, filing_token: &str) -> Filing {
    if answered.body_hash != body_hash {
        return Filing::KeyReused;
    }
    let secret = app.key.tracking_secret(filing_token);
    Filing::Done(FiledCase { id: answered.case_id, number: answered.number, secret })
}

/// Where the case of a receipt stands. An unknown number and a wrong secret take the same way.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn track(app: &App, number: &str, secret: &str) -> Result<Tracking, AppError> {
    let found = tracking::service::find(app, number, secret).await?;
    let row = found.ok_or(AppError::NotFound)?;
    Ok(Tracking {
        unit: unit(app, row.unit_id),
        next_due: next_due(row.next_due_on, row.next_due_rule),
        number: row.number,
        kind: row.kind,
        stage: row.stage,
        is_open: row.is_open,
        received_on: row.is_received.then_some(row.received_on),
        accepted_on: row.accepted_on,
        resolved_on: row.resolved_on,
        closed_on: row.closed_on,
    })
}

/// Whoever asks, by token or in a browser that is signed in: no denunciation leaves by way of a program.
pub fn reader(ctx: &Ctx) -> Result<Actor, AppError> {
    Ok(ctx.actor()?.without_denunciations())
}

/// A part of the reader's cases.
///
/// # Errors
/// The database cannot be read.
pub async fn list(ctx: &Ctx, command: ListCommand) -> Result<CaseList, AppError> {
    let app = &ctx.app;
    let limit = usize::try_from(command.limit).unwrap_or(usize::MAX);
    let actor = reader(ctx)?;
    let mut rows = store::list(app.db.read(), &actor, &command, ctx.today).await?;
    // What a program takes away is an export.
    audit::note(app, ctx.now, Entry::by(&actor, Deed::CasesListed, None)).await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = rows.last().filter(|_| has_more).map(|row| row.id.to_string());
    Ok(CaseList { items: rows.into_iter().map(|row| summary(app, row)).collect(), next_cursor })
}

/// One case.
///
/// # Errors
/// `NotFound` outside the reader's scope, or the database cannot be read.
pub async fn show(ctx: &Ctx, id: Uuid) -> Result<CaseDetail, AppError> {
    let app = &ctx.app;
    let db = app.db.read();
    let row = cases::store::get_visible(db, &reader(ctx)?, id).await?;
    cases::page::note_sealed(ctx, &row, Deed::SealedRead).await?;
    let parties = cases::store::parties(db, id).await?;
    let history = cases::store::history_rows(db, id).await?;
    let deadlines = store::deadlines(db, id).await?;
    let fact = |fact: cases::store::HistoryRow| Fact {
        seq: fact.seq.unsigned_abs(),
        kind: fact.event.code().to_owned(),
        on: fact.event.on(),
        note: fact.note,
        paper_number: fact.paper_number,
        at: fact.at,
    };
    Ok(CaseDetail {
        summary: summary(app, ListedCase::from(&row)),
        parties: parties.into_iter().map(party_of).collect::<Result<_, _>>()?,
        deadlines: deadlines.into_iter().map(deadline_of).collect(),
        history: history.into_iter().map(fact).collect(),
        content: row.content,
        demand: row.demand,
        contested_act: row.contested_act,
        known_on: row.known_on,
        language: row.language,
        complainants: row.complainants.unsigned_abs(),
    })
}

fn unit(app: &App, id: Uuid) -> model::Unit {
    let units = app.units();
    let (code, name) = units.get(id).map(|u| (u.code.clone(), u.name.clone())).unwrap_or_default();
    model::Unit { code, name }
}

fn next_due(on: Option<NaiveDate>, rule: Option<String>) -> Option<NextDue> {
    on.zip(rule).map(|(on, rule)| NextDue { on, rule })
}

fn summary(app: &App, row: ListedCase) -> CaseSummary {
    CaseSummary {
        id: row.id,
        number: row.number,
        kind: row.kind,
        stage: row.stage,
        is_open: row.is_open,
        field: row.field,
        subject: row.subject,
        unit: unit(app, row.unit_id),
        channel: row.channel,
        filed_at: row.filed_at,
        received_on: row.is_received.then_some(row.received_on),
        accepted_on: row.accepted_on,
        resolved_on: row.resolved_on,
        closed_on: row.closed_on,
        next_due: next_due(row.next_due_on, row.next_due_rule),
    }
}

fn party_of(row: party::Model) -> Result<model::Party, AppError> {
    let role = match filing::PartyRole::from_code(&row.role) {
        Some(filing::PartyRole::Complainant) => model::PartyRole::Complainant,
        Some(filing::PartyRole::Representative) => model::PartyRole::Representative,
        Some(filing::PartyRole::Respondent) => model::PartyRole::Respondent,
        None => return Err(AppError::inconsistent("parties", row.id, "unknown role")),
    };
    Ok(model::Party {
        role,
        full_name: row.full_name,
        phone: row.phone,
        email: row.email,
        address: row.address,
        residential_group: row.residential_group,
    })
}

fn deadline_of(row: deadline::Model) -> model::Deadline {
    model::Deadline {
        rule: row.rule,
        days: row.days.unsigned_abs(),
        day_unit: row.day_unit,
        duty: row.duty,
        starts_on: row.starts_on,
        strict_on: row.strict_on,
        due_on: row.due_on,
        ending: row.ending,
        met_on: row.met_on,
    }
}
