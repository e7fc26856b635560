//! Forms (biểu mẫu) as data: what a paper says, which gaps it has and what fills them.
//!
//! A form is a TOML file or, for a form of the office's own, the same fields typed in a page. It is
//! checked once ([`Form::parse`], [`Form::check`]) and then filled ([`Form::document`]). Values are
//! put in after the text has been cut into blocks, so nothing in a value is ever read as markup.
//!
//! The text of a form has one block a line:
//!
//! | line | block |
//! |---|---|
//! | `Kính gửi: …` | addressee; a list alone gives several |
//! | `! …` | centred, bold |
//! | `> …` | a legal basis |
//! | `>` | the dated legal bases of the form |
//! | `# …` | heading |
//! | `Điều 1. …` | article; numbered in order from 1, never left out |
//! | `- …` | item |
//! | `Name :: …` | particular; without a value, dots |
//! | `\| {table}` | a table |
//! | `* {list}` | an item an entry |
//! | `+ {text}` | a paragraph a line |
//! | anything else | paragraph |
//!
//! `{name}` is filled with the field of that name, or with `{cơ quan}` (the issuing body), `{chức danh}`
//! (the office that decides), `{CHỨC DANH}` (the same in capitals), `{ngày}` (date of the paper in words). `{{` and `}}` are braces. A line
//! whose fields are all empty, none of them required, is left out, and with it a paragraph before it
//! that only introduces it with a colon; other gaps print dots, to be filled by hand.

mod builtin;
mod check;
mod day;
mod error;
mod facts;
mod fill;
mod sample;
mod template;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use builtin::{form, forms};
pub use error::{Fault, FillError, FormError, Part};
pub use facts::{FACTS, Fact};
pub use fill::{Frame, date_in_words};
pub use sample::{sample, sample_frame};

use template::Template;

/// A form as it is written, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSource {
    /// In kebab-case. Several versions of one key follow one another in time.
    pub key: String,
    pub name: String,
    /// The act whose annex holds it: "124/2020/NĐ-CP". Empty if there is none.
    #[serde(default)]
    pub act: String,
    /// Its number there: "03", "14a", "01/TCD". Empty if it has none or the number is not verified.
    #[serde(default)]
    pub number: String,
    pub origin: Origin,
    /// First day on which papers are made with it; absent: always.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day; absent: still in use.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    pub layout: Layout,
    /// Abbreviation of the kind (TB, QĐ, KL), also the name of the numbering series. Letters have none
    /// in their symbol; their series is called "CV". Empty: not numbered.
    #[serde(default)]
    pub symbol: String,
    /// Kind of the paper: "Thông báo" (box 5a). Empty in a letter.
    #[serde(default)]
    pub title: String,
    /// Under the title: "Về việc …". May hold placeholders.
    #[serde(default)]
    pub subject: String,
    /// Under the number: "V/v …", in letters and slips. May hold placeholders.
    #[serde(default)]
    pub letter_subject: String,
    /// Lines of "Nơi nhận". May hold placeholders; a line with nothing in them is dropped, a list
    /// alone gives several lines.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Whether place and date (box 4) are printed above the text.
    #[serde(default = "yes")]
    pub dated: bool,
    /// Must never hold who denounced: fields are refused that take from facts which may name a
    /// citizen (persons, visits, dialogues and who was at a meeting).
    #[serde(default)]
    pub sealed: bool,
    /// Who signs, where that is not the one who signs for the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<FormSignature>,
    #[serde(rename = "basis", default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Basis>,
    #[serde(rename = "field", default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    pub text: FormText,
}

fn yes() -> bool {
    true
}

/// Where the wording of a form comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The form was read in the act.
    Official,
    /// Seen in use, not in the act.
    Vendor,
    /// No form is prescribed or its text is not known; wording of this project.
    Office,
}

/// What kind of paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Thông báo, kết luận, báo cáo: a title, signed for the body.
    Notice,
    /// Quyết định: the office that decides over the bases.
    Decision,
    /// Công văn: no title, "V/v" under the number.
    Letter,
    /// Phiếu, giấy: both a title and, if wanted, "V/v".
    Slip,
    /// Biên bản: signed by those who took part.
    Minutes,
    /// Đơn: written and signed by a citizen, without the boxes of a body.
    Petition,
}

/// One who signs, see [`crate::Signature`]; `titles` and `name` may hold placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSignature {
    pub titles: Vec<String>,
    #[serde(default)]
    pub hint: String,
    #[serde(default)]
    pub name: String,
}

/// A legal basis (căn cứ) that is cited while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Without "Căn cứ" and without punctuation: "Luật Khiếu nại ngày 11 tháng 11 năm 2011".
    pub text: String,
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// A gap in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The placeholder: Vietnamese in lower case, letters, digits and single spaces.
    pub name: String,
    /// What stands beside the input.
    pub label: String,
    pub kind: Kind,
    /// The fact it is drafted from, see [`FACTS`]; absent: the officer types it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Made-up value for previews.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// Heads of a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Shares of the width of a table, one a column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One line, at most 500 characters.
    Line,
    /// Paragraphs by line breaks, at most 20,000 characters.
    Text,
    /// An entry a line, at most 500.
    List,
    /// "05/01/2027" (or "2027-01-05", printed as the former).
    Date,
    /// A row a line, at most 500; cells divided by " | ".
    Table,
}

/// The text, see the module for how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormText {
    pub body: String,
}

/// A form that has been checked and can be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    source: FormSource,
    template: Template,
}

impl Form {
    /// Reads and checks a form written as TOML.
    ///
    /// # Errors
    /// The first fault and where it is, see [`FormError`].
    pub fn parse(toml: &str) -> Result<Form, FormError> {
        let source = toml::from_str(toml).map_err(|error| FormError::from_toml(toml, &error))?;
        Form::check(source)
    }

    /// Checks a form whose parts were typed in a page.
    ///
    /// # Errors
    /// The first fault and where it is, see [`FormError`].
    pub fn check(source: FormSource) -> Result<Form, FormError> {
        let source = check::normal(source);
        let template = check::check(&source)?;
        Ok(Form { source, template })
    }

    /// The form as it was written.
    #[must_use]
    pub fn source(&self) -> &FormSource {
        &self.source
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.source.key
    }

    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.source.fields
    }

    /// The form as a TOML file, which [`Form::parse`] reads back to the same form.
    ///
    /// # Errors
    /// A fault of the TOML library, as text.
    pub fn to_toml(&self) -> Result<String, String> {
        toml::to_string_pretty(&self.source).map_err(|error| error.to_string())
    }

    /// Whether papers of this day are made with it; both ends belong to the period.
    #[must_use]
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        is_within(self.source.valid_from, self.source.valid_to, day)
    }

    /// Values by field name, as far as the facts of the case know them.
    #[must_use]
    pub fn draft(&self, facts: &BTreeMap<&str, String>) -> BTreeMap<String, String> {
        self.fields()
            .iter()
            .filter_map(|field| {
                let value = facts.get(field.from.as_deref()?)?;
                (!value.trim().is_empty()).then(|| (field.name.clone(), value.clone()))
            })
            .collect()
    }

    /// Names of the required fields that are empty, in the order of the form.
    #[must_use]
    pub fn missing(&self, values: &BTreeMap<String, String>) -> Vec<&str> {
        self.fields()
            .iter()
            .filter(|field| field.required)
            .map(|field| field.name.as_str())
            .filter(|name| values.get(*name).is_none_or(|value| value.trim().is_empty()))
            .collect()
    }
}

/// Whether a day lies in a period whose ends belong to it; an absent end is open.
fn is_within(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
