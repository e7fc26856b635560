//! Which forms there are, and which the facts of a case ask for.

use chrono::NaiveDate;
use entity::local_form;
use law::jurisdiction::Instance;
use law::procedure::{Event, Kind, State};
use papers::Form;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::form_store;
use crate::error::AppError;
use crate::units::Units;

/// Keys of the forms a fact makes, in the order they are written (`law::State::papers` names act and number).
pub fn keys_of(state: &State, event: &Event) -> &'static [&'static str] {
    match event {
        Event::Complaint(event) => {
            let is_second =
                matches!(state, State::Complaint(state) if state.instance() == Instance::Second);
            match event.code() {
                "received" => &["receipt-documents"],
                "accepted" => &["proposal-slip", "complaint-accept-notice"],
                "refused" => &["complaint-refuse-notice"],
                "guided" => &["guidance-slip"],
                "verification-assigned" => &["complaint-verification-decision"],
                "findings-reported" => &["complaint-verification-report"],
                "dialogue-invited" => &["dialogue-invitation"],
                "dialogue-held" => &["dialogue-minutes"],
                "suspended" => &["complaint-suspension"],
                "terminated" => &["complaint-termination"],
                "resumed" => &["complaint-resumption"],
                "execution-stayed" => &["complaint-stay"],
                "stay-lifted" => &["complaint-stay-lifted"],
                "decision-issued" if is_second => &["complaint-decision-second"],
                "decision-issued" => &["complaint-decision-first"],
                _ => &[],
            }
        }
        Event::Denunciation(event) => match event.code() {
            "accepted" | "taken-up-again" | "taken-over" => {
                &["proposal-slip-denunciation", "denunciation-accept-decision"]
            }
            "refused" => &["denunciation-notice-to-denouncer"],
            "transferred" => &["transfer-slip-denunciation"],
            "parties-notified" => {
                &["denunciation-notice-to-denouncer", "denunciation-notice-to-denounced"]
            }
            "verification-assigned" => &["denunciation-team"],
            "findings-reported" => &["denunciation-verification-report"],
            "extended" => &["denunciation-extension"],
            "withdrawn" => &["denunciation-withdrawal-minutes"],
            "concluded" => &["denunciation-conclusion"],
            "conclusion-sent" => &["denunciation-result-notice"],
            _ => &[],
        },
        Event::Petition(event) => match event.code() {
            "received" => &["receipt-documents"],
            "taken-on" => &["proposal-slip"],
            "transferred" => &["transfer-slip-feedback"],
            "answered" => &["petition-answer"],
            _ => &[],
        },
    }
}

/// Forms that say who hands something in: not for denunciations, whose sender no paper but two names, by hand.
fn names_people(form: &Form) -> bool {
    form.fields()
        .iter()
        .any(|field| field.from.as_deref().is_some_and(|from| from.starts_with("person.")))
}

/// What papers are written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Case(Kind),
    Visit,
    Meeting,
}

/// Whether a form is for papers about something.
pub fn fits(form: &Form, about: About) -> bool {
    let key = form.key();
    let is_of = |prefix: &str| key.starts_with(prefix);
    let is_of_kind = is_of("complaint-") || is_of("denunciation-") || is_of("petition-");
    match about {
        About::Case(Kind::Denunciation) => {
            !names_people(form)
                && !is_of("complaint-")
                && !is_of("petition-")
                && key != "transfer-slip-feedback"
        }
        About::Case(Kind::Complaint) => {
            !is_of("denunciation-")
                && !is_of("petition-")
                && !is_of("transfer-slip")
                && key != "reception-refusal"
        }
        About::Case(Kind::Petition) => {
            !is_of("denunciation-") && !is_of("complaint-") && key != "transfer-slip-denunciation"
        }
        About::Visit => !is_of_kind && !is_of("dialogue-") && !is_of("transfer-slip-denunciation"),
        About::Meeting => {
            matches!(key, "dialogue-invitation" | "dialogue-minutes" | "session-minutes")
                || !is_built_in(key)
        }
    }
}

fn is_built_in(key: &str) -> bool {
    papers::forms().iter().any(|form| form.key() == key)
}

/// The forms a unit uses on a day: those that come with the program, and its own beside and in their place.
///
/// # Errors
/// The database cannot be read, or a form of the unit's own cannot.
pub async fn forms(
    db: &impl ConnectionTrait,
    units: &Units,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Form>, AppError> {
    let own = own_forms(db, units, unit_id, day).await?;
    let built_in = papers::forms().iter().filter(|form| form.is_valid_on(day));
    let kept = built_in.filter(|form| own.iter().all(|one| one.key() != form.key())).cloned();
    let mut all: Vec<Form> = kept.collect();
    all.extend(own);
    Ok(all)
}

/// Forms of a unit's own that are used on a day; that of the nearest unit stands for those above.
async fn own_forms(
    db: &impl ConnectionTrait,
    units: &Units,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Form>, AppError> {
    let above = units.ancestry(unit_id);
    let mut rows = form_store::live_on(db, &above, day).await?;
    let distance = |row: &local_form::Model| {
        row.unit_id.and_then(|id| above.iter().position(|one| *one == id)).unwrap_or(usize::MAX)
    };
    rows.sort_by_key(|row| {
        (row.form_key.clone(), distance(row), std::cmp::Reverse(row.valid_from))
    });
    rows.dedup_by(|later, earlier| later.form_key == earlier.form_key);
    let read = |row: &local_form::Model| {
        Form::parse(&row.source)
            .map_err(|error| AppError::inconsistent("local_forms", row.id, error))
    };
    rows.iter().map(read).collect()
}
