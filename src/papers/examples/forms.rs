//! Writes every built-in form, filled with made-up values, into a folder, as PDF and DOCX:
//! `cargo run -p papers --example forms -- DIR`.

use std::path::Path;

use chrono::NaiveDate;
use papers::{Document, Fonts, document_docx, document_pdf, forms, sample, sample_frame};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: forms DIR")?;
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::embedded();
    let today = NaiveDate::from_ymd_opt(2027, 1, 5).ok_or("not a date")?;
    for form in forms() {
        // A form that is out of use is shown on its last day.
        let on = form.source().valid_to.unwrap_or(today);
        let document = form.document(&sample(form), &sample_frame(form), on)?;
        let name = match form.source().valid_to {
            Some(last) => format!("{}-to-{last}", form.key()),
            None => form.key().to_owned(),
        };
        write(&Path::new(&folder).join(name), &document, &fonts)?;
    }
    Ok(())
}

/// The files of one paper, a line a format.
fn write(
    path: &Path,
    document: &Document,
    fonts: &Fonts,
) -> Result<(), Box<dyn std::error::Error>> {
    let issued = (2027, 1, 5);
    std::fs::write(path.with_extension("pdf"), document_pdf(document, fonts, issued)?)?;
    std::fs::write(path.with_extension("docx"), document_docx(document, fonts, issued)?)?;
    Ok(())
}
