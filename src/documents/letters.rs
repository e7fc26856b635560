//! Letters about papers: to whoever signs, to whoever wrote, and to the person a paper is served on.

use entity::{account, document};
use uuid::Uuid;

use super::act::By;
use super::handler::{href, number_of};
use super::stage::Act;
use crate::accounts;
use crate::app::App;
use crate::cases;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail;
use crate::mail::letter::{About, Content, Letter, Special};
use crate::notice;
use crate::policy::{Confidentiality, Role};
use crate::text::clean_line;
use crate::web::i18n::Lang;

/// Kinds of letters about papers.
pub const KINDS: [&str; 5] =
    ["paper-to-sign", "paper-approved", "paper-sent-back", "paper-served", "paper-link"];

/// What a letter says of a paper.
struct Said<'s> {
    kind: &'static str,
    name: &'s str,
    /// `05/TB-UBND`; may be empty.
    number: &'s str,
    case: &'s str,
    remarks: &'s str,
    link: Option<(String, String)>,
}

fn content(app: &App, lang: Lang, to: &str, said: Said<'_>) -> Content {
    let name = match said.name.is_empty() {
        true => lang.t("mail-paper-sealed"),
        false => said.name.to_owned(),
    };
    let args = [("name", name.clone()), ("case", said.case.to_owned())];
    let facts = [
        ("mail-paper-name", name.as_str()),
        ("mail-paper-number", said.number),
        ("mail-paper-case", said.case),
        ("mail-paper-remarks", said.remarks),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Content {
        lang,
        subject: lang.ta(&format!("mail-{}-subject", said.kind), &args),
        greeting: lang.ta("mail-greeting", &[("name", clean_line(to))]),
        paragraphs: vec![lang.ta(&format!("mail-{}-body", said.kind), &args)],
        facts: facts.map(|(key, value)| (lang.t(key), value.to_owned())).collect(),
        link: said.link,
        notes: Vec::new(),
        ending: mail::letter::ending(lang, &app.config),
    }
}

/// The number of the case a paper is seen with, and whether letters may say what the paper is.
async fn case_of(tx: &Tx, row: &document::Model) -> Result<(String, bool), AppError> {
    let Some(id) = row.case_id else { return Ok((String::new(), true)) };
    let case = cases::store::get_without_scope(tx, id).await?;
    let is_sealed = cases::store::facts_of(&case).confidentiality == Confidentiality::Sealed;
    Ok((case.number, !is_sealed))
}

async fn to_staff(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    to: account::Model,
    (kind, remarks): (&'static str, &str),
) -> Result<(), AppError> {
    let (case, may_name) = case_of(tx, row).await?;
    let lang = Lang::from_code(&to.language).unwrap_or_default();
    let url = format!("{}{}", by.app.config.server.public_url, href(row.id));
    let said = Said {
        kind,
        name: if may_name { &row.name } else { "" },
        number: "",
        case: &case,
        remarks: if may_name { remarks } else { "" },
        link: Some((lang.t("mail-paper-open"), url)),
    };
    let letter = Letter {
        kind,
        case_id: row.case_id,
        about: Some(About { unit_id: row.unit_id, id: row.id }),
        account_id: Some(to.id),
        content: content(by.app, lang, &to.display_name, said),
        to_name: to.display_name.clone(),
        to_address: to.email.filter(|_| to.locked_at.is_none()).unwrap_or_default(),
        postal_address: String::new(),
        calendar: None,
        dedup_key: format!("{kind}:{}:{}:{}", row.id, row.version, to.id),
        available_at: office_hours::next(&by.app.calendar(), by.now),
    };
    notice::staff::enqueue(by.app, tx, by.now, letter, None).await
}

/// Tells those who can sign off that a paper waits for them.
///
/// # Errors
/// The database refuses.
pub async fn to_sign(tx: &Tx, by: By<'_>, row: &document::Model) -> Result<(), AppError> {
    let roles = [Role::Chairman.code()];
    for head in accounts::store::staff(tx, Some(vec![row.unit_id]), &roles).await? {
        if head.id != by.actor.account_id {
            to_staff(tx, by, row, head, ("paper-to-sign", "")).await?;
        }
    }
    Ok(())
}

/// Tells whoever wrote a paper what was decided of it.
///
/// # Errors
/// The database refuses.
pub async fn decided(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    act: Act,
    remarks: &str,
) -> Result<(), AppError> {
    let kind = if act == Act::Approved { "paper-approved" } else { "paper-sent-back" };
    let writer = accounts::store::get(tx, row.edited_by).await?;
    if writer.id == by.actor.account_id {
        return Ok(());
    }
    to_staff(tx, by, row, writer, (kind, remarks)).await
}

/// Somebody a paper is sent to by e-mail.
pub struct Reader {
    pub name: String,
    pub address: String,
    pub lang: Lang,
}

/// Sends an issued paper: with the letter, or by the token of a link that opens once.
///
/// # Errors
/// The database refuses.
pub async fn send(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    to: &Reader,
    token: Option<&str>,
) -> Result<(), AppError> {
    let kind = if token.is_some() { "paper-link" } else { "paper-served" };
    let (case, _) = case_of(tx, row).await?;
    let lang = to.lang;
    let link = token.map(|token| {
        let url = format!("{}/paper?token={token}", by.app.config.server.public_url);
        (lang.t("mail-paper-fetch"), url)
    });
    let number = number_of(row);
    // What is fetched by a link is not named in the letter.
    let name = if token.is_some() { lang.t("mail-paper-sealed") } else { row.name.clone() };
    let said = Said { kind, name: &name, number: &number, case: &case, remarks: "", link };
    let letter = Letter {
        kind,
        case_id: row.case_id,
        about: Some(About { unit_id: row.unit_id, id: row.id }),
        account_id: None,
        content: content(by.app, lang, &to.name, said),
        to_name: to.name.clone(),
        to_address: to.address.clone(),
        postal_address: String::new(),
        calendar: None,
        dedup_key: format!("{kind}:{}:{}:{}", row.id, row.version, to.address),
        available_at: by.now,
    };
    let document_id = token.is_none().then_some(row.id);
    let special = Special { document_id, ..Special::default() };
    mail::letter::enqueue_special(by.app, tx, by.now, letter, special).await
}

/// A letter of a kind with made-up data.
pub fn sample(app: &App, kind: &'static str, lang: Lang, name: &str) -> Content {
    let url = format!("{}{}", app.config.server.public_url, href(Uuid::nil()));
    let remarks = lang.t("sample-paper-remarks");
    let said = Said {
        kind,
        name: &lang.t("sample-paper-name"),
        number: if matches!(kind, "paper-served" | "paper-link") { "05/TB-UBND" } else { "" },
        case: "2026/KN-000123",
        remarks: if kind == "paper-sent-back" { &remarks } else { "" },
        link: (kind != "paper-served").then(|| {
            let key = if kind == "paper-link" { "mail-paper-fetch" } else { "mail-paper-open" };
            (lang.t(key), url)
        }),
    };
    content(app, lang, name, said)
}
