//! The complaints of the quarter.

use law::complaint::{
    DecisionOutcome as Outcome, Event as C, FirstResult, RefusalGround, TerminationGround,
};
use law::complexity::Criteria;
use law::dialogue::{Attendance, Chairing};
use law::group::Proxy;
use law::procedure::Kind;
use law::publication::Publication;
use law::results::{Executed, Recommended};

use super::letters::{Script, d, script};
use crate::support::people::{DEPARTMENT, OTHER_WARD};

fn complaint(name: &'static str, field: &'static str, received: &'static str) -> Script {
    script(Kind::Complaint, name, field, received)
}

/// A second complaint against a decision that was received on a day.
fn second(name: &'static str, field: &'static str, received: &'static str, first: &str) -> Script {
    let first = Some(FirstResult::Decided { received_on: d(first) });
    Script { first, ..complaint(name, field, received) }
}

fn check(on: &str) -> C {
    C::CheckStarted { on: d(on), against: None }
}

fn accepted(on: &str) -> C {
    C::Accepted {
        on: d(on),
        complex: false,
        criteria: Criteria::default(),
        remote: false,
        all_signed: true,
        representatives: 0,
        proxy: Proxy::None,
        confirmed: true,
        excused: false,
    }
}

/// Verified and decided without a dialogue.
fn decided(on: &str, outcome: Outcome, recommended: Recommended) -> [C; 4] {
    let on = d(on);
    [
        C::VerificationAssigned { on },
        C::FindingsReported { on, differ_from_demand: false },
        C::DraftingStarted { on },
        C::DecisionIssued { on, outcome, recommended },
    ]
}

/// Verified and announced on one day, talked about on another, decided.
fn decided_after_dialogue(days: [&str; 3], outcome: Outcome, recommended: Recommended) -> [C; 6] {
    let [invited, held_on, on] = days.map(d);
    [
        C::VerificationAssigned { on: invited },
        C::FindingsReported { on: invited, differ_from_demand: true },
        C::DialogueInvited { on: invited, held_on, chairing: Chairing::default() },
        C::DialogueHeld {
            on: held_on,
            attendance: Attendance::Present,
            agreed: false,
            reported: true,
        },
        C::DraftingStarted { on },
        C::DecisionIssued { on, outcome, recommended },
    ]
}

/// Served and published on one day, in effect from another.
fn in_effect(served: &str, effect: &str) -> [C; 3] {
    let on = d(served);
    [
        C::Served { on, received_on: on },
        C::Published { on, way: Publication::Posting },
        C::LegalEffectConfirmed { on: d(effect) },
    ]
}

fn executing(on: &str) -> C {
    C::ExecutionStarted { on: d(on) }
}

fn executed(on: &str, executed: Executed) -> C {
    C::ExecutionRecorded { on: d(on), executed }
}

fn closed(on: &str) -> C {
    C::Closed { on: d(on) }
}

fn none() -> Recommended {
    Recommended::default()
}

pub fn all() -> Vec<Script> {
    let mut all = simple();
    all.extend(decided_in_the_quarter());
    all.extend(decided_before());
    all.extend(second_ones());
    all
}

fn simple() -> Vec<Script> {
    let refused = |on: &str| C::Refused { on: d(on), ground: RefusalGround::OutOfTime };
    let withdrawn = |on: &str| C::Withdrawn { on: d(on), complainants_left: 0, in_part: false };
    let ended = |on: &str| C::Terminated { on: d(on), ground: TerminationGround::Withdrawn };
    let unsigned = |script| Script { is_online: true, ..script };
    let signed = |on: &str| C::Signed { on: d(on) };
    vec![
        complaint("K4", "policy.merit", "14/6").with([check("14/6"), accepted("20/6")]),
        complaint("K5", "admin.order_urban", "20/4").with([check("20/4"), refused("25/4")]),
        complaint("K6", "other", "2/5").with([
            check("2/5"),
            accepted("5/5"),
            withdrawn("18/5"),
            ended("20/5"),
        ]),
        complaint("K10", "land.planning", "10/3").with([check("15/3"), accepted("20/3")]),
        complaint("K11", "land.planning", "14/3").with([check("15/6")]),
        complaint("K13", "land.planning", "15/6").with([check("15/6"), accepted("16/6")]),
        complaint("K14", "land.dispute", "5/5").with([check("5/5"), C::Guided { on: d("8/5") }]),
        complaint("K15", "land.dispute", "6/5").with([check("6/5"), C::FiledAway { on: d("9/5") }]),
        unsigned(complaint("K16", "admin.duty", "1/3")).with([signed("20/3"), check("21/3")]),
        unsigned(complaint("K17", "admin.duty", "1/4")).with([signed("16/6"), check("16/6")]),
        // Goes on as P9.
        complaint("K18", "admin.order_urban", "7/4")
            .with([check("8/4"), C::Reclassified { on: d("10/4"), to: Kind::Petition }]),
        complaint("K19", "land.certificate", "1/6")
            .with([check("5/6"), C::Guided { on: d("16/6") }]),
        // Were taken for petitions first.
        complaint("K27", "land.dispute", "20/5").following("P16").with([check("26/5")]),
        complaint("K28", "land.dispute", "10/6").following("P17").with([check("17/6")]),
    ]
}

fn decided_in_the_quarter() -> Vec<Script> {
    let k1 = Recommended {
        state_money: 12_500_000,
        returned_land: 12_025,
        returned_people: 2,
        handled_people: 3,
        handled_officials: 2,
        ..none()
    };
    let k1_done = Executed {
        state_money: 10_000_000,
        returned_land: 12_025,
        handled_people: 3,
        handled_officials: 2,
        ..Executed::default()
    };
    let k3 = Recommended {
        returned_money: 40_000_000,
        state_land: 5_000,
        returned_organisations: 1,
        transferred_cases: 1,
        transferred_people: 2,
        transferred_officials: 1,
        ..none()
    };
    let k12 = Recommended { returned_money: 5_000_000, ..none() };
    let k12_done = Executed { returned_money: 2_000_000, ..Executed::default() };
    let k25 = Recommended { returned_money: 3_000_000, state_land: 2_500, ..none() };
    let start = |script: Script, days: [&str; 2]| script.with([check(days[0]), accepted(days[1])]);
    vec![
        start(complaint("K1", "land.dispute", "15/3"), ["16/3", "20/3"])
            .with(decided("10/4", Outcome::Right, k1))
            .with(in_effect("10/4", "13/5"))
            .with([executing("14/5"), executed("20/5", k1_done), closed("10/6")]),
        start(complaint("K2", "land.compensation", "1/4"), ["2/4", "6/4"]).with(decided(
            "14/6",
            Outcome::Wrong,
            none(),
        )),
        start(complaint("K3", "policy.social", "10/4"), ["10/4", "13/4"]).with(decided(
            "20/5",
            Outcome::PartlyRight,
            k3,
        )),
        start(complaint("K12", "land.dispute", "1/3"), ["10/3", "13/3"])
            .with(decided("16/4", Outcome::Right, k12))
            .with(in_effect("16/4", "20/5"))
            .with([executing("21/5"), executed("1/6", k12_done)]),
        start(complaint("K25", "land.dispute", "20/1"), ["21/1", "1/2"])
            .with(decided("20/3", Outcome::PartlyRight, k25))
            .with([
                C::Served { on: d("20/3"), received_on: d("20/3") },
                C::LawsuitFiled { on: d("10/4") },
            ]),
        start(complaint("D2", "policy.social", "5/5").at(DEPARTMENT), ["6/5", "8/5"])
            .with(decided("15/6", Outcome::Wrong, none())),
        start(complaint("N1", "land.dispute", "5/5").at(OTHER_WARD), ["6/5", "8/5"]).with(decided(
            "10/6",
            Outcome::Right,
            k1,
        )),
    ]
}

fn decided_before() -> Vec<Script> {
    let k22 = Recommended {
        state_money: 20_000_000,
        returned_money: 10_000_000,
        state_land: 8_000,
        returned_land: 6_000,
        handled_people: 2,
        handled_officials: 1,
        ..none()
    };
    let before = Executed { state_money: 5_000_000, returned_land: 6_000, ..Executed::default() };
    let within = Executed {
        state_money: 4_000_000,
        returned_money: 10_000_000,
        state_land: 3_000,
        prosecuted_cases: 1,
        prosecuted_people: 2,
        prosecuted_officials: 1,
        ..Executed::default()
    };
    let last_day = Executed { state_land: 2_000, ..Executed::default() };
    let k26 = Recommended { state_land: 4_000, returned_money: 6_000_000, ..none() };
    let k26_done = Executed { returned_money: 6_000_000, ..Executed::default() };
    let start = |name, received, days: [&str; 2]| {
        complaint(name, "land.compensation", received).with([check(days[0]), accepted(days[1])])
    };
    let served = |on: &str, received_on: &str| C::Served { on: d(on), received_on: d(received_on) };
    let contested = |on: &str| C::SecondComplaintLodged { on: d(on) };
    vec![
        start("K22", "5/1", ["6/1", "7/1"])
            .with(decided("30/1", Outcome::Right, k22))
            .with(in_effect("30/1", "10/3"))
            .with([
                executing("11/3"),
                executed("14/3", before),
                executed("20/4", within),
                executed("14/6", last_day),
                closed("14/6"),
            ]),
        start("K23", "2/1", ["5/1", "6/1"])
            .with(decided("20/1", Outcome::Wrong, none()))
            .with(in_effect("20/1", "2/3"))
            .with([closed("14/3")]),
        // K7 is the second complaint.
        start("K24", "5/1", ["6/1", "7/1"])
            .with(decided("20/2", Outcome::Wrong, k26))
            .with([served("21/2", "1/3"), contested("14/3")]),
        start("K20", "12/1", ["13/1", "14/1"])
            .with(decided("14/3", Outcome::Wrong, k26))
            .with([served("14/3", "14/3"), contested("14/3")]),
        start("K26", "10/1", ["12/1", "13/1"])
            .with(decided("25/2", Outcome::PartlyRight, k26))
            .with(in_effect("25/2", "30/3"))
            .with([executing("1/4"), executed("15/6", k26_done), closed("15/6")]),
    ]
}

fn second_ones() -> Vec<Script> {
    let k8 = Recommended {
        state_money: 7_000_000,
        returned_land: 1_000,
        returned_people: 1,
        handled_people: 1,
        ..none()
    };
    let start = |script: Script, days: [&str; 2]| script.with([check(days[0]), accepted(days[1])]);
    vec![
        start(second("K7", "land.recovery", "14/3", "1/3").following("K24"), ["16/3", "18/3"])
            .with(decided_after_dialogue(["2/4", "20/4", "30/5"], Outcome::Wrong, none())),
        start(second("K8", "housing", "3/4", "20/3"), ["4/4", "7/4"]).with(decided_after_dialogue(
            ["12/4", "27/4", "14/6"],
            Outcome::Right,
            k8,
        )),
        start(second("K9", "policy.pension", "5/4", "25/3"), ["6/4", "8/4"])
            .with(decided_after_dialogue(["13/4", "28/4", "2/6"], Outcome::PartlyRight, none())),
    ]
}
