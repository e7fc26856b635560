//! `GET|POST /notification-settings`: what a member of staff wants to be told, and when. `GET /mail/templates`:
//! every kind of letter, made of made-up data.

use std::collections::HashMap;

use axum_extra::extract::Form;
use entity::notice_preference;
use sea_orm::ActiveValue::Set;

use super::preference::{Delivery, Topic};
use super::sample;
use super::store;
use super::view::{SettingRow, SettingsPage, TemplateRow, TemplatesPage};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::mail::letter::text_of;
use crate::policy::access::Access;
use crate::policy::{Actor, Role};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;
use crate::web::page::{self, Page};

/// The name of a topic's field.
fn field(topic: Topic) -> &'static str {
    match topic {
        Topic::Assigned => "topic-assigned",
        Topic::Denunciation => "topic-denunciation",
        Topic::Dialogue => "topic-dialogue",
        Topic::DueSoon => "topic-due-soon",
        Topic::Overdue => "topic-overdue",
        Topic::Escalation => "topic-escalation",
        Topic::Paper => "topic-paper",
        Topic::Weekly => "topic-weekly",
    }
}

/// What somebody can be told of at all.
fn concerns(actor: &Actor, topic: Topic) -> bool {
    match topic {
        Topic::Weekly => Access::Leaders.admits(Some(actor.role)),
        Topic::Escalation => actor.role.may_stand_in(),
        Topic::Denunciation => actor.handles_denunciations(),
        Topic::Assigned => actor.role == Role::Officer,
        Topic::Dialogue => actor.role.may_stand_in(),
        Topic::DueSoon | Topic::Overdue | Topic::Paper => {
            matches!(actor.role, Role::Officer | Role::Chairman | Role::Reception)
        }
    }
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    let stored = store::preferences(ctx.app.db.read(), ctx.actor()?.account_id).await?;
    let typed = stored.into_iter().filter_map(|(topic, delivery)| {
        let topic = Topic::ALL.into_iter().find(|one| one.code() == topic)?;
        Some((field(topic).to_owned(), delivery))
    });
    page::ok(&settings_page(&ctx, &typed.collect(), FormErrors::default())?)
}

fn settings_page(
    ctx: &Ctx,
    typed: &HashMap<String, String>,
    errors: FormErrors,
) -> Result<SettingsPage, AppError> {
    let actor = ctx.actor()?;
    let row = |topic: Topic| {
        let name = field(topic);
        let choice = |delivery: &Delivery| {
            let code = delivery.code();
            (code.to_owned(), ctx.lang.t(&format!("delivery-{code}")))
        };
        let value = typed.get(name).cloned();
        SettingRow {
            name,
            label: format!("field-{name}"),
            hint: if topic.choices().contains(&Delivery::None) { "" } else { "topic-mandatory" },
            options: topic.choices().iter().map(choice).collect(),
            value: value.unwrap_or_else(|| Delivery::default().code().to_owned()),
        }
    };
    let topics = Topic::ALL.into_iter().filter(|topic| concerns(actor, *topic));
    Ok(SettingsPage {
        page: Page::new(ctx, "notice-settings-title").with_errors(!errors.is_empty()),
        rows: topics.map(row).collect(),
        errors,
    })
}

/// # Errors
/// A letter cannot be made, which is our mistake.
pub async fn templates(ctx: Ctx) -> Answer {
    let mut rows: Vec<TemplateRow> = Vec::new();
    for lang in Lang::ALL {
        for (n, one) in sample::all(&ctx.app, ctx.now, lang)?.into_iter().enumerate() {
            let text = text_of(&one.content)?;
            let letter = (lang.code(), one.content.subject, text);
            match rows.get_mut(n) {
                Some(row) => row.letters.push(letter),
                None => rows.push(TemplateRow {
                    title: ctx.lang.t(&format!("letter-kind-{}", one.kind)),
                    letters: vec![letter],
                    kind: one.kind,
                }),
            }
        }
    }
    page::ok(&TemplatesPage { page: Page::new(&ctx, "templates-title"), rows })
}

/// # Errors
/// The database refuses.
pub async fn save(ctx: Ctx, Form(form): Form<HashMap<String, String>>) -> Answer {
    let actor = ctx.actor()?;
    let mut errors = FormErrors::default();
    let mut rows = Vec::new();
    for topic in Topic::ALL.into_iter().filter(|topic| concerns(actor, *topic)) {
        let raw = form.get(field(topic)).map(String::as_str).unwrap_or_default();
        let choices = topic.choices();
        let possible = |code: &str| Delivery::from_code(code).filter(|one| choices.contains(one));
        let Some(delivery) = errors.choice(field(topic), raw, possible) else { continue };
        rows.push(notice_preference::ActiveModel {
            account_id: Set(actor.account_id),
            topic: Set(topic.code().to_owned()),
            delivery: Set(delivery.code().to_owned()),
        });
    }
    if !errors.is_empty() {
        return page::invalid(&settings_page(&ctx, &form, errors)?);
    }
    let tx = ctx.app.db.begin_write().await?;
    store::set_preferences(&tx, rows).await?;
    let told = Entry::by(actor, Deed::NoticesChosen, Some(actor.account_id));
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/notification-settings", "notice-settings-saved"))
}
