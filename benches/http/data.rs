//! Cases to measure with: the same ones each time, filed through the service.

use chrono::{Days, NaiveDate};
use entity::{account, unit};
use gandan::app::{self, App};
use gandan::cases::field::FIELDS;
use gandan::cases::filing::{self, Channel, NewCase, NewParty, PartyRole};
use gandan::clock::{Clock, from_vietnam};
use gandan::config::Config;
use gandan::db::Db;
use gandan::ids::new_id;
use gandan::mail::Mailer;
use gandan::web::i18n::Lang;
use law::procedure::Kind;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

/// Filed in one transaction.
const AT_ONCE: u64 = 250;
/// How far back the cases reach.
const DAYS_BACK: u64 = 500;
const UNIT: &str = "06811";

pub struct Made {
    pub chairman: Uuid,
    pub ids: Vec<Uuid>,
}

const WORDS: [&str; 40] = [
    "đất",
    "đường",
    "nhà",
    "bồi",
    "thường",
    "giá",
    "hộ",
    "khu",
    "phố",
    "cơ",
    "quan",
    "đề",
    "nghị",
    "xem",
    "xét",
    "lại",
    "quyết",
    "định",
    "thu",
    "hồi",
    "diện",
    "tích",
    "giấy",
    "chứng",
    "nhận",
    "thủ",
    "tục",
    "môi",
    "trường",
    "rác",
    "nước",
    "đèn",
    "chiếu",
    "sáng",
    "vỉa",
    "hè",
    "xây",
    "dựng",
    "hồ",
    "sơ",
];

/// Words that differ from case to case and are the same in every run.
fn words(case: u64, count: u64) -> String {
    let word = |n: u64| {
        let mixed = (case * 1_000_003 + n * 7919).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        usize::try_from(mixed).ok().and_then(|at| WORDS.get(at % WORDS.len())).copied()
    };
    (0..count).filter_map(word).collect::<Vec<_>>().join(" ")
}

pub async fn make(db: &Db, config: Config, count: u64) -> anyhow::Result<Made> {
    let now = Clock::System.now();
    let (unit_id, chairman) = (new_id(now), new_id(now));
    add_people(db, unit_id, chairman).await?;
    let app = app::open(config, Clock::System, db.clone(), Mailer::memory(), false).await?;
    let today = Clock::System.today();
    let mut ids = Vec::new();
    for first in (0..count).step_by(usize::try_from(AT_ONCE)?) {
        let tx = app.db.begin_write().await?;
        for number in first..(first + AT_ONCE).min(count) {
            // Older ones first, as they were filed.
            let received_on = today - Days::new(DAYS_BACK - number * DAYS_BACK / count.max(1));
            ids.push(file(&app, &tx, unit_id, number, received_on).await?);
        }
        tx.commit().await?;
    }
    Ok(Made { chairman, ids })
}

async fn add_people(db: &Db, unit_id: Uuid, chairman: Uuid) -> anyhow::Result<()> {
    let now = Clock::System.now();
    let tx = db.begin_write().await?;
    let row = unit::ActiveModel {
        id: Set(unit_id),
        code: Set(UNIT.to_owned()),
        name: Set("Phường Uông Bí".to_owned()),
        parent_id: Set(None),
        kind: Set("ward".to_owned()),
        valid_from: Set(NaiveDate::default()),
        valid_to: Set(None),
        takes_filings: Set(true),
        is_remote: Set(false),
    };
    unit::Entity::insert(row).exec_without_returning(&tx).await?;
    let row = account::ActiveModel {
        id: Set(chairman),
        login: Set("chutich".to_owned()),
        display_name: Set("Người đo tốc độ".to_owned()),
        email: Set(None),
        email_confirmed_at: Set(None),
        password_hash: Set("none".to_owned()),
        role: Set("chairman".to_owned()),
        unit_id: Set(Some(unit_id)),
        handles_denunciations: Set(false),
        factor_secret: Set(None),
        factor_confirmed_at: Set(None),
        factor_step: Set(0),
        language: Set("vi".to_owned()),
        locked_at: Set(None),
        created_at: Set(now),
    };
    account::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn file(
    app: &App,
    tx: &gandan::db::Tx,
    unit_id: Uuid,
    number: u64,
    received_on: NaiveDate,
) -> anyhow::Result<Uuid> {
    let at = usize::try_from(number)?;
    let new = NewCase {
        unit_id,
        kind: Kind::Complaint,
        field: FIELDS.get(at % FIELDS.len()).copied().unwrap_or("other").to_owned(),
        subject: words(number, 5),
        content: format!("{} khiếu nại ma{number:05}", words(number, 70)),
        demand: words(number + 1, 8),
        contested_act: words(number + 2, 8),
        known_on: None,
        channel: Channel::Post,
        lang: Lang::Vi,
        received_on,
        citizen_id: None,
        registered_by: None,
        complainants: 1,
        parties: vec![NewParty {
            role: PartyRole::Complainant,
            full_name: format!("Người thứ {number}"),
            phone: String::new(),
            email: format!("nguoi{number}@congdan.example"),
            address: String::new(),
            residential_group: String::new(),
            ward_id: Some(unit_id),
        }],
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token: format!("bench-{number}"),
    };
    Ok(filing::file(app, tx, from_vietnam(received_on, 9, 0), new).await?.case_id)
}

/// A filing as a program sends it.
pub fn filing_body() -> String {
    serde_json::json!({
        "kind": "complaint",
        "unit": UNIT,
        "field": "land.compensation",
        "subject": words(1, 5),
        "content": words(2, 70),
        "demand": words(3, 8),
        "contested_act": words(4, 8),
        "parties": [{
            "role": "complainant",
            "full_name": "Người đo tốc độ",
            "email": "do@congdan.example",
            "address": "Số 1",
        }],
    })
    .to_string()
}
