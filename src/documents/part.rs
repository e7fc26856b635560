//! Papers on the page of the case, visit or meeting they belong to.

use law::procedure::{Event, State};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::catalogue::{self, fits, keys_of};
use super::handler::{rows, subject};
use super::issued::number_of;
use super::store::{self, Of};
use super::view::{Due, Part};
use crate::error::AppError;
use crate::policy::documents::{PaperAct, PaperFacts, permit_paper};
use crate::web::context::Ctx;

/// What is sent to begin a paper: name and value.
fn about(of: Of) -> (&'static str, String) {
    match of {
        Of::Case(id) => ("case", id.to_string()),
        Of::Visit(id) => ("visit", id.to_string()),
        Of::Meeting(id) => ("meeting", id.to_string()),
    }
}

/// The papers of something the reader sees. `facts`: the history of the case, with the state it makes.
///
/// # Errors
/// The database cannot be read.
pub async fn of(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    of: Of,
    facts: Option<(&State, Vec<(i32, Event)>)>,
) -> Result<Part, AppError> {
    let actor = ctx.actor()?;
    let subject = subject(ctx, db, of).await?;
    let found = store::of(db, actor, of).await?;
    let asked = PaperFacts {
        unit_id: subject.unit_id,
        case: subject.case_facts(),
        writers: Vec::new(),
        is_signed_off: true,
    };
    let may_write = permit_paper(actor, PaperAct::Write, &asked).is_ok();
    let about = about(of);
    let mut due = Vec::new();
    if let Some((state, facts)) = facts.filter(|_| may_write) {
        let forms = catalogue::forms(db, &ctx.app.units(), subject.unit_id, ctx.today).await?;
        let begun: Vec<&str> = found.iter().map(|row| row.form_key.as_str()).collect();
        for (seq, event) in facts {
            for key in keys_of(state, &event) {
                let form = forms.iter().find(|form| form.key() == key && fits(form, subject.about));
                let Some(form) = form.filter(|_| !begun.contains(&key)) else { continue };
                let name = form.source().name.clone();
                due.push(Due { about: about.clone(), form: key.to_owned(), seq, name });
            }
        }
    }
    Ok(Part {
        rows: rows(ctx, db, found).await?,
        due,
        new_href: may_write.then(|| format!("/documents/new?{}={}", about.0, about.1)),
    })
}

/// The number of an issued paper of a case, for the step that rests on it.
///
/// # Errors
/// The paper is not there for the reader, or belongs to another case.
pub async fn number_for_step(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    case_id: Uuid,
    paper: &str,
) -> Result<Option<(String, chrono::NaiveDate)>, AppError> {
    if paper.is_empty() {
        return Ok(None);
    }
    let id = paper.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    let row = store::get_visible(db, ctx.actor()?, id).await?;
    let is_of_case = row.case_id == Some(case_id);
    let issued_on = row.issued_on.filter(|_| is_of_case).ok_or(AppError::NotFound)?;
    Ok(Some((number_of(&row), issued_on)))
}
