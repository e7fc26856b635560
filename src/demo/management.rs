//! Made-up lines of the register of management work in each ward: documents, classes, an inspection that was
//! carried out, one that is being carried out, one without a conclusion, and a slip that was struck out.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::people::Ward;
use crate::app::App;
use crate::clock::from_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::management::form::{Conclusion, Line, Progress};
use crate::management::record::{self, Act, Entered, NewLine};
use crate::management::{Kind, store};

/// Days back, kind, number, title, people, units.
type Told = (u64, Kind, &'static str, &'static str, i32, i32);

const TOLD: [Told; 8] = [
    (
        140,
        Kind::Issued,
        "8/KH-UBND",
        "Kế hoạch tiếp công dân, giải quyết khiếu nại, tố cáo (văn bản giả định)",
        0,
        0,
    ),
    (
        60,
        Kind::Amended,
        "8/KH-UBND",
        "Sửa đổi lịch tiếp công dân của Chủ tịch (văn bản giả định)",
        0,
        0,
    ),
    (
        45,
        Kind::Cancelled,
        "3/QC-UBND",
        "Quy chế phối hợp tiếp công dân cũ (văn bản giả định)",
        0,
        0,
    ),
    (
        35,
        Kind::Class,
        "",
        "Tập huấn kỹ năng tiếp công dân cho cán bộ khu phố (lớp giả định)",
        65,
        0,
    ),
    (
        12,
        Kind::Class,
        "",
        "Tuyên truyền Luật Khiếu nại, Luật Tố cáo tại nhà văn hóa (lớp giả định)",
        1_200,
        0,
    ),
    (
        150,
        Kind::Inspection,
        "21/QĐ-UBND",
        "Thanh tra trách nhiệm tiếp công dân, xử lý đơn (cuộc giả định)",
        0,
        3,
    ),
    (
        90,
        Kind::Inspection,
        "34/QĐ-UBND",
        "Thanh tra trách nhiệm giải quyết khiếu nại về đất đai (cuộc giả định)",
        0,
        2,
    ),
    (
        20,
        Kind::Inspection,
        "52/QĐ-UBND",
        "Thanh tra trách nhiệm công khai lịch tiếp công dân (cuộc giả định)",
        0,
        4,
    ),
];

/// # Errors
/// A service refused, which is our mistake, or the database does.
pub async fn make(app: &App, wards: &[Ward], last_day: NaiveDate) -> Result<(), AppError> {
    for ward in wards {
        let tx = app.db.begin_write().await?;
        let mut ids = Vec::new();
        for (n, told) in TOLD.iter().enumerate() {
            ids.push(enter(&tx, ward, (n, told), last_day, None).await?);
        }
        // The head count of a class was wrong.
        let slip = (28, Kind::Class, "", "Tập huấn nhập đơn trên phần mềm (lớp giả định)", 400, 0);
        let id = enter(&tx, ward, (TOLD.len(), &slip), last_day, None).await?;
        let reason = "Nhập nhầm số người, đúng là 40 (giả định)".to_owned();
        did(&tx, ward, id, Act::Strike(reason), last_day - Days::new(27)).await?;
        let (days, kind, number, title, _, units) = slip;
        let again = (days, kind, number, title, 40, units);
        enter(&tx, ward, (TOLD.len() + 1, &again), last_day, Some(id)).await?;
        if let [.., done, going, _] = ids.as_slice() {
            carried_out(&tx, ward, *done, last_day).await?;
            going_on(&tx, ward, *going, last_day).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn enter(
    tx: &Tx,
    ward: &Ward,
    (n, told): (usize, &Told),
    last_day: NaiveDate,
    replaces: Option<Uuid>,
) -> Result<Uuid, AppError> {
    let (days, kind, number, title, people, units) = *told;
    let on = last_day - Days::new(days);
    let line = Line { kind, on, number: number.to_owned(), title: title.to_owned(), people, units };
    let token = format!("made-up-{}-{n}", ward.id);
    let new = NewLine { unit_id: ward.id, line, replaces, token };
    // Entered on the day after.
    let at = from_vietnam(on + Days::new(1), 9, u32::try_from(n).unwrap_or(0));
    match record::enter(tx, &ward.reception, new, at).await? {
        Entered::Now(id) => Ok(id),
        Entered::Before(_) | Entered::Taken => Err(AppError::internal("demo", "a line twice")),
    }
}

async fn did(tx: &Tx, ward: &Ward, id: Uuid, act: Act, on: NaiveDate) -> Result<(), AppError> {
    let row = store::get_visible(tx, &ward.reception, id).await?;
    let at = from_vietnam(on, 14, 0);
    let done = act.fits(&row) && record::record(tx, &ward.reception, &row, &act, at).await?;
    done.then_some(()).ok_or_else(|| AppError::internal("demo", "a line does not take it"))
}

async fn carried_out(tx: &Tx, ward: &Ward, id: Uuid, last_day: NaiveDate) -> Result<(), AppError> {
    let day = |days| last_day - Days::new(days);
    let conclusion = Conclusion {
        on: day(115),
        number: "4/KL-UBND".to_owned(),
        rec_organisations: 1,
        rec_people: 2,
        transferred_organisations: 0,
        transferred_people: 0,
    };
    did(tx, ward, id, Act::Conclude(conclusion), day(114)).await?;
    for (days, organisations, people) in [(100, 1, 0), (80, 0, 2)] {
        let done = Progress {
            on: day(days),
            organisations,
            people,
            prosecuted_cases: 0,
            prosecuted_people: 0,
        };
        let act = Act::Progress(done, format!("made-up-{days}"));
        did(tx, ward, id, act, day(days - 1)).await?;
    }
    did(tx, ward, id, Act::Complete(day(75)), day(74)).await
}

async fn going_on(tx: &Tx, ward: &Ward, id: Uuid, last_day: NaiveDate) -> Result<(), AppError> {
    let day = |days| last_day - Days::new(days);
    let conclusion = Conclusion {
        on: day(40),
        number: "7/KL-UBND".to_owned(),
        rec_organisations: 1,
        rec_people: 3,
        transferred_organisations: 0,
        transferred_people: 1,
    };
    did(tx, ward, id, Act::Conclude(conclusion), day(39)).await?;
    let done = Progress {
        on: day(15),
        organisations: 0,
        people: 1,
        prosecuted_cases: 1,
        prosecuted_people: 1,
    };
    did(tx, ward, id, Act::Progress(done, "made-up-15".to_owned()), day(14)).await
}
