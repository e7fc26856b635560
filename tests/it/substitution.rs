//! Who stands in for a head, on which days, and what that gives; and how secret a case is.

use law::procedure::Kind;

use crate::support::TestApp;
use crate::support::build::{did, file_today};
use crate::support::client::{Answer, Client};
use crate::support::people::LOGINS;

fn id_of(login: &str) -> String {
    LOGINS.iter().find(|one| one.0 == login).unwrap().4.to_string()
}

async fn name(by: &Client, absent: &str, substitute: &str, days: (&str, &str)) -> Answer {
    let (absent, substitute) = (id_of(absent), id_of(substitute));
    let fields = [
        ("absent", absent.as_str()),
        ("substitute", &substitute),
        ("from_on", days.0),
        ("to_on", days.1),
        ("substitution_reason", "Đi công tác theo kế hoạch"),
    ];
    by.post("/substitutions", &fields).await
}

#[tokio::test]
async fn a_substitute_decides_while_the_head_is_away() {
    let app = TestApp::spawn().await;
    let (chair, deputy) = (app.signed_in("chutich").await, app.signed_in("canbo2").await);
    let case = file_today(&app, Kind::Complaint).await.case_id;
    did(&deputy, case, "check", &[("field", "land.compensation")]).await;
    let path = format!("/cases/{case}/steps/acceptance");
    assert_eq!(deputy.get(&path).await.status, 403);
    let named = name(&chair, "chutich", "canbo2", ("2026-11-26", "2026-11-27")).await;
    assert_eq!(named.status, 303, "{}", named.body);
    assert_eq!(deputy.get(&path).await.status, 403, "not before its first day");
    app.advance_days(1);
    let deputy = app.signed_in("canbo2").await;
    assert!(deputy.get("/cases").await.body.contains("thay Phạm Văn Quyết"));
    did(&deputy, case, "acceptance", &[("proxy", "")]).await;
    let page = deputy.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Đỗ Thị Ngân thụ lý"), "under their own name: {}", page.body);
    // Who stands in names no further substitute.
    let chained = name(&deputy, "chutich", "canbo", ("2026-11-27", "2026-11-27")).await;
    assert_eq!(chained.status, 422);
    app.advance_days(2);
    let deputy = app.signed_in("canbo2").await;
    let after = step_status(&deputy, case).await;
    assert_eq!(after, 403, "not after its last day");
}

async fn step_status(client: &Client, case: uuid::Uuid) -> u16 {
    client.get(&format!("/cases/{case}/steps/decision")).await.status
}

#[tokio::test]
async fn what_is_no_substitution_is_refused_beside_its_field() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    for (absent, substitute, days, field) in [
        ("chutich2", "tiepdan2", ("2026-11-26", "2026-11-27"), "absent"),
        ("chutich", "chutich2", ("2026-11-26", "2026-11-27"), "substitute"),
        ("chutich", "chutich", ("2026-11-26", "2026-11-27"), "substitute"),
        ("chutich", "thanhtra", ("2026-11-26", "2026-11-27"), "substitute"),
        ("chutich", "canbo2", ("2026-11-24", "2026-11-27"), "from_on"),
        ("chutich", "canbo2", ("2026-11-27", "2026-11-26"), "to_on"),
        ("chutich", "canbo2", ("2026-11-26", "2027-03-26"), "to_on"),
        ("chutich", "canbo2", ("hôm nay", "2026-11-26"), "from_on"),
    ] {
        let answer = name(&chair, absent, substitute, days).await;
        assert_eq!(answer.status, 422, "{absent} {substitute} {days:?}");
        assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field}: {}", answer.body);
    }
    assert_eq!(name(&chair, "chutich", "canbo2", ("2026-11-26", "2026-11-30")).await.status, 303);
    let twice = name(&chair, "chutich", "tiepdan", ("2026-11-30", "2026-12-01")).await;
    assert!(twice.status == 422 && twice.body.contains("đã có người thay thế"), "{}", twice.body);
    // Ended, the days are free again, and what it gave is gone at once.
    app.advance_days(1);
    let (chair, deputy) = (app.signed_in("chutich").await, app.signed_in("canbo2").await);
    assert!(deputy.get("/cases").await.body.contains("thay Phạm Văn Quyết"));
    let page = chair.get("/substitutions").await.body;
    let ending = page.split("action=\"").find(|part| part.starts_with("/substitutions/")).unwrap();
    let ending = ending.split('"').next().unwrap().to_owned();
    let other = app.signed_in("chutich2").await;
    assert_eq!(other.post(&ending, &[]).await.status, 404);
    assert_eq!(chair.post(&ending, &[]).await.status, 303);
    assert_eq!(chair.post(&ending, &[]).await.status, 404, "it is over");
    assert!(!deputy.get("/cases").await.body.contains("thay Phạm Văn Quyết"));
    let admin = app.signed_in("quantri").await;
    assert_eq!(name(&admin, "chutich", "tiepdan", ("2026-11-30", "2026-12-01")).await.status, 303);
}

#[tokio::test]
async fn a_restricted_case_is_there_for_who_decides_and_who_works_on_it() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let filed = file_today(&app, Kind::Complaint).await;
    let case = filed.case_id;
    let path = format!("/cases/{case}/confidentiality");
    let leader = app.signed_in("lanhdao").await;
    let figures = leader.get("/reports.csv").await.body;
    for wrong in [
        [("level", "restricted"), ("level_reason", "")],
        [("level", "sealed"), ("level_reason", "Thử")],
        [("level", ""), ("level_reason", "Thử")],
    ] {
        let answer = chair.post(&path, &wrong).await;
        assert_eq!(answer.status, 422, "{wrong:?}");
    }
    let restrict = [("level", "restricted"), ("level_reason", "Có thông tin của trẻ em")];
    let reception = app.signed_in("tiepdan").await;
    assert_eq!(reception.post(&path, &restrict).await.status, 403);
    assert_eq!(chair.post(&path, &restrict).await.status, 303);
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Có thông tin của trẻ em"), "{}", page.body);
    for (login, sees) in [
        ("chutich", true),
        ("thanhtra", true),
        ("tiepdan", false),
        ("canbo2", false),
        ("lanhdao", false),
        ("mattran", false),
        ("quantri", false),
    ] {
        let client = app.signed_in(login).await;
        let status = client.get(&format!("/cases/{case}")).await.status;
        assert_eq!(status == 200, sees, "{login}: {status}");
        for list in ["/cases", &format!("/cases?q={}", filed.number.replace('/', "%2F"))] {
            let found = client.get(list).await.body.contains(&format!("/cases/{case}"));
            assert_eq!(found, sees, "{login} {list}");
        }
    }
    // Hidden from them, and still one of the unit's cases.
    assert_eq!(leader.get("/reports.csv").await.body, figures);
    // Whoever gets it to work on sees it.
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[]).await;
    let officer = id_of("canbo2");
    did(&chair, case, "verification", &[("assignee", officer.as_str())]).await;
    let verifier = app.signed_in("canbo2").await;
    assert_eq!(verifier.get(&format!("/cases/{case}")).await.status, 200);
    // Reading it leaves a trace.
    let log = app.signed_in("quantri").await.get("/audit?deed=sealed-read").await;
    assert!(log.body.contains("Đỗ Thị Ngân"), "{}", log.body);
    let public = [("level", "public"), ("level_reason", "Đã công khai quyết định")];
    assert_eq!(chair.post(&path, &public).await.status, 303);
    let front = app.signed_in("mattran").await;
    assert_eq!(front.get(&format!("/cases/{case}")).await.status, 200);
    assert_eq!(front.get(&format!("/cases/{case}/steps/withdrawal")).await.status, 403);
}
