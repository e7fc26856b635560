//! From rows and law to the values the pages of a case show.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{case, party};
use law::deadline::{Deadline, Standing};
use law::jurisdiction::{Proposal, Resolver};
use law::procedure::{Event, Kind, Offer, State, Step};
use law::refusal::Refusal;
use law::{complaint, denunciation, petition};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store::{self, HistoryRow};
use super::view::{CaseHead, DialogueRow, Due, HistoryLine, PartyRow, ResultsTable, StepOffer};
use super::{deadlines, field, results};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::calendar::UnitRules;
use crate::error::AppError;
use crate::policy::{self, Action, Confidentiality};
use crate::web::context::Ctx;
use crate::web::errors::{citation_text, refusal_text};
use crate::web::i18n::Lang;

/// A case with everything its pages are made of.
pub struct Loaded {
    pub row: case::Model,
    pub kind: Kind,
    pub state: State,
    pub history: Vec<HistoryRow>,
    pub names: HashMap<Uuid, String>,
    /// What the unit of the case counts by.
    pub rules: UnitRules,
    /// All deadlines, counted by it.
    pub deadlines: Vec<Deadline>,
}

/// Loads a case inside the reader's scope and rebuilds its state from its facts.
///
/// # Errors
/// `NotFound`, or a row cannot be read.
pub async fn load(ctx: &Ctx, db: &impl ConnectionTrait, id: Uuid) -> Result<Loaded, AppError> {
    let row = store::get_visible(db, ctx.actor()?, id).await?;
    note_sealed(ctx, &row, Deed::SealedRead).await?;
    let kind = store::kind_of(&row)?;
    let history = store::history_rows(db, id).await?;
    let state = store::state_after(id, history.iter().map(|fact| &fact.event))?;
    let mut people: Vec<Uuid> = history.iter().filter_map(|fact| fact.actor_id).collect();
    people.extend(row.assignee_id);
    people.sort();
    people.dedup();
    let names = accounts::store::names(db, people).await?;
    let rules = ctx.app.rules_of(row.unit_id);
    let deadlines = state.deadlines(&rules.get());
    Ok(Loaded { row, kind, state, history, names, rules, deadlines })
}

/// Reading what is restricted or sealed leaves a trace; reading another case is everybody's daily work.
///
/// # Errors
/// The database refuses; then nothing is shown.
pub async fn note_sealed(ctx: &Ctx, row: &case::Model, deed: Deed) -> Result<(), AppError> {
    if store::facts_of(row).confidentiality < Confidentiality::Restricted {
        return Ok(());
    }
    audit::note(&ctx.app, ctx.now, Entry::on_case(ctx.actor()?, deed, row)).await
}

pub fn case_href(id: Uuid) -> String {
    format!("/cases/{id}")
}

pub fn stage_text(lang: Lang, kind: Kind, stage: &str) -> String {
    lang.t(&format!("stage-{}-{stage}", kind.code()))
}

/// A due day in words: how many days are left or over.
pub fn due(ctx: &Ctx, on: NaiveDate, standing: Standing) -> Due {
    let days = (on - ctx.today).num_days();
    let text = match standing {
        Standing::OnTrack | Standing::DueSoon if days == 0 => ctx.lang.t("due-today"),
        Standing::OnTrack | Standing::DueSoon => {
            ctx.lang.ta("days-left", &[("n", days.to_string())])
        }
        Standing::Overdue => ctx.lang.ta("days-late", &[("n", (-days).to_string())]),
        Standing::Paused | Standing::Met | Standing::MetLate | Standing::Lapsed => {
            ctx.lang.t(&format!("standing-{}", standing.code()))
        }
    };
    Due { on, standing: standing.code(), text }
}

/// How a stored due day stands today.
pub fn standing_of(ctx: &Ctx, due_on: NaiveDate, soon: NaiveDate) -> Standing {
    if due_on < ctx.today {
        Standing::Overdue
    } else if due_on <= soon {
        Standing::DueSoon
    } else {
        Standing::OnTrack
    }
}

/// The last day that counts as due soon.
pub fn soon(ctx: &Ctx) -> NaiveDate {
    ctx.app.calendar().add_working_days(ctx.today, ctx.app.law_settings.warn_working_days)
}

pub fn head(ctx: &Ctx, loaded: &Loaded) -> CaseHead {
    let lang = ctx.lang;
    let row = &loaded.row;
    let next = loaded.state.first_due(&loaded.deadlines);
    CaseHead {
        href: case_href(row.id),
        number: row.number.clone(),
        kind: lang.t(&format!("kind-{}", loaded.kind.code())),
        subject: row.subject.clone(),
        stage: stage_text(lang, loaded.kind, loaded.state.stage_code()),
        unit: ctx.app.units().name(row.unit_id).unwrap_or_default(),
        assignee: row.assignee_id.and_then(|id| loaded.names.get(&id).cloned()).unwrap_or_default(),
        due: next
            .as_ref()
            .map(|deadline| due(ctx, deadline.due_on, standing(ctx, &loaded.rules, deadline))),
        due_sentence: next
            .as_ref()
            .map(|deadline| deadlines::sentence(lang, deadline))
            .unwrap_or_default(),
        no_due: lang.t(no_due(row.stage.as_str())),
    }
}

/// What is said where no day is due: before the signature none can be.
pub fn no_due(stage: &str) -> &'static str {
    if stage == complaint::Stage::AwaitingSignature.code() {
        "cases-due-awaits-signature"
    } else {
        "cases-no-due"
    }
}

pub fn standing(ctx: &Ctx, rules: &UnitRules, deadline: &Deadline) -> Standing {
    let rules = rules.get();
    deadline.standing(ctx.today, rules.settings.warn_working_days, rules.calendar)
}

/// What a step is, in a sentence. Some are done by other papers in a denunciation.
pub fn step_help(lang: Lang, kind: Kind, step: Step) -> String {
    let differs = matches!(
        step,
        Step::Accept
            | Step::Refuse
            | Step::Transfer
            | Step::AssignVerification
            | Step::ReportFindings
            | Step::Suspend
            | Step::Resume
            | Step::Terminate
    );
    let code = step.code();
    if kind == Kind::Denunciation && differs {
        lang.t(&format!("help-denunciation-{code}"))
    } else {
        lang.t(&format!("step-{code}-help"))
    }
}

/// Steps off the way most cases go.
fn is_rare(step: Step) -> bool {
    matches!(
        step,
        Step::FileAway
            | Step::FindComplex
            | Step::RecordWithdrawal
            | Step::Suspend
            | Step::Terminate
            | Step::StayExecution
            | Step::LiftStay
            | Step::RecordSecondComplaint
            | Step::RecordLawsuit
            | Step::OrderReview
            | Step::WidenCheck
            | Step::SetAside
            | Step::SendToInspection
            | Step::SendToInvestigators
            | Step::StartForensic
            | Step::Extend
            | Step::TakeOver
            | Step::RequestProtection
    )
}

/// The steps of this stage: buttons where lawful and permitted, the reason where not. Steps that
/// belong to other roles are shown with whose they are.
pub fn offers(ctx: &Ctx, loaded: &Loaded) -> Result<Vec<StepOffer>, AppError> {
    let actor = ctx.actor()?;
    let facts = store::facts_of(&loaded.row);
    let offer = |offer: Offer| {
        let code = offer.step.code();
        let denied = policy::permit(actor, Action::Do(offer.step), &facts).err();
        let refused = offer.verdict.err().map(|refusal| refusal_text(ctx.lang, &refusal));
        StepOffer {
            href: format!("{}/steps/{code}", case_href(loaded.row.id)),
            label: ctx.lang.t(&format!("step-{code}")),
            help: step_help(ctx.lang, loaded.kind, offer.step),
            is_rare: is_rare(offer.step),
            why_not: refused
                .or_else(|| denied.map(|d| ctx.lang.t(&format!("denied-{}", d.code())))),
        }
    };
    // What a citizen may do once the period is over is no news to an official while it runs, and
    // what only a later law allows is none before.
    let is_news = |offer: &Offer| {
        let is_ahead =
            matches!(offer.verdict, Err(Refusal::StillInTime { .. } | Refusal::NotInForce { .. }));
        !is_ahead
    };
    let all = loaded.state.offers(&loaded.rules.get(), ctx.today);
    Ok(all.into_iter().filter(is_news).map(offer).collect())
}

pub fn history_line(
    ctx: &Ctx,
    kind: Kind,
    fact: &HistoryRow,
    names: &HashMap<Uuid, String>,
) -> HistoryLine {
    let actor = fact
        .actor_id
        .and_then(|id| names.get(&id).cloned())
        .unwrap_or_else(|| ctx.lang.t("history-citizen"));
    let args = [("actor", actor), ("date", ctx.lang.date(fact.event.on()))];
    // A letter from the counter was handed in by one person and entered by another.
    let is_lodged = matches!(fact.event, Event::Complaint(complaint::Event::Lodged { .. }));
    let is_entered = fact.seq == 1 && fact.actor_unit_id.is_some() && !is_lodged;
    let sentence = if is_entered {
        ctx.lang.ta("event-entered", &args)
    } else {
        ctx.lang.ta(&format!("event-{}-{}", kind.code(), fact.event.code()), &args)
    };
    let sentence = with_details(sentence, details(ctx.lang, &fact.event));
    HistoryLine {
        sentence,
        note: fact.note.clone(),
        paper_number: fact.paper_number.clone(),
        amounts: results::lines(ctx.lang, &fact.event),
        at: fact.at,
    }
}

/// A sentence with its details after it.
pub fn with_details(sentence: String, details: Vec<String>) -> String {
    std::iter::once(sentence).chain(details).collect::<Vec<_>>().join(" ")
}

/// What a fact says beyond its date, each a short sentence.
pub fn details(lang: Lang, event: &Event) -> Vec<String> {
    use complaint::Event as C;
    use petition::Event as P;
    let sentence = |key: &str, name: &'static str, value: String| lang.ta(key, &[(name, value)]);
    match event {
        Event::Complaint(C::Refused { ground, .. }) => {
            vec![sentence("detail-ground", "ground", lang.t(ground.code()))]
        }
        Event::Complaint(C::DecisionIssued { outcome, .. }) => {
            let text = lang.t(&format!("outcome-{}", outcome.code()));
            vec![sentence("detail-outcome", "outcome", text)]
        }
        Event::Complaint(C::FindingsReported { differ_from_demand, .. }) => {
            let key = if *differ_from_demand { "detail-differ" } else { "detail-agree" };
            vec![lang.t(key)]
        }
        Event::Complaint(C::DialogueInvited { held_on, .. })
        | Event::Petition(P::DialogueInvited { held_on, .. }) => {
            vec![sentence("detail-held-on", "day", lang.weekday_date(*held_on))]
        }
        Event::Complaint(C::DialogueHeld { attendance, agreed, .. })
        | Event::Petition(P::DialogueHeld { attendance, agreed, .. }) => {
            let agreement = if *agreed { "detail-agreed" } else { "detail-not-agreed" };
            let attendance = lang.t(&format!("attendance-{}", attendance.code()));
            vec![sentence("detail-attendance", "attendance", attendance), lang.t(agreement)]
        }
        Event::Complaint(C::Served { received_on, .. }) => {
            vec![sentence("detail-served", "day", lang.date(*received_on))]
        }
        Event::Complaint(C::Suspended { ground, .. }) => {
            let text = lang.t(&format!("suspension-{}", ground.code()));
            vec![sentence("detail-ground", "ground", text)]
        }
        Event::Complaint(C::Terminated { ground, .. }) => {
            let text = lang.t(&format!("termination-{}", ground.code()));
            vec![sentence("detail-ground", "ground", text)]
        }
        Event::Complaint(C::Withdrawn { complainants_left, in_part, .. }) => {
            vec![match complainants_left {
                _ if *in_part => lang.t("detail-withdrawn-part"),
                0 => lang.t("detail-withdrawn-whole"),
                left => sentence("detail-withdrawn-some", "left", left.to_string()),
            }]
        }
        Event::Complaint(C::FoundComplex { criteria, .. } | C::Accepted { criteria, .. }) => {
            criteria.iter().map(|one| lang.t(&format!("criterion-{}", one.code()))).collect()
        }
        Event::Complaint(C::Published { way, .. }) => {
            vec![lang.t(&format!("publication-{}", way.code()))]
        }
        Event::Denunciation(event) => denunciation_details(lang, event),
        Event::Complaint(_) | Event::Petition(_) => Vec::new(),
    }
}

fn denunciation_details(lang: Lang, event: &denunciation::Event) -> Vec<String> {
    use denunciation::Event as D;
    let ground = |text: String| vec![lang.ta("detail-ground", &[("ground", text)])];
    let coded = |prefix: &str, code: &str| lang.t(&format!("{prefix}{code}"));
    match event {
        D::Received { origin, .. } => vec![coded("origin-", origin.code())],
        D::ProcessingStarted { denounced: Some(who), .. } => {
            vec![lang.ta("detail-denounced", &[("who", coded("denounced-", who.code()))])]
        }
        D::IdentityChecked { identified, eligible, .. } => {
            let found = |is: &bool, yes: &str, no: &str| lang.t(if *is { yes } else { no });
            vec![
                found(identified, "detail-identified", "detail-not-identified"),
                found(eligible, "detail-eligible", "detail-not-eligible"),
            ]
        }
        D::Refused { missing, .. } => ground(lang.t(missing.code())),
        D::SetAside { reason, .. } => ground(coded("set-aside-", reason.code())),
        D::Suspended { ground: why, .. } => ground(coded("denunciation-suspension-", why.code())),
        D::Terminated { ground: why, .. } => ground(coded("denunciation-termination-", why.code())),
        D::Extended { criteria, .. } => {
            criteria.iter().map(|one| coded("criterion-", one.code())).collect()
        }
        D::Withdrawn { denouncers_left, in_part, goes_on, .. } => {
            let what = match denouncers_left {
                _ if *in_part => lang.t("detail-withdrawn-part"),
                0 => lang.t("detail-withdrawn-whole"),
                left => lang.ta("detail-withdrawn-some", &[("left", left.to_string())]),
            };
            let goes_on = goes_on.map(|why| coded("goes-on-", why.code()));
            std::iter::once(what).chain(goes_on).collect()
        }
        D::Concluded { finding, .. } => vec![coded("finding-", finding.code())],
        D::Published { way, .. } => vec![coded("publication-", way.code())],
        _ => Vec::new(),
    }
}

pub fn party_rows(ctx: &Ctx, kind: Kind, parties: Vec<party::Model>) -> Vec<PartyRow> {
    let units = ctx.app.units();
    let row = |party: party::Model| {
        let ward = party.ward_id.and_then(|id| units.name(id));
        let parts = [Some(party.address), Some(party.residential_group), ward];
        let address: Vec<String> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        PartyRow {
            role: match kind {
                Kind::Denunciation => ctx.lang.t("party-denounced"),
                Kind::Complaint | Kind::Petition => ctx.lang.t(&format!("party-{}", party.role)),
            },
            full_name: party.full_name,
            address: address.join(", "),
            phone: party.phone,
            email: party.email,
        }
    };
    parties.into_iter().map(row).collect()
}

/// `1,4 MB`, as sizes are written in Vietnam.
pub fn size_text(bytes: i64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{},{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

pub fn dialogue_rows(ctx: &Ctx, rounds: Vec<entity::dialogue::Model>) -> Vec<DialogueRow> {
    let row = |round: entity::dialogue::Model| DialogueRow {
        round: round.round,
        state: ctx.lang.t(&format!("dialogue-state-{}", round.state)),
        held_on: round.held_on,
        starts_at: round.starts_at,
        place: round.place,
        attendance: round
            .attendance
            .map(|code| ctx.lang.t(&format!("attendance-{code}")))
            .unwrap_or_default(),
        minutes: round.minutes,
        agreed_points: round.agreed_points,
        open_points: round.open_points,
    };
    rounds.into_iter().map(row).collect()
}

/// Who is competent, by which article, and whether a person must confirm it.
fn competence(lang: Lang, proposal: Proposal) -> String {
    let who = proposal.resolver.map_or("none", Resolver::code);
    let args = [
        ("who", lang.t(&format!("resolver-{who}"))),
        ("basis", citation_text(lang, proposal.citation)),
    ];
    let key = if proposal.needs_confirmation { "competence-open" } else { "competence-clear" };
    lang.ta(key, &args)
}

/// What is to be executed and was, if the case has come so far and there is an amount.
pub fn results_table(ctx: &Ctx, loaded: &Loaded) -> Option<ResultsTable> {
    results::table(ctx.lang, loaded.kind, loaded.state.results()?)
}

/// Facts of the case in a table.
pub fn fact_list(ctx: &Ctx, loaded: &Loaded) -> Vec<(String, String)> {
    let lang = ctx.lang;
    let row = &loaded.row;
    let lodged = loaded.history.first().filter(|fact| fact.event.code() == "lodged");
    let mut facts = Vec::new();
    facts.extend(lodged.map(|fact| ("fact-lodged", lang.weekday_date(fact.event.on()))));
    if row.is_received {
        facts.push(("fact-received", lang.weekday_date(row.received_on)));
    }
    facts.extend([
        ("fact-channel", lang.t(&format!("channel-{}", row.channel))),
        ("fact-field", lang.t(&field::text_key(&row.field))),
        ("fact-people", row.complainants.to_string()),
    ]);
    let dated = [
        ("fact-known", row.known_on),
        ("fact-accepted", row.accepted_on),
        ("fact-resolved", row.resolved_on),
    ];
    facts.extend(dated.into_iter().filter_map(|(key, day)| Some((key, lang.date(day?)))));
    facts.extend(loaded.state.proposal().map(|one| ("fact-competence", competence(lang, one))));
    facts.into_iter().map(|(key, value)| (lang.t(key), value)).collect()
}
