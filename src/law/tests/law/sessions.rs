//! Reception sessions and dialogue meetings (9.5), groups and proxies (KN-23 to KN-27), jurisdiction.

use law::deadline::Ending;
use law::dialogue::Attendance;
use law::group::{bounds, needs_certified_proxy};
use law::jurisdiction::{self, Contested, Denounced, Instance, Resolver};
use law::meeting::{Event as M, Meeting, MeetingKind};
use law::reception::{Event as R, NotReceived, Session};
use law::refusal::Refusal;
use law::rule::RuleId;

use crate::rules;
use crate::support::{d, far, find};

fn scheduled(held_on: &str, online: bool) -> R {
    let (denunciation, cleared) = (false, false);
    R::Scheduled { on: d("2026-11-02"), held_on: d(held_on), online, denunciation, cleared }
}

// TD-07, TD-08
#[test]
fn a_reception_day_is_posted_held_and_answered() {
    rules!(rules);
    let session = Session::begin(&scheduled("2026-11-30", false), far()).unwrap();
    let late = session.apply(&R::Posted { on: d("2026-11-23") }, &rules, far());
    assert!(
        matches!(late, Err(Refusal::PostedTooLate { latest, .. }) if latest == d("2026-11-20"))
    );
    let mut session = session.apply(&R::Posted { on: d("2026-11-20") }, &rules, far()).unwrap();
    let early = session.apply(&R::Held { on: d("2026-11-27") }, &rules, far());
    assert_eq!(early.unwrap_err().code(), "dialogue-ahead");
    for event in [
        R::Held { on: d("2026-11-30") },
        R::Concluded { on: d("2026-12-01") },
        R::Answered { on: d("2026-12-10") },
        R::Closed { on: d("2026-12-11") },
    ] {
        session = session.apply(&event, &rules, far()).unwrap();
    }
    assert_eq!(session.stage.code(), "closed");
    assert_eq!(find(&session.deadlines(&rules), RuleId::Td08).due_on, d("2026-12-14"));
}

// TD-01b, TD-02, TD-03, TD-04
#[test]
fn heads_receive_so_many_days_a_month() {
    for (head, month, days) in [
        (Resolver::CommuneChairman, "2026-07-01", Some(2)),
        (Resolver::CommuneChairman, "2026-06-01", None),
        (Resolver::DistrictChairman, "2025-06-01", Some(2)),
        (Resolver::DistrictChairman, "2025-07-01", None),
        (Resolver::ProvinceChairman, "2026-11-01", Some(1)),
        (Resolver::AgencyHead, "2026-11-01", Some(1)),
        (Resolver::AgencyUnitHead, "2014-06-01", None),
        (Resolver::Minister, "2026-11-01", None),
    ] {
        let found = law::reception::days_a_month(head, d(month));
        assert_eq!(found.map(|(days, _)| days), days, "{head:?} {month}");
    }
}

// TD-12, TD-13, BM-10
#[test]
fn an_online_session_is_tested_and_not_for_protected_denouncers() {
    rules!(rules);
    let online = Session::begin(&scheduled("2026-12-10", true), far()).unwrap();
    let posted = online.apply(&R::Posted { on: d("2026-12-01") }, &rules, far()).unwrap();
    let untested = posted.apply(&R::Held { on: d("2026-12-10") }, &rules, far());
    assert_eq!(untested.unwrap_err().code(), "wrong-stage");
    let tested = posted.apply(&R::Tested { on: d("2026-12-09") }, &rules, far()).unwrap();
    assert!(tested.apply(&R::Held { on: d("2026-12-10") }, &rules, far()).is_ok());
    let too_early = R::Scheduled {
        on: d("2026-06-01"),
        held_on: d("2026-06-30"),
        online: true,
        denunciation: false,
        cleared: false,
    };
    assert_eq!(Session::begin(&too_early, far()).unwrap_err().code(), "not-in-force");
    let sealed = R::Scheduled {
        on: d("2026-11-02"),
        held_on: d("2026-12-10"),
        online: true,
        denunciation: true,
        cleared: false,
    };
    assert_eq!(Session::begin(&sealed, far()).unwrap_err().code(), "not-online");
}

// TD-07, TD-12, TD-13
#[test]
fn a_session_may_be_put_off_and_must_be_prepared_again() {
    rules!(rules);
    let online = Session::begin(&scheduled("2026-12-10", true), far()).unwrap();
    let dates = |session: &Session| -> Vec<(&str, String, Ending)> {
        let all = session.deadlines(&rules);
        all.iter().map(|one| (one.rule.id.code(), one.due_on.to_string(), one.ending)).collect()
    };
    let open = [
        ("TD-12", "2026-12-03".to_owned(), Ending::Open),
        ("TD-13a", "2026-12-09".to_owned(), Ending::Open),
    ];
    assert_eq!(dates(&online), open);
    let posted = online.apply(&R::Posted { on: d("2026-12-01") }, &rules, far()).unwrap();
    assert_eq!(dates(&posted)[0].2, Ending::Met(d("2026-12-01")));
    let tested = posted.apply(&R::Tested { on: d("2026-12-09") }, &rules, far()).unwrap();
    assert_eq!(dates(&tested)[1].2, Ending::Met(d("2026-12-09")));
    let late = posted.apply(&R::Tested { on: d("2026-12-10") }, &rules, far());
    assert_eq!(late.unwrap_err().code(), "posted-too-late");
    let off = R::Postponed { on: d("2026-12-09"), held_on: d("2026-12-17") };
    let again = tested.apply(&off, &rules, far()).unwrap();
    assert_eq!((again.stage.code(), again.held_on), ("scheduled", d("2026-12-17")));
    assert_eq!(dates(&again)[0].1, "2026-12-10");
    let back = R::Postponed { on: d("2026-12-09"), held_on: d("2026-12-09") };
    assert_eq!(tested.apply(&back, &rules, far()).unwrap_err().code(), "wrong-stage");
    let held = tested.apply(&R::Held { on: d("2026-12-10") }, &rules, far()).unwrap();
    assert_eq!(dates(&held)[0].2, Ending::Lapsed);
    let ahead = online.apply(&R::Posted { on: d("2027-01-02") }, &rules, d("2027-01-01"));
    assert_eq!(ahead.unwrap_err().code(), "future-date");
    let before = posted.apply(&R::Tested { on: d("2026-11-30") }, &rules, far());
    assert_eq!(before.unwrap_err().code(), "before-prior-fact");
    let not_first = Session::begin(&R::Held { on: d("2026-12-10") }, far());
    assert_eq!(not_first.unwrap_err().code(), "not-a-beginning");
}

// U25: grounds of the decree of 2026 do not reach back
#[test]
fn grounds_of_the_decree_hold_since_it_does() {
    rules!(rules);
    let scheduled = R::Scheduled {
        on: d("2026-06-01"),
        held_on: d("2026-06-29"),
        online: false,
        denunciation: false,
        cleared: false,
    };
    let session = Session::begin(&scheduled, far()).unwrap();
    let posted = session.apply(&R::Posted { on: d("2026-06-19") }, &rules, far()).unwrap();
    for ground in NotReceived::ALL {
        let on = d("2026-06-29");
        let verdict = posted.apply(&R::NotReceived { on, ground: *ground }, &rules, far());
        let code = verdict.err().map(|refusal| refusal.code());
        assert_eq!(code, ground.is_of_decree().then_some("not-in-force"), "{ground:?}");
    }
}

// TD-11
#[test]
fn some_refusals_to_receive_need_a_written_notice() {
    rules!(rules);
    let session = Session::begin(&scheduled("2026-11-30", false), far()).unwrap();
    let posted = session.apply(&R::Posted { on: d("2026-11-20") }, &rules, far()).unwrap();
    for ground in NotReceived::ALL {
        let on = d("2026-11-30");
        let refused = posted.apply(&R::NotReceived { on, ground: *ground }, &rules, far()).unwrap();
        let closed = refused.apply(&R::Closed { on }, &rules, far());
        assert_eq!(closed.is_ok(), !ground.needs_notice(), "{ground:?}");
        if ground.needs_notice() {
            assert_eq!(find(&refused.deadlines(&rules), RuleId::Td11).due_on, d("2026-12-03"));
            let given = refused.apply(&R::NoticeGiven { on }, &rules, far()).unwrap();
            assert!(given.apply(&R::Closed { on }, &rules, far()).is_ok());
        }
    }
}

// KN-08, DT-11
#[test]
fn meetings_of_the_complaints_law_keep_its_notice() {
    let begin = |kind| {
        let event = M::Planned { on: d("2026-11-02"), kind, held_on: d("2026-11-12") };
        Meeting::begin(&event, far()).unwrap()
    };
    let on = d("2026-11-09");
    for kind in MeetingKind::ALL {
        let verdict = begin(*kind).apply(&M::Announced { on }, far());
        let code = verdict.err().map(|refusal| refusal.code());
        assert_eq!(code, kind.is_of_complaints_law().then_some("notice-too-short"), "{kind:?}");
    }
    let announced = begin(MeetingKind::Persuasion).apply(&M::Announced { on }, far()).unwrap();
    let held_on = d("2026-11-12");
    for attendance in Attendance::ALL {
        let held = announced.apply(&M::Held { on: held_on, attendance: *attendance }, far());
        let signed = held.unwrap().apply(&M::MinutesSigned { on: held_on }, far());
        assert_eq!(signed.is_ok(), *attendance != Attendance::AbsentExcused);
    }
}

// DT-11
#[test]
fn a_meeting_is_put_off_followed_and_closed() {
    let plan =
        M::Planned { on: d("2026-11-02"), kind: MeetingKind::Persuasion, held_on: d("2026-11-12") };
    let meeting = Meeting::begin(&plan, far()).unwrap();
    let not_first = Meeting::begin(&M::Closed { on: d("2026-11-02") }, far());
    assert_eq!(not_first.unwrap_err().code(), "not-a-beginning");
    let late = meeting.apply(&M::Announced { on: d("2026-11-12") }, far());
    assert_eq!(late.unwrap_err().code(), "dialogue-not-ahead");
    let announced = meeting.apply(&M::Announced { on: d("2026-11-04") }, far()).unwrap();
    let present = |on: &str| M::Held { on: d(on), attendance: Attendance::Present };
    assert_eq!(
        announced.apply(&present("2026-11-11"), far()).unwrap_err().code(),
        "dialogue-ahead"
    );
    let off = M::Postponed { on: d("2026-11-11"), held_on: d("2026-11-19") };
    let moved = announced.apply(&off, far()).unwrap();
    assert_eq!((moved.stage.code(), moved.held_on), ("planned", d("2026-11-19")));
    let mut stages = Vec::new();
    let mut meeting = moved;
    for event in [
        M::Announced { on: d("2026-11-12") },
        present("2026-11-19"),
        M::MinutesSigned { on: d("2026-11-19") },
        M::FollowUpStarted { on: d("2026-11-20") },
        M::Closed { on: d("2026-12-20") },
    ] {
        meeting = meeting.apply(&event, far()).unwrap();
        stages.push(meeting.stage.code());
    }
    assert_eq!(stages, ["announced", "held", "minutes-signed", "following", "closed"]);
    let over = meeting.apply(&M::FollowUpStarted { on: d("2026-12-21") }, far());
    assert_eq!(over.unwrap_err().code(), "wrong-stage");
}

// 2.5
#[test]
fn the_resolver_of_a_denunciation_by_date() {
    let table = [
        (Denounced::CommuneStaff, "2025-06-30", Some(Resolver::CommuneChairman), false),
        (Denounced::CommuneChairman, "2025-06-30", Some(Resolver::DistrictChairman), false),
        (Denounced::DistrictOfficial, "2025-06-30", Some(Resolver::DistrictChairman), false),
        (Denounced::CommuneChairman, "2025-07-01", Some(Resolver::ProvinceChairman), true),
        (Denounced::CommuneStaff, "2026-07-01", Some(Resolver::CommuneChairman), false),
        (Denounced::CommuneChairman, "2026-07-01", Some(Resolver::ProvinceChairman), false),
        (Denounced::AgencyHead, "2026-07-01", Some(Resolver::ProvinceChairman), false),
        (Denounced::AgencyUnitStaff, "2026-07-01", Some(Resolver::AgencyHead), false),
        (Denounced::DistrictOfficial, "2026-07-01", None, true),
        (Denounced::FormerBody, "2026-07-01", None, true),
        (Denounced::PartyMember, "2026-07-01", None, false),
    ];
    for (denounced, on, resolver, needs_confirmation) in table {
        let proposal = jurisdiction::denunciation(denounced, d(on));
        assert_eq!(
            (proposal.resolver, proposal.needs_confirmation),
            (resolver, needs_confirmation),
            "{denounced:?} {on}"
        );
    }
}

// KN-23, KN-26, KN-27
#[test]
fn groups_and_proxies() {
    assert_eq!([4, 5, 10, 11].map(bounds), [None, Some((1, 2)), Some((1, 2)), Some((1, 5))]);
    let table =
        [("2026-06-30", false), ("2026-07-01", true), ("2026-12-31", true), ("2027-01-01", false)];
    for (on, expected) in table {
        assert_eq!(needs_certified_proxy(d(on)), expected, "{on}");
    }
}

// 1.8
#[test]
fn the_resolver_of_a_complaint_by_date() {
    use Contested::{Agency, AgencyUnit, Commune, District, Ministry, Province};
    use Instance::{First, Second};
    let table = [
        (Commune, First, "2025-06-30", Some(Resolver::CommuneChairman), false),
        (Commune, Second, "2025-06-30", Some(Resolver::DistrictChairman), false),
        (District, First, "2025-06-30", Some(Resolver::DistrictChairman), false),
        (District, Second, "2025-06-30", Some(Resolver::ProvinceChairman), false),
        (Commune, Second, "2025-07-01", Some(Resolver::ProvinceChairman), true),
        (Commune, First, "2026-06-30", Some(Resolver::CommuneChairman), true),
        (Commune, First, "2026-07-01", Some(Resolver::CommuneChairman), false),
        (Commune, Second, "2026-07-01", Some(Resolver::ProvinceChairman), false),
        (District, First, "2026-07-01", None, true),
        (AgencyUnit, First, "2026-07-01", Some(Resolver::AgencyUnitHead), false),
        (AgencyUnit, Second, "2026-07-01", Some(Resolver::AgencyHead), false),
        (Agency, First, "2026-07-01", Some(Resolver::AgencyHead), false),
        (Agency, Second, "2026-07-01", Some(Resolver::ProvinceChairman), false),
        (Province, First, "2026-07-01", Some(Resolver::ProvinceChairman), false),
        (Province, Second, "2026-07-01", Some(Resolver::Minister), false),
        (Ministry, First, "2026-07-01", Some(Resolver::Minister), false),
        (Ministry, Second, "2026-07-01", None, false),
    ];
    for (contested, instance, on, resolver, needs_confirmation) in table {
        let proposal = jurisdiction::complaint(contested, instance, d(on));
        assert_eq!(
            (proposal.resolver, proposal.needs_confirmation),
            (resolver, needs_confirmation),
            "{contested:?} {instance:?} {on}"
        );
    }
}

// 9.5: called off or entered by mistake until it is signed.
#[test]
fn a_meeting_is_called_off_or_never_was_until_it_is_signed() {
    let plan =
        M::Planned { on: d("2026-11-02"), kind: MeetingKind::Persuasion, held_on: d("2026-11-12") };
    let planned = Meeting::begin(&plan, far()).unwrap();
    let announced = planned.apply(&M::Announced { on: d("2026-11-04") }, far()).unwrap();
    let held =
        |attendance| announced.apply(&M::Held { on: d("2026-11-12"), attendance }, far()).unwrap();
    let present = held(Attendance::Present);
    let signed = present.apply(&M::MinutesSigned { on: d("2026-11-12") }, far()).unwrap();
    let on = d("2026-11-13");
    for (meeting, can_cancel, can_correct) in [
        (planned, true, true),
        (announced, true, true),
        (present, false, true),
        (held(Attendance::AbsentExcused), true, true),
        (held(Attendance::AbsentUnexcused), false, true),
        (signed, false, false),
    ] {
        let stage = |event| meeting.apply(&event, far()).map(|next| next.stage.code());
        let cancelled = stage(M::Cancelled { on });
        assert_eq!(cancelled.is_ok(), can_cancel, "{:?}", meeting.stage);
        let corrected = stage(M::EnteredInError { on });
        assert_eq!(corrected.is_ok(), can_correct, "{:?}", meeting.stage);
    }
    let gone = planned.apply(&M::Cancelled { on }, far()).unwrap();
    assert!(!gone.stage.takes_place() && planned.stage.takes_place());
    assert_eq!(gone.apply(&M::Announced { on }, far()).unwrap_err().code(), "wrong-stage");
}

// KN-08, DT-08: counted back for each kind the law sets a notice for.
#[test]
fn the_last_day_to_announce_is_known_where_the_law_counts() {
    for (kind, held_on, latest) in [
        (MeetingKind::FirstComplaint, "2026-12-07", Some("2026-12-02")),
        (MeetingKind::SecondComplaint, "2026-12-07", Some("2026-12-02")),
        (MeetingKind::Discipline, "2026-07-06", Some("2026-07-01")),
        (MeetingKind::FirstComplaint, "2026-06-30", None),
        (MeetingKind::Persuasion, "2026-12-07", None),
        (MeetingKind::GrassrootsConference, "2026-12-07", None),
    ] {
        assert_eq!(kind.announce_by(d(held_on)), latest.map(d), "{kind:?} {held_on}");
    }
}
