//! Dialogue with households: planned together, announced, moved, held, put into minutes, signed, followed.
//! Today is 25/11/2026.

use entity::{meeting, outbox};
use gandan::jobs;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::client::Client;
use crate::support::talks::{
    campaign, chosen, homes, households, id_of, plan, room, values, version,
};
use crate::support::{ReadLetter, TestApp};

const THREE: &str = "Trần Văn Hộ; 0912345678; ho.tran@example.vn; Tổ 3; ; Số 5 đường Quang Trung; Đo lại đất\n\
    Lê Thị Giấy; ; ; Tổ 3; ; Số 7 đường Quang Trung; \n\
    Phạm Văn Mới; ; moi.pham@example.vn; Tổ 4; ; Số 9 đường Quang Trung; Xin tái định cư";

/// A ward with two rooms, a campaign and three households, one without e-mail.
async fn prepared(app: &TestApp) -> (Client, String) {
    let client = app.signed_in("tiepdan").await;
    room(&client, "Phòng A").await;
    room(&client, "Phòng B").await;
    let campaign = campaign(&client, true).await;
    households(&client, &campaign, THREE).await;
    (client, campaign)
}

/// The proposal for chairs and all rooms, and its page.
async fn proposal(client: &Client, campaign: &str, chairs: &[&str]) -> String {
    let form = client.get(&format!("{campaign}/plan")).await.body;
    let mut query = "first_day=2026-12-01&last_day=2026-12-04&length=30".to_owned();
    for chair in chairs {
        query.push_str(&format!("&with_chair={}", id_of(chair)));
    }
    for room in values(&form, "with_room") {
        query.push_str(&format!("&with_room={room}"));
    }
    let page = client.get(&format!("{campaign}/plan?{query}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

/// The fields of a proposal as the page gives them back.
fn taken(body: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("length", "30".to_owned()),
        ("agenda", "Phương án bồi thường, hỗ trợ".to_owned()),
        ("announce", "yes".to_owned()),
    ];
    for (name, all) in [
        ("household", values(body, "household")),
        ("on", values(body, "on")),
        ("at", values(body, "at")),
        ("chair", chosen(body, "chair")),
        ("room", chosen(body, "room")),
        ("officer", chosen(body, "officer")),
    ] {
        fields.extend(all.into_iter().map(|value| (name, value)));
    }
    fields
}

async fn post(
    client: &Client,
    path: &str,
    fields: &[(&'static str, String)],
) -> crate::support::client::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    client.post(path, &fields).await
}

async fn meetings(app: &TestApp) -> Vec<meeting::Model> {
    let mut rows = meeting::Entity::find().all(app.app.db.read()).await.unwrap();
    rows.sort_by_key(|row| (row.held_on, row.from_minute, row.id));
    rows
}

#[tokio::test]
async fn a_campaign_is_planned_together_and_announced() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let body = proposal(&client, &campaign, &["chutich", "canbo2"]).await;
    assert_eq!(values(&body, "household").len(), 3, "{body}");
    let done = post(&client, &format!("{campaign}/plan"), &taken(&body)).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let rows = meetings(&app).await;
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.stage == "announced" && row.held_on.to_string().as_str() >= "2026-12-01"));
    let page = client.get(&campaign).await.body;
    assert!(page.contains("Đã thông báo") && !page.contains("chưa gửi giấy mời"), "{page}");
    app.run_jobs().await;
    let letters = app.letters();
    let invited: Vec<_> =
        letters.iter().filter(|one| one.subject.contains("Mời đối thoại")).collect();
    let to: Vec<&str> = invited.iter().map(|one| one.to.as_str()).collect();
    assert!(to.contains(&"ho.tran@example.vn") && to.contains(&"moi.pham@example.vn"), "{to:?}");
    assert!(
        invited
            .iter()
            .all(|one| one.calendar.as_ref().is_some_and(|c| c.contains("METHOD:REQUEST")))
    );
    let paper = outbox::Entity::find()
        .filter(outbox::Column::PostalAddress.ne(""))
        .filter(outbox::Column::ToAddress.eq(""))
        .all(app.app.db.read())
        .await
        .unwrap();
    assert_eq!(paper.len(), 1, "Lê Thị Giấy has no e-mail");
    assert!(
        paper[0].postal_address.contains("Số 7 đường Quang Trung") && paper[0].failed_at.is_none()
    );
    // What everybody sees names no household.
    let public = app.stranger().get("/dialogue-announcements").await.body;
    assert!(public.contains("Giải phóng mặt bằng đường Quang Trung"), "{public}");
    for name in ["Trần Văn Hộ", "Lê Thị Giấy", "Số 5 đường"] {
        assert!(!public.contains(name), "{name}");
    }
}

#[tokio::test]
async fn a_proposal_is_taken_whole_or_not_at_all() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let body = proposal(&client, &campaign, &["chutich"]).await;
    let mut fields = taken(&body);
    // Two households at the same chair and hour.
    let day = fields.iter().find(|(name, _)| *name == "on").unwrap().1.clone();
    let hour = fields.iter().find(|(name, _)| *name == "at").unwrap().1.clone();
    for (name, value) in &mut fields {
        match *name {
            "on" => value.clone_from(&day),
            "at" => value.clone_from(&hour),
            _ => {}
        }
    }
    let refused = post(&client, &format!("{campaign}/plan"), &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Phạm Văn Quyết đã có lịch khác"), "{}", refused.body);
    assert!(refused.body.contains("Phương án bồi thường, hỗ trợ"), "what was typed is kept");
    assert!(meetings(&app).await.is_empty());
    // Outside the hours, on a day off, too soon, and nonsense.
    for (name, value, told) in [
        ("at", "12:00", "Ngoài giờ đối thoại"),
        ("on", "2026-12-05", "Ngày này là ngày nghỉ"),
        ("on", "2026-11-27", "báo trước chậm nhất ngày 22/11/2026"),
        ("on", "mai", "Xin ghi ngày, giờ"),
        ("chair", "ai đó", "Xin ghi ngày, giờ"),
        ("agenda", "", "điền mục này"),
    ] {
        let mut fields = taken(&body);
        fields.iter_mut().find(|(field, _)| *field == name).unwrap().1 = value.to_owned();
        let refused = post(&client, &format!("{campaign}/plan"), &fields).await;
        assert_eq!(refused.status, 422, "{name} {value}");
        assert!(refused.body.contains(told), "{name} {value}: {}", refused.body);
    }
    assert!(meetings(&app).await.is_empty());
}

/// A meeting with the first household on 2/12 at 8:00, announced; its address.
async fn announced(app: &TestApp) -> (Client, String) {
    let (client, campaign) = prepared(app).await;
    let home = homes(&client, &campaign).await.remove(0);
    let planned = plan(&client, &home, &[("officer", &id_of("canbo2"))]).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let href = planned.location().to_owned();
    let done = client.post(&format!("{href}/announcement"), &[("version", "1")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    (client, href)
}

#[tokio::test]
async fn moving_shows_what_follows_and_tells_everybody() {
    let app = TestApp::spawn().await;
    let (client, href) = announced(&app).await;
    app.run_jobs().await;
    let before = app.letters().len();
    let look = client.get(&format!("{href}/move?meeting_on=2026-12-03&from_time=09:00")).await;
    assert_eq!(look.status, 200, "{}", look.body);
    for told in [
        "08:00–08:30, thứ Tư, 02/12/2026 sang 09:00–09:30, thứ Năm, 03/12/2026",
        "1 thư điện tử kèm lịch đã sửa, 0 giấy mời in",
        "chậm nhất ngày 28/11/2026",
    ] {
        assert!(look.body.contains(told), "{told} in {}", look.body);
    }
    let mut fields: Vec<(&str, String)> = vec![
        ("version", version(&look.body)),
        ("move_reason", "Mưa bão".to_owned()),
        ("meeting_on", "2026-12-03".to_owned()),
        ("from_time", "09:00".to_owned()),
        ("to_time", "09:30".to_owned()),
        ("meeting_place", "Nhà văn hóa tổ 3".to_owned()),
        ("chair", id_of("chutich")),
        ("officer", id_of("canbo2")),
    ];
    // Not without having seen what follows.
    let unseen = post(&client, &format!("{href}/move"), &fields).await;
    assert_eq!(unseen.status, 422);
    assert!(unseen.body.contains("Nếu dời lịch"), "{}", unseen.body);
    fields.push(("confirmed", "yes".to_owned()));
    let moved = post(&client, &format!("{href}/move"), &fields).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    app.run_jobs().await;
    let letters = app.letters();
    let to_home = |one: &&crate::support::ReadLetter| one.to == "ho.tran@example.vn";
    let (first, second) = (
        letters[..before].iter().find(to_home).unwrap(),
        letters[before..].iter().find(to_home).unwrap(),
    );
    assert!(
        second.subject.contains("Dời buổi đối thoại sang ngày 03/12/2026"),
        "{}",
        second.subject
    );
    assert!(second.text.contains("Mưa bão") && second.text.contains("Nhà văn hóa tổ 3"));
    let line = |letter: &crate::support::ReadLetter, name: &str| {
        let calendar = letter.calendar.clone().unwrap();
        calendar.lines().find(|line| line.starts_with(name)).unwrap().trim().to_owned()
    };
    assert_eq!(line(first, "UID"), line(second, "UID"), "the same entry");
    assert_eq!(
        (line(first, "SEQUENCE"), line(second, "SEQUENCE")),
        ("SEQUENCE:0".into(), "SEQUENCE:1".into())
    );
    // Called off: the entry vanishes.
    let page = client.get(&href).await.body;
    let off = [("version", version(&page)), ("call_off_reason", "Dự án dừng".to_owned())];
    assert_eq!(post(&client, &format!("{href}/cancellation"), &off).await.status, 303);
    app.run_jobs().await;
    let letters = app.letters().into_iter().filter(|one| one.to == "ho.tran@example.vn");
    let calendars = letters.filter_map(|one| Some((one.calendar.clone()?, one)));
    let (calendar, last) =
        calendars.into_iter().find(|(calendar, _)| calendar.contains("SEQUENCE:2")).unwrap();
    assert!(
        calendar.contains("METHOD:CANCEL") && calendar.contains("STATUS:CANCELLED"),
        "{calendar}"
    );
    assert!(last.raw.contains("method=CANCEL"), "{}", last.raw);
    // Everything is free again.
    assert!(entity::booking::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
}

/// The latest letter that asks the household whether a promise was kept, whatever left beside it.
fn asked_whether_kept(app: &TestApp) -> ReadLetter {
    let asks = |one: &ReadLetter| one.text.contains("commitment-answer?token=");
    app.letters().into_iter().rfind(|one| one.to == "ho.tran@example.vn" && asks(one)).unwrap()
}

#[tokio::test]
async fn a_meeting_is_held_signed_and_followed_to_the_end() {
    let app = TestApp::spawn().await;
    let (_, href) = announced(&app).await;
    app.advance_days(7);
    let client = app.signed_in("tiepdan").await;
    let page = client.get(&href).await.body;
    let person = values(&page, "person").remove(0);
    // Absent with reason needs the reason; then the meeting is moved, not put into minutes.
    let mut present = vec![
        ("version", version(&page)),
        ("person", person.clone()),
        ("attendance", "absent-excused".to_owned()),
        ("absence_reason", String::new()),
    ];
    let refused = post(&client, &format!("{href}/attendance"), &present).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Vắng có lý do thì phải ghi lý do"), "{}", refused.body);
    present[2].1 = "present".to_owned();
    assert_eq!(post(&client, &format!("{href}/attendance"), &present).await.status, 303);
    let mut minutes = vec![
        ("version", "0".to_owned()),
        ("began_at", "08:00".to_owned()),
        ("ended_at", "08:40".to_owned()),
        ("opening", "Chủ tịch nêu mục đích.".to_owned()),
        ("findings", "Diện tích đo lại là 120 m².".to_owned()),
        ("agreed_points", "Đo lại thửa đất trước 15/12.".to_owned()),
        ("copies", "3".to_owned()),
        ("person", person.clone()),
        ("opinion", "Gia đình đồng ý đo lại.".to_owned()),
        ("signature", "signed".to_owned()),
        ("refusal_reason", String::new()),
    ];
    let path = format!("{href}/minutes");
    assert_eq!(post(&client, &path, &minutes).await.status, 303);
    // Another writes over an older version: both are shown, nothing is lost.
    minutes[5].1 = "Bản của người khác.".to_owned();
    let conflict = post(&client, &path, &minutes).await;
    assert_eq!(conflict.status, 409);
    for told in ["Bản của người khác.", "Đo lại thửa đất trước 15/12.", "Trần Thị Tiếp"]
    {
        assert!(conflict.body.contains(told), "{told} in {}", conflict.body);
    }
    // Not signed before they were read back.
    let early = client.post(&format!("{path}/signing"), &[("version", "1")]).await;
    assert_eq!(early.status, 422);
    assert!(early.body.contains("đọc lại biên bản"), "{}", early.body);
    minutes[0].1 = "1".to_owned();
    minutes[5].1 = "Đo lại thửa đất trước 15/12.".to_owned();
    minutes.push(("was_read_back", "yes".to_owned()));
    assert_eq!(post(&client, &path, &minutes).await.status, 303);
    let signed = client.post(&format!("{path}/signing"), &[("version", "2")]).await;
    assert_eq!(signed.status, 303, "{}", signed.body);
    // Locked.
    assert_eq!(post(&client, &path, &minutes).await.status, 404);
    let page = client.get(&href).await.body;
    assert!(page.contains("Đã ký ngày 02/12/2026") && page.contains("SHA-256"), "{page}");
    assert!(!page.contains("bị thay đổi sau khi ký"));
    // A promise, and its end.
    let promise = [
        ("what", "Đo lại thửa đất số 12".to_owned()),
        ("commitment_body", "Phòng Kinh tế, Hạ tầng và Đô thị".to_owned()),
        ("responsible", id_of("canbo2")),
        ("due_on", "2026-12-15".to_owned()),
    ];
    assert_eq!(post(&client, &format!("{href}/commitments"), &promise).await.status, 303);
    assert!(client.get(&href).await.body.contains("Đang theo dõi cam kết"));
    let officer = app.signed_in("canbo2").await;
    let list = officer.get("/commitments").await.body;
    let link = regex::Regex::new(r#"href="(/commitments/[0-9a-f-]{36})""#).unwrap();
    let commitment = link.captures(&list).unwrap()[1].to_owned();
    let done = [("version", "1"), ("commitment_note", "Đã đo ngày 02/12, 124 m².")];
    assert_eq!(officer.post(&format!("{commitment}/facts/done"), &done).await.status, 303);
    app.run_jobs().await;
    let letter = asked_whether_kept(&app);
    let token = regex::Regex::new(r"commitment-answer\?token=([0-9a-f]{64})").unwrap();
    let token = token.captures(&letter.text).unwrap()[1].to_owned();
    let home = app.stranger();
    let asked = home.get(&format!("/commitment-answer?token={token}")).await;
    assert!(asked.body.contains("Đo lại thửa đất số 12"), "{}", asked.body);
    // An objection says what is missing, and opens it again; the link is spent.
    let mut answer = vec![("token", token.as_str()), ("answer", "not-kept"), ("objection", "")];
    assert_eq!(home.post("/commitment-answer", &answer).await.status, 422);
    answer[2].1 = "Chưa cắm mốc.";
    assert_eq!(home.post("/commitment-answer", &answer).await.status, 200);
    assert_eq!(home.post("/commitment-answer", &answer).await.status, 404);
    app.run_jobs().await;
    assert!(
        app.letters()
            .iter()
            .any(|one| one.subject.contains("không đồng ý") && one.text.contains("Chưa cắm mốc."))
    );
    let page = officer.get(&commitment).await.body;
    let done = [("version", version(&page)), ("commitment_note", "Đã cắm mốc.".to_owned())];
    assert_eq!(post(&officer, &format!("{commitment}/facts/done"), &done).await.status, 303);
    // The household agrees by the new link, and with that the meeting is over.
    app.run_jobs().await;
    let letter = asked_whether_kept(&app);
    let link = regex::Regex::new(r"commitment-answer\?token=([0-9a-f]{64})").unwrap();
    let token = link.captures(&letter.text).unwrap()[1].to_owned();
    let kept = [("token", token.as_str()), ("answer", "kept"), ("objection", "")];
    let thanks = home.post("/commitment-answer", &kept).await;
    assert!(thanks.body.contains("đã nhận được xác nhận"), "{}", thanks.body);
    let page = client.get(&href).await.body;
    assert!(page.contains("Hộ đã xác nhận") && page.contains("Kết thúc"), "{page}");
    assert_eq!(meetings(&app).await[0].stage, "closed");
}

#[tokio::test]
async fn one_room_and_hour_is_booked_once() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    room(&client, "Phòng A").await;
    let page = client.get("/dialogues/new").await.body;
    let room = regex::Regex::new(r#"(?s)id="room".*?<option value="([0-9a-f-]{36})""#).unwrap();
    let room = room.captures(&page).unwrap()[1].to_owned();
    let chairs = [id_of("chutich"), id_of("canbo"), id_of("canbo2")];
    let mut tries = tokio::task::JoinSet::new();
    for n in 0..50 {
        let client = app.signed_in("tiepdan").await;
        let (room, chair) = (room.clone(), chairs[n % 3].clone());
        tries.spawn(async move {
            // Hours that overlap in one quarter at least.
            let from = format!("08:{:02}", n % 3 * 15);
            let fields = [
                ("meeting_kind", "grassroots-conference"),
                ("meeting_title", "Hội nghị đối thoại"),
                ("agenda", "Quy hoạch khu dân cư"),
                ("is_public", "yes"),
                ("meeting_on", "2026-12-02"),
                ("from_time", from.as_str()),
                ("to_time", "09:00"),
                ("room", room.as_str()),
                ("chair", chair.as_str()),
            ];
            let answer = client.post("/dialogues", &fields).await;
            (answer.status, answer.body)
        });
    }
    let mut won = 0;
    while let Some(done) = tries.join_next().await {
        let (status, body) = done.unwrap();
        match status {
            303 => won += 1,
            422 => assert!(body.contains("Phòng A đã có lịch khác"), "{body}"),
            other => panic!("{other}: {body}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(meetings(&app).await.len(), 1);
}

#[tokio::test]
async fn a_chair_is_in_one_place_at_a_time() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let homes = homes(&client, &campaign).await;
    assert_eq!(plan(&client, &homes[0], &[]).await.status, 303);
    // Another room, the same chair.
    let place = [
        ("room", ""),
        ("meeting_place", "Nhà văn hóa"),
        ("from_time", "08:15"),
        ("to_time", "08:45"),
    ];
    let refused = plan(&client, &homes[1], &place).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Phạm Văn Quyết đã có lịch khác"), "{}", refused.body);
    // The same household has one meeting ahead, and the page offers no second one.
    assert!(!client.get(&homes[0]).await.body.contains("Lập buổi đối thoại</a>"));
    // Nor by asking for one all the same.
    let again = [("meeting_on", "2026-12-08")];
    let refused = plan(&client, &homes[0], &again).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("đã có buổi đối thoại chưa xong"), "{}", refused.body);
    // One after the other is no clash.
    let after = [("from_time", "08:30"), ("to_time", "09:00")];
    assert_eq!(plan(&client, &homes[1], &after).await.status, 303);
}

#[tokio::test]
async fn a_head_does_not_receive_and_chair_at_one_hour() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let homes = homes(&client, &campaign).await;
    assert_eq!(plan(&client, &homes[0], &[]).await.status, 303);
    let host = id_of("chutich");
    let mut day = [
        ("host", host.as_str()),
        ("reception_on", "2026-12-02"),
        ("from_time", "08:00"),
        ("to_time", "11:30"),
        ("reception_place", "Trụ sở tiếp công dân phường"),
    ];
    let refused = client.post("/receptions", &day).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("đã có buổi đối thoại vào giờ đó"), "{}", refused.body);
    day[1].1 = "2026-12-03";
    assert_eq!(client.post("/receptions", &day).await.status, 303);
    // And the other way round, in a plan and in a step of a case.
    let clash = [("meeting_on", "2026-12-03"), ("from_time", "11:00"), ("to_time", "11:30")];
    let refused = plan(&client, &homes[1], &clash).await;
    assert!(refused.body.contains("Phạm Văn Quyết đã có lịch khác"), "{}", refused.body);
    let chair = app.signed_in("chutich").await;
    let case =
        crate::support::build::file_today(&app, law::procedure::Kind::Complaint).await.case_id;
    let did = crate::support::build::did;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    did(&chair, case, "verification", &[("assignee", &id_of("canbo")), ("note", "Đo")]).await;
    did(&chair, case, "findings", &[("differ", "yes"), ("note", "Lệch")]).await;
    let invitation = [
        ("held_on", "2026-12-03"),
        ("starts_at", "10:00"),
        ("place", "Trụ sở UBND phường"),
        ("note", "Diện tích"),
    ];
    let step = crate::support::build::step;
    let refused = step(&chair, case, "dialogue-invitation", &invitation).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused.body.contains("Phạm Văn Quyết đã có lịch khác trong khoảng 10:00–12:00"),
        "{}",
        refused.body
    );
    let later = [invitation[0], ("starts_at", "14:00"), invitation[2], invitation[3]];
    did(&chair, case, "dialogue-invitation", &later).await;
    let on_calendar = async || chair.get("/dialogues?view=list&on=2026-12-03").await.body;
    let calendar = on_calendar().await;
    assert!(calendar.contains("Tiếp công dân: Phạm Văn Quyết"), "{calendar}");
    assert!(calendar.contains("Đối thoại đơn số"), "{calendar}");
    // A case that ends gives the hour back.
    did(&chair, case, "withdrawal", &[("extent", "whole"), ("note", "Rút đơn")]).await;
    did(&chair, case, "termination", &[("termination", "withdrawn"), ("note", "Rút đơn.")]).await;
    let free = [("meeting_on", "2026-12-03"), ("from_time", "14:30"), ("to_time", "15:00")];
    let planned = plan(&client, &homes[1], &free).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    assert!(!on_calendar().await.contains("Đối thoại đơn số"));
}

#[tokio::test]
async fn what_is_unusual_needs_a_reason_and_the_law_allows_none() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let home = homes(&client, &campaign).await.remove(0);
    let evening = [("from_time", "19:00"), ("to_time", "19:30")];
    let refused = plan(&client, &home, &evening).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Ngoài giờ đối thoại"), "{}", refused.body);
    let law = [("meeting_kind", "first-complaint"), ("exception_reason", "Lãnh đạo bận")];
    let no_case = plan(&client, &home, &law).await;
    assert!(no_case.body.contains("phải gắn với một vụ việc"), "{}", no_case.body);
    let filed = crate::support::build::file_today(&app, law::procedure::Kind::Complaint).await;
    let number = [("case_number", filed.number.as_str())];
    // KN-08: five days before, whatever the reason.
    let late = [law.as_slice(), &number, &[("meeting_on", "2026-11-27")]].concat();
    let refused = plan(&client, &home, &late).await;
    assert!(refused.body.contains("Điều 28 Nghị định 124"), "{}", refused.body);
    // DT-04: the head in person, or with a reason.
    let deputy = id_of("canbo2");
    let other = [&law[..1], &number, &[("chair", deputy.as_str())]].concat();
    let refused = plan(&client, &home, &other).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("người giải quyết trực tiếp chủ trì"), "{}", refused.body);
    // Nothing points at a denunciation, whoever handles it.
    let chair = app.signed_in("chutich").await;
    let sealed = crate::support::build::file_today(&app, law::procedure::Kind::Denunciation).await;
    let pointing = [&law[..], &[("case_number", sealed.number.as_str())]].concat();
    let refused = plan(&chair, &home, &pointing).await;
    assert!(refused.body.contains("Không tìm thấy vụ việc có số này"), "{}", refused.body);
    let with_reason = [&law[..], &number, &[("chair", deputy.as_str())]].concat();
    let planned = plan(&client, &home, &with_reason).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let page = client.get(planned.location()).await.body;
    assert!(page.contains("Lãnh đạo bận") && page.contains(&filed.number), "{page}");
    let href = planned.location();
    assert_eq!(client.post(&format!("{href}/announcement"), &[("version", "1")]).await.status, 303);
    // Its letters are of the case: who does not see the case does not see them.
    let rows = outbox::Entity::find().filter(outbox::Column::Kind.eq("meeting-invited"));
    let rows = rows.all(app.app.db.read()).await.unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.case_id == Some(filed.case_id)));
}

#[tokio::test]
async fn others_see_nothing_and_those_who_look_on_change_nothing() {
    let app = TestApp::spawn().await;
    let (_, href) = announced(&app).await;
    let campaign = meetings(&app).await[0].campaign_id.unwrap();
    let home = meetings(&app).await[0].household_id.unwrap();
    for login in ["tiepdan2", "chutich2", "mattran", "quantri"] {
        let client = app.signed_in(login).await;
        for path in [
            href.clone(),
            format!("{href}/calendar"),
            format!("/campaigns/{campaign}"),
            format!("/households/{home}"),
        ] {
            assert_eq!(client.get(&path).await.status, 404, "{path} as {login}");
        }
        let lists = ["/dialogues?on=2026-12-02", "/campaigns", "/commitments"];
        for path in lists {
            assert!(!client.get(path).await.body.contains("Trần Văn Hộ"), "{path} as {login}");
        }
    }
    for login in ["lanhdao", "thanhtra"] {
        let client = app.signed_in(login).await;
        let page = client.get(&href).await;
        assert!(page.body.contains("Trần Văn Hộ"), "{login}");
        assert!(
            !page.body.contains("/move") && !page.body.contains("cancellation"),
            "{}",
            page.body
        );
        let off = [("version", "2"), ("call_off_reason", "Thử")];
        assert_eq!(client.post(&format!("{href}/cancellation"), &off).await.status, 404, "{login}");
    }
    // The officer it was given to works on it; another officer of the ward's department does not see it.
    assert!(app.signed_in("canbo2").await.get(&href).await.body.contains("/move"));
    assert_eq!(app.signed_in("canbo").await.get(&href).await.status, 404);
    assert_eq!(app.stranger().get(&href).await.status, 303);
}

#[tokio::test]
async fn a_secret_link_shows_the_own_calendar_until_it_is_revoked() {
    let app = TestApp::spawn().await;
    let (_, href) = announced(&app).await;
    let chair = app.signed_in("chutich").await;
    let made = chair.post("/calendar-feeds", &[]).await.body;
    let link = regex::Regex::new(r"http://gandan.test(/feeds/[0-9a-f]{64}\.ics)").unwrap();
    let link = link.captures(&made).unwrap()[1].to_owned();
    assert!(!chair.get("/calendar-feeds").await.body.contains(&link), "shown once");
    let stranger = app.stranger();
    let feed = stranger.get(&link).await;
    let text = feed.body.replace("\r\n ", "");
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert!(text.contains("DTSTART:20261202T010000Z") && text.contains(&href), "{text}");
    assert!(!text.contains("Trần Văn Hộ"), "no names: {text}");
    assert_eq!(stranger.get(&format!("/feeds/{}.ics", "0".repeat(64))).await.status, 404);
    let page = chair.get("/calendar-feeds").await.body;
    let revocation = regex::Regex::new(r#"action="(/calendar-feeds/[^"]+)""#).unwrap();
    let revocation = revocation.captures(&page).unwrap()[1].to_owned();
    assert_eq!(app.signed_in("chutich2").await.post(&revocation, &[]).await.status, 404);
    assert_eq!(chair.post(&revocation, &[]).await.status, 303);
    assert_eq!(stranger.get(&link).await.status, 404);
}

#[tokio::test]
async fn reminders_follow_the_day_they_were_made_for() {
    let app = TestApp::spawn().await;
    let (client, href) = announced(&app).await;
    app.run_jobs().await;
    app.advance_days(6);
    let before = app.letters().len();
    assert_eq!(jobs::dialogues::remind_meetings(&app.app).await.unwrap(), 1);
    // Put off before the reminder has left: it never does.
    let client2 = app.signed_in("tiepdan").await;
    drop(client);
    let page = client2.get(&href).await.body;
    let moved = [
        ("version", version(&page)),
        ("move_reason", "Hộ dân đề nghị".to_owned()),
        ("meeting_on", "2026-12-10".to_owned()),
        ("from_time", "08:00".to_owned()),
        ("to_time", "08:30".to_owned()),
        ("meeting_place", "Nhà văn hóa tổ 3".to_owned()),
        ("chair", id_of("chutich")),
        ("confirmed", "yes".to_owned()),
    ];
    let done = post(&client2, &format!("{href}/move"), &moved).await;
    assert_eq!(done.status, 303, "{}", done.body);
    app.run_jobs().await;
    let new: Vec<String> = app.letters()[before..].iter().map(|one| one.subject.clone()).collect();
    assert!(!new.iter().any(|subject| subject.contains("ngày mai")), "{new:?}");
    app.advance_days(8);
    assert_eq!(jobs::dialogues::remind_meetings(&app.app).await.unwrap(), 1);
    assert_eq!(jobs::dialogues::remind_meetings(&app.app).await.unwrap(), 0, "nothing twice");
    app.run_jobs().await;
    let reminded =
        app.letters().into_iter().filter(|one| one.subject.contains("ngày mai, 10/12/2026"));
    assert_eq!(reminded.filter(|one| one.to == "ho.tran@example.vn").count(), 1);
}

/// Letters of meetings and commitments, in both languages, as people read them.
#[tokio::test]
async fn letters_of_dialogues_say_what_the_agreed_ones_say() {
    use gandan::web::i18n::Lang;
    let app = TestApp::spawn().await;
    for lang in Lang::ALL {
        let samples = gandan::notice::sample::all(&app.app, app.now(), lang).unwrap();
        let of_dialogues = samples
            .iter()
            .filter(|one| one.kind.starts_with("meeting-") || one.kind.starts_with("commitment-"));
        let text = |one: &gandan::notice::sample::Sample| {
            let text = gandan::mail::letter::text_of(&one.content).unwrap();
            format!("== {}\n{}\n\n{text}", one.kind, one.content.subject)
        };
        let all: Vec<String> = of_dialogues.map(text).collect();
        assert_eq!(all.len(), 10);
        insta::assert_snapshot!(format!("dialogue_letters_{}", lang.code()), all.join("\n"));
    }
}

#[tokio::test]
async fn a_late_invitation_needs_its_reason() {
    let app = TestApp::spawn().await;
    let (client, campaign) = prepared(&app).await;
    let home = homes(&client, &campaign).await.remove(0);
    let href = plan(&client, &home, &[]).await.location().to_owned();
    app.advance_days(4);
    let client2 = app.signed_in("tiepdan").await;
    drop(client);
    let late = client2.post(&format!("{href}/announcement"), &[("version", "1")]).await;
    assert_eq!(late.status, 422);
    assert!(late.body.contains("chậm nhất ngày 27/11/2026"), "{}", late.body);
    let all = client2.post(&format!("{campaign}/announcement"), &[]).await;
    assert_eq!(all.status, 422);
    assert!(all.body.contains("chậm nhất ngày 27/11/2026"), "{}", all.body);
    // With the reason, given where meetings are moved, it goes out; the room chosen there is its place.
    let page = client2.get(&format!("{href}/move")).await.body;
    let rooms = regex::Regex::new(r#"<option value="([0-9a-f-]{36})"[^>]*>Phòng B"#).unwrap();
    let room = rooms.captures(&page).unwrap()[1].to_owned();
    let fields = [
        ("version", version(&page)),
        ("move_reason", "Hộ dân xin gặp sớm".to_owned()),
        ("exception_reason", "Hộ dân đồng ý".to_owned()),
        ("meeting_on", "2026-12-02".to_owned()),
        ("from_time", "08:00".to_owned()),
        ("to_time", "08:30".to_owned()),
        ("room", room),
        ("meeting_place", "Phòng A, Trụ sở UBND phường, số 1 đường Quang Trung".to_owned()),
        ("chair", id_of("chutich")),
        ("confirmed", "yes".to_owned()),
    ];
    let moved = post(&client2, &format!("{href}/move"), &fields).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    assert!(meetings(&app).await[0].place.starts_with("Phòng B,"));
    let told = client2.post(&format!("{href}/announcement"), &[("version", "2")]).await;
    assert_eq!(told.status, 303, "{}", told.body);
}

/// Who no longer prepares a meeting is told just that, and not that it is called off.
#[tokio::test]
async fn a_meeting_given_to_somebody_else_still_takes_place() {
    let app = TestApp::spawn().await;
    let (client, href) = announced(&app).await;
    app.run_jobs().await;
    let before = app.letters().len();
    let page = client.get(&format!("{href}/move")).await.body;
    let fields = [
        ("version", version(&page)),
        ("move_reason", "Cán bộ nghỉ phép".to_owned()),
        ("meeting_on", "2026-12-03".to_owned()),
        ("from_time", "08:00".to_owned()),
        ("to_time", "08:30".to_owned()),
        ("meeting_place", "Nhà văn hóa tổ 3".to_owned()),
        ("chair", id_of("chutich")),
        ("officer", String::new()),
        ("confirmed", "yes".to_owned()),
    ];
    assert_eq!(post(&client, &format!("{href}/move"), &fields).await.status, 303);
    app.run_jobs().await;
    let letters = app.letters();
    let told: Vec<_> =
        letters[before..].iter().filter(|one| one.to.starts_with("canbo2@")).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("vẫn tổ chức"), "{}", told[0].text);
    assert!(told[0].calendar.as_ref().is_some_and(|one| one.contains("METHOD:CANCEL")));
}

/// DT-06: where the province chairman resolves a group complaint the second time, no deputy chairs, however
/// many meetings are planned at once.
#[tokio::test]
async fn planning_together_keeps_the_chair_of_a_group() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan.tinh").await;
    room(&client, "Phòng họp tỉnh").await;
    let made = client
        .post(
            "/campaigns",
            &[
                ("campaign_title", "Đối thoại lần hai"),
                ("meeting_kind", "second-complaint"),
                ("purpose", "Đối thoại"),
                ("starts_on", "2026-11-25"),
            ],
        )
        .await;
    let campaign = made.location().to_owned();
    let today = app.app.clock.today();
    for (count, token) in [(1, "one"), (7, "group")] {
        let mut new = crate::support::build::new_case(law::procedure::Kind::Complaint, today);
        new.unit_id = crate::support::people::PROVINCE;
        new.complainants = count;
        new.filing_token = token.to_owned();
        let filed = crate::support::build::file(&app, new).await;
        let fields = [
            ("head_name", "Trần Văn Hộ"),
            ("address", "Số 5"),
            ("lives_there_on", "2026-11-25"),
            ("case_number", filed.number.as_str()),
        ];
        let added = client.post(&format!("{campaign}/households"), &fields).await;
        assert_eq!(added.status, 303, "{}", added.body);
    }
    let body = proposal(&client, &campaign, &["lanhdao"]).await;
    let mut fields = taken(&body);
    fields.retain(|(name, _)| *name != "announce");
    let refused = post(&client, &format!("{campaign}/plan"), &fields).await;
    assert_eq!(refused.status, 422);
    // The deputy may chair for the one, and not for the group.
    assert_eq!(refused.body.matches("<tr class=\"invalid\"").count(), 1, "{}", refused.body);
}
