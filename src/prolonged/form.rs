//! Forms of prolonged cases.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use crate::web::context::Ctx;
use crate::web::form::FormErrors;

pub const TEXT_MAX: usize = 5_000;
const LINE_MAX: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FlagForm {
    pub basis_paper: String,
    pub prolonged_leader: String,
    pub target_on: String,
    pub review_on: String,
}

/// What happened in some year, at some level.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HistoryForm {
    pub version: String,
    pub history_period: String,
    pub history_level: String,
    pub history_text: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    pub version: String,
    pub review_text: String,
    pub new_target_on: String,
    pub next_review_on: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndingForm {
    pub version: String,
    pub ending_reason: String,
}

/// All that can be typed on the page; one at a time is sent.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub flag: FlagForm,
    pub history: HistoryForm,
    pub review: ReviewForm,
    pub ending: EndingForm,
}

/// A mark to be set.
pub struct Flag {
    pub basis: String,
    pub leader_id: Uuid,
    pub target_on: NaiveDate,
    pub review_on: NaiveDate,
}

fn ahead(
    ctx: &Ctx,
    errors: &mut FormErrors,
    (field, raw): (&'static str, &str),
) -> Option<NaiveDate> {
    let day = errors.date(field, raw, true)?;
    if day <= ctx.today {
        errors.add(field, "error-prolonged-ahead");
    }
    Some(day)
}

/// # Errors
/// The mistakes, field by field.
pub fn flag(ctx: &Ctx, form: &FlagForm, leaders: &[Uuid]) -> Result<Flag, FormErrors> {
    let mut errors = FormErrors::default();
    let basis = errors.text("basis_paper", &form.basis_paper, true, TEXT_MAX);
    let known = |raw: &str| leaders.iter().copied().find(|id| id.to_string() == raw);
    let leader = errors.choice("prolonged_leader", &form.prolonged_leader, known);
    let target = ahead(ctx, &mut errors, ("target_on", &form.target_on));
    let review = ahead(ctx, &mut errors, ("review_on", &form.review_on));
    if target.zip(review).is_some_and(|(target, review)| review > target) {
        errors.add("review_on", "error-prolonged-review");
    }
    match leader.zip(target).zip(review) {
        Some(((leader_id, target_on), review_on)) if errors.is_empty() => {
            Ok(Flag { basis, leader_id, target_on, review_on })
        }
        _ => Err(errors),
    }
}

/// Years, level, what happened.
///
/// # Errors
/// The mistakes, field by field.
pub fn history(form: &HistoryForm) -> Result<(String, String, String), FormErrors> {
    let mut errors = FormErrors::default();
    let period = errors.line("history_period", &form.history_period, true, 40);
    let level = errors.line("history_level", &form.history_level, true, LINE_MAX);
    let text = errors.text("history_text", &form.history_text, true, TEXT_MAX);
    if errors.is_empty() { Ok((period, level, text)) } else { Err(errors) }
}

/// What was found, the day it is to be resolved by, and of the next review.
///
/// # Errors
/// The mistakes, field by field.
pub fn review(
    ctx: &Ctx,
    form: &ReviewForm,
    target_on: NaiveDate,
) -> Result<(String, NaiveDate, NaiveDate), FormErrors> {
    let mut errors = FormErrors::default();
    let text = errors.text("review_text", &form.review_text, true, TEXT_MAX);
    let target = match form.new_target_on.trim() {
        "" => Some(target_on),
        raw => ahead(ctx, &mut errors, ("new_target_on", raw)),
    };
    let next = ahead(ctx, &mut errors, ("next_review_on", &form.next_review_on));
    match target.zip(next) {
        Some((target, next)) if errors.is_empty() => Ok((text, target, next)),
        _ => Err(errors),
    }
}
