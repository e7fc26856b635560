//! `GET /visits/{id}`: everything that is known of a visit, and what can be added.

use axum::extract::Path;
use entity::visit;
use law::visit::{Reply, is_group};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::named;
use crate::accounts::store::names;
use crate::cases;
use crate::cases::deadlines;
use crate::cases::page::{case_href, due, standing};
use crate::documents;
use crate::documents::store::Of;
use crate::error::{Answer, AppError};
use crate::policy::visits::keeps_register_of;
use crate::visits::columns::where_from;
use crate::visits::fact::{self, Fact, State, WAYS, Written};
use crate::visits::form::later::Typed;
use crate::visits::lines::{self, number_text};
use crate::visits::record::open_id;
use crate::visits::store;
use crate::visits::view::{Difference, DueRow, FactLine, ShowPage, visit_href};
use crate::web::context::Ctx;
use crate::web::errors::citation_text;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// # Errors
/// The visit is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    page::ok(&visit_page(&ctx, row, Typed::default(), FormErrors::default(), false).await?)
}

pub async fn visit_page(
    ctx: &Ctx,
    row: visit::Model,
    typed: Typed,
    errors: FormErrors,
    is_conflict: bool,
) -> Result<ShowPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let state = State::of(&row)?;
    let course = state.course();
    let may_write = keeps_register_of(actor) == Some(row.unit_id);
    let case = match row.case_id {
        Some(id) => cases::store::visible_by_ids(db, actor, vec![id]).await?.pop(),
        None => None,
    };
    let is_denunciation = state.written.is_denunciation();
    let is_refused = state.outcome() == Some(law::visit::Outcome::Refused);
    let may_join = may_write && row.case_id.is_none() && !is_refused;
    let others = store::of_matter(db, actor, row.matter_id).await?;
    let others = others.into_iter().filter(|one| one.id != row.id).collect();
    let heading = ctx.lang.ta("visit-title", &[("number", number_text(&row))]);
    let counter = format!("/counter/new?visit={}", row.id);
    Ok(ShowPage {
        page: Page::titled(ctx, heading.clone()).with_errors(!errors.is_empty()),
        href: visit_href(row.id),
        version: row.version,
        heading,
        facts: facts(ctx, db, &row, &state).await?,
        due: due_rows(ctx, &row, &state),
        case: case.map(|case| (case_href(case.id), case.number)),
        counter_href: (may_join && !is_denunciation).then_some(counter),
        may_write,
        may_join,
        owes_answer: may_write && course.is_some_and(|course| course.awaits_answer()),
        owes_notice: may_write && course.is_some_and(|course| course.awaits_notice()),
        is_group: is_group(state.written.people),
        is_denunciation,
        others: lines::lines(ctx, db, others).await?,
        papers: documents::part::of(ctx, db, Of::Visit(row.id), None).await?,
        history: history(ctx, db, row.id).await?,
        replies: Reply::ALL.iter().map(|one| named(ctx, "visit-reply-", one.code())).collect(),
        ways: WAYS.map(|way| named(ctx, "visit-way-", way)).to_vec(),
        content: state.written.content,
        demand: state.written.demand,
        result: state.result,
        typed: dated(ctx, typed),
        errors,
        is_conflict,
    })
}

/// The forms as they open: today.
fn dated(ctx: &Ctx, mut typed: Typed) -> Typed {
    for day in [&mut typed.answer.answered_on, &mut typed.notice.noticed_on] {
        if day.is_empty() {
            *day = ctx.today.to_string();
        }
    }
    typed
}

fn due_rows(ctx: &Ctx, row: &visit::Model, state: &State) -> Vec<DueRow> {
    let rules = ctx.app.rules_of(row.unit_id);
    let all = state.course().map(|course| course.deadlines(&rules.get())).unwrap_or_default();
    let line = |deadline: law::deadline::Deadline| {
        let due = due(ctx, deadline.due_on, standing(ctx, &rules, &deadline));
        DueRow {
            name: deadlines::sentence(ctx.lang, &deadline),
            due_on: due.on,
            standing: due.standing,
            text: due.text,
            basis: citation_text(ctx.lang, deadline.rule.citation),
        }
    };
    all.into_iter().map(line).collect()
}

/// What stands in the register, name by name; what is empty is left out.
async fn facts(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &visit::Model,
    state: &State,
) -> Result<Vec<(String, String)>, AppError> {
    let people = names(db, vec![row.received_by, row.created_by]).await?;
    let name = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    let number = open_id(&ctx.app.key, &state.written)?;
    let mut all = described(ctx, &state.written, number);
    all.insert(0, (ctx.lang.t("field-visited_on"), ctx.lang.weekday_date(row.received_on)));
    all.insert(1, (ctx.lang.t("field-receiver"), name(row.received_by)));
    if let Some((on, number)) = &state.notice {
        let args = [("day", ctx.lang.date(*on)), ("number", number.clone())];
        all.push((ctx.lang.t("visit-notice-title"), ctx.lang.ta("visit-cell-notice", &args)));
    }
    all.push((ctx.lang.t("visit-written-by"), name(row.created_by)));
    Ok(all.into_iter().filter(|(_, value)| !value.is_empty()).collect())
}

/// The parts of an entry as people read them, each under the name of its field.
fn described(ctx: &Ctx, written: &Written, id_number: String) -> Vec<(String, String)> {
    let coded = |prefix: &str, code: &str| match code {
        "" => String::new(),
        code => ctx.lang.t(&format!("{prefix}{code}")),
    };
    let yes = |is: bool| if is { ctx.lang.t("visit-yes") } else { String::new() };
    let people = match written.people {
        ..=1 => String::new(),
        people => people.to_string(),
    };
    let all = [
        ("field-visit_mode", coded("visit-mode-", &written.mode)),
        ("field-urgency", coded("visit-urgency-", &written.urgency)),
        ("field-is_online", yes(written.is_online)),
        ("field-register_code", written.register_code.clone()),
        ("field-full_name", written.full_name.clone()),
        ("field-id_number", id_number),
        ("field-phone", written.phone.clone()),
        ("field-address", where_from(ctx, written)),
        ("field-proxy_paper", written.proxy_paper.clone()),
        ("field-visit_kind", coded("visit-kind-", &written.kind)),
        ("field-people_count", people),
        ("field-group_representatives", written.representatives.clone()),
        ("field-settled_by", written.settled_by.clone()),
        ("field-is_competent", yes(written.is_competent)),
        ("field-visit_outcome", coded("visit-outcome-", &written.outcome)),
        ("field-not_received", coded("not-received-", &written.not_received)),
        ("field-outcome_body", written.body.clone()),
        ("field-outcome_paper", written.paper_number.clone()),
        ("field-visit_note", written.note.clone()),
    ];
    all.into_iter().map(|(key, value)| (ctx.lang.t(key), value)).collect()
}

/// Everything in an entry that differs from another: name, before, after.
pub fn differences(
    ctx: &Ctx,
    before: &Written,
    after: &Written,
) -> Result<Vec<Difference>, AppError> {
    let parts = |written: &Written| -> Result<Vec<(String, String)>, AppError> {
        let mut all = described(ctx, written, open_id(&ctx.app.key, written)?);
        let day = ctx.lang.date(written.received_on);
        all.push((ctx.lang.t("field-visited_on"), day));
        all.push((ctx.lang.t("field-content"), written.content.clone()));
        all.push((ctx.lang.t("field-demand"), written.demand.clone()));
        Ok(all)
    };
    let pairs = parts(before)?.into_iter().zip(parts(after)?);
    let changed = pairs.filter(|((_, before), (_, after))| before != after);
    Ok(changed.map(|((name, before), (_, after))| (name, before, after)).collect())
}

/// All facts, newest first; a correction with what stood there before.
async fn history(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    visit_id: Uuid,
) -> Result<Vec<FactLine>, AppError> {
    let events = store::events(db, visit_id).await?;
    let people = names(db, events.iter().map(|event| event.actor_id).collect()).await?;
    let mut state: Option<State> = None;
    let mut all = Vec::new();
    for event in events {
        let fact = fact::read(&event)?;
        let before = state.clone();
        state = State::after(state, &fact);
        let changes = match (&fact, &before) {
            (Fact::Corrected { written }, Some(before)) => {
                differences(ctx, &before.written, written)?
            }
            _ => Vec::new(),
        };
        all.push(FactLine {
            sentence: sentence(ctx, &fact),
            reason: event.reason,
            changes,
            by: people.get(&event.actor_id).cloned().unwrap_or_default(),
            at: event.at,
        });
    }
    all.reverse();
    Ok(all)
}

fn sentence(ctx: &Ctx, fact: &Fact) -> String {
    let args: Vec<(&'static str, String)> = match fact {
        Fact::Answered { on, reply, way, body, paper_number } => {
            let reply = ctx.lang.t(&format!("visit-reply-{reply}"));
            let more = [body.clone(), paper_number.clone()];
            let more = more.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>();
            vec![
                ("day", ctx.lang.date(*on)),
                ("reply", reply),
                ("way", ctx.lang.t(&format!("visit-way-{way}"))),
                ("more", more.join(", ")),
            ]
        }
        Fact::NoticeGiven { on, paper_number } => {
            vec![("day", ctx.lang.date(*on)), ("number", paper_number.clone())]
        }
        Fact::Followed { result } => vec![("result", result.clone())],
        Fact::Registered { .. } | Fact::Corrected { .. } | Fact::Joined { .. } => Vec::new(),
    };
    ctx.lang.ta(&format!("visit-event-{}", fact.code()), &args)
}
