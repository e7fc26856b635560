//! From what is typed at the reception table to what stands in the register.

pub mod later;

use chrono::NaiveDate;
use entity::{account, reception_day};
use law::reception::NotReceived;
use law::visit::{Matter, Mode, Outcome, Urgency, identity_number};
use serde::Deserialize;
use uuid::Uuid;

use super::fact::{State, Written};
use crate::intake::answers::{ADDRESS_MAX, CONTENT_MAX, DEMAND_MAX, NAME_MAX, ward};
use crate::policy::Role;
use crate::web::context::Ctx;
use crate::web::errors::{citation_text, refusal_text};
use crate::web::form::FormErrors;

pub const LINE_MAX: usize = 300;
pub const NOTE_MAX: usize = 2_000;
pub const REASON_MAX: usize = 500;
const PEOPLE_MAX: u32 = 100_000;
/// Letters and digits of an identity paper.
const ID_LENGTH: std::ops::RangeInclusive<usize> = 6..=20;

/// What a visitor who does not denounce brings.
pub const KINDS: [Matter; 3] = [Matter::Complaint, Matter::Petition, Matter::Mixed];

/// Everything the page asks, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VisitForm {
    /// Of this page: however often it is sent, it is entered once.
    pub token: String,
    /// `yes` once the reader was asked whether they know the matter.
    pub asked: String,
    /// `new`, `visit:ID`, `case:ID`.
    pub same_matter: String,
    pub version: String,
    pub correction_reason: String,
    pub visited_on: String,
    pub visit_mode: String,
    pub urgency: String,
    pub receiver: String,
    /// `yes` for video.
    pub is_online: String,
    pub full_name: String,
    pub id_number: String,
    pub phone: String,
    pub address: String,
    pub ward: String,
    pub residential_group: String,
    pub proxy_paper: String,
    pub visit_kind: String,
    pub content: String,
    pub demand: String,
    pub people_count: String,
    pub group_representatives: String,
    pub settled_by: String,
    /// `yes` where the unit is competent.
    pub is_competent: String,
    pub visit_outcome: String,
    pub not_received: String,
    pub outcome_body: String,
    pub outcome_paper: String,
    pub visit_note: String,
    pub register_code: String,
}

/// What is known beside the form.
pub struct Around<'a> {
    /// Who works at the unit.
    pub staff: &'a [account::Model],
    /// Reception days of the unit on the day of the visit.
    pub sessions: &'a [reception_day::Model],
}

/// Reads the page; the number of the identity paper comes beside, to be sealed.
///
/// # Errors
/// The mistakes, field by field.
pub fn parse(
    ctx: &Ctx,
    form: &VisitForm,
    around: &Around<'_>,
) -> Result<(Written, String), FormErrors> {
    let mut errors = FormErrors::default();
    let outcome = errors.choice("visit_outcome", &form.visit_outcome, Outcome::from_code);
    let full_name = errors.line("full_name", &form.full_name, true, NAME_MAX);
    let is_refused = outcome == Some(Outcome::Refused);
    let occasion = occasion(ctx, form, around, &mut errors);
    let day = occasion.as_ref().map_or(ctx.today, |one| one.received_on);
    let id_number = id_number(ctx, form, (day, is_refused), &mut errors);
    let phone = errors.phone("phone", &form.phone);
    let address = errors.line("address", &form.address, !is_refused, ADDRESS_MAX);
    let ward_id = match form.ward.trim() {
        "" => None,
        raw => errors.choice("ward", raw, |raw| ward(&ctx.app, ctx.today, raw)),
    };
    let group = &form.residential_group;
    let residential_group = errors.line("residential_group", group, false, NAME_MAX);
    let kind = errors.choice("visit_kind", &form.visit_kind, |raw| {
        Matter::from_code(raw).filter(|kind| KINDS.contains(kind))
    });
    let content = errors.text("content", &form.content, !is_refused, CONTENT_MAX);
    let demand = errors.text("demand", &form.demand, false, DEMAND_MAX);
    let people = people(form, &mut errors);
    let told = told(ctx, form, (outcome, day), &mut errors);
    let line = |errors: &mut FormErrors, field, raw: &str| errors.line(field, raw, false, LINE_MAX);
    let representatives = line(&mut errors, "group_representatives", &form.group_representatives);
    let settled_by = line(&mut errors, "settled_by", &form.settled_by);
    let proxy_paper = line(&mut errors, "proxy_paper", &form.proxy_paper);
    let note = errors.text("visit_note", &form.visit_note, false, NOTE_MAX);
    let whole = outcome.zip(occasion).zip(kind).zip(people).filter(|_| errors.is_empty());
    let Some((((outcome, occasion), kind), people)) = whole else { return Err(errors) };
    let written = Written {
        kind: kind.code().to_owned(),
        full_name,
        phone,
        address,
        ward_id,
        residential_group,
        proxy_paper,
        content,
        demand,
        people,
        representatives,
        settled_by,
        is_competent: form.is_competent == "yes",
        outcome: outcome.code().to_owned(),
        not_received: told.not_received,
        body: told.body,
        paper_number: told.paper_number,
        note,
        ..occasion
    };
    Ok((written, id_number))
}

/// Somebody came to denounce: day, code and occasion, and nothing else (Điều 56 Luật Tố cáo).
///
/// # Errors
/// The mistakes, field by field.
pub fn parse_denunciation(
    ctx: &Ctx,
    form: &VisitForm,
    around: &Around<'_>,
) -> Result<Written, FormErrors> {
    let mut errors = FormErrors::default();
    let code_max = crate::intake::denunciation::form::CODE_MAX;
    let register_code = errors.line("register_code", &form.register_code, true, code_max);
    let occasion = occasion(ctx, form, around, &mut errors);
    let occasion = occasion.filter(|_| errors.is_empty()).ok_or(errors)?;
    Ok(Written {
        kind: Matter::Denunciation.code().to_owned(),
        register_code,
        people: 1,
        outcome: Outcome::Taken.code().to_owned(),
        ..occasion
    })
}

/// When, who received, on what occasion; the rest is empty.
fn occasion(
    ctx: &Ctx,
    form: &VisitForm,
    around: &Around<'_>,
    errors: &mut FormErrors,
) -> Option<Written> {
    let received_on = errors.date("visited_on", &form.visited_on, true);
    if received_on.is_some_and(|day| day > ctx.today) {
        errors.add("visited_on", "error-date-ahead");
    }
    let mode = errors.choice("visit_mode", &form.visit_mode, Mode::from_code);
    let receiver = errors.choice("receiver", &form.receiver, |raw| {
        around.staff.iter().find(|one| one.id.to_string() == raw)
    });
    let (received_on, mode, receiver) = (received_on?, mode?, receiver?);
    // Who takes the place of a head leads on that day too.
    let acting = ctx.actor.as_ref().filter(|actor| actor.account_id == receiver.id);
    let role = acting.map(|actor| actor.role).or(Role::from_code(&receiver.role));
    let is_leading = matches!(role, Some(Role::Chairman | Role::Leader));
    if mode.is_by_head() && !is_leading {
        errors.add("receiver", "error-visit-head");
    }
    let urgency = if mode.is_unscheduled() {
        errors.choice("urgency", &form.urgency, Urgency::from_code)
    } else {
        None
    };
    let of_receiver = around.sessions.iter().find(|day| day.host_id == receiver.id);
    let session = of_receiver.or(around.sessions.first()).filter(|_| mode.is_scheduled());
    if mode.is_scheduled() && session.is_none() {
        errors.add("visit_mode", "error-visit-no-session");
    }
    Some(Written {
        received_on,
        mode: mode.code().to_owned(),
        urgency: urgency.map(|one| one.code().to_owned()).unwrap_or_default(),
        received_by: receiver.id,
        is_online: form.is_online == "yes",
        day_id: session.map(|day| day.id),
        ..Written::default()
    })
}

/// The number of the identity paper, without spaces, required since 1/7/2026 (TD-20) of who is received.
fn id_number(
    ctx: &Ctx,
    form: &VisitForm,
    (day, is_refused): (NaiveDate, bool),
    errors: &mut FormErrors,
) -> String {
    let kept = form.id_number.chars().filter(|c| !matches!(c, ' ' | '.' | '-'));
    let number: String = kept.flat_map(char::to_uppercase).collect();
    let is_plausible = ID_LENGTH.contains(&number.chars().count())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().any(|b| b.is_ascii_digit());
    match identity_number(day) {
        Some(basis) if number.is_empty() && !is_refused => {
            let args = vec![("basis", citation_text(ctx.lang, basis))];
            errors.add_with("id_number", "error-visit-id-required", args);
        }
        _ if !number.is_empty() && !is_plausible => errors.add("id_number", "error-visit-id"),
        _ => {}
    }
    number
}

fn people(form: &VisitForm, errors: &mut FormErrors) -> Option<u32> {
    let count = match form.people_count.trim() {
        "" => Some(1),
        raw => raw.parse().ok().filter(|count| (1..=PEOPLE_MAX).contains(count)),
    };
    if count.is_none() {
        let args = vec![("min", "1".to_owned()), ("max", PEOPLE_MAX.to_string())];
        errors.add_with("people_count", "error-people-count", args);
    }
    count
}

/// What the visitor was told: where to go, whom it went to, or why they were not received.
struct Told {
    not_received: String,
    body: String,
    paper_number: String,
}

fn told(
    ctx: &Ctx,
    form: &VisitForm,
    (outcome, day): (Option<Outcome>, NaiveDate),
    errors: &mut FormErrors,
) -> Told {
    let names_body = matches!(outcome, Some(Outcome::Guided | Outcome::Forwarded));
    let body = errors.line("outcome_body", &form.outcome_body, names_body, LINE_MAX);
    let paper_number = errors.line("outcome_paper", &form.outcome_paper, false, 60);
    let mut not_received = String::new();
    if outcome == Some(Outcome::Refused)
        && let Some(ground) =
            errors.choice("not_received", &form.not_received, NotReceived::from_code)
    {
        if let Err(refusal) = ground.check(day) {
            let args = vec![("sentence", refusal_text(ctx.lang, &refusal))];
            errors.add_with("not_received", "error-visit-refused", args);
        }
        ground.code().clone_into(&mut not_received);
    }
    Told { not_received, body, paper_number }
}

/// What stands in the register, for the page of a correction.
pub fn filled(state: &State, id_number: String, version: i32) -> VisitForm {
    let written = state.written.clone();
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    VisitForm {
        version: version.to_string(),
        visited_on: written.received_on.to_string(),
        visit_mode: written.mode,
        urgency: written.urgency,
        receiver: written.received_by.to_string(),
        is_online: yes(written.is_online),
        full_name: written.full_name,
        id_number,
        phone: written.phone,
        address: written.address,
        ward: written.ward_id.as_ref().map(Uuid::to_string).unwrap_or_default(),
        residential_group: written.residential_group,
        proxy_paper: written.proxy_paper,
        visit_kind: written.kind,
        content: written.content,
        demand: written.demand,
        people_count: written.people.to_string(),
        group_representatives: written.representatives,
        settled_by: written.settled_by,
        is_competent: yes(written.is_competent),
        visit_outcome: written.outcome,
        not_received: written.not_received,
        outcome_body: written.body,
        outcome_paper: written.paper_number,
        visit_note: written.note,
        register_code: written.register_code,
        ..VisitForm::default()
    }
}
