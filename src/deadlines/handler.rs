//! `GET /deadlines`: by which day, and by which article.

use axum_extra::extract::Query;
use chrono::NaiveDate;
use law::deadline::{Deadline, Pause};
use law::regime::Regime;
use law::rule::{Circumstances, Duty};
use serde::Deserialize;

use super::question::{self, MOST_DAYS, NoAnswer, Question};
use super::view::{AnswerView, CountedView, DeadlinesPage, SkippedDay};
use crate::calendar::{DayKind, store};
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::errors::citation_text;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// The question as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub rule: String,
    pub event: String,
    pub complex: String,
    pub remote: String,
    pub paused_from: String,
    pub paused_to: String,
    /// The other question: so many working days after a day.
    pub days: String,
    pub after: String,
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let mut errors = FormErrors::default();
    let answer = answer(&ctx, &asked, &mut errors).await?;
    let counted = count(&ctx, &asked, &mut errors).await?;
    let failed = !errors.is_empty();
    let template = DeadlinesPage {
        page: Page::new(&ctx, "deadlines-title").with_errors(failed),
        groups: groups(&ctx),
        asked,
        errors,
        answer,
        counted,
    };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// Rows that can be asked for, under the parts of the law.
fn groups(ctx: &Ctx) -> Vec<(String, Vec<(String, String)>)> {
    let mut groups: Vec<(&str, Vec<(String, String)>)> = Vec::new();
    for (code, row) in question::choices() {
        let part = code.split('-').next().unwrap_or_default();
        let name = ctx.lang.t(&format!("rule-{}", row.id.code()));
        let option = (code.to_owned(), format!("{name} ({code})"));
        match groups.last_mut() {
            Some((last, options)) if *last == part => options.push(option),
            _ => groups.push((part, vec![option])),
        }
    }
    let named = |(part, options): (&str, Vec<_>)| {
        (ctx.lang.t(&format!("law-part-{}", part.to_lowercase())), options)
    };
    groups.into_iter().map(named).collect()
}

async fn answer(
    ctx: &Ctx,
    asked: &Asked,
    errors: &mut FormErrors,
) -> Result<Option<AnswerView>, AppError> {
    if asked.rule.is_empty() && asked.event.is_empty() {
        return Ok(None);
    }
    let known = |raw: &str| question::choices().into_iter().find(|(code, _)| *code == raw);
    let rule = errors.choice("rule", &asked.rule, known);
    let event = errors.date("event", &asked.event, true);
    let from = errors.date("paused_from", &asked.paused_from, false);
    let to = errors.date("paused_to", &asked.paused_to, from.is_some());
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        errors.add("paused_to", "error-pause-order");
    }
    if from.is_none() && to.is_some() {
        errors.add("paused_from", "error-date-required");
    }
    let Some(((code, _), event)) = rule.zip(event).filter(|_| errors.is_empty()) else {
        return Ok(None);
    };
    let pauses: Vec<Pause> = from.map(|from| Pause { from, to }).into_iter().collect();
    let circumstances =
        Circumstances { complex: asked.complex == "yes", remote: asked.remote == "yes" };
    let rules = ctx.app.rules();
    let question = Question { code, event, circumstances, pauses: &pauses };
    match question::answer(&question, &rules.get()) {
        Ok(deadline) => Ok(Some(shown(ctx, &deadline).await?)),
        Err(none) => {
            let field = if matches!(none, NoAnswer::NotInForce { .. } | NoAnswer::Unknown { .. }) {
                "event"
            } else {
                "rule"
            };
            errors.add(field, none.key());
            Ok(None)
        }
    }
}

async fn shown(ctx: &Ctx, deadline: &Deadline) -> Result<AnswerView, AppError> {
    let (lang, rule) = (ctx.lang, &deadline.rule);
    let count = [("days", rule.count.to_string())];
    let (from, to) =
        (deadline.starts_on.min(deadline.due_on), deadline.starts_on.max(deadline.due_on));
    Ok(AnswerView {
        what: lang.t(&format!("rule-{}", rule.id.code())),
        due_on: deadline.due_on,
        strict_on: deadline.strict_on,
        length: lang.ta(&format!("days-{}", rule.unit.code()), &count),
        start: lang.t(&format!("start-{}", rule.start.code())),
        basis: format!("{} · {}", citation_text(lang, rule.citation), rule.id.code()),
        regime: lang.t(&format!("regime-{}", Regime::on(deadline.starts_on).code())),
        is_citizens: rule.duty == Duty::Citizen,
        skipped: skipped(ctx, from, to).await?,
        known_to: beyond(ctx, to),
    })
}

async fn count(
    ctx: &Ctx,
    asked: &Asked,
    errors: &mut FormErrors,
) -> Result<Option<CountedView>, AppError> {
    if asked.days.is_empty() && asked.after.is_empty() {
        return Ok(None);
    }
    let parse = |raw: &str| raw.parse::<u32>().ok().filter(|days| *days <= MOST_DAYS);
    let days = parse(asked.days.trim());
    if days.is_none() {
        let most = vec![("most", MOST_DAYS.to_string())];
        errors.add_with("days", "error-working-days", most);
    }
    let from = errors.date("after", &asked.after, true);
    let Some((days, from)) = days.zip(from).filter(|_| errors.is_empty()) else {
        return Ok(None);
    };
    let on = ctx.app.calendar().add_working_days(from, days);
    Ok(Some(CountedView {
        days: days.to_string(),
        from,
        on,
        skipped: skipped(ctx, from, on).await?,
        known_to: beyond(ctx, on),
    }))
}

/// The last day that is known, if the answer lies beyond it.
fn beyond(ctx: &Ctx, day: NaiveDate) -> Option<NaiveDate> {
    let (_, to) = ctx.app.calendars().covers();
    (day > to).then_some(to)
}

/// Days off and worked Saturdays between two days, the second counted.
async fn skipped(ctx: &Ctx, after: NaiveDate, to: NaiveDate) -> Result<Vec<SkippedDay>, AppError> {
    let mut entries = store::entries(ctx.app.db.read()).await?;
    let country = entries.remove(&None).unwrap_or_default();
    let row = |(day, (_, entry)): (NaiveDate, (_, crate::calendar::Day))| {
        let kind = match entry.kind {
            DayKind::Off => "day-kind-off",
            DayKind::Worked => "day-kind-worked",
            DayKind::Ordinary => return None,
        };
        (after < day && day <= to).then(|| SkippedDay {
            day,
            kind: ctx.lang.t(kind),
            name: entry.name,
        })
    };
    Ok(country.into_iter().filter_map(row).collect())
}
