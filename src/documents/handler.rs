//! `GET|POST /documents`, `GET /documents/new`: lists, and the beginning of a paper.

pub mod acts;
pub mod edit;
pub mod fetch;
pub mod files;
pub mod print;
pub mod service;
pub mod show;

use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{Form, Query};
use chrono::NaiveDate;
use entity::document;
use papers::Form as PaperForm;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::act::{self, By, stage_of};
use super::catalogue::{self, About};
use super::content::{Content, is_signed_off, symbol_of, usual_power};
use super::facts;
use super::frame::{Signing, number_line};
use super::issued::number_of;
use super::stage::Stage;
use super::store::{self, Of, Wanted};
use super::view::{FormChoice, ListPage, NewPage, Row};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::cases::page::{case_href, note_sealed};
use crate::dialogues;
use crate::error::{Answer, AppError};
use crate::policy::documents::{PaperAct, PaperFacts, permit_paper};
use crate::policy::{CaseFacts, Role};
use crate::visits;
use crate::visits::view::visit_href;
use crate::web::context::Ctx;
use crate::web::form::{FormErrors, parse_date};
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

pub fn href(id: Uuid) -> String {
    format!("/documents/{id}")
}

/// What a paper belongs to, as its reader sees it.
pub struct Subject {
    pub of: Of,
    pub about: About,
    pub unit_id: Uuid,
    pub case: Option<entity::case::Model>,
    pub href: String,
    pub title: String,
}

impl Subject {
    /// Where a paper about it lies.
    pub fn place(&self, seq: Option<i32>) -> act::Place {
        let (visit_id, meeting_id) = match self.of {
            Of::Case(_) => (None, None),
            Of::Visit(id) => (Some(id), None),
            Of::Meeting(id) => (None, Some(id)),
        };
        act::Place { case_id: self.case.as_ref().map(|case| case.id), visit_id, meeting_id, seq }
    }

    pub fn case_facts(&self) -> Option<CaseFacts> {
        self.case.as_ref().map(cases::store::facts_of)
    }
}

/// What a paper belongs to, or will belong to.
///
/// # Errors
/// It is not there for the reader, or the database failed.
pub async fn subject(ctx: &Ctx, db: &impl ConnectionTrait, of: Of) -> Result<Subject, AppError> {
    let actor = ctx.actor()?;
    match of {
        Of::Case(id) => {
            let row = cases::store::get_visible(db, actor, id).await?;
            let kind = cases::store::kind_of(&row)?;
            Ok(Subject {
                of,
                about: About::Case(kind),
                unit_id: row.unit_id,
                href: case_href(id),
                title: row.number.clone(),
                case: Some(row),
            })
        }
        Of::Visit(id) => {
            let row = visits::store::get_visible(db, actor, id).await?;
            let number = visits::lines::number_text(&row);
            Ok(Subject {
                of,
                about: About::Visit,
                unit_id: row.unit_id,
                case: None,
                href: visit_href(id),
                title: ctx.lang.ta("visit-title", &[("number", number)]),
            })
        }
        Of::Meeting(id) => {
            let row = dialogues::store::get_visible(db, actor, id).await?;
            let case = match row.case_id {
                Some(case) => Some(cases::store::get_visible(db, actor, case).await?),
                None => None,
            };
            Ok(Subject {
                of,
                about: About::Meeting,
                unit_id: row.unit_id,
                case,
                href: format!("/dialogues/{id}"),
                title: row.title,
            })
        }
    }
}

/// What a paper is seen with: that of a meeting about a case with the case.
///
/// # Errors
/// The row belongs to nothing: it was not written by this program.
pub fn of_row(row: &document::Model) -> Result<Of, AppError> {
    let case = row.case_id.map(Of::Case);
    let visit = row.visit_id.map(Of::Visit);
    case.or(visit)
        .or(row.meeting_id.map(Of::Meeting))
        .ok_or_else(|| AppError::inconsistent("documents", row.id, "belongs to nothing"))
}

/// What the decision on a paper needs to know.
pub fn facts_of(subject: &Subject, row: &document::Model, form: &PaperForm) -> PaperFacts {
    PaperFacts {
        unit_id: row.unit_id,
        case: subject.case_facts(),
        writers: vec![row.drafted_by, row.edited_by],
        is_signed_off: is_signed_off(form),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    stage: String,
    on: String,
    page: String,
}

/// Stages that are shown with their counts, what waits first.
const SHOWN: [Stage; 5] =
    [Stage::Submitted, Stage::Approved, Stage::Draft, Stage::Issued, Stage::Withdrawn];

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let day = parse_date(asked.on.trim());
    let mut errors = FormErrors::default();
    if day.is_none() && !asked.on.trim().is_empty() {
        errors.add("on", "error-date");
    }
    list_page(&ctx, &asked, day, errors).await
}

async fn list_page(ctx: &Ctx, asked: &Asked, day: Option<NaiveDate>, errors: FormErrors) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let mut stages = Vec::new();
    for stage in SHOWN {
        let wanted = Wanted { stage: Some(stage), ..Wanted::default() };
        let name = ctx.lang.t(&format!("paper-stage-{}", stage.code()));
        stages.push((stage.code(), name, store::count(db, actor, &wanted).await?));
    }
    let first = stages.iter().find(|(_, _, count)| *count > 0).map(|(code, ..)| *code);
    let asked_stage = Stage::from_code(&asked.stage).or(day.map(|_| Stage::Issued));
    let chosen = asked_stage.or(first.and_then(Stage::from_code)).unwrap_or(Stage::Draft);
    let wanted = Wanted { stage: Some(chosen), issued_on: day, unit_id: None };
    let total = store::count(db, actor, &wanted).await?;
    let number = page_number(&asked.page, total);
    let found = store::page(db, actor, &wanted, ((number - 1) * PAGE_SIZE, PAGE_SIZE)).await?;
    let on = day.map(|day| day.to_string()).unwrap_or_default();
    let shown = ListPage {
        page: Page::new(ctx, "papers-title").with_errors(!errors.is_empty()),
        stages,
        chosen: chosen.code(),
        rows: rows(ctx, db, found).await?,
        total,
        pager: Pager::new(&format!("/documents?stage={}&on={on}&", chosen.code()), number, total),
        export: format!("stage={}&on={on}", chosen.code()),
        day: if errors.is_empty() { on } else { asked.on.clone() },
        errors,
    };
    if shown.errors.is_empty() { page::ok(&shown) } else { page::invalid(&shown) }
}

/// Papers as lists show them.
///
/// # Errors
/// The database cannot be read.
pub async fn rows(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    found: Vec<document::Model>,
) -> Result<Vec<Row>, AppError> {
    let actor = ctx.actor()?;
    let case_ids = found.iter().filter_map(|row| row.case_id).collect();
    let cases = cases::store::visible_by_ids(db, actor, case_ids).await?;
    let row = |row: document::Model| {
        let stage = stage_of(&row)?;
        let case = row.case_id.and_then(|id| cases.iter().find(|case| case.id == id));
        let about = match (case, row.visit_id, row.meeting_id) {
            (Some(case), ..) => (case_href(case.id), case.number.clone()),
            (None, Some(id), _) => (visit_href(id), ctx.lang.t("paper-of-visit")),
            (None, None, Some(id)) => (format!("/dialogues/{id}"), ctx.lang.t("paper-of-meeting")),
            (None, None, None) => (String::new(), String::new()),
        };
        Ok(Row {
            href: href(row.id),
            number: number_of(&row),
            stage: stage.code(),
            stage_text: ctx.lang.t(&format!("paper-stage-{}", stage.code())),
            issued_on: row.issued_on,
            about,
            changed_at: row.changed_at,
            is_bypassed: row.is_bypassed,
            name: row.name,
        })
    };
    found.into_iter().map(row).collect()
}

/// What a paper is begun for, and from which form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    case: String,
    visit: String,
    meeting: String,
    form: String,
    /// The fact of the case it belongs to.
    seq: String,
}

impl NewForm {
    fn of(&self) -> Result<Of, AppError> {
        let id = |raw: &str| raw.parse::<Uuid>().map_err(|_| AppError::NotFound);
        match (self.case.is_empty(), self.visit.is_empty(), self.meeting.is_empty()) {
            (false, true, true) => id(&self.case).map(Of::Case),
            (true, false, true) => id(&self.visit).map(Of::Visit),
            (true, true, false) => id(&self.meeting).map(Of::Meeting),
            _ => Err(AppError::NotFound),
        }
    }
}

/// `Mẫu số 03, 124/2020/NĐ-CP`; what is no form of an act says so.
pub fn source_text(ctx: &Ctx, form: &PaperForm) -> String {
    let source = form.source();
    if source.number.is_empty() {
        return ctx.lang.t("paper-no-form");
    }
    let said = [("number", source.number.clone()), ("act", source.act.clone())];
    ctx.lang.ta("paper-form-of", &said)
}

/// May the reader write papers about this?
fn permit_new(ctx: &Ctx, subject: &Subject) -> Result<(), AppError> {
    let facts = PaperFacts {
        unit_id: subject.unit_id,
        case: subject.case_facts(),
        writers: Vec::new(),
        is_signed_off: true,
    };
    permit_paper(ctx.actor()?, PaperAct::Write, &facts)?;
    Ok(())
}

/// # Errors
/// It is not there for the reader or not theirs to write about, or the database failed.
pub async fn new(ctx: Ctx, Query(asked): Query<NewForm>) -> Answer {
    let db = ctx.app.db.read();
    let subject = subject(&ctx, db, asked.of()?).await?;
    permit_new(&ctx, &subject)?;
    if let Some(case) = &subject.case {
        note_sealed(&ctx, case, Deed::SealedRead).await?;
    }
    let forms = catalogue::forms(db, &ctx.app.units(), subject.unit_id, ctx.today).await?;
    let choice = |form: &PaperForm| FormChoice {
        href: form.key().to_owned(),
        name: form.source().name.clone(),
        source: source_text(&ctx, form),
    };
    let fitting = forms.iter().filter(|form| catalogue::fits(form, subject.about));
    page::ok(&NewPage {
        page: Page::new(&ctx, "paper-new-title"),
        forms: fitting.map(|form| choice(form)).collect(),
        hidden: vec![
            ("case", asked.case.clone()),
            ("visit", asked.visit.clone()),
            ("meeting", asked.meeting.clone()),
            ("seq", asked.seq.clone()),
        ],
        about: (subject.href, subject.title),
    })
}

/// Begins a paper, filled from what is known.
///
/// # Errors
/// It is not the reader's to write about, there is no such form, or the database failed.
pub async fn create(ctx: Ctx, Form(asked): Form<NewForm>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let subject = subject(&ctx, &tx, asked.of()?).await?;
    permit_new(&ctx, &subject)?;
    let units = ctx.app.units();
    let forms = catalogue::forms(&tx, &units, subject.unit_id, ctx.today).await?;
    let form = forms.into_iter().find(|form| form.key() == asked.form);
    let form =
        form.filter(|form| catalogue::fits(form, subject.about)).ok_or(AppError::NotFound)?;
    let form = form.into_owned();
    let seq = asked.seq.trim().parse::<i32>().ok().filter(|_| matches!(subject.of, Of::Case(_)));
    let known =
        facts::of(&ctx.app, &tx, actor, (subject.of, seq, subject.unit_id), ctx.today).await?;
    let content = Content {
        values: form.draft(&known),
        signing: Signing {
            power: usual_power(&form),
            title: String::new(),
            name: head_name(&tx, subject.unit_id).await?,
        },
        symbol: symbol_of(&units, subject.unit_id, &form),
        unit_id: subject.unit_id,
        form,
    };
    let id = act::draft(&tx, by(&ctx)?, subject.place(seq), &content, None).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, &subject, id, "drafted")?]).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

/// Who heads a unit and signs for it; empty if there is none or several.
async fn head_name(db: &impl ConnectionTrait, unit_id: Uuid) -> Result<String, AppError> {
    let heads = accounts::store::staff(db, Some(vec![unit_id]), &[Role::Chairman.code()]).await?;
    Ok(match heads.as_slice() {
        [only] => only.display_name.clone(),
        _ => String::new(),
    })
}

fn by(ctx: &Ctx) -> Result<By<'_>, AppError> {
    Ok(By { app: &ctx.app, actor: ctx.actor()?, now: ctx.now, today: ctx.today })
}

/// What the audit log says of an act; the detail is its code.
pub fn told(ctx: &Ctx, subject: &Subject, id: Uuid, detail: &str) -> Result<Entry, AppError> {
    let actor = ctx.actor()?;
    let by = Entry::by(actor, Deed::PaperChanged, Some(id));
    Ok(Entry { unit_id: Some(subject.unit_id), ..by }.with(detail))
}

/// How a paper is named in lists and messages: `Thông báo … (05/TB-UBND)`.
pub fn title_of(row: &document::Model) -> String {
    match row.number {
        Some(number) => format!("{} ({})", row.name, number_line(Some(number), &row.symbol)),
        None => row.name.clone(),
    }
}
