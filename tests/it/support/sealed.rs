//! Denunciations of the tests: keys of a unit, an identity sealed as a browser would, a letter entered at
//! the counter. All made up.

use entity::account;
use envelope::{Contents, File, Identity, PrivateKey, PublicKey, seal};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::TestApp;
use super::build::hidden;
use super::client::{Answer, Client};
use super::people::{LOGINS, WARD};

pub const PASSPHRASE: &str = "một câu đủ dài để nhớ";

/// Gives somebody the right to denunciations, as an administrator's page does.
pub async fn grant(app: &TestApp, login: &str) {
    let id = LOGINS.iter().find(|one| one.0 == login).unwrap().4;
    let row = account::ActiveModel {
        id: Set(id),
        handles_denunciations: Set(true),
        ..Default::default()
    };
    let tx = app.app.db.begin_write().await.unwrap();
    account::Entity::update(row).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// An application whose ward handles denunciations: reception and chairman, with two key holders.
pub async fn handlers() -> (TestApp, [PrivateKey; 2]) {
    let app = TestApp::spawn().await;
    let keys = make_ready(&app).await;
    (app, keys)
}

/// The same for an application that is there.
pub async fn make_ready(app: &TestApp) -> [PrivateKey; 2] {
    for login in ["tiepdan", "chutich"] {
        grant(app, login).await;
    }
    let keys = ["Người giữ khoá 1", "Người giữ khoá 2"]
        .map(|holder| PrivateKey::generate(holder).unwrap());
    let chair = app.signed_in("chutich").await;
    for key in &keys {
        let answer = register_key(&chair, &key.public()).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    keys
}

pub async fn register_key(chair: &Client, key: &PublicKey) -> Answer {
    let json = key.to_json().unwrap();
    chair.post_parts("/keys", &[("public", Some("khoa.public.json"), json.as_bytes())]).await
}

/// A value of an attribute `data-…` of the page.
pub fn data(body: &str, name: &str) -> String {
    let mark = format!("data-{name}=\"");
    body.split(&mark).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The page on which a denunciation is written, opened by a stranger: its context.
pub async fn open_page(stranger: &Client) -> String {
    let unit = WARD.to_string();
    let begun = stranger.post("/denunciation/start", &[("unit", &unit)]).await;
    assert_eq!(begun.location(), "/denunciation/new", "{}", begun.body);
    data(&stranger.get("/denunciation/new").await.body, "context")
}

/// What is sealed of whoever `word` names.
pub fn contents(word: &str) -> Contents {
    Contents {
        identity: Identity {
            full_name: format!("{word} Họ Tên"),
            address: format!("{word} Địa chỉ"),
            contact: format!("{word} Liên hệ"),
            others: format!("{word} Người khác"),
            protection: format!("{word} Lý do"),
        },
        files: vec![File {
            name: format!("{word} đơn viết tay.jpg"),
            bytes: format!("{word} bút tích").into_bytes(),
        }],
    }
}

pub fn envelope(context: &str, contents: &Contents, keys: &[PrivateKey]) -> Vec<u8> {
    let holders: Vec<PublicKey> = keys.iter().map(PrivateKey::public).collect();
    seal(context, contents, &holders).unwrap().to_bytes().unwrap()
}

/// The words of a working copy, as a form sends them.
pub const WORKING: [(&str, &str); 7] = [
    ("origin", "new"),
    ("denouncers", "1"),
    ("respondent", "Một cán bộ địa chính (giả định)"),
    ("field", "land.compensation"),
    ("subject", "Nhận tiền khi đo đất"),
    ("content", "Cán bộ địa chính nhận tiền để đo sai diện tích đất."),
    ("reread", "yes"),
];

/// Sends a working copy with an envelope, as the page's script does.
pub async fn send(stranger: &Client, envelope: &[u8], photos: &[&[u8]]) -> Answer {
    let mut parts: Vec<_> =
        WORKING.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    parts.push(("envelope", Some("envelope"), envelope));
    parts.extend(photos.iter().map(|photo| ("photos", Some("1.jpg"), *photo)));
    stranger.post_parts("/denunciation/submission", &parts).await
}

/// Number and secret, as the confirmation shows them.
pub async fn number_and_secret(client: &Client, path: &str) -> (String, String) {
    let page = client.get(path).await;
    let within = |class: &str| {
        let mark = format!("<strong class=\"{class}\">");
        page.body.split(&mark).nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    (within("number"), within("secret"))
}

/// Enters a denunciation at the counter and gives its case.
pub async fn enter(app: &TestApp, reception: &Client) -> Uuid {
    let form = reception.get("/denunciations/new").await;
    let draft = hidden(&form.body, "draft");
    let unit = WARD.to_string();
    let fields = [
        ("draft", draft.as_str()),
        ("channel", "counter"),
        ("received_on", "2026-11-25"),
        ("unit", &unit),
        ("register_code", "TC-2026-015"),
    ];
    let parts: Vec<_> = fields
        .iter()
        .chain(&WORKING)
        .map(|(name, value)| (*name, None, value.as_bytes()))
        .collect();
    let answer = reception.post_parts("/denunciations", &parts).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let (number, _) = number_and_secret(reception, "/denunciations/slip").await;
    case_of(app, &number).await.id
}

pub async fn case_of(app: &TestApp, number: &str) -> entity::case::Model {
    use sea_orm::{ColumnTrait, QueryFilter};
    let query = entity::case::Entity::find().filter(entity::case::Column::Number.eq(number));
    query.one(app.app.db.read()).await.unwrap().unwrap()
}
