//! A letter before it is written: what a citizen would be told if a step were recorded as it is typed.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{case, dialogue};
use law::complaint::Event as C;
use law::petition::Event as P;
use law::procedure::{self, Event, Kind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::content::{self, Told};
use super::service::citizens;
use crate::app::App;
use crate::cases::steps::{DialogueDetails, StepCommand};
use crate::cases::store::{self, HistoryRow};
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::mail::letter::text_of;
use crate::web::i18n::Lang;

/// What would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub subject: String,
    pub text: String,
    /// Names, each with whether it goes by e-mail.
    pub to: Vec<(String, bool)>,
}

/// Whether a fact of this kind of case is told to a citizen.
pub fn is_told(kind: Kind, event: &Event) -> bool {
    kind != Kind::Denunciation && event.notice().is_some_and(|notice| !notice.is_for_staff())
}

/// The letter of a step that is not recorded; none if it makes none.
///
/// # Errors
/// The law does not allow the step, or the database cannot be read.
pub async fn of_step(
    app: &App,
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    row: &case::Model,
    command: &StepCommand,
) -> Result<Option<Preview>, AppError> {
    let kind = store::kind_of(row)?;
    if !is_told(kind, &command.event) {
        return Ok(None);
    }
    let facts = store::history(db, row.id).await?;
    let state = store::state_after(row.id, &facts)?;
    let rules = app.rules_of(row.unit_id);
    let applied = procedure::apply(&state, &command.event, &rules.get(), date_in_vietnam(now))?;
    let Some(notice) = applied.notice else { return Ok(None) };
    let fact = HistoryRow {
        seq: i32::try_from(facts.len()).unwrap_or(i32::MAX - 1) + 1,
        event: command.event,
        note: command.note.clone(),
        paper_number: command.paper_number.clone(),
        actor_id: None,
        actor_unit_id: None,
        at: now,
    };
    let round = round_of(row.id, command);
    let told = Told { app, row, kind, state: applied.state, fact: &fact, round: round.as_ref() };
    let to = citizens(app, db, row).await?;
    let lang = Lang::from_code(&row.language).unwrap_or_default();
    let name = to.first().map(|one| one.name.clone()).unwrap_or_default();
    let content = content::of_notice(&told, notice, lang, &name)?;
    Ok(Some(Preview {
        text: text_of(&content)?,
        subject: content.subject,
        to: to.into_iter().map(|one| (one.name, !one.address.is_empty())).collect(),
    }))
}

/// The round an invitation would open.
fn round_of(case_id: Uuid, command: &StepCommand) -> Option<dialogue::Model> {
    let (on, held_on) = match command.event {
        Event::Complaint(C::DialogueInvited { on, held_on, .. })
        | Event::Petition(P::DialogueInvited { on, held_on }) => (on, held_on),
        _ => return None,
    };
    let Some(DialogueDetails::Invitation { starts_at, place }) = &command.dialogue else {
        return None;
    };
    Some(round(case_id, (on, held_on), starts_at, place))
}

/// A round that is announced and nowhere else yet.
pub(super) fn round(
    case_id: Uuid,
    (invited_on, held_on): (NaiveDate, NaiveDate),
    starts_at: &str,
    place: &str,
) -> dialogue::Model {
    dialogue::Model {
        id: Uuid::nil(),
        case_id,
        round: 1,
        state: "invited".to_owned(),
        invited_on,
        held_on,
        starts_at: starts_at.to_owned(),
        place: place.to_owned(),
        chair_id: None,
        ics_sequence: 0,
        attendance: None,
        is_agreed: None,
        minutes: String::new(),
        agreed_points: String::new(),
        open_points: String::new(),
        unit_id: Uuid::nil(),
        kind: String::new(),
        field: String::new(),
        confidentiality: String::new(),
    }
}
