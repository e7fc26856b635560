//! Made-up papers in each ward, at every stage of their life: issued and served, approved, waiting for the
//! signature, sent back, in draft.

use chrono::{Days, NaiveDate};
use entity::case;
use law::procedure::{Event, Kind};
use uuid::Uuid;

use super::people::Ward;
use super::store::resolved_cases;
use crate::app::App;
use crate::cases;
use crate::clock::from_vietnam;
use crate::db::Tx;
use crate::documents::act::{self, By, Outcome, Place};
use crate::documents::content::{self, Content, symbol_of, usual_power};
use crate::documents::facts;
use crate::documents::frame::Signing;
use crate::documents::store::{self, Of};
use crate::error::AppError;
use crate::policy::Actor;

/// How far a paper of the trial has come, in the order of the cases that are taken.
const GOALS: [Goal; 6] =
    [Goal::Issued, Goal::Issued, Goal::Approved, Goal::Submitted, Goal::SentBack, Goal::Draft];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    Draft,
    SentBack,
    Submitted,
    Approved,
    Issued,
}

/// # Errors
/// A service refused, which is our mistake, or the database does.
pub async fn make(app: &App, wards: &[Ward], last_day: NaiveDate) -> Result<(), AppError> {
    for ward in wards {
        // The officer of the ward itself; others belong to its departments.
        let writer = ward.officers.iter().find(|one| one.unit_id == Some(ward.id));
        let Some(writer) = writer else { continue };
        let tx = app.db.begin_write().await?;
        let found = resolved_cases(&tx, ward.id, GOALS.len() as u64).await?;
        for (row, goal) in found.iter().zip(GOALS) {
            one_paper(app, &tx, (ward, writer), row, goal, last_day).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// The form of the acceptance of a complaint, or of the answer to a petition, and its fact.
fn wanted(kind: Kind, history: &[cases::store::HistoryRow]) -> Option<(&'static str, i32)> {
    let is_it = |event: &Event| match kind {
        Kind::Complaint => event.code() == "accepted",
        Kind::Petition => event.code() == "answered",
        Kind::Denunciation => false,
    };
    let key = if kind == Kind::Complaint { "complaint-accept-notice" } else { "petition-answer" };
    history.iter().find(|fact| is_it(&fact.event)).map(|fact| (key, fact.seq))
}

async fn one_paper(
    app: &App,
    tx: &Tx,
    (ward, writer): (&Ward, &Actor),
    row: &case::Model,
    goal: Goal,
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let history = cases::store::history_rows(tx, row.id).await?;
    let Some((key, seq)) = wanted(cases::store::kind_of(row)?, &history) else { return Ok(()) };
    let form = papers::form(key, last_day).cloned();
    let form = form.ok_or_else(|| AppError::internal("demo", "a built-in form is missing"))?;
    let of = Of::Case(row.id);
    let known = facts::of(app, tx, writer, (of, Some(seq), ward.id), last_day).await?;
    let mut values = form.draft(&known);
    let missing: Vec<String> = form.missing(&values).into_iter().map(str::to_owned).collect();
    let examples = papers::sample(&form);
    for name in missing {
        let made_up = examples.get(&name).cloned().unwrap_or_default();
        values.insert(name, made_up);
    }
    let signing = Signing {
        power: usual_power(&form),
        title: String::new(),
        name: ward.chairman.name.clone(),
    };
    let symbol = symbol_of(&app.units(), ward.id, &form);
    let content = Content { form, values, signing, symbol, unit_id: ward.id };
    let place = Place { case_id: Some(row.id), seq: Some(seq), ..Place::default() };
    let begun = last_day - Days::new(1);
    let at =
        |actor, on: NaiveDate, hour| By { app, actor, now: from_vietnam(on, hour, 0), today: on };
    let id = act::draft(tx, at(writer, begun, 9), place, &content, None).await?;
    go_on(
        tx,
        (id, goal),
        [at(writer, begun, 10), at(&ward.chairman, begun, 14), at(&ward.reception, last_day, 8)],
    )
    .await
}

fn done(outcome: Outcome) -> Result<(), AppError> {
    match outcome {
        Outcome::Done => Ok(()),
        other => Err(AppError::internal("demo", format!("a made-up paper: {other:?}"))),
    }
}

/// Leads a draft as far as it shall go.
async fn go_on(
    tx: &Tx,
    (id, goal): (Uuid, Goal),
    [writer, head, clerk]: [By<'_>; 3],
) -> Result<(), AppError> {
    if goal == Goal::Draft {
        return Ok(());
    }
    let row = async |by: By<'_>| store::get_visible(tx, by.actor, id).await;
    done(act::submit(tx, writer, &row(writer).await?).await?)?;
    if goal == Goal::Submitted {
        return Ok(());
    }
    let shown = row(head).await?;
    if goal == Goal::SentBack {
        let remark = "Ghi rõ số thửa, tờ bản đồ của thửa đất.";
        return done(act::send_back(tx, head, &shown, remark).await?);
    }
    let hash = content::of(&shown)?.hash(&head.app.units(), head.today)?;
    done(act::approve(tx, head, &shown, &hash).await?)?;
    if goal == Goal::Approved {
        return Ok(());
    }
    done(act::issue(tx, clerk, &row(clerk).await?, clerk.today).await?)
}
