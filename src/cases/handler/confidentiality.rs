//! `POST /cases/{id}/confidentiality`: whoever decides says how secret a case is, and why.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::{case, confidentiality_change};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::{Typed, page_with};
use crate::audit::{self, Deed, Entry};
use crate::cases::page::case_href;
use crate::cases::store;
use crate::error::Answer;
use crate::ids::new_id;
use crate::policy::{self, Action, Confidentiality};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;

const REASON_MAX: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfidentialityForm {
    pub level: String,
    pub level_reason: String,
}

/// # Errors
/// The case is not there for the reader or not theirs to classify, or the database failed.
pub async fn set(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ConfidentialityForm>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get_visible(&tx, actor, id).await?;
    policy::permit(actor, Action::Classify, &store::facts_of(&row))?;
    let mut errors = FormErrors::default();
    let known = |code: &str| {
        Confidentiality::from_code(code).filter(|level| Confidentiality::CHOICES.contains(level))
    };
    let level = errors.choice("level", &form.level, known);
    let reason = errors.line("level_reason", &form.level_reason, true, REASON_MAX);
    let Some(level) = level.filter(|_| errors.is_empty()) else {
        tx.rollback().await?;
        let typed = Typed { confidentiality: form, errors, ..Typed::default() };
        return page_with(&ctx, id, typed).await;
    };
    let change = confidentiality_change::ActiveModel {
        id: Set(new_id(ctx.now)),
        case_id: Set(id),
        level: Set(level.code().to_owned()),
        reason: Set(reason),
        actor_id: Set(actor.account_id),
        at: Set(ctx.now),
    };
    let new = case::ActiveModel {
        id: Set(id),
        confidentiality: Set(level.code().to_owned()),
        ..Default::default()
    };
    store::set_confidentiality(&tx, new, change).await?;
    let told = Entry::on_case(actor, Deed::ConfidentialityChanged, &row).with(level.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &case_href(id), "confidentiality-changed"))
}
