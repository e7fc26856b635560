//! The rules of policy on values; the whole route matrix is tested with the running application.

use law::procedure::Step;
use uuid::Uuid;

use super::access::Access;
use super::{
    Action, Actor, CaseFacts, Confidentiality, Denied, Reach, Role, StandIn, may_carry_envelopes,
    may_keep_keys, permit, step_roles,
};

const WARD: Uuid = Uuid::from_u128(0x1000);
const ELSEWHERE: Uuid = Uuid::from_u128(0x2000);

fn actor(role: Role) -> Actor {
    Actor {
        account_id: Uuid::from_u128(0x50),
        session_id: Uuid::from_u128(0x90),
        name: "Người thử nghiệm".to_owned(),
        role,
        unit_id: Some(WARD),
        unit_ids: vec![WARD],
        denunciations: Reach::Nothing,
        ceiling: role.ceiling(),
        lacks_factor: false,
        acts_for: None,
    }
}

fn facts(unit_id: Uuid) -> CaseFacts {
    CaseFacts {
        case_id: Uuid::from_u128(0x7000),
        unit_id,
        assignee_id: None,
        citizen_id: None,
        registered_by: None,
        confidentiality: Confidentiality::Ordinary,
    }
}

#[test]
fn nobody_reads_outside_their_scope() {
    for role in Role::ALL {
        let denied = permit(&actor(role), Action::Read, &facts(ELSEWHERE));
        assert_eq!(denied.err(), Some(Denied::OutOfScope), "{role:?}");
    }
}

#[test]
fn a_denunciation_is_there_only_for_who_handles_them() {
    let case = CaseFacts { confidentiality: Confidentiality::Sealed, ..facts(WARD) };
    for role in Role::ALL {
        let denied = permit(&actor(role), Action::Read, &case);
        assert_eq!(denied.err(), Some(Denied::OutOfScope), "{role:?}");
    }
    let handler = Actor { denunciations: Reach::Units, ..actor(Role::Officer) };
    assert!(permit(&handler, Action::Read, &case).is_ok());
    let elsewhere = CaseFacts { unit_id: ELSEWHERE, ..case.clone() };
    assert!(permit(&handler, Action::Read, &elsewhere).is_err());
    let admin = Actor { denunciations: Reach::Units, ..actor(Role::Admin) };
    assert!(permit(&admin, Action::Read, &case).is_err());
    assert!(permit(&handler.without_denunciations(), Action::Read, &case).is_err());
}

#[test]
fn who_verifies_sees_what_is_assigned_and_no_other() {
    let officer = Actor { denunciations: Reach::Assigned, ..actor(Role::Officer) };
    let mut case = CaseFacts { confidentiality: Confidentiality::Sealed, ..facts(WARD) };
    assert!(permit(&officer, Action::Read, &case).is_err());
    case.assignee_id = Some(officer.account_id);
    assert!(permit(&officer, Action::Do(Step::ReportFindings), &case).is_ok());
    assert!(permit(&officer, Action::Message, &case).is_ok());
    assert!(permit(&officer.without_denunciations(), Action::Read, &case).is_err());
}

#[test]
fn keys_are_the_heads_and_envelopes_are_carried_by_who_handles() {
    for role in Role::ALL {
        let handler = Actor { denunciations: Reach::Units, ..actor(role) };
        assert_eq!(may_keep_keys(&handler), role == Role::Chairman, "{role:?}");
        let carries = matches!(role, Role::Chairman | Role::Reception);
        assert_eq!(may_carry_envelopes(&handler), carries, "{role:?}");
        for reach in [Reach::Nothing, Reach::Assigned] {
            let other = Actor { denunciations: reach, ..actor(role) };
            assert!(!may_keep_keys(&other) && !may_carry_envelopes(&other), "{role:?} {reach:?}");
        }
    }
}

#[test]
fn nobody_reads_above_their_ceiling_but_their_own_work() {
    use Confidentiality::{Ordinary, Public, Restricted};
    for (role, ceiling) in [
        (Role::Front, Public),
        (Role::Reception, Ordinary),
        (Role::Officer, Ordinary),
        (Role::Leader, Ordinary),
        (Role::Inspector, Restricted),
        (Role::Chairman, Restricted),
    ] {
        let person = actor(role);
        for confidentiality in Confidentiality::CHOICES {
            let case = CaseFacts { confidentiality, ..facts(WARD) };
            let reads = permit(&person, Action::Read, &case).is_ok();
            assert_eq!(reads, confidentiality <= ceiling, "{role:?} {confidentiality:?}");
            let own = CaseFacts { registered_by: Some(person.account_id), ..case };
            assert!(permit(&person, Action::Read, &own).is_ok(), "{role:?} {confidentiality:?}");
            let figures = permit(&person.for_figures(), Action::Read, &own);
            assert!(figures.is_ok(), "every case counts");
        }
    }
    let chairman = Actor { denunciations: Reach::Units, ..actor(Role::Chairman) };
    assert!(permit(&chairman, Action::Classify, &facts(WARD)).is_ok());
    let sealed = CaseFacts { confidentiality: Confidentiality::Sealed, ..facts(WARD) };
    assert_eq!(permit(&chairman, Action::Classify, &sealed).err(), Some(Denied::Role));
    assert!(permit(&actor(Role::Reception), Action::Classify, &facts(WARD)).is_err());
}

#[test]
fn who_stands_in_has_the_rights_on_those_days_alone() {
    let day = |text: &str| text.parse().unwrap();
    let stand_in = StandIn {
        days: (day("2026-12-01"), day("2026-12-03")),
        name: "Người đi vắng".to_owned(),
        unit_id: Some(ELSEWHERE),
        unit_ids: vec![ELSEWHERE],
        with_denunciations: false,
    };
    let step = Action::Do(Step::Accept);
    let sealed = CaseFacts { confidentiality: Confidentiality::Sealed, ..facts(ELSEWHERE) };
    for (today, stands) in
        [("2026-11-30", false), ("2026-12-01", true), ("2026-12-03", true), ("2026-12-04", false)]
    {
        let deputy = actor(Role::Leader).standing_in(&stand_in, day(today));
        assert_eq!(permit(&deputy, step, &facts(ELSEWHERE)).is_ok(), stands, "{today}");
        assert!(permit(&deputy, Action::Read, &facts(WARD)).is_ok(), "their own unit stays");
        assert!(permit(&deputy, Action::Read, &sealed).is_err(), "{today}");
        assert_eq!(deputy.account_id, actor(Role::Leader).account_id);
        assert_eq!(deputy.acts_for.is_some(), stands);
        let with = StandIn { with_denunciations: true, ..stand_in.clone() };
        let deputy = actor(Role::Leader).standing_in(&with, day(today));
        assert_eq!(permit(&deputy, Action::Read, &sealed).is_ok(), stands, "{today}");
    }
}

#[test]
fn a_right_to_denunciations_does_not_grow_with_an_office_one_stands_in_for() {
    let handler = Actor { denunciations: Reach::Units, ..actor(Role::Officer) };
    let day: chrono::NaiveDate = "2026-12-01".parse().unwrap();
    let stand_in = |unit_ids: Vec<Uuid>| StandIn {
        days: (day, day),
        name: "Người đi vắng".to_owned(),
        unit_id: unit_ids.first().copied(),
        unit_ids,
        with_denunciations: false,
    };
    let sealed = |unit| CaseFacts { confidentiality: Confidentiality::Sealed, ..facts(unit) };
    let above = handler.clone().standing_in(&stand_in(vec![ELSEWHERE, WARD]), day);
    assert!(permit(&above, Action::Read, &sealed(ELSEWHERE)).is_err());
    assert!(!above.handles_denunciations());
    let here = handler.standing_in(&stand_in(vec![WARD]), day);
    assert!(permit(&here, Action::Read, &sealed(WARD)).is_ok());
}

#[test]
fn a_citizen_reads_only_their_own_case() {
    let mut own = facts(ELSEWHERE);
    own.citizen_id = Some(actor(Role::Citizen).account_id);
    assert!(permit(&actor(Role::Citizen), Action::Read, &own).is_ok());
    own.citizen_id = Some(Uuid::from_u128(0x51));
    assert!(permit(&actor(Role::Citizen), Action::Read, &own).is_err());
}

#[test]
fn an_officer_works_on_what_is_assigned_to_them() {
    let officer = actor(Role::Officer);
    let step = Action::Do(Step::ReportFindings);
    let mut case = facts(ELSEWHERE);
    case.assignee_id = Some(officer.account_id);
    assert!(permit(&officer, step, &case).is_ok());
    case.unit_id = WARD;
    case.assignee_id = Some(Uuid::from_u128(0x51));
    assert_eq!(permit(&officer, step, &case).err(), Some(Denied::NotAssigned));
    assert!(permit(&officer, Action::Read, &case).is_ok());
}

#[test]
fn leaders_administrators_and_citizens_do_no_step() {
    for step in Step::ALL {
        for role in [Role::Leader, Role::Admin, Role::Citizen] {
            assert!(!step_roles(*step).contains(&role), "{step:?} {role:?}");
        }
        assert!(step_roles(*step).contains(&Role::Chairman), "{step:?} needs somebody who decides");
    }
}

#[test]
fn a_permit_names_the_case_it_was_given_for() {
    let permit = permit(&actor(Role::Chairman), Action::Do(Step::Accept), &facts(WARD)).unwrap();
    assert_eq!(permit.case_id(), Uuid::from_u128(0x7000));
    assert_eq!(permit.actor().role, Role::Chairman);
}

#[test]
fn strangers_pass_public_routes_only() {
    for access in Access::ALL {
        assert_eq!(access.admits(None), access == Access::Public, "{access:?}");
    }
}
