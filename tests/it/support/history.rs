//! Histories written fact by fact through the services, on the days their facts have.

use chrono::NaiveDate;
use entity::case;
use gandan::cases::filing::{self, NewCase};
use gandan::cases::steps::{self, DialogueDetails, StepCommand};
use gandan::error::AppError;
use gandan::policy::{Actor, Confidentiality, Reach, Role};
use gandan::statutory::asked::Asked;
use law::complaint::Event as C;
use law::petition::Event as P;
use law::procedure::{Event, State, Step};
use sea_orm::EntityTrait;
use statistics::{Circular, Period};
use uuid::Uuid;

use super::TestApp;
use super::people::{LOGINS, WARD};

/// A chairman whose rights reach some units, denunciations too: he may do every step.
pub fn chairman_of(units: Vec<Uuid>) -> Actor {
    let (_, name, _, _, account_id) = *LOGINS.iter().find(|one| one.0 == "chutich").unwrap();
    Actor {
        account_id,
        session_id: Uuid::nil(),
        name: name.to_owned(),
        role: Role::Chairman,
        unit_id: Some(WARD),
        unit_ids: units,
        denunciations: Reach::Units,
        ceiling: Confidentiality::Restricted,
        lacks_factor: false,
        acts_for: None,
    }
}

/// Files a case; its first fact is on the day it was received.
pub async fn file(app: &TestApp, new: NewCase) -> Uuid {
    let tx = app.app.db.begin_write().await.unwrap();
    let filed = filing::file(&app.app, &tx, app.now(), new).await.unwrap();
    tx.commit().await.unwrap();
    filed.case_id
}

/// The step a fact is recorded by.
pub fn step_of(state: &State, event: &Event) -> Step {
    let is_its = |step: &&Step| {
        state.sample(**step, event.on()).is_some_and(|one| one.code() == event.code())
    };
    *Step::ALL.iter().find(is_its).unwrap_or_else(|| panic!("no step for {event:?}"))
}

/// Records a fact; `hour` is when a dialogue begins, so that no two of a chairman are at once.
pub async fn record(
    app: &TestApp,
    actor: &Actor,
    case_id: Uuid,
    event: Event,
    hour: &str,
) -> Result<State, AppError> {
    let row = case::Entity::find_by_id(case_id).one(app.app.db.read()).await.unwrap().unwrap();
    let history = gandan::cases::store::history(app.app.db.read(), case_id).await.unwrap();
    let state = gandan::cases::store::state_after(case_id, &history).unwrap();
    let dialogue = match event {
        Event::Complaint(C::DialogueInvited { .. })
        | Event::Petition(P::DialogueInvited { .. }) => Some(DialogueDetails::Invitation {
            starts_at: hour.to_owned(),
            place: "Phòng họp số 2".to_owned(),
        }),
        Event::Complaint(C::DialogueHeld { .. }) | Event::Petition(P::DialogueHeld { .. }) => {
            Some(DialogueDetails::Minutes {
                agreed_points: String::new(),
                open_points: String::new(),
            })
        }
        _ => None,
    };
    let command = StepCommand {
        step: step_of(&state, &event),
        event,
        version: row.version,
        note: String::new(),
        paper_number: String::new(),
        assignee_id: None,
        field: None,
        dialogue,
    };
    let tx = app.app.db.begin_write().await.unwrap();
    let done = steps::record(&app.app, &tx, actor, case_id, app.now(), command).await;
    match &done {
        Ok(_) => tx.commit().await.unwrap(),
        Err(_) => tx.rollback().await.unwrap(),
    }
    done
}

/// The report of a unit under the circular in force, for days chosen freely.
pub fn asked(unit: Uuid, from: &str, to: &str) -> Asked {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let circular = Circular::numbered("06/2025/TT-TTCP").unwrap();
    Asked { unit, circular, period: Period::free(day(from), day(to)) }
}
