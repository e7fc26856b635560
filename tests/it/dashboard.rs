//! The dashboard: its figures counted again from the rows, its rights, its file, and the letter of the week.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use entity::{case, deadline, letter_file, outbox, rating};
use gandan::jobs::digest::of_the_week;
use gandan::jobs::outbox::send_due;
use gandan::policy::Actor;
use gandan::reports::board::{self, Board, Looking};
use gandan::reports::paper;
use gandan::reports::service::Asked;
use gandan::reports::view::{Section, Table};
use gandan::web::i18n::Lang;
use mail_parser::{MessageParser, MimeHeaders};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::reports::{chairman, day, seven_cases};
use crate::support::TestApp;
use crate::support::people::{OTHER_WARD, PROVINCE, WARD};

/// Who sees all units, as figures count them.
fn leader() -> Actor {
    let unit_ids = vec![PROVINCE, WARD, OTHER_WARD];
    Actor { unit_id: Some(PROVINCE), unit_ids, ..chairman(WARD) }
}

async fn board_of(app: &TestApp, actor: &Actor, (from, to): (&str, &str)) -> Board {
    let today = app.app.clock.today();
    let asked = Asked { from: day(from), to: day(to), unit: None, today };
    let report = paper::report(&app.app, actor, asked).await.unwrap();
    let looking = Looking { app: &app.app, actor, lang: Lang::Vi, report: &report };
    board::of(&looking).await.unwrap()
}

fn section<'b>(board: &'b Board, code: &str) -> &'b Section {
    board.sections.iter().find(|section| section.code == code).unwrap()
}

fn table<'b>(board: &'b Board, code: &str, caption: &str) -> &'b Table {
    let parts = &section(board, code).parts;
    let found = parts.iter().find(|part| part.table.caption == caption);
    &found.unwrap_or_else(|| panic!("no table {caption}")).table
}

/// Name and cells of each line.
fn lines(table: &Table) -> Vec<(String, Vec<String>)> {
    let cells =
        |row: &gandan::reports::view::Row| row.cells.iter().map(|c| c.text.clone()).collect();
    table.rows.iter().map(|row| (row.name.clone(), cells(row))).collect()
}

/// The words of a PDF with single spaces: cells break their lines where they like.
fn text_of(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn percent(part: usize, whole: usize) -> String {
    format!("{}%", (part as f64 * 100.0 / whole as f64).round())
}

/// Deadlines of the office with their cases.
async fn deadlines(app: &TestApp) -> Vec<(deadline::Model, case::Model)> {
    let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
    let of = |row: &deadline::Model| cases.iter().find(|case| case.id == row.case_id).cloned();
    let rows = deadline::Entity::find().all(app.app.db.read()).await.unwrap();
    let rows = rows.into_iter().filter(|row| row.duty == "agency");
    rows.map(|row| (of(&row).unwrap(), row)).map(|(case, row)| (row, case)).collect()
}

#[tokio::test]
async fn deadlines_are_counted_as_by_hand() {
    let app = seven_cases().await;
    for (from, to) in
        [("2026-01-01", "2026-11-25"), ("2026-08-01", "2026-08-11"), ("2026-07-01", "2026-12-31")]
    {
        let board = board_of(&app, &leader(), (from, to)).await;
        let (from, to) = (day(from), day(to));
        let last = to.min(app.app.clock.today());
        let rows = deadlines(&app).await;
        let met = |row: &&(deadline::Model, case::Model)| {
            row.0.met_on.is_some_and(|on| from <= on && on <= to)
        };
        let late = |row: &&(deadline::Model, case::Model)| {
            let is_open = row.0.ending == "open" || row.0.met_on.is_some_and(|on| on > last);
            row.0.due_on < last && is_open
        };
        let is_kept = |row: &&(deadline::Model, case::Model)| row.0.met_on <= Some(row.0.due_on);
        let ended: Vec<_> = rows.iter().filter(met).collect();
        let kept = ended.iter().filter(|row| is_kept(row)).count();
        let overdue = rows.iter().filter(late).count();
        assert!(kept > 0 && overdue + ended.len() > kept, "the test has something to count");
        let key = board.keys.iter().find(|key| key.href == "#in-time").unwrap();
        assert_eq!(key.value, percent(kept, ended.len() + overdue), "{from}");
        for (kind, name) in [("complaint", "Khiếu nại"), ("petition", "Kiến nghị, phản ánh")]
        {
            let of_kind = |row: &&&(deadline::Model, case::Model)| row.1.kind == kind;
            let all: Vec<_> = ended.iter().filter(|row| of_kind(row)).collect();
            let kept = all.iter().filter(|row| is_kept(row)).count();
            let overdue = rows.iter().filter(late).filter(|row| row.1.kind == kind).count();
            let by_kind = table(&board, "in-time", "Thực hiện thời hạn theo loại đơn");
            let found = lines(by_kind).into_iter().find(|(line, _)| line == name);
            let whole = all.len() + overdue;
            let expected = (whole > 0).then(|| {
                let counts = [kept, all.len() - kept, overdue].map(|n| n.to_string());
                let share = percent(kept, whole);
                (name.to_owned(), counts.into_iter().chain([share]).collect::<Vec<_>>())
            });
            assert_eq!(found, expected, "{from} {kind}");
        }
        let mut by_rule: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (row, _) in ended.iter().filter(|row| row.0.rule != "KN-08") {
            let days = (row.met_on.unwrap() - row.starts_on).num_days();
            by_rule.entry(&row.rule).or_default().push(days);
        }
        let shown = lines(table(&board, "steps", "Các bước hoàn thành trong kỳ"));
        assert_eq!(shown.len(), by_rule.len());
        for ((name, cells), (rule, mut days)) in shown.into_iter().zip(by_rule) {
            days.sort_unstable();
            let nth = |percent: usize| days[(days.len() * percent).div_ceil(100) - 1].to_string();
            assert!(name.ends_with(&format!("({rule})")), "{name}");
            assert_eq!(cells[..3], [days.len().to_string(), nth(50), nth(90)], "{rule}");
        }
    }
}

#[tokio::test]
async fn open_cases_are_counted_by_age_and_stage() {
    let app = seven_cases().await;
    for to in ["2026-11-25", "2026-08-10", "2026-10-31"] {
        let board = board_of(&app, &leader(), ("2026-01-01", to)).await;
        let last = day(to);
        let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
        let open: Vec<&case::Model> = cases
            .iter()
            .filter(|case| case.received_on <= last)
            .filter(|case| case.closed_on.is_none_or(|on| on > last))
            .collect();
        let age = |from: i64, to: i64| {
            let is_so =
                |case: &&&case::Model| (from..=to).contains(&(last - case.received_on).num_days());
            open.iter().filter(is_so).count().to_string()
        };
        let expected = [age(0, 10), age(11, 30), age(31, 60), age(61, 90), age(91, 9_999)];
        let shown = lines(table(&board, "backlog", "Đang giải quyết theo số ngày từ khi nhận"));
        let shown: Vec<String> = shown.into_iter().map(|(_, cells)| cells[0].clone()).collect();
        assert_eq!(shown, expected, "{to}");
        let by_stage = lines(table(&board, "backlog", "Đang giải quyết theo giai đoạn"));
        let sum: usize = by_stage.iter().map(|(_, cells)| cells[0].parse::<usize>().unwrap()).sum();
        assert_eq!(sum, open.len(), "{by_stage:?}");
        let verified = by_stage.iter().find(|(name, _)| name == "Khiếu nại: Đối thoại");
        let in_dialogue =
            open.iter().filter(|case| case.kind == "complaint" && case.stage == "dialogue").count();
        let shown = verified.map_or(0, |(_, cells)| cells[0].parse().unwrap());
        assert_eq!(shown, in_dialogue, "{by_stage:?}");
    }
}

#[tokio::test]
async fn what_is_overdue_is_named_with_its_reason() {
    let app = seven_cases().await;
    let period = ("2026-01-01", "2026-11-25");
    let board = board_of(&app, &leader(), period).await;
    let shown = lines(table(&board, "overdue", "Quá hạn, lâu nhất trước"));
    assert_eq!(shown.len(), 2, "{shown:?}");
    // The petition has waited since October, the complaint since its last day, 9/11.
    let (petition, cells) = &shown[0];
    assert!(petition.contains("Đường ngõ ngập khi mưa lớn"), "{petition}");
    assert_eq!(cells[0], "Phường Vàng Danh");
    assert_eq!(cells[1], "chưa giao cho ai");
    let (_, cells) = &shown[1];
    assert!(cells[2].contains("hạn 09/11/2026, quá 16 ngày."), "{cells:?}");
    assert!(cells[3].contains("Việc gần nhất: Phạm Văn Quyết"), "{cells:?}");
    assert!(cells[3].contains("28/10/2026"), "{cells:?}");

    gandan::jobs::escalate::run(&app.app).await.unwrap();
    let board = board_of(&app, &leader(), period).await;
    let shown = lines(table(&board, "overdue", "Quá hạn, lâu nhất trước"));
    // Head and superior in one round: the highest is named.
    assert!(shown[1].1[3].contains("Đã báo Cao Văn Tỉnh ngày 25/11/2026."), "{shown:?}");

    // A case the leader may not read counts, and is not named.
    let row = case::Entity::find().all(app.app.db.read()).await.unwrap();
    let stuck = row.iter().find(|case| case.stage == "dialogue").unwrap();
    let hidden = case::ActiveModel {
        id: Set(stuck.id),
        confidentiality: Set("restricted".to_owned()),
        ..Default::default()
    };
    case::Entity::update(hidden).exec(app.app.db.for_migration()).await.unwrap();
    let client = app.signed_in("lanhdao").await;
    let page = client.get("/reports").await.body;
    assert!(page.contains("2 vụ việc quá hạn tính đến ngày 25/11/2026"), "{page}");
    assert!(!page.contains(&format!("/cases/{}", stuck.id)), "{page}");
}

#[tokio::test]
async fn everybody_sees_the_figures_of_their_units() {
    let app = seven_cases().await;
    let rows = deadlines(&app).await;
    let year = ("2026-01-01", "2026-11-25");
    let ward = board_of(&app, &chairman(OTHER_WARD), year).await;
    let open = rows.iter().map(|(_, case)| case).filter(|case| case.unit_id == OTHER_WARD);
    assert!(open.count() > 0);
    let key = |board: &Board, code: &str| {
        board.keys.iter().find(|key| key.href == code).unwrap().value.clone()
    };
    assert_eq!(key(&ward, "#overdue"), "1");
    let all = board_of(&app, &leader(), year).await;
    assert_eq!(key(&all, "#overdue"), "2");
    let shown = lines(table(&ward, "overdue", "Quá hạn, lâu nhất trước"));
    assert!(shown.iter().all(|(_, cells)| cells[0] == "Phường Vàng Danh"), "{shown:?}");
    // One unit needs no table of units.
    let parts = &section(&ward, "in-time").parts;
    assert!(parts.iter().all(|part| !part.table.caption.ends_with("theo cơ quan")));
    let client = app.signed_in("chutich2").await;
    assert_eq!(client.get(&format!("/reports.pdf?unit={WARD}")).await.status, 404);
    for login in ["tiepdan", "canbo", "quantri", "an@example.vn"] {
        assert_eq!(app.signed_in(login).await.get("/reports.pdf").await.status, 404, "{login}");
    }
}

#[tokio::test]
async fn an_empty_period_says_so_part_by_part() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("lanhdao").await;
    let page = client.get("/reports?period=month").await;
    assert_eq!(page.status, 200);
    for said in [
        "Trong kỳ này chưa có đơn nào",
        "Trong kỳ không có thời hạn nào kết thúc hay quá hạn.",
        "Cuối ngày 25/11/2026 không còn vụ việc nào đang giải quyết.",
        "Không có vụ việc nào quá hạn tính đến ngày 25/11/2026.",
        "Trong kỳ chưa có buổi đối thoại nào.",
        "Không có cam kết nào có hạn trong kỳ.",
        "Hiện không có vụ việc kéo dài.",
        "Trong kỳ chưa có ai cho ý kiến.",
    ] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    // Two wards owe two days of reception this month (TD-01b), the province one (TD-03).
    assert!(
        page.body.contains(
            "0 trên 3 tháng đủ số ngày luật định; 3 tháng còn thiếu, tổng cộng thiếu 5 ngày."
        ),
        "{}",
        page.body
    );
    assert!(page.body.contains("href=\"/receptions?month=2026-11\""));
}

#[tokio::test]
async fn dialogues_promises_and_prolonged_cases_are_counted() {
    let app = seven_cases().await;
    let (meeting, other) = (Uuid::from_u128(0x77), Uuid::from_u128(0x78));
    let db = app.app.db.for_migration();
    let officer = chairman(WARD).account_id;
    for (n, id) in [meeting, other].into_iter().enumerate() {
        let row = entity::meeting::ActiveModel {
            id: Set(id),
            unit_id: Set(WARD),
            campaign_id: Set(None),
            household_id: Set(None),
            case_id: Set(None),
            kind: Set("persuasion".to_owned()),
            round: Set(1),
            title: Set("Đối thoại với hộ dân".to_owned()),
            agenda: Set(String::new()),
            stage: Set(if n == 0 { "following" } else { "absent-unexcused" }.to_owned()),
            held_on: Set(day("2026-11-03")),
            from_minute: Set(480),
            to_minute: Set(510),
            room_id: Set(None),
            place: Set("Hội trường".to_owned()),
            chair_id: Set(officer),
            officer_id: Set(None),
            exception_reason: Set(String::new()),
            announced_on: Set(None),
            was_on: Set(None),
            is_public: Set(false),
            is_sensitive: Set(false),
            sequence: Set(0),
            version: Set(1),
            created_by: Set(officer),
            created_at: Set(app.now()),
        };
        entity::meeting::Entity::insert(row).exec_without_returning(db).await.unwrap();
    }
    let minutes = entity::meeting_minutes::ActiveModel {
        meeting_id: Set(meeting),
        opening: Set(String::new()),
        findings: Set(String::new()),
        agreed_points: Set("Bàn giao mặt bằng trước Tết.".to_owned()),
        open_points: Set(String::new()),
        began_at: Set("08:00".to_owned()),
        ended_at: Set("08:30".to_owned()),
        copies: Set(2),
        was_read_back: Set(true),
        version: Set(1),
        saved_by: Set(officer),
        saved_at: Set(app.now()),
        signed_on: Set(Some(day("2026-11-03"))),
        signed_hash: Set(Some(String::new())),
    };
    entity::meeting_minutes::Entity::insert(minutes).exec_without_returning(db).await.unwrap();
    // Kept in time, kept late, overdue, not due, taken back, and one of another month.
    for (n, (stage, due, done)) in [
        ("confirmed", "2026-11-10", Some("2026-11-10")),
        ("done", "2026-11-10", Some("2026-11-11")),
        ("open", "2026-11-24", None),
        ("open", "2026-11-25", None),
        ("withdrawn", "2026-11-20", None),
        ("open", "2026-10-31", None),
    ]
    .into_iter()
    .enumerate()
    {
        let row = entity::commitment::ActiveModel {
            id: Set(Uuid::from_u128(0x900 + n as u128)),
            unit_id: Set(WARD),
            meeting_id: Set(meeting),
            body: Set("Phòng Kinh tế, Hạ tầng và Đô thị".to_owned()),
            responsible_id: Set(None),
            what: Set("Đo đạc lại thửa đất".to_owned()),
            due_on: Set(day(due)),
            stage: Set(stage.to_owned()),
            done_on: Set(done.map(day)),
            evidence: Set(String::new()),
            answer_hash: Set(None),
            version: Set(1),
        };
        entity::commitment::Entity::insert(row).exec_without_returning(db).await.unwrap();
    }
    let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
    let stuck = cases.iter().find(|case| case.stage == "dialogue").unwrap();
    let mark = entity::prolonged_case::ActiveModel {
        id: Set(Uuid::from_u128(0x901)),
        case_id: Set(stuck.id),
        basis: Set("Kế hoạch 363/KH-TTCP".to_owned()),
        leader_id: Set(officer),
        target_on: Set(day("2026-11-24")),
        review_on: Set(day("2026-12-01")),
        flagged_by: Set(officer),
        flagged_on: Set(day("2026-11-01")),
        ended_on: Set(None),
        end_reason: Set(String::new()),
        version: Set(1),
    };
    entity::prolonged_case::Entity::insert(mark).exec_without_returning(db).await.unwrap();

    let board = board_of(&app, &leader(), ("2026-11-01", "2026-11-30")).await;
    let of = |code: &str, caption: &str| {
        let lines = lines(table(&board, code, caption)).into_iter();
        lines.map(|(_, cells)| cells.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(of("dialogues", "Kết quả đối thoại"), ["0 0 0 –", "2 1 1 100%"]);
    assert_eq!(of("promises", "Cam kết có hạn trong kỳ"), ["1 25%", "1 25%", "1 25%", "1 25%"]);
    let said = &section(&board, "promises").said[0];
    assert!(said.starts_with("4 cam kết có hạn trong kỳ; 33% số cam kết đã đến hạn"), "{said}");
    let said = &section(&board, "prolonged").said[0];
    assert!(said.starts_with("Hiện có 1 vụ việc kéo dài; 0 vụ việc chưa có"), "{said}");
    assert!(said.ends_with("1 vụ việc đã quá ngày mục tiêu."), "{said}");
    let elsewhere = board_of(&app, &chairman(OTHER_WARD), ("2026-11-01", "2026-11-30")).await;
    for code in ["dialogues", "promises", "prolonged"] {
        assert!(section(&elsewhere, code).parts.is_empty(), "{code} belongs to another ward");
    }
    // The round of the complaint was held in October, without agreement.
    let october = board_of(&app, &leader(), ("2026-10-01", "2026-10-31")).await;
    let rounds = lines(table(&october, "dialogues", "Kết quả đối thoại"));
    assert_eq!(rounds[0].1.join(" "), "1 1 0 0%");
}

#[tokio::test]
async fn reception_days_are_held_against_the_law() {
    let app = TestApp::spawn().await;
    for (n, (on, received)) in [
        ("2026-10-06", true),
        ("2026-10-20", true),
        ("2026-11-04", true),
        ("2026-11-10", false),
        ("2026-11-27", false),
    ]
    .into_iter()
    .enumerate()
    {
        let row = entity::reception_day::ActiveModel {
            id: Set(Uuid::from_u128(0x800 + n as u128)),
            unit_id: Set(WARD),
            host_id: Set(chairman(WARD).account_id),
            held_on: Set(day(on)),
            from_time: Set("08:00".to_owned()),
            to_time: Set("11:30".to_owned()),
            place: Set("Trụ sở".to_owned()),
            stage: Set(if received { "held" } else { "posted" }.to_owned()),
            posted_on: Set(None),
            was_on: Set(None),
            received_by: Set(received.then(|| "head".to_owned())),
            is_online: Set(false),
            connected_at: Set(None),
            conclusion: Set(String::new()),
            conclusion_paper: Set(String::new()),
            concluded_on: Set(None),
            version: Set(1),
        };
        let db = app.app.db.for_migration();
        entity::reception_day::Entity::insert(row).exec_without_returning(db).await.unwrap();
    }
    // October: two held. November: one held, one past and not held, one ahead. June: the law counted by the week.
    for (period, said) in [
        (("2026-10-01", "2026-10-31"), "1 trên 1 tháng đủ"),
        (("2026-11-01", "2026-11-30"), "1 trên 1 tháng đủ"),
        (
            ("2026-09-15", "2026-11-25"),
            "2 trên 3 tháng đủ số ngày luật định; 1 tháng còn thiếu, tổng cộng thiếu 2 ngày.",
        ),
        (("2026-06-01", "2026-06-30"), "Kỳ này không có tháng nào"),
    ] {
        let board = board_of(&app, &chairman(WARD), period).await;
        let found = &section(&board, "receptions").said[0];
        assert!(found.contains(said), "{period:?}: {found}");
    }
}

#[tokio::test]
async fn the_file_says_what_the_page_says() {
    let app = seven_cases().await;
    let rows = case::Entity::find().all(app.app.db.read()).await.unwrap();
    let stuck = rows.iter().find(|case| case.stage == "dialogue").unwrap();
    // No font here has this character: the file comes all the same.
    let odd = case::ActiveModel {
        id: Set(stuck.id),
        subject: Set("Đơn giá bồi thường 😡 quá thấp".to_owned()),
        ..Default::default()
    };
    case::Entity::update(odd).exec(app.app.db.for_migration()).await.unwrap();
    let client = app.signed_in("lanhdao").await;
    let file = client.get("/reports.pdf?period=year").await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let text = text_of(&file.bytes);
    for said in [
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "BÁO CÁO ĐIỀU HÀNH",
        "từ ngày 01/01/2026 đến ngày 25/11/2026",
        "Thực hiện đúng hạn",
        "2 vụ việc quá hạn tính đến ngày 25/11/2026",
        "Đơn giá bồi thường ? quá thấp",
        "Ra quyết định giải quyết lần đầu (KN-04)",
        "Phường Vàng Danh",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let admin = app.signed_in("quantri").await;
    assert!(admin.get("/audit?deed=report-exported").await.body.contains("pdf"));
}

#[tokio::test]
async fn the_letter_of_the_week_carries_the_dashboard() {
    let app = seven_cases().await;
    let written = of_the_week(&app.app).await.unwrap();
    assert_eq!(written, 4, "three heads and a leader");
    let files = letter_file::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(files.len(), 4);
    while send_due(&app.app).await.unwrap() > 0 {}
    let letters = app.letters();
    let weekly: Vec<_> =
        letters.iter().filter(|letter| letter.subject.starts_with("Tổng hợp tuần")).collect();
    assert_eq!(weekly.len(), 4);
    for letter in &weekly {
        assert!(letter.text.contains("Báo cáo điều hành của 7 ngày qua"), "{}", letter.text);
        let message = MessageParser::default().parse(letter.raw.as_bytes()).unwrap();
        let file = message.attachments().next().unwrap();
        assert_eq!(file.attachment_name(), Some("bao-cao.pdf"));
        let text = text_of(file.contents());
        // Wednesday 25/11: the seven days before it, and November so far.
        assert!(text.contains("từ ngày 18/11/2026 đến ngày 24/11/2026"), "{text}");
        assert!(text.contains("từ ngày 01/11/2026 đến ngày 25/11/2026"), "{text}");
        let is_other = letter.to == "chutich2@uongbi.example";
        assert_eq!(text.contains("Phường Uông Bí"), !is_other, "{}: {text}", letter.to);
    }
    let files = letter_file::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(files.is_empty(), "what has left is kept no longer");
    let rows = outbox::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(rows.iter().filter(|row| row.kind == "weekly").all(|row| row.sent_at.is_some()));
}

#[tokio::test]
async fn answers_of_senders_are_counted() {
    let app = seven_cases().await;
    let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
    let resolved: Vec<_> = cases.iter().filter(|case| case.resolved_on.is_some()).collect();
    assert_eq!(resolved.len(), 4);
    for (n, (case, (settled, score, on))) in resolved
        .iter()
        .zip([
            ("yes", 5, "2026-11-20"),
            ("no", 1, "2026-11-20"),
            ("yes", 4, "2026-11-24"),
            ("partly", 3, "2026-10-01"),
        ])
        .enumerate()
    {
        let row = rating::ActiveModel {
            id: Set(Uuid::from_u128(0x700 + n as u128)),
            case_id: Set(case.id),
            settled: Set(settled.to_owned()),
            score: Set(score),
            words: Set("Chỉ cán bộ được xem hồ sơ mới đọc".to_owned()),
            first_on: Set(day(on)),
            rated_on: Set(day(on)),
            at: Set(app.now()),
            version: Set(1),
        };
        let db = app.app.db.for_migration();
        rating::Entity::insert(row).exec_without_returning(db).await.unwrap();
    }
    let board = board_of(&app, &leader(), ("2026-11-01", "2026-11-30")).await;
    let settled = lines(table(&board, "answers", "Việc đã được giải quyết chưa"));
    let cells: Vec<_> = settled.iter().map(|(_, cells)| cells.join(" ")).collect();
    assert_eq!(cells, ["2 67%", "0 0%", "1 33%"]);
    let scores = lines(table(&board, "answers", "Mức hài lòng"));
    let cells: Vec<_> = scores.iter().map(|(_, cells)| cells.join(" ")).collect();
    assert_eq!(cells, ["1 33%", "0 0%", "0 0%", "1 33%", "1 33%"]);
    let key = board.keys.iter().find(|key| key.href == "#answers").unwrap();
    assert_eq!((key.value.as_str(), key.note.as_str()), ("67%", "3 người cho ý kiến"));
    let client = app.signed_in("lanhdao").await;
    let page = client.get("/reports?from=2026-11-01&to=2026-11-30").await.body;
    assert!(!page.contains("mới đọc"), "words stay with the case");
}

#[tokio::test]
async fn a_day_in_the_future_changes_nothing() {
    let app = seven_cases().await;
    let today: NaiveDate = app.app.clock.today();
    let later = (today + Days::new(20)).to_string();
    let (now, ahead) = (
        board_of(&app, &leader(), ("2026-07-01", "2026-11-25")).await,
        board_of(&app, &leader(), ("2026-07-01", &later)).await,
    );
    let values = |board: &Board| {
        let keys = board.keys.iter().filter(|key| key.href != "#receptions");
        keys.map(|key| (key.value.clone(), key.note.clone())).collect::<Vec<_>>()
    };
    assert_eq!(values(&now), values(&ahead));
}
