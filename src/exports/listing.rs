//! The lists that can be taken away: their columns, and their rows page by page, each after the last one
//! of the page before. All of them ask the scope of the reader in the context.

mod cases;
mod commitments;
mod meetings;
mod papers;
mod visits;

use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Cell, Column, List};
use crate::error::AppError;
use crate::web::context::Ctx;

/// Rows that are in memory at the same moment.
pub const PAGE: u64 = 1_000;

/// A list under the filters it was asked for, and how far it was read.
pub enum Source {
    // Large beside the others, and there is one of it.
    Cases(Box<cases::Source>),
    Visits(visits::Source),
    Meetings(meetings::Source),
    Papers(papers::Source),
    Commitments(commitments::Source),
}

impl Source {
    /// Reads the filters as the page of the list does.
    ///
    /// # Errors
    /// `BadRequest` if they cannot be read, `NotFound` if they name a unit that is not in reach, or the
    /// database failed.
    pub async fn open(ctx: &Ctx, list: List, filters: &str) -> Result<Self, AppError> {
        Ok(match list {
            List::Cases => Self::Cases(Box::new(cases::Source::open(ctx, filters).await?)),
            List::Visits => Self::Visits(visits::Source::open(ctx, filters)?),
            List::Meetings => Self::Meetings(meetings::Source::open(filters)?),
            List::Papers => Self::Papers(papers::Source::open(filters)?),
            List::Commitments => Self::Commitments(commitments::Source::open(filters)?),
        })
    }

    /// The heads of the columns, in the reader's language and always in the same order.
    pub fn columns(&self, ctx: &Ctx) -> Vec<Column> {
        match self {
            Self::Cases(_) => named(ctx, &cases::COLUMNS),
            Self::Visits(_) => visits::columns(ctx),
            Self::Meetings(_) => named(ctx, &meetings::COLUMNS),
            Self::Papers(_) => named(ctx, &papers::COLUMNS),
            Self::Commitments(_) => named(ctx, &commitments::COLUMNS),
        }
    }

    /// How many rows there are now.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        match self {
            Self::Cases(source) => source.count(ctx).await,
            Self::Visits(source) => source.count(ctx).await,
            Self::Meetings(source) => source.count(ctx).await,
            Self::Papers(source) => source.count(ctx).await,
            Self::Commitments(source) => source.count(ctx).await,
        }
    }

    /// The next page of rows, each with as many cells as there are columns; empty at the end.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        match self {
            Self::Cases(source) => source.next(ctx).await,
            Self::Visits(source) => source.next(ctx).await,
            Self::Meetings(source) => source.next(ctx).await,
            Self::Papers(source) => source.next(ctx).await,
            Self::Commitments(source) => source.next(ctx).await,
        }
    }
}

/// Columns by the end of their key and their width.
fn named(ctx: &Ctx, columns: &[(&str, u16)]) -> Vec<Column> {
    let column = |(key, width): &(&str, u16)| Column {
        heading: ctx.lang.t(&format!("export-column-{key}")),
        width: *width,
    };
    columns.iter().map(column).collect()
}

fn filters_of<T: DeserializeOwned>(filters: &str) -> Result<T, AppError> {
    serde_html_form::from_str(filters).map_err(|error| AppError::BadRequest(error.to_string()))
}

fn unit_name(ctx: &Ctx, unit: Uuid) -> Cell {
    Cell::text(ctx.app.units().name(unit).unwrap_or_default())
}
