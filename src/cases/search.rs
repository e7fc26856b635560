//! What to look for: filters and full-text search as one condition, inside the reader's scope.

use chrono::NaiveDate;
use entity::case;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DbBackend, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::words_store::{is_in_text, matches_words, search_words};
use crate::policy::scope::{visible_cases, visible_cases_in_order};
use crate::policy::{Actor, Role};
use crate::web::form::parse_date;

/// Filters as they stand in the URL; an empty text is no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    pub q: String,
    pub kind: String,
    pub stage: String,
    pub field: String,
    pub unit: String,
    /// `me`, `none`, or an account.
    pub assignee: String,
    /// `overdue`, `due-soon`, `open`, `closed`.
    pub urgency: String,
    pub received_from: String,
    pub received_to: String,
    pub accepted_from: String,
    pub accepted_to: String,
    pub resolved_from: String,
    pub resolved_to: String,
    /// Whether it was resolved within its period: `yes`, `no`.
    pub on_time: String,
    /// Open and past its day: `yes`; on the day of `overdue_on`, today if empty.
    pub overdue: String,
    pub overdue_on: String,
    pub dialogue_from: String,
    pub dialogue_to: String,
    /// Open at the end of a day.
    pub open_on: String,
    /// A deadline of the office of this rule (all rules if empty) was met from one day to another, and
    /// whether within its period: `yes`, `no`.
    pub rule: String,
    pub met_from: String,
    pub met_to: String,
    pub kept: String,
    /// Its sender said how it ended from one day to another, and what: a code of `ratings::Settled`, or a score.
    pub rated_from: String,
    pub rated_to: String,
    pub rating: String,
    pub page: u64,
}

impl Filters {
    /// The address of the worklist with these filters.
    pub fn href(&self) -> String {
        let mut query = self.query();
        if self.page > 1 {
            let and = if query.is_empty() { "" } else { "&" };
            query.push_str(&format!("{and}page={}", self.page));
        }
        if query.is_empty() { "/cases".to_owned() } else { format!("/cases?{query}") }
    }

    /// The filters as they stand in the address, without the page.
    pub fn query(&self) -> String {
        let pair =
            |(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
        self.pairs().into_iter().map(pair).collect::<Vec<String>>().join("&")
    }

    /// Names and values of the filters in force.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", self.q.as_str()),
            ("kind", &self.kind),
            ("stage", &self.stage),
            ("field", &self.field),
            ("unit", &self.unit),
            ("assignee", &self.assignee),
            ("urgency", &self.urgency),
            ("received_from", &self.received_from),
            ("received_to", &self.received_to),
            ("accepted_from", &self.accepted_from),
            ("accepted_to", &self.accepted_to),
            ("resolved_from", &self.resolved_from),
            ("resolved_to", &self.resolved_to),
            ("on_time", &self.on_time),
            ("overdue", &self.overdue),
            ("overdue_on", &self.overdue_on),
            ("dialogue_from", &self.dialogue_from),
            ("dialogue_to", &self.dialogue_to),
            ("open_on", &self.open_on),
            ("rule", &self.rule),
            ("met_from", &self.met_from),
            ("met_to", &self.met_to),
            ("kept", &self.kept),
            ("rated_from", &self.rated_from),
            ("rated_to", &self.rated_to),
            ("rating", &self.rating),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// What a set of filters is read with.
pub struct Frame {
    pub today: NaiveDate,
    /// The last day that counts as due soon.
    pub soon: NaiveDate,
    /// Whether very many cases hold the words: see `words_store::is_broad`.
    pub is_broad: bool,
}

/// The condition of a set of filters inside the actor's scope.
pub fn condition(actor: &Actor, filters: &Filters, frame: &Frame, backend: DbBackend) -> Condition {
    let all = within(visible_cases(actor), actor, filters, frame, backend);
    match search_words(&filters.q) {
        Some(words) => all.add(matches_words(&words, frame.is_broad, backend)),
        None => all,
    }
}

/// The same for reading in the order of the worklist, where few cases are passed over on the way: what the words stand
/// in is read, not looked up.
pub fn condition_in_order(
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    backend: DbBackend,
) -> Condition {
    let scope = match actor.unit_ids.len() {
        // There is an index for the order of one unit.
        0 | 1 => visible_cases(actor),
        _ => visible_cases_in_order(actor, backend),
    };
    read_in_order(scope, actor, filters, frame, backend)
}

/// The same for reading all cases there are from the newest on.
pub fn condition_from_newest(
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    backend: DbBackend,
) -> Condition {
    read_in_order(visible_cases_in_order(actor, backend), actor, filters, frame, backend)
}

fn read_in_order(
    scope: Condition,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    backend: DbBackend,
) -> Condition {
    let all = within(scope, actor, filters, frame, backend);
    let words = search_words(&filters.q).unwrap_or_default();
    words.iter().fold(all, |all, word| all.add(is_in_text(word)))
}

/// Everything but the words that are looked for.
fn within(
    scope: Condition,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    backend: DbBackend,
) -> Condition {
    let mut all = Condition::all().add(scope);
    let mut equal = |column: case::Column, value: &str| {
        if !value.is_empty() {
            all = all.clone().add(column.eq(value));
        }
    };
    equal(case::Column::Kind, &filters.kind);
    equal(case::Column::Stage, &filters.stage);
    equal(case::Column::Field, &filters.field);
    if !filters.unit.is_empty() {
        let unit = filters.unit.parse::<Uuid>().unwrap_or_default();
        all = all.add(case::Column::UnitId.eq(unit));
    }
    for (column, from, to) in [
        (case::Column::ReceivedOn, &filters.received_from, &filters.received_to),
        (case::Column::AcceptedOn, &filters.accepted_from, &filters.accepted_to),
        (case::Column::ResolvedOn, &filters.resolved_from, &filters.resolved_to),
    ] {
        all = between(all, column, from, to);
    }
    // A complaint that awaits its signature has come in and is not received.
    if !filters.received_from.is_empty() || !filters.received_to.is_empty() {
        all = all.add(case::Column::IsReceived.eq(true));
    }
    all = assignee(all, actor, &filters.assignee);
    all = urgency(all, filters, frame);
    let unit = only_unit(actor, filters);
    all = resolution(all, filters, frame, (unit, backend));
    all = open_on(all, filters, frame);
    parts(all, filters, (unit, backend))
}

/// The one unit in which cases are looked for, if it is one: what was done in others need not be read. An officer has
/// cases of other units too.
fn only_unit(actor: &Actor, filters: &Filters) -> Option<Uuid> {
    match (actor.unit_ids.as_slice(), filters.unit.parse()) {
        (_, Ok(unit)) => Some(unit),
        ([unit], _) if actor.role != Role::Officer => Some(*unit),
        _ => None,
    }
}

/// Narrows a reading of deadlines or dialogues to one unit.
fn of_unit(text: &mut String, values: &mut Vec<Value>, unit: Option<Uuid>) {
    if let Some(unit) = unit {
        text.push_str(" AND d.unit_id = ?");
        values.push(unit.into());
    }
}

fn between(all: Condition, column: case::Column, from: &str, to: &str) -> Condition {
    let mut all = all;
    if let Some(day) = parse_date(from) {
        all = all.add(column.gte(day));
    }
    if let Some(day) = parse_date(to) {
        all = all.add(column.lte(day));
    }
    all
}

fn assignee(all: Condition, actor: &Actor, who: &str) -> Condition {
    match who {
        "" => all,
        "me" => all.add(case::Column::AssigneeId.eq(actor.account_id)),
        "none" => all.add(case::Column::AssigneeId.is_null()),
        id => all.add(case::Column::AssigneeId.eq(id.parse::<Uuid>().unwrap_or_default())),
    }
}

fn urgency(all: Condition, filters: &Filters, frame: &Frame) -> Condition {
    let open = case::Column::IsOpen.eq(true);
    match filters.urgency.as_str() {
        "overdue" => all.add(open).add(case::Column::NextDueOn.lt(frame.today)),
        "due-soon" => all
            .add(open)
            .add(case::Column::NextDueOn.gte(frame.today))
            .add(case::Column::NextDueOn.lte(frame.soon)),
        "open" => all.add(open),
        "closed" => all.add(case::Column::IsOpen.eq(false)),
        _ => all,
    }
}

/// Filters a report's figures link to; lateness is read from the frozen deadlines.
fn resolution(
    all: Condition,
    filters: &Filters,
    frame: &Frame,
    (unit, backend): (Option<Uuid>, DbBackend),
) -> Condition {
    let mut all = match filters.on_time.as_str() {
        "yes" => all.add(case::Column::InTime.eq(true)),
        "no" => all.add(case::Column::InTime.eq(false)),
        _ => all,
    };
    if filters.overdue == "yes" {
        let day = parse_date(&filters.overdue_on).unwrap_or(frame.today);
        let day = Ord::min(day, frame.today);
        // Open on that day, though perhaps not any more, and past the due day of the resolution. Asked from the
        // deadlines: looking for them case by case would read every case there is.
        let mut text = "SELECT d.case_id FROM deadlines d WHERE d.duty = 'agency' \
             AND d.ending = 'open' AND d.due_on < ?"
            .to_owned();
        let mut values = vec![day.into()];
        of_unit(&mut text, &mut values, unit);
        if day < frame.today {
            text.push_str(
                " UNION ALL SELECT d.case_id FROM deadlines d WHERE d.duty = 'agency' \
                 AND d.met_on > ? AND d.due_on < ?",
            );
            values.extend([day.into(), day.into()]);
            of_unit(&mut text, &mut values, unit);
        }
        all = all.add(sql(backend, &these(&text), values));
    }
    if let (Some(from), Some(to)) =
        (parse_date(&filters.dialogue_from), parse_date(&filters.dialogue_to))
    {
        let mut text = "SELECT d.case_id FROM dialogues d WHERE d.state = 'held' \
             AND d.held_on >= ? AND d.held_on <= ?"
            .to_owned();
        let mut values = vec![from.into(), to.into()];
        of_unit(&mut text, &mut values, unit);
        all = all.add(sql(backend, &these(&text), values));
    }
    all
}

/// Received and not ended at the end of a day.
fn open_on(all: Condition, filters: &Filters, frame: &Frame) -> Condition {
    let Some(day) = parse_date(&filters.open_on) else { return all };
    let all = all.add(case::Column::IsReceived.eq(true));
    if day >= frame.today {
        return all.add(case::Column::IsOpen.eq(true));
    }
    let not_ended =
        Condition::any().add(case::Column::ClosedOn.is_null()).add(case::Column::ClosedOn.gt(day));
    all.add(case::Column::ReceivedOn.lte(day)).add(not_ended)
}

/// Cases by what was done in them: deadlines that were met, answers of senders.
fn parts(
    all: Condition,
    filters: &Filters,
    (unit, backend): (Option<Uuid>, DbBackend),
) -> Condition {
    let mut all = all;
    if let (Some(from), Some(to)) = (parse_date(&filters.met_from), parse_date(&filters.met_to)) {
        let mut text = "SELECT d.case_id FROM deadlines d WHERE d.duty = 'agency' \
             AND d.met_on >= ? AND d.met_on <= ?"
            .to_owned();
        let mut values = vec![from.into(), to.into()];
        of_unit(&mut text, &mut values, unit);
        if !filters.rule.is_empty() {
            text.push_str(" AND d.rule = ?");
            values.push(filters.rule.clone().into());
        }
        text.push_str(match filters.kept.as_str() {
            "yes" => " AND d.met_on <= d.due_on",
            "no" => " AND d.met_on > d.due_on",
            _ => "",
        });
        all = all.add(sql(backend, &these(&text), values));
    }
    if let (Some(from), Some(to)) = (parse_date(&filters.rated_from), parse_date(&filters.rated_to))
    {
        let mut text = "SELECT r.case_id FROM ratings r \
             WHERE r.rated_on >= ? AND r.rated_on <= ?"
            .to_owned();
        let mut values = vec![from.into(), to.into()];
        match (filters.rating.as_str(), filters.rating.parse::<i32>()) {
            ("", _) => {}
            (_, Ok(score)) => {
                text.push_str(" AND r.score = ?");
                values.push(score.into());
            }
            (settled, Err(_)) => {
                text.push_str(" AND r.settled = ?");
                values.push(settled.into());
            }
        }
        all = all.add(sql(backend, &these(&text), values));
    }
    all
}

/// Cases whose ids another reading gives. By their row number: by id SQLite would look at every case of a unit.
fn these(ids: &str) -> String {
    format!("cases.row_no IN (SELECT c.row_no FROM cases c WHERE c.id IN ({ids}))")
}

/// A condition written with `?` for each value, as SQLite wants it; PostgreSQL wants them numbered.
fn sql(backend: DbBackend, text: &str, values: Vec<Value>) -> SimpleExpr {
    if backend != DbBackend::Postgres {
        return Expr::cust_with_values(text.to_owned(), values);
    }
    let mut numbered = String::new();
    for (n, part) in text.split('?').enumerate() {
        if n > 0 {
            numbered.push_str(&format!("${n}"));
        }
        numbered.push_str(part);
    }
    Expr::cust_with_values(numbered, values)
}
