//! Every column of form 06/QLKNTC can be counted from the rows of the register, as it was known on a day.

use chrono::{DateTime, NaiveDate, Utc};
use entity::management_entry as entry;
use gandan::clock::date_in_vietnam;
use gandan::management::Kind;
use sea_orm::EntityTrait;

use super::{CONCLUSION, all_progress, day, did, entered};
use crate::support::TestApp;

/// The seventeen columns of form 06/QLKNTC for a period, from what was known on a day.
async fn columns(app: &TestApp, (from, to): (&str, &str), known_on: &str) -> [i32; 17] {
    let (from, to, known) = (day(from), day(to), day(known_on));
    let is_known = |at: Option<DateTime<Utc>>| at.is_some_and(|at| date_in_vietnam(at) <= known);
    let stands = |struck: Option<NaiveDate>| struck.is_none_or(|on| on > known);
    let within = |on: NaiveDate| from <= on && on <= to;
    let mut all = [0; 17];
    let progress = all_progress(app).await;
    for row in entry::Entity::find().all(app.app.db.read()).await.unwrap() {
        if !is_known(Some(row.created_at)) || !stands(row.struck_on) {
            continue;
        }
        let (on, kind) = (row.on_date, Kind::from_code(&row.kind).unwrap());
        match kind {
            Kind::Issued => all[0] += i32::from(within(on)),
            Kind::Amended => all[1] += i32::from(within(on)),
            Kind::Cancelled => all[2] += i32::from(within(on)),
            Kind::Class if within(on) => {
                all[3] += 1;
                all[4] += row.people;
            }
            Kind::Class | Kind::Inspection => {}
        }
        let concluded = row.concluded_on.filter(|_| is_known(row.conclusion_at));
        let finished = row.finished_on.filter(|_| is_known(row.finish_at));
        if kind == Kind::Inspection && on <= to && concluded.is_none_or(|on| on >= from) {
            all[5] += 1;
            all[6] += row.units;
        }
        if concluded.is_some_and(within) {
            all[7] += 1;
            all[8] += row.rec_organisations;
            all[9] += row.rec_people;
            all[10] += row.transferred_organisations;
            all[11] += row.transferred_people;
        }
        if concluded.is_some_and(|on| on <= to) && finished.is_none_or(|on| on >= from) {
            all[12] += 1;
            let done = progress.iter().filter(|one| one.entry_id == row.id && within(one.on_date));
            for one in done.filter(|one| is_known(Some(one.created_at)) && stands(one.struck_on)) {
                all[13] += one.organisations;
                all[14] += one.people;
                all[15] += one.prosecuted_cases;
                all[16] += one.prosecuted_people;
            }
        }
    }
    all
}

#[tokio::test]
async fn every_column_of_the_form_is_counted_as_it_was_known_on_a_day() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    entered(&client, "issued", "1", &[("register_date", "2026-05-11")]).await;
    entered(&client, "amended", "2", &[("register_date", "2026-05-31")]).await;
    entered(&client, "cancelled", "3", &[("register_date", "2026-06-01")]).await;
    let class = entered(&client, "class", "4", &[("register_date", "2026-05-12")]).await;
    // Begun in March, concluded on 4/5, carried out in May and June.
    let href = entered(&client, "inspection", "5", &[]).await;
    did(&client, &href, "conclusion", CONCLUSION).await;
    let may = [("token", "a"), ("progress_on", "2026-05-20"), ("handled_organisations", "1")];
    did(&client, &href, "progress", &may).await;
    let june = [
        ("token", "b"),
        ("progress_on", "2026-06-20"),
        ("handled_people", "20"),
        ("prosecuted_cases", "1"),
        ("prosecuted_people", "1"),
    ];
    did(&client, &href, "progress", &june).await;
    let (may, june) = (("2026-05-01", "2026-05-31"), ("2026-06-01", "2026-06-30"));
    let july = ("2026-07-01", "2026-07-31");
    let in_may = [1, 1, 0, 1, 1_200, 1, 3, 1, 1, 2, 0, 1, 1, 1, 0, 0, 0];
    let in_june = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 20, 1, 1];
    let in_july = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
    let first = "2026-11-25";
    assert_eq!(columns(&app, may, first).await, in_may);
    assert_eq!(columns(&app, june, first).await, in_june);
    assert_eq!(columns(&app, july, first).await, in_july);
    assert_eq!(columns(&app, may, "2026-11-24").await, [0; 17]);
    // Two slips are found a week later, and the end is written down.
    app.advance_days(7);
    let client = app.signed_in("tiepdan").await;
    did(&client, &class, "striking", &[("struck_reason", "Nhầm số người")]).await;
    let right = [("register_date", "2026-05-12"), ("participants", "120")];
    entered(&client, "class", "6", &right).await;
    let slip = all_progress(&app).await[1].id.to_string();
    let strike = [("struck_progress", slip.as_str()), ("progress_reason", "Nhầm số")];
    did(&client, &href, "progress/striking", &strike).await;
    let again = [("token", "c"), ("progress_on", "2026-06-20"), ("handled_people", "2")];
    did(&client, &href, "progress", &again).await;
    did(&client, &href, "completion", &[("carried_out_on", "2026-06-30")]).await;
    for (period, then) in [(may, in_may), (june, in_june), (july, in_july)] {
        assert_eq!(columns(&app, period, first).await, then, "as it was known then");
    }
    let now = "2026-12-02";
    assert_eq!(columns(&app, may, now).await[4], 120);
    assert_eq!(columns(&app, june, now).await[12..], [1, 0, 2, 0, 0]);
    assert_eq!(columns(&app, july, now).await, [0; 17]);
}
