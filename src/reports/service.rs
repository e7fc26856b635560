//! The figures of a report, and the filters of the worklist that each of them stands for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::case;
use uuid::Uuid;

use super::board::{self, Spread};
use super::store::{self, GroupCount, Resolved};
use crate::app::App;
use crate::cases::field::FIELDS;
use crate::cases::kind;
use crate::cases::search::Filters;
use crate::error::AppError;
use crate::policy::Actor;
use crate::web::i18n::Lang;

/// A report somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// One unit; none means all in the reader's reach.
    pub unit: Option<Uuid>,
    pub today: NaiveDate,
}

impl Asked {
    /// The day on which what stands open or overdue is looked at: the last of the period, or today.
    pub fn last_day(&self) -> NaiveDate {
        self.to.min(self.today)
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Tiếp nhận.
    Received,
    /// Thụ lý, nhận giải quyết.
    Accepted,
    /// Đã giải quyết, đã trả lời.
    Resolved,
    /// Giải quyết đúng hạn (KN-04, PA-04).
    OnTime,
    /// Giải quyết quá hạn (KN-04, PA-04).
    Late,
    /// Còn quá hạn ở cuối kỳ, hoặc hôm nay nếu kỳ chưa hết.
    Overdue,
    /// Có đối thoại trong kỳ.
    Dialogue,
}

impl Measure {
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Accepted,
        Self::Resolved,
        Self::OnTime,
        Self::Late,
        Self::Overdue,
        Self::Dialogue,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Resolved => "resolved",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::Overdue => "overdue",
            Self::Dialogue => "dialogue",
        }
    }

    fn add(self, counts: &mut [u64; 7], cases: u64) {
        let place = Self::ALL.iter().position(|measure| *measure == self);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += cases;
        }
    }

    /// The cases a figure counts, as filters of the worklist.
    pub fn filters(self, asked: &Asked) -> Filters {
        let (from, to) = (asked.from.to_string(), asked.to.to_string());
        let unit = asked.unit.map(|id| id.to_string()).unwrap_or_default();
        let all = Filters { unit, ..Filters::default() };
        match self {
            Self::Received => Filters { received_from: from, received_to: to, ..all },
            Self::Accepted => Filters { accepted_from: from, accepted_to: to, ..all },
            Self::Resolved => Filters { resolved_from: from, resolved_to: to, ..all },
            Self::OnTime | Self::Late => {
                let on_time = if self == Self::OnTime { "yes" } else { "no" }.to_owned();
                Filters { resolved_from: from, resolved_to: to, on_time, ..all }
            }
            Self::Overdue => Filters {
                overdue: "yes".to_owned(),
                overdue_on: asked.last_day().to_string(),
                ..all
            },
            Self::Dialogue => Filters { dialogue_from: from, dialogue_to: to, ..all },
        }
    }
}

/// The median in half days: between two middle values it lies half way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Median(pub i64);

impl Median {
    pub fn of(days: &Spread) -> Option<Self> {
        let all = days.total();
        Some(Self(days.at(all.div_ceil(2))? + days.at(all / 2 + 1)?))
    }

    /// `12`, `12,5`.
    pub fn text(self, lang: Lang) -> String {
        match self.0 {
            halves if halves % 2 == 0 => (halves / 2).to_string(),
            halves => format!("{}{}5", halves / 2, lang.t("reports-decimal-mark")),
        }
    }
}

/// One line of a table; `key` is a unit, kind or field, none for the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub key: Option<String>,
    /// By `Measure::ALL`.
    pub counts: [u64; 7],
    pub median: Option<Median>,
}

impl Line {
    pub fn count(&self, measure: Measure) -> u64 {
        Measure::ALL.iter().zip(self.counts).find(|(m, _)| **m == measure).map_or(0, |(_, n)| n)
    }
}

/// By what a table is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    Unit,
    Kind,
    Field,
}

impl Split {
    pub const ALL: [Self; 3] = [Self::Unit, Self::Kind, Self::Field];

    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::Field => "field",
        }
    }

    fn key(self, unit_id: Uuid, kind: &str, field: &str) -> String {
        match self {
            Self::Unit => unit_id.to_string(),
            Self::Kind => kind.to_owned(),
            Self::Field => field.to_owned(),
        }
    }

    /// Kinds and fields stand in the order everybody knows; units are put by name where they are shown.
    fn place(self, key: &str) -> Option<usize> {
        match self {
            Self::Unit => None,
            Self::Kind => kind::HANDLED.iter().position(|kind| kind.code() == key),
            Self::Field => FIELDS.iter().position(|field| *field == key),
        }
    }

    /// The filters of one line of this table.
    pub fn narrow(self, filters: Filters, key: &str) -> Filters {
        let key = key.to_owned();
        match self {
            Self::Unit => Filters { unit: key, ..filters },
            Self::Kind => Filters { kind: key, ..filters },
            Self::Field => Filters { field: key, ..filters },
        }
    }
}

/// All figures of a report.
#[derive(Clone, Debug)]
pub struct Report {
    pub asked: Asked,
    pub total: Line,
    pub tables: [(Split, Vec<Line>); 3],
    /// Days on which cases were received and resolved, with how many.
    pub received: Vec<(NaiveDate, u64)>,
    pub resolved: Vec<(NaiveDate, u64)>,
}

/// Counts a report; `units` are shown even when nothing happened in them.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    app: &App,
    actor: &Actor,
    asked: Asked,
    units: &[Uuid],
) -> Result<Report, AppError> {
    let found = read(app, actor, &asked).await?;
    let total = lines(&found, &[], |_, _, _| String::new()).into_iter().next();
    let nothing = Line { key: None, counts: [0; 7], median: None };
    let table = |split: Split| {
        let always: Vec<String> = match split {
            Split::Unit => units.iter().map(Uuid::to_string).collect(),
            Split::Kind => kind::HANDLED.iter().map(|kind| kind.code().to_owned()).collect(),
            Split::Field => Vec::new(),
        };
        let mut lines = lines(&found, &always, |u, k, f| split.key(u, k, f));
        lines.sort_by_key(|line| split.place(line.key.as_deref().unwrap_or_default()));
        (split, lines)
    };
    Ok(Report {
        asked,
        total: total.map_or(nothing, |line| Line { key: None, ..line }),
        tables: Split::ALL.map(table),
        received: found.received_by_day,
        resolved: found.resolved_by_day,
    })
}

/// What the lines of a report are made of.
struct Found {
    groups: Vec<(Measure, Vec<GroupCount>)>,
    resolved: Vec<Resolved>,
    received_by_day: Vec<(NaiveDate, u64)>,
    resolved_by_day: Vec<(NaiveDate, u64)>,
}

async fn read(app: &App, actor: &Actor, asked: &Asked) -> Result<Found, AppError> {
    let (db, today) = (app.db.read(), asked.today);
    let filters = |measure: Measure| measure.filters(asked);
    let of = async |measure| {
        let groups = store::count_in_groups(db, actor, &filters(measure), today).await?;
        Ok::<_, AppError>((measure, groups))
    };
    let by_day =
        async |measure, column| store::by_day(db, actor, &filters(measure), (column, today)).await;
    // Two readers at once; more would leave none to others.
    let one = async {
        let dialogue = board::talk_store::with_dialogue_in_groups(db, actor, asked).await?;
        let received = of(Measure::Received).await?;
        let accepted = of(Measure::Accepted).await?;
        let overdue = board::store::overdue_in_groups(db, actor, asked).await?;
        let groups =
            vec![received, accepted, (Measure::Overdue, overdue), (Measure::Dialogue, dialogue)];
        Ok::<_, AppError>((groups, by_day(Measure::Received, case::Column::ReceivedOn).await?))
    };
    let other = async {
        let filters = filters(Measure::Resolved);
        let resolved = store::resolved_in_groups(db, actor, &filters, today).await?;
        Ok::<_, AppError>((resolved, by_day(Measure::Resolved, case::Column::ResolvedOn).await?))
    };
    let ((groups, received_by_day), (resolved, resolved_by_day)) = tokio::try_join!(one, other)?;
    Ok(Found { groups, resolved, received_by_day, resolved_by_day })
}

fn lines(found: &Found, always: &[String], key: impl Fn(Uuid, &str, &str) -> String) -> Vec<Line> {
    let mut lines: BTreeMap<String, ([u64; 7], Spread)> = BTreeMap::new();
    for key in always {
        lines.entry(key.clone()).or_default();
    }
    for (measure, groups) in &found.groups {
        for group in groups {
            let line = lines.entry(key(group.unit_id, &group.kind, &group.field)).or_default();
            measure.add(&mut line.0, group.cases.unsigned_abs());
        }
    }
    for group in &found.resolved {
        let line = lines.entry(key(group.unit_id, &group.kind, &group.field)).or_default();
        let cases = group.cases.unsigned_abs();
        Measure::Resolved.add(&mut line.0, cases);
        match group.in_time {
            Some(true) => Measure::OnTime.add(&mut line.0, cases),
            Some(false) => Measure::Late.add(&mut line.0, cases),
            None => {}
        }
        if let Some(days) = group.days {
            line.1.add(days, cases);
        }
    }
    let line = |(key, (counts, days)): (String, ([u64; 7], Spread))| Line {
        key: Some(key),
        counts,
        median: Median::of(&days),
    };
    lines.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_lies_in_the_middle() {
        let median = |days: &[i64]| {
            let mut spread = Spread::default();
            days.iter().for_each(|days| spread.add(*days, 1));
            Median::of(&spread)
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(Median(14)));
        assert_eq!(median(&[30, 1, 5]), Some(Median(10)));
        assert_eq!(median(&[4, 1, 30, 5]), Some(Median(9)));
        assert_eq!(median(&[4, 4, 4, 9]), Some(Median(8)));
    }
}
