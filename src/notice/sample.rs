//! Every kind of letter with made-up data, for administrators to read before anybody gets one.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::case;
use law::jurisdiction::Resolver;
use law::procedure::{self, Event, Kind, Notice, State, Step};
use law::rule::RuleId;
use law::{complaint, petition};
use uuid::Uuid;

use super::beforehand::round;
use super::content::{self, Told};
use super::service::Recipient;
use super::uploaded;
use crate::accounts::letter::{self as account_letter, AccountLetter};
use crate::app::App;
use crate::cases::filing::Channel;
use crate::cases::store::HistoryRow;
use crate::clock::date_in_vietnam;
use crate::commitments;
use crate::dialogues;
use crate::dialogues::letters::Occasion;
use crate::documents;
use crate::error::AppError;
use crate::escalation::chain::LEVELS;
use crate::escalation::store::Overdue;
use crate::jobs::{escalate, reports};
use crate::mail::letter::Content;
use crate::policy::Confidentiality;
use crate::units;
use crate::web::i18n::Lang;

/// What is made up stays the same from page to page.
const NUMBER: &str = "2026/KN-000123";

/// A letter of a kind in a language.
pub struct Sample {
    /// Code of the kind.
    pub kind: String,
    pub content: Content,
}

/// All kinds of letters in a language.
///
/// # Errors
/// A letter cannot be made of the made-up facts, which is our mistake.
pub fn all(app: &App, now: DateTime<Utc>, lang: Lang) -> Result<Vec<Sample>, AppError> {
    let name = lang.t("sample-name");
    let mut samples = Vec::new();
    for notice in Notice::ALL {
        let content = of_notice(app, now, *notice, lang, &name)?;
        samples.push(Sample { kind: notice.code().to_owned(), content });
    }
    let today = date_in_vietnam(now);
    let accepted = [Step::StartCheck, Step::Accept];
    let (row, state, _) = made_up(app, now, receipt(Kind::Complaint, today), &accepted)?;
    let deadlines = state.deadlines(&app.rules_of(row.unit_id).get());
    for (kind, is_overdue) in [("due-soon", false), ("overdue", true)] {
        if let Some(deadline) = state.first_due(&deadlines) {
            let content = content::of_reminder(app, &row, deadline, is_overdue, lang, &name);
            samples.push(Sample { kind: kind.to_owned(), content });
        }
    }
    let content = uploaded::content(app, &row, today, lang, &name);
    samples.push(Sample { kind: uploaded::KIND.to_owned(), content });
    for kind in ["sealed-filed", "sealed-assigned", "sealed-answered"] {
        let sealed = case::Model { number: "2026/TC-000123".to_owned(), ..row.clone() };
        let content = content::of_sealed(app, &sealed, kind, lang, &name);
        samples.push(Sample { kind: kind.to_owned(), content });
    }
    let to = Recipient { name: name.clone(), lang, ..Recipient::default() };
    for level in LEVELS {
        let cases = [overdue(&row, today)];
        let content = escalate::content(app, now, level, &to, &cases);
        samples.push(Sample { kind: format!("escalation-{level}"), content });
    }
    for occasion in Occasion::ALL {
        let content = dialogues::letters::sample(app, now, occasion, lang, &name);
        samples.push(Sample { kind: occasion.code().to_owned(), content });
    }
    for kind in commitments::letters::KINDS {
        let content = commitments::letters::sample(app, now, kind, lang, &name);
        samples.push(Sample { kind: kind.to_owned(), content });
    }
    for kind in reports::KINDS {
        let content = reports::sample(app, now, kind, lang, &name);
        samples.push(Sample { kind: kind.to_owned(), content });
    }
    for kind in documents::letters::KINDS {
        let content = documents::letters::sample(app, kind, lang, &name);
        samples.push(Sample { kind: kind.to_owned(), content });
    }
    for letter in AccountLetter::ALL {
        let link = format!("{}/…", app.config.server.public_url);
        let content = account_letter::content(app, lang, &name, letter, &link);
        samples.push(Sample { kind: letter.code().to_owned(), content });
    }
    Ok(samples)
}

/// The steps that lead to a notice, the last one making it.
fn way(notice: Notice) -> (Kind, &'static [Step]) {
    use Kind::{Complaint, Petition};
    match notice {
        Notice::Filed | Notice::Lodged => (Complaint, &[]),
        Notice::Signed => (Complaint, &[Step::ConfirmSignature]),
        Notice::Accepted => (Complaint, &[Step::StartCheck, Step::Accept]),
        Notice::Refused => (Complaint, &[Step::StartCheck, Step::Refuse]),
        Notice::Guided => (Complaint, &[Step::StartCheck, Step::Guide]),
        Notice::Reclassified => (Petition, &[Step::StartClassification, Step::Reclassify]),
        Notice::DialogueInvited => (
            Complaint,
            &[
                Step::StartCheck,
                Step::Accept,
                Step::AssignVerification,
                Step::ReportFindings,
                Step::InviteDialogue,
            ],
        ),
        Notice::Suspended => (Complaint, &[Step::StartCheck, Step::Accept, Step::Suspend]),
        Notice::Resumed => {
            (Complaint, &[Step::StartCheck, Step::Accept, Step::Suspend, Step::Resume])
        }
        Notice::Terminated => {
            (Complaint, &[Step::StartCheck, Step::Accept, Step::RecordWithdrawal, Step::Terminate])
        }
        Notice::DecisionIssued => (
            Complaint,
            &[Step::StartCheck, Step::Accept, Step::FindRightAtOnce, Step::IssueDecision],
        ),
        Notice::FoundComplex => (Complaint, &[Step::StartCheck, Step::Accept, Step::FindComplex]),
        Notice::ExecutionStayed => {
            (Complaint, &[Step::StartCheck, Step::Accept, Step::StayExecution])
        }
        Notice::StayLifted => {
            (Complaint, &[Step::StartCheck, Step::Accept, Step::StayExecution, Step::LiftStay])
        }
        Notice::ExecutionStarted => (
            Complaint,
            &[
                Step::StartCheck,
                Step::Accept,
                Step::FindRightAtOnce,
                Step::IssueDecision,
                Step::RecordService,
                Step::ConfirmEffect,
                Step::StartExecution,
            ],
        ),
        Notice::Assigned => {
            (Complaint, &[Step::StartCheck, Step::Accept, Step::AssignVerification])
        }
        Notice::TakenOn => (Petition, &[Step::StartClassification, Step::TakeOn]),
        Notice::Transferred => (Petition, &[Step::StartClassification, Step::Transfer]),
        Notice::FiledAway => (Petition, &[Step::StartClassification, Step::FileAway]),
        Notice::Answered => (
            Petition,
            &[
                Step::StartClassification,
                Step::TakeOn,
                Step::AssignPetition,
                Step::StartConsideration,
                Step::Answer,
            ],
        ),
    }
}

fn of_notice(
    app: &App,
    now: DateTime<Utc>,
    notice: Notice,
    lang: Lang,
    name: &str,
) -> Result<Content, AppError> {
    let (kind, steps) = way(notice);
    let beginning = match notice {
        Notice::Lodged | Notice::Signed => lodging(date_in_vietnam(now)),
        _ => receipt(kind, date_in_vietnam(now)),
    };
    let (row, state, event) = made_up(app, now, beginning, steps)?;
    let is_told = super::tells_note(notice);
    let fact = HistoryRow {
        seq: 1,
        event,
        note: if is_told { lang.t("sample-note") } else { String::new() },
        paper_number: "12/TB-UBND".to_owned(),
        actor_id: None,
        actor_unit_id: None,
        at: now,
    };
    let today = date_in_vietnam(now);
    let round = round(row.id, (today, today + Days::new(7)), "08:30", &lang.t("sample-place"));
    let told = Told { app, row: &row, kind, state, fact: &fact, round: Some(&round) };
    content::of_notice(&told, notice, lang, name)
}

/// A made-up case that went some steps, where it stands, and the last fact.
fn made_up(
    app: &App,
    now: DateTime<Utc>,
    beginning: Event,
    steps: &[Step],
) -> Result<(case::Model, State, Event), AppError> {
    let today = date_in_vietnam(now);
    let wrong = |what: &str| AppError::internal("sample", what);
    let mut last = beginning;
    let mut facts = vec![last];
    let mut state = procedure::replay(&facts)?;
    for step in steps {
        last = state.sample(*step, today).ok_or_else(|| wrong(step.code()))?;
        facts.push(last);
        state = procedure::replay(&facts)?;
    }
    Ok((row(app, now, state.kind()), state, last))
}

fn lodging(on: NaiveDate) -> Event {
    let resolver = Resolver::CommuneChairman;
    complaint::Event::Lodged { on, complainants: 1, resolver, first: None }.into()
}

fn receipt(kind: Kind, on: NaiveDate) -> Event {
    match kind {
        Kind::Petition => petition::Event::Received { on }.into(),
        Kind::Complaint | Kind::Denunciation => {
            let resolver = Resolver::CommuneChairman;
            complaint::Event::Received { on, complainants: 1, resolver, first: None }.into()
        }
    }
}

fn row(app: &App, now: DateTime<Utc>, kind: Kind) -> case::Model {
    let all = app.units();
    let ward = all.all().into_iter().find(|unit| unit.kind == units::WARD);
    case::Model {
        id: Uuid::nil(),
        unit_id: ward.map(|unit| unit.id).unwrap_or_default(),
        number: NUMBER.to_owned(),
        kind: kind.code().to_owned(),
        field: String::new(),
        stage: String::new(),
        is_open: true,
        subject: Lang::Vi.t("sample-subject"),
        content: String::new(),
        demand: String::new(),
        contested_act: String::new(),
        known_on: None,
        follows_id: None,
        register_code: String::new(),
        confidentiality: Confidentiality::Ordinary.code().to_owned(),
        channel: Channel::Online.code().to_owned(),
        language: Lang::Vi.code().to_owned(),
        secret_hash: String::new(),
        citizen_id: None,
        registered_by: None,
        assignee_id: None,
        complainants: 1,
        received_on: date_in_vietnam(now),
        is_received: true,
        accepted_on: None,
        in_time: None,
        resolved_on: None,
        closed_on: None,
        next_due_on: None,
        next_due_rule: None,
        filed_at: now,
        version: 1,
        search_text: String::new(),
        folded: String::new(),
    }
}

fn overdue(row: &case::Model, today: NaiveDate) -> Overdue {
    Overdue {
        id: row.id,
        case_id: row.id,
        unit_id: row.unit_id,
        kind: row.kind.clone(),
        number: row.number.clone(),
        subject: row.subject.clone(),
        rule: RuleId::Kn04.code().to_owned(),
        due_on: today - Days::new(3),
    }
}
