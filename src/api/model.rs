//! What goes over the wire. These are types of their own: a change of the database is no change of
//! the interface.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use law::procedure::stages;
use serde::{Deserialize, Serialize};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::cases::kind;

/// An error as RFC 9457 puts it.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "urn:gandan:problem:not-found")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do about it.
    pub detail: String,
    /// Mistakes by field; only in answers 422.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// A mistake in one field.
#[derive(Serialize, ToSchema)]
pub struct FieldProblem {
    /// Path of the field in the body; empty for the body itself.
    #[schema(example = "parties[0].full_name")]
    pub field: String,
    /// The mistake in words.
    pub detail: String,
}

/// Who asks for a token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    #[schema(example = "tiepdan")]
    pub login: String,
    #[schema(format = Password)]
    pub password: String,
    /// Code of the second factor, where the account has one.
    #[serde(default)]
    pub code: String,
}

/// A token for the `Authorization: Bearer` header.
#[derive(Serialize, ToSchema)]
pub struct Token {
    pub token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// From then on the token is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// Kinds of case: complaint (khiếu nại), petition or feedback (kiến nghị, phản ánh).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaseKind {
    Complaint,
    Petition,
}

/// What somebody is in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartyRole {
    /// Người khiếu nại, người kiến nghị.
    Complainant,
    /// Người đại diện.
    Representative,
    /// Người bị khiếu nại.
    Respondent,
}

/// A person or body of a case.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    pub role: PartyRole,
    #[schema(example = "Nguyễn Văn An", pattern = r"[\p{L}\p{N}]", max_length = 120)]
    pub full_name: String,
    /// Eight to fifteen digits, or empty.
    #[serde(default)]
    #[schema(pattern = r"^(\+?[0-9]{8,15})?$")]
    pub phone: String,
    /// An address, or empty.
    #[serde(default)]
    #[schema(max_length = 254)]
    pub email: String,
    #[serde(default)]
    #[schema(max_length = 300)]
    pub address: String,
    /// Tổ dân phố, khu.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub residential_group: String,
}

/// A filing (đơn).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    pub kind: CaseKind,
    /// Code of the unit the filing goes to.
    #[schema(example = "06811", max_length = 20)]
    pub unit: String,
    /// Code of the field (lĩnh vực); `other` if left out.
    #[serde(default = "other_field")]
    #[schema(example = "land.compensation")]
    pub field: String,
    #[schema(pattern = r"[\p{L}\p{N}]", max_length = 200)]
    pub subject: String,
    #[schema(pattern = r"[\p{L}\p{N}]", max_length = 20000)]
    pub content: String,
    /// What the sender asks for.
    #[schema(pattern = r"[\p{L}\p{N}]", max_length = 5000)]
    pub demand: String,
    /// The decision or act complained about; needed for a complaint.
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub contested_act: String,
    /// Since when the sender has known of it.
    #[serde(default)]
    pub known_on: Option<NaiveDate>,
    /// `vi` or `en`: language of the letters to the sender.
    #[serde(default = "vietnamese")]
    #[schema(example = "vi", pattern = "^(vi|en)$")]
    pub language: String,
    /// How many people complain together; at least those named.
    #[serde(default = "one")]
    #[schema(minimum = 1)]
    pub complainants: u32,
    /// The first must be a complainant.
    #[schema(min_items = 1, max_items = 50)]
    pub parties: Vec<Party>,
}

fn other_field() -> String {
    "other".to_owned()
}

fn vietnamese() -> String {
    "vi".to_owned()
}

fn one() -> u32 {
    1
}

/// What the sender keeps.
#[derive(Serialize, ToSchema)]
pub struct FiledCase {
    pub id: Uuid,
    #[schema(example = "2026/KN-000001")]
    pub number: String,
    /// Sixteen digits; with the number they open the tracking page. Not stored in the clear.
    #[schema(example = "1234567890123456")]
    pub secret: String,
}

/// Number and secret of a receipt.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackingRequest {
    #[schema(example = "2026/KN-000001")]
    pub number: String,
    #[schema(example = "1234567890123456")]
    pub secret: String,
}

/// Where a case stands, without people or content.
#[derive(Serialize, ToSchema)]
pub struct Tracking {
    pub number: String,
    pub kind: String,
    pub stage: String,
    pub is_open: bool,
    pub unit: Unit,
    /// None for a complaint that awaits its signature.
    pub received_on: Option<NaiveDate>,
    pub accepted_on: Option<NaiveDate>,
    pub resolved_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub next_due: Option<NextDue>,
}

#[derive(Serialize, ToSchema)]
pub struct Unit {
    pub code: String,
    pub name: String,
}

/// The office's next open deadline.
#[derive(Serialize, ToSchema)]
pub struct NextDue {
    pub on: NaiveDate,
    /// Row of the digest of the law.
    #[schema(example = "KN-03b")]
    pub rule: String,
}

/// Filters and place of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// `complaint` or `petition`.
    #[param(value_type = Option<CaseKind>)]
    pub kind: Option<String>,
    /// Code of a stage, of whatever kind.
    #[param(value_type = Option<StageCode>, inline)]
    pub stage: Option<String>,
    /// Words to search for, with or without accents.
    pub q: String,
    /// `next_cursor` of the answer before.
    #[param(value_type = Option<Uuid>)]
    pub cursor: Option<String>,
    /// Cases in one answer, 1 to 200; 50 if left out.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    pub limit: Option<String>,
}

/// The codes of all stages, for the document alone.
pub struct StageCode;

impl PartialSchema for StageCode {
    fn schema() -> RefOr<Schema> {
        let all = kind::HANDLED.iter().flat_map(|kind| stages(*kind).iter().copied());
        let codes: BTreeSet<&str> = all.collect();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl ToSchema for StageCode {}

/// A part of a list, newest filings first.
#[derive(Serialize, ToSchema)]
pub struct CaseList {
    pub items: Vec<CaseSummary>,
    /// Where the next part begins; missing at the end.
    pub next_cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct CaseSummary {
    pub id: Uuid,
    pub number: String,
    pub kind: String,
    pub stage: String,
    pub is_open: bool,
    pub field: String,
    pub subject: String,
    pub unit: Unit,
    pub channel: String,
    pub filed_at: DateTime<Utc>,
    /// None for a complaint that awaits its signature.
    pub received_on: Option<NaiveDate>,
    pub accepted_on: Option<NaiveDate>,
    pub resolved_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub next_due: Option<NextDue>,
}

/// A case with everything the reader may know of it.
#[derive(Serialize, ToSchema)]
pub struct CaseDetail {
    #[serde(flatten)]
    pub summary: CaseSummary,
    pub content: String,
    pub demand: String,
    pub contested_act: String,
    pub known_on: Option<NaiveDate>,
    pub language: String,
    pub complainants: u32,
    pub parties: Vec<Party>,
    pub deadlines: Vec<Deadline>,
    pub history: Vec<Fact>,
}

#[derive(Serialize, ToSchema)]
pub struct Deadline {
    #[schema(example = "KN-04")]
    pub rule: String,
    pub days: u32,
    /// `calendar-day` or `working-day`.
    pub day_unit: String,
    /// Whose it is: `agency` or `citizen`.
    pub duty: String,
    pub starts_on: NaiveDate,
    /// Strict last day (hạn gốc).
    pub strict_on: NaiveDate,
    /// Last day after rolling over days off (hạn đích).
    pub due_on: NaiveDate,
    /// `open`, `met` or `lapsed`.
    pub ending: String,
    pub met_on: Option<NaiveDate>,
}

/// A fact of the history.
#[derive(Serialize, ToSchema)]
pub struct Fact {
    pub seq: u32,
    #[schema(example = "received")]
    pub kind: String,
    /// Legal date.
    pub on: NaiveDate,
    pub note: String,
    pub paper_number: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// A paper of the office (văn bản).
#[derive(Serialize, ToSchema)]
pub struct Paper {
    pub id: Uuid,
    #[schema(example = "Thông báo về việc thụ lý giải quyết khiếu nại")]
    pub name: String,
    /// Key of its form.
    #[schema(example = "complaint-accept-notice")]
    pub form: String,
    /// Empty before it was issued.
    #[schema(example = "05/TB-UBND")]
    pub number: String,
    /// `draft`, `submitted`, `approved`, `issued`, `withdrawn`, `replaced`, `discarded`.
    #[schema(example = "submitted")]
    pub stage: String,
    pub version: i32,
    /// What a decision is bound to.
    pub content_hash: String,
    pub case_id: Option<Uuid>,
    pub issued_on: Option<NaiveDate>,
    /// What it says.
    pub paragraphs: Vec<String>,
}

/// A decision on a paper that waits for its signature: which of the two is said in a word.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum DecisionRequest {
    /// Duyệt.
    Approve {
        /// The hash of what was read.
        content_hash: String,
    },
    /// Trả lại để sửa.
    SendBack {
        /// The hash of what was read.
        content_hash: String,
        /// What has to be changed.
        #[schema(pattern = r"[\p{L}\p{N}]", max_length = 2000)]
        remarks: String,
    },
}
