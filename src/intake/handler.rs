//! `/filing`: start, pages of questions, files, check, submission, confirmation.

pub mod ending;
pub mod files;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Form};
use law::deadline::Deadline;
use law::procedure::Kind;
use law::rule::limitation;
use serde::Deserialize;

use super::answers::{Answers, Asked, Checked, ward_choices};
use super::draft::{self, Draft, Submission};
use super::view::{CheckPage, QuestionsPage, StartPage, Stop, Summary};
use crate::accounts;
use crate::cases::field;
use crate::cases::kind;
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::errors::citation_text;
use crate::web::form::{FormErrors, parse_date};
use crate::web::i18n::Lang;
use crate::web::page::{self, Page};

pub const DRAFT_COOKIE: &str = "draft";

/// The draft of this browser, if it is one that has not been filed.
async fn open_draft(ctx: &Ctx, jar: &CookieJar) -> Result<Option<Draft>, AppError> {
    let Some(token) = jar.get(DRAFT_COOKIE) else { return Ok(None) };
    let found = draft::find(&ctx.app, ctx.now, token.value(), None).await?;
    Ok(found.filter(|draft| draft.case_id.is_none()))
}

fn expired(ctx: &Ctx) -> Answer {
    Ok(redirect_with(ctx, "/filing", "filing-expired"))
}

/// # Errors
/// The database failed.
pub async fn start(ctx: Ctx, jar: CookieJar) -> Answer {
    let found = open_draft(&ctx, &jar).await?;
    let kind = found.as_ref().map(|draft| draft.answers.kind.clone()).unwrap_or_default();
    start_page(&ctx, kind, found.is_some(), FormErrors::default())
}

fn start_page(ctx: &Ctx, kind: String, has_draft: bool, errors: FormErrors) -> Answer {
    let kinds = ["complaint", "petition", "denunciation"];
    let template = StartPage {
        page: Page::new(ctx, "filing-title").with_errors(!errors.is_empty()),
        kinds: kinds
            .map(|code| (code.to_owned(), ctx.lang.t(&format!("filing-kind-{code}"))))
            .into(),
        kind,
        has_draft,
        errors,
    };
    if template.errors.is_empty() { page::ok(&template) } else { page::invalid(&template) }
}

#[derive(Deserialize)]
pub struct StartForm {
    #[serde(default)]
    kind: String,
}

/// Begins a draft, or goes on with the one this browser holds.
///
/// # Errors
/// Too many drafts from one address, or the database failed.
pub async fn begin(ctx: Ctx, jar: CookieJar, Form(form): Form<StartForm>) -> Answer {
    if form.kind == "denunciation" {
        return Ok(Redirect::to("/denunciation").into_response());
    }
    let held = open_draft(&ctx, &jar).await?;
    if kind::handled(&form.kind).is_none() {
        let mut errors = FormErrors::default();
        errors.add("kind", "error-choice");
        return start_page(&ctx, form.kind, held.is_some(), errors);
    }
    if let Some(mut draft) = held {
        draft.answers.kind = form.kind;
        draft::save(&ctx.app, ctx.now, &draft).await?;
        return Ok(Redirect::to("/filing/person").into_response());
    }
    ctx.app.limits.filing(ctx.ip)?;
    let answers = Answers { kind: form.kind, ..prefilled(&ctx).await? };
    let token = draft::begin(&ctx.app, ctx.now, &answers, None).await?;
    let jar = CookieJar::new().add(cookie(&ctx.app, DRAFT_COOKIE, token));
    Ok((jar, Redirect::to("/filing/person")).into_response())
}

/// What a registered citizen need not type again.
async fn prefilled(ctx: &Ctx) -> Result<Answers, AppError> {
    let Some(actor) = ctx.actor.as_ref().filter(|actor| !actor.role.is_staff()) else {
        return Ok(Answers::default());
    };
    let email = accounts::service::confirmed_email(&ctx.app, actor.account_id).await?;
    let full_name = actor.name.clone();
    Ok(Answers { full_name, email: email.unwrap_or_default(), ..Answers::default() })
}

/// # Errors
/// There is no such page, or the database failed.
pub async fn questions(ctx: Ctx, jar: CookieJar, Path(code): Path<String>) -> Answer {
    let asked = Asked::from_code(&code).ok_or(AppError::NotFound)?;
    let Some(draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    page::ok(&questions_page(&ctx, asked, draft.answers, FormErrors::default()))
}

/// Keeps the answers of a page, right or wrong, so that nothing typed is lost; goes on when they are
/// right.
///
/// # Errors
/// There is no such page, or the database failed.
pub async fn answer(
    ctx: Ctx,
    jar: CookieJar,
    Path(code): Path<String>,
    Form(sent): Form<Answers>,
) -> Answer {
    let asked = Asked::from_code(&code).ok_or(AppError::NotFound)?;
    let Some(mut draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    draft.answers.take(asked, sent);
    let errors = Checked::new(&ctx, &draft.answers).page(asked);
    draft::save(&ctx.app, ctx.now, &draft).await?;
    if !errors.is_empty() {
        return page::invalid(&questions_page(&ctx, asked, draft.answers, errors));
    }
    Ok(Redirect::to(&after(asked, draft.answers.kind())).into_response())
}

fn href(asked: Asked) -> String {
    format!("/filing/{}", asked.code())
}

fn after(asked: Asked, kind: Option<Kind>) -> String {
    let pages = Asked::of_kind(kind.unwrap_or(Kind::Complaint));
    let next = pages.iter().skip_while(|page| **page != asked).nth(1);
    next.map_or_else(|| "/filing/files".to_owned(), |page| href(*page))
}

fn before(asked: Asked, kind: Option<Kind>) -> String {
    let pages = Asked::of_kind(kind.unwrap_or(Kind::Complaint));
    let previous = pages.iter().take_while(|page| **page != asked).last();
    previous.map_or_else(|| "/filing".to_owned(), |page| href(*page))
}

/// The rail of a kind; `here` is the code of the present stop.
fn rail(ctx: &Ctx, kind: Option<Kind>, here: &str) -> Vec<Stop> {
    let pages = Asked::of_kind(kind.unwrap_or(Kind::Complaint));
    let mut codes: Vec<&str> = pages.into_iter().map(Asked::code).collect();
    codes.extend(["files", "check"]);
    let place = codes.iter().position(|code| *code == here).unwrap_or(0);
    let stop = |(number, code): (usize, &str)| Stop {
        href: format!("/filing/{code}"),
        label: ctx.lang.t(&format!("filing-step-{code}")),
        is_done: number < place,
        is_current: number == place,
    };
    codes.into_iter().enumerate().map(stop).collect()
}

fn questions_page(ctx: &Ctx, asked: Asked, answers: Answers, errors: FormErrors) -> QuestionsPage {
    let kind = answers.kind();
    let units = ctx.app.units();
    let is_petition = kind == Some(Kind::Petition);
    let suffix = if asked == Asked::Demand && is_petition { "-petition" } else { "" };
    let title = ctx.lang.t(&format!("filing-page-{}{suffix}", asked.code()));
    let known_on = parse_date(answers.known_on.trim());
    let rules = ctx.app.rules();
    let last_day = |day| Deadline::compute(limitation(), day, &rules.get()).due_on;
    let is_old = known_on.is_some_and(|day| last_day(day) < ctx.today);
    QuestionsPage {
        page: Page::titled(ctx, title.clone()).with_errors(!errors.is_empty()),
        rail: rail(ctx, kind, asked.code()),
        asked,
        title,
        back: before(asked, kind),
        offices: units
            .taking_filings(ctx.today)
            .into_iter()
            .filter_map(|unit| Some((unit.id.to_string(), units.office(unit.id, ctx.lang)?)))
            .collect(),
        wards: ward_choices(ctx),
        fields: field::choices(ctx.lang),
        may_be_late: is_old.then(|| may_be_late(ctx.lang)),
        answers,
        errors,
    }
}

/// KN-01: told to the sender, never a refusal.
fn may_be_late(lang: Lang) -> String {
    let rule = limitation();
    let days = [("days", rule.count.to_string())];
    let days = lang.ta(&format!("days-{}", rule.unit.code()), &days);
    let basis = citation_text(lang, rule.citation);
    lang.ta("filing-may-be-late", &[("days", days), ("basis", basis)])
}

/// # Errors
/// The database failed.
pub async fn check(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    let kind = draft.answers.kind();
    let parts = Asked::of_kind(kind.unwrap_or(Kind::Complaint));
    let parts = parts.into_iter().map(|asked| summary(&ctx, asked, &draft.answers)).collect();
    let files = super::store::files(ctx.app.db.read(), draft.id).await?;
    page::ok(&CheckPage {
        page: Page::new(&ctx, "filing-check-title"),
        rail: rail(&ctx, kind, "check"),
        back: "/filing/files".to_owned(),
        parts,
        files: files.into_iter().map(|file| file.name).collect(),
    })
}

fn summary(ctx: &Ctx, asked: Asked, answers: &Answers) -> Summary {
    let lang = ctx.lang;
    let units = ctx.app.units();
    let unit = |raw: &str| raw.parse().ok().and_then(|id| units.name(id)).unwrap_or_default();
    let day =
        |raw: &str| parse_date(raw.trim()).map_or_else(|| raw.to_owned(), |day| lang.date(day));
    let rows = match asked {
        Asked::Person => vec![
            ("full_name", answers.full_name.clone()),
            ("phone", answers.phone.clone()),
            ("email", answers.email.clone()),
        ],
        Asked::Address => vec![
            ("unit", unit(&answers.unit)),
            ("ward", unit(&answers.ward)),
            ("residential_group", answers.residential_group.clone()),
            ("address", answers.address.clone()),
        ],
        Asked::Matter => vec![
            (
                "field",
                field::known(&answers.field)
                    .map(|code| lang.t(&field::text_key(code)))
                    .unwrap_or_default(),
            ),
            ("subject", answers.subject.clone()),
            ("content", answers.content.clone()),
        ],
        Asked::Act => vec![
            ("contested_act", answers.contested_act.clone()),
            ("respondent", answers.respondent.clone()),
            ("known_on", day(&answers.known_on)),
        ],
        Asked::Demand => vec![("demand", answers.demand.clone())],
    };
    Summary {
        title: lang.t(&format!("filing-step-{}", asked.code())),
        href: href(asked),
        rows: rows
            .into_iter()
            .map(|(key, value)| (lang.t(&format!("field-{key}")), value))
            .collect(),
    }
}

/// # Errors
/// Too many filings from one address, or the database failed.
pub async fn submit(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(token) = jar.get(DRAFT_COOKIE) else { return expired(&ctx) };
    ctx.app.limits.filing(ctx.ip)?;
    match draft::submit(&ctx, token.value()).await? {
        Submission::Filed(_) => Ok(Redirect::to("/filing/confirmation").into_response()),
        Submission::Incomplete(Some(asked)) => {
            Ok(redirect_with(&ctx, &href(asked), "filing-incomplete"))
        }
        Submission::Incomplete(None) => Ok(redirect_with(&ctx, "/filing", "filing-incomplete")),
        Submission::Gone => expired(&ctx),
    }
}
