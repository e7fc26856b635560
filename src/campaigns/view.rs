//! Pages of campaigns and households, with values ready to show.

use askama::Template;
use chrono::NaiveDate;

use super::form::{CampaignForm, HouseholdForm, ImportForm};
use super::proposal::PlanForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

type Options = Vec<(String, String)>;

pub struct CampaignRow {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub office: String,
    pub starts_on: NaiveDate,
    pub households: i64,
    pub is_closed: bool,
}

#[derive(Template)]
#[template(path = "campaigns/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub rows: Vec<CampaignRow>,
    pub pager: Pager,
    pub may_add: bool,
}

#[derive(Template)]
#[template(path = "campaigns/new.html", config = "frontend/askama.toml")]
pub struct NewPage {
    pub page: Page,
    pub kinds: Options,
    pub leaders: Options,
    pub form: CampaignForm,
    pub errors: FormErrors,
}

pub struct HouseholdRow {
    pub href: String,
    pub position: i32,
    pub name: String,
    pub address: String,
    pub reach: String,
    pub state: String,
    pub mark: &'static str,
    /// Address and time of the newest meeting that stands.
    pub meeting: Option<(String, String)>,
    pub open_promises: i64,
    /// Where to plan the next meeting, while none lies ahead.
    pub plan: Option<String>,
}

/// How many households stand where.
pub struct Tally {
    pub label: String,
    pub count: usize,
}

#[derive(Template)]
#[template(path = "campaigns/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub href: String,
    pub row: CampaignRow,
    pub purpose: String,
    pub basis: String,
    pub leader: String,
    pub is_public: bool,
    pub tallies: Vec<Tally>,
    pub rows: Vec<HouseholdRow>,
    pub words: String,
    pub pager: Pager,
    pub is_mine: bool,
    /// Meetings planned and not announced.
    pub unannounced: usize,
    pub version: i32,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "campaigns/household_new.html", config = "frontend/askama.toml")]
pub struct HouseholdNewPage {
    pub page: Page,
    pub campaign_href: String,
    pub campaign: String,
    pub wards: Options,
    pub form: HouseholdForm,
    pub import: ImportForm,
    /// Whether the lines are what came back.
    pub is_import: bool,
    pub errors: FormErrors,
}

pub struct MeetingRow {
    pub href: String,
    pub round: i32,
    pub when: String,
    pub place: String,
    pub stage: String,
    pub mark: &'static str,
}

#[derive(Template)]
#[template(path = "campaigns/household.html", config = "frontend/askama.toml")]
pub struct HouseholdPage {
    pub page: Page,
    pub href: String,
    pub name: String,
    pub campaign_href: String,
    pub campaign: String,
    pub ward: String,
    /// Address and number of the case it belongs to, if the reader sees it.
    pub case: Option<(String, String)>,
    pub meetings: Vec<MeetingRow>,
    pub plan: Option<String>,
    pub is_mine: bool,
    pub wards: Options,
    pub languages: Options,
    pub version: i32,
    pub form: HouseholdForm,
    pub errors: FormErrors,
    /// What somebody else stored meanwhile: field and value.
    pub theirs: Vec<(String, String)>,
}

/// A line of a proposal, as proposed or as typed.
#[derive(Clone, Default)]
pub struct ProposalRow {
    pub household: String,
    pub name: String,
    pub home: String,
    pub on: String,
    pub at: String,
    pub chair: String,
    pub room: String,
    pub officer: String,
    /// What stands against it, in sentences.
    pub errors: Vec<String>,
}

#[derive(Template)]
#[template(path = "campaigns/plan.html", config = "frontend/askama.toml")]
pub struct PlanPage {
    pub page: Page,
    pub href: String,
    pub campaign: String,
    /// Households without a meeting that lies ahead.
    pub waiting: usize,
    pub chairs: Vec<(String, String, bool)>,
    pub rooms: Vec<(String, String, bool)>,
    pub officers: Vec<(String, String, bool)>,
    pub chair_options: Options,
    pub room_options: Options,
    pub officer_options: Options,
    pub form: PlanForm,
    pub rows: Vec<ProposalRow>,
    /// Households that could not be placed, and why.
    pub unplaced: Vec<(String, String)>,
    pub is_proposed: bool,
    pub errors: FormErrors,
}
