//! What was promised in dialogues, by its day.

use chrono::NaiveDate;
use entity::commitment;
use serde::Deserialize;
use uuid::Uuid;

use super::{PAGE, filters_of, unit_name};
use crate::accounts::store::names;
use crate::commitments::standing;
use crate::commitments::store::{self, Listed};
use crate::error::AppError;
use crate::exports::Cell;
use crate::web::context::Ctx;

pub const COLUMNS: [(&str, u16); 8] = [
    ("promise", 60),
    ("promise_meeting", 44),
    ("promise_body", 28),
    ("promise_responsible", 24),
    ("promise_due_on", 14),
    ("promise_stage", 20),
    ("promise_done_on", 14),
    ("unit", 28),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filters {
    state: String,
}

pub struct Source {
    which: Listed,
    after: Option<(NaiveDate, Uuid)>,
}

impl Source {
    pub fn open(filters: &str) -> Result<Self, AppError> {
        let filters: Filters = filters_of(filters)?;
        let which = Listed::ALL.into_iter().find(|one| one.code() == filters.state);
        let which = which.ok_or_else(|| AppError::BadRequest("state".to_owned()))?;
        Ok(Self { which, after: None })
    }

    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        store::count(ctx.app.db.read(), ctx.actor()?, self.which, ctx.today).await
    }

    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let found = store::after(db, actor, (self.which, ctx.today), self.after, PAGE).await?;
        self.after = found.last().map(|one| (one.due_on, one.id)).or(self.after);
        let titles = store::titles(db, found.iter().map(|one| one.meeting_id).collect()).await?;
        let people = found.iter().filter_map(|one| one.responsible_id).collect();
        let people = names(db, people).await?;
        let row = |one: commitment::Model| {
            let (stage, _) = standing(&one, ctx.today);
            let stage = ctx.lang.t(&format!("commitment-stage-{stage}"));
            let responsible = one.responsible_id.and_then(|id| people.get(&id).cloned());
            vec![
                Cell::text(one.what),
                Cell::text(titles.get(&one.meeting_id).cloned().unwrap_or_default()),
                Cell::text(one.body),
                Cell::text(responsible.unwrap_or_default()),
                Cell::Date(one.due_on),
                Cell::text(stage),
                Cell::day(one.done_on),
                unit_name(ctx, one.unit_id),
            ]
        };
        Ok(found.into_iter().map(row).collect())
    }
}
