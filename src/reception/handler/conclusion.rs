//! `POST /receptions/{id}/conclusion`, `POST /receptions/{id}/tasks/{task}/completion`: what was concluded, who
//! does what by when, and that it was done (TD-23).

use axum::extract::Path;
use axum_extra::extract::Form;
use chrono::NaiveDate;
use entity::{reception_day, reception_task};
use law::reception::Event;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::day::{done, refuse, seen, sentence};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::plans_receptions_of;
use crate::reception::form::{ConclusionForm, PLACE_MAX, REASON_MAX, TaskForm, Typed};
use crate::reception::plan::{self, More, Recorded};
use crate::reception::store;
use crate::web::context::Ctx;
use crate::web::errors::refusal_text;
use crate::web::form::FormErrors;

const TEXT_MAX: usize = 10_000;

/// Who, what, by when.
type Task = (String, String, NaiveDate);

/// Tasks that were typed; a line that is empty is none.
fn tasks(ctx: &Ctx, form: &ConclusionForm, errors: &mut FormErrors) -> Vec<Task> {
    let mut all = Vec::new();
    for (n, (who, what, by)) in (1..).zip(form.lines()) {
        if [who, what, by].iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let mut line = FormErrors::default();
        let who = line.line("tasks", who, true, PLACE_MAX);
        let what = line.line("tasks", what, true, REASON_MAX);
        match line.date("tasks", by, true).filter(|day| *day >= ctx.today) {
            Some(day) if line.is_empty() => all.push((who, what, day)),
            _ => errors.add_with("tasks", "error-reception-task", vec![("line", n.to_string())]),
        }
    }
    all
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn conclude(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ConclusionForm>) -> Answer {
    let day = seen(&ctx, id, &form.version).await?;
    let mut errors = FormErrors::default();
    let text = errors.text("conclusion_text", &form.conclusion_text, true, TEXT_MAX);
    let paper = errors.line("conclusion_paper", &form.conclusion_paper, false, 60);
    let tasks = tasks(&ctx, &form, &mut errors);
    if !errors.is_empty() {
        let typed = Typed { conclusion: form, ..Typed::default() };
        return refuse(&ctx, &day, typed, errors).await;
    }
    match write(&ctx, &day, (text, paper), tasks).await? {
        None => done(&ctx, id, "reception-concluded"),
        Some(text) => {
            let typed = Typed { conclusion: form, ..Typed::default() };
            refuse(&ctx, &day, typed, sentence("conclusion_text", text)).await
        }
    }
}

/// Writes conclusion and tasks in one transaction; gives the sentence that stands against it.
async fn write(
    ctx: &Ctx,
    day: &reception_day::Model,
    conclusion: (String, String),
    tasks: Vec<Task>,
) -> Result<Option<String>, AppError> {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let rules = ctx.app.fresh_rules(&tx, day.unit_id).await?;
    let event = Event::Concluded { on: ctx.today };
    let more = More { conclusion: Some(conclusion), ..More::default() };
    let now = (&rules.get(), ctx.today, ctx.now);
    let refused = match plan::record(&tx, actor, day, (event, String::new()), more, now).await? {
        Recorded::Done => {
            let rows = (1..).zip(tasks).map(|(n, task)| row(ctx, day.id, n, task)).collect();
            store::add_tasks(&tx, rows).await?;
            let told = Entry::by(actor, Deed::ReceptionChanged, Some(day.id)).with(event.code());
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            return Ok(None);
        }
        Recorded::Refused(refusal) => Ok(Some(refusal_text(ctx.lang, &refusal))),
        Recorded::Taken | Recorded::Busy | Recorded::Stale => {
            Err(AppError::Conflict(format!("reception day {}", day.id)))
        }
    };
    tx.rollback().await?;
    refused
}

fn row(ctx: &Ctx, day_id: Uuid, position: i32, task: Task) -> reception_task::ActiveModel {
    let (assigned_to, task, due_on) = task;
    reception_task::ActiveModel {
        id: Set(new_id(ctx.now)),
        day_id: Set(day_id),
        position: Set(position),
        assigned_to: Set(assigned_to),
        task: Set(task),
        due_on: Set(due_on),
        done_on: Set(None),
        result: Set(String::new()),
        done_by: Set(None),
    }
}

/// # Errors
/// There is no such task to finish for the reader, or the database failed.
pub async fn finish(
    ctx: Ctx,
    Path((id, task)): Path<(Uuid, Uuid)>,
    Form(form): Form<TaskForm>,
) -> Answer {
    let actor = ctx.actor()?;
    let Some(unit) = plans_receptions_of(actor) else { return Err(AppError::NotFound) };
    let day = store::find(ctx.app.db.read(), id, &[unit]).await?.ok_or(AppError::NotFound)?;
    let mut errors = FormErrors::default();
    let result = errors.line("task_result", &form.task_result, true, REASON_MAX);
    if !errors.is_empty() {
        let typed = Typed { task: Some((task.to_string(), form)), ..Typed::default() };
        return refuse(&ctx, &day, typed, errors).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let by = (ctx.today, actor.account_id);
    if !store::finish_task(&tx, (task, id), by, result).await? {
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::ReceptionChanged, Some(id)).with("task-done");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    done(&ctx, id, "reception-task-done")
}
