//! `GET|POST /campaigns/{id}/plan`: a proposal for all households that wait, edited, and taken at once or not
//! at all. `POST /campaigns/{id}/announcement`: everybody of the planned meetings is told.

use std::collections::HashMap;

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use chrono::NaiveDate;
use entity::{campaign, household, meeting};
use law::meeting::MeetingKind;
use planner::{Placed, Plan, PlanError, Why};
use uuid::Uuid;

use super::super::form::HOUSEHOLDS_MAX;
use super::super::proposal::{self, Ask, PlanForm};
use super::super::store;
use super::super::view::{PlanPage, ProposalRow};
use super::super::{standing, waits};
use super::{Asked, own, show_page};
use crate::audit::{self, Deed, Entry};
use crate::bookings::{self, Stretch, clock, minute};
use crate::cases;
use crate::dialogues;
use crate::dialogues::act::{self, Outcome};
use crate::dialogues::choices::{self, Choices, Nature};
use crate::dialogues::plan::{self as planning, NewMeeting, Setting};
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::refusal_text;
use crate::web::form::{FormErrors, parse_date};
use crate::web::page::{self, Page};

/// Households whose next meeting can be planned, with their meetings of before.
struct Waiting {
    households: Vec<household::Model>,
    meetings: HashMap<Uuid, Vec<meeting::Model>>,
    /// Cases of the households that the reader sees: whether each is of several complainants (DT-06).
    groups: HashMap<Uuid, bool>,
}

impl Waiting {
    async fn of(ctx: &Ctx, campaign: &campaign::Model) -> Result<Self, AppError> {
        let db = ctx.app.db.read();
        let all = u64::try_from(HOUSEHOLDS_MAX).unwrap_or(0);
        let mut households = store::households(db, campaign.id, "", (0, all)).await?;
        let ids = households.iter().map(|one| one.id).collect();
        let meetings = dialogues::store::of_households(db, ids).await?;
        households.retain(|one| waits(standing(meetings.get(&one.id))));
        let cases = households.iter().filter_map(|one| one.case_id).collect();
        let cases = cases::store::visible_by_ids(db, ctx.actor()?, cases).await?;
        let groups = cases.into_iter().map(|case| (case.id, case.complainants > 1)).collect();
        Ok(Self { households, meetings, groups })
    }

    fn chair_of(&self, id: Uuid) -> Option<Uuid> {
        standing(self.meetings.get(&id)).map(|last| last.chair_id)
    }

    fn next_round(&self, id: Uuid) -> i32 {
        self.meetings.get(&id).and_then(|all| all.last()).map_or(0, |last| last.round) + 1
    }
}

fn kind_of(campaign: &campaign::Model) -> Result<MeetingKind, AppError> {
    MeetingKind::from_code(&campaign.kind)
        .ok_or_else(|| AppError::inconsistent("campaigns", campaign.id, "unknown kind"))
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>, Query(mut form): Query<PlanForm>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let choices = choices::of_unit(&ctx, campaign.unit_id).await?;
    let waiting = Waiting::of(&ctx, &campaign).await?;
    let mut errors = FormErrors::default();
    let mut proposal = Proposal::default();
    let is_first = form.first_day.is_empty();
    if is_first {
        let first = first_day(&ctx, &campaign)?;
        form.first_day = first.to_string();
        form.last_day = ctx.app.calendar().add_working_days(first, 9).to_string();
        form.length = "30".to_owned();
        form.with_room = choices.rooms.iter().map(|room| room.id.to_string()).collect();
    } else {
        let rules = ctx.app.rules_of(campaign.unit_id);
        let known = (rules.get().calendar, ctx.app.calendars().covers().1);
        let people = (&*choices.chairs, &*choices.rooms, &*choices.officers);
        if let Some(ask) = form.read(&mut errors, known, people) {
            match propose(&ctx, &campaign, &ask, &waiting).await? {
                Ok(plan) => proposal = Proposal::of(&ctx, &waiting, &plan),
                Err(key) => errors.add("with_chair", key),
            }
        }
    }
    let shown = plan_page(&ctx, &campaign, (&choices, &waiting), form, proposal, errors);
    if shown.errors.is_empty() { page::ok(&shown) } else { page::invalid(&shown) }
}

/// Lines to be edited, and households that could not be placed, with the reason.
#[derive(Default)]
struct Proposal {
    rows: Vec<ProposalRow>,
    unplaced: Vec<(String, String)>,
}

impl Proposal {
    fn of(ctx: &Ctx, waiting: &Waiting, plan: &Plan) -> Self {
        let rows = plan.placed.iter().map(|placed| proposal_row(ctx, waiting, placed));
        let unplaced = plan.unplaced.iter().map(|(id, why)| unplaced(ctx, waiting, *id, *why));
        Self { rows: rows.collect(), unplaced: unplaced.collect() }
    }

    fn typed(rows: Vec<ProposalRow>) -> Self {
        Self { rows, unplaced: Vec::new() }
    }
}

/// The first working day that keeps the notice, if everybody is told today.
fn first_day(ctx: &Ctx, campaign: &campaign::Model) -> Result<NaiveDate, AppError> {
    let first = earliest(ctx, kind_of(campaign)?);
    Ok(ctx.app.calendar().roll_forward(first))
}

fn earliest(ctx: &Ctx, kind: MeetingKind) -> NaiveDate {
    let promised = u64::from(ctx.app.config.dialogues.notice_days);
    // By law it may be longer or shorter than the office promises.
    let by_law = kind.announce_by(ctx.today).map(|latest| (ctx.today - latest).num_days());
    let days = by_law.and_then(|days| u64::try_from(days).ok()).unwrap_or(promised);
    proposal::not_before(ctx.today, days)
}

async fn propose(
    ctx: &Ctx,
    campaign: &campaign::Model,
    ask: &Ask,
    waiting: &Waiting,
) -> Result<Result<Plan, &'static str>, AppError> {
    let kept = waiting.households.iter().map(|one| (one.clone(), waiting.chair_of(one.id)));
    let kept: Vec<(household::Model, Option<Uuid>)> = kept.collect();
    let people = ask.chairs.iter().chain(&ask.officers).map(|one| one.id);
    let things = ask.rooms.iter().map(|one| one.id).chain(kept.iter().map(|(one, _)| one.id));
    let span = ask.days.first().copied().zip(ask.days.last().copied());
    let Some(span) = span else { return Ok(Err("error-plan-no-day")) };
    let resources = people.chain(things).collect();
    let taken = bookings::store::taken(ctx.app.db.read(), resources, span).await?;
    let windows = ctx.app.config.dialogues.windows().unwrap_or_default();
    let not_before = earliest(ctx, kind_of(campaign)?);
    let round = proposal::round(ask, &kept, &taken, (&windows, not_before));
    Ok(planner::plan(&round).map_err(|error| match error {
        PlanError::TooLarge => "error-plan-large",
        _ => "error-plan-broken",
    }))
}

fn home_text(ctx: &Ctx, one: &household::Model) -> String {
    ctx.app.units().address("", &one.residential_group, one.ward_id)
}

fn proposal_row(ctx: &Ctx, waiting: &Waiting, placed: &Placed) -> ProposalRow {
    let one = waiting.households.iter().find(|one| one.id == placed.household);
    ProposalRow {
        household: placed.household.to_string(),
        name: one.map(|one| one.head_name.clone()).unwrap_or_default(),
        home: one.map(|one| home_text(ctx, one)).unwrap_or_default(),
        on: placed.day.to_string(),
        at: clock(i32::from(placed.from)),
        chair: placed.chair.to_string(),
        room: placed.room.to_string(),
        officer: placed.officer.map(|id| id.to_string()).unwrap_or_default(),
        errors: Vec::new(),
    }
}

fn unplaced(ctx: &Ctx, waiting: &Waiting, id: Uuid, why: Why) -> (String, String) {
    let one = waiting.households.iter().find(|one| one.id == id);
    let key = match why {
        Why::NoTime => "plan-no-time",
        Why::HouseholdBusy => "plan-household-busy",
        Why::NoChair => "plan-no-chair",
        Why::NoRoom => "plan-no-room",
        Why::NoOfficer => "plan-no-officer",
    };
    (one.map(|one| one.head_name.clone()).unwrap_or_default(), ctx.lang.t(key))
}

fn plan_page(
    ctx: &Ctx,
    campaign: &campaign::Model,
    (choices, waiting): (&Choices, &Waiting),
    form: PlanForm,
    Proposal { rows, unplaced }: Proposal,
    errors: FormErrors,
) -> PlanPage {
    let ticked = |options: &choices::Options, chosen: &[String]| {
        options
            .iter()
            .map(|(id, name)| (id.clone(), name.clone(), chosen.contains(id)))
            .collect::<Vec<_>>()
    };
    let (chair_options, room_options, officer_options) =
        (choices.chair_options(ctx), choices.room_options(), choices.officer_options(ctx));
    let has_row_errors = rows.iter().any(|row| !row.errors.is_empty());
    PlanPage {
        page: Page::new(ctx, "plan-title").with_errors(!errors.is_empty() || has_row_errors),
        href: format!("/campaigns/{}", campaign.id),
        campaign: campaign.title.clone(),
        waiting: waiting.households.len(),
        chairs: ticked(&chair_options, &form.with_chair),
        rooms: ticked(&room_options, &form.with_room),
        officers: ticked(&officer_options, &form.with_officer),
        chair_options,
        room_options,
        officer_options,
        is_proposed: !rows.is_empty() || !unplaced.is_empty(),
        form,
        rows,
        unplaced,
        errors,
    }
}

/// The lines of a proposal as they were typed.
fn typed_rows(ctx: &Ctx, form: &PlanForm, waiting: &Waiting) -> Vec<ProposalRow> {
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let row = |(place, raw): (usize, &String)| {
        let one = waiting.households.iter().find(|one| one.id.to_string() == *raw);
        let missing = one.is_none().then(|| ctx.lang.t("error-plan-household"));
        ProposalRow {
            household: raw.clone(),
            name: one.map(|one| one.head_name.clone()).unwrap_or_default(),
            home: one.map(|one| home_text(ctx, one)).unwrap_or_default(),
            on: at(&form.on, place),
            at: at(&form.at, place),
            chair: at(&form.chair, place),
            room: at(&form.room, place),
            officer: at(&form.officer, place),
            errors: missing.into_iter().collect(),
        }
    };
    let limit = usize::try_from(HOUSEHOLDS_MAX).unwrap_or(0);
    form.household.iter().take(limit).enumerate().map(row).collect()
}

/// What a line asks for; what stands against it is written into the line.
fn wanted(
    ctx: &Ctx,
    (campaign, kind, length): (&campaign::Model, MeetingKind, i32),
    (choices, waiting): (&Choices, &Waiting),
    row: &mut ProposalRow,
    agenda: &str,
) -> Option<NewMeeting> {
    let one = waiting.households.iter().find(|one| one.id.to_string() == row.household)?;
    let find = |people: &[entity::account::Model], raw: &str| {
        people.iter().map(|one| one.id).find(|id| id.to_string() == raw)
    };
    let day = parse_date(&row.on).zip(minute(&row.at));
    let room = choices.rooms.iter().find(|room| room.id.to_string() == row.room);
    let chair = find(&choices.chairs, &row.chair);
    let (Some((on, from)), Some(room), Some(chair_id)) = (day, room, chair) else {
        row.errors.push(ctx.lang.t("error-plan-line"));
        return None;
    };
    let stretch = Stretch { on, from, to: from + length };
    if on > ctx.app.calendars().covers().1 {
        row.errors.push(ctx.lang.t("error-plan-line"));
        return None;
    }
    let mut errors = FormErrors::default();
    let is_group = one.case_id.and_then(|id| waiting.groups.get(&id).copied());
    if one.case_id.is_some() && is_group.is_none() {
        // A meeting on a case the reader does not see would be hidden from them.
        errors.add("case_number", "error-case-number");
    }
    let nature = Nature { kind, is_group: is_group.unwrap_or(false), is_sensitive: false };
    let chair = choices.chair_of(chair_id);
    choices::check(ctx, &mut errors, campaign.unit_id, nature, (stretch, chair), false);
    if kind.is_of_complaints_law() && one.case_id.is_none() {
        errors.add("case_number", "error-case-needed");
    }
    row.errors.extend(errors.0.iter().map(|error| ctx.lang.ta(error.key, &error.args)));
    row.errors.is_empty().then(|| NewMeeting {
        unit_id: campaign.unit_id,
        campaign_id: Some(campaign.id),
        household_id: Some(one.id),
        case_id: one.case_id,
        kind,
        round: waiting.next_round(one.id),
        title: dialogues::title_of(ctx.lang, campaign, one),
        agenda: agenda.to_owned(),
        is_public: false,
        is_sensitive: false,
        setting: Setting {
            stretch,
            room_id: Some(room.id),
            place: choices::place_of(room),
            chair_id,
            officer_id: find(&choices.officers, &row.officer),
            exception_reason: String::new(),
        },
        people: vec![planning::household_person(&ctx.app, one)],
    })
}

/// Plans every line, or none.
///
/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn record(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<PlanForm>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let choices = choices::of_unit(&ctx, campaign.unit_id).await?;
    let waiting = Waiting::of(&ctx, &campaign).await?;
    let mut errors = FormErrors::default();
    let agenda = errors.text("agenda", &form.agenda, true, dialogues::form::TEXT_MAX);
    let length = i32::from(form.length(&mut errors).unwrap_or(0));
    let mut rows = typed_rows(&ctx, &form, &waiting);
    let of = (&campaign, kind_of(&campaign)?, length);
    let mut meetings = Vec::new();
    for row in &mut rows {
        meetings.extend(wanted(&ctx, of, (&choices, &waiting), row, &agenda));
    }
    if rows.is_empty() {
        errors.add("agenda", "error-plan-empty");
    }
    if !errors.is_empty() || rows.iter().any(|row| !row.errors.is_empty()) {
        let shown =
            plan_page(&ctx, &campaign, (&choices, &waiting), form, Proposal::typed(rows), errors);
        return page::invalid(&shown);
    }
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    match planning::plan(&tx, actor, meetings, (ctx.today, ctx.now)).await? {
        Ok(ids) => {
            let mut told: Vec<Entry> =
                vec![Entry::by(actor, Deed::DialogueChanged, Some(id)).with("planned-together")];
            if form.announce == "yes" {
                // Each was just found to keep its notice, so none is refused.
                told.extend(announce_all(&ctx, &tx, id, Some(&ids), &mut Vec::new()).await?);
            }
            tracing::info!(campaign = %id, meetings = ids.len(), "meetings planned");
            audit::commit(&ctx.app, tx, ctx.now, told).await?;
            Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "campaign-planned"))
        }
        Err(clashes) => {
            tx.rollback().await?;
            mark_clashes(&ctx, &choices, &mut rows, length, &clashes);
            let shown = plan_page(
                &ctx,
                &campaign,
                (&choices, &waiting),
                form,
                Proposal::typed(rows),
                errors,
            );
            page::invalid(&shown)
        }
    }
}

/// Writes who or what is taken into the lines that want it.
fn mark_clashes(
    ctx: &Ctx,
    choices: &Choices,
    rows: &mut [ProposalRow],
    length: i32,
    clashes: &planning::Clashes,
) {
    for row in rows.iter_mut() {
        let Some((on, from)) = parse_date(&row.on).zip(minute(&row.at)) else { continue };
        let stretch = Stretch { on, from, to: from + length };
        let mine = clashes.iter().filter(|(id, when)| {
            let id = id.to_string();
            *when == stretch && [&row.chair, &row.room, &row.officer, &row.household].contains(&&id)
        });
        let mine: planning::Clashes = mine.copied().collect();
        let mut errors = FormErrors::default();
        choices::add_clashes(&mut errors, choices, None, &mine);
        row.errors.extend(errors.0.iter().map(|error| ctx.lang.ta(error.key, &error.args)));
    }
}

/// Announces every planned meeting of a campaign (or only some of them) that can still be; the refusals of the
/// others are told.
async fn announce_all(
    ctx: &Ctx,
    tx: &crate::db::Tx,
    campaign_id: Uuid,
    only: Option<&[Uuid]>,
    refused: &mut Vec<String>,
) -> Result<Vec<Entry>, AppError> {
    let actor = ctx.actor()?;
    let account_id = Some(actor.account_id);
    let by = act::By { app: &ctx.app, account_id, today: ctx.today, now: ctx.now };
    let mut told = Vec::new();
    let mut meetings = dialogues::store::unannounced(tx, campaign_id).await?;
    meetings.retain(|meeting| only.is_none_or(|only| only.contains(&meeting.id)));
    for meeting in meetings {
        match act::announce(tx, by, &meeting).await? {
            Outcome::Done => told
                .push(Entry::by(actor, Deed::DialogueChanged, Some(meeting.id)).with("announced")),
            Outcome::Refused(refusal) => {
                let sentence = refusal_text(ctx.lang, &refusal);
                refused.push(format!("{}: {sentence}", meeting.title));
            }
            Outcome::Short(latest) => {
                let args = [("day", ctx.lang.date(latest))];
                let sentence = ctx.lang.ta("dialogue-announce-short", &args);
                refused.push(format!("{}: {sentence}", meeting.title));
            }
            Outcome::Stale | Outcome::Clashes(_) => {
                return Err(AppError::Conflict(format!("meeting {}", meeting.id)));
            }
        }
    }
    Ok(told)
}

/// # Errors
/// It is not the reader's campaign, or the database failed.
pub async fn announce(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let campaign = own(&ctx, id).await?;
    let tx = ctx.app.db.begin_write().await?;
    let mut refused = Vec::new();
    let told = announce_all(&ctx, &tx, id, None, &mut refused).await?;
    audit::commit(&ctx.app, tx, ctx.now, told).await?;
    if refused.is_empty() {
        return Ok(redirect_with(&ctx, &format!("/campaigns/{id}"), "campaign-announced"));
    }
    let mut errors = FormErrors::default();
    for sentence in refused {
        errors.add_with("announcement", "error-reception-refused", vec![("sentence", sentence)]);
    }
    page::invalid(&show_page(&ctx, &campaign, Asked::default(), errors).await?)
}
