//! Cases that follow from another: the second complaint, and the letter that is of another kind.

use entity::{audit_event, case, unit};
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file, file_today, hidden, new_case, step};
use crate::support::people::{LOGINS, PROVINCE, WARD};

/// The province takes letters at its own office.
async fn with_province() -> TestApp {
    let app = TestApp::spawn().await;
    let takes =
        unit::ActiveModel { id: Set(PROVINCE), takes_filings: Set(true), ..Default::default() };
    let tx = app.app.db.begin_write().await.unwrap();
    unit::Entity::update(takes).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    app.app.reload_units().await.unwrap();
    app
}

/// A first complaint at the ward, decided and served on 25/11/2026.
async fn served(app: &TestApp) -> Uuid {
    let case = file_today(app, Kind::Complaint).await.case_id;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[]).await;
    did(&chair, case, "verification", &[("assignee", &LOGINS[1].4.to_string())]).await;
    did(&chair, case, "findings", &[("differ", "no"), ("note", "Khiếu nại không có cơ sở.")]).await;
    did(&chair, case, "draft", &[]).await;
    did(&chair, case, "decision", &[("outcome", "wrong")]).await;
    let proof = [("received_on", "2026-11-25"), ("note", "Giao tận tay, có ký nhận.")];
    did(&chair, case, "service", &proof).await;
    case
}

async fn row(app: &TestApp, id: Uuid) -> case::Model {
    case::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

async fn follower(app: &TestApp, id: Uuid) -> Option<case::Model> {
    let query = case::Entity::find().filter(case::Column::FollowsId.eq(id));
    query.one(app.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_second_complaint_is_entered_from_the_first_and_linked_to_it() {
    let app = with_province().await;
    let first = served(&app).await;
    app.advance_days(12);
    let reception = app.signed_in("tiepdan.tinh").await;
    let page = reception.get(&format!("/cases/{first}")).await;
    let href = format!("/counter/new?follows={first}");
    assert!(page.body.contains(&href), "{}", page.body);
    // The ward itself cannot take the second complaint against its own decision.
    let ward = app.signed_in("tiepdan").await.get(&format!("/cases/{first}")).await;
    assert!(!ward.body.contains(&href), "{}", ward.body);

    let form = reception.get(&href).await;
    assert!(form.body.contains("value=\"2026-11-25\""), "day the decision came: {}", form.body);
    assert!(form.body.contains("value=\"Nguyễn Văn Đức\""), "{}", form.body);
    let draft = hidden(&form.body, "draft");
    let id = first.to_string();
    let send = |draft: &str, unit: Uuid, first_on: &'static str| {
        let unit = unit.to_string();
        let (draft, id, reception) = (draft.to_owned(), id.clone(), &reception);
        async move {
            let fields = [
                ("draft", draft.as_str()),
                ("follows", &id),
                ("channel", "counter"),
                ("kind", "complaint"),
                ("received_on", "2026-12-07"),
                ("unit", &unit),
                ("full_name", "Nguyễn Văn Đức"),
                ("address", "Số 12, ngõ 3"),
                ("field", "land.compensation"),
                ("subject", "Không đồng ý quyết định lần đầu"),
                ("content", "Quyết định lần đầu chưa xem xét biên bản đo đạc."),
                ("contested_act", "Quyết định giải quyết khiếu nại lần đầu"),
                ("respondent", "Chủ tịch Ủy ban nhân dân phường"),
                ("demand", "Đề nghị giải quyết lại."),
                ("second", "yes"),
                ("first_was", "decided"),
                ("first_on", first_on),
            ];
            let parts: Vec<_> =
                fields.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
            reception.post_parts("/counter", &parts).await
        }
    };
    let same = send(&draft, WARD, "2026-11-25").await;
    assert_eq!(same.status, 422);
    assert!(same.body.contains("cấp trên trực tiếp"), "{}", same.body);
    let no_day = send(&draft, PROVINCE, "").await;
    assert_eq!(no_day.status, 422);
    assert!(no_day.body.contains("id=\"first_on-error\""), "{}", no_day.body);
    let filed = send(&draft, PROVINCE, "2026-11-25").await;
    assert_eq!(filed.status, 303, "{}", filed.body);

    let second = follower(&app, first).await.unwrap();
    assert_eq!((second.unit_id, second.kind.as_str()), (PROVINCE, "complaint"));
    assert_eq!(row(&app, first).await.stage, "second-complaint");
    // Handed in twice: the first case records it once, and the log says no more than was done.
    let again = hidden(&reception.get(&href).await.body, "draft");
    assert_eq!(send(&again, PROVINCE, "2026-11-25").await.status, 303);
    let told = audit_event::Entity::find()
        .filter(audit_event::Column::ObjectId.eq(first))
        .filter(audit_event::Column::Detail.eq("second-complaint"));
    assert_eq!(told.count(app.app.db.read()).await.unwrap(), 1);
    let page = reception.get(&format!("/cases/{first}")).await;
    assert!(page.body.contains(&format!("/cases/{}", second.id)), "{}", page.body);
    assert!(page.body.contains(&format!("Khiếu nại lần hai số {}.", second.number)));
    let chair = app.signed_in("chutich.tinh").await;
    did(&chair, second.id, "check", &[("field", "land.compensation")]).await;
    did(&chair, second.id, "acceptance", &[]).await;
    let page = chair.get(&format!("/cases/{}", second.id)).await;
    assert!(page.body.contains(&format!("/cases/{first}")), "{}", page.body);
    assert!(page.body.contains("KN-05"), "the period of the second time: {}", page.body);
    // The ward does not see the case of the province, nor a link to it.
    let ward = app.signed_in("tiepdan").await.get(&format!("/cases/{first}")).await;
    assert!(!ward.body.contains(&format!("/cases/{}", second.id)), "{}", ward.body);
}

#[tokio::test]
async fn a_second_complaint_that_came_too_late_is_not_accepted() {
    let app = with_province().await;
    let late = gandan::cases::filing::NewCase {
        unit_id: PROVINCE,
        first: Some(law::complaint::FirstResult::Decided {
            received_on: "2026-10-01".parse().unwrap(),
        }),
        ..new_case(Kind::Complaint, "2026-11-25".parse().unwrap())
    };
    let case = file(&app, late).await.case_id;
    let chair = app.signed_in("chutich.tinh").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    let refused = step(&chair, case, "acceptance", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("02/11/2026"), "the last day: {}", refused.body);
}

#[tokio::test]
async fn nobody_enters_a_second_complaint_against_what_they_cannot_see() {
    let app = with_province().await;
    let first = served(&app).await;
    let elsewhere = app.signed_in("tiepdan2").await;
    assert_eq!(elsewhere.get(&format!("/counter/new?follows={first}")).await.status, 404);
    let petition = file_today(&app, Kind::Petition).await.case_id;
    let reception = app.signed_in("tiepdan.tinh").await;
    assert_eq!(reception.get(&format!("/counter/new?follows={petition}")).await.status, 404);
    assert_eq!(reception.get("/counter/new?follows=x").await.status, 404);
}

#[tokio::test]
async fn a_letter_of_another_kind_goes_on_as_a_case_of_its_own() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let reception = app.signed_in("tiepdan").await;
    for (to, said) in [("", "error"), ("complaint", "error"), ("denunciation", "error")] {
        let refused = step(&reception, case, "reclassification", &[("to_kind", to)]).await;
        assert_eq!(refused.status, 422, "{to}");
        assert!(refused.body.contains(said), "{to}");
    }
    assert!(follower(&app, case).await.is_none());
    let done = step(&reception, case, "reclassification", &[("to_kind", "petition")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let old = row(&app, case).await;
    assert_eq!((old.stage.as_str(), old.is_open), ("reclassified", false));
    let new = follower(&app, case).await.unwrap();
    assert_eq!((new.kind.as_str(), new.received_on), ("petition", old.received_on));
    assert_eq!((&new.subject, &new.content), (&old.subject, &old.content));
    assert_eq!(done.location(), format!("/cases/{}", new.id));
    assert!(reception.get(done.location()).await.body.contains("Nguyễn Văn Đức"));
}
