//! Pages of papers, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use papers::Document;

use crate::cases::view::Choice;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

/// A paper in a list.
pub struct Row {
    pub href: String,
    pub name: String,
    /// `05/TB-UBND`; empty before it has one.
    pub number: String,
    /// Code of a stage.
    pub stage: &'static str,
    pub stage_text: String,
    pub issued_on: Option<NaiveDate>,
    /// The case, visit or meeting it belongs to: address and text.
    pub about: (String, String),
    pub changed_at: DateTime<Utc>,
    pub is_bypassed: bool,
}

#[derive(Template)]
#[template(path = "documents/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    /// Stage, its name, how many there are.
    pub stages: Vec<(&'static str, String, u64)>,
    pub chosen: &'static str,
    /// `2026-11-25`, for papers issued on that day.
    pub day: String,
    pub rows: Vec<Row>,
    pub total: u64,
    pub pager: Pager,
    /// The filters, for the list as a file.
    pub export: String,
    pub errors: FormErrors,
}

/// A form that can be chosen.
pub struct FormChoice {
    pub href: String,
    pub name: String,
    /// `Mẫu số 03, Nghị định 124/2020/NĐ-CP`
    pub source: String,
}

#[derive(Template)]
#[template(path = "documents/new.html", config = "frontend/askama.toml")]
pub struct NewPage {
    pub page: Page,
    pub about: (String, String),
    pub forms: Vec<FormChoice>,
    /// Sent on with the choice.
    pub hidden: Vec<(&'static str, String)>,
}

/// An input of a draft.
pub struct FieldRow {
    pub id: &'static str,
    pub label: String,
    pub hint: String,
    /// `line`, `date`, `text`, `list`, `table`
    pub kind: &'static str,
    pub value: String,
    pub is_required: bool,
    pub error: Option<String>,
}

/// An act in the history of a paper.
pub struct EventLine {
    pub at: DateTime<Utc>,
    pub sentence: String,
    pub note: String,
}

/// A signed copy.
pub struct FileLine {
    pub href: String,
    pub name: String,
    pub size: String,
    pub at: DateTime<Utc>,
}

/// To whom it went.
pub struct ServiceLine {
    pub recipient: String,
    pub way: String,
    pub sent_on: NaiveDate,
    pub served_on: Option<NaiveDate>,
    pub proof: String,
}

/// What the reader may do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub may_edit: bool,
    pub may_submit: bool,
    pub may_approve: bool,
    pub may_send_back: bool,
    pub may_bypass: bool,
    pub may_issue: bool,
    pub may_withdraw: bool,
    pub may_replace: bool,
    pub may_serve: bool,
}

/// Small forms of the page, as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Small {
    pub remarks: String,
    pub reason: String,
    pub withdrawal: String,
    pub issued_on: String,
    pub recipient: String,
    pub address: String,
    pub way: String,
    pub sent_on: String,
    pub served_on: String,
    pub proof: String,
    pub mail_to: String,
}

#[derive(Template)]
#[template(path = "documents/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub href: String,
    pub about: (String, String),
    pub name: String,
    pub source: String,
    pub number: String,
    pub stage: &'static str,
    pub stage_text: String,
    pub version: i32,
    /// The mark of what is shown, which a sign-off is bound to.
    pub hash: String,
    pub document: Document,
    pub fields: Vec<FieldRow>,
    /// Mistakes beside the fields: id, label, sentence.
    pub mistakes: Vec<(&'static str, String, String)>,
    pub powers: Vec<Choice>,
    pub power: String,
    pub signer_title: String,
    pub signer_name: String,
    pub symbol: String,
    pub errors: FormErrors,
    pub rights: Rights,
    pub is_bypassed: bool,
    pub is_frozen: bool,
    /// Whether what is stored is what was issued; none before that.
    pub is_intact: Option<bool>,
    pub pdf_sha256: String,
    /// Why it cannot be done, in a sentence.
    pub warning: Option<String>,
    pub is_conflict: bool,
    /// What the one who signs remarked when it was sent back, or why it was taken back.
    pub remark: Option<String>,
    /// The paper that it replaces, and the one that replaces it.
    pub links: Vec<(String, String, String)>,
    pub history: Vec<EventLine>,
    pub files: Vec<FileLine>,
    pub services: Vec<ServiceLine>,
    pub ways: Vec<Choice>,
    /// Whether it may be kept here to whom it goes: not if they denounced.
    pub is_named: bool,
    /// People it can be mailed to by this reader.
    pub mail_choices: Vec<Choice>,
    pub small: Small,
    pub accept: &'static str,
    /// The step of the case that follows from the paper.
    pub step: Option<(String, String)>,
}

/// A paper that a fact of the case asks for.
pub struct Due {
    /// What it belongs to: name and value of an input.
    pub about: (&'static str, String),
    pub form: String,
    pub seq: i32,
    pub name: String,
}

/// Papers on the page of a case, visit or meeting.
pub struct Part {
    pub rows: Vec<Row>,
    /// Papers that the facts of the case ask for and nobody has begun.
    pub due: Vec<Due>,
    /// Where a new one is begun; none if the reader may not.
    pub new_href: Option<String>,
}

#[derive(Template)]
#[template(path = "documents/fetch.html", config = "frontend/askama.toml")]
pub struct FetchPage {
    pub page: Page,
    /// Empty if the link does not open any more.
    pub token: String,
}
