//! The working copy (bản lược bỏ) of a denunciation, from its form to a filing. Nothing here has a place
//! for who denounces.

use law::denunciation::Origin;
use law::procedure::Kind;
use uuid::Uuid;

use crate::cases::field;
use crate::cases::filing::{Channel, Denunciation, NewCase, NewParty, PartyRole};
use crate::intake::answers::{ADDRESS_MAX, CONTENT_MAX, SUBJECT_MAX};
use crate::intake::counter::form::own_office;
use crate::sealing::envelopes::Sealed;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;

pub const CODE_MAX: usize = 40;
const DENOUNCERS_MAX: u32 = 1_000;

/// Everything the forms ask, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct DenunciationForm {
    /// The draft that holds the photos; at the counter alone.
    pub draft: String,
    pub channel: String,
    pub received_on: String,
    pub unit: String,
    pub register_code: String,
    pub origin: String,
    pub denouncers: String,
    pub respondent: String,
    pub field: String,
    pub subject: String,
    pub content: String,
    /// `yes` where protection is asked for.
    pub protection: String,
    /// `yes` once it was read again for what could tell who denounces.
    pub reread: String,
}

impl DenunciationForm {
    /// Sets a field by its name, as it comes in a form with files.
    pub fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "draft" => &mut self.draft,
            "channel" => &mut self.channel,
            "received_on" => &mut self.received_on,
            "unit" => &mut self.unit,
            "register_code" => &mut self.register_code,
            "origin" => &mut self.origin,
            "denouncers" => &mut self.denouncers,
            "respondent" => &mut self.respondent,
            "field" => &mut self.field,
            "subject" => &mut self.subject,
            "content" => &mut self.content,
            "protection" => &mut self.protection,
            "reread" => &mut self.reread,
            _ => return,
        };
        *field = value;
    }
}

/// What both ways ask.
struct Working {
    origin: Origin,
    denouncers: u32,
    respondent: String,
    field: &'static str,
    subject: String,
    content: String,
}

fn working(form: &DenunciationForm, errors: &mut FormErrors) -> Option<Working> {
    let origin = match form.origin.as_str() {
        "" => Some(Origin::New),
        raw => errors.choice("origin", raw, Origin::from_code),
    };
    let denouncers = match form.denouncers.trim() {
        "" => Some(1),
        raw => raw.parse().ok().filter(|count| (1..=DENOUNCERS_MAX).contains(count)),
    };
    if denouncers.is_none() {
        let args = vec![("min", "1".to_owned()), ("max", DENOUNCERS_MAX.to_string())];
        errors.add_with("denouncers", "error-people-count", args);
    }
    let respondent = errors.line("respondent", &form.respondent, true, ADDRESS_MAX);
    let field = errors.choice("field", &form.field, field::known);
    let subject = errors.line("subject", &form.subject, true, SUBJECT_MAX);
    let content = errors.text("content", &form.content, true, CONTENT_MAX);
    if form.reread != "yes" {
        errors.add("reread", "error-reread");
    }
    Some(Working {
        origin: origin?,
        denouncers: denouncers?,
        respondent,
        field: field?,
        subject,
        content,
    })
}

/// A denunciation that came through the web, with its envelope.
///
/// # Errors
/// The mistakes, field by field.
pub fn online(
    ctx: &Ctx,
    form: &DenunciationForm,
    unit_id: Uuid,
    sealed: Option<Sealed>,
    token: &str,
) -> Result<NewCase, FormErrors> {
    let mut errors = FormErrors::default();
    let working = working(form, &mut errors);
    if sealed.is_none() {
        errors.add("envelope", "error-envelope");
    }
    let working = working.filter(|_| errors.is_empty()).ok_or(errors)?;
    let denunciation = Denunciation {
        origin: working.origin,
        register_code: String::new(),
        envelope: sealed,
        wants_protection: form.protection == "yes",
    };
    let new = new_case(ctx, working, unit_id, token);
    Ok(NewCase { denunciation: Some(denunciation), ..new })
}

/// A denunciation an official enters: the identity stays in the register on paper.
///
/// # Errors
/// The mistakes, field by field.
pub fn registered(ctx: &Ctx, form: &DenunciationForm) -> Result<NewCase, FormErrors> {
    let mut errors = FormErrors::default();
    let at_counter = |code: &str| {
        Channel::from_code(code).filter(|channel| Channel::AT_COUNTER.contains(channel))
    };
    let channel = errors.choice("channel", &form.channel, at_counter);
    let received_on = errors.date("received_on", &form.received_on, true);
    if received_on.is_some_and(|day| day > ctx.today) {
        errors.add("received_on", "error-date-ahead");
    }
    let unit_id = errors.choice("unit", &form.unit, |raw| own_office(ctx, raw));
    let register_code = errors.line("register_code", &form.register_code, true, CODE_MAX);
    let working = working(form, &mut errors);
    let all = channel.zip(received_on).zip(unit_id).zip(working).filter(|_| errors.is_empty());
    let (((channel, received_on), unit_id), working) = all.ok_or(errors)?;
    let denunciation = Denunciation {
        origin: working.origin,
        register_code,
        envelope: None,
        wants_protection: form.protection == "yes",
    };
    let registered_by = ctx.actor.as_ref().map(|actor| (actor.account_id, actor.unit_id));
    let new = new_case(ctx, working, unit_id, &form.draft);
    Ok(NewCase { channel, received_on, registered_by, denunciation: Some(denunciation), ..new })
}

/// Never bound to an account: who is signed in may be who denounces.
fn new_case(ctx: &Ctx, working: Working, unit_id: Uuid, token: &str) -> NewCase {
    let respondent = NewParty {
        role: PartyRole::Respondent,
        full_name: working.respondent,
        phone: String::new(),
        email: String::new(),
        address: String::new(),
        residential_group: String::new(),
        ward_id: None,
    };
    NewCase {
        unit_id,
        kind: Kind::Denunciation,
        field: working.field.to_owned(),
        subject: working.subject,
        content: working.content,
        demand: String::new(),
        contested_act: String::new(),
        known_on: None,
        channel: Channel::Online,
        lang: ctx.lang,
        received_on: ctx.today,
        citizen_id: None,
        registered_by: None,
        complainants: working.denouncers,
        parties: vec![respondent],
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token: token.to_owned(),
    }
}
