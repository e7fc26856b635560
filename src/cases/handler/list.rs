//! `GET /cases`: the worklist with its filters in the address.

use axum_extra::extract::Query;
use law::procedure::{Kind, stages};
use uuid::Uuid;

use super::choices;
use crate::accounts;
use crate::cases::kind;
use crate::cases::search::{Filters, Frame};
use crate::cases::view::{CaseRow, Chip, Choice, Count, ListPage};
use crate::cases::words_store::is_broad;
use crate::cases::worklist::{self, ListedCase, PAGE_SIZE, Tally};
use crate::cases::{field, page as parts, store};
use crate::error::{Answer, AppError};
use crate::ratings::Settled;
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let db = ctx.app.db.read();
    let actor = ctx.actor()?;
    let frame = Frame {
        today: ctx.today,
        soon: parts::soon(&ctx),
        is_broad: is_broad(db, &filters.q).await?,
    };
    let Found { rows: found, total, is_all, tally } = find(&ctx, &filters, &frame).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let first_parties = store::first_parties(db, ids).await?;
    let waiting = found.iter().filter(|row| !row.is_received).map(|row| row.id).collect();
    let with_copy = store::with_signed_copy(db, waiting).await?;
    let people = found.iter().filter_map(|row| row.assignee_id).collect();
    let names = accounts::store::names(db, people).await?;
    let units = ctx.app.units();
    let mut rows = Vec::new();
    for case in found {
        rows.push(CaseRow {
            href: parts::case_href(case.id),
            kind: ctx.lang.t(&format!("kind-{}", case.kind)),
            stage: ctx.lang.t(&format!("stage-{}-{}", case.kind, case.stage)),
            field: ctx.lang.t(&field::text_key(&case.field)),
            unit: units.name(case.unit_id).unwrap_or_default(),
            who: if case.kind == Kind::Denunciation.code() {
                ctx.lang.t("cases-who-protected")
            } else {
                who(&ctx, first_parties.get(&case.id), case.complainants)
            },
            due: case
                .next_due_on
                .map(|on| parts::due(&ctx, on, parts::standing_of(&ctx, on, frame.soon))),
            no_due: parts::no_due(&case.stage),
            has_copy: case.is_open && with_copy.contains(&case.id),
            is_received: case.is_received,
            assignee: case.assignee_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            number: case.number,
            subject: case.subject,
            received_on: case.received_on,
        });
    }
    let shown_rows = rows.len() as u64;
    let first = (filters.page.max(1) - 1) * PAGE_SIZE + 1;
    let last_page = total.div_ceil(PAGE_SIZE).max(1);
    let here = filters.page.max(1);
    let template = ListPage {
        page: Page::new(&ctx, "cases-title"),
        kinds: choices(&ctx, kind::of(actor).iter().map(|kind| kind.code()), "kind-"),
        stages: stage_choices(&ctx, kind::of(actor), &filters),
        fields: field::choices(ctx.lang),
        units: unit_choices(&ctx)?,
        assignees: assignee_choices(&ctx).await?,
        chips: chips(&ctx, &filters),
        counts: counts(&ctx, &filters, tally.as_ref()),
        shown: shown(&ctx, (first, first - 1 + shown_rows), total, is_all),
        previous: (here > 1).then(|| Filters { page: here - 1, ..filters.clone() }.href()),
        next: (here < last_page).then(|| Filters { page: here + 1, ..filters.clone() }.href()),
        rows,
        filters,
    };
    page::ok(&template)
}

/// A page of the list and what stands around it.
struct Found {
    rows: Vec<ListedCase>,
    total: u64,
    /// Else there are more than the total.
    is_all: bool,
    /// None where counting all would take long.
    tally: Option<Tally>,
}

async fn find(ctx: &Ctx, filters: &Filters, frame: &Frame) -> Result<Found, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    if frame.is_broad {
        let found = worklist::find_broad(db, actor, filters, frame).await?;
        let (rows, total, is_all) = (found.rows, found.looked_at, found.is_all);
        return Ok(Found { rows, total, is_all, tally: None });
    }
    let tally = worklist::tally(db, actor, filters, frame).await?;
    let rows = worklist::find(db, actor, filters, frame, &tally).await?;
    let total = tally.of(&filters.urgency);
    Ok(Found { rows, total, is_all: true, tally: Some(tally) })
}

/// `Vụ việc 1–50 trong tổng số 120`.
fn shown(ctx: &Ctx, (first, last): (u64, u64), total: u64, is_all: bool) -> String {
    let key = if is_all { "cases-shown" } else { "cases-shown-of-many" };
    let said = [("first", first), ("last", last), ("total", total)];
    ctx.lang.ta(key, &said.map(|(name, number)| (name, number.to_string())))
}

/// The first complainant, and how many more.
fn who(ctx: &Ctx, first: Option<&String>, complainants: i32) -> String {
    let name = first.cloned().unwrap_or_default();
    match complainants {
        ..=1 => name,
        more => ctx.lang.ta("cases-who-more", &[("name", name), ("more", (more - 1).to_string())]),
    }
}

fn stage_choices(ctx: &Ctx, kinds: &[Kind], filters: &Filters) -> Vec<Choice> {
    let kinds = match Kind::from_code(&filters.kind).filter(|kind| kinds.contains(kind)) {
        Some(kind) => vec![kind],
        None => kinds.to_vec(),
    };
    let mut all: Vec<Choice> = Vec::new();
    for kind in kinds {
        for stage in stages(kind) {
            if !all.iter().any(|(code, _)| code == stage) {
                all.push(((*stage).to_owned(), parts::stage_text(ctx.lang, kind, stage)));
            }
        }
    }
    all
}

fn unit_choices(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let reach = &ctx.actor()?.unit_ids;
    let units = ctx.app.units();
    let own = units.all().into_iter().filter(|unit| reach.contains(&unit.id) && unit.takes_filings);
    Ok(own.map(|unit| (unit.id.to_string(), unit.name.clone())).collect())
}

async fn assignee_choices(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let mut all = vec![
        ("me".to_owned(), ctx.lang.t("cases-assignee-me")),
        ("none".to_owned(), ctx.lang.t("cases-assignee-none")),
    ];
    let reach = ctx.actor()?.unit_ids.clone();
    let officers = accounts::store::officers(ctx.app.db.read(), reach).await?;
    all.extend(officers.into_iter().map(|(id, name, _)| (id.to_string(), name)));
    Ok(all)
}

fn without(filters: &Filters, name: &str) -> Filters {
    let mut rest = Filters { page: 0, ..filters.clone() };
    let value = match name {
        "q" => &mut rest.q,
        "kind" => &mut rest.kind,
        "stage" => &mut rest.stage,
        "field" => &mut rest.field,
        "unit" => &mut rest.unit,
        "assignee" => &mut rest.assignee,
        "urgency" => &mut rest.urgency,
        "received_from" => &mut rest.received_from,
        "received_to" => &mut rest.received_to,
        "accepted_from" => &mut rest.accepted_from,
        "accepted_to" => &mut rest.accepted_to,
        "resolved_from" => &mut rest.resolved_from,
        "resolved_to" => &mut rest.resolved_to,
        "on_time" => &mut rest.on_time,
        "overdue" => &mut rest.overdue,
        "overdue_on" => &mut rest.overdue_on,
        "dialogue_from" => &mut rest.dialogue_from,
        "dialogue_to" => &mut rest.dialogue_to,
        "open_on" => &mut rest.open_on,
        "rule" => &mut rest.rule,
        "met_from" => &mut rest.met_from,
        "met_to" => &mut rest.met_to,
        "kept" => &mut rest.kept,
        "rated_from" => &mut rest.rated_from,
        "rated_to" => &mut rest.rated_to,
        _ => &mut rest.rating,
    };
    value.clear();
    rest
}

fn chips(ctx: &Ctx, filters: &Filters) -> Vec<Chip> {
    let lang = ctx.lang;
    let text = |name: &str, value: &str| match name {
        "kind" => lang.t(&format!("kind-{value}")),
        "stage" => {
            let kind = Kind::from_code(&filters.kind)
                .or_else(|| Kind::ALL.iter().copied().find(|k| stages(*k).contains(&value)));
            kind.map_or_else(|| value.to_owned(), |kind| parts::stage_text(lang, kind, value))
        }
        "field" => lang.t(&field::text_key(value)),
        "unit" => value.parse().ok().and_then(|id| ctx.app.units().name(id)).unwrap_or_default(),
        "assignee" if matches!(value, "me" | "none") => lang.t(&format!("cases-assignee-{value}")),
        "assignee" => lang.t("cases-assignee-other"),
        "urgency" => lang.t(&format!("cases-count-{value}")),
        "on_time" | "overdue" | "kept" => lang.t(&format!("filter-{value}")),
        "rule" => lang.t(&format!("rule-{value}")),
        "rating" if Settled::from_code(value).is_some() => lang.t(&format!("settled-{value}")),
        "rating" => lang.t(&format!("score-{value}")),
        _ => crate::web::form::parse_date(value)
            .map_or_else(|| value.to_owned(), |day| lang.date(day)),
    };
    let chip = |(name, value): (&'static str, &str)| Chip {
        label: format!(
            "{}: {}",
            lang.t(&format!("filter-{}", name.replace('_', "-"))),
            text(name, value)
        ),
        href: without(filters, name).href(),
    };
    filters.pairs().into_iter().map(chip).collect()
}

fn counts(ctx: &Ctx, filters: &Filters, tally: Option<&Tally>) -> Vec<Count> {
    let marks = [
        ("overdue", "overdue"),
        ("due-soon", "due-soon"),
        ("open", "on-track"),
        ("closed", "done"),
    ];
    let count = |(urgency, class): (&str, &'static str)| {
        let these = Filters { urgency: urgency.to_owned(), page: 0, ..filters.clone() };
        Count {
            class,
            label: ctx.lang.t(&format!("cases-count-{urgency}")),
            count: tally.map(|tally| tally.of(urgency)),
            href: these.href(),
            is_current: filters.urgency == urgency,
        }
    };
    marks.into_iter().map(count).collect()
}
