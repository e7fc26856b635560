//! Who reads the register of management work, and who writes it.

use entity::management_entry as entry;
use gandan::policy::Role;
use gandan::policy::management::sees_management;
use gandan::policy::scope::visible_management;
use sea_orm::{EntityTrait, QueryFilter};

use super::{actor, entered, row_of};
use crate::support::TestApp;
use crate::support::people::{LOGINS, OTHER_WARD, PROVINCE, WARD};

#[tokio::test]
async fn who_reads_and_who_writes() {
    let app = TestApp::spawn().await;
    let href = entered(&app.signed_in("tiepdan").await, "inspection", "i", &[]).await;
    let reason = [("version", "9"), ("struck_reason", "Thử")];
    for (login, _, role, unit, _) in LOGINS {
        let client = app.signed_in(login).await;
        let role = Role::from_code(role).unwrap();
        let is_above = unit == Some(WARD) || unit == Some(PROVINCE);
        let reads = is_above && !matches!(role, Role::Front | Role::Admin | Role::Citizen);
        let shown = client.get(&href).await;
        assert_eq!(shown.status, if reads { 200 } else { 404 }, "{login}");
        let writes = unit == Some(WARD) && matches!(role, Role::Reception | Role::Chairman);
        assert_eq!(shown.body.contains("/conclusion"), writes, "{login}");
        let keeps = matches!(role, Role::Reception | Role::Chairman);
        let list = client.get("/management").await;
        assert_eq!(list.status == 200, role.reads_management(), "{login}");
        assert_eq!(list.body.contains(&href), reads, "{login}");
        assert_eq!(list.body.contains("/management/new"), keeps, "{login}");
        assert_eq!(client.get("/management/new").await.status == 200, keeps, "{login}");
        // A version nobody has: whoever may write is told of a conflict.
        let struck = client.post(&format!("{href}/striking"), &reason).await.status;
        assert_eq!(struck, if writes { 409 } else { 404 }, "{login}");
    }
    assert_eq!(row_of(&app, &href).await.version, 1);
    let elsewhere = format!("/management?unit={OTHER_WARD}");
    assert_eq!(app.signed_in("tiepdan").await.get(&elsewhere).await.status, 404);
    assert_eq!(app.signed_in("lanhdao").await.get(&elsewhere).await.status, 200);
}

#[tokio::test]
async fn the_query_and_the_decision_agree() {
    let app = TestApp::spawn().await;
    for (n, login) in ["tiepdan", "tiepdan2", "tiepdan.tinh"].into_iter().enumerate() {
        entered(&app.signed_in(login).await, "class", &n.to_string(), &[]).await;
    }
    let db = app.app.db.read();
    let all = entry::Entity::find().all(db).await.unwrap();
    assert_eq!(all.len(), 3);
    for (login, ..) in LOGINS {
        let actor = actor(&app, login);
        let query = entry::Entity::find().filter(visible_management(&actor));
        let found = query.all(db).await.unwrap();
        for row in &all {
            let queried = found.iter().any(|seen| seen.id == row.id);
            assert_eq!(queried, sees_management(&actor, row.unit_id), "{login}");
        }
    }
}
