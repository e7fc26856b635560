//! `POST /documents/{id}/services|letter`: to whom a paper went, and the step of the case that follows.

use axum::extract::Path;
use axum_extra::extract::Form;
use chrono::{NaiveDate, TimeDelta};
use entity::{document, document_link, document_service};
use law::procedure::{Event, Step};
use law::{complaint, denunciation};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::acts::{begin, refuse, stale};
use super::show::Loaded;
use super::{Subject, by, href, told};
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::cases::steps::{self, StepCommand};
use crate::db::Tx;
use crate::documents::act::{self, By, Outcome};
use crate::documents::catalogue::{self, goes_to_denouncer};
use crate::documents::facts::PAPER_LANG;
use crate::documents::form::NAME_MAX;
use crate::documents::issued::number_of;
use crate::documents::letters::{self, Reader};
use crate::documents::stage::{Act, Stage};
use crate::documents::store;
use crate::documents::view::Small;
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::Confidentiality;
use crate::policy::documents::PaperAct;
use crate::secrets;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// How a paper is served: in hand, by post with proof, through the ward where the person lives, posted up, on
/// the tracking page. By e-mail is a form of its own.
const WAYS: [&str; 5] = ["in-hand", "post", "ward", "posting", "tracking"];

/// How long a link in a letter opens.
const LINK_HOLDS: TimeDelta = TimeDelta::days(30);

pub const LINK_PURPOSE: &str = "paper";

pub fn ways(ctx: &Ctx) -> Vec<(String, String)> {
    let way = |code: &str| (code.to_owned(), ctx.lang.t(&format!("paper-way-{code}")));
    WAYS.map(way).to_vec()
}

/// People of the case a paper can be mailed to. What is sealed is mailed to nobody.
///
/// # Errors
/// The database cannot be read.
pub async fn mail_choices(
    db: &impl ConnectionTrait,
    subject: &Subject,
) -> Result<Vec<(String, String)>, AppError> {
    let readers = readers(db, subject).await?;
    Ok(readers.into_iter().map(|(id, reader)| (id.to_string(), reader.name)).collect())
}

async fn readers(
    db: &impl ConnectionTrait,
    subject: &Subject,
) -> Result<Vec<(Uuid, Reader)>, AppError> {
    let Some(case) = &subject.case else { return Ok(Vec::new()) };
    if cases::store::facts_of(case).confidentiality == Confidentiality::Sealed {
        return Ok(Vec::new());
    }
    let lang = Lang::from_code(&case.language).unwrap_or_default();
    let parties = cases::store::parties(db, case.id).await?;
    let with_address = parties.into_iter().filter(|party| !party.email.is_empty());
    let reader = |party: entity::party::Model| {
        (party.id, Reader { name: party.full_name, address: party.email, lang })
    };
    Ok(with_address.map(reader).collect())
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ServiceForm {
    version: String,
    recipient: String,
    address: String,
    service_way: String,
    sent_on: String,
    served_on: String,
    proof: String,
}

/// A service as it was entered.
struct Served {
    recipient: String,
    address: String,
    way: &'static str,
    sent_on: NaiveDate,
    served_on: Option<NaiveDate>,
    proof: String,
}

impl ServiceForm {
    fn small(&self) -> Small {
        Small {
            recipient: self.recipient.clone(),
            address: self.address.clone(),
            way: self.service_way.clone(),
            sent_on: self.sent_on.clone(),
            served_on: self.served_on.clone(),
            proof: self.proof.clone(),
            ..Small::default()
        }
    }

    /// Not before the paper was issued, not ahead, and received no earlier than it was sent. The day of receipt
    /// needs its proof: periods run from it (KN-13, KN-14). A proof names whom it went to: none is kept where nobody
    /// may be named.
    fn read(
        &self,
        ctx: &Ctx,
        issued_on: NaiveDate,
        is_named: bool,
        errors: &mut FormErrors,
    ) -> Option<Served> {
        let recipient = errors.line("recipient", &self.recipient, true, NAME_MAX);
        let address = errors.line("address", &self.address, false, 300);
        let way = errors.choice("service_way", &self.service_way, |raw| {
            WAYS.into_iter().find(|one| *one == raw)
        });
        let sent_on = errors.date("sent_on", &self.sent_on, true);
        let served_on = errors.date("served_on", &self.served_on, false);
        let is_proved = is_named && served_on.is_some();
        let proof = errors.line("proof", &self.proof, is_proved, 300);
        for (field, day, from) in
            [("sent_on", sent_on, Some(issued_on)), ("served_on", served_on, sent_on)]
        {
            let Some(day) = day else { continue };
            if day > ctx.today {
                errors.add(field, "error-date-ahead");
            } else if let Some(from) = from.filter(|from| day < *from) {
                errors.add_with(field, "error-served-before", vec![("day", ctx.lang.date(from))]);
            }
        }
        let (way, sent_on) = way.zip(sent_on).filter(|_| errors.is_empty())?;
        Some(Served { recipient, address, way, sent_on, served_on, proof })
    }
}

/// # Errors
/// The paper is not the reader's to serve, or the database failed.
pub async fn record(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ServiceForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Serve, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let is_named = !goes_to_denouncer(&loaded.row.form_key);
    let form = if is_named { form } else { unnamed(&loaded, form) };
    let mut errors = FormErrors::default();
    let issued_on = loaded.row.issued_on.unwrap_or(ctx.today);
    let Some(served) = form.read(&ctx, issued_on, is_named, &mut errors) else {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    };
    let by = by(&ctx)?;
    let is_shown = served.way == "tracking";
    let note = (Act::Served, served.recipient.as_str());
    if act::note(&tx, by, &loaded.row, note, is_shown).await? != Outcome::Done {
        tx.rollback().await?;
        return stale(&ctx, id, form.small()).await;
    }
    store::add_service(&tx, row_of(by, id, None, &served)).await?;
    let mut entries = vec![told(&ctx, &loaded.subject, id, "served")?];
    if let Some(step) = follow(&tx, by, &loaded, &served).await?
        && let Some(case) = &loaded.subject.case
    {
        let told = Entry::on_case(by.actor, Deed::StepRecorded, case);
        entries.push(told.with(step.code()));
    }
    audit::commit(&ctx.app, tx, ctx.now, entries).await?;
    Ok(redirect_with(&ctx, &href(id), "paper-served"))
}

/// A service on whoever denounced: the code of the register stands for them, whatever was typed.
fn unnamed(loaded: &Loaded, form: ServiceForm) -> ServiceForm {
    let case = loaded.subject.case.as_ref();
    let code = case.map(|case| case.register_code.clone()).unwrap_or_default();
    let recipient = PAPER_LANG.ta("visit-protected-code", &[("code", code)]);
    ServiceForm { recipient, address: String::new(), proof: String::new(), ..form }
}

fn row_of(
    by: By<'_>,
    document_id: Uuid,
    party_id: Option<Uuid>,
    served: &Served,
) -> document_service::ActiveModel {
    document_service::ActiveModel {
        id: Set(new_id(by.now)),
        document_id: Set(document_id),
        party_id: Set(party_id),
        recipient: Set(served.recipient.clone()),
        address: Set(served.address.clone()),
        way: Set(served.way.to_owned()),
        sent_on: Set(served.sent_on),
        served_on: Set(served.served_on),
        proof: Set(served.proof.clone()),
        recorded_by: Set(by.actor.account_id),
        at: Set(by.now),
    }
}

/// The fact that the service of a paper is: of a decision once its receipt is proved (KN-10, KN-11), of an order
/// (KN-09) and of the conclusion on a denunciation (TC-12) once they are sent.
fn fact_of(step: Step, served: &Served) -> Option<Event> {
    let on = served.sent_on;
    match step {
        Step::RecordService => {
            let received_on = served.served_on?;
            Some(complaint::Event::Served { on, received_on }.into())
        }
        Step::SendOrder => Some(complaint::Event::OrderSent { on }.into()),
        Step::SendConclusion => Some(denunciation::Event::ConclusionSent { on }.into()),
        _ => None,
    }
}

/// Records the step that follows from a service, where the law lets it follow now: the periods that run from it
/// are counted at once. Where it does not (the decision is not recorded yet, the step was done before) the
/// service stands alone.
async fn follow(
    tx: &Tx,
    by: By<'_>,
    loaded: &Loaded,
    served: &Served,
) -> Result<Option<Step>, AppError> {
    let Some(case) = &loaded.subject.case else { return Ok(None) };
    let kind = cases::store::kind_of(case)?;
    let Some(step) = catalogue::service_of(kind, &loaded.row.form_key) else { return Ok(None) };
    let Some(event) = fact_of(step, served) else { return Ok(None) };
    let command = StepCommand {
        step,
        event,
        version: case.version,
        note: served.proof.clone(),
        paper_number: number_of(&loaded.row),
        assignee_id: None,
        field: None,
        dialogue: None,
    };
    match steps::record(by.app, tx, by.actor, case.id, by.now, command).await {
        Ok(_) => Ok(Some(step)),
        Err(AppError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The step of the case that an issued paper belongs to, where it is lawful now: address and text.
///
/// # Errors
/// The database cannot be read.
pub async fn step_link(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &document::Model,
    subject: &Subject,
) -> Result<Option<(String, String)>, AppError> {
    let Some(case) = subject.case.as_ref().filter(|_| row.stage == Stage::Issued.code()) else {
        return Ok(None);
    };
    let Some(step) = catalogue::step_of(cases::store::kind_of(case)?, &row.form_key) else {
        return Ok(None);
    };
    let history = cases::store::history(db, case.id).await?;
    let state = cases::store::state_after(case.id, &history)?;
    let rules = ctx.app.rules_of(case.unit_id);
    let offers = state.offers(&rules.get(), ctx.today);
    let is_lawful = offers.iter().any(|offer| offer.step == step && offer.verdict.is_ok());
    let code = step.code();
    let link = format!("{}/steps/{code}?paper={}", subject.href, row.id);
    Ok(is_lawful.then(|| (link, ctx.lang.t(&format!("step-{code}")))))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    version: String,
    mail_to: String,
}

impl LetterForm {
    fn small(&self) -> Small {
        Small { mail_to: self.mail_to.clone(), ..Small::default() }
    }
}

/// Sends an issued paper by e-mail: with the letter, or where the case is kept secret by a link that opens
/// once.
///
/// # Errors
/// The paper is not the reader's to serve, or the database failed.
pub async fn mail(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<LetterForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Serve, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let readers = readers(&tx, &loaded.subject).await?;
    let chosen = readers.into_iter().find(|(party, _)| party.to_string() == form.mail_to);
    let Some((party, reader)) = chosen else {
        let mut errors = FormErrors::default();
        errors.add("mail_to", "error-choice");
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    };
    let by = by(&ctx)?;
    let note = (Act::Served, reader.name.as_str());
    if act::note(&tx, by, &loaded.row, note, false).await? != Outcome::Done {
        tx.rollback().await?;
        return stale(&ctx, id, form.small()).await;
    }
    let served = Served {
        recipient: reader.name.clone(),
        address: reader.address.clone(),
        way: "email",
        sent_on: ctx.today,
        served_on: None,
        proof: String::new(),
    };
    store::add_service(&tx, row_of(by, id, Some(party), &served)).await?;
    let case = loaded.subject.case.as_ref().map(cases::store::facts_of);
    let is_secret = case.is_some_and(|case| case.confidentiality >= Confidentiality::Restricted);
    let token = if is_secret { Some(link(&tx, by, id).await?) } else { None };
    letters::send(&tx, by, &loaded.row, &reader, token.as_deref()).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, &loaded.subject, id, "mailed")?]).await?;
    Ok(redirect_with(&ctx, &href(id), "paper-mailed"))
}

/// A new link to a paper; what is stored of it is a keyed hash.
async fn link(tx: &Tx, by: By<'_>, document_id: Uuid) -> Result<String, AppError> {
    let token = secrets::random_token()?;
    let row = document_link::ActiveModel {
        id: Set(new_id(by.now)),
        document_id: Set(document_id),
        token_hash: Set(by.app.key.token_hash(LINK_PURPOSE, &token)),
        created_at: Set(by.now),
        expires_at: Set(by.now + LINK_HOLDS),
        used_at: Set(None),
    };
    store::add_link(tx, row).await?;
    Ok(token)
}
