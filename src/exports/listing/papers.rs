//! Papers of one stage, from the one begun last.

use entity::document;
use serde::Deserialize;
use uuid::Uuid;

use super::{PAGE, filters_of, unit_name};
use crate::cases;
use crate::clock::date_in_vietnam;
use crate::documents::act::stage_of;
use crate::documents::issued::number_of;
use crate::documents::stage::Stage;
use crate::documents::store::{self, Wanted};
use crate::error::AppError;
use crate::exports::Cell;
use crate::web::context::Ctx;
use crate::web::form::parse_date;

pub const COLUMNS: [(&str, u16); 8] = [
    ("paper_name", 50),
    ("paper_number", 18),
    ("paper_stage", 20),
    ("issued_on", 14),
    ("paper_about", 24),
    ("unit", 28),
    ("begun_on", 14),
    ("changed_on", 14),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filters {
    stage: String,
    on: String,
}

pub struct Source {
    wanted: Wanted,
    before: Option<Uuid>,
}

impl Source {
    pub fn open(filters: &str) -> Result<Self, AppError> {
        let filters: Filters = filters_of(filters)?;
        let stage = Stage::from_code(&filters.stage)
            .ok_or_else(|| AppError::BadRequest("stage".to_owned()))?;
        let issued_on = parse_date(&filters.on);
        if issued_on.is_none() && !filters.on.is_empty() {
            return Err(AppError::BadRequest("day".to_owned()));
        }
        let wanted = Wanted { stage: Some(stage), issued_on, unit_id: None };
        Ok(Self { wanted, before: None })
    }

    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        store::count(ctx.app.db.read(), ctx.actor()?, &self.wanted).await
    }

    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let found = store::before(db, actor, &self.wanted, self.before, PAGE).await?;
        self.before = found.last().map(|row| row.id).or(self.before);
        let of_cases = found.iter().filter_map(|row| row.case_id).collect();
        let of_cases = cases::store::visible_by_ids(db, actor, of_cases).await?;
        let row = |row: document::Model| {
            let case = of_cases.iter().find(|case| Some(case.id) == row.case_id);
            let about = match (case, row.visit_id, row.meeting_id) {
                (Some(case), ..) => case.number.clone(),
                (None, Some(_), _) => ctx.lang.t("paper-of-visit"),
                (None, None, Some(_)) => ctx.lang.t("paper-of-meeting"),
                (None, None, None) => String::new(),
            };
            let stage = ctx.lang.t(&format!("paper-stage-{}", stage_of(&row)?.code()));
            Ok(vec![
                Cell::text(row.name.as_str()),
                Cell::text(number_of(&row)),
                Cell::text(stage),
                Cell::day(row.issued_on),
                Cell::text(about),
                unit_name(ctx, row.unit_id),
                Cell::Date(date_in_vietnam(row.created_at)),
                Cell::Date(date_in_vietnam(row.changed_at)),
            ])
        };
        found.into_iter().map(row).collect()
    }
}
