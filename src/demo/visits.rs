//! Made-up visits of the register of receptions, the conclusion of a reception day, and a prolonged case in
//! each ward. The numbers of identity papers begin with zeros that no real one has.

use chrono::{Days, NaiveDate};
use entity::{prolonged_case, prolonged_note, reception_task, visit};
use law::reception::{Event, NotReceived};
use law::visit::{Matter, Mode, Outcome, Reply, Urgency};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::people::{Household, People, Ward};
use super::reception::working_day;
use crate::app::App;
use crate::cases::newest_store::{Way, before};
use crate::cases::search::{Filters, Frame};
use crate::clock::from_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::reception::plan::{self, More};
use crate::reception::store as days;
use crate::visits::fact::{Fact, Written};
use crate::visits::record::{self, About, NewVisit, Registered, seal_id};
use crate::visits::store;
use crate::{prolonged, reception};

/// What somebody came with: days back, household, mode, kind, people, outcome, content, demand.
type Told = (u64, usize, Mode, Matter, u32, Outcome, &'static str, &'static str);

const TOLD: [Told; 9] = [
    (
        30,
        0,
        Mode::Regular,
        Matter::Petition,
        1,
        Outcome::Taken,
        "Rãnh thoát nước đầu ngõ bị lấp, mưa xuống là ngập vào nhà",
        "Khơi thông rãnh thoát nước",
    ),
    (
        21,
        1,
        Mode::Regular,
        Matter::Complaint,
        1,
        Outcome::Taken,
        "Không đồng ý diện tích đất ghi trong phương án bồi thường",
        "Đo đạc lại thửa đất",
    ),
    (
        16,
        0,
        Mode::Regular,
        Matter::Petition,
        2,
        Outcome::Taken,
        "Rãnh thoát nước đầu ngõ vẫn chưa được khơi thông",
        "Khơi thông rãnh thoát nước",
    ),
    (
        14,
        2,
        Mode::HeadScheduled,
        Matter::Petition,
        7,
        Outcome::Taken,
        "Các hộ trong khu đề nghị công khai tiến độ dự án đường",
        "Công khai tiến độ và thời gian chi trả",
    ),
    (
        13,
        3,
        Mode::Regular,
        Matter::Petition,
        1,
        Outcome::Taken,
        "Quán ăn cạnh nhà gây ồn sau 22 giờ",
        "Kiểm tra và xử lý",
    ),
    (
        6,
        4,
        Mode::Regular,
        Matter::Complaint,
        1,
        Outcome::Guided,
        "Tranh chấp tiền thuê nhà với người thuê",
        "Buộc người thuê trả tiền",
    ),
    (
        4,
        5,
        Mode::Regular,
        Matter::Complaint,
        1,
        Outcome::Refused,
        "Đề nghị xem lại việc đã có quyết định giải quyết lần hai",
        "",
    ),
    (
        2,
        6,
        Mode::HeadUnscheduled,
        Matter::Petition,
        12,
        Outcome::Taken,
        "Nhiều hộ lo ngại sạt lở taluy sau mưa lớn",
        "Di dời tạm các hộ nguy hiểm",
    ),
    (
        1,
        7,
        Mode::Regular,
        Matter::Petition,
        1,
        Outcome::Answered,
        "Hỏi hồ sơ đề nghị trợ cấp xã hội",
        "Hướng dẫn thủ tục",
    ),
];

/// # Errors
/// A service refused, which is our mistake.
pub async fn make(app: &App, people: &People, last_day: NaiveDate) -> Result<(), AppError> {
    for ward in &people.wards {
        let homes: Vec<&Household> =
            people.households.iter().filter(|home| home.ward_id == ward.id).collect();
        let tx = app.db.begin_write().await?;
        let visits = register(app, &tx, ward, &homes, last_day).await?;
        later(&tx, ward, &visits, last_day).await?;
        conclude(app, &tx, ward, last_day).await?;
        flag(&tx, ward, last_day).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn register(
    app: &App,
    tx: &Tx,
    ward: &Ward,
    homes: &[&Household],
    last_day: NaiveDate,
) -> Result<Vec<Uuid>, AppError> {
    let mut ids = Vec::new();
    for (n, told) in TOLD.iter().enumerate() {
        let Some(home) = homes.get(told.1) else { continue };
        let on = match told.2.is_scheduled() {
            true => working_day(app, last_day - Days::new(told.0)),
            false => last_day - Days::new(told.0),
        };
        let written = written(app, tx, (ward, home), told, on).await?;
        // The third came with the first one's matter.
        let about = match (n, ids.first()) {
            (2, Some(first)) => About::Visit(Box::new(row(tx, ward, *first).await?)),
            _ => About::New,
        };
        let token = format!("made-up-{}-{n}", ward.id);
        let new = NewVisit { unit_id: ward.id, written, about, token };
        let at = from_vietnam(on, 9, u32::try_from(n).unwrap_or(0));
        match record::register(tx, &ward.reception, new, at).await? {
            Registered::Now(id) => ids.push(id),
            Registered::Before(_) => return Err(AppError::internal("demo", "a visit twice")),
        }
    }
    Ok(ids)
}

async fn written(
    app: &App,
    tx: &Tx,
    (ward, home): (&Ward, &Household),
    told: &Told,
    on: NaiveDate,
) -> Result<Written, AppError> {
    let (_, number, mode, kind, people, outcome, content, demand) = *told;
    let paper = format!("0000000{number:05}");
    let (id_sealed, id_digest) = seal_id(&app.key, &paper, None)?;
    let session = match mode.is_scheduled() {
        true => store::sessions_on(tx, ward.id, on).await?.into_iter().next(),
        false => None,
    };
    let receiver = if mode.is_by_head() { &ward.chairman } else { &ward.reception };
    let guided = outcome == Outcome::Guided;
    let refused = outcome == Outcome::Refused;
    let coded = |is: bool, code: &str| if is { code.to_owned() } else { String::new() };
    Ok(Written {
        received_on: on,
        mode: mode.code().to_owned(),
        urgency: coded(mode.is_unscheduled(), Urgency::SeriousHarm.code()),
        received_by: receiver.account_id,
        day_id: session.map(|day| day.id),
        kind: kind.code().to_owned(),
        full_name: home.name.clone(),
        phone: home.phone.clone(),
        address: home.address.clone(),
        ward_id: Some(ward.id),
        residential_group: home.group.clone(),
        id_sealed,
        id_digest,
        content: content.to_owned(),
        demand: demand.to_owned(),
        people,
        is_competent: !guided && !refused,
        outcome: outcome.code().to_owned(),
        not_received: coded(refused, NotReceived::SettledAndProlonged.code()),
        body: coded(guided, "Tòa án nhân dân khu vực"),
        note: "Lượt tiếp giả định".to_owned(),
        ..Written::default()
    })
}

async fn row(tx: &Tx, ward: &Ward, id: Uuid) -> Result<visit::Model, AppError> {
    store::get_visible(tx, &ward.reception, id).await
}

/// The first was answered and followed up, the second belongs to a case.
async fn later(tx: &Tx, ward: &Ward, visits: &[Uuid], last_day: NaiveDate) -> Result<(), AppError> {
    let [first, second, ..] = visits else { return Ok(()) };
    let on = last_day - Days::new(25);
    let answered = Fact::Answered {
        on,
        reply: Reply::Accepted.code().to_owned(),
        way: "oral".to_owned(),
        body: String::new(),
        paper_number: String::new(),
    };
    let followed =
        Fact::Followed { result: "Đã giao khu phố kiểm tra, hẹn khơi rãnh".to_owned() };
    for fact in [answered, followed] {
        let found = row(tx, ward, *first).await?;
        let at = from_vietnam(on, 10, 0);
        if !record::record(tx, &ward.reception, &found, (fact, String::new()), at).await? {
            return Err(AppError::internal("demo", "a visit changed meanwhile"));
        }
    }
    if let Some(case) = newest(tx, ward, last_day).await? {
        let found = row(tx, ward, *second).await?;
        let at = from_vietnam(last_day, 10, 0);
        record::join(tx, &ward.reception, &found, case, at).await?;
    }
    Ok(())
}

/// An open complaint of the ward.
async fn newest(tx: &Tx, ward: &Ward, today: NaiveDate) -> Result<Option<Uuid>, AppError> {
    let filters =
        Filters { kind: "complaint".to_owned(), urgency: "open".to_owned(), ..Filters::default() };
    let frame = Frame { today, soon: today, is_broad: false };
    let reader = ward.chairman.without_denunciations();
    let found = before(tx, (&reader, &filters, &frame), Way::Sorted, None, 1).await?;
    Ok(found.first().map(|case| case.id))
}

/// The reception day of two weeks ago, with what came of it.
async fn conclude(app: &App, tx: &Tx, ward: &Ward, last_day: NaiveDate) -> Result<(), AppError> {
    let on = working_day(app, last_day - Days::new(14));
    let sessions = store::sessions_on(tx, ward.id, on).await?;
    let Some(day) = sessions.into_iter().find(|day| day.stage == "held") else { return Ok(()) };
    let rules = app.rules_of(ward.id);
    let text = "Các hộ được thông báo tiến độ dự án hằng tháng; rà soát việc chi trả.".to_owned();
    let more = More { conclusion: Some((text, "31/TB-UBND".to_owned())), ..More::default() };
    let fact = (Event::Concluded { on }, String::new());
    let now = from_vietnam(on, 16, 0);
    match plan::record(tx, &ward.reception, &day, fact, more, (&rules.get(), on, now)).await? {
        reception::plan::Recorded::Done => {}
        other => return Err(AppError::internal("demo conclusion", format!("{other:?}"))),
    }
    let task = |position, who: &str, what: &str, days| reception_task::ActiveModel {
        id: Set(new_id(now)),
        day_id: Set(day.id),
        position: Set(position),
        assigned_to: Set(who.to_owned()),
        task: Set(what.to_owned()),
        due_on: Set(on + Days::new(days)),
        done_on: Set(None),
        result: Set(String::new()),
        done_by: Set(None),
    };
    let tasks = vec![
        task(1, "Phòng Kinh tế, Hạ tầng và Đô thị", "Niêm yết tiến độ dự án", 10),
        task(2, "Trung tâm Phục vụ hành chính công", "Rà soát hồ sơ chi trả", 25),
    ];
    days::add_tasks(tx, tasks).await
}

async fn flag(tx: &Tx, ward: &Ward, last_day: NaiveDate) -> Result<(), AppError> {
    let Some(case_id) = newest(tx, ward, last_day).await? else { return Ok(()) };
    let now = from_vietnam(last_day, 11, 0);
    let id = new_id(now);
    let mark = prolonged_case::ActiveModel {
        id: Set(id),
        case_id: Set(case_id),
        basis: Set("Kế hoạch giải quyết vụ việc kéo dài số 8/KH-UBND (giả định)".to_owned()),
        leader_id: Set(ward.chairman.account_id),
        target_on: Set(last_day + Days::new(90)),
        review_on: Set(last_day - Days::new(3)),
        flagged_by: Set(ward.chairman.account_id),
        flagged_on: Set(last_day),
        ended_on: Set(None),
        end_reason: Set(String::new()),
        version: Set(1),
    };
    prolonged::store::add(tx, mark).await?;
    let note = prolonged_note::ActiveModel {
        id: Set(new_id(now)),
        prolonged_id: Set(id),
        kind: Set("history".to_owned()),
        period: Set("2019–2021".to_owned()),
        level: Set("Ủy ban nhân dân thành phố Uông Bí (cũ)".to_owned()),
        text: Set("Đã trả lời hai lần, gia đình chưa đồng ý (giả định).".to_owned()),
        target_on: Set(None),
        review_on: Set(None),
        on_date: Set(last_day),
        actor_id: Set(ward.chairman.account_id),
        at: Set(now),
    };
    prolonged::store::add_note(tx, note).await
}
