//! `GET /audit`: who did what and when, with filters in the address.

use axum_extra::extract::Query;
use entity::audit_event;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::Deed;
use super::store::{self, Wanted};
use super::view::{AuditPage, AuditRow};
use crate::accounts;
use crate::clock::from_vietnam;
use crate::error::Answer;
use crate::text;
use crate::web::context::Ctx;
use crate::web::form::parse_date;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// Filters as they stand in the address; an empty text is no filter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub deed: String,
    pub who: String,
    pub object: String,
    pub from: String,
    pub to: String,
    pub page: String,
}

impl Asked {
    fn base(&self) -> String {
        let encode = |value: &str| utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        let pairs = [
            ("deed", &self.deed),
            ("who", &self.who),
            ("object", &self.object),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let query: String =
            pairs.iter().map(|(name, value)| format!("{name}={}&", encode(value))).collect();
        format!("/audit?{query}")
    }
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let db = ctx.app.db.read();
    let nobody = uuid::Uuid::nil();
    let login = text::lower(&text::clean_line(&asked.who));
    let wanted = Wanted {
        deed: Deed::from_code(&asked.deed).map(Deed::code),
        actor_id: match login.as_str() {
            "" => None,
            login => Some(store::account_of(db, login).await?.unwrap_or(nobody)),
        },
        object_id: match asked.object.trim() {
            "" => None,
            raw => Some(raw.parse().unwrap_or(nobody)),
        },
        from: parse_date(asked.from.trim()).map(|day| from_vietnam(day, 0, 0)),
        to: parse_date(asked.to.trim())
            .and_then(|day| day.succ_opt())
            .map(|day| from_vietnam(day, 0, 0)),
    };
    let first = PAGE_SIZE * (asked.page.parse().unwrap_or(1).clamp(1, 1_000_000) - 1);
    let (mut rows, total) = store::find(db, &wanted, first, PAGE_SIZE).await?;
    let number = page_number(&asked.page, total);
    // Beyond the end stands the last page.
    let offset = (number - 1) * PAGE_SIZE;
    if offset != first {
        rows = store::find(db, &wanted, offset, PAGE_SIZE).await?.0;
    }
    let people = rows.iter().filter_map(|row| row.actor_id).collect();
    let names = accounts::store::names(db, people).await?;
    let units = ctx.app.units();
    let row = |row: audit_event::Model| AuditRow {
        at: row.at,
        who: row
            .actor_id
            .map(|id| names.get(&id).cloned().unwrap_or_else(|| id.to_string()))
            .unwrap_or_default(),
        what: ctx.lang.t(&format!("audit-{}", row.deed)),
        object: row.object_id.map(|id| id.to_string()).unwrap_or_default(),
        detail: row.detail,
        chain: units.name(row.chain).unwrap_or_else(|| ctx.lang.t("audit-no-unit")),
        seq: row.seq,
    };
    let deed = |deed: Deed| (deed.code().to_owned(), ctx.lang.t(&format!("audit-{}", deed.code())));
    page::ok(&AuditPage {
        page: Page::new(&ctx, "audit-title"),
        deeds: Deed::ALL.into_iter().map(deed).collect(),
        rows: rows.into_iter().map(row).collect(),
        pager: Pager::new(&asked.base(), number, total),
        asked,
    })
}
