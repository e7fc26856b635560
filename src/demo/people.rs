//! Units of Uông Bí with the dates between which they exist, and made-up people.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, unit, unit_succession};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::random::Random;
use super::store;
use crate::app::App;
use crate::clock::from_vietnam;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::{Actor, Role};
use crate::session;
use crate::text;
use crate::units;

/// For all sign-ins of the trial.
pub const PASSWORD: &str = "uongbi-dungthu";

const NEW_WARDS: &str = include_str!("../data/uongbi-wards-new.csv");
const OLD_AND_NEW: &str = include_str!("../data/uongbi-wards-old-new.csv");
const PROVINCE: &str = "22";

/// The wards of today exist since the two-level local government began.
pub fn wards_since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default()
}

/// The city whose units the old ones were was founded then; they are kept so that papers that name
/// them can be placed.
fn city_since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2011, 2, 25).unwrap_or_default()
}

/// Departments by code, under their ward.
const DEPARTMENTS: [(&str, &str, &str); 2] = [
    ("06811-KT", "Phòng Kinh tế, Hạ tầng và Đô thị phường Uông Bí", "06811"),
    ("06820-KT", "Phòng Kinh tế, Hạ tầng và Đô thị phường Vàng Danh", "06820"),
];

/// Login, name, role, code of the unit; all made up.
pub const STAFF: [(&str, &str, Role, &str); 19] = [
    ("tiepdan.uongbi", "Trần Thị Tâm", Role::Reception, "06811"),
    ("tiepdan.vangdanh", "Phạm Thị Hiền", Role::Reception, "06820"),
    ("tiepdan.yentu", "Vũ Văn Hòa", Role::Reception, "06832"),
    ("canbo.uongbi", "Lê Văn Minh", Role::Officer, "06811-KT"),
    ("canbo2.uongbi", "Đỗ Thị Ngân", Role::Officer, "06811"),
    ("canbo.vangdanh", "Bùi Văn Tín", Role::Officer, "06820-KT"),
    ("canbo2.vangdanh", "Hoàng Thị Thu", Role::Officer, "06820"),
    ("canbo.yentu", "Nguyễn Văn Chính", Role::Officer, "06832"),
    ("canbo2.yentu", "Đặng Thị Lan", Role::Officer, "06832"),
    ("chutich.uongbi", "Phan Văn Quyết", Role::Chairman, "06811"),
    ("chutich.vangdanh", "Ngô Thị Bình", Role::Chairman, "06820"),
    ("chutich.yentu", "Đinh Văn Trung", Role::Chairman, "06832"),
    ("tiepdan.tinh", "Đoàn Thị Mai", Role::Reception, PROVINCE),
    ("chutich.tinh", "Chu Văn Thắng", Role::Chairman, PROVINCE),
    ("lanhdao.tinh", "Mai Văn Đạo", Role::Leader, PROVINCE),
    ("lanhdao.uongbi", "Lương Thị Phương", Role::Leader, "06811"),
    ("thanhtra.tinh", "Tạ Thị Minh", Role::Inspector, PROVINCE),
    ("mattran.uongbi", "Kiều Văn Nhân", Role::Front, "06811"),
    ("quantri", "Hồ Văn Trị", Role::Admin, ""),
];

/// Who among them sees denunciations; in one ward, to try the pages with made-up letters.
pub const HANDLES_DENUNCIATIONS: [&str; 3] =
    ["tiepdan.vangdanh", "canbo.vangdanh", "chutich.vangdanh"];

/// Address and name of registered citizens; all made up.
pub const CITIZENS: [(&str, &str); 4] = [
    ("congdan1@congdan.example", "Nguyễn Thị An"),
    ("congdan2@congdan.example", "Trần Văn Bảo"),
    ("congdan3@congdan.example", "Lê Thị Cúc"),
    ("congdan4@congdan.example", "Phạm Văn Dũng"),
];

const FAMILY: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh"];
/// Middle and given name that go together.
const GIVEN: [&str; 24] = [
    "Văn Bắc",
    "Văn Chiến",
    "Văn Đông",
    "Văn Giang",
    "Văn Hùng",
    "Văn Khánh",
    "Văn Phúc",
    "Văn Quý",
    "Văn Sơn",
    "Văn Tùng",
    "Văn Vinh",
    "Văn Xuân",
    "Thị Ánh",
    "Thị Dung",
    "Thị Hạnh",
    "Thị Hoa",
    "Thị Liên",
    "Thị Mến",
    "Thị Nhàn",
    "Thị Oanh",
    "Thị Thơm",
    "Thị Tuyết",
    "Thị Uyên",
    "Thị Yến",
];
/// A household (hộ dân) that may write.
pub struct Household {
    pub name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub group: String,
    pub ward_id: Uuid,
    /// The account, if registered.
    pub citizen_id: Option<Uuid>,
}

/// Who works in a ward.
pub struct Ward {
    pub id: Uuid,
    pub name: String,
    pub reception: Actor,
    pub chairman: Actor,
    pub officers: Vec<Actor>,
}

pub struct People {
    pub wards: Vec<Ward>,
    pub households: Vec<Household>,
}

/// Writes units and people.
pub async fn make(app: &App, day: NaiveDate, random: &mut Random) -> Result<People, AppError> {
    let now = from_vietnam(day, 7, 0);
    let units = add_units(app, now).await?;
    app.reload_units().await?;
    let password_hash = app.passwords.hash(PASSWORD).await?;
    let tx = app.db.begin_write().await?;
    let mut actors = BTreeMap::new();
    for (login, name, role, unit) in STAFF {
        let unit_id = units.get(unit).copied();
        let email = format!("{login}@coquan.example");
        let row = account_row(login, name, &email, role, unit_id, &password_hash, now);
        let row = store::add_account(&tx, row).await?;
        actors.insert(login, session::service::actor_of(app, &row, Uuid::nil())?);
    }
    let mut citizens = Vec::new();
    for (email, name) in CITIZENS {
        let row = account_row(email, name, email, Role::Citizen, None, &password_hash, now);
        citizens.push(store::add_account(&tx, row).await?);
    }
    tx.commit().await?;
    let wards = wards(&units, &actors)?;
    let households = households(&wards, &citizens, random);
    Ok(People { wards, households })
}

fn account_row(
    login: &str,
    name: &str,
    email: &str,
    role: Role,
    unit_id: Option<Uuid>,
    password_hash: &str,
    now: DateTime<Utc>,
) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(new_id(now)),
        login: Set(text::lower(login)),
        display_name: Set(name.to_owned()),
        email: Set(Some(email.to_owned())),
        email_confirmed_at: Set(Some(now)),
        password_hash: Set(password_hash.to_owned()),
        role: Set(role.code().to_owned()),
        unit_id: Set(unit_id),
        handles_denunciations: Set(HANDLES_DENUNCIATIONS.contains(&login)),
        factor_secret: Set(None),
        factor_confirmed_at: Set(None),
        factor_step: Set(0),
        language: Set("vi".to_owned()),
        locked_at: Set(None),
        created_at: Set(now),
    }
}

/// The province, its wards of today, their departments, and the ten units of before with whom they
/// became. Gives the ids of today's units by code.
async fn add_units(app: &App, now: DateTime<Utc>) -> Result<BTreeMap<String, Uuid>, AppError> {
    let csv_error = |error: csv::Error| AppError::internal("units", error);
    let tx = app.db.begin_write().await?;
    let mut today = BTreeMap::new();
    let province = new_id(now);
    let mut row = unit_row(province, PROVINCE, "Tỉnh Quảng Ninh", None, "province", city_since());
    // Second complaints come here.
    row.takes_filings = Set(true);
    store::add_unit(&tx, row).await?;
    today.insert(PROVINCE.to_owned(), province);
    for record in csv::Reader::from_reader(NEW_WARDS.as_bytes()).records() {
        let record = record.map_err(csv_error)?;
        let (code, name) = (column(&record, 0), column(&record, 1));
        let id = new_id(now);
        let mut row = unit_row(id, code, name, Some(province), units::WARD, wards_since());
        row.takes_filings = Set(true);
        store::add_unit(&tx, row).await?;
        today.insert(code.to_owned(), id);
    }
    for (code, name, ward) in DEPARTMENTS {
        let id = new_id(now);
        let parent = today.get(ward).copied();
        let row = unit_row(id, code, name, parent, units::DEPARTMENT, wards_since());
        store::add_unit(&tx, row).await?;
        today.insert(code.to_owned(), id);
    }
    let mut before: BTreeMap<String, Uuid> = BTreeMap::new();
    for record in csv::Reader::from_reader(OLD_AND_NEW.as_bytes()).records() {
        let record = record.map_err(csv_error)?;
        let (code, name) = (column(&record, 0), column(&record, 1));
        let old_id = match before.get(code) {
            Some(id) => *id,
            None => {
                let id = new_id(now);
                let mut row = unit_row(id, code, name, Some(province), units::WARD, city_since());
                row.valid_to = Set(wards_since().pred_opt());
                store::add_unit(&tx, row).await?;
                before.insert(code.to_owned(), id);
                id
            }
        };
        let Some(new_id_of) = today.get(column(&record, 2)).copied() else {
            return Err(AppError::internal("units", format!("{code} became nothing known")));
        };
        let row = unit_succession::ActiveModel {
            id: Set(new_id(now)),
            old_unit_id: Set(old_id),
            new_unit_id: Set(new_id_of),
            is_whole: Set(column(&record, 4) == "whole"),
            detail: Set(column(&record, 5).to_owned()),
            groups: Set(groups_of(column(&record, 5))),
        };
        store::add_succession(&tx, row).await?;
    }
    tx.commit().await?;
    Ok(today)
}

/// The residential groups a part consists of, one a line; "the rest" names none.
fn groups_of(detail: &str) -> String {
    let named = detail.strip_prefix("khu ").unwrap_or_default();
    named.split(", ").collect::<Vec<_>>().join("\n")
}

fn column(record: &csv::StringRecord, position: usize) -> &str {
    record.get(position).unwrap_or_default()
}

fn unit_row(
    id: Uuid,
    code: &str,
    name: &str,
    parent_id: Option<Uuid>,
    kind: &str,
    valid_from: NaiveDate,
) -> unit::ActiveModel {
    unit::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        parent_id: Set(parent_id),
        kind: Set(kind.to_owned()),
        valid_from: Set(valid_from),
        valid_to: Set(None),
        takes_filings: Set(false),
        is_remote: Set(false),
    }
}

fn wards(
    units: &BTreeMap<String, Uuid>,
    actors: &BTreeMap<&str, Actor>,
) -> Result<Vec<Ward>, AppError> {
    let actor = |login: String| {
        let found = actors.get(login.as_str()).cloned();
        found.ok_or_else(|| AppError::internal("made-up people", login))
    };
    let mut wards = Vec::new();
    for (code, place, name) in [
        ("06811", "uongbi", "phường Uông Bí"),
        ("06820", "vangdanh", "phường Vàng Danh"),
        ("06832", "yentu", "phường Yên Tử"),
    ] {
        let Some(id) = units.get(code).copied() else {
            return Err(AppError::internal("units", format!("{code} is missing")));
        };
        wards.push(Ward {
            id,
            name: name.to_owned(),
            reception: actor(format!("tiepdan.{place}"))?,
            chairman: actor(format!("chutich.{place}"))?,
            officers: vec![actor(format!("canbo.{place}"))?, actor(format!("canbo2.{place}"))?],
        });
    }
    Ok(wards)
}

const HOUSEHOLDS: usize = 60;

/// The first are those of the registered citizens.
fn households(wards: &[Ward], citizens: &[account::Model], random: &mut Random) -> Vec<Household> {
    let mut households = Vec::new();
    for number in 0..HOUSEHOLDS {
        let Some(ward) = wards.get(number % wards.len().max(1)) else { break };
        let citizen = citizens.get(number);
        let made_up = format!("{} {}", random.text(&FAMILY), random.text(&GIVEN));
        let email = match citizen {
            Some(account) => account.login.clone(),
            None if random.chance(60) => format!("hodan{number:02}@congdan.example"),
            None => String::new(),
        };
        households.push(Household {
            name: citizen.map_or(made_up, |account| account.display_name.clone()),
            phone: format!("09000000{number:02}"),
            email,
            address: format!("Số {}, ngõ {}", random.between(1, 120), random.between(1, 30)),
            group: format!("Khu {}", random.between(1, 9)),
            ward_id: ward.id,
            citizen_id: citizen.map(|account| account.id),
        });
    }
    households
}
