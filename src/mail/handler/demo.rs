//! `GET /demo/mail`, `GET /demo/mail/{id}`: the folder of letters of a trial, as pages. Anywhere else
//! there is no such address.

use std::path::PathBuf;

use axum::extract::Path;
use mail_parser::{MessageParser, MimeHeaders};
use uuid::Uuid;

use crate::error::{Answer, AppError};
use crate::mail::Mailer;
use crate::mail::view::{DemoLetter, DemoLetterPage, DemoListPage, Line};
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// Letters shown on the list.
const SHOWN: usize = 100;

fn folder(ctx: &Ctx) -> Result<PathBuf, AppError> {
    match &ctx.app.mailer {
        Mailer::Folder(folder) if ctx.app.is_demo => Ok(folder.clone()),
        _ => Err(AppError::NotFound),
    }
}

/// # Errors
/// This is no trial, or the folder cannot be read.
pub async fn list(ctx: Ctx) -> Answer {
    let folder = folder(&ctx)?;
    let unread = |error| AppError::internal("mail folder", error);
    let mut names: Vec<Uuid> = Vec::new();
    let mut entries = tokio::fs::read_dir(&folder).await.map_err(unread)?;
    while let Some(entry) = entries.next_entry().await.map_err(unread)? {
        let name = entry.file_name();
        let id = name.to_str().and_then(|name| name.strip_suffix(".eml"));
        names.extend(id.and_then(|id| id.parse::<Uuid>().ok()));
    }
    // Ids carry the time they were made at.
    names.sort_by(|a, b| b.cmp(a));
    names.truncate(SHOWN);
    let mut letters = Vec::new();
    for id in names {
        letters.push(read(&ctx, &folder, id).await?);
    }
    page::ok(&DemoListPage { page: Page::new(&ctx, "demo-mail-title"), letters })
}

/// # Errors
/// This is no trial, or there is no such letter.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let folder = folder(&ctx)?;
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let letter = read(&ctx, &folder, id).await?;
    page::ok(&DemoLetterPage { page: Page::titled(&ctx, letter.subject.clone()), letter })
}

async fn read(ctx: &Ctx, folder: &std::path::Path, id: Uuid) -> Result<DemoLetter, AppError> {
    let raw = tokio::fs::read(folder.join(format!("{id}.eml"))).await;
    let raw = raw.map_err(|_| AppError::NotFound)?;
    let broken = || AppError::inconsistent("mail folder", id, "is not a letter");
    let message = MessageParser::default().parse(&raw).ok_or_else(broken)?;
    let to = message.to().and_then(|to| to.first());
    let name = to.and_then(|to| to.name()).unwrap_or_default();
    let address = to.and_then(|to| to.address()).unwrap_or_default();
    let calendar = message.parts.iter().find(|part| {
        part.content_type()
            .is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    });
    let sent_at = message.date().and_then(|date| {
        chrono::DateTime::from_timestamp(date.to_timestamp(), 0).map(|at| ctx.lang.moment(at))
    });
    let header = |name: &'static str| {
        let value = message.header_raw(name).unwrap_or_default().trim().to_owned();
        (!value.is_empty()).then_some((name, value))
    };
    let headers = ["Message-ID", "In-Reply-To", "Auto-Submitted"];
    Ok(DemoLetter {
        href: format!("/demo/mail/{id}"),
        subject: message.subject().unwrap_or_default().to_owned(),
        to: format!("{name} ({address})"),
        date: sent_at.unwrap_or_default(),
        lines: message.body_text(0).unwrap_or_default().lines().map(line).collect(),
        calendar: calendar.and_then(|part| part.text_contents()).map(str::to_owned),
        headers: headers.into_iter().filter_map(header).collect(),
    })
}

fn line(text: &str) -> Line {
    let start = text.find("https://").or_else(|| text.find("http://"));
    let (words, href) = text.split_at(start.unwrap_or(text.len()));
    Line { words: words.to_owned(), href: start.map(|_| href.trim().to_owned()) }
}
