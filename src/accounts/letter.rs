//! Letters about an account: confirm the address, or "you have an account already".

use chrono::{DateTime, Utc};
use entity::account;

use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::mail;
use crate::mail::letter::{Content, Letter};
use crate::web::i18n::Lang;

/// What the letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountLetter {
    /// A link that confirms the address.
    Confirmation,
    /// Somebody registered an address that has an account.
    AlreadyRegistered,
    /// A member of staff is to choose a password.
    Invitation,
    /// To the address an account is to have.
    NewAddress,
    /// To the address it has, before it has another.
    OldAddress,
}

impl AccountLetter {
    pub const ALL: [Self; 5] = [
        Self::Confirmation,
        Self::AlreadyRegistered,
        Self::Invitation,
        Self::NewAddress,
        Self::OldAddress,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmation => "account-confirmation",
            Self::AlreadyRegistered => "account-exists",
            Self::Invitation => "account-invitation",
            Self::NewAddress => "account-new-address",
            Self::OldAddress => "account-old-address",
        }
    }
}

/// What the letter says.
pub fn content(app: &App, lang: Lang, name: &str, letter: AccountLetter, link: &str) -> Content {
    let code = letter.code();
    let text = |part: &str| lang.t(&format!("mail-{code}-{part}"));
    Content {
        lang,
        subject: text("subject"),
        greeting: lang.ta("mail-greeting", &[("name", name.to_owned())]),
        paragraphs: vec![text("body")],
        facts: Vec::new(),
        link: Some((text("link"), link.to_owned())),
        notes: vec![text("note")],
        ending: mail::letter::ending(lang, &app.config),
    }
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
    let code = letter.code();
    let content = content(app, lang, &account.display_name, letter, link);
    let dedup_key = match letter {
        AccountLetter::Confirmation
        | AccountLetter::Invitation
        | AccountLetter::NewAddress
        | AccountLetter::OldAddress => format!("{code}:{}", new_id(now)),
        AccountLetter::AlreadyRegistered => {
            format!("{code}:{}:{}", account.id, date_in_vietnam(now))
        }
    };
    let letter = Letter {
        kind: code,
        case_id: None,
        account_id: Some(account.id),
        to_name: account.display_name.clone(),
        to_address: address,
        content,
        about: None,
        postal_address: String::new(),
        calendar: None,
        dedup_key,
        available_at: now,
    };
    mail::letter::enqueue(app, tx, now, letter).await
}
