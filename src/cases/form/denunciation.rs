//! From the fields of a step of a denunciation to the fact it tells of.

use chrono::NaiveDate;
use entity::case;
use law::denunciation::{
    Event, Finding, GoesOn, MissingCondition, SetAsideReason, SuspensionGround, TerminationGround,
};
use law::group;
use law::jurisdiction::Denounced;
use law::procedure::Step;
use law::publication::Publication;

use super::Reading;

pub(super) fn event(
    step: Step,
    on: NaiveDate,
    row: &case::Model,
    reading: &mut Reading<'_>,
) -> Option<Event> {
    let form = reading.form;
    Some(match step {
        Step::StartProcessing => {
            let denounced = match form.denounced.as_str() {
                "" => None,
                raw => reading.errors.choice("denounced", raw, Denounced::from_code),
            };
            Event::ProcessingStarted { on, denounced }
        }
        Step::Accept => {
            let is_group = group::bounds(denouncers(row)).is_some();
            let representatives = if is_group {
                let raw = &form.representatives;
                reading.errors.choice("representatives", raw, |raw| raw.parse().ok())?
            } else {
                0
            };
            Event::Accepted { on, representatives, confirmed: form.confirmed == "yes" }
        }
        Step::CheckIdentity => {
            let identified = reading.yes_no("identified", &form.identified);
            let eligible = reading.yes_no("eligible", &form.eligible);
            Event::IdentityChecked { on, identified: identified?, eligible: eligible? }
        }
        Step::Refuse => {
            let raw = &form.missing;
            let missing = reading.errors.choice("missing", raw, MissingCondition::from_code)?;
            Event::Refused { on, missing }
        }
        Step::SetAside => {
            let raw = &form.reason;
            let reason = reading.errors.choice("reason", raw, SetAsideReason::from_code)?;
            Event::SetAside { on, reason }
        }
        Step::SendToInspection => Event::SentToInspection { on, concrete: form.concrete == "yes" },
        Step::SendToInvestigators => Event::SentToInvestigators { on, whole: form.whole == "yes" },
        Step::AssignVerification => Event::VerificationAssigned {
            on,
            team: match form.team.trim() {
                "" => None,
                raw => Some(reading.errors.choice("team", raw, |raw| raw.parse().ok())?),
            },
            unbiased: form.unbiased == "yes",
        },
        Step::Extend => Event::Extended { on, criteria: reading.criteria() },
        Step::RecordWithdrawal => return withdrawal(on, row, reading),
        Step::Suspend => {
            let raw = &form.suspension;
            let ground = reading.errors.choice("suspension", raw, SuspensionGround::from_code)?;
            Event::Suspended { on, ground }
        }
        Step::Terminate => {
            let raw = &form.termination;
            let ground = reading.errors.choice("termination", raw, TerminationGround::from_code)?;
            Event::Terminated { on, ground }
        }
        Step::Conclude => {
            let finding = reading.errors.choice("finding", &form.finding, Finding::from_code)?;
            Event::Concluded { on, finding, recommended: Default::default() }
        }
        Step::Publish => {
            let way = reading.errors.choice("way", &form.way, Publication::from_code)?;
            Event::Published { on, way }
        }
        other => return Event::bare(other, on),
    })
}

fn denouncers(row: &case::Model) -> u32 {
    u32::try_from(row.complainants).unwrap_or(1)
}

/// The whole, a part of the content, or some of a group; and why it is resolved all the same (TC-27).
fn withdrawal(on: NaiveDate, row: &case::Model, reading: &mut Reading<'_>) -> Option<Event> {
    let goes_on = match reading.form.goes_on.as_str() {
        "" => None,
        raw => reading.errors.choice("goes_on", raw, GoesOn::from_code),
    };
    let (denouncers_left, in_part) = reading.left_after_withdrawal(denouncers(row))?;
    Some(Event::Withdrawn { on, denouncers_left, in_part, goes_on })
}
