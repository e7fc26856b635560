//! Reads a circular and refuses what cannot be counted: a fault names the form, the column and what is wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::circular::{Check, Circular, Column, Condition, Count, Form, How, Severity, Test, Unit};
use crate::period::PeriodKind;
use crate::rule::Rule;
use crate::source::Source;

/// Why a circular is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// Not the text of a circular.
    #[error("{0}")]
    Toml(String),
    /// A name or number that stands for nothing.
    #[error("{place}: {what}")]
    Unknown {
        /// Form and column, or check.
        place: String,
        /// What stands there.
        what: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCircular {
    circular: String,
    valid_from: toml::value::Datetime,
    valid_to: Option<toml::value::Datetime>,
    #[serde(default)]
    period: Vec<RawPeriod>,
    fields: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    form: Vec<RawForm>,
    #[serde(default)]
    check: Vec<RawCheck>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPeriod {
    code: String,
    name: String,
    from: (i32, u32),
    to: (u32, u32),
    due_day: u32,
    province_due_day: u32,
    has_narrative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    code: String,
    title: String,
    note_number: u32,
    notes: Vec<String>,
    column: Vec<RawColumn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    no: u32,
    #[serde(default)]
    groups: Vec<String>,
    label: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    printed: String,
    sum: Option<Vec<u32>>,
    same: Option<String>,
    count: Option<RawCount>,
    #[serde(default)]
    typed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCount {
    source: String,
    take: String,
    #[serde(default, rename = "where")]
    filter: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCheck {
    form: String,
    rule: Option<String>,
    test: Option<String>,
    severity: String,
    origin: String,
    #[serde(default)]
    units: Vec<String>,
    from: Option<toml::value::Datetime>,
    #[serde(default)]
    is_skipped_with_open_cases: bool,
}

fn unknown(place: &str, what: impl std::fmt::Display) -> DefinitionError {
    DefinitionError::Unknown { place: place.to_owned(), what: what.to_string() }
}

fn day(place: &str, at: &toml::value::Datetime) -> Result<NaiveDate, DefinitionError> {
    at.to_string().parse().map_err(|_| unknown(place, format!("{at} is no day")))
}

impl Circular {
    /// Reads the text of a circular.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, DefinitionError> {
        let raw: RawCircular =
            toml::from_str(text).map_err(|error| DefinitionError::Toml(error.to_string()))?;
        let place = raw.circular.as_str();
        let mut circular = Self {
            number: raw.circular.clone(),
            valid_from: day(place, &raw.valid_from)?,
            valid_to: raw.valid_to.as_ref().map(|at| day(place, at)).transpose()?,
            forms: Vec::new(),
            checks: Vec::new(),
            periods: raw.period.into_iter().map(period).collect(),
            fields: raw.fields,
        };
        for kind in &circular.periods {
            // A year without a 29 February.
            let whole =
                kind.of_year(2027).filter(|one| one.due_on.and(one.province_due_on).is_some());
            if whole.is_none() {
                return Err(unknown(&kind.code, "a day that is none"));
            }
        }
        for form in raw.form {
            let form = read_form(form, &circular.fields)?;
            if circular.form(&form.code).is_some() {
                return Err(unknown(&form.code, "a form of this code before it"));
            }
            circular.forms.push(form);
        }
        circular.refuse_unknown_columns()?;
        for (number, check) in (1..).zip(raw.check) {
            let check = read_check(number, check)?;
            circular.refuse_unknown_references(number, &check)?;
            circular.checks.push(check);
        }
        Ok(circular)
    }

    /// Sums and equal columns must be there, be of one unit and stand on none that stands on them.
    fn refuse_unknown_columns(&self) -> Result<(), DefinitionError> {
        for (at, form) in self.forms.iter().enumerate() {
            for column in &form.columns {
                let place = format!("{} column {}", form.code, column.no);
                match &column.how {
                    How::Sum(parts) => {
                        for part in parts {
                            let known = form.column(*part).filter(|one| one.unit == column.unit);
                            if known.is_none() || !self.ends(&form.code, *part, column.no) {
                                return Err(unknown(&place, format!("sum of column {part}")));
                            }
                        }
                    }
                    How::Same { form: other, no } => {
                        let is_before = self.forms.iter().take(at).any(|one| one.code == *other);
                        let known = self.column(other, *no).filter(|one| one.unit == column.unit);
                        if !is_before || known.is_none() {
                            return Err(unknown(&place, format!("same as {other}.{no}")));
                        }
                    }
                    How::Count(_) | How::Typed => {}
                }
            }
        }
        Ok(())
    }

    /// Whether a sum, followed to its parts, never comes back to a column.
    fn ends(&self, form: &str, start: u32, back_to: u32) -> bool {
        let mut open = vec![start];
        let mut seen = Vec::new();
        while let Some(no) = open.pop() {
            if no == back_to {
                return false;
            }
            if seen.contains(&no) {
                continue;
            }
            seen.push(no);
            if let Some(How::Sum(parts)) = self.column(form, no).map(|column| &column.how) {
                open.extend(parts);
            }
        }
        true
    }

    fn refuse_unknown_references(
        &self,
        number: usize,
        check: &Check,
    ) -> Result<(), DefinitionError> {
        let place = format!("check {number}");
        if check.form != "all" && self.form(&check.form).is_none() {
            return Err(unknown(&place, format!("form {}", check.form)));
        }
        let Test::Rule(rule) = &check.test else { return Ok(()) };
        for column in rule.references() {
            let form = if column.form.is_empty() { &check.form } else { &column.form };
            if self.column(form, column.no).is_none() {
                return Err(unknown(&place, format!("column {form}.{}", column.no)));
            }
        }
        Ok(())
    }
}

fn period(raw: RawPeriod) -> PeriodKind {
    PeriodKind {
        code: raw.code,
        name: raw.name,
        from: raw.from,
        to: raw.to,
        due_day: raw.due_day,
        province_due_day: raw.province_due_day,
        has_narrative: raw.has_narrative,
    }
}

type Fields = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn read_form(raw: RawForm, fields: &Fields) -> Result<Form, DefinitionError> {
    let mut columns = Vec::new();
    for (no, column) in (1..).zip(raw.column) {
        let place = format!("{} column {}", raw.code, column.no);
        if column.no != no {
            return Err(unknown(&place, format!("column {no} is missing")));
        }
        columns.push(read_column(&place, column, fields)?);
    }
    Ok(Form {
        code: raw.code,
        title: raw.title,
        note_number: raw.note_number,
        notes: raw.notes,
        columns,
    })
}

fn read_column(place: &str, raw: RawColumn, fields: &Fields) -> Result<Column, DefinitionError> {
    let unit = match raw.unit.as_str() {
        "" => Unit::Count,
        "money" => Unit::Money,
        "land" => Unit::Land,
        other => return Err(unknown(place, format!("unit {other}"))),
    };
    let how = match (raw.sum, raw.same, raw.count, raw.typed) {
        (Some(parts), None, None, false) => How::Sum(parts),
        (None, Some(same), None, false) => {
            let read = same.split_once('.').and_then(|(form, no)| Some((form, no.parse().ok()?)));
            let (form, no) = read.ok_or_else(|| unknown(place, format!("same as {same}")))?;
            How::Same { form: form.to_owned(), no }
        }
        (None, None, Some(count), false) => {
            let count = read_count(place, count, fields)?;
            if unit != unit_of(count.take) {
                return Err(unknown(place, format!("{} in another unit", count.take)));
            }
            How::Count(count)
        }
        (None, None, None, true) => How::Typed,
        _ => return Err(unknown(place, "one of sum, same, count, typed is asked")),
    };
    let RawColumn { no, groups, label, printed, .. } = raw;
    Ok(Column { no, groups, label, unit, printed, how })
}

/// What an amount is counted in.
fn unit_of(take: &str) -> Unit {
    match take.rsplit_once('-') {
        Some((_, "money")) => Unit::Money,
        Some((_, "land")) => Unit::Land,
        _ => Unit::Count,
    }
}

fn read_count(place: &str, raw: RawCount, fields: &Fields) -> Result<Count, DefinitionError> {
    let source = Source::from_code(&raw.source)
        .ok_or_else(|| unknown(place, format!("source {}", raw.source)))?;
    let take = source.takes().iter().find(|take| **take == raw.take);
    let take = take.ok_or_else(|| unknown(place, format!("{} of {}", raw.take, raw.source)))?;
    let mut filter = Vec::new();
    for (name, values) in raw.filter.iter().filter(|(name, _)| *name != "group") {
        let mark = source.marks().iter().find(|mark| *mark == name);
        let mark = mark.ok_or_else(|| unknown(place, format!("mark {name}")))?;
        let known = crate::source::values(mark);
        let is_known = |value: &&String| known.is_none_or(|all| all.contains(&value.as_str()));
        if let Some(value) = values.iter().find(|value| !is_known(value)) {
            return Err(unknown(place, format!("{name} {value}")));
        }
        filter.push(Condition { mark, values: values.clone(), is_negated: false });
    }
    if let Some(groups) = raw.filter.get("group") {
        filter.push(in_groups(place, groups, &raw.filter, fields)?);
    }
    Ok(Count { source, take, filter })
}

/// A group of fields as leaves: those it names, or for `other` all that no group names.
fn in_groups(
    place: &str,
    groups: &[String],
    filter: &BTreeMap<String, Vec<String>>,
    fields: &Fields,
) -> Result<Condition, DefinitionError> {
    let kind = filter.get("kind").and_then(|kinds| kinds.first());
    let of_kind = kind.and_then(|kind| fields.get(kind));
    let of_kind = of_kind.ok_or_else(|| unknown(place, "a group of fields without its kind"))?;
    let [group] = groups else { return Err(unknown(place, "one group of fields is asked")) };
    if group == "other" {
        let values = of_kind.values().flatten().cloned().collect();
        return Ok(Condition { mark: "field", values, is_negated: true });
    }
    let leaves = of_kind.get(group).ok_or_else(|| unknown(place, format!("group {group}")))?;
    Ok(Condition { mark: "field", values: leaves.clone(), is_negated: false })
}

fn read_check(number: usize, raw: RawCheck) -> Result<Check, DefinitionError> {
    let place = format!("check {number}");
    let severity = match raw.severity.as_str() {
        "info" => Severity::Info,
        "warning" => Severity::Warning,
        "error" => Severity::Error,
        other => return Err(unknown(&place, format!("severity {other}"))),
    };
    let test = match (raw.rule.as_deref(), raw.test.as_deref()) {
        (Some(rule), None) => {
            Test::Rule(Rule::parse(rule).ok_or_else(|| unknown(&place, format!("rule {rule}")))?)
        }
        (None, Some("counted-once")) => Test::CountedOnce,
        (None, Some("note-number")) => Test::NoteNumber,
        (None, Some("total-of-units")) => Test::TotalOfUnits,
        _ => return Err(unknown(&place, "a rule or a known test is asked")),
    };
    let from = raw.from.as_ref().map(|at| day(&place, at)).transpose()?;
    let RawCheck { form, origin, units, is_skipped_with_open_cases, .. } = raw;
    Ok(Check { form, test, severity, origin, units, from, is_skipped_with_open_cases })
}
