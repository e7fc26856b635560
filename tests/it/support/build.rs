//! Cases of the tests, filed through the same service as everybody else's. All made up.

use chrono::NaiveDate;
use gandan::cases::filing::{self, Channel, Filed, NewCase, NewParty, PartyRole};
use gandan::web::i18n::Lang;
use law::procedure::Kind;
use uuid::Uuid;

use super::client::{Answer, Client};
use super::{TestApp, people};

pub fn person(name: &str) -> NewParty {
    NewParty {
        role: PartyRole::Complainant,
        full_name: name.to_owned(),
        phone: "0912345678".to_owned(),
        email: "nguoi.gui@example.vn".to_owned(),
        address: "Số 12, ngõ 3".to_owned(),
        residential_group: "Khu Thanh Sơn 2".to_owned(),
        ward_id: Some(people::WARD),
    }
}

/// A believable filing at the first ward; change what the test is about.
pub fn new_case(kind: Kind, received_on: NaiveDate) -> NewCase {
    let is_complaint = kind == Kind::Complaint;
    NewCase {
        unit_id: people::WARD,
        kind,
        field: if is_complaint { "land.compensation" } else { "admin.infrastructure" }.to_owned(),
        subject: if is_complaint {
            "Không đồng ý đơn giá bồi thường đất vườn"
        } else {
            "Đường ngõ ngập khi mưa lớn"
        }
        .to_owned(),
        content: "Gia đình tôi có thửa đất vườn nằm trong dự án mở rộng đường.".to_owned(),
        demand: "Đề nghị đo đạc lại diện tích.".to_owned(),
        contested_act: if is_complaint {
            "Quyết định phê duyệt phương án bồi thường"
        } else {
            ""
        }
        .to_owned(),
        known_on: None,
        // A letter on paper: a complaint that comes in online awaits its signature first.
        channel: if is_complaint { Channel::Post } else { Channel::Online },
        lang: Lang::Vi,
        received_on,
        citizen_id: None,
        registered_by: None,
        complainants: 1,
        parties: vec![person("Nguyễn Văn Đức")],
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token: format!("token-{received_on}"),
    }
}

pub async fn file(app: &TestApp, new: NewCase) -> Filed {
    let tx = app.app.db.begin_write().await.unwrap();
    let filed = filing::file(&app.app, &tx, app.now(), new).await.unwrap();
    tx.commit().await.unwrap();
    filed
}

/// Files a case received today.
pub async fn file_today(app: &TestApp, kind: Kind) -> Filed {
    file(app, new_case(kind, app.app.clock.today())).await
}

/// Opens the form of a step and sends it with these fields, on the version the form carries.
pub async fn step(client: &Client, case_id: Uuid, step: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/cases/{case_id}/steps/{step}");
    let form = client.get(&path).await;
    assert_eq!(form.status, 200, "form of {step}: {}", form.body);
    let version = hidden(&form.body, "version");
    let on = value_of(&form.body, "on");
    let mut all = vec![("version", version.as_str())];
    if !fields.iter().any(|(name, _)| *name == "on") {
        all.push(("on", on.as_str()));
    }
    all.extend(fields);
    client.post(&path, &all).await
}

/// A step that must succeed.
pub async fn did(client: &Client, case_id: Uuid, name: &str, fields: &[(&str, &str)]) {
    let answer = step(client, case_id, name, fields).await;
    assert_eq!(answer.status, 303, "{name}: {}", answer.body);
}

pub fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start =
        body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {body}")) + mark.len();
    body[start..].split('"').next().unwrap().to_owned()
}

fn value_of(body: &str, name: &str) -> String {
    let mark = format!("id=\"{name}\"");
    let start = body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {body}"));
    let rest = &body[start..];
    let value = rest.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}
