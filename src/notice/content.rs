//! What the letters of a case say, notice by notice.

use entity::{case, dialogue};
use law::complaint;
use law::deadline::Deadline;
use law::procedure::{Event, Kind, Notice, State};
use law::rule::second_complaint;

use super::tells_note;
use crate::app::App;
use crate::cases::deadlines;
use crate::cases::store::HistoryRow;
use crate::error::AppError;
use crate::mail::letter::{Content, ending};
use crate::text::clean_line;
use crate::web::errors::citation_text;
use crate::web::i18n::Lang;

/// A case as its letters tell of it.
pub struct Told<'a> {
    pub app: &'a App,
    pub row: &'a case::Model,
    pub kind: Kind,
    pub state: State,
    /// The fact the letter tells of.
    pub fact: &'a HistoryRow,
    /// The newest round of dialogue, if there is one.
    pub round: Option<&'a dialogue::Model>,
}

/// What a letter consists of beyond its frame.
#[derive(Default)]
pub struct Parts {
    pub paragraphs: Vec<String>,
    pub facts: Vec<(String, String)>,
    pub notes: Vec<String>,
}

/// The letter of a notice in a language.
///
/// # Errors
/// The facts do not fit the notice, which is our mistake.
pub fn of_notice(
    told: &Told<'_>,
    notice: Notice,
    lang: Lang,
    name: &str,
) -> Result<Content, AppError> {
    let number = told.row.number.clone();
    let code = notice.code();
    let mut subject = vec![("number", number.clone())];
    if let (Notice::DialogueInvited, Some(round)) = (notice, told.round) {
        subject.push(("day", lang.date(round.held_on)));
    }
    let mut parts = Parts::default();
    let said = [
        ("number", number.clone()),
        ("kind", lang.t(&format!("kind-{}", told.kind.code()))),
        ("unit", told.app.units().office(told.row.unit_id, lang).unwrap_or_default()),
        ("date", lang.date(told.fact.event.on())),
    ];
    parts.paragraphs.push(lang.ta(&format!("mail-{code}-body"), &said));
    add_of_notice(&mut parts, told, notice, lang)?;
    if !told.fact.paper_number.is_empty() {
        parts.facts.push((lang.t("mail-paper"), told.fact.paper_number.clone()));
    }
    if !notice.is_for_staff() {
        parts.notes.push(lang.t("mail-no-paper"));
    }
    Ok(frame(
        told.app,
        lang,
        name,
        lang.ta(&format!("mail-{code}-subject"), &subject),
        parts,
        link(told, notice, lang),
    ))
}

fn link(told: &Told<'_>, notice: Notice, lang: Lang) -> (String, String) {
    let url = &told.app.config.server.public_url;
    if notice.is_for_staff() {
        return (lang.t("mail-open-case"), format!("{url}/cases/{}", told.row.id));
    }
    (lang.t("mail-track"), format!("{url}/tracking?number={}", told.row.number))
}

/// A letter with greeting and ending.
pub fn frame(
    app: &App,
    lang: Lang,
    name: &str,
    subject: String,
    parts: Parts,
    link: (String, String),
) -> Content {
    Content {
        lang,
        subject,
        greeting: lang.ta("mail-greeting", &[("name", clean_line(name))]),
        paragraphs: parts.paragraphs,
        facts: parts.facts,
        link: Some(link),
        notes: parts.notes,
        ending: ending(lang, &app.config),
    }
}

fn add_of_notice(
    parts: &mut Parts,
    told: &Told<'_>,
    notice: Notice,
    lang: Lang,
) -> Result<(), AppError> {
    let next = told.state.next_due(&told.app.rules_of(told.row.unit_id).get());
    let next = next.map(|deadline| deadlines::sentence(lang, &deadline));
    let note = Some(told.fact.note.clone()).filter(|note| tells_note(notice) && !note.is_empty());
    match notice {
        Notice::Filed => {
            parts.paragraphs.extend(next);
            parts.notes.push(lang.t("mail-filed-secret"));
        }
        Notice::Lodged => {
            let all = ["signature-why", "signature-ways", "signature-periods"];
            parts.paragraphs.extend(all.map(|key| lang.t(key)));
            parts.notes.push(lang.t("mail-filed-secret"));
        }
        Notice::Signed | Notice::Accepted | Notice::TakenOn => parts.paragraphs.extend(next),
        // All there is to say is what the office wrote for the sender.
        Notice::Guided
        | Notice::Reclassified
        | Notice::Transferred
        | Notice::Answered
        | Notice::FiledAway
        | Notice::ExecutionStayed
        | Notice::StayLifted
        | Notice::ExecutionStarted => {}
        Notice::Suspended | Notice::Resumed | Notice::Terminated | Notice::FoundComplex => {
            parts.paragraphs.extend(crate::cases::page::details(lang, &told.fact.event));
            parts.paragraphs.extend(next);
        }
        Notice::Refused => {
            let Event::Complaint(complaint::Event::Refused { ground, .. }) = told.fact.event else {
                return Err(unfit(told, notice));
            };
            let ground = lang.t(ground.code());
            let basis = citation_text(lang, complaint::REFUSAL_BASIS);
            let said = [("ground", ground), ("basis", basis)];
            parts.paragraphs.push(lang.ta("mail-refused-ground", &said));
            parts.paragraphs.push(lang.t("mail-refused-rights"));
        }
        Notice::DialogueInvited => {
            let round = told.round.ok_or_else(|| unfit(told, notice))?;
            let time = format!("{}, {}", round.starts_at, lang.weekday_date(round.held_on));
            parts.facts.push((lang.t("dialogue-when"), time));
            parts.facts.push((lang.t("dialogue-place"), round.place.clone()));
            parts.notes.push(lang.t("mail-dialogue-invited-absence"));
        }
        Notice::DecisionIssued => {
            let Event::Complaint(complaint::Event::DecisionIssued { outcome, .. }) =
                told.fact.event
            else {
                return Err(unfit(told, notice));
            };
            let outcome = lang.t(&format!("outcome-{}", outcome.code()));
            parts.facts.push((lang.t("mail-outcome"), outcome));
            parts.paragraphs.extend(next);
            let State::Complaint(state) = &told.state else { return Err(unfit(told, notice)) };
            let window = second_complaint(state.is_remote());
            let days = lang
                .ta(&format!("days-{}", window.unit.code()), &[("days", window.count.to_string())]);
            let basis = citation_text(lang, window.citation);
            parts
                .paragraphs
                .push(lang.ta("mail-decision-issued-rights", &[("days", days), ("basis", basis)]));
        }
        Notice::Assigned => {
            parts.facts.push((lang.t("column-subject"), told.row.subject.clone()));
            parts.paragraphs.extend(next);
        }
    }
    match notice {
        Notice::DialogueInvited => parts.facts.extend(note.map(|n| (lang.t("note-agenda"), n))),
        _ => parts.paragraphs.extend(note),
    }
    Ok(())
}

fn unfit(told: &Told<'_>, notice: Notice) -> AppError {
    AppError::inconsistent("case_events", told.row.id, format!("no letter `{}`", notice.code()))
}

/// A letter about a denunciation to a member of staff: its number, and nothing else of it.
pub fn of_sealed(app: &App, row: &case::Model, kind: &str, lang: Lang, name: &str) -> Content {
    let number = [("number", row.number.clone())];
    let parts = Parts {
        paragraphs: vec![lang.ta(&format!("mail-{kind}-body"), &number)],
        facts: Vec::new(),
        notes: vec![lang.t("mail-sealed-note")],
    };
    let url = &app.config.server.public_url;
    let link = (lang.t("mail-open-case"), format!("{url}/cases/{}", row.id));
    frame(app, lang, name, lang.ta(&format!("mail-{kind}-subject"), &number), parts, link)
}

/// A reminder of a deadline to a member of staff.
pub fn of_reminder(
    app: &App,
    row: &case::Model,
    deadline: &Deadline,
    is_overdue: bool,
    lang: Lang,
    name: &str,
) -> Content {
    let code = if is_overdue { "overdue" } else { "due-soon" };
    let number = [("number", row.number.clone())];
    let parts = Parts {
        paragraphs: vec![
            lang.ta(&format!("mail-{code}-body"), &number),
            deadlines::sentence(lang, deadline),
        ],
        // What a denunciation is about stands in no mailbox.
        facts: match row.kind == Kind::Denunciation.code() {
            true => Vec::new(),
            false => vec![(lang.t("column-subject"), row.subject.clone())],
        },
        notes: Vec::new(),
    };
    let url = &app.config.server.public_url;
    let link = (lang.t("mail-open-case"), format!("{url}/cases/{}", row.id));
    frame(app, lang, name, lang.ta(&format!("mail-{code}-subject"), &number), parts, link)
}
