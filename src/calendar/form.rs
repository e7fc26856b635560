//! The form of a change: some spans of days, the basis, perhaps a year that is complete.

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

use super::{Day, DayKind, NewChange};
use crate::web::form::FormErrors;

/// Spans a form has room for; more come by file.
pub const SPANS: usize = 4;
/// Longest span of days.
const LONGEST: i64 = 31;

/// Names of the fields of each span, for errors beside them.
const FROM: [&str; SPANS] = ["from_1", "from_2", "from_3", "from_4"];
const TO: [&str; SPANS] = ["to_1", "to_2", "to_3", "to_4"];
const NAME: [&str; SPANS] = ["name_1", "name_2", "name_3", "name_4"];

/// A change as typed. The fields of each span come in the order of the spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    pub calendar_unit: String,
    pub effective_on: String,
    pub basis: String,
    pub declares: String,
    #[serde(flatten)]
    pub spans: SpanFields,
}

macro_rules! span_fields {
    ($($from:ident $to:ident $kind:ident $name:ident),*) => {
        /// One field for each part of each span.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(default)]
        pub struct SpanFields { $($from: String, $to: String, $kind: String, $name: String),* }

        impl SpanFields {
            fn all(&self) -> [Span<'_>; SPANS] {
                [$(Span { from: &self.$from, to: &self.$to, kind: &self.$kind, name: &self.$name }),*]
            }
        }
    };
}

span_fields!(
    from_1 to_1 kind_1 name_1,
    from_2 to_2 kind_2 name_2,
    from_3 to_3 kind_3 name_3,
    from_4 to_4 kind_4 name_4
);

/// Days from one to another; `to` may be empty for a single day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'f> {
    pub from: &'f str,
    pub to: &'f str,
    pub kind: &'f str,
    pub name: &'f str,
}

impl Span<'_> {
    fn is_blank(&self) -> bool {
        [self.from, self.to, self.name].iter().all(|text| text.trim().is_empty())
    }
}

impl ChangeForm {
    pub fn spans(&self) -> [Span<'_>; SPANS] {
        self.spans.all()
    }

    /// The change, or the mistakes. `units`: those that may have days of their own; `next_year`: the
    /// year that may be declared.
    pub fn check(&self, units: &[Uuid], next_year: i32) -> (Option<NewChange>, FormErrors) {
        let mut errors = FormErrors::default();
        let unit_id = match self.calendar_unit.as_str() {
            "" => None,
            raw => errors.choice("calendar_unit", raw, |raw| {
                raw.parse().ok().filter(|id| units.contains(id))
            }),
        };
        let mut days = Vec::new();
        for (n, span) in self.spans().iter().enumerate().filter(|(_, span)| !span.is_blank()) {
            days.extend(check_span(&mut errors, n, span, next_year));
        }
        let effective_on = errors.date("effective_on", &self.effective_on, true);
        let basis = errors.line("basis", &self.basis, true, 500);
        let declares_year = match self.declares.as_str() {
            "" => None,
            raw => errors.choice("declares", raw, |raw| {
                raw.parse::<i32>().ok().filter(|year| *year == next_year)
            }),
        };
        let Some(effective_on) = effective_on.filter(|_| errors.is_empty()) else {
            return (None, errors);
        };
        (Some(NewChange { unit_id, effective_on, basis, declares_year, days }), errors)
    }
}

/// The days of a span; days off leave out Saturdays and Sundays, which are off anyway.
fn check_span(errors: &mut FormErrors, n: usize, span: &Span<'_>, next_year: i32) -> Vec<Day> {
    let (Some(from_field), Some(to_field), Some(name_field)) =
        (FROM.get(n), TO.get(n), NAME.get(n))
    else {
        return Vec::new();
    };
    let from = errors.date(from_field, span.from, true);
    let to = errors.date(to_field, span.to, false);
    let name = errors.line(name_field, span.name, true, 120);
    let kind = DayKind::from_code(span.kind).unwrap_or(DayKind::Off);
    let Some(from) = from else { return Vec::new() };
    let to = to.unwrap_or(from);
    if !(2023..=next_year).contains(&from.year()) {
        errors.add_with(from_field, "error-calendar-year", vec![("last", next_year.to_string())]);
        return Vec::new();
    }
    if to < from || (to - from).num_days() >= LONGEST {
        errors.add_with(to_field, "error-calendar-span", vec![("most", LONGEST.to_string())]);
        return Vec::new();
    }
    let is_weekend = |day: &NaiveDate| day.weekday().number_from_monday() > 5;
    let days: Vec<NaiveDate> = (0..LONGEST)
        .map_while(|n| from.checked_add_days(Days::new(n.unsigned_abs())).filter(|day| *day <= to))
        .filter(|day| kind != DayKind::Off || !is_weekend(day))
        .collect();
    if days.is_empty() {
        errors.add(from_field, "error-calendar-weekend");
    } else if kind == DayKind::Worked && days.iter().any(|day| !is_weekend(day)) {
        errors.add(from_field, "error-calendar-worked");
    }
    let day = |day| Day { day, kind, name: name.clone(), basis: String::new() };
    days.into_iter().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(spans: SpanFields) -> ChangeForm {
        ChangeForm {
            effective_on: "2026-11-25".to_owned(),
            basis: "Thông báo 12/TB-BNV".to_owned(),
            spans,
            ..ChangeForm::default()
        }
    }

    fn one(from: &str, to: &str, kind: &str) -> ChangeForm {
        form(SpanFields {
            from_1: from.to_owned(),
            to_1: to.to_owned(),
            kind_1: kind.to_owned(),
            name_1: "Nghỉ Tết".to_owned(),
            ..SpanFields::default()
        })
    }

    #[test]
    fn a_span_leaves_out_weekends_that_are_off_anyway() {
        // Friday 5/2 to Wednesday 10/2/2027.
        let (new, errors) = one("2027-02-05", "2027-02-10", "day_off").check(&[], 2028);
        assert!(errors.is_empty(), "{errors:?}");
        let days: Vec<u32> = new.unwrap().days.iter().map(|day| day.day.day()).collect();
        assert_eq!(days, [5, 8, 9, 10]);
    }

    #[test]
    fn mistakes_stand_beside_their_field() {
        for (from, to, kind, field, key) in [
            ("", "2027-02-10", "day_off", "from_1", "error-date-required"),
            ("2027-02-10", "2027-02-09", "day_off", "to_1", "error-calendar-span"),
            ("2027-02-10", "2027-03-13", "day_off", "to_1", "error-calendar-span"),
            ("2027-02-06", "2027-02-07", "day_off", "from_1", "error-calendar-weekend"),
            ("2027-02-05", "", "make_up_working_day", "from_1", "error-calendar-worked"),
            ("2029-02-05", "", "day_off", "from_1", "error-calendar-year"),
            ("2022-02-05", "", "day_off", "from_1", "error-calendar-year"),
        ] {
            let (new, errors) = one(from, to, kind).check(&[], 2028);
            assert!(new.is_none(), "{from}");
            assert_eq!(errors.of(field).map(|error| error.key), Some(key), "{from}..{to} {kind}");
        }
        let wrong = ChangeForm {
            calendar_unit: Uuid::nil().to_string(),
            declares: "2030".to_owned(),
            ..ChangeForm::default()
        };
        let (_, errors) = wrong.check(&[], 2028);
        let fields: Vec<_> = errors.0.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["calendar_unit", "effective_on", "basis", "declares"]);
    }
}
