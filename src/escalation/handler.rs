//! `GET /escalations`: what went up, and of what nobody could be told.

use axum_extra::extract::Query;
use serde::Deserialize;

use super::store::{self, Shown};
use super::view::{EscalationsPage, Row, Tab};
use crate::error::Answer;
use crate::web::context::Ctx;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// `nobody`, else all.
    told: String,
    page: String,
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let only_unheard = query.told == "nobody";
    let all = store::count(db, actor, false).await?;
    let unheard = store::count(db, actor, true).await?;
    let total = if only_unheard { unheard } else { all };
    let number = page_number(&query.page, total);
    let offset = (number - 1) * PAGE_SIZE;
    let rows = store::list(db, actor, only_unheard, offset, PAGE_SIZE).await?;
    let tab = |href, key: &str, count, is_current| Tab {
        href,
        label: ctx.lang.t(key),
        count,
        is_current,
    };
    let base = if only_unheard { "/escalations?told=nobody&" } else { "/escalations?" };
    page::ok(&EscalationsPage {
        page: Page::new(&ctx, "escalations-title"),
        tabs: vec![
            tab("/escalations", "escalations-all", all, !only_unheard),
            tab("/escalations?told=nobody", "escalations-nobody", unheard, only_unheard),
        ],
        rows: rows.into_iter().map(|one| row(&ctx, one)).collect(),
        pager: Pager::new(base, number, total),
    })
}

fn row(ctx: &Ctx, one: Shown) -> Row {
    let days = (ctx.today - one.due_on).num_days().to_string();
    let at = ctx.lang.moment(one.at);
    Row {
        href: format!("/cases/{}", one.case_id),
        number: one.number,
        unit: ctx.app.units().name(one.unit_id).unwrap_or_default(),
        rule: ctx.lang.t(&format!("rule-{}", one.rule)),
        late: ctx
            .lang
            .ta("escalations-late", &[("due", ctx.lang.date(one.due_on)), ("days", days)]),
        level: ctx.lang.t(&format!("escalations-level-{}", one.level)),
        told: one.told.map(|name| ctx.lang.ta("escalations-told", &[("name", name), ("at", at)])),
    }
}
