//! A made-up campaign in each ward: some households were met, one stayed away, what was promised is
//! followed; others come today, are invited, planned, or wait.

use chrono::{Days, NaiveDate};
use entity::{campaign, household, meeting, meeting_minutes, meeting_person, room};
use law::dialogue::Attendance;
use law::meeting::MeetingKind;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::people::{Household, Ward};
use crate::app::App;
use crate::bookings::{self, Booking, Stretch};
use crate::campaigns;
use crate::clock::from_vietnam;
use crate::commitments;
use crate::db::Tx;
use crate::dialogues::act::{self, By, Outcome, Presence};
use crate::dialogues::plan::{self, NewMeeting, Setting};
use crate::dialogues::{minutes, store, title_of};
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;
use crate::rooms;
use crate::web::i18n::Lang;

/// How many households of a campaign were met, come today, are invited, and are planned; the others wait.
const MET: usize = 6;
const TODAY: usize = 2;
const INVITED: usize = 5;
const PLANNED: usize = 3;

/// # Errors
/// A service refused, which is our mistake, or the database does.
pub async fn make(
    app: &App,
    wards: &[Ward],
    households: &[Household],
    last_day: NaiveDate,
) -> Result<(), AppError> {
    for ward in wards {
        let of_ward: Vec<&Household> =
            households.iter().filter(|one| one.ward_id == ward.id).collect();
        one_campaign(app, ward, &of_ward, last_day).await?;
    }
    Ok(())
}

/// The day itself, or the next one on which the office works.
fn working_day(app: &App, day: NaiveDate) -> NaiveDate {
    app.calendar().roll_forward(day)
}

async fn one_campaign(
    app: &App,
    ward: &Ward,
    of_ward: &[&Household],
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let begun = working_day(app, last_day - Days::new(40));
    let now = from_vietnam(begun, 8, 0);
    let tx = app.db.begin_write().await?;
    let room = add_room(&tx, ward, now).await?;
    let campaign = add_campaign(&tx, ward, begun, now).await?;
    let homes = add_households(&tx, &campaign, of_ward, begun, now).await?;
    let held_on = working_day(app, last_day - Days::new(20));
    let ahead = working_day(app, last_day + Days::new(12));
    for (place, home) in homes.iter().enumerate() {
        let (day, told_on) = match place {
            _ if place < MET => (held_on, begun),
            _ if place < MET + TODAY => (last_day + Days::new(1), begun),
            _ if place < MET + TODAY + INVITED + PLANNED => (ahead, last_day),
            _ => break,
        };
        let stretch = free(&tx, ward, &room, day).await?;
        let new = new_meeting(app, ward, &campaign, home, (&room, stretch));
        let at = from_vietnam(told_on, 9, 0);
        let planned = plan::plan(&tx, &ward.reception, vec![new], (told_on, at)).await?;
        let id = planned
            .ok()
            .and_then(|ids| ids.first().copied())
            .ok_or_else(|| AppError::internal("demo", "a made-up meeting clashes"))?;
        if place < MET + TODAY + INVITED {
            let account_id = Some(ward.reception.account_id);
            let by = By { app, account_id, today: told_on, now: at };
            done(act::announce(&tx, by, &get(&tx, ward, id).await?).await?)?;
        }
        if place < MET {
            hold(app, &tx, ward, id, place).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The first half hour at which chairman, officer and room are free, on a day or soon after.
async fn free(
    tx: &Tx,
    ward: &Ward,
    room: &room::Model,
    day: NaiveDate,
) -> Result<Stretch, AppError> {
    let officer = ward.officers.first().map(|one| one.account_id);
    let resources: Vec<Uuid> =
        [Some(ward.chairman.account_id), officer, Some(room.id)].into_iter().flatten().collect();
    for on in day.iter_days().take(10) {
        for from in (450..1020).step_by(30).filter(|from| !(690..810).contains(from)) {
            let stretch = Stretch { on, from, to: from + 30 };
            let wanted = Booking { holder_id: Uuid::nil(), resources: resources.clone(), stretch };
            if bookings::store::clashes(tx, &[wanted]).await?.is_empty() {
                return Ok(stretch);
            }
        }
    }
    Err(AppError::internal("demo", "no half hour is free"))
}

fn done(outcome: Outcome) -> Result<(), AppError> {
    match outcome {
        Outcome::Done => Ok(()),
        other => Err(AppError::internal("demo dialogue", format!("{other:?}"))),
    }
}

async fn get(tx: &Tx, ward: &Ward, id: Uuid) -> Result<meeting::Model, AppError> {
    store::get_visible(tx, &ward.chairman, id).await
}

async fn add_room(
    tx: &Tx,
    ward: &Ward,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<room::Model, AppError> {
    for (name, seats) in [("Phòng tiếp dân", 20), ("Hội trường", 120)] {
        let row = room::ActiveModel {
            id: Set(new_id(now)),
            unit_id: Set(ward.id),
            ward_id: Set(None),
            name: Set(name.to_owned()),
            place: Set(format!("trụ sở UBND {}", ward.name)),
            seats: Set(seats),
            closed_on: Set(None),
        };
        rooms::store::add(tx, row).await?;
    }
    let mut rooms = rooms::store::open_rooms(tx, ward.id).await?;
    rooms.pop().ok_or_else(|| AppError::internal("demo", "no room"))
}

async fn add_campaign(
    tx: &Tx,
    ward: &Ward,
    begun: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<campaign::Model, AppError> {
    let id = new_id(now);
    let row = campaign::ActiveModel {
        id: Set(id),
        unit_id: Set(ward.id),
        kind: Set(MeetingKind::Persuasion.code().to_owned()),
        title: Set("Giải phóng mặt bằng mở rộng đường (giả định)".to_owned()),
        purpose: Set("Nghe nguyện vọng từng hộ về phương án bồi thường, hỗ trợ, tái định cư. \
                      Đợt đối thoại giả định để dùng thử."
            .to_owned()),
        basis: Set("Kế hoạch số 12/KH-UBND (giả định)".to_owned()),
        starts_on: Set(begun),
        leader_id: Set(Some(ward.chairman.account_id)),
        is_public: Set(true),
        closed_on: Set(None),
        version: Set(1),
        created_by: Set(ward.reception.account_id),
        created_at: Set(now),
    };
    campaigns::store::add(tx, row).await?;
    campaigns::store::get_visible(tx, &ward.chairman, id).await
}

const WISHES: [&str; 3] = [
    "Đề nghị đo đạc lại diện tích đất vườn.",
    "Xin được tái định cư gần nơi ở cũ.",
    "Đề nghị tính đủ giá trị cây trồng và công trình.",
];

async fn add_households(
    tx: &Tx,
    campaign: &campaign::Model,
    of_ward: &[&Household],
    begun: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<household::Model>, AppError> {
    let rows = (1..).zip(of_ward).zip(WISHES.iter().cycle()).map(|((position, one), wishes)| {
        let read = campaigns::form::Household {
            head_name: one.name.clone(),
            phone: one.phone.clone(),
            email: one.email.clone(),
            address: one.address.clone(),
            residential_group: one.group.clone(),
            ward_id: Some(one.ward_id),
            lives_there_on: begun,
            wishes: (*wishes).to_owned(),
            language: Lang::Vi.code().to_owned(),
            members: String::new(),
        };
        read.row(campaign.id, position, None, now)
    });
    campaigns::store::add_households(tx, rows.collect()).await?;
    campaigns::store::households(tx, campaign.id, "", (0, 200)).await
}

fn new_meeting(
    app: &App,
    ward: &Ward,
    campaign: &campaign::Model,
    home: &household::Model,
    (room, stretch): (&room::Model, Stretch),
) -> NewMeeting {
    NewMeeting {
        unit_id: ward.id,
        campaign_id: Some(campaign.id),
        household_id: Some(home.id),
        case_id: None,
        kind: MeetingKind::Persuasion,
        round: 1,
        title: title_of(Lang::Vi, campaign, home),
        agenda: "Phương án bồi thường, hỗ trợ; xin mang theo giấy tờ đất.".to_owned(),
        is_public: false,
        is_sensitive: false,
        setting: Setting {
            stretch,
            room_id: Some(room.id),
            place: crate::dialogues::choices::place_of(room),
            chair_id: ward.chairman.account_id,
            officer_id: ward.officers.first().map(|one| one.account_id),
            exception_reason: String::new(),
        },
        people: vec![plan::household_person(app, home)],
    }
}

/// One stayed away with a reason, one without; the others came, and were promised something.
async fn hold(app: &App, tx: &Tx, ward: &Ward, id: Uuid, place: usize) -> Result<(), AppError> {
    let found = get(tx, ward, id).await?;
    let (today, now) = (found.held_on, from_vietnam(found.held_on, 16, 0));
    let account_id = Some(ward.reception.account_id);
    let by = By { app, account_id, today, now };
    let (attendance, reason) = match place {
        4 => (Attendance::AbsentExcused, "Chủ hộ nằm viện"),
        5 => (Attendance::AbsentUnexcused, ""),
        _ => (Attendance::Present, ""),
    };
    let people = store::people(tx, id).await?;
    let presence = |one: &meeting_person::Model| Presence {
        person_id: one.id,
        attendance,
        reason: reason.to_owned(),
    };
    let presences = people.iter().map(presence).collect();
    done(act::hold(tx, by, &found, attendance, presences).await?)?;
    if attendance == Attendance::AbsentExcused {
        return Ok(());
    }
    write_minutes(tx, by, &ward.reception, id, attendance).await?;
    let found = get(tx, ward, id).await?;
    let has_promise = attendance == Attendance::Present;
    if has_promise {
        promise(tx, by, ward, &found, place).await?;
    }
    done(act::sign(tx, by, &found, has_promise).await?)
}

async fn write_minutes(
    tx: &Tx,
    by: By<'_>,
    actor: &Actor,
    id: Uuid,
    attendance: Attendance,
) -> Result<(), AppError> {
    let came = attendance == Attendance::Present;
    let row = meeting_minutes::ActiveModel {
        opening: Set("Người chủ trì nêu mục đích buổi đối thoại.".to_owned()),
        findings: Set("Đã đối chiếu hồ sơ địa chính và đo đạc tại chỗ.".to_owned()),
        agreed_points: Set(if came { "Đo lại diện tích đất vườn." } else { "" }.to_owned()),
        open_points: Set(if came {
            ""
        } else {
            "Hộ dân không đến, tiếp tục theo phương án."
        }
        .to_owned()),
        began_at: Set("07:30".to_owned()),
        ended_at: Set("08:00".to_owned()),
        copies: Set(3),
        was_read_back: Set(true),
        saved_by: Set(actor.account_id),
        saved_at: Set(by.now),
        signed_on: Set(None),
        signed_hash: Set(None),
        ..Default::default()
    };
    store::save_minutes(tx, (id, 0), row).await?;
    for one in store::people(tx, id).await? {
        let said = meeting_person::ActiveModel {
            id: Set(one.id),
            opinion: Set(if came { "Gia đình đề nghị đo lại." } else { "" }.to_owned()),
            signature: Set(came.then(|| "signed".to_owned())),
            ..Default::default()
        };
        store::update_person(tx, said).await?;
    }
    let found = store::get_visible(tx, actor, id).await?;
    let (written, people) = (store::minutes(tx, id).await?, store::people(tx, id).await?);
    let written = written.ok_or_else(|| AppError::internal("demo", "no minutes"))?;
    let signed = meeting_minutes::ActiveModel {
        signed_on: Set(Some(by.today)),
        signed_hash: Set(Some(minutes::hash(&found, &written, &people))),
        ..Default::default()
    };
    store::save_minutes(tx, (id, 1), signed).await?;
    Ok(())
}

/// Some promises are kept, some late, some still to come.
async fn promise(
    tx: &Tx,
    by: By<'_>,
    ward: &Ward,
    found: &meeting::Model,
    place: usize,
) -> Result<(), AppError> {
    let responsible_id = ward.officers.first().map(|one| one.account_id);
    let days = [10, 14, 30, 45].get(place % 4).copied().unwrap_or(30);
    let promise = commitments::act::Promise {
        body: "Phòng Kinh tế, Hạ tầng và Đô thị".to_owned(),
        responsible_id,
        what: "Đo lại diện tích đất vườn và báo kết quả cho hộ.".to_owned(),
        due_on: by.today + Days::new(days),
    };
    let today = by.today;
    let of = By { account_id: responsible_id, ..by };
    let id = commitments::act::make(tx, of, found, promise).await?;
    if place == 0 {
        let made = commitments::store::get_visible(tx, &ward.chairman, id).await?;
        let on = today + Days::new(6);
        let of = By { today: on, now: from_vietnam(on, 15, 0), ..of };
        let note = "Đã đo lại, có biên bản.".to_owned();
        commitments::act::record(tx, of, &made, commitments::Fact::Done, note, None).await?;
    }
    Ok(())
}
