//! The deadlines of a case as its page shows them: a picture of time, and the table behind it.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::deadline_move;
use law::deadline::{Deadline, Ending};

use super::page::{Loaded, due, standing};
use super::view::{Chart, ChartBar, DeadlineRow, Tick};
use crate::web::context::Ctx;
use crate::web::errors::citation_text;
use crate::web::i18n::Lang;

/// Height of a row of the picture: its words and its bar.
const ROW: usize = 44;
/// Room for the names of the months.
const TOP: usize = 26;
/// Most months named on the axis; more would run into each other on a phone.
const TICKS: u32 = 5;

/// `Chậm nhất thứ Hai, 07/09/2026: … (7 ngày làm việc kể từ ngày nhận đơn, Điều 27 Luật Khiếu nại).`
pub fn sentence(lang: Lang, deadline: &Deadline) -> String {
    let rule = &deadline.rule;
    let days = [("days", rule.count.to_string())];
    let args = [
        ("day", lang.weekday_date(deadline.due_on)),
        ("what", lang.t(&format!("rule-{}", rule.id.code()))),
        ("days", lang.ta(&format!("days-{}", rule.unit.code()), &days)),
        ("start", lang.t(&format!("start-{}", rule.start.code()))),
        ("basis", citation_text(lang, rule.citation)),
    ];
    lang.ta("deadline-sentence", &args)
}

/// Rows of the table, in the order of the law.
pub fn rows(ctx: &Ctx, loaded: &Loaded, moves: &[deadline_move::Model]) -> Vec<DeadlineRow> {
    let lang = ctx.lang;
    let row = |deadline: &Deadline| {
        let rule = &deadline.rule;
        let stands = standing(ctx, &loaded.rules, deadline);
        let days = [("days", rule.count.to_string())];
        let mut changes = changes(lang, deadline);
        let moved = moves.iter().filter(|moved| moved.rule == rule.id.code());
        changes.extend(moved.map(|moved| {
            let dates = (lang.date(moved.old_due_on), lang.date(moved.new_due_on));
            lang.ta("deadline-moved", &[("old", dates.0), ("new", dates.1)])
        }));
        DeadlineRow {
            name: lang.t(&format!("rule-{}", rule.id.code())),
            basis: format!("{} · {}", citation_text(lang, rule.citation), rule.id.code()),
            length: lang.ta(&format!("days-{}", rule.unit.code()), &days),
            starts_on: deadline.starts_on,
            strict_on: deadline.strict_on,
            due_on: deadline.due_on,
            met_on: met_on(deadline),
            standing: stands.code(),
            text: due(ctx, deadline.due_on, stands).text,
            changes,
            is_citizens: rule.duty == law::rule::Duty::Citizen,
        }
    };
    loaded.deadlines.iter().map(row).collect()
}

fn met_on(deadline: &Deadline) -> Option<NaiveDate> {
    match deadline.ending {
        Ending::Met(day) => Some(day),
        Ending::Open | Ending::Paused(_) | Ending::Lapsed => None,
    }
}

/// When the clock stood still, and what was added to the period.
fn changes(lang: Lang, deadline: &Deadline) -> Vec<String> {
    let pauses = deadline.pauses.iter().map(|pause| {
        let from = ("from", lang.date(pause.from));
        match pause.to {
            Some(to) => lang.ta("deadline-paused", &[from, ("to", lang.date(to))]),
            None => lang.ta("deadline-paused-since", &[from]),
        }
    });
    let extensions = deadline.extensions.iter().map(|extension| {
        let count = ("count", extension.count.to_string());
        lang.ta("deadline-extended", &[count, ("on", lang.date(extension.on))])
    });
    pauses.chain(extensions).collect()
}

/// The span of time of the picture, a little wider than what lies in it.
struct Scale {
    from: NaiveDate,
    days: f64,
}

impl Scale {
    fn over(deadlines: &[Deadline], today: NaiveDate) -> Self {
        let all = || deadlines.iter().flat_map(|d| [Some(d.starts_on), Some(d.due_on), met_on(d)]);
        let first = all().flatten().chain([today]).min().unwrap_or(today) - Days::new(2);
        let last = all().flatten().chain([today]).max().unwrap_or(today) + Days::new(4);
        Self { from: first, days: days_between(first, last) }
    }

    /// Where a day lies, in hundredths of the width.
    fn at(&self, day: NaiveDate) -> f64 {
        (days_between(self.from, day) / self.days * 100.0).clamp(0.0, 100.0)
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = (to - from).num_days();
    i32::try_from(days).map_or(f64::from(i32::MAX), f64::from)
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// The picture; a case without deadlines has none.
pub fn chart(ctx: &Ctx, rows: &[DeadlineRow], deadlines: &[Deadline]) -> Option<Chart> {
    if deadlines.is_empty() {
        return None;
    }
    let scale = Scale::over(deadlines, ctx.today);
    let bars = rows.iter().zip(deadlines).enumerate();
    Some(Chart {
        height: TOP + ROW * deadlines.len(),
        ticks: ticks(&scale),
        today_x: percent(scale.at(ctx.today)),
        bars: bars.map(|(n, (row, deadline))| bar(&scale, ctx.today, n, row, deadline)).collect(),
    })
}

fn bar(
    scale: &Scale,
    today: NaiveDate,
    n: usize,
    row: &DeadlineRow,
    deadline: &Deadline,
) -> ChartBar {
    let y = TOP + n * ROW;
    // A period before an event is counted backwards.
    let (from, to) =
        (deadline.starts_on.min(deadline.strict_on), deadline.starts_on.max(deadline.strict_on));
    let part = |from: NaiveDate, to: NaiveDate| {
        let x = scale.at(from);
        (percent(x), percent((scale.at(to) - x).max(0.0)))
    };
    let pauses = deadline.pauses.iter().map(|pause| part(pause.from, pause.to.unwrap_or(today)));
    let extensions = deadline.extensions.iter().map(|one| percent(scale.at(one.on)));
    ChartBar {
        label: row.name.clone(),
        class: row.standing,
        text_y: y + 14,
        bar_y: y + 22,
        period: part(from, to),
        rolled: (deadline.due_on > to).then(|| part(to, deadline.due_on)),
        pauses: pauses.collect(),
        extensions: extensions.collect(),
        due_x: percent(scale.at(deadline.due_on)),
        met_x: met_on(deadline).map(|day| percent(scale.at(day))),
    }
}

/// The first days of some months, evenly taken.
fn ticks(scale: &Scale) -> Vec<Tick> {
    let last = scale.from + Days::new(scale.days.max(0.0) as u64);
    let months = (last.year() - scale.from.year()) * 12 + last.month0().cast_signed()
        - scale.from.month0().cast_signed();
    let step = u32::try_from(months).unwrap_or(1).div_ceil(TICKS).max(1);
    let first = scale.from.with_day(1).unwrap_or(scale.from);
    let nth = |n: u32| first.checked_add_months(Months::new(n * step));
    let days = (1..=TICKS).filter_map(nth).take_while(|day| *day <= last);
    days.map(|day| Tick { x: percent(scale.at(day)), text: day.format("%m/%Y").to_string() })
        .collect()
}
