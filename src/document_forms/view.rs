//! Pages of forms, with values ready to show.

use askama::Template;
use papers::Document;

use super::form::FormForm;
pub use super::form::{LINES_MAX, TEXT_MAX};
use crate::web::form::FormErrors;
use crate::web::page::Page;

/// How a line of the text begins and what becomes of it: an example and the key of its sentence.
pub const SYNTAX: [(&str, &str); 14] = [
    ("Kính gửi: {người nhận}", "form-syntax-to"),
    ("! QUYẾT ĐỊNH:", "form-syntax-centred"),
    ("> Theo đề nghị của {người đề nghị}", "form-syntax-basis"),
    (">", "form-syntax-bases"),
    ("# I. Nội dung", "form-syntax-heading"),
    ("Điều 1. Giao {người thực hiện} …", "form-syntax-article"),
    ("- {ý kiến}", "form-syntax-item"),
    ("Địa chỉ :: {địa chỉ}", "form-syntax-particular"),
    ("| {thành viên}", "form-syntax-table"),
    ("* {nội dung}", "form-syntax-items"),
    ("+ {kết quả}", "form-syntax-paragraphs"),
    ("Vậy thông báo để {người nhận} được biết./.", "form-syntax-paragraph"),
    ("{cơ quan}, {chức danh}, {CHỨC DANH}, {ngày}", "form-syntax-office"),
    ("{{ }}", "form-syntax-braces"),
];

/// Kinds of fields as they are written, with the key of what each takes.
pub const KINDS: [(&str, &str); 5] = [
    ("dòng", "form-kind-line"),
    ("đoạn", "form-kind-text"),
    ("danh sách", "form-kind-list"),
    ("ngày", "form-kind-date"),
    ("bảng (Họ và tên: 3; Chức vụ: 2)", "form-kind-table"),
];

pub const FIELDS_EXAMPLE: &str = "người nhận | Người nhận giấy mời | dòng | bắt buộc | person.name\n\
     ngày làm việc | Ngày làm việc | ngày | bắt buộc\n\
     nội dung | Nội dung làm việc | danh sách | | | Mỗi dòng một nội dung\n\
     thành phần | Thành phần | bảng (Họ và tên: 3; Chức vụ: 2)";
pub const BASES_EXAMPLE: &str = "Luật Khiếu nại ngày 11 tháng 11 năm 2011 | 01/07/2012\n\
     Quy chế làm việc của Ủy ban nhân dân phường | 01/07/2025 | 31/12/2026";
pub const SIGNATURES_EXAMPLE: &str = "NGƯỜI GIAO | (Ký, ghi rõ họ tên)\n\
     NGƯỜI NHẬN / THÔNG TIN, TÀI LIỆU | (Ký, ghi rõ họ tên) | {người nhận}";
pub const RECIPIENTS_EXAMPLE: &str = "Như trên\n{người liên quan}\nLưu: VT, hồ sơ";

/// A form in a line.
pub struct Row {
    pub href: String,
    pub name: String,
    /// `03, 124/2020/NĐ-CP`; empty if it is of no act.
    pub number: String,
    pub origin: String,
    pub validity: String,
    /// `live`, `future`, `ended`
    pub state: &'static str,
    pub state_text: String,
    pub symbol: String,
    pub whose: String,
    /// The built-in form in whose place it stands.
    pub in_place_of: Option<String>,
}

#[derive(Template)]
#[template(path = "document_forms/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub own: Vec<Row>,
    pub built_in: Vec<Row>,
}

/// A field of a form in a line.
pub struct FieldRow {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub kind: String,
    /// The sentence of the fact it is filled from; empty if it is typed.
    pub fact: String,
    pub is_required: bool,
}

#[derive(Template)]
#[template(path = "document_forms/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub row: Row,
    pub is_own: bool,
    /// What is known of it: label and text.
    pub known: Vec<(String, String)>,
    pub document: Document,
    pub pdf_href: String,
    pub docx_href: String,
    /// Where it is changed, or copied to be changed.
    pub change_href: String,
    pub fields: Vec<FieldRow>,
    /// Basis and when it is cited.
    pub bases: Vec<(String, String)>,
    pub body: String,
}

/// A part in which what is stored differs from what was typed: label, stored, typed.
pub type Difference = (String, String, String);

#[derive(Template)]
#[template(path = "document_forms/edit.html", config = "frontend/askama.toml")]
pub struct EditPage {
    pub page: Page,
    /// Where it is sent.
    pub action: String,
    pub form: FormForm,
    pub errors: FormErrors,
    /// The form it is a version or a copy of: address and name.
    pub of: Option<(String, String)>,
    /// In the place of this built-in form.
    pub in_place_of: Option<String>,
    pub is_new: bool,
    pub layouts: Vec<(String, String)>,
    pub units: Vec<(String, String)>,
    /// Facts a field can be filled from: key and sentence.
    pub facts: Vec<(&'static str, String)>,
    pub document: Option<Document>,
    pub conflict: Option<Vec<Difference>>,
}
