//! Cases that follow from another: a second complaint (khiếu nại lần hai) from the first, a letter of
//! another kind from the one it was taken for.

use chrono::NaiveDate;
use entity::{case, party};
use law::complaint::{Event as C, FirstResult};
use law::procedure::{Event, Kind, State, Step};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::filing::{self, Channel, NewCase, NewParty, PartyRole};
use super::steps::{self, StepCommand};
use super::{page, store};
use crate::audit::{Deed, Entry};
use crate::db::Tx;
use crate::error::AppError;
use crate::secrets::random_token;
use crate::web::context::Ctx;
use crate::web::i18n::Lang;

/// A complaint somebody complains of again.
pub struct FirstCase {
    pub row: case::Model,
    pub parties: Vec<party::Model>,
    /// What the second complaint follows, as the first case's facts have it.
    pub result: Option<FirstResult>,
}

/// The first complaint, inside the reader's scope.
///
/// # Errors
/// `NotFound` for what is no first complaint or not theirs, or the database cannot be read.
pub async fn first_case(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<FirstCase, AppError> {
    let loaded = page::load(ctx, db, id).await?;
    let State::Complaint(state) = &loaded.state else { return Err(AppError::NotFound) };
    if state.first.is_some() {
        return Err(AppError::NotFound);
    }
    let result = state.first_result(&loaded.rules.get());
    let parties = store::parties(db, id).await?;
    Ok(FirstCase { row: loaded.row, parties, result })
}

/// Whether a second complaint against a case may be entered: the law offers it, and it is a first one.
pub fn may_be_contested(loaded: &page::Loaded, today: NaiveDate) -> bool {
    let offers = loaded.state.offers(&loaded.rules.get(), today);
    offers.iter().any(|o| o.step == Step::RecordSecondComplaint && o.verdict.is_ok())
}

/// Tells the first case that a second complaint was lodged. Where the law does not let it be recorded
/// there (it was already, or the window is closed) the second one says so itself when it is checked. Gives
/// the row of the audit log for what was recorded.
///
/// # Errors
/// The first case is not there for this person, or the database refuses.
pub async fn lodge_second(
    ctx: &Ctx,
    tx: &Tx,
    first: Uuid,
    on: NaiveDate,
    second_number: &str,
) -> Result<Option<Entry>, AppError> {
    let actor = ctx.actor()?;
    let row = store::get_visible(tx, actor, first).await?;
    let told = Entry::on_case(actor, Deed::StepRecorded, &row);
    let command = StepCommand {
        step: Step::RecordSecondComplaint,
        event: Event::Complaint(C::SecondComplaintLodged { on }),
        version: row.version,
        note: Lang::Vi.ta("follow-second-note", &[("number", second_number.to_owned())]),
        paper_number: String::new(),
        assignee_id: None,
        field: None,
        dialogue: None,
    };
    match steps::record(&ctx.app, tx, actor, first, ctx.now, command).await {
        Ok(_) => Ok(Some(told.with(Step::RecordSecondComplaint.code()))),
        Err(AppError::Refused(refusal)) => {
            tracing::info!(case = %first, %refusal, "a second complaint is not recorded at the first");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Begins the case a reclassified letter really is: the same people and words, received on the same day,
/// at the same office. Tells its id.
///
/// # Errors
/// The database refuses.
pub async fn file_as(ctx: &Ctx, tx: &Tx, row: &case::Model, to: Kind) -> Result<Uuid, AppError> {
    let actor = ctx.actor()?;
    let parties = store::parties(tx, row.id).await?;
    let channel = Channel::from_code(&row.channel)
        .ok_or_else(|| AppError::inconsistent("cases", row.id, "unknown channel"))?;
    let new = NewCase {
        unit_id: row.unit_id,
        kind: to,
        field: row.field.clone(),
        subject: row.subject.clone(),
        content: row.content.clone(),
        demand: row.demand.clone(),
        contested_act: row.contested_act.clone(),
        known_on: row.known_on,
        channel,
        lang: Lang::from_code(&row.language).unwrap_or_default(),
        received_on: row.received_on,
        citizen_id: row.citizen_id,
        registered_by: Some((actor.account_id, actor.unit_id)),
        complainants: u32::try_from(row.complainants).unwrap_or(1),
        parties: parties.into_iter().map(same_party).collect::<Result<_, _>>()?,
        first: None,
        follows_id: Some(row.id),
        denunciation: None,
        filing_token: random_token()?,
    };
    Ok(filing::file(&ctx.app, tx, ctx.now, new).await?.case_id)
}

fn same_party(party: party::Model) -> Result<NewParty, AppError> {
    let role = PartyRole::from_code(&party.role)
        .ok_or_else(|| AppError::inconsistent("parties", party.id, "unknown role"))?;
    Ok(NewParty {
        role,
        full_name: party.full_name,
        phone: party.phone,
        email: party.email,
        address: party.address,
        residential_group: party.residential_group,
        ward_id: party.ward_id,
    })
}
