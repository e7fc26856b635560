//! Parts of the overview about what leaders gave their word for: dialogues of the week, commitments,
//! prolonged cases.

use law::procedure::Kind;

use super::sections::{SHOWN, section, titled};
use super::{Line, Looking, Section};
use crate::accounts;
use crate::bookings::Stretch;
use crate::commitments;
use crate::dialogues;
use crate::error::AppError;
use crate::prolonged;

fn shown() -> u64 {
    u64::try_from(SHOWN).unwrap_or(10)
}

/// Dialogues of this week.
///
/// # Errors
/// The database cannot be read.
pub async fn dialogues(looking: &Looking<'_>) -> Result<Section, AppError> {
    let (db, lang) = (looking.app.db.read(), looking.lang);
    let found = dialogues::store::between(db, looking.actor, looking.week()).await?;
    let total = u64::try_from(found.len()).unwrap_or(0);
    let chairs = found.iter().map(|one| one.chair_id).collect();
    let names = accounts::store::names(db, chairs).await?;
    let line = |one: &entity::meeting::Model| {
        let stretch = Stretch { on: one.held_on, from: one.from_minute, to: one.to_minute };
        let said = [
            ("when", format!("{}, {}", lang.weekday_date(one.held_on), stretch.hours())),
            ("chair", names.get(&one.chair_id).cloned().unwrap_or_default()),
            ("stage", lang.t(&format!("meeting-stage-{}", one.stage))),
        ];
        Line {
            what: one.title.clone(),
            detail: lang.ta("overview-dialogue", &said),
            href: format!("/dialogues/{}", one.id),
        }
    };
    let lines = found.iter().take(SHOWN).map(line).collect();
    Ok(section(looking, "dialogues", total, lines, "/dialogues"))
}

/// Commitments that are not kept yet, the earliest day first: what is late stands on top.
///
/// # Errors
/// The database cannot be read.
pub async fn commitments(looking: &Looking<'_>) -> Result<Section, AppError> {
    use commitments::store::{Listed, count, list};
    let (db, lang, actor) = (looking.app.db.read(), looking.lang, looking.actor);
    let total = count(db, actor, Listed::Running, looking.today).await?;
    let which = (Listed::Running, looking.today);
    let found = list(db, actor, which, (0, shown())).await?;
    let line = |one: entity::commitment::Model| {
        let (stage, _) = commitments::standing(&one, looking.today);
        let said = [
            ("body", one.body.clone()),
            ("day", lang.date(one.due_on)),
            ("stage", lang.t(&format!("commitment-stage-{stage}"))),
        ];
        Line {
            detail: lang.ta("overview-commitment", &said),
            href: format!("/commitments/{}", one.id),
            what: one.what,
        }
    };
    let lines = found.into_iter().map(line).collect();
    Ok(section(looking, "commitments", total, lines, "/commitments"))
}

/// Prolonged cases (vụ việc kéo dài), those to be reviewed first on top.
///
/// # Errors
/// The database cannot be read.
pub async fn prolonged(looking: &Looking<'_>) -> Result<Section, AppError> {
    let (db, lang) = (looking.app.db.read(), looking.lang);
    let total = prolonged::store::count(db, looking.actor, None).await?;
    let found = prolonged::store::page(db, looking.actor, None, (0, shown())).await?;
    let leaders = found.iter().map(|(mark, _)| mark.leader_id).collect();
    let names = accounts::store::names(db, leaders).await?;
    let line = |(mark, case): (entity::prolonged_case::Model, entity::case::Model)| {
        let said = [
            ("leader", names.get(&mark.leader_id).cloned().unwrap_or_default()),
            ("review", lang.date(mark.review_on)),
            ("target", lang.date(mark.target_on)),
        ];
        Line {
            what: titled(case.kind == Kind::Denunciation.code(), &case.number, &case.subject),
            detail: lang.ta("overview-prolonged-case", &said),
            href: format!("/cases/{}/prolonged", case.id),
        }
    };
    let lines = found.into_iter().map(line).collect();
    Ok(section(looking, "prolonged", total, lines, "/prolonged"))
}
