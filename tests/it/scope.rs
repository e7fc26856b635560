//! The visibility scope in SQL and the decision of policy are one rule: they agree on every case for
//! everybody.

use entity::{case, deadline, dialogue};
use gandan::ids::new_id;
use gandan::policy::access::Access;
use gandan::policy::scope::{counted_deadlines, counted_dialogues, visible_cases};
use gandan::policy::{Action, Confidentiality, Reach, permit};
use law::procedure::Kind;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::people::{DEPARTMENT, LOGINS, OTHER_WARD, WARD, actor_of};

fn id_of(login: &str) -> Uuid {
    LOGINS.iter().find(|person| person.0 == login).unwrap().4
}

/// A complaint of the ward at each level, and one that reception has entered itself.
async fn levels(app: &TestApp) {
    for level in Confidentiality::CHOICES {
        for registered_by in [None, Some(id_of("tiepdan"))] {
            let mut new = new_case(Kind::Complaint, app.app.clock.today());
            new.registered_by = registered_by.map(|id| (id, Some(WARD)));
            let filed = file(app, new).await;
            let row = case::ActiveModel {
                id: Set(filed.case_id),
                confidentiality: Set(level.code().to_owned()),
                ..Default::default()
            };
            case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
        }
    }
}

/// Cases of every unit, assigned to nobody and to officers in and out of it, by nobody and by
/// citizens.
async fn cases(app: &TestApp) {
    let citizens = [None, Some(id_of("an@example.vn")), Some(id_of("binh@example.vn"))];
    let officers = [None, Some(id_of("canbo")), Some(id_of("canbo2"))];
    for unit_id in [WARD, OTHER_WARD, DEPARTMENT] {
        let mut secret = new_case(Kind::Denunciation, app.app.clock.today());
        secret.unit_id = unit_id;
        secret.citizen_id = citizens[1];
        secret.filing_token = format!("token-{unit_id}");
        let filed = file(app, secret).await;
        // The officer of the department verifies one of the ward.
        let verifier = (unit_id == WARD).then(|| id_of("canbo"));
        let row = case::ActiveModel {
            id: Set(filed.case_id),
            assignee_id: Set(verifier),
            ..Default::default()
        };
        case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
        for citizen_id in citizens {
            for assignee_id in officers {
                let mut new = new_case(Kind::Petition, app.app.clock.today());
                new.unit_id = unit_id;
                new.citizen_id = citizen_id;
                let filed = file(app, new).await;
                let row = case::ActiveModel {
                    id: Set(filed.case_id),
                    assignee_id: Set(assignee_id),
                    ..Default::default()
                };
                case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn the_query_and_the_decision_agree() {
    let app = TestApp::spawn().await;
    cases(&app).await;
    levels(&app).await;
    let db = app.app.db.read();
    let all = case::Entity::find().all(db).await.unwrap();
    assert_eq!(all.len(), 36);
    let reaches = [Reach::Nothing, Reach::Assigned, Reach::Units];
    let units = app.app.units();
    for (login, denunciations) in
        LOGINS.into_iter().flat_map(|person| reaches.map(|reach| (person.0, reach)))
    {
        let actor = actor_of(&units, login, denunciations);
        let found = case::Entity::find().filter(visible_cases(&actor)).all(db).await.unwrap();
        for row in &all {
            let facts = gandan::cases::store::facts_of(row);
            let decided = permit(&actor, Action::Read, &facts).is_ok();
            let queried = found.iter().any(|seen| seen.id == row.id);
            assert_eq!(queried, decided, "{login}: {facts:?}");
        }
        let expected = match login {
            // The department lies below the ward.
            "tiepdan" | "chutich" | "canbo2" => 18 + usize::from(login == "canbo2") * 3,
            "canbo" => 9 + 6,
            "lanhdao" | "tiepdan.tinh" | "chutich.tinh" => 27,
            "quantri" => 0,
            "tiepdan2" | "chutich2" => 9,
            "thanhtra" => 18,
            // Nothing there was made public.
            "mattran" => 0,
            _ => 9,
        };
        let of_levels = match login {
            "chutich" | "chutich.tinh" | "thanhtra" => 6,
            // Two public and two ordinary ones, and the restricted one entered by themselves.
            "tiepdan" => 5,
            "canbo2" | "lanhdao" | "tiepdan.tinh" => 4,
            "mattran" => 2,
            _ => 0,
        };
        let secret = match login {
            _ if denunciations == Reach::Nothing => 0,
            "canbo" if denunciations == Reach::Assigned => 1,
            _ if denunciations == Reach::Assigned => 0,
            "canbo" => 2,
            "quantri" | "binh@example.vn" => 0,
            "lanhdao" | "tiepdan.tinh" | "chutich.tinh" | "an@example.vn" => 3,
            // The department lies below the ward.
            "tiepdan" | "chutich" | "canbo2" | "thanhtra" | "mattran" => 2,
            _ => 1,
        };
        assert_eq!(found.len(), expected + of_levels + secret, "{login} {denunciations:?}");
    }
}

#[tokio::test]
async fn what_is_counted_is_of_the_cases_that_are_counted() {
    let app = TestApp::spawn().await;
    cases(&app).await;
    levels(&app).await;
    let (db, units) = (app.app.db.read(), app.app.units());
    for row in case::Entity::find().all(db).await.unwrap() {
        add_dialogue(&app, &row).await;
    }
    let deadlines = deadline::Entity::find().all(db).await.unwrap();
    let dialogues = dialogue::Entity::find().all(db).await.unwrap();
    let mut counted = 0;
    for (login, denunciations) in LOGINS
        .into_iter()
        .flat_map(|person| [Reach::Nothing, Reach::Units].map(|reach| (person.0, reach)))
    {
        let actor = actor_of(&units, login, denunciations);
        let days =
            deadline::Entity::find().filter(counted_deadlines(&actor)).all(db).await.unwrap();
        let rounds =
            dialogue::Entity::find().filter(counted_dialogues(&actor)).all(db).await.unwrap();
        let of_figures = visible_cases(&actor.for_figures());
        let cases = case::Entity::find().filter(of_figures).all(db).await.unwrap();
        let reads_figures = Access::Reports.admits(Some(actor.role));
        let is_counted = |id: Uuid| reads_figures && cases.iter().any(|case| case.id == id);
        for row in &deadlines {
            assert_eq!(days.contains(row), is_counted(row.case_id), "{login}: {row:?}");
        }
        for row in &dialogues {
            assert_eq!(rounds.contains(row), is_counted(row.case_id), "{login}: {row:?}");
        }
        counted += rounds.len();
    }
    assert!(counted > dialogues.len(), "several people count them: {counted}");
}

async fn add_dialogue(app: &TestApp, of: &case::Model) {
    let row = dialogue::ActiveModel {
        id: Set(new_id(app.app.clock.now())),
        case_id: Set(of.id),
        round: Set(1),
        state: Set("held".to_owned()),
        invited_on: Set(of.received_on),
        held_on: Set(of.received_on),
        starts_at: Set("08:30".to_owned()),
        place: Set(String::new()),
        chair_id: Set(None),
        ics_sequence: Set(0),
        attendance: Set(None),
        is_agreed: Set(None),
        minutes: Set(String::new()),
        agreed_points: Set(String::new()),
        open_points: Set(String::new()),
        unit_id: Set(of.unit_id),
        kind: Set(of.kind.clone()),
        field: Set(of.field.clone()),
        confidentiality: Set(of.confidentiality.clone()),
    };
    dialogue::Entity::insert(row).exec(app.app.db.for_migration()).await.unwrap();
}
