//! Letters: what they say, how they travel, what happens when they do not.

use chrono::TimeDelta;
use entity::{account, case_event, outbox};
use gandan::cases::filing::Channel;
use gandan::jobs::outbox::{self as sending, send_due};
use gandan::jobs::sweep;
use gandan::mail::Mailer;
use gandan::web::i18n::Lang;
use law::procedure::Kind;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::build::{did, file, file_today, new_case};
use crate::support::smtp::Sink;
use crate::support::{ReadLetter, TestApp, people};

/// The id of an officer of the ward's department.
const OFFICER: (&str, &str) = ("assignee", "00000000-0000-0000-0000-000000020000");

fn told(letters: &[ReadLetter]) -> String {
    let parts = letters
        .iter()
        .map(|letter| format!("To: {}\nSubject: {}\n\n{}", letter.to, letter.subject, letter.text));
    // Ids are new each time.
    let ids = regex::Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}").unwrap();
    let mut parts: Vec<String> =
        parts.map(|part| ids.replace_all(&part, "(id)").into_owned()).collect();
    // Letters of one moment leave in any order.
    parts.sort();
    parts.join("\n----\n")
}

/// A complaint from its online filing all the way to its decision; another one refused; one guided.
async fn complaints(app: &TestApp, lang: Lang) {
    let today = app.app.clock.today();
    let chair = app.signed_in("chutich").await;
    let officer = app.signed_in("canbo").await;
    let case = file(app, {
        let mut new = new_case(Kind::Complaint, today);
        new.lang = lang;
        new.channel = Channel::Online;
        new
    })
    .await
    .case_id;
    did(&chair, case, "confirm-signature", &[]).await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    did(&chair, case, "verification", &[OFFICER, ("note", "Đo lại thửa đất")]).await;
    did(&officer, case, "findings", &[("differ", "yes"), ("note", "Diện tích lệch 20 m²")]).await;
    let place = [
        ("held_on", "2026-12-03"),
        ("starts_at", "08:30"),
        ("place", "Trụ sở UBND phường"),
        ("note", "Diện tích đất bị thu hồi"),
    ];
    did(&chair, case, "dialogue-invitation", &place).await;
    app.advance_days(8);
    let chair = app.signed_in("chutich").await;
    let minutes = [("attendance", "present"), ("agreed", "no"), ("note", "Hai bên nêu ý kiến")];
    did(&chair, case, "dialogue-minutes", &minutes).await;
    did(&chair, case, "draft", &[]).await;
    did(&chair, case, "decision", &[("outcome", "partly-right"), ("paper_number", "45/QĐ-UBND")])
        .await;
    for step in ["refusal", "guidance"] {
        let mut new = new_case(Kind::Complaint, app.app.clock.today());
        new.lang = lang;
        let case = file(app, new).await.case_id;
        did(&chair, case, "check", &[("field", "land.compensation")]).await;
        let note = [("note", "Đơn gửi Chủ tịch UBND tỉnh."), ("ground", "ground-6")];
        did(&chair, case, step, &note[..if step == "refusal" { 2 } else { 1 }]).await;
    }
}

async fn petitions(app: &TestApp, lang: Lang) {
    let chair = app.signed_in("chutich").await;
    let officer = app.signed_in("canbo").await;
    for is_ours in [true, false] {
        let mut new = new_case(Kind::Petition, app.app.clock.today());
        new.lang = lang;
        let case = file(app, new).await.case_id;
        did(&chair, case, "classification", &[("field", "admin.infrastructure")]).await;
        if is_ours {
            did(&chair, case, "takeover", &[]).await;
            did(&chair, case, "assignment", &[OFFICER]).await;
            did(&officer, case, "consideration", &[]).await;
            did(&chair, case, "answer", &[("note", "Cống sẽ được thay trong tháng 12.")]).await;
        } else {
            did(&chair, case, "transfer", &[("note", "Chuyển Sở Xây dựng.")]).await;
        }
    }
}

#[tokio::test]
async fn letters_say_what_the_agreed_ones_say() {
    for lang in Lang::ALL {
        let app = TestApp::spawn().await;
        petitions(&app, lang).await;
        complaints(&app, lang).await;
        app.run_jobs().await;
        insta::assert_snapshot!(format!("letters_{}", lang.code()), told(&app.letters()));
    }
}

#[tokio::test]
async fn letters_carry_what_mail_programs_go_by() {
    let app = TestApp::spawn().await;
    complaints(&app, Lang::Vi).await;
    app.run_jobs().await;
    let letters = app.letters();
    let rows = outbox::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(letters.len(), rows.len());
    for letter in &letters {
        assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
        assert!(letter.header("Message-ID").ends_with("@gandan.test>"), "{}", letter.raw);
        assert!(letter.header("In-Reply-To").starts_with("<case-"));
        assert_eq!(letter.header("References"), letter.header("In-Reply-To"));
        assert!(letter.html.contains("<html lang=\"vi\">"));
        let head = letter.raw.split("\r\n\r\n").next().unwrap();
        assert!(head.contains("<khong-tra-loi@gandan.invalid>"), "{head}");
    }
    let threads: std::collections::BTreeSet<_> =
        letters.iter().map(|letter| letter.header("In-Reply-To")).collect();
    assert_eq!(threads.len(), 3, "one thread for each case");
    let invited: Vec<_> = letters.iter().filter_map(|letter| letter.calendar.as_ref()).collect();
    assert_eq!(invited.len(), 1);
    assert!(invited[0].contains("DTSTART:20261203T013000Z"), "{}", invited[0]);
    assert!(invited[0].contains("LOCATION:Trụ sở UBND phường"), "{}", invited[0]);
}

#[tokio::test]
async fn no_letter_tells_the_secret() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    app.run_jobs().await;
    let letters = app.letters();
    assert_eq!(letters.len(), 1);
    let grouped = filed.secret.as_bytes().chunks(4).map(|c| std::str::from_utf8(c).unwrap());
    let grouped = grouped.collect::<Vec<_>>().join(" ");
    for secret in [filed.secret.as_str(), grouped.as_str()] {
        assert!(!letters[0].text.contains(secret) && !letters[0].html.contains(secret));
    }
}

#[tokio::test]
async fn a_name_cannot_write_headers() {
    let app = TestApp::spawn().await;
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.parties[0].full_name =
        "Nguyễn Văn A\r\nBcc: ke.xau@example.com\r\n\r\n<b>chào</b>".to_owned();
    file(&app, new).await;
    app.run_jobs().await;
    let letter = &app.letters()[0];
    assert_eq!(letter.header("Bcc"), "");
    assert!(!letter.html.contains("<b>"), "{}", letter.html);
    assert_eq!(letter.to, "nguoi.gui@example.vn");
}

async fn rows(app: &TestApp) -> Vec<outbox::Model> {
    outbox::Entity::find().all(app.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    let (sink, address) =
        Sink::start(&["451 busy", "451 busy", "250 ok", "550 5.7.1 unknown"]).await;
    let mailer = Mailer::from_url(&format!("smtp://{address}")).unwrap();
    let app = TestApp::spawn_mailing(mailer, false).await;
    file_today(&app, Kind::Petition).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    assert_eq!(send_due(&app.app).await.unwrap(), 0, "not at once");
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send_due(&app.app).await.unwrap(), 0, "the second pause is longer");
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    assert_eq!(sink.accepted.lock().unwrap().len(), 1);
    let sent = rows(&app).await.remove(0);
    assert!(sent.sent_at.is_some() && sent.last_error.is_none() && sent.attempts == 3);

    // The next recipient is unknown: that is final, and staff see it and can try again.
    let filed = file_today(&app, Kind::Complaint).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    app.advance_days(1);
    assert_eq!(send_due(&app.app).await.unwrap(), 0);
    let reception = app.signed_in("tiepdan").await;
    let page = reception.get("/mail?state=failed").await;
    assert!(page.body.contains(&filed.number) && page.body.contains("550"), "{}", page.body);
    let other = app.signed_in("tiepdan2").await;
    assert!(!other.get("/mail").await.body.contains(&filed.number), "outside the scope");
    let failed = rows(&app).await.into_iter().find(|row| row.failed_at.is_some()).unwrap();
    let again = format!("/mail/{}/retry", failed.id);
    assert_eq!(other.post(&again, &[]).await.status, 404);
    assert_eq!(reception.post(&again, &[]).await.status, 303);
    assert_eq!(reception.post(&again, &[]).await.status, 404, "it waits already");
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    assert_eq!(sink.accepted.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_wrong_password_of_ours_loses_no_letter() {
    let (sink, address) = Sink::start(&["535 who are you", "235 welcome", "250 ok"]).await;
    let mailer = Mailer::from_url(&format!("smtp://office:password@{address}")).unwrap();
    let app = TestApp::spawn_mailing(mailer, false).await;
    file_today(&app, Kind::Petition).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    let waiting = rows(&app).await.remove(0);
    assert!(waiting.failed_at.is_none(), "{:?}", waiting.last_error);
    assert!(waiting.last_error.unwrap().contains("535"), "staff can see why");
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    assert_eq!(sink.accepted.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_slow_server_holds_no_letter_but_those_it_is_given() {
    // It takes the connection and says nothing.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mailer = Mailer::from_url(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
    let data = tempfile::tempdir().unwrap();
    let mut config = crate::support::test_config(&data);
    config.mail.at_once = 2;
    let app = TestApp::spawn_mailing_with(config, data, mailer).await;
    for day in 0..3 {
        let mut new = new_case(Kind::Petition, app.app.clock.today());
        new.filing_token = format!("token {day}");
        file(&app, new).await;
    }
    let stop = tokio_util::sync::CancellationToken::new();
    let busy = async {
        let first = listener.accept().await.unwrap();
        let second = listener.accept().await.unwrap();
        let untouched = rows(&app).await.into_iter().filter(|row| row.attempts == 0).count();
        stop.cancel();
        drop((first, second));
        untouched
    };
    let (untouched, sent) = tokio::join!(busy, sending::drain(&app.app, &stop));
    assert_eq!(
        (untouched, sent.unwrap()),
        (1, 2),
        "the third waits, and is not taken after the stop"
    );
    assert!(rows(&app).await.iter().all(|row| row.sent_at.is_none() && row.failed_at.is_none()));
}

#[tokio::test]
async fn a_letter_that_left_does_not_fail_afterwards() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    let id = rows(&app).await.remove(0).id;
    // A worker that was taken for dead comes back with what its server said.
    let tx = app.app.db.begin_write().await.unwrap();
    gandan::mail::store::mark_failed(&tx, id, app.now(), "550 late").await.unwrap();
    gandan::mail::store::mark_delayed(&tx, id, app.now(), "451 late").await.unwrap();
    tx.commit().await.unwrap();
    let row = rows(&app).await.remove(0);
    assert!(row.sent_at.is_some() && row.failed_at.is_none() && row.last_error.is_none());
}

#[tokio::test]
async fn a_worker_that_dies_leaves_its_letter_to_the_next() {
    let app = TestApp::spawn().await;
    file_today(&app, Kind::Petition).await;
    // Claimed, and then the process is gone.
    let tx = app.app.db.begin_write().await.unwrap();
    let lease = TimeDelta::minutes(2);
    let claimed = gandan::mail::store::claim(&tx, app.now(), lease, 20).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!(send_due(&app.app).await.unwrap(), 0, "the lease holds");
    app.clock.advance(lease);
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    let id = format!("<{}>", claimed[0].message_id);
    assert_eq!(app.letters()[0].header("Message-ID"), id);
}

#[tokio::test]
async fn two_workers_send_each_letter_once() {
    let app = TestApp::spawn().await;
    for day in 1..=30 {
        let mut new = new_case(Kind::Petition, app.app.clock.today());
        new.filing_token = format!("token {day}");
        file(&app, new).await;
    }
    let both = async || while send_due(&app.app).await.unwrap() > 0 {};
    tokio::join!(both(), both());
    let letters = app.letters();
    let ids: std::collections::BTreeSet<_> =
        letters.iter().map(|l| l.header("Message-ID")).collect();
    assert_eq!((letters.len(), ids.len()), (30, 30));
}

#[tokio::test]
async fn deadlines_are_reminded_of_once_in_office_hours() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await;
    sweep::remind_all(&app.app).await.unwrap();
    assert_eq!(rows(&app).await.len(), 1, "seven working days are left");

    // Friday, 27/11, 20:00: four working days to 04/12 at the time; then Tuesday 01/12.
    app.advance_days(6);
    app.clock.advance(TimeDelta::hours(-3));
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 1);
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 0, "once");
    let letter = rows(&app).await.into_iter().find(|row| row.kind == "due-soon").unwrap();
    assert_eq!(letter.to_address, "chutich@uongbi.example");
    assert_eq!(letter.available_at.to_rfc3339(), "2026-12-01T00:30:00+00:00", "7:30 that day");

    let chair = app.signed_in("chutich").await;
    // A fact changes what is due: the letter that has not left is taken back.
    did(&chair, case.case_id, "check", &[("field", "land.compensation")]).await;
    assert!(rows(&app).await.iter().all(|row| row.kind != "due-soon"));
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 1, "still due");

    // Past the day it is another letter.
    app.advance_days(7);
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 1);
    app.run_jobs().await;
    app.clock.advance(TimeDelta::hours(8));
    app.run_jobs().await;
    let subjects: Vec<_> = app.letters().into_iter().map(|letter| letter.subject).collect();
    assert!(subjects.iter().any(|s| s.starts_with("Quá hạn")), "{subjects:?}");
}

#[tokio::test]
async fn a_case_nobody_answers_for_is_shown() {
    let app = TestApp::spawn().await;
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    // The province has nobody who decides any more.
    let locked = Expr::value(app.now());
    set_account(&app, "chutich.tinh", account::Column::LockedAt, locked).await;
    new.unit_id = people::PROVINCE;
    let filed = file(&app, new).await;
    app.advance_days(12);
    app.run_jobs().await;
    let leader = app.signed_in("lanhdao").await;
    let page = leader.get("/mail?state=failed").await;
    assert!(page.body.contains(&filed.number), "{}", page.body);
    assert!(page.body.contains("không có người nhận"), "{}", page.body);
}

async fn set_account(app: &TestApp, login: &str, column: account::Column, value: Expr) {
    let tx = app.app.db.begin_write().await.unwrap();
    let change = account::Entity::update_many().col_expr(column, value);
    change.filter(account::Column::Login.eq(login)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_chairman_is_reminded_when_the_officer_cannot_be() {
    let without_address = (account::Column::Email, Expr::value(Option::<String>::None));
    let app = TestApp::spawn().await;
    let locked = (account::Column::LockedAt, Expr::value(app.now()));
    for (column, value) in [without_address, locked] {
        let app = TestApp::spawn().await;
        let chair = app.signed_in("chutich").await;
        let case = file_today(&app, Kind::Petition).await.case_id;
        did(&chair, case, "classification", &[("field", "admin.infrastructure")]).await;
        did(&chair, case, "takeover", &[]).await;
        did(&chair, case, "assignment", &[OFFICER]).await;
        set_account(&app, "canbo", column, value).await;
        app.advance_days(30);
        sweep::remind_all(&app.app).await.unwrap();
        let letter = rows(&app).await.into_iter().find(|row| row.kind == "overdue").unwrap();
        assert_eq!(letter.to_address, "chutich@uongbi.example");
    }
}

#[tokio::test]
async fn an_officer_is_told_of_new_work_in_office_hours() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Petition).await.case_id;
    app.clock.advance(TimeDelta::hours(11));
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, case, "takeover", &[]).await;
    did(&chair, case, "assignment", &[OFFICER]).await;
    let all = rows(&app).await;
    let at = |kind: &str| all.iter().find(|row| row.kind == kind).unwrap().available_at;
    assert_eq!(at("assigned").to_rfc3339(), "2026-11-26T00:30:00+00:00");
    assert_eq!(at("taken-on"), app.now(), "a citizen is told at once");
}

#[tokio::test]
async fn a_case_that_cannot_be_read_hides_no_other_deadline() {
    let app = TestApp::spawn().await;
    let broken = file_today(&app, Kind::Petition).await.case_id;
    app.advance_days(1);
    file_today(&app, Kind::Petition).await;
    let tx = app.app.db.begin_write().await.unwrap();
    case_event::Entity::update_many()
        .col_expr(case_event::Column::Data, Expr::value("{}"))
        .filter(case_event::Column::CaseId.eq(broken))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.advance_days(30);
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 1);
}

#[tokio::test]
async fn the_lines_of_an_answer_stay_lines() {
    let app = TestApp::spawn().await;
    petitions(&app, Lang::Vi).await;
    app.run_jobs().await;
    let answered = app.letters().into_iter().find(|l| l.subject.starts_with("Đã có trả lời"));
    let html = answered.unwrap().html;
    assert!(html.contains("white-space:pre-line\">Cống sẽ được thay"), "{html}");
}

#[tokio::test]
async fn the_trial_mailbox_is_for_trials_only() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = || Mailer::from_url(&format!("file:{}", folder.path().display())).unwrap();
    let app = TestApp::spawn_mailing(mailer(), true).await;
    let stranger = app.stranger();
    assert!(stranger.get("/demo/mail").await.body.contains("Chưa có thư nào"));
    let filed = file_today(&app, Kind::Complaint).await;
    send_due(&app.app).await.unwrap();
    let list = stranger.get("/demo/mail").await;
    assert!(list.body.contains(&format!("Đã nhận đơn số {}", filed.number)), "{}", list.body);
    let id = rows(&app).await.remove(0).id;
    let letter = stranger.get(&format!("/demo/mail/{id}")).await;
    assert!(letter.body.contains("Điều 27 Luật Khiếu nại"), "{}", letter.body);
    assert!(letter.body.contains("/tracking?number="), "{}", letter.body);
    for path in
        ["/demo/mail/..%2fserver.key", "/demo/mail/0", &format!("/demo/mail/{}", uuid::Uuid::nil())]
    {
        assert_eq!(stranger.get(path).await.status, 404, "{path}");
    }
    let real = TestApp::spawn_mailing(mailer(), false).await;
    assert_eq!(real.stranger().get("/demo/mail").await.status, 404);
}
