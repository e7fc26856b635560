//! Which forms there are, and which the facts of a case ask for.

use std::borrow::Cow;

use chrono::NaiveDate;
use entity::local_form;
use law::jurisdiction::Instance;
use law::procedure::{Event, Kind, State, Step};
use papers::Form;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::document_forms;
use crate::error::AppError;
use crate::units::Units;

/// A form with what it is for in cases of a kind.
#[derive(Clone, Copy)]
struct Use {
    kind: Kind,
    form: &'static str,
    /// Codes of the facts that make a paper of it.
    facts: &'static [&'static str],
    /// The step that rests on an issued paper of it; none where several may.
    step: Option<Step>,
    /// The step that the service of it is.
    service: Option<Step>,
}

const fn of(kind: Kind, form: &'static str, facts: &'static [&'static str]) -> Use {
    Use { kind, form, facts, step: None, service: None }
}

impl Use {
    const fn for_step(self, step: Step) -> Self {
        Self { step: Some(step), ..self }
    }

    const fn served_as(self, step: Step) -> Self {
        Self { service: Some(step), ..self }
    }
}

const FIRST_DECISION: &str = "complaint-decision-first";
const SECOND_DECISION: &str = "complaint-decision-second";

/// All of them; those of one fact in the order they are written (`law::State::papers` names act and number). Served
/// are decisions (KN-10, KN-11), orders (KN-09) and the conclusion on a denunciation (TC-12).
const USES: &[Use] = &{
    use Kind::{Complaint, Denunciation, Petition};
    [
        // What the sender signs is theirs: it is made for them, see `complaint`.
        of(Complaint, "receipt-documents", &["received", "signed"]),
        of(Complaint, "proposal-slip", &["accepted"]),
        of(Complaint, "complaint-accept-notice", &["accepted"]).for_step(Step::Accept),
        of(Complaint, "complaint-refuse-notice", &["refused"]).for_step(Step::Refuse),
        of(Complaint, "guidance-slip", &["guided"]).for_step(Step::Guide),
        of(Complaint, "complaint-verification-decision", &["verification-assigned"])
            .for_step(Step::AssignVerification),
        of(Complaint, "complaint-verification-report", &["findings-reported"])
            .for_step(Step::ReportFindings),
        of(Complaint, "dialogue-invitation", &["dialogue-invited"]),
        of(Complaint, "dialogue-minutes", &["dialogue-held"]),
        of(Complaint, "complaint-suspension", &["suspended"])
            .for_step(Step::Suspend)
            .served_as(Step::SendOrder),
        of(Complaint, "complaint-termination", &["terminated"])
            .for_step(Step::Terminate)
            .served_as(Step::SendOrder),
        of(Complaint, "complaint-resumption", &["resumed"])
            .for_step(Step::Resume)
            .served_as(Step::SendOrder),
        of(Complaint, "complaint-stay", &["execution-stayed"]).for_step(Step::StayExecution),
        of(Complaint, "complaint-stay-lifted", &["stay-lifted"]).for_step(Step::LiftStay),
        of(Complaint, FIRST_DECISION, &["decision-issued"])
            .for_step(Step::IssueDecision)
            .served_as(Step::RecordService),
        of(Complaint, SECOND_DECISION, &["decision-issued"])
            .for_step(Step::IssueDecision)
            .served_as(Step::RecordService),
        of(
            Denunciation,
            "proposal-slip-denunciation",
            &["accepted", "taken-up-again", "taken-over"],
        ),
        of(
            Denunciation,
            "denunciation-accept-decision",
            &["accepted", "taken-up-again", "taken-over"],
        )
        .for_step(Step::Accept),
        of(Denunciation, NOTICE_TO_DENOUNCER, &["refused", "parties-notified"]),
        of(Denunciation, "denunciation-notice-to-denounced", &["parties-notified"]),
        of(Denunciation, "transfer-slip-denunciation", &["transferred"]).for_step(Step::Transfer),
        of(Denunciation, "denunciation-team", &["verification-assigned"])
            .for_step(Step::AssignVerification),
        of(Denunciation, "denunciation-verification-report", &["findings-reported"])
            .for_step(Step::ReportFindings),
        of(Denunciation, "denunciation-forensic-request", &["forensic-started"]),
        of(Denunciation, "denunciation-order", &["suspended", "resumed", "terminated"]),
        of(Denunciation, "denunciation-extension", &["extended"]).for_step(Step::Extend),
        of(Denunciation, "denunciation-withdrawal-minutes", &["withdrawn"]),
        of(Denunciation, "denunciation-conclusion", &["concluded"])
            .for_step(Step::Conclude)
            .served_as(Step::SendConclusion),
        of(Denunciation, RESULT_NOTICE, &["conclusion-sent"]),
        of(Petition, "receipt-documents", &["received"]),
        of(Petition, "proposal-slip", &["taken-on"]),
        of(Petition, "transfer-slip-feedback", &["transferred"]).for_step(Step::Transfer),
        of(Petition, "petition-answer", &["answered"]).for_step(Step::Answer),
    ]
};

/// Keys of the forms a fact makes, in the order they are written.
pub fn keys_of(state: &State, event: &Event) -> Vec<&'static str> {
    let is_second =
        matches!(state, State::Complaint(state) if state.instance() == Instance::Second);
    let other_decision = if is_second { FIRST_DECISION } else { SECOND_DECISION };
    let made = USES.iter().filter(|one| {
        one.kind == state.kind() && one.facts.contains(&event.code()) && one.form != other_decision
    });
    made.map(|one| one.form).collect()
}

fn use_of(kind: Kind, form: &str) -> Option<&'static Use> {
    USES.iter().find(|one| one.kind == kind && one.form == form)
}

/// The step of a case that rests on a paper of a form.
pub fn step_of(kind: Kind, form: &str) -> Option<Step> {
    use_of(kind, form)?.step
}

/// The step of a case that the service of a paper of a form is.
pub fn service_of(kind: Kind, form: &str) -> Option<Step> {
    use_of(kind, form)?.service
}

const NOTICE_TO_DENOUNCER: &str = "denunciation-notice-to-denouncer";
const RESULT_NOTICE: &str = "denunciation-result-notice";

/// Whether papers of a form go to whoever denounced. Their name is written by hand on what was printed: the program
/// never learns it (Articles 9 and 56 of the Law on Denunciations, U12).
pub fn goes_to_denouncer(form: &str) -> bool {
    [NOTICE_TO_DENOUNCER, RESULT_NOTICE].contains(&form)
}

/// Forms that say who hands something in: not for denunciations, whose sender no paper but two names, by hand.
fn names_people(form: &Form) -> bool {
    form.fields()
        .iter()
        .any(|field| field.from.as_deref().is_some_and(|from| from.starts_with("person.")))
}

/// What papers are written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Case(Kind),
    Visit,
    Meeting,
}

/// Whether a form is for papers about something.
pub fn fits(form: &Form, about: About) -> bool {
    let key = form.key();
    let is_of = |prefix: &str| key.starts_with(prefix);
    let is_of_kind = is_of("complaint-") || is_of("denunciation-") || is_of("petition-");
    match about {
        About::Case(Kind::Denunciation) => {
            !names_people(form)
                && !is_of("complaint-")
                && !is_of("petition-")
                && key != "transfer-slip-feedback"
        }
        About::Case(Kind::Complaint) => {
            !is_of("denunciation-")
                && !is_of("petition-")
                && !is_of("transfer-slip")
                && key != "reception-refusal"
        }
        About::Case(Kind::Petition) => {
            !is_of("denunciation-") && !is_of("complaint-") && key != "transfer-slip-denunciation"
        }
        About::Visit => !is_of_kind && !is_of("dialogue-") && !is_of("transfer-slip-denunciation"),
        About::Meeting => {
            matches!(key, "dialogue-invitation" | "dialogue-minutes" | "session-minutes")
                || !is_built_in(key)
        }
    }
}

fn is_built_in(key: &str) -> bool {
    papers::forms().iter().any(|form| form.key() == key)
}

/// The forms a unit uses on a day: those that come with the program, and its own beside and in their place.
///
/// # Errors
/// The database cannot be read, or a form of the unit's own cannot.
pub async fn forms(
    db: &impl ConnectionTrait,
    units: &Units,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Cow<'static, Form>>, AppError> {
    let own = own_forms(db, units, unit_id, day).await?;
    let built_in = papers::forms().iter().filter(|form| form.is_valid_on(day));
    let kept = built_in.filter(|form| own.iter().all(|one| one.key() != form.key()));
    let mut all: Vec<Cow<Form>> = kept.map(Cow::Borrowed).collect();
    all.extend(own.into_iter().map(Cow::Owned));
    Ok(all)
}

/// Forms of a unit's own that are used on a day; that of the nearest unit stands for those above.
async fn own_forms(
    db: &impl ConnectionTrait,
    units: &Units,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Form>, AppError> {
    let above = units.ancestry(unit_id);
    let mut rows = document_forms::store::live_on(db, &above, day).await?;
    let distance = |row: &local_form::Model| {
        row.unit_id.and_then(|id| above.iter().position(|one| *one == id)).unwrap_or(usize::MAX)
    };
    rows.sort_by_key(|row| {
        (row.form_key.clone(), distance(row), std::cmp::Reverse(row.valid_from))
    });
    rows.dedup_by(|later, earlier| later.form_key == earlier.form_key);
    let read = |row: &local_form::Model| {
        Form::parse(&row.source)
            .map_err(|error| AppError::inconsistent("local_forms", row.id, error))
    };
    rows.iter().map(read).collect()
}
