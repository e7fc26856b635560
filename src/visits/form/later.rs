//! What is written down after the visit: answer, written refusal, how it went on, the case it belongs to.

use chrono::NaiveDate;
use law::visit::Reply;
use serde::Deserialize;

use super::{LINE_MAX, NOTE_MAX};
use crate::visits::fact::{Fact, WAYS};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    pub version: String,
    pub answered_on: String,
    pub reply: String,
    pub answer_way: String,
    pub answer_body: String,
    pub answer_paper: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    pub version: String,
    pub noticed_on: String,
    pub notice_paper: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResultForm {
    pub version: String,
    pub visit_result: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    pub version: String,
    pub joined_number: String,
}

/// All that can be typed on the page of a visit; one at a time is sent.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub answer: AnswerForm,
    pub notice: NoticeForm,
    pub result: ResultForm,
    pub join: JoinForm,
}

/// A day between the visit and today.
fn day(
    ctx: &Ctx,
    errors: &mut FormErrors,
    (field, raw): (&'static str, &str),
    received_on: NaiveDate,
) -> Option<NaiveDate> {
    let day = errors.date(field, raw, true)?;
    if day > ctx.today {
        errors.add(field, "error-date-ahead");
    } else if day < received_on {
        errors.add(field, "error-visit-before");
    }
    Some(day)
}

/// # Errors
/// The mistakes, field by field.
pub fn answer(ctx: &Ctx, form: &AnswerForm, received_on: NaiveDate) -> Result<Fact, FormErrors> {
    let mut errors = FormErrors::default();
    let on = day(ctx, &mut errors, ("answered_on", &form.answered_on), received_on);
    let reply = errors.choice("reply", &form.reply, Reply::from_code);
    let known = |raw: &str| WAYS.into_iter().find(|way| *way == raw);
    let way = errors.choice("answer_way", &form.answer_way, known);
    let is_forwarded = reply == Some(Reply::Forwarded);
    let body = errors.line("answer_body", &form.answer_body, is_forwarded, LINE_MAX);
    let is_written = way == Some("written");
    let paper_number = errors.line("answer_paper", &form.answer_paper, is_written, 60);
    match on.zip(reply).zip(way) {
        Some(((on, reply), way)) if errors.is_empty() => Ok(Fact::Answered {
            on,
            reply: reply.code().to_owned(),
            way: way.to_owned(),
            body,
            paper_number,
        }),
        _ => Err(errors),
    }
}

/// # Errors
/// The mistakes, field by field.
pub fn notice(ctx: &Ctx, form: &NoticeForm, received_on: NaiveDate) -> Result<Fact, FormErrors> {
    let mut errors = FormErrors::default();
    let on = day(ctx, &mut errors, ("noticed_on", &form.noticed_on), received_on);
    let paper_number = errors.line("notice_paper", &form.notice_paper, true, 60);
    let on = on.filter(|_| errors.is_empty()).ok_or(errors)?;
    Ok(Fact::NoticeGiven { on, paper_number })
}

/// # Errors
/// The mistakes, field by field.
pub fn result(form: &ResultForm) -> Result<Fact, FormErrors> {
    let mut errors = FormErrors::default();
    let result = errors.text("visit_result", &form.visit_result, true, NOTE_MAX);
    if errors.is_empty() { Ok(Fact::Followed { result }) } else { Err(errors) }
}
