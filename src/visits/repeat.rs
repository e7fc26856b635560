//! Whether a visitor came before, and with the same matter: shown before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use entity::visit;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::fact::{State, Written};
use super::store;
use super::view::{Match, visit_href};
use crate::cases::newest_store::{Way, before};
use crate::cases::page::{case_href, soon};
use crate::cases::search::{Filters, Frame};
use crate::cases::worklist;
use crate::error::AppError;
use crate::text;
use crate::web::context::Ctx;

/// Hundredths of all words of two contents that stand in both, from which on they look alike.
const ALIKE: usize = 30;
/// Cases whose people are looked at.
const CASES: u64 = 20;
const SHOWN: usize = 8;
const EXCERPT: usize = 140;

/// Matters the visitor may have come with before; the likeliest first. Nothing of denunciations.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    written: &Written,
) -> Result<Vec<Match>, AppError> {
    let actor = ctx.actor()?;
    let folded = text::fold(&written.full_name);
    let same = (written.id_digest.as_str(), written.phone.as_str());
    let by_name = (folded.as_str(), written.ward_id);
    let visits = store::alike(db, (actor, unit_id), same, by_name).await?;
    let known: BTreeSet<Uuid> = visits.iter().filter_map(|row| row.case_id).collect();
    let mut matches = of_visits(ctx, visits, written)?;
    matches.extend(of_cases(ctx, db, written, &known).await?);
    matches.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Ok(matches.into_iter().map(|(_, one)| one).take(SHOWN).collect())
}

/// One for each matter: its latest visit.
fn of_visits(
    ctx: &Ctx,
    rows: Vec<visit::Model>,
    written: &Written,
) -> Result<Vec<(u8, Match)>, AppError> {
    let folded = text::fold(&written.full_name);
    let mut matters: BTreeMap<Uuid, (u8, Match)> = BTreeMap::new();
    for row in rows {
        let before = State::of(&row)?.written;
        let mut reasons = Vec::new();
        let mut weight = 0;
        let mut reason = |is: bool, key: &str, more: u8| {
            if is {
                reasons.push(ctx.lang.t(key));
                weight += more;
            }
        };
        let has_id = !written.id_digest.is_empty();
        reason(has_id && row.id_digest == written.id_digest, "visit-same-id", 4);
        reason(!written.phone.is_empty() && row.phone == written.phone, "visit-same-phone", 2);
        reason(row.folded_name == folded, "visit-same-name", 2);
        reason(are_alike(&before.content, &written.content), "visit-same-content", 8);
        let args = [("number", row.number.to_string()), ("day", ctx.lang.date(row.received_on))];
        let found = Match {
            value: format!("visit:{}", row.id),
            href: visit_href(row.id),
            label: ctx.lang.ta("visit-match-visit", &args),
            who: row.full_name,
            excerpt: excerpt(&before.content),
            reasons: reasons.join(", "),
        };
        matters.entry(row.matter_id).or_insert((weight, found));
    }
    Ok(matters.into_values().collect())
}

/// Cases whose people have the name, and the ward or the telephone.
async fn of_cases(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    written: &Written,
    known: &BTreeSet<Uuid>,
) -> Result<Vec<(u8, Match)>, AppError> {
    let actor = ctx.actor()?.without_denunciations();
    let filters = Filters { q: written.full_name.clone(), ..Filters::default() };
    let frame = Frame { today: ctx.today, soon: soon(ctx), is_broad: false };
    let cases = before(db, (&actor, &filters, &frame), Way::Sorted, None, CASES).await?;
    let people = store::people_of(db, cases.iter().map(|case| case.id).collect()).await?;
    let folded = text::fold(&written.full_name);
    let is_meant = |id: Uuid| {
        people.iter().filter(|one| one.case_id == id).any(|one| {
            let same_phone = !one.phone.is_empty() && one.phone == written.phone;
            let same_ward = one.ward_id.is_none() || one.ward_id == written.ward_id;
            text::fold(&one.full_name) == folded && (same_phone || same_ward)
        })
    };
    let found = cases.into_iter().filter(|case| !known.contains(&case.id) && is_meant(case.id));
    let one = |case: worklist::ListedCase| {
        let is_alike = are_alike(&case.subject, &written.content);
        let mut reasons = vec![ctx.lang.t("visit-same-name")];
        if is_alike {
            reasons.push(ctx.lang.t("visit-same-content"));
        }
        let found = Match {
            value: format!("case:{}", case.id),
            href: case_href(case.id),
            label: ctx.lang.ta("visit-match-case", &[("number", case.number)]),
            who: written.full_name.clone(),
            excerpt: excerpt(&case.subject),
            reasons: reasons.join(", "),
        };
        (if is_alike { 10 } else { 2 }, found)
    };
    Ok(found.map(one).collect())
}

/// Whether two contents share many of their words.
fn are_alike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text::fold(text).split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    all > 0 && a.intersection(&b).count() * 100 >= ALIKE * all
}

fn excerpt(text: &str) -> String {
    let line = text::clean_line(text);
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let short: String = line.chars().take(EXCERPT).collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_told_in_other_words_looks_alike() {
        let first = "Đề nghị xem lại đơn giá bồi thường thửa đất vườn của gia đình";
        for (told, alike) in [
            ("Gia đình đề nghị xem lại đơn giá bồi thường đất vườn", true),
            ("Đèn đường ngõ 3 hỏng từ hai tuần nay", false),
            ("", false),
        ] {
            assert_eq!(are_alike(first, told), alike, "{told}");
        }
        assert!(!are_alike("", ""));
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("một\nhai"), "một hai");
        let long = excerpt(&"từ ".repeat(100));
        assert!(long.ends_with('…') && long.chars().count() <= EXCERPT + 1, "{long}");
    }
}
