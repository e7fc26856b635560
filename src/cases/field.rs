//! Fields (lĩnh vực) by which cases are counted; the leaves fold into the columns of the statutory
//! tables. Texts are `field-of-<code>` with hyphens for dots and underscores.

use crate::web::i18n::Lang;

/// Codes of all fields.
pub const FIELDS: &[&str] = &[
    "land.compensation",
    "land.certificate",
    "land.recovery",
    "land.reclaim",
    "land.dispute",
    "land.planning",
    "housing",
    "policy.merit",
    "policy.social",
    "policy.pension",
    "policy.staff",
    "admin.duty",
    "admin.discipline",
    "admin.sanction",
    "admin.order_urban",
    "admin.environment",
    "admin.infrastructure",
    "admin.education_health",
    "admin.business",
    "admin.civil_status",
    "admin.other",
    "corruption",
    "judicial",
    "party",
    "other",
];

/// The field of a code, if there is one.
pub fn known(code: &str) -> Option<&'static str> {
    FIELDS.iter().find(|field| **field == code).copied()
}

/// Key of a field's text.
pub fn text_key(code: &str) -> String {
    format!("field-of-{}", code.replace(['.', '_'], "-"))
}

/// All fields with their names, for a list to choose from.
pub fn choices(lang: Lang) -> Vec<(String, String)> {
    FIELDS.iter().map(|code| ((*code).to_owned(), lang.t(&text_key(code)))).collect()
}
