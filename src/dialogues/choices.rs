//! Who can chair and prepare, and where: the choices of planning and moving, and what a wish is checked by.

use entity::{account, household, meeting, room};
use law::dialogue::Chair;
use law::meeting::MeetingKind;
use law::refusal::Refusal;
use uuid::Uuid;

use super::form::{PLACE_MAX, REASON_MAX, SettingForm};
use super::plan::{Clashes, Setting};
use super::rules::{self, Departure, House, Wanted};
use crate::accounts::store::staff;
use crate::bookings::Stretch;
use crate::error::AppError;
use crate::policy::Role;
use crate::rooms;
use crate::web::context::Ctx;
use crate::web::errors::refusal_text;
use crate::web::form::FormErrors;

pub type Options = Vec<(String, String)>;

/// People and rooms of a unit.
pub struct Choices {
    pub unit_id: Uuid,
    pub rooms: Vec<room::Model>,
    pub chairs: Vec<account::Model>,
    pub officers: Vec<account::Model>,
}

/// # Errors
/// The database failed.
pub async fn of_unit(ctx: &Ctx, unit_id: Uuid) -> Result<Choices, AppError> {
    let db = ctx.app.db.read();
    let units = ctx.app.units().subtree(unit_id);
    let chairs = [Role::Chairman, Role::Leader, Role::Officer].map(Role::code);
    let officers = [Role::Officer, Role::Reception].map(Role::code);
    Ok(Choices {
        unit_id,
        rooms: rooms::store::open_rooms(db, unit_id).await?,
        chairs: staff(db, Some(units.clone()), &chairs).await?,
        officers: staff(db, Some(units), &officers).await?,
    })
}

impl Choices {
    /// Those of before stay possible, even if the room was closed or the person moved on.
    pub fn keeping(mut self, meeting: &meeting::Model, chair: account::Model) -> Self {
        if !self.chairs.iter().any(|one| one.id == meeting.chair_id) {
            self.chairs.push(chair);
        }
        self
    }

    pub fn room_options(&self) -> Options {
        self.rooms.iter().map(|room| (room.id.to_string(), room.name.clone())).collect()
    }

    pub fn chair_options(&self, ctx: &Ctx) -> Options {
        self.chairs.iter().map(|one| option(ctx, one)).collect()
    }

    pub fn officer_options(&self, ctx: &Ctx) -> Options {
        self.officers.iter().map(|one| option(ctx, one)).collect()
    }

    /// The head of the unit chairs in person; everybody else stands for them.
    pub fn chair_of(&self, id: Uuid) -> Chair {
        let is_head = |one: &&account::Model| {
            one.id == id && one.role == Role::Chairman.code() && one.unit_id == Some(self.unit_id)
        };
        if self.chairs.iter().any(|one| is_head(&one)) { Chair::Resolver } else { Chair::Deputy }
    }
}

fn option(ctx: &Ctx, one: &account::Model) -> (String, String) {
    let role = ctx.lang.t(&format!("role-{}", one.role));
    (one.id.to_string(), format!("{} ({role})", one.display_name))
}

/// How a room is named in letters.
pub fn place_of(room: &room::Model) -> String {
    format!("{}, {}", room.name, room.place)
}

/// What kind of meeting a wish is for.
#[derive(Clone, Copy)]
pub struct Nature {
    pub kind: MeetingKind,
    pub is_group: bool,
    pub is_sensitive: bool,
}

/// Reads where and with whom a meeting is wanted; what stands against it is said beside its field.
pub fn setting(
    ctx: &Ctx,
    errors: &mut FormErrors,
    form: &SettingForm,
    choices: &Choices,
    nature: Option<Nature>,
) -> Option<Setting> {
    let stretch = form.stretch(errors, ctx.app.calendars().covers().1);
    let room = match form.room.trim() {
        "" => None,
        raw => errors.choice("room", raw, |raw| {
            choices.rooms.iter().find(|room| room.id.to_string() == raw)
        }),
    };
    let place = errors.line("meeting_place", &form.meeting_place, room.is_none(), PLACE_MAX);
    // The place of a room is that room's: who names it takes it, and who chooses another one leaves it.
    let named = choices.rooms.iter().find(|room| place == place_of(room));
    let room = room.or(named);
    let place = match room {
        Some(room) if place.is_empty() || named.is_some() => place_of(room),
        _ => place,
    };
    let among = |people: &[account::Model], raw: &str| {
        people.iter().map(|one| one.id).find(|id| id.to_string() == raw)
    };
    let chair_id = errors.choice("chair", &form.chair, |raw| among(&choices.chairs, raw));
    let officer_id = match form.officer.trim() {
        "" => None,
        raw => errors.choice("officer", raw, |raw| among(&choices.officers, raw)),
    };
    let raw_reason = &form.exception_reason;
    let exception_reason = errors.line("exception_reason", raw_reason, false, REASON_MAX);
    let (stretch, chair_id) = stretch.zip(chair_id)?;
    let wanted = (stretch, choices.chair_of(chair_id));
    check(ctx, errors, choices.unit_id, nature?, wanted, !exception_reason.is_empty());
    let room_id = room.map(|room| room.id);
    errors.is_empty().then_some(Setting {
        stretch,
        room_id,
        place,
        chair_id,
        officer_id,
        exception_reason,
    })
}

/// Adds what the law forbids, and what is unusual without a reason.
pub fn check(
    ctx: &Ctx,
    errors: &mut FormErrors,
    unit_id: Uuid,
    nature: Nature,
    (stretch, chair): (Stretch, Chair),
    has_reason: bool,
) {
    let unit_rules = ctx.app.rules_of(unit_id);
    let section = &ctx.app.config.dialogues;
    let windows = section.windows().unwrap_or_default();
    let house = House {
        calendar: unit_rules.get().calendar,
        windows: &windows,
        notice_days: section.notice_days,
    };
    let Nature { kind, is_group, is_sensitive } = nature;
    let resolver = ctx.app.units().resolver(unit_id);
    let wanted = Wanted { kind, stretch, chair, resolver, is_group, is_sensitive };
    match rules::check(&wanted, &house, ctx.today, has_reason) {
        Ok(departures) => {
            for one in departures {
                errors.add_with("exception_reason", departure_key(one), departure_args(ctx, one));
            }
        }
        Err(refusal) => {
            let field = match refusal {
                Refusal::ChairInPerson { .. } => "chair",
                _ => "meeting_on",
            };
            let sentence = refusal_text(ctx.lang, &refusal);
            errors.add_with(field, "error-reception-refused", vec![("sentence", sentence)]);
        }
    }
}

fn departure_key(one: Departure) -> &'static str {
    match one {
        Departure::OffDay => "departure-off-day",
        Departure::OffHours => "departure-off-hours",
        Departure::ShortNotice(_) => "departure-short-notice",
        Departure::ChairDelegated => "departure-chair-delegated",
    }
}

fn departure_args(ctx: &Ctx, one: Departure) -> Vec<(&'static str, String)> {
    match one {
        Departure::ShortNotice(latest) => vec![("latest", ctx.lang.date(latest))],
        _ => Vec::new(),
    }
}

/// Says who or what is taken, beside the day.
pub fn add_clashes(
    errors: &mut FormErrors,
    choices: &Choices,
    household: Option<&household::Model>,
    clashes: &Clashes,
) {
    for (id, stretch) in clashes {
        let args = vec![("who", taken_name(choices, household, *id)), ("hours", stretch.hours())];
        errors.add_with("meeting_on", "error-meeting-taken", args);
    }
}

fn taken_name(choices: &Choices, household: Option<&household::Model>, id: Uuid) -> String {
    let people = choices.chairs.iter().chain(&choices.officers);
    let person = people.filter(|one| one.id == id).map(|one| one.display_name.clone()).next();
    let room = || choices.rooms.iter().find(|room| room.id == id).map(|room| room.name.clone());
    let home = || household.filter(|one| one.id == id).map(|one| one.head_name.clone());
    person.or_else(room).or_else(home).unwrap_or_default()
}
