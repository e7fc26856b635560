//! What a sender has answered so far, page by page, and the filing it becomes.

use chrono::NaiveDate;
use law::procedure::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::view::Choice;
use crate::app::App;
use crate::cases::field;
use crate::cases::filing::{Channel, NewCase, NewParty, PartyRole};
use crate::cases::kind;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;

pub const NAME_MAX: usize = 120;
pub const ADDRESS_MAX: usize = 300;
pub const SUBJECT_MAX: usize = 200;
pub const CONTENT_MAX: usize = 20_000;
pub const DEMAND_MAX: usize = 5_000;

/// Everything that is asked, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub kind: String,
    pub full_name: String,
    pub phone: String,
    pub email: String,
    pub unit: String,
    pub ward: String,
    pub residential_group: String,
    pub address: String,
    pub field: String,
    pub subject: String,
    pub content: String,
    pub contested_act: String,
    pub respondent: String,
    pub known_on: String,
    pub demand: String,
}

/// A page of questions, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Person,
    Address,
    Matter,
    /// The decision or act complained about; complaints only.
    Act,
    Demand,
}

impl Asked {
    pub const ALL: [Self; 5] = [Self::Person, Self::Address, Self::Matter, Self::Act, Self::Demand];

    /// The last part of its address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Address => "address",
            Self::Matter => "matter",
            Self::Act => "act",
            Self::Demand => "demand",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.code() == code)
    }

    /// The pages for a kind of filing.
    pub fn of_kind(kind: Kind) -> Vec<Self> {
        Self::ALL.into_iter().filter(|page| *page != Self::Act || kind == Kind::Complaint).collect()
    }
}

impl Answers {
    pub fn kind(&self) -> Option<Kind> {
        kind::handled(&self.kind)
    }

    /// Takes over what one page asks.
    pub fn take(&mut self, page: Asked, sent: Self) {
        match page {
            Asked::Person => {
                self.full_name = sent.full_name;
                self.phone = sent.phone;
                self.email = sent.email;
            }
            Asked::Address => {
                self.unit = sent.unit;
                self.ward = sent.ward;
                self.residential_group = sent.residential_group;
                self.address = sent.address;
            }
            Asked::Matter => {
                self.field = sent.field;
                self.subject = sent.subject;
                self.content = sent.content;
            }
            Asked::Act => {
                self.contested_act = sent.contested_act;
                self.respondent = sent.respondent;
                self.known_on = sent.known_on;
            }
            Asked::Demand => self.demand = sent.demand,
        }
    }
}

/// What has been read, each part by its page, so that a page and the whole are checked alike.
pub struct Checked<'a> {
    ctx: &'a Ctx,
    answers: &'a Answers,
    pub errors: FormErrors,
}

impl<'a> Checked<'a> {
    pub fn new(ctx: &'a Ctx, answers: &'a Answers) -> Self {
        Self { ctx, answers, errors: FormErrors::default() }
    }

    /// The mistakes of one page.
    pub fn page(mut self, page: Asked) -> FormErrors {
        match page {
            Asked::Person => drop(self.person()),
            Asked::Address => drop(self.place()),
            Asked::Matter => drop(self.matter()),
            Asked::Act => drop(self.act()),
            Asked::Demand => drop(self.demand()),
        }
        self.errors
    }

    pub fn person(&mut self) -> (String, String, String) {
        let answers = self.answers;
        let name = self.errors.line("full_name", &answers.full_name, true, NAME_MAX);
        let phone = self.errors.phone("phone", &answers.phone);
        let email = self.errors.email("email", &answers.email);
        (name, phone, email)
    }

    /// The office that receives it, ward, group, and the rest of the address.
    pub fn place(&mut self) -> (Option<Uuid>, Option<Uuid>, String, String) {
        let answers = self.answers;
        let app = &self.ctx.app;
        let today = self.ctx.today;
        let unit = self.errors.choice("unit", &answers.unit, |raw| office(app, today, raw));
        let ward = match answers.ward.trim() {
            "" => None,
            raw => self.errors.choice("ward", raw, |raw| ward(app, today, raw)),
        };
        let group =
            self.errors.line("residential_group", &answers.residential_group, false, NAME_MAX);
        let address = self.errors.line("address", &answers.address, true, ADDRESS_MAX);
        (unit, ward, group, address)
    }

    pub fn matter(&mut self) -> (Option<&'static str>, String, String) {
        let answers = self.answers;
        let field = self.errors.choice("field", &answers.field, field::known);
        let subject = self.errors.line("subject", &answers.subject, true, SUBJECT_MAX);
        let content = self.errors.text("content", &answers.content, true, CONTENT_MAX);
        (field, subject, content)
    }

    pub fn act(&mut self) -> (String, String, Option<NaiveDate>) {
        let answers = self.answers;
        let act = self.errors.text("contested_act", &answers.contested_act, true, DEMAND_MAX);
        let respondent = self.errors.line("respondent", &answers.respondent, true, ADDRESS_MAX);
        let known_on = self.errors.date("known_on", &answers.known_on, false);
        if known_on.is_some_and(|day| day > self.ctx.today) {
            self.errors.add("known_on", "error-date-ahead");
        }
        (act, respondent, known_on)
    }

    pub fn demand(&mut self) -> String {
        self.errors.text("demand", &self.answers.demand, true, DEMAND_MAX)
    }
}

/// A unit that takes filings on a day.
pub fn office(app: &App, today: NaiveDate, raw: &str) -> Option<Uuid> {
    let units = app.units();
    let id: Uuid = raw.parse().ok()?;
    units.taking_filings(today).into_iter().find(|unit| unit.id == id).map(|unit| unit.id)
}

/// A ward of a day.
pub fn ward(app: &App, today: NaiveDate, raw: &str) -> Option<Uuid> {
    let units = app.units();
    let id: Uuid = raw.parse().ok()?;
    units.wards(today).into_iter().find(|unit| unit.id == id).map(|unit| unit.id)
}

/// Wards of today to choose from.
pub fn ward_choices(ctx: &Ctx) -> Vec<Choice> {
    let units = ctx.app.units();
    let wards = units.wards(ctx.today).into_iter();
    wards.map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
}

/// The filing, or the first page with a mistake.
///
/// # Errors
/// The page to go back to; none if not even the kind is known.
pub fn filing(ctx: &Ctx, answers: &Answers, token: &str) -> Result<NewCase, Option<Asked>> {
    let kind = answers.kind().ok_or(None)?;
    for page in Asked::of_kind(kind) {
        if !Checked::new(ctx, answers).page(page).is_empty() {
            return Err(Some(page));
        }
    }
    let mut checked = Checked::new(ctx, answers);
    let (full_name, phone, email) = checked.person();
    let (unit_id, ward_id, residential_group, address) = checked.place();
    let (field, subject, content) = checked.matter();
    let (contested_act, respondent, known_on) = match kind {
        Kind::Complaint => checked.act(),
        Kind::Denunciation | Kind::Petition => Default::default(),
    };
    let sender = NewParty {
        role: PartyRole::Complainant,
        full_name,
        phone,
        email,
        address,
        residential_group,
        ward_id,
    };
    let citizen_id = ctx.actor.as_ref().filter(|actor| !actor.role.is_staff());
    Ok(NewCase {
        unit_id: unit_id.ok_or(Some(Asked::Address))?,
        kind,
        field: field.ok_or(Some(Asked::Matter))?.to_owned(),
        subject,
        content,
        demand: checked.demand(),
        contested_act,
        known_on,
        channel: Channel::Online,
        lang: ctx.lang,
        received_on: ctx.today,
        citizen_id: citizen_id.map(|actor| actor.account_id),
        registered_by: None,
        complainants: 1,
        parties: with_respondent(vec![sender], respondent),
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token: token.to_owned(),
    })
}

/// The people, and after them whoever is complained about.
pub fn with_respondent(mut parties: Vec<NewParty>, respondent: String) -> Vec<NewParty> {
    if !respondent.is_empty() {
        parties.push(NewParty {
            role: PartyRole::Respondent,
            full_name: respondent,
            phone: String::new(),
            email: String::new(),
            address: String::new(),
            residential_group: String::new(),
            ward_id: None,
        });
    }
    parties
}
