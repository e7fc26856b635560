//! Planning meetings: where, when and with whom; all of a plan or none.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{household, meeting, meeting_person};
use law::meeting::{Event, Meeting, MeetingKind, Stage};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::act::event_row;
use super::store;
use crate::app::App;
use crate::bookings::{self, Booking, Stretch};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;

/// Where and with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub stretch: Stretch,
    pub room_id: Option<Uuid>,
    pub place: String,
    pub chair_id: Uuid,
    pub officer_id: Option<Uuid>,
    /// Why it is unusual; empty if it is not.
    pub exception_reason: String,
}

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub role: PersonRole,
    pub full_name: String,
    pub email: String,
    pub address: String,
}

/// In what part somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonRole {
    /// Of the household the meeting is about.
    Household,
    /// Of a body, the Front, the residential group, or with related rights (DT-07).
    Other,
}

impl PersonRole {
    pub fn code(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Other => "other",
        }
    }
}

/// The household as it is invited today.
pub fn household_person(app: &App, household: &household::Model) -> Invited {
    let (house, group) = (&household.address, &household.residential_group);
    Invited {
        role: PersonRole::Household,
        full_name: household.head_name.clone(),
        email: household.email.clone(),
        address: app.units().address(house, group, household.ward_id),
    }
}

/// A meeting to plan.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    pub unit_id: Uuid,
    pub campaign_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub case_id: Option<Uuid>,
    pub kind: MeetingKind,
    /// 1, 2, … of a household.
    pub round: i32,
    pub title: String,
    pub agenda: String,
    pub is_public: bool,
    pub is_sensitive: bool,
    pub setting: Setting,
    pub people: Vec<Invited>,
}

/// Everybody and everything a meeting takes.
pub fn booking(id: Uuid, household_id: Option<Uuid>, setting: &Setting) -> Booking {
    let people = [Some(setting.chair_id), setting.officer_id];
    let things = [setting.room_id, household_id];
    let mut resources: Vec<Uuid> = people.into_iter().chain(things).flatten().collect();
    resources.sort_unstable();
    resources.dedup();
    Booking { holder_id: id, resources, stretch: setting.stretch }
}

/// Who or what is taken by another meeting, and when.
pub type Clashes = Vec<(Uuid, Stretch)>;

/// Plans meetings, all or none: then the clashes are told and the transaction must be rolled back.
///
/// # Errors
/// The law refused, or the database does.
pub async fn plan(
    tx: &Tx,
    actor: &Actor,
    wanted: Vec<NewMeeting>,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Result<Vec<Uuid>, Clashes>, AppError> {
    let (mut ids, mut taken) = (Vec::new(), Vec::new());
    let (mut meetings, mut people, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for new in wanted {
        let id = new_id(now);
        let held_on = new.setting.stretch.on;
        let event = Event::Planned { on: today, kind: new.kind, held_on };
        Meeting::begin(&event, today)?;
        taken.push(booking(id, new.household_id, &new.setting));
        events.push(event_row(Some(actor.account_id), (id, 1), &event, String::new(), now)?);
        people.extend(people_rows(id, &new.people, now));
        meetings.push(meeting_row(actor, id, new, now));
        ids.push(id);
    }
    let clashes = bookings::store::take(tx, &taken).await?;
    if !clashes.is_empty() {
        return Ok(Err(clashes));
    }
    store::add(tx, meetings, people).await?;
    store::add_events(tx, events).await?;
    Ok(Ok(ids))
}

fn meeting_row(
    actor: &Actor,
    id: Uuid,
    new: NewMeeting,
    now: DateTime<Utc>,
) -> meeting::ActiveModel {
    let setting = new.setting;
    meeting::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        campaign_id: Set(new.campaign_id),
        household_id: Set(new.household_id),
        case_id: Set(new.case_id),
        kind: Set(new.kind.code().to_owned()),
        round: Set(new.round),
        title: Set(new.title),
        agenda: Set(new.agenda),
        stage: Set(Stage::Planned.code().to_owned()),
        held_on: Set(setting.stretch.on),
        from_minute: Set(setting.stretch.from),
        to_minute: Set(setting.stretch.to),
        room_id: Set(setting.room_id),
        place: Set(setting.place),
        chair_id: Set(setting.chair_id),
        officer_id: Set(setting.officer_id),
        exception_reason: Set(setting.exception_reason),
        announced_on: Set(None),
        was_on: Set(None),
        is_public: Set(new.is_public),
        is_sensitive: Set(new.is_sensitive),
        sequence: Set(0),
        version: Set(1),
        created_by: Set(actor.account_id),
        created_at: Set(now),
    }
}

fn people_rows(
    meeting_id: Uuid,
    people: &[Invited],
    now: DateTime<Utc>,
) -> Vec<meeting_person::ActiveModel> {
    let row = |(position, one): (i32, &Invited)| meeting_person::ActiveModel {
        id: Set(new_id(now)),
        meeting_id: Set(meeting_id),
        position: Set(position),
        role: Set(one.role.code().to_owned()),
        full_name: Set(one.full_name.clone()),
        email: Set(one.email.clone()),
        address: Set(one.address.clone()),
        told_by: Set(None),
        attendance: Set(None),
        absence_reason: Set(String::new()),
        opinion: Set(String::new()),
        signature: Set(None),
        refusal_reason: Set(String::new()),
    };
    (1..).zip(people).map(row).collect()
}
