//! A letter: what it says, how it is laid out, and the message that leaves.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use entity::outbox;
use lettre::message::header::{self, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::config::Config;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::text;
use crate::web::i18n::Lang;

/// What a letter says, in one language.
#[derive(Clone, Debug)]
pub struct Content {
    pub lang: Lang,
    pub subject: String,
    pub greeting: String,
    pub paragraphs: Vec<String>,
    /// Name and value, in a table.
    pub facts: Vec<(String, String)>,
    /// Text and address.
    pub link: Option<(String, String)>,
    pub notes: Vec<String>,
    pub ending: String,
}

#[derive(Template)]
#[template(path = "mail/letter.html", config = "frontend/askama.toml")]
struct Html<'a> {
    content: &'a Content,
}

#[derive(Template)]
#[template(path = "mail/letter.txt", config = "frontend/askama.toml")]
struct Text<'a> {
    content: &'a Content,
}

/// A letter to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Code of the notice.
    pub kind: &'static str,
    pub case_id: Option<Uuid>,
    /// Whose letter it is, and what it tells of, where that is no case.
    pub about: Option<About>,
    pub account_id: Option<Uuid>,
    pub to_name: String,
    /// Empty: it goes on paper to the postal address. Without that too nobody can be told, and it is kept as
    /// failed, for people to see.
    pub to_address: String,
    /// Where it goes on paper if there is no e-mail address, or if that one takes no letters.
    pub postal_address: String,
    pub content: Content,
    /// An invitation as iCalendar text.
    pub calendar: Option<String>,
    /// Two letters with the same key are one.
    pub dedup_key: String,
    /// Not before this moment.
    pub available_at: DateTime<Utc>,
}

/// What a letter tells of that is no case: a meeting, a visit.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub unit_id: Uuid,
    pub id: Uuid,
}

/// `last_error` of a letter nobody can get.
pub const NOBODY: &str = "nobody has an address";

/// What a letter says, as text.
///
/// # Errors
/// The template failed, which is our mistake.
pub fn text_of(content: &Content) -> Result<String, AppError> {
    Text { content }.render().map_err(|error| AppError::internal("template", error))
}

/// The last line of a letter, with the remark that nobody reads answers; on paper it ends without that.
pub fn ending(lang: Lang, config: &Config) -> String {
    let office = lang.ta("mail-ending", &[("office", config.mail.from_name.clone())]);
    format!("{office} {}", lang.t("mail-automatic"))
}

/// What few letters have.
#[derive(Clone, Debug, Default)]
pub struct Special {
    /// The deadline it reminds of, by rule and due day: once that is gone it is not sent.
    pub deadline: Option<(String, NaiveDate)>,
    /// Waits for the letter of the day.
    pub in_digest: bool,
    /// The paper that goes with it.
    pub document_id: Option<Uuid>,
    /// A PDF that goes with it and is no paper of a case; kept until it has left.
    pub file: Option<Vec<u8>>,
}

/// Puts a letter into the outbox, in the transaction of what it tells of, unless one with the same
/// key is there. What it says is frozen here.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    letter: Letter,
) -> Result<(), AppError> {
    enqueue_special(app, tx, now, letter, Special::default()).await
}

/// The same for a letter that is not as all others.
///
/// # Errors
/// The database refuses.
pub async fn enqueue_special(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    letter: Letter,
    special: Special,
) -> Result<(), AppError> {
    let (deadline_rule, deadline_due_on) = special.deadline.unzip();
    let id = new_id(now);
    let host = host_of(&app.config.server.public_url);
    let content = &letter.content;
    let template = |error| AppError::internal("template", error);
    let is_deliverable = !letter.to_address.is_empty() || !letter.postal_address.is_empty();
    let thread = letter.case_id.map(|case| format!("case-{case}@{host}"));
    let thread = thread.or(letter.about.map(|about| format!("about-{}@{host}", about.id)));
    let row = outbox::ActiveModel {
        id: Set(id),
        kind: Set(letter.kind.to_owned()),
        case_id: Set(letter.case_id),
        account_id: Set(letter.account_id),
        to_name: Set(letter.to_name),
        to_address: Set(letter.to_address),
        subject: Set(text::clean_line(&content.subject)),
        text_body: Set(text_of(content)?),
        html_body: Set(Html { content }.render().map_err(template)?),
        calendar: Set(letter.calendar),
        message_id: Set(format!("{id}@{host}")),
        thread_id: Set(thread),
        dedup_key: Set(letter.dedup_key),
        created_at: Set(now),
        available_at: Set(letter.available_at),
        attempts: Set(0),
        sent_at: Set(None),
        failed_at: Set((!is_deliverable).then_some(now)),
        last_error: Set((!is_deliverable).then(|| NOBODY.to_owned())),
        unit_id: Set(letter.about.map(|about| about.unit_id)),
        about_id: Set(letter.about.map(|about| about.id)),
        postal_address: Set(letter.postal_address),
        printed_at: Set(None),
        printed_by: Set(None),
        deadline_rule: Set(deadline_rule),
        deadline_due_on: Set(deadline_due_on),
        in_digest: Set(special.in_digest),
        dead_address: Set(String::new()),
        document_id: Set(special.document_id),
    };
    let is_added = store::add(tx, row).await?;
    match special.file.filter(|_| is_added) {
        Some(content) => store::add_file(tx, id, content).await,
        None => Ok(()),
    }
}

/// The host in message ids: that of the public address, without scheme and port.
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// RFC 3834: no holiday notes in answer, please.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The message of a row, the same each time: a letter sent twice by accident can be known as one. `paper`: the
/// PDF that goes with it.
///
/// # Errors
/// An address is not one; trying again would not help.
pub fn message(
    config: &Config,
    row: &outbox::Model,
    paper: Option<Vec<u8>>,
) -> Result<Message, String> {
    let from = mailbox(&config.mail.from_name, &config.mail.from_address)?;
    let to = mailbox(&row.to_name, &row.to_address)?;
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(row.subject.clone())
        .date(row.created_at.into())
        .message_id(Some(format!("<{}>", row.message_id)))
        .header(AutoSubmitted);
    if let Some(thread) = &row.thread_id {
        builder = builder.in_reply_to(format!("<{thread}>")).references(format!("<{thread}>"));
    }
    let both = MultiPart::alternative_plain_html(row.text_body.clone(), row.html_body.clone());
    let body = match &row.calendar {
        None => match paper {
            None => both,
            Some(paper) => {
                let kind = header::ContentType::parse("application/pdf");
                let kind = kind.map_err(|error| error.to_string())?;
                // The name of the file tells nothing.
                let name = if row.document_id.is_some() { "van-ban.pdf" } else { "bao-cao.pdf" };
                let file = Attachment::new(name.to_owned()).body(paper, kind);
                MultiPart::mixed().multipart(both).singlepart(file)
            }
        },
        Some(calendar) => {
            // The method stands in the entry and beside it (RFC 6047).
            let is_end = calendar.contains("METHOD:CANCEL\r\n");
            let kind = format!(
                "text/calendar; method={}; charset=utf-8",
                if is_end { "CANCEL" } else { "REQUEST" }
            );
            let invitation =
                header::ContentType::parse(&kind).map_err(|error| error.to_string())?;
            let shown = SinglePart::builder().header(invitation.clone()).body(calendar.clone());
            let file =
                Attachment::new("doi-thoai.ics".to_owned()).body(calendar.clone(), invitation);
            MultiPart::mixed().multipart(both.singlepart(shown)).singlepart(file)
        }
    };
    builder.multipart(body).map_err(|error| error.to_string())
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, String> {
    let address = address.parse().map_err(|error| format!("address: {error}"))?;
    let name = text::clean_line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// An address as logs may show it: `n***@example.vn`.
pub fn masked(address: &str) -> String {
    let (local, host) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_without_scheme_and_port() {
        assert_eq!(host_of("https://gandan.example.vn"), "gandan.example.vn");
        assert_eq!(host_of("http://127.0.0.1:8080"), "127.0.0.1");
    }

    #[test]
    fn logs_do_not_name_people() {
        assert_eq!(masked("nguyen.an@example.vn"), "n***@example.vn");
        assert_eq!(masked("hỏng"), "h***@");
    }
}
