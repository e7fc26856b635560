//! Papers of denunciations and of secret cases: who denounced is named nowhere, and what is read is known. Today is
//! 25/11/2026.

use entity::{audit_event, document_event, document_file, document_service};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::papers::{Office, act, done, draft, id_of, issued, save};
use crate::support::TestApp;
use crate::support::build::hidden;
use crate::support::client::{Client, Part};
use crate::support::sealed::{enter, handlers};

/// Forms that go to whoever denounced.
const TO_DENOUNCER: [&str; 2] = ["denunciation-notice-to-denouncer", "denunciation-result-notice"];

/// A denunciation with whoever handles it; its papers are written at the reception.
async fn denunciation() -> Office {
    let (app, _) = handlers().await;
    let (officer, chair) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let clerk = app.signed_in("tiepdan").await;
    let case = enter(&app, &officer).await;
    Office { app, case, officer, chair, clerk }
}

#[tokio::test]
async fn a_service_on_whoever_denounced_holds_the_code_of_the_register_alone() {
    let office = denunciation().await;
    let db = office.app.app.db.read();
    let typed = ["Lò Thị Giấu", "Số 7, ngõ Giấu Kín", "Giấy báo phát số 77"];
    let by_post = |served_on: &'static str| {
        [
            ("recipient", typed[0]),
            ("address", typed[1]),
            ("service_way", "post"),
            ("sent_on", "2026-11-25"),
            ("served_on", served_on),
            ("proof", typed[2]),
        ]
    };
    let code = "Tố cáo, mã trong sổ tiếp nhận tố cáo: TC-2026-015";
    for form in TO_DENOUNCER {
        let href = issued(&office, form).await;
        let page = office.clerk.get(&href).await.body;
        for asked in ["recipient", "address", "proof"] {
            assert!(!page.contains(&format!("name=\"{asked}\"")), "{form} asks for {asked}");
        }
        let wrong = act(&office.clerk, &href, "services", &by_post("2026-11-26")).await;
        assert_eq!(wrong.status, 422, "{form}: not yet");
        done(&office.clerk, &href, "services", &by_post("2026-11-25")).await;
        // Nothing need be typed.
        let bare = [("service_way", "in-hand"), ("sent_on", "2026-11-25")];
        done(&office.clerk, &href, "services", &bare).await;
        let mine = document_service::Column::DocumentId.eq(id_of(&href));
        let stored = document_service::Entity::find().filter(mine).all(db).await.unwrap();
        assert_eq!(stored.len(), 2, "{form}");
        for one in stored {
            let kept = [one.recipient.as_str(), one.address.as_str(), one.proof.as_str()];
            assert_eq!(kept, [code, "", ""], "{form}");
        }
        let of_paper = document_event::Column::DocumentId.eq(id_of(&href));
        let events = document_event::Entity::find().filter(of_paper).all(db).await.unwrap();
        let page = office.clerk.get(&href).await.body;
        assert!(page.contains(code), "{page}");
        for word in typed {
            assert!(!wrong.body.contains(word) && !page.contains(word), "{form}: {word}");
            assert!(events.iter().all(|event| !event.note.contains(word)), "{form}: {word}");
        }
    }
    // Their envelopes are written by hand; those of others have their labels all the same.
    let labels = "/documents/labels.pdf?on=2026-11-25";
    assert_eq!(office.clerk.get(labels).await.status, 404, "none has an address");
    let href = issued(&office, "denunciation-notice-to-denounced").await;
    let unaddressed = [
        ("recipient", "Một cán bộ địa chính (giả định)"),
        ("service_way", "post"),
        ("sent_on", "2026-11-25"),
    ];
    done(&office.clerk, &href, "services", &unaddressed).await;
    assert_eq!(office.clerk.get(labels).await.status, 404, "none has an address");
    let addressed = [&unaddressed[..], &[("address", "Số 1, đường Quang Trung")]].concat();
    done(&office.clerk, &href, "services", &addressed).await;
    let made = office.clerk.get(labels).await;
    assert_eq!((made.status, made.header("content-type")), (200, "application/pdf"));
}

#[tokio::test]
async fn signed_copies_that_name_whoever_denounced_are_refused() {
    let office = denunciation().await;
    let copies = document_file::Entity::find();
    let sentence = "có họ tên người tố cáo nên không được đưa lên phần mềm";
    let parts: [Part<'_>; 1] =
        [("copy", Some("Bản đã ký.pdf"), b"%PDF-1.7\nLo Thi Giau\n%%EOF".as_slice())];
    for form in TO_DENOUNCER {
        let href = issued(&office, form).await;
        let page = office.clerk.get(&href).await.body;
        assert!(!page.contains("name=\"copy\"") && page.contains(sentence), "{page}");
        let before = office.app.stored_files();
        let refused = office.clerk.post_parts(&format!("{href}/files"), &parts).await;
        assert_eq!(refused.status, 422, "{form}: {}", refused.body);
        assert!(refused.body.contains("class=\"error-summary\""), "{}", refused.body);
        assert!(refused.body.contains("<p id=\"copy\" class=\"error\">"));
        assert!(refused.body.contains(sentence), "{}", refused.body);
        assert_eq!(office.app.stored_files(), before, "{form}");
    }
    assert_eq!(copies.clone().count(office.app.app.db.read()).await.unwrap(), 0);
    // What goes to others is kept.
    let href = issued(&office, "denunciation-notice-to-denounced").await;
    assert!(office.clerk.get(&href).await.body.contains("name=\"copy\""));
    let kept = office.clerk.post_parts(&format!("{href}/files"), &parts).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert_eq!(copies.count(office.app.app.db.read()).await.unwrap(), 1);
}

/// How often the log says that somebody read a case.
async fn readings(app: &TestApp, case: Uuid) -> u64 {
    let query = audit_event::Entity::find()
        .filter(audit_event::Column::Deed.eq("sealed-read"))
        .filter(audit_event::Column::ObjectId.eq(case));
    query.count(app.app.db.read()).await.unwrap()
}

/// Sends something that is refused, and gives how many traces of reading that leaves.
async fn traces(
    office: &Office,
    client: &Client,
    path: &str,
    (fields, status): (&[(&str, &str)], u16),
) -> u64 {
    let before = readings(&office.app, office.case).await;
    let answer = client.post(path, fields).await;
    assert_eq!(answer.status, status, "{path}: {}", answer.body);
    assert!(answer.body.contains("class=\"paper-sheet\""), "{path} shows the paper");
    readings(&office.app, office.case).await - before
}

#[tokio::test]
async fn a_paper_of_a_secret_case_leaves_its_trace_when_it_is_shown_again() {
    let office = denunciation().await;
    let href = draft(&office.officer, office.case, "denunciation-notice-to-denounced").await;
    let version = async || hidden(&office.chair.get(&href).await.body, "version");
    let shown = readings(&office.app, office.case).await;
    office.officer.get(&href).await;
    assert_eq!(readings(&office.app, office.case).await, shown + 1, "as when it is read");

    let first = version().await;
    let first = first.as_str();
    let long = "ă".repeat(200);
    let mistake = [("version", first), ("power", "head"), ("signer_name", &long)];
    assert_eq!(traces(&office, &office.officer, &href, (&mistake, 422)).await, 1, "edited");
    let submission = format!("{href}/submission");
    let missing = [("version", first)];
    assert_eq!(traces(&office, &office.officer, &submission, (&missing, 422)).await, 1);
    assert_eq!(save(&office.officer, &href, &[]).await.status, 303);
    let stale = [("version", first)];
    assert_eq!(traces(&office, &office.officer, &submission, (&stale, 409)).await, 1, "stale");
    let stale = [("version", first), ("power", "head"), ("symbol", "TB-UBND")];
    assert_eq!(traces(&office, &office.officer, &href, (&stale, 409)).await, 1, "stale");
    done(&office.officer, &href, "submission", &[]).await;
    let now = version().await;
    let unsaid = [("version", now.as_str()), ("remarks", "")];
    let path = format!("{href}/return");
    assert_eq!(traces(&office, &office.chair, &path, (&unsaid, 422)).await, 1, "sent back");
    done(&office.chair, &href, "approval", &[]).await;
    done(&office.clerk, &href, "issue", &[("issued_on", "2026-11-25")]).await;
    let now = version().await;
    let empty = [("version", now.as_str())];
    for what in ["services", "letter"] {
        let path = format!("{href}/{what}");
        assert_eq!(traces(&office, &office.clerk, &path, (&empty, 422)).await, 1, "{what}");
    }
    let before = readings(&office.app, office.case).await;
    let none: [Part<'_>; 1] = [("copy", Some(""), b"".as_slice())];
    let refused = office.clerk.post_parts(&format!("{href}/files"), &none).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(readings(&office.app, office.case).await, before + 1, "a copy");
}
