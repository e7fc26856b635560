//! Worklist, case page, steps, search, conflicts.

use gandan::cases::filing::PartyRole;
use gandan::cases::search::{Filters, Frame};
use gandan::cases::words_store::{search_words, stands_in_more_than};
use gandan::cases::worklist;
use law::procedure::Kind;
use unicode_normalization::UnicodeNormalization;

use crate::support::TestApp;
use crate::support::build::{did, file, file_today, new_case, person, step};
use crate::support::people::OTHER_WARD;

#[tokio::test]
async fn a_complaint_goes_from_receipt_to_legal_effect() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await;
    assert_eq!(case.number, "2026/KN-000001");
    let reception = app.signed_in("tiepdan").await;
    let chair = app.signed_in("chutich").await;
    let page = reception.get(&format!("/cases/{}", case.case_id)).await;
    // Received on Wednesday 25/11/2026: seven working days end on Friday 4/12/2026 (KN-03b).
    assert!(page.body.contains("04/12/2026"), "{}", page.body);
    did(&reception, case.case_id, "check", &[("field", "land.compensation")]).await;
    did(&chair, case.case_id, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    let officer_id = crate::support::people::LOGINS[1].4.to_string();
    did(&chair, case.case_id, "verification", &[("assignee", &officer_id)]).await;
    let officer = app.signed_in("canbo").await;
    let findings = [("differ", "yes"), ("note", "Diện tích đo lại lệch 12 m².")];
    did(&officer, case.case_id, "findings", &findings).await;

    // Demand and findings differ: no decision without a dialogue (DT-01).
    let page = officer.get(&format!("/cases/{}", case.case_id)).await;
    assert!(page.body.contains("Điều 30 Luật Khiếu nại"), "{}", page.body);
    let refused = step(&officer, case.case_id, "draft", &[]).await;
    assert_eq!(refused.status, 422);

    // Notice four days ahead is too short, five are enough (KN-08).
    let invitation = |day: &'static str| {
        [
            ("held_on", day),
            ("starts_at", "8:30"),
            ("place", "Trụ sở UBND phường"),
            ("note", "Đơn giá bồi thường"),
        ]
    };
    let short =
        step(&officer, case.case_id, "dialogue-invitation", &invitation("2026-11-29")).await;
    assert_eq!(short.status, 422);
    assert!(short.body.contains("Trụ sở UBND phường"), "what was typed is kept");
    did(&officer, case.case_id, "dialogue-invitation", &invitation("2026-11-30")).await;
    app.advance_days(5);
    let chair = app.signed_in("chutich").await;
    let minutes =
        [("attendance", "present"), ("agreed", "no"), ("note", "Đại diện hộ nêu ý kiến.")];
    did(&chair, case.case_id, "dialogue-minutes", &minutes).await;
    did(&chair, case.case_id, "draft", &[]).await;
    did(
        &chair,
        case.case_id,
        "decision",
        &[("outcome", "partly-right"), ("paper_number", "45/QĐ-UBND")],
    )
    .await;
    let early = step(&chair, case.case_id, "legal-effect", &[]).await;
    assert_eq!(early.status, 422, "no effect without proof of service");
    did(
        &chair,
        case.case_id,
        "service",
        &[("received_on", "2026-11-30"), ("note", "Ký nhận trực tiếp")],
    )
    .await;
    let early = step(&chair, case.case_id, "legal-effect", &[]).await;
    assert_eq!(early.status, 422, "thirty days have not passed (KN-14)");
    app.advance_days(31);
    let chair = app.signed_in("chutich").await;
    did(&chair, case.case_id, "legal-effect", &[]).await;
    let page = chair.get(&format!("/cases/{}", case.case_id)).await;
    assert!(page.body.contains("Có hiệu lực pháp luật"), "{}", page.body);
    assert!(page.body.contains("45/QĐ-UBND"), "{}", page.body);
}

#[tokio::test]
async fn a_petition_goes_from_receipt_to_closure() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Petition).await;
    assert_eq!(case.number, "2026/PA-000001");
    let chair = app.signed_in("chutich").await;
    did(&chair, case.case_id, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, case.case_id, "takeover", &[]).await;
    let officer_id = crate::support::people::LOGINS[1].4.to_string();
    did(&chair, case.case_id, "assignment", &[("assignee", &officer_id)]).await;
    did(&chair, case.case_id, "consideration", &[]).await;
    did(&chair, case.case_id, "answer", &[("note", "Sẽ khơi cống trước ngày 15/12/2026.")]).await;
    did(&chair, case.case_id, "closure", &[]).await;
    let page = chair.get(&format!("/cases/{}", case.case_id)).await;
    assert!(page.body.contains("cam kết nội bộ"), "the period to answer is no law: {}", page.body);
}

#[tokio::test]
async fn the_second_writer_sees_both_versions() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await;
    let reception = app.signed_in("tiepdan").await;
    let chair = app.signed_in("chutich").await;
    did(&reception, case.case_id, "check", &[("field", "land.compensation")]).await;
    let path = format!("/cases/{}/steps", case.case_id);
    // Both have the page open at version 2; the chairman is faster.
    let refusal = [
        ("version", "2"),
        ("on", "2026-11-25"),
        ("ground", "ground-6"),
        ("note", "Quá thời hiệu."),
    ];
    assert_eq!(chair.post(&format!("{path}/refusal"), &refusal).await.status, 303);
    let guide = [("version", "2"), ("on", "2026-11-25"), ("note", "Hướng dẫn gửi đúng nơi.")];
    let late = reception.post(&format!("{path}/guidance"), &guide).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Quá thời hiệu."), "theirs: {}", late.body);
    assert!(late.body.contains("Hướng dẫn gửi đúng nơi."), "mine: {}", late.body);
    let page = chair.get(&format!("/cases/{}", case.case_id)).await;
    assert!(!page.body.contains("Hướng dẫn gửi đúng nơi."));
}

#[tokio::test]
async fn wrong_input_is_named_beside_its_field_and_kept() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await;
    let chair = app.signed_in("chutich").await;
    did(&chair, case.case_id, "check", &[("field", "land.compensation")]).await;
    let path = format!("/cases/{}/steps/refusal", case.case_id);
    let fields = [("version", "2"), ("on", "31/02/2026"), ("note", "Lý do <b>đậm</b>")];
    let answer = chair.post(&path, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Ngày này không có trong lịch"), "{}", answer.body);
    assert!(answer.body.contains("id=\"ground-error\""), "{}", answer.body);
    assert!(answer.body.contains("31/02/2026"), "{}", answer.body);
    assert!(answer.body.contains("Lý do &#60;b&#62;đậm"), "{}", answer.body);
    assert!(answer.body.contains("<title>Lỗi:"), "{}", answer.body);
    let ahead = [("version", "2"), ("on", "2026-11-26"), ("ground", "ground-6"), ("note", "x")];
    let answer = chair.post(&path, &ahead).await;
    assert_eq!(answer.status, 422, "a fact cannot lie ahead");
}

#[tokio::test]
async fn search_finds_every_writing_inside_the_scope_only() {
    let app = TestApp::spawn().await;
    let today = app.app.clock.today();
    let mut here = new_case(Kind::Complaint, today);
    here.subject = "Khiếu nại đất đai ở khu Thanh Sơn".to_owned();
    let here = file(&app, here).await;
    let mut elsewhere = new_case(Kind::Complaint, today);
    elsewhere.unit_id = OTHER_WARD;
    elsewhere.subject = "Khiếu nại đất đai ở khu Vàng Danh".to_owned();
    let elsewhere = file(&app, elsewhere).await;
    let chair = app.signed_in("chutich").await;
    let other = app.signed_in("chutich2").await;
    let decomposed: String = "khiếu nại đất đai".nfd().collect();
    let number = here.number.as_str();
    for q in [
        "khieu nai dat dai",
        "KHIẾU NẠI ĐẤT ĐAI",
        &decomposed,
        "khiếu nại đất",
        "nguyen van duc",
        number,
    ] {
        let path = format!(
            "/cases?q={}",
            percent_encoding::utf8_percent_encode(q, percent_encoding::NON_ALPHANUMERIC)
        );
        let found = chair.get(&path).await;
        assert_eq!(found.status, 200, "{q}");
        assert!(found.body.contains(&format!("/cases/{}", here.case_id)), "{q}: {}", found.body);
        assert!(!found.body.contains("Vàng Danh"), "{q} leaks: {}", found.body);
        let found = other.get(&path).await;
        assert!(found.body.contains(&format!("/cases/{}", elsewhere.case_id)), "{q}");
        assert!(!found.body.contains("Thanh Sơn"), "{q} leaks");
    }
    for q in ["%22", "%27%20OR%201%3D1", "%28%29%2A%26%7C%21%3A", "zzz"] {
        let found = chair.get(&format!("/cases?q={q}")).await;
        assert_eq!(found.status, 200, "{q}");
    }
}

#[tokio::test]
async fn exact_accents_come_first() {
    let app = TestApp::spawn().await;
    let today = app.app.clock.today();
    for name in ["Lê Văn Đưc", "Lê Văn Đức"] {
        let mut new = new_case(Kind::Complaint, today);
        new.parties = vec![person(name)];
        file(&app, new).await;
    }
    let chair = app.signed_in("chutich").await;
    for (q, first, second) in
        [("Văn Đức", "Lê Văn Đức", "Lê Văn Đưc"), ("Văn Đưc", "Lê Văn Đưc", "Lê Văn Đức")]
    {
        let encoded = percent_encoding::utf8_percent_encode(q, percent_encoding::NON_ALPHANUMERIC);
        let body = chair.get(&format!("/cases?q={encoded}")).await.body;
        let place = |name: &str| body.find(name).unwrap_or_else(|| panic!("{name} in {body}"));
        assert!(place(&format!("{first}</td>")) < place(&format!("{second}</td>")), "{q}");
    }
}

#[tokio::test]
async fn the_list_counts_and_pages_to_the_last_row() {
    let app = TestApp::spawn().await;
    let today = app.app.clock.today();
    let tx = app.app.db.begin_write().await.unwrap();
    for n in 0..103 {
        let mut new = new_case(Kind::Petition, today - chrono::TimeDelta::days(n % 40));
        new.filing_token = n.to_string();
        gandan::cases::filing::file(&app.app, &tx, app.now(), new).await.unwrap();
    }
    tx.commit().await.unwrap();
    let chair = app.signed_in("chutich").await;
    let first = chair.get("/cases").await.body;
    assert!(first.contains("Vụ việc 1–50 trong tổng số 103"), "{first}");
    let last = chair.get("/cases?page=3").await.body;
    assert!(last.contains("Vụ việc 101–103 trong tổng số 103"), "{last}");
    assert_eq!(chair.get("/cases?page=99999999999").await.status, 200);
    let filtered = chair.get("/cases?kind=complaint").await.body;
    assert!(filtered.contains("Không có vụ việc nào khớp"), "{filtered}");
}

#[tokio::test]
async fn another_unit_cannot_tell_a_hidden_case_from_a_missing_one() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await;
    let other = app.signed_in("chutich2").await;
    for tail in ["", "/steps/check", "/files/01940000-0000-7000-8000-00000000dead"] {
        let hidden = other.get(&format!("/cases/{}{tail}", case.case_id)).await;
        let missing =
            other.get(&format!("/cases/01940000-0000-7000-8000-00000000dead{tail}")).await;
        assert_eq!((hidden.status, missing.status), (404, 404), "{tail}");
        let plain = |body: &str| {
            body.replace(&case.case_id.to_string(), "01940000-0000-7000-8000-00000000dead")
        };
        assert_eq!(plain(&hidden.body), missing.body, "{tail}");
    }
    let fields = [("version", "1"), ("on", "2026-11-25"), ("field", "other")];
    let write = other.post(&format!("/cases/{}/steps/check", case.case_id), &fields).await;
    assert_eq!(write.status, 404);
}

#[tokio::test]
async fn a_group_is_accepted_with_all_signatures_and_its_representatives() {
    let app = TestApp::spawn().await;
    let mut new = new_case(Kind::Complaint, app.app.clock.today());
    new.complainants = 12;
    let mut deputy = person("Phạm Thị Đại Diện");
    deputy.role = PartyRole::Representative;
    new.parties.push(deputy);
    let case = file(&app, new).await;
    let chair = app.signed_in("chutich").await;
    did(&chair, case.case_id, "check", &[("field", "land.compensation")]).await;
    let unsigned = step(&chair, case.case_id, "acceptance", &[("representatives", "2")]).await;
    assert_eq!(unsigned.status, 422);
    let too_many = [("representatives", "6"), ("all_signed", "yes")];
    let too_many = step(&chair, case.case_id, "acceptance", &too_many).await;
    assert_eq!(too_many.status, 422);
    assert!(too_many.body.contains("Điều 29 Luật Tiếp công dân"), "{}", too_many.body);
    let lawful = [("representatives", "5"), ("all_signed", "yes")];
    did(&chair, case.case_id, "acceptance", &lawful).await;
}

/// The two ways to the matches of a question, by the index of words and by reading, lead to the same ones in one order.
#[tokio::test]
async fn a_broad_question_finds_what_a_narrow_one_does() {
    let app = TestApp::spawn().await;
    let today = app.app.clock.today();
    for name in ["Lê Văn Đưc", "Lê Văn Đức", "Trần Thị Lý"] {
        let mut new = new_case(Kind::Complaint, today);
        new.parties = vec![person(name)];
        file(&app, new).await;
    }
    let actor = gandan::policy::Actor {
        account_id: uuid::Uuid::nil(),
        session_id: uuid::Uuid::nil(),
        name: String::new(),
        role: gandan::policy::Role::Chairman,
        unit_id: Some(crate::support::people::WARD),
        unit_ids: vec![crate::support::people::WARD],
        denunciations: gandan::policy::Reach::Nothing,
        ceiling: gandan::policy::Role::Chairman.ceiling(),
        lacks_factor: false,
        acts_for: None,
    };
    for (q, count) in
        [("van duc", 2), ("Văn Đức", 2), ("ngoài hành tinh", 0), ("bồi thường", 3), ("\"*:^", 3)]
    {
        let filters = Filters { q: q.to_owned(), ..Filters::default() };
        let db = app.app.db.read();
        let mut frame = Frame { today, soon: today, is_broad: false };
        let tally = worklist::tally(db, &actor, &filters, &frame).await.unwrap();
        let rows = worklist::find(db, &actor, &filters, &frame, &tally).await.unwrap();
        assert_eq!((rows.len(), tally.all), (count, count as u64), "{q}");
        frame.is_broad = true;
        let exported = worklist::tally(db, &actor, &filters, &frame).await.unwrap();
        assert_eq!(exported, tally, "{q}");
        let broad = worklist::find_broad(db, &actor, &filters, &frame).await.unwrap();
        assert_eq!((broad.looked_at, broad.is_all), (count as u64, true), "{q}");
        let ids = |rows: Vec<worklist::ListedCase>| {
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(broad.rows), ids(rows), "{q}");
        for (limit, is_more) in [(count as i64 - 1, true), (count as i64, false)] {
            if search_words(q).is_some() && limit >= 0 {
                let found = stands_in_more_than(db, q, limit).await.unwrap();
                assert_eq!(found, is_more, "{q} in more than {limit}");
            }
        }
    }
}
