//! A denunciation goes through its whole life; afterwards nothing of who sent it is found in anything the
//! server keeps or gives out, on every database. What its memory holds is searched where a browser does the
//! sealing: `tests/browser/denunciation.test.mjs`.

use std::path::Path;

use axum::body::Body;
use axum::http::Method;
use envelope::{Envelope, open};

use crate::support::TestApp;
use crate::support::build::did;
use crate::support::client::Client;
use crate::support::people::{LOGINS, PASSWORD};
use crate::support::sealed::{
    case_of, contents, envelope, make_ready, number_and_secret, open_page, send,
};

/// Stands in every sealed text, in the name of the original file and in the file itself.
const CANARY: &str = "Zyqanovek";
/// What a camera wrote into a photo of the working copy.
const CAMERA: &str = "Hubdaczitol";
/// Stands in the working copy: the search must find it, or it finds nothing at all.
const CONTROL: &str = "Vemgatrosin";

/// Everything the server has given out or keeps, by where it was.
#[derive(Default)]
struct Kept(Vec<(String, Vec<u8>)>);

impl Kept {
    fn add(&mut self, place: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((place.into(), bytes.into()));
    }

    async fn page(&mut self, client: &Client, path: &str) {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        self.add(path, answer.bytes);
    }

    fn folder(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.folder(&path);
            } else {
                self.add(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }

    /// Where a word stands, in any case and as UTF-16 too.
    fn find(&self, word: &str) -> Vec<&str> {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases = [word.to_owned(), word.to_lowercase(), word.to_uppercase()];
        let marks: Vec<Vec<u8>> =
            cases.iter().flat_map(|text| [text.clone().into_bytes(), wide(text)]).collect();
        let holds = |bytes: &[u8]| {
            marks.iter().any(|mark| bytes.windows(mark.len()).any(|part| part == mark))
        };
        let places = self.0.iter().filter(|(_, bytes)| holds(bytes));
        places.map(|(place, _)| place.as_str()).collect()
    }
}

#[tokio::test]
async fn nothing_of_who_denounced_is_kept_or_given_out() {
    let data = tempfile::tempdir().unwrap();
    let url = crate::support::database_of_tests(data.path()).await;
    let app = TestApp::spawn_on(&url, data).await;
    let keys = make_ready(&app).await;
    let mut kept = Kept::default();

    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let mut photo = crate::sealing::photo_with(CAMERA.as_bytes());
    photo.extend(CAMERA.as_bytes());
    let sealed = envelope(&context, &contents(CANARY), &keys);
    // Refused once: what was sent then must be gone as well.
    let again = send(&stranger, &sealed, &[&photo, b"no photo"]).await;
    assert_eq!(again.status, 422);
    let answer = send(&stranger, &sealed, &[&photo]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let (number, secret) = number_and_secret(&stranger, "/denunciation/confirmation").await;
    let case = case_of(&app, &number).await.id;
    stranger.post("/tracking", &[("number", &number), ("secret", &secret)]).await;
    stranger.post("/tracking/messages", &[("message", CONTROL)]).await;

    let (reception, chair) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let list = reception.get("/envelopes").await.body;
    let href = list.split("<a href=\"/envelopes/").nth(1).unwrap().split('"').next().unwrap();
    let exported = reception.get(&format!("/envelopes/{href}/file")).await;
    live(&app, &reception, &chair, case).await;
    for path in ["/cases", "/reports", "/reports.csv", "/mail", "/keys", "/envelopes"] {
        kept.page(&chair, path).await;
    }
    let page = chair.get(&format!("/cases/{case}")).await;
    for file in
        page.body.split("href=\"/cases/").skip(1).map(|rest| rest.split('"').next().unwrap())
    {
        kept.page(&chair, &format!("/cases/{file}")).await;
    }
    kept.add("case page", page.bytes);
    for path in ["/tracking/case", "/denunciation/confirmation", "/denunciation"] {
        kept.page(&stranger, path).await;
    }
    take_lists(&app, &mut kept, [&reception, &chair], &number).await;
    let admin = app.signed_in("quantri").await;
    kept.page(&admin, "/audit").await;
    let sign_in = serde_json::json!({"login": "chutich", "password": PASSWORD});
    let token = app.stranger().post_json("/api/v1/tokens", &[], &sign_in).await.json();
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let header = ("authorization", bearer.as_str());
    let cases = app.stranger().send(Method::GET, "/api/v1/cases", &[header], Body::empty()).await;
    assert_eq!(cases.status, 200);
    kept.add("api", cases.bytes);
    // Reminders of everything that is due by then.
    app.advance_days(40);
    app.run_jobs().await;
    assert!(!app.letters().is_empty());
    for letter in app.letters() {
        kept.add("letter", letter.raw);
        kept.add(
            "letter, as it is read",
            format!("{}{}{}", letter.subject, letter.text, letter.html),
        );
    }
    kept.add("envelope", exported.bytes.clone());
    let folder = app.data_dir().to_owned();
    kept.folder(&folder);
    kept.add("dump of the database", dump(&app, &url).await);

    for word in [CANARY, CAMERA] {
        assert_eq!(kept.find(word), [] as [&str; 0], "{word}");
    }
    assert!(kept.find(CONTROL).contains(&"dump of the database"), "{:?}", kept.find(CONTROL));
    assert!(kept.find(CONTROL).contains(&"case page"));
    // Key holders can still read it, each alone.
    for key in &keys {
        assert!(
            open(&Envelope::from_bytes(&exported.bytes).unwrap(), key).unwrap() == contents(CANARY)
        );
    }
}

/// Every list as a file, for those who handle denunciations: the case is on their pages and in no file.
async fn take_lists(app: &TestApp, kept: &mut Kept, who: [&Client; 2], number: &str) {
    let lists = [
        ("cases", ""),
        ("visits", ""),
        ("meetings", "from=2026-01-01&to=2027-12-31"),
        ("papers", "stage=draft"),
        ("commitments", "state=all"),
    ];
    for client in who {
        assert!(client.get("/cases").await.body.contains(number));
        for (list, filters) in lists {
            for format in ["csv", "xlsx"] {
                let fields = [("list", list), ("filters", filters), ("format", format)];
                let asked = client.post("/exports", &fields).await;
                assert_eq!(asked.status, 303, "{list}: {}", asked.body);
                gandan::jobs::exports::write_waiting(&app.app).await.unwrap();
                let page = client.get(asked.location()).await;
                assert!(page.body.contains("Không có dòng nào"), "{list}: {}", page.body);
                kept.page(client, &format!("{}/file", asked.location())).await;
            }
        }
    }
    assert_eq!(kept.find(number).iter().filter(|place| place.starts_with("/exports")).count(), 0);
}

/// From the check to the end.
async fn live(app: &TestApp, reception: &Client, chair: &Client, case: uuid::Uuid) {
    did(reception, case, "processing", &[("field", "land.compensation")]).await;
    did(reception, case, "identity-check", &[("identified", "yes"), ("eligible", "yes")]).await;
    did(chair, case, "acceptance", &[("confirmed", "yes")]).await;
    did(chair, case, "party-notices", &[]).await;
    let officer = LOGINS[1].4.to_string();
    let team = [("assignee", officer.as_str()), ("team", "2"), ("unbiased", "yes")];
    did(chair, case, "verification", &team).await;
    let verifier = app.signed_in("canbo").await;
    verifier.post(&format!("/cases/{case}/messages"), &[("message", CONTROL)]).await;
    did(&verifier, case, "findings", &[("note", "Có dấu hiệu vi phạm.")]).await;
    did(chair, case, "conclusion", &[("finding", "true")]).await;
    did(chair, case, "conclusion-dispatch", &[]).await;
    did(chair, case, "publication", &[("way", "posting")]).await;
    did(chair, case, "handling", &[]).await;
    did(chair, case, "monitoring", &[]).await;
    did(chair, case, "closure", &[]).await;
}

/// The whole database as text: by `pg_dump` where it is PostgreSQL, by a copy without free pages where it is
/// SQLite.
async fn dump(app: &TestApp, url: &str) -> Vec<u8> {
    if let Some((server, schema)) = url.split_once("?options[search_path]=") {
        let out = tokio::process::Command::new("pg_dump")
            .args(["--dbname", server, "--schema", schema, "--inserts"])
            .output()
            .await
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        return out.stdout;
    }
    let copy = app.data_dir().join("copy.sqlite");
    let into = format!("VACUUM INTO '{}'", copy.display());
    sea_orm::ConnectionTrait::execute_unprepared(app.app.db.for_migration(), &into).await.unwrap();
    std::fs::read(copy).unwrap()
}
