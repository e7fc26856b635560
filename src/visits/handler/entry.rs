//! `GET /visits/new`, `POST /visits`: somebody came and is written down.

use axum_extra::extract::Form;
use entity::{account, reception_day};
use law::reception::NotReceived;
use law::visit::{Matter, Mode, Outcome, Urgency};
use uuid::Uuid;

use super::named;
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::error::{Answer, AppError};
use crate::intake::answers::ward_choices;
use crate::policy::Role;
use crate::policy::visits::keeps_register_of;
use crate::secrets::random_token;
use crate::units;
use crate::visits::fact::Written;
use crate::visits::form::{self, Around, KINDS, VisitForm};
use crate::visits::record::{self, About, NewVisit, Registered, seal_id};
use crate::visits::repeat;
use crate::visits::store;
use crate::visits::view::{Difference, EntryLists, EntryPage, Match, visit_href};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::{FormErrors, parse_date};
use crate::web::page::{self, Page};

/// The unit whose register the reader keeps.
pub fn own_unit(ctx: &Ctx) -> Result<Uuid, AppError> {
    keeps_register_of(ctx.actor()?).ok_or(AppError::NotFound)
}

/// Who may have received at a unit: its staff, and the reader.
pub async fn staff(ctx: &Ctx, unit_id: Uuid) -> Result<Vec<account::Model>, AppError> {
    let db = ctx.app.db.read();
    let roles = [Role::Reception, Role::Officer, Role::Chairman, Role::Leader].map(Role::code);
    let mut staff = accounts::store::staff(db, Some(vec![unit_id]), &roles).await?;
    let me = ctx.actor()?.account_id;
    if !staff.iter().any(|one| one.id == me) {
        staff.push(accounts::store::get(db, me).await?);
    }
    Ok(staff)
}

/// Reception days of the unit on the day that was typed.
pub async fn sessions(
    ctx: &Ctx,
    unit_id: Uuid,
    day: &str,
) -> Result<Vec<reception_day::Model>, AppError> {
    match parse_date(day.trim()) {
        Some(day) => store::sessions_on(ctx.app.db.read(), unit_id, day).await,
        None => Ok(Vec::new()),
    }
}

pub fn lists(ctx: &Ctx, staff: &[account::Model]) -> EntryLists {
    let person = |one: &account::Model| {
        let role = ctx.lang.t(&format!("role-{}", one.role));
        (one.id.to_string(), format!("{} ({role})", one.display_name))
    };
    EntryLists {
        modes: Mode::ALL.iter().map(|one| named(ctx, "visit-mode-", one.code())).collect(),
        urgencies: Urgency::ALL
            .iter()
            .map(|one| named(ctx, "visit-urgency-", one.code()))
            .collect(),
        staff: staff.iter().map(person).collect(),
        wards: ward_choices(ctx),
        kinds: KINDS.map(|one: Matter| named(ctx, "visit-kind-", one.code())).to_vec(),
        outcomes: Outcome::ALL.iter().map(|one| named(ctx, "visit-outcome-", one.code())).collect(),
        grounds: NotReceived::ALL
            .iter()
            .map(|one| named(ctx, "not-received-", one.code()))
            .collect(),
    }
}

/// The page as it opens: today, by the reader, regular reception, somebody of the own ward.
pub fn begun(ctx: &Ctx, unit_id: Uuid) -> Result<VisitForm, AppError> {
    let units = ctx.app.units();
    let is_ward = units.get(unit_id).is_some_and(|unit| unit.kind == units::WARD);
    Ok(VisitForm {
        token: random_token()?,
        visited_on: ctx.today.to_string(),
        visit_mode: Mode::Regular.code().to_owned(),
        receiver: ctx.actor()?.account_id.to_string(),
        ward: if is_ward { unit_id.to_string() } else { String::new() },
        people_count: "1".to_owned(),
        visit_outcome: Outcome::Taken.code().to_owned(),
        is_competent: "yes".to_owned(),
        ..VisitForm::default()
    })
}

/// # Errors
/// The reader keeps no register, or the database failed.
pub async fn new(ctx: Ctx) -> Answer {
    let unit_id = own_unit(&ctx)?;
    let form = begun(&ctx, unit_id)?;
    page::ok(&entry_page(&ctx, unit_id, form, Shown::default()).await?)
}

/// What the page shows beside the form.
#[derive(Default)]
pub struct Shown {
    pub errors: FormErrors,
    pub matches: Vec<Match>,
    pub conflict: Vec<Difference>,
    /// The visit that is corrected, and its heading.
    pub corrects: Option<(Uuid, String)>,
}

pub async fn entry_page(
    ctx: &Ctx,
    unit_id: Uuid,
    form: VisitForm,
    shown: Shown,
) -> Result<EntryPage, AppError> {
    let staff = staff(ctx, unit_id).await?;
    let heading = shown.corrects.as_ref().map(|(_, heading)| heading.clone());
    let heading = heading.unwrap_or_else(|| ctx.lang.t("visit-new-title"));
    Ok(EntryPage {
        page: Page::titled(ctx, heading.clone()).with_errors(!shown.errors.is_empty()),
        heading,
        unit: ctx.app.units().office(unit_id, ctx.lang).unwrap_or_default(),
        action: match &shown.corrects {
            Some((id, _)) => format!("{}/correction", visit_href(*id)),
            None => "/visits".to_owned(),
        },
        is_correction: shown.corrects.is_some(),
        takes_denunciations: ctx.actor()?.handles_denunciations(),
        lists: lists(ctx, &staff),
        form,
        errors: shown.errors,
        matches: shown.matches,
        conflict: shown.conflict,
    })
}

/// Reads the page, with the number of the identity paper sealed.
pub async fn read(
    ctx: &Ctx,
    unit_id: Uuid,
    form: &VisitForm,
    before: Option<&Written>,
) -> Result<Result<Written, FormErrors>, AppError> {
    let staff = staff(ctx, unit_id).await?;
    let sessions = sessions(ctx, unit_id, &form.visited_on).await?;
    let around = Around { staff: &staff, sessions: &sessions };
    let (written, number) = match form::parse(ctx, form, &around) {
        Ok(read) => read,
        Err(errors) => return Ok(Err(errors)),
    };
    let (id_sealed, id_digest) = seal_id(&ctx.app.key, &number, before)?;
    Ok(Ok(Written { id_sealed, id_digest, ..written }))
}

/// Writes a visit down. Whoever came before is shown first, once, and asked about.
///
/// # Errors
/// The reader keeps no register, or the database failed.
pub async fn create(ctx: Ctx, Form(mut form): Form<VisitForm>) -> Answer {
    let unit_id = own_unit(&ctx)?;
    let written = match read(&ctx, unit_id, &form, None).await? {
        Ok(written) => written,
        Err(errors) => {
            let shown = Shown { errors, ..Shown::default() };
            return page::invalid(&entry_page(&ctx, unit_id, form, shown).await?);
        }
    };
    if form.same_matter.is_empty() {
        let matches = repeat::find(&ctx, ctx.app.db.read(), unit_id, &written).await?;
        if !matches.is_empty() {
            let mut shown = Shown { matches, ..Shown::default() };
            if form.asked == "yes" {
                shown.errors.add("same_matter", "error-choice");
                return page::invalid(&entry_page(&ctx, unit_id, form, shown).await?);
            }
            "yes".clone_into(&mut form.asked);
            return page::ok(&entry_page(&ctx, unit_id, form, shown).await?);
        }
    }
    let about = about(&ctx, unit_id, &form.same_matter).await?;
    save(&ctx, NewVisit { unit_id, written, about, token: form.token }).await
}

/// Writes it in one transaction and goes to its page.
pub async fn save(ctx: &Ctx, new: NewVisit) -> Answer {
    let actor = ctx.actor()?;
    if new.token.is_empty() || new.token.len() > 100 {
        return Err(AppError::BadRequest("the token of the page".to_owned()));
    }
    let tx = ctx.app.db.begin_write().await?;
    let id = match record::register(&tx, actor, new, ctx.now).await? {
        Registered::Now(id) => {
            let told = Entry::by(actor, Deed::VisitRegistered, Some(id));
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            id
        }
        Registered::Before(id) => {
            tx.rollback().await?;
            id
        }
    };
    Ok(redirect_with(ctx, &visit_href(id), "visit-registered"))
}

/// The matter the reader chose: what they cannot see is none.
async fn about(ctx: &Ctx, unit_id: Uuid, raw: &str) -> Result<About, AppError> {
    let (actor, db) = (ctx.actor()?, ctx.app.db.read());
    let id = |raw: &str| raw.parse::<Uuid>().map_err(|_| AppError::NotFound);
    match raw.split_once(':') {
        Some(("visit", raw)) => {
            let row = store::get_visible(db, actor, id(raw)?).await?;
            let is_like = row.unit_id == unit_id && row.kind != Matter::Denunciation.code();
            is_like.then(|| About::Visit(Box::new(row))).ok_or(AppError::NotFound)
        }
        Some(("case", raw)) => {
            let reader = actor.without_denunciations();
            Ok(About::Case(cases::store::get_visible(db, &reader, id(raw)?).await?.id))
        }
        _ => Ok(About::New),
    }
}
