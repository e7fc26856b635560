//! Lists as files: every row the list shows and none it does not, in types a spreadsheet knows, whatever
//! happens in between. Today is 25/11/2026.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, TimeDelta};
use entity::{account, audit_event, case, commitment, document, export, meeting};
use gandan::audit::Deed;
use gandan::exports::{Cell, Column, ROWS_PER_SHEET, Table, XlsxFile, place};
use gandan::ids::new_id;
use gandan::jobs::exports as job;
use gandan::policy::Confidentiality;
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, file_today, hidden, new_case};
use crate::support::client::{Answer, Client};
use crate::support::people::{DEPARTMENT, LOGINS, OTHER_WARD, WARD};

const FORMATS: [&str; 2] = ["xlsx", "csv"];

fn id_of(login: &str) -> Uuid {
    LOGINS.iter().find(|one| one.0 == login).unwrap().4
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn ask(client: &Client, list: &str, filters: &str, format: &str) -> Answer {
    let fields = [("list", list), ("filters", filters), ("format", format)];
    client.post("/exports", &fields).await
}

/// Asks for a list that must be given; the address of the export.
async fn asked(client: &Client, list: &str, filters: &str, format: &str) -> String {
    let answer = ask(client, list, filters, format).await;
    assert_eq!(answer.status, 303, "{list} {filters}: {}", answer.body);
    answer.location().to_owned()
}

/// The file of a list as soon as it was asked for.
async fn taken(
    app: &TestApp,
    client: &Client,
    list: &str,
    (filters, format): (&str, &str),
) -> Answer {
    let href = asked(client, list, filters, format).await;
    assert_eq!(job::write_waiting(&app.app).await.unwrap(), 1);
    let answer = client.get(&format!("{href}/file")).await;
    assert_eq!(answer.status, 200, "{list} {format}: {}", client.get(&href).await.body);
    answer
}

async fn row_of(app: &TestApp, href: &str) -> export::Model {
    let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
    export::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{FEFF}').expect("the mark of UTF-8");
    assert!(text.ends_with("\r\n") && text.matches('\n').count() >= text.matches("\r\n").count());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let line = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| line(record.unwrap())).collect()
}

/// The sheets of a workbook, each cell as what it is.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    book.worksheets().into_iter().map(|(name, range)| (name, rows(range))).collect()
}

/// Cells as a CSV file has them.
fn as_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(at) => at.as_datetime().unwrap().format("%d/%m/%Y").to_string(),
        other => panic!("no cell of ours: {other:?}"),
    }
}

fn xlsx_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut sheets = sheets(bytes);
    assert_eq!(sheets.len(), 1);
    sheets.remove(0).1.iter().map(|row| row.iter().map(as_text).collect()).collect()
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

async fn deeds(app: &TestApp, deed: Deed) -> Vec<audit_event::Model> {
    let query = audit_event::Entity::find().filter(audit_event::Column::Deed.eq(deed.code()));
    query.order_by_asc(audit_event::Column::Seq).all(app.app.db.read()).await.unwrap()
}

/// A meeting, a promise made in it, and a paper about it, all made up.
async fn dialogue(app: &TestApp) -> Uuid {
    let (db, id) = (app.app.db.for_migration(), new_id(app.now()));
    let held = meeting::Model {
        id,
        unit_id: WARD,
        campaign_id: None,
        household_id: None,
        case_id: None,
        kind: "persuasion".to_owned(),
        round: 1,
        title: "Đối thoại với hộ bà Lê Thị Giấy".to_owned(),
        agenda: "Phương án bồi thường".to_owned(),
        stage: "planned".to_owned(),
        held_on: day("2026-11-26"),
        from_minute: 8 * 60,
        to_minute: 9 * 60,
        room_id: None,
        place: "Trụ sở UBND phường".to_owned(),
        chair_id: id_of("chutich"),
        officer_id: Some(id_of("canbo2")),
        exception_reason: String::new(),
        announced_on: None,
        was_on: None,
        is_public: false,
        is_sensitive: false,
        sequence: 0,
        version: 1,
        created_by: id_of("tiepdan"),
        created_at: app.now(),
    };
    meeting::Entity::insert(held.into_active_model()).exec_without_returning(db).await.unwrap();
    let promise = commitment::Model {
        id: new_id(app.now()),
        unit_id: WARD,
        meeting_id: id,
        body: "Phòng Kinh tế, Hạ tầng và Đô thị".to_owned(),
        responsible_id: Some(id_of("canbo2")),
        what: "Đo lại thửa đất số 12".to_owned(),
        due_on: day("2026-12-15"),
        stage: "open".to_owned(),
        done_on: None,
        evidence: String::new(),
        answer_hash: None,
        version: 1,
    };
    let promise = promise.into_active_model();
    commitment::Entity::insert(promise).exec_without_returning(db).await.unwrap();
    let paper = document::Model {
        id: new_id(app.now()),
        unit_id: WARD,
        case_id: None,
        visit_id: None,
        meeting_id: Some(id),
        event_seq: None,
        form_key: "letter".to_owned(),
        form_source: String::new(),
        name: "Giấy mời đối thoại".to_owned(),
        field_values: "{}".to_owned(),
        signing: "{}".to_owned(),
        symbol: "GM-UBND".to_owned(),
        stage: "issued".to_owned(),
        content_hash: None,
        drafted_by: id_of("canbo2"),
        edited_by: id_of("canbo2"),
        approved_by: None,
        is_bypassed: false,
        number: Some(5),
        issued_on: Some(day("2026-11-25")),
        issued_content: None,
        pdf_sha256: None,
        replaces_id: None,
        is_shown_to_sender: false,
        version: 1,
        created_at: app.now(),
        changed_at: app.now(),
    };
    let paper = paper.into_active_model();
    document::Entity::insert(paper).exec_without_returning(db).await.unwrap();
    id
}

async fn came(client: &Client, token: &str, change: &[(&'static str, &str)]) {
    let (ward, receiver) = (WARD.to_string(), id_of("tiepdan").to_string());
    let mut fields = vec![
        ("token", token),
        ("visited_on", "2026-11-25"),
        ("visit_mode", "regular"),
        ("receiver", &receiver),
        ("full_name", "Vũ Thị Sen"),
        ("id_number", "022199887766"),
        ("address", "Số 5, ngõ 7"),
        ("ward", &ward),
        ("visit_kind", "petition"),
        ("content", "Đường ngõ 7 ngập nước mỗi khi mưa lớn"),
        ("people_count", "3"),
        ("visit_outcome", "taken"),
    ];
    fields.retain(|(name, _)| !change.iter().any(|(other, _)| other == name));
    fields.extend(change);
    let answer = client.post("/visits", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test]
async fn every_list_is_taken_away_as_it_is_shown() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    dialogue(&app).await;
    let client = app.signed_in("tiepdan").await;
    came(&client, "1", &[]).await;
    let lists = [
        ("cases", "/cases", 17, filed.number.as_str(), "Nguyễn Văn Đức", "Vụ việc"),
        ("visits", "/visits", 14, "Phường Uông Bí", "022199887766", "Sổ tiếp công dân"),
        ("meetings", "/dialogues", 13, "Phạm Văn Quyết", "08:00", "Buổi đối thoại"),
        ("papers", "/documents?stage=issued", 8, "05/GM-UBND", "Giấy mời đối thoại", "Văn bản"),
        ("commitments", "/commitments", 8, "Đo lại thửa đất số 12", "15/12/2026", "Cam kết"),
    ];
    for (list, page, columns, first, second, title) in lists {
        let body = client.get(page).await.body;
        let button = format!("name=\"list\" value=\"{list}\"");
        assert!(body.contains(&button), "{list}: {body}");
        let filters = hidden(&body, "filters").replace("&#38;", "&").replace("&amp;", "&");
        let [xlsx, csv] = {
            let xlsx = taken(&app, &client, list, (&filters, "xlsx")).await;
            [xlsx, taken(&app, &client, list, (&filters, "csv")).await]
        };
        assert!(xlsx.header("content-type").contains("spreadsheetml.sheet"), "{list}");
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        let name = csv.header("content-disposition");
        assert!(name.contains("25-11-2026.csv\"") && name.contains("filename*=UTF-8''"), "{name}");
        let rows = csv_rows(&csv.bytes);
        assert_eq!(rows, xlsx_rows(&xlsx.bytes), "{list}: both formats say the same");
        assert_eq!((rows.len(), rows[0].len()), (2, columns), "{list}: {rows:?}");
        let has = |text: &str| rows[1].iter().any(|cell| cell == text);
        assert!(has(first) && has(second), "{list}: {rows:?}");
        assert!(
            rows[0].iter().all(|heading| !heading.is_empty() && !heading.starts_with("export-"))
        );
        let sheet = part_of(&xlsx.bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"), "{sheet}");
        assert!(!sheet.contains("<f>"), "no formula");
        let named = sheets(&xlsx.bytes).remove(0).0;
        assert!(named.starts_with(title), "{named}");
    }
    // Days are days and numbers are numbers, not texts that look like them.
    let xlsx = taken(&app, &client, "visits", ("", "xlsx")).await;
    let row = sheets(&xlsx.bytes).remove(0).1.remove(1);
    assert!(matches!(row[1], Data::Float(number) if number == 1.0), "{row:?}");
    assert!(matches!(&row[2], Data::DateTime(at) if at.is_datetime()), "{row:?}");
    assert!(matches!(row[7], Data::Float(number) if number == 3.0), "{row:?}");
    assert!(part_of(&xlsx.bytes, "xl/styles.xml").contains("dd/mm/yyyy"));
    // In the reader's language.
    client.set_cookie("lang", "en");
    let csv = taken(&app, &client, "commitments", ("state=all", "csv")).await;
    assert_eq!(csv_rows(&csv.bytes)[0][..2], ["Commitment", "Dialogue"]);
}

/// Filters that match nothing, and filters that cannot be.
#[tokio::test]
async fn filters_hold_for_the_file_too() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Complaint).await;
    let petition = file_today(&app, Kind::Petition).await;
    let client = app.signed_in("tiepdan").await;
    for (filters, count) in
        [("kind=petition", 1), ("q=ngap%20khi", 1), ("q=kh%C3%B4ng%20c%C3%B3%20zzz", 0), ("", 2)]
    {
        for format in FORMATS {
            let answer = taken(&app, &client, "cases", (filters, format)).await;
            let rows = match format {
                "csv" => csv_rows(&answer.bytes),
                _ => xlsx_rows(&answer.bytes),
            };
            assert_eq!(rows.len(), count + 1, "{filters} {format}: {rows:?}");
            assert!(count != 1 || rows[1][0] == petition.number, "{rows:?}");
        }
    }
    let href = asked(&client, "cases", "kind=denunciation", "csv").await;
    job::write_waiting(&app.app).await.unwrap();
    let page = client.get(&href).await.body;
    assert!(page.contains("Không có dòng nào theo bộ lọc này"), "{page}");
    assert!(page.contains("href=\"/cases?kind=denunciation\""), "{page}");
    let long = format!("q={}", "a".repeat(4_000));
    for (list, filters, format, status) in [
        ("meetings", "from=2026-11-30&to=2026-11-01", "csv", 400),
        ("meetings", "", "csv", 400),
        ("papers", "stage=x", "csv", 400),
        ("commitments", "state=x", "csv", 400),
        ("visits", "from=2020-01-01&to=2026-01-01", "csv", 400),
        ("visits", "unit=00000000-0000-0000-0000-00000000beef", "csv", 404),
        ("cases", "", "pdf", 400),
        ("accounts", "", "csv", 400),
        ("cases", &long, "csv", 400),
    ] {
        let answer = ask(&client, list, filters, format).await;
        assert_eq!(answer.status, status, "{list} {filters}");
    }
}

/// Numbers of cases as they stand in a text.
fn numbers(text: &str) -> BTreeSet<String> {
    let number = regex::Regex::new(r"\d{4}/[A-Z]{2}-\d{6}").unwrap();
    number.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

#[tokio::test]
async fn each_role_takes_away_what_it_sees_and_no_denunciation() {
    let app = TestApp::spawn().await;
    crate::support::sealed::grant(&app, "tiepdan").await;
    let mut token = 0;
    for unit_id in [WARD, OTHER_WARD, DEPARTMENT] {
        for level in Confidentiality::ALL {
            token += 1;
            let is_sealed = level == Confidentiality::Sealed;
            let kind = if is_sealed { Kind::Denunciation } else { Kind::Complaint };
            let mut new = new_case(kind, app.app.clock.today());
            (new.unit_id, new.filing_token) = (unit_id, token.to_string());
            let filed = file(&app, new).await;
            // Numbers are of units: the subject tells them apart.
            let row = case::ActiveModel {
                id: Set(filed.case_id),
                number: Set(format!("2026/{}-{token:06}", if is_sealed { "TC" } else { "KN" })),
                confidentiality: Set(level.code().to_owned()),
                assignee_id: Set((token % 3 == 0).then(|| id_of("canbo"))),
                ..Default::default()
            };
            case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
        }
    }
    let mut counts = Vec::new();
    for login in [
        "tiepdan",
        "canbo",
        "canbo2",
        "chutich",
        "lanhdao",
        "tiepdan2",
        "tiepdan.tinh",
        "thanhtra",
        "mattran",
    ] {
        let client = app.signed_in(login).await;
        let mut shown = numbers(&client.get("/cases").await.body);
        let all = shown.len();
        shown.retain(|number| !number.contains("TC"));
        for format in FORMATS {
            let answer = taken(&app, &client, "cases", ("", format)).await;
            let rows = match format {
                "csv" => csv_rows(&answer.bytes),
                _ => xlsx_rows(&answer.bytes),
            };
            let exported: BTreeSet<String> = rows[1..].iter().map(|row| row[0].clone()).collect();
            assert_eq!(exported, shown, "{login} {format}");
        }
        counts.push((login, all, shown.len()));
    }
    assert!(counts[0].1 > counts[0].2, "the handler sees denunciations on the page: {counts:?}");
    assert!(counts.iter().all(|(_, _, count)| *count > 0), "{counts:?}");
    let different: BTreeSet<usize> = counts.iter().map(|(_, _, count)| *count).collect();
    assert!(different.len() > 2, "{counts:?}");
    // Lists that are not a role's.
    for (login, list, filters) in [
        ("mattran", "visits", ""),
        ("mattran", "meetings", "from=2026-11-01&to=2026-11-30"),
        ("mattran", "commitments", "state=all"),
    ] {
        let answer = ask(&app.signed_in(login).await, list, filters, "csv").await;
        assert_eq!(answer.status, 404, "{login} {list}");
    }
    assert_eq!(ask(&app.signed_in("quantri").await, "cases", "", "csv").await.status, 404);
    // Numbers of identity papers leave with who keeps the register.
    came(&app.signed_in("tiepdan").await, "1", &[]).await;
    for (login, number) in [("tiepdan", "022199887766"), ("lanhdao", "•••••••••766")]
    {
        let client = app.signed_in(login).await;
        let csv = taken(&app, &client, "visits", ("", "csv")).await;
        assert!(csv.body.contains(number), "{login}: {}", csv.body);
        assert_eq!(csv.body.contains("022199887766"), login == "tiepdan");
    }
}

#[tokio::test]
async fn words_of_strangers_stay_words() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let hostile = [
        "=cmd|' /C calc'!A0",
        "+84 912 345 678",
        "-2+3",
        "@SUM(A1:A9)",
        "＝HYPERLINK(1)",
        "Đường \"ngõ\", <b>7</b>;\nngập & lội",
        "]]> _x0041_ 𝄞 ạ",
        "1E400",
        "00123",
        "25/11/2026",
    ];
    for (n, words) in hostile.iter().enumerate() {
        came(
            &client,
            &n.to_string(),
            &[("content", words), ("same_matter", "new"), ("asked", "yes")],
        )
        .await;
    }
    let xlsx = taken(&app, &client, "visits", ("", "xlsx")).await;
    let rows = sheets(&xlsx.bytes).remove(0).1;
    let csv = csv_rows(&taken(&app, &client, "visits", ("", "csv")).await.bytes);
    for (n, words) in hostile.iter().enumerate() {
        // After the unit, the number, the day, the name and the paper.
        assert_eq!(rows[n + 1][5], Data::String((*words).to_owned()), "a text, as it was written");
        let is_dangerous = n < 5;
        let expected = if is_dangerous { format!("'{words}") } else { (*words).to_owned() };
        assert_eq!(csv[n + 1][5], expected);
    }
    let sheet = part_of(&xlsx.bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<b>7</b>"), "{sheet}");
    assert!(part_of(&xlsx.bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn what_is_more_than_a_sheet_goes_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    let column = |heading: &str| Column { heading: heading.to_owned(), width: 12 };
    let table = Table {
        title: "Sổ tiếp công dân".to_owned(),
        columns: vec![column("Số"), column("Ngày"), column("Tên")],
        made_at: crate::support::START.parse().unwrap(),
    };
    let mut book = XlsxFile::create(&path, table, 3).unwrap();
    for number in 1..=7 {
        let row = [Cell::Number(number), Cell::Date(day("2026-11-25")), Cell::text("Vũ Thị Sen")];
        book.row(&row).unwrap();
    }
    book.finish().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let sheets = sheets(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Sổ tiếp công dân", "Sổ tiếp công dân (2)", "Sổ tiếp công dân (3)"]);
    assert_eq!(sheets.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), [4, 4, 2]);
    assert!(sheets.iter().all(|(_, rows)| as_text(&rows[0][0]) == "Số"));
    assert_eq!(as_text(&sheets[2].1[1][0]), "7");
    let last = part_of(&bytes, "xl/worksheets/sheet3.xml");
    assert!(last.contains("<autoFilter ref=\"A1:C2\""), "{last}");
    // Nothing but the file is left of it.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(ROWS_PER_SHEET, 1_048_576 - 1, "the rows of a sheet of XLSX without the heading");
}

/// As many cases as said, like one that was filed.
async fn many(app: &TestApp, count: usize) {
    let db = app.app.db.for_migration();
    let filed = file_today(app, Kind::Petition).await;
    let like = case::Entity::find_by_id(filed.case_id).one(db).await.unwrap().unwrap();
    let rows: Vec<case::ActiveModel> = (1..count)
        .map(|n| {
            let at = app.now() + TimeDelta::milliseconds(i64::try_from(n).unwrap());
            let row = case::Model {
                id: new_id(at),
                number: format!("2026/PA-{:06}", n + 1),
                secret_hash: format!("{n}"),
                ..like.clone()
            };
            sea_orm::ActiveModelTrait::reset_all(row.into_active_model())
        })
        .collect();
    let tx = app.app.db.begin_write().await.unwrap();
    for part in rows.chunks(500) {
        case::Entity::insert_many(part.to_vec()).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Through more pages than one; the process dies in the middle, and the next one takes it up again.
#[tokio::test]
async fn a_long_list_is_whole_though_its_writer_died() {
    const COUNT: usize = 8_001;
    let app = TestApp::spawn().await;
    many(&app, COUNT).await;
    let client = app.signed_in("tiepdan").await;
    for format in FORMATS {
        let href = asked(&client, "cases", "", format).await;
        let page = client.get(&href).await.body;
        // By a script where there is one; who has none gets the page anew.
        assert!(page.contains("<noscript><meta http-equiv=\"refresh\""), "{page}");
        assert!(page.contains("data-follows") && page.contains("<progress"), "{page}");
        assert!(page.contains("Đang chờ đến lượt"), "{page}");
        let half_done = async {
            loop {
                let row = row_of(&app, &href).await;
                if row.rows_done > 0 {
                    return row;
                }
            }
        };
        let row = tokio::select! {
            row = half_done => row,
            _ = job::write_waiting(&app.app) => panic!("nobody saw how far it was"),
        };
        assert_eq!((row.rows_done, row.rows_total, row.state.as_str()), (5_000, 8_001, "running"));
        let page = client.get(&href).await.body;
        assert!(page.contains("Đã ghi 5000 trong 8001 dòng"), "{page}");
        assert!(page.contains("max=\"8001\" value=\"5000\""), "{page}");
        assert_eq!(client.get(&format!("{href}/file")).await.status, 404);
        // One at a time, and it says which.
        let second = ask(&client, "cases", "", format).await;
        assert_eq!(second.status, 409);
        assert!(second.body.contains("đang có một tệp chưa xuất xong"), "{}", second.body);
        assert!(second.body.contains(&format!("href=\"{href}\"")), "{}", second.body);
        // Nobody else takes it before the lease is over.
        assert_eq!(job::write_waiting(&app.app).await.unwrap(), 0);
        let left = place::workshop(app.data_dir(), &row);
        assert!(left.is_dir(), "what the dead one wrote");
        app.clock.advance(job::LEASE);
        assert_eq!(job::write_waiting(&app.app).await.unwrap(), 1);
        let done = row_of(&app, &href).await;
        assert_eq!((done.attempts, done.state.as_str(), done.rows_done), (2, "done", 8_001));
        job::tidy(&app.app).await.unwrap();
        assert!(!left.exists(), "it is thrown away");
        let file = client.get(&format!("{href}/file")).await;
        assert_eq!(gandan::secrets::sha256_hex(&file.bytes), done.sha256);
        assert_eq!(file.bytes.len() as i64, done.file_size);
        let rows = match format {
            "csv" => csv_rows(&file.bytes),
            _ => xlsx_rows(&file.bytes),
        };
        let found: BTreeSet<&String> = rows[1..].iter().map(|row| &row[0]).collect();
        assert_eq!((rows.len(), found.len()), (COUNT + 1, COUNT), "each once, none missing");
    }
    let finished = deeds(&app, Deed::ExportFinished).await;
    assert_eq!(finished.len(), 2, "what died is not told as finished");
}

#[tokio::test]
async fn a_process_that_ends_gives_its_export_back() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    let client = app.signed_in("tiepdan").await;
    let href = asked(&client, "cases", "", "xlsx").await;
    // Asked to end before the first page: the loop ends too.
    let stop = CancellationToken::new();
    stop.cancel();
    job::run(app.app.clone(), stop.clone()).await;
    assert_eq!(row_of(&app, &href).await.state, "waiting");
    let claimed = job::claim(&app.app).await.unwrap().unwrap();
    assert!(job::claim(&app.app).await.unwrap().is_none(), "it is in somebody's hands");
    job::carry_out(&app.app, claimed, &stop).await;
    let row = row_of(&app, &href).await;
    assert_eq!((row.state.as_str(), row.attempts, row.rows_done), ("waiting", 1, 0));
    assert_eq!(std::fs::read_dir(place::folder(app.data_dir())).unwrap().count(), 0);
    assert_eq!(job::write_waiting(&app.app).await.unwrap(), 1);
    assert_eq!(row_of(&app, &href).await.state, "done");
}

/// A process that was slow wakes up after another took its export.
#[tokio::test]
async fn what_a_slow_process_writes_is_not_taken() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    let client = app.signed_in("tiepdan").await;
    let href = asked(&client, "cases", "", "csv").await;
    let slow = job::claim(&app.app).await.unwrap().unwrap();
    app.clock.advance(job::LEASE);
    assert_eq!(job::write_waiting(&app.app).await.unwrap(), 1);
    let done = row_of(&app, &href).await;
    job::carry_out(&app.app, slow, &CancellationToken::new()).await;
    assert_eq!(row_of(&app, &href).await, done);
    job::tidy(&app.app).await.unwrap();
    assert_eq!(client.get(&format!("{href}/file")).await.status, 200);
    // One that brings its process down each time is given up.
    let href = asked(&client, "cases", "", "csv").await;
    for _ in 0..job::TRIES {
        assert!(job::claim(&app.app).await.unwrap().is_some());
        app.clock.advance(job::LEASE);
    }
    assert_eq!(job::write_waiting(&app.app).await.unwrap(), 1);
    let page = client.get(&href).await.body;
    assert!(page.contains("bị ngắt nhiều lần") && !page.contains("refresh"), "{page}");
}

#[tokio::test]
async fn a_file_is_its_askers_alone_and_for_a_day() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    let client = app.signed_in("tiepdan").await;
    assert!(client.get("/exports").await.body.contains("chưa xuất danh sách nào"));
    let href = asked(&client, "cases", "", "csv").await;
    assert_eq!(client.get(&format!("{href}/file")).await.status, 404, "not yet there");
    job::write_waiting(&app.app).await.unwrap();
    for login in ["chutich", "tiepdan2", "lanhdao"] {
        let other = app.signed_in(login).await;
        assert_eq!(other.get(&href).await.status, 404, "{login}");
        assert_eq!(other.get(&format!("{href}/file")).await.status, 404, "{login}");
        assert!(!other.get("/exports").await.body.contains(&href), "{login}");
    }
    let page = client.get(&href).await.body;
    assert!(!page.contains("refresh") && !page.contains("data-follows"), "{page}");
    let list = client.get("/exports").await.body;
    assert!(list.contains(&format!("{href}/file")) && list.contains("Đã xong"), "{list}");
    for _ in 0..2 {
        assert_eq!(client.get(&format!("{href}/file")).await.status, 200);
    }
    let row = row_of(&app, &href).await;
    let told = [
        (Deed::ExportAsked, vec!["cases csv".to_owned()]),
        (Deed::ExportFinished, vec![format!("1 {}", row.sha256)]),
        (Deed::ExportFetched, vec![row.sha256.clone(), row.sha256.clone()]),
    ];
    for (deed, details) in told {
        let rows = deeds(&app, deed).await;
        assert_eq!(rows.iter().map(|row| row.detail.clone()).collect::<Vec<_>>(), details);
        for one in rows {
            assert_eq!((one.actor_id, one.object_id), (Some(id_of("tiepdan")), Some(row.id)));
            assert_eq!(one.chain, WARD);
        }
    }
    let path = place::file(app.data_dir(), &row);
    assert!(path.is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::fs::metadata(place::folder(app.data_dir())).unwrap();
        assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    }
    app.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    let client = app.signed_in("tiepdan").await;
    job::tidy(&app.app).await.unwrap();
    assert_eq!(client.get(&format!("{href}/file")).await.status, 200, "to the last second");
    app.clock.advance(TimeDelta::seconds(1));
    // Over, though the worker did not come yet.
    assert_eq!(client.get(&format!("{href}/file")).await.status, 404);
    assert!(client.get(&href).await.body.contains("đã bị xóa"));
    job::tidy(&app.app).await.unwrap();
    assert!(!path.exists());
    assert_eq!(row_of(&app, &href).await.state, "expired");
    app.advance_days(31);
    job::tidy(&app.app).await.unwrap();
    assert_eq!(app.signed_in("tiepdan").await.get(&href).await.status, 404, "forgotten");
}

async fn set(app: &TestApp, login: &str, change: account::ActiveModel) {
    let row = account::ActiveModel { id: Set(id_of(login)), ..change };
    account::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
}

#[tokio::test]
async fn rights_that_are_gone_give_nothing() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    // Locked while it waits.
    let client = app.signed_in("canbo2").await;
    let href = asked(&client, "cases", "", "xlsx").await;
    let locked = account::ActiveModel { locked_at: Set(Some(app.now())), ..Default::default() };
    set(&app, "canbo2", locked).await;
    job::write_waiting(&app.app).await.unwrap();
    let row = row_of(&app, &href).await;
    assert_eq!((row.state.as_str(), row.error.as_str(), row.rows_done), ("failed", "rights", 0));
    let open = account::ActiveModel { locked_at: Set(None), ..Default::default() };
    set(&app, "canbo2", open).await;
    assert!(client.get(&href).await.body.contains("không còn quyền xem"));
    // Moved to another role while it waits: a list that is not theirs any more.
    let href = asked(&client, "commitments", "state=all", "csv").await;
    let front = account::ActiveModel { role: Set("front".to_owned()), ..Default::default() };
    set(&app, "canbo2", front).await;
    job::write_waiting(&app.app).await.unwrap();
    assert_eq!(row_of(&app, &href).await.error, "rights");
    // Moved to another unit while it waits: what is seen from there.
    let client = app.signed_in("tiepdan").await;
    let href = asked(&client, "cases", "", "csv").await;
    let moved = account::ActiveModel { unit_id: Set(Some(OTHER_WARD)), ..Default::default() };
    set(&app, "tiepdan", moved).await;
    job::write_waiting(&app.app).await.unwrap();
    assert_eq!(row_of(&app, &href).await.rows_done, 0);
    assert_eq!(client.get(&format!("{href}/file")).await.status, 200);
    // Moved back afterwards: what was written under other rights stays where it is.
    let back = account::ActiveModel { unit_id: Set(Some(WARD)), ..Default::default() };
    set(&app, "tiepdan", back).await;
    assert_eq!(client.get(&format!("{href}/file")).await.status, 404);
    assert!(client.get(&href).await.body.contains("Quyền của ông/bà đã thay đổi"));
}

/// Two requests at the same moment: the database lets one of them in.
#[tokio::test]
async fn of_two_at_once_one_is_refused() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let (first, second) =
        tokio::join!(ask(&client, "cases", "", "csv"), ask(&client, "cases", "", "xlsx"));
    let statuses: BTreeSet<u16> = [first.status, second.status].into();
    assert_eq!(statuses, [303, 409].into());
    // Another person is not held up.
    let other = app.signed_in("chutich").await;
    assert_eq!(ask(&other, "cases", "", "csv").await.status, 303);
    assert_eq!(job::write_waiting(&app.app).await.unwrap(), 2);
}
