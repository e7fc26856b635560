//! Units and people of the tests, all made up. Ids lie far apart, so that swapped ids are caught.

use chrono::NaiveDate;
use entity::{account, unit};
use gandan::db::Db;
use gandan::policy::{Actor, Reach, Role};
use gandan::session::password::Passwords;
use gandan::units::Units;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub const PASSWORD: &str = "mật khẩu thử nghiệm";

pub const PROVINCE: Uuid = Uuid::from_u128(0x0100);
pub const WARD: Uuid = Uuid::from_u128(0x0200);
pub const OTHER_WARD: Uuid = Uuid::from_u128(0x0300);
pub const DEPARTMENT: Uuid = Uuid::from_u128(0x0400);

/// Login, name, role, unit, id.
pub const LOGINS: [(&str, &str, &str, Option<Uuid>, Uuid); 14] = [
    ("tiepdan", "Trần Thị Tiếp", "reception", Some(WARD), Uuid::from_u128(0x01_0000)),
    ("canbo", "Lê Văn Minh", "officer", Some(DEPARTMENT), Uuid::from_u128(0x02_0000)),
    ("canbo2", "Đỗ Thị Ngân", "officer", Some(WARD), Uuid::from_u128(0x03_0000)),
    ("chutich", "Phạm Văn Quyết", "chairman", Some(WARD), Uuid::from_u128(0x04_0000)),
    ("lanhdao", "Vũ Thị Đạo", "leader", Some(PROVINCE), Uuid::from_u128(0x05_0000)),
    ("quantri", "Hoàng Văn Trị", "admin", None, Uuid::from_u128(0x06_0000)),
    ("tiepdan2", "Bùi Thị Xa", "reception", Some(OTHER_WARD), Uuid::from_u128(0x07_0000)),
    ("chutich2", "Ngô Văn Xa", "chairman", Some(OTHER_WARD), Uuid::from_u128(0x08_0000)),
    ("an@example.vn", "Nguyễn Văn An", "citizen", None, Uuid::from_u128(0x09_0000)),
    ("binh@example.vn", "Đặng Thị Bình", "citizen", None, Uuid::from_u128(0x0A_0000)),
    ("tiepdan.tinh", "Dương Thị Tỉnh", "reception", Some(PROVINCE), Uuid::from_u128(0x0B_0000)),
    ("chutich.tinh", "Cao Văn Tỉnh", "chairman", Some(PROVINCE), Uuid::from_u128(0x0C_0000)),
    ("thanhtra", "Lý Thị Tra", "inspector", Some(WARD), Uuid::from_u128(0x0D_0000)),
    ("mattran", "Mạc Văn Trận", "front", Some(WARD), Uuid::from_u128(0x0E_0000)),
];

/// One hash for all: hashing is slow on purpose.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH.get_or_init(|| async { Passwords::new().hash(PASSWORD).await.unwrap() });
    hash.await.clone()
}

fn unit_row(
    id: Uuid,
    code: &str,
    name: &str,
    parent: Option<Uuid>,
    kind: &str,
) -> unit::ActiveModel {
    unit::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        parent_id: Set(parent),
        kind: Set(kind.to_owned()),
        valid_from: Set(NaiveDate::from_ymd_opt(2025, 7, 1).unwrap()),
        valid_to: Set(None),
        takes_filings: Set(kind == "ward"),
        is_remote: Set(false),
    }
}

pub async fn add(db: &Db) {
    let tx = db.begin_write().await.unwrap();
    let units = [
        unit_row(PROVINCE, "22", "Ủy ban nhân dân tỉnh Quảng Ninh", None, "province"),
        unit_row(WARD, "06811", "Phường Uông Bí", Some(PROVINCE), "ward"),
        unit_row(OTHER_WARD, "06820", "Phường Vàng Danh", Some(PROVINCE), "ward"),
        unit_row(
            DEPARTMENT,
            "06811-KT",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            Some(WARD),
            "department",
        ),
    ];
    unit::Entity::insert_many(units).exec_without_returning(&tx).await.unwrap();
    for (login, name, role, unit_id, id) in LOGINS {
        let is_citizen = role == "citizen";
        let email = if is_citizen { login.to_owned() } else { format!("{login}@uongbi.example") };
        let row = account::ActiveModel {
            id: Set(id),
            login: Set(login.to_owned()),
            display_name: Set(name.to_owned()),
            email: Set(Some(email)),
            email_confirmed_at: Set(Some(super::START.parse().unwrap())),
            password_hash: Set(password_hash().await),
            role: Set(role.to_owned()),
            unit_id: Set(unit_id),
            handles_denunciations: Set(false),
            factor_secret: Set(None),
            factor_confirmed_at: Set(None),
            factor_step: Set(0),
            language: Set("vi".to_owned()),
            locked_at: Set(None),
            created_at: Set(super::START.parse().unwrap()),
        };
        account::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// One of [`LOGINS`] as they are signed in, with a reach over denunciations.
pub fn actor_of(units: &Units, login: &str, denunciations: Reach) -> Actor {
    let person = LOGINS.into_iter().find(|person| person.0 == login);
    let (_, name, role, unit_id, account_id) = person.unwrap();
    let role = Role::from_code(role).unwrap();
    Actor {
        account_id,
        session_id: Uuid::nil(),
        name: name.to_owned(),
        role,
        unit_id,
        unit_ids: unit_id.map(|id| units.subtree(id)).unwrap_or_default(),
        denunciations,
        ceiling: role.ceiling(),
        lacks_factor: false,
        acts_for: None,
    }
}
