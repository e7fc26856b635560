//! Letters about an account: confirm the address, or "you have an account already".

use askama::Template;
use chrono::{DateTime, Utc};
use entity::{account, outbox};
use sea_orm::ActiveValue::Set;

use super::store;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::web::i18n::Lang;

/// What the letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountLetter {
    /// A link that confirms the address.
    Confirmation,
    /// Somebody registered an address that has an account.
    AlreadyRegistered,
}

impl AccountLetter {
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmation => "account-confirmation",
            Self::AlreadyRegistered => "account-exists",
        }
    }
}

#[derive(Template)]
#[template(path = "mail/account.html", config = "frontend/askama.toml")]
struct HtmlLetter<'a> {
    lang: Lang,
    subject: &'a str,
    paragraphs: &'a [String],
    link: &'a str,
    link_text: &'a str,
    ending: &'a str,
}

/// Puts the letter into the outbox, in the transaction of what it tells of. Of letters that
/// strangers can cause, an address gets one a day.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    account: &account::Model,
    letter: AccountLetter,
    link: &str,
) -> Result<(), AppError> {
    let Some(address) = account.email.clone() else { return Ok(()) };
    let lang = Lang::from_code(&account.language).unwrap_or_default();
    let id = new_id(now);
    let code = letter.code();
    let text = |part: &str| lang.t(&format!("mail-{code}-{part}"));
    let greeting = lang.ta("mail-account-greeting", &[("name", account.display_name.clone())]);
    let paragraphs = [greeting, text("body"), text("note")];
    let (subject, link_text, ending) =
        (text("subject"), text("link"), lang.t("mail-account-ending"));
    let html = HtmlLetter {
        lang,
        subject: &subject,
        paragraphs: &paragraphs,
        link,
        link_text: &link_text,
        ending: &ending,
    };
    let html_body = html.render().map_err(|error| AppError::internal("template", error))?;
    let [greeting, body, note] = paragraphs;
    let text_body = format!("{greeting}\n\n{body}\n\n{link_text}: {link}\n\n{note}\n\n{ending}\n");
    let dedup_key = match letter {
        AccountLetter::Confirmation => format!("{code}:{id}"),
        AccountLetter::AlreadyRegistered => {
            format!("{code}:{}:{}", account.id, date_in_vietnam(now))
        }
    };
    let row = outbox::ActiveModel {
        id: Set(id),
        kind: Set(code.to_owned()),
        case_id: Set(None),
        account_id: Set(Some(account.id)),
        to_name: Set(account.display_name.clone()),
        to_address: Set(address),
        subject: Set(subject),
        text_body: Set(text_body),
        html_body: Set(html_body),
        calendar: Set(None),
        message_id: Set(format!("{id}@{}", host_of(&app.config.server.public_url))),
        thread_id: Set(None),
        dedup_key: Set(dedup_key),
        created_at: Set(now),
        available_at: Set(now),
        attempts: Set(0),
        sent_at: Set(None),
        failed_at: Set(None),
        last_error: Set(None),
    };
    store::add_letter(tx, row).await
}

fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn the_host_is_without_scheme_and_port() {
        assert_eq!(host_of("https://gandan.example.vn"), "gandan.example.vn");
        assert_eq!(host_of("http://127.0.0.1:8080"), "127.0.0.1");
    }
}
