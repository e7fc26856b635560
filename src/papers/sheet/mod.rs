//! Statistical tables of Circular 06/2025/TT-TTCP (biểu số liệu kèm theo báo cáo): a form as data, made
//! into a workbook (XLSX) and into PDF. The words and columns of a form come from the caller.

mod checked;
mod heading;
mod pdf;
mod value;
mod widths;
mod xlsx;

use serde::{Deserialize, Serialize};

use crate::Signature;

pub use pdf::sheets_pdf;
pub use xlsx::sheets_xlsx;

/// Most tables in one file: the six forms, for two periods.
pub const SHEETS_MAX: usize = 12;

/// Most rows of a table. A province has some 170 units below it.
pub const SHEET_ROWS_MAX: usize = 400;

/// Most values in one PDF: the six forms for 200 units. A table is laid out as a whole, at some 16 kB a
/// value, so this keeps a file below half a gigabyte of memory.
pub const SHEET_VALUES_MAX: usize = 30_000;

/// Most columns of a table besides the first: the widest form has 31.
pub const SHEET_COLUMNS_MAX: usize = 40;

/// One table (biểu), ready to print. Every text is one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// "Biểu số: 01/TCD". What follows the last colon names the worksheet: "01-TCD".
    pub code: String,
    /// Who reports, a line each: the body above, the issuing body. Printed in capitals; may be empty.
    pub body: Vec<String>,
    /// Printed in capitals.
    pub title: String,
    /// "Số liệu tính từ ngày … đến ngày …".
    pub period_line: String,
    /// "(Kèm theo Báo cáo số … ngày … của …)". May be empty.
    pub attached_line: String,
    /// Head of the first column: "Đơn vị".
    pub first_column: String,
    /// Name of the row that numbers the columns: "MS".
    pub number_row: String,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<SheetRow>,
    /// Word before the notes: "Ghi chú". The line carries the number after the last column:
    /// "Ghi chú (22):".
    pub note_word: String,
    /// Lines under the table. May be empty.
    pub notes: Vec<String>,
    /// "Bến Mẫu, ngày 05 tháng 01 năm 2027", above the signatures. May be empty.
    pub place_and_date: String,
    /// Side by side, at most four. May be empty.
    pub signatures: Vec<Signature>,
    /// Not issued yet: marked so on every page.
    pub is_draft: bool,
    /// "DỰ THẢO".
    pub draft_word: String,
}

/// A column, in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// Number in the row "MS".
    pub no: u32,
    /// Headings above the label, outermost first. Neighbours that share them share their cell.
    pub groups: Vec<String>,
    pub label: String,
    /// As printed behind the number: "=5+11+17". May be empty.
    pub formula: String,
    pub unit: Measure,
}

/// In what a column counts, and in what its values are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Petitions, people, cases.
    Count,
    /// Handed in as đồng, shown in million đồng (triệu đồng, Trđ) with up to six decimals.
    MoneyDong,
    /// Handed in as dm² (0,01 m²), shown in m² with up to two decimals.
    LandSquareDecimetres,
}

/// A unit, or the sum of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    pub name: String,
    /// One a column, in the base unit of its [`Measure`]; at most fifteen digits, as a spreadsheet
    /// keeps no more.
    pub values: Vec<i64>,
    /// Printed in bold.
    pub is_total: bool,
}

/// What is said about the file itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    pub title: String,
    /// The body that issues it. May be empty.
    pub author: String,
    /// Code of the language, for screen readers: "vi".
    pub language: String,
    /// Date of the file: year, month, day.
    pub created: (i32, u8, u8),
}

impl Sheet {
    /// "Ghi chú (22):".
    fn note_line(&self) -> String {
        let number = self.columns.last().map_or(0, |column| column.no).saturating_add(1);
        format!("{} ({number}):", self.note_word)
    }
}

impl SheetColumn {
    /// What stands in the row "MS": "1=5+11+17".
    fn number(&self) -> String {
        format!("{}{}", self.no, self.formula)
    }
}
