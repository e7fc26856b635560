//! Forms of campaigns and households.

use chrono::{DateTime, NaiveDate, Utc};
use entity::household;
use law::meeting::MeetingKind;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use crate::ids::new_id;
use crate::text::{clean_line, clean_text, fold};
use crate::units::Units;
use crate::web::form::FormErrors;

pub const TITLE_MAX: usize = 200;
pub const NAME_MAX: usize = 200;
pub const ADDRESS_MAX: usize = 300;
pub const GROUP_MAX: usize = 100;
pub const TEXT_MAX: usize = 5_000;
/// Households of a campaign; more are several campaigns.
pub const HOUSEHOLDS_MAX: i32 = 2_000;
/// Households taken over at once.
const LINES_MAX: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CampaignForm {
    pub meeting_kind: String,
    pub campaign_title: String,
    pub purpose: String,
    pub basis: String,
    pub starts_on: String,
    pub leader: String,
    /// `yes`
    pub is_public: String,
    pub version: String,
}

/// A campaign as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    pub kind: MeetingKind,
    pub title: String,
    pub purpose: String,
    pub basis: String,
    pub starts_on: NaiveDate,
    pub leader_id: Option<Uuid>,
    pub is_public: bool,
}

impl CampaignForm {
    /// `leaders`: who can answer for it.
    pub fn read(&self, errors: &mut FormErrors, leaders: &[Uuid]) -> Option<Campaign> {
        let kind = errors.choice("meeting_kind", &self.meeting_kind, MeetingKind::from_code);
        let title = errors.line("campaign_title", &self.campaign_title, true, TITLE_MAX);
        let purpose = errors.text("purpose", &self.purpose, true, TEXT_MAX);
        let basis = errors.line("basis", &self.basis, false, TITLE_MAX);
        let starts_on = errors.date("starts_on", &self.starts_on, true);
        let leader_id = match self.leader.trim() {
            "" => None,
            raw => errors.choice("leader", raw, |raw| {
                leaders.iter().copied().find(|id| id.to_string() == raw)
            }),
        };
        let (kind, starts_on) = kind.zip(starts_on).filter(|_| errors.is_empty())?;
        let is_public = self.is_public == "yes";
        Some(Campaign { kind, title, purpose, basis, starts_on, leader_id, is_public })
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HouseholdForm {
    pub head_name: String,
    pub members: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub residential_group: String,
    pub ward: String,
    pub lives_there_on: String,
    pub wishes: String,
    pub language: String,
    pub case_number: String,
    pub version: String,
}

/// A household as it was entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Household {
    pub head_name: String,
    pub members: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub residential_group: String,
    pub ward_id: Option<Uuid>,
    pub lives_there_on: NaiveDate,
    pub wishes: String,
    pub language: String,
}

impl Household {
    /// What the search of a campaign looks in.
    pub fn folded(&self) -> String {
        fold(&format!("{} {} {}", self.head_name, self.residential_group, self.address))
    }
}

impl Household {
    /// The row of a new one.
    pub fn row(
        self,
        campaign_id: Uuid,
        position: i32,
        case_id: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> household::ActiveModel {
        household::ActiveModel {
            id: Set(new_id(now)),
            campaign_id: Set(campaign_id),
            position: Set(position),
            case_id: Set(case_id),
            version: Set(1),
            ..self.changed()
        }
    }

    /// What is written of one that changed.
    pub fn changed(self) -> household::ActiveModel {
        household::ActiveModel {
            folded: Set(self.folded()),
            head_name: Set(self.head_name),
            members: Set(self.members),
            phone: Set(self.phone),
            email: Set(self.email),
            address: Set(self.address),
            residential_group: Set(self.residential_group),
            ward_id: Set(self.ward_id),
            lives_there_on: Set(self.lives_there_on),
            wishes: Set(self.wishes),
            language: Set(self.language),
            ..Default::default()
        }
    }
}

impl HouseholdForm {
    /// Ward and group are meant as of a day: their names change.
    pub fn read(&self, errors: &mut FormErrors, units: &Units) -> Option<Household> {
        let lives_there_on = errors.date("lives_there_on", &self.lives_there_on, true);
        let ward_id = match (self.ward.trim(), lives_there_on) {
            ("", _) | (_, None) => None,
            (raw, Some(day)) => errors.choice("ward", raw, |raw| {
                units.wards(day).iter().map(|ward| ward.id).find(|id| id.to_string() == raw)
            }),
        };
        let household = Household {
            head_name: errors.line("head_name", &self.head_name, true, NAME_MAX),
            members: errors.text("members", &self.members, false, TEXT_MAX),
            phone: errors.phone("phone", &self.phone),
            email: errors.email("email", &self.email),
            address: errors.line("address", &self.address, true, ADDRESS_MAX),
            residential_group: errors.line(
                "residential_group",
                &self.residential_group,
                false,
                GROUP_MAX,
            ),
            ward_id,
            lives_there_on: lives_there_on?,
            wishes: errors.text("wishes", &self.wishes, false, TEXT_MAX),
            language: if self.language == "en" { "en" } else { "vi" }.to_owned(),
        };
        errors.is_empty().then_some(household)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    /// One household a line, as copied from a sheet: name; phone; e-mail; group; ward; address; wishes.
    pub lines: String,
    pub lives_there_on: String,
}

impl ImportForm {
    /// All lines, or the first mistake of each that has one.
    pub fn read(
        &self,
        errors: &mut FormErrors,
        units: &Units,
        home: Option<Uuid>,
    ) -> Vec<Household> {
        let Some(day) = errors.date("lives_there_on", &self.lives_there_on, true) else {
            return Vec::new();
        };
        let text = clean_text(&self.lines);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.is_empty() {
            errors.add("lines", "error-required");
        }
        if lines.len() > LINES_MAX {
            errors.add_with("lines", "error-lines-many", vec![("max", LINES_MAX.to_string())]);
            return Vec::new();
        }
        let mut households = Vec::new();
        for (number, line) in (1..).zip(lines) {
            match read_line(line, units, home, day) {
                Ok(household) => households.push(household),
                Err(key) => {
                    errors.add_with("lines", key, vec![("line", number.to_string())]);
                }
            }
        }
        households
    }
}

fn read_line(
    line: &str,
    units: &Units,
    home: Option<Uuid>,
    day: NaiveDate,
) -> Result<Household, &'static str> {
    let mark = if line.contains('\t') { '\t' } else { ';' };
    let mut cells = line.split(mark).map(clean_line);
    let mut next = || cells.next().unwrap_or_default();
    let (name, phone, email, group, ward, address, wishes) =
        (next(), next(), next(), next(), next(), next(), next());
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err("error-line-name");
    }
    if address.is_empty() || address.chars().count() > ADDRESS_MAX {
        return Err("error-line-address");
    }
    let mut of_line = FormErrors::default();
    let phone = of_line.phone("phone", &phone);
    let email = of_line.email("email", &email);
    let residential_group = of_line.line("residential_group", &group, false, GROUP_MAX);
    let wishes = of_line.text("wishes", &wishes, false, TEXT_MAX);
    match of_line.0.first().map(|error| error.field) {
        Some("phone") => return Err("error-line-phone"),
        Some("email") => return Err("error-line-email"),
        Some(_) => return Err("error-line-long"),
        None => {}
    }
    let ward_id = match ward.as_str() {
        "" => home,
        name => Some(ward_named(units, name, day).ok_or("error-line-ward")?),
    };
    Ok(Household {
        head_name: name,
        members: String::new(),
        phone,
        email,
        address,
        residential_group,
        ward_id,
        lives_there_on: day,
        wishes,
        language: "vi".to_owned(),
    })
}

/// `Uông Bí`, `phường Uông Bí` and `Phuong Uong Bi` are one ward.
fn ward_named(units: &Units, name: &str, day: NaiveDate) -> Option<Uuid> {
    let bare = |name: &str| {
        let folded = fold(name);
        let kinds = ["phuong ", "xa ", "dac khu "];
        let without = kinds.iter().find_map(|kind| folded.strip_prefix(kind));
        without.map(str::to_owned).unwrap_or(folded)
    };
    let wanted = bare(name);
    units.wards(day).iter().find(|ward| bare(&ward.name) == wanted).map(|ward| ward.id)
}
