//! The thirteen columns of the register, form 03/TCD (Nghị định 154/2026/NĐ-CP, since 1/7/2026).

use entity::visit;
use law::visit::Outcome;
use sea_orm::ConnectionTrait;

use super::fact::{State, Written};
use super::record::{masked, open_id};
use crate::cases;
use crate::error::AppError;
use crate::web::context::Ctx;

pub const COLUMNS: usize = 13;

/// Headings, in the order of the form.
pub fn headings(ctx: &Ctx) -> Vec<String> {
    (1..=COLUMNS).map(|n| ctx.lang.t(&format!("visit-column-{n}"))).collect()
}

/// What is shown of a row beside what stands in it.
struct Beside {
    /// The number of the identity paper, whole or masked.
    id_number: String,
    /// The number of the case, where the reader may see it.
    case_number: Option<String>,
}

/// Rows with their thirteen cells, and whether each is a further visit about its matter; the numbers of
/// identity papers whole where the register leaves the page.
///
/// # Errors
/// A row cannot be read, or the database failed.
pub async fn rows(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    rows: Vec<visit::Model>,
    is_whole: bool,
) -> Result<Vec<(visit::Model, bool, Vec<String>)>, AppError> {
    let ids = rows.iter().filter_map(|row| row.case_id).collect();
    let cases = cases::store::visible_by_ids(db, ctx.actor()?, ids).await?;
    let mut all = Vec::new();
    for row in rows {
        let state = State::of(&row)?;
        let number = open_id(&ctx.app.key, &state.written)?;
        let case = cases.iter().find(|case| Some(case.id) == row.case_id);
        let beside = Beside {
            id_number: if is_whole { number } else { masked(&number) },
            case_number: case.map(|case| case.number.clone()),
        };
        let cells = cells(ctx, &row, &state, beside);
        let is_repeat = row.matter_id != row.id;
        all.push((row, is_repeat, cells));
    }
    Ok(all)
}

/// A row in the order of the form.
fn cells(ctx: &Ctx, row: &visit::Model, state: &State, beside: Beside) -> Vec<String> {
    let written = &state.written;
    let when = |is: bool, text: String| if is { text } else { String::new() };
    let outcome = state.outcome();
    let guided = when(outcome == Some(Outcome::Guided), with_paper(ctx, written));
    vec![
        row.number.to_string(),
        ctx.lang.date(written.received_on),
        who_and_where(ctx, written),
        beside.id_number.clone(),
        content(ctx, written),
        ctx.lang.t(&format!("visit-kind-{}", written.kind)),
        written.people.to_string(),
        written.settled_by.clone(),
        when(written.is_competent, "x".to_owned()),
        guided,
        handled_by(ctx, row, state, &beside),
        follow_up(ctx, state),
        remark(ctx, state),
    ]
}

pub fn where_from(ctx: &Ctx, written: &Written) -> String {
    ctx.app.units().address(&written.address, &written.residential_group, written.ward_id)
}

fn who_and_where(ctx: &Ctx, written: &Written) -> String {
    if written.is_denunciation() {
        let code = [("code", written.register_code.clone())];
        return ctx.lang.ta("visit-protected-code", &code);
    }
    let parts = [written.full_name.clone(), where_from(ctx, written)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn content(ctx: &Ctx, written: &Written) -> String {
    if written.demand.is_empty() {
        return written.content.clone();
    }
    let demand = ctx.lang.ta("visit-cell-demand", &[("demand", written.demand.clone())]);
    sentences(vec![written.content.clone(), demand])
}

fn with_paper(ctx: &Ctx, written: &Written) -> String {
    if written.paper_number.is_empty() {
        return written.body.clone();
    }
    let number = [("number", written.paper_number.clone())];
    format!("{} {}", written.body, ctx.lang.ta("history-paper", &number)).trim().to_owned()
}

/// Column 11: the body that accepted it, or that it was forwarded to.
fn handled_by(ctx: &Ctx, row: &visit::Model, state: &State, beside: &Beside) -> String {
    match state.outcome() {
        Some(Outcome::Forwarded) => with_paper(ctx, &state.written),
        Some(Outcome::Accepted) => {
            let office = ctx.app.units().office(row.unit_id, ctx.lang).unwrap_or_default();
            match &beside.case_number {
                Some(number) => {
                    let args = [("office", office), ("number", number.clone())];
                    ctx.lang.ta("visit-cell-case", &args)
                }
                None => office,
            }
        }
        _ => String::new(),
    }
}

/// Column 12: what the person was told, and how it went on.
fn follow_up(ctx: &Ctx, state: &State) -> String {
    let answer = state.answer.as_ref().map(|(on, reply, _)| {
        let reply = ctx.lang.t(&format!("visit-reply-{reply}"));
        ctx.lang.ta("visit-cell-answer", &[("day", ctx.lang.date(*on)), ("reply", reply)])
    });
    let at_once =
        (state.outcome() == Some(Outcome::Answered)).then(|| ctx.lang.t("visit-outcome-answered"));
    sentences(vec![answer.or(at_once).unwrap_or_default(), state.result.clone()])
}

/// Column 13: the note, why somebody was not received, and who received on what occasion.
fn remark(ctx: &Ctx, state: &State) -> String {
    let written = &state.written;
    let mut parts = vec![written.note.clone()];
    if !written.not_received.is_empty() {
        let ground = ctx.lang.t(&format!("not-received-{}", written.not_received));
        parts.push(ctx.lang.ta("visit-cell-refused", &[("ground", ground)]));
    }
    if let Some((on, number)) = &state.notice {
        let args = [("day", ctx.lang.date(*on)), ("number", number.clone())];
        parts.push(ctx.lang.ta("visit-cell-notice", &args));
    }
    if written.mode != law::visit::Mode::Regular.code() {
        parts.push(ctx.lang.t(&format!("visit-mode-{}", written.mode)));
    }
    sentences(parts)
}

fn sentences(parts: Vec<String>) -> String {
    let ended = |part: &String| {
        let is_ended = part.ends_with(['.', '!', '?']);
        if is_ended { part.clone() } else { format!("{part}.") }
    };
    let parts: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(ended).collect();
    parts.join(" ")
}
