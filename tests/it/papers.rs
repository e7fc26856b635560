//! Papers of the office, from the draft to its service. Today is 25/11/2026.

use axum::body::Body;
use axum::http::Method;
use entity::{document, document_event, outbox};
use gandan::documents::catalogue::{keys_of, step_of};
use gandan::jobs::outbox as jobs;
use law::procedure::{self, Kind, Step};
use law::{complaint, denunciation, petition};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file_today, hidden};
use crate::support::client::{Answer, Client, Part};
use crate::support::people::PASSWORD;
use crate::support::talks;

/// A complaint that was accepted, with whoever works on it.
pub struct Office {
    pub app: TestApp,
    pub case: Uuid,
    pub officer: Client,
    pub chair: Client,
    pub clerk: Client,
}

pub async fn office() -> Office {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let (officer, chair) = (app.signed_in("canbo2").await, app.signed_in("chutich").await);
    let clerk = app.signed_in("tiepdan").await;
    did(&clerk, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[]).await;
    Office { app, case, officer, chair, clerk }
}

/// Begins a paper and gives its address.
pub async fn draft(client: &Client, case: Uuid, form: &str) -> String {
    let case = case.to_string();
    let begun = client.post("/documents", &[("case", &case), ("form", form), ("seq", "3")]).await;
    assert_eq!(begun.status, 303, "{form}: {}", begun.body);
    begun.location().to_owned()
}

/// The inputs of a draft as the page shows them.
fn inputs(body: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for at in 0..100 {
        let name = format!("field_{at}");
        let Some(start) = body.find(&format!("id=\"{name}\" name=")) else { break };
        let rest = &body[start..];
        let tag_end = rest.find('>').unwrap();
        let value = match rest[..tag_end].split("value=\"").nth(1) {
            Some(value) => value.split('"').next().unwrap().to_owned(),
            None => rest[tag_end + 1..].split("</textarea>").next().unwrap().to_owned(),
        };
        found.push((name, value));
    }
    found
}

/// The input of a draft that holds a value.
async fn input_of(client: &Client, href: &str, value: &str) -> String {
    let all = inputs(&client.get(href).await.body);
    all.into_iter().find(|(_, held)| held == value).unwrap().0
}

/// Saves a draft with every gap filled; `more` names inputs by hand.
pub async fn save(client: &Client, href: &str, more: &[(&str, &str)]) -> Answer {
    let body = client.get(href).await.body;
    let version = hidden(&body, "version");
    let mut sent = vec![("version".to_owned(), version)];
    for (name, value) in inputs(&body) {
        let filled = if value.is_empty() { "27/11/2026".to_owned() } else { value };
        sent.push((name, filled));
    }
    for (name, value) in [("power", "for-body"), ("signer_name", "Phạm Văn Quyết")] {
        sent.push((name.to_owned(), value.to_owned()));
    }
    sent.push(("symbol".to_owned(), hidden_or_input(&body, "symbol")));
    for (name, value) in more {
        sent.retain(|(known, _)| known != name);
        sent.push(((*name).to_owned(), (*value).to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(href, &sent).await
}

fn hidden_or_input(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let start = body.find(&mark).unwrap_or_else(|| panic!("no {name} in {body}"));
    let value = body[start..].split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Does something with a paper, on the version its page shows.
pub async fn act(client: &Client, href: &str, what: &str, more: &[(&str, &str)]) -> Answer {
    let body = client.get(href).await.body;
    let version = hidden(&body, "version");
    let mut all = vec![("version", version.as_str())];
    let shows_hash = body.contains("name=\"hash\"");
    let hash = if shows_hash { hidden(&body, "hash") } else { String::new() };
    if !hash.is_empty() {
        all.push(("hash", hash.as_str()));
    }
    all.extend(more);
    client.post(&format!("{href}/{what}"), &all).await
}

pub async fn done(client: &Client, href: &str, what: &str, more: &[(&str, &str)]) {
    let answer = act(client, href, what, more).await;
    assert_eq!(answer.status, 303, "{what}: {}", answer.body);
}

/// A paper that is approved.
async fn approved(office: &Office, form: &str) -> String {
    let href = draft(&office.officer, office.case, form).await;
    let saved = save(&office.officer, &href, &[]).await;
    assert_eq!(saved.status, 303, "{form}: {}", saved.body);
    done(&office.officer, &href, "submission", &[]).await;
    done(&office.chair, &href, "approval", &[]).await;
    href
}

pub async fn issued(office: &Office, form: &str) -> String {
    let href = approved(office, form).await;
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    href
}

pub fn id_of(href: &str) -> Uuid {
    href.rsplit('/').next().unwrap().parse().unwrap()
}

pub async fn row(app: &TestApp, href: &str) -> document::Model {
    let db = app.app.db.read();
    document::Entity::find_by_id(id_of(href)).one(db).await.unwrap().unwrap()
}

async fn acts_of(app: &TestApp, href: &str) -> Vec<String> {
    let query = document_event::Entity::find()
        .filter(document_event::Column::DocumentId.eq(id_of(href)))
        .order_by_asc(document_event::Column::Seq);
    let rows = query.all(app.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

#[tokio::test]
async fn a_paper_is_drafted_signed_off_numbered_and_frozen() {
    let office = office().await;
    let page = office.officer.get(&format!("/cases/{}", office.case)).await.body;
    assert!(page.contains("Soạn Thông báo về việc thụ lý giải quyết khiếu nại"), "{page}");
    let href = draft(&office.officer, office.case, "complaint-accept-notice").await;
    let draft_page = office.officer.get(&href).await.body;
    for known in ["Nguyễn Văn Đức", "DỰ THẢO", "Số: ....../TB-UBND", "Không đồng ý đơn giá"]
    {
        assert!(draft_page.contains(known), "{known} in {draft_page}");
    }
    assert_eq!(
        act(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await.status,
        409
    );
    assert_eq!(save(&office.officer, &href, &[]).await.status, 303);
    done(&office.officer, &href, "submission", &[]).await;
    assert_eq!(act(&office.officer, &href, "approval", &[]).await.status, 403, "not an officer's");
    let waiting = office.chair.get("/documents").await.body;
    assert!(waiting.contains("Chờ ký duyệt") && waiting.contains(&href), "{waiting}");
    done(&office.chair, &href, "approval", &[]).await;
    assert_eq!(
        act(&office.officer, &href, "issue", &[("issued_on", "2026-11-25")]).await.status,
        403
    );
    for (day, error) in
        [("2026-11-26", "error"), ("2026-11-24", "không thể trước ngày"), ("", "error")]
    {
        let refused = act(&office.clerk, &href, "issue", &[("issued_on", day)]).await;
        assert_eq!(refused.status, 422, "{day}");
        assert!(refused.body.contains("issued_on-error") && refused.body.contains(error), "{day}");
    }
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    let stored = row(&office.app, &href).await;
    assert_eq!((stored.number, stored.symbol.as_str()), (Some(1), "TB-UBND"));
    let pdf = office.officer.get(&format!("{href}/paper.pdf")).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.header("content-disposition").starts_with("inline; filename=\"01-tb-ubnd.pdf\""));
    let docx = office.officer.get(&format!("{href}/paper.docx")).await;
    assert_eq!(docx.status, 200);
    let page = office.officer.get(&href).await.body;
    for said in ["01/TB-UBND", "ngày 25 tháng 11 năm 2026", &stored.pdf_sha256.unwrap()] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("DỰ THẢO") && !page.contains("Trình ký</button>"), "{page}");
    let version = stored.version.to_string();
    let change = [("version", version.as_str()), ("power", "head"), ("symbol", "TB-UBND")];
    assert_eq!(office.officer.post(&href, &change).await.status, 409, "frozen");
    assert_eq!(
        acts_of(&office.app, &href).await,
        ["drafted", "edited", "submitted", "approved", "issued"]
    );
    // The step that rests on it is offered with its number, where the case is there.
    let second = issued(&office, "complaint-verification-decision").await;
    assert_eq!(row(&office.app, &second).await.number, Some(1), "each kind has a series");
    let step = office.chair.get(&second).await.body;
    assert!(step.contains("/steps/verification?paper="), "{step}");
    let link = format!("/cases/{}/steps/verification?paper={}", office.case, id_of(&second));
    assert!(office.chair.get(&link).await.body.contains("01/QĐ-UBND"));
}

#[tokio::test]
async fn what_was_changed_after_approval_is_not_issued() {
    let office = office().await;
    let href = approved(&office, "complaint-accept-notice").await;
    let name = input_of(&office.officer, &href, "Nguyễn Văn Đức").await;
    assert_eq!(save(&office.officer, &href, &[(&name, "Nguyễn Văn Khác")]).await.status, 303);
    assert_eq!(row(&office.app, &href).await.stage, "draft", "the approval is void");
    let page = office.officer.get(&href).await.body;
    assert!(page.contains("việc duyệt trước đó không còn hiệu lực"), "{page}");
    assert_eq!(
        act(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await.status,
        409
    );
    done(&office.officer, &href, "submission", &[]).await;
    // The hash of another version is not approved.
    let version = hidden(&office.chair.get(&href).await.body, "version");
    let wrong = office
        .chair
        .post(&format!("{href}/approval"), &[("version", &version), ("hash", "00")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("không phải là nội dung đã trình"), "{}", wrong.body);
    done(&office.chair, &href, "approval", &[]).await;
    // A byte changed where it is stored, past all pages.
    for (column, value) in [
        (document::Column::FieldValues, "{\"người khiếu nại\":\"Kẻ khác\"}"),
        (document::Column::Symbol, "TB-UBNDX"),
    ] {
        let before = row(&office.app, &href).await;
        let tx = office.app.app.db.begin_write().await.unwrap();
        let change = document::Entity::update_many().col_expr(column, Expr::value(value));
        change.filter(document::Column::Id.eq(id_of(&href))).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let refused = act(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
        assert_eq!(refused.status, 422, "{column:?}");
        let tx = office.app.app.db.begin_write().await.unwrap();
        let back = match column {
            document::Column::Symbol => before.symbol,
            _ => before.field_values,
        };
        let change = document::Entity::update_many().col_expr(column, Expr::value(back));
        change.filter(document::Column::Id.eq(id_of(&href))).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    assert_eq!(row(&office.app, &href).await.number, Some(1), "refusals took no number");
}

#[tokio::test]
async fn a_stored_file_that_was_changed_is_found() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    let sha256 = row(&office.app, &href).await.pdf_sha256.unwrap();
    let files = office.app.data_dir().join("files");
    let mut folders = vec![files];
    let mut changed = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().replace('/', "").contains(&sha256[4..]) {
                let mut bytes = std::fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                std::fs::write(&path, bytes).unwrap();
                changed += 1;
            }
        }
    }
    assert_eq!(changed, 1);
    let page = office.officer.get(&href).await.body;
    assert!(page.contains("không còn giống văn bản đã phát hành"), "{page}");
    assert_eq!(office.officer.get(&format!("{href}/paper.pdf")).await.status, 500);
}

#[tokio::test]
async fn of_two_approvers_at_once_one_is_told() {
    let office = office().await;
    let href = draft(&office.officer, office.case, "complaint-accept-notice").await;
    assert_eq!(save(&office.officer, &href, &[]).await.status, 303);
    done(&office.officer, &href, "submission", &[]).await;
    let other = office.app.signed_in("chutich").await;
    let page = office.chair.get(&href).await.body;
    let (version, hash) = (hidden(&page, "version"), hidden(&page, "hash"));
    let fields = [("version", version.as_str()), ("hash", hash.as_str())];
    let path = format!("{href}/approval");
    let (one, two) = tokio::join!(office.chair.post(&path, &fields), other.post(&path, &fields));
    let mut answers = [one.status, two.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let approvals = acts_of(&office.app, &href).await.into_iter().filter(|act| act == "approved");
    assert_eq!(approvals.count(), 1);
}

#[tokio::test]
async fn nobody_approves_their_own_paper_but_with_a_reason_that_stays() {
    let office = office().await;
    let href = draft(&office.chair, office.case, "complaint-accept-notice").await;
    assert_eq!(save(&office.chair, &href, &[]).await.status, 303);
    done(&office.officer, &href, "submission", &[]).await;
    assert_eq!(act(&office.chair, &href, "approval", &[]).await.status, 403, "their own");
    assert_eq!(act(&office.chair, &href, "return", &[("remarks", "x")]).await.status, 403);
    assert_eq!(act(&office.officer, &href, "bypass", &[("reason", "x")]).await.status, 403);
    let without = act(&office.chair, &href, "bypass", &[("reason", " ")]).await;
    assert_eq!(without.status, 422);
    assert!(without.body.contains("reason-error"), "{}", without.body);
    let reason = "Công chức phụ trách nghỉ ốm, hết hạn hôm nay";
    done(&office.chair, &href, "bypass", &[("reason", reason)]).await;
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    for reader in [&office.officer, &office.clerk] {
        let page = reader.get(&href).await.body;
        assert!(page.contains(reason) && page.contains("Không qua bước trình ký"), "{page}");
    }
    let list = office.clerk.get("/documents?stage=issued").await.body;
    assert!(list.contains("Không qua bước trình ký"), "{list}");
}

#[tokio::test]
async fn what_comes_back_says_why_and_what_is_missing_is_named() {
    let office = office().await;
    let href = draft(&office.officer, office.case, "complaint-refuse-notice").await;
    let name = input_of(&office.officer, &href, "Nguyễn Văn Đức").await;
    let missing = act(&office.officer, &href, "submission", &[]).await;
    assert_eq!(missing.status, 422);
    assert!(missing.body.contains("class=\"error-summary\""), "{}", missing.body);
    assert!(missing.body.matches("aria-invalid=\"true\"").count() >= 1, "{}", missing.body);
    let long = save(&office.officer, &href, &[(&name, &"ă".repeat(501))]).await;
    assert_eq!(long.status, 422);
    assert!(long.body.contains(&"ă".repeat(501)), "what was typed is kept");
    let emoji = save(&office.officer, &href, &[(&name, "Nguyễn Văn Đức 😀")]).await;
    assert_eq!(emoji.status, 303, "a draft may hold anything");
    let refused = act(&office.officer, &href, "submission", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("U+1F600"), "{}", refused.body);
    assert_eq!(save(&office.officer, &href, &[(&name, "Nguyễn Văn Đức")]).await.status, 303);
    done(&office.officer, &href, "submission", &[]).await;
    let empty = act(&office.chair, &href, "return", &[("remarks", "")]).await;
    assert!(empty.status == 422 && empty.body.contains("remarks-error"), "{}", empty.body);
    done(&office.chair, &href, "return", &[("remarks", "Nêu rõ căn cứ khoản 6 Điều 11")]).await;
    let page = office.officer.get(&href).await.body;
    assert!(page.contains("Nêu rõ căn cứ khoản 6 Điều 11") && page.contains("Đang soạn"), "{page}");
    assert_eq!(acts_of(&office.app, &href).await.last().unwrap(), "sent-back");
    let kinds = outbox::Entity::find()
        .filter(outbox::Column::Kind.contains("paper-"))
        .order_by_asc(outbox::Column::Id)
        .all(office.app.app.db.read())
        .await
        .unwrap();
    let mut kinds: Vec<_> = kinds.iter().map(|row| row.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["paper-sent-back", "paper-to-sign"]);
    // A refusal is never an approval, whatever is sent after it.
    let (version, hash) = (hidden(&page, "version"), hash_of(&office.app, &href).await);
    let fields = [("version", version.as_str()), ("hash", hash.as_str())];
    assert_eq!(office.chair.post(&format!("{href}/approval"), &fields).await.status, 422);
    assert_eq!(acts_of(&office.app, &href).await.last().unwrap(), "sent-back");
    let issue = act(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    assert_eq!(issue.status, 409);
}

#[tokio::test]
async fn numbers_have_no_gap_when_many_are_issued_at_once() {
    let office = office().await;
    let mut hrefs = Vec::new();
    for _ in 0..12 {
        hrefs.push(approved(&office, "complaint-accept-notice").await);
    }
    let mut clerks = Vec::new();
    for _ in 0..12 {
        clerks.push(office.app.signed_in("tiepdan").await);
    }
    let mut all = tokio::task::JoinSet::new();
    for (href, clerk) in hrefs.clone().into_iter().zip(clerks) {
        all.spawn(async move {
            done(&clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
        });
    }
    while let Some(one) = all.join_next().await {
        one.unwrap();
    }
    let mut numbers = Vec::new();
    for href in &hrefs {
        numbers.push(row(&office.app, href).await.number.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<i32>>());
    let day = office.clerk.get("/documents/day.pdf?on=2026-11-25").await;
    assert_eq!((day.status, day.header("content-type")), (200, "application/pdf"));
    assert_eq!(office.clerk.get("/documents/day.pdf?on=2026-11-24").await.status, 404);
    assert_eq!(
        office.clerk.get("/documents/labels.pdf?on=2026-11-25").await.status,
        404,
        "none by post"
    );
    let service = [
        ("recipient", "Nguyễn Văn Đức"),
        ("address", "Số 12, ngõ 3, Phường Uông Bí"),
        ("service_way", "post"),
        ("sent_on", "2026-11-25"),
    ];
    done(&office.clerk, &hrefs[0], "services", &service).await;
    let labels = office.clerk.get("/documents/labels.pdf?on=2026-11-25&first=4").await;
    assert_eq!((labels.status, labels.header("content-type")), (200, "application/pdf"));
}

#[tokio::test]
async fn a_paper_is_withdrawn_or_replaced_and_stays_readable() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    assert_eq!(act(&office.clerk, &href, "withdrawal", &[("withdrawal", "x")]).await.status, 403);
    done(&office.officer, &href, "replacement", &[]).await;
    let db = office.app.app.db.read();
    let new = document::Entity::find().filter(document::Column::ReplacesId.eq(id_of(&href)));
    let new = format!("/documents/{}", new.one(db).await.unwrap().unwrap().id);
    assert_eq!(row(&office.app, &href).await.stage, "issued", "until the new one is issued");
    assert!(office.officer.get(&new).await.body.contains("Nguyễn Văn Đức"), "taken over");
    done(&office.officer, &new, "submission", &[]).await;
    done(&office.chair, &new, "approval", &[]).await;
    done(&office.clerk, &new, "issue", &[("issued_on", "2026-11-25")]).await;
    assert_eq!(row(&office.app, &href).await.stage, "replaced");
    assert_eq!(row(&office.app, &new).await.number, Some(2));
    let old = office.officer.get(&href).await.body;
    assert!(old.contains("Được thay thế bằng:") && old.contains(&new), "{old}");
    assert_eq!(office.officer.get(&format!("{href}/paper.pdf")).await.status, 200);
    let reason = "Ghi sai ngày nhận đơn";
    done(&office.chair, &new, "withdrawal", &[("withdrawal", reason)]).await;
    let gone = office.officer.get(&new).await.body;
    assert!(gone.contains(reason) && gone.contains("Đã thu hồi"), "{gone}");
    assert_eq!(office.officer.get(&format!("{new}/paper.pdf")).await.status, 200);
    assert_eq!(act(&office.clerk, &new, "services", &[]).await.status, 422);
}

#[tokio::test]
async fn a_paper_of_a_meeting_is_replaced_at_that_meeting() {
    let office = office().await;
    let db = office.app.app.db.read();
    talks::room(&office.clerk, "Phòng họp số 1").await;
    let campaign = talks::campaign(&office.clerk, false).await;
    let household = "Lê Thị Giấy; ; ; Tổ 3; ; Số 7 đường Quang Trung; ";
    talks::households(&office.clerk, &campaign, household).await;
    let home = talks::homes(&office.clerk, &campaign).await.remove(0);
    let case = entity::case::Entity::find_by_id(office.case).one(db).await.unwrap();
    let number = case.unwrap().number;
    let about = [("meeting_kind", "first-complaint"), ("case_number", number.as_str())];
    let planned = talks::plan(&office.clerk, &home, &about).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let meeting = id_of(planned.location());
    let begun = [("meeting", meeting.to_string()), ("form", "dialogue-invitation".to_owned())];
    let begun: Vec<_> = begun.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let begun = office.clerk.post("/documents", &begun).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    let href = begun.location().to_owned();
    let saved = save(&office.clerk, &href, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    done(&office.clerk, &href, "submission", &[]).await;
    done(&office.chair, &href, "approval", &[]).await;
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    done(&office.clerk, &href, "replacement", &[]).await;
    let new = document::Entity::find().filter(document::Column::ReplacesId.eq(id_of(&href)));
    let new = new.one(db).await.unwrap().unwrap();
    assert_eq!((new.case_id, new.meeting_id), (Some(office.case), Some(meeting)));
    let page = office.clerk.get(planned.location()).await.body;
    for paper in [id_of(&href), new.id] {
        assert!(page.contains(&format!("/documents/{paper}")), "{paper} in {page}");
    }
}

/// Leads the complaint to its decision.
async fn to_decision(office: &Office) {
    did(&office.chair, office.case, "recognition", &[]).await;
    let decision = [("outcome", "right"), ("paper_number", "01/QĐ-UBND")];
    did(&office.chair, office.case, "decision", &decision).await;
}

#[tokio::test]
async fn the_day_a_decision_was_received_starts_its_periods() {
    let office = office().await;
    let href = issued(&office, "complaint-decision-first").await;
    to_decision(&office).await;
    let service = |served: &'static str, proof: &'static str| {
        [
            ("recipient", "Nguyễn Văn Đức"),
            ("service_way", "in-hand"),
            ("sent_on", "2026-11-25"),
            ("served_on", served),
            ("proof", proof),
        ]
    };
    let unproved = act(&office.clerk, &href, "services", &service("2026-11-25", "")).await;
    assert!(unproved.status == 422 && unproved.body.contains("proof-error"), "{}", unproved.body);
    let ahead = act(&office.clerk, &href, "services", &service("2026-11-26", "Biên bản")).await;
    assert!(ahead.status == 422 && ahead.body.contains("served_on-error"), "{}", ahead.body);
    done(&office.clerk, &href, "services", &service("", "")).await;
    let case = office.clerk.get(&format!("/cases/{}", office.case)).await.body;
    assert!(!case.contains("Thời hiệu khiếu nại lần hai"), "not before the receipt is proved");
    let body = office.clerk.get(&href).await.body;
    assert!(body.contains("chưa có xác nhận đã nhận"), "{body}");
    done(&office.clerk, &href, "services", &service("2026-11-25", "Biên bản giao nhận số 3")).await;
    let history =
        gandan::cases::store::history(office.app.app.db.read(), office.case).await.unwrap();
    let served = history.last().unwrap();
    let day = office.app.app.clock.today();
    assert_eq!(*served, complaint::Event::Served { on: day, received_on: day }.into());
    // A second proof changes nothing of the case.
    done(&office.clerk, &href, "services", &service("2026-11-25", "Giấy báo phát")).await;
    let after = gandan::cases::store::history(office.app.app.db.read(), office.case).await.unwrap();
    assert_eq!(after.len(), history.len());
}

#[tokio::test]
async fn a_paper_goes_with_its_letter_or_by_a_link_that_opens_once() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    let page = office.clerk.get(&href).await.body;
    let choice = talks::chosen(&page, "mail_to");
    let party = office_party(&office).await;
    assert!(page.contains(&party) && choice.is_empty(), "{page}");
    done(&office.clerk, &href, "letter", &[("mail_to", &party)]).await;
    office.app.run_jobs().await;
    let letters = office.app.letters();
    // Other letters to the same person leave in the same moment, in whatever order.
    let with_paper = letters.iter().rfind(|one| one.raw.contains("van-ban.pdf"));
    let sent = with_paper.expect("a letter with the paper");
    assert_eq!(sent.to, "nguoi.gui@example.vn");
    assert!(sent.subject.contains("thụ lý giải quyết khiếu nại"), "{}", sent.subject);
    assert!(sent.raw.contains("application/pdf"), "{}", sent.raw);
    // A restricted case: the letter names nothing, the link opens once.
    let restricted = [("level", "restricted"), ("level_reason", "Có bí mật đời tư")];
    let set =
        office.chair.post(&format!("/cases/{}/confidentiality", office.case), &restricted).await;
    assert_eq!(set.status, 303, "{}", set.body);
    done(&office.chair, &href, "letter", &[("mail_to", &party)]).await;
    office.app.run_jobs().await;
    let letters = office.app.letters();
    let with_link = letters.iter().rfind(|one| one.text.contains("/paper?token="));
    let sent = with_link.expect("a letter with the link");
    assert!(!sent.raw.contains("application/pdf"), "{}", sent.raw);
    assert!(!sent.text.contains("thụ lý"), "{}", sent.text);
    let link = sent.text.split_whitespace().find(|word| word.contains("/paper?token=")).unwrap();
    let token = link.split("token=").nth(1).unwrap();
    let stranger = office.app.stranger();
    for _ in 0..2 {
        let shown = stranger.get(&format!("/paper?token={token}")).await;
        assert_eq!(shown.status, 200, "looking does not spend it");
        assert!(!shown.body.contains("Nguyễn Văn Đức"), "{}", shown.body);
    }
    let fetched = stranger.post("/paper", &[("token", token)]).await;
    assert_eq!((fetched.status, fetched.header("content-type")), (200, "application/pdf"));
    assert_eq!(stranger.post("/paper", &[("token", token)]).await.status, 404);
    assert_eq!(stranger.get(&format!("/paper?token={token}")).await.status, 404);
    assert_eq!(stranger.get("/paper?token=sai").await.status, 404);
}

/// The hash of what was handed in last.
async fn hash_of(app: &TestApp, href: &str) -> String {
    let query = document_event::Entity::find()
        .filter(document_event::Column::DocumentId.eq(id_of(href)))
        .filter(document_event::Column::Kind.eq("submitted"));
    query.one(app.app.db.read()).await.unwrap().unwrap().content_hash.unwrap()
}

async fn office_party(office: &Office) -> String {
    let db = office.app.app.db.read();
    gandan::cases::store::parties(db, office.case).await.unwrap()[0].id.to_string()
}

#[tokio::test]
async fn a_letter_never_leaves_without_the_paper_it_promises() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    let party = office_party(&office).await;
    office.app.run_jobs().await;
    let before = office.app.letters().len();
    done(&office.clerk, &href, "letter", &[("mail_to", &party)]).await;
    let sha256 = row(&office.app, &href).await.pdf_sha256.unwrap();
    office.app.app.files.remove(&sha256).await.unwrap();
    jobs::send_due(&office.app.app).await.unwrap();
    assert_eq!(office.app.letters().len(), before);
    let waiting = outbox::Entity::find().filter(outbox::Column::Kind.eq("paper-served"));
    let waiting = waiting.one(office.app.app.db.read()).await.unwrap().unwrap();
    assert!(waiting.sent_at.is_none() && waiting.failed_at.is_none(), "tried again later");
}

#[tokio::test]
async fn signed_copies_are_kept_and_only_what_can_be_one() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    let send = async |name: &str, bytes: &[u8]| {
        let parts: [Part<'_>; 1] = [("copy", Some(name), bytes)];
        office.clerk.post_parts(&format!("{href}/files"), &parts).await
    };
    let text = send("ghi chú.txt", "không phải bản ký".as_bytes()).await;
    assert!(text.status == 422 && text.body.contains("copy-error"), "{}", text.body);
    assert_eq!(send("", b"").await.status, 422);
    let kept = send("Bản đã ký.pdf", b"%PDF-1.7\nchu ky\n%%EOF").await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let page = office.officer.get(&href).await.body;
    assert!(page.contains("Bản đã ký.pdf"), "{page}");
    let link =
        page.split("href=\"").find(|rest| rest.starts_with(&format!("{href}/files/"))).unwrap();
    let copy = office.officer.get(link.split('"').next().unwrap()).await;
    assert_eq!((copy.status, copy.header("content-type")), (200, "application/pdf"));
}

#[tokio::test]
async fn papers_are_seen_with_their_case_alone() {
    let office = office().await;
    let href = issued(&office, "complaint-accept-notice").await;
    let stranger = office.app.signed_in("chutich2").await;
    for path in ["", "/paper.pdf", "/paper.docx"] {
        assert_eq!(stranger.get(&format!("{href}{path}")).await.status, 404, "{path}");
        assert_eq!(office.app.stranger().get(&format!("{href}{path}")).await.status, 303, "{path}");
    }
    for what in [
        "submission",
        "approval",
        "return",
        "bypass",
        "issue",
        "withdrawal",
        "replacement",
        "discarding",
        "services",
        "letter",
    ] {
        let fields = [("version", "5"), ("hash", "0")];
        assert_eq!(stranger.post(&format!("{href}/{what}"), &fields).await.status, 404, "{what}");
    }
    let case = office.case.to_string();
    let wanted = [("case", case.as_str()), ("form", "complaint-accept-notice")];
    assert_eq!(stranger.post("/documents", &wanted).await.status, 404);
    assert!(!stranger.get("/documents?stage=issued").await.body.contains(&href));
    let inspector = office.app.signed_in("thanhtra").await;
    assert_eq!(inspector.get(&href).await.status, 200, "the inspectorate reads");
    // The Front reads what was issued of a public case, and no draft.
    let front = office.app.signed_in("mattran").await;
    assert_eq!(front.get(&href).await.status, 404, "not a public case");
    let public = [("level", "public"), ("level_reason", "Không có dữ liệu cần giữ kín")];
    let set = office.chair.post(&format!("/cases/{case}/confidentiality"), &public).await;
    assert_eq!(set.status, 303, "{}", set.body);
    let unissued = draft(&office.officer, office.case, "complaint-refuse-notice").await;
    assert_eq!(front.get(&href).await.status, 200);
    assert_eq!(front.get(&unissued).await.status, 404);
    let wrong_form = [("case", case.as_str()), ("form", "denunciation-conclusion")];
    assert_eq!(
        office.officer.post("/documents", &wrong_form).await.status,
        404,
        "not of a complaint"
    );
}

async fn token(app: &TestApp, login: &str) -> String {
    let body = json!({ "login": login, "password": PASSWORD });
    let answer = app.stranger().post_json("/api/v1/tokens", &[], &body).await;
    format!("Bearer {}", answer.json()["token"].as_str().unwrap())
}

#[tokio::test]
async fn programs_approve_and_refuse_as_the_page_does() {
    let office = office().await;
    let href = draft(&office.officer, office.case, "complaint-accept-notice").await;
    assert_eq!(save(&office.officer, &href, &[]).await.status, 303);
    done(&office.officer, &href, "submission", &[]).await;
    let path = format!("/api/v1/papers/{}", id_of(&href));
    let decision = format!("{path}/decision");
    let chair = token(&office.app, "chutich").await;
    let officer = token(&office.app, "canbo2").await;
    let elsewhere = token(&office.app, "chutich2").await;
    let ask = async |token: &str, path: &str, body: Option<Value>| {
        let stranger = office.app.stranger();
        let headers = [("authorization", token)];
        match body {
            Some(body) => stranger.post_json(path, &headers, &body).await,
            None => stranger.send(Method::GET, path, &headers, Body::empty()).await,
        }
    };
    let read = ask(&chair, &path, None).await;
    assert_eq!(read.status, 200, "{}", read.body);
    let paper = read.json();
    assert_eq!(paper["stage"], "submitted");
    let said = paper["paragraphs"].as_array().unwrap();
    assert!(said.iter().any(|line| line.as_str().unwrap().contains("Nguyễn Văn Đức")), "{paper}");
    let hash = paper["content_hash"].clone();
    let approve = |hash: &Value| json!({ "decision": "approve", "content_hash": hash });
    let refuse = |remarks: &str| json!({ "decision": "send-back", "content_hash": hash, "remarks": remarks });
    let right = approve(&hash);
    assert_eq!(ask(&elsewhere, &path, None).await.status, 404);
    assert_eq!(ask(&elsewhere, &decision, Some(right.clone())).await.status, 404);
    assert_eq!(ask(&officer, &decision, Some(right.clone())).await.status, 403);
    assert_eq!(ask(&chair, &decision, Some(approve(&json!("00")))).await.status, 409);
    assert_eq!(ask(&chair, &decision, Some(refuse(" "))).await.status, 422);
    let neither = json!({ "decision": "no", "content_hash": hash });
    assert_eq!(ask(&chair, &decision, Some(neither)).await.status, 422);
    assert_eq!(row(&office.app, &href).await.stage, "submitted", "nothing was decided yet");
    let back = ask(&chair, &decision, Some(refuse("Ghi rõ địa chỉ."))).await;
    assert_eq!((back.status, &back.json()["stage"]), (200, &json!("draft")), "{}", back.body);
    assert_eq!(ask(&chair, &decision, Some(right)).await.status, 409, "a refusal stays one");
    done(&office.officer, &href, "submission", &[]).await;
    let again = ask(&chair, &path, None).await.json();
    let right = approve(&again["content_hash"]);
    let done = ask(&chair, &decision, Some(right)).await;
    assert_eq!((done.status, &done.json()["stage"]), (200, &json!("approved")), "{}", done.body);
    let acts = acts_of(&office.app, &href).await;
    assert_eq!(acts[2..], ["submitted", "sent-back", "submitted", "approved"]);
}

/// Every paper that the law names for a fact has a form here, and the form is of the act and number the law says.
#[test]
fn every_paper_of_the_law_has_its_form() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let (mut checked, mut led) = (0, 0);
    for kind in [Kind::Complaint, Kind::Denunciation, Kind::Petition] {
        let received: procedure::Event = match kind {
            Kind::Complaint => complaint::Event::Received {
                on: today,
                complainants: 1,
                resolver: law::jurisdiction::Resolver::CommuneChairman,
                first: None,
            }
            .into(),
            Kind::Denunciation => denunciation::Event::Received {
                on: today,
                denouncers: 1,
                origin: denunciation::Origin::New,
                resolver: law::jurisdiction::Resolver::CommuneChairman,
            }
            .into(),
            Kind::Petition => petition::Event::Received { on: today }.into(),
        };
        let state = procedure::begin(&received, today).unwrap();
        for step in Step::ALL {
            let Some(event) = state.sample(*step, today) else { continue };
            if event.code() == "lodged" {
                continue;
            }
            // What an issued paper leads to is the step whose fact makes it; here at first instance.
            let rests = |form: &&papers::Form| step_of(kind, form.key()) == Some(*step);
            for form in papers::forms().iter().filter(rests) {
                if form.key() != "complaint-decision-second" {
                    assert!(keys_of(&state, &event).contains(&form.key()), "{}", form.key());
                    led += 1;
                }
            }
            for paper in state.papers(&event).iter().filter(|paper| !paper.form.is_empty()) {
                let keys = keys_of(&state, &event);
                assert!(!keys.is_empty(), "{kind:?} {step:?}");
                let forms: Vec<_> = keys
                    .iter()
                    .map(|key| papers::form(key, today).unwrap().source().clone())
                    .collect();
                let numbers: Vec<_> = forms.iter().map(|form| form.number.as_str()).collect();
                // Reports of verification are one form here; withdrawal comes as a letter (TC 02) or is
                // written down (TC 03); expert examination is asked for outside the program.
                let is_known = numbers.contains(&paper.form)
                    || forms.iter().any(|form| form.number.split('/').any(|one| one == paper.form))
                    || matches!(paper.form, "01" if forms.iter().any(|form| form.key == "proposal-slip"))
                    || matches!(paper.form, "11" | "02");
                assert!(is_known, "{kind:?} {step:?}: {} not in {numbers:?}", paper.form);
                checked += 1;
            }
        }
    }
    assert!(checked >= 15, "{checked}");
    assert_eq!(led, 19);
}
