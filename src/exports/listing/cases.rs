//! Cases, from the one filed last.

use uuid::Uuid;

use super::{PAGE, filters_of, unit_name};
use crate::accounts;
use crate::cases::newest_store::{Way, before, way};
use crate::cases::search::{Filters, Frame};
use crate::cases::words_store::is_broad;
use crate::cases::worklist::{self, ListedCase};
use crate::cases::{field, page as parts, store};
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::exports::Cell;
use crate::web::context::Ctx;

pub const COLUMNS: [(&str, u16); 17] = [
    ("number", 18),
    ("kind", 18),
    ("field", 28),
    ("unit", 28),
    ("filed_on", 12),
    ("received_on", 12),
    ("who", 28),
    ("complainants", 10),
    ("subject", 60),
    ("channel", 22),
    ("stage", 28),
    ("is_open", 14),
    ("assignee", 24),
    ("accepted_on", 12),
    ("resolved_on", 12),
    ("closed_on", 12),
    ("due_on", 12),
];

pub struct Source {
    filters: Filters,
    frame: Frame,
    way: Way,
    after: Option<Uuid>,
}

impl Source {
    pub async fn open(ctx: &Ctx, filters: &str) -> Result<Self, AppError> {
        let filters: Filters = filters_of(filters)?;
        let is_broad = is_broad(ctx.app.db.read(), &filters.q).await?;
        let frame = Frame { today: ctx.today, soon: parts::soon(ctx), is_broad };
        let way = way(ctx.app.db.read(), ctx.actor()?, &filters, &frame, PAGE).await?;
        Ok(Self { filters, frame, way, after: None })
    }

    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let tally = worklist::tally(db, actor, &self.filters, &self.frame).await?;
        Ok(tally.of(&self.filters.urgency))
    }

    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let question = (actor, &self.filters, &self.frame);
        let found = before(db, question, self.way, self.after, PAGE).await?;
        self.after = found.last().map(|row| row.id).or(self.after);
        let first = store::first_parties(db, found.iter().map(|row| row.id).collect()).await?;
        let people = found.iter().filter_map(|row| row.assignee_id).collect();
        let names = accounts::store::names(db, people).await?;
        let row = |case: ListedCase| {
            let who = first.get(&case.id).cloned().unwrap_or_default();
            let name = case.assignee_id.and_then(|id| names.get(&id).cloned());
            cells(ctx, case, who, name.unwrap_or_default())
        };
        Ok(found.into_iter().map(row).collect())
    }
}

fn cells(ctx: &Ctx, case: ListedCase, who: String, assignee: String) -> Vec<Cell> {
    let lang = ctx.lang;
    let is_open = if case.is_open { "export-open" } else { "export-closed" };
    vec![
        Cell::Text(case.number),
        Cell::text(lang.t(&format!("kind-{}", case.kind))),
        Cell::text(lang.t(&field::text_key(&case.field))),
        unit_name(ctx, case.unit_id),
        Cell::Date(date_in_vietnam(case.filed_at)),
        // A complaint that awaits its signature has come in and is not received.
        Cell::day(case.is_received.then_some(case.received_on)),
        Cell::text(who),
        Cell::Number(case.complainants.into()),
        Cell::text(case.subject),
        Cell::text(lang.t(&format!("channel-{}", case.channel))),
        Cell::text(lang.t(&format!("stage-{}-{}", case.kind, case.stage))),
        Cell::text(lang.t(is_open)),
        Cell::text(assignee),
        Cell::day(case.accepted_on),
        Cell::day(case.resolved_on),
        Cell::day(case.closed_on),
        Cell::day(case.next_due_on),
    ]
}
