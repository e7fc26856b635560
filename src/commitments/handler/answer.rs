//! What a household does by the link in its letter: `GET|POST /commitment-answer`.

use axum_extra::extract::{Form, Query};
use entity::commitment;

use super::super::act::{self, LINK_PURPOSE, Outcome};
use super::super::form::{AnswerForm, NOTE_MAX};
use super::super::view::{AnswerPage, AnsweredPage};
use super::super::{Fact, store};
use crate::audit::{self, Deed, Entry};
use crate::dialogues::act::By;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

async fn of_token(ctx: &Ctx, token: &str) -> Result<Option<commitment::Model>, AppError> {
    let hash = ctx.app.key.token_hash(LINK_PURPOSE, token);
    store::of_link(ctx.app.db.read(), &hash).await
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(form): Query<AnswerForm>) -> Answer {
    match of_token(&ctx, &form.token).await? {
        Some(found) => page::ok(&answer_page(&ctx, &found, form, FormErrors::default())),
        None => {
            page::html(axum::http::StatusCode::NOT_FOUND, &answered(&ctx, "commitment-link-void"))
        }
    }
}

fn answered(ctx: &Ctx, key: &str) -> AnsweredPage {
    AnsweredPage { page: Page::new(ctx, "commitment-answer-title"), sentence: ctx.lang.t(key) }
}

const ANSWERS: [&str; 2] = ["kept", "not-kept"];

fn answer_page(
    ctx: &Ctx,
    found: &commitment::Model,
    form: AnswerForm,
    errors: FormErrors,
) -> AnswerPage {
    let choice = |code: &str| (code.to_owned(), ctx.lang.t(&format!("commitment-{code}")));
    AnswerPage {
        page: Page::new(ctx, "commitment-answer-title").with_errors(!errors.is_empty()),
        office: ctx.app.units().office(found.unit_id, ctx.lang).unwrap_or_default(),
        what: found.what.clone(),
        body: found.body.clone(),
        done_on: found.done_on,
        evidence: found.evidence.clone(),
        answers: ANSWERS.into_iter().map(choice).collect(),
        form,
        errors,
    }
}

/// # Errors
/// The database failed.
pub async fn record(ctx: Ctx, Form(form): Form<AnswerForm>) -> Answer {
    let Some(found) = of_token(&ctx, &form.token).await? else {
        return page::html(
            axum::http::StatusCode::NOT_FOUND,
            &answered(&ctx, "commitment-link-void"),
        );
    };
    let mut errors = FormErrors::default();
    let known = |raw: &str| ANSWERS.into_iter().find(|one| *one == raw);
    let answer = errors.choice("answer", &form.answer, known);
    let is_objection = answer == Some("not-kept");
    let note = errors.text("objection", &form.objection, is_objection, NOTE_MAX);
    if !errors.is_empty() {
        return page::invalid(&answer_page(&ctx, &found, form, errors));
    }
    let fact = if is_objection { Fact::Objected } else { Fact::Confirmed };
    let tx = ctx.app.db.begin_write().await?;
    let by = By { app: &ctx.app, account_id: None, today: ctx.today, now: ctx.now };
    if act::record(&tx, by, &found, fact, note, None).await? != Outcome::Done {
        tx.rollback().await?;
        return Err(AppError::Conflict(format!("commitment {}", found.id)));
    }
    let meeting = store::meeting_of(&tx, &found).await?;
    act::follow_meeting(&tx, by, &meeting).await?;
    let told = Entry {
        unit_id: Some(found.unit_id),
        object_id: Some(found.id),
        ..Entry::of(Deed::CommitmentChanged)
    };
    audit::commit(&ctx.app, tx, ctx.now, vec![told.with(fact.code())]).await?;
    let key = if is_objection { "commitment-thanks-objection" } else { "commitment-thanks" };
    page::ok(&answered(&ctx, key))
}
