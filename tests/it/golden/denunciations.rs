//! The denunciations of the quarter.

use law::denunciation::{
    Event as D, Finding, MissingCondition, Origin, SetAsideReason, TerminationGround as End,
};
use law::procedure::Kind;
use law::publication::Publication;
use law::results::{Executed, Recommended};

use super::letters::{Script, d, script};
use crate::support::people::OTHER_WARD;

fn denunciation(name: &'static str, field: &'static str, received: &'static str) -> Script {
    script(Kind::Denunciation, name, field, received)
}

fn continuing(
    origin: Origin,
    name: &'static str,
    field: &'static str,
    received: &'static str,
) -> Script {
    Script { origin, ..denunciation(name, field, received) }
}

fn processing(on: &str) -> D {
    D::ProcessingStarted { on: d(on), denounced: None }
}

fn identified(on: &str) -> D {
    D::IdentityChecked { on: d(on), identified: true, eligible: true }
}

/// Looked at and checked on one day.
fn checked(on: &str) -> [D; 2] {
    [processing(on), identified(on)]
}

/// Looked at and checked on one day, accepted on another.
fn accepted(on: &str, then: &str) -> [D; 3] {
    [
        processing(on),
        identified(on),
        D::Accepted { on: d(then), representatives: 0, confirmed: true },
    ]
}

fn concluded(on: &str, finding: Finding, recommended: Recommended) -> D {
    D::Concluded { on: d(on), finding, recommended }
}

/// Sent, published, acted on and watched, on one day.
fn acted_on(on: &str) -> [D; 4] {
    let on = d(on);
    [
        D::ConclusionSent { on },
        D::Published { on, way: Publication::Posting },
        D::ActedOn { on },
        D::MonitoringStarted { on },
    ]
}

fn executed(on: &str, executed: Executed) -> D {
    D::ExecutionRecorded { on: d(on), executed }
}

fn closed(on: &str) -> D {
    D::Closed { on: d(on) }
}

fn none() -> Recommended {
    Recommended::default()
}

pub fn all() -> Vec<Script> {
    let mut all = first_ones();
    all.extend(continuing_ones());
    all.extend(handled_otherwise());
    all.extend(concluded_before());
    all
}

fn first_ones() -> Vec<Script> {
    let t1 = Recommended {
        state_money: 80_000_000,
        returned_land: 2_000,
        handled_organisations: 1,
        handled_people: 2,
        handled_officials: 1,
        ..none()
    };
    let t1_done = Executed {
        state_money: 50_000_000,
        returned_land: 2_000,
        handled_organisations: 1,
        handled_people: 2,
        handled_officials: 1,
        ..Executed::default()
    };
    let t1_rest = Executed { state_money: 30_000_000, ..Executed::default() };
    let t3 = Recommended {
        state_land: 9_000,
        returned_money: 15_000_000,
        returned_organisations: 2,
        returned_people: 4,
        transferred_cases: 1,
        transferred_people: 3,
        transferred_officials: 2,
        ..none()
    };
    let withdrawn = |on: &str, left, in_part| D::Withdrawn {
        on: d(on),
        denouncers_left: left,
        in_part,
        goes_on: None,
    };
    let ended = |on: &str, ground| D::Terminated { on: d(on), ground };
    vec![
        denunciation("T1", "admin.duty", "16/3")
            .with(accepted("20/3", "22/3"))
            .with([concluded("20/4", Finding::True, t1)])
            .with(acted_on("25/4"))
            .with([executed("5/5", t1_done), executed("8/6", t1_rest), closed("10/6")]),
        denunciation("T2", "corruption", "1/4").with(accepted("3/4", "6/4")).with([concluded(
            "14/6",
            Finding::Untrue,
            none(),
        )]),
        denunciation("T3", "judicial", "2/4").with(accepted("6/4", "8/4")).with([concluded(
            "25/5",
            Finding::PartlyTrue,
            t3,
        )]),
        denunciation("T4", "party", "14/6").with(checked("14/6")),
        denunciation("T5", "land.dispute", "15/4").with([
            processing("16/4"),
            D::Refused { on: d("20/4"), missing: MissingCondition::Form },
        ]),
        denunciation("T6", "other", "30/4")
            .with(accepted("2/5", "5/5"))
            .with([withdrawn("15/5", 0, false), ended("18/5", End::Withdrawn)]),
        denunciation("T7", "policy.staff", "1/5")
            .with(accepted("4/5", "6/5"))
            .with([withdrawn("20/5", 1, true)]),
        denunciation("T8", "corruption", "2/5")
            .with(accepted("5/5", "10/5"))
            .with([ended("2/6", End::Settled)]),
        denunciation("N2", "corruption", "1/4")
            .at(OTHER_WARD)
            .with(accepted("3/4", "6/4"))
            .with([concluded("1/6", Finding::True, t1)]),
    ]
}

fn continuing_ones() -> Vec<Script> {
    let t9 =
        Recommended { state_money: 1_000_000, handled_people: 5, handled_officials: 5, ..none() };
    let again = |on: &str| D::TakenUpAgain { on: d(on) };
    vec![
        continuing(Origin::ResultWrong, "T9", "admin.discipline", "10/4").with([
            processing("12/4"),
            again("20/4"),
            concluded("1/6", Finding::True, t9),
        ]),
        continuing(Origin::Overdue, "T10", "corruption", "17/3").with([
            D::ReportDemanded { on: d("18/3") },
            D::TakenOver { on: d("10/4") },
            concluded("12/6", Finding::Untrue, none()),
        ]),
        continuing(Origin::ResultWrong, "T11", "judicial", "1/4").with([
            processing("2/4"),
            again("5/4"),
            concluded("3/6", Finding::PartlyTrue, none()),
        ]),
        continuing(Origin::ResultWrong, "T12", "admin.other", "28/4")
            .with([processing("29/4"), D::ResultUpheld { on: d("5/5") }]),
    ]
}

fn handled_otherwise() -> Vec<Script> {
    let anonymous = SetAsideReason::Anonymous;
    vec![
        denunciation("T13", "corruption", "7/5")
            .with([processing("8/5"), D::Transferred { on: d("9/5") }]),
        denunciation("T14", "corruption", "10/5")
            .with([processing("10/5"), D::SetAside { on: d("11/5"), reason: anonymous }]),
        denunciation("T15", "admin.sanction", "5/3").with([
            processing("6/3"),
            identified("15/3"),
            D::Accepted { on: d("16/6"), representatives: 0, confirmed: true },
        ]),
        denunciation("T19", "corruption", "10/6").with([processing("11/6")]),
        denunciation("T20", "judicial", "12/5")
            .with([processing("13/5"), D::SentToInvestigators { on: d("20/5"), whole: true }]),
        denunciation("T21", "corruption", "16/6").with(checked("17/6")),
    ]
}

fn concluded_before() -> Vec<Script> {
    let t16 = Recommended {
        state_money: 30_000_000,
        state_land: 7_000,
        returned_money: 9_000_000,
        returned_land: 3_000,
        handled_organisations: 1,
        ..none()
    };
    let before =
        Executed { state_money: 10_000_000, returned_money: 9_000_000, ..Executed::default() };
    let first_day = Executed {
        state_land: 7_000,
        prosecuted_cases: 2,
        prosecuted_people: 3,
        prosecuted_officials: 1,
        ..Executed::default()
    };
    let after = Executed { returned_land: 3_000, ..Executed::default() };
    let t18 = Recommended { returned_money: 500_000, ..none() };
    let t18_done = Executed { returned_money: 500_000, ..Executed::default() };
    vec![
        denunciation("T16", "corruption", "2/2")
            .with(accepted("5/2", "6/2"))
            .with([concluded("10/3", Finding::True, t16)])
            .with(acted_on("12/3"))
            .with([
                executed("14/3", before),
                executed("15/3", first_day),
                executed("15/6", after),
                closed("16/6"),
            ]),
        denunciation("T17", "corruption", "2/1")
            .with(accepted("5/1", "6/1"))
            .with([concluded("2/2", Finding::True, t16)])
            .with(acted_on("3/2"))
            .with([closed("14/3")]),
        denunciation("T18", "corruption", "2/3")
            .with(accepted("10/3", "12/3"))
            .with([concluded("15/3", Finding::True, t18)])
            .with(acted_on("16/3"))
            .with([executed("20/5", t18_done)]),
    ]
}
