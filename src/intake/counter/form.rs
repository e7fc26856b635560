//! From what an official enters to a filing.

use chrono::NaiveDate;
use entity::{case, party};
use law::complaint::FirstResult;
use law::procedure::Kind;
use serde::Deserialize;
use uuid::Uuid;

use crate::cases::field;
use crate::cases::filing::{Channel, NewCase, NewParty, PartyRole};
use crate::cases::follow::FirstCase;
use crate::cases::kind;
use crate::intake::answers::{
    ADDRESS_MAX, CONTENT_MAX, DEMAND_MAX, NAME_MAX, SUBJECT_MAX, ward, with_respondent,
};
use crate::text::clean_line;
use crate::visits::fact::Written;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// People named one by one; a letter with more names them in its files.
const OTHERS_MAX: usize = 49;
const PEOPLE_MAX: u32 = 100_000;

/// Everything the page asks, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CounterForm {
    /// The draft that holds the files.
    pub draft: String,
    pub channel: String,
    pub received_on: String,
    pub kind: String,
    pub unit: String,
    pub full_name: String,
    pub phone: String,
    pub email: String,
    pub ward: String,
    pub residential_group: String,
    pub address: String,
    /// How many people signed.
    pub complainants: String,
    /// Further people, one a line: name; address.
    pub others: String,
    /// Names among them who represent the group, one a line.
    pub representatives: String,
    pub field: String,
    pub subject: String,
    pub content: String,
    pub contested_act: String,
    pub respondent: String,
    pub known_on: String,
    pub demand: String,
    /// `yes` for a second complaint.
    pub second: String,
    /// What the first time ended with: `decided` or `unanswered`.
    pub first_was: String,
    /// Day the first decision was received, or the first period ended.
    pub first_on: String,
    /// The first case, if it is here.
    pub follows: String,
    /// The visit of the register of receptions it comes from.
    pub visit: String,
}

impl CounterForm {
    /// Sets a field by its name, as it comes in a form with files.
    pub fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "draft" => &mut self.draft,
            "channel" => &mut self.channel,
            "received_on" => &mut self.received_on,
            "kind" => &mut self.kind,
            "unit" => &mut self.unit,
            "full_name" => &mut self.full_name,
            "phone" => &mut self.phone,
            "email" => &mut self.email,
            "ward" => &mut self.ward,
            "residential_group" => &mut self.residential_group,
            "address" => &mut self.address,
            "complainants" => &mut self.complainants,
            "others" => &mut self.others,
            "representatives" => &mut self.representatives,
            "field" => &mut self.field,
            "subject" => &mut self.subject,
            "content" => &mut self.content,
            "contested_act" => &mut self.contested_act,
            "respondent" => &mut self.respondent,
            "known_on" => &mut self.known_on,
            "demand" => &mut self.demand,
            "second" => &mut self.second,
            "first_was" => &mut self.first_was,
            "first_on" => &mut self.first_on,
            "follows" => &mut self.follows,
            "visit" => &mut self.visit,
            _ => return,
        };
        *field = value;
    }
}

/// Reads the page into a filing; `follows` is the first case of a second complaint, if it is here.
///
/// # Errors
/// The mistakes, field by field.
pub fn parse(
    ctx: &Ctx,
    form: &CounterForm,
    token: &str,
    follows: Option<&case::Model>,
) -> Result<NewCase, FormErrors> {
    let mut errors = FormErrors::default();
    let at_counter = |code: &str| {
        Channel::from_code(code).filter(|channel| Channel::AT_COUNTER.contains(channel))
    };
    let channel = errors.choice("channel", &form.channel, at_counter);
    let received_on = errors.date("received_on", &form.received_on, true);
    not_ahead(ctx, &mut errors, "received_on", received_on);
    let kind = errors.choice("kind", &form.kind, kind::handled);
    let unit_id = errors.choice("unit", &form.unit, |raw| own_office(ctx, raw));
    let sender = sender(ctx, form, &mut errors);
    let people = people(form, &mut errors);
    let field = errors.choice("field", &form.field, field::known);
    let subject = errors.line("subject", &form.subject, true, SUBJECT_MAX);
    let content = errors.text("content", &form.content, true, CONTENT_MAX);
    let is_complaint = kind == Some(Kind::Complaint);
    let contested_act = errors.text("contested_act", &form.contested_act, is_complaint, DEMAND_MAX);
    let respondent = errors.line("respondent", &form.respondent, is_complaint, ADDRESS_MAX);
    let known_on = errors.date("known_on", &form.known_on, false);
    not_ahead(ctx, &mut errors, "known_on", known_on);
    let demand = errors.text("demand", &form.demand, true, DEMAND_MAX);
    let first = first_result(ctx, form, kind, &mut errors);
    // Who finds that it is no second complaint after all unticks it; then it follows nothing.
    let follows = follows.filter(|_| form.second == "yes");
    // The head who decided the first time cannot decide the second (Điều 7, Điều 21 Luật Khiếu nại,
    // table 1.8 of the digest).
    if follows.is_some_and(|first| Some(first.unit_id) == unit_id) {
        errors.add("unit", "error-second-same-office");
    }
    let read = channel.zip(received_on).zip(kind).zip(unit_id).zip(field).zip(people);
    let (Some((((((channel, received_on), kind), unit_id), field), (complainants, others))), true) =
        (read, errors.is_empty())
    else {
        return Err(errors);
    };
    let mut parties = vec![sender];
    parties.extend(others);
    let registered_by = ctx.actor.as_ref().map(|actor| (actor.account_id, actor.unit_id));
    Ok(NewCase {
        unit_id,
        kind,
        field: field.to_owned(),
        subject,
        content,
        demand,
        contested_act,
        known_on,
        channel,
        lang: ctx.lang,
        received_on,
        citizen_id: None,
        registered_by,
        complainants,
        parties: with_respondent(parties, respondent),
        first,
        follows_id: follows.map(|row| row.id),
        denunciation: None,
        filing_token: token.to_owned(),
    })
}

/// What a second complaint follows (KN-13); none for a first one.
fn first_result(
    ctx: &Ctx,
    form: &CounterForm,
    kind: Option<Kind>,
    errors: &mut FormErrors,
) -> Option<FirstResult> {
    if form.second != "yes" {
        return None;
    }
    if kind.is_some_and(|kind| kind != Kind::Complaint) {
        errors.add("second", "error-second-kind");
    }
    let known = |raw: &str| ["decided", "unanswered"].into_iter().find(|one| *one == raw);
    let was = errors.choice("first_was", &form.first_was, known);
    let on = errors.date("first_on", &form.first_on, true);
    not_ahead(ctx, errors, "first_on", on);
    match was? {
        "decided" => Some(FirstResult::Decided { received_on: on? }),
        _ => Some(FirstResult::Unanswered { ended_on: on? }),
    }
}

/// The page filled in from the first case, for an official to go through.
pub fn prefilled(form: CounterForm, first: &FirstCase, office: String) -> CounterForm {
    let (first_was, first_on) = match first.result {
        Some(FirstResult::Decided { received_on }) => ("decided", received_on.to_string()),
        Some(FirstResult::Unanswered { ended_on }) => ("unanswered", ended_on.to_string()),
        None => ("", String::new()),
    };
    let senders = [PartyRole::Complainant.code(), PartyRole::Representative.code()];
    let mut people = first.parties.iter().filter(|one| senders.contains(&one.role.as_str()));
    let sender = people.next().cloned();
    let line = |one: &party::Model| format!("{}; {}", one.full_name, one.address);
    let others: Vec<String> = people.clone().map(line).collect();
    let represents = |one: &&party::Model| one.role == PartyRole::Representative.code();
    let representatives: Vec<&str> =
        people.filter(represents).map(|one| one.full_name.as_str()).collect();
    let filled = CounterForm {
        kind: Kind::Complaint.code().to_owned(),
        complainants: match first.row.complainants {
            1 => String::new(),
            several => several.to_string(),
        },
        others: others.join("\n"),
        representatives: representatives.join("\n"),
        field: first.row.field.clone(),
        subject: first.row.subject.clone(),
        contested_act: Lang::Vi.ta("follow-second-act", &[("number", first.row.number.clone())]),
        respondent: office,
        second: "yes".to_owned(),
        first_was: first_was.to_owned(),
        first_on,
        follows: first.row.id.to_string(),
        ..form
    };
    let Some(sender) = sender else { return filled };
    CounterForm {
        full_name: sender.full_name,
        phone: sender.phone,
        email: sender.email,
        ward: sender.ward_id.map(|id| id.to_string()).unwrap_or_default(),
        residential_group: sender.residential_group,
        address: sender.address,
        ..filled
    }
}

/// The page filled in from a visit, for an official to complete.
pub fn from_visit(form: CounterForm, visit: Uuid, unit: Uuid, written: Written) -> CounterForm {
    let first_line = written.content.lines().next().unwrap_or_default();
    let names = written.representatives.replace([',', ';'], "\n");
    CounterForm {
        received_on: written.received_on.to_string(),
        // A matter of several kinds is split by kind: which one this is, the official says.
        kind: kind::handled(&written.kind).map(|kind| kind.code().to_owned()).unwrap_or_default(),
        unit: unit.to_string(),
        full_name: written.full_name,
        phone: written.phone,
        ward: written.ward_id.map(|id| id.to_string()).unwrap_or_default(),
        residential_group: written.residential_group,
        address: written.address,
        complainants: match written.people {
            ..=1 => String::new(),
            several => several.to_string(),
        },
        others: names.clone(),
        representatives: names,
        subject: first_line.chars().take(SUBJECT_MAX).collect(),
        content: written.content,
        demand: written.demand,
        visit: visit.to_string(),
        ..form
    }
}

fn not_ahead(ctx: &Ctx, errors: &mut FormErrors, field: &'static str, day: Option<NaiveDate>) {
    if day.is_some_and(|day| day > ctx.today) {
        errors.add(field, "error-date-ahead");
    }
}

/// An office the official may receive for: their own unit, or one below it.
pub fn own_office(ctx: &Ctx, raw: &str) -> Option<Uuid> {
    let id: Uuid = raw.parse().ok()?;
    own_offices(ctx).into_iter().find(|own| *own == id)
}

/// Offices that take filings within the official's reach, the own one first.
pub fn own_offices(ctx: &Ctx) -> Vec<Uuid> {
    let Some(actor) = &ctx.actor else { return Vec::new() };
    let units = ctx.app.units();
    let mut offices: Vec<Uuid> = units
        .taking_filings(ctx.today)
        .into_iter()
        .map(|unit| unit.id)
        .filter(|id| actor.unit_ids.contains(id))
        .collect();
    offices.sort_by_key(|id| Some(*id) != actor.unit_id);
    offices
}

fn sender(ctx: &Ctx, form: &CounterForm, errors: &mut FormErrors) -> NewParty {
    let app = &ctx.app;
    NewParty {
        role: PartyRole::Complainant,
        full_name: errors.line("full_name", &form.full_name, true, NAME_MAX),
        phone: errors.phone("phone", &form.phone),
        email: errors.email("email", &form.email),
        ward_id: match form.ward.trim() {
            "" => None,
            raw => errors.choice("ward", raw, |raw| ward(app, ctx.today, raw)),
        },
        residential_group: errors.line(
            "residential_group",
            &form.residential_group,
            false,
            NAME_MAX,
        ),
        address: errors.line("address", &form.address, true, ADDRESS_MAX),
    }
}

/// How many people there are, and those named beside the first.
fn people(form: &CounterForm, errors: &mut FormErrors) -> Option<(u32, Vec<NewParty>)> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(clean_line).filter(|line| !line.is_empty()).collect()
    };
    let representatives: Vec<String> =
        lines(&form.representatives).iter().map(|name| crate::text::fold(name)).collect();
    let named = lines(&form.others);
    if named.len() > OTHERS_MAX {
        let args = vec![("max", OTHERS_MAX.to_string()), ("count", named.len().to_string())];
        errors.add_with("others", "error-people-too-many", args);
    }
    let is_too_long = |line: &String| line.chars().count() > NAME_MAX + ADDRESS_MAX;
    if named.iter().any(is_too_long) {
        errors.add("others", "error-person-too-long");
    }
    let others: Vec<NewParty> = named
        .iter()
        .map(|line| {
            let (name, address) = line.split_once(';').unwrap_or((line, ""));
            let is_one = representatives.contains(&crate::text::fold(name));
            NewParty {
                role: if is_one { PartyRole::Representative } else { PartyRole::Complainant },
                full_name: clean_line(name),
                phone: String::new(),
                email: String::new(),
                address: clean_line(address),
                residential_group: String::new(),
                ward_id: None,
            }
        })
        .collect();
    let first = crate::text::fold(&form.full_name);
    let is_known = |name: &String| {
        *name == first || others.iter().any(|one| crate::text::fold(&one.full_name) == *name)
    };
    if !representatives.iter().all(is_known) {
        errors.add("representatives", "error-representative-unknown");
    }
    let least = u32::try_from(others.len() + 1).unwrap_or(PEOPLE_MAX);
    let count = match form.complainants.trim() {
        "" => Some(least),
        raw => raw.parse().ok().filter(|count| (least..=PEOPLE_MAX).contains(count)),
    };
    if count.is_none() {
        let args = vec![("min", least.to_string()), ("max", PEOPLE_MAX.to_string())];
        errors.add_with("complainants", "error-people-count", args);
    }
    Some((count?, others))
}
