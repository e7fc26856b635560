//! Where a case stands, told to the people it belongs to: no names of staff, no internal notes.

use chrono::NaiveDate;
use entity::{attachment, case};
use law::complaint;
use law::petition;
use law::procedure::{self, Event, Kind, State};

use super::handler::signature::ACCEPT;
use super::view::{Awaited, Dialogue, Milestone, Progress, RatingPart, ToldLine};
use crate::cases::store::{self, HistoryRow};
use crate::cases::{deadlines, page as parts, signature};
use crate::clock::date_in_vietnam;
use crate::documents;
use crate::error::AppError;
use crate::messages;
use crate::notice::tells_note;
use crate::ratings::{self, RatingForm, SCORES, Settled, changeable_until, is_asked_about};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// Everything a sender may know of their case.
///
/// # Errors
/// The database cannot be read, or the facts do not follow from each other.
pub async fn of_case(ctx: &Ctx, row: &case::Model) -> Result<Progress, AppError> {
    let db = ctx.app.db.read();
    let kind = store::kind_of(row)?;
    let history = store::history_rows(db, row.id).await?;
    let states = states(row, &history)?;
    let state =
        states.last().ok_or_else(|| AppError::inconsistent("case_events", row.id, "no fact"))?;
    let rules = ctx.app.rules_of(row.unit_id);
    let next = state.next_due(&rules.get());
    let dialogues = store::dialogues(db, row.id).await?;
    let mut files = super::store::filed_files(db, row.id).await?;
    let confirmed = history.iter().find(|fact| signature::is_confirmation(&fact.event));
    let copies = super::store::signed_copies(db, row.id, confirmed.map(|fact| fact.seq)).await?;
    let awaited = state.awaits_signature().then(|| awaited_signature(ctx, &copies));
    if awaited.is_none() {
        files.extend(copies);
    }
    // A round stays as it was announced when the case is suspended or ended; then nobody is awaited.
    let round = state
        .dialogue_on()
        .and_then(|_| dialogues.into_iter().rfind(|round| round.state == "invited"));
    let is_sealed = kind == Kind::Denunciation;
    let messages = match is_sealed {
        true => Some(messages::store::of_case(db, row.id).await?),
        false => None,
    };
    Ok(Progress {
        messages,
        number: row.number.clone(),
        kind: ctx.lang.t(&format!("kind-{}", kind.code())),
        // A slip of paper that somebody finds does not tell what was denounced.
        subject: if is_sealed { String::new() } else { row.subject.clone() },
        office: ctx.app.units().office(row.unit_id, ctx.lang).unwrap_or_default(),
        stage: parts::stage_text(ctx.lang, kind, state.stage_code()),
        milestones: milestones(ctx, kind, &states, &history),
        due: next.as_ref().map(|deadline| {
            parts::due(ctx, deadline.due_on, parts::standing(ctx, &rules, deadline))
        }),
        due_sentence: next.map(|deadline| deadlines::sentence(ctx.lang, &deadline)),
        rights: rights(ctx.lang, state),
        awaited,
        dialogue: round.map(|round| Dialogue {
            on: round.held_on,
            starts_at: round.starts_at,
            place: round.place,
        }),
        history: history
            .iter()
            .rev()
            .filter(|fact| is_told(&fact.event))
            .map(|fact| told_line(ctx.lang, kind, fact))
            .collect(),
        files: files.into_iter().map(|file| file.name).collect(),
        papers: papers(ctx, row).await?,
        rating: rating(ctx, row, !is_sealed).await?,
    })
}

fn awaited_signature(ctx: &Ctx, copies: &[attachment::Model]) -> Awaited {
    let limits = &ctx.app.config.limits;
    let copy = |file: &attachment::Model| (file.name.clone(), date_in_vietnam(file.created_at));
    Awaited {
        copies: copies.iter().map(copy).collect(),
        has_form: documents::complaint::form(ctx).is_some(),
        accept: ACCEPT,
        max_files: limits.max_files,
        max_size: parts::size_text(i64::try_from(limits.max_file_bytes).unwrap_or(i64::MAX)),
    }
}

/// The question how the case ended, with the answer that was given.
async fn rating(
    ctx: &Ctx,
    row: &case::Model,
    takes_words: bool,
) -> Result<Option<RatingPart>, AppError> {
    if !is_asked_about(row) {
        return Ok(None);
    }
    let given = ratings::store::of_case(ctx.app.db.read(), row.id).await?;
    let until = changeable_until(given.as_ref().map_or(ctx.today, |one| one.first_on));
    let choice = |prefix: &str, code: String| {
        let text = ctx.lang.t(&format!("{prefix}{code}"));
        (code, text)
    };
    Ok(Some(RatingPart {
        is_new: given.is_none(),
        until: (ctx.today <= until).then_some(until),
        form: given
            .map(|one| RatingForm {
                settled: one.settled,
                score: one.score.to_string(),
                words: one.words,
            })
            .unwrap_or_default(),
        errors: FormErrors::default(),
        settled: Settled::ALL.map(|one| choice("settled-", one.code().to_owned())).into(),
        // The best stands first, as people read it.
        scores: SCORES.into_iter().rev().map(|one| choice("score-", one.to_string())).collect(),
        takes_words,
    }))
}

/// Papers the office has put here for the sender.
async fn papers(ctx: &Ctx, row: &case::Model) -> Result<Vec<(String, String)>, AppError> {
    let shown = documents::store::shown_to_sender(ctx.app.db.read(), row.id).await?;
    let line = |paper: entity::document::Model| {
        let number = documents::issued::number_of(&paper);
        let day = paper.issued_on.map(|day| ctx.lang.date(day)).unwrap_or_default();
        let said = [("name", paper.name), ("number", number), ("day", day)];
        (format!("/tracking/papers/{}", paper.id), ctx.lang.ta("tracking-paper-open", &said))
    };
    Ok(shown.into_iter().map(line).collect())
}

/// The state after each fact.
fn states(row: &case::Model, history: &[HistoryRow]) -> Result<Vec<State>, AppError> {
    (1..=history.len())
        .map(|count| {
            let facts = history.iter().take(count).map(|fact| &fact.event);
            store::state_after(row.id, facts)
        })
        .collect()
}

/// The line of stages: those it went through with their days, where it stands, those ahead. Stages
/// between the usual ones are shown only while it stands there.
fn milestones(ctx: &Ctx, kind: Kind, states: &[State], history: &[HistoryRow]) -> Vec<Milestone> {
    let Some(now) = states.last() else { return Vec::new() };
    let line = procedure::main_line(kind);
    let here = now.stage_code();
    let mut shown: Vec<(&'static str, Option<NaiveDate>)> = Vec::new();
    for (state, fact) in states.iter().zip(history) {
        let stage = state.stage_code();
        let is_shown = line.contains(&stage) || stage == here;
        if is_shown && !shown.iter().any(|(known, _)| *known == stage) {
            shown.push((stage, Some(fact.event.on())));
        }
    }
    // Reopened or verified again: it stands at a stage it had left.
    if let Some(place) = shown.iter().position(|(stage, _)| *stage == here) {
        shown.truncate(place + 1);
    }
    let order = procedure::stages(kind);
    let place = |stage: &str| order.iter().position(|known| *known == stage).unwrap_or(0);
    let is_on_its_way = place(here) <= line.last().map_or(0, |last| place(last));
    if is_on_its_way {
        shown.extend(line.iter().filter(|stage| place(stage) > place(here)).map(|s| (*s, None)));
    }
    let milestone = |(stage, on): (&'static str, Option<NaiveDate>)| Milestone {
        label: parts::stage_text(ctx.lang, kind, stage),
        on,
        mark: match on {
            _ if stage == here => "current",
            Some(_) => "done",
            None => "ahead",
        },
    };
    shown.into_iter().map(milestone).collect()
}

/// What the sender can do now, in the words of the law: withdraw a denunciation (TC-26), ask for protection
/// (BM-08), denounce again where the result is wrong or the period went by (TC-17, TC-18); withdraw (KN-30, Điều 10 Luật Khiếu nại), speak
/// and add evidence at the dialogue (DT-09), complain again (KN-13, Điều 33) or go to court (KN-19).
fn rights(lang: Lang, state: &State) -> Vec<String> {
    let keys: &[&str] = match state {
        State::Complaint(state) => match state.stage.code() {
            "received" | "checking" | "accepted" | "verifying" | "findings-ready" | "council"
            | "suspended" => &["right-withdraw", "right-add-papers"],
            "dialogue" => &["right-attend", "right-add-papers"],
            "decision-issued" | "served" => &["right-second-complaint"],
            "refused" => &["right-lawsuit"],
            _ => &[],
        },
        State::Denunciation(state) => match state.stage.code() {
            "received" | "processing" | "reviewing" | "accepted" | "verifying" | "reported"
            | "suspended" => &["right-denunciation-withdraw", "right-denunciation-protection"],
            "concluded" | "handling" | "monitoring" | "closed" => &["right-denunciation-continue"],
            _ => &[],
        },
        State::Petition(state) => match state.stage.code() {
            "answered" | "following" | "closed" => &["right-new-facts"],
            "dialogue" => &["right-attend"],
            "transferred" | "awaiting-reply" | "reclassified" | "filed-away" => &[],
            _ => &["right-add-papers"],
        },
    };
    keys.iter().map(|key| lang.t(key)).collect()
}

/// What an office keeps to itself while it verifies a denunciation: examinations, and who else was told.
fn is_told(event: &Event) -> bool {
    use law::denunciation::Event as D;
    !matches!(
        event,
        Event::Denunciation(
            D::ForensicStarted { .. }
                | D::ForensicEnded { .. }
                | D::VerificationReopened { .. }
                | D::SentToInvestigators { .. }
        )
    )
}

fn told_line(lang: Lang, kind: Kind, fact: &HistoryRow) -> ToldLine {
    let date = [("date", lang.date(fact.event.on()))];
    let sentence = lang.ta(&format!("told-{}-{}", kind.code(), fact.event.code()), &date);
    let details =
        if tells_details(&fact.event) { parts::details(lang, &fact.event) } else { vec![] };
    ToldLine {
        sentence: parts::with_details(sentence, details),
        note: match fact.event.notice() {
            // Notes on a denunciation stay inside the office: it writes to who denounced by messages.
            Some(notice) if kind != Kind::Denunciation && tells_note(notice) => fact.note.clone(),
            _ => String::new(),
        },
        paper_number: fact.paper_number.clone(),
    }
}

/// Findings, attendance and service are told by the office in its own papers.
fn tells_details(event: &Event) -> bool {
    matches!(
        event,
        Event::Complaint(
            complaint::Event::Refused { .. }
                | complaint::Event::DecisionIssued { .. }
                | complaint::Event::DialogueInvited { .. }
                | complaint::Event::Suspended { .. }
                | complaint::Event::Terminated { .. }
        ) | Event::Petition(petition::Event::DialogueInvited { .. })
    )
}
