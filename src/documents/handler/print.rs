//! `GET /documents/day.pdf`, `GET /documents/labels.pdf`: the papers of a day in one file, and the labels of
//! their envelopes.

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum_extra::extract::Query;
use chrono::NaiveDate;
use entity::document;
use papers::{AddressLabel, Document, Labels};
use serde::Deserialize;

use crate::audit::{self, Deed, Entry};
use crate::documents::content::parts_of;
use crate::documents::facts::PAPER_LANG;
use crate::documents::issued::number_of;
use crate::documents::stage::Stage;
use crate::documents::store::{self, Wanted};
use crate::error::{Answer, AppError};
use crate::intake::receipt::FONTS;
use crate::web::context::Ctx;
use crate::web::form::parse_date;
use crate::web::upload::content_disposition;

/// Papers in one file.
const MOST: u64 = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    on: String,
    /// The first free label of the sheet, from 1.
    first: String,
}

/// The papers issued on a day that the reader sees.
async fn of_day(ctx: &Ctx, asked: &Asked) -> Result<(NaiveDate, Vec<document::Model>), AppError> {
    let day = parse_date(asked.on.trim()).ok_or(AppError::NotFound)?;
    let wanted = Wanted { stage: Some(Stage::Issued), issued_on: Some(day), ..Wanted::default() };
    let rows = store::page(ctx.app.db.read(), ctx.actor()?, &wanted, (0, MOST)).await?;
    if rows.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok((day, rows))
}

fn answer(name: &str, bytes: Vec<u8>) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, content_disposition(name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}

/// # Errors
/// None was issued on that day for this reader, or a paper cannot be made.
pub async fn day(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (day, rows) = of_day(&ctx, &asked).await?;
    let count = rows.len();
    let read = |row: document::Model| {
        let json = row.issued_content.unwrap_or_default();
        serde_json::from_str::<Document>(&json)
            .map_err(|error| AppError::inconsistent("documents", row.id, error))
    };
    let papers = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let made =
        tokio::task::spawn_blocking(move || papers::documents_pdf(&papers, &FONTS, parts_of(day)));
    let made = made.await.map_err(|error| AppError::internal("papers", error))?;
    let bytes = made.map_err(|error| AppError::internal("papers", error))?;
    let told = Entry::by(ctx.actor()?, Deed::LettersPrinted, None).with(&count.to_string());
    audit::note(&ctx.app, ctx.now, told).await?;
    answer(&format!("van-ban-{day}.pdf"), bytes)
}

/// # Errors
/// None was issued on that day for this reader, none went to an address, or the labels cannot be made.
pub async fn labels(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (day, rows) = of_day(&ctx, &asked).await?;
    let numbers: std::collections::HashMap<_, _> =
        rows.iter().map(|row| (row.id, number_of(row))).collect();
    let ids = rows.iter().map(|row| row.id).collect();
    let services = store::services(ctx.app.db.read(), ids).await?;
    // An envelope without an address is written by hand: never one to whoever denounced.
    let by_post = services
        .into_iter()
        .filter(|one| matches!(one.way.as_str(), "post" | "ward") && !one.address.is_empty());
    let label = |one: entity::document_service::Model| AddressLabel {
        reference: numbers.get(&one.document_id).cloned().unwrap_or_default(),
        name: one.recipient,
        address: one.address,
    };
    let labels: Vec<AddressLabel> = by_post.map(label).collect();
    if labels.is_empty() {
        return Err(AppError::NotFound);
    }
    let unit = rows.first().map(|row| row.unit_id);
    let sender = unit.and_then(|id| ctx.app.units().office(id, PAPER_LANG)).unwrap_or_default();
    let first = asked.first.trim().parse::<u32>().unwrap_or(1).clamp(1, 24) - 1;
    let sheet = Labels {
        sender,
        labels,
        first,
        language: PAPER_LANG.code().to_owned(),
        title: PAPER_LANG.t("paper-labels-title"),
    };
    let made =
        tokio::task::spawn_blocking(move || papers::labels_pdf(&sheet, &FONTS, parts_of(day)));
    let made = made.await.map_err(|error| AppError::internal("labels", error))?;
    let bytes = made.map_err(|error| AppError::internal("labels", error))?;
    answer(&format!("nhan-{day}.pdf"), bytes)
}
