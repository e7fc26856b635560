//! The six forms of Circular 06/2025/TT-TTCP from the list of their columns, with made-up values.

use papers::{Measure, Properties, Sheet, SheetColumn, SheetRow, Signature};
use serde::Deserialize;

/// Every column of the six forms, as they are printed.
const COLUMNS: &str = include_str!("columns.csv");

/// Units of a made-up province.
const UNITS: [&str; 7] = [
    "Ủy ban nhân dân phường Bến Mẫu",
    "Ủy ban nhân dân phường Giả Định",
    "Ủy ban nhân dân xã Ví Dụ",
    "Ủy ban nhân dân xã Thử Nghiệm",
    "Ủy ban nhân dân đặc khu Hòn Mẫu",
    "Sở Nông nghiệp và Môi trường",
    "Thanh tra tỉnh Quảng Mẫu",
];

#[derive(Deserialize)]
struct Line {
    form: String,
    title: String,
    column: u32,
    groups: String,
    label: String,
    formula: String,
    unit: String,
}

pub fn properties() -> Properties {
    Properties {
        title: "Biểu số liệu năm 2026".to_owned(),
        author: "Ủy ban nhân dân tỉnh Quảng Mẫu".to_owned(),
        language: "vi".to_owned(),
        created: (2026, 12, 17),
    }
}

/// The six forms in their order, of a few units and their sum.
pub fn six() -> Vec<Sheet> {
    let lines: Vec<Line> =
        csv::Reader::from_reader(COLUMNS.as_bytes()).deserialize().map(Result::unwrap).collect();
    let forms = lines.chunk_by(|a, b| a.form == b.form);
    forms.map(|lines| sheet(lines, UNITS.map(str::to_owned).to_vec())).collect()
}

/// One of the six, with that many units.
pub fn with_units(sheet: &Sheet, units: usize) -> Sheet {
    let names = (1..=units).map(|unit| format!("Ủy ban nhân dân xã Ví Dụ số {unit}")).collect();
    Sheet { rows: rows(&sheet.columns, names), ..sheet.clone() }
}

fn sheet(lines: &[Line], units: Vec<String>) -> Sheet {
    let columns: Vec<SheetColumn> = lines.iter().map(column).collect();
    let text = str::to_owned;
    Sheet {
        code: format!("Biểu số: {}", lines[0].form),
        body: vec![text("Ủy ban nhân dân tỉnh Quảng Mẫu"), text("Thanh tra tỉnh Quảng Mẫu")],
        title: lines[0].title.clone(),
        period_line: text("Số liệu tính từ ngày 15/12/2025 đến ngày 14/12/2026"),
        attached_line: text(
            "(Kèm theo Báo cáo số 12/BC-UBND ngày 17 tháng 12 năm 2026 của Ủy ban nhân dân tỉnh Quảng Mẫu)",
        ),
        first_column: text("Đơn vị"),
        number_row: text("MS"),
        rows: rows(&columns, units),
        columns,
        note_word: text("Ghi chú"),
        notes: vec![
            text("Số liệu là ví dụ, không phải của đơn vị nào."),
            text("Tiền tính bằng triệu đồng (Trđ), đất tính bằng mét vuông (m2)."),
        ],
        place_and_date: text("Quảng Mẫu, ngày 17 tháng 12 năm 2026"),
        signatures: vec![
            Signature {
                titles: vec![text("Người lập biểu")],
                hint: text("(Ký, ghi rõ họ tên)"),
                name: text("Lê Thị Ví Dụ"),
            },
            Signature {
                titles: vec![text("TM. Ủy ban nhân dân"), text("Chủ tịch")],
                hint: String::new(),
                name: text("Trần Văn Giả Định"),
            },
        ],
        is_draft: false,
        draft_word: text("Dự thảo"),
    }
}

fn column(line: &Line) -> SheetColumn {
    let groups = line.groups.split(" > ").filter(|group| !group.is_empty());
    SheetColumn {
        no: line.column,
        groups: groups.map(str::to_owned).collect(),
        label: line.label.clone(),
        formula: line.formula.clone(),
        unit: match line.unit.as_str() {
            "count" => Measure::Count,
            "million-dong" => Measure::MoneyDong,
            "square-metres" => Measure::LandSquareDecimetres,
            other => panic!("{other}"),
        },
    }
}

/// A row for each unit, below their sum.
fn rows(columns: &[SheetColumn], units: Vec<String>) -> Vec<SheetRow> {
    let units: Vec<SheetRow> = units
        .into_iter()
        .enumerate()
        .map(|(row, name)| {
            let values = columns.iter().map(|column| value(columns, column, row)).collect();
            SheetRow { name, values, is_total: false }
        })
        .collect();
    let sum = |at: usize| units.iter().map(|unit| unit.values[at]).sum();
    let values = (0..columns.len()).map(sum).collect();
    let total = SheetRow { name: "Tổng số".to_owned(), values, is_total: true };
    std::iter::once(total).chain(units).collect()
}

/// A made-up value, or the sum that the formula of the column asks for.
fn value(columns: &[SheetColumn], column: &SheetColumn, row: usize) -> i64 {
    let sum = column.formula.trim_start_matches('=').split('=').next().unwrap();
    let parts: Option<Vec<u32>> = sum.split('+').map(|part| part.parse().ok()).collect();
    if let Some(parts) = parts {
        let part = |no| columns.iter().find(|other| other.no == no).unwrap();
        return parts.into_iter().map(|no| value(columns, part(no), row)).sum();
    }
    let seed = i64::from(column.no) * 37 + row as i64 * 101;
    match column.unit {
        Measure::Count => seed * seed % 61,
        Measure::MoneyDong => seed * seed * 1_250_000 % 800_000_000,
        Measure::LandSquareDecimetres => seed * seed * 5 % 1_000_000,
    }
}
