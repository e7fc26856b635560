//! The complaint a citizen has lodged online, set as form 01 of Nghị định 124/2020 to be printed, signed and
//! handed in (KN-20, KN-21). It is their own letter: dated, identified and signed by hand.

use std::sync::Arc;

use entity::case;
use papers::{Block, Form};
use sea_orm::ConnectionTrait;

use super::content;
use super::facts::{self, PAPER_LANG};
use super::frame::{self, Power, Signing};
use crate::error::AppError;
use crate::tracking;
use crate::web::context::Ctx;

/// Longest decision or act that fits its line with the day it was known; a longer one stands in the content.
const ACT_ON_LINE: usize = 400;

/// The form of today, which a complaint that awaits its signature is set in.
pub fn form(ctx: &Ctx) -> Option<&'static Form> {
    papers::form("complaint-petition", ctx.today)
}

/// The letter as PDF.
///
/// # Errors
/// `NotFound` for what is no complaint that awaits its signature: nothing else is to be signed. Or a text
/// cannot be printed, or the database cannot be read.
pub async fn pdf(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &case::Model,
) -> Result<Vec<u8>, AppError> {
    let awaits = row.stage == law::complaint::Stage::AwaitingSignature.code();
    let form = form(ctx).filter(|_| awaits).ok_or(AppError::NotFound)?;
    let units = ctx.app.units();
    let mut facts = facts::of_own(&ctx.app, db, row, ctx.today).await?;
    facts.insert("case.contested_act", act_on_line(row));
    let mut values = form.draft(&facts);
    let known = |name: &str| form.fields().iter().any(|field| field.name == name);
    let files = tracking::store::filed_files(db, row.id).await?;
    let files: Vec<String> = files.into_iter().map(|file| file.name).collect();
    for (name, value) in [
        ("người giải quyết", frame::head_of(&units, row.unit_id)),
        ("tài liệu kèm theo", files.join("\n")),
    ] {
        if known(name) && !value.is_empty() {
            values.insert(name.to_owned(), value);
        }
    }
    let nobody = Signing { power: Power::Head, title: String::new(), name: String::new() };
    // Without a day: the sender writes it when they sign.
    let frame = frame::frame(&units, row.unit_id, "", &nobody, None, ctx.today);
    let frame = papers::Frame { is_draft: false, ..frame };
    let filled = form.document(&values, &frame, ctx.today);
    let mut document = filled.map_err(|error| AppError::internal("form 01", error))?;
    if is_long(row) {
        let said = PAPER_LANG.ta("own-complaint-act", &[("act", with_day(row))]);
        document.body.extend(said.lines().map(|line| Block::Paragraph { text: line.to_owned() }));
    }
    let number = [("number", row.number.clone())];
    document.body.push(Block::Paragraph { text: PAPER_LANG.ta("own-complaint-number", &number) });
    let made = content::pdf(Arc::new(document), ctx.today).await?;
    made.map_err(|error| AppError::internal("form 01", error))
}

/// The decision or act with the day on which it became known (KN-01).
fn with_day(row: &case::Model) -> String {
    match row.known_on {
        Some(day) => {
            let day = PAPER_LANG.date(day);
            PAPER_LANG
                .ta("own-complaint-known", &[("act", row.contested_act.clone()), ("day", day)])
        }
        None => row.contested_act.clone(),
    }
}

fn is_long(row: &case::Model) -> bool {
    row.contested_act.chars().count() > ACT_ON_LINE
}

fn act_on_line(row: &case::Model) -> String {
    if is_long(row) { PAPER_LANG.t("own-complaint-act-below") } else { with_day(row) }
}

/// The name of the file: the number, not the person.
pub fn file_name(row: &case::Model) -> String {
    let number = row.number.replace('/', "-");
    PAPER_LANG.ta("own-complaint-file-name", &[("number", number)])
}
