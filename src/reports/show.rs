//! From the counts of a report to what the page and the files show.

use uuid::Uuid;

use super::board::{Board, Looking};
use super::chart::{self, Pair};
use super::service::{Line, Measure, Median, Report, Split};
use super::view::{Cell, Figures, Headline, Picture, Row, Table};
use crate::cases::field;
use crate::units::Unit;

/// Units in the picture; of more, those with the most cases.
const UNITS: usize = 20;

/// An address with those pairs that have a value.
pub fn href(path: &str, pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("{path}?{}", query.join("&"))
}

/// `từ ngày 01/01/2026 đến ngày 25/11/2026`
pub fn period(looking: &Looking<'_>) -> String {
    let asked = &looking.report.asked;
    let (from, to) = (looking.lang.date(asked.from), looking.lang.date(asked.to));
    looking.lang.ta("reports-period", &[("from", from), ("to", to)])
}

/// The unit whose figures these are, by name.
pub fn unit(looking: &Looking<'_>) -> String {
    let id = looking.report.asked.unit.or(looking.actor.unit_id);
    id.and_then(|id| looking.app.units().name(id)).unwrap_or_default()
}

/// Units of the reader that take filings, by name.
pub fn units_in_reach(all: Vec<&Unit>, reach: &[Uuid]) -> Vec<(Uuid, String)> {
    let own = all.into_iter().filter(|unit| unit.takes_filings && reach.contains(&unit.id));
    own.map(|unit| (unit.id, unit.name.clone())).collect()
}

pub fn figures(looking: &Looking<'_>, board: Board) -> Figures {
    let report = looking.report;
    let asked = &report.asked;
    let unit_id = asked.unit.map(|id| id.to_string()).unwrap_or_default();
    let (from, to) = (asked.from.to_string(), asked.to.to_string());
    let pairs = [("from", from.as_str()), ("to", &to), ("unit", &unit_id)];
    let overdue_on = looking.lang.date(asked.last_day());
    Figures {
        period: period(looking),
        unit: unit(looking),
        overdue_note: looking.lang.ta("reports-overdue-note", &[("date", overdue_on)]),
        headlines: Measure::ALL.map(|measure| headline(looking, measure)).into(),
        median: median(looking, report.total.median),
        tables: tables(looking),
        picture: picture(looking),
        keys: board.keys,
        sections: board.sections,
        csv_href: href("/reports.csv", &pairs),
        pdf_href: href("/reports.pdf", &pairs),
        is_empty: report.total.counts == [0; 7],
    }
}

fn headline(looking: &Looking<'_>, measure: Measure) -> Headline {
    let count = looking.report.total.count(measure);
    Headline {
        text: count.to_string(),
        label: looking.lang.t(&format!("reports-{}", measure.code())),
        href: measure.filters(&looking.report.asked).href(),
        class: match measure {
            Measure::OnTime => "on-track",
            Measure::Late if count > 0 => "due-soon",
            Measure::Overdue if count > 0 => "overdue",
            _ => "",
        },
    }
}

fn median(looking: &Looking<'_>, median: Option<Median>) -> String {
    let none = || looking.lang.t("reports-no-median");
    median.map_or_else(none, |median| median.text(looking.lang))
}

/// The counts by unit, kind and field, the sum of all on top.
pub fn tables(looking: &Looking<'_>) -> Vec<Table> {
    let lang = looking.lang;
    let mut columns: Vec<String> =
        Measure::ALL.iter().map(|m| lang.t(&format!("reports-{}", m.code()))).collect();
    columns.push(lang.t("reports-median"));
    let total = row(looking, Split::Unit, &looking.report.total);
    let table = |(split, lines): &(Split, Vec<Line>)| {
        let mut rows: Vec<Row> = lines.iter().map(|line| row(looking, *split, line)).collect();
        if *split == Split::Unit {
            rows.sort_by(|a, b| a.name.cmp(&b.name));
        }
        Table {
            caption: lang.t(&format!("reports-by-{}", split.code())),
            first: lang.t(&format!("reports-column-{}", split.code())),
            columns: columns.clone(),
            rows,
        }
    };
    let all = Table {
        caption: lang.t("reports-total"),
        first: lang.t("reports-column-total"),
        columns: columns.clone(),
        rows: vec![total],
    };
    std::iter::once(all).chain(looking.report.tables.iter().map(table)).collect()
}

fn row(looking: &Looking<'_>, split: Split, line: &Line) -> Row {
    let cell = |measure: &Measure| {
        let all = measure.filters(&looking.report.asked);
        let filters = match &line.key {
            Some(key) => split.narrow(all, key),
            None => all,
        };
        Cell { text: line.count(*measure).to_string(), href: Some(filters.href()) }
    };
    let mut cells: Vec<Cell> = Measure::ALL.iter().map(cell).collect();
    cells.push(Cell { text: median(looking, line.median), href: None });
    let name = match &line.key {
        Some(key) => line_name(looking, split, key),
        None => looking.lang.t("reports-all-cases"),
    };
    Row { name, href: String::new(), cells }
}

fn line_name(looking: &Looking<'_>, split: Split, key: &str) -> String {
    match split {
        Split::Unit => {
            let id = key.parse().ok();
            id.and_then(|id| looking.app.units().name(id)).unwrap_or_else(|| key.to_owned())
        }
        Split::Kind => looking.lang.t(&format!("kind-{key}")),
        Split::Field => looking.lang.t(&field::text_key(key)),
    }
}

/// By unit, or by month where there is only one.
fn picture(looking: &Looking<'_>) -> Option<Picture> {
    let report: &Report = looking.report;
    let by_unit = report.tables.iter().find(|(split, _)| *split == Split::Unit);
    let lines = by_unit.map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    let is_one = report.asked.unit.is_some() || lines.len() < 2;
    let pairs = if is_one {
        let days = (report.asked.from, report.asked.to);
        chart::by_month(days, &report.received, &report.resolved)
    } else {
        largest_units(looking, lines)
    };
    let which = match is_one {
        true => "month",
        false if lines.len() > UNITS => "units",
        false => "unit",
    };
    let column = if is_one { "month" } else { "unit" };
    Some(Picture {
        chart: chart::draw(pairs)?,
        title: looking.lang.t(&format!("reports-chart-{which}")),
        first: looking.lang.t(&format!("reports-column-{column}")),
    })
}

fn largest_units(looking: &Looking<'_>, lines: &[Line]) -> Vec<Pair> {
    let pair = |line: &Line| Pair {
        name: line_name(looking, Split::Unit, line.key.as_deref().unwrap_or_default()),
        received: line.count(Measure::Received),
        resolved: line.count(Measure::Resolved),
    };
    let mut pairs: Vec<Pair> = lines.iter().map(pair).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.received + pair.resolved));
    pairs.truncate(UNITS);
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    pairs
}
