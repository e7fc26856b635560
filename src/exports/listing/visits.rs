//! The register of receptions, form 03/TCD (Nghị định 154/2026/NĐ-CP), in the order of its numbers: the
//! thirteen columns after the unit whose register it is.

use super::{PAGE, filters_of, unit_name};
use crate::error::AppError;
use crate::exports::{Cell, Column};
use crate::policy::visits::keeps_register_of;
use crate::visits::asked::asked;
use crate::visits::columns::{self as form, COLUMNS};
use crate::visits::store::{self, Asked, RegisterPlace};
use crate::visits::view::Filters;
use crate::web::context::Ctx;

const WIDTHS: [u16; COLUMNS] = [8, 12, 36, 16, 50, 16, 10, 24, 12, 24, 24, 24, 24];

pub struct Source {
    asked: Asked,
    after: Option<RegisterPlace>,
}

pub fn columns(ctx: &Ctx) -> Vec<Column> {
    let unit = Column { heading: ctx.lang.t("export-column-unit"), width: 28 };
    let form = form::headings(ctx).into_iter().zip(WIDTHS);
    let form = form.map(|(heading, width)| Column { heading, width });
    std::iter::once(unit).chain(form).collect()
}

impl Source {
    pub fn open(ctx: &Ctx, filters: &str) -> Result<Self, AppError> {
        let filters: Filters = filters_of(filters)?;
        let asked = asked(ctx.actor()?, ctx.today, &filters)?;
        let asked = asked.map_err(|_| AppError::BadRequest("days".to_owned()))?;
        Ok(Self { asked, after: None })
    }

    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        store::count(ctx.app.db.read(), ctx.actor()?, &self.asked).await
    }

    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let found = store::after(db, actor, &self.asked, self.after, PAGE).await?;
        self.after = found.last().map(|row| (row.unit_id, row.year, row.number)).or(self.after);
        // Whoever keeps the register has the numbers of identity papers in it; others see them masked.
        let is_whole = keeps_register_of(actor).is_some();
        let rows = form::rows(ctx, db, found, is_whole).await?;
        let mut all = Vec::with_capacity(rows.len());
        for (row, _, texts) in rows {
            let typed = (0..).zip(texts).map(|(place, text)| match place {
                0 => Cell::Number(row.number.into()),
                1 => Cell::Date(row.received_on),
                6 => Cell::Number(row.people.into()),
                _ => Cell::text(text),
            });
            all.push(std::iter::once(unit_name(ctx, row.unit_id)).chain(typed).collect());
        }
        Ok(all)
    }
}
