//! A circular as it was read: forms with columns, checks, periods, and which field counts where.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::period::PeriodKind;
use crate::rule::Rule;
use crate::source::Source;

/// A circular on statistical reports (thông tư về chế độ báo cáo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circular {
    /// `06/2025/TT-TTCP`
    pub number: String,
    /// First day it is in force.
    pub valid_from: NaiveDate,
    /// Last day; none while it is in force.
    pub valid_to: Option<NaiveDate>,
    /// The forms in their order.
    pub forms: Vec<Form>,
    /// The checks in their order.
    pub checks: Vec<Check>,
    /// The periods that are reported; empty where they are not known.
    pub periods: Vec<PeriodKind>,
    /// Leaves of the list of fields by kind of case and group of the forms.
    pub fields: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A table (biểu).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// `01/TCD`
    pub code: String,
    /// In capitals, as printed.
    pub title: String,
    /// The number that the note line carries: one more than the last column.
    pub note_number: u32,
    /// What is printed below the table.
    pub notes: Vec<String>,
    /// Columns 1, 2, … in order.
    pub columns: Vec<Column>,
}

/// A column (cột).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// From 1.
    pub no: u32,
    /// Headings above it, the widest first.
    pub groups: Vec<String>,
    /// Its own heading.
    pub label: String,
    /// What its values are.
    pub unit: Unit,
    /// The formula as printed in the number row: `=5+11+17`; empty if there is none.
    pub printed: String,
    /// Where its values come from.
    pub how: How,
}

/// What a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A whole number of things.
    #[default]
    Count,
    /// Đồng; the forms print million đồng (Trđ).
    Money,
    /// Hundredths of a square metre; the forms print square metres.
    Land,
}

/// Where the values of a column come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// The sum of columns of the same form.
    Sum(Vec<u32>),
    /// The value of a column of another form.
    Same {
        /// Its form.
        form: String,
        /// Its number.
        no: u32,
    },
    /// Counted from records.
    Count(Count),
    /// Not held by this program: entered for the period.
    Typed,
}

/// Which records are counted, and what of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Which records.
    pub source: Source,
    /// One of `Source::takes`.
    pub take: &'static str,
    /// All must hold.
    pub filter: Vec<Condition>,
}

/// A mark must have, or not have, one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// One of `Source::marks`.
    pub mark: &'static str,
    /// Codes.
    pub values: Vec<String>,
    /// The mark has none of them.
    pub is_negated: bool,
}

impl Condition {
    /// Whether a value of the mark satisfies it.
    pub fn holds(&self, value: &str) -> bool {
        self.values.iter().any(|known| known == value) != self.is_negated
    }
}

/// A check to pass before a report is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The form it stands on, or `all`.
    pub form: String,
    /// What is compared.
    pub test: Test,
    /// How bad it is when it fails.
    pub severity: Severity,
    /// Where it comes from: `printed` on the form, `logical`, …
    pub origin: String,
    /// Kinds of unit it is asked of; empty means all.
    pub units: Vec<String>,
    /// Periods that end on this day or later; none means all.
    pub from: Option<NaiveDate>,
    /// Not asked where cases of before the period that are still open are counted too.
    pub is_skipped_with_open_cases: bool,
}

/// What a check compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Sums of columns.
    Rule(Rule),
    /// No matter is counted under two headings of reception.
    CountedOnce,
    /// The note line of each form carries the number after its last column.
    NoteNumber,
    /// The row of the whole is the sum of the rows of its units.
    TotalOfUnits,
}

/// How bad a failed check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Breaks a rule of the form.
    Error,
}

impl Severity {
    /// The name used in circulars and texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The circulars this program knows, oldest first.
pub fn circulars() -> &'static [Circular] {
    static ALL: LazyLock<Vec<Circular>> = LazyLock::new(|| {
        let texts =
            [include_str!("circulars/tt02-2021.toml"), include_str!("circulars/tt06-2025.toml")];
        // A test reads each of them, so none is ever left out.
        texts.into_iter().filter_map(|text| Circular::parse(text).ok()).collect()
    });
    &ALL
}

impl Circular {
    /// The circular in force on a day, else the last one that was before it, else the first.
    pub fn on(day: NaiveDate) -> Option<&'static Self> {
        let known = circulars();
        known.iter().rev().find(|one| one.valid_from <= day).or(known.first())
    }

    /// The circular of a number.
    pub fn numbered(number: &str) -> Option<&'static Self> {
        circulars().iter().find(|one| one.number == number)
    }

    /// Whether it was in force on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day <= end)
    }

    /// A form by its code.
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.code == code)
    }

    /// A column by its form and number.
    pub fn column(&self, form: &str, no: u32) -> Option<&Column> {
        self.form(form)?.column(no)
    }
}

impl Form {
    /// A column by its number.
    pub fn column(&self, no: u32) -> Option<&Column> {
        self.columns.get(usize::try_from(no.checked_sub(1)?).ok()?)
    }

    /// The code with what a file or an address can hold: `01-TCD`.
    pub fn slug(&self) -> String {
        self.code.replace('/', "-")
    }
}
