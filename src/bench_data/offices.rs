//! The offices of a made-up province and who works there.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, unit, unit_succession};
use law::jurisdiction::Resolver;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::ids::{Ids, random};
use super::{MONTHS_BACK, PASSWORD, Size, store, words};
use crate::app::App;
use crate::clock::from_vietnam;
use crate::error::AppError;
use crate::policy::Role;
use crate::units::{DEPARTMENT, PROVINCE, WARD};

const FIRST: [&str; 6] = ["An", "Bình", "Hòa", "Phú", "Tân", "Vĩnh"];
const SECOND: [&str; 9] = ["Sơn", "Lâm", "Hải", "Thịnh", "Lộc", "Giang", "Khê", "Xuân", "Phong"];
const DEPARTMENTS: [&str; 8] = [
    "Sở Nông nghiệp và Môi trường",
    "Sở Xây dựng",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Sở Tư pháp",
    "Sở Công Thương",
];
/// Wards that followed others, of which the first two share one.
const FOLLOWING: usize = 10;
/// The last wards lie far away.
const REMOTE_FROM: usize = 48;
/// Since when the two tiers of local government are.
pub const TWO_TIERS: NaiveDate = NaiveDate::from_ymd_opt(2025, 7, 1).expect("is a day");

/// A unit and who works there.
#[derive(Clone, Debug)]
pub struct Office {
    pub unit_id: Uuid,
    /// The ward it follows, for what came in before the two tiers.
    pub before: Option<Uuid>,
    pub name: String,
    pub kind: &'static str,
    pub resolver: Resolver,
    pub is_remote: bool,
    pub chairman: Uuid,
    pub reception: Uuid,
    pub officers: Vec<Uuid>,
    /// How many letters come in, compared with the others.
    pub weight: u64,
    code: String,
    parent: Option<Uuid>,
}

impl Office {
    /// The unit that was there on a day.
    pub fn unit_on(&self, day: NaiveDate) -> Uuid {
        self.before.filter(|_| day < TWO_TIERS).unwrap_or(self.unit_id)
    }
}

struct Rows {
    units: Vec<unit::ActiveModel>,
    successions: Vec<unit_succession::ActiveModel>,
    accounts: Vec<account::ActiveModel>,
}

/// The province first, then its wards and departments.
///
/// # Errors
/// The database refuses.
pub async fn make(app: &App, size: Size) -> Result<Vec<Office>, AppError> {
    let since = (size.today - MONTHS_BACK).min(TWO_TIERS);
    let at = from_vietnam(since, 7, 0);
    let mut ids = Ids::new(size.seed, u64::MAX);
    let mut offices = Vec::new();
    let province = office(&mut ids, at, ("tinh", "Tỉnh Vân Hải (giả định)", PROVINCE), None, 8);
    let province_id = province.unit_id;
    offices.push(Office { weight: 60, ..province });
    let mut choices = random(size.seed, u64::MAX);
    for place in 0..FIRST.len() * SECOND.len() {
        let first = FIRST.get(place % FIRST.len()).copied().unwrap_or_default();
        let second = SECOND.get(place / FIRST.len()).copied().unwrap_or_default();
        let word = if place < 30 { "Phường" } else { "Xã" };
        let (code, name) = (format!("w{place:02}"), format!("{word} {first} {second}"));
        let ward = office(&mut ids, at, (&code, &name, WARD), Some(province_id), 4);
        let weight = u64::from(choices.between(8, 32));
        offices.push(Office { weight, is_remote: place >= REMOTE_FROM, ..ward });
    }
    for (place, name) in DEPARTMENTS.into_iter().enumerate() {
        let code = format!("d{place:02}");
        let department = office(&mut ids, at, (&code, name, DEPARTMENT), Some(province_id), 4);
        offices.push(Office { weight: 8, ..department });
    }
    let mut rows = Rows { units: Vec::new(), successions: Vec::new(), accounts: Vec::new() };
    if since < TWO_TIERS {
        add_before(&mut rows, &mut offices, &mut ids, (at, since));
    }
    let hash = app.passwords.hash(PASSWORD).await?;
    for office in &offices {
        let from = if office.before.is_some() { TWO_TIERS } else { since };
        rows.units.push(unit_row(office, from));
        add_people(&mut rows, office, &mut ids, (at, &hash), size.seed);
    }
    store::write_offices(&app.db, rows.units, rows.successions, rows.accounts).await?;
    app.reload_units().await?;
    Ok(offices)
}

fn office(
    ids: &mut Ids,
    at: DateTime<Utc>,
    (code, name, kind): (&str, &str, &'static str),
    parent: Option<Uuid>,
    officers: usize,
) -> Office {
    let mut id = || ids.next(at);
    Office {
        unit_id: id(),
        before: None,
        name: name.to_owned(),
        kind,
        resolver: match kind {
            PROVINCE => Resolver::ProvinceChairman,
            DEPARTMENT => Resolver::AgencyHead,
            _ => Resolver::CommuneChairman,
        },
        is_remote: false,
        chairman: id(),
        reception: id(),
        officers: (0..officers).map(|_| id()).collect(),
        weight: 1,
        code: code.to_owned(),
        parent,
    }
}

/// Wards of before: one that was divided between the first two, and one for each of some others.
fn add_before(
    rows: &mut Rows,
    offices: &mut [Office],
    ids: &mut Ids,
    (at, since): (DateTime<Utc>, NaiveDate),
) {
    let mut divided = None;
    let wards = offices.iter_mut().filter(|office| office.kind == WARD);
    for (place, ward) in wards.take(FOLLOWING).enumerate() {
        let is_divided = place < 2;
        let old_id = match divided {
            Some(known) if is_divided => known,
            _ => {
                let id = ids.next(at);
                let mut row = unit_row(ward, since);
                row.id = Set(id);
                row.code = Set(format!("{}c", ward.code));
                row.name = Set(format!("{} (cũ)", ward.name));
                row.valid_to = Set(TWO_TIERS.pred_opt());
                rows.units.push(row);
                id
            }
        };
        divided = divided.or(Some(old_id));
        ward.before = Some(old_id);
        let groups = if place == 0 { "Khu 1\nKhu 2\nKhu 3\nKhu 4" } else { "" };
        rows.successions.push(unit_succession::ActiveModel {
            id: Set(ids.next(at)),
            old_unit_id: Set(old_id),
            new_unit_id: Set(ward.unit_id),
            is_whole: Set(!is_divided),
            detail: Set(String::new()),
            groups: Set(groups.to_owned()),
        });
    }
}

fn unit_row(office: &Office, valid_from: NaiveDate) -> unit::ActiveModel {
    unit::ActiveModel {
        id: Set(office.unit_id),
        code: Set(office.code.clone()),
        name: Set(office.name.clone()),
        parent_id: Set(office.parent),
        kind: Set(office.kind.to_owned()),
        valid_from: Set(valid_from),
        valid_to: Set(None),
        takes_filings: Set(true),
        is_remote: Set(office.is_remote),
    }
}

fn add_people(
    rows: &mut Rows,
    office: &Office,
    ids: &mut Ids,
    (at, hash): (DateTime<Utc>, &str),
    seed: u64,
) {
    let mut people = vec![
        (office.chairman, format!("chutich.{}", office.code), Role::Chairman),
        (office.reception, format!("tiepdan.{}", office.code), Role::Reception),
    ];
    for (place, id) in office.officers.iter().enumerate() {
        people.push((*id, format!("canbo{place}.{}", office.code), Role::Officer));
    }
    if office.kind == PROVINCE {
        people.push((ids.next(at), "lanhdao.tinh".to_owned(), Role::Leader));
        people.push((ids.next(at), "thanhtra.tinh".to_owned(), Role::Inspector));
        people.push((ids.next(at), "quantri.tinh".to_owned(), Role::Admin));
    }
    for (id, login, role) in people {
        let (_, own) = id.as_u64_pair();
        let mut choices = random(seed, own);
        rows.accounts.push(account::ActiveModel {
            id: Set(id),
            display_name: Set(words::person(&mut choices)),
            email: Set(Some(format!("{login}@coquan.example"))),
            email_confirmed_at: Set(Some(at)),
            password_hash: Set(hash.to_owned()),
            role: Set(role.code().to_owned()),
            // The head of the inspectorate and who administers read no denunciations here.
            handles_denunciations: Set(matches!(role, Role::Chairman)),
            unit_id: Set(Some(office.unit_id).filter(|_| role != Role::Admin)),
            factor_secret: Set(None),
            factor_confirmed_at: Set(None),
            factor_step: Set(0),
            language: Set("vi".to_owned()),
            locked_at: Set(None),
            created_at: Set(at),
            login: Set(login),
        });
    }
}
