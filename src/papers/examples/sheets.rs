//! Writes the six forms of Circular 06/2025/TT-TTCP with made-up values into a folder:
//! `cargo run -p papers --example sheets -- DIR [UNITS]`.
//!
//! `sheets.xlsx` and `sheets.pdf` hold all of them, `sheets.json` says what went in. Each form has a PDF
//! of its own as well, unless a number of units is given, to see what large tables take.
#![expect(clippy::unwrap_used, reason = "the values are those of the tests")]

use std::path::Path;

use papers::{Fonts, Properties, Sheet, sheets_pdf, sheets_xlsx};

#[path = "../tests/sheets/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: sheets DIR [UNITS]")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut sheets = samples::six();
    let units: Option<usize> = arguments.next().map(|units| units.parse()).transpose()?;
    if let Some(units) = units {
        sheets = sheets.iter().map(|sheet| samples::with_units(sheet, units)).collect();
    }
    let (fonts, properties) = (Fonts::embedded(), samples::properties());
    std::fs::write(folder.join("sheets.json"), serde_json::to_vec(&sheets)?)?;
    std::fs::write(folder.join("sheets.xlsx"), sheets_xlsx(&sheets, &properties)?)?;
    std::fs::write(folder.join("sheets.pdf"), sheets_pdf(&sheets, &fonts, &properties)?)?;
    for sheet in sheets.iter().filter(|_| units.is_none()) {
        write_one(folder, sheet, &fonts, &properties)?;
    }
    Ok(())
}

fn write_one(
    folder: &Path,
    sheet: &Sheet,
    fonts: &Fonts,
    properties: &Properties,
) -> Result<(), Box<dyn std::error::Error>> {
    let name = sheet.code.rsplit(' ').next().unwrap_or_default().replace('/', "-");
    let pdf = sheets_pdf(std::slice::from_ref(sheet), fonts, properties)?;
    std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    Ok(())
}
